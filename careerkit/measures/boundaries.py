"""Boundaries kept and broken, by weekday, and what energy went with them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from careerkit import stats, streams
from careerkit.measure import Measure, Status
from careerkit.period import Period

TITLE = "Boundaries and energy"
QUESTION = "Did the evenings you meant to keep stay free, and what went with that?"
ORDER = 60
GATES: Mapping[str, float] = {
    "evenings_for_rate": 12,
    "payoff_kept": 15,
    "payoff_broken": 15,
    "payoff_mixed_weeks": 8,
    "payoff_p": 0.10,
}
Values = dict[str, float | int | str | None]
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def boundaries(boundary: pd.DataFrame, entry: pd.DataFrame, period: Period) -> Measure:
    """Kept-rate = kept / known evenings outside pauses, with Wilson 80 %, in all and by weekday.

    A day without a line is unknown. An evening counts as kept when every boundary logged for it
    was. Payoff = within-week difference in the next workday's mean energy, kept minus broken, over
    the evenings before a workday in weeks that have both; permutation within weeks, p <= 0.10.
    Gates: 12 evenings for the rate without a question mark; 15 kept and 15 broken in 8 mixed weeks
    for the payoff.
    """
    evenings = _evenings(boundary, period)
    table = _by_weekday(evenings, period)
    n, kept = len(evenings), int(evenings["kept"].sum())
    if n == 0:
        return Measure(
            Status.NOT_YET, 0, "No evening is logged in this year yet.", _FIRST_STEP, table
        )
    low, high = stats.wilson(kept, n)
    values: Values = {"kept": kept, "evenings": n, "kept_rate": kept / n, "low": low, "high": high}
    values |= _payoff(evenings, entry, period)
    if n < GATES["evenings_for_rate"]:
        missing = int(GATES["evenings_for_rate"]) - n
        text = f"Do you keep them? {kept} of {n} logged evenings were kept; the true share may be {low:.0%} to {high:.0%}."
        return Measure(
            Status.HINT, n, text, f"{missing} more evenings logged as kept or broke.", table, values
        )
    text = f"{kept} of {n} logged evenings were kept ({kept / n:.0%}, 80% interval {low:.0%} to {high:.0%}). "
    return Measure(Status.CLEAR, n, text + _about_payoff(values), table=table, values=values)


_FIRST_STEP = "Log one line a day for a week: kept: tech-free evening, or broke: tech-free evening."


def _evenings(boundary: pd.DataFrame, period: Period) -> pd.DataFrame:
    year = streams.within(boundary, period.start, period.last).dropna(subset="kept")
    paused = year["date"].map(lambda day: period.is_paused(day.date())).astype(bool)
    year = year[~paused]
    kept = year.groupby("date")["kept"].min().astype(bool)
    return kept.rename_axis("date").reset_index()


def _by_weekday(evenings: pd.DataFrame, period: Period) -> pd.DataFrame:
    rows = []
    for i in range(7):
        day = (period.first_weekday + i) % 7
        kept = evenings.loc[evenings["date"].dt.day_of_week == day, "kept"]
        known = (
            (float(kept.mean()), *stats.wilson(kept.sum(), len(kept)))
            if len(kept)
            else (None, None, None)
        )
        rows.append((_DAYS[day], int(kept.sum()), len(kept), *known))
    table = pd.DataFrame(rows, columns=["weekday", "kept", "known", "share", "low", "high"])
    return table.astype({"share": "float64", "low": "float64", "high": "float64"})


def _payoff(evenings: pd.DataFrame, entry: pd.DataFrame, period: Period) -> Values:
    if evenings["kept"].nunique() < 2:
        return {
            "payoff": None,
            "payoff_p": None,
            "payoff_state": "always kept" if evenings["kept"].all() else "never kept",
        }
    mixed = _mixed_weeks(evenings, entry, period)
    kept, weeks = int(mixed["kept"].sum()), int(mixed["week"].nunique())
    found: Values = {"payoff": None, "payoff_p": None, "payoff_state": "too few"}
    found |= {"payoff_kept": kept, "payoff_broken": len(mixed) - kept, "payoff_weeks": weeks}
    counts = {"payoff_kept": kept, "payoff_broken": len(mixed) - kept, "payoff_mixed_weeks": weeks}
    if any(count < GATES[name] for name, count in counts.items()):
        return found
    group = mixed["week"].astype("int64").tolist()
    difference, p = stats.within_groups(
        group, mixed["kept"].tolist(), mixed["energy"].tolist(), seed=period.year
    )
    state = "seen" if p <= GATES["payoff_p"] else "not seen"
    return {**found, "payoff": difference, "payoff_p": p, "payoff_state": state}


def _mixed_weeks(evenings: pd.DataFrame, entry: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Evenings before a rated workday, in weeks that have kept and broken ones."""
    energy = entry.dropna(subset="energy").groupby("date")["energy"].mean()
    following = evenings["date"] + pd.Timedelta(days=1)
    known = evenings.assign(
        energy=following.map(energy), week=streams.week_of(evenings["date"], period)
    )
    known = known[(following.dt.day_of_week < 5) & (following < pd.Timestamp(period.last))].dropna(
        subset="energy"
    )
    return known[known.groupby("week")["kept"].transform("nunique") == 2].astype(
        {"energy": "float64"}
    )


def _about_payoff(values: Values) -> str:
    state = values["payoff_state"]
    if state in ("always kept", "never kept"):
        return f"They were {state}, so no comparison of the next day's energy is possible."
    if state == "too few":
        return (
            f"What goes with it cannot be told yet: {values['payoff_kept']} of {GATES['payoff_kept']} kept and "
            f"{values['payoff_broken']} of {GATES['payoff_broken']} broken evenings in {values['payoff_weeks']} of "
            f"{GATES['payoff_mixed_weeks']} weeks with both have a rated workday after them."
        )
    size = f"by {abs(float(values['payoff'] or 0)):.1f} (p = {values['payoff_p']:.2f})"
    if state == "not seen":
        return f"Kept evenings went with no clear difference in the next workday's energy; it differs {size}."
    way = "higher" if float(values["payoff"] or 0) > 0 else "lower"
    return f"Kept evenings went with {way} energy on the next workday than broken ones in the same week, {size}."
