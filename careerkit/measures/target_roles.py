"""Roles one aims at: which of their skills the log shows, at which level, and what could close a gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from careerkit import stats
from careerkit.counting import effects, evidence, targets
from careerkit.measure import Measure, Statement, Status
from careerkit.period import DAY, Period

TITLE = "Transferable skills and next roles"
QUESTION = "Which skills of the roles you aim at does the log already show, and which task could close a gap?"
ORDER = 130
VERSION = "2"
GATES: Mapping[str, float] = {
    "uses_for_met": 3,
    "months_of_uses": 24,
    "skills_for_claim": 10,
    "stale_after_months": 12,
    "contexts_for_carried": 2,
    "days_of_current_task": 90,
    "cheapest_gaps": 3,
    "rows": 15,
}
NOT_OBSERVED, STALE = "not observed", "over a year ago"
Values = dict[str, float | int | str | None]
_COLUMNS = {
    "role": "str", "skill": "str", "importance": "float64", "level": "Int64", "uses": "int64", "uses_at_level": "int64",
    "unrated": "int64", "best_level": "Int64", "last_use": "datetime64[us]", "state": "str", "contexts": "int64",
    "nearest": "bool", "share": "object",
}  # fmt: skip
_ROWS = ["id", "date", "label", "text", "detail", "share"]


def target_roles(
    target: pd.DataFrame, skill: pd.DataFrame, entry: pd.DataFrame,
    goal: pd.DataFrame, goal_event: pd.DataFrame, project: pd.DataFrame, period: Period,
) -> Measure:  # fmt: skip
    """Coverage of a role = sum(importance x met) / sum(importance) over its skills; unknown importance is 1.

    Met = at least 3 uses in 24 months at the required level; a use without a level (unrated) counts only
    where no level is asked. part = fewer; over a year ago = not met and last used over 12 months ago; not observed
    = no use is logged, which does not say that the skill is absent. Carried = used in at least 2 contexts
    in 24 months (the context of the line, else its side project). A skill may be spelled as an alias of
    the person's register, or as a plain tag. The nearest role is the one with the highest coverage. A gap
    is closable when a line of the last 90 days, an open goal or a running side project carries its skill;
    the three cheapest gaps miss the fewest uses, then weigh most. Gate: 10 skills with at least 3 uses
    in 24 months for a clear coverage. Effect: Cohen's h of the met share of its skills against one half, at
    the nearer end of its interval.
    """
    known = entry[entry["date"] < pd.Timestamp(period.last)]
    wanted, begin = targets.wanted(target, skill), _months_ago("months_of_uses", period)
    uses = targets.uses(known, wanted["skill"], begin)
    uses["recent"] = uses["date"] >= begin
    table = _table(wanted, uses, period)
    if table.empty:
        text = "No target role with a skill is written down yet."
        return Measure(Status.NOT_YET, 0, text, _FIRST_STEP, table)
    coverage, best = _coverage(table), table[table["nearest"]]
    own = uses[uses["skill"].isin(best["skill"]) & uses["recent"]]
    since = pd.Timestamp(period.last) - pd.Timedelta(days=GATES["days_of_current_task"])
    plans = targets.plans(goal, goal_event, project, period)
    gaps = best.loc[best["state"] != "met", "skill"].tolist()
    tasks = targets.tasks(gaps, uses, known, plans, since)
    values = _values(best, coverage, uses[uses["recent"] & uses["is_skill"]], tasks)
    strange = targets.unknown(wanted["skill"], skill, known)
    status, text, needs = _headline(values, len(own))
    return Measure(
        status, own["entry"].nunique(), text, needs, table, values, _rows(best, tasks, period),
        evidence=_once(own), more=tuple(_told(best, own, tasks, len(strange), values)),
        effect=effects.beyond(*stats.wilson(int(values["met"] or 0), len(best))),
    )  # fmt: skip


_FIRST_STEP = (
    "Write a role you could aim at into targets/its-name.toml: a title, and for each skill a [[skill]] with slug, "
    "importance and level; and tag lines with the skill, such as #writing [level:: 3]."
)


def _months_ago(gate: str, period: Period) -> pd.Timestamp:
    return pd.Timestamp(period.last) - pd.DateOffset(months=int(GATES[gate]))


def _table(wanted: pd.DataFrame, uses: pd.DataFrame, period: Period) -> pd.DataFrame:
    """One row per role and skill, the most important first."""
    every = wanted.merge(uses, on="skill", how="left", suffixes=("_asked", ""))
    recent, asked = every["recent"].fillna(False).astype(bool), every["level_asked"].notna()
    enough = ~asked | (every["level"] >= every["level_asked"]).fillna(False)
    every = every.assign(
        uses=recent, uses_at_level=recent & enough, unrated=recent & asked & every["level"].isna(),
        best_level=every["level"].where(recent), place=every["place"].where(recent),
    )  # fmt: skip
    found = every.groupby(["role", "skill"]).agg(
        {"uses": "sum", "uses_at_level": "sum", "unrated": "sum", "best_level": "max", "date": "max", "place": "nunique"}
    )  # fmt: skip
    found = found.reset_index().rename(columns={"date": "last_use", "place": "contexts"})
    table = wanted.merge(found, on=["role", "skill"])
    private: pd.Series[Any] = pd.Series([[] for _ in range(len(table))], table.index, dtype=object)
    table = table.assign(state=_states(table, period), share=private)
    table["nearest"] = table["role"] == (_coverage(table).idxmax() if len(table) else "")
    table = table.sort_values(["role", "importance", "skill"], ascending=[True, False, True])
    return table[list(_COLUMNS)].astype(_COLUMNS).reset_index(drop=True)


def _states(table: pd.DataFrame, period: Period) -> pd.Series[str]:
    state = pd.Series("part", table.index, dtype="str")
    state = state.mask(table["last_use"] < _months_ago("stale_after_months", period), STALE)
    state = state.mask(table["last_use"].isna(), NOT_OBSERVED)
    return state.mask(table["uses_at_level"] >= GATES["uses_for_met"], "met")


def _coverage(table: pd.DataFrame, uses: str = "uses_at_level") -> pd.Series[float]:
    """Per role, sorted by its name: on a tie the first counts as the nearest."""
    weighed = table["importance"].where(table[uses] >= GATES["uses_for_met"], 0.0)
    return weighed.groupby(table["role"]).sum() / table["importance"].groupby(table["role"]).sum()


# ---- gaps --------------------------------------------------------------------------------------------


def _cheapest(best: pd.DataFrame) -> pd.DataFrame:
    """The three gaps that miss the fewest uses at their level, then those that weigh most."""
    gaps = best[best["state"] != "met"]
    gaps = gaps.assign(missing=int(GATES["uses_for_met"]) - gaps["uses_at_level"])
    order = gaps.sort_values(["missing", "importance", "skill"], ascending=[True, False, True])
    return order.head(int(GATES["cheapest_gaps"]))


def _rows(best: pd.DataFrame, tasks: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The gaps of the nearest role, the most important first, each with the task that could close it."""
    gaps, near = best[best["state"] != "met"], set(_cheapest(best)["skill"])
    rows = [
        _row(gap, tasks.loc[gap["skill"]], gap["skill"] in near, period)
        for gap in gaps.head(int(GATES["rows"])).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=_ROWS)


def _row(
    gap: Mapping[Any, Any], task: pd.Series[Any], is_near: bool, period: Period
) -> tuple[Any, ...]:
    missing = int(GATES["uses_for_met"]) - gap["uses_at_level"]
    asked = f" at level {gap['level']}" if pd.notna(gap["level"]) else ""
    text = f"{gap['skill']}: {missing} more use{'s' * (missing != 1)}{asked}, importance {gap['importance']:.3g}"
    if pd.notna(gap["last_use"]):
        text += f"; last used on {gap['last_use']:%Y-%m-%d}"
    kind = _KINDS.get(task["kind"])
    said = f"{kind.format(tag=task['tag'])}: {task['text']}" if kind else None
    day = task["date"] if pd.notna(task["date"]) else pd.Timestamp(period.last - DAY)
    return task["id"], day, "among the cheapest gaps" if is_near else "gap", text, said, []


_CARRYING = (targets.LINE, targets.PLAN)
_KINDS = {
    targets.LINE: "The last line that carries it",
    targets.PLAN: "An open plan that carries it",
    targets.USUAL: "No task carries it; the last line of what you log most (#{tag})",
}


# ---- what is said ------------------------------------------------------------------------------------


def _values(
    best: pd.DataFrame, coverage: pd.Series[float], own: pd.DataFrame, tasks: pd.DataFrame
) -> Values:
    near, states = _cheapest(best), best["state"].value_counts()
    if_rated = best.assign(uses=best["uses_at_level"] + best["unrated"])
    return {
        "coverage": float(coverage.max()),
        "coverage_if_rated": float(_coverage(if_rated, "uses").iloc[0]),
        "coverage_with_cheapest": float(
            coverage.max() + near["importance"].sum() / best["importance"].sum()
        ),
        "least_coverage": float(coverage.min()),
        "roles": len(coverage),
        "skills": len(best),
        "met": int(states.get("met", 0)),
        "gaps": len(best) - int(states.get("met", 0)),
        "closable_gaps": int(tasks["kind"].isin(_CARRYING).sum()),
        "cheapest_uses": int(near["missing"].sum()),
        "not_observed": int(states.get(NOT_OBSERVED, 0)),
        "stale": int(states.get(STALE, 0)),
        "skills_observed": int((own["skill"].value_counts() >= GATES["uses_for_met"]).sum()),
        "carried_skills": int((best["contexts"] >= GATES["contexts_for_carried"]).sum()),
    }


def _headline(values: Values, n: int) -> tuple[Status, str, str]:
    least, seen = int(GATES["skills_for_claim"]), int(values["skills_observed"] or 0)
    within = f"in {GATES['months_of_uses']} months"
    needs = f"{GATES['uses_for_met']} uses each of {least} skills {within}; {seen} have them. Tag lines with the skill they took."
    if not n:
        text = f"No use of the {_skills(values)} of the nearest target role is logged {within}; that does not say that they are absent."
        return Status.NOT_YET, text, needs
    share = f"{values['coverage']:.0%} of the nearest target role"
    counted = f"{values['met']} of its {_skills(values)} {_was(values['met'])} used at least {GATES['uses_for_met']} times {within} at the level it asks"
    if seen < least:
        return Status.HINT, f"Does the log cover {share} or more? So far {counted}.", needs
    text = f"The log covers {share} at least, by importance: {counted}"
    others = int(values["roles"] or 1) - 1
    text += (
        f"; {others} more role{'s' * (others != 1)}, from {values['least_coverage']:.0%} on."
        if others
        else "."
    )
    return Status.CLEAR, text, ""


def _once(uses: pd.DataFrame) -> tuple[str, ...]:
    """A line with two skills is one record."""
    return evidence.ids(uses.drop_duplicates("id"))


def _told(
    best: pd.DataFrame, own: pd.DataFrame, tasks: pd.DataFrame, strange: int, values: Values
) -> Iterator[Statement]:  # fmt: skip
    yield from _about_gaps(tasks, values)
    text = f"Of {_skills(values)}, not observed: {values['not_observed']}, last used over {GATES['stale_after_months']} months ago: {values['stale']}; not observed does not mean absent."
    yield Statement(text, Status.CLEAR, len(best))
    yield _about_carrying(own[own["place"].notna()], values)
    asked = own[own["skill"].isin(best.loc[best["level"].notna(), "skill"])]
    unrated = asked[asked["level"].isna()]
    if len(unrated):
        text = f"Would more uses count with a level? {len(unrated)} of {_uses(len(asked))} {'name' if len(unrated) != 1 else 'names'} none where the role asks for one; if every one were high enough, the coverage would be {values['coverage_if_rated']:.0%}."
        yield Statement(text, Status.HINT, len(asked), _LEVEL, _once(unrated))
    if strange:
        text = (
            f"Are {strange} skills of the role files spelled as you tag them? They stand in no register and on no line."
            if strange != 1
            else "Is one skill of the role files spelled as you tag it? It stands in no register and on no line."
        )
        yield Statement(text, Status.HINT, strange, _SPELLING)


_CONTEXT = "Say where a skill was used on the largest lines of a week: [context:: clinic-board]."
_LEVEL = (
    "A level on the largest lines of a week, such as [level:: 3]; the weekly check-in asks for it."
)
_SPELLING = (
    "Put the other spelling among the aliases of registers/skills.csv, or into the role file."
)


def _about_carrying(placed: pd.DataFrame, values: Values) -> Statement:
    if placed.empty:
        text = "Whether skills were carried from one context to another cannot be told yet."
        return Statement(text, Status.NOT_YET, 0, _CONTEXT)
    text = f"{values['carried_skills']} of {_skills(values)} {_was(values['carried_skills'])} carried: used in at least {GATES['contexts_for_carried']} contexts; {_uses(len(placed))} {'say' if len(placed) != 1 else 'says'} where."
    return Statement(text, Status.CLEAR, len(placed), evidence=_once(placed))


def _about_gaps(tasks: pd.DataFrame, values: Values) -> Iterator[Statement]:
    gaps, closable = int(values["gaps"] or 0), tasks[tasks["kind"].isin(_CARRYING)]
    if not gaps:
        return
    if closable.empty:
        many = f"any of the {gaps} gaps" if gaps != 1 else "the one gap"
        text = f"There is no task or plan of today that could close {many} to the nearest role."
    else:
        them = "them" if len(closable) != 1 else "it"
        text = f"For {len(closable)} of {gaps} gap{'s' * (gaps != 1)} to the nearest role there is a task or plan of today that could close {them}."
    stuck = "" if len(closable) else "stuck"
    yield Statement(text, Status.CLEAR, gaps, "", _once(closable), stuck)
    shown, lack = min(gaps, int(GATES["cheapest_gaps"])), _uses(int(values["cheapest_uses"] or 0))
    which = f"The cheapest {shown} of {gaps} gaps lack" if gaps > shown else f"The {gaps} gaps lack"
    which = which if gaps > 1 else "The one gap lacks"
    text = f"{which} {lack} in all; with these the coverage would be {values['coverage_with_cheapest']:.0%}."
    yield Statement(text, Status.CLEAR, gaps)


def _skills(values: Values) -> str:
    return f"{values['skills']} skill{'s' * (values['skills'] != 1)}"


def _uses(n: int) -> str:
    return f"{n} use{'s' * (n != 1)}"


def _was(n: object) -> str:
    return "was" if n == 1 else "were"
