"""The reply to a shared copy: what its JSON must be, checked strictly, everything that is wrong at once.

It comes from outside, so nothing is guessed and nothing is passed over: a field that is unknown, missing or of
another type is refused. No message holds a word of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from careerkit import limits, tidy
from careerkit.period import FIRST_YEAR, LAST_YEAR

FORMAT, VERSION = "careerkit-reply", 1
# What is said of no section in particular.
ANYTHING_ELSE = "anything-else"
DIMENSIONS = ("scope", "motivation", "impact")
STEPS = 5
# The file in bytes, one text and the name in characters; the page that writes a reply has the same numbers.
MAX_REPLY = limits.MIB
MAX_TEXT = 10_000
MAX_NAME = 200
MAX_ANSWERS = 200
MOST_TOLD = 6

_AN_ID = re.compile(r"[0-9a-f]{32}"), "the id of a copy"
_ABOUT = re.compile("|".join(DIMENSIONS))
# The key of a section may be that of somebody's own notebook; whether the copy has it is looked up later.
_SECTION = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,100}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{1,1500000}={0,2}")
_LINE_END = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_AGAIN = "ask for it to be saved again in the page"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one section, by its key."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Rating:
    """Where the work is seen on one dimension: 1 at its one pole to 5 at the other; neither is better."""

    about: str
    value: int


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: the copy that it answers, its year, who it says it is from, and what it says."""

    share_id: str
    year: int
    claimed: str
    answers: tuple[Answer, ...]
    ratings: tuple[Rating, ...]

    def public(self) -> dict[str, Any]:
        """The reply as the page writes it, to be stored as JSON."""
        return {
            "format": FORMAT, "version": VERSION, "share_id": self.share_id, "year": self.year,
            "from": self.claimed,
            "answers": [{"section": one.section, "text": one.text} for one in self.answers],
            "ratings": [{"about": one.about, "value": one.value} for one in self.ratings],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SealedReply:
    """A reply written in a locked copy, before it is opened: `iv` and `data` are base64."""

    share_id: str
    iv: str
    data: str


@dataclass(frozen=True, slots=True)
class StoredReply:
    """A reply in the workbook: when it was received, with its zone, for which audience the copy was, and the reply."""

    received_at: datetime
    audience: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where in the file, what, and what to do."""

    where: str
    what: str
    fix: str = _AGAIN


class BadReply(ValueError):
    """A document is no reply that can be used; `faults` says everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("no reply")
        self.faults = tuple(faults)

    def reason(self) -> str:
        """The first faults in one line; nothing of the file stands in it."""
        shown = self.faults[:MOST_TOLD]
        told = [f"{fault.where} {fault.what}" for fault in shown]
        told += [f"{len(self.faults) - len(shown)} more"] if len(self.faults) > len(shown) else []
        return "; ".join(told)

    def fix(self) -> str:
        """What to do, each step once."""
        return ", and ".join(dict.fromkeys(fault.fix for fault in self.faults[:MOST_TOLD]))


def parse(document: object) -> Reply | SealedReply:
    """The reply in a JSON document. Raises BadReply with everything that is wrong."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadReply([Fault("the file", "is no reply to a shared copy", "take the one that the page saved")])  # fmt: skip
    version = document.get("version")
    if type(version) is int and version > VERSION:
        raise BadReply([Fault("its version", "is newer than this careerkit", "update careerkit")])
    check = _Check()
    if version != VERSION or type(version) is not int:
        check.wrong("its version", f"is not {VERSION}")
    found = _sealed(document, check) if "sealed" in document else _plain(document, check)
    if check.faults:
        raise BadReply(check.faults)
    return found


def parse_stored(document: object) -> StoredReply:
    """A reply as the workbook keeps it. Raises BadReply: the person may have changed the file."""
    check = _Check()
    if not isinstance(document, dict):
        raise BadReply([Fault("the file", "is no reply that was added here")])
    check.fields("the file", document, ("received_at", "copy", "reply"))
    copy, received = document.get("copy"), _moment(document.get("received_at"))
    audience = copy.get("audience") if isinstance(copy, dict) else None
    if received is None:
        check.wrong("received_at", "is no date and time")
    if not isinstance(audience, str):
        check.wrong("copy", "names no audience")
    found = None
    try:
        found = parse(document.get("reply"))
    except BadReply as bad:
        check.faults += bad.faults
    if isinstance(found, SealedReply):
        check.wrong("reply", "is sealed")
    elif found and isinstance(copy, dict) and copy.get("year") != found.year:
        check.wrong("copy", "is of another year than the reply")
    if check.faults or received is None or not isinstance(found, Reply):
        raise BadReply(check.faults)
    return StoredReply(received, clean(str(audience)), found)


def clean(text: str) -> str:
    r"""Text as it is kept: NFC, trimmed, every line end `\n`, no control characters but tabs."""
    return tidy.clean(_CONTROL.sub("", _LINE_END.sub("\n", text)))


# A field that is not there, which is told once, with the fields.
_MISSING = object()


class _Check:
    """Looks at one value after the other and keeps what is wrong."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def wrong(self, where: str, what: str, fix: str = _AGAIN) -> None:
        self.faults.append(Fault(where, what, fix))

    def fields(self, where: str, found: Mapping[str, Any], wanted: Sequence[str]) -> list[Any]:
        """The values of exactly these fields. The name of another one is a text from outside, and is not told."""
        for name in wanted:
            if name not in found:
                self.wrong(where, f"has no {name}")
        if not set(found) <= set(wanted):
            self.wrong(where, f"has a field besides {', '.join(wanted)}")
        return [found.get(name, _MISSING) for name in wanted]

    def text(self, where: str, value: object, most: int) -> str:
        """A text of at most so many characters, cleaned."""
        if isinstance(value, str) and len(value) <= most:
            return clean(value)
        if isinstance(value, str):
            self.wrong(where, f"is longer than {most:,} characters", "ask for a shorter one")
        elif value is not _MISSING:
            self.wrong(where, "is no text")
        return ""

    def match(self, where: str, value: object, form: re.Pattern[str], what: str) -> str:
        if isinstance(value, str) and form.fullmatch(value):
            return value
        if value is not _MISSING:
            self.wrong(where, f"is not {what}")
        return ""

    def whole(self, where: str, value: object, low: int, high: int) -> int:
        # A flag is an integer to Python, and 2025.0 is equal to 2025; neither is written by the page.
        if type(value) is int and low <= value <= high:
            return value
        if value is not _MISSING:
            self.wrong(where, f"is no whole number from {low} to {high}")
        return 0

    def each(self, where: str, found: object, most: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """The objects of a list, each with its place."""
        if isinstance(found, list) and len(found) <= most:
            for number, one in enumerate(found, 1):
                if isinstance(one, dict):
                    yield f"part {number} of {where}", one
                else:
                    self.wrong(f"part {number} of {where}", "is no object")
        elif found is not _MISSING:
            many = isinstance(found, list)
            self.wrong(where, f"has more than {most} parts" if many else "is no list")

    def once(self, where: str, names: Sequence[str]) -> None:
        """No name twice, of those that are good."""
        good = [name for name in names if name]
        if len(set(good)) < len(good):
            self.wrong(where, "speaks of one thing twice")


def _sealed(document: Mapping[str, Any], check: _Check) -> SealedReply:
    names = ("format", "version", "share_id", "sealed")
    _, _, share_id, sealed = check.fields("the file", document, names)
    found = check.match("share_id", share_id, *_AN_ID)
    if not isinstance(sealed, dict):
        check.wrong("what is sealed", "is no object")
        return SealedReply(found, "", "")
    iv, data = check.fields("what is sealed", sealed, ("iv", "data"))
    return SealedReply(
        found,
        check.match("iv of what is sealed", iv, _BASE64, "base64"),
        check.match("data of what is sealed", data, _BASE64, "base64"),
    )


def _plain(document: Mapping[str, Any], check: _Check) -> Reply:
    names = ("format", "version", "share_id", "year", "from", "answers", "ratings")
    _, _, share_id, year, claimed, answers, ratings = check.fields("the file", document, names)
    found = Reply(
        check.match("share_id", share_id, *_AN_ID),
        check.whole("year", year, FIRST_YEAR, LAST_YEAR),
        " ".join(check.text("from", claimed, MAX_NAME).split()),
        tuple(_answer(*one, check) for one in check.each("answers", answers, MAX_ANSWERS)),
        tuple(_rating(*one, check) for one in check.each("ratings", ratings, len(DIMENSIONS))),
    )
    check.once("answers", [one.section for one in found.answers])
    check.once("ratings", [one.about for one in found.ratings])
    if not found.answers and not found.ratings and not check.faults:
        check.wrong("the file", "holds no answer and no rating", "ask for one with an answer")
    return found


def _answer(where: str, found: Mapping[str, Any], check: _Check) -> Answer:
    section, text = check.fields(where, found, ("section", "text"))
    before = len(check.faults)
    said = check.text(f"text in {where}", text, MAX_TEXT)
    if not said and text is not _MISSING and len(check.faults) == before:
        check.wrong(f"text in {where}", "is empty")
    return Answer(check.match(f"section in {where}", section, _SECTION, "the key of a section"), said)  # fmt: skip


def _rating(where: str, found: Mapping[str, Any], check: _Check) -> Rating:
    about, value = check.fields(where, found, ("about", "value"))
    return Rating(
        check.match(f"about in {where}", about, _ABOUT, f"one of {', '.join(DIMENSIONS)}"),
        check.whole(f"value in {where}", value, 1, STEPS),
    )


def _moment(value: object) -> datetime | None:
    """A moment in a year that a review may have; its day is that of whoever wrote it down."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None
