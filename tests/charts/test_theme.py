"""The look: readable on white and on a dark page."""

from __future__ import annotations

import itertools

import pytest

from careerkit import theme


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("page", ["#ffffff", "#14181f"])
@pytest.mark.parametrize("colour", theme.PALETTE)
def test_every_colour_has_a_contrast_of_three(colour: str, page: str) -> None:
    light, dark = sorted((_luminance(colour), _luminance(page)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_the_colours_differ() -> None:
    assert len(set(theme.PALETTE)) == len(theme.PALETTE)
    for one, two in itertools.combinations(theme.PALETTE[:2], 2):
        assert sum(abs(int(one[i : i + 2], 16) - int(two[i : i + 2], 16)) for i in (1, 3, 5)) > 200


def test_text_takes_the_colour_of_the_page() -> None:
    config = theme.config()
    assert config["background"] is None
    assert config["view"]["stroke"] is None
    assert (
        config["axis"]["labelColor"]
        == config["legend"]["labelColor"]
        == config["text"]["color"]
        == "currentColor"
    )
    assert config["legend"]["orient"] == "bottom"
