"""Job work and career on three dimensions: what the person says in the pulse, and what the log shows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from careerkit import assess, stats
from careerkit.counting import dimensions
from careerkit.counting.dimensions import PULSE, Dimension, Done, Row
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period
from careerkit.settings import Settings

TITLE = "Job work and career: three dimensions, said and done"
QUESTION = (
    "Where does your work stand between job work and career, by what you say and what you log?"
)
ORDER = 50
GATES: Mapping[str, float] = {
    "pulses": 1,
    "marked_entries": dimensions.LEAST_MARKED,
    "weeks_with_marks": dimensions.LEAST_WEEKS,
    "share_of_hours_marked": dimensions.LEAST_SHARE,
    "months_of_skills_for_scope": dimensions.MONTHS_OF_HISTORY,
    "days_apart_for_change": assess.APART,
}
Values = dict[str, float | int | str | None]
Zones = dict[str, tuple[int, int]]


def position(
    entry: pd.DataFrame, answer: pd.DataFrame, scores: pd.DataFrame, period: Period, settings: Settings
) -> Measure:  # fmt: skip
    """Scope, Motivation and Impact, 0 (job work) to 100 (career), beside the same days of the year before.

    Said = mean of each score (POMP) over the span's finished pulses. A change is told by Jacobson and
    Truax: beyond 1.96 sqrt(SEM1^2 / k1 + SEM2^2 / k2) for means of k1 and k2 pulses, else it is within
    noise; of other items nothing is told. Done = 100 x hours that count / hours marked, over entries with
    hours: Scope, building among those with a skill; Motivation, chosen among those that say whether it
    was; Impact, outcomes that reach beyond oneself and last months or years among those with both answered.
    Gates: one pulse for said; 30 marked entries in 8 weeks with half of the logged hours for done; both
    for the gap, said - done, which is told unless said lies in the 80 % interval of done. Where the season's text
    names a zone (`scope 40-70`), said is set beside it.
    """
    found = dimensions.dimensions(entry, answer, scores, period)
    season = settings.season.get(str(period.year), "")
    zones = _zones(season)
    more = [told for one in found for told in _told(one, zones)]
    table, rows = _table(found, zones), _rows(season, found, period)
    said = [one for one in found if one.now and one.now["occasions"] >= GATES["pulses"]]
    if not said:
        return _unsaid(found, more, _needs(scores, period), table, rows)
    return _said(said, [*more, _own_words(said)], _values(found), table, rows)


_ZONE = re.compile(r"\b(scope|motivation|impact)\s+(\d{1,3})\s*(?:-|to)\s*(\d{1,3})\b", re.I)


def _zones(season: str) -> Zones:
    """The zones that a season's text names, such as `scope 40-70`; its other words are not read."""
    found = {name.lower(): (int(low), int(high)) for name, low, high in _ZONE.findall(season)}
    return {name: zone for name, zone in found.items() if zone[0] < zone[1] <= 100}


def _said(
    said: Sequence[Dimension], more: Sequence[Statement], values: Values, table: pd.DataFrame, rows: pd.DataFrame
) -> Measure:  # fmt: skip
    shown = _joined([f"{one.title} {one.said:.0f}" for one in said])
    judged = [one.judged for one in said if one.judged]
    refused = judged[0].reason if judged and not any(each.change for each in judged) else ""
    return Measure(
        Status.NOT_COMPARABLE if refused else Status.CLEAR, _answered(said),
        f"You said {shown} of 100, {_pulses(said)}; {_since(said)}.",
        _next_year(refused) if refused else "", table, values, rows,
        evidence=said[0].answers, more=tuple(more),
        effect=max((_moved(one) for one in said), default=0.0), about="changed" if any(map(_moved, said)) else "",
    )  # fmt: skip


def _moved(one: Dimension) -> float:
    """How far a dimension moved beyond noise, as Cohen's h of the two means; 0 while nothing may be told."""
    change = one.judged.change if one.judged else None
    if change is None or change.verdict not in ("up", "down") or one.said is None:
        return 0.0
    return abs(stats.cohens_h((one.said - change.difference) / 100, one.said / 100))


def _unsaid(
    found: Sequence[Dimension], more: Sequence[Statement], needs: str, table: pd.DataFrame, rows: pd.DataFrame
) -> Measure:  # fmt: skip
    """Without a finished pulse the log may ask, and nothing more."""
    done = [f"{one.title} {one.done.value:.0f}" for one in found if one.done.value is not None]
    status = Status.HINT if done else Status.NOT_YET
    text = (
        f"Is your work where the log shows it, {_joined(done)} of 100?"
        if done
        else "No pulse is finished in these days, and too few entries say what was done."
    )
    evidence = tuple(sorted({i for one in found for i in one.done.ids}))
    return Measure(
        status, max(one.done.n for one in found), text, needs, table, _values(found), rows,
        evidence=evidence, more=tuple(more),
    )  # fmt: skip


def _answered(said: Sequence[Dimension]) -> int:
    return sum(int(one.now["answered"]) for one in said if one.now)


def _joined(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _pulses(said: Sequence[Dimension]) -> str:
    counts = {int(one.now["occasions"]) for one in said if one.now}
    few, many = min(counts), max(counts)
    return _mean_of(few) if few == many else f"means of {few} to {many} pulses"


def _mean_of(pulses: int) -> str:
    return "in one pulse" if pulses == 1 else f"the mean of {pulses} pulses"


def _since(said: Sequence[Dimension]) -> str:
    """What may be told of the change, over all dimensions."""
    judged = {one.title: one.judged for one in said if one.judged}
    if not judged:
        return "there is no pulse of the same days a year before to set beside them"
    changes = {title: each.change.verdict for title, each in judged.items() if each.change}
    moved = [f"{title} ({verdict})" for title, verdict in changes.items() if verdict in ("up", "down")]  # fmt: skip
    if not changes:
        return "of a change since the year before nothing can be told"
    if not moved:
        return "no change in what you said is beyond noise since the year before"
    rest = "; other changes are within noise" if len(moved) < len(changes) else ""
    return f"beyond noise since the year before: {_joined(moved)}{rest}"


def _next_year(reason: str) -> str:
    # What follows a colon is text of the questionnaire's file.
    why = reason.partition(":")[0]
    return f"{why[:1].upper()}{why[1:]}; pulses of one kind can be compared from the next year on."


def _told(one: Dimension, zones: Zones) -> Iterator[Statement]:
    """The sentences of one dimension: said and its change, done, the gap between them, the zone meant."""
    if one.now:
        yield _said_told(one, one.now)
    if one.done.n:
        yield _done_told(one.title, one.done, *_MARKS[one.name])
    if one.now and one.said is not None and one.done.value is not None:
        n = int(one.now["answered"]) + one.done.n
        text = f"{one.title}: {_apart(one, one.said)}."
        yield Statement(text, Status.CLEAR, n, evidence=one.done.ids)
    if one.now and one.name in zones:
        yield _zone_told(one, one.now, *zones[one.name])


def _apart(one: Dimension, said: float) -> str:
    if one.gap is None:
        low, high = one.done.interval
        return f"said, {said:.0f}, lies within the 80% interval of done, {low:.0f} to {high:.0f}"
    side = "above" if one.gap > 0 else "below"
    return f"said stands {abs(one.gap):.0f} {side} done; the two are measured in different ways, so this is something to talk through"


def _said_told(one: Dimension, now: Row) -> Statement:
    text = f"{one.title}: you said {now['pomp']:.0f} of 100, {_mean_of(now['occasions'])}"
    n, judged = int(now["answered"]), one.judged
    if judged is None or one.before is None:
        spread = f", give or take {now['sem_pomp']:.0f}" if now["sem_pomp"] > 0 else ""
        return Statement(f"{text}{spread}.", Status.CLEAR, n, evidence=one.answers)
    text += f", and {judged.before:.0f}, {_mean_of(one.before['occasions'])}, in the same days of the year before"
    if judged.change is None:
        text = f"{text}; of a change nothing can be told."
        return Statement(text, Status.NOT_COMPARABLE, n, _next_year(judged.reason), one.answers)
    return Statement(f"{text}; {_change(judged, judged.change)}.", Status.CLEAR, n, evidence=one.answers)  # fmt: skip


def _change(judged: assess.Judgement, change: assess.Change) -> str:
    if change.verdict == "no reliable change":
        return f"the difference is within noise: two unchanged years can differ by {math.floor(change.threshold)}"
    planned = " by our planning value" if judged.is_planned else ""
    return f"a change of {math.ceil(change.threshold)} or more is unlikely to be chance alone{planned}, so this one is clear"


# How a line gets the mark, and what the hours that count were.
_MARKS = {
    "scope": ("a #skill (a first half-year of skills is not judged)", "built on what was there"),
    "motivation": ("[chosen:: yes] or [chosen:: no]", "chosen"),
    "impact": ("[reach:: ...] and [lasts:: ...]", "of use to others for months or years"),
}


def _done_told(title: str, done: Done, mark: str, counted: str) -> Statement:
    weeks, value = len(set(done.weeks)), done.value
    if value is None:
        text = (
            f"{title}: {done.n} entries in {weeks} weeks say something of it, with {done.marked_share:.0%} of the logged hours; "
            "that is too few to tell what is done."
        )
        needs = (
            f"It takes {GATES['marked_entries']:.0f} entries in {GATES['weeks_with_marks']:.0f} weeks with "
            f"{GATES['share_of_hours_marked']:.0%} of the hours; give the largest lines of each week hours and {mark}."
        )
        return Statement(text, Status.NOT_YET, done.n, needs, done.ids)
    low, high = done.interval
    text = (
        f"{title}: the log shows {value:.0f} of 100, the share of {sum(done.hours):.0f} marked hours that were {counted} "
        f"(80% interval {low:.0f} to {high:.0f}), from {done.n} entries in {weeks} weeks."
    )
    return Statement(text, Status.CLEAR, done.n, evidence=done.ids)


def _zone_told(one: Dimension, now: Row, low: int, high: int) -> Statement:
    said = float(now["pomp"])
    near = min(abs(said - low), abs(said - high)) <= now["sem_pomp"]
    place = "near the edge of" if near else "inside" if low <= said <= high else "outside"
    text = f"{one.title}: what you said, {said:.0f}, lies {place} the zone you meant for this season, {low} to {high}."
    return Statement(text, Status.CLEAR, int(now["answered"]), evidence=one.answers)


def _own_words(said: Sequence[Dimension]) -> Statement:
    text = "The pulse is a questionnaire of our own, tested on nobody: its numbers are for conversation, not for judging or comparing people."
    return Statement(text, Status.CLEAR, _answered(said))


def _needs(scores: pd.DataFrame, period: Period) -> str:
    own = scores[(scores["instrument"] == PULSE) & (scores["at"] < pd.Timestamp(period.last))]
    year = own[own["at"] >= pd.Timestamp(period.start)]
    drafts = year[year["status"] == "draft"]
    if len(drafts):
        last = drafts.iloc[-1]
        return f"Finish the pulse that is open: {last['rows_given']} of {last['rows_asked']} items are answered or skipped."
    if (year["status"] == "unknown instrument").any():
        return "A pulse was found whose questionnaire file is missing; put that file into instruments/."
    return "Take the pulse once: 12 short items, about 2 minutes, any of them may be skipped (careerkit assess take pulse)."


def _values(found: Sequence[Dimension]) -> Values:
    values: Values = {}
    for one in found:
        change = one.judged.change if one.judged else None
        own = {
            "said": one.said, "said_n": int(one.now["occasions"]) if one.now else 0,
            "said_before": float(one.before["pomp"]) if one.before else None,
            "said_before_n": int(one.before["occasions"]) if one.before else 0,
            "done": one.done.value, "done_n": one.done.n, "done_marked_share": one.done.marked_share,
            "done_before": one.done_before.value, "done_before_n": one.done_before.n, "gap": one.gap,
            "threshold": change.threshold if change else None, "verdict": change.verdict if change else None,
        }  # fmt: skip
        values |= {f"{one.name}_{key}": value for key, value in own.items()}
    return values


def _table(found: Sequence[Dimension], zones: Zones) -> pd.DataFrame:
    """One row per dimension."""
    columns = {
        "dimension": [one.title for one in found],
        "low": [dimensions.POLES[one.name][0] for one in found],
        "high": [dimensions.POLES[one.name][1] for one in found],
        "pulses": [int(one.now["occasions"]) if one.now else 0 for one in found],
        "entries": [one.done.n for one in found],
    }
    numbers = {
        "said_before": [one.before["pomp"] if one.before else None for one in found],
        "said": [one.said for one in found],
        "done_before": [one.done_before.value for one in found],
        "done": [one.done.value for one in found],
        "zone_low": [zones.get(one.name, (None, None))[0] for one in found],
        "zone_high": [zones.get(one.name, (None, None))[1] for one in found],
    }
    return pd.DataFrame(columns).assign(**pd.DataFrame(numbers, dtype="float64"))


def _rows(season: str, found: Sequence[Dimension], period: Period) -> pd.DataFrame:
    """The season's intent in the person's own words, and why pulses of two wordings compare; both private."""
    judged = [one.judged for one in found if one.judged and one.judged.change]
    texts = [("the season's intent", season)] if season else []
    texts += [("compared", why) for why in sorted({each.reason for each in judged} - {""})]
    rows = [
        {"id": "", "date": pd.Timestamp(period.start), "label": label, "text": text, "detail": "", "share": []}
        for label, text in texts
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["id", "date", "label", "text", "detail", "share"])
