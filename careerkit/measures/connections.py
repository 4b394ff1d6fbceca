"""Meaningful contacts a week, against the person's own target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import pandas as pd

from careerkit import stats
from careerkit.counting import contacts, effects, evidence, streams
from careerkit.measure import Measure, Statement, Status
from careerkit.period import DAY, Period
from careerkit.settings import Settings

TITLE = "Connections"
QUESTION = "In how many weeks did you really talk with the people your work needs?"
ORDER = 80
GATES: Mapping[str, float] = {
    "weeks_for_bar": 4,
    "weeks_for_claim": 12,
    "gentle_weeks": 4,
    "names_below_cadence": 0.5,
    "names": 2,
    "names_known_for_days": 730,
    "names_silent_for_days": 14,
}
Values = dict[str, float | int | str | None]
_ROWS = ["id", "date", "label", "text", "detail", "share"]


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
    for a claim. Effect: Cohen's h of the cadence against one half, at the nearer end of its
    interval. Newly met: by `effects.is_newly_most` against the same days of the year before, from 12 known
    weeks. Without a claim, or with fewer than half of the weeks, the rows name two people to write
    to: of those met in two years and not in the last 14 days, the two met most often.
    """
    first = streams.first_day(touch["date"])
    if first is None or first >= period.last:
        return _not_yet(0, _table([], period, 0.0))
    target = settings.targets["connections_per_week"]
    everyone, begin = contacts.by_person(touch), max(first, period.start)
    real = touch["meaningful"].fillna(False).astype(bool)
    met = everyone[everyone["row"].isin(touch.index[real])]
    own = pd.Series(met["date"].unique(), dtype="datetime64[us]")
    days = pd.concat([streams.logged_days(entry, touch, learning, boundary), own])

    def weekly(span: Period) -> pd.DataFrame:
        found = _table([streams.weeks(span, first, days)], span, target)
        found["known"] = (found["target"] > 0) & (found["known"] | ("touch" in settings.complete))
        return _counted(found, met, everyone, span, max(first, span.start))

    table = weekly(period)
    weeks, rows = int(table["known"].sum()), _two_people(everyone, period)
    ids = evidence.ids(streams.within(touch[real], begin, period.last))
    if weeks < GATES["weeks_for_bar"]:
        return _not_yet(weeks, table, rows, ids)
    values = _values(table, met, period, begin)
    more = tuple(_further(values, weeks, ids))
    about = "stuck" if float(values["high"] or 0) < 0.5 else ""
    effect = effects.beyond(values["low"], values["high"])
    if weeks < GATES["weeks_for_claim"]:
        return Measure(
            Status.HINT, weeks, _question(values, target), _more(weeks), table, values, rows,
            evidence=ids, more=more, effect=effect, about=about,
        )  # fmt: skip
    is_short = float(values["cadence"] or 0) < GATES["names_below_cadence"]
    newly = _newly(values, weekly(period.earlier(1)), target, ids)
    return Measure(
        Status.CLEAR, weeks, _statement(values, target), "", table, values,
        rows if is_short else pd.DataFrame(columns=_ROWS), evidence=ids, more=(*newly, *more), effect=effect, about=about,
    )  # fmt: skip


def _not_yet(
    known: int, table: pd.DataFrame, rows: pd.DataFrame | None = None, ids: tuple[str, ...] = ()
) -> Measure:
    text = f"{known} of {GATES['weeks_for_bar']} weeks are known, too few to show a rhythm."
    needs = f"{_more(known)} {_FIRST_STEP}"
    shown = pd.DataFrame(columns=_ROWS) if rows is None else rows
    return Measure(Status.NOT_YET, known, text, needs, table, rows=shown, evidence=ids)


_FIRST_STEP = "Log one line a day for a week, such as: met: @name what it was about."


def _more(known: int) -> str:
    goal = int(GATES["weeks_for_bar" if known < GATES["weeks_for_bar"] else "weeks_for_claim"])
    return f"{goal - known} more weeks with at least one line; {known} of {goal} are known."


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
    pairs = _pairs(met, period, begin)
    pairs["new"] = pairs["who"].astype(object).map(first_met.to_dict()) == pairs["week"]
    seen, new = (pairs.groupby("week")["new"].agg(how) for how in ("size", "sum"))
    unnamed = pairs[pairs["who"] == ""].groupby("week").size()
    counts = {"contacts": seen, "new": new, "renewed": seen.sub(new).sub(unnamed, fill_value=0)}
    for name, found in counts.items():
        filled = table["week"].map(found).fillna(0).astype("Int64")
        table[name] = filled.where(table["known"])
    return table


def _pairs(met: pd.DataFrame, period: Period, begin: date) -> pd.DataFrame:
    """Who was met in which week: one row per week and person."""
    year = streams.within(met, begin, period.last)
    return year.assign(week=streams.week_of(year["date"], period)).drop_duplicates(["week", "who"])


def _met(table: pd.DataFrame) -> tuple[float, float]:
    """The known weeks that met the target and all known ones, by their eligible shares."""
    known = table[table["known"]]
    hit = known["contacts"] >= known["target"] - 1e-9
    return float(known["eligible"][hit].sum()), float(known["eligible"].sum())


def _values(table: pd.DataFrame, met: pd.DataFrame, period: Period, begin: date) -> Values:
    known, (weeks_met, weeks) = table[table["known"]], _met(table)
    low, high = stats.wilson(weeks_met, weeks)
    pairs = _pairs(met, period, begin)
    often = pairs.loc[pairs["who"] != "", "who"].value_counts()
    runs = known[["contacts", "target"]].astype(float).rolling(int(GATES["gentle_weeks"]))
    four = runs.sum().dropna()
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
        "gentle_runs": len(gentle),
        "gentle_runs_met": int(gentle.sum()),
    }


def _newly(
    values: Values, before: pd.DataFrame, target: float, ids: tuple[str, ...]
) -> Iterator[Statement]:
    """That the target is newly met, where it is."""
    now, weeks = float(values["weeks_met"] or 0), float(values["weeks"] or 0)
    (then, weeks_before), known = _met(before), int(before["known"].sum())
    is_enough = known >= GATES["weeks_for_claim"]
    if is_enough and effects.is_newly_most(now, weeks, then, weeks_before):
        text = (
            f"The target of {target:g} meaningful contacts is newly met in most weeks: in {now:.0f} of {weeks:.0f} known weeks, "
            f"after {then:.0f} of {weeks_before:.0f} in the same days of the year before."
        )
        yield Statement(text, Status.CLEAR, round(weeks) + known, evidence=ids, about="changed")


def _further(values: Values, weeks: int, ids: tuple[str, ...]) -> Iterator[Statement]:
    """The gentle form, and how the contacts are spread over people; questions while there is no claim."""
    n, runs = int(values["contacts"] or 0), int(values["gentle_runs"] or 0)
    gentle = f"of {runs} runs of {GATES['gentle_weeks']} known weeks, {values['gentle_runs_met']} reached the target as a whole"
    yield _told(gentle, runs, weeks, ids)
    share, people = values["top_three_share"], int(values["people"] or 0)
    if isinstance(share, float) and people > 3:
        spread = f"the three people met in the most weeks make up {share:.0%} of the contacts, out of {people} people"
        yield _told(spread, n, weeks, ids)


def _told(text: str, n: int, weeks: int, ids: tuple[str, ...]) -> Statement:
    if weeks < GATES["weeks_for_claim"]:
        return Statement(f"Is this usual: {text}?", Status.HINT, n, _more(weeks), ids)
    return Statement(f"{text[0].upper()}{text[1:]}.", Status.CLEAR, n, evidence=ids)


def _two_people(everyone: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Two people to write to: met most often, and not just now. For the owner alone."""
    today = pd.Timestamp(period.last - DAY)
    ago = (today - everyone["date"]).dt.days
    known = everyone[(everyone["who"] != "") & (ago >= 0) & (ago <= GATES["names_known_for_days"])]
    last = known.assign(n=known.groupby("who")["id"].transform("size")).drop_duplicates("who", keep="last")  # fmt: skip
    last = last.assign(silent=(today - last["date"]).dt.days)
    quiet = last[last["silent"] > GATES["names_silent_for_days"]]
    chosen = quiet.sort_values(["n", "date", "who"], ascending=[False, True, True])
    rows = [
        {
            "id": row["id"], "date": row["date"], "label": f"@{row['who']}", "detail": None, "share": [],
            "text": f"one to write to: {row['n']} contact{'s' * (row['n'] != 1)} in two years, the last {row['silent']} days ago",
        }
        for row in chosen.head(int(GATES["names"])).to_dict("records")
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=_ROWS)


_IN_PART = "part weeks counted in part"


def _share(values: Values) -> str:
    return f"{values['weeks_met']:.0f} of {values['weeks']:.0f} known weeks"


def _has_parts(values: Values) -> bool:
    """Whether weeks count in part, so that the rounded weeks need not give the share to the percent."""
    return not all(float(values[name] or 0).is_integer() for name in ("weeks_met", "weeks"))


def _statement(values: Values, target: float) -> str:
    return (
        f"In {_share(values)} ({values['cadence']:.0%}, 80% interval {values['low']:.0%} to {values['high']:.0%}{f'; {_IN_PART}' * _has_parts(values)}) "
        f"you reached {target:g} meaningful contacts, with {values['people']} people in all, {values['new_people']} of them new."
    )


def _question(values: Values, target: float) -> str:
    return (
        f"Is this your rhythm? {_share(values)}{f' ({_IN_PART})' * _has_parts(values)} reached {target:g} meaningful contacts; "
        f"the true share may lie anywhere from {values['low']:.0%} to {values['high']:.0%}."
    )
