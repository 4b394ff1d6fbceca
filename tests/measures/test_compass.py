"""The compass: this year's sitting, and last year's beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from careerkit import assess, instruments
from careerkit.instruments import Instrument
from tests.measures.frames import frame, run

COMPASS = instruments.load(instruments.PACKAGED / "compass.toml")


def sitting(
    value: float,
    occasion: str | None,
    at: str,
    name: str = "a",
    *,
    instrument: Instrument = COMPASS,
    items: int = 32,
) -> list[dict[str, Any]]:
    """Every item answered so that the score is `value` (reversed items mirrored)."""
    turned = {item for score in instrument.scores.values() for item in score.reversed}
    return [
        {"instrument": "compass", "version": instrument.version, "fingerprint": instrument.fingerprint, "administration": name,
         "occasion": occasion, "at": at, "item": item, "value": 6 - value if item in turned else value, "answered": "answered"}
        for item in list(instrument.values)[:items]
    ]  # fmt: skip


def scored(
    *sittings: list[dict[str, Any]], known: tuple[Instrument, ...] = (COMPASS,)
) -> pd.DataFrame:
    rows = [row for one in sittings for row in one]
    return assess.scores(frame("answer", rows), {part.fingerprint: part for part in known})


def test_numbers_by_hand() -> None:
    """All 4 of 1-5 is 75 of 100; SEM = 25 x .79 sqrt(.38) = 12.2, so 75 is farther than one SEM from 60."""
    found = run("compass", scores=scored(sitting(4, "2025", "2025-06-01T10:00")))
    assert found.status == "clear"
    assert found.table["pomp"].tolist() == [75.0] * 8
    assert found.table["from"].iloc[0] == pytest.approx(75 - 12.17, abs=0.01)
    assert found.values["trajectory"] == 75
    assert found.values["near_line"] == 0
    assert "8 towards the second pole" in found.statement
    assert found.n == 24


def test_composites_stay_out_of_the_table() -> None:
    found = run("compass", scores=scored(sitting(4, "2025", "2025-06-01T10:00")))
    assert not set(found.table["title"]) & {"Trajectory", "Meaning", "Sustain"}


@pytest.mark.parametrize(
    ("before", "after", "verdict"), [(2, 3, "up"), (4, 2, "down"), (3, 3, "no reliable change")]
)
def test_change_is_told_for_the_trajectory_alone(before: float, after: float, verdict: str) -> None:
    """One point is 25 of 100; the threshold is 1.96 sqrt(2) x 25 x .57 sqrt(.22) = 18.5."""
    scores = scored(
        sitting(before, "2024", "2024-06-01T10:00", "old"),
        sitting(after, "2025", "2025-06-01T10:00"),
    )
    found = run("compass", scores=scores)
    assert found.values["trajectory_verdict"] == verdict
    assert found.values["trajectory_threshold"] == pytest.approx(18.5, abs=0.05)
    assert "Trajectory moved" in found.statement


def test_another_wording_is_not_comparable() -> None:
    raw = {
        **COMPASS.raw,
        "item": [{**item, "text": str(item["text"]) + "!"} for item in COMPASS.raw["item"]],
    }
    old = replace(COMPASS, raw=raw)
    scores = scored(
        sitting(2, "2024", "2024-06-01T10:00", "old", instrument=old),
        sitting(4, "2025", "2025-06-01T10:00"),
        known=(COMPASS, old),
    )
    found = run("compass", scores=scores)
    assert found.status == "not_comparable"
    assert "wording changed in 1.0.0" in found.needs
    assert len(found.table) == 8


def test_a_retake_within_21_days_is_no_year() -> None:
    scores = scored(
        sitting(2, "2024", "2024-12-30T10:00", "old"), sitting(4, "2025", "2025-01-10T10:00")
    )
    found = run("compass", scores=scores)
    assert "retake" in found.statement
    assert "trajectory_verdict" not in found.values


def test_the_last_finished_sitting_of_the_year_counts() -> None:
    scores = scored(
        sitting(2, "2025", "2025-03-01T10:00", "a"), sitting(4, "2025", "2025-06-01T10:00", "b"),
        sitting(1, "2025", "2025-09-01T10:00", "c", items=20),
    )  # fmt: skip
    assert run("compass", scores=scores).values["trajectory"] == 75


def test_without_an_occasion_the_day_decides() -> None:
    assert run("compass", scores=scored(sitting(4, None, "2025-06-01T10:00"))).status == "clear"
    assert run("compass", scores=scored(sitting(4, None, "2024-06-01T10:00"))).status == "not_yet"
    assert run("compass", scores=scored(sitting(4, "2025", "2026-01-05T10:00"))).status == "clear"


def test_what_is_missing_is_told() -> None:
    assert "Take the compass" in run("compass").needs
    draft = run("compass", scores=scored(sitting(4, "2025", "2025-06-01T10:00", items=20)))
    assert (draft.status, "20 of 32" in draft.needs) == ("not_yet", True)
    lost = run("compass", scores=scored(sitting(4, "2025", "2025-06-01T10:00"), known=()))
    assert "questionnaire file is missing" in lost.needs
