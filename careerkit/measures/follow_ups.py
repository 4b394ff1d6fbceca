"""Promises to come back to somebody, and what contacts led to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from careerkit import stats
from careerkit.counting import effects, evidence, streams
from careerkit.measure import Measure, Statement, Status
from careerkit.period import DAY, Period

TITLE = "What came of the contacts"
QUESTION = "Did you come back to people as promised, and what did the contacts lead to?"
ORDER = 85
GATES: Mapping[str, float] = {
    "follow_ups_for_list": 1,
    "follow_ups_for_rate": 5,
    "follow_ups_for_claim": 12,
    "names": 2,
    "names_promised_within_days": 365,
}
OUTCOMES = {"advice": "advice", "work": "work", "introduction": "an introduction"}
Values = dict[str, float | int | str | None]
_ROWS = ["id", "date", "label", "text", "detail", "share"]


def follow_ups(touch: pd.DataFrame, period: Period) -> Measure:
    """Follow-ups done by the day promised / follow-ups that fell due in the year, with Wilson 80 %.

    Population: contacts with a day by which one promised to come back, that day in the year and known.
    Days to follow up = followed up - contact, open ones censored at as-of; median by Kaplan and Meier.
    Outcomes are counted over the contacts of the year that say what they led to: the others are unknown,
    not without any. Still open: promised for one of the last 365 days, past and not done. The rows name the next two people to write to, the oldest promise of the last 365
    days first, to the owner alone. Gates: 1 for the list, 5 for a rate (a question), 12 to claim it.
    Effect: Cohen's h of the rate against one half, at the nearer end of its interval.
    """
    end = pd.Timestamp(period.last)
    known = touch[touch["date"] < end]
    known = known.assign(done=known["followed_up_on"].where(known["followed_up_on"] < end))
    due = known[(known["follow_up"] >= pd.Timestamp(period.start)) & (known["follow_up"] < end)]
    late = _open(known, period)
    values = {**_values(due, period), "open_past": len(late)}
    year = streams.within(known, period.start, period.last)
    outcomes = {f"led_to_{kind}": int((year["led_to"] == kind).sum()) for kind in OUTCOMES}
    values |= {**outcomes, "outcomes_noted": sum(outcomes.values())}
    status, text, needs = _headline(values)
    more = (*_overdue(late, period), *_how_long(values, due), *_led_to(values, year))
    return Measure(
        status, len(due), text, needs, values=values, rows=_rows(late, period),
        evidence=evidence.ids(due), more=more, effect=effects.beyond(values["low"], values["high"]),
    )  # fmt: skip


_FIRST_STEP = (
    "When you promise to come back to somebody, write the day at the end of that line, such as: "
    "met: @name what it was about [follow_up:: YYYY-MM-DD], and [followed_up:: YYYY-MM-DD] once you did."
)


def _open(known: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Follow-ups of the last 365 days that are past their day and not done, the oldest promise first."""
    since = pd.Timestamp(period.last) - pd.Timedelta(GATES["names_promised_within_days"], "D")
    promised = (known["follow_up"] >= since) & (known["follow_up"] < pd.Timestamp(period.last))
    return known[promised & known["done"].isna()].sort_values(["follow_up", "date", "id"])


def _values(due: pd.DataFrame, period: Period) -> Values:
    n, on_time = len(due), int((due["done"] <= due["follow_up"]).sum())
    closed = due["done"].notna()
    days = (due["done"].fillna(pd.Timestamp(period.last - DAY)) - due["date"]).dt.days
    has_rate = n >= GATES["follow_ups_for_rate"]
    low, high = stats.wilson(on_time, n)
    return {
        "follow_ups": n,
        "done": int(closed.sum()),
        "on_time": on_time,
        "on_time_rate": on_time / n if has_rate else None,
        "low": low if has_rate else None,
        "high": high if has_rate else None,
        "median_days": stats.km_median(days.tolist(), closed.tolist()) if has_rate else None,
    }


def _headline(values: Values) -> tuple[Status, str, str]:
    n = int(values["follow_ups"] or 0)
    rate, claim = int(GATES["follow_ups_for_rate"]), int(GATES["follow_ups_for_claim"])
    if n < GATES["follow_ups_for_list"]:
        return Status.NOT_YET, "No promised follow-up fell due in this year so far.", _FIRST_STEP
    counted = f"{values['on_time']} of {n} promised follow-ups"
    if n < rate:
        text = f"{counted} that fell due were done by their day, too few for a rate."
        return Status.NOT_YET, text, f"{rate - n} more; {n} of {rate} are there. {_FIRST_STEP}"
    spread = f"80% interval {values['low']:.0%} to {values['high']:.0%}"
    if n < claim:
        text = f"Is this your habit: {counted} were done by their day ({spread})?"
        return Status.HINT, text, f"{claim - n} more promised follow-ups; {n} of {claim} are there."
    text = f"{counted} were done by their day ({values['on_time_rate']:.0%}, {spread}), {values['done']} are done by now."
    return Status.CLEAR, text, ""


def _overdue(late: pd.DataFrame, period: Period) -> Iterator[Statement]:
    """The promises that are past their day and not done."""
    if n := len(late):
        days = (pd.Timestamp(period.last - DAY) - late["follow_up"].min()).days
        text = (
            f"{n} follow-up{'s' * (n != 1)} promised for the last {GATES['names_promised_within_days']} days "
            f"{'are' if n > 1 else 'is'} still open, {'the oldest ' * (n > 1)}{days} day{'s' * (days != 1)} past the day promised."
        )
        yield Statement(text, Status.CLEAR, n, evidence=evidence.ids(late), about="stuck")


def _how_long(values: Values, due: pd.DataFrame) -> Iterator[Statement]:
    """The median, once there is a rate."""
    n, days, ids = len(due), values["median_days"], evidence.ids(due)
    if n < GATES["follow_ups_for_rate"]:
        return
    if not isinstance(days, float):
        text = f"Too many of the {n} are still open to tell how long a follow-up takes."
        needs = "Write [followed_up:: the day] on the lines of those that are done."
        yield Statement(text, Status.NOT_YET, n, needs, ids)
        return
    text = f"half of the {n} were done within {days:.0f} day{'s' * (days != 1)} of the contact, open ones counted as open"
    if n >= GATES["follow_ups_for_claim"]:
        yield Statement(f"{text[0].upper()}{text[1:]}.", Status.CLEAR, n, evidence=ids)
        return
    needs = f"{int(GATES['follow_ups_for_claim']) - n} more promised follow-ups."
    yield Statement(f"Is this usual: {text}?", Status.HINT, n, needs, ids)


def _led_to(values: Values, year: pd.DataFrame) -> Iterator[Statement]:
    """What contacts led to, of those that say so."""
    noted, n = year[year["led_to"].notna()], int(values["outcomes_noted"] or 0)
    if n:
        counts = ", ".join(f"{values[f'led_to_{kind}']} to {said}" for kind, said in OUTCOMES.items())  # fmt: skip
        text = f"{n} of {len(year)} contacts say what they led to: {counts}; of the others that is not known."
        yield Statement(text, Status.CLEAR, n, evidence=evidence.ids(noted))
    elif len(year):
        text = f"None of {len(year)} contacts says what it led to, which does not mean that it led nowhere."
        needs = "Where a contact led to something, write [led_to:: advice], work or introduction at the end of its line."
        yield Statement(text, Status.NOT_YET, 0, needs)


def _rows(late: pd.DataFrame, period: Period) -> pd.DataFrame:
    today = pd.Timestamp(period.last - DAY)
    rows = [
        {
            "id": row["id"],
            "date": row["date"],
            "label": "somebody" if pd.isna(row["person"]) else f"@{row['person']}",
            "text": f"one to write to: promised for {row['follow_up']:%Y-%m-%d}, {(today - row['follow_up']).days} days ago",
            "detail": row["text"],
            "share": [],
        }
        for row in late.head(int(GATES["names"])).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=_ROWS)
