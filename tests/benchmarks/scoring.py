"""1.6 million answers of 50,000 people to scores, against the mean of each person's answers alone.

    python -m tests.benchmarks.scoring [--json] [--times 5]

The answers are made here, from a written seed. Both sides run in this process, in turn; seconds are CPU
seconds. Besides the ratio: the cost of a million answers, and that of one person's sitting.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from careerkit import assess, instruments
from careerkit.instruments import Instrument
from tests.benchmarks import measuring
from tests.measures.frames import frame

PEOPLE, SEED = 50_000, 20240305


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--times", type=int, default=5)
    given = arguments.parse_args()
    measuring.report(figures(given.times), as_json=given.json)


def figures(times: int) -> dict[str, float | int]:
    """All figures of this benchmark, in CPU seconds and ratios."""
    known = instruments.packaged()
    [compass] = [part for part in known.values() if part.id == "compass"]
    many, one = answers(compass, PEOPLE), answers(compass, 1)
    ours, theirs = measuring.in_turn(
        lambda: cpu(lambda: len(assess.scores(many, known))),
        lambda: cpu(lambda: baseline(many)),
        times,
    )
    whole = statistics.median(ours)
    return {
        "runs": times,
        "answers": len(many),
        "scores_cpu_seconds": whole,
        "cpu_seconds_a_million_answers": whole / len(many) * 1e6,
        "one_mean_a_person_cpu_seconds": statistics.median(theirs),
        "ratio": measuring.median_ratio(ours, theirs),
        "one_sitting_cpu_milliseconds": 1000
        * statistics.median(cpu(lambda: len(assess.scores(one, known))) for _ in range(times)),
    }


def answers(instrument: Instrument, people: int) -> pd.DataFrame:
    """Every item answered once by everybody, at random."""
    items = list(instrument.values)
    row = {"instrument": instrument.id, "version": instrument.version, "fingerprint": instrument.fingerprint,
           "occasion": "2025", "at": "2025-06-01T10:00", "answered": "answered"}  # fmt: skip
    table = frame("answer", [row]).loc[np.zeros(people * len(items), int)].reset_index(drop=True)
    values = np.random.default_rng(SEED).integers(1, 6, len(table)).astype(float)
    names = np.repeat([f"person-{n}" for n in range(people)], len(items))
    return table.assign(
        administration=pd.Series(names, dtype="str"),
        item=pd.Series(np.tile(items, people), dtype="str"),
        value=values,
    )


def baseline(table: pd.DataFrame) -> int:
    """What pandas needs to read the same rows once: one mean for each person."""
    return len(table.groupby("administration")["value"].mean())


def cpu(work: Callable[[], int]) -> float:
    """CPU seconds of one piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
