"""The reply form as a mentor uses it: written, saved, copied, loaded again; and what comes back is read by Python."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from careerkit.counting.dimensions import POLES
from careerkit.reading import replies
from careerkit.report import lock, page_html, page_of, stamp
from careerkit.report.page import asset
from careerkit.sharing.reply import read_reply

from .checks import (
    check_accessible,
    check_paper,
    check_readable,
    check_report,
    check_targets,
    check_width,
    open_details,
)
from .conftest import Opener
from .sample_page import READER, notebook

pytestmark = pytest.mark.browser

WORDS = "correct horse battery staple clamp lily"
SALT, IV = bytes(range(16)), bytes(range(12))
HOSTILE = (
    "</textarea><script>window.ran = 1</script><img src=x onerror=\"window.ran = 2\">\n"
    "\"'`${alert(1)} {{ 7 * 7 }} &lt;b&gt; javascript:alert(1) \u202e\u0000 👩\u200d🔬"
)  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample page as a copy with a form."""
    path = tmp_path_factory.mktemp("shared") / "review-2025.html"
    path.write_bytes(_copy()[0])
    return path


def _copy() -> tuple[bytes, str]:
    return stamp(page_html(page_of(notebook(), READER), year=2025, form=True))


ID = _copy()[1]


def _field(page: Page, section: str) -> Any:
    return page.locator(f'textarea[data-section="{section}"]')


def _write(page: Page, section: str, text: str) -> None:
    """Open the field under a section and write into it."""
    box = _field(page, section)
    if section != replies.ANYTHING_ELSE:
        box.evaluate("(e) => { e.closest('details').open = true }")
    box.fill(text)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _saved(page: Page, act: Callable[[], None] | None = None) -> tuple[str, bytes]:
    """The name and the bytes of what the page saves."""
    with page.expect_download() as waiting:
        if act:
            act()
        else:
            _press(page, "Save my answers")
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def _told(page: Page) -> Any:
    return page.locator(".told")


def _tab_to(page: Page, script: str) -> None:
    """Press Tab until the focused element is the one."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(f"(({script})(document.activeElement))"):
            return
    pytest.fail(f"the keyboard never gets to {script}")


# ---- writing and saving ------------------------------------------------------------------------------


def test_a_reply_is_written_and_saved_by_keyboard_alone(
    open_report: Opener, shared: Path, tmp_path: Path
) -> None:
    """From the top of the page to the saved file, which Python reads."""
    page = open_report(shared, 1280)
    _tab_to(page, "(e) => e.matches('details.reply summary')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("I saw this coming.\nAsk for the pension talks.")
    _tab_to(page, "(e) => e.id === 'reply-from'")
    page.keyboard.type("Mina")
    _tab_to(page, "(e) => e.name === 'reply-scope'")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    _tab_to(page, "(e) => e.name === 'reply-impact'")
    page.keyboard.press("ArrowLeft")
    _tab_to(page, "(e) => e.id === 'reply-more'")
    page.keyboard.type("Go on.")
    _tab_to(page, "(e) => e.dataset.do === 'save'")
    name, data = _saved(page, lambda: page.keyboard.press("Enter"))
    assert name == f"reply-2025-{ID[:8]}.json"
    expect(_told(page)).to_contain_text(f"Saved as {name}")
    found = read_reply(data)
    assert (found.share_id, found.year, found.claimed) == (ID, 2025, "Mina")
    assert [(one.section, one.text) for one in found.answers] == [
        ("summary", "I saw this coming.\nAsk for the pension talks."),
        ("anything-else", "Go on."),
    ]
    assert {one.about: one.value for one in found.ratings} == {"scope": 2, "impact": 5}
    assert open_report.requests == []
    assert open_report.errors == []


def test_every_section_has_a_field_and_every_answer_its_section(open_report: Opener, shared: Path) -> None:  # fmt: skip
    page = open_report(shared, 390)
    keys = page.locator("section.chapter[data-key]").evaluate_all("(all) => all.map((e) => e.dataset.key)")  # fmt: skip
    assert keys == ["summary", "energy", "goals", "network"]
    for key in keys:
        _write(page, key, f"about {key}")
    for about in POLES:
        page.locator(f'[data-about="{about}"]').get_by_text("3").click()
    expect(page.locator(".so-far")).to_have_text("So far: 4 answers, 3 ratings.")
    found = read_reply(_saved(page)[1])
    assert {one.section: one.text for one in found.answers} == {key: f"about {key}" for key in keys}
    assert {one.about: one.value for one in found.ratings} == dict.fromkeys(POLES, 3)
    assert found.claimed == ""


def test_hostile_words_come_back_as_words(open_report: Opener, shared: Path) -> None:
    """Nothing runs while they are written, printed, saved or loaded."""
    page = open_report(shared, 1280)
    page.locator("#reply-from").fill(HOSTILE.replace("\n", " "))
    _write(page, "summary", HOSTILE)
    _write(page, "anything-else", HOSTILE)
    data = _saved(page)[1]
    found = read_reply(data)
    assert [one.text for one in found.answers] == [replies.clean(HOSTILE)] * 2
    assert "<script>window.ran = 1</script>" in found.answers[0].text
    other = open_report(shared, 1280)
    _load(other, data)
    expect(_told(other)).to_have_text("Draft loaded: 2 answers, 0 ratings.")
    assert read_reply(_saved(other)[1]) == found
    for each in (page, other):
        assert each.evaluate("window.ran") is None
        assert each.locator("main script, main img").count() == 0
    assert open_report.requests == []
    assert open_report.errors == []


def test_nothing_written_is_nothing_to_save(open_report: Opener, shared: Path) -> None:
    """A name alone is no answer, and neither are blanks."""
    page = open_report(shared, 390)
    page.locator("#reply-from").fill("Mina")
    _write(page, "summary", "  \n ")
    _press(page, "Save my answers")
    expect(_told(page)).to_contain_text("nothing to save yet")
    _press(page, "Copy as text")
    expect(_told(page)).to_contain_text("nothing to save yet")


def test_what_is_too_long_is_said_and_stays(open_report: Opener, shared: Path) -> None:
    """One character more than can be read in; the field opens, has the focus and is marked."""
    page = open_report(shared, 390)
    _write(page, "goals", "x" * (replies.MAX_TEXT + 1))
    page.locator("details.reply").evaluate_all("(all) => all.forEach((d) => { d.open = false })")
    _press(page, "Save my answers")
    expect(_told(page)).to_contain_text("keep it to 10000 characters. It has 10001.")
    expect(_field(page, "goals")).to_be_focused()
    assert _field(page, "goals").get_attribute("aria-invalid") == "true"
    page.keyboard.press("Backspace")
    assert _field(page, "goals").get_attribute("aria-invalid") is None
    assert read_reply(_saved(page)[1]).answers[0].text == "x" * replies.MAX_TEXT
    page.locator("#reply-from").fill("x" * (replies.MAX_NAME + 1))
    _press(page, "Save my answers")
    expect(_told(page)).to_contain_text("Your name: please keep it to 200 characters")


def test_the_page_and_python_know_the_same_numbers() -> None:
    script, form = asset("reply.js"), asset("reply.html.j2")
    numbers = {name: int(value) for name, value in re.findall(r"const ([A-Z_]+) = (\d+);", script)}
    assert numbers == {
        "MAX_REPLY": replies.MAX_REPLY, "MAX_TEXT": replies.MAX_TEXT, "MAX_NAME": replies.MAX_NAME,
        "STEPS": replies.STEPS,
    }  # fmt: skip
    told = re.findall(r'rating\("(\w+)", "\w+", "([^"]+)", "([^"]+)"\)', form)
    assert {about: (low, high) for about, low, high in told} == POLES
    assert tuple(POLES) == replies.DIMENSIONS
    assert f'data-section="{replies.ANYTHING_ELSE}"' in form
    assert not re.search(r"https?:|fetch|XMLHttp|import\(|innerHTML|localStorage|sessionStorage|indexedDB|cookie", script)  # fmt: skip


def test_nothing_is_kept_anywhere(open_report: Opener, shared: Path) -> None:
    """Neither in the browser's stores nor in the page when it is opened again."""
    page = open_report(shared, 1280)
    _write(page, "summary", "Only here.")
    _saved(page)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]  # fmt: skip
    page.reload()
    assert _field(page, "summary").input_value() == ""


# ---- leaving -------------------------------------------------------------------------------------------


def test_leaving_with_unsaved_words_is_asked_about(open_report: Opener, shared: Path) -> None:
    """After a change, and no more once it is saved; again after the next change."""
    page = open_report(shared, 1280)
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    _write(page, "summary", "One.")
    page.close(run_before_unload=True)
    expect(_field(page, "summary")).to_have_value("One.")
    assert asked == ["beforeunload"]
    _saved(page)
    page.locator('[data-about="scope"]').get_by_text("5", exact=True).click()
    page.close(run_before_unload=True)
    expect(_field(page, "summary")).to_have_value("One.")
    assert len(asked) == 2
    _saved(page)
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert len(asked) == 2


def test_leaving_an_untouched_page_is_not_asked_about(open_report: Opener, shared: Path) -> None:
    """Nor one in which what was written is taken away again."""
    page = open_report(shared, 1280)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    _write(page, "summary", "One.")
    _write(page, "summary", "")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == []


# ---- copying and sharing ---------------------------------------------------------------------------------


def _fake(page: Page, path: Path, script: str) -> Page:
    """The page once more, with something of the browser replaced before its script runs."""
    page.add_init_script(script)
    page.goto(path.resolve().as_uri())
    return page


TEXT = f"""Answer to: A year at the counter, and past it
Copy {ID[:8]}
From: Mina

What changed this year
Line one.
Line two.

Anything else
Go on.

Scope: 2, where 1 is “one thing at a time” and 5 is “building up over time”
"""


def _fill(page: Page) -> None:
    page.locator("#reply-from").fill("Mina")
    _write(page, "summary", "Line one.\nLine two.")
    _write(page, "anything-else", "Go on.")
    page.locator('[data-about="scope"]').get_by_text("2", exact=True).click()


def test_the_answer_can_be_copied_as_text(open_report: Opener, shared: Path) -> None:
    page = open_report(shared, 390)
    page = _fake(page, shared, "navigator.clipboard.writeText = async (text) => { window.copied = text }")  # fmt: skip
    _fill(page)
    _press(page, "Copy as text")
    expect(_told(page)).to_contain_text("Copied.")
    assert page.evaluate("window.copied") == TEXT
    assert page.locator(".by-hand").is_hidden()


def test_where_nothing_can_be_copied_the_text_is_selected(open_report: Opener, shared: Path) -> None:  # fmt: skip
    """In a browser that refuses the clipboard, and in one that has none."""
    for script in (
        "navigator.clipboard.writeText = async () => { throw new Error('no') }",
        "Object.defineProperty(navigator, 'clipboard', { value: undefined })",
    ):
        page = _fake(open_report(shared, 390), shared, script)
        _fill(page)
        _press(page, "Copy as text")
        expect(_told(page)).to_contain_text("copy it from there")
        box = page.get_by_label("Your answers as text")
        expect(box).to_be_focused()
        assert box.input_value() == TEXT
        assert page.evaluate("getSelection().toString() || document.activeElement.value") == TEXT
        assert box.evaluate("(e) => e.selectionEnd - e.selectionStart") == len(TEXT)
        check_accessible(page)
        check_width(page)


def test_sharing_is_offered_only_where_files_can_be_shared(open_report: Opener, shared: Path) -> None:  # fmt: skip
    """Not here; where no file fits; where a text may be sent and no JSON."""
    button = "[data-do=share]"
    assert open_report(shared, 390).locator(button).is_hidden()
    none = "navigator.share = async () => {}; navigator.canShare = () => false"
    assert _fake(open_report(shared, 390), shared, none).locator(button).is_hidden()
    texts = """navigator.canShare = ({ files }) => files.every((file) => file.type === 'text/plain');
        navigator.share = async ({ files }) => {
            if (window.refuse) throw new Error('AbortError');
            window.sent = [files[0].name, await files[0].text()];
        }"""
    page = _fake(open_report(shared, 390), shared, texts)
    _fill(page)
    page.evaluate("window.refuse = true")
    _press(page, "Share…")
    expect(_told(page)).to_contain_text("It was not shared.")
    page.evaluate("window.refuse = false")
    _press(page, "Share…")
    expect(_told(page)).to_contain_text("Shared as reply-2025-")
    name, text = page.evaluate("window.sent")
    assert name == f"reply-2025-{ID[:8]}.txt"
    assert read_reply(text.encode()).claimed == "Mina"


# ---- drafts -----------------------------------------------------------------------------------------------


def _load(page: Page, data: bytes, name: str = "draft.json") -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": data}
    )


def test_a_draft_is_loaded_and_gone_on_with(open_report: Opener, shared: Path) -> None:
    page = open_report(shared, 1280)
    _fill(page)
    data = _saved(page)[1]
    other = open_report(shared, 390)
    with other.expect_file_chooser():
        _press(other, "Load a draft")
    _load(other, data)
    expect(_told(other)).to_have_text("Draft loaded: 2 answers, 1 rating.")
    assert _field(other, "summary").is_visible()
    assert other.locator("#reply-from").input_value() == "Mina"
    assert read_reply(_saved(other)[1]) == read_reply(data)
    _write(other, "goals", "And this.")
    assert len(read_reply(_saved(other)[1]).answers) == 3


def test_a_draft_replaces_nothing_that_is_not_saved(open_report: Opener, shared: Path) -> None:
    page = open_report(shared, 1280)
    _fill(page)
    data = _saved(page)[1]
    _write(page, "goals", "New.")
    _load(page, data)
    expect(_told(page)).to_contain_text("Save it first")
    assert _field(page, "goals").input_value() == "New."
    _saved(page)
    _load(page, data)
    expect(_told(page)).to_contain_text("Draft loaded")
    assert _field(page, "goals").input_value() == ""


BAD = {
    "no JSON": b"<script>1</script>", "null": b"null", "a list": b"[]", "nothing": b"", "deep": b"[" * 99999,
    "another format": {"format": "x"}, "another version": {"version": 2}, "another copy": {"share_id": "f" * 32},
    "another year": {"year": 2024}, "a name that is none": {"from": 3}, "a strange section": {"answers": [{"section": "salary", "text": "x"}]},
    "a text that is none": {"answers": [{"section": "goals", "text": None}]}, "answers that are none": {"answers": [None]},
    "a strange rating": {"ratings": [{"about": "pay", "value": 1}]}, "a rating too high": {"ratings": [{"about": "scope", "value": 6}]},
    "a rating in words": {"ratings": [{"about": "scope", "value": "1\"] *"}]}, "a large file": b" " * (replies.MAX_REPLY + 1),
    "a sealed one": {"sealed": {"iv": "AAAA", "data": "AAAA"}},
}  # fmt: skip


def test_what_is_no_draft_of_this_copy_is_refused(open_report: Opener, shared: Path) -> None:
    """One sentence each, and nothing on the page changes."""
    page = open_report(shared, 1280)
    good = {
        "format": "careerkit-reply", "version": 1, "share_id": ID, "year": 2025, "from": "", "ratings": [],
        "answers": [{"section": "goals", "text": "x"}],
    }  # fmt: skip
    for name, bad in BAD.items():
        page.locator(".told").evaluate("(e) => { e.textContent = '' }")
        _load(page, bad if isinstance(bad, bytes) else json.dumps(good | bad).encode())
        expect(_told(page), name).to_have_text(re.compile(r"^(This|A sealed) .*\.$"))
        assert _field(page, "goals").input_value() == "", name
    _load(page, json.dumps(good).encode())
    expect(_told(page)).to_have_text("Draft loaded: 1 answer, 0 ratings.")
    assert open_report.errors == []


# ---- how it looks -------------------------------------------------------------------------------------------


def test_the_form_passes_every_check(open_report: Opener, shared: Path) -> None:
    """With every field open, wide and narrow, light and dark, without script and on paper."""
    check_report(open_report, shared)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_filled_form_passes_every_check(
    open_report: Opener, shared: Path, width: int, dark: bool
) -> None:
    page = open_report(shared, width, dark=dark)
    _fill(page)
    _saved(page)
    open_details(page)
    check_width(page)
    check_targets(page)
    check_accessible(page)
    low = page.evaluate(
        """[...document.querySelectorAll('.steps label, .reply-form input[type="text"]')]
            .filter((e) => e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44)
            .map((e) => e.textContent)"""
    )
    assert not low, f"smaller than 44 px: {low}"
    assert open_report.requests == []
    assert open_report.errors == []


def test_a_step_is_named_with_its_pole(open_report: Opener, shared: Path) -> None:
    """As a screen reader says it: the group, the step and at the ends what they mean."""
    page = open_report(shared, 390)
    group = page.get_by_role("group", name="Motivation")
    assert group.get_by_role("radio").count() == 6
    expect(group.get_by_role("radio", name="1 of 5, work for the living it gives")).to_have_count(1)
    expect(group.get_by_role("radio", name="5 of 5, work for its own sake")).to_have_count(1)
    expect(group.get_by_role("radio", name="No answer")).to_be_checked()
    expect(page.get_by_role("status").last).to_have_text("")


def test_without_script_the_page_says_how_to_answer(open_report: Opener, shared: Path) -> None:
    """No field is shown that could not be saved; with script the sentence is gone."""
    page = open_report(shared, 390, js=False)
    check_readable(page)
    assert page.get_by_text("answer in an e-mail to the person who shared it").is_visible()
    assert page.locator("textarea:visible, button:visible, input:visible, details.reply:visible").count() == 0  # fmt: skip
    assert open_report(shared, 390).get_by_text("answer in an e-mail").is_hidden()


def test_paper_shows_what_was_answered_and_nothing_else(open_report: Opener, shared: Path) -> None:
    page = open_report(shared, 1280)
    check_paper(page)
    assert page.get_by_text("Your reply").first.is_hidden()
    page = open_report(shared, 1280, dark=True)
    _fill(page)
    page.emulate_media(media="print", color_scheme="light")
    assert page.locator("textarea:visible, button:visible, input:visible, .reply:visible").count() == 0  # fmt: skip
    shown = page.locator(".said:visible").all_inner_texts()
    assert shown == [
        "Your answer to this section\n\nLine one.\nLine two.",
        "From: Mina\n\nScope: 2, where 1 is “one thing at a time” and 5 is “building up over time”\n\nGo on.",
    ]


# ---- locked ---------------------------------------------------------------------------------------------------


def test_a_locked_copy_saves_a_sealed_reply(open_report: Opener, shared: Path, tmp_path: Path) -> None:  # fmt: skip
    """Python opens it with the words; the page loads it again as a draft; an open copy does not."""
    path = tmp_path / "locked.html"
    path.write_bytes(lock.lock(shared.read_bytes(), WORDS, salt=SALT, iv=IV, iterations=1000))
    page = open_report(path, 390)
    page.get_by_label("The six words").fill(WORDS)
    page.keyboard.press("Enter")
    expect(page.locator("#reply")).to_have_count(1)
    _fill(page)
    name, data = _saved(page)
    assert name == f"reply-2025-{ID[:8]}.json"
    assert set(json.loads(data)) == {"format", "version", "share_id", "sealed"}
    assert b"Mina" not in data

    def unseal(found: replies.SealedReply) -> bytes:
        return lock.open_reply({"iv": found.iv, "data": found.data}, WORDS, SALT, iterations=1000)

    found = read_reply(data, unseal=unseal)
    assert (found.claimed, found.share_id) == ("Mina", ID)
    _write(page, "summary", "")
    _saved(page)
    _load(page, data)
    expect(_told(page)).to_have_text("Draft loaded: 2 answers, 1 rating.")
    assert _field(page, "summary").input_value() == "Line one.\nLine two."
    bare = open_report(shared, 390)
    _load(bare, data)
    expect(_told(bare)).to_have_text("A sealed draft cannot be opened here.")
    assert open_report.requests == []
    assert open_report.errors == []
