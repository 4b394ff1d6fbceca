"""The year's report: one's own, and copies for somebody else, made only from a list that was read and ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from careerkit import audience, errand, labpath, workspace
from careerkit.desk import Desk
from careerkit.errors import UsageError
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import hidden
from careerkit.readers import OWNER
from careerkit.saved import Saved
from careerkit.sharing.manifest import Manifest, of_receipt, told
from careerkit.tidy import slug
from careerkit.workspace import Workbook

LONG = True
Say = Callable[[str], object]
_LISTS = "lists"
# The words of the list are those of shared records, and are shown to the person alone.
_UNTICKED = "Read the list, then tick this. Nothing has left."


@dataclass(frozen=True)
class Report(Form):
    """A form that knows its year and, by reader, the very list that it shows."""

    year: int = 0
    lists: Mapping[str, str] = field(default_factory=dict, repr=False)


def form(desk: Desk, audience: str = OWNER) -> Report:
    """What is asked. audience: for whom, as it is chosen at first."""
    book, year = desk.workbook, desk.year
    readers = dict(_readers(book))
    lists = {name: found for name in readers if (found := _kept(book, year, name)) is not None}
    whom = ((OWNER, "me alone"), *((name, f"a copy: {title}") for name, title in readers.items()))
    asked = Field("reader", "For whom", "choice", _HOW, required=True, choices=whom, value=audience)
    return Report(
        f"Make my report of {year}",
        (Group("", (asked,)), *(_group(name, found) for name, found in lists.items())),
        by_hand=f"careerkit review --year {year}; a copy: careerkit share --year {year} --audience mentor (with --lock it opens with six words only)",
        intro="It takes about half a minute. Your own report is private. A copy for somebody else is made in two steps: "
        "first the list of all that would be in it, then, once you have read and ticked it, the copy with a receipt.",
        submit="Make it", stay=True, year=year, lists={name: found.hash for name, found in lists.items()},
    )  # fmt: skip


_HOW = "For a copy you get the list first; nothing leaves before you have ticked it."


def save(desk: Desk, form: Report, values: Values, say: Say) -> Saved:
    """Make the review, or the list of a copy, or the copy of a list that was ticked."""
    book, reader = desk.workbook, values["reader"]
    if reader == OWNER:
        made = errand.run(["review", *_what(book, form.year)], say, "Making the report:")
        return _made(book, Path(made["html"]), "Your report is ready", "Open the report")
    agreed = form.lists.get(reader, "")
    if agreed and values.flag(_tick(reader, agreed)):
        return _copy(book, form.year, reader, agreed, say)
    listed = _list(book, form.year, reader, say)
    if listed.hash == agreed:
        raise Refused({_tick(reader, agreed): _UNTICKED})
    return Saved("The list is below: all that would be in the copy, and what stays out. Read it, tick it, and press the button again.")  # fmt: skip


def _copy(book: Workbook, year: int, reader: str, agreed: str, say: Say) -> Saved:
    words = ["share", *_what(book, year), "--audience", reader]
    try:
        made = errand.run([*words, "--manifest", agreed], say, "Making the copy:")
    except UsageError:
        # The log has changed since, so the list has, too: it must be read again.
        if _list(book, year, reader, say).hash == agreed:
            raise
        return Saved("Nothing has left: the copy would hold something else by now. Read the new list below, tick it, and press the button again.")  # fmt: skip
    _forget(book, year, reader)
    return _made(book, Path(made["file"]), "The copy is ready, and its receipt is kept; careerkit shares lists them", "Open the copy")  # fmt: skip


def _made(book: Workbook, file: Path, what: str, label: str) -> Saved:
    seen = labpath.seen(book, file)
    place = book.relative(file) if file.is_relative_to(book.root) else str(file)
    return Saved(f"{what}: {place}", links=((label, seen),) if seen else ())


def _what(book: Workbook, year: int) -> list[str]:
    """The workbook, the year, and a folder that JupyterLab can open: in a checkout reports lie beside the workbooks."""
    own = workspace.reports_folder(book)
    out = [] if labpath.seen(book, own) else ["--out", str(book.root / "reports")]
    return [str(book.root), "--year", str(year), *out]


# ---- the list of a copy ------------------------------------------------------------------------------


def _list(book: Workbook, year: int, reader: str, say: Say) -> Manifest:
    """Make the list of a copy and keep it, so that it can be read and ticked. The copy itself is not written."""
    words = ["share", *_what(book, year), "--audience", reader, "--dry-run"]
    found = errand.run(words, say, "Making the list:")
    listed = _manifest(found)
    if listed is None or listed.hash != found.get("hash"):
        raise UsageError("the list cannot be read; make the copy by hand with careerkit share")
    hidden.save(book, _LISTS, _name(year, reader), hidden.packed(listed.public()))
    return listed


def _kept(book: Workbook, year: int, reader: str) -> Manifest | None:
    """The list that waits for a tick; None where there is none, or what is there is no such list."""
    found = _manifest(hidden.load(book, _LISTS, _name(year, reader)))
    is_own = found is not None and (found.year, found.audience) == (year, reader)
    return found if is_own else None


def _forget(book: Workbook, year: int, reader: str) -> None:
    hidden.remove(book, _LISTS, _name(year, reader))


def _manifest(found: Any) -> Manifest | None:
    """A list as it was given or kept; its hash is worked out from all that is in it."""
    try:
        listed = of_receipt({name: value for name, value in found.items() if name != "hash"})
        # What cannot be told cannot be read by anybody.
        return listed if any(told(listed)) else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _name(year: int, reader: str) -> str:
    return f"{year}-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in slug(reader))


def _group(reader: str, listed: Manifest) -> Group:
    ticked = Field(
        _tick(reader, listed.hash), "I have read this list, and all that goes in may leave", "flag"
    )
    return Group(
        f"The list for {reader}", (ticked,), hint="\n".join([*told(listed), f"List: {listed.hash}"])
    )


def _tick(reader: str, listed: str) -> str:
    return f"read-{reader}-{listed}"


def _readers(book: Workbook) -> Iterator[tuple[str, str]]:
    for name in audience.names(book):
        found = audience.reader(name, book)
        if not found.is_owner:
            yield name, found.title
