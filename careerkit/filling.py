"""One form while it is filled in: what the page sends is checked, written, confirmed, and can be taken back.

It knows nothing of widgets: a message of plain data comes in, an answer of plain data goes out. Several threads may call:
JupyterLab runs what a page sends beside the cells.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any

from careerkit import durable, form, registry
from careerkit.desk import Desk
from careerkit.errors import CareerkitError
from careerkit.form import Form, Refused
from careerkit.keeping import drafts, edits, undo
from careerkit.keeping.edits import Moved
from careerkit.keeping.undo import Done
from careerkit.saved import Saved
from careerkit.tidy import slug

Answer = dict[str, Any]
Say = Callable[[str], object]
_KEY = re.compile(r"[^a-z0-9-]+")
_TEXT_STAYS = "Your text stays here."


class Filling:
    """A form being filled in.

    name: the part in `forms/`. desk: the workbook that is worked on. options: what the
    guide asks for.
    """

    def __init__(self, name: str, desk: Desk, options: Mapping[str, str]) -> None:
        self._part = registry.part("forms", name)
        self._desk, self._options = desk, dict(options)
        self._one_at_a_time = threading.RLock()
        self.form = self._shown = self._made()
        # How often something was written; a form that was being made meanwhile knows nothing of it.
        self._writes = 0
        self.key = _key(name, self.form.key)

    def _made(self) -> Form:
        made: Form = self._part.form(self._desk, **self._options)
        return made

    def public(self) -> Answer:
        """What the page draws. key: tells this form of this workbook from every other one on the page."""
        place = sha256(f"{self._desk.workbook.root}\n{self.key}".encode()).hexdigest()[:16]
        return self.form.public() | {"key": place}

    def values(self) -> dict[str, str]:
        """What stands in the form: a draft that was left, else what the files say."""
        draft = drafts.load(self._desk.workbook, self.key) if self.form.mode == "save" else {}
        known = {found.name for found in self.form.fields()}
        return {
            **self.form.values(),
            **{name: said for name, said in draft.items() if name in known},
        }

    @property
    def can_undo(self) -> bool:
        """Whether there is a save that can be taken back, also one of an earlier session."""
        return undo.last(self._desk.workbook, self.key) is not None

    def draft(self, sent: object) -> None:
        """Keep what is half written. It is no fact yet: what cannot be kept is left."""
        with self._one_at_a_time:
            try:
                texts = {
                    name: said for name, said in form.texts_of(self.form, sent).items() if said
                }
                book = self._desk.workbook
                if texts and texts != self.form.values():
                    drafts.save(book, self.key, texts)
                else:
                    drafts.clear(book, self.key)
            except (CareerkitError, OSError):
                return

    def handle(self, message: object, say: Say = lambda text: None) -> Answer:
        """Do what the page asks and say what came of it; never raises, and never shows a private word in an error."""
        with self._one_at_a_time:
            try:
                if not isinstance(message, Mapping):
                    raise Refused({"": "the page and the notebook do not fit; run the cell again"})
                asked = {"save": self._save, "undo": self._undo}.get(str(message.get("op")))
                if asked is None:
                    raise Refused({"": "the page and the notebook do not fit; run the cell again"})
                found = asked(message.get("values"), say)
            except Refused as bad:
                found = {"op": "refused", "problems": self._placed(bad.problems)}
            except CareerkitError as bad:
                found = {"op": "refused", "problems": {"": f"Not saved: {bad}. {_TEXT_STAYS}"}}
            except Exception as bad:  # noqa: BLE001 - a traceback would go into a log, with private words
                kind = type(bad).__name__
                found = {
                    "op": "refused",
                    "problems": {"": f"Not saved: a fault of careerkit ({kind}). {_TEXT_STAYS}"},
                }
            return found | self._known(message)

    def _placed(self, problems: Mapping[str, str]) -> dict[str, str]:
        """Problems by field; what belongs to none that the form has is told below the form."""
        known = {found.name for found in self.form.fields()}
        placed = {name: told for name, told in problems.items() if name in known}
        rest = [told for name, told in problems.items() if name not in known]
        return placed | ({"": "; ".join(rest)} if rest else {})

    def _known(self, message: object) -> Answer:
        """What goes back with every answer: to whom, about what, and whether there is something to undo."""
        back = message if isinstance(message, Mapping) else {}
        try:
            can_undo = self.can_undo
        except (CareerkitError, OSError):
            can_undo = False
        return {"client": back.get("client"), "seq": back.get("seq"), "can_undo": can_undo}

    def _save(self, sent: object, say: Say) -> Answer:
        desk = self._desk
        is_each = self.form.mode == "each"
        values = form.check(self.form, sent, partly=is_each)
        saved = self._written(desk, values, say)
        if saved.edits:
            done = Done(dict(values.said), tuple(saved.edits), saved.message)
            undo.remember(desk.workbook, self.key, done)
            self._writes += 1
        if not is_each:
            drafts.clear(desk.workbook, self.key)
        answer: Answer = {
            "op": "saved", "message": saved.message, "links": [list(link) for link in saved.links]
        }  # fmt: skip
        if is_each or self.form.stay:
            return answer | {"values": dict(values.said)}
        return answer | {"values": self.form.values()}

    def _written(self, desk: Desk, values: form.Values, say: Say) -> Saved:
        save: Callable[..., Saved] = self._part.save
        if getattr(self._part, "LONG", False):
            # It takes the lock itself, and not for all the time.
            return save(desk, self.form, values, say)
        with durable.locked(desk.workbook.root):
            return save(desk, self.form, values)

    def _undo(self, sent: object, say: Say) -> Answer:
        desk = self._desk
        with durable.locked(desk.workbook.root):
            done = undo.last(desk.workbook, self.key)
            if done is None:
                raise Refused({"": "there is nothing to take back"})
            try:
                edits.take_back(desk.workbook, done.edits)
            except Moved:
                # It can never be taken back, and must not stand in the way of the one before.
                undo.forget_last(desk.workbook, self.key)
                raise
            undo.forget_last(desk.workbook, self.key)
            self._writes += 1
        answer: Answer = {"op": "undone", "message": "Taken back."}
        if self.form.mode == "each":
            # What was answered before stands in the files again.
            was = self._made().values()
            return answer | {"values": {name: was.get(name, "") for name in done.values}}
        # Also of fields that the form will have again only when it is made anew.
        drafts.save(desk.workbook, self.key, done.values)
        # The next save must know what the files say again, though the page is not drawn anew yet.
        with suppress(CareerkitError, OSError):
            self.form = self._made()
        return answer | {"values": dict(done.values)}

    def renewed(self) -> Answer | None:
        """The form as the files say now, where it has changed: what is known grows with every save.

        It may take a second, so the page has its answer by then.
        """
        writes = self._writes
        try:
            made = self._made()
        except (CareerkitError, OSError):
            return None
        with self._one_at_a_time:
            if writes != self._writes:
                # Something was written meanwhile, and is followed up by itself.
                return None
            shown, self._shown = self._shown, made
            self.form = made
            if made.public() == shown.public() and made.values() == shown.values():
                return None
            return {"op": "renewed", "form": self.public(), "first": self.values()}


def _key(name: str, own: str) -> str:
    """The name under which drafts and undo are kept: small letters, digits and -."""
    return _KEY.sub("-", f"{name}-{slug(own)}" if own else name).strip("-")[:80]
