"""Whether work with a skill builds on earlier work, repeats it, or stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

from careerkit import stats
from careerkit.counting import streams
from careerkit.counting.lanes import STATES, lanes, resting
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period

TITLE = "Is the work adding up?"
QUESTION = "Which of your work builds on earlier work, which repeats it, and which stands alone?"
ORDER = 40
GATES: Mapping[str, float] = {
    "months_of_history": 6, "entries": 30, "entries_per_quarter": 8,
    "earlier_uses": streams.LEAST_USES, "months_of_earlier_uses": streams.LEAST_MONTHS,
    "trailing_days": streams.TRAILING_DAYS, "rated_months": stats.LEAST_MONTHS,
    "steady_months": 6, "episodic_months": 3, "resting_days": 182, "contexts": 2, "learning_days": 60,
}  # fmt: skip
KINDS, WARMING = ["building", "repeat", "one_off"], "warming up"
MOST_LANES, MOST_ROWS = 8, 10
_COLUMNS = [
    "id", "date", "text", "hours", "energy", "level", "context", "goal", "builds_on", "skills", "share",
]  # fmt: skip
Values = dict[str, float | int | str | None]


def adding_up(entry: pd.DataFrame, learning: pd.DataFrame, period: Period) -> Measure:
    """Share of the skill-tagged hours in each class: building, repeat, one_off, by `streams.classes`.

    Earlier uses are those of the same skill on the 365 days before. one_off: fewer than 3. building: at least 3 in at
    least 2 months, and a sign: a goal, something it builds on, a level above their median, or a context none of them
    names. repeat: the rest. An entry counts for its best skill, so every hour is in one class; entries without hours
    are counted apart. 80 % intervals by drawing whole weeks (`stats.share_interval`, seed: the year); two years differ
    where theirs lie apart. Nothing counts before 6 months of history with a skill, where everything looks like a
    one-off. Gates: 30 entries with a skill and hours for the year, 8 for a quarter. Lanes:
    `careerkit.counting.lanes`, over all skills used in 24 months.
    """
    first = streams.first_day(entry.loc[entry["skills"].str.len() > 0, "date"])
    if first is None or first >= period.last:
        none = _table(pd.DataFrame(), pd.DataFrame())
        return Measure(Status.NOT_YET, 0, "No entry names a skill yet.", _FIRST_STEP, none)
    before, warm = period.earlier(1), _months_after(first, int(GATES["months_of_history"]))
    begin = before.start - timedelta(days=streams.TRAILING_DAYS)
    seen = streams.within(entry[_COLUMNS], begin, period.last)
    seen = seen.sort_values(["date", "id"], kind="stable").reset_index(drop=True)
    week = streams.week_of(seen["date"], period).to_numpy("datetime64[D]").astype(np.int64)
    work = seen[["id", "date", "hours"]].assign(kind=streams.classes(seen), week=week)
    work = work[work["kind"].notna()]
    work.loc[work["date"] < pd.Timestamp(warm), "kind"] = WARMING
    now, then = (_judged(work, span) for span in (period, before))
    if needs := _missing(now, first, warm, period):
        return _not_yet(now, work, needs, period)
    quarters = pd.concat([_quarters(work, span) for span in (before, period)], ignore_index=True)
    uses = streams.skill_uses(seen)
    skills = lanes(uses, seen, learning, period, GATES)
    year = streams.within(uses, period.start, period.last)
    values, timed = _values(now, then, quarters, skills, period), now[now["hours"] > 0]
    more = (*_more(now, then, quarters, values, period), *_lanes_told(skills, year))
    return Measure(
        Status.CLEAR, len(timed), _statement(values, now, warm, period),
        table=_table(quarters, _lane_rows(skills, year)), values=values, rows=resting(skills, seen, MOST_ROWS),
        evidence=tuple(timed["id"]), more=more, effect=_effect(values),
    )  # fmt: skip


_FIRST_STEP = "Put a #skill and the hours on the larger lines of a week, such as: did: minutes of the board #writing 1h30."


def _months_after(day: date, months: int) -> date:
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date()


def _judged(work: pd.DataFrame, span: Period) -> pd.DataFrame:
    """The entries with a skill of one year that may be judged."""
    own = streams.within(work, span.start, span.last)
    return own[own["kind"] != WARMING]


def _missing(now: pd.DataFrame, first: date, warm: date, period: Period) -> str:
    months = f"{GATES['months_of_history']:.0f} months of history with skills"
    if warm >= period.last:
        return f"{months}: it began on {first} and speaks from {warm} on. {_FIRST_STEP}"
    timed, least = int((now["hours"] > 0).sum()), int(GATES["entries"])
    if timed >= least:
        return ""
    return f"{least} entries with a skill and hours since {max(warm, period.start)}; there are {timed}. {_FIRST_STEP}"


def _not_yet(now: pd.DataFrame, work: pd.DataFrame, needs: str, period: Period) -> Measure:
    """Below a gate: the hours by quarter, and no class of them."""
    own = streams.within(work, period.start, period.last)
    text = f"{len(own)} entries of this year name a skill, too few to tell what builds on what."
    if now.empty and len(own):
        text = f"{len(own)} entries of this year name a skill, all within the first months of the log: still warming up."
    pale = streams.quarter_hours(own[own["hours"] > 0].assign(kind=WARMING), [WARMING], period)
    table = _table(pale.assign(of_hours=np.nan), pd.DataFrame())
    values: Values = {"skill_entries": len(own)}
    return Measure(Status.NOT_YET, len(own), text, needs, table, values, evidence=tuple(own["id"]))


# ---- hours by class ---------------------------------------------------------------------------------


def _quarters(work: pd.DataFrame, span: Period) -> pd.DataFrame:
    """Hours of each class by quarter, with shares and intervals where there are enough entries; warming up apart."""
    timed = work[work["hours"] > 0]
    judged, pale = timed[timed["kind"] != WARMING], timed[timed["kind"] == WARMING]
    found = streams.quarter_hours(judged, KINDS, span)
    enough = found.groupby("quarter")["entries"].transform("sum") >= GATES["entries_per_quarter"]
    bounds = [
        _intervals(streams.within(judged, start, end), span.year)
        for quarter, start, end in streams.quarters(span)
        if quarter in set(found["quarter"])
    ]
    found[["low", "high"]] = np.array(bounds, dtype=float).reshape(-1, 2)
    numbers = ["of_hours", "low", "high"]
    found[numbers] = found[numbers].where(enough)
    early = streams.quarter_hours(pale, [WARMING], span).assign(of_hours=np.nan)
    both = pd.concat([early, found] if len(early) else [found], ignore_index=True)
    return both.sort_values("quarter", kind="stable")


def _intervals(timed: pd.DataFrame, seed: int) -> list[tuple[float, float]]:
    """The interval of the share of each class, over whole weeks; Wilson's over the weeks where they all agree."""
    weeks, at = np.unique(timed["week"], return_inverse=True)
    cell = at * len(KINDS) + pd.Categorical(timed["kind"], KINDS).codes
    size = len(weeks) * len(KINDS)
    sums = np.bincount(cell, timed["hours"], size).reshape(-1, len(KINDS))
    total = sums.sum(axis=1)
    return [stats.share_interval(weeks, own, total, seed=seed) for own in sums.T]


def _values(
    now: pd.DataFrame, then: pd.DataFrame, quarters: pd.DataFrame, skills: pd.DataFrame, period: Period
) -> Values:  # fmt: skip
    timed = now[now["hours"] > 0]
    values: Values = {
        "skill_hours": float(timed["hours"].sum()), "skill_entries": len(now), "timed_entries": len(timed),
        "completeness_hours": len(timed) / len(now),
    }  # fmt: skip
    values |= _shares(timed, period.year, "")
    values |= _shares(then[then["hours"] > 0], period.year - 1, "_before")
    last, previous = _last_two(quarters, period)
    values |= {"repeat_last_quarter": last, "repeat_quarter_before": previous}
    states = skills["state"].value_counts()
    return values | {
        f"skills_{name.replace(' ', '_')}": int(states.get(name, 0)) for name in STATES
    }


def _shares(timed: pd.DataFrame, seed: int, when: str) -> Values:
    """Share of the hours in each class with its interval; unknown under the gate."""
    found: Values = {
        f"skill_hours{when}": float(timed["hours"].sum()),
        f"timed_entries{when}": len(timed),
    }
    enough = len(timed) >= GATES["entries"]
    hours, bounds = timed.groupby("kind")["hours"].sum(), _intervals(timed, seed)
    for kind, (low, high) in zip(KINDS, bounds, strict=True):
        share = float(hours.get(kind, 0.0)) / float(hours.sum()) if enough else None
        known = (share, low, high) if enough else (None, None, None)
        found |= {
            f"{kind}_{part}{when}": x
            for part, x in zip(("share", "low", "high"), known, strict=True)
        }
    return found


def _last_two(quarters: pd.DataFrame, period: Period) -> tuple[float | None, float | None]:
    """The share of repeats in the last begun quarter and in the one before; unknown under the gate."""
    begun = [name for span in (period.earlier(1), period) for name, _, _ in streams.quarters(span)]
    repeats = quarters[quarters["kind"] == "repeat"].set_index("quarter")["of_hours"]
    shares = [repeats.get(name) for name in begun[:-3:-1]]
    last, previous = (None if pd.isna(share) else float(share) for share in shares)
    return last, previous


# ---- what is said -----------------------------------------------------------------------------------


def _statement(values: Values, now: pd.DataFrame, warm: date, period: Period) -> str:
    since = f"Since {warm}, of" if warm > period.start else "Of"
    return (
        f"{since} {values['skill_hours']:.0f} hours with a skill {values['building_share']:.0%} built on earlier work "
        f"(80% interval {values['building_low']:.0%} to {values['building_high']:.0%}), {values['repeat_share']:.0%} repeated it "
        f"and {values['one_off_share']:.0%} were one-offs; {values['timed_entries']} of {len(now)} such entries say how long they took."
    )


def _effect(values: Values) -> float:
    """Cohen's h of building between the two years, where their intervals lie apart; else nothing stands out."""
    names = ("building_share", "building_low", "building_high")
    share, low, high = (values[name] for name in names)
    share_0, low_0, high_0 = (values[f"{name}_before"] for name in names)
    known = [
        number for number in (share, low, high, share_0, low_0, high_0) if isinstance(number, float)
    ]
    if len(known) < 6 or (known[1] <= known[5] and known[4] <= known[2]):
        return 0.0
    return abs(stats.cohens_h(known[3], known[0]))


def _more(
    now: pd.DataFrame, then: pd.DataFrame, quarters: pd.DataFrame, values: Values, period: Period
) -> Iterator[Statement]:
    if values["building_share_before"] is not None:
        yield _before_told(now, then, values)
    own = quarters[
        quarters["quarter"].str.startswith(f"{period.year} ") & quarters["of_hours"].notna()
    ]
    shares = [f"{share:.0%}" for share in own.loc[own["kind"] == "building", "of_hours"]]
    if len(shares) > 1:
        text = f"In the {len(shares)} quarters with enough entries {', '.join(shares)} of the hours built on earlier work."
        spans = [span for span in streams.quarters(period) if span[0] in set(own["quarter"])]
        timed = pd.concat([streams.within(now[now["hours"] > 0], *span[1:]) for span in spans])
        yield Statement(text, Status.CLEAR, len(timed), evidence=tuple(timed["id"]))
    apart = now[~(now["hours"] > 0)]
    if len(apart):
        n = apart["kind"].value_counts()
        said = f"{n.get('building', 0)} building, {n.get('repeat', 0)} repeat, {n.get('one_off', 0)} one-off"
        text = f"Entries with a skill but no hours, counted apart: {len(apart)} ({said})."
        yield Statement(text, Status.CLEAR, len(apart), evidence=tuple(apart["id"]))


def _before_told(now: pd.DataFrame, then: pd.DataFrame, values: Values) -> Statement:
    """The year before; as a change where the two intervals lie apart."""
    share, low, high = (values[f"building_{part}_before"] for part in ("share", "low", "high"))
    ids = tuple(then.loc[then["hours"] > 0, "id"])
    of = f"{share:.0%} of {values['skill_hours_before']:.0f} hours built on earlier work (80% interval {low:.0%} to {high:.0%})"
    if not _effect(values):
        return Statement(f"A year before, {of}.", Status.CLEAR, len(ids), evidence=ids)
    way = "More" if float(values["building_share"] or 0) > float(share or 0) else "Less"
    text = f"{way} of the work builds on earlier work, {values['building_share']:.0%} of the hours with a skill: a year before, {of}, and the two intervals lie apart."
    ids = (*now.loc[now["hours"] > 0, "id"], *ids)
    return Statement(text, Status.CLEAR, len(ids), evidence=ids, about="changed")


def _lanes_told(skills: pd.DataFrame, uses: pd.DataFrame) -> Iterator[Statement]:
    """How many skills are in each state, and for how many the level could be followed."""
    n, ids = skills["state"].value_counts(), tuple(dict.fromkeys(uses["id"]))
    said = ", ".join(f"{n.get(state, 0)} {state}" for state in STATES if n.get(state, 0))
    text = f"Of {len(skills)} skills used within two years: {said}."
    yield Statement(text, Status.CLEAR, len(ids), evidence=ids)
    rated = uses[uses["level"].notna()]
    ids, followed = tuple(dict.fromkeys(rated["id"])), skills["is_rising"].notna()
    if followed.any():
        rising = int(skills["is_rising"].fillna(False).sum())
        k = int(followed.sum())
        text = f"{k} of {len(skills)} skills ha{'s' if k == 1 else 've'} {GATES['rated_months']:.0f} months with a level; the level rises in {rising} of these."
        yield Statement(text, Status.CLEAR, len(ids), evidence=ids)
    else:
        text = f"No skill has {GATES['rated_months']:.0f} months with a level yet, so nothing can be said of levels rising."
        yield Statement(text, Status.NOT_YET, len(ids), _LEVELS, ids)


_LEVELS = "A level on the week's largest line, such as [level:: 3]: 1 followed, 2 on my own, 3 adapted, 4 led, 5 taught."


# ---- skill lanes, and the table ---------------------------------------------------------------------


def _lane_rows(skills: pd.DataFrame, year: pd.DataFrame) -> pd.DataFrame:
    """Uses and median level by month of the most used skills of the year, grouped by state; private."""
    counts = year["skill"].value_counts()
    most = sorted(counts.index[counts > 0], key=lambda skill: (-counts[skill], skill))[:MOST_LANES]
    own = year.loc[year["skill"].isin(most), ["skill", "date", "level"]]
    month = own["date"].to_numpy("datetime64[M]").astype("datetime64[us]")
    own = own.assign(
        skill=own["skill"].astype("str"), month=month, level=own["level"].astype("float64")
    )
    found = own.groupby(["skill", "month"])["level"].agg(["size", "median"]).reset_index()
    found = found.set_axis(["skill", "month", "uses", "level"], axis=1).astype({"uses": "Int64"})
    found["lane"] = pd.Categorical(found["skill"].map(skills["state"]), STATES)
    found = found.sort_values(["lane", "skill", "month"]).astype({"lane": "str"})
    found["share"] = [[] for _ in range(len(found))]
    return found


def _table(quarters: pd.DataFrame, lane_rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of quarters and classes, which name nothing, then rows of skills and months, which are private."""
    found = quarters.rename(columns={"hours": "kind_hours"})
    found["share"] = [["public"] for _ in range(len(found))]
    parts = [part for part in (found, lane_rows) if len(part)]
    rows = pd.concat(parts, ignore_index=True) if parts else found
    return rows.reindex(columns=list(_TABLE)).astype(_TABLE)


_TABLE = {
    "quarter": "str", "kind": "str", "kind_hours": "float64", "of_hours": "float64", "low": "float64", "high": "float64",
    "skill": "str", "lane": "str", "month": "datetime64[us]", "uses": "Int64", "level": "float64", "share": "object",
}  # fmt: skip
