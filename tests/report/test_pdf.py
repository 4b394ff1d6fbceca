"""What the PDF shows: everything, as text that never runs, and the same bytes every time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from careerkit import blocks
from careerkit.blocks import Block
from careerkit.errors import BadData
from careerkit.report.glyphs import glyphs
from careerkit.report.pdf import _compiled, text_of, write_pdf
from careerkit.report.printed import printed
from careerkit.report.read import read_blocks
from careerkit.report.status import STATUSES
from careerkit.report.view import Page, view

from .samples import PICTURE, READER, chart, every_kind, notebook

TO: dict[str, Any] = {"audience": [READER]}
HOSTILE = [
    '#read("secret.txt")', '#import "secret.txt": x', '#include "secret.txt"', "#(40 + 2)", "#let x = 1; #x",
    '#eval("1 + 1")', "#sys.inputs.data", "#panic()", "#set page(width: 1pt)", "#show: none", "$ x^2 $", "$..$",
    "@label", "<label>", '#label("x")', "*bold* _em_ `code`", "= Heading", "- item", "+ item", "/ term: x",
    "// comment", "/* comment */", "\\ \\u{41} \\#", "--- -- ...", "~ ~ ~", "'single' \"double\"",
    '#image("secret.txt")', "#[content]", "#{ 1 + 1 }", "```typ #panic() ```", "https://example.org/#x", "]] [[ #}",
    "%PDF-1.7", "endobj endstream", "(unbalanced", ") >> endobj", "/Creator(Typst 0.15.0)", "\\(escaped\\)",
    "<xmp:CreatorTool>Typst 9.9.9</xmp:CreatorTool>", "{{ 7 * 7 }}", "${x}", "<script>alert(1)</script>",
    "&lt;b&gt; &amp;", "' OR 1=1 --", "=SUM(A1)", "%s %d %n", "../../etc/passwd", "\\\\server\\share", "a" * 400,
    "word " * 100, "two\nlines", "tab\tand  two spaces", "null None NaN true", "0", "x\U0001f389", "漢字と仮名",
    "👩🏽‍🔬 emoji with joiners", "e\u0301 combining", "zero\u200bwidth\u2060\ufeff",
    "soft\xadhyphen", "\u202eturned\u202c", "line\u2028and\u2029paragraph", "\ufffd replaced", "½ → ≥ € “q” …",
    "Ελληνικά Кириллица", "\ue000 private use", "Ünïcödé ﬁ ﬂ ſ", "a\x00b", "\x08", "\x1b[31m", "\x7f", "\x0b", "\x85",
    "\ud800", "a\udfffb", "\uffff",
]  # fmt: skip
ODDLY_READ = [
    "שלום עולם",
    "مرحبا بالعالم",
    "Wort שלום Wort",
    "\u2067abc\u2069",
    "Z\u0351\u0362\u0489algo",
]
UNCOMBINED = "¾\u094b"


def page_of(*given: Block) -> Page:
    """The view of these blocks for the reader of the samples."""
    return view(read_blocks(notebook(*given), READER))


def shown(page: Page) -> str:
    """What the pages of its PDF show, without the white space that an extractor guesses."""
    reader = PdfReader(io.BytesIO(write_pdf(page)))
    return squeezed("".join(one.extract_text() for one in reader.pages))


def squeezed(text: str) -> str:
    """Without white space, and without signs that only turn the letters around them."""
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+", "", text)


def everywhere(text: str) -> list[Block]:
    """Every kind of block but the cover, with a text in every place for words."""
    rows = [[text, text, text, text]]
    return [
        blocks.section(text, text, **TO),
        blocks.prose(text, **TO),
        blocks.statement(text, "hint", 3, text, rows, 2, **TO),
        blocks.action(text, text, "clear", 4, {text: text}, rows, 1, **TO),
        blocks.quote(text, "2025-03-04", text, text, text, **TO),
        blocks.table(text, [text, "n"], [[text, 1], [None, 2]], **TO),
        blocks.chart("b", text, PICTURE, text, text, ([text], [[text]]), **TO),
    ]


def test_every_kind_of_block_is_printed_with_all_its_words() -> None:
    """None is folded away."""
    rows = [["2025-03-04", "win", "journal", "id-9"]]
    prose = "# Small heading\n\n1. one\n2. two\n\n> said\n\n- dot\n\n```\nx  = 1\n```\n\n---\n\n[up](#s-a)"
    made = shown(
        page_of(
            blocks.cover("Title", ["One line", "Another line"], **TO),
            blocks.prose("Lead *words* with `code` and [a link](https://example.org).", **TO),
            blocks.section("a", "First section", **TO),
            blocks.prose(prose, **TO),
            blocks.statement("Stated.", "not_yet", 3, "six more", rows, 4, **TO),
            blocks.statement("Less.", "withheld", 5, minor=True, **TO),
            blocks.statement("Off.", "failed", 0, **TO),
            blocks.statement("Apart.", "not_comparable", 2, **TO),
            blocks.action("Do", "An action.", "hint", 7, {"First step": "begin"}, rows, 1, **TO),
            blocks.quote("Own words", "2025-03-04", "win", "and a detail", "id-8", **TO),
            blocks.table("Caption", ["Name", "Count"], [["row", 12], [None, 3]], **TO),
            blocks.table("Empty one", ["Name"], [], **TO),
            chart(title="Chart title"),
        )
    )
    for words in (
        "Title", "One line · Another line", "Lead words with code and a link (https://example.org).", "First section",
        "Small heading", "1. one", "2. two", "said", "dot", "x = 1", "up", "Stated.", "Not yet n = 3",
        "What would make this speak: six more", "Behind it, 4 records: 2025-03-04 · win · journal · id-9",
        "and 3 more, which careerkit trace lists", "Withheld n = 5 Less.", "Do Hint n = 7 An action. First step begin",
        "Behind it, 1 record:", "Own words and a detail 4 March 2025 · win · id-8", "Caption Name Count row 12 – 3",
        "Empty one Name Nothing to show yet.", "Chart title", "May", "A caption. The numbers: page 3",
        "Chart title, data Month Hours May 3", "Made with careerkit.", "Title 1 / 3",
        *(status.meaning for status in STATUSES.values() if status.key != "clear"),
    ):  # fmt: skip
        assert squeezed(words) in made, words


def test_folded_sections_are_printed_in_full_after_the_others() -> None:
    """What stands under no heading stays with the section before it."""
    given = [
        blocks.section("a", "Alpha", **TO),
        blocks.prose("first words", **TO),
        blocks.section("hidden", "Hidden", audience=[]),
        blocks.prose("unheaded words", **TO),
        blocks.section("b", "Beta", **TO),
        blocks.prose("second words", **TO),
    ]
    made = shown(view(read_blocks(notebook(*given), READER), opened=["b"]))
    order = ("Beta", "second words", "Alpha", "first words", "unheaded words", "Made with")
    places = [made.index(squeezed(words)) for words in order]
    assert places == sorted(places)


def test_texts_are_printed_in_every_place_and_never_evaluated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has no shape is a box; every other sign is there as it was."""
    (tmp_path / "secret.txt").write_text("CANARY")
    monkeypatch.chdir(tmp_path)
    page = page_of(*(block for text in HOSTILE for block in everywhere(f"x{text}y")))
    made = shown(page)
    assert "CANARY" not in made
    places = [text for text in HOSTILE if made.count(_drawn(f"x{text}y")) < 15]
    assert places == []


def _drawn(text: str) -> str:
    read = read_blocks(notebook(blocks.cover(text, [], **TO)), READER)
    title: str = printed(view(read))["title"]
    return squeezed(title)


def test_the_same_words_as_markup_would_be_carried_out() -> None:
    """So that the test before this one can fail."""
    import typst

    source = b'#set document(title: "x")\n#(40 + 2)'
    assert "42" in text_of(typst.compile(source, ignore_system_fonts=True))


def test_a_view_that_was_not_cleaned_does_no_harm() -> None:
    """Nor does one in which nothing can be seen, or in which all is too long."""
    assert "x" in shown(Page("x\x00\ud800y", ["\x1b"], [], []))
    assert "Untitled" in shown(Page("\u200b", [], [], []))
    unseen = [blocks.section("a", "\ufeff", **TO), blocks.prose("# \u200b\n\nwords", **TO)]
    assert "words" in shown(page_of(*unseen))
    long = "word " * 900
    page = page_of(*(block for _ in range(60) for block in (*everywhere("a"),)), *everywhere(long))
    assert shown(page).count(squeezed(long)) >= 10


@pytest.mark.parametrize("text", ODDLY_READ)
def test_text_that_extractors_read_in_their_own_way_loses_no_letter(text: str) -> None:
    """From the right, with many marks; Arabic letters come in their joined forms."""
    made = shown(page_of(*everywhere(text)))
    letters = {sign for sign in squeezed(text) if not "\u0600" <= sign <= "\u06ff"}
    assert letters <= set(made)
    assert "□" not in made


def test_what_has_no_shape_is_counted_and_said() -> None:
    """Once for each sign, a joined emoji being one."""
    made = text_of(write_pdf(page_of(blocks.cover("T", ["👩🏽‍🔬 and 漢"], **TO))))
    assert "□ and □" in made
    assert "no letter shapes for 2 signs" in made
    assert squeezed("no letter shapes") not in shown(page_of(*everywhere("plain")))


def test_every_listed_sign_can_be_drawn_and_others_cannot() -> None:
    """By the fonts of the typst that is installed; a new one may need a new list."""
    import typst

    data = printed(page_of(blocks.cover("T", [" ".join(sorted(glyphs()))], **TO)))
    assert data["missing"] == 0
    assert _compiled(typst, data)
    with pytest.raises(typst.TypstError):
        _compiled(typst, {**data, "lines": ["漢"]})


def test_marks_that_no_font_combines_become_boxes() -> None:
    """Rather than stop the whole report."""
    import typst

    page = page_of(blocks.cover("T", [UNCOMBINED, "é"], **TO))
    with pytest.raises(typst.TypstError):
        _compiled(typst, printed(page))
    assert "¾□·é" in shown(page)


def test_a_picture_that_cannot_be_printed_is_told_in_one_line_without_its_words() -> None:
    """The words of typst would quote the report."""
    page = page_of(chart())
    page.sections[0].parts[0]["svg"] = "<svg PRIVATE"
    with pytest.raises(BadData) as caught:
        write_pdf(page)
    assert "PRIVATE" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "HTML" in str(caught.value)


def test_twice_the_same_bytes_also_from_another_folder(tmp_path: Path) -> None:
    """In another process, with another folder, home, zone and user."""
    code = (
        "import sys\nfrom tests.report.samples import every_kind\nfrom careerkit.report.pdf import write_pdf\n"
        "from careerkit.report.read import read_blocks\nfrom careerkit.report.view import view\n"
        "sys.stdout.buffer.write(write_pdf(view(read_blocks(every_kind(), 'mentor'))))"
    )
    own = {"HOME": str(tmp_path), "TZ": "Asia/Tokyo", "USER": "somebody", "SOURCE_DATE_EPOCH": "99"}
    env = {**os.environ, **own, "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, check=True
    )
    assert run.stdout == write_pdf(view(read_blocks(every_kind(), READER)))


def test_a_long_table_repeats_its_header_and_a_wide_one_becomes_several() -> None:
    """Each with the names of the rows; nothing runs over the edge of the paper."""
    long = [[f"row {i}", i] for i in range(200)]
    wide = [f"column-{i:02}" for i in range(40)]
    page = page_of(
        blocks.table("Long", ["Name", "Number"], long, **TO),
        blocks.table("Wide", ["Who", *wide], [["Somebody", *(f"cell{i:02}" for i in range(40))]], **TO),
        blocks.table("Words", ["Who", "What"], [["x", "Donaudampfschiffahrt" * 20]], **TO),
    )  # fmt: skip
    reader = PdfReader(io.BytesIO(write_pdf(page)))
    assert sum("Name Number" in one.extract_text() for one in reader.pages) >= 4
    text = shown(page)
    assert all(f"row{i}" in text for i in range(200))
    assert all(f"column-{i:02}" in text and f"cell{i:02}" in text for i in range(40))
    assert text.count("Somebody") == text.count("Wide(") > 1
    assert "Donaudampfschiffahrt" * 20 in text
    assert max(_places(page, lambda matrix, text: matrix[4] * 1.0)) < 595 - 62


def test_a_text_longer_than_a_page_goes_on_on_the_next() -> None:
    """In a statement, a quote and a cell."""
    text = "\n".join(f"line {i} of many" for i in range(150))
    page = page_of(
        blocks.statement(text, "clear", 3, **TO),
        blocks.quote(text, "2025-01-01", **TO),
        blocks.table("T", ["a", "b"], [["x", text]], **TO),
    )
    made = shown(page)
    assert [i for i in range(150) if made.count(f"line{i}ofmany") != 3] == []
    assert min(_places(page, lambda matrix, text: matrix[5])) > 25


def _places(page: Page, of: Callable[[list[float], str], float]) -> list[float]:
    """One number for the place of every text that is drawn."""
    found: list[float] = []

    def look(text: str, user: list[float], matrix: list[float], *_: Any) -> None:
        if text.strip():
            x, y = matrix[4], matrix[5]
            moved = [user[0] * x + user[2] * y + user[4], user[1] * x + user[3] * y + user[5]]
            found.append(of([*matrix[:4], *moved], text))

    for one in PdfReader(io.BytesIO(write_pdf(page))).pages:
        one.extract_text(visitor_text=look)
    return found
