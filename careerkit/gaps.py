"""Where a log is thin, and the cheapest way to close each gap. It suggests, it never nags: a gap is no fault.

Weeks without a line, fields that are seldom filled, sources that have gone stale; each with what it would make possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from careerkit.period import Pause
from careerkit.rebuild import Rebuilt
from careerkit.rows import Row

# How far back one still remembers enough to fill a week in.
LOOK_BACK = 52
MOST_RUNS = 3
# Below these shares of filled cells an analysis cannot speak; with fewer rows nothing is said of them.
FEWEST_ROWS = 10
STALE_DAYS = 60
_WEEK = timedelta(days=7)
# Table and column, the share that the analysis needs, and what it takes.
_FIELDS = (
    ("entry", "energy", 0.5, "energy", "add +1 or -2 at the end of a line; one rated line a day is enough"),
    ("entry", "tags", 0.5, "a tag", "add one #tag for what it was about"),
    ("entry", "hours", 0.3, "hours", "add 1h30 to the two or three largest lines of a week"),
    ("touch", "person", 0.8, "a person", "name one @person in each met: line"),
    ("learning", "hours", 0.5, "hours", "add 45min to a learn: line; an export seldom knows it"),
    ("feedback", "action", 0.3, "an action", "add -> what you will do by DATE, or [declined:: why]"),
)  # fmt: skip
# A silence of so many weeks is more likely a break than a lapse.
LONG = 3
_LOG = 'careerkit log win "..."'


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: what is thin, and the cheapest way to close it."""

    kind: str
    what: str
    cheapest: str

    def one_line(self) -> str:
        """Say it in one line."""
        return f"{self.what}. Cheapest way: {self.cheapest}"

    def public(self) -> dict[str, str]:
        """The same, for machine-readable output."""
        return {"kind": self.kind, "what": self.what, "cheapest": self.cheapest}


def gaps(rebuilt: Rebuilt, today: date) -> list[Gap]:
    """The gaps of a workbook as seen on a day: weeks first, then fields, then sources. An empty log has none yet."""
    rows = rebuilt.rows
    return [*_weeks(rows, today), *_fields(rows), *_sources(rows, today)]


def _weeks(rows: Mapping[str, list[Row]], today: date) -> Iterator[Gap]:
    """Runs of weeks of the last year without a line of the person's own, paused weeks left out; the longest first."""
    days = {
        row.cells["date"] for table in ("entry", "touch", "learning", "boundary", "feedback")
        for row in rows[table] if row.cells["source"] == "journal" and row.cells["date"]
    }  # fmt: skip
    if not days:
        return
    monday = today - timedelta(days=today.weekday())
    first = max(min(days), monday - LOOK_BACK * _WEEK)
    first -= timedelta(days=first.weekday())
    logged = {day - timedelta(days=day.weekday()) for day in days}
    paused = [
        Pause(row.cells["date"], row.cells["until"]) for row in rows["pause"] if row.cells["until"]
    ]
    silent = [
        week for week in _mondays(first, monday)
        if week not in logged and not any(_touches(pause, week) for pause in paused)
    ]  # fmt: skip
    runs = sorted(_runs(silent), key=lambda run: (-len(run), run[0]))
    for run in sorted(runs[:MOST_RUNS], key=lambda run: run[0]):
        yield _silent(run, monday)
    if len(runs) > MOST_RUNS:
        left = sum(map(len, runs[MOST_RUNS:]))
        yield Gap("weeks", f"{left} more weeks of the last year without a line, in {len(runs) - MOST_RUNS} places",
                  "leave them; a silent week counts as unknown, not as nothing")  # fmt: skip


def _touches(pause: Pause, week: date) -> bool:
    return pause.start < week + _WEEK and pause.end > week


def _mondays(first: date, end: date) -> Iterator[date]:
    while first < end:
        yield first
        first += _WEEK


def _runs(weeks: Iterable[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for week in weeks:
        if runs and week - runs[-1][-1] == _WEEK:
            runs[-1].append(week)
        else:
            runs.append([week])
    return runs


def _silent(run: list[date], now: date) -> Gap:
    last = run[-1] + timedelta(days=6)
    what = f"{len(run)} week{'s' if len(run) > 1 else ''} without a line: {run[0]} to {last}"
    if run[-1] == now - _WEEK:
        return Gap("weeks", what, f"begin again with this week: {_LOG}")
    if len(run) >= LONG:
        remedy = f"if it was a break, say so under ## {run[0]}: - pause: until {last} why"
        return Gap("weeks", what, remedy)
    remedy = f"one line from memory or the calendar, under ## {run[0] + timedelta(days=4)}"
    return Gap("weeks", what, remedy)


def _fields(rows: Mapping[str, list[Row]]) -> Iterator[Gap]:
    for table, column, needed, name, cheapest in _FIELDS:
        found = [
            row
            for row in rows[table]
            if row.cells["status"] == "live" and _is_asked(table, column, row)
        ]
        filled = sum(row.cells[column] not in (None, []) for row in found)
        if len(found) >= FEWEST_ROWS and filled < needed * len(found):
            yield Gap("fields", f"{filled} of {len(found)} rows of {table} have {name}", cheapest)


def _is_asked(table: str, column: str, row: Row) -> bool:
    """Whether the person could have filled this cell: imported rows have what the export has."""
    return row.cells["source"] == "journal" or (table, column) == ("learning", "hours")


def _sources(rows: Mapping[str, list[Row]], today: date) -> Iterator[Gap]:
    """Sources whose newest row is older than two months."""
    newest: dict[str, date] = {}
    for table in rows.values():
        for row in table:
            day = row.cells.get("date") or row.cells.get("connected_on")
            if day and day <= today:
                source = row.cells["source"]
                newest[source] = max(newest.get(source, day), day)
    for source, day in sorted(newest.items()):
        age = (today - day).days
        if age > STALE_DAYS and source not in ("registers", "answers", "replies"):
            cheapest = (
                _LOG
                if source == "journal"
                else f"export it again and drop the file into inbox/ (see docs/sources/{source}.md)"
            )
            yield Gap("sources", f"{source}: newest row of {day}, {age} days ago", cheapest)
