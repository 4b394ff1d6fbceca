"""How each skill runs through the months: compounding, steady, episodic or resting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from careerkit import stats
from careerkit.counting import streams
from careerkit.period import Period

STATES = ("compounding", "steady", "in between", "episodic", "resting")
Flags = np.ndarray[Any, np.dtype[np.bool_]]


def lanes(
    uses: pd.DataFrame, entry: pd.DataFrame, learning: pd.DataFrame, period: Period, gates: Mapping[str, float],
) -> pd.DataFrame:  # fmt: skip
    """Every skill used in the 24 months up to the as-of day, by name, with its state; the first that holds counts.

    resting: no use on the last 182 days that are not paused, counted back from the last logged one.
    compounding: used in both halves of the last 12 months, and its level rises (`stats.rising`) or it has 2 contexts and
    a learning item that was used: the same skill on the 60 days before a use, or a title that a use builds on.
    steady: 6 active months of the 12. episodic: at most 3, or one burst: 4 or 5 in a row that are over. Else in between.

    uses: `streams.skill_uses` of entry. Columns: state, months, contexts, halves, learned, rated_months, is_rising (unknown under 6 months), last (day), id (of
    the last use). gates: resting_days, contexts, learning_days, steady_months, episodic_months.
    """
    uses = streams.within(uses, _back(period.last, 24), period.last)
    uses = uses.assign(skill=uses["skill"].astype("str"))
    year = uses[uses["date"] >= pd.Timestamp(_back(period.last, 12))]
    found = uses.sort_values(["date", "id"], kind="stable").groupby("skill")[["date", "id"]].last()
    found = found.rename(columns={"date": "last"}).join(_activity(year, period))
    learned = year.loc[_learned(year, entry, learning, int(gates["learning_days"])), "skill"]
    found["learned"] = found.index.isin(learned.unique())
    found = found.join(_levels(year)).fillna({"months": 0, "contexts": 0, "rated_months": 0})
    found["rested"] = _days_since(found["last"], entry, period)
    return found.assign(state=_states(found, period, gates))


def resting(skills: pd.DataFrame, entry: pd.DataFrame, most: int) -> pd.DataFrame:
    """The last use of each resting skill, the latest first, as single records: id, date, label, text, detail (the skill), share."""
    found = skills[skills["state"] == "resting"].reset_index()
    found = found.sort_values(["last", "skill"], ascending=[False, True]).head(most)
    own = entry[entry["id"].isin(found["id"])].drop_duplicates("id").set_index("id")
    last = own.loc[found["id"].to_list()].reset_index()
    return pd.DataFrame({
        "id": last["id"], "date": last["date"], "label": pd.Series("last use of a resting skill", last.index, dtype="str"),
        "text": last["text"], "detail": found["skill"].to_numpy(), "share": last["share"],
    })  # fmt: skip


def _back(day: date, months: int) -> date:
    return (pd.Timestamp(day) - pd.DateOffset(months=months)).date()


def _activity(year: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Active months with the first and last of them (as numbers), contexts, and in how many halves there is a use."""
    half = year["date"] >= pd.Timestamp(_back(period.last, 6))
    by_skill = year.assign(month=_months(year["date"]), half=half).groupby("skill")
    counts = by_skill[["month", "context", "half"]].nunique()
    return counts.set_axis(["months", "contexts", "halves"], axis=1).assign(
        begun=by_skill["month"].min(), ended=by_skill["month"].max()
    )


def _months(days: pd.Series[pd.Timestamp]) -> Any:
    return days.to_numpy("datetime64[M]").astype(np.int64)


def _learned(year: pd.DataFrame, entry: pd.DataFrame, learning: pd.DataFrame, days: int) -> Flags:
    """Which uses put a learning item to work."""
    titles = set(learning["title"].dropna().str.strip().str.casefold())
    named = entry["builds_on"].dropna().str.strip().str.casefold()
    quotes = year["entry"].isin(named.index[named.isin(titles)])
    items = learning.loc[learning["skills"].str.len() > 0, ["date", "skills"]].explode("skills")
    items = (
        items.dropna().rename(columns={"skills": "skill"}).sort_values("date").assign(is_new=True)
    )
    items = items.astype({"skill": "str", "date": year["date"].dtype})
    in_order = year[["date", "skill"]].reset_index().sort_values("date", kind="stable")
    near = pd.merge_asof(in_order, items, on="date", by="skill", tolerance=pd.Timedelta(days=days))
    found: Flags = near.set_index("index")["is_new"].reindex(year.index).notna().to_numpy(bool)
    return found | quotes.to_numpy(bool)


def _levels(year: pd.DataFrame) -> pd.DataFrame:
    """In how many months each skill has a rating, and whether its level rises."""
    rated = year[year["level"].notna()].assign(month=lambda uses: _months(uses["date"]))
    trends = {
        skill: stats.rising(own["month"].to_list(), own["level"].to_list())
        for skill, own in rated.groupby("skill")
    }
    rows = [(skill, trend.months, trend.is_rising) for skill, trend in trends.items()]
    found = pd.DataFrame(rows, columns=["skill", "rated_months", "is_rising"]).set_index("skill")
    return found.astype({"rated_months": "Int64", "is_rising": "boolean"})


def _days_since(last: pd.Series[pd.Timestamp], entry: pd.DataFrame, period: Period) -> Any:
    """Days after each last use that are not paused, up to the last day with an entry: a silent log tells nothing."""
    begin = np.datetime64(_back(period.last, 24))
    logged = streams.within(entry, _back(period.last, 24), period.last)["date"].max()
    if pd.isna(logged):
        return np.zeros(len(last), dtype=np.int64)
    n = (logged.to_datetime64().astype("datetime64[D]") - begin).astype(int) + 1
    first = begin.astype(date)
    counts = [not period.is_paused(first + timedelta(days=i)) for i in range(n)]
    running = np.cumsum(counts)
    return running[-1] - running[(last.to_numpy("datetime64[D]") - begin).astype(int)]


def _states(found: pd.DataFrame, period: Period, gates: Mapping[str, float]) -> Any:
    now = _months(pd.Series([pd.Timestamp(period.last - timedelta(days=1))]))[0]
    in_a_row = found["ended"] - found["begun"] + 1 == found["months"]
    grows = found["is_rising"].fillna(False).astype(bool)
    grows |= (found["contexts"] >= gates["contexts"]) & found["learned"]
    return np.select(
        [
            found["rested"] >= gates["resting_days"],
            (found["halves"] == 2) & grows,
            found["months"] >= gates["steady_months"],
            (found["months"] <= gates["episodic_months"]) | (in_a_row & (found["ended"] < now)),
        ],
        ["resting", "compounding", "steady", "episodic"],
        "in between",
    )
