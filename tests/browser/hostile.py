"""Opens a page as a curious reader would, and counts what runs and what is asked for.

Every frame gets hooks before anything of the page runs: dialogs, windows and the global that payloads set.
Requests are counted where the network begins, sockets and beacons included; nothing leaves the machine.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Dialog, Error, Page, Route

# Runs in every frame, also in those of a `srcdoc` or a `data:` address.
_HOOKS = """(() => {
  const tell = (what) => { try { window.__hit(what); } catch (error) { /* not yet there */ } };
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
    const hook = () => { tell(name); return null; };
    try { Object.defineProperty(window, name, { value: hook, writable: false, configurable: false }); }
    catch (error) { window[name] = hook; }
  }
  let ran;
  Object.defineProperty(window, '__ran', { get: () => ran, set: (value) => { ran = value; tell('__ran'); } });
  addEventListener('securitypolicyviolation', () => tell('policy'));
})();"""

# What a curious reader does: opens all, touches all, follows every link and presses every button.
POKE = """() => {
  const events = ['pointerover', 'mouseover', 'mouseenter', 'mousemove', 'focus', 'focusin', 'pointerdown', 'mousedown',
    'keydown', 'toggle', 'blur'];
  for (const details of document.querySelectorAll('details')) details.open = true;
  const every = [...document.querySelectorAll('body, body *')].filter((e) => e.dispatchEvent);
  for (const element of every) {
    for (const name of events) element.dispatchEvent(new Event(name, { bubbles: false, cancelable: true }));
    element.dispatchEvent(new PointerEvent('pointerover', { bubbles: element.matches('[data-t]') }));
  }
  // Links of our own prose lead out, and are counted instead; every other one leads into the page, if it is harmless.
  for (const element of document.querySelectorAll('a:not(.prose a[rel]), area, button:not([data-do=load]), summary, input[type=submit]')) {
    if (element.click) element.click();
    else element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  }
  for (const details of document.querySelectorAll('details')) details.open = true;
  return every.length;
}"""

# What a page must not hold, whatever is written in the log.
COUNT = """() => {
  const found = { elements: document.querySelectorAll('*').length, handlers: [], addresses: [], links: [], active: [] };
  const active = 'iframe, object, embed, base, meta[http-equiv=refresh], frame, applet, video, audio, source, track, portal, '
    + 'link:not([href="data:,"]), svg image, svg use, svg foreignObject, svg a, animate, set, template';
  for (const element of document.querySelectorAll(active)) found.active.push(element.outerHTML.slice(0, 80));
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      // The tooltip is placed by our own script.
      if (/^on/i.test(name) || name === 'srcdoc' || (name === 'style' && element.className !== 'tip')) found.handlers.push(name);
      if (/^(href|src|action|formaction|data|poster|background|ping|srcset|xlink:href|cite|longdesc)$/i.test(name)) {
        const plain = value.replace(/[\\u0000-\\u0020\\u007f]/g, '').toLowerCase();
        const fine = plain.startsWith('#') || plain === 'data:,' || plain.startsWith('data:image/svg+xml;base64,');
        const ours = element.matches('.prose a[rel="noopener noreferrer nofollow"]') && /^(https|mailto):/.test(plain);
        if (ours) found.links.push(value);
        else if (!fine) found.addresses.push(name + '=' + value.slice(0, 60));
      }
    }
  }
  found.scripts = document.scripts.length;
  return found;
}"""


class Watched:
    """One window, with all that ran in it and all that it asked for."""

    def __init__(self, browser: Browser, *, poke_frames: bool = False) -> None:
        self.ran: list[tuple[str, str]] = []
        self.requests: list[tuple[str, str]] = []
        self.errors: list[str] = []
        # Without smooth scrolling, which hides a tooltip for as long as it lasts.
        self._context = browser.new_context(
            viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        self._context.set_default_timeout(60_000)
        self._context.expose_binding("__hit", self._hit)
        self._context.add_init_script(_HOOKS)
        if poke_frames:
            self._context.add_init_script(f"addEventListener('load', {POKE})")
        self._context.route("**/*", self._answer)
        self._context.route_web_socket("**/*", lambda socket: self._asked(socket.url, "socket"))
        self._context.on("page", self._listen)

    def open(self, path: Path) -> Page:
        """The file in a new window of this profile."""
        page = self._context.new_page()
        page.goto(path.resolve().as_uri(), wait_until="domcontentloaded")
        return page

    def close(self) -> None:
        """Closes all windows."""
        self._context.close()

    def _listen(self, page: Page) -> None:
        page.on("dialog", self._shown)
        page.on("console", lambda message: self._complain(message.type, message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _shown(self, dialog: Dialog) -> None:
        """A dialog in spite of the hooks, such as that of a frame of its own."""
        self.ran.append(("dialog", dialog.type))
        with suppress(Error):  # it may be gone by now
            dialog.dismiss()

    def _complain(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.errors.append(text)

    def _hit(self, source: dict[str, Any], what: str) -> None:
        self.ran.append((_place(source["frame"]), what))

    def _answer(self, route: Route) -> None:
        url = route.request.url
        if url.startswith("file:") and Path(unquote(urlsplit(url).path)).suffix == ".html":
            route.continue_()
            return
        try:
            place = _place(route.request.frame)
        except Error:  # a request of no frame
            place = ""
        if not url.startswith("data:"):
            self._asked(url, place)
        route.abort()

    def _asked(self, url: str, place: str) -> None:
        self.requests.append((place, url))


def _place(frame: Any) -> str:
    """The file of the outermost frame but the window itself: in a page of frames it says which."""
    inner = frame
    while inner.parent_frame is not None and inner.parent_frame.parent_frame is not None:
        inner = inner.parent_frame
    return str(inner.name or inner.url).rpartition("/")[2]
