"""Forward moves a week, and whether there was a slump."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from careerkit import stats, streams
from careerkit.measure import Measure, Status
from careerkit.period import Period

TITLE = "Momentum"
QUESTION = "When did things move, and when did they stand still?"
ORDER = 80
GATES: Mapping[str, float] = {
    "baseline_weeks": stats.LEAST_BASELINE,
    "expected_moves_in_4_weeks": stats.LEAST_EXPECTED,
    "judged_share_of_weeks": 0.5,
}
Values = dict[str, float | int | str | None]


def momentum(
    entry: pd.DataFrame,
    touch: pd.DataFrame,
    learning: pd.DataFrame,
    boundary: pd.DataFrame,
    goal: pd.DataFrame,
    goal_event: pd.DataFrame,
    feedback: pd.DataFrame,
    period: Period,
) -> Measure:
    """Moves of the last 4 weeks against the 26 before them, by the rule in `stats.slump`.

    Moves: wins, lessons, milestones done, learning sessions, meaningful contacts, feedback acted
    on, side-project steps; at most one a day of each kind, so that logging in bulk adds nothing.
    The baseline reaches back into earlier years. Gates: 12 baseline weeks and 8 expected moves in 4
    weeks; under half of the year's weeks judged is a question.
    """
    days = streams.logged_days(entry, touch, learning, boundary)
    first = streams.first_day(days)
    if first is None or first >= period.last:
        return Measure(
            Status.NOT_YET, 0, "Nothing is logged yet.", _FIRST_STEP, _shown(pd.DataFrame())
        )
    history = replace(period, start=min(first, period.start))
    weeks = streams.weeks(history, first, days)
    moves = _moves(entry, touch, learning, goal, goal_event, feedback)
    weeks["moves"] = _per_week(moves, weeks, history)
    judged = stats.slump(_with_energy(weeks, entry, history))
    year = judged[judged["week"] >= pd.Timestamp(period.week_of(period.start))].reset_index(
        drop=True
    )
    return _said(year, _shown(year))


_FIRST_STEP = "Log one line a day for a week; a win, a lesson or a contact each count as a move."


def _moves(
    entry: pd.DataFrame, touch: pd.DataFrame, learning: pd.DataFrame,
    goal: pd.DataFrame, goal_event: pd.DataFrame, feedback: pd.DataFrame,
) -> Iterator[pd.Series[pd.Timestamp]]:  # fmt: skip
    """The days with a move, kind by kind, each day once."""
    milestones = set(goal.loc[goal["parent"].notna(), "slug"])
    reached = goal_event[(goal_event["event"] == "done") & goal_event["slug"].isin(milestones)]
    kinds = [entry.loc[entry["word"] == word, "date"] for word in ("win", "lesson", "try")]
    kinds += [reached["date"], learning["date"], feedback["action_done_on"]]
    kinds += [touch.loc[touch["meaningful"].fillna(False).astype(bool), "date"]]
    for days in kinds:
        yield days.dropna().astype("datetime64[us]").drop_duplicates()


def _per_week(
    moves: Iterator[pd.Series[pd.Timestamp]], weeks: pd.DataFrame, history: Period
) -> pd.Series[int]:
    days = pd.concat(list(moves))
    days = days[(days >= pd.Timestamp(history.start)) & (days < pd.Timestamp(history.last))]
    counts = streams.week_of(days, history).value_counts()
    return weeks["week"].map(counts).fillna(0).astype(int)


def _with_energy(weeks: pd.DataFrame, entry: pd.DataFrame, history: Period) -> pd.DataFrame:
    rated = entry.dropna(subset=["energy", "date"])
    by_week = rated["energy"].astype(float).groupby(streams.week_of(rated["date"], history))
    total, n = weeks["week"].map(by_week.sum()), weeks["week"].map(by_week.size())
    return weeks.assign(energy_sum=total.fillna(0.0), energy_n=n.fillna(0))


def _shown(year: pd.DataFrame) -> pd.DataFrame:
    if year.empty:
        return pd.DataFrame(columns=["week", "moves", "total", "baseline", "state"])
    known = year["logged"] & (year["eligible"] > 0)
    return pd.DataFrame(
        {
            "week": year["week"],
            "moves": year["moves"].astype("Int64").where(known),
            "total": year["S"],
            "baseline": year["b"],
            "state": year["state"],
        }
    )


def _said(year: pd.DataFrame, table: pd.DataFrame) -> Measure:
    can_judge = year[year["b"] >= GATES["expected_moves_in_4_weeks"]]
    n, eligible = len(can_judge), int((year["eligible"] > 0).sum())
    starts = _starts(year)
    values: Values = {
        "slumps": len(starts),
        "slump_start": ", ".join(streams.iso_week(week.date()) for week in starts) or None,
        "slump_weeks": int((year["state"] == "slump").sum()),
        "baseline": float(can_judge["b"].iloc[-1]) if n else None,
        "judged_weeks": n,
    }
    if n == 0:
        return _not_yet(year, table)
    text = f"{n} of {eligible} weeks can be judged, against about {values['baseline']:.0f} moves in 4 weeks"
    if n < GATES["judged_share_of_weeks"] * eligible:
        guess = (
            "Was there no slump"
            if not starts
            else f"Was {values['slump_start']} the start of a slump"
        )
        needs = f"{int(GATES['judged_share_of_weeks'] * eligible + 1) - n} more weeks with lines in them."
        return Measure(Status.HINT, n, f"{guess}? Only {text}.", needs, table, values)
    return Measure(Status.CLEAR, n, f"{_found(values)}; {text}.", table=table, values=values)


def _found(values: Values) -> str:
    count = values["slumps"]
    if not count:
        return "No slump is seen"
    weeks = values["slump_weeks"]
    return f"{count} slump{'s' * (count != 1)}, beginning {values['slump_start']}, {weeks} week{'s' * (weeks != 1)} in all"


def _starts(year: pd.DataFrame) -> list[pd.Timestamp]:
    """The first weeks of spells in which at least one week was no quiet-but-well one."""
    spells = year[year["state"].isin(["slump", "quiet_well", "steady"])]
    low = spells["state"].ne("steady").astype(bool)
    number = (low & ~low.shift(fill_value=False)).cumsum()[low]
    return [
        spell["week"].iloc[0]
        for _, spell in spells[low].groupby(number)
        if (spell["state"] == "slump").any()
    ]


def _not_yet(year: pd.DataFrame, table: pd.DataFrame) -> Measure:
    logged = int((year["logged"] & (year["eligible"] > 0)).sum())
    most = int(year["baseline_weeks"].max()) if year["baseline_weeks"].notna().any() else 0
    if most < GATES["baseline_weeks"]:
        missing = (
            stats.LEAST_BASELINE
            + stats.WINDOW
            - min(logged, stats.LEAST_BASELINE + stats.WINDOW - 1)
        )
        needs = f"About {missing} more logged weeks: 12 for a baseline and 4 to set against it; {logged} are logged. {_FIRST_STEP}"
        return Measure(
            Status.NOT_YET,
            logged,
            "Too few weeks are logged to tell a slump from chance.",
            needs,
            table,
        )
    usual = year["b"].max()
    needs = f"8 moves in 4 weeks, two a week; the usual is {usual:.1f}. {_FIRST_STEP}"
    return Measure(Status.NOT_YET, logged, "Too few moves to see a slump.", needs, table)
