"""A locked file in a reader's browser: it asks, opens, and lets nothing run that it did not bring."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from careerkit.report import lock as module
from careerkit.report import page_html, page_of, stamp
from careerkit.report.lock import lock, open_reply, unlock
from careerkit.report.page import asset

from .checks import (
    WIDTHS,
    check_accessible,
    check_paper,
    check_pictures,
    check_targets,
    check_width,
    open_details,
)
from .conftest import Opener
from .sample_page import READER, notebook

pytestmark = pytest.mark.browser

WORDS = "client playgroup twenty surpass squeamish t-shirt"
SALT, IV = bytes(range(16)), bytes(range(100, 112))
# Few enough for a test; one test below uses the real number.
FEW = 1_000
WRONG = "These words do not open this file."
DAMAGED = "This file is damaged or incomplete."
LOOKS = [(width, dark) for width in (1280, 390, 320) for dark in (False, True)]

# What would run, load or lead away if a page were simply written into the window.
HOSTILE = """<!doctype html><html lang="de" data-copy="c0ffee" onclick="ran('root')"><head>
<title>Opened</title><base href="https://remote.invalid/">
<meta http-equiv="refresh" content="0;url=https://remote.invalid/head">
<link rel="stylesheet" href="https://remote.invalid/a.css">
<style>body { background: url(https://remote.invalid/style) }</style>
<script>ran('head')</script></head>
<body onload="ran('body')"><h1>Hostile heading</h1>
<script>ran('script')</script><script src="https://remote.invalid/b.js"></script>
<img src="x" onerror="ran('error')"><img src="https://remote.invalid/pixel">
<img srcset="https://remote.invalid/set 1x" alt=""><video poster="https://remote.invalid/p"></video>
<meta http-equiv="refresh" content="0;url=https://remote.invalid/body">
<iframe srcdoc="<script>parent.ran('frame')</script>"></iframe>
<iframe src="javascript:parent.ran('frame address')"></iframe>
<object data="https://remote.invalid/o"></object><embed src="https://remote.invalid/e">
<svg onload="ran('svg')"><script>ran('svg script')</script><a xlink:href="javascript:ran('svg link')">
<text id="drawn" y="20">svg</text></a><animate attributeName="x" onbegin="ran('begin')"/></svg>
<details open ontoggle="ran('toggle')"><summary>more</summary></details>
<input autofocus onfocus="ran('focus')"><p style="position:fixed">styled</p>
<a id="link" href=" jav&#9;ascript:ran('link')">link</a>
<a id="good" href="https://example.org/">good</a><a id="near" href="#near">near</a>
<form action="https://remote.invalid/form"><button id="send">send</button>
<button formaction="javascript:ran('button')" id="run">run</button></form>
</body></html>"""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample page, open."""
    path = tmp_path_factory.mktemp("plain") / "report.html"
    path.write_bytes(stamp(page_html(page_of(notebook(), READER), year=2025, form=True))[0])
    return path


@pytest.fixture(scope="module")
def locked(plain: Path) -> Path:
    """The same, locked."""
    return _write(plain.with_name("locked.html"), plain.read_bytes())


def _write(path: Path, page: bytes, iterations: int = FEW) -> Path:
    path.write_bytes(lock(page, WORDS, salt=SALT, iv=IV, iterations=iterations))
    return path


def _type(page: Page, words: str) -> None:
    field = page.get_by_label("The six words")
    field.fill(words)
    field.press("Enter")


def _open(page: Page, words: str = WORDS) -> Page:
    _type(page, words)
    expect(page.locator("html[data-locked]")).to_have_count(0)
    return page


def _is_quiet(opener: Opener) -> None:
    assert opener.requests == []
    assert opener.errors == []


# ---- opening -------------------------------------------------------------------------------------


def test_the_opened_page_is_the_plain_one(open_report: Opener, plain: Path, tmp_path: Path) -> None:
    """The same words, title, language and elements, at the real number of iterations."""
    shut = _write(tmp_path / "locked.html", plain.read_bytes(), module.ITERATIONS)
    assert unlock(shut.read_bytes(), WORDS) == plain.read_bytes()
    bare, page = open_report(plain, 1280), open_report(shut, 1280)
    assert page.title() == "Locked file"
    assert bare.title() not in page.content()
    _open(page)
    assert page.locator("body").inner_text() == bare.locator("body").inner_text()
    assert page.title() == bare.title()
    names = "[...document.body.querySelectorAll('*')].map((e) => e.localName)"
    there = [name for name in bare.evaluate(names) if name != "script"]
    assert page.evaluate(names) == there
    assert len(there) > 200
    _is_quiet(open_report)


def test_the_keyboard_is_enough_and_leads_to_the_heading(open_report: Opener, locked: Path) -> None:
    """Tab, the words, Enter; then the next words read are the report's first."""
    page = open_report(locked, 390)
    page.keyboard.press("Tab")
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    expect(page.locator("html[data-locked]")).to_have_count(0)
    assert page.evaluate("document.activeElement.localName") == "h1"
    assert page.evaluate("scrollY") == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('nav') !== null")
    _is_quiet(open_report)


@pytest.mark.parametrize(
    "words",
    [WORDS.upper(), WORDS.replace(" ", "-"), f" {WORDS.replace('-', ' ').title()}  "],
)
def test_how_the_words_are_written_does_not_matter(
    open_report: Opener, locked: Path, words: str
) -> None:
    """Case, hyphens and spaces."""
    _open(open_report(locked, 390), words)


def test_both_sides_read_every_letter_alike(open_report: Opener, locked: Path) -> None:
    """All characters that Unicode has given out, as Python and as the browser turn them."""
    (rule,) = re.findall(r"const normal = .*;", asset("unlock.js"))
    numbers = [
        n for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) not in ("Cn", "Cs")
    ]
    ours = {chr(n): module._normal(chr(n)) for n in numbers}
    script = f"(text) => {{ {rule} return [...text].map((one) => normal(one)); }}"
    theirs = open_report(locked, 390).evaluate(script, "".join(ours))
    other = {f"U+{ord(c):04X}" for c, got in zip(ours, theirs, strict=True) if got != ours[c]}
    assert not other
    assert ours["ß"] == "ss"
    assert sum(map(bool, ours.values())) > 1_000


def test_tooltips_work_after_opening(open_report: Opener, locked: Path) -> None:
    """The script waited for the page."""
    page = open_report(locked, 1280)
    assert page.locator(".tip").count() == 0
    _open(page)
    # Scrolling would hide the tooltip again.
    page.locator("svg.chart").first.evaluate("(chart) => chart.focus({ preventScroll: true })")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tip")).to_be_visible()
    _is_quiet(open_report)


def test_nothing_is_kept(open_report: Opener, locked: Path) -> None:
    """Neither in a store of the browser nor in the page."""
    page = _open(open_report(locked, 390))
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    assert "playgroup" not in page.content()


# ---- refusing ------------------------------------------------------------------------------------


def test_wrong_words_are_refused_and_may_be_typed_again(open_report: Opener, locked: Path) -> None:
    """The field keeps them and has focus; the message is in a live region."""
    page = open_report(locked, 390)
    said, field = page.get_by_role("status"), page.get_by_label("The six words")
    _type(page, WORDS.replace("twenty", "thirty"))
    expect(said).to_contain_text(WRONG)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert page.title() == "Locked file"
    _type(page, "  ")
    expect(said).to_contain_text("Type the six words first.")
    _open(page)
    _is_quiet(open_report)


def test_it_says_that_it_is_opening(open_report: Opener, locked: Path) -> None:
    """Every message of the live region, in order, and a second press does nothing more."""
    page = open_report(locked, 390)
    page.evaluate(
        """window.told = [];
        new MutationObserver(() => window.told.push(document.getElementById('said').textContent))
            .observe(document.getElementById('said'), { childList: true });"""
    )
    page.get_by_label("The six words").fill("other words")
    page.evaluate("for (const _ of [1, 2, 3]) document.querySelector('button').click()")
    expect(page.get_by_role("status")).to_contain_text(WRONG)
    told = page.evaluate("window.told")
    assert told[0] == "Opening…"
    assert len(told) == 2


def _places(file: bytes) -> list[int]:
    sealed = file.index(b'id="sealed">') + len(b'id="sealed">')
    end = file.index(b"<", sealed)
    return [
        file.index(b'"salt":"') + 10,
        file.index(b'"iv":"') + 8,
        file.index(b'"iterations":1') + len(b'"iterations":1'),
        file.index(b'"AES-256-GCM"') + 3,
        sealed,
        (sealed + end) // 2,
        end - 30,
        end - 4,
    ]


@pytest.mark.parametrize("number", range(8))
def test_a_flipped_byte_is_refused(
    open_report: Opener, locked: Path, tmp_path: Path, number: int
) -> None:
    """In the salt, the iv, the iterations, the words of the header, the text and its tag."""
    file = bytearray(locked.read_bytes())
    file[_places(bytes(file))[number]] ^= 1
    changed = tmp_path / "changed.html"
    changed.write_bytes(file)
    page = open_report(changed, 390)
    _type(page, WORDS)
    expect(page.get_by_role("status")).to_contain_text(re.compile(f"{WRONG}|{DAMAGED}"))
    assert page.locator("html[data-locked]").count() == 1
    _is_quiet(open_report)


def test_each_of_two_hundred_flipped_bytes_is_refused(
    open_report: Opener, locked: Path, tmp_path: Path
) -> None:
    """One byte in every two hundredth of the header and of what is sealed, in one window, one after the other."""
    whole = locked.read_bytes()
    header = whole.index(b'id="header">') + len(b'id="header">')
    spans = [(header, whole.index(b"<", header)), (_places(whole)[4], _places(whole)[7] + 4)]
    places = [
        start + (end - start) * step // count
        for (start, end), count in zip(spans, (40, 160), strict=True)
        for step in range(count)
    ]
    assert len(set(places)) == 200
    changed = tmp_path / "changed.html"
    changed.write_bytes(whole)
    page = open_report(changed, 390)
    for place in places:
        # The last letters of base64 may carry bits that mean nothing, so a letter becomes another one.
        other = b"B" if whole[place : place + 1] != b"B" else b"C"
        changed.write_bytes(whole[:place] + other + whole[place + 1 :])
        page.reload()
        _type(page, WORDS)
        expect(page.get_by_role("status")).to_contain_text(re.compile(f"{WRONG}|{DAMAGED}"))
        assert page.locator("html[data-locked]").count() == 1, place
    _is_quiet(open_report)


def test_a_cut_file_is_refused(open_report: Opener, locked: Path, tmp_path: Path) -> None:
    """And it says what to do."""
    cut = tmp_path / "cut.html"
    cut.write_bytes(locked.read_bytes()[:-3_000])
    page = open_report(cut, 390)
    _type(page, WORDS)
    expect(page.get_by_role("status")).to_contain_text(f"{DAMAGED} Ask for it again.")
    _is_quiet(open_report)


@pytest.mark.parametrize("change", [{"iterations": 5_000_001}, {"iterations": 0}, {"version": 2}])
def test_a_hostile_header_is_refused(
    open_report: Opener, locked: Path, tmp_path: Path, change: dict[str, Any]
) -> None:
    """No browser is kept busy for minutes."""
    text = locked.read_text("utf-8")
    (header,) = re.findall(r'id="header">([^<]*)<', text)
    other = tmp_path / "other.html"
    other.write_text(text.replace(header, json.dumps(json.loads(header) | change)), "utf-8")
    page = open_report(other, 390)
    _type(page, WORDS)
    expect(page.get_by_role("status")).to_contain_text(DAMAGED)


def test_a_bomb_is_refused(
    open_report: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made by somebody who knows the words."""
    size = 2 * module.MAX_LOCKED_PAGE
    monkeypatch.setattr(module, "MAX_LOCKED_PAGE", size)
    page = open_report(_write(tmp_path / "bomb.html", b" " * size), 390)
    _type(page, WORDS)
    expect(page.get_by_role("status")).to_contain_text(DAMAGED)
    _is_quiet(open_report)


# ---- a hostile page ------------------------------------------------------------------------------

_TELL = "window.ran = (what) => { (window.told ||= []).push(what); }"
_CLICKS = """async () => {
    const names = ['link', 'run', 'send', 'near', 'drawn'];
    for (const name of names) {
        document.getElementById(name).dispatchEvent(new MouseEvent('click', { bubbles: true }));
    }
    document.querySelector('summary').click();
    document.querySelector('input').focus();
    for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);
    return window.told || [];
}"""


class Trap:
    """A window in which everything that runs, asks or complains is noted."""

    def __init__(self, browser: Browser) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        self.context = browser.new_context()
        self.context.set_offline(True)
        self.context.add_init_script(_TELL)
        self.context.route("**/*", self._answer)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: dialog.dismiss())

    def _answer(self, route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def spring(self) -> list[str]:
        """Clicks everything; gives what ran since the page was opened."""
        found: list[str] = self.page.evaluate(_CLICKS)
        return found


@pytest.fixture
def trap(browser: Browser) -> Iterator[Trap]:
    """A trap that is put away afterwards."""
    made = Trap(browser)
    yield made
    made.context.close()


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files whose script takes nothing away from the page."""
    whole = asset("unlock.js")
    changed = whole.replace("element.remove()", "0").replace("element.removeAttributeNode", "void ")
    assert changed.count("void (attribute)") == 1
    assert "element.remove" not in changed
    monkeypatch.setattr(module, "asset", lambda n: changed if n == "unlock.js" else asset(n))


def test_a_hostile_page_is_inert(trap: Trap, tmp_path: Path) -> None:
    """It shows its words; nothing runs, loads or leads away."""
    path = _write(tmp_path / "hostile.html", HOSTILE.encode())
    trap.page.goto(path.as_uri())
    page = _open(trap.page)
    assert trap.spring() == []
    assert trap.asked == []
    # Already while it is read, and again when the form is sent.
    assert all("Content Security Policy" in text for text in trap.said)
    assert page.url.partition("#")[0] == path.as_uri()
    assert page.locator("h1").inner_text() == "Hostile heading"
    assert page.title() == "Opened"
    root = page.evaluate("document.documentElement.getAttributeNames().sort()")
    assert root == ["data-copy", "lang"]
    assert page.locator("#good").get_attribute("href") == "https://example.org/"
    assert page.locator("#near").get_attribute("href") == "#near"
    assert page.locator("#link").get_attribute("href") is None
    assert not re.search(r"remote\.invalid|ran\(|javascript:", page.locator("body").inner_html())


@pytest.mark.usefixtures("careless")
def test_the_policy_alone_stops_what_would_run_or_load(trap: Trap, tmp_path: Path) -> None:
    """The second net, tried without the first."""
    body = re.sub(r"(?s)<meta.*?>|<base.*?>", "", HOSTILE)
    trap.page.goto(_write(tmp_path / "careless.html", body.encode()).as_uri())
    _open(trap.page)
    assert trap.spring() == []
    assert trap.asked == []
    assert sum("Content Security Policy" in text for text in trap.said) > 5


@pytest.mark.usefixtures("careless")
def test_the_first_net_is_needed_against_being_led_away(trap: Trap, tmp_path: Path) -> None:
    """A refresh is what no policy stops."""
    refresh = '<h1>x</h1><meta http-equiv="refresh" content="0;url=https://remote.invalid/away">'
    trap.page.goto(_write(tmp_path / "careless.html", refresh.encode()).as_uri())
    with trap.page.expect_event("requestfailed"):
        _type(trap.page, WORDS)
    assert trap.asked[0] == "https://remote.invalid/away"


def test_the_hostile_page_does_run_where_it_may(trap: Trap, tmp_path: Path) -> None:
    """The control: opened as it is, without a lock and without the policy."""
    path = tmp_path / "control.html"
    path.write_text(re.sub(r"(?s)<meta.*?>|<base.*?>|<form.*?>", "", HOSTILE), "utf-8")
    trap.page.goto(path.as_uri())
    told = set(trap.spring())
    assert {"head", "script", "body", "error", "svg", "svg script", "focus", "root"} <= told
    assert {"https://remote.invalid/pixel", "https://remote.invalid/a.css"} <= set(trap.asked)


# ---- the answer ----------------------------------------------------------------------------------


def test_a_sealed_reply_opens_in_python(open_report: Opener, locked: Path) -> None:
    """What a script of the page seals; twice the same words are not twice the same bytes."""
    page = open_report(locked, 390)
    page.evaluate(
        """document.addEventListener('careerkit:opened', (event) => {
            window.means = event.detail;
        })"""
    )
    _open(page)
    assert page.evaluate("Object.keys(window.means)") == ["seal", "unseal"]
    text = json.dumps({"answers": "Grüße ✓ " * 9_000}, ensure_ascii=False)
    one = page.evaluate("(text) => window.means.seal(text)", text)
    other = page.evaluate("(text) => window.means.seal(text)", text)
    assert sorted(one) == ["data", "iv"]
    assert one["iv"] != other["iv"]
    assert one["data"] != other["data"]
    for sealed in (one, other):
        assert open_reply(sealed, WORDS, SALT, iterations=FEW).decode() == text
        assert page.evaluate("(sealed) => window.means.unseal(sealed)", sealed) == text
    _is_quiet(open_report)


def test_what_a_mentor_saves_is_sealed(open_report: Opener, locked: Path, plain: Path) -> None:
    """Written in the form, saved by its button, opened in Python, and loaded again as a draft."""
    page = _open(open_report(locked, 1280))
    page.get_by_label("Anything else").fill("Ask for the branch budget.")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my answers").click()
    path = saved.value.path()
    told = json.loads(path.read_bytes())
    assert b"budget" not in path.read_bytes()
    assert told["share_id"] in plain.read_text("utf-8")
    reply = json.loads(open_reply(told["sealed"], WORDS, SALT, iterations=FEW))
    assert reply["answers"] == [{"section": "anything-else", "text": "Ask for the branch budget."}]
    again = _open(open_report(locked, 390))
    again.locator("input[type=file]").set_input_files(path)
    expect(again.get_by_role("status").filter(has_text="Draft loaded")).to_be_visible()
    assert again.get_by_label("Anything else").input_value() == "Ask for the branch budget."
    _is_quiet(open_report)


# ---- how it looks and reads ----------------------------------------------------------------------


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_it_can_be_read_locked_and_opened(
    open_report: Opener, locked: Path, width: int, dark: bool
) -> None:
    """Axe 0 in every state, no sideways scrolling, large enough to tap."""
    page = open_report(locked, width, dark=dark)
    for state in ("locked", "refused"):
        if state == "refused":
            _type(page, "no such words")
            expect(page.get_by_role("status")).to_contain_text(WRONG)
        check_width(page)
        check_accessible(page)
        check_targets(page)
    box = page.get_by_label("The six words").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    ground = page.evaluate("getComputedStyle(document.querySelector('.cover')).backgroundColor")
    _open(page)
    open_details(page)
    check_width(page)
    if width in WIDTHS:
        check_pictures(page)
    check_accessible(page)
    check_targets(page)
    cover = page.evaluate("getComputedStyle(document.querySelector('.cover')).backgroundColor")
    assert cover == ground
    _is_quiet(open_report)


def test_on_paper(open_report: Opener, locked: Path) -> None:
    """Locked, the words that stand in the field are not printed; opened, it prints as the plain page."""
    page = open_report(locked, 1280, dark=True)
    page.get_by_label("The six words").fill(WORDS)
    check_paper(page)
    assert page.locator("input:visible, button:visible").count() == 0
    assert page.get_by_role("heading", name="Locked file").is_visible()
    page.emulate_media(media="screen")
    check_paper(_open(page))


def test_without_script_it_says_what_to_do(open_report: Opener, locked: Path) -> None:
    """And shows no field that would do nothing."""
    page = open_report(locked, 390, js=False)
    assert "needs JavaScript" in page.locator("noscript").inner_text()
    assert page.locator("input:visible, button:visible").count() == 0
    check_width(page)


@pytest.mark.parametrize(
    "missing",
    [
        "Object.defineProperty(crypto, 'subtle', { value: undefined })",
        "delete window.DecompressionStream",
    ],
)
def test_a_viewer_that_cannot_open_it_says_so(browser: Browser, locked: Path, missing: str) -> None:
    """Some viewers inside other programs."""
    context = browser.new_context()
    context.add_init_script(missing)
    page = context.new_page()
    page.goto(locked.as_uri())
    expect(page.get_by_role("status")).to_contain_text("This program cannot open locked files.")
    assert page.locator("input:visible, button:visible").count() == 0
    check_accessible(page)
    context.close()
