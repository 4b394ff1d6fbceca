"""All measures of one review over twenty years of 2,000 entries, against one pandas pass over the same entries.

    python -m tests.benchmarks.measures [--json] [--entries 2000] [--times 3]

CPU seconds of everything that a review computes (every measure once, then the advice), in one warm process. The baseline
is a single group-by of the entries by month, tag and word with three aggregates: what a hand-written summary costs. The
slope compares five, ten and twenty years: time grows with the entries, not faster.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from careerkit import advise, assess, look, measure, tables
from careerkit.period import make_period
from careerkit.settings import Settings
from tests.benchmarks.measuring import report
from tests.measures.frames import frame

LAST = 2025
TAGS = np.array([f"tag-{i}" for i in range(40)])
SKILLS = TAGS[:20]


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--entries", type=int, default=2000, help="entries a year")
    arguments.add_argument("--times", type=int, default=3)
    given = arguments.parse_args()
    report(figures(given.entries, given.times), as_json=given.json)


def figures(entries: int, times: int) -> dict[str, float | int | str]:
    """Seconds for five, ten and twenty years, the slope, the ratio, and the slowest measures."""
    seconds = {years: _seconds(years, entries, times) for years in (5, 10, 20)}
    whole = made(20, entries)
    baseline = _cpu(lambda: _summary(whole["entry"]), times)
    single = {
        name: _cpu(lambda name=name: measure.run(name, whole), times) for name, _ in measure.parts()
    }  # type: ignore[misc]
    slowest = sorted(single, key=lambda name: -single[name])[:5]
    per_entry = {years: 1e6 * cost / years / entries for years, cost in seconds.items()}
    return {
        "entries_a_year": entries,
        **{f"seconds_{years}_years": cost for years, cost in seconds.items()},
        **{f"microseconds_an_entry_{years}_years": cost for years, cost in per_entry.items()},
        "slope_20_to_10_years": seconds[20] / seconds[10],
        "baseline_group_by_seconds": baseline,
        "ratio_to_one_group_by": seconds[20] / baseline,
        **{f"slowest_{name}_seconds": single[name] for name in slowest},
    }


def _seconds(years: int, entries: int, times: int) -> float:
    inputs = made(years, entries)

    def once() -> None:
        found = {name: measure.run(name, inputs) for name, _ in measure.parts()}
        failed = [name for name, one in found.items() if one.status is measure.Status.FAILED]
        if failed:
            raise SystemExit(f"failed: {failed}")
        advise.counsel(look.Look(found, inputs, inputs["period"]), inputs["advice"])

    return _cpu(once, times)


def _cpu(job: Callable[[], Any], times: int) -> float:
    job()
    found = []
    for _ in range(times):
        began = time.process_time()
        job()
        found.append(time.process_time() - began)
    return statistics.median(found)


def _summary(entry: pd.DataFrame) -> pd.DataFrame:
    """One hand-written summary: entries, hours and energy by month, tag and word."""
    by = [entry["date"].dt.to_period("M"), "tag", "word"]
    flat = entry.assign(tag=entry["tags"].str[0])
    return flat.groupby(by).agg({"id": "size", "hours": "sum", "energy": "mean"})


# ---- a long life -------------------------------------------------------------------------------------


def made(years: int, entries: int, seed: int = 1) -> dict[str, Any]:
    """The inputs of every measure: so many years up to 2025, with so many entries a year."""
    rng = np.random.default_rng(seed)
    days = pd.date_range(date(LAST + 1 - years, 1, 1), date(LAST, 12, 31), freq="D")
    found: dict[str, Any] = {name: frame(name) for name in tables.names()}
    found["entry"] = _entries(rng, days, years * entries)
    found["touch"] = _touches(rng, days, years * 150)
    found["learning"] = _learning(rng, days, years * 100)
    found["boundary"] = _rows(
        "boundary", days[::2], name="evening", kept=rng.random(len(days[::2])) < 0.6
    )
    found |= _plans(rng, years)
    answers = _answers(years)
    found["answer"] = answers
    found["scores"] = assess.scores(answers, assess.instruments())
    found["period"] = make_period(LAST, as_of=date(LAST, 12, 31))
    found["settings"] = Settings()
    return found


def _rows(kind: str, days: pd.DatetimeIndex, **columns: Any) -> pd.DataFrame:
    """One table with an id and a date per row; columns not given are unknown."""
    table = frame(kind)
    made = {"id": [f"{kind}{i:06}" for i in range(len(days))], "date": days, **columns}
    lists = {c.name: [[]] * len(days) for c in tables.table(kind).all_columns if c.kind == "list"}
    whole = pd.DataFrame(lists | made).reindex(columns=table.columns)
    types = {column: dtype for column, dtype in table.dtypes.items() if column not in lists}
    return whole.astype(types)  # type: ignore[arg-type]


def _entries(rng: np.random.Generator, days: pd.DatetimeIndex, n: int) -> pd.DataFrame:
    on = pd.DatetimeIndex(np.sort(rng.choice(days, n)))
    popularity = 1 / np.arange(1, len(TAGS) + 1)
    tag = rng.choice(len(TAGS), n, p=popularity / popularity.sum())
    known = rng.random((6, n)) < 0.5
    maybe = lambda flags, values: np.where(flags, values, None)  # noqa: E731
    return _rows(
        "entry", on, word=rng.choice(["win", "lesson", "did", "note", "try"], n), text="text",
        tags=[[str(TAGS[i])] for i in tag], skills=[[str(TAGS[i])] if i < 20 else [] for i in tag],
        hours=np.where(known[0], rng.integers(1, 8, n) / 2, np.nan),
        energy=maybe(known[1], rng.integers(-2, 3, n)), level=maybe(known[2], rng.integers(1, 6, n)),
        chosen=maybe(known[3], rng.random(n) < 0.5), context=maybe(known[4], rng.choice(["job", "club"], n)),
        reach=maybe(known[5], rng.choice(["me", "team", "beyond"], n)),
        lasts=maybe(known[5], rng.choice(["days", "months", "years"], n)),
        goal=maybe(known[2], "goal-1"), project=maybe(known[3] & known[4], "project-1"),
        builds_on=maybe(known[1] & known[2] & known[3], "an earlier text of mine"),
        impact=maybe(known[4] & known[5], "12 -> 7 days"),
    )  # fmt: skip


def _touches(rng: np.random.Generator, days: pd.DatetimeIndex, n: int) -> pd.DataFrame:
    on = pd.DatetimeIndex(np.sort(rng.choice(days, n)))
    people = [f"person-{i}" for i in rng.integers(0, 120, n)]
    return _rows("touch", on, person=people, people=[[one] for one in people], text="text",
                 meaningful=rng.random(n) < 0.8)  # fmt: skip


def _learning(rng: np.random.Generator, days: pd.DatetimeIndex, n: int) -> pd.DataFrame:
    on = pd.DatetimeIndex(np.sort(rng.choice(days, n)))
    tag = [[str(SKILLS[i])] for i in rng.integers(0, len(SKILLS), n)]
    return _rows(
        "learning", on, title="a course", hours=rng.integers(1, 6, n) / 2.0, tags=tag, skills=tag
    )


def _plans(rng: np.random.Generator, years: int) -> dict[str, pd.DataFrame]:
    """Ten milestones a year, half of them late, and one side project a year."""
    goals, events, projects = [{"id": "g", "slug": "goal-1", "plan_share": 0.4}], [], []
    for year in range(LAST + 1 - years, LAST + 1):
        projects.append({"id": f"p{year}", "slug": f"project-{year}", "started": f"{year}-02-01"})
        for i in range(10):
            slug, due = f"m-{year}-{i}", date(year, 1 + i, 15)
            late = date.fromordinal(due.toordinal() + int(rng.integers(-10, 60)))
            goals.append(
                {
                    "id": slug,
                    "slug": slug,
                    "parent": "goal-1",
                    "set_on": f"{year}-01-02",
                    "due": due,
                }
            )
            events.append({"id": f"e-{slug}", "date": late, "slug": slug, "event": "done"})
    return {"goal": frame("goal", goals), "goal_event": frame("goal_event", events),
            "project": frame("project", projects)}  # fmt: skip


def _answers(years: int) -> pd.DataFrame:
    """One compass a year and one pulse a quarter, every item answered."""
    rows = []
    for key, one in assess.instruments().items():
        for at in pd.date_range(f"{LAST + 1 - years}-02-15", f"{LAST}-12-31", freq="91D"):
            if one.id not in ("compass", "pulse") or (one.id == "compass" and at.month > 4):
                continue
            rows += [
                {"instrument": one.id, "version": one.version, "fingerprint": key, "item": item,
                 "administration": f"{one.id}-{at:%Y-%m}", "occasion": str(at.year), "value": 1 + i % 5,
                 "answered": "answered", "at": at}
                for i, item in enumerate(one.values)
            ]  # fmt: skip
    return frame("answer", rows)


if __name__ == "__main__":
    main()
