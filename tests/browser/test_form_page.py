"""The form's script by itself: keys, states, drafts, errors; Python is played by the test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_accessible
from tests.browser.form_page import entry_form, fields, statements, write_page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def show(tmp_path: Path, open_report: Any) -> Open:
    """Opens a form; afterwards nothing was requested and nothing complained."""

    def opened(form: dict[str, Any], values: dict[str, str] | None = None, views: int = 1, dark: bool = False) -> Page:  # fmt: skip
        page: Page = open_report(write_page(tmp_path / "form.html", form, values, views), 900, dark=dark)  # fmt: skip
        page.wait_for_function("window.ready")
        return page

    return opened


def sent(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("window.sent")
    return found


def confirm(page: Page, **said: Any) -> None:
    """Python says that the last message was saved."""
    page.evaluate(
        "said => { const m = window.sent.at(-1); window.answer({ op: 'saved', client: m.client, seq: m.seq, message: 'Saved in journal/2025.md.', links: [], values: {}, ...said }); }",
        said,
    )


def status(page: Page) -> str:
    return page.locator(".ck-status").first.inner_text()


def test_a_whole_entry_by_keys_alone(show: Open) -> None:
    """2 chooses the second word, Tab goes on, Ctrl+Enter saves; "Saved" only when Python has said so."""
    page = show(entry_form())
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    page.keyboard.type("Ask first")
    page.keyboard.press("Control+Enter")
    (message,) = sent(page)
    assert message["op"] == "save"
    assert message["values"] == {"word": "lesson", "text": "Ask first"}
    assert status(page) == "Saving…"
    page.evaluate("window.model.set('values', {})")
    confirm(page)
    assert status(page) == "Saved in journal/2025.md."
    assert page.evaluate("document.activeElement.name") == "text"
    assert page.locator("textarea").input_value() == ""


def test_errors_stand_at_their_field_and_take_the_focus(show: Open) -> None:
    """Python refuses the text: the message under it, described by it, focus in it; a second try clears it."""
    page = show(entry_form())
    page.get_by_role("button", name="Save entry").press("Enter")
    page.evaluate(
        "() => { const m = window.sent.at(-1); window.answer({ op: 'refused', client: m.client, seq: m.seq, problems: { text: 'In a sentence: please fill this in', hours: 'Hours: write a number' } }); }"
    )
    area = page.locator("textarea")
    expect(area).to_be_focused()
    expect(area).to_have_attribute("aria-invalid", "true")
    described = (area.get_attribute("aria-describedby") or "").split()[0]
    assert page.locator(f"[id='{described}']").inner_text() == "In a sentence: please fill this in"
    assert "marked fields" in status(page)
    page.keyboard.type("Now")
    page.keyboard.press("Control+Enter")
    expect(area).to_have_attribute("aria-invalid", "false")


def test_an_error_in_a_folded_group_opens_it(show: Open) -> None:
    """The hours are wrong and stand in "More"."""
    page = show(entry_form())
    page.locator("textarea").fill("x")
    page.keyboard.press("Control+Enter")
    page.evaluate(
        "() => { const m = window.sent.at(-1); window.answer({ op: 'refused', client: m.client, seq: m.seq, problems: { hours: 'Hours: write a number' } }); }"
    )
    expect(page.locator("input[name=hours]")).to_be_focused()


def test_silence_is_not_saved(show: Open) -> None:
    """Nobody answers: red after 2.5 s, the text stays, a late answer turns it to saved."""
    page = show(entry_form())
    page.locator("textarea").fill("My words")
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(2700)
    assert status(page).startswith("Not saved yet")
    assert page.locator(".view").get_attribute("data-state") == "lost"
    assert page.locator("textarea").input_value() == "My words"
    confirm(page)
    assert status(page).startswith("Saved")


def test_twenty_four_statements_by_number_keys(show: Open) -> None:
    """Each key answers and goes on; answers are on their way one by one."""
    page = show(statements(24))
    page.evaluate(
        "window.reply = m => setTimeout(() => { window.model.set('values', { ...window.model.get('values'), ...m.values }); window.answer({ op: 'saved', client: m.client, seq: m.seq, message: '', links: [], values: m.values }); }, 20)"
    )
    page.locator("input[type=radio]").first.focus()
    for number in range(24):
        page.keyboard.press(str(number % 5 + 1))
    page.wait_for_function(
        "document.querySelector('.ck-status').textContent === 'Saved. 24 of 24 answered.'"
    )
    assert [list(m["values"].values()) for m in sent(page)] == [[str(n % 5 + 1)] for n in range(24)]


def test_a_late_confirmation_does_not_unset_a_newer_answer(show: Open) -> None:
    """Two answers on their way; Python confirms the first alone: the second stays chosen."""
    page = show(statements(3))
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("4")
    page.keyboard.press("2")
    page.evaluate(
        "() => { const m = window.sent[0]; window.model.set('values', m.values); window.answer({ op: 'saved', client: m.client, seq: m.seq, message: '', links: [], values: m.values }); }"
    )
    assert page.evaluate("[...document.querySelectorAll(':checked')].map(one => one.value)") == ["4", "2"]  # fmt: skip
    assert status(page) == "Saving…"


def test_zero_skips_and_other_digits_do_nothing(show: Open) -> None:
    """0 is the skip, 9 has no answer here."""
    page = show(statements(2))
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("9")
    assert sent(page) == []
    page.keyboard.press("0")
    assert sent(page)[0]["values"] == {"s1": "-"}


def test_arrows_move_within_one_question(show: Open) -> None:
    """The browser's own keys for a group of answers."""
    page = show(statements(2))
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "3"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name").endswith("s2")


def test_a_draft_is_kept_while_typing_and_when_leaving(show: Open) -> None:
    """After 0.4 s of rest; at once when the focus leaves the form."""
    page = show(entry_form())
    page.locator("textarea").press_sequentially("Half a thou")
    page.wait_for_function("window.drafts.length === 1")
    assert page.evaluate("window.drafts[0].text") == "Half a thou"
    page.locator("textarea").press_sequentially("ght")
    page.locator("#after").focus()
    assert page.evaluate("window.drafts.at(-1).text") == "Half a thought"


def test_a_form_comes_back_filled_in(show: Open) -> None:
    """Values of every kind, as after a reload."""
    values = {"word": "lesson", "text": "Ask", "date": "2025-03-04", "hours": "1.5", "who": "lee", "role": "b", "star": "yes"}  # fmt: skip
    page = show(entry_form(), values)
    page.locator("textarea").press("Control+Enter")
    assert sent(page)[0]["values"] == values


def test_undo_gives_the_text_back(show: Open) -> None:
    """A save that can be undone; the values come from Python."""
    page = show(entry_form())
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_have_attribute("aria-disabled", "true")
    undo.press("Enter")
    assert sent(page) == []
    page.evaluate("window.model.set('can_undo', true)")
    expect(undo).to_have_attribute("aria-disabled", "false")
    undo.press("Enter")
    assert sent(page)[0]["op"] == "undo"
    page.evaluate("window.model.set('values', { text: 'Old words' })")
    page.evaluate(
        "() => { const m = window.sent.at(-1); window.answer({ op: 'undone', client: m.client, seq: m.seq, message: 'Taken back.', values: { text: 'Old words' } }); }"
    )
    assert page.locator("textarea").input_value() == "Old words"
    assert status(page) == "Taken back."


def test_a_renewed_form_keeps_half_written_words_and_the_focus(show: Open) -> None:
    """One more person to choose from, while the next entry is being written."""
    page = show(entry_form())
    page.locator("textarea").press_sequentially("Next")
    every = fields()
    every[5]["choices"] = [["a", "Clerk"], ["b", "Lead"], ["c", "Coach"]]
    groups = [{"legend": "What", "hint": "", "folded": False, "fields": every}]
    page.evaluate(
        "form => { window.model.set('form', form); window.answer({ op: 'renewed', form, first: { date: '2025-01-02' } }); }",
        entry_form(groups=groups),
    )
    expect(page.locator("option[value=c]")).to_have_count(1)
    assert page.locator("textarea").input_value() == "Next"
    expect(page.locator("textarea")).to_be_focused()
    assert page.locator("input[type=date]").input_value() == "2025-01-02"


def test_texts_are_never_markup(show: Open) -> None:
    """Every place a text may come from: title, legend, label, hint, choice, suggestion, message, verdict, link."""
    bad = "<img src=x onerror=window.hit=1><script>window.hit=1</script>"
    every = fields([{"name": "a", "label": bad, "kind": "choice", "hint": bad, "choices": [[bad, bad]]},
                    {"name": "b", "label": bad, "kind": "text", "suggest": [bad]}, {"name": "c", "label": bad, "kind": "pick", "choices": [[bad, bad]]}])  # fmt: skip
    page = show(entry_form(title=bad, intro=bad, by_hand=bad, submit=bad, groups=[{"legend": bad, "hint": bad, "folded": True, "fields": every}]), {"b": bad})  # fmt: skip
    page.locator("button.ck-save").press("Enter")
    confirm(page, message=bad, links=[[bad, "javascript:window.hit=1"]])
    page.evaluate("bad => window.answer({ op: 'verdict', text: bad })", bad)
    assert page.evaluate("window.hit") is None
    assert page.locator(".view img, .view script").count() == 0
    href = page.locator(".ck-links a").get_attribute("href") or ""
    assert href == "/files/javascript%3Awindow.hit%3D1"


def test_the_mark_sits_on_the_focused_element_and_leaves_for_ctrl(show: Open) -> None:
    """A letter on a radio is ours; Ctrl+S is JupyterLab's; Ctrl+Enter is ours; outside the form nothing is marked."""
    page = show(entry_form())
    radio = page.locator("input[type=radio]").first
    radio.focus()
    page.keyboard.press("x")
    assert radio.get_attribute("data-lm-suppress-shortcuts") == "true"
    page.keyboard.press("Control+s")
    assert radio.get_attribute("data-lm-suppress-shortcuts") is None
    page.keyboard.press("Control+Enter")
    assert radio.get_attribute("data-lm-suppress-shortcuts") == "true"
    page.locator("#after").focus()
    page.keyboard.press("x")
    assert page.locator("#after").get_attribute("data-lm-suppress-shortcuts") is None


def test_enter_on_a_choice_does_not_save(show: Open) -> None:
    """Half a form is not sent by the key that means "this one" elsewhere."""
    page = show(entry_form())
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("Enter")
    assert sent(page) == []


def test_an_answer_for_another_window_is_not_ours(show: Open) -> None:
    """Two views of one form: each hears only the answers to its own messages; values are seen in both."""
    page = show(entry_form(), views=2)
    first, second = page.locator(".view").nth(0), page.locator(".view").nth(1)
    first.locator("textarea").fill("Mine")
    first.locator("textarea").press("Control+Enter")
    page.evaluate("window.model.set('values', { text: 'kept' })")
    confirm(page)
    assert first.locator(".ck-status").inner_text().startswith("Saved")
    assert second.locator(".ck-status").inner_text() == ""
    assert second.locator("textarea").input_value() == "kept"


def test_closing_it_lets_go_of_the_window(show: Open) -> None:
    """After its end no key is marked and no answer is heard."""
    page = show(entry_form())
    page.evaluate("window.ends[0]()")
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("x")
    assert page.locator("input[type=radio]").first.get_attribute("data-lm-suppress-shortcuts") is None  # fmt: skip
    assert page.evaluate("window.model.heard.length") == 0


@pytest.mark.parametrize("form", [entry_form(), statements(5)], ids=["entry", "statements"])
def test_it_is_accessible(show: Open, form: dict[str, Any]) -> None:
    """axe-core finds nothing: empty, with errors, saved, with everything unfolded."""
    page = show(form)
    check_accessible(page)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.evaluate(
        "() => { window.answer({ op: 'verdict', text: '1 of 2 named.' }); for (const e of document.querySelectorAll('.ck-error')) e.textContent = 'Please'; document.querySelector('.view').dataset.state = 'refused'; document.querySelector('.ck-status').textContent = 'Not saved'; }"
    )
    check_accessible(page)
    page.evaluate("document.querySelector('.view').dataset.state = 'saved'")
    check_accessible(page)
