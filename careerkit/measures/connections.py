"""Meaningful contacts a week, against the person's own target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from careerkit import stats, streams
from careerkit.measure import Measure, Status
from careerkit.period import Period
from careerkit.settings import Settings

TITLE = "Connections"
QUESTION = "In how many weeks did you really talk with the people your work needs?"
ORDER = 40
GATES: Mapping[str, float] = {"weeks_for_bar": 4, "weeks_for_claim": 12, "gentle_weeks": 4}
Values = dict[str, float | int | str | None]


def connections(
    entry: pd.DataFrame,
    touch: pd.DataFrame,
    learning: pd.DataFrame,
    boundary: pd.DataFrame,
    period: Period,
    settings: Settings,
) -> Measure:
    """Cadence = eligible weeks that met the target / eligible weeks known, with Wilson 80 %.

    A week meets it with at least target x eligible share distinct people in meaningful contacts,
    and counts by its eligible share. Weeks begin with the first contact ever. A week without any
    line is unknown, unless "touch" is declared complete. Gentle form: share of runs of 4 known
    weeks with at least 4 x target. New = first contact ever. Gates: 4 known weeks for the bar, 12
    for a claim.
    """
    first = streams.first_day(touch["date"])
    if first is None or first >= period.last:
        return _not_yet(0, _table([], period, 0.0))
    target = settings.targets["connections_per_week"]
    met = _people(touch[touch["meaningful"].fillna(False).astype(bool)])
    own = pd.Series(met["date"].unique(), dtype="datetime64[us]")
    days = pd.concat([streams.logged_days(entry, touch, learning, boundary), own])
    table = _table([streams.weeks(period, first, days)], period, target)
    table["known"] = (table["target"] > 0) & (table["known"] | ("touch" in settings.complete))
    table = _counted(table, met, _people(touch), period, max(first, period.start))
    known = table[table["known"]]
    if len(known) < GATES["weeks_for_bar"]:
        return _not_yet(len(known), table)
    values = _values(table, met, period, max(first, period.start))
    if len(known) < GATES["weeks_for_claim"]:
        return Measure(
            Status.HINT, len(known), _question(values, target), _more(len(known)), table, values
        )
    return Measure(Status.CLEAR, len(known), _statement(values, target), table=table, values=values)


def _not_yet(known: int, table: pd.DataFrame) -> Measure:
    text = f"{known} of {GATES['weeks_for_bar']} weeks are known, too few to show a rhythm."
    return Measure(Status.NOT_YET, known, text, f"{_more(known)} {_FIRST_STEP}", table)


_FIRST_STEP = "Log one line a day for a week, such as: met: @name what it was about."


def _more(known: int) -> str:
    goal = int(GATES["weeks_for_bar" if known < GATES["weeks_for_bar"] else "weeks_for_claim"])
    return f"{goal - known} more weeks with at least one line; {known} of {goal} are known."


def _people(touch: pd.DataFrame) -> pd.DataFrame:
    """One row per contact and person; somebody unnamed is an empty name."""
    named = touch["person"].fillna("")
    everyone = [
        sorted({*map(str, some), one} - {""}) or [""]
        for some, one in zip(touch["people"], named, strict=True)
    ]
    found = pd.DataFrame(
        {"date": touch["date"], "who": pd.Series(everyone, touch.index, dtype=object)}
    )
    return found.explode("who").dropna(subset="date")


def _table(weeks: Iterable[pd.DataFrame], period: Period, target: float) -> pd.DataFrame:
    empty = streams.weeks(period, period.last, pd.Series(dtype="datetime64[us]"))
    found = next(iter(weeks), empty)
    return pd.DataFrame(
        {
            "week": found["week"],
            "contacts": pd.Series(pd.NA, found.index, dtype="Int64"),
            "new": pd.Series(pd.NA, found.index, dtype="Int64"),
            "renewed": pd.Series(pd.NA, found.index, dtype="Int64"),
            "target": target * found["eligible"],
            "eligible": found["eligible"],
            "known": found["logged"],
        }
    )


def _counted(
    table: pd.DataFrame, met: pd.DataFrame, everyone: pd.DataFrame, period: Period, begin: date
) -> pd.DataFrame:
    named = everyone[everyone["who"] != ""]
    first_met = streams.week_of(named.groupby("who")["date"].min(), period)
    year = streams.within(met, begin, period.last)
    pairs = year.assign(week=streams.week_of(year["date"], period)).drop_duplicates(["week", "who"])
    pairs["new"] = pairs["who"].astype(object).map(first_met.to_dict()) == pairs["week"]
    contacts, new = (pairs.groupby("week")["new"].agg(how) for how in ("size", "sum"))
    unnamed = pairs[pairs["who"] == ""].groupby("week").size()
    counts = {
        "contacts": contacts,
        "new": new,
        "renewed": contacts.sub(new).sub(unnamed, fill_value=0),
    }
    for name, found in counts.items():
        filled = table["week"].map(found).fillna(0).astype("Int64")
        table[name] = filled.where(table["known"])
    return table


def _values(table: pd.DataFrame, met: pd.DataFrame, period: Period, begin: date) -> Values:
    known = table[table["known"]]
    hit = known["contacts"] >= known["target"] - 1e-9
    weeks_met, weeks = float(known["eligible"][hit].sum()), float(known["eligible"].sum())
    low, high = stats.wilson(weeks_met, weeks)
    year = streams.within(met, begin, period.last)
    pairs = year.assign(week=streams.week_of(year["date"], period)).drop_duplicates(["week", "who"])
    often = pairs.loc[pairs["who"] != "", "who"].value_counts()
    four = (
        known[["contacts", "target"]]
        .astype(float)
        .rolling(int(GATES["gentle_weeks"]))
        .sum()
        .dropna()
    )
    gentle = four["contacts"] >= four["target"] - 1e-9
    return {
        "weeks_met": weeks_met,
        "weeks": weeks,
        "cadence": weeks_met / weeks,
        "low": low,
        "high": high,
        "people": len(often),
        "new_people": int(known["new"].sum()),
        "top_three_share": float(often.head(3).sum() / often.sum()) if len(often) else None,
        "contacts": int(known["contacts"].sum()),
        "gentle_share": float(gentle.mean()) if len(gentle) else None,
    }


def _share(values: Values) -> str:
    return f"{values['weeks_met']:.3g} of {values['weeks']:.3g} known weeks"


def _statement(values: Values, target: float) -> str:
    return (
        f"In {_share(values)} ({values['cadence']:.0%}, 80% interval {values['low']:.0%} to {values['high']:.0%}) "
        f"you reached {target:g} meaningful contacts, with {values['people']} people in all, {values['new_people']} of them new."
    )


def _question(values: Values, target: float) -> str:
    return (
        f"Is this your rhythm? {_share(values)} reached {target:g} meaningful contacts; "
        f"the true share may lie anywhere from {values['low']:.0%} to {values['high']:.0%}."
    )
