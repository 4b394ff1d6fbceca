"""The closed set of statuses."""

from __future__ import annotations

import re

import pytest

from careerkit.report.page import asset
from careerkit.report.status import STATUSES, status_key


@pytest.mark.parametrize("name", ["not_yet", "not yet", "not-yet"])
def test_a_status_is_known_in_all_its_spellings(name: str) -> None:
    """As a name in code, as words, as a style."""
    assert status_key(name) == "not-yet"


def test_every_status_has_a_word_a_meaning_and_a_shape() -> None:
    """And a style of its own chip."""
    keys = ["clear", "hint", "not-yet", "not-comparable", "withheld", "failed"]
    assert list(STATUSES) == keys
    for key, status in STATUSES.items():
        assert status.word
        assert status.meaning.endswith(".")
        assert f".chip-{key} " in asset("report.css")


def test_chips_differ_by_more_than_colour() -> None:
    """Each has a border or a corner of its own, and none is red or green."""
    css = asset("report.css")
    shapes = [re.findall(rf"\.chip-{key} \{{ ([^}}]*)\}}", css)[0] for key in STATUSES]
    without_colour = [re.sub(r"(?<!-)\bcolor: [^;]*;", "", shape).strip() for shape in shapes]
    assert len(set(without_colour)) == len(STATUSES)
    assert not re.search(r"\b(red|green|lime|crimson|tomato|seagreen)\b", css)
