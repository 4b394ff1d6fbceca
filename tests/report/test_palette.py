"""The colours of the page and of the charts: enough contrast in light, dark and print, and apart for colour-blind eyes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

import pytest

from careerkit import chart, registry, theme
from careerkit.report.page import asset
from tests.charts.samples import sample
from tests.report import vision
from tests.report.vision import EYES, ciede2000, contrast, difference, over

TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2: 1.4.3 for text, 1.4.11 for what one must see
APART = 10.0  # CIEDE2000: told apart at a glance
SHEETS = ("report.css", "reply.css", "locked.css")
SCHEMES = ("light", "dark", "print")

# Which colours stand on which ground, as text; all of them are also borders or signs, for which less would do.
WRITTEN = {
    "paper": ("ink", "soft", "accent"),
    "cover": ("ink", "soft", "accent"),
    "card": ("ink", "soft", "accent"),
    "accent": ("on-accent",),  # the chip `Clear`, the first button
    "line": ("ink",),  # the chip `Withheld`
    "ink": ("paper",),  # a tooltip
}
# A colour that only divides; nothing is lost where it cannot be seen.
DECORATION = {"line"}


def _scheme(name: str) -> dict[str, str]:
    """The colours of one scheme, by variable: what light says, less what the other one says anew."""
    css = asset("report.css")
    found = dict(_variables(css[: css.index("@media")]))
    if name != "light":
        begins = {"dark": "@media (prefers-color-scheme: dark)", "print": "@media print"}[name]
        found |= dict(_variables(css[css.index(begins) :].partition("}")[0]))
    return found


def _variables(css: str) -> Iterator[tuple[str, str]]:
    yield from re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css)


# ---- the page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_text_has_enough_contrast(scheme: str) -> None:
    """Every colour on every ground on which it stands."""
    colours = _scheme(scheme)
    low = [
        f"{above} on {ground}: {contrast(colours[above], colours[ground]):.2f}"
        for ground, written in WRITTEN.items()
        for above in written
        if contrast(colours[above], colours[ground]) < TEXT
    ]
    assert low == []


def test_every_scheme_has_colours_of_its_own() -> None:
    """Three schemes, the last two of which change something."""
    light, dark, print_ = map(_scheme, SCHEMES)
    assert set(light) == set(dark) == set(print_) >= {*WRITTEN, *sum(WRITTEN.values(), ())}
    assert light != dark != print_ != light
    assert print_["paper"] == "#ffffff"


def test_no_colour_of_the_sheets_is_left_out() -> None:
    """What is written as text or as a ground in any sheet stands in the list above, and a plain colour stands nowhere."""
    for name in SHEETS:
        rules = re.sub(r"/\*.*?\*/|:root \{[^}]*\}", "", asset(name), flags=re.DOTALL)
        text = set(re.findall(r"(?<![-\w])color: var\(--([\w-]+)\)", rules))
        grounds = set(re.findall(r"background(?:-color)?: var\(--([\w-]+)\)", rules))
        assert text <= set(sum(WRITTEN.values(), ())), name
        assert grounds <= set(WRITTEN), name
        assert not re.search(r"#[0-9a-f]{3,6}\b(?=[;} ])|rgba?\(|hsla?\(", _declared(rules)), name


def _declared(rules: str) -> str:
    """The declarations alone: an id in a selector is no colour."""
    return " ".join(re.findall(r"\{([^{}]*)\}", rules))


def test_what_one_fills_in_or_presses_has_a_visible_edge() -> None:
    """A field or a button is never told by the colour that only divides."""
    for name in SHEETS:
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", asset(name)):
            if re.search(r"(?<![\w-])(input|textarea|button)\b", selector):
                used = set(re.findall(r"border[^;]*var\(--([\w-]+)\)", body))
                assert not used & DECORATION, selector.strip()


# ---- the charts --------------------------------------------------------------------------------------


def near(palette: Sequence[str]) -> list[str]:
    """The pairs of a palette that some eyes cannot tell apart at a glance."""
    return [
        f"{one} and {two} in {eyes}: {difference(one, two, eyes):.1f}"
        for one, two in itertools.combinations(palette, 2)
        for eyes in EYES
        if difference(one, two, eyes) < APART
    ]


def faint(palette: Sequence[str]) -> list[str]:
    """The colours that do not stand out from the page in some scheme."""
    papers = {scheme: _scheme(scheme)["paper"] for scheme in SCHEMES}
    return [
        f"{colour} in {scheme}: {contrast(colour, paper):.2f}"
        for colour in palette
        for scheme, paper in papers.items()
        if contrast(colour, paper) < SHAPE
    ]


def test_the_colours_of_the_charts_stay_apart_for_all_eyes() -> None:
    """Every pair, also of those that no chart shows together yet, so that no second cue is needed."""
    assert near(theme.PALETTE) == []


def test_the_colours_of_the_charts_stand_out_from_the_page() -> None:
    """On white, on the dark page and on paper."""
    assert faint(theme.PALETTE) == []


@pytest.mark.parametrize(
    "palette",
    [
        ("#c0392b", "#5a8f29"),  # red and green of one lightness
        ("#2f7fc1", "#b0609a"),  # a blue and a purple that differ in red alone
        ("#7b8494", "#b0609a"),  # a grey and a purple
        ("#2f7fc1", "#17906b"),  # a blue and a green
    ],
)
def test_a_careless_palette_fails(palette: tuple[str, ...]) -> None:
    """Pairs that are far apart for usual eyes, or look so."""
    assert near(palette)
    assert all("usual" not in found for found in near(palette))


def test_a_pale_palette_fails() -> None:
    """Yellow on white, navy on the dark page."""
    assert faint(["#f2d600"])
    assert faint(["#1b2a6b"])


# Marks that are paler than the page asks, each with what says the same.
PALE = {
    ("skill_lanes", theme.BLUE): "the darker the higher; the number in the field is the level",
    ("skill_lanes", theme.INK): "the edge of a field, which the gap between two fields shows as well",
}  # fmt: skip


@pytest.mark.parametrize("name", registry.names("charts"))
def test_what_a_chart_shows_can_be_seen(name: str) -> None:
    """Every mark that stands for data, with its opacity; all text; and no colour from elsewhere."""
    drawn = chart.render(name, sample(chart.part(name).MEASURE).table)
    root = ET.fromstring(drawn.svg)
    used = {value for e in root.iter() for value in (e.get("fill"), e.get("stroke")) if value}
    assert used <= {*theme.PALETTE, theme.INK, "none", "transparent"}
    for scheme in SCHEMES:
        colours = _scheme(scheme)
        for element in root.iter():
            least = TEXT if element.tag.endswith("text") else SHAPE
            for painted, opacity in _painted(element):
                if (name, painted) in PALE or not opacity:
                    continue
                seen = over(
                    colours["ink"] if painted == theme.INK else painted, colours["paper"], opacity
                )
                found = contrast(seen, colours["paper"])
                assert found >= least, f"{scheme}: {painted} at {opacity:g}: {found:.2f}"


def test_the_pale_marks_are_still_pale() -> None:
    """An exception goes when it is no longer needed."""
    for name, colour in PALE:
        drawn = chart.render(name, sample(chart.part(name).MEASURE).table)
        marks = [found for e in ET.fromstring(drawn.svg).iter() for found in _painted(e)]
        ground, ink = _scheme("light")["paper"], _scheme("light")["ink"]
        pale = [
            opacity for painted, opacity in marks
            if painted == colour and contrast(over(ink if colour == theme.INK else colour, ground, opacity), ground) < SHAPE
        ]  # fmt: skip
        assert pale, (name, colour)


def _painted(element: ET.Element) -> Iterator[tuple[str, float]]:
    """The colours of a mark or a text with their opacity; lines that only guide the eye are neither."""
    is_text = element.tag.endswith("text")
    if not is_text and element.get("role") != "graphics-symbol":
        return
    for side in ("fill", "stroke"):
        colour = element.get(side)
        if colour not in (None, "none", "transparent"):
            yield (
                colour,
                float(element.get("opacity") or 1) * float(element.get(f"{side}-opacity") or 1),
            )


# ---- the formulas ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
        ((50.0, 2.8361, -74.02), (50.0, 0.0, -82.7485), 3.4412),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.903),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_difference_is_that_of_the_published_table(
    one: vision.Colour, two: vision.Colour, wanted: float
) -> None:
    """Sharma, Wu and Dalal 2005, table 1; the same both ways."""
    assert ciede2000(one, two) == pytest.approx(wanted, abs=1e-4)
    assert ciede2000(two, one) == pytest.approx(wanted, abs=1e-4)


def test_contrast_is_that_of_the_guidelines() -> None:
    """Black on white is 21, a colour on itself 1; the grey that just passes; half black on white is grey."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#2f7fc1", "#2f7fc1") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") >= TEXT > contrast("#777777", "#ffffff")
    assert over("#000000", "#ffffff", 0.5) == "#808080"


def test_colour_blind_eyes_see_what_is_known() -> None:
    """Greys stay as they are; red and green come near for two kinds, blue and green for the third."""
    for eyes in EYES:
        assert difference("#808080", "#808080", eyes) == pytest.approx(0, abs=1e-6)
        assert difference("#000000", "#ffffff", eyes) == pytest.approx(100, abs=0.5)
    red, green = "#b3462c", "#6b7a1e"
    assert difference(red, green, "deuteranopia") < difference(red, green) / 2
    assert difference("#17906b", "#2f7fc1", "tritanopia") < difference("#17906b", "#2f7fc1") / 2
