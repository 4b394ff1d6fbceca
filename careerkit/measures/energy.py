"""What went with more energy, and what with less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import pandas as pd

from careerkit import stats
from careerkit.counting import effects, labels, streams
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period

TITLE = "Energisers and drainers"
QUESTION = "What went with more energy than you had in the weeks around it, and what with less?"
ORDER = 30
GATES: Mapping[str, float] = {
    "months_pooled": 24, "rated_entries": 40, "weeks_with_ratings": 10,
    "entries_per_label": stats.LEAST_ENTRIES, "weeks_per_label": stats.LEAST_WEEKS,
    "clear_q": 0.05, "hint_p": 0.10, "least_difference": 0.25, "nearly_always_together": 0.8,
    "weeks_with_hours_for_a_change": 10,
}  # fmt: skip
SIDES = {"gives energy": "energiser", "both": "both", "neither": "neither", "drains": "drainer"}
MOST_LABELS = 40
Values = dict[str, float | int | str | None]


def energy(
    entry: pd.DataFrame, skill: pd.DataFrame, guess: pd.DataFrame, period: Period
) -> Measure:
    """Energy (-2 to +2) of entries with a label against other entries of the same weeks, by `stats.label_effects`.

    Labels: the skills of an entry and those of its tags that are no spelling of one of them, all in one family, pooled
    over 24 months; same_sign says whether this year alone points the same way. clear: q <= 0.05 over all labels with 8
    entries in 5 weeks, and a shown difference of at least 0.25; hint: p <= 0.10 and the same size. Shown is D n/(n+8)
    with its 80 % interval -+ t se sqrt(n/(n+8)). Hard to separate: an activity and a skill of which one nearly always
    (80 %) comes with the other, whose parts in an additive ridge fit have opposite signs and lie 0.25 apart. Energy
    budget: hours of labelled entries on clear energisers, on clear drainers, on both, on neither; told as changed where the
    80 % intervals of both years lie apart (`stats.share_interval`, 10 weeks with hours in each). Gates: 40 rated
    entries in 10 weeks, at least one of them of this year.
    """
    known = labels.labelled(entry, skill, period, months=int(GATES["months_pooled"]))
    rated, named = known[known["energy"].notna()], _named(guess, period)
    found = labels.judged(
        rated, q=GATES["clear_q"], p=GATES["hint_p"], least=GATES["least_difference"]
    )
    if needs := _missing(rated):
        return _not_yet(rated, found, needs, named, period)
    pairs = labels.hard_to_separate(rated, found, GATES)
    timed, spans = _timed(known, found), (period.earlier(1), period)
    budget = pd.concat([streams.quarter_hours(timed, list(SIDES), span) for span in spans])
    values = _values(rated, found, timed, period)
    more = (
        *_told(rated, found, pairs), *_budget_told(timed, budget, values, period),
        Statement(_CAVEAT, Status.CLEAR, len(rated), evidence=tuple(rated["id"])), *_named_told(named),
    )  # fmt: skip
    status, text, needs = _headline(values)
    return Measure(
        status, len(rated), text, needs, _table(_with_hours(found, known, pairs, period), budget), values, named,
        evidence=_ids(rated, found, status), more=more, effect=_effect(found),
    )  # fmt: skip


def _missing(rated: pd.DataFrame) -> str:
    """What is missing before any label may speak; nothing when the gates are met."""
    entries, weeks = len(rated), rated["week"].nunique()
    least, least_weeks = int(GATES["rated_entries"]), int(GATES["weeks_with_ratings"])
    if entries >= least and weeks >= least_weeks:
        return "" if rated["is_now"].any() else f"An energy on this year's entries. {_FIRST_STEP}"
    return f"{least} entries with an energy in {least_weeks} weeks; there are {entries} in {weeks}. {_FIRST_STEP}"


_FIRST_STEP = "Put +2 to -2 behind a line and the same few #tags on it, on ordinary days too."
_OTHER_WEEKS = "More entries with the same tags and an energy, in other weeks; chance would fade."
_MORE = "More rated entries: at one a week almost nothing can be told, at three a week over two years it begins."
_CAVEAT = "People log more on strong days, so these differences leave out what went unlogged on weak ones."
_ONE_ALONE = "A few rated entries that carry only one of the two."


def _not_yet(
    rated: pd.DataFrame, found: pd.DataFrame, needs: str, named: pd.DataFrame, period: Period
) -> Measure:
    """Below the gates: how often each label was rated, and no difference."""
    bare = found.assign(**dict.fromkeys(["low", "high", "p"], np.nan), status=labels.NOT_YET)
    table = _table(_with_hours(bare, rated.head(0), [], period), pd.DataFrame())
    text = f"{len(rated)} entries in {rated['week'].nunique()} weeks carry an energy, too few to tell what gives it or takes it."
    return Measure(
        Status.NOT_YET, len(rated), text, needs, table, {"rated_entries": len(rated)}, named,
        evidence=tuple(rated["id"]), more=tuple(_named_told(named)),
    )  # fmt: skip


def _headline(values: Values) -> tuple[Status, str, str]:
    up, down, tested, hints = (
        values[name] for name in ("clear_energisers", "clear_drainers", "tested", "hints")
    )
    of = f"Of {_count(tested, 'tag or skill', 'tags and skills')} tested"
    if up or down:
        text = f"{of}, {up or 'none'} went with higher and {down or 'none'} with lower energy than the weeks around them, beyond chance."
        return Status.CLEAR, text, ""
    if hints:
        text = f"{of}, does energy differ with {hints} of them, or is that chance?"
        return Status.HINT, text, _OTHER_WEEKS
    if tested:
        text = f"{of}, none went with higher or lower energy beyond chance; only a strong difference could be seen yet."
        return Status.NOT_YET, text, _MORE
    least = (
        f"{GATES['entries_per_label']:.0f} rated entries in {GATES['weeks_per_label']:.0f} weeks"
    )
    return (
        Status.NOT_YET,
        f"No tag or skill has {least} yet.",
        f"Fewer, steadier tags. {_FIRST_STEP}",
    )


def _count(n: object, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or f'{one}s'}"


def _ids(rated: pd.DataFrame, found: pd.DataFrame, status: Status) -> tuple[str, ...]:
    """The rated entries with a label of that status; all of them where no label stands out."""
    own = rated if status is Status.NOT_YET else rated[labels.carry(rated, found, status)]
    return tuple(own["id"])


def _effect(found: pd.DataFrame) -> float:
    """The largest t of a clear label, as the correlation it amounts to over its weeks."""
    clear = found[found["status"] == labels.CLEAR]
    sizes = (clear["difference"] / clear["se"], clear["weeks"] - 1)
    return max((effects.of_t(t, df) for t, df in zip(*sizes, strict=True)), default=0.0)


def _told(rated: pd.DataFrame, found: pd.DataFrame, pairs: labels.Pairs) -> Iterator[Statement]:
    """What more the labels say: this year alone, hints beside clear ones, pairs that are hard to separate."""
    clear, hints = (found[found["status"] == status] for status in (labels.CLEAR, labels.HINT))
    if len(clear):
        ids = _ids(rated[rated["is_now"]], found, Status.CLEAR)
        same = int(clear["same_sign"].fillna(False).sum())
        text = f"This year alone points the same way for {same} of these {len(clear)}."
        yield Statement(text, Status.CLEAR, len(ids), evidence=ids)
    if len(clear) and len(hints):
        ids = _ids(rated, found, Status.HINT)
        text = f"Does energy differ with {_count(len(hints), 'more tag or skill', 'more tags and skills')}, or is that chance?"
        yield Statement(text, Status.HINT, len(ids), _OTHER_WEEKS, ids)
    if pairs:
        both = {i for _, _, ids in pairs for i in ids}
        ids = tuple(i for i in rated["id"] if i in both)
        text = f"Is it what was done, or the skill? {_count(len(pairs), 'pair')} of them nearly always come together and point opposite ways: hard to separate."
        yield Statement(text, Status.HINT, len(ids), _ONE_ALONE, ids)


# ---- energy budget ----------------------------------------------------------------------------------


def _timed(known: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The labelled entries with hours, and on which side of the budget (kind); none while no label is clear."""
    clear = found[found["status"] == labels.CLEAR]
    timed = known[(known["hours"] > 0) & known["labels"].astype(bool) & bool(len(clear))]
    gives, drains = (
        labels.carry(timed, clear[side], labels.CLEAR)
        for side in (clear["shrunk"] > 0, clear["shrunk"] < 0)
    )
    kind = np.select([gives & drains, gives, drains], ["both", "gives energy", "drains"], "neither")
    return timed.assign(kind=kind)


def _values(
    rated: pd.DataFrame, found: pd.DataFrame, timed: pd.DataFrame, period: Period
) -> Values:
    clear = found[found["status"] == labels.CLEAR]
    up, down = int((clear["shrunk"] > 0).sum()), int((clear["shrunk"] < 0).sum())
    # A side without a clear label is unknown, not 0.
    can_tell = {"gives energy": up, "drains": down, "both": up and down, "neither": up or down}
    values: Values = {
        "clear_energisers": up, "clear_drainers": down,
        "hints": int((found["status"] == labels.HINT).sum()), "tested": int(found["p"].notna().sum()),
        "labels": len(found), "rated_entries": len(rated), "rated_weeks": int(rated["week"].nunique()),
    }  # fmt: skip
    for span, when in ((period, ""), (period.earlier(1), "_before")):
        own = streams.within(timed, span.start, span.last)
        hours, total = own.groupby("kind")["hours"].sum(), float(own["hours"].sum())
        for side, name in SIDES.items():
            share = float(hours.get(side, 0.0)) / total if total and can_tell[side] else None
            values[f"{name}_hours_share{when}"] = share
        values |= {f"hours{when}": total, f"hours_n{when}": len(own)}
    late = streams.within(timed, _late(period), period.last)
    total, drained = (
        float(late["hours"].sum()),
        float(late.loc[late["kind"] == "drains", "hours"].sum()),
    )
    share = drained / total if total and down else None
    return values | {"drainer_hours_share_late": share, "hours_n_late": len(late)}


def _late(period: Period) -> date:
    """The first day of the last two begun quarters of the year: what drained in spring may be over."""
    return streams.quarters(period)[-2:][0][1]


def _budget_told(
    timed: pd.DataFrame, budget: pd.DataFrame, values: Values, period: Period
) -> Iterator[Statement]:
    """The energy budget of this year, the year before, and by quarter."""
    ids = tuple(streams.within(timed, period.start, period.last)["id"])
    if not ids:
        return
    before = f"; of {values['hours_before']:.0f} a year before {_split(values, '_before')}"
    text = f"Of {values['hours']:.0f} hours with a tag {_split(values, '')}{before * bool(values['hours_before'])}."
    yield Statement(text, Status.CLEAR, len(ids), evidence=ids)
    yield from _moved(timed, values, period)
    own = budget[budget["quarter"].str.startswith(f"{period.year} ")]
    for side in ("gives energy", "drains"):
        shares = own.loc[own["kind"] == side, "of_hours"]
        if values[f"{SIDES[side]}_hours_share"] is not None and len(shares) > 1:
            listed = ", ".join(f"{share:.0%}" for share in shares)
            text = f"Quarter by quarter, {listed} of these hours went to what clearly {side}."
            yield Statement(text, Status.CLEAR, len(ids), evidence=ids)


def _moved(timed: pd.DataFrame, values: Values, period: Period) -> Iterator[Statement]:
    """The sides of the budget whose share of the hours differs from that of the year before."""
    spans = (period, period.earlier(1))
    for side in ("gives energy", "drains"):
        now, then = (streams.share_of_hours(timed, side, span) for span in spans)
        is_known = values[f"{SIDES[side]}_hours_share"] is not None
        enough = min(now.weeks, then.weeks) >= GATES["weeks_with_hours_for_a_change"]
        if is_known and enough and (now.low > then.high or then.low > now.high):
            way, ids = "more" if now.share > then.share else "less", (*now.ids, *then.ids)
            text = f"Of the hours with a tag {way} went to what clearly {side} than a year before: {now.told}, after {then.told}, and the two intervals lie apart."
            yield Statement(text, Status.CLEAR, len(ids), evidence=ids, about="changed")


def _split(values: Values, when: str) -> str:
    """The known shares in words."""
    words = {
        "energiser": "what clearly gives energy", "drainer": "what clearly drains", "both": "both at once", "neither": "neither",
    }  # fmt: skip
    said = [(values[f"{name}_hours_share{when}"], word) for name, word in words.items()]
    found = [f"{share:.0%} to {word}" for share, word in said if share]
    return ", ".join(found).replace(" to ", " went to ", 1)


# ---- the person's own words, and the table ----------------------------------------------------------


def _named(guess: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The energisers and drainers that the person named when asked for this year."""
    named = streams.guesses(guess, list(_TOPICS), period)
    return named.assign(label=named["label"].map(_TOPICS).astype("str"))


_TOPICS = dict.fromkeys(
    ("energiser", "energisers", "energizer", "energizers"), "an energiser, in your words"
)
_TOPICS |= dict.fromkeys(("drainer", "drainers"), "a drainer, in your words")  # fmt: skip


def _named_told(named: pd.DataFrame) -> Iterator[Statement]:
    if len(named):
        gives = int(named["label"].str.startswith("an energiser").sum())
        text = f"Asked directly, you named {_count(gives, 'energiser')} and {_count(len(named) - gives, 'drainer')}."
        yield Statement(text, Status.CLEAR, len(named), evidence=tuple(named["id"].dropna()))


def _with_hours(
    found: pd.DataFrame, known: pd.DataFrame, pairs: labels.Pairs, period: Period
) -> pd.DataFrame:
    """The labels with their known hours of this year and of its last two quarters, and the first label that each is hard to separate from."""
    timed = known[known["is_now"] & known["hours"].notna()].explode("labels")
    late = timed[timed["date"] >= pd.Timestamp(_late(period))]
    hours, of_late = (some.groupby("labels")["hours"].sum().reindex(found.index) for some in (timed, late))  # fmt: skip
    both = [(a, s) for a, s, _ in pairs] + [(s, a) for a, s, _ in pairs]
    other = pd.Series(dict(reversed(both)), dtype="str").reindex(found.index)
    return found.assign(hours=hours, hours_late=of_late, hard_to_separate_from=other)


def _table(found: pd.DataFrame, budget: pd.DataFrame) -> pd.DataFrame:
    """A private row for each label, then one for each quarter and side of the budget, which names nothing."""
    numbers = ["difference", "low", "high", "shrunk"]
    shown = found.rename(columns={"same_sign": "same_sign_this_year"}).reset_index()
    shown[numbers] = shown[numbers].where(shown["p"].notna())
    shown["rank"] = shown["status"].map({labels.CLEAR: 0, labels.HINT: 1}).fillna(2)
    shown = shown.sort_values(["rank", "n", "label"], ascending=[True, False, True])
    shown = shown.head(MOST_LABELS).sort_values(["shrunk", "label"], ascending=[False, True])
    shown["share"] = [[] for _ in range(len(shown))]
    sides = budget.rename(columns={"kind": "side", "hours": "side_hours"})
    sides["share"] = [["public"] for _ in range(len(sides))]
    rows = pd.concat([part for part in (shown, sides) if len(part)] or [shown], ignore_index=True)
    return rows.reindex(columns=list(_COLUMNS)).astype(_COLUMNS)


_COLUMNS = {
    "label": "str", "kind": "str", "n": "Int64", "weeks": "Int64", "difference": "float64", "low": "float64",
    "high": "float64", "shrunk": "float64", "status": "str", "same_sign_this_year": "boolean", "hours": "float64",
    "hours_late": "float64", "hard_to_separate_from": "str", "quarter": "str", "side": "str", "side_hours": "float64",
    "of_hours": "float64", "share": "object",
}  # fmt: skip
