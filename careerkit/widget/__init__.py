"""A form as a person sees it in JupyterLab: one widget, two comms, and no word of theirs outside the page.

Whatever is typed goes from the page to `careerkit.filling` and from there into the person's files; the widget keeps nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from careerkit.filling import Filling

_HERE = Path(__file__).parent
_REST_SECONDS = 0.6


class FormWidget(anywidget.AnyWidget):
    """One form. `values` is what stands in it, `form` what it asks; every other word between page and Python is a message."""

    _esm = (_HERE / "form.js").read_text("utf-8")
    _css = (_HERE / "form.css").read_text("utf-8")
    form = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    can_undo = traitlets.Bool().tag(sync=True)

    def __init__(self, filling: Filling, verdict: Callable[[], str]) -> None:
        """filling: the form and its files. verdict: what the step says by now, worked out after a save."""
        self._filling, self._verdict = filling, verdict
        self._latest = 0
        super().__init__(form=filling.public(), values=filling.values(), can_undo=filling.can_undo)
        # ipykernel hands what the page says to the shell that last spoke to it: the cell's, and a cell may run for minutes. Without
        # this it goes where the page sends it, beside the cells.
        self.comm._reply_subshell_for = None
        self.observe(self._drafted, "values")
        self.on_msg(self._asked)

    def _drafted(self, change: Mapping[str, Any]) -> None:
        """The page wrote into `values`: half a thought, kept as a draft."""
        if self._filling.form.mode == "save":
            self._filling.draft(change["new"])

    def _asked(self, _: object, message: object, __: object) -> None:
        """The page sent a message; whatever happens, it gets one answer."""
        answer = self._filling.handle(message, lambda text: self._tell(message, text))
        with self.hold_trait_notifications():
            if answer["op"] in ("saved", "undone"):
                is_each = self._filling.form.mode == "each"
                self._put({**self.values, **answer["values"]} if is_each else answer["values"])
            self.can_undo = answer["can_undo"]
        self.send(answer)
        if answer["op"] in ("saved", "undone"):
            self._latest += 1
            # One answer may follow another within a blink; what takes longer waits until there is a rest.
            rest = _REST_SECONDS if self._filling.form.mode == "each" else 0.0
            later = threading.Timer(rest, self._follow_up, (self._latest,))
            later.daemon = True
            later.start()

    def _put(self, values: Mapping[str, str]) -> None:
        """Show values without keeping them as a draft: they are in the files."""
        self.unobserve(self._drafted, "values")
        try:
            self.values = dict(values)
        finally:
            self.observe(self._drafted, "values")

    def _tell(self, message: object, text: str) -> None:
        back = message if isinstance(message, Mapping) else {}
        self.send(
            {"op": "progress", "client": back.get("client"), "seq": back.get("seq"), "text": text}
        )

    def _follow_up(self, number: int) -> None:
        """What may take a second: the form as the files say now, and the step's verdict."""
        if self._filling.form.mode == "each" and number != self._latest:
            return
        renewed = self._filling.renewed()
        if renewed:
            self.form = renewed["form"]
            self.send(renewed)
        sentence = self._verdict()
        if sentence and number == self._latest:
            self.send({"op": "verdict", "text": sentence})

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The same words for every form and person: no address in memory, no private value."""
        found = super()._repr_mimebundle_(**kwargs)
        data, metadata = found if isinstance(found, tuple) else (found or {}, {})
        title = self.form.get("title", "")
        return {**data, "text/plain": f"Form: {title}"}, metadata
