"""From a sentence of a review back to the lines of the log: which records stand behind it, and where."""

from __future__ import annotations

from collections.abc import Iterator

from careerkit import measure, pages
from careerkit.errors import UsageError
from careerkit.settings import near
from careerkit.workbook import Year


def sentences(year: Year, names: tuple[str, ...], *, show_text: bool = False) -> Iterator[str]:
    """Every sentence of the named sections (all, if none is named), each followed by its records, one a line.

    show_text: also print what the records say. Raises UsageError for a section that does not exist.
    """
    known = [name for name, _ in measure.parts()]
    for name in names:
        if name not in known:
            raise UsageError(f"there is no section {name!r}{near(name, known)}")
    where, texts = pages.trace(year.tables), _texts(year) if show_text else {}
    for name in names or tuple(known):
        for said in year.whole(name).statements:
            yield f"{name}: {said.text} [{said.status}, n = {said.n}]"
            named = [i for i in said.evidence if i in where]
            yield from (f"    {_line(where[i], i, texts)}" for i in named)
            if not named:
                yield f"    {_NONE}"


def _line(found: tuple[str, str, str], record: str, texts: dict[str, str]) -> str:
    said = f"  {texts[record]}" if record in texts else ""
    return "  ".join(part for part in (*found, record) if part) + said


def _texts(year: Year) -> dict[str, str]:
    found: dict[str, str] = {}
    for frame in year.tables.values():
        column = next((name for name in ("text", "title", "name", "slug") if name in frame), None)
        if column is not None:
            said = frame[[column, "id"]].dropna()
            lines = (" ".join(str(text).split()) for text in said[column])
            found.update(zip(said["id"], lines, strict=True))
    return found


_NONE = "(counts of all records of its tables; no single ones)"
