"""The finished file: sealed, well-formed, the same every time, and readable."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from itertools import pairwise
from typing import Any

import pytest

from careerkit import blocks
from careerkit.report import write_html
from careerkit.report.page import asset

from .samples import READER, Tags, body_of, every_kind, notebook, page_of

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style></title></textarea><svg onload=alert(1)>",
    '"><img src=x onerror="alert(1)">',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "&lt;script&gt; &amp;amp; &#60;b&#62;",
    "{{ 7 * 7 }} {% raw %} ${x}",
    "\u202eRTL override\u202c שלום مرحبا",
    "zero\u200bwidth\ufeffjoin\u2060er",
    "]]> <![CDATA[ <!-- --> <?php ?>",
    "emoji 👩🏽‍🔬 and e\u0301",
]
_TO: dict[str, Any] = {"audience": [READER]}


@pytest.fixture(scope="module")
def page() -> str:
    """A page with every kind of block."""
    return page_of(every_kind())


def test_identical_input_gives_identical_bytes() -> None:
    """Twice the same notebook."""
    assert write_html(every_kind(), READER) == write_html(every_kind(), READER)


def _hashes(page: str, tag: str) -> list[str]:
    found = re.findall(rf"(?s)<{tag}>(.*?)</{tag}>", page)
    digests = (hashlib.sha256(text.encode()).digest() for text in found)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def test_the_policy_names_the_only_script_and_style_by_hash(page: str) -> None:
    """Recomputed from the file itself."""
    (script,), (style,) = _hashes(page, "script"), _hashes(page, "style")
    metas = Tags(page).named("meta")
    policy = next(m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy")
    assert policy == (
        f"default-src 'none'; script-src {script}; style-src {style}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_the_policy_comes_before_everything_it_rules(page: str) -> None:
    """Before the first style, script and link."""
    first = page.index("Content-Security-Policy")
    assert all(page.index(tag) > first for tag in ("<style", "<script", "<link", "<svg"))


def test_nothing_points_outside_but_links_of_the_author() -> None:
    """No address in any attribute but the href of an `a`."""
    made = page_of(every_kind("[x](https://example.org) http://plain.example"))
    for tag, attributes in Tags(made).tags:
        for name, value in attributes.items():
            if re.search(r"https?:|//", value):
                # An address may be words of a label, but never something that loads.
                assert (tag, name) == ("a", "href") or name == "aria-label"
    assert not re.search(r"https?:|//[a-z]|@import|url\(", asset("report.css"))
    assert not re.search(r"https?:|fetch|XMLHttp|import\(", asset("report.js"))


def test_no_style_attributes_and_no_handlers(page: str) -> None:
    """The policy would refuse them."""
    names = {name for _, attributes in Tags(page).tags for name in attributes}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]


def test_ids_are_unique_and_all_references_lead_somewhere(page: str) -> None:
    """Links within the page, labels and url() references."""
    every = Tags(page).tags
    ids = [attributes["id"] for _, attributes in every if "id" in attributes]
    assert len(ids) == len(set(ids))
    wanted = {a["href"][1:] for t, a in every if t == "a" and a.get("href", "").startswith("#")}
    wanted |= {name for _, a in every for name in a.get("aria-labelledby", "").split()}
    wanted |= set(re.findall(r"url\(#([^)]*)\)", body_of(page)))
    assert wanted <= set(ids)
    assert "s-first" in wanted


def test_every_figure_has_a_title_and_a_description(page: str) -> None:
    """And its data as a table."""
    figures = re.findall(r"(?s)<figure.*?</figure>", page)
    assert len(figures) == 2
    for figure in figures:
        assert re.search(r'<title id="\w+">[^<]+</title><desc id="\w+">[^<]+</desc>', figure)
        assert "<details><summary>Data table: " in figure
        assert "<table>" in figure


def test_every_table_has_a_caption_scopes_and_a_named_region(page: str) -> None:
    """The region can be focused, and no two regions share a name."""
    tables = re.findall(r"(?s)<table>.*?</table>", page)
    assert len(tables) == 4
    assert all("<caption" in table for table in tables)
    assert all(attributes.get("scope") in ("col", "row") for attributes in Tags(page).named("th"))
    regions = [a for _, a in Tags(page).tags if a.get("role") == "region"]
    names = [region["aria-label"] for region in regions]
    assert len(names) == len(set(names)) == 4
    assert all(name.startswith("Table: ") for name in names)
    assert all(region["tabindex"] == "0" for region in regions)


def test_headings_are_in_order_with_one_h1() -> None:
    """Also when prose brings its own headings."""
    made = page_of(every_kind("# Big\n\n##### small"))
    levels = [int(tag[1]) for tag, _ in Tags(made).tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_the_page_has_a_language_a_skip_link_and_a_title(page: str) -> None:
    """The title is the cover's."""
    assert '<html lang="en">' in page
    assert '<a class="skip" href="#main">' in page
    assert "<title>Plain words</title>" in page


def test_only_blocks_are_in_the_page() -> None:
    """No source, stream, error, plain form, metadata or attachment of the notebook."""
    given = every_kind()
    given["metadata"] = {"papermill": {"input_path": "CANARY"}}
    given["cells"][0] |= {"source": "CANARY", "metadata": {"CANARY": 1}}
    given["cells"][0]["outputs"] += [
        {"output_type": "stream", "name": "stdout", "text": "CANARY"},
        {"output_type": "error", "ename": "E", "evalue": "CANARY", "traceback": ["CANARY"]},
        {"output_type": "display_data", "data": {"text/html": "CANARY"}, "metadata": {}},
    ]
    private = notebook(blocks.quote("CANARY", "2025-01-01"), blocks.prose("CANARY", audience=[]))
    given["cells"] += private["cells"]
    made = page_of(given)
    assert "CANARY" not in made
    assert "plain form" not in made
    assert "html form" not in made
    assert made == page_of(every_kind())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_and_comes_back_as_it_was(text: str) -> None:
    """In every place for words: no tag more than with plain words, and the text is whole."""
    made, plain = page_of(every_kind(text)), page_of(every_kind("Plain words"))
    shape = [(tag, sorted(attributes)) for tag, attributes in Tags(made).tags]
    expected = [(tag, sorted(attributes)) for tag, attributes in Tags(plain).tags]
    assert shape == expected
    assert html.unescape(re.sub(r"<[^>]*>", "\n", made)).count(text) >= 10


def test_a_reader_without_blocks_gets_an_honest_empty_page() -> None:
    """Nothing of the others is left."""
    made = write_html(every_kind(), "stranger").decode()
    assert "Plain words" not in made
    assert "<title>Report</title>" in made


def test_statements_show_status_count_and_need() -> None:
    """The need only where there is one."""
    made = page_of(
        notebook(
            blocks.statement("One", "not_yet", 4, "six more weeks", **_TO),
            blocks.statement("Two", "clear", 40, **_TO),
        )
    )
    assert made.count("What would make this speak:") == 1
    assert "</b> six more weeks" in made
    assert "n = 4<" in made
    assert "n = 40<" in made
    assert "Too few records so far" in made
    assert "A pattern that may be chance" not in made


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _palettes() -> list[dict[str, str]]:
    found = re.findall(r":root \{(.*?)\}", asset("report.css"), re.DOTALL)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", text)) for text in found]


@pytest.mark.parametrize("palette", _palettes(), ids=["light", "dark", "print"])
def test_every_pair_of_colours_can_be_read(palette: dict[str, str]) -> None:
    """At least 4.5 to 1 for all text, on every ground it stands on."""
    pairs = [(text, ground) for text in ("ink", "soft", "accent") for ground in ("paper", "card")]
    pairs += [("ink", "cover"), ("soft", "cover"), ("on-accent", "accent"), ("ink", "line")]
    pairs += [("paper", "ink")]
    low = {pair for pair in pairs if _contrast(palette[pair[0]], palette[pair[1]]) < 4.5}
    assert not low


def test_no_colour_stands_outside_the_palettes() -> None:
    """So that the contrast test sees them all."""
    css = re.sub(r":root \{.*?\}", "", asset("report.css"), flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgba?\(|hsla?\(", css)


def test_assets_cannot_end_their_own_element() -> None:
    """And the script stays small."""
    assert "</" not in asset("report.css")
    assert "</" not in asset("report.js")
    assert len(asset("report.js")) < 2600
