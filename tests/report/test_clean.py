"""What gets through the two cleaners, and what does not."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from careerkit.errors import BadData
from careerkit.report.clean import MOST_TIPS, WIDEST, clean_prose, clean_svg, shown_text

from .samples import PICTURE, Tags


def _picture(inside: str, size: str = 'width="360" height="200"') -> Markup:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return clean_svg(f"<svg {spaces} {size}>{inside}</svg>", "f1", "Title", "What it shows.")


def test_a_picture_is_an_image_with_a_title_and_a_description() -> None:
    """Both are named by ids that belong to this figure."""
    tags = Tags(clean_svg(PICTURE, "f3", "A <title>", "A & b"))
    root = tags.named("svg")[0]
    assert root["role"] == "img"
    assert root["aria-labelledby"] == "f3t f3d"
    assert tags.named("title")[0]["id"] == "f3t"
    assert tags.named("desc")[0]["id"] == "f3d"
    assert {"A <title>", "A & b"} <= set(tags.text)


def test_numbers_are_rounded_to_two_decimals() -> None:
    """0.123456 becomes 0.12, -0.0001 becomes 0, text stays."""
    made = clean_svg(PICTURE.replace("May</text>", "1.23456</text>"), "f1", "T", "D")
    assert 'd="M0.12,1L2,0"' in made
    assert 'width="1.23"' in made
    assert ">1.23456</text>" in made


@pytest.mark.parametrize(
    ("given", "made"),
    [("1.999", "2"), ("1e-7", "1e-7"), ("1.2345e-7", "0"), ("-.5678", "-0.57"), ("1.25", "1.25")],
)
def test_rounding_keeps_the_number(given: str, made: str) -> None:
    """Exponents, missing zeros and short numbers too."""
    assert f'x="{made}"' in _picture(f'<rect x="{given}"/>')


def test_ids_are_short_and_belong_to_the_figure() -> None:
    """A counter of the drawing program would differ from run to run."""
    one = clean_svg(PICTURE, "f1", "T", "D")
    assert 'id="f1-1"' in one
    assert 'clip-path="url(#f1-1)"' in one
    assert "clip7" not in one
    assert clean_svg(PICTURE.replace("clip7", "clip99"), "f1", "T", "D") == one


def test_an_id_given_twice_is_kept_once() -> None:
    """Two rectangles that both say they are `a`."""
    assert _picture('<rect id="a"/><rect id="a"/>').count('id="f1-1"') == 1


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<style>*{fill:red}</style>",
        '<image href="https://evil.example/x.png"/>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>alert(1)</body></foreignObject>",
        '<use xlink:href="#x"/>',
        '<animate attributeName="x" values="alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        "<metadata>alert(1)</metadata>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/>',
        '<g display="none"><text>alert(1)</text></g>',
        "<svg><text>alert(1)</text></svg>",
        "<!-- alert(1) --><?xml-stylesheet href='evil'?>",
        "<g>alert(1)</g>",
    ],
)
def test_elements_that_are_not_on_the_list_are_gone(bad: str) -> None:
    """With all that stands in them."""
    made = _picture(f'{bad}<rect x="7"/>')
    assert "alert" not in made
    assert "evil" not in made
    assert 'x="7"' in made
    names = {tag for tag, _ in Tags(made).tags}
    assert names - {"g"} == {"svg", "title", "desc", "rect"}


@pytest.mark.parametrize(
    "attribute",
    [
        'onclick="alert(1)"',
        'style="fill:url(https://evil.example)"',
        'fill="url(https://evil.example/a)"',
        'fill="URL(//evil.example)"',
        'fill="u\\72l(evil)"',
        'fill="url(#missing)"',
        'fill="url(#a) evil"',
        'fill="image-set(evil 1x)"',
        'fill="javascript:alert(1)"',
        'href="javascript:alert(1)"',
        'xlink:href="https://evil.example"',
        'class="evil"',
        'data-t="evil"',
        'aria-label="evil"',
        'font-family="evil"',
        'tabindex="0"',
    ],
)
def test_attributes_that_are_not_on_the_list_are_gone(attribute: str) -> None:
    """Also values that would load something."""
    assert '<rect x="1" />' in _picture(f'<rect x="1" {attribute}/>')


def test_a_link_around_a_mark_becomes_a_group() -> None:
    """The mark stays, the address goes."""
    made = _picture('<a xlink:href="https://evil.example" href="javascript:x"><rect x="1"/></a>')
    assert '<g><rect x="1" /></g>' in made
    assert "evil" not in made
    assert "<a" not in made


@pytest.mark.parametrize(
    "svg",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
        "<!doctype svg><svg/>",
        "<svg>&undefined;</svg>",
        "<svg><g></svg>",
        "<html/>",
        "not a picture",
        "<svg>" + "<g>" * 500 + "</g>" * 500 + "</svg>",
    ],
)
def test_a_picture_that_is_not_a_drawn_chart_is_refused(svg: str) -> None:
    """Document types, entities, broken and bottomless pictures, without quoting them."""
    with pytest.raises(BadData, match="figure f1") as caught:
        clean_svg(svg, "f1", "T", "D")
    assert "undefined" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_text_in_cdata_stays_text() -> None:
    """It comes out escaped, not as markup."""
    made = _picture("<text><![CDATA[<script>alert('x')</script> & more]]></text>")
    assert "&lt;script&gt;alert('x')&lt;/script&gt; &amp; more" in made


def test_labels_of_marks_become_tooltips() -> None:
    """An axis is not a mark."""
    bar = '<path role="graphics-symbol" aria-roledescription="bar" aria-label="May &quot;3&quot;"/>'
    axis = '<g role="graphics-symbol" aria-roledescription="axis" aria-label="X-axis"/>'
    made = _picture(bar + axis)
    assert [tag["data-t"] for tag in Tags(made).named("path")] == ['May "3"']
    assert "X-axis" not in made
    assert "aria-label=" not in made
    assert "graphics-symbol" not in made


def test_too_many_marks_have_no_tooltips() -> None:
    """One more than the most."""
    bar = '<path role="graphics-symbol" aria-roledescription="bar" aria-label="x"/>'
    assert _picture(bar * MOST_TIPS).count("data-t") == MOST_TIPS
    assert _picture(bar * (MOST_TIPS + 1)).count("data-t") == 0


def test_black_follows_the_page_and_a_white_backdrop_goes() -> None:
    """So that a chart in the default look can be read in dark mode."""
    made = clean_svg(PICTURE, "f1", "T", "D")
    assert 'fill="currentColor"' in made
    assert "white" not in made


@pytest.mark.parametrize(
    ("size", "box", "width"),
    [
        ('width="360" height="200"', "0 0 360 200", 540),
        ('viewBox="0 0 900 300" width="100%"', "0 0 900 300", WIDEST),
        ("", "0 0 350 200", 525),
    ],
)
def test_a_picture_may_grow_a_little(size: str, box: str, width: int) -> None:
    """From its drawn size to one and a half, but never past the widest."""
    root = Tags(_picture("", size)).named("svg")[0]
    assert root["viewbox"] == box
    assert root["width"] == str(width)


def test_shown_text_is_what_the_picture_says() -> None:
    """Entities undone."""
    assert shown_text(_picture("<text>a &amp; b</text><text><tspan>c</tspan></text>")) == "a & b c"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<style>*{display:none}</style>",
        "a <b onmouseover=alert(1)>b</b>",
        "</div></main><iframe src=//evil.example>",
        "<!-- hidden -->",
    ],
)
def test_html_in_prose_is_shown_as_text(text: str) -> None:
    """Nothing of it becomes a tag."""
    made = clean_prose(text)
    tags = Tags(made)
    assert {tag for tag, _ in tags.tags} <= {"p"}
    assert "".join(tags.text).strip() == text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "http://x.example",
        "file:///x",
        "//evil.example",
        "/etc/passwd",
        "x.html",
        "&#106;avascript:x",
        "vbscript:x",
        "#main",
    ],
)
def test_only_good_addresses_become_links(address: str) -> None:
    """No script, no file, no address relative to the place of the report."""
    assert all("href" not in tag for tag in Tags(clean_prose(f"[x]({address})")).named("a"))


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c", "mailto:a@example.org", "#s-goals"]
)
def test_good_addresses_stay(address: str) -> None:
    """With a rel that tells the other side nothing."""
    link = Tags(clean_prose(f"[x]({address})")).named("a")[0]
    assert link == {"href": address, "rel": "noopener noreferrer nofollow"}


def test_a_picture_in_prose_becomes_its_words() -> None:
    """Escaped, without emphasis, also inside a link."""
    made = clean_prose("see ![a *b* <i>](https://evil.example/x.png) and [![c](x)](https://a.org)")
    assert "a b &lt;i&gt;" in made
    assert "<img" not in made
    assert "evil" not in made
    assert ">c</a>" in made


def test_headings_in_prose_get_one_level() -> None:
    """Whatever the author typed, the outline of the page stays whole."""
    assert re.findall(r"<h\d>", clean_prose("# a\n\n###### b\n\nc\n===")) == ["<h3>"] * 3
    assert clean_prose("# a", 2) == "<h2>a</h2>"


def test_tags_parser_is_strict_enough_to_notice() -> None:
    """The checks above would see a tag if there were one."""
    assert issubclass(Tags, HTMLParser)
    assert Tags("<p><script>x</script>").tags == [("p", {}), ("script", {})]
