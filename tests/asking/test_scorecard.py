"""The last sitting in plain lines: what is said of each score, of gaps and of changes, and the limits below."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from careerkit.asking import scorecard
from careerkit.instruments import Instrument
from tests.test_sittings import COMPASS, PULSE, answered, reworded, table


def shown(
    *given: list[dict[str, Any]],
    name: str = "compass",
    known: tuple[Instrument, ...] = (COMPASS, PULSE),
    **other: str,
) -> list[str]:
    parts = {part.fingerprint: part for part in known}
    return scorecard.lines(table(*given, known=known), parts, name, **other)


def one(day: str, value: float = 4, **other: Any) -> list[dict[str, Any]]:
    return answered(day, value, instrument=COMPASS, **other)


def test_each_score_with_its_band_and_error() -> None:
    """All 4 is 75; SEM 12.17, so 63 to 87; two standard lines for the composites follow."""
    lines = shown(one("2025-06-01"))
    assert lines[0] == "2025-06-01: 2025-06-01, for 2025"
    assert (
        "Scope (one thing at a time ... building up over time): 75 of 100; towards the second pole; 63 to 87 with its error; 3 of 3 answers"
        in lines
    )
    assert any(
        line.startswith("Trajectory: 75 of 100;") and line.endswith("4 of 4 scores")
        for line in lines
    )
    assert lines.index(next(line for line in lines if line.startswith("Trajectory"))) > lines.index(
        next(line for line in lines if line.startswith("Harmony"))
    )
    assert (
        "    Your work builds on itself. Once in a while, check that what it builds towards is still where you want to go."
        in lines
    )


def test_the_limits_stand_below_every_result() -> None:
    for name, part in (("compass", COMPASS), ("pulse", PULSE)):
        lines = shown(answered("2025-06-01", instrument=part), name=name)
        for limit in part.raw["instrument"]["limits"]:
            assert f"- {limit}" in lines
        assert any("by planning values, not by data" in line for line in lines)


def test_near_the_line_is_said() -> None:
    """3.5 of 5 is 62.5, within 12 of the cut at 60: two items at 4 and 3, the third skipped."""
    rows = [row | {"value": {"scope_1": 4.0, "scope_2": 3.0}.get(row["item"]), "answered": "answered" if row["item"] in ("scope_1", "scope_2") else "skipped"}
            for row in one("2025-06-01")]  # fmt: skip
    lines = shown(rows)
    assert any(
        "towards the second pole, near the line" in line and "2 of 3 answers" in line
        for line in lines
    )
    assert any(
        line.startswith("Drive") and line.endswith("not enough answers (0 of 3 answers)")
        for line in lines
    )


def test_gaps_are_at_most_three_and_the_widest_first() -> None:
    """Everything at 50; wanted: Network 100, Growth 0, Fit 100, Drive 75, the others 50."""
    wishes = {"want_network": 5, "want_growth": 1, "want_fit": 5, "want_drive": 4}
    rows = [row | {"value": wishes.get(row["item"], 3)} for row in one("2025-06-01", 3)]
    told = [line for line in shown(rows) if line.startswith("You want")]
    assert told == [
        "You want more Fit than you have now (wanted 100, now 50).",
        "You want less Growth than you have now (wanted 0, now 50).",
        "You want more Network than you have now (wanted 100, now 50).",
    ]
    assert "What you have and what you want agree closely." in shown(one("2025-06-01", 3))


def test_a_change_is_told_of_composites_alone() -> None:
    lines = shown(one("2024-06-01", 2, occasion="2024"), one("2025-06-01", 4))
    assert "Since 2024-06-01 (2024-06-01):" in lines
    moved = [line for line in lines if " moved from " in line]
    assert [line.split()[0] for line in moved] == ["Trajectory", "Meaning", "Sustain"]
    assert all(line.endswith("by our planning value.") for line in moved)
    assert any(line.startswith("Of a change in the other scores nothing is said") for line in lines)


def test_a_retake_is_no_change() -> None:
    lines = shown(one("2025-05-20", 2), one("2025-06-01", 4))
    assert not any("moved" in line or line.startswith("Since") for line in lines)
    assert lines[0].endswith("for 2025, taken 2 times for it")


def test_another_wording_is_said() -> None:
    new = reworded(COMPASS, "scope_1", version="1.1.0")
    lines = shown(
        one("2024-06-01", 2, occasion="2024"),
        answered("2025-06-01", 4, instrument=new),
        known=(COMPASS, new),
    )
    assert "Of a change in Trajectory nothing can be said: wording changed in 1.1.0." in lines
    assert any(line.startswith("Meaning moved from 25 to 75") for line in lines)


def test_a_draft_is_shown_as_one_only_while_nothing_is_finished() -> None:
    draft = one("2025-09-01", 5, items=20)
    assert "A draft: 20 of 32 statements have an answer or a skip." in shown(draft)
    assert not any("draft" in line for line in shown(one("2025-06-01", 4), draft))
    assert any("draft" in line for line in shown(one("2025-06-01", 4), draft, sitting="2025-09-01"))


def test_what_was_left_out_is_counted() -> None:
    lines = shown([*one("2025-06-01"), one("2025-06-01", 9)[0]])
    assert (
        "1 answers are left out: they are on no scale, or to no item of this questionnaire."
        in lines
    )


def test_nothing_taken_is_nothing_shown() -> None:
    assert shown() == []
    assert shown(one("2025-06-01"), name="pulse") == []
    assert shown(one("2025-06-01"), language="de") == []


@pytest.mark.parametrize("bands", [True, False])
def test_without_bands_or_precision_only_the_number_stands_there(bands: bool) -> None:
    raw = {
        key: value
        for key, value in PULSE.raw.items()
        if key != "reliability" and (bands or key != "bands")
    }
    plain = replace(PULSE, raw=raw)
    lines = shown(answered("2025-06-01", 4, instrument=plain), name="pulse", known=(plain,))
    middle = "; towards the second pole" if bands else ""
    assert (
        f"Impact (done when it is done ... leaves a mark): 75 of 100{middle}; 4 of 4 answers"
        in lines
    )
    assert not any("error" in line for line in lines)
