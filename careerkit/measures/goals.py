"""Milestones: due, done, how late, and how plans compare with what they took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from careerkit import stats
from careerkit.measure import Measure, Status
from careerkit.period import DAY, Period

TITLE = "Goals and milestones"
QUESTION = "What was planned, what got done, and how long did it really take?"
ORDER = 30
GATES: Mapping[str, float] = {
    "milestones_for_list": 1,
    "closed_for_multiplier": 5,
    "closed_for_forecast": 12,
}
Values = dict[str, float | int | str | None]
_COLUMNS = {
    "slug": "str", "due": "datetime64[us]", "current_due": "datetime64[us]", "done": "datetime64[us]",
    "state": "str", "slip_days": "float64", "replans": "int64", "share": "object",
}  # fmt: skip
# On one day a plan is made before it is closed, whatever the order of the lines.
_RANK = {"set": 0, "replan": 1, "drop": 2, "done": 3}


def goals(goal: pd.DataFrame, goal_event: pd.DataFrame, period: Period) -> Measure:
    """On-time rate, slip and planning multiplier of milestones (goals with a parent).

    Population: baseline due (the first committed date) in the year and known; those dropped on
    purpose are counted apart, those carried over open from earlier years are listed only. Slip =
    done - baseline due in days, open ones censored at as-of; its median by Kaplan and Meier. On
    time = done by the baseline due, Wilson 80 %. Multiplier = median(actual / planned duration)
    over all milestones closed so far, with a distribution-free 80% interval. Gates: 1 for the list,
    5 closed for the multiplier, 12 to forecast with it.
    """
    milestones = _milestones(goal, goal_event, period)
    start, end = pd.Timestamp(period.start), pd.Timestamp(period.last)
    due = milestones[(milestones["due"] >= start) & (milestones["due"] < end)]
    carried = milestones[(milestones["due"] < start) & ~(milestones["closed_on"] < start)]
    table = (
        pd.concat([carried, due])
        .sort_values(["due", "slug"])[list(_COLUMNS)]
        .reset_index(drop=True)
    )
    values = {**_values(due), "carried_over": len(carried), **_multiplier(milestones)}
    if len(due) < GATES["milestones_for_list"]:
        text = f"No milestone fell due in this year so far; {len(milestones)} are set in all."
        return Measure(Status.NOT_YET, 0, text, _FIRST_STEP, table, values)
    return Measure(Status.CLEAR, len(due), _statement(values), table=table, values=values)


_FIRST_STEP = (
    "Give one goal a milestone: a row in registers/goals.csv with a parent and a due date. "
    "Log one line a day for a week, and done: its-name when it is."
)


def _milestones(goal: pd.DataFrame, goal_event: pd.DataFrame, period: Period) -> pd.DataFrame:
    known = goal_event[goal_event["date"] < pd.Timestamp(period.last)]
    known = known.assign(rank=known["event"].map(_RANK)).sort_values(
        ["date", "rank"], kind="stable"
    )
    events = dict(tuple(known.groupby("slug", sort=False)))
    children = goal[goal["parent"].notna()].drop_duplicates("slug", keep="last")
    rows = [
        _history(row, events.get(row["slug"], known.iloc[:0]), period)
        for row in children.to_dict("records")
    ]
    columns = {**_COLUMNS, "closed_on": "datetime64[us]", "multiple": "float64"}
    table = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    return table[table["due"].notna()]


def _history(row: Mapping[Any, Any], events: pd.DataFrame, period: Period) -> dict[str, object]:
    """One milestone as its events left it; a plan after the end opens it again."""
    state, committed = "open", []
    closed_on: Any = pd.NaT
    due: Any
    for event, day, due in zip(events["event"], events["date"], events["due"], strict=True):
        committed += [due] * (event in ("set", "replan") and pd.notna(due))
        if event in ("set", "replan"):
            state, closed_on = "open", pd.NaT
        elif state == "open":
            state, closed_on = "done" if event == "done" else "dropped", day
    was_set = events.loc[events["event"] == "set"]
    promised = [due for due in (*was_set["due"].head(1), row["due"], *committed) if pd.notna(due)]
    begun: Any = next(
        (day for day in (row["set_on"], *was_set["date"].head(1)) if pd.notna(day)), pd.NaT
    )
    due = promised[0] if promised else pd.NaT
    done = closed_on if state == "done" else pd.NaT
    until: Any = done if state == "done" else pd.Timestamp(period.last - DAY)
    planned = (due - begun).days if pd.notna(due) and pd.notna(begun) else 0
    return {
        "slug": row["slug"], "due": due, "current_due": committed[-1] if committed else due, "done": done,
        "state": state, "slip_days": (until - due).days if pd.notna(due) else None,
        "replans": int((events["event"] == "replan").sum()), "share": row["share"], "closed_on": closed_on,
        "multiple": (done - begun).days / planned if state == "done" and planned > 0 else None,
    }  # fmt: skip


def _values(due: pd.DataFrame) -> Values:
    kept = due[due["state"] != "dropped"]
    n, closed = len(kept), kept["state"] == "done"
    on_time = int((closed & (kept["slip_days"] <= 0)).sum())
    low, high = stats.wilson(on_time, n)
    return {
        "milestones": n,
        "closed": int(closed.sum()),
        "on_time": on_time,
        "on_time_rate": on_time / n if n else None,
        "on_time_low": low if n else None,
        "on_time_high": high if n else None,
        "replans_per_milestone": float(kept["replans"].mean()) if n else None,
        "dropped": len(due) - n,
        "km_median_slip_days": stats.km_median(kept["slip_days"].tolist(), closed.tolist())
        if n
        else None,
    }


def _multiplier(milestones: pd.DataFrame) -> Values:
    multiples = milestones["multiple"].dropna().tolist()
    interval = stats.median_interval(multiples)
    shown = len(multiples) >= GATES["closed_for_multiplier"]
    return {
        "multiplier": stats.median(multiples) if shown else None,
        "multiplier_low": interval[0] if shown and interval else None,
        "multiplier_high": interval[1] if shown and interval else None,
        "multiplier_n": len(multiples),
        "forecast": "yes" if len(multiples) >= GATES["closed_for_forecast"] else "no",
    }


def _statement(values: Values) -> str:
    slip, multiplier = values["km_median_slip_days"], values["multiplier"]
    text = f"{values['on_time']} of {values['milestones']} milestones due were done by their first date, {values['closed']} are done by now"
    text += f"; {values['dropped']} more dropped on purpose" if values["dropped"] else ""
    if isinstance(slip, float):
        text += f"; half were done {_days(slip)}"
    if isinstance(multiplier, float):
        text += f". What was planned as 10 days took about {10 * multiplier:.0f}"
        text += (
            ""
            if values["forecast"] == "yes"
            else f", from {values['multiplier_n']} closed: not yet a forecast"
        )
    return text + "."


def _days(slip: float) -> str:
    if slip == 0:
        return "no later than planned"
    return f"within {slip:.0f} days after it" if slip > 0 else f"{-slip:.0f} days or more before it"
