"""Side projects run as experiments: what was asked, what it cost, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from careerkit import stats
from careerkit.counting import effects, evidence, streams
from careerkit.measure import Measure, Statement, Status
from careerkit.period import DAY, Period
from careerkit.stats.quantiles import shrunk_interval

TITLE = "Side projects as experiments"
QUESTION = "What did the side projects ask, what did they cost, and what came of them?"
ORDER = 110
GATES: Mapping[str, float] = {
    "bets": 1,
    "decided_for_rate": 5,
    "energy_months": 24,
    "energy_entries": stats.LEAST_ENTRIES,
    "energy_weeks": stats.LEAST_WEEKS,
    "energy_q": 0.05,
    "energy_hint_p": 0.10,
    "energy_size": 0.25,
    "rows": 15,
}
DECIDED = ("grew", "kept for joy", "stopped with lesson")
STATES = ("running", *DECIDED, "lapsed")
Values = dict[str, float | int | str | None]
_COLUMNS = {
    "slug": "str", "state": "str", "hours": "float64", "budget": "float64", "past_decision_days": "Int64",
    "difference": "float64", "low": "float64", "high": "float64", "signals": "int64", "carried": "int64",
    "share": "object",
}  # fmt: skip
_OF_STEPS = ["id", "date", "project", "hours", "energy", "reach", "evidence", "people", "skills"]
_ROWS = ["id", "date", "label", "text", "detail", "share"]


def side_projects(project: pd.DataFrame, entry: pd.DataFrame, period: Period) -> Measure:
    """One row per bet that ran in the year: hours of its steps to date against its budget, state, signals.

    Begun = `started`, else the first step. It ran in the year when it had begun by the as-of day and not
    ended before the year, and was running, or began, ended, was to be decided or had a step in it. A
    state whose `ended` (else, in a later year, `decide_on`) is still to come reads running. Signals =
    steps that reach beyond oneself, name people or evidence. Carried = skills whose first use ever
    logged is a step of the bet, with a later use outside all side projects. Energy as for all labels:
    steps against the other entries of the same weeks +- 2 over 24 months, shrunk, shown from 8 steps in
    5 weeks with 80 %; clear at q <= 0.05 and 0.25, a hint at p <= 0.10. Gates: one bet for the list; 5
    decided bets of all years for the share that grew, Wilson 80 %. Effect: Cohen's h of the share past
    its decision date against none, at the lower end of its interval.
    """
    known = entry[_OF_STEPS][entry["date"] < pd.Timestamp(period.last)]
    steps = known[known["project"].notna()].sort_values(["date", "id"])
    every = _bets(project, steps, period)
    bets = every[_ran(every, period)].sort_values(["begun", "slug"]).reset_index(drop=True)
    if len(bets) < GATES["bets"]:
        planned = int(every["begun"].isna().sum())
        text = (
            f"No side project ran in this year so far; {planned} are planned without a first step."
        )
        return Measure(Status.NOT_YET, 0, text, _FIRST_STEP, _table(bets))
    own = steps[steps["project"].isin(bets["slug"])]
    carried = _carried(known, bets)
    count = carried.groupby("project")["skill"].nunique()
    bets = bets.join(_energy(known, period), on="slug")
    bets["carried"] = bets["slug"].map(count).fillna(0).astype(int)
    ever = every[every["state"].isin(DECIDED) & (every["begun"] < pd.Timestamp(period.last))]
    values = _values(bets, ever, carried)
    return Measure(
        Status.CLEAR, len(bets), _statement(values), table=_table(bets), values=values, rows=_rows(bets),
        about="stuck" if values["past_decision"] else "",
        evidence=evidence.ids(own, bets.assign(date=bets["begun"])), more=tuple(_told(bets, own, carried, ever, values)),
        effect=effects.beyond(*stats.wilson(float(values["past_decision"] or 0), len(bets)), 0.0),
    )  # fmt: skip


_FIRST_STEP = (
    "Write one bet as a row of registers/projects.csv (slug, question, budget_hours, decide_on), "
    "and log its first step: try: its-name what you did 1h."
)


def _bets(project: pd.DataFrame, steps: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Every bet of the register or of a step, with what its steps came to."""
    own = project.dropna(subset="slug").sort_values(["slug", "id"]).drop_duplicates("slug")
    unlisted = sorted(set(steps["project"]) - set(own["slug"]))
    bets = own.set_index("slug").reindex([*own["slug"], *unlisted]).rename_axis("slug")
    signal = steps["reach"].isin(["team", "organisation", "beyond"]) | steps["evidence"].notna()
    marked = steps.assign(
        signal=signal | (steps["people"].str.len() > 0),
        without=steps["hours"].isna(),
        year=steps["date"] >= pd.Timestamp(period.start),
    ).groupby("project")
    counts = pd.DataFrame(
        {"steps": marked.size(), "signals": marked["signal"].sum(),
         "without_hours": marked["without"].sum(), "steps_in_year": marked["year"].sum()}
    )  # fmt: skip
    bets = bets.join(counts.reindex(bets.index).fillna(0).astype(int))
    bets["hours"] = marked["hours"].sum(min_count=1)
    bets["begun"] = bets["started"].fillna(marked["date"].min())
    bets["state"] = _states(bets, period)
    late = (pd.Timestamp(period.last - DAY) - bets["decide_on"]).dt.days
    bets["past_decision_days"] = late.where((bets["state"] == "running") & (late > 0))
    return bets.reset_index()


def _states(bets: pd.DataFrame, period: Period) -> pd.Series[str]:
    """The state as of the as-of day: what is written may have been decided later."""
    later = bets["ended"] >= pd.Timestamp(period.last)
    later |= bets["ended"].isna() & (bets["decide_on"] >= pd.Timestamp(period.end))
    return bets["state"].fillna("running").mask(later, "running")


def _ran(bets: pd.DataFrame, period: Period) -> pd.Series[bool]:
    start, last = pd.Timestamp(period.start), pd.Timestamp(period.last)
    alive = (bets["state"] == "running") | (bets["steps_in_year"] > 0)
    for day in ("begun", "ended", "decide_on"):
        alive |= (bets[day] >= start) & (bets[day] < last)
    return alive & (bets["begun"] < last) & ~(bets["ended"] < start)


def _energy(known: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Per bet: rated steps, shrunk difference with 80 %, p and q; unknown below the gate."""
    since = pd.Timestamp(period.last) - pd.DateOffset(months=int(GATES["energy_months"]))
    rated = known[(known["date"] >= since) & known["energy"].notna()]
    week = streams.week_of(rated["date"], period).to_numpy("datetime64[D]").astype(np.int64) // 7
    labels = [[] if pd.isna(slug) else [str(slug)] for slug in rated["project"]]
    found = stats.label_effects(week.tolist(), rated["energy"].astype(float).tolist(), labels)
    tested = found[found["p"].notna()]
    low, high = shrunk_interval(*(tested[name] for name in ("n", "weeks", "shrunk", "se")))
    shown = pd.DataFrame({"difference": tested["shrunk"], "low": low, "high": high})
    return found[["n", "p", "q"]].rename(columns={"n": "rated"}).join(shown)


def _carried(known: pd.DataFrame, bets: pd.DataFrame) -> pd.DataFrame:
    """One row per skill and bet: its first use ever is a step of the bet, and a later one is of none."""
    skills = known["skills"].tolist()
    at = np.repeat(np.arange(len(skills)), [len(some) for some in skills])
    uses = known[["id", "date", "project"]].take(at)
    uses["skill"] = pd.Series(list(chain.from_iterable(skills)), uses.index, dtype="str")
    inside, outside = uses[uses["project"].notna()], uses[uses["project"].isna()]
    first, then = (
        some.groupby("skill")["date"].min().reindex(inside["skill"]).to_numpy()
        for some in (inside, outside)
    )
    found = inside[(inside["date"] == first) & (then > inside["date"])]
    found = found[found["project"].isin(bets["slug"])].sort_values(["date", "id"])
    return found.drop_duplicates(["skill", "project"])


def _table(bets: pd.DataFrame) -> pd.DataFrame:
    if bets.empty:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _COLUMNS.items()})
    table = bets.assign(budget=bets["budget_hours"], share=_shares(bets))
    return table[list(_COLUMNS)].astype(_COLUMNS)


def _shares(bets: pd.DataFrame) -> pd.Series[Any]:
    said = [share if isinstance(share, list) else [] for share in bets["share"]]
    return pd.Series(said, bets.index, dtype=object)


def _values(bets: pd.DataFrame, ever: pd.DataFrame, carried: pd.DataFrame) -> Values:
    grew = int((ever["state"] == "grew").sum())
    known = bets["hours"].notna()
    return {
        "bets": len(bets),
        **{state.replace(" ", "_"): int((bets["state"] == state).sum()) for state in STATES},
        "past_decision": int(bets["past_decision_days"].notna().sum()),
        "decided": int(bets["state"].isin(DECIDED).sum()),
        "decided_ever": len(ever),
        "grew_ever": grew,
        "grew_share": grew / len(ever) if len(ever) >= GATES["decided_for_rate"] else None,
        "over_budget": int((bets["hours"] > bets["budget_hours"]).sum()),
        "budgets": int((known & bets["budget_hours"].notna()).sum()),
        "hours": float(bets["hours"].sum()) if known.any() else None,
        **{name: int(bets[name].sum()) for name in ("steps", "signals", "without_hours")},
        "carried_skills": int(carried["skill"].nunique()),
        "without_question": int(bets["question"].isna().sum()),
    }


def _rows(bets: pd.DataFrame) -> pd.DataFrame:
    """One row per bet: its question, and what it cost and taught; what a running one taught is still to come."""
    shown = bets.assign(
        text=bets["question"].fillna(bets["title"]).fillna(bets["slug"]),
        detail=["\n".join(_details(row)) for row in bets.to_dict("records")],
        date=bets["begun"], label="begun; " + bets["state"], share=_shares(bets),
    )  # fmt: skip
    return shown[_ROWS].tail(int(GATES["rows"])).reset_index(drop=True)


def _details(row: Mapping[Any, Any]) -> Iterator[str]:
    if pd.notna(row["hours"]):
        budget = f" of {row['budget_hours']:.3g}" if pd.notna(row["budget_hours"]) else ""
        yield f"{row['hours']:.3g}{budget} hours in {row['steps']} steps"
    if pd.notna(row["past_decision_days"]):
        yield f"{row['past_decision_days']:.0f} days past the day of decision"
    if pd.notna(row["learned"]) and row["state"] != "running":
        yield f"Learned: {row['learned']}"


# ---- what is said ------------------------------------------------------------------------------------


def _statement(values: Values) -> str:
    counts = [(values[state.replace(" ", "_")], state) for state in STATES]
    words = ", ".join(f"{n} {state.replace('with', 'with a')}" for n, state in counts if n)
    late, bets = values["past_decision"], values["bets"]
    past = f"; {late} ran on past the day of decision" if late else ""
    return f"{bets} side project{'s' * (bets != 1)} ran in this year: {words}{past}."


def _told(
    bets: pd.DataFrame, own: pd.DataFrame, carried: pd.DataFrame, ever: pd.DataFrame, values: Values
) -> Iterator[Statement]:  # fmt: skip
    yield _budget(bets, own, values)
    yield _about_energy(bets, own)
    text = f"{values['signals']} of {len(own)} steps so far reached others, named people or showed evidence."
    yield _counted(text, own, _FIRST_STEP, evidence.ids(own))
    skills = values["carried_skills"]
    text = f"{skills} skill{'s' * (skills != 1)} first logged in one of them came up in other work later."
    yield _counted(
        text, own[own["skills"].str.len() > 0], _TAGS, evidence.ids(carried.drop_duplicates("id"))
    )
    yield _share_that_grew(ever, values)
    if values["without_question"]:
        text = f"{values['without_question']} of {len(bets)} side projects say no question that they are to answer."
        yield Statement(text, Status.NOT_YET, len(bets), _QUESTION)


_TAGS = "A #skill on the steps, such as: try: its-name what you did 1h #writing."
_QUESTION = "Fill in the column question of registers/projects.csv: what would you know afterwards?"


def _counted(text: str, of: pd.DataFrame, needs: str, evidence: tuple[str, ...]) -> Statement:
    if of.empty:
        return Statement(text, Status.NOT_YET, 0, needs)
    return Statement(text, Status.CLEAR, len(of), evidence=evidence)


def _budget(bets: pd.DataFrame, own: pd.DataFrame, values: Values) -> Statement:
    if not values["budgets"]:
        text = "Hours cannot be held against a budget: no side project has both."
        needs = "Fill in budget_hours, and give each step its hours."
        return Statement(text, Status.NOT_YET, 0, needs)
    known = bets.loc[bets["hours"].notna() & bets["budget_hours"].notna(), "slug"]
    text = f"{values['over_budget']} of {len(known)} with a budget and hours went over it; {values['hours']:.3g} hours so far in all"
    missing = values["without_hours"]
    text += f", and {missing} step{'s' * (missing != 1)} without hours." if missing else "."
    return Statement(
        text, Status.CLEAR, len(known), evidence=evidence.ids(own[own["project"].isin(known)])
    )


def _about_energy(bets: pd.DataFrame, own: pd.DataFrame) -> Statement:
    tested = bets[bets["difference"].notna()]
    if tested.empty:
        most = 0 if bets["rated"].isna().all() else int(bets["rated"].max())
        text = f"What energy went with them cannot be told yet: the most rated steps that one has to compare is {most}."
        return Statement(text, Status.NOT_YET, most, _RATE)
    large = tested[tested["difference"].abs() >= GATES["energy_size"]]
    sure = large[large["q"] <= GATES["energy_q"]]
    found = large[large["p"] <= GATES["energy_hint_p"]] if sure.empty else sure
    ids = evidence.ids(own[own["energy"].notna() & own["project"].isin(found["slug"])])
    more, n = int((found["difference"] > 0).sum()), int(tested["rated"].sum())
    counts = f"{more} of {len(tested)} that can be compared with other work of the same weeks went with more energy, {len(found) - more} with less"
    if len(sure):
        return Statement(f"{counts}.", Status.CLEAR, n, evidence=ids)
    return Statement(f"Is this more than chance: {counts}?", Status.HINT, n, _RATE, ids)


_RATE = f"{GATES['energy_entries']} steps of one in {GATES['energy_weeks']} weeks with an energy from -2 to +2, beside rated lines of other work."


def _share_that_grew(ever: pd.DataFrame, values: Values) -> Statement:
    n, ids = len(ever), evidence.ids(ever.assign(date=ever["begun"]))
    missing = int(GATES["decided_for_rate"]) - n
    if missing > 0:
        text = f"{n} side project{'s have' if n != 1 else ' has'} been decided in all years so far, too few for a share that grew."
        needs = f"{missing} more with a decision, whichever it is."
        return Statement(text, Status.NOT_YET, n, needs, ids)
    low, high = stats.wilson(int(values["grew_ever"] or 0), n)
    text = (
        f"{values['grew_ever']} of {n} decided in all years grew ({values['grew_share']:.0%}, 80% interval {low:.0%} to {high:.0%}); "
        "kept for joy or stopped with a lesson is an answer, too."
    )
    return Statement(text, Status.CLEAR, n, evidence=ids)
