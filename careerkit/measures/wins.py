"""The year's wins and lessons, and how well they are evidenced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from careerkit import stats
from careerkit.counting import effects, evidence, streams
from careerkit.counting.quoting import quoted
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period

TITLE = "Wins, lessons and evidence"
QUESTION = "What went well this year, what was learned, and what shows it?"
ORDER = 20
GATES: Mapping[str, float] = {
    "entries_for_list": 1,
    "outcomes_for_share": 20,
    "highlights": 7,
    "lessons_per_quarter": 5,
    "rows": 15,
    "months_of_repeat": 3,
}
_ROW = ["id", "date", "label", "text", "detail", "share"]
Values = dict[str, float | int | str | None]


def wins(entry: pd.DataFrame, period: Period) -> Measure:
    """Counts of wins and lessons by month; share of outcome-bearing wins that are measured, with Wilson 80 %.

    Outcome-bearing = has an impact, in words or numbers. Measured = before and after, or an amount
    with its unit. Highlights: at most 7, at least one per active quarter, in the order starred,
    measured, evidence, reach beyond oneself. A repeat is a tag that lessons carry in 3 or more
    months. A lesson is reused by a later entry whose `builds_on` quotes it: at least two words that
    stand in its text. Gates: one entry for the list, 20 outcomes for the share. Effect: Cohen's h of
    that share against one half, at the nearer end of its interval.
    """
    year = _with_signs(streams.within(entry, period.start, period.last), period)
    year = year.assign(used=_times_used(year))
    won, learned = year[year["word"] == "win"], year[year["word"] == "lesson"]
    outcome, measured = int(won["outcome"].sum()), int(won["measured"].sum())
    again = _repeated(learned)
    values: Values = {
        "wins": len(won),
        "lessons": len(learned),
        "outcome_bearing": outcome,
        "measured": measured,
        **_measured_share(measured, outcome),
        "repeated_obstacles": again["tags"].nunique(),
        "lessons_reused": int((learned["used"] > 0).sum()),
    }
    n, table = len(won) + len(learned), _by_month(won, learned, period)
    if n < GATES["entries_for_list"]:
        text = "No win and no lesson is logged in this year yet."
        return Measure(Status.NOT_YET, 0, text, _FIRST_STEP, table, values)
    return Measure(
        Status.CLEAR, n, _statement(values), table=table, values=values, rows=_rows(year, learned),
        evidence=evidence.ids(won, learned), more=(*_reused(learned), *_unresolved(values, learned, again)),
        effect=effects.beyond(values["measured_low"], values["measured_high"]),
    )  # fmt: skip


_FIRST_STEP = "Log one line a day for a week: what went well, or what you would do differently."


def _with_signs(year: pd.DataFrame, period: Period) -> pd.DataFrame:
    before, after, unit = (year[f"impact_{name}"].notna() for name in ("before", "after", "unit"))
    measured = (before & after) | ((before | after) & unit)
    months = (
        (year["date"].dt.year - period.start.year) * 12 + year["date"].dt.month - period.start.month
    )
    early = year["date"].dt.day < period.start.day
    month = months - early.astype(int)
    return year.assign(
        measured=measured,
        outcome=measured | year["impact"].notna(),
        month=month,
        quarter=month // 3,
        starred=year["starred"].fillna(False).astype(bool),
        has_evidence=year["evidence"].notna(),
        reaches=year["reach"].isin(["team", "organisation", "beyond"]),
    )


def _measured_share(measured: int, outcome: int) -> dict[str, float | None]:
    if outcome < GATES["outcomes_for_share"]:
        return dict.fromkeys(("measured_share", "measured_low", "measured_high"))
    low, high = stats.wilson(measured, outcome)
    return {"measured_share": measured / outcome, "measured_low": low, "measured_high": high}


def _repeated(learned: pd.DataFrame) -> pd.DataFrame:
    """Lessons of a tag that comes in three months or more: one row per lesson and such tag."""
    tagged = learned[["id", "date", "month", "tags"]].explode("tags").dropna(subset="tags")
    months = tagged.groupby("tags")["month"].transform("nunique")
    return tagged[months >= GATES["months_of_repeat"]]


def _times_used(year: pd.DataFrame) -> pd.Series[int]:
    """How many later entries build on each lesson, in words of its own; those of later years are not known yet."""
    lessons = year[year["word"] == "lesson"]
    later = year[year["builds_on"].notna()]
    found = quoted(lessons["text"], later["builds_on"].tolist())
    places = pd.DataFrame({"lesson": lessons.index, "place": found}).explode("place").dropna()
    lesson, line = lessons.loc[places["lesson"]], later.iloc[places["place"].astype("int64")]
    is_later = (line["date"].to_numpy() >= lesson["date"].to_numpy()) & (
        line["id"].to_numpy() != lesson["id"].to_numpy()
    )
    used = places.loc[is_later, "lesson"].value_counts()
    times: pd.Series[int] = used.reindex(year.index, fill_value=0)
    return times


def _by_month(won: pd.DataFrame, learned: pd.DataFrame, period: Period) -> pd.DataFrame:
    months = pd.RangeIndex(len(period.months()))
    counts = [part["month"].value_counts().reindex(months, fill_value=0) for part in (won, learned)]
    starts = pd.Series(
        [pd.Timestamp(start) for start, _ in period.months()], dtype="datetime64[us]"
    )
    return pd.DataFrame({"month": starts, "wins": counts[0], "lessons": counts[1]})


def _rows(year: pd.DataFrame, learned: pd.DataFrame) -> pd.DataFrame:
    candidates = year[(year["word"] == "win") | (year["starred"] & (year["word"] != "lesson"))]
    highlights = _highlights(candidates)
    lessons = learned.sort_values(["date", "id"], ascending=False)
    lessons = lessons.assign(rank=lessons.groupby("quarter").cumcount())
    lessons = lessons[lessons["rank"] < GATES["lessons_per_quarter"]]
    # The newest of every quarter before the second newest of any: recent months must not crowd out the rest.
    room = int(GATES["rows"]) - len(highlights)
    lessons = lessons.sort_values(["rank", "date"], ascending=[True, False], kind="stable").head(
        room
    )
    parts = [part.sort_values(["date", "id"]) for part in (highlights, lessons)]
    rows = pd.concat(parts)
    rows["label"] = rows["word"].where(rows["used"] == 0, rows["word"] + ", used later")
    return rows[_ROW].reset_index(drop=True)


def _highlights(candidates: pd.DataFrame) -> pd.DataFrame:
    signs = ["starred", "measured", "has_evidence", "reaches"]
    best = candidates.sort_values([*signs, "date", "id"], ascending=[False] * 4 + [True, True])
    each_quarter = best.drop_duplicates("quarter")
    rest = best.drop(each_quarter.index).head(max(0, int(GATES["highlights"]) - len(each_quarter)))
    return pd.concat([each_quarter, rest])


def _reused(learned: pd.DataFrame) -> Iterator[Statement]:
    """Reuse that is said; of the other lessons it is not known."""
    used, n = learned[learned["used"] > 0], len(learned)
    if len(used):
        text = f"Lessons that a later line names: {len(used)} of {n}; the others may have been used without a word."
        yield Statement(text, Status.CLEAR, n, evidence=evidence.ids(used))
    elif n:
        text = (
            f"None of {n} lessons is named by a later line, which does not mean that none was used."
        )
        needs = "Where a lesson helped, write [builds_on:: two words or more of it] on that line."
        yield Statement(text, Status.NOT_YET, n, needs)


def _unresolved(values: Values, learned: pd.DataFrame, again: pd.DataFrame) -> Iterator[Statement]:
    """Obstacles that come back."""
    months, tagged = GATES["months_of_repeat"], int((learned["tags"].map(len) > 0).sum())
    if len(again):
        ids = evidence.ids(again.drop_duplicates("id"))
        text = f"Tags that come back in the lessons of {months} months or more: {values['repeated_obstacles']}."
        yield Statement(text, Status.CLEAR, tagged, evidence=ids)
    elif len(learned) >= months and not tagged:
        text = f"None of {len(learned)} lessons carries a tag, so that an obstacle that comes back cannot be seen."
        needs = "Give each lesson a #tag, the same one for the same obstacle."
        yield Statement(text, Status.NOT_YET, len(learned), needs)


def _statement(values: Mapping[str, float | int | str | None]) -> str:
    text = f"{values['wins']} wins and {values['lessons']} lessons are logged; {values['outcome_bearing']} wins say what came of them"
    share = values["measured_share"]
    if isinstance(share, float):
        return f"{text}, and {share:.0%} of these name a number (80% interval {values['measured_low']:.0%} to {values['measured_high']:.0%})."
    missing = f"{values['outcome_bearing']} of {GATES['outcomes_for_share']}"
    return f"{text}, {values['measured']} of them with a number ({missing} needed for a share)."
