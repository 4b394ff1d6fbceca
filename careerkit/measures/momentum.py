"""Forward moves a week, four kinds of quiet, and what went with the person's own recoveries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from careerkit import stats
from careerkit.counting import effects, moves, streams
from careerkit.counting.moves import KIT, Recovery
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period

TITLE = "Momentum"
QUESTION = "When did things move, and when did they stand still?"
ORDER = 60
GATES: Mapping[str, float] = {
    "baseline_weeks": stats.LEAST_BASELINE,
    "expected_moves_in_4_weeks": stats.LEAST_EXPECTED,
    "judged_share_of_weeks": 0.5,
    "recoveries_for_claim": 5,
    "weeks_without_lesson": 8,
    "rows": 5,
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
    """Moves of the last 4 weeks against the 26 before them, by the rule in `stats.slump`; four kinds of quiet apart.

    Moves: wins, lessons, milestones done, learning sessions, meaningful contacts, feedback acted
    on, side-project steps; at most one a day of each kind, so that logging in bulk adds nothing.
    The baseline reaches back into earlier years. Slump; silence, under half of the weeks logged; break,
    declared; quiet-but-well, a slump with energy at most 0.25 below its usual. Kit: of every slump that
    ended, in any year, the kinds of moves that were more a week in the 4 weeks up to the first recovered
    one than in the slump before. Gates: 12 baseline weeks and 8 expected moves in 4 weeks; under half of
    the year's weeks judged is a question; so is the kit under 5 recoveries.
    """
    days = streams.logged_days(entry, touch, learning, boundary)
    first = streams.first_day(days)
    if first is None or first >= period.last:
        table = _shown(pd.DataFrame(), [])
        return Measure(Status.NOT_YET, 0, "Nothing is logged yet.", _FIRST_STEP, table)
    moved = moves.moves(entry, touch, learning, goal, goal_event, feedback)
    moved = moved[moved["date"] < pd.Timestamp(period.last)]
    moved["week"] = streams.week_of(moved["date"], period)
    judged = moves.weeks(moved, entry, days, period)
    turns = moves.recoveries(judged, moved, period)
    begin = pd.Timestamp(period.week_of(period.start))
    year = judged[judged["week"] >= begin].reset_index(drop=True)
    values = _values(year, judged, moved, turns)
    own = moved[moved["date"] >= pd.Timestamp(period.start)]
    kit, quiet = list(_kit(values, turns, moved)), [*_quiet(year, values, own), *_lessons(values)]
    # In a slump what helped before is what is looked for.
    more = [*kit, *quiet] if values["in_slump"] == "yes" else [*quiet, *kit]
    rows = _rows(turns, entry, touch, period) if _is_about(turns, values, begin) else _no_rows()
    ended = [turn.week.date() for turn in turns if turn.week >= begin]
    return _said(
        year, values, _shown(year, turns), rows, more, tuple(own["id"].dropna()), ended, period
    )


_FIRST_STEP = "Log one line a day for a week; a win, a lesson or a contact each count as a move."


def _shown(year: pd.DataFrame, turns: Sequence[Recovery]) -> pd.DataFrame:
    if year.empty:
        columns = ["week", "moves", "total", "baseline", "low", "high", "state", "recovery"]
        return pd.DataFrame(columns=columns)
    known = year["logged"] & (year["eligible"] > 0)
    went = {
        turn.week: _joined([_ONE[kind] for kind in turn.came_first] or ["another move"])
        for turn in turns
    }
    return pd.DataFrame({
        "week": year["week"], "moves": year["moves"].astype("Int64").where(known),
        "total": year["S"], "baseline": year["b"], **moves.usual(year),
        "state": year["state"], "recovery": year["week"].map(went).astype("str"),
    })  # fmt: skip


_WORDS = {
    "contact": "contacts", "learning": "learning", "lesson": "lessons",
    "try": "side-project steps", "pause": "a pause",
}  # fmt: skip
_ONE = {**_WORDS, "contact": "a contact", "lesson": "a lesson", "try": "a side-project step"}


def _values(
    year: pd.DataFrame, judged: pd.DataFrame, moved: pd.DataFrame, turns: Sequence[Recovery]
) -> Values:
    can_judge = year[year["b"] >= GATES["expected_moves_in_4_weeks"]]
    starts = _starts(year)
    states = year["state"].value_counts()
    grew = Counter(kind for turn in turns for kind in turn.grew)
    return {
        "slumps": len(starts),
        "slump_start": ", ".join(streams.iso_week(week.date()) for week in starts) or None,
        "baseline": float(can_judge["b"].iloc[-1]) if len(can_judge) else None,
        "baseline_low": float(can_judge["b"].min()) if len(can_judge) else None,
        "baseline_high": float(can_judge["b"].max()) if len(can_judge) else None,
        "judged_weeks": len(can_judge),
        **{f"{state}_weeks": int(states.get(state, 0)) for state in ("slump", "quiet_well", "silence", "break")},
        "in_slump": _in_slump(year),
        "recoveries": len(turns),
        **{f"recoveries_with_{kind}": grew[kind] for kind in KIT},
        "weeks_since_lesson": _since_lesson(judged, moved),
    }  # fmt: skip


def _starts(year: pd.DataFrame) -> list[pd.Timestamp]:
    """The first weeks of spells in which at least one week was no quiet-but-well one."""
    return [spell["week"].iloc[0] for spell in moves.spells(year)]


def _in_slump(year: pd.DataFrame) -> str | None:
    """Whether the last judged week is one of a slump; unknown when it lies more than four weeks back."""
    last = year["state"].tail(stats.WINDOW)
    last = last[last.isin(["slump", "quiet_well", "steady"])]
    return None if last.empty else "yes" if last.iloc[-1] == "slump" else "no"


def _since_lesson(judged: pd.DataFrame, moved: pd.DataFrame) -> int:
    """Logged weeks after the week of the last lesson, or since the log began."""
    last = moved.loc[moved["kind"] == "lesson", "week"].max()
    logged = judged.loc[judged["logged"] & (judged["eligible"] > 0), "week"]
    return int((logged > last).sum()) if pd.notna(last) else len(logged)


def _kit(values: Values, turns: Sequence[Recovery], moved: pd.DataFrame) -> Iterator[Statement]:
    """What grew in the weeks of the recoveries and what came first, over all of them."""
    n = len(turns)
    if not n:
        return
    weeks = {week for turn in turns for week in turn.weeks}
    evidence = tuple(moved.loc[moved["week"].isin(weeks) & moved["kind"].isin(KIT), "id"].dropna())
    more = Counter(kind for turn in turns for kind in turn.grew)
    grew = f"more of: {_counted(more, _WORDS, n)}" if more else "no more than before of any kind"
    came_first = Counter(kind for turn in turns for kind in turn.came_first)
    first = f"; what came first was {_counted(came_first, _ONE, n)}" if came_first else ""
    ended = f"{n} slump{'s have' if n > 1 else ' has'} ended in all years so far"
    told = f"{ended}; as {'they' if n > 1 else 'it'} ended there was {grew}{first}"
    if n >= GATES["recoveries_for_claim"]:
        yield Statement(f"{told}.", Status.CLEAR, n, evidence=evidence)
        return
    needs = f"With fewer than {GATES['recoveries_for_claim']} ended slumps this is a story and no rule; try one of them and log it."
    yield Statement(f"{told}; would that help again?", Status.HINT, n, needs, evidence)


def _counted(counts: Counter[str], words: Mapping[str, str], of: int) -> str:
    """The kinds that were there, the most frequent first, each with its count where there are several slumps."""
    found = sorted((kind for kind in KIT if counts[kind]), key=lambda kind: -counts[kind])
    times = {kind: f" in {counts[kind]}" * (of > 1) for kind in found}
    return _joined([f"{words[kind]}{times[kind]}" for kind in found])


def _joined(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _quiet(year: pd.DataFrame, values: Values, own: pd.DataFrame) -> Iterator[Statement]:
    """The four kinds of quiet, where there is any of them."""
    n, eligible = int(values["judged_weeks"] or 0), int((year["eligible"] > 0).sum())
    slump, well = year["state"] == "slump", year["state"] == "quiet_well"
    if n and n >= GATES["judged_share_of_weeks"] * eligible:
        if slump.any():
            text = f"{slump.sum()} of {n} judged weeks lie in a slump: {stats.LOW:g} of the usual moves or fewer, and less energy than usual or too little of it rated."
            yield Statement(text, Status.CLEAR, n, evidence=_in(own, year, slump))
        if well.any():
            text = f"{well.sum()} of {n} judged weeks were quiet but well: as few moves as in a slump, with energy at most {stats.NO_WORSE:g} below its usual."
            yield Statement(text, Status.CLEAR, n, evidence=_in(own, year, well))
    if silent := values["silence_weeks"]:
        text = f"Silence covers {silent} of {eligible} weeks: too little is logged to tell how they were."
        yield Statement(text, Status.CLEAR, eligible)
    if paused := values["break_weeks"]:
        text = f"A declared break covers {paused} of {len(year)} weeks, which count{'s' * (paused == 1)} neither way."
        yield Statement(text, Status.CLEAR, len(year))


def _in(own: pd.DataFrame, year: pd.DataFrame, chosen: pd.Series[bool]) -> tuple[str, ...]:
    return tuple(own.loc[own["week"].isin(year.loc[chosen, "week"]), "id"].dropna())


def _lessons(values: Values) -> Iterator[Statement]:
    weeks = int(values["weeks_since_lesson"] or 0)
    if weeks >= GATES["weeks_without_lesson"]:
        yield Statement(f"No lesson is in the last {weeks} logged weeks.", Status.CLEAR, weeks)


def _is_about(turns: Sequence[Recovery], values: Values, begin: pd.Timestamp) -> bool:
    """Whether the year has a slump or a recovery, so that the person's own kit is worth its place."""
    return bool(values["slumps"]) or any(turn.week >= begin for turn in turns)


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame(columns=["id", "date", "label", "text", "detail", "share"])


def _rows(
    turns: Sequence[Recovery], entry: pd.DataFrame, touch: pd.DataFrame, period: Period
) -> pd.DataFrame:
    """Wins, lessons, contacts and starred lines of the weeks of recoveries: starred ones first, then the latest; in time."""
    weeks = {week for turn in turns for week in turn.weeks}
    lines = entry[entry["word"].isin(["win", "lesson"]) | entry["starred"].fillna(False)]
    met = touch[touch["meaningful"].fillna(False).astype(bool)]
    found = pd.concat(
        [lines.assign(label=lines["word"]), met.assign(label="contact", starred=False)]
    )
    found = found[streams.week_of(found["date"], period).isin(weeks)]
    found = found.assign(starred=found["starred"].fillna(False).astype(bool))
    found = found.sort_values(
        ["starred", "date", "id"], ascending=[False, False, True], kind="stable"
    )
    kept = found.head(int(GATES["rows"])).sort_values(["date", "id"], kind="stable")
    return kept[list(_no_rows())].reset_index(drop=True)


def _said(
    year: pd.DataFrame, values: Values, table: pd.DataFrame, rows: pd.DataFrame,
    more: Sequence[Statement], evidence: tuple[str, ...], ended: Sequence[date], period: Period,
) -> Measure:  # fmt: skip
    n, eligible = int(values["judged_weeks"] or 0), int((year["eligible"] > 0).sum())
    if n == 0:
        logged, text, needs = _not_yet(year)
        return Measure(Status.NOT_YET, logged, text, needs, table, values, rows, more=tuple(more))
    text = f"{n} of {eligible} weeks can be judged, against a usual of {_usual(values)} moves in 4 weeks"
    is_stuck, starts = values["in_slump"] == "yes", [week.date() for week in _starts(year)]
    if n < GATES["judged_share_of_weeks"] * eligible:
        begun = streams.named_weeks(starts, period.year) if starts else ""
        guess = f"Was {begun} the start of a slump" if begun else "Was there no slump"
        return Measure(
            Status.HINT, n, f"{guess}? So far {text}.", _more_weeks(year, n), table, values, rows,
            evidence=evidence, more=tuple(more), about="stuck" if is_stuck else "",
        )  # fmt: skip
    low = year.loc[year["state"] == "slump", ["z", "baseline_weeks"]].sort_values("z").head(1)
    weeks = float(low["baseline_weeks"].sum()) + stats.WINDOW
    return Measure(
        Status.CLEAR, n, f"{_found(values, starts, ended, period)}; {text}.", "", table, values, rows, evidence=evidence,
        more=tuple(more), effect=effects.of_z(float(low["z"].sum()), weeks),
        about="stuck" if is_stuck else "changed" if ended else "",
    )  # fmt: skip


def _usual(values: Values) -> str:
    """The usual number of moves over the judged weeks of the year, as a range where it changed."""
    low, high = (round(float(values[f"baseline_{end}"] or 0)) for end in ("low", "high"))
    return f"about {low}" if low == high else f"{low} to {high}"


def _found(values: Values, starts: Sequence[date], ended: Sequence[date], period: Period) -> str:
    count, weeks = len(starts), values["slump_weeks"]
    last = f"the last ended in {streams.named_weeks(ended[-1:], period.year)}" if ended else ""
    if not count:
        return "; ".join(filter(None, ["No slump is seen", last]))
    begun = f"{count} slump{'s' * (count != 1)}, beginning in {streams.named_weeks(starts, period.year)}"
    text = f"{begun}, {weeks} week{'s' * (weeks != 1)} in all"
    if values["in_slump"] == "yes":
        return f"{text}, {'the last of them ' * (count > 1)}still on"
    return f"{text}; {last.replace('the last', 'it') if count == 1 else last}" if last else text


def _more_weeks(year: pd.DataFrame, n: int) -> str:
    """What a question takes: more weeks with lines, or, where these are there, more moves in them."""
    low = year.loc[year["b"] < GATES["expected_moves_in_4_weeks"], "b"]
    missing = int(GATES["judged_share_of_weeks"] * (year["eligible"] > 0).sum() + 1) - n
    if len(low) < missing:
        return f"{missing} more weeks with lines in them."
    return f"{_MOVES}; in {len(low)} weeks the usual is below that, at the lowest {low.min():.1f}. {_FIRST_STEP}"


_MOVES = "8 moves in 4 weeks, two a week"


def _not_yet(year: pd.DataFrame) -> tuple[int, str, str]:
    """How many weeks are logged, why nothing can be told, and what it takes."""
    logged = int((year["logged"] & (year["eligible"] > 0)).sum())
    most = int(year["baseline_weeks"].max()) if year["baseline_weeks"].notna().any() else 0
    if most < GATES["baseline_weeks"]:
        all_ = stats.LEAST_BASELINE + stats.WINDOW
        needs = f"About {all_ - min(logged, all_ - 1)} more logged weeks: 12 for a baseline and 4 to set against it; {logged} are logged. {_FIRST_STEP}"
        return logged, "Too few weeks are logged to tell a slump from chance.", needs
    needs = f"{_MOVES}; the usual is {year['b'].max():.1f}. {_FIRST_STEP}"
    return logged, "Too few moves to see a slump.", needs
