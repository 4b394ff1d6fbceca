"""A form in a real JupyterLab, worked by keyboard alone, as a person does who never touches the mouse.

    form = FormInCell(page, wait_for_cell(page, 2))
    form.enter()                              # the focus comes in, as by Tab
    form.fill({"word": "lesson", "text": "Ask first", "hours": "1.5"})
    form.save()                               # Ctrl+Enter, until Python has confirmed it
    form.undo()                               # Tab to the button, Enter, until it is taken back

Apart from `enter` everything goes through `page.keyboard`: Tab from field to field, a number key for a choice, letters for
texts, the first letters of a label for a list, digits in the order month, day, year for a date (Chromium here speaks American
English), Space for a tick, Enter on what is folded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TimedOut

# How a browser's own field takes a date by keys; a Tab leads through its three parts.
_IS_OF_A_FIELD = r"/^careerkit-\d+-[a-z0-9]*-/"
_HERE = f"""() => {{
  const at = document.activeElement, view = at?.closest('.careerkit-form');
  if (!view) return null;
  const name = (at.name ?? '').replace({_IS_OF_A_FIELD}, '');
  return {{ tag: at.tagName, type: at.type ?? '', name, value: at.value ?? '', checked: at.checked ?? false,
    text: at.textContent, classes: at.className, open: at.parentElement?.open ?? false }};
}}"""
MOST_TABS = 400


class FormInCell:
    """The form in the output of one cell."""

    def __init__(self, page: Page, cell: Locator) -> None:
        """`cell`: the cell of a notebook, or any element that holds one form."""
        self.page = page
        self.view = cell.locator(".careerkit-form")
        self.view.locator("form").wait_for(state="attached")

    # ---- what it shows

    @property
    def state(self) -> str:
        """saving, saved, refused, lost; empty before anything was sent."""
        return self.view.get_attribute("data-state") or ""

    @property
    def status(self) -> str:
        """What it says at its buttons."""
        return self.view.locator(".ck-status").text_content() or ""

    @property
    def verdict(self) -> str:
        """What the step says by now."""
        return self.view.locator(".ck-verdict").text_content() or ""

    def names(self) -> list[str]:
        """The fields in the order in which they are drawn."""
        found: list[str] = self.view.evaluate(
            f"""(view) => [...new Set([...view.querySelectorAll('input, select, textarea')]
                .map((one) => one.name.replace({_IS_OF_A_FIELD}, '')))]"""
        )
        return found

    def values(self) -> dict[str, str]:
        """What stands in it; empty fields are left out."""
        found: dict[str, str] = self.view.evaluate(
            f"""(view) => Object.fromEntries([...view.querySelectorAll('input, select, textarea')]
                .filter((one) => one.type === 'radio' || one.type === 'checkbox' ? one.checked : one.value)
                .map((one) => [one.name.replace({_IS_OF_A_FIELD}, ''), one.type === 'checkbox' ? 'yes' : one.value]))"""
        )
        return found

    def error(self, name: str) -> str:
        """What stands under a field."""
        said: str = self.view.evaluate(
            """(view, name) => [...view.querySelectorAll('.ck-error')]
                .filter((one) => one.id.endsWith(`-${name}-error`)).map((one) => one.textContent).join()""",
            name,
        )
        return said

    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self.view.locator(".ck-undo").get_attribute("aria-disabled") == "false"

    # ---- where the keyboard is

    def at(self) -> dict[str, Any]:
        """The element with the focus. Fails when it is in no form."""
        found = self.page.evaluate(_HERE)
        assert found is not None, "the focus is in no form"
        return dict(found)

    def enter(self) -> None:
        """The focus comes to the first thing in the form that takes it, as by Tab."""
        self.view.evaluate(
            """(view) => {
                const every = [...view.querySelectorAll('input, select, textarea, button, summary')];
                const seen = every.filter((one) => one.tagName === 'SUMMARY' || !one.closest('details:not([open])'));
                (seen.find((one) => one.type === 'radio' && one.name === seen[0].name && one.checked) ?? seen[0]).focus();
            }"""
        )

    def leave(self) -> None:
        """The focus goes out of the form: to the notebook."""
        self.page.evaluate("document.activeElement.blur()")

    def go(self, name: str) -> None:
        """By Tab to a field of this name; folded groups on the way are opened with Enter."""
        for _ in range(MOST_TABS):
            here = self.at()
            if here["name"] == name:
                return
            if here["tag"] == "SUMMARY" and not here["open"] and self._is_group():
                self.page.keyboard.press("Enter")
                assert self.at()["open"], f"Enter did not open {here['text']!r}"
            self._tab()
        raise AssertionError(f"no Tab leads to {name}")

    def go_button(self, kind: str) -> None:
        """By Tab to a button: `save` or `undo`."""
        for _ in range(MOST_TABS):
            if f"ck-{kind}" in self.at()["classes"]:
                return
            self._tab()
        raise AssertionError(f"no Tab leads to the button {kind}")

    def _is_group(self) -> bool:
        found: bool = self.page.evaluate(
            "document.activeElement.parentElement.classList.contains('ck-group')"
        )
        return found

    def _tab(self) -> None:
        """To the next stop. The three parts of a date are one element with several stops."""
        self.page.keyboard.press("Tab")

    def stops(self) -> list[str]:
        """The names of the fields in the order in which Tab visits them, folded ones opened, from here to the end."""
        found: list[str] = []
        for _ in range(MOST_TABS):
            here = self.page.evaluate(_HERE)
            if here is None or not self.view.evaluate(
                "(view) => view.contains(document.activeElement)"
            ):
                return found
            if here["tag"] == "SUMMARY" and not here["open"] and self._is_group():
                self.page.keyboard.press("Enter")
            if here["name"] and here["name"] not in found:
                found.append(here["name"])
            self._tab()
        raise AssertionError("Tab never leaves the form")

    # ---- what a person does

    def fill(self, values: Mapping[str, str]) -> None:
        """Go from field to field in the order of the form, and write what is said of it."""
        order = self.names()
        unknown = set(values) - set(order)
        assert not unknown, f"the form has no {sorted(unknown)}; it has {order}"
        for name in order:
            if name in values:
                self.go(name)
                self.write(values[name])

    def write(self, value: str) -> None:
        """Give the field with the focus this value, and see that it has it; an empty one clears it."""
        here = self.at()
        if here["type"] == "radio":
            self._choose(here["name"], value)
        elif here["type"] == "checkbox":
            self._tick(value)
        elif here["tag"] == "SELECT":
            self._pick(value)
        elif here["type"] == "date":
            self._date(value)
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.press("Delete")
            self._type(value)
            now = self.at()
            assert now["value"] == value, f"{now} for {value!r}"

    def _type(self, text: str) -> None:
        """Enter makes a new line in what takes several."""
        first, *further = text.split("\n")
        self.page.keyboard.type(first)
        for line in further:
            self.page.keyboard.press("Enter")
            self.page.keyboard.type(line)

    def _choose(self, name: str, value: str) -> None:
        """The number key that stands beside the answer."""
        if not value:
            self.page.keyboard.press("Backspace")
            assert name not in self.values()
            return
        key = self.page.evaluate(
            """(value) => [...document.querySelectorAll(`input[name="${document.activeElement.name}"]`)]
                .find((one) => one.value === value)?.dataset.key""",
            value,
        )
        assert key, f"{name} has no answer {value!r} with a key"
        self.page.keyboard.press(key)
        assert self.values()[name] == value

    def _tick(self, value: str) -> None:
        if self.at()["checked"] != (value == "yes"):
            self.page.keyboard.press("Space")
        assert self.at()["checked"] == (value == "yes")

    def _pick(self, value: str) -> None:
        """Letters of its label until it stands there, as a list in a browser is worked; Home for none."""
        if not value:
            self.page.keyboard.press("Home")
        label = self.page.evaluate(
            "(value) => [...document.activeElement.options].find((one) => one.value === value)?.label",
            value,
        )
        assert label is not None, f"there is no {value!r} in the list"
        for letter in label:
            if self.at()["value"] == value:
                break
            self.page.keyboard.type(letter)
        for _ in range(50):  # several begin alike
            if self.at()["value"] == value:
                break
            self.page.keyboard.press("ArrowDown")
        assert self.at()["value"] == value

    def _date(self, value: str) -> None:
        """Month, day and year, each part going on to the next; Backspace empties a part."""
        if value:
            year, month, day = value.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
        else:
            for _ in range(3):
                self.page.keyboard.press("Backspace")
                self.page.keyboard.press("ArrowRight")
        assert self.at()["value"] == value

    # ---- what comes of it

    def press_save(self) -> None:
        """Ctrl+Enter, without waiting."""
        self.page.keyboard.press("Control+Enter")

    def wait(self, state: str, seconds: float = 20) -> str:
        """Until it says `state`; what it says then. Fails with its words when it says something else at last."""
        try:
            self.page.wait_for_function(
                "([view, state]) => view.dataset.state === state",
                arg=[self.view.element_handle(), state],
                timeout=seconds * 1000,
                polling=20,
            )
        except TimedOut:
            raise AssertionError(f"not {state} but {self.state}: {self.status}") from None
        return self.status

    def save(self) -> str:
        """Ctrl+Enter, until it is confirmed; what the form says then."""
        self.press_save()
        return self.wait("saved")

    def refused(self) -> str:
        """Ctrl+Enter, until it is refused; the name of the field with the focus, empty for a button."""
        self.press_save()
        self.wait("refused")
        return str(self.at()["name"])

    def undo(self) -> str:
        """By Tab to Undo, then Enter, until it is taken back; what the form says then."""
        self.enter()
        self.go_button("undo")
        self.page.keyboard.press("Enter")
        return self.wait("saved")

    def settle(self, seconds: float = 10) -> None:
        """Until what follows a save has come: the form as the files say now, and the verdict of its step."""
        self.page.wait_for_function(
            "(view) => view.querySelector('.ck-verdict').textContent !== ''",
            arg=self.view.element_handle(),
            timeout=seconds * 1000,
        )
