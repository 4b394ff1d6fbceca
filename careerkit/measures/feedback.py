"""Feedback from being received to the giver being told what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from careerkit import stats
from careerkit.counting import effects, evidence, streams
from careerkit.measure import Measure, Statement, Status
from careerkit.period import DAY, Period
from careerkit.settings import Settings

TITLE = "Feedback acted upon"
QUESTION = "What did people tell you, and what came of it?"
ORDER = 90
GATES: Mapping[str, float] = {
    "items": 1,
    "items_for_rate": 5,
    "closed_after_days": 30,
    "open_after_days": 45,
    "looks_back_days": 730,
    "givers_of_theme": 2,
    "silent_days": 90,
}
MOST_WAITING, MOST_THEMES, MOST_RATINGS = 8, 3, 4
Values = dict[str, float | int | str | None]
_ROWS = ["id", "date", "label", "text", "detail", "share"]


def feedback(feedback: pd.DataFrame, period: Period, settings: Settings) -> Measure:
    """Received, action chosen or declined with a reason, done, giver told: how many items reached each step.

    Population: feedback of the year that asks for something: advice, an unknown form, or anything with
    an action or a reason against one; praise and endorsements ask for nothing and are counted apart.
    Closure = done or declined / received more than 30 days before as-of, with Wilson 80 %. Days to
    action = done - received, not declined, open ones censored at as-of; median by Kaplan and Meier.
    Open: not done, not declined, received more than 45 days and at most two years ago, not planned for a
    day still to come. Theme: a tag from two givers or more within two years, of any form. Ratings are
    shown one by one; those of a reply to a shared copy stand with the reply. Gates: one item; 5 for a rate. Effect: Cohen's h of the closure against one half, at the nearer end of its interval.
    """
    items = _items(feedback, period)
    year = streams.within(items, period.start, period.last)
    asked, late = year[year["asks"]], _late(items, period)
    themes, ratings = _themes(items, period), _ratings(year)
    values: Values = {
        **_funnel(year), **_closure(asked), "days_since_last": int(items["age"].min()) if len(items) else None,
        "open_over_45_days": int(late["chosen"].sum()), "undecided_over_45_days": int((~late["chosen"]).sum()),
        "themes": len(themes), "ratings": len(ratings),
    }  # fmt: skip
    earlier = late[late["date"] < pd.Timestamp(period.start)]
    found = evidence.ids(year, earlier)
    n = len(year) + len(earlier)
    if n < GATES["items"]:
        return _nothing(items, asked, ratings, values, "feedback" in settings.complete)
    more = (
        *_how_often(asked, values), *_how_long(asked, values), *_waiting(late), *_repeated(items, themes),
        *_rated(ratings), *_silence(items, values, "feedback" in settings.complete),
    )  # fmt: skip
    return Measure(
        Status.CLEAR, n, _statement(values, len(earlier)), table=_table(asked), values=values,
        rows=_rows(late, themes, ratings), evidence=found, more=more, effect=effects.beyond(values["closure_low"], values["closure_high"]),
    )  # fmt: skip


_FIRST_STEP = "Write down one thing that somebody told you: feedback: @name what was said -> what you will try by a day."  # fmt: skip


def _items(feedback: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Every item up to the last day and what is known to have become of it; asks: calls for an action."""
    end = pd.Timestamp(period.last)
    known = feedback[feedback["date"] < end].sort_values(["date", "id"], ignore_index=True)
    done_on = known["action_done_on"].where(known["action_done_on"] < end)
    done, declined = done_on.notna(), known["declined_because"].notna() & done_on.isna()
    chosen = known["action"].notna() | done
    closed = done | declined
    asks = known["form"].isna() | (known["form"] == "advice") | chosen | declined
    return known.assign(
        done_on=done_on, done=done, declined=declined, chosen=chosen, closed=closed, asks=asks,
        told=(known["told_on"] < end) & closed, age=(end - pd.Timedelta(DAY) - known["date"]).dt.days,
    )  # fmt: skip


def _late(items: pd.DataFrame, period: Period) -> pd.DataFrame:
    """What has waited for long, the oldest first; a day that is still to come is no delay."""
    planned = items["action_due"] >= pd.Timestamp(period.last)
    is_old = (items["age"] > GATES["open_after_days"]) & (items["age"] <= GATES["looks_back_days"])
    return items[items["asks"] & ~items["closed"] & is_old & ~planned]


def _themes(items: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Tags that several people gave, one of them in this year: tags, givers, items, and the last item's id and date."""
    recent = items[items["age"] <= GATES["looks_back_days"]].dropna(subset="giver")
    tagged = recent.explode("tags").dropna(subset="tags")
    tagged = tagged.assign(giver=tagged["giver"].astype(str).str.casefold())
    found = tagged.groupby("tags", sort=True).agg(
        givers=("giver", "nunique"), items=("id", "size"), id=("id", "last"), date=("date", "last")
    )
    in_year = found["date"] >= pd.Timestamp(period.start)
    kept = found[(found["givers"] >= GATES["givers_of_theme"]) & in_year].reset_index()
    return kept.sort_values(["givers", "items", "tags"], ascending=[False, False, True])


def _ratings(year: pd.DataFrame) -> pd.DataFrame:
    """Ratings of the year as rows, the newest first."""
    given = year[(year["form"] == "rating") & year["value"].notna()]
    given = given.assign(label=[f"rated {value:g}" for value in given["value"]])
    return given.sort_values(["date", "id"], ascending=[False, True], ignore_index=True)[_ROWS]


def _funnel(year: pd.DataFrame) -> Values:
    asked = year[year["asks"]]
    reached = {name: int(asked[name].sum()) for name in ("chosen", "declined", "done", "told")}
    # Some have an action and, later, a reason against it.
    decided = int((asked["chosen"] | asked["declined"]).sum())
    return {"received": len(asked), "appreciation": len(year) - len(asked), "decided": decided, **reached}  # fmt: skip


def _closure(asked: pd.DataFrame) -> Values:
    old = asked[asked["age"] > GATES["closed_after_days"]]
    n, closed = len(old), int(old["closed"].sum())
    has_rate = n >= GATES["items_for_rate"]
    low, high = stats.wilson(closed, n)
    open_to_action = asked[~asked["declined"]]
    days = (open_to_action["done_on"] - open_to_action["date"]).dt.days
    times = days.fillna(open_to_action["age"]).tolist()
    enough = len(times) >= GATES["items_for_rate"]
    return {
        "older_than_30_days": n,
        "closed": closed,
        "closure": closed / n if has_rate else None,
        "closure_low": low if has_rate else None,
        "closure_high": high if has_rate else None,
        "median_days_to_action": stats.km_median(times, days.notna().tolist()) if enough else None,
    }


def _table(asked: pd.DataFrame) -> pd.DataFrame:
    """One row per step: how many reached it, how many of these by declining, how many wait there and for how long."""
    decided = asked["chosen"] | asked["declined"]
    every = pd.Series(True, asked.index)
    reached = {"received": every, "action chosen": decided, "done": asked["closed"], "giver told": asked["told"]}  # fmt: skip
    following = [decided, asked["closed"], asked["told"], every]
    rows = [
        {
            "step": step, "items": int(here.sum()), "waiting": int((here & ~then).sum()),
            "declined": 0 if step == "received" else int((here & asked["declined"]).sum()),
            "oldest_days": asked.loc[here & ~then, "age"].max() if (here & ~then).any() else None,
        }
        for (step, here), then in zip(reached.items(), following, strict=True)
    ]  # fmt: skip
    kinds = {"step": "str", "items": "int64", "declined": "int64", "waiting": "int64", "oldest_days": "Int64"}  # fmt: skip
    return pd.DataFrame(rows)[list(kinds)].astype(kinds)


def _nothing(
    items: pd.DataFrame,
    asked: pd.DataFrame,
    ratings: pd.DataFrame,
    values: Values,
    is_complete: bool,
) -> Measure:
    """A year without any is itself the finding, if everything is written down."""
    rows, table = _rows(asked, pd.DataFrame(), ratings), _table(asked)
    if is_complete and len(items):
        text = f"No feedback was received in this year so far; the last is {values['days_since_last']} days old."
        return Measure(
            Status.CLEAR, len(items), text, table=table, values=values, rows=rows,
            evidence=evidence.ids(items.tail(1)), more=tuple(_rated(ratings)),
        )  # fmt: skip
    text = "No feedback is written down in this year."
    return Measure(
        Status.NOT_YET, 0, text, _FIRST_STEP, table, values, rows, more=tuple(_rated(ratings))
    )


def _statement(values: Values, earlier: int) -> str:
    received, praise = values["received"], values["appreciation"]
    if received:
        decided = values["decided"]
        closed = int(values["done"] or 0) + int(values["declined"] or 0)
        text = f"Of {received} items of feedback that ask for something, {decided} have an action or a reason against one, {closed} are closed, and {values['told']} givers were told"
        return text + (f"; {praise} more are praise." if praise else ".")
    if praise:
        return f"None of the {praise} items of feedback asks for something: they are praise or ratings."  # fmt: skip
    return f"No feedback was received in this year so far; items from earlier that still wait: {earlier}."  # fmt: skip


def _how_often(asked: pd.DataFrame, values: Values) -> Iterator[Statement]:
    n, closed, closure = values["older_than_30_days"], values["closed"], values["closure"]
    if not n:
        return
    text = f"{closed} of {n} items older than {GATES['closed_after_days']} days are done or declined with a reason"
    if isinstance(closure, float):
        text += f" ({closure:.0%}, 80% interval {values['closure_low']:.0%} to {values['closure_high']:.0%})"
    old = asked[asked["age"] > GATES["closed_after_days"]]
    yield Statement(f"{text}.", Status.CLEAR, int(n), evidence=evidence.ids(old))


def _how_long(asked: pd.DataFrame, values: Values) -> Iterator[Statement]:
    some, days = asked[~asked["declined"]], values["median_days_to_action"]
    n, least, ids = len(some), int(GATES["items_for_rate"]), evidence.ids(some)
    if isinstance(days, float):
        text = f"Half of {n} items were acted on within {days:.0f} day{'s' * (days != 1)}, open ones counted as open."
        yield Statement(text, Status.CLEAR, n, evidence=ids)
    elif n:
        text = "Too few items are done to tell how long an action takes."
        needs = f"It takes {least} items of feedback with an action, half of them done: write [done:: the day] on their lines."
        yield Statement(text, Status.NOT_YET, n, needs, ids)


def _waiting(late: pd.DataFrame) -> Iterator[Statement]:
    if len(late):
        text = f"Feedback waiting for more than {GATES['open_after_days']} days: {int(late['chosen'].sum())} with an action chosen, {int((~late['chosen']).sum())} without one."
        yield Statement(text, Status.CLEAR, len(late), evidence=evidence.ids(late), about="stuck")


def _repeated(items: pd.DataFrame, themes: pd.DataFrame) -> Iterator[Statement]:
    recent = items[items["age"] <= GATES["looks_back_days"]]
    tags = recent.explode("tags")["tags"]
    if len(themes):
        mine = recent.loc[tags.index[tags.isin(themes["tags"])].unique()]
        text = f"Themes that two or more people raised independently within two years: {len(themes)}, in {len(mine)} items."
        yield Statement(text, Status.CLEAR, len(mine), evidence=evidence.ids(mine))
    elif len(recent) >= GATES["items_for_rate"] and not tags.notna().any():
        text = (
            f"None of {len(recent)} items carries a tag, so that a repeated theme cannot be seen."
        )
        needs = "Give each line of feedback a #tag, the same one for the same theme."
        yield Statement(text, Status.NOT_YET, len(recent), needs)


def _rated(ratings: pd.DataFrame) -> Iterator[Statement]:
    if len(ratings):
        text = f"Ratings given: {len(ratings)}; each is shown as it is, and no mean is taken."
        yield Statement(text, Status.CLEAR, len(ratings), evidence=evidence.ids(ratings))


def _silence(items: pd.DataFrame, values: Values, is_complete: bool) -> Iterator[Statement]:
    days = int(values["days_since_last"] or 0)
    if days <= GATES["silent_days"]:
        return
    ids = evidence.ids(items.tail(1))
    if is_complete:
        text = f"No feedback was received in the last {days} days."
        yield Statement(text, Status.CLEAR, len(items), evidence=ids)
        return
    needs = 'Write down what was said; if there was none, say so with complete = ["feedback"] in workbook.toml.'
    text = f"Was there really no feedback in the last {days} days?"
    yield Statement(text, Status.HINT, len(items), needs, ids)


def _rows(late: pd.DataFrame, themes: pd.DataFrame, ratings: pd.DataFrame) -> pd.DataFrame:
    """What waits longest, themes (the label of a theme is private), and the last ratings."""
    waiting = late.head(MOST_WAITING)
    labels = [
        f"{'action open' if chosen else 'no action chosen'}, {age} days"
        for chosen, age in zip(waiting["chosen"], waiting["age"], strict=True)
    ]
    tagged = [
        {
            "id": row["id"], "date": row["date"], "detail": None, "share": [], "text": f"#{row['tags']}",
            "label": f"a theme from {row['givers']} people",
        }
        for row in themes.head(MOST_THEMES).to_dict("records")
    ]  # fmt: skip
    said = waiting["action"].where(waiting["action"].notna(), waiting["detail"])
    parts = [waiting.assign(label=labels, detail=said)[_ROWS], pd.DataFrame(tagged, columns=_ROWS), ratings.head(MOST_RATINGS)]  # fmt: skip
    found = pd.concat([part.astype(object) for part in parts], ignore_index=True)
    return found.assign(date=found["date"].astype("datetime64[us]"))
