"""Questionnaires and scores: the textbook case, the rules, and every way a file can be broken."""

from __future__ import annotations

import random
import re
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
from careerkit.errors import BadData
from careerkit.instruments import Instrument
from tests.measures.frames import frame

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


# ---- fingerprints ------------------------------------------------------------------------------------


def test_the_compass_keeps_its_fingerprint() -> None:
    """A changed fingerprint needs a new version: answers of last year would stop being comparable."""
    compass = instruments.load(instruments.PACKAGED / "compass.toml")
    assert (compass.version, compass.fingerprint) == ("1.0.0", "94aecd3b2b6b546b")
    assert assess.fingerprint(compass) == compass.fingerprint


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ('text = "Two."', 'text = "Two"', False),
        ('"e"]', '"f"]', False),
        ('"-three"', '"three"', False),
        ("min_answered = 2", "min_answered = 3", False),
        ('title = "A small one"', 'title = "Another name"', True),
        ('title = "Whole"', 'title = "All"', True),
        ('"middle"', '"between"', True),
        ("sd = 0.79", "sd = 0.8", True),
    ],
)
def test_wording_and_keys_change_the_fingerprint_and_titles_do_not(
    old: str, new: str, same: bool
) -> None:
    changed = Instrument(tomllib.loads(SMALL.replace(old, new)))
    assert (changed.fingerprint == PART.fingerprint) is same


# ---- broken files ------------------------------------------------------------------------------------


def load(folder: Path, text: str, name: str = "small.toml") -> Instrument:
    path = folder / name
    path.write_bytes(text.encode())
    return instruments.load(path)


def test_a_sound_file_loads(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL).fingerprint == PART.fingerprint
    assert load(tmp_path, "\ufeff" + SMALL).id == "small"
    assert load(tmp_path, SMALL, "small-1.0.0-94aecd3b.toml").id == "small", "a frozen copy"


BROKEN = [
    ('"-three"', '"-thre"', 'score "whole": item "thre" does not exist (did you mean "three"?)'),
    ('"-three"]', '"one"]', 'score "whole": "one" is listed twice'),
    ('"two", "-three"]', '"two"]', 'item "three" is in no score (list it in one, or remove it)'),
    ('id = "two"\nscale', 'id = "two"\nscael', 'item 2 ("two"): unknown key "scael" (did you mean "scale"?)'),
    (', "e"]', "]", 'scale "agree": 5 values but 4 labels'),
    ("[1, 2, 3, 4, 5]", "[1, 3, 2, 4, 5]", 'scale "agree": values must rise from low to high'),
    ("[1, 2, 3, 4, 5]", "[nan, 2, 3, 4, 5]", 'scale "agree": every value must be a finite number'),
    ("min_answered = 2", "min_answered = 4", 'score "whole": min_answered 4 is more than its 3 parts'),
    ('items = ["one", "two", "-three"]', 'of = ["whole", "wole"]', "scores refer to each other in a circle: whole > whole"),
    ("min_answered = 2", 'of = ["whole", "whole2"]', "score 1 (\"whole\"): give either items = [...] or of = [...], not both and not neither"),
    ('id = "two"', 'id = "one"', 'item "one" is defined twice'),
    ('id = "whole"', 'id = "one"', '"one" is both an item and a score'),
    ('id = "small"', 'id = "smal"', 'instrument: id "smal" is not the file\'s name "small"; make them the same'),
    ('id = "small"', 'id = "Small!"', "is not allowed (ids: small letters, digits, _; versions: 1.0.0)"),
    ('version = "1.0.0"', 'version = "1.0"', 'instrument > version: "1.0" is not allowed'),
    ('evidence = "none"', 'evidence = "nome"', 'instrument > evidence: "nome" is not one of none, pilot, published (did you mean "none"?)'),
    ('licence = "CC0-1.0"\n', "", "instrument: missing licence"),
    ('text = "Two."\n', "", 'item "two": no text, but text_status is "full"'),
    ('text_status = "full"', 'text_status = "key-only"', 'item "one": has text, but text_status is "key-only"'),
    ('scale = "agree"\ntext = "Two."', 'scale = "agre"\ntext = "Two."', 'item "two": scale "agre" does not exist (did you mean "agree"?)'),
    ('scores = ["whole"]', 'scores = ["hole"]', 'reliability: score "hole" does not exist (did you mean "whole"?)'),
    ('names = ["low", "middle", "high"]', 'names = ["low", "high"]', "bands: 2 cuts need 3 names, there are 2"),
    ("cuts = [40, 60]", "cuts = [60, 40]", "bands: cuts must rise"),
    ("format = 1", "format = 2", "format = 2 is not known here"),
    ("[bands]", '[feedback.hole]\nlow = "x"\n[bands]', 'feedback: score "hole" does not exist (did you mean "whole"?)'),
    ("[bands]", '[[gap]]\nid = "g"\nhave = "whole"\nwant = "won"\n[bands]', 'gap "g": want = "won" is neither an item nor a score'),
    ('scale = "agree"\ntext = "Two."', 'scale = "wide"\ntext = "Two."\n[scale.wide]\nvalues = [0, 9]\nlabels = ["a", "b"]', "mixes different ranges"),
    ("[scale.agree]", "[scale.agree]\nvalues = [1]", "not valid TOML"),
    ("format = 1", 'format = 1\nitem = "one"', "not valid TOML"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"), BROKEN, ids=[message[:40] for _, _, message in BROKEN]
)
def test_every_broken_file_says_what_and_where(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in SMALL
    with pytest.raises(BadData, match=re.escape(message)):
        load(tmp_path, SMALL.replace(old, new, 1))


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    broken = (
        SMALL.replace('"-three"', '"-thre"')
        .replace("cuts = [40, 60]", "cuts = [60, 40]")
        .replace("scale = ", "scael = ", 1)
    )
    with pytest.raises(BadData) as caught:
        load(tmp_path, broken)
    text = str(caught.value)
    assert text.startswith("small.toml: 4 problem(s)")
    assert all(words in text for words in ("thre", "cuts must rise", "scael", "is in no score"))


@pytest.mark.parametrize(
    ("raw", "message"),
    [(b"a" * (256 * 1024 + 1), "larger than 256 KiB"), (b"\xff\xfe", "not UTF-8"), (b"a = " + b"[" * 9999, "not valid TOML"),
     (b"", "missing format"), (b"score = 3\nitem = []\nscale = 1\nbands = 2", "missing format")],
)  # fmt: skip
def test_files_that_are_no_questionnaire_are_refused(
    tmp_path: Path, raw: bytes, message: str
) -> None:
    path = tmp_path / "small.toml"
    path.write_bytes(raw)
    with pytest.raises(BadData, match=message):
        instruments.load(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        instruments.load(tmp_path / "small.toml")


def test_own_questionnaires_stand_beside_the_packaged_ones(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL, "utf-8")
    found = assess.instruments(tmp_path)
    assert {part.id for part in found.values()} >= {"compass", "small"}
    assert assess.instruments(tmp_path / "none") == assess.instruments()


def test_the_problems_of_several_files_come_together(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text("format = 1", "utf-8")
    with pytest.raises(BadData, match=r"(?s)a\.toml.*b\.toml"):
        assess.instruments(tmp_path)
