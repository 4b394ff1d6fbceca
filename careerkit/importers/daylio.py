"""A CSV export of Daylio: each entry becomes a note with its mood as energy and its activities as tags.

Moods bear the person's own names. Daylio's five are known; any other needs a number in workbook.toml
and has no energy until then. An activity named `win`, `lesson` or `did` makes the entry one. The
scales and the time of day are not stored; the time only tells two entries of one day apart, so an
entry stays the same when its mood, its note or its activities are edited.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from careerkit.errors import BadData
from careerkit.problems import Problem
from careerkit.reading import dates, masks, orders, sheets
from careerkit.reading.drops import Drop
from careerkit.reading.sheets import Cells, Sheet
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings

COVERAGE = Coverage.DROP
PLACES = ("inbox",)
OPTIONS = {"moods": "your own mood names and the energy of each, from -2 to 2"}

_COLUMNS = (
    "full_date", "year", "date", "weekday", "time", "mood", "activities", "scales", "note_title",
    "note",
)  # fmt: skip
_NEEDED = frozenset({"mood", "activities"})
# Before 2019 the day stood in two columns.
_DAYS = (frozenset({"full_date"}), frozenset({"year", "date", "weekday"}))
_MOODS = {"rad": 2, "good": 1, "meh": 0, "bad": -1, "awful": -2}
# Not `try`: a side project's step names its project.
_WORDS = ("win", "lesson", "did")
_MOST_MOODS = 10

_DAY_NAME = re.compile(r"([0-9]{1,2})\.? ([^\W\d_]{1,20})\.?|([^\W\d_]{1,20})\.? ([0-9]{1,2})")
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-5][0-9])(?::00)?(?: ?([ap])\.? ?m\.?)?", re.IGNORECASE)
# Only tags that a note's editor writes, so that `1 < 2 and 3 > 2` stays whole.
_ITEM = re.compile(r"<li(?: [^<>]{0,300})?>", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:blockquote|br|div|h[1-6]|li|ol|p|ul)(?: [^<>]{0,300})?/?>", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:a|b|del|em|font|i|mark|s|span|strike|strong|sub|sup|u)(?: [^<>]{0,300})?/?>",
    re.IGNORECASE,
)


@dataclass
class _Export:
    """One file: how it writes days, the energy of every known mood, the unknown ones told of already."""

    path: str
    days: tuple[re.Pattern[str], ...]
    energy: Mapping[str, int]
    told: set[str] = field(default_factory=set)


def claims(drop: Drop) -> bool:
    """A table whose header has a day, a mood and activities, by Daylio's own names."""
    return drop.name.casefold().endswith(sheets.SUFFIXES) and _sheet(drop) is not None


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per entry; each of the first unknown moods is told of once. Raises BadData."""
    sheet = _sheet(drop)
    if sheet is None:
        raise drop.refuse(
            "E-HEADER", "the columns are none that Daylio is known to write",
            "Export the entries as CSV once more",
        )  # fmt: skip
    # A spreadsheet may have written the days anew, in an order of its own.
    order = orders.decide(sheet, ("full_date",), "daylio")
    export = _Export(drop.path, orders.shapes(order), _energies(settings))
    for row in sheet.rows():
        if isinstance(row, Problem):
            yield replace(row, value=masks.mail(row.value))
        elif row.is_blank:
            yield Skipped(row.line, "blank row")
        elif row.is_header:
            yield Skipped(row.line, "repeated header")
        else:
            yield from _entry(row, export)


def _sheet(drop: Drop) -> Sheet | None:
    sheet = sheets.find(drop, _COLUMNS, least=4)
    if sheet is None or not set(sheet.header) >= _NEEDED:
        return None
    return sheet if any(set(sheet.header) >= names for names in _DAYS) else None


def _energies(settings: Settings) -> dict[str, int]:
    """Daylio's moods and the person's own, by folded name. Raises BadData."""
    own = {}
    for name, energy in settings.option("daylio", "moods", {}).items():
        if isinstance(energy, bool) or not isinstance(energy, int) or not -2 <= energy <= 2:
            raise BadData(
                f"workbook.toml: [sources.daylio] moods: {name!r} must be a whole number from -2 to 2"
            )
        own[_folded(name)] = energy
    return {**_MOODS, **own}


def _entry(row: Cells, export: _Export) -> Iterator[Row]:
    try:
        day = _day(row, export.days)
    except ValueError:
        column = "full_date" if "full_date" in row.cells else "date"
        yield Problem(export.path, row.line, column, "E-DATE", "this is no day as Daylio writes it",
                      "Write it as 2024-03-05", row[column])  # fmt: skip
        return
    mood, note = row["mood"], _text(row["note"])
    tags = [tag for part in row["activities"].split("|") if (tag := masks.mail(part).strip())]
    lines = [line for line in (_text(row["note_title"]), *note.split("\n")) if line]
    if not (mood or tags or lines):
        yield Skipped(row.line, "empty entry")
        return
    yield from _unknown_mood(row, export)
    word = next((word for word in _WORDS if word in map(_folded, tags)), "note")
    yield Record("entry", row.line, {
        "date": day, "word": word,
        "text": lines[0] if lines else ", ".join(tags) or masks.mail(mood),
        "detail": "\n".join(lines[1:]) or None,
        "energy": export.energy.get(_folded(mood)),
        "tags": [tag for tag in tags if _folded(tag) != word],
    }, key=(day, _minute(row["time"])))  # fmt: skip


def _unknown_mood(row: Cells, export: _Export) -> Iterator[Problem]:
    """A warning at the first entry of each unknown mood, for a few of them."""
    mood = _folded(row["mood"])
    if not mood or mood in {*export.energy, *export.told} or len(export.told) == _MOST_MOODS:
        return
    export.told.add(mood)
    yield Problem(
        export.path, row.line, "mood", "W-MOOD", "this mood has a name of your own, so its energy is not known",
        'Say it in workbook.toml, from -2 to 2: [sources.daylio] moods = { "its name" = 1 }',
        masks.mail(row["mood"]),
    )  # fmt: skip


def _day(row: Cells, days: tuple[re.Pattern[str], ...]) -> str:
    """The day as ISO text, from `2024-03-05` or from 2018 and `18 May`. Raises ValueError."""
    if "full_date" in row.cells:
        return dates.read(row["full_date"], days)
    match = _DAY_NAME.fullmatch(" ".join(row["date"].split()))
    if match is None:
        raise ValueError("the day is in no known shape")
    number, name = match[1] or match[4], match[2] or match[3]
    return dates.read(f"{number} {name} {row['year']}", (dates.DAY_NAME_YEAR,))


def _minute(text: str) -> str:
    """The minute of the day, the same for `10:04 PM` and `22:04`; anything else as it is written."""
    plain = " ".join(text.split()).casefold()
    match = _CLOCK.fullmatch(plain)
    if match is None:
        return plain
    hour, minute, half = int(match[1]), match[2], match[3]
    return f"{hour % 12 + 12 * (half == 'p') if half else hour:02}:{minute}"


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _text(note: str) -> str:
    """A note without its markup, line by line."""
    broken = _BREAK.sub("\n", _ITEM.sub("\n- ", note))
    plain = html.unescape(_TAG.sub("", broken)).replace("\xa0", " ")
    lines = (" ".join(line.split()) for line in plain.split("\n"))
    return masks.mail("\n".join(line for line in lines if line))
