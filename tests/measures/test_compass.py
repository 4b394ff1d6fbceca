"""The compass: this year's sitting, and last year's beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from careerkit.measure import Measure, Statement
from tests.measures.frames import run, year
from tests.measures.sittings import COMPASS, Answers, scored
from tests.measures.sittings import sitting as taken


def sitting(value: float, occasion: str | None, at: str, name: str = "a", **rest: Any) -> Answers:
    """Every item answered so that the score is `value` (reversed items mirrored)."""
    return taken(rest.pop("instrument", COMPASS), value, at, name, occasion=occasion, **rest)


def told(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [said for said in found.more if all(word in said.text for word in words)]
    return one


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
def test_change_is_judged_for_the_composites_alone(
    before: float, after: float, verdict: str
) -> None:
    """One point is 25 of 100; the threshold is 1.96 sqrt(2) x 25 x .57 sqrt(.22) = 18.5."""
    scores = scored(
        sitting(before, "2024", "2024-06-01T10:00", "old"),
        sitting(after, "2025", "2025-06-01T10:00"),
    )
    found = run("compass", scores=scores)
    assert found.values["trajectory_verdict"] == verdict
    assert found.values["trajectory_threshold"] == pytest.approx(18.5, abs=0.05)
    assert found.values["trajectory_before"] == 25 * (before - 1)
    # Meaning and sustain: 1.96 sqrt(2) x 25 x .65 sqrt(.32) = 25.5, so that one point is within it.
    assert found.values["sustain_threshold"] == pytest.approx(25.5, abs=0.05)
    assert found.values["sustain_verdict"] == ("down" if after < before else "no reliable change")
    assert "same items" in told(found, "year before").text


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
    assert "Wording changed in 1.0.0" in found.needs
    assert len(found.table) == 8


def test_a_retake_within_21_days_is_no_year() -> None:
    scores = scored(
        sitting(2, "2024", "2024-12-30T10:00", "old"), sitting(4, "2025", "2025-01-10T10:00")
    )
    found = run("compass", scores=scores)
    assert told(found, "retake").status == "not_comparable"
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


@pytest.mark.parametrize("after", [1, 2, 3, 4, 5])
def test_no_sentence_holds_a_composite_or_a_change_of_a_dimension(after: float) -> None:
    """What stands in sentences may be shared; composites are for the owner's appendix."""
    scores = scored(
        sitting(3, "2024", "2024-06-01T10:00", "old"),
        sitting(after, "2025", "2025-06-01T10:00"),
    )
    found = run("compass", scores=scores)
    text = " ".join(
        [found.statement, found.needs, *(said.text + said.needs for said in found.more)]
    )
    assert not [word for word in ("trajectory", "meaning", "sustain", "moved from") if word in text.lower()]  # fmt: skip
    assert found.effect == 0
    assert told(found, "three answers").n == 24
    assert "no change in them is tested" in told(found, "three answers").text
    assert "not for selection" in told(found, "tested on nobody").text


def wants(answers: Answers, **values: int) -> Answers:
    """The same sitting with other answers to some of its items."""
    return [{**row, "value": values.get(str(row["item"]), row["value"])} for row in answers]


def test_a_score_near_a_border_may_belong_to_the_neighbour() -> None:
    """Two of three answers 4 and one 3 make 66.7, within 12.2 of the border at 60: one dimension, then two."""
    same = sitting(4, "2025", "2025-06-01T10:00")
    one = run("compass", scores=scored(wants(same, scope_1=3)))
    assert one.statement.endswith("1 so near a border that it may belong to the neighbour.")
    two = run("compass", scores=scored(wants(same, scope_1=3, growth_1=3)))
    assert two.statement.endswith("2 so near a border that they may belong to the neighbour.")


def test_the_pulse_is_another_question() -> None:
    found = run("compass", scores=scored(sitting(4, "2025", "2025-06-01T10:00")))
    assert told(found, "pulse").text == "The pulse asks other items on other days; its numbers need not agree."  # fmt: skip


def test_the_three_widest_gaps_are_told_and_no_more() -> None:
    """All now 3, which is 50, wanted 3: no gap. Then five of them by one or two steps of 25, one of them downwards."""
    same = sitting(3, "2025", "2025-06-01T10:00")
    close = run("compass", scores=scored(same))
    assert told(close, "agree closely").n == 8
    other = wants(same, want_scope=4, want_network=5, want_drive=1, want_growth=4, want_fit=4)
    found = told(run("compass", scores=scored(other)), "You want")
    assert (
        found.text
        == "You want less Drive (wanted 0, now 50), then more Network (wanted 100, now 50), then more Scope (wanted 75, now 50); these are for orientation and not tested."
    )
    assert (found.status, found.n) == ("clear", 8)


def test_a_gap_needs_both_answers() -> None:
    skipped = {f"want_{name}" for name in ("scope", "drive", "impact", "growth", "network", "fit", "steady", "harmony")}  # fmt: skip
    found = run("compass", scores=scored(sitting(3, "2025", "2025-06-01T10:00", skipped=skipped)))
    assert not [said for said in found.more if "want" in said.text]


@pytest.mark.parametrize(("value", "cares"), [(2, True), (3, False)])
def test_low_steadiness_or_harmony_gets_care(value: int, cares: bool) -> None:
    """25 lies under 40, 50 does not; the other six dimensions may be low without a word."""
    turned = {"harmony_1": value, "harmony_2": value, "harmony_3": 6 - value}
    low = {"scope_1": 1, "scope_2": 1, "scope_3": 5}
    one = wants(sitting(3, "2025", "2025-06-01T10:00"), **turned, **low)
    found = run("compass", scores=scored(one))
    assert [said.n for said in found.more if "not a health test" in said.text] == ([3] if cares else [])  # fmt: skip


def test_anchor_items_can_still_be_read_side_by_side() -> None:
    """One item of scope is reworded: trajectory holds it, so that no change is told; seven dimensions are the same."""
    raw = {
        **COMPASS.raw,
        "item": [
            {**item, "text": str(item["text"]) + ("!" if item["id"] == "scope_1" else "")}
            for item in COMPASS.raw["item"]
        ],
    }
    old = replace(COMPASS, raw=raw)
    scores = scored(
        sitting(2, "2024", "2024-06-01T10:00", "old", instrument=old),
        sitting(4, "2025", "2025-06-01T10:00"),
        known=(COMPASS, old),
    )
    found = run("compass", scores=scores)
    assert found.status == "not_comparable"
    assert "7 of 8 dimensions have the same items" in told(found, "side by side").text
    assert "trajectory_verdict" not in found.values
    assert found.values["meaning_verdict"] == "up"


def test_a_sitting_in_another_language_is_not_comparable() -> None:
    raw = {**COMPASS.raw, "instrument": {**COMPASS.raw["instrument"], "language": "de"}}
    raw["item"] = [{**item, "text": f"{item['text']} (de)"} for item in COMPASS.raw["item"]]
    old = replace(COMPASS, raw=raw)
    scores = scored(
        sitting(2, "2024", "2024-06-01T10:00", "old", instrument=old),
        sitting(4, "2025", "2025-06-01T10:00"),
        known=(COMPASS, old),
    )
    found = run("compass", scores=scores)
    assert (found.status, "languages" in found.needs) == ("not_comparable", True)


def test_titles_and_bands_of_a_file_stand_in_no_sentence() -> None:
    """A questionnaire's file is somebody else's text: its titles and zones are for the table."""
    raw = {
        **COMPASS.raw,
        "score": [{**score, "title": "xyzzy"} for score in COMPASS.raw["score"]],
        "bands": {"cuts": [40, 60], "names": ["xyzzy low", "xyzzy mid", "xyzzy high"]},
    }
    hostile = replace(COMPASS, raw=raw)
    one = wants(sitting(2, "2025", "2025-06-01T10:00", instrument=hostile), want_scope=5)
    found = run("compass", scores=scored(one, known=(hostile,)))
    text = found.statement + found.needs + str(dict(found.values)) + str(found.more)
    assert "xyzzy" not in text
    assert "8 towards the first pole" in found.statement
    assert "more Scope (wanted 100, now 25)" in text


def test_taken_twice_is_told() -> None:
    scores = scored(
        sitting(2, "2025", "2025-03-01T10:00", "a"), sitting(4, "2025", "2025-06-01T10:00", "b")
    )
    found = run("compass", scores=scores)
    assert "taken 2 times this year, and the last one counts" in found.statement
    assert found.values["taken"] == 2


def test_enough_retakes_tell_how_far_a_dimension_moves_by_itself() -> None:
    """Ten pairs a week apart, months between them, always 25 apart: s_w = 25 / sqrt(2), and 2.77 of it are 49."""
    pairs = [
        sitting(2 + half, None, f"{2016 + i}-03-{1 + 7 * half:02}T10:00", f"{i}-{half}")
        for i in range(10)
        for half in (0, 1)
    ]
    found = run("compass", year(2025), scores=scored(*pairs))
    said = told(found, "10 retakes")
    assert (said.n, "up to 49 of 100" in said.text) == (10, True)
    nine = run("compass", year(2025), scores=scored(*pairs[2:]))
    assert not [said for said in nine.more if "retakes" in said.text]


def test_in_a_running_year_nothing_later_is_looked_at() -> None:
    """Taken in September for 2025; on 30 June it is not there yet."""
    scores = scored(sitting(4, "2025", "2025-09-01T10:00"))
    assert run("compass", year(2025, as_of="2025-06-30"), scores=scores).status == "not_yet"
    assert run("compass", year(2025), scores=scores).status == "clear"


def test_the_answers_are_the_evidence() -> None:
    rows = sitting(4, "2025", "2025-06-01T10:00")
    found = run("compass", scores=scored(rows), answer=[*rows, *sitting(2, "2024", "2024-06-01T10:00", "old")])  # fmt: skip
    assert set(found.evidence) == {row["id"] for row in rows}
