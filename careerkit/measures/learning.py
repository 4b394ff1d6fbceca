"""Hours of learning a month, against the person's own target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pandas as pd

from careerkit import stats
from careerkit.counting import effects, evidence, streams
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period
from careerkit.settings import Settings

TITLE = "Learning and curiosity"
QUESTION = "How much time did learning really get?"
ORDER = 100
GATES: Mapping[str, float] = {"full_months": 2, "full_month_known_share": 0.5, "rolling_months": 3}
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
    months; runs of three of them are judged by their sums. Spread: in how many known weeks there was
    any, and the fewest weeks that hold half of the hours. Items without hours are counted apart. Newly
    met: by `effects.is_newly_most`, months of this year against those of the year before.
    Gates: 2 full months (finished, at least half known), 3 finished ones for a run. Effect: Cohen's h
    of the share of months met against one half, at the nearer end of its Wilson 80 % interval.
    """
    first = streams.first_day(learning["date"])
    year = streams.within(learning, period.start, period.last)
    if first is None or first >= period.last:
        return Measure(Status.NOT_YET, 0, "No learning is logged yet.", _FIRST_STEP, _empty())
    days = pd.concat(
        [streams.logged_days(entry, touch, learning, boundary), learning["date"].dropna()]
    )
    is_complete, target = (
        "learning" in settings.complete,
        settings.targets["learning_hours_per_month"],
    )
    known_days = _known_days(days, max(first, period.start), period, is_complete)
    table = _by_month(year, known_days, period, target)
    judged, before = table[table["met"].notna()], period.earlier(1)
    known_before = _known_days(days, max(first, before.start), before, is_complete)
    full = int((judged["share"] >= GATES["full_month_known_share"]).sum())
    values = {**_values(table, judged, year), **_runs(judged), **_spread(year, known_days, period)}
    table = table.drop(columns="share")
    timed = year[year["hours"].notna()]
    n, ids = len(timed), evidence.ids(timed)
    if full < GATES["full_months"]:
        return Measure(
            Status.NOT_YET, n, _so_far(values, full), _needs(full), table, values, evidence=ids
        )
    low, high = stats.wilson(int(values["months_met"] or 0), int(values["months"] or 0))
    earlier = streams.within(learning, before.start, before.last)
    newly = _newly(values, _by_month(earlier, known_before, before, target)["met"].dropna(), ids)
    return Measure(
        Status.CLEAR, n, _statement(values), table=table, values=values, evidence=ids,
        more=(*newly, *_more(values, ids)), effect=effects.beyond(low, high), about="stuck" if high < 0.5 else "",
    )  # fmt: skip


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


def _values(table: pd.DataFrame, judged: pd.DataFrame, year: pd.DataFrame) -> Values:
    hours, months = float(table["hours"].sum()), float(table["share"].sum())
    return {
        "hours": hours,
        "hours_per_month": hours / months if months else None,
        "months_met": int(judged["met"].sum()),
        "months": len(judged),
        "items_without_hours": int(year["hours"].isna().sum()),
        "last_three_months": float(table["hours"].tail(3).sum()),
    }


def _runs(judged: pd.DataFrame) -> Values:
    """Three finished and known months in a row, judged by their sums: a full one makes up for a thin one."""
    sums = judged[["hours", "target"]].rolling(int(GATES["rolling_months"])).sum().dropna()
    met = sums["hours"] >= sums["target"] - 1e-9
    last: Values = dict.fromkeys(("last_run_hours", "last_run_target"))
    if len(sums):
        last = {f"last_run_{name}": float(sums[name].iloc[-1]) for name in ("hours", "target")}
    return {"runs": len(sums), "runs_met": int(met.sum()), **last}


def _spread(year: pd.DataFrame, known_days: pd.Series[pd.Timestamp], period: Period) -> Values:
    """Known weeks, those with any learning, and the fewest that hold half of the hours."""
    known = streams.week_of(known_days, period).unique()
    week = streams.week_of(year["date"], period)
    during = week[week.isin(known)]
    by_week = year["hours"].groupby(during).sum().sort_values(ascending=False)
    half = by_week.cumsum() < by_week.sum() / 2 - 1e-9
    return {
        "weeks_known": len(known),
        "weeks_with_learning": int(during.nunique()),
        "weeks_of_half": int(half.sum()) + 1 if by_week.sum() > 0 else None,
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
    without = int(values["items_without_hours"] or 0)
    items = (
        "1 more item of learning names"
        if without == 1
        else f"{without} more items of learning name"
    )
    return text + (f"; {items} no hours." if without else ".")


def _newly(values: Values, before: pd.Series[bool], ids: tuple[str, ...]) -> Iterator[Statement]:
    """That the target is newly met, where it is."""
    now, months = int(values["months_met"] or 0), int(values["months"] or 0)
    if effects.is_newly_most(now, months, int(before.sum()), len(before)):
        text = (
            f"The target for learning is newly met in most months: in {now} of {months} finished months, "
            f"after {before.sum()} of {len(before)} in the same days of the year before."
        )
        yield Statement(text, Status.CLEAR, months + len(before), evidence=ids, about="changed")


def _more(values: Values, ids: tuple[str, ...]) -> Iterator[Statement]:
    """Three months together, and the spread over the weeks."""
    wanted, months, runs = int(GATES["rolling_months"]), int(values["months"] or 0), values["runs"]
    if runs:
        text = f"{values['runs_met']} of {runs} runs of {wanted} finished months met the target as a whole; the last has {values['last_run_hours']:.3g} of {values['last_run_target']:.3g} hours."
        yield Statement(text, Status.CLEAR, int(runs), evidence=ids)
    else:
        text = f"{months} finished months are known, too few for a run of {wanted}."
        yield Statement(text, Status.NOT_YET, months, f"{wanted - months} more finished month{'s' * (wanted - months != 1)} with a line in most weeks.", ids)  # fmt: skip
    if values["weeks_of_half"]:
        text = f"Learning took place in {values['weeks_with_learning']} of {values['weeks_known']} known weeks, and half of its hours in {values['weeks_of_half']} of them."
        yield Statement(text, Status.CLEAR, int(values["weeks_known"] or 0), evidence=ids)
