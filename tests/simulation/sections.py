"""Energy and momentum once more, as lines of a log through the whole section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from careerkit import measure, tables
from careerkit.measure import Measure
from careerkit.period import Period
from careerkit.settings import Settings
from tests.measures.frames import frame, no_scores, year
from tests.simulation import energy, momentum, naive, years
from tests.simulation.figures import Band, Result, Row, mean, percent, share
from tests.simulation.years import EnergyYears, Flags, Floats, Ints

TITLE = "Through the whole section"
QUESTION = (
    "What becomes of the same years as lines of a log, from entries to the statement of a section?"
)
NAIVE = "as in the two tables above."
OURS = "the measures `energy` and `momentum`, on entries with dates, tags and words."
YEARS, SEED = 200, 109
ENTRIES, RATE, PHI = 150, 3, 2

_ENERGY = f"`energy`, {ENTRIES} entries a year"
_MOMENTUM = f"`momentum`, {RATE} moves a week, variance {PHI} x mean"
ROWS: Mapping[str, Row] = {
    "false": Row(
        f"{_ENERGY}, no activity differs: years with a false call",
        naive=percent(99, 5), ours=Band(high=energy.MOST_FALSE),
    ),
    "found": Row(f"{_ENERGY}, strong effects found", naive=percent(76, 5), ours=percent(27, 5)),
    "alarms": Row(
        f"{_MOMENTUM}, steady: false slumps a year", "", ours=Band(high=momentum.MOST_ALARMS)
    ),
    "seen": Row(f"{_MOMENTUM}, eight weeks at 30 %: seen", ours=percent(59, 7)),
}  # fmt: skip


def simulate(part: float = 1.0) -> Iterator[tuple[str, Result]]:
    """Energy with 150 entries a year, momentum with three moves a week."""
    n_years = max(20, round(YEARS * part))
    rng = np.random.default_rng(SEED)
    same = years.energy(rng, n_years, ENTRIES)
    differs = years.energy(rng, n_years, ENTRIES, effect_sd=energy.SPREAD)
    rules = (naive.energy_calls, calls)
    yield "false", Result(*(share((rule(same) != 0).any(axis=1)) for rule in rules))
    yield "found", Result(*(mean(energy.found(rule(differs), differs), 100) for rule in rules))
    steady, fallen = momentum.made(rng, n_years, RATE, PHI)
    plain, ours = naive.slump_alarms(steady)[:, momentum.BEFORE :], starts(steady)
    yield "alarms", Result(mean(plain.sum(axis=1)), mean(ours.sum(axis=1)))
    seen = (naive.slump_alarms(fallen)[:, momentum.BEFORE :], starts(fallen))
    yield "seen", Result(*(share(np.any(momentum.in_time(one), axis=1)) for one in seen))


# ---- energy ------------------------------------------------------------------------------------------

# A Monday; 46 weeks from here lie in 2025.
FIRST_WEEK = date(2025, 1, 6)


def calls(many: EnergyYears) -> Floats:
    """The labels that the section calls clear: +1 or -1 by year and activity, else 0."""
    called = np.zeros((len(many.week), years.ACTIVITIES))
    for row, week, activity, felt in zip(
        called, many.week, many.activity, many.energy, strict=True
    ):
        table = energy_section(week, activity, felt).table
        clear = table[table["status"] == "clear"]
        row[[energy.LABELS.index(label) for label in clear["label"]]] = np.sign(clear["shrunk"])
    return called


def energy_section(week: Ints, activity: Ints, felt: Floats) -> Measure:
    """The section of one year of entries, each with a tag and a rating."""
    rows = [
        {"id": f"e{i:04d}", "date": (FIRST_WEEK + timedelta(weeks=int(w), days=i % 5)).isoformat(), "word": "did",
         "text": "x", "tags": [energy.LABELS[a]], "energy": value}
        for i, (w, a, value) in enumerate(zip(week, activity, felt, strict=True))
    ]  # fmt: skip
    return _section("energy", rows, year(2025))


# ---- momentum ----------------------------------------------------------------------------------------

KINDS = ("win", "lesson", "try")
# The Monday of the week in which 2025 begins.
NEW_YEAR = date(2024, 12, 30)


def starts(counts: Ints) -> Flags:
    """The weeks of the year in which a slump becomes known, by the section's table."""
    return np.stack([momentum.known_in(slump_weeks(moves)) for moves in counts])


def slump_weeks(moves: Ints) -> Flags:
    """The weeks of the year that the section counts to a slump."""
    state = momentum_section(moves).table["state"]
    return np.asarray((state == "slump").fillna(False), dtype=bool)


def momentum_section(moves: Ints) -> Measure:
    """The section of 2025, of half a year and 52 weeks of moves; in every week something is written."""
    monday = NEW_YEAR - timedelta(weeks=momentum.BEFORE)
    rows: list[dict[str, Any]] = []
    for count in moves:
        # One move a day of each kind counts, so that at most 21 a week can be told.
        told = [(monday + timedelta(days=i // 3), KINDS[i % 3]) for i in range(min(int(count), 21))]
        rows += [{"date": day.isoformat(), "word": word} for day, word in [(monday, "note"), *told]]
        monday += timedelta(weeks=1)
    numbered = [{**row, "id": f"m{i:04d}", "text": "x"} for i, row in enumerate(rows)]
    return _section("momentum", numbered, year(2025, as_of="2025-12-28"))


# ---- both --------------------------------------------------------------------------------------------


def _section(name: str, entries: list[dict[str, Any]], period: Period) -> Measure:
    """What `tests.measures.frames.run` does, with the empty tables made once."""
    found = measure.run(name, {**_nothing(), "entry": frame("entry", entries), "period": period})
    assert found.status != "failed", found
    return found


@cache
def _nothing() -> dict[str, Any]:
    return {
        **{name: frame(name) for name in tables.names()},
        "settings": Settings(),
        "scores": no_scores(),
    }
