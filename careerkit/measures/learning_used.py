"""Learning that got used: whether what was learned shows up in the work soon after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from careerkit import stats
from careerkit.counting import effects, evidence, streams
from careerkit.measure import Measure, Statement, Status
from careerkit.period import DAY, Period

TITLE = "Learning that got used"
QUESTION = "Does what you learn show up in your work?"
ORDER = 105
GATES: Mapping[str, float] = {"days_to_show": 60, "items": 8}
# A note or a lesson says something about the work; these words say that it was done.
WORDS = ("win", "did", "try")
Values = dict[str, float | int | str | None]
_COLUMNS = {"month": "datetime64[us]", "used": "float64", "fresh": "float64", "unused": "float64"}


def learning_used(learning: pd.DataFrame, entry: pd.DataFrame, period: Period) -> Measure:
    """Conversion = hours whose skill shows up within 60 days / hours older than 60 days, with an 80 % interval.

    Items: learning of the year with hours and a skill; the others cannot show and are counted apart. An
    item shows when one of its skills is on a later win, did or try, side projects included; the day
    itself does not count. Older = more than 60 days before as-of; younger hours that have not shown
    yet are pending, not failures. Interval: bootstrap over whole weeks. Days to first use: median by
    Kaplan and Meier, unused items censored at as-of. Gate: 8 items older than 60 days. Effect: Cohen's
    h of the conversion against one half, at the nearer end of its interval.
    """
    items, left_out = _items(learning, entry, period)
    old = items[items["age"] > GATES["days_to_show"]]
    table, values = _by_month(items, period), {**_values(items, old), "left_out": left_out}
    ids = evidence.ids(old, _first_uses(old))
    more = (*_pending(items, values), *_left_out(values))
    if len(old) < GATES["items"]:
        text = f"{_items_are(len(old))} older than {GATES['days_to_show']} days; it takes {GATES['items']} to tell."
        needs = f"{int(GATES['items']) - len(old)} more. {_FIRST_STEP}"
        return Measure(
            Status.NOT_YET, len(old), text, needs, table, values, evidence=ids, more=more
        )
    used, hours = old["hours"].where(old["shows"], 0.0), old["hours"]
    weeks = streams.week_of(old["date"], period)
    low, high = stats.block_interval(weeks.to_numpy(), used.to_numpy(), hours.to_numpy())
    values |= {"conversion": float(used.sum() / hours.sum()), "low": low, "high": high}
    return Measure(
        Status.CLEAR, len(old), _statement(values), table=table, values=values, evidence=ids,
        more=(_pace(items), *more), effect=effects.beyond(low, high), about="stuck" if high < 0.5 else "",
    )  # fmt: skip


_FIRST_STEP = (
    "Tag what you learn and what you do with the same #skill, such as: learn: course its title 1h #excel, "
    "and later: did: the monthly list 2h #excel."
)


def _items_are(n: int) -> str:
    kind = "of learning with hours and a skill"
    return f"1 item {kind} is" if n == 1 else f"{n or 'No'} items {kind} are"


def _items(learning: pd.DataFrame, entry: pd.DataFrame, period: Period) -> tuple[pd.DataFrame, int]:
    """Learning with hours and a skill, each with its age, the days to its first use and that entry's id; and how many are left out."""
    year = streams.within(learning, period.start, period.last)
    usable = year[year["hours"].notna() & (year["skills"].map(len) > 0)]
    usable = usable.sort_values(["date", "id"], ignore_index=True)
    first = _first_use(usable, streams.within(entry, period.start, period.last))
    items = usable[["id", "date", "hours"]].join(first)
    items["age"] = (pd.Timestamp(period.last - DAY) - items["date"]).dt.days
    items["days"] = (items["used_on"] - items["date"]).dt.days
    items["shows"] = items["days"] <= GATES["days_to_show"]
    return items, len(year) - len(usable)


def _first_use(items: pd.DataFrame, entry: pd.DataFrame) -> pd.DataFrame:
    """The first later entry with one of an item's skills, by item: used_on, used_by; unknown where there is none."""
    done = entry[entry["word"].isin(WORDS)].sort_values(["date", "id"])
    uses = done[["date", "id", "skills"]].explode("skills").dropna(subset="skills")
    uses = uses.assign(used_on=uses["date"], used_by=uses["id"], skill=uses["skills"].astype(str))
    wanted = items[["date", "skills"]].rename_axis("item").reset_index().explode("skills")
    wanted = wanted.assign(skill=wanted["skills"].astype(str)).sort_values(["date", "item"])
    found = pd.merge_asof(
        wanted[["item", "date", "skill"]], uses[["date", "used_on", "used_by", "skill"]],
        on="date", by="skill", direction="forward", allow_exact_matches=False,
    )  # fmt: skip
    best = found.sort_values(["item", "used_on", "used_by"]).drop_duplicates("item")
    return best.set_index("item")[["used_on", "used_by"]]


def _first_uses(old: pd.DataFrame) -> pd.DataFrame:
    shown = old.loc[old["shows"], ["used_on", "used_by"]].drop_duplicates("used_by")
    return shown.rename(columns={"used_on": "date", "used_by": "id"})


def _by_month(items: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Hours by the month of learning: shown within 60 days, pending, not shown within them."""
    pending = ~items["shows"] & (items["age"] <= GATES["days_to_show"])
    kinds = {"used": items["shows"], "fresh": pending, "unused": ~items["shows"] & ~pending}
    starts = np.array([start for start, _ in period.months()], dtype="datetime64[us]")
    month = np.searchsorted(starts, items["date"].to_numpy("datetime64[us]"), side="right") - 1
    hours = {
        name: np.bincount(month, items["hours"].where(kind, 0.0), minlength=len(starts))
        for name, kind in kinds.items()
    }
    return pd.DataFrame({"month": starts, **hours}).astype(_COLUMNS)


def _values(items: pd.DataFrame, old: pd.DataFrame) -> Values:
    fresh = items[items["age"] <= GATES["days_to_show"]]
    return {
        **dict.fromkeys(("conversion", "low", "high")),
        "items_old": len(old),
        "hours_old": float(old["hours"].sum()),
        "hours_used": float(old.loc[old["shows"], "hours"].sum()),
        "items_fresh": len(fresh),
        "hours_fresh": float(fresh["hours"].sum()),
        "hours_fresh_used": float(fresh.loc[fresh["shows"], "hours"].sum()),
    }


def _statement(values: Values) -> str:
    return (
        f"{values['conversion']:.0%} of the learning hours older than {GATES['days_to_show']} days showed in the work within "
        f"{GATES['days_to_show']} days (80% interval {values['low']:.0%} to {values['high']:.0%}): "
        f"{values['hours_used']:.3g} of {values['hours_old']:.3g} hours."
    )


def _pace(items: pd.DataFrame) -> Statement:
    n, ids = len(items), evidence.ids(items)
    times = items["days"].fillna(items["age"]).tolist()
    days = stats.km_median(times, items["days"].notna().tolist())
    if days is None:
        text = f"Too many of {n} items have not shown yet to tell how long that takes."
        needs = "Try one of them in a task of this month, with the same #skill on its line."
        return Statement(text, Status.NOT_YET, n, needs, ids)
    text = f"Half of {n} items showed in the work within {days:.0f} day{'s' * (days != 1)}, the others counted as still to come."
    return Statement(text, Status.CLEAR, n, evidence=ids)


def _pending(items: pd.DataFrame, values: Values) -> Iterator[Statement]:
    if values["items_fresh"]:
        fresh = items[items["age"] <= GATES["days_to_show"]]
        text = f"{values['hours_fresh']:.3g} hours are too fresh to judge; {values['hours_fresh_used']:.3g} of them show already."
        yield Statement(text, Status.CLEAR, len(fresh), evidence=evidence.ids(fresh))


def _left_out(values: Values) -> Iterator[Statement]:
    n = int(values["left_out"] or 0)
    if n:
        text = f"Items without hours or without a skill, which cannot show and are left out: {n}."
        yield Statement(text, Status.CLEAR, n)
