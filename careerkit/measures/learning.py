"""Hours of learning a month, against the person's own target."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from careerkit import streams
from careerkit.measure import Measure, Status
from careerkit.period import Period
from careerkit.settings import Settings

TITLE = "Learning and curiosity"
QUESTION = "How much time did learning really get?"
ORDER = 50
GATES: Mapping[str, float] = {"full_months": 2, "full_month_known_share": 0.5}
Values = dict[str, float | int | str | None]


def learning(
    entry: pd.DataFrame,
    touch: pd.DataFrame,
    learning: pd.DataFrame,
    boundary: pd.DataFrame,
    period: Period,
    settings: Settings,
) -> Measure:
    """Hours per month against target x share of the month that is eligible and known.

    Days begin with the first learning ever; days in pauses and in weeks without any line are left
    out of the target, the latter because silence is unknown and not zero (unless "learning" is
    declared complete); a month without a line is unknown. Months met are counted over finished
    months. Items without hours are counted apart. Gate: 2 full months (finished, at least half
    known).
    """
    first = streams.first_day(learning["date"])
    year = streams.within(learning, period.start, period.last)
    if first is None or first >= period.last:
        return Measure(Status.NOT_YET, 0, "No learning is logged yet.", _FIRST_STEP, _empty())
    days = pd.concat(
        [streams.logged_days(entry, touch, learning, boundary), learning["date"].dropna()]
    )
    known_days = _known_days(
        days, max(first, period.start), period, "learning" in settings.complete
    )
    table = _by_month(year, known_days, period, settings.targets["learning_hours_per_month"])
    judged = table[table["met"].notna()]
    full = int((judged["share"] >= GATES["full_month_known_share"]).sum())
    values = _values(table, judged, year, period)
    table = table.drop(columns="share")
    n = int(year["hours"].notna().sum())
    if full < GATES["full_months"]:
        return Measure(Status.NOT_YET, n, _so_far(values, full), _needs(full), table, values)
    return Measure(Status.CLEAR, n, _statement(values), table=table, values=values)


_FIRST_STEP = 'Log one line a day for a week, such as: learn: podcast "its title" 45min.'


def _empty() -> pd.DataFrame:
    columns = {
        "month": "datetime64[us]",
        "hours": "float64",
        "target": "float64",
        "met": "boolean",
        "known": "bool",
    }
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


def _known_days(
    days: pd.Series[pd.Timestamp], begin: date, period: Period, is_complete: bool
) -> pd.Series[pd.Timestamp]:
    """The days that count: eligible, and in a week with at least one line."""
    inside = days[(days >= pd.Timestamp(begin)) & (days < pd.Timestamp(period.last))]
    weeks = set(streams.week_of(inside, period))
    every = (begin + timedelta(days=i) for i in range((period.last - begin).days))
    found = [
        day for day in every
        if not period.is_paused(day) and (is_complete or pd.Timestamp(period.week_of(day)) in weeks)
    ]  # fmt: skip
    return pd.Series(pd.to_datetime(found), dtype="datetime64[us]")


def _by_month(
    year: pd.DataFrame, known: pd.Series[pd.Timestamp], period: Period, target: float
) -> pd.DataFrame:
    rows = []
    for start, end in period.months():
        share = float(
            ((known >= pd.Timestamp(start)) & (known < pd.Timestamp(end))).sum()
            / (end - start).days
        )
        hours = float(streams.within(year, start, end)["hours"].sum())
        met = hours >= target * share - 1e-9 if share and end <= period.last else pd.NA
        rows.append(
            (pd.Timestamp(start), hours if share else None, target * share, met, share > 0, share)
        )
    table = pd.DataFrame(rows, columns=[*_empty(), "share"])
    return table.astype({**{name: kind.name for name, kind in _empty().dtypes.items()}})


def _values(
    table: pd.DataFrame, judged: pd.DataFrame, year: pd.DataFrame, period: Period
) -> Values:
    hours, months = float(table["hours"].sum()), float(table["share"].sum())
    return {
        "hours": hours,
        "hours_per_month": hours / months if months else None,
        "months_met": int(judged["met"].sum()),
        "months": len(judged),
        "items_without_hours": int(year["hours"].isna().sum()),
        "last_three_months": float(table["hours"].tail(3).sum()),
        "weeks_with_learning": int(streams.week_of(year["date"], period).nunique()),
    }


def _so_far(values: Values, full: int) -> str:
    return f"{values['hours']:.3g} hours of learning are logged; {full} of {GATES['full_months']} full months are known."


def _needs(full: int) -> str:
    missing = int(GATES["full_months"]) - full
    return (
        f"{missing} more full month{'s' * (missing != 1)} with a line in most weeks. {_FIRST_STEP}"
    )


def _statement(values: Values) -> str:
    text = f"{values['hours']:.3g} hours of learning, {values['hours_per_month']:.3g} per known month; "
    text += f"{values['months_met']} of {values['months']} finished months met the target"
    without = values["items_without_hours"]
    return text + (f"; {without} more items have no hours." if without else ".")
