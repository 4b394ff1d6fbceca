"""The day that the name of a journal file, or a heading in it, sets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from careerkit.notes.copies import base_name

# 2024-03-05.md, 2024_03_05.md, 2024.03.05.md; eight digits are a day only where the name is nothing else.
_NAMED = re.compile(
    r"(?<!\d)(\d{4})[-_.](\d{2})[-_.](\d{2})(?!\d)|^((?:19|20)\d\d)(\d\d)(\d\d)$", re.ASCII
)
# 2024/03/05.md, one folder for the year and one for the month.
_FOLDERS = re.compile(r"(?:^|/)((?:19|20)\d\d)/(\d\d)/(\d\d)$", re.ASCII)
_HEADING = re.compile(
    r"#{1,6}\s+(?:([^\W\d_]+)[,.]?\s+)?(\d{4}-\d{2}-\d{2})(?:[\s,]+([^\W\d_]+))?\.?\s*$"
)
_DATE_LIKE = re.compile(
    r"#{1,6}\s.*(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./]\d{1,2}[./]?(?:\d{2})?(?!\d)"
    r"|\d{1,2}\.?\s+(?:jan|feb|m[aä]r|apr|ma[yi]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]*\b)",
    re.IGNORECASE,
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# How daily notes name them; in a heading only the English ones are checked.
_WEEKDAY_NAMES = frozenset(" ".join((
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday",
    "mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche",
    "mié jue vie sáb dom lunes martes miércoles jueves viernes sábado domingo",
    "seg ter qua qui sex segunda terça quarta quinta sexta",
    "gio sab lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "ma wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)).split())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading does to the day: it opens `day`, or closes the one that was open because of `why`.

    `is_loose` marks one that only looks like a date. `problem` is the code, the reason and the fix of a warning.
    """

    day: date | None = None
    why: str = ""
    is_loose: bool = False
    problem: tuple[str, str, str] | None = None


_LOOSE = Heading(why="is not a day such as ## 2024-03-05", is_loose=True)
_IMPOSSIBLE = Heading(
    why="names a day that does not exist",
    problem=("W-DATE", "the heading names a day that does not exist", "Correct the heading"),
)


def of_heading(line: str) -> Heading | None:
    """What a heading does to the day; None when it leaves it as it is."""
    match = _HEADING.match(line)
    if not match:
        return _LOOSE if _DATE_LIKE.match(line) else None
    try:
        day = date.fromisoformat(match[2])
    except ValueError:
        return _IMPOSSIBLE
    said = {(word or "")[:3].casefold() for word in match.group(1, 3)}
    if said & set(_WEEKDAYS) - {_WEEKDAYS[day.weekday()]}:
        return Heading(day, problem=(
            "W-WEEKDAY", f"that day is a {day:%A}", "Correct the day or the weekday",
        ))  # fmt: skip
    return Heading(day)


def of_name(name: str) -> tuple[date | None, bool]:
    """The day that a file's name sets, and whether the name says nothing else, as that of a daily note.

    A weekday beside it is nothing else. The second copy of a sync client is named as its original.
    """
    folder, slash, leaf = name.rpartition("/")
    stem = _stem(base_name(leaf) or leaf)
    match = _NAMED.search(stem) or _FOLDERS.search(f"{folder}{slash}{stem}")
    try:
        found = date(*(int(part) for part in match.groups() if part)) if match else None
    except ValueError:
        found = None
    if match is None or found is None:
        return None, False
    beside = f"{stem[: match.start()]} {stem[match.end() :]}" if match.re is _NAMED else ""
    words = re.findall(r"[^\W_]+", beside.casefold())
    return found, len(words) <= 1 and set(words) <= _WEEKDAY_NAMES


def _stem(name: str) -> str:
    stem, dot, _ = name.rpartition(".")
    return stem if dot else name
