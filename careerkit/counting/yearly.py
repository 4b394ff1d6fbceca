"""What is compared from year to year: six counts by the week and four shares, each over the same days of every year.

The rules are those of the sections on the same streams; a test holds them to these. Frames in, numbers out; no
status and no sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from careerkit.counting import contacts, streams, tallies
from careerkit.period import Period

# On one day a plan is made before it is closed, whatever the order of the lines.
_RANK = {"set": 0, "replan": 1, "drop": 2, "done": 3}


def spans(period: Period, days: pd.Series[pd.Timestamp], most: int) -> list[Period]:
    """The span of the period and those of up to `most` - 1 years before it, where a day was logged; the newest first."""
    logged = np.sort(days.to_numpy("datetime64[D]"))
    every = [period.earlier(back) for back in range(most)]
    edges = [[np.datetime64(day) for day in (span.start, span.last)] for span in every]
    lines = np.diff(np.searchsorted(logged, np.array(edges)))
    return [span for span, n in zip(every, lines[:, 0], strict=True) if n]


# ---- counts by the week -------------------------------------------------------------------------------


def lines(
    calendar: tallies.Calendar, days: pd.Series[pd.Timestamp], entry: pd.DataFrame, moved: pd.DataFrame
) -> dict[str, tallies.Counts]:  # fmt: skip
    """wins, lessons, entries and moves (as of `moves.moves`), from the first logged day on."""
    log = tallies.known(calendar, days, streams.first_day(days) or date.max)
    rows = {word: entry[entry["word"] == word] for word in ("win", "lesson")}
    found = {"wins": rows["win"], "lessons": rows["lesson"], "moves": moved, "entries": entry}
    return {name: tallies.count(log, own) for name, own in found.items()}


def people(
    calendar: tallies.Calendar, days: pd.Series[pd.Timestamp], touch: pd.DataFrame, *, is_complete: bool
) -> tallies.Counts:  # fmt: skip
    """People met in meaningful contacts, each once a week, from the first contact of any kind on."""
    met = contacts.by_person(touch[touch["meaningful"].fillna(False).astype(bool)])
    first = streams.first_day(touch["date"]) or date.max
    logged = pd.concat([days, met["date"].astype("datetime64[us]")])
    stream = tallies.known(calendar, logged, first, is_complete=is_complete)
    return tallies.count(stream, met, once=["who"])


def hours(
    calendar: tallies.Calendar, days: pd.Series[pd.Timestamp], learning: pd.DataFrame, *, is_complete: bool
) -> tallies.Counts:  # fmt: skip
    """Hours of learning, from the first learning on; an item without hours makes its week known and adds nothing."""
    first = streams.first_day(learning["date"]) or date.max
    logged = pd.concat([days, learning["date"].dropna()])
    stream = tallies.known(calendar, logged, first, is_complete=is_complete)
    return tallies.count(stream, learning[learning["hours"].notna()], "hours")


# ---- shares -------------------------------------------------------------------------------------------


def weeks_met(counted: tallies.Counts, target: float) -> tallies.Cases:
    """Known weeks in which a count reached the target, in proportion to the days that count; weeks weigh by these."""
    stream = counted.known
    met = stream.is_known & (counted.weekly >= target * stream.eligible - 1e-9)
    hits = stream.per_span(np.where(met, stream.eligible, 0.0))
    return tallies.Cases(hits, stream.weeks, counted.rows)


def evenings(calendar: tallies.Calendar, boundary: pd.DataFrame) -> tallies.Cases:
    """Evenings outside pauses with a line; kept when every line of the evening says so."""
    place = calendar.place(boundary["date"])
    inside = (place >= 0) & boundary["kept"].notna().to_numpy()
    inside &= calendar.is_open[place]
    rows = boundary[inside].sort_values(["date", "kept", "id"])
    first = rows.drop_duplicates("date")
    found = tallies.cases(calendar, first, first["kept"].astype(bool))
    every = rows[["id", "date"]].assign(span=calendar.span[calendar.place(rows["date"])])
    return tallies.Cases(found.hits, found.n, every)


def outcomes(calendar: tallies.Calendar, entry: pd.DataFrame) -> tallies.Cases:
    """Wins that say what came of them; hits say it with a number: before and after, or an amount with its unit."""
    before, after, unit = (entry[f"impact_{name}"].notna() for name in ("before", "after", "unit"))
    measured = (before & after) | ((before | after) & unit)
    own = (entry["word"] == "win") & (measured | entry["impact"].notna())
    return tallies.cases(calendar, entry[own], measured[own])


def milestones(
    calendar: tallies.Calendar, goal: pd.DataFrame, goal_event: pd.DataFrame
) -> tallies.Cases:
    """Goals with a parent whose first committed date lies in a span, as known at its end; hits were done by that date.

    Those dropped by then do not count; a plan after the end opens a milestone again.
    """
    events = _histories(goal_event)
    children = goal[goal["parent"].notna()].drop_duplicates("slug", keep="last")
    found = [
        (row["id"], due, place, hit)
        for row in children[["id", "slug", "due"]].to_dict("records")
        for place in _touched(calendar, row["due"], events.get(row["slug"], ()))
        for due, hit in _due_in(calendar.spans[place], row["due"], events.get(row["slug"], ()))
    ]
    rows = pd.DataFrame(found, columns=["id", "date", "span", "hit"]).astype(
        {"date": "datetime64[us]"}
    )
    size = len(calendar.spans)
    hits, n = (tallies.sums(rows["span"], amount, size) for amount in (rows["hit"], 1.0))
    return tallies.Cases(hits, n, rows[["id", "date", "span"]])


History = Sequence[tuple[Any, str, Any]]


def _histories(goal_event: pd.DataFrame) -> Mapping[str, History]:
    ranked = goal_event.assign(rank=goal_event["event"].map(_RANK))
    found: dict[str, list[tuple[Any, str, Any]]] = {}
    ranked = ranked.sort_values(["date", "rank", "id"])
    for slug, *event in zip(
        *(ranked[name] for name in ("slug", "date", "event", "due")), strict=True
    ):
        found.setdefault(slug, []).append((event[0], event[1], event[2]))
    return found


def _touched(calendar: tallies.Calendar, own_due: Any, history: History) -> list[int]:
    """The spans in which a milestone can be due: those of any date it ever had."""
    dues = [day.date() for day in (own_due, *(due for _, _, due in history)) if pd.notna(day)]
    return [
        place
        for place, span in enumerate(calendar.spans)
        if any(span.start <= day < span.last for day in dues)
    ]


def _due_in(span: Period, own_due: Any, history: History) -> Iterable[tuple[Any, bool]]:
    """The first committed date of a milestone and whether it was done by then, where it counts in the span."""
    start, last = pd.Timestamp(span.start), pd.Timestamp(span.last)
    told = [one for one in history if one[0] < last]
    first_set = [due for _, event, due in told if event == "set"][:1]
    planned = [due for _, event, due in told if event in ("set", "replan")]
    due = next((day for day in (*first_set, own_due, *planned) if pd.notna(day)), pd.NaT)
    state, closed = "open", start
    for day, event, _ in told:
        if event in ("set", "replan"):
            state = "open"
        elif state == "open":
            state, closed = event, day
    if start <= due < last and state != "drop":
        yield due, state == "done" and closed <= due
