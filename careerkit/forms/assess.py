"""A questionnaire: statements with the words of their scale, and every answer on disk before the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import ceil

from careerkit import period
from careerkit.asking import answerfile
from careerkit.asking import sitting as sittings
from careerkit.asking.sitting import Sitting
from careerkit.desk import Desk
from careerkit.form import SKIP, Field, Form, Group, Values
from careerkit.instruments import Instrument
from careerkit.keeping import textfile
from careerkit.saved import Saved

# So many statements under one heading are still seen at once.
PART = 8
Stamp = tuple[int, int]


@dataclass
class _Open:
    """The sitting that is being answered, and how its file looked when the two last agreed."""

    sitting: Sitting
    stamp: Stamp


@dataclass(frozen=True)
class Asked(Form):
    """A form that holds its sitting, so that an answer needs no reading of what was answered before."""

    open: _Open = field(kw_only=True, repr=False, compare=False)

    def values(self) -> dict[str, str]:
        """What is answered by now."""
        return {item: _word(value) for item, value in self.open.sitting.given.items()}


def form(desk: Desk, instrument: str = "compass", language: str = "") -> Asked:
    """What is asked. instrument, language: a questionnaire of the workbook, and which wording of it."""
    book = desk.workbook
    # Before the reading: what is added meanwhile must not count as known.
    stamp = _stamp_of(desk, instrument)
    sitting = sittings.shown(book, instrument, str(desk.year), desk.today, language=language)
    own = sitting.instrument
    head = own.raw["instrument"]
    limits = Group("What it can and cannot say", (), " ".join(head.get("limits", ())), folded=True)
    ending = [Group("Done", (), _ending(desk, sitting))] if not sitting.open_items else []
    instructions = " ".join(str(head.get("instructions", "")).split())
    return Asked(
        f"{own.title}, for {sitting.occasion}",
        ([limits] if limits.hint else []) + [*_parts(own), *ending],
        by_hand=f"careerkit assess take {own.id}, or on a sheet to fill in: careerkit assess sheet {own.id}",
        intro=instructions, mode="each", key=sitting.name, open=_Open(sitting, stamp),
    )  # fmt: skip


def save(desk: Desk, form: Asked, values: Values) -> Saved:
    """Add the answers to the file of answers; a skip is one, too."""
    book = desk.workbook
    textfile.require(book)
    sitting = _current(desk, form)
    sittings.keep(book, sitting.instrument)
    edit = sitting.give({item: _number(said) for item, said in values.said.items()}, desk.at)
    form.open.stamp = _stamp_of(desk, sitting.instrument.id)
    count, every = len(sitting.given), len(sitting.instrument.values)
    if sitting.open_items:
        return Saved(f"Saved. {count} of {every} answered.", (edit,) if edit else ())
    return Saved(f"Saved. {_ending(desk, sitting)}", (edit,) if edit else ())


def _current(desk: Desk, form: Asked) -> Sitting:
    """The sitting as its file says: read anew when another window, a sheet or an undo has changed that."""
    own, stamp = form.open.sitting, _stamp_of(desk, form.open.sitting.instrument.id)
    if stamp != form.open.stamp:
        known = {own.instrument.fingerprint: own.instrument}
        taken = sittings.taken_in(desk.workbook, known)
        nothing = replace(own, given={}, last=None)
        form.open.sitting = next((one for one in taken if one.name == own.name), nothing)
        form.open.stamp = stamp
    return form.open.sitting


def _stamp_of(desk: Desk, instrument: str) -> Stamp:
    try:
        found = answerfile.path_of(desk.workbook, instrument).stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _parts(own: Instrument) -> Iterator[Group]:
    """The statements in groups of about eight, each of one scale; its question stands where the scale is new."""
    items = list(own.values)
    for name, run in groupby(items, own.scale_of):
        asked, question = list(run), str(own.raw["scale"][name].get("question", ""))
        size = ceil(len(asked) / ceil(len(asked) / PART))
        for start in range(0, len(asked), size):
            part = asked[start : start + size]
            first, last = items.index(part[0]) + 1, items.index(part[-1]) + 1
            yield Group(
                f"{first} to {last} of {len(items)}", [_field(own, item) for item in part], question
            )


def _field(own: Instrument, item: str) -> Field:
    pairs = zip(own.values[item], own.labels[item], strict=True)
    choices = tuple((_word(value), label) for value, label in pairs)
    return Field(item, own.texts[item], "choice", choices=choices, skip=True)


def _word(value: float | None) -> str:
    return SKIP if value is None else f"{value:g}"


def _number(said: str) -> float | None:
    return None if said == SKIP else float(said)


def _ending(desk: Desk, sitting: Sitting) -> str:
    """What is said once nothing is open: where to see it, and, if all answers are one and the same, a question."""
    every = len(sitting.instrument.values)
    told = [
        f"{every} of {every}; run the next cell to see the profile. You may still change an answer."
    ]
    if sitting.is_straight:
        told.append(
            "Every answer is the same, and some statements are opposites. If that is how it is, leave it so."
        )
    year, starts = int(sitting.occasion), desk.workbook.settings.year_start
    if period.last_day(year, starts) < desk.today:
        told.append(
            f"{year} is over; a review that knows these answers: careerkit review --year {year} --as-of {desk.today}"
        )
    return " ".join(told)
