"""The week that a check-in is about: which one it is, what the log has of it, and what is left over from the weeks before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from careerkit.counting.streams import iso_week, within
from careerkit.period import DAY
from careerkit.workspace import Workbook

if TYPE_CHECKING:
    import pandas as pd

# In its first three days one still looks back at the week before.
LOOK_BACK = 3
FRIDAY = 4
# What has been left over for longer is not asked about any more.
WEEKS, MOST_LEFT = 8, 5
# Of the largest lines of a week so many are looked at more closely; a lesson or a note has no reach.
LARGEST, WORDS = 3, ("win", "did", "try")
NEXT, OPEN = "next", ("to do", "again")
Tables = Mapping[str, "pd.DataFrame"]


@dataclass(frozen=True)
class Week:
    """Seven days from `start`; `friday` is the day under which the journal gets what is said of them, today if that is earlier."""

    start: date
    friday: date

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.start + 7 * DAY

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - DAY

    @property
    def name(self) -> str:
        """Such as 2025-W07."""
        return iso_week(self.start)


def week_of(day: date, first: date) -> Week:
    """The week to look at on a day. first: the day on which its week begins, as the person counts."""
    start = first - 7 * DAY if (day - first).days < LOOK_BACK else first
    return Week(start, min(day, start + FRIDAY * DAY))


def counts(tables: Tables, week: Week) -> list[str]:
    """What the log and the imports have of a week, in words; what they do not know is left out."""
    found = {
        name: _live(tables[name], week)
        for name in ("entry", "touch", "learning", "boundary", "time")
    }
    evenings, learned = found["boundary"], round(found["learning"]["hours"].sum(), 1)
    told = [
        _many(len(found["entry"]), "line"), _many(len(found["touch"]), "contact"),
        f"{learned:g} h of learning" if learned else _many(len(found["learning"]), "piece of learning", "pieces of learning"),
        f"{int(evenings['kept'].sum())} of {_many(len(evenings), 'evening')} kept" if len(evenings) else "",
        f"{found['time']['hours'].sum():.0f} h tracked" if len(found["time"]) else "",
    ]  # fmt: skip
    return [one for one in told if one]


def _many(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}" if n else ""


def lines(tables: Tables, week: Week) -> list[str]:
    """The words of the week's own lines, in their order."""
    return [" ".join(str(text).split()) for text in _live(tables["entry"], week)["text"]]


def largest(tables: Tables, week: Week) -> list[dict[str, Any]]:
    """Up to three rows of the week: those with the most hours, then those with the most words."""
    entry = _live(tables["entry"], week)
    entry = entry[entry["word"].isin(WORDS)]
    size = entry["text"].str.len().fillna(0) + entry["detail"].str.len().fillna(0)
    ordered = entry.assign(size=size).sort_values(
        ["hours", "size", "id"], ascending=[False, False, True], na_position="last"
    )
    rows = ordered.head(LARGEST).to_dict("records")
    return [{str(name): cell for name, cell in row.items()} for row in rows]


def said(checkin: pd.DataFrame, week: Week) -> dict[tuple[str, str], str]:
    """What the check-in of a week says already, by item and field."""
    own = checkin[checkin["week"] == week.name].fillna({"value": ""})
    return dict(zip(zip(own["item"], own["field"], strict=True), own["value"], strict=True))


def left_over(checkin: pd.DataFrame, week: Week) -> list[str]:
    """What was meant to be done next, and was neither done nor let go before this week; the oldest first."""
    since = iso_week(week.start - timedelta(weeks=WEEKS))
    is_near = (checkin["week"] >= since) & (checkin["week"] < week.name)
    rows = checkin[(checkin["field"] == NEXT) & is_near].sort_values("week", kind="stable")
    last = dict(zip(rows["item"], rows["value"], strict=True))
    return [item for item, value in last.items() if value in OPEN][-MOST_LEFT:]


def written(workbook: Workbook) -> Iterator[tuple[str, str, str]]:
    """Week, item and field of what stands in the file of check-ins; it is read at once, while tables take a moment."""
    from careerkit.keeping import lines as answers
    from careerkit.keeping import textfile
    from careerkit.keeping.tabletext import TableText

    header = answers.HEADERS["checkin"]
    table = TableText(textfile.load(workbook, answers.FILES["checkin"]), header, header)
    return ((row["week"], row["item"], row["field"]) for row in table.rows)


def _live(table: pd.DataFrame, week: Week) -> pd.DataFrame:
    found = within(table, week.start, week.end)
    return found[found["status"] != "retired"]
