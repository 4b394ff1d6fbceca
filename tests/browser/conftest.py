"""A real browser with the network off. Without Chromium these tests fail; they do not skip."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Opener:
    """Opens reports, and keeps what they asked for and what they complained about."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.requests: list[str] = []
        self.errors: list[str] = []

    def __call__(self, path: Path, width: int, *, dark: bool = False, js: bool = True) -> Page:
        """The report at this path in a window of this width, in a fresh profile."""
        context = self._browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=js,
            has_touch=width < 600,
        )
        self._contexts.append(context)
        context.set_offline(True)
        context.route("**/*", self._answer)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.goto(path.resolve().as_uri())
        return page

    def close(self) -> None:
        """Closes every window that was opened."""
        for context in self._contexts:
            context.close()

    def _answer(self, route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.errors.append(text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield started
        started.close()


@pytest.fixture
def open_report(browser: Browser) -> Iterator[Opener]:
    """Call it with a path and a width; afterwards look at its `requests` and `errors`."""
    opener = Opener(browser)
    yield opener
    opener.close()
