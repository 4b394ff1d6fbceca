"""Hostile strings in a real browser: nothing runs, nothing is asked for, and the same strings written raw do both.

Every string of the normal run (and of `--corpus DIR`) goes through every place of every block, through a workbook of which
every field carries them, and through what Jupyter shows; pages are opened, everything on them is touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from careerkit import blocks
from careerkit.blocks import Block
from careerkit.report import page_html, page_of, write_html
from careerkit.report.lock import lock
from careerkit.workbook import Year
from tests.browser.hostile import COUNT, POKE, Watched
from tests.naughty import book, drawing, pages
from tests.naughty.strings import MARKUP, SURROGATES, Naughty, own, texts
from tests.rendering import executed

pytestmark = pytest.mark.browser

AT_ONCE = 100  # strings of one page
# Two frames of animation: by then what was touched off has begun.
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
WORDS = "one two three four five six"


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A window with hooks."""
    found = Watched(browser)
    yield found
    found.close()


def _use(watched: Watched, path: Path, *, forbids: bool = True, links: bool = False) -> Page:
    """Opens a page and does with it whatever a reader can; then nothing may have run and nothing been asked for.

    links: whether it may have links out of the page, which only our own prose can have.
    """
    page = watched.open(path)
    page.wait_for_load_state("load")
    before = page.evaluate(COUNT)
    address = page.url
    page.evaluate(POKE)
    _tooltips(page)
    page.emulate_media(media="print")
    page.evaluate(FRAMES)
    page.emulate_media(media="screen")
    after = page.evaluate(COUNT)
    for found in (before, after):
        assert found["active"] == []
        assert found["addresses"] == []
        assert links or found["links"] == []
        assert [name for name in found["handlers"] if forbids or name != "style"] == []
        assert found["scripts"] == before["scripts"]
    assert page.url.split("#")[0] == address
    assert watched.ran == []
    assert watched.requests == []
    assert watched.errors == []
    return page


def _tooltips(page: Page) -> None:
    """The marks of a chart by the arrow keys and under the pointer: each shows its own words, as text."""
    charts = page.locator("svg.chart:has([data-t])")
    if not charts.count():
        return
    tip, last = page.locator(".tip"), charts.last
    last.focus()
    page.evaluate(FRAMES)  # the page moves to the chart, and a page that moves shows no tooltip
    for mark in last.locator("[data-t]").all()[:40]:
        page.keyboard.press("ArrowRight")
        assert tip.evaluate("(tip) => tip.textContent") == mark.get_attribute("data-t")
        assert tip.locator("*").count() == 0
    page.keyboard.press("Escape")
    mark = charts.first.locator("[data-t]").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert tip.locator("*").count() == 0


# ---- the list bites ----------------------------------------------------------------------------------

# How a careless page would write a string down, and the fewest of the strings of a kind that must then bite.
_HEAD = "<!doctype html><meta charset=utf-8><title>raw</title><body>"
_RAW = {"text": "<p>{}</p>", "href": '<a href="{}">go</a>', "value": '<input value="{}">', "script": '<script>x = "{}"</script>'}  # fmt: skip
LEAST = {
    "handlers text": 50, "scripts text": 14, "links text": 32, "loads text": 30, "foreign text": 14, "mutations text": 30,
    "links href": 40, "mutations value": 5, "breakers script": 3,
}  # fmt: skip


def _raw(folder: Path) -> list[str]:
    """A file for every string and way in which it must bite; their names."""
    names = []
    for number, found in enumerate(own()):
        for how, around in _RAW.items():
            if f"{found.family} {how}" in LEAST:
                name = f"{found.family} {how} {number}.html"
                (folder / name).write_text(_HEAD + around.replace("{}", found.text), "utf-8")
                names.append(name)
    return names


def test_the_same_strings_written_raw_do_run(browser: Browser, tmp_path: Path) -> None:
    """The control: without it a list of harmless words would pass everything below."""
    frames = "".join(f'<iframe name="{n}" src="{n}"></iframe>' for n in _raw(tmp_path))
    (tmp_path / "all.html").write_text(f"<!doctype html><body>{frames}", "utf-8")
    careless = Watched(browser, poke_frames=True)
    page = careless.open(tmp_path / "all.html")

    def bitten() -> Counter[str]:
        ran = {place for place, what in careless.ran if what != "policy"}
        asked = {place for place, _ in careless.requests}
        return Counter(place.rpartition(" ")[0] for place in ran | asked)

    for _ in range(600):
        if all(bitten()[kind] >= least for kind, least in LEAST.items()):
            break
        page.wait_for_timeout(100)  # lets events in; what is waited for is their number
    assert {kind: bitten()[kind] for kind, least in LEAST.items() if bitten()[kind] < least} == {}
    careless.close()
    assert {kind.split()[0] for kind in LEAST} >= set(MARKUP)


# ---- the report --------------------------------------------------------------------------------------


def _pieces(strings: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(strings), AT_ONCE):
        yield list(strings[start : start + AT_ONCE])


def test_every_string_in_every_place_of_a_shared_page(
    browser: Browser, tmp_path: Path, naughty: tuple[Naughty, ...]
) -> None:
    """With the reply form. Every string is there as it was written, less what cannot be written on a page."""
    every = [*texts(naughty), *SURROGATES]
    linked = 0
    for number, strings in enumerate(_pieces(every)):
        watched = Watched(browser)
        path = tmp_path / f"page-{number}.html"
        path.write_bytes(pages.shared(strings))
        page = _use(watched, path, links=True)
        shown = "(elements) => elements.map((element) => element.textContent)"
        quotes = page.locator(".quote blockquote p").evaluate_all(shown)
        assert quotes == [_written(text) for text in strings for _ in range(2)]
        says = page.locator(".statement:not(.action) .says").evaluate_all(shown)
        assert says == [_written(text) for text in strings if text.strip()]
        linked += len(page.evaluate(COUNT)["links"])
        watched.close()
    # Our own prose may have links: those of Markdown that lead to an address one can see, and no others.
    assert linked > 0


def _written(text: str) -> str:
    """A text as a page holds it: line ends are one character, and what is no character is a box."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join("\ufffd" if _is_none(c) else c for c in text)


def _is_none(c: str) -> bool:
    code = ord(c)
    control = code < 0x20 and c not in "\t\n"
    return control or code == 0x7F or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF)


def test_charts_with_hostile_labels(
    watched: Watched, tmp_path: Path, naughty: tuple[Naughty, ...]
) -> None:
    """One chart of every kind, each with another part of the list; tooltips by pointer and by key."""
    every, found = texts(naughty), []
    for number, name in enumerate(drawing.LABELS):
        start = number * drawing.ROWS % len(every)
        drawn = drawing.draw(name, every[start : start + drawing.ROWS])
        found.append(_chart(drawn))
    path = tmp_path / "charts.html"
    path.write_bytes(write_html(pages.notebook(found), pages.READER))
    page = _use(watched, path)
    assert page.locator("svg.chart").count() == len(drawing.LABELS)


def _chart(drawn: Any) -> Block:
    data = (drawn.columns, drawn.rows)
    alt, caption = drawn.alt, drawn.caption
    return blocks.chart(
        drawn.key, drawn.title, drawn.svg, alt, caption, data, audience=[pages.READER]
    )


def test_a_locked_page_stays_harmless_when_it_is_opened(
    watched: Watched, tmp_path: Path, naughty: tuple[Naughty, ...]
) -> None:
    """What is decrypted becomes a document of its own: that way is looked at, too."""
    markup = [found.text for found in naughty if found.family in (*MARKUP, "breakers")]
    path = tmp_path / "locked.html"
    path.write_bytes(lock(pages.shared(markup), WORDS, salt=b"s" * 16, iv=b"i" * 12))
    page = watched.open(path)
    page.locator("#words").fill(WORDS)
    page.locator("form button").click()
    page.locator(".quote").first.wait_for()
    page.evaluate(POKE)
    found = page.evaluate(COUNT)
    assert (found["active"], found["addresses"], found["handlers"]) == ([], [], [])
    quotes = page.locator(".quote blockquote p").evaluate_all(
        "(all) => all.map((e) => e.textContent)"
    )
    assert quotes == [_written(text) for text in markup for _ in range(2)]
    assert (watched.ran, watched.requests, watched.errors) == ([], [], [])


def test_what_a_mentor_types_is_text(
    watched: Watched, tmp_path: Path, naughty: tuple[Naughty, ...]
) -> None:
    """Hostile strings in every field of the reply form: they are shown as text, and saved as they are."""
    markup = [found.text for found in naughty if found.family in (*MARKUP, "breakers")][:AT_ONCE]
    path = tmp_path / "page.html"
    path.write_bytes(pages.shared([f"Section {n}" for n in range(AT_ONCE)]))
    page = watched.open(path)
    typed = page.evaluate(
        """(strings) => {
            const fields = [...document.querySelectorAll('textarea, input[type=text]')];
            fields.forEach((field, at) => {
                field.value = strings[at % strings.length];
                field.dispatchEvent(new Event('input', { bubbles: true }));
            });
            return fields.length;
        }""",
        markup,
    )
    assert typed > AT_ONCE
    page.emulate_media(media="print")
    said = page.locator(".said-text").evaluate_all(
        "(all) => all.map((e) => [e.textContent, e.children.length])"
    )
    assert all(children == 0 for _, children in said)
    assert [text for text, _ in said][:50] == [text.strip() for text in markup[:50]]
    found = page.evaluate(COUNT)
    assert (found["active"], found["addresses"], found["handlers"]) == ([], [], [])
    assert (watched.ran, watched.requests, watched.errors) == ([], [], [])


# ---- a workbook --------------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", ["owner", "mentor"])
def test_a_workbook_whose_every_field_is_hostile(
    browser: Browser,
    tmp_path: Path,
    naughty: tuple[Naughty, ...],
    reader: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From the files to the page: every record that may be read stands on it as text, and nothing runs."""
    root = book.write(tmp_path / "me", texts(naughty))
    year = Year(str(root), book.YEAR, audience=reader)
    found = executed(year, monkeypatch)
    words = _records(year, monkeypatch)
    found["cells"] += pages.notebook(words)["cells"]
    path = tmp_path / f"{reader}.html"
    path.write_bytes(page_html(page_of(found, year.reader), year=book.YEAR, form=reader != "owner"))
    watched = Watched(browser)
    page = _use(watched, path)
    shown = page.locator(".quote blockquote p").evaluate_all(
        "(all) => all.map((e) => e.textContent)"
    )
    wanted = [_written(block.json["text"]) for block in words if block.json["kind"] == "quote"]
    assert len(wanted) >= 700
    assert Counter(wanted) - Counter(shown) == Counter()
    watched.close()


def _records(year: Year, monkeypatch: pytest.MonkeyPatch) -> list[Block]:
    """Every dated record that this reader may read, as a guided notebook lists them."""
    found: list[Block] = []
    monkeypatch.setattr(blocks, "emit", found.extend)
    for name in ("entry", "touch", "learning", "book", "feedback"):
        year.recent(name, 10_000)
    return found


def test_what_jupyter_shows_is_harmless_even_where_scripts_may_run(
    browser: Browser, tmp_path: Path, naughty: tuple[Naughty, ...]
) -> None:
    """The notebook's own form of every block, on a bare page without any policy."""
    for number, strings in enumerate(_pieces(texts(naughty))):
        watched = Watched(browser)
        path = tmp_path / f"notebook-{number}.html"
        path.write_bytes(pages.in_notebook(pages.block_list(strings)))
        _use(watched, path, forbids=False)
        watched.close()
