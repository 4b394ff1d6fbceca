"""Boundaries kept and broken, by weekday, what energy went with them, and weeks of overload."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from careerkit import stats
from careerkit.counting import effects, evidence, streams
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period

TITLE = "Boundaries and energy"
QUESTION = "Did the evenings you meant to keep stay free, and what went with that?"
ORDER = 120
GATES: Mapping[str, float] = {
    "evenings_for_rate": 12,
    "payoff_kept": 15,
    "payoff_broken": 15,
    "payoff_mixed_weeks": 8,
    "payoff_p": 0.10,
    "overload_weeks": 12,
    "overload_percentile": 0.90,
    "overload_kept_under": 0.5,
    "overload_running": 2,
}
Values = dict[str, float | int | str | None]
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def boundaries(
    boundary: pd.DataFrame, entry: pd.DataFrame, time: pd.DataFrame, period: Period
) -> Measure:
    """Kept-rate = kept / known evenings outside pauses, with Wilson 80 %, in all and by weekday.

    A day without a line is unknown. An evening counts as kept when every boundary logged for it
    was. Payoff = within-week difference in the next workday's mean energy, kept minus broken, over
    the evenings before a workday in weeks that have both; permutation within weeks, p <= 0.10.
    Overload = two weeks running with hours above the 90th percentile of the year's weeks and under
    half of the evenings kept. A week's hours have one source: its tracked time where there is any,
    else the hours of its entries; each is held against weeks of the same source, of which it takes
    12. Gates: 12 evenings for the rate without a question mark; 15 kept and 15 broken in 8 mixed
    weeks for the payoff; 12 weeks with both hours and evenings for the overload.
    Effect: Cohen's h of the kept-rate against one half, at the nearer end of its interval.
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
    mixed = _mixed_weeks(evenings, entry, period)
    values |= _payoff(evenings, mixed, period)
    weeks = _weeks(evenings, entry, time, period)
    values |= {"overload_weeks": int(weeks["overload"].sum()), "overload_of": len(weeks)}
    status, text, needs = _headline(values)
    lines = _unpaused(boundary, period).dropna(subset="kept")
    return Measure(
        status, n, text, needs, table, values, evidence=evidence.ids(lines),
        more=(_about_payoff(values, mixed, entry), _about_overload(weeks, lines, entry, time, period)),
        effect=effects.beyond(low, high),
    )  # fmt: skip


_FIRST_STEP = "Log one line a day for a week: kept: tech-free evening, or broke: tech-free evening."


def _headline(values: Values) -> tuple[Status, str, str]:
    low, high = f"{values['low']:.0%}", f"{values['high']:.0%}"
    missing = int(GATES["evenings_for_rate"]) - int(values["evenings"] or 0)
    share = f"{values['kept']} of {values['evenings']} logged evenings were kept"
    if missing > 0:
        text = f"Do you keep them? {share}; the true share may be {low} to {high}."
        return Status.HINT, text, f"{missing} more evenings logged as kept or broke."
    text = f"{share} ({values['kept_rate']:.0%}, 80% interval {low} to {high})."
    return Status.CLEAR, text, ""


def _unpaused(table: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The rows of the known year that lie outside every pause."""
    year = streams.within(table, period.start, period.last)
    paused = {day for day in year["date"].unique() if period.is_paused(pd.Timestamp(day).date())}
    return year[~year["date"].isin(paused)]


def _evenings(boundary: pd.DataFrame, period: Period) -> pd.DataFrame:
    year = _unpaused(boundary, period).dropna(subset="kept")
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
    table = pd.DataFrame(rows, columns=["weekday", "kept", "known", "rate", "low", "high"])
    return table.astype({"rate": "float64", "low": "float64", "high": "float64"})


# ---- payoff ------------------------------------------------------------------------------------------


def _payoff(evenings: pd.DataFrame, mixed: pd.DataFrame, period: Period) -> Values:
    if evenings["kept"].nunique() < 2:
        return {
            "payoff": None,
            "payoff_p": None,
            "payoff_state": "always kept" if evenings["kept"].all() else "never kept",
        }
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
    year = streams.within(entry[["date", "energy"]], period.start, period.last)
    energy = year.dropna(subset="energy").groupby("date")["energy"].mean()
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


def _about_payoff(values: Values, mixed: pd.DataFrame, entry: pd.DataFrame) -> Statement:
    state, n = values["payoff_state"], len(mixed)
    if state in ("always kept", "never kept"):
        text = f"The logged evenings were {state}, so no comparison of the next day's energy is possible."
        return Statement(text, Status.NOT_COMPARABLE, int(values["evenings"] or 0), _BOTH)
    rated = entry.loc[entry["energy"].notna(), ["id", "date"]]
    rated = rated[rated["date"].isin(mixed["date"] + pd.Timedelta(days=1))]
    counted = (
        f"{values['payoff_kept']} kept and {values['payoff_broken']} broken evening{'s' * (n != 2)}"
    )
    if state == "too few":
        both = int(values["payoff_weeks"] or 0)
        why = (
            f"only {counted}, in {both} week{'s' * (both != 1)} with both, have a rated workday after them"
            if n
            else "no week has both a kept and a broken evening with a rated workday after it"
        )
        text = f"What goes with kept evenings cannot be told yet: {why}."
        return Statement(text, Status.NOT_YET, n, _PAYOFF_NEEDS, evidence.ids(rated))
    p = float(values["payoff_p"] or 0)
    chance = f"p = {p:.2f}" if p >= 0.01 else "p under 0.01"
    size = f"by {abs(float(values['payoff'] or 0)):.1f} ({chance}, {counted})"
    if state == "not seen":
        text = f"Does the next workday's energy go with kept evenings? It differs {size}; with so many only a large difference can be seen."
        return Statement(text, Status.HINT, n, _LARGE_ONLY, evidence.ids(rated))
    way = "higher" if float(values["payoff"] or 0) > 0 else "lower"
    text = f"Kept evenings went with {way} energy on the next workday than broken ones in the same week, {size}; even then only a large difference can be seen."
    return Statement(text, Status.CLEAR, n, evidence=evidence.ids(rated))


_BOTH = "Because there is nothing to set them against: it takes kept and broken evenings."
_PAYOFF_NEEDS = (
    f"{GATES['payoff_kept']} kept and {GATES['payoff_broken']} broken evenings before a rated workday, in {GATES['payoff_mixed_weeks']} weeks "
    "that have both; even then only a large difference can be seen."
)
_LARGE_ONLY = (
    "About 80 kept and 40 broken evenings before a rated workday: with these a difference of 0.7 is "
    "nearly always found, with 15 and 15 in four of ten years."
)


# ---- overload ----------------------------------------------------------------------------------------


def _weeks(
    evenings: pd.DataFrame, entry: pd.DataFrame, time: pd.DataFrame, period: Period
) -> pd.DataFrame:
    """Weeks with known evenings and hours that can be judged: week, and whether they belong to an overload."""
    tracked, written = _hours(time, period), _hours(entry, period)
    written = written[~written.index.isin(tracked.index)]
    longest = pd.concat([_longest(tracked), _longest(written)]).sort_index()
    kept = evenings["kept"].groupby(streams.week_of(evenings["date"], period)).mean()
    known = longest.index.intersection(kept.index)
    both = longest.reindex(known) & (kept.reindex(known) < GATES["overload_kept_under"])
    flagged = both[both].index.to_series()
    step = flagged.diff().ne(pd.Timedelta(days=7)).cumsum()
    long_enough = step.groupby(step).transform("size") >= GATES["overload_running"]
    return pd.DataFrame({"week": known, "overload": known.isin(flagged[long_enough])})


def _hours(table: pd.DataFrame, period: Period) -> pd.Series[float]:
    year = _unpaused(table, period)
    year = year[year["hours"] > 0]
    return year["hours"].groupby(streams.week_of(year["date"], period)).sum()


def _longest(hours: pd.Series[float]) -> pd.Series[bool]:
    """Whether each week lies above the percentile; nothing while the weeks of this source are too few."""
    if len(hours) < GATES["overload_weeks"]:
        return pd.Series(dtype=bool, index=hours.index[:0])
    return hours > (stats.quantile(hours, GATES["overload_percentile"]) or 0.0)


def _about_overload(
    weeks: pd.DataFrame,
    lines: pd.DataFrame,
    entry: pd.DataFrame,
    time: pd.DataFrame,
    period: Period,
) -> Statement:
    n, high = len(weeks), f"{GATES['overload_percentile']:.0%}"
    if n < GATES["overload_weeks"]:
        text = f"Whether weeks of overload stood out cannot be told yet: {n} weeks have both hours and evenings that can be judged."
        return Statement(text, Status.NOT_YET, n, _OVERLOAD_NEEDS)
    found = weeks.loc[weeks["overload"], "week"]
    if found.empty:
        text = f"In none of {n} weeks with hours and evenings did long hours (tracked, else written; above {high} of your own weeks) and mostly broken evenings come together two weeks running."
        return Statement(text, Status.CLEAR, n)
    named = streams.named_weeks([week.date() for week in found], period.year)
    text = f"Overload in {len(found)} of {n} weeks: hours (tracked, else written) above {high} of your own weeks and under half of the evenings kept, at least two weeks running ({named})."
    used = [_in_weeks(table, found, period) for table in (lines, entry, time)]
    return Statement(text, Status.CLEAR, n, evidence=evidence.ids(*used))


def _in_weeks(table: pd.DataFrame, weeks: pd.Series[pd.Timestamp], period: Period) -> pd.DataFrame:
    year = _unpaused(table, period)
    return year[streams.week_of(year["date"], period).isin(weeks)]


_OVERLOAD_NEEDS = f"{GATES['overload_weeks']} weeks with evenings logged and hours, tracked or written on the entries."
