"""How much of the year the log covers, and how it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from careerkit import stats
from careerkit.counting import evidence, streams
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period

TITLE = "What this review is built on"
QUESTION = "How much of the year does the log know?"
ORDER = 10
GATES: Mapping[str, float] = {
    "lines": 1,
    "late_after_days": 7,
    "lines_for_writing": 20,
    "share_of_lines_for_writing": 0.5,
    "uneven_from": 0.1,
}
VERSION = "2"
_COLUMNS = ["week", "state", "entries"]


def trust(
    entry: pd.DataFrame,
    touch: pd.DataFrame,
    learning: pd.DataFrame,
    boundary: pd.DataFrame,
    period: Period,
) -> Measure:
    """Coverage = share of the days that count which lie in a week with a line; longest silence; how entries were written.

    Days and weeks count from the first line ever and outside pauses, a week with any such day as a whole one.
    Completeness = entries with that field / entries. Recall lag = median days from happening to writing, over the
    person's own lines whose day of writing is known; late = more than 7 days. Recency tilt = share of lines in the last
    sixth of the known year / (1/6): 1 is even, 2 is twice as many; within 0.1 of 1 it is told as even. The share from
    other programs is of all lines. Gates: one line; 20 lines to tell how they were written, and for the lag half of
    all lines. Below, a question.
    """
    days = streams.logged_days(entry, touch, learning, boundary)
    first = streams.first_day(days)
    if first is None or first >= period.last:
        return _nothing_yet()
    weeks = streams.weeks(period, first, days)
    eligible, logged = weeks["eligible"], weeks["logged"] & (weeks["eligible"] > 0)
    n = int(weeks["lines"].sum())
    silence = stats.longest_run((eligible > 0) & ~logged)
    values = {
        "coverage": float(eligible[logged].sum() / eligible.sum()) if eligible.sum() else None,
        "active_weeks": int(logged.sum()),
        "weeks": float(eligible.sum()),
        "eligible_weeks": int((eligible > 0).sum()),
        "longest_silence_weeks": silence,
        **_completeness(streams.within(entry, period.start, period.last)),
        **_writing([entry, touch, learning, boundary], period),
        "recency_tilt": _tilt(days, max(first, period.start), period),
    }
    table = pd.DataFrame(
        {"week": weeks["week"], "state": _states(weeks), "entries": weeks["lines"]}
    )
    if n < GATES["lines"]:
        return Measure(
            Status.NOT_YET, 0, "Nothing was logged in this year.", _FIRST_STEP, table, values
        )
    entries = len(streams.within(entry, period.start, period.last))
    more = tuple(_more(values, n, entries))
    lines = [
        streams.within(t, period.start, period.last) for t in (entry, touch, learning, boundary)
    ]
    return Measure(
        Status.CLEAR, n, _statement(values), table=table, values=values, more=more,
        evidence=evidence.ids(*lines),
    )  # fmt: skip


_FIRST_STEP = "Log one line a day for a week; one win and one lesson are enough to start."


def _nothing_yet() -> Measure:
    empty = pd.DataFrame(
        {"week": pd.Series(dtype="datetime64[us]"), "state": "", "entries": 0}, index=[]
    )
    return Measure(Status.NOT_YET, 0, "Nothing is logged yet.", _FIRST_STEP, empty)


def _states(weeks: pd.DataFrame) -> pd.Series[str]:
    states = weeks["logged"].map({True: "logged", False: "silent"})
    return states.mask(weeks["eligible"] == 0, "paused")


def _completeness(entries: pd.DataFrame) -> dict[str, float | None]:
    has_skill = entries["skills"].map(len) > 0
    answered = {
        "energy": entries["energy"].notna(),
        "skills": has_skill,
        "hours": entries["hours"].notna(),
    }
    return {f"completeness_{name}": _share(flags) for name, flags in answered.items()}


def _writing(written: list[pd.DataFrame], period: Period) -> dict[str, float | None]:
    columns = ["date", "recorded_at", "source"]
    year = [
        streams.within(table, period.start, period.last)[columns].astype(object)
        for table in written
    ]
    lines = pd.concat(year, ignore_index=True)
    # What another program wrote says nothing about memory.
    own = lines[streams.is_written(lines)]
    lag = (pd.to_datetime(own["recorded_at"]) - pd.to_datetime(own["date"])).dt.days.dropna()
    return {
        "lines": len(lines),
        "lines_with_lag": len(lag),
        "lines_written": len(own),
        "recall_lag_days": stats.median(lag),
        "late_share": _share(lag > GATES["late_after_days"]),
        "imported_share": _share(~streams.is_written(lines)),
    }


def _tilt(days: pd.Series[pd.Timestamp], begin: object, period: Period) -> float | None:
    start, end = pd.Timestamp(str(begin)), pd.Timestamp(period.last)
    year = days[(days >= start) & (days < end)]
    share = _share(year >= end - (end - start) / 6)
    return None if share is None else share * 6


def _share(flags: pd.Series[bool]) -> float | None:
    return float(flags.mean()) if len(flags) else None


def _statement(values: Mapping[str, float | int | None]) -> str:
    coverage, silence = values["coverage"] or 0, values["longest_silence_weeks"]
    text = f"Lines in {values['active_weeks']} of {values['eligible_weeks']} weeks ({coverage:.0%} of the days that count)"
    text += f"; the longest unexplained silence is {silence} week{'s' * (silence != 1)}"
    energy = values["completeness_energy"]
    return text + (f"; {energy:.0%} of the entries carry an energy." if energy is not None else ".")


def _more(values: Mapping[str, float | int | None], n: int, entries: int) -> Iterator[Statement]:
    """How full the entries are, how late they were written, and whether the end of the year weighs more."""
    if entries:
        shares = ", ".join(
            f"{values[f'completeness_{name}']:.0%} {said}"
            for name, said in {
                "energy": "say an energy",
                "skills": "a skill",
                "hours": "hours",
            }.items()
        )
        text = f"Of {entries} entries, {shares}; what is not said is unknown, not zero."
        yield Statement(text, Status.CLEAR, entries)
    share = values["imported_share"]
    if share is not None:
        every = int(values["lines"] or 0)
        text = f"Of {every} lines, {share:.0%} came from another program; the others were written for this log."
        yield Statement(text, Status.CLEAR, every)
    yield _lag(values)
    tilt = values["recency_tilt"]
    if tilt is not None:
        is_even = abs(tilt - 1) < GATES["uneven_from"]
        amount = "about as many lines" if is_even else f"{tilt:.2g} times as many lines"
        text = f"the last sixth of the known year holds {amount} as an even spread would"
        yield _told(text, n, n)


def _lag(values: Mapping[str, float | int | None]) -> Statement:
    known, lines = int(values["lines_with_lag"] or 0), int(values["lines_written"] or 0)
    lag, late = values["recall_lag_days"], values["late_share"]
    if lag is None or late is None:
        text = "Of no line the day of writing is known, so how much is from memory cannot be told."
        return Statement(text, Status.NOT_YET, 0, _WRITE_AT_ONCE)
    soon = f"within {lag:.0f} day{'s' * (lag != 1)}" if lag else "on the day itself"
    text = f"half of the lines were written {soon}, and {late:.0%} after more than {GATES['late_after_days']} days"
    enough = known >= GATES["share_of_lines_for_writing"] * lines
    return _told(f"{text}, from {known} lines with a known day of writing", known, known if enough else 0)  # fmt: skip


def _told(text: str, n: int, counts: int) -> Statement:
    """A sentence, or a question while too few lines count for it."""
    if counts >= GATES["lines_for_writing"]:
        return Statement(f"{text[0].upper()}{text[1:]}.", Status.CLEAR, n)
    return Statement(f"Is this usual: {text}?", Status.HINT, n, _WRITE_AT_ONCE)


_WRITE_AT_ONCE = "It takes 20 lines, and the day of writing on half of them: careerkit log writes it down as [at:: the day]."
