"""What the last reply to a shared copy said, section by section, and what was done with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from careerkit import assess
from careerkit.counting import dimensions, evidence
from careerkit.measure import Measure, Statement, Status
from careerkit.period import DAY, Period

TITLE = "What your mentor told you"
QUESTION = "What was said about the last copy you shared, and what came of it?"
ORDER = 95
GATES: Mapping[str, float] = {"answers": 1, "open_after_days": 45, "looks_back_days": 730}
MOST_ANSWERS, MOST_RATINGS = 11, 4
STEPS = 5
Values = dict[str, float | int | str | None]
_ROWS = ["id", "date", "label", "text", "detail", "share"]
_TABLE = {
    "section": "str", "answers": "int64", "chosen": "int64", "declined": "int64", "done": "int64", "told": "int64",
    "days": "Int64",
}  # fmt: skip


def mentor_replies(
    feedback: pd.DataFrame, reply: pd.DataFrame, scores: pd.DataFrame, period: Period
) -> Measure:
    """Answers and ratings of the copy that was answered last, and what became of each answer.

    Population: replies known by as-of, at most two years old, to copies of this year or an earlier one; the last
    copy is that of the newest reply. An answer is chosen once an action is written for it, declined with a reason,
    done on its day; told back once the mentor was told what came of it. Ratings run from 1 to 5 between the two
    poles of a dimension; each is shown as it is, beside the mean of the pulses of the copy's year, and no mean is
    taken. Open: neither done nor declined, received more than 45 days before. Gate: one answer or rating.
    """
    known, end = _known(reply, period), pd.Timestamp(period.as_of)
    if known.empty:
        return Measure(
            Status.NOT_YET, 0, "No reply to a shared copy has been read in during the last two years.",
            _FIRST_STEP, _table(_answers(feedback.iloc[:0], end)),
        )  # fmt: skip
    last = known.iloc[-1]
    given, own = _answers(feedback, end), known[known["share_id"] == last["share_id"]]
    answers = given[given["share_id"] == last["share_id"]]
    earlier = given[
        given["share_id"].isin(known["share_id"]) & ~given["id"].isin(list(answers["id"]))
    ]
    ratings = _ratings(own[own["rating"].notna()], scores, period)
    values = _values(answers, ratings, own, earlier)
    more = (*_undecided(answers), *_waiting(answers), *_rated(ratings), *_before(earlier))
    return Measure(
        Status.CLEAR, len(answers) + len(ratings), _statement(values), table=_table(answers), values=values,
        rows=_rows(answers, ratings), evidence=evidence.ids(answers, ratings), more=more,
    )  # fmt: skip


_FIRST_STEP = "Share a copy, and read the answer in: careerkit share --year YEAR --audience mentor, then careerkit reply FILE."  # fmt: skip
_DECIDE = "In registers/annotations.csv, one line for each: of is the id below the answer, then action and action_due, or declined_because."


def _known(reply: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The replies that count, the newest last."""
    end = pd.Timestamp(period.as_of)
    day = reply["date"]
    is_recent = day >= end - pd.Timedelta(days=GATES["looks_back_days"] + 1)
    is_earlier = (reply["year"] <= period.year).fillna(False).astype(bool)
    return reply[(day < end) & is_recent & is_earlier].sort_values(["received_at", "id"])


def _answers(feedback: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    """Feedback that answers a shared copy, with what is known to have become of it; the newest last."""
    own = feedback[feedback["share_id"].notna() & (feedback["date"] < end)]
    own = own.sort_values(["date", "section", "id"], ignore_index=True)
    done_on = own["action_done_on"].where(own["action_done_on"] < end)
    done, declined = done_on.notna(), own["declined_because"].notna() & done_on.isna()
    chosen = (own["action"].notna() | done) & ~declined
    closed = done | declined
    return own.assign(
        done=done, declined=declined, chosen=chosen, closed=closed, told=(own["told_on"] < end) & closed,
        age=(end - pd.Timedelta(DAY) - own["date"]).dt.days,
    )  # fmt: skip


def _ratings(given: pd.DataFrame, scores: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Ratings as rows, each beside what the person's own pulses said in the year of the copy."""
    copy_year = int(given["year"].iloc[0]) if len(given) else period.year
    then = period.earlier(period.year - copy_year)
    end = period.last if copy_year == period.year else then.end
    pulse = assess.mean_of_sittings(scores, dimensions.PULSE, then.start, end)
    own = dict(zip(pulse["score"], pulse["pomp"], strict=True))
    told = [_rating(name, value, own) for name, value in zip(given["section"], given["rating"], strict=True)]  # fmt: skip
    found = given.assign(
        label=[label for label, _ in told], text=[text for _, text in told],
        detail=None, giver=given["from_claimed"],
    )  # fmt: skip
    return found.sort_values(["date", "section", "id"], ignore_index=True)


def _rating(section: object, value: float, own: Mapping[str, float]) -> tuple[str, str]:
    """The dimension beside the person's own pulses, and the rating in words. What is no dimension stays out."""
    name = str(section)
    if name not in dimensions.POLES:
        return "a rating", f"{value:g} of {STEPS}"
    low, high = dimensions.POLES[name]
    share = 100 * (value - 1) / (STEPS - 1)
    beside = f"; your own pulses say {own[name]:.0f}" if name in own else ""
    return (
        f"{name} at {share:.0f} of 100{beside}",
        f"{value:g} of {STEPS}, from “{low}” to “{high}”",
    )


def _values(
    answers: pd.DataFrame, ratings: pd.DataFrame, own: pd.DataFrame, earlier: pd.DataFrame
) -> Values:
    late = answers[~answers["closed"] & (answers["age"] > GATES["open_after_days"])]
    return {
        "copy_year": int(own["year"].iloc[-1]),
        "replies": len(own[["received_at", "from_claimed"]].drop_duplicates()),
        "sections": answers["section"].nunique(), "answers": len(answers), "ratings": len(ratings),
        **{name: int(answers[name].sum()) for name in ("chosen", "declined", "done", "told")},
        "open_over_45_days": int(late["chosen"].sum()), "undecided_over_45_days": int((~late["chosen"]).sum()),
        "earlier": len(earlier), "earlier_closed": int(earlier["closed"].sum()),
    }  # fmt: skip


def _statement(values: Values) -> str:
    answers, ratings = int(values["answers"] or 0), int(values["ratings"] or 0)
    copy = f"The last copy that was answered, that of {values['copy_year']}, got"
    if not answers:
        return f"{copy} {ratings} rating{'s' * (ratings != 1)} and no answer in words."
    decided = int(values["chosen"] or 0) + int(values["declined"] or 0)
    closed = int(values["done"] or 0) + int(values["declined"] or 0)
    sections = int(values["sections"] or 0)
    where = f"on {sections} section{'s' * (sections != 1)}"
    return (
        f"{copy} {answers} answer{'s' * (answers != 1)} {where}: {decided} with an action or a reason against one,"
        f" {closed} done or declined, {values['told']} told back to the mentor."
    )


def _undecided(answers: pd.DataFrame) -> Iterator[Statement]:
    left = answers[~answers["chosen"] & ~answers["declined"]]
    if len(left):
        text = f"Which of the {len(left)} answers without an action will you act on, and which not?"
        if len(left) == 1:
            text = "One answer has no action yet: will you act on it, or why not?"
        yield Statement(text, Status.HINT, len(left), _DECIDE, evidence.ids(left))


def _waiting(answers: pd.DataFrame) -> Iterator[Statement]:
    late = answers[~answers["closed"] & (answers["age"] > GATES["open_after_days"])]
    if len(late):
        text = f"Answers waiting for more than {GATES['open_after_days']} days: {int(late['chosen'].sum())} with an action chosen, {int((~late['chosen']).sum())} without one."
        yield Statement(text, Status.CLEAR, len(late), evidence=evidence.ids(late), about="stuck")
    untold = answers[answers["closed"] & ~answers["told"]]
    if len(untold):
        those = "an answer" if len(untold) == 1 else f"{len(untold)} answers"
        text = f"Have you told the mentor what came of {those} that you acted on or declined?"
        needs = "Tell them what came of it, then write the day into told_on in registers/annotations.csv."
        yield Statement(text, Status.HINT, len(untold), needs, evidence.ids(untold))


def _rated(ratings: pd.DataFrame) -> Iterator[Statement]:
    if len(ratings):
        text = f"Ratings given: {len(ratings)}; each is shown as it is, and neither end is better."
        yield Statement(text, Status.CLEAR, len(ratings), evidence=evidence.ids(ratings))


def _before(earlier: pd.DataFrame) -> Iterator[Statement]:
    if len(earlier):
        closed, told = int(earlier["closed"].sum()), int(earlier["told"].sum())
        those = "the one answer" if len(earlier) == 1 else f"{len(earlier)} answers"
        text = f"Of {those} to earlier copies within two years: {closed} done or declined, {told} told back."
        yield Statement(text, Status.CLEAR, len(earlier), evidence=evidence.ids(earlier))


def _table(answers: pd.DataFrame) -> pd.DataFrame:
    """One row per section: answers, what became of them, and the days since the first of those still open."""
    waits = answers.assign(days=answers["age"].where(~answers["closed"]))
    counted = {name: (name, "sum") for name in ("chosen", "declined", "done", "told")}
    found = waits.groupby("section", sort=True).agg(
        answers=("id", "size"), **counted, days=("days", "max")
    )
    return found.reset_index()[list(_TABLE)].astype(_TABLE)


def _rows(answers: pd.DataFrame, ratings: pd.DataFrame) -> pd.DataFrame:
    """The answers, those that wait first, then the ratings; the words of an answer are private."""
    shown = answers.sort_values("closed", kind="stable").head(MOST_ANSWERS)
    labels = [
        f"{str(one['section']).replace('_', ' ').replace('-', ' ')}: {_state(one)}"
        for one in shown.to_dict("records")
    ]
    said = shown["action"].where(shown["action"].notna(), shown["declined_because"])
    parts = [shown.assign(label=labels, detail=said), ratings.tail(MOST_RATINGS)]
    found = pd.concat([part[[*_ROWS, "giver"]].astype(object) for part in parts], ignore_index=True)
    # Nobody has checked who wrote it, so that is never said without whose word it is.
    claims = [f"; from {name}, as it says itself" if pd.notna(name) else "" for name in found["giver"]]  # fmt: skip
    found["label"] = [label + claim for label, claim in zip(found["label"], claims, strict=True)]
    return found[_ROWS].assign(date=found["date"].astype("datetime64[us]"))


def _state(one: Mapping[object, object]) -> str:
    if one["closed"]:
        return f"{'done' if one['done'] else 'declined'}, {'told back' if one['told'] else 'not told back yet'}"
    return f"{'action open' if one['chosen'] else 'no action chosen'}, {one['age']} days"
