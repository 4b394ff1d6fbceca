"""No label stops the drawing of a chart, none becomes markup, and every one is on it as text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from careerkit import chart, registry
from careerkit.report.clean import clean_svg
from tests.naughty import drawing
from tests.naughty.strings import DEADLY, SURROGATES, Naughty, own, texts

_SHAPES = {"svg", "g", "path", "rect", "line", "text", "defs", "clipPath", "style", "circle"}


def test_every_chart_with_words_of_the_log_is_tried() -> None:
    """A new chart with labels belongs into the list; those left out have words of ours alone."""
    ours = {
        "activity_strip", "adding_up", "energy_budget", "learning_by_month", "learning_used",
        "weekly_contacts", "wins_by_month",
    }  # fmt: skip
    assert set(registry.names("charts")) == ours | set(drawing.LABELS)


def _check(name: str, strings: list[str]) -> None:
    drawn = drawing.draw(name, strings)
    root = ET.fromstring(drawn.svg)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= _SHAPES, f"{name}: {tags - _SHAPES}"
    names = {attribute for element in root.iter() for attribute in element.attrib}
    assert not [found for found in names if found.startswith("on") or "href" in found]
    clean_svg(drawn.svg, "f1", drawn.title, drawn.alt)
    shown = [drawn.alt, *(element.get("aria-label", "") for element in root.iter())]
    shown += [element.text or "" for element in root.iter()]
    every = " ".join(" ".join(shown).replace("\ufeff", "").split())
    missing = [text for text in map(_expected, strings) if text not in every]
    assert not missing, f"{name}: {missing[:3]!a}"


def _expected(text: str) -> str:
    """The beginning of a label, as its tooltip or the sentence of the chart says it.

    The drawing program trims what JavaScript calls a space, and that is also the mark of byte order.
    """
    return " ".join(str(chart.plain_cell(text))[:200].replace("\ufeff", "").split())


def test_every_string_as_a_label(
    naughty: tuple[Naughty, ...], request: pytest.FixtureRequest
) -> None:
    """Each through a chart that sorts by its labels and through another; with --corpus through all."""
    every = texts(naughty)
    whole = request.config.getoption("--corpus") is not None
    for i, start in enumerate(range(0, len(every), drawing.ROWS)):
        chosen = (
            drawing.SORTED[i % len(drawing.SORTED)],
            drawing.OTHERS[i % len(drawing.OTHERS)],
        )
        for name in drawing.LABELS if whole else chosen:
            _check(name, every[start : start + drawing.ROWS])


@pytest.mark.parametrize("name", drawing.LABELS)
def test_what_stopped_the_drawing_once(name: str) -> None:
    """Characters of two halves where a label is cut, separators, names that every object has, and the deadly seven."""
    _check(
        name,
        [
            "😀" * 60,
            "x" + "😀" * 60,
            "👩🏽‍🔬" * 40,
            "𠮷" * 80,
            "\ue000\uf8ff private",
            "a\u2028b\u2028c\u2029d\u2029",
            "constructor",
            "toString",
            "hasOwnProperty",
            "__proto__",
            *(f"a{bad}b" for bad in (*DEADLY, *SURROGATES)),
        ],
    )


def test_two_long_names_that_differ_at_the_end_stay_two() -> None:
    """Each keeps its row; a label shows the beginning, the data table all of it."""
    names = ["x" * 300 + end for end in "ab"]
    drawn = drawing.draw("fits", names)
    assert [row[0] for row in drawn.rows] == names
    labels = [e.text for e in ET.fromstring(drawn.svg).iter() if (e.text or "").startswith("xx")]
    assert len(labels) == 2


def test_ordinary_names_are_drawn_as_before() -> None:
    """Only hard characters have stand-ins, and none is left in the picture."""
    drawn = drawing.draw("fits", ["family", "Größe", "学び", "a\ue123b", "naïve 😀"])
    shown = "".join(ET.fromstring(drawn.svg).itertext())
    assert all(name in shown for name in ("family", "Größe", "学び", "a\ue123b", "naïve 😀"))
    assert len([c for c in shown if "\ue000" <= c <= "\uf8ff"]) == 1


def test_the_list_names_what_must_be_tried() -> None:
    """The deadly characters are in the list itself, so that a normal run meets them."""
    every = "".join(texts(own()))
    assert all(bad in every for bad in DEADLY)
