"""Every reading of given bytes: as they are, without tags, with escapes undone, decoded, unpacked, and all of it again inside.

A page can say a word in many ways. The readings are texts in which runs of words end where a reader would see them end: at the
edge of a cell, of a block, of a piece of packed data. A word that is split over inline tags is read both ways.
"""

from __future__ import annotations

import binascii
import html
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from careerkit.gate.packed import MOST_ADDED, Budget, contents, looks_packed, raw_deflate
from careerkit.gate.wording import END, clean

DEPTH = 4
# A run of fewer decoded characters than this says nothing.
SHORTEST = 5

_BLOCKS = (
    "address|article|aside|blockquote|body|button|caption|dd|desc|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|"
    "form|h[1-6]|head|header|hr|html|input|label|legend|li|link|main|meta|nav|noscript|ol|option|output|p|pre|rect|script|"
    "section|select|style|summary|svg|table|tbody|td|template|text|textarea|tfoot|th|thead|title|tr|ul"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])[^<>\x1d]*>", re.IGNORECASE)
_TAG = re.compile(r"<([^<>\x1d]*)>")

_BACKSLASH = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([\"'\\/bfnrt]))"
)
_SPACES = dict(zip("bfnrt", "  \n\r\t", strict=True))
# A word that goes on after the line end; the sign may be one that only shows there.
_HYPHEN = re.compile(r"(?<=\w)[-\u2010]\s*\n\s*(?=\w)")
_SOFT_HYPHEN = re.compile(r"\u00ad\s*\n\s*")
# Either alphabet; what stands glued before it only shifts where it begins.
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}")
# Without a way back (`++`): a long run that is not broken into lines would else be tried from each of its letters.
_WRAPPED = re.compile(r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{16,}+\s{1,4}+)+[A-Za-z0-9+/_-]++")
_HEX = re.compile(r"[0-9a-fA-F]{10,}")
_SPACED_HEX = re.compile(r"(?:(?:0x)?[0-9a-fA-F]{2}[ :,]{1,2}){4,}(?:0x)?[0-9a-fA-F]{2}")
_TO_STANDARD = str.maketrans("-_", "+/")

_READABLE = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){%d,}"
    % SHORTEST
)
# What is no text in an old single-byte encoding either.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDE = re.compile(rb"(?:[\t\n\r\x20-\x7e]\x00){4,}|(?:\x00[\t\n\r\x20-\x7e]){4,}")
# A space in UTF-16, of which a text of letters has one in fifty characters at least.
_WIDE_SPACE = re.compile(rb"\x00 | \x00")
# As many different upper bytes have the letters and signs of a text, of which so much is looked at.
_PAGES, _SAMPLE = 24, 4096


@dataclass(frozen=True)
class Readings:
    """What bytes say, each text once, with `END` between them.

    plain: what a viewer of the file shows or holds. decoded: what came out of letters and digits that may as well be chance.
    spent: characters and bytes that were looked at beyond the given ones.
    """

    plain: str
    decoded: str
    spent: int


@dataclass
class _Reader:
    """The state of one reading: what was found so far, what has been looked at, and what waits one level deeper."""

    budget: Budget
    found: dict[bool, list[str]] = field(default_factory=lambda: {False: [], True: []})
    seen: set[str] = field(default_factory=set)
    tried: set[tuple[str, str]] = field(default_factory=set)
    # Each with whether it came out of a guess.
    texts: list[tuple[str, bool]] = field(default_factory=list)
    pieces: list[tuple[bytes, bool]] = field(default_factory=list)

    def level(self, *, is_last: bool) -> None:
        """Read everything that waits; what it holds waits for the next level."""
        pieces, self.pieces = self.pieces, []
        for piece, guessed in pieces:
            self.texts += [(text, guessed) for text in self._texts(piece, guessed)]
        texts, self.texts = self.texts, []
        fresh: dict[bool, list[str]] = {False: [], True: []}
        for text, guessed in texts:
            fresh[guessed] += self._unseen(_parts(clean(text)))
            if "\u00ad" in text:
                fresh[guessed] += self._unseen(_parts(clean(_SOFT_HYPHEN.sub("", text))))
        for guessed, parts in fresh.items():
            self.found[guessed] += parts
            if not is_last:
                self._unescape(parts, guessed)
                self._decode(END.join(parts))
        if not is_last:
            for piece, guessed in pieces:
                self._unpack(piece, guessed)

    def _unseen(self, parts: Iterable[str]) -> Iterator[str]:
        for part in parts:
            if part not in self.seen:
                self.seen.add(part)
                self.budget.spend(len(part))
                yield part

    def _texts(self, data: bytes, guessed: bool) -> Iterator[str]:
        """A piece as text, in every way it may be meant."""
        try:
            yield data.decode("utf-8")
        except UnicodeDecodeError:
            yield END.join(run.decode("utf-8", "replace") for run in _READABLE.findall(data))
            if not guessed and len(_CONTROL.findall(data)) * 50 < len(data):
                yield data.decode("cp1252", "replace")
        yield END.join(run.replace(b"\x00", b"").decode() for run in _WIDE.findall(data))
        if _is_wide(data):
            for kind in ("utf-16-le", "utf-16-be"):
                for start in (0, 1):
                    self.budget.spend(len(data))
                    yield data[start:].decode(kind, "replace")

    def _unpack(self, data: bytes, guessed: bool) -> None:
        for one in contents(data, self.budget, guessed=guessed):
            if isinstance(one, str):
                self.texts.append((one, guessed))
            elif one:
                self.pieces.append((one, guessed))
        unpacked = raw_deflate(data, self.budget)
        if self._tells(unpacked):
            self.pieces.append((unpacked, guessed))

    def _unescape(self, parts: Iterable[str], guessed: bool) -> None:
        for part in parts:
            for text in _unescaped(part):
                if text != part:
                    self.budget.spend(len(text))
                    self.texts.append((text, guessed))

    def _decode(self, whole: str) -> None:
        """The bytes that letters and digits may stand for, where they say anything."""
        for run in self._untried("base64", _BASE64, _WRAPPED, whole):
            standard = run.translate(_TO_STANDARD)
            for start in range(4):
                self._guess(_from_base64(standard[start:]))
        for run in self._untried("hex", _HEX, _SPACED_HEX, whole):
            digits = run.replace("0x", "")
            for start in (0, 1):
                self._guess(bytes.fromhex(digits[start : start + (len(digits) - start) // 2 * 2]))

    def _untried(
        self, kind: str, plain: re.Pattern[str], parted: re.Pattern[str], whole: str
    ) -> Iterator[str]:
        runs = dict.fromkeys(re.sub(r"[\s:,]", "", run) for run in parted.findall(whole))
        runs |= dict.fromkeys(plain.findall(parted.sub(END, whole)))
        for run in runs:
            if (kind, run) not in self.tried:
                self.tried.add((kind, run))
                yield run

    def _guess(self, data: bytes) -> None:
        if self._tells(data):
            self.budget.spend(len(data))
            self.pieces.append((data, True))

    def _tells(self, data: bytes) -> bool:
        """Whether bytes are more than chance: text, or something packed."""
        if _READABLE.search(data) or looks_packed(data) or _WIDE.search(data) or _is_wide(data):
            return True
        return len(data) >= 2 * SHORTEST and bool(raw_deflate(data, self.budget))


def read(*given: bytes | str, depth: int = DEPTH) -> Readings:
    """Every reading of the given bytes and texts. Raises Unsearchable when they hold more than can be searched."""
    size = MOST_ADDED + 16 * sum(map(len, given))
    reader = _Reader(Budget(size=size))
    reader.texts = [(one, False) for one in given if isinstance(one, str)]
    reader.pieces = [(one, False) for one in given if isinstance(one, bytes)]
    for inside in range(depth + 1):
        reader.level(is_last=inside == depth)
    plain, decoded = (f" {END} ".join(reader.found[guessed]) for guessed in (False, True))
    return Readings(plain, decoded, size - reader.budget.size)


def _is_wide(data: bytes) -> bool:
    """Whether bytes may be UTF-16 as a whole: they say so, or hold many NULs or spaces of it and few other upper bytes.

    A text without any space, as in Chinese, must say it.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if min(len(set(data[start:_SAMPLE:2])) for start in (0, 1)) > _PAGES:
        return False
    spaces = len(_WIDE_SPACE.findall(data))
    is_spaced = spaces > 1 and spaces * 100 >= len(data)
    return is_spaced or (len(data) >= 2 * SHORTEST and data.count(0) * 12 >= len(data))


def _parts(text: str) -> Iterator[str]:
    """A text in runs that a reader would see as one: inline tags joined and parted, and what stands inside the tags."""
    if "<" not in text:
        yield from _split(text)
        return
    blocks = _BLOCK.sub(END, text)
    yield from _split(_TAG.sub(" ", blocks))
    yield from _split(_TAG.sub("", blocks))
    yield from _split(END.join(_TAG.findall(text)))


def _split(text: str) -> Iterator[str]:
    return (part for part in map(str.strip, text.split(END)) if len(part) > 1)


def _unescaped(part: str) -> Iterator[str]:
    """A part with one layer of escapes undone, each kind by itself: one kind's signs may be another's words."""
    if "&" in part:
        yield html.unescape(part)
    if "\\" in part:
        found = _BACKSLASH.sub(_character, part)
        # The two halves of a character beyond the first 65,536 become one.
        yield found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "%" in part:
        yield unquote(part)
    if "\n" in part:
        yield _HYPHEN.sub("", part)


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3] or match[4]
    if code is None:
        return _SPACES.get(match[5], match[5])
    number = int(code, 16)
    return chr(number) if number <= sys.maxunicode else match[0]


def _from_base64(letters: str) -> bytes:
    """As many bytes as the letters give; one letter over gives none."""
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(whole + "=" * (-len(whole) % 4))
