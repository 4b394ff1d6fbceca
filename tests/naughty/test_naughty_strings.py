"""The list of hostile strings itself: how many, all different, the same every time, and a person's own lists."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.naughty.strings import (
    DEADLY,
    MARKUP,
    NORMAL,
    PAYLOADS,
    WRAPPERS,
    corpus,
    made,
    own,
    texts,
)


def test_the_list_is_our_own_and_long_enough() -> None:
    """Several hundred written down, about as many as a normal run takes with those that are made."""
    assert len(own()) > 700
    assert NORMAL - 30 <= len(corpus()) <= NORMAL
    families = Counter(found.family for found in own())
    assert all(families[name] >= 30 for name in MARKUP)
    assert len(families) >= 16


def test_every_string_has_a_name_of_its_own() -> None:
    """Within its family, so that a failure can be told in two words; and no text stands there twice."""
    names = Counter((found.family, found.name) for found in corpus())
    assert max(names.values()) == 1
    assert len(set(texts(corpus()))) == len(corpus())
    assert all(found.text for found in corpus())


def test_the_same_run_has_the_same_strings() -> None:
    """Two calls, and another seed."""
    made.cache_clear()
    first = made(300)
    made.cache_clear()
    assert made(300) == first
    assert made(300, seed=6) != first


def test_every_wrapper_and_every_payload_is_used() -> None:
    """Also where only part of the product is made."""
    found = made(300)
    assert {
        name for name in WRAPPERS if any(one.name.endswith(f" {name}") for one in found)
    } == set(WRAPPERS)
    assert {
        name for name in PAYLOADS if any(one.name.startswith(f"{name} ") for one in found)
    } == set(PAYLOADS)
    assert len(made(100_000)) == len(WRAPPERS) * len(PAYLOADS)


def test_what_once_stopped_a_program_is_in_the_list() -> None:
    """The seven characters that stop the drawing of a chart, separators, halves, and names that every object has."""
    every = texts(corpus())
    assert all(
        any(bad in text for text in every) for bad in (*DEADLY, "\u2028", "\u202e", "\x9b", "😀")
    )
    assert {"constructor", "__proto__", "toString", "null", "NaN", "inf"} <= set(every)


def test_a_list_of_a_persons_own(tmp_path: Path) -> None:
    """Every line of every file, whatever it is called and however it is encoded; empty lines are none."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "one.txt").write_bytes(b"<own one>\n\n# <own two>\r\n  <own three>")
    (tmp_path / "two").write_bytes(b"\xff\xfe<own four>\n")
    added = [found for found in corpus(tmp_path) if found.family == "corpus"]
    assert [found.text for found in added] == [
        "<own one>",
        "# <own two>",
        "  <own three>",
        "\ufffd\ufffd<own four>",
    ]
    assert added[1].name == "sub/one.txt:3"
    assert len(corpus(tmp_path)) == len(corpus()) + 4


def test_the_option_reaches_the_strings(
    naughty: tuple[object, ...], request: pytest.FixtureRequest
) -> None:
    """Without it the normal run; with it more."""
    given = request.config.getoption("--corpus")
    assert len(naughty) == len(corpus(Path(given) if given else None))
