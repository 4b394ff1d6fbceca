"""Answers to scores: the rules by hand, persons with gaps, words, order, and what is left out."""

from __future__ import annotations

import json
import random
import time
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import assess, instruments
from careerkit.assess.gather import gather
from careerkit.assess.scoring import band_in_words
from careerkit.instruments import Instrument
from tests.measures.frames import frame

# Forty invented people, and what R made of them.
STATS = Path(__file__).parent / "stats"
SMALL = """
format = 1
[instrument]
id = "small"
version = "1.0.0"
title = "A small one"
language = "en"
licence = "CC0-1.0"
text_status = "full"
evidence = "none"
[scale.agree]
values = [1, 2, 3, 4, 5]
labels = ["a", "b", "c", "d", "e"]
[[item]]
id = "one"
scale = "agree"
text = "One."
[[item]]
id = "two"
scale = "agree"
text = "Two."
[[item]]
id = "three"
scale = "agree"
text = "Three."
[[score]]
id = "whole"
title = "Whole"
low = "little"
high = "much"
items = ["one", "two", "-three"]
min_answered = 2
[[reliability]]
scores = ["whole"]
kind = "assumed"
value = 0.62
sd = 0.79
source = "Planning value."
[bands]
cuts = [40, 60]
names = ["low", "middle", "high"]
"""
PART = Instrument(tomllib.loads(SMALL))


def answers(
    values: dict[str, float | None], instrument: Instrument = PART, **other: Any
) -> list[dict[str, Any]]:
    """One sitting; None is a skip."""
    same = {"instrument": instrument.id, "version": instrument.version, "fingerprint": instrument.fingerprint,
            "administration": "a", "occasion": "2025", "at": "2025-06-01T10:00", **other}  # fmt: skip
    return [
        {
            **same,
            "item": item,
            "value": value,
            "answered": "skipped" if value is None else "answered",
        }
        for item, value in values.items()
    ]


def score(values: dict[str, float | None], instrument: Instrument = PART) -> dict[str, Any]:
    """The first score of one sitting."""
    found = assess.scores(
        frame("answer", answers(values, instrument)), {instrument.fingerprint: instrument}
    )
    row: dict[str, Any] = found.to_dict("records")[0]
    return row


def test_jacobson_truax_text_example() -> None:
    """Jacobson and Truax 1991: s 7.5, r .80, from 32.5 to 47.5: RC = 15 / 4.74 = 3.16."""
    found = assess.reliable_change(32.5, 47.5, assess.standard_error(7.5, 0.80))
    assert round(found.index, 2) == 3.16
    assert found.verdict == "up"
    assert assess.reliable_change(47.5, 32.5, assess.standard_error(7.5, 0.80)).verdict == "down"


def test_a_difference_at_the_threshold_is_no_reliable_change() -> None:
    threshold = assess.reliable_change(0, 0, 5).threshold
    assert assess.reliable_change(0, threshold, 5).verdict == "no reliable change"
    assert assess.reliable_change(0, threshold + 1e-9, 5).verdict == "up"


def test_planning_values_give_the_published_thresholds() -> None:
    """Design: smallest reliable difference of a dimension 1.35, of the trajectory 0.74, on the 1-5 scale."""
    assert assess.reliable_change(
        0, 0, assess.standard_error(0.79, 0.62)
    ).threshold == pytest.approx(1.35, abs=0.005)
    assert assess.reliable_change(
        0, 0, assess.standard_error(0.57, 0.78)
    ).threshold == pytest.approx(0.74, abs=0.005)


def test_no_change_at_all_with_perfect_reliability() -> None:
    assert assess.reliable_change(3, 3, 0).index == 0
    assert assess.reliable_change(3, 4, 0).verdict == "up"


def test_a_score_by_hand() -> None:
    """4, 2 and a reversed 1 (which counts as 5): mean 11/3, percent of range (11/3 - 1) / 4 = 66.7."""
    found = score({"one": 4, "two": 2, "three": 1})
    assert found["mean"] == pytest.approx(11 / 3)
    assert found["pomp"] == pytest.approx(200 / 3)
    assert found["sem_pomp"] == pytest.approx(25 * 0.79 * (1 - 0.62) ** 0.5)
    assert (found["band"], found["near_line"]) == ("high", True)
    assert (found["answered"], found["items"], found["status"]) == (3, 3, "scored")


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 5), min_size=3, max_size=3))
def test_reversing_every_answer_mirrors_the_score(given_values: list[int]) -> None:
    """score(x) + score(min + max - x) = min + max."""
    items = dict(zip(("one", "two", "three"), given_values, strict=True))
    mirrored: dict[str, float | None] = {item: 6 - value for item, value in items.items()}
    assert score(dict(items))["mean"] + score(mirrored)["mean"] == pytest.approx(6)
    assert score(dict(items))["pomp"] + score(mirrored)["pomp"] == pytest.approx(100)


def test_two_of_three_make_a_score_and_one_does_not() -> None:
    two, one = (
        score({"one": 5, "two": None, "three": 1}),
        score({"one": 5, "two": None, "three": None}),
    )
    assert (two["mean"], two["answered"], two["status"]) == (5, 2, "scored")
    assert pd.isna(one["pomp"])
    assert (one["answered"], one["status"]) == (1, "not enough answers")
    assert pd.isna(one["band"])


def test_an_item_without_any_row_leaves_the_sitting_a_draft() -> None:
    found = score({"one": 5, "two": 4})
    assert found["status"] == "draft"
    assert (found["mean"], found["rows_given"], found["rows_asked"]) == (4.5, 2, 3)


@pytest.mark.parametrize(
    ("percent", "band"),
    [(0, "low"), (39.9, "low"), (40, "middle"), (60, "middle"), (60.1, "high"), (100, "high")],
)
def test_a_score_on_a_cut_belongs_to_the_middle(percent: float, band: str) -> None:
    assert (
        PART.bands[1][int(assess.band_of(np.array([percent]), np.array([40.0, 60.0]))[0])] == band
    )


def test_only_outer_bands_can_be_near_the_line() -> None:
    assert score({"one": 3, "two": 3, "three": 3})["near_line"] is False
    assert score({"one": 5, "two": 5, "three": 1})["near_line"] is False


@settings(deadline=None, max_examples=30)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_decides_nothing(shuffler: random.Random) -> None:
    rows = answers({"one": 4, "two": 2, "three": 1}) + answers({"one": 1}, at="2025-06-01T10:05")
    rows += answers({"one": 2, "two": 2, "three": 2}, administration="b")
    expected = assess.scores(frame("answer", rows), {PART.fingerprint: PART})
    shuffler.shuffle(rows)
    table = frame("answer", rows)
    columns = list(table.columns)
    shuffler.shuffle(columns)
    pd.testing.assert_frame_equal(assess.scores(table[columns], {PART.fingerprint: PART}), expected)


def test_the_latest_answer_wins_and_a_later_skip_takes_it_back() -> None:
    rows = answers({"one": 1, "two": 4, "three": 1}) + answers(
        {"one": 5, "two": None}, at="2025-06-01T10:05"
    )
    found = assess.scores(frame("answer", rows), {PART.fingerprint: PART}).iloc[0]
    assert (found["mean"], found["answered"]) == (5, 2)


def test_an_answer_off_the_scale_or_to_an_unknown_item_is_left_out_and_counted() -> None:
    rows = answers({"one": 4, "two": 4, "three": 2}) + answers(
        {"one": 7, "twoo": 3}, at="2025-06-01T11:00"
    )
    found = assess.scores(frame("answer", rows), {PART.fingerprint: PART}).iloc[0]
    assert (found["mean"], found["left_out"]) == (4, 2)


def test_another_wording_is_scored_only_with_its_own_file() -> None:
    old = Instrument(tomllib.loads(SMALL.replace('"Two."', '"Two!"')))
    rows = answers({"one": 4, "two": 4, "three": 2}, old)
    lost = assess.scores(frame("answer", rows), {PART.fingerprint: PART})
    assert lost["status"].tolist() == ["unknown instrument"]
    both = assess.scores(frame("answer", rows), {PART.fingerprint: PART, old.fingerprint: old})
    assert both["status"].tolist() == ["scored"]


def test_answers_without_a_fingerprint_are_matched_by_version() -> None:
    rows = answers({"one": 4, "two": 4, "three": 2}, fingerprint=None)
    known = {PART.fingerprint: PART}
    assert assess.scores(frame("answer", rows), known)["status"].tolist() == ["scored"]
    other = answers({"one": 4}, fingerprint=None, version="2.0.0")
    assert assess.scores(frame("answer", other), known)["status"].tolist() == ["unknown instrument"]


def test_no_answers_give_an_empty_table_with_all_columns() -> None:
    found = assess.scores(frame("answer"), instruments.packaged())
    assert found.empty
    assert {"instrument", "pomp", "near_line", "status"} <= set(found)


def test_a_composite_is_the_mean_of_its_scores_and_a_wish_stands_beside() -> None:
    [compass] = [part for part in instruments.packaged().values() if part.id == "compass"]
    given_values: dict[str, float | None] = dict.fromkeys(compass.values, 4)
    found = assess.scores(
        frame("answer", answers(given_values, compass)), {compass.fingerprint: compass}
    )
    rows = found.set_index("score")
    assert rows.loc["trajectory", "pomp"] == pytest.approx(rows.loc["scope", "pomp"])
    assert rows.loc["trajectory", "items"] == 4
    assert rows.loc["scope", "wanted"] == 75
    assert rows["composite"].sum() == 3
    assert len(compass.values) == 32


def test_a_sum_is_prorated_and_keeps_its_range() -> None:
    summed = Instrument(
        tomllib.loads(SMALL.replace("min_answered = 2", 'min_answered = 2\nmethod = "sum"'))
    )
    found = score({"one": 5, "two": None, "three": 1}, summed)
    assert (found["mean"], found["pomp"]) == (15, 100)


def test_a_hundred_thousand_answers_take_no_loop_over_people() -> None:
    items = list(PART.values)
    n = 33_334
    table = pd.concat(
        [frame("answer", answers({item: 3.0})).loc[[0] * n] for item in items], ignore_index=True
    )
    table["administration"] = [str(i) for _ in items for i in range(n)]
    begin = time.perf_counter()
    assert len(assess.scores(table, {PART.fingerprint: PART})) == n
    assert time.perf_counter() - begin < 10, "about 0.3 s; a loop over people takes minutes"


def test_scale_means_of_persons_with_gaps_by_hand() -> None:
    """Five persons, three items, the third reversed (6 - x); two answers are needed.

    (5 4 2) -> (5+4+4)/3 = 13/3; (1 1 5) -> 1; (3 . 1) -> (3+5)/2 = 4; (. 2 .) -> none; (. . .) -> none.
    Percent of range: 100 (mean - 1) / 4.
    """
    persons: list[list[float | None]] = [
        [5, 4, 2],
        [1, 1, 5],
        [3, None, 1],
        [None, 2, None],
        [None] * 3,
    ]
    rows = [
        row
        for n, given_values in enumerate(persons)
        for row in answers(
            dict(zip(("one", "two", "three"), given_values, strict=True)), administration=f"p{n}"
        )
    ]
    found = assess.scores(frame("answer", rows), {PART.fingerprint: PART})
    assert found["mean"].tolist() == pytest.approx([13 / 3, 1, 4, np.nan, np.nan], nan_ok=True)
    assert found["pomp"].tolist() == pytest.approx([250 / 3, 0, 75, np.nan, np.nan], nan_ok=True)
    assert found["answered"].tolist() == [3, 3, 2, 1, 0]
    assert found["status"].tolist() == ["scored"] * 3 + ["not enough answers"] * 2


def test_an_answer_in_the_words_of_the_scale_counts() -> None:
    """B is 2, as b is; "often" is no word of this scale: it is left out and counted, and no skip."""
    rows = answers({"one": 4}) + [
        {**row, "value": None, "text": text, "answered": None}
        for row, text in zip(answers({"two": None, "three": None}), (" B ", "often"), strict=True)
    ]
    found = assess.scores(frame("answer", rows), {PART.fingerprint: PART}).iloc[0]
    assert (found["mean"], found["answered"], found["left_out"]) == (3, 2, 1)
    assert (found["rows_given"], found["status"]) == (2, "draft")


def test_the_grid_holds_raw_values() -> None:
    """A reversed item stands in the grid as it was clicked; a skip is a gap that was given."""
    table = frame("answer", answers({"one": 4, "two": None, "three": 1}))
    grid = gather(table, PART)
    assert grid.values.tolist() == [pytest.approx([4, np.nan, 1], nan_ok=True)]
    assert (grid.given.tolist(), grid.left_out.tolist()) == ([3], [0])


def test_a_patch_is_found_by_its_version_and_a_translation_by_its_language() -> None:
    """Without a fingerprint: 1.0.7 is scored with 1.0.0 (a patch never changes wording), de with the German file."""
    german = Instrument(tomllib.loads(SMALL.replace('"en"', '"de"').replace('"One."', '"Eins."')))
    known = {part.fingerprint: part for part in (PART, german)}
    rows = answers({"one": 4, "two": 4, "three": 2}, fingerprint=None, version="1.0.7")
    assert assess.scores(frame("answer", rows), {PART.fingerprint: PART})["mean"].tolist() == [4]
    spoken = [{**row, "lang": "de"} for row in rows]
    found = assess.scores(frame("answer", spoken), known)
    assert (found["status"].tolist(), found["language"].tolist()) == (["scored"], ["de"])
    silent = assess.scores(frame("answer", rows), known)
    assert silent["status"].tolist() == ["unknown instrument"], "nobody can tell which"


def test_sittings_come_in_time_each_with_its_scores_in_the_order_of_the_file() -> None:
    [compass] = [part for part in instruments.packaged().values() if part.id == "compass"]
    given_values: dict[str, float | None] = dict.fromkeys(compass.values, 4)
    rows = answers(given_values, compass, administration="z", at="2025-01-01T10:00")
    rows += answers(given_values, compass, administration="a", at="2025-02-01T10:00")
    rows += answers({"one": 3}, administration="m", at="2024-01-01T10:00")
    found = assess.scores(frame("answer", rows), {**instruments.packaged(), PART.fingerprint: PART})
    assert found["administration"].tolist() == ["z"] * 11 + ["a"] * 11 + ["m"]
    assert found["score"].tolist() == [*compass.scores] * 2 + ["whole"]


def test_what_a_comparison_needs_stands_in_each_row() -> None:
    """A compass dimension rests on 3 items and is never tested; its composites on 6 and 12; a pulse score on 4."""
    known = instruments.packaged()
    parts = {part.id: part for part in known.values()}
    rows = [
        row
        for name in ("compass", "pulse", "riasec")
        for row in answers(dict.fromkeys(parts[name].values, 3), parts[name], administration=name)
    ]
    found = assess.scores(frame("answer", rows), known).set_index(["instrument", "score"])
    tested = found["is_testable"]
    assert not tested["compass"][:8].any()
    assert tested["compass"][8:].all()
    assert tested["pulse"].all()
    assert found.loc[("pulse", "scope"), "precision"] == "assumed"
    assert found.loc["riasec", "sem_pomp"].isna().all(), "no reliability is claimed"
    assert found.loc["riasec", "band"].isna().all(), "nothing is judged"
    assert found["items_key"].is_unique


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (30.0, ("low", True)),
        (20.0, ("low", False)),
        (50.0, ("middle", False)),
        (np.nan, (None, None)),
    ],
)
def test_a_band_in_words(percent: float, expected: tuple[str | None, bool | None]) -> None:
    """SEM 12 and cuts at 40 and 60: 30 is within it of a cut, 20 is not; the middle is never near the line."""
    bands = '[[40.0, 60.0], ["low", "middle", "high"]]'
    assert band_in_words(percent, 12.0, bands) == expected
    assert band_in_words(50.0, 12.0, "[[], []]") == (None, None)


def _scale(name: str, items: int) -> Instrument:
    """A questionnaire with one score of so many items, the last of them reversed."""
    ids = [f"{name}_{i + 1}" for i in range(items)]
    asked = "".join(f'[[item]]\nid = "{one}"\nscale = "agree"\ntext = "{one}."\n' for one in ids)
    listed = ", ".join(f'"{one}"' for one in [*ids[:-1], f"-{ids[-1]}"])
    head, _, rest = SMALL.partition("[[item]]")
    score = "[[score]]" + rest.partition("[[score]]")[2]
    return Instrument(tomllib.loads(head + asked + score.replace('"one", "two", "-three"', listed)))


@pytest.mark.parametrize("name", ["scope", "drive", "growth"])
def test_scores_of_persons_with_gaps_equal_r(name: str) -> None:
    """Forty persons with empty cells, as means from two answers on, against what R froze; percent of range is 25 (mean - 1).

    The table holds items that are turned already, so the last one is turned back: what is answered is 6 - x.
    """
    table = pd.read_csv(STATS / "items.csv")
    items = table[[item for item in table if item.startswith(name)]]
    part = _scale(name, items.shape[1])
    clicked = items.assign(**{items.columns[-1]: 6 - items.iloc[:, -1]})
    rows = [
        row
        for n, values in enumerate(clicked.to_numpy())
        for row in answers(
            {item: None if np.isnan(x) else x for item, x in zip(part.values, values, strict=True)},
            part, administration=f"p{n:02d}",
        )
    ]  # fmt: skip
    found = assess.scores(frame("answer", rows), {part.fingerprint: part})
    expected = json.loads((STATS / "expected.json").read_text("utf-8"))[f"{name}.person_means"]
    assert items.isna().to_numpy().any()
    assert found["mean"].tolist() == pytest.approx(expected, abs=1e-9)
    assert found["pomp"].tolist() == pytest.approx([25 * (x - 1) for x in expected], abs=1e-9)
    assert found["answered"].tolist() == items.notna().sum(axis=1).tolist()
