"""Milestones: due, done, how late, and how plans compare with what they took."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from careerkit import stats
from careerkit.counting import effects, evidence
from careerkit.measure import Measure, Statement, Status
from careerkit.period import DAY, Period

TITLE = "Goals and milestones"
QUESTION = "What was planned, what got done, and how long did it really take?"
ORDER = 70
GATES: Mapping[str, float] = {
    "milestones_for_list": 1,
    "closed_for_multiplier": 5,
    "closed_for_forecast": 12,
}
Values = dict[str, float | int | str | None]
_COLUMNS = {
    "slug": "str", "due": "datetime64[us]", "current_due": "datetime64[us]", "done": "datetime64[us]",
    "state": "str", "slip_days": "float64", "replans": "int64", "share": "object", "likely": "datetime64[us]",
}  # fmt: skip
_INNER = {"closed_on": "datetime64[us]", "planned_on": "datetime64[us]", "multiple": "float64"}
# What happened, when, and the day then promised, if one was.
Event = tuple[str, Any, Any]
_PLANS = ("set", "replan")
# On one day a plan is made before it is closed, whatever the order of the lines.
_RANK = {"set": 0, "replan": 1, "drop": 2, "done": 3}


def goals(goal: pd.DataFrame, goal_event: pd.DataFrame, period: Period) -> Measure:
    """On-time rate, slip and planning multiplier of milestones (goals with a parent).

    Population: baseline due (the first committed date) in the year and known; those dropped on
    purpose are counted apart, those carried over open from earlier years are listed only. Slip =
    done - baseline due in days, open ones censored at as-of; its median by Kaplan and Meier. On
    time = done by the baseline due, Wilson 80 %. Multiplier = median(actual / planned duration)
    over all milestones closed so far, with a distribution-free 80% interval. Forecast: an open
    milestone is likely done on the day its date was set + multiplier x the days then planned; no
    date is given where that day is past. Still open: past the first date, of whatever year. Gates: 1 for the list, 5 closed for the multiplier (a
    question), 12 to forecast with it. Effect: Cohen's h of the on-time rate against one half, at the
    nearer end of its interval.
    """
    every = _milestones(goal, goal_event, period)
    values = _multiplier(every)
    every["likely"] = _likely(every, values, period)
    due, table = _listed(every, period)
    values = {**_values(due), "carried_over": _carried(table, period), **values, **_dates(table)}
    past = every[(every["state"] == "open") & (every["due"] < pd.Timestamp(period.last))]
    values["open_past"] = len(past)

    def found(milestones: pd.DataFrame) -> tuple[str, ...]:
        slugs, last = set(milestones["slug"]), pd.Timestamp(period.last)
        events = goal_event[goal_event["slug"].isin(slugs) & (goal_event["date"] < last)]
        return evidence.ids(goal[goal["slug"].isin(slugs)], events)

    waiting = tuple(_waiting(past, found(past), period))
    if len(due) < GATES["milestones_for_list"]:
        text = f"No milestone fell due in this year so far; {len(every)} are set in all."
        return Measure(Status.NOT_YET, 0, text, _FIRST_STEP, table, values, more=waiting)
    return Measure(
        Status.CLEAR, len(due), _statement(values), table=table, values=values, evidence=found(due),
        more=(*waiting, *_more(values, due, every, found)), effect=effects.beyond(values["on_time_low"], values["on_time_high"]),
    )  # fmt: skip


_FIRST_STEP = (
    "Give one goal a milestone: a row in registers/goals.csv with a parent and a due date. "
    "Log one line a day for a week, and done: its-name when it is."
)


def _milestones(goal: pd.DataFrame, goal_event: pd.DataFrame, period: Period) -> pd.DataFrame:
    known = goal_event[goal_event["date"] < pd.Timestamp(period.last)]
    known = known.assign(rank=known["event"].map(_RANK)).sort_values(
        ["date", "rank"], kind="stable"
    )
    events: dict[str, list[Event]] = {}
    for slug, *event in zip(
        *(known[name] for name in ("slug", "event", "date", "due")), strict=True
    ):
        events.setdefault(slug, []).append((event[0], event[1], event[2]))
    children = goal[goal["parent"].notna()].drop_duplicates("slug", keep="last")
    rows = [
        _history(row, events.get(row["slug"], []), period)
        for row in children[["slug", "due", "set_on", "share"]].to_dict("records")
    ]
    columns = {**_COLUMNS, **_INNER}
    table = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    return table[table["due"].notna()].sort_values(["due", "slug"], ignore_index=True)


def _history(row: Mapping[Any, Any], events: Sequence[Event], period: Period) -> dict[str, object]:
    """One milestone as its events left it; a plan after the end opens it again."""
    state: str = "open"
    closed_on: Any = pd.NaT
    for event, day, _ in events:
        if event in _PLANS:
            state, closed_on = "open", pd.NaT
        elif state == "open":
            state, closed_on = "done" if event == "done" else "dropped", day
    planned = [(day, due) for event, day, due in events if event in _PLANS and pd.notna(due)]
    was_set = [(day, due) for event, day, due in events if event == "set"][:1]
    promised = [due for _, due in (*was_set, (None, row["due"]), *planned) if pd.notna(due)]
    begun: Any = next((day for day in (row["set_on"], *(day for day, _ in was_set)) if pd.notna(day)), pd.NaT)  # fmt: skip
    due: Any = promised[0] if promised else pd.NaT
    done = closed_on if state == "done" else pd.NaT
    until: Any = done if state == "done" else pd.Timestamp(period.last - DAY)
    length = (due - begun).days if pd.notna(due) and pd.notna(begun) else 0
    return {
        "slug": row["slug"], "due": due, "current_due": planned[-1][1] if planned else due, "done": done,
        "state": state, "slip_days": (until - due).days if pd.notna(due) else None,
        "replans": sum(event == "replan" for event, _, _ in events), "share": row["share"],
        "closed_on": closed_on, "planned_on": planned[-1][0] if planned else begun,
        "multiple": (done - begun).days / length if state == "done" and length > 0 else None,
    }  # fmt: skip


def _listed(every: pd.DataFrame, period: Period) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The milestones that fell due; and the table: those, what was carried over open, and what has a likely date."""
    start, end = pd.Timestamp(period.start), pd.Timestamp(period.last)
    due = every[(every["due"] >= start) & (every["due"] < end)]
    carried = every[(every["due"] < start) & ~(every["closed_on"] < start)]
    ahead = every[(every["due"] >= end) & every["likely"].notna()]
    return due, pd.concat([carried, due, ahead])[list(_COLUMNS)].reset_index(drop=True)


def _carried(table: pd.DataFrame, period: Period) -> int:
    return int((table["due"] < pd.Timestamp(period.start)).sum())


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
        "replans": int(kept["replans"].sum()),
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


def _likely(milestones: pd.DataFrame, values: Values, period: Period) -> pd.Series[pd.Timestamp]:
    """The plan that holds now, stretched from the day it was made; NaT where it is past, or nothing may be forecast."""
    multiplier = values["multiplier"] if values["forecast"] == "yes" else None
    if not isinstance(multiplier, float):
        return pd.Series(pd.NaT, milestones.index, dtype="datetime64[us]")
    planned = (milestones["current_due"] - milestones["planned_on"]).dt.days
    stretched = pd.to_timedelta((planned * multiplier).round(), unit="D")
    likely = (milestones["planned_on"] + stretched).astype("datetime64[us]")
    ahead = (milestones["state"] == "open") & (planned > 0) & (likely >= pd.Timestamp(period.last))
    return likely.where(ahead)


def _dates(table: pd.DataFrame) -> Values:
    likely = table[table["likely"].notna()]
    later = int((likely["likely"] > likely["current_due"]).sum())
    return {"likely_dates": len(likely), "likely_after_plan": later}


def _statement(values: Values) -> str:
    n, dropped = values["milestones"], values["dropped"]
    if not n:
        return f"Milestones that fell due and were all dropped on purpose: {dropped}."
    text = f"{values['on_time']} of {n} milestones due were done by their first date ({values['on_time_rate']:.0%}, "
    text += f"80% interval {values['on_time_low']:.0%} to {values['on_time_high']:.0%}), {values['closed']} are done by now"
    return text + (f"; {dropped} more dropped on purpose." if dropped else ".")


def _more(
    values: Values,
    due: pd.DataFrame,
    every: pd.DataFrame,
    found: Callable[[pd.DataFrame], tuple[str, ...]],
) -> Iterator[Statement]:
    kept = due[due["state"] != "dropped"]
    if len(kept):
        yield _slip(values, len(kept), found(kept))
        text = f"New dates set for these {len(kept)} milestones: {values['replans']} in all, a mean of {values['replans_per_milestone']:.2g}."
        again = kept[kept["replans"] > 0]
        yield Statement(text, Status.CLEAR, len(kept), evidence=found(again))
    yield _planning(values, found(every[every["multiple"].notna()]))
    ahead = every[every["likely"].notna()]
    if len(ahead):
        text = f"Open milestones with a likely date at that pace: {len(ahead)}; for {values['likely_after_plan'] or 'none'} of them it is later than the date planned now."
        yield Statement(text, Status.CLEAR, int(values["multiplier_n"] or 0), evidence=found(ahead))


def _waiting(past: pd.DataFrame, ids: tuple[str, ...], period: Period) -> Iterator[Statement]:
    """The milestones that are open past their first date, of whatever year."""
    n = len(past)
    if not n:
        return
    ahead = int((past["current_due"] >= pd.Timestamp(period.last)).sum())
    again = ", with a new date ahead" if n == ahead else f"; {ahead} of them with a new date ahead"
    slip = int(past["slip_days"].max())
    late = f"{slip} day{'s' * (slip != 1)}"
    text = (
        f"{n} milestones are still open past their first date, the oldest by {late}{again * bool(ahead)}."
        if n > 1
        else f"1 milestone is still open {late} past its first date{again * bool(ahead)}."
    )
    yield Statement(text, Status.CLEAR, n, evidence=ids, about="stuck")


def _slip(values: Values, n: int, ids: tuple[str, ...]) -> Statement:
    slip = values["km_median_slip_days"]
    if isinstance(slip, float):
        text = f"Half of the {n} were done {_days(slip)}; those still open are counted as open, not left out."
        return Statement(text, Status.CLEAR, n, evidence=ids)
    text = f"Too many of the {n} are still open to tell how late they get."
    needs = "Close what is finished with - done: its-name, and re-plan or drop the rest."
    return Statement(text, Status.NOT_YET, n, needs, ids)


def _planning(values: Values, ids: tuple[str, ...]) -> Statement:
    closed, multiplier = int(values["multiplier_n"] or 0), values["multiplier"]
    shown, forecast = (int(GATES[f"closed_for_{name}"]) for name in ("multiplier", "forecast"))
    if not isinstance(multiplier, float):
        text = f"{closed} of {shown} milestones with a first day and a due date are done, too few to compare plans with what they took."
        needs = f"{shown - closed} more done, each with set_on and due in registers/goals.csv."
        return Statement(text, Status.NOT_YET, closed, needs, ids)
    took = f"about {10 * multiplier:.0f} (80% interval {10 * float(values['multiplier_low'] or 0):.0f} to {10 * float(values['multiplier_high'] or 0):.0f})"
    if closed < forecast:
        text = f"Does what is planned as 10 days take you {took}?"
        needs = f"{forecast - closed} more done milestones with a first day and a due date; {closed} of {forecast} are there."
        return Statement(text, Status.HINT, closed, needs, ids)
    return Statement(
        f"What was planned as 10 days took {took}.", Status.CLEAR, closed, evidence=ids
    )


def _days(slip: float) -> str:
    if slip == 0:
        return "no later than planned"
    day = f"{abs(slip):.0f} day{'s' * (abs(slip) != 1)}"
    return f"{f'within {day} after' if slip > 0 else f'{day} or more before'} their first date"
