"""Which sittings count, which two compare, and what may be said of a change: all numbers by hand."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pandas as pd
import pytest

from careerkit import assess, instruments
from careerkit.assess.change import SMALLEST_REAL, comparable, judge, reliable_change, repeatability
from careerkit.assess.scoring import scores
from careerkit.assess.sittings import mean_of_sittings, sitting, sittings
from careerkit.errors import UsageError
from careerkit.instruments import Instrument
from tests.measures.frames import frame, year

PULSE = instruments.load(instruments.PACKAGED / "pulse.toml")
COMPASS = instruments.load(instruments.PACKAGED / "compass.toml")
START, END = date(2025, 1, 1), date(2026, 1, 1)


def answered(
    at: str, value: float = 4, *, name: str = "", occasion: str | None = "2025",
    instrument: Instrument = PULSE, items: int | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """Every item so that each score is `value`: reversed ones mirrored; only the first `items` if said."""
    turned = {item for score in instrument.scores.values() for item in score.reversed}
    return [
        {"instrument": instrument.id, "version": instrument.version, "fingerprint": instrument.fingerprint,
         "administration": name or at, "occasion": occasion, "at": f"{at}T10:00", "item": item,
         "value": 6 - value if item in turned else value, "answered": "answered"}
        for item in list(instrument.values)[:items]
    ]  # fmt: skip


def table(
    *given: list[dict[str, Any]], known: tuple[Instrument, ...] = (PULSE, COMPASS)
) -> pd.DataFrame:
    rows = [row for one in given for row in one]
    return scores(frame("answer", rows), {part.fingerprint: part for part in known})


def first(found: pd.DataFrame, score: str = "scope") -> dict[Any, Any]:
    return found[found["score"] == score].to_dict("records")[0]


# ---- which count -------------------------------------------------------------------------------------


def test_of_several_the_last_finished_one_counts_and_they_are_counted() -> None:
    found = table(
        answered("2025-03-01", 2), answered("2025-06-01", 3), answered("2025-09-01", 5, items=5)
    )
    chosen = sitting(found, "pulse", year(2025))
    assert chosen["mean"].tolist() == [3, 3, 3]
    assert chosen["taken"].tolist() == [2, 2, 2]
    assert sitting(found, "pulse", year(2025), retake="first")["mean"].tolist() == [2, 2, 2]
    assert chosen["score"].tolist() == ["scope", "motivation", "impact"], "as the file has them"


def test_the_occasion_decides_and_without_one_the_day() -> None:
    """Taken in January for the year before; taken without an occasion."""
    found = table(answered("2026-01-10", 2), answered("2026-02-10", 5, occasion=None))
    assert sitting(found, "pulse", year(2025))["mean"].tolist() == [2, 2, 2]
    assert sitting(found, "pulse", year(2026))["mean"].tolist() == [5, 5, 5]
    assert sitting(found, "pulse", year(2026), years=-1)["mean"].tolist() == [2, 2, 2]


def test_no_sitting_is_an_empty_table_with_all_columns() -> None:
    found = sitting(table(), "pulse", year(2025))
    assert found.empty
    assert {"pomp", "taken", "items_key"} <= set(found)
    assert sittings(table(), "pulse", START, END).empty
    assert {"pomp", "occasions", "passed_over"} <= set(
        mean_of_sittings(table(), "pulse", START, END)
    )


def test_another_retake_is_refused() -> None:
    with pytest.raises(UsageError, match="last or first"):
        sitting(table(answered("2025-03-01")), "pulse", year(2025), retake="best")


def test_sittings_of_a_span_are_half_open_and_finished() -> None:
    found = table(
        answered("2024-12-31"), answered("2025-01-01"), answered("2025-12-31"), answered("2026-01-01"),
        answered("2025-06-01", items=3), answered("2025-07-01", instrument=COMPASS),
    )  # fmt: skip
    inside = sittings(found, "pulse", START, END)
    assert inside["administration"].unique().tolist() == ["2025-01-01", "2025-12-31"]
    assert len(inside) == 6


# ---- the mean of a year ------------------------------------------------------------------------------


def test_the_mean_of_four_quarters_by_hand() -> None:
    """2, 3, 4, 3 on 1 to 5: 25, 50, 75, 50 percent, mean 50. SEM 25 x .75 sqrt(.32) = 10.61; of four 5.30."""
    found = table(*(answered(day, value) for day, value in
                    (("2025-02-01", 2), ("2025-05-01", 3), ("2025-08-01", 4), ("2025-11-01", 3))))  # fmt: skip
    row = first(mean_of_sittings(found, "pulse", START, END))
    assert row["pomp"] == 50
    assert row["mean"] == 3
    assert row["sem_pomp"] == pytest.approx(25 * 0.75 * 0.32**0.5 / 2)
    assert (row["occasions"], row["answered"], row["passed_over"]) == (4, 16, 0)
    assert (row["band"], row["near_line"]) == ("some of both", False)
    # Days after 1 February: 0, 89, 181, 273; their mean is 135.75.
    assert row["at"] == pd.Timestamp("2025-02-01T10:00") + pd.Timedelta(days=135.75)


def test_a_retake_within_three_weeks_is_no_second_occasion() -> None:
    """1 March and 21 March are 20 days apart: one counts; 22 March is 21 days later: both do."""
    near = table(answered("2025-03-01", 2), answered("2025-03-21", 4))
    assert first(mean_of_sittings(near, "pulse", START, END))["pomp"] == 75
    assert first(mean_of_sittings(near, "pulse", START, END, retake="first"))["pomp"] == 25
    assert first(mean_of_sittings(near, "pulse", START, END))["passed_over"] == 1
    apart = table(answered("2025-03-01", 2), answered("2025-03-22", 4))
    assert first(mean_of_sittings(apart, "pulse", START, END))["pomp"] == 50


def test_another_wording_is_passed_over_in_the_mean() -> None:
    old = reworded(PULSE, "scope_zero", version="0.9.0")
    found = table(
        answered("2025-03-01", 2, instrument=old), answered("2025-06-01", 4), known=(PULSE, old)
    )
    means = mean_of_sittings(found, "pulse", START, END)
    assert (first(means)["pomp"], first(means)["occasions"], first(means)["passed_over"]) == (
        75,
        1,
        1,
    )
    assert first(means, "impact")["pomp"] == 50, "its items are the same in both versions"


def test_a_skipped_score_takes_no_part() -> None:
    """Only two of four scope items answered in June: that sitting says nothing of scope."""
    june = [row | ({"value": None, "answered": "skipped"} if row["item"] in ("scope_zero", "scope_step") else {})
            for row in answered("2025-06-01", 5)]  # fmt: skip
    means = mean_of_sittings(table(answered("2025-03-01", 2), june), "pulse", START, END)
    assert (first(means)["pomp"], first(means)["occasions"]) == (25, 1)
    assert (first(means, "impact")["pomp"], first(means, "impact")["occasions"]) == (62.5, 2)


def test_no_order_of_rows_changes_a_mean() -> None:
    rows = answered("2025-02-01", 2) + answered("2025-05-01", 3) + answered("2025-08-01", 5)
    turned = rows[:]
    random.Random(1).shuffle(turned)
    one, two = (mean_of_sittings(table(given), "pulse", START, END) for given in (rows, turned))
    pd.testing.assert_frame_equal(one, two)


# ---- which two compare -------------------------------------------------------------------------------


def reworded(
    part: Instrument,
    *items: str,
    version: str,
    changes: tuple[dict[str, Any], ...] = (),
    **head: str,
) -> Instrument:
    """Another version in which the texts of these items have one sign more."""
    raw = {
        **part.raw,
        "instrument": {**part.raw["instrument"], "version": version, **head},
        "item": [{**item, "text": str(item["text"]) + "!"} if item["id"] in items else item for item in part.raw["item"]],
        "changes": list(changes),
    }  # fmt: skip
    return Instrument(raw)


def two(
    new: Instrument, old: Instrument = PULSE, score: str = "scope"
) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """The same score now, with `new`, and a year before, with `old`."""
    found = table(answered("2024-06-01", 2, instrument=old, occasion="2024"),
                  answered("2025-06-01", 4, instrument=new), known=(old, new))  # fmt: skip
    then, now = found[found["score"] == score].to_dict("records")
    return now, then


def test_the_same_file_compares_and_so_does_one_with_another_title() -> None:
    assert comparable(*two(PULSE)) == (True, "")
    assert comparable(*two(reworded(PULSE, version="1.0.1", title="Another"))) == (True, "")


def test_a_changed_full_stop_does_not_compare() -> None:
    assert comparable(*two(reworded(PULSE, "scope_zero", version="1.1.0"))) == (
        False,
        "wording changed in 1.1.0",
    )


def test_scores_whose_own_items_are_the_same_compare_all_the_same() -> None:
    """Anchor items: a word changed in one score's item leaves the other scores of the file comparable."""
    new = reworded(PULSE, "scope_zero", version="1.1.0")
    assert new.fingerprint != PULSE.fingerprint
    assert comparable(*two(new, score="impact")) == (True, "")


def test_a_composite_compares_only_if_all_its_parts_do() -> None:
    new = reworded(COMPASS, "scope_1", version="2.0.0")
    assert not comparable(*two(new, COMPASS, "trajectory")).is_comparable
    assert comparable(*two(new, COMPASS, "meaning")).is_comparable


SOUND = {"version": "1.1.0", "summary": "a full stop", "comparable": True}
OTHER = {"version": "1.2.0", "summary": "asks for another thing", "comparable": False}


def test_a_file_may_say_that_another_wording_compares_and_the_reason_is_told() -> None:
    new = reworded(PULSE, "scope_zero", version="1.1.0", changes=(SOUND,))
    assert comparable(*two(new)) == (
        True,
        "compared although the wording changed in 1.1.0: a full stop",
    )


def test_what_came_between_counts_too() -> None:
    """From 1.0.0 to 1.2.0 over a change that compares and one that does not; from 1.1.0 to 1.3.0 over nothing told."""
    new = reworded(PULSE, "scope_zero", version="1.2.0", changes=(SOUND, OTHER))
    assert comparable(*two(new)) == (False, "wording changed in 1.2.0: asks for another thing")
    late = reworded(PULSE, "scope_zero", version="1.3.0", changes=(SOUND,))
    middle = reworded(PULSE, "scope_step", version="1.1.0")
    assert comparable(*two(late, middle)) == (False, "wording changed in 1.3.0")


def test_an_older_version_taken_later_is_read_by_the_newer_file() -> None:
    new = reworded(PULSE, "scope_zero", version="1.1.0", changes=(SOUND,))
    assert comparable(*two(PULSE, new)).is_comparable


def test_a_translation_is_not_compared() -> None:
    german = reworded(PULSE, "scope_zero", version="1.0.0", language="de")
    assert comparable(*two(german)) == (False, "the two sittings are in different languages")


def test_three_weeks_are_the_least() -> None:
    """20 days and 23 hours are a retake; 21 days are not."""
    now, then = two(PULSE)
    then["at"] = now["at"] - pd.Timedelta(days=20, hours=23)
    assert comparable(now, then) == (
        False,
        "the two sittings are less than 21 days apart: a retake",
    )
    then["at"] = now["at"] - pd.Timedelta(days=21)
    assert comparable(now, then).is_comparable


def test_drafts_gaps_and_other_scores_do_not_compare() -> None:
    now, then = two(PULSE)
    assert "not finished" in comparable(now, {**then, "status": "draft"}).reason
    assert "not enough answers" in comparable({**now, "pomp": float("nan")}, then).reason
    assert "two different scores" in comparable(now, {**then, "score": "impact"}).reason


# ---- what may be said --------------------------------------------------------------------------------


def test_a_change_of_a_pulse_score_by_hand() -> None:
    """2 to 4 is 25 to 75; the threshold is 1.96 sqrt(2) x 10.61 = 29.4, so 50 is reliable, by a planning value."""
    found = judge(*two(PULSE))
    assert found.change is not None
    assert found.change.verdict == "up"
    assert found.change.threshold == pytest.approx(
        1.959964 * 2**0.5 * 25 * 0.75 * 0.32**0.5, abs=1e-4
    )
    assert found.is_planned
    assert found.sentence("Scope") == (
        "Scope moved from 25 to 75 of 100; a change of 30 or more is unlikely to be chance alone,"
        " so this is a reliable change by our planning value."
    )


def test_within_the_threshold_nothing_is_claimed() -> None:
    now, then = two(PULSE)
    found = judge({**now, "pomp": 50.0}, then)
    assert found.sentence("Scope") == (
        "Scope moved from 25 to 50 of 100, which is within what two sittings a week apart can differ: no reliable change."
    )


def test_what_stayed_is_not_said_to_have_moved() -> None:
    now, then = two(PULSE)
    assert (
        judge({**now, "pomp": 25.2}, then).sentence("Scope")
        == "Scope stayed at 25 of 100: no reliable change."
    )


def test_measured_precision_is_not_called_planned() -> None:
    now, then = ({**row, "precision": "omega"} for row in two(PULSE))
    assert judge(now, then).sentence("Scope").endswith("so this is a reliable change.")


def test_three_items_carry_no_change() -> None:
    """All three items of a dimension up by two points: still nothing is said; the composite of twelve is judged."""
    found = judge(*two(COMPASS, COMPASS, "scope"))
    assert found.change is None
    assert "fewer than 4 items" in found.sentence("Scope")
    composite = judge(*two(COMPASS, COMPASS, "trajectory")).change
    assert composite is not None
    assert composite.verdict == "up"


def test_without_a_known_precision_nothing_is_said() -> None:
    riasec = instruments.load(instruments.PACKAGED / "riasec.toml")
    found = judge(*two(riasec, riasec, "social"))
    assert (found.change, found.reason) == (None, "how precise it is, is not known")


def test_the_reason_of_an_override_is_told_with_the_change() -> None:
    found = judge(*two(reworded(PULSE, "scope_zero", version="1.1.0", changes=(SOUND,))))
    assert found.change is not None
    assert "a full stop" in found.reason


def test_two_year_means_are_judged_by_both_their_errors() -> None:
    """25 from one occasion, 50 from four: threshold 1.96 sqrt(10.61^2 + 5.30^2) = 23.2, so 25 is reliable."""
    found = table(
        answered("2024-06-01", 2, occasion="2024"),
        *(answered(day, value) for day, value in
          (("2025-02-01", 3), ("2025-05-01", 3), ("2025-08-01", 3), ("2025-11-01", 3))),
    )  # fmt: skip
    before = first(mean_of_sittings(found, "pulse", date(2024, 1, 1), START))
    now = first(mean_of_sittings(found, "pulse", START, END))
    change = judge(now, before).change
    assert change is not None
    error = 25 * 0.75 * 0.32**0.5
    assert change.threshold == pytest.approx(1.959964 * error * (1 + 0.25) ** 0.5, abs=1e-4)
    assert change.verdict == "up"
    assert reliable_change(25, 50, error).verdict == "no reliable change", (
        "one sitting each cannot show it"
    )


def test_own_repeatability_by_hand() -> None:
    """Retakes of scope 50 to 75 and 50 to 50: s_w = sqrt((25^2 + 0) / 2 / 2) = 12.5, smallest real difference 34.6.

    No sitting is in two pairs, and two sittings 30 days apart are no retake.
    """
    found = table(
        answered("2025-01-01", 3), answered("2025-01-08", 4), answered("2025-01-15", 1),
        answered("2025-03-01", 3), answered("2025-03-10", 3), answered("2025-05-01", 5),
    )  # fmt: skip
    row = repeatability(found, "pulse").loc["scope"]
    assert row["pairs"] == 2
    assert row["s_w"] == pytest.approx(12.5)
    assert row["smallest_real"] == pytest.approx(2.772 * 12.5, abs=0.01)
    assert pytest.approx(2.77, abs=0.005) == SMALLEST_REAL
    assert repeatability(table(), "pulse").empty


def test_the_least_distance_is_one_number_everywhere() -> None:
    from careerkit.asking import sitting as taking

    assert assess.APART == taking.STILL_OPEN == 21
