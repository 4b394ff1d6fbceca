"""One sitting of a questionnaire: begun or continued, and every answer on disk before the next question.

A sitting is a name (`compass-2025-11`) in the file of answers. It is open until every item has an answer or a
skip. The very file it was begun with is kept in `instruments/used/`, so that it can be scored for ever.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from careerkit import durable, ingest, workspace
from careerkit.asking import answerfile
from careerkit.asking.answerfile import Answer
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.instruments import Instrument, examples
from careerkit.instruments.known import USED, how_to_add, instruments, newest, used_file
from careerkit.keeping.edits import Edit
from careerkit.workspace import Workbook

# An open sitting is gone on with for so many days; later, an answer would be about another time.
STILL_OPEN = 21
# So many equal answers, opposite statements among them, are worth a question.
_MANY = 8
_OCCASION = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}")
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")


@dataclass
class Sitting:
    """One sitting. `given`: the latest answer of each item, None for a skip; `last`: when the last one was given, in UTC."""

    workbook: Workbook
    instrument: Instrument
    name: str
    occasion: str
    given: dict[str, float | None] = field(default_factory=dict)
    last: datetime | None = None

    @property
    def open_items(self) -> list[str]:
        """What has neither an answer nor a skip yet, in the order of the questionnaire."""
        return [item for item in self.instrument.values if item not in self.given]

    @property
    def is_straight(self) -> bool:
        """Whether many statements, some of them opposites, have one and the same answer."""
        scores = [score for score in self.instrument.scores.values() if not score.composite]
        keyed = {part: part in score.reversed for score in scores for part in score.parts}
        given = {
            item: value for item, value in self.given.items() if item in keyed and value is not None
        }
        is_mixed = len({keyed[item] for item in given}) == 2
        return len(given) >= _MANY and is_mixed and len(set(given.values())) == 1

    def give(
        self, answers: Mapping[str, float | None], at: datetime, mode: str = "form"
    ) -> Edit | None:
        """Add answers, all or none; None is a skip. When this returns they are on disk. Returns what can be taken back.

        at: now, with its zone; one that lies before the last answer is moved behind it, so that the later one
        counts. Raises UsageError for an item or a value that there is none of, Locked, CannotWrite, BadData.
        """
        for item, value in answers.items():
            self._check(item, value)
        moment = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        if self.last and moment <= self.last:
            moment = self.last + timedelta(seconds=1)
        rows = [self._row(item, value, moment, mode) for item, value in answers.items()]
        if not rows:
            return None
        with durable.locked(self.workbook.root):
            edit = answerfile.append(self.workbook, rows)
        self.given |= answers
        self.last = moment
        return edit

    def _check(self, item: str, value: float | None) -> None:
        allowed = self.instrument.values.get(item)
        if allowed is None:
            raise UsageError(f"{self.instrument.id} has no item {item!r}")
        if value is not None and value not in allowed:
            raise UsageError(f"{value:g} is not on the scale of {item}; {choices(allowed)}")

    def _row(self, item: str, value: float | None, at: datetime, mode: str) -> Answer:
        own = self.instrument
        return Answer(own.id, own.version, own.fingerprint, self.name, self.occasion, item, value, at,
                      own.language, mode)  # fmt: skip


def choices(values: Sequence[float]) -> str:
    """`write 1, 2, 3, 4 or 5`."""
    *first, last = (f"{value:g}" for value in values)
    return f"write {', '.join(first)} or {last}"


def begin(
    workbook: Workbook, name: str, occasion: str, today: date, *, language: str = "", fresh: bool = False
) -> tuple[Sitting, bool]:  # fmt: skip
    """The open sitting of a questionnaire for an occasion, and True; else a new one, and False.

    An open one is gone on with for 21 days after its last answer; `fresh` begins anew all the same. Raises
    UsageError for a questionnaire that is not there or has no wording, NotAllowed in a shipped sample.
    """
    known = _ready(workbook)
    chosen = newest(known, name, language)
    if not chosen.has_text:
        raise UsageError(how_to_add(chosen))
    answerfile.check(workbook, name)
    taken = taken_in(workbook, known)
    for sitting in reversed([] if fresh else taken):
        is_same = (sitting.instrument.id, sitting.occasion) == (name, occasion)
        is_spoken = not language or sitting.instrument.language == language
        if is_same and is_spoken and sitting.open_items and _is_recent(sitting, today):
            return sitting, True
    keep(workbook, chosen)
    return Sitting(
        workbook, chosen, _free_name(name, today, {s.name for s in taken}), occasion
    ), False


def shown(
    workbook: Workbook, name: str, occasion: str, today: date, *, language: str = ""
) -> Sitting:
    """The sitting that a form shows: the last one of an occasion while it is recent, finished or not, else a new one.

    Nothing is written: a new one is on disk with its first answer. Raises UsageError as `begin` does.
    """
    known = instruments(workbook.instruments)
    chosen = newest(known, name, language)
    if not chosen.has_text:
        raise UsageError(how_to_add(chosen))
    taken = taken_in(workbook, known)
    for sitting in reversed(taken):
        own = sitting.instrument
        is_same = (own.id, own.language, sitting.occasion) == (name, chosen.language, occasion)
        if is_same and _is_recent(sitting, today):
            return sitting
    return Sitting(workbook, chosen, _free_name(name, today, {s.name for s in taken}), occasion)


def named(workbook: Workbook, fingerprint: str, name: str, occasion: str) -> Sitting:
    """The sitting that an answer sheet belongs to, with what is answered already. Raises BadData, NotAllowed."""
    known = _ready(workbook)
    chosen = known.get(fingerprint)
    if chosen is None:
        raise BadData(
            f"the questionnaire with the fingerprint {fingerprint!r} is neither in instruments/ nor in instruments/{USED}/"
        )
    if not _NAME.fullmatch(name):
        raise BadData(f"administration {name!r} is not a name of small letters, digits and -")
    answerfile.check(workbook, chosen.id)
    keep(workbook, chosen)
    for sitting in taken_in(workbook, known):
        if sitting.name == name and sitting.instrument.fingerprint == fingerprint:
            return sitting
    return Sitting(workbook, chosen, name, occasion)


def taken_in(workbook: Workbook, known: Mapping[str, Instrument]) -> list[Sitting]:
    """All sittings in the workbook's own files of answers whose questionnaire is there, by their last answer."""
    found: dict[tuple[str, str], Sitting] = {}
    for answer in sorted(answerfile.read(workbook), key=lambda answer: _time(answer.at)):
        instrument = known.get(answer.fingerprint)
        if instrument and instrument.id == answer.instrument and _counts(answer, instrument):
            key = (answer.fingerprint, answer.administration)
            new = Sitting(workbook, instrument, answer.administration, answer.occasion)
            sitting = found.setdefault(key, new)
            sitting.given[answer.item] = answer.value
            sitting.last = answer.at or sitting.last
    return sorted(found.values(), key=lambda sitting: (_time(sitting.last), sitting.name))


def _time(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _counts(answer: Answer, instrument: Instrument) -> bool:
    """Whether scores would use it: of a known item, and a skip or on its scale."""
    allowed = instrument.values.get(answer.item, ())
    return bool(allowed) and (answer.value is None or answer.value in allowed)


def keep(workbook: Workbook, instrument: Instrument) -> None:
    """Copy the file of a questionnaire into `instruments/used/`, once. Raises CannotWrite, Locked."""
    path = workbook.instruments / used_file(instrument)
    if instrument.path is None or path.exists():
        return
    with durable.locked(workbook.root):
        durable.write(path, instrument.path.read_bytes())


def copy(workbook: Workbook, name: str) -> Path:
    """Copy a packaged questionnaire, or a key without wording, into `instruments/`. Raises UsageError when one is there."""
    known = _ready(workbook)
    keys = {found.id: found for found in examples()}
    found = keys.get(name) or newest(known, name)
    path = workbook.instruments / f"{name}.toml"
    if found.path is None or path.exists() or path.is_symlink():
        raise UsageError(f"{path} is there already; nothing was changed")
    with durable.locked(workbook.root):
        durable.write(path, found.path.read_bytes())
    return path


def check_occasion(text: str) -> str:
    """What a sitting is for: a year, or a few plain words. Raises UsageError."""
    if not _OCCASION.fullmatch(text):
        raise UsageError(
            f"{text!r} is no occasion; a year, or up to 40 letters, digits, spaces and -"
        )
    return text


def _ready(workbook: Workbook) -> dict[str, Instrument]:
    ingest.require(workbook)
    durable.refuse_frozen(workbook.root)
    if workspace.is_shipped(workbook):
        raise NotAllowed(
            "the samples that came with careerkit are only for reading; make your own with: careerkit init DIR"
        )
    return instruments(workbook.instruments)


def _is_recent(sitting: Sitting, today: date) -> bool:
    return sitting.last is not None and (today - sitting.last.date()).days < STILL_OPEN


def _free_name(name: str, today: date, taken: set[str]) -> str:
    """compass-2025-11, and compass-2025-11-2 when that one is taken."""
    head = f"{name}-{today:%Y-%m}"
    return next(
        found for n in count(1) if (found := head if n == 1 else f"{head}-{n}") not in taken
    )
