"""The journal line: `- win: Closed the pitch with Acme @dana.ortiz +2 1h30 #persuasion`.

A line counts only if it is a bullet whose first word is one of ours; everything else is the
person's own text and is never touched. `tail` reads the tokens at the end of a line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from careerkit.problems import Problem
from careerkit.tail import read_tail

WORDS = (
    "win", "lesson", "did", "note", "try", "met", "learn", "read",
    "feedback", "kept", "broke", "done", "replan", "drop", "pause",
)  # fmt: skip
FIELDS = (
    "at", "impact", "reach", "lasts", "chosen", "level", "context", "goal", "project", "role",
    "builds_on", "evidence", "energy", "hours", "meaningful", "channel", "form", "provider",
    "completed", "done", "declined", "declined_because", "told", "due",
)  # fmt: skip

_FILE_DAY = re.compile(r"(?<!\d)(\d{4})[-_](\d{2})[-_](\d{2})(?!\d)")
_DAY = re.compile(
    r"#{1,6}\s+(?:([^\W\d_]+)[,.]?\s+)?(\d{4}-\d{2}-\d{2})(?:[\s,]+([^\W\d_]+))?\.?\s*$"
)
_DATE_LIKE = re.compile(
    r"#{1,6}\s.*(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./]\d{1,2}[./]?(?:\d{2})?(?!\d)"
    r"|\d{1,2}\.?\s+(?:jan|feb|m[aä]r|apr|ma[yi]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]*\b)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"([ \t]*)[-*+]\s+(?:\[(.)\]\s+)?(.*)$")
_WORD = re.compile(r"([^\W\d_]+)::?(?:\s+(?P<rest>.*)|\s*)$")
_CLOSE_WORD = re.compile(rf"({'|'.join(WORDS)})::?(?=\S)(?P<rest>.*)$", re.IGNORECASE)
_INLINE = re.compile(r"\[(\w[\w -]*)::\s*([^\[\]]*)\]|\((\w[\w -]*)::\s*([^()]*)\)")
_PROPERTY = re.compile(r"\s+(?:[-*+]\s+)?(\w[\w -]*)::\s*(.*)$")
_FENCE = re.compile(r"\s*(?:[-*+]\s+)*(`{3,}|~{3,})(.*)$", re.DOTALL)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(slots=True)
class Line:
    """One understood journal line.

    `fields` are the `[key:: value]` pairs; `rest` is the indented text below, private detail.
    """

    word: str
    day: date
    line: int
    text: str
    hours: float | None = None
    energy: int | None = None
    tags: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    starred: bool = False
    share: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)

    @property
    def detail(self) -> str:
        """The indented lines below, joined."""
        return "\n".join(self.rest)


def file_day(name: str) -> date | None:
    """The day that a file's name sets, as in 2024-03-05.md or 2024_03_05.md."""
    match = _FILE_DAY.search(name)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def parse(lines: Iterable[tuple[int, str | None]], name: str) -> Iterator[Line | Problem]:
    """All journal lines of one file, in order, and what is wrong with it.

    `lines` are numbered from 1; None stands for a line whose bytes are no text. A Problem with an
    `E-` code stands for one journal line that was set aside.
    """
    return _Reader(name).read(lines)


def open_day(lines: list[tuple[int, str | None]], name: str) -> date | None:
    """The day that a line added at the end of a file would belong to; None if there is none."""
    reader = _Reader(name)
    for _ in reader.read(lines):
        pass
    return reader.day


def open_fence(lines: Iterable[tuple[int, str | None]]) -> int:
    """The line of a code fence that never closes, so that nothing added at the end would count; 0 if none."""
    return _own_text(lines)[1]


def count(lines: Iterable[tuple[int, str | None]]) -> int:
    """How many journal lines a file has, whatever becomes of them; unreadable lines count too."""
    return sum(line is None or _is_ours(line) for _, line in _own_text(lines)[0])


def _is_ours(line: str) -> bool:
    match = _BULLET.match(line)
    word = match and (_WORD.match(match[3]) or _CLOSE_WORD.match(match[3]))
    return word is not None and word[1].casefold() in WORDS


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.file_day = file_day(name)
        self.day = self.file_day
        self.why_no_day = "no day heading stands above it"
        self.current: Line | None = None
        self.indent = 0

    def read(self, lines: Iterable[tuple[int, str | None]]) -> Iterator[Line | Problem]:
        own, unclosed = _own_text(lines)
        for number, line in own:
            if line is None:
                yield from self._flush()
                yield self._problem(number, "E-ENCODING", "the line is not UTF-8",
                                    "Save the file as UTF-8")  # fmt: skip
            elif line.startswith("#"):
                yield from self._flush()
                yield from self._heading(number, line)
            elif match := _BULLET.match(line):
                yield from self._bullet(number, line, match)
            elif line.strip():
                yield from self._plain(line)
        yield from self._flush()
        if unclosed:
            yield self._problem(unclosed, "W-FENCE", "a code fence opens here and never closes",
                                "Close it; everything below it was taken for code")  # fmt: skip

    def _flush(self) -> Iterator[Line]:
        if self.current is not None:
            yield self.current
            self.current = None

    def _heading(self, number: int, line: str) -> Iterator[Problem]:
        match = _DAY.match(line)
        if not match:
            if _DATE_LIKE.match(line) and not self.file_day:
                self.day = None
                self.why_no_day = f"the heading in line {number} is not a day such as ## 2024-03-05"
            return
        try:
            self.day = date.fromisoformat(match[2])
        except ValueError:
            self.day = None
            self.why_no_day = f"the heading in line {number} names a day that does not exist"
            yield self._problem(number, "W-DATE", "the heading names a day that does not exist",
                                "Correct the heading", line)  # fmt: skip
            return
        said = {(word or "")[:3].casefold() for word in match.group(1, 3)}
        if said & set(_WEEKDAYS) - {_WEEKDAYS[self.day.weekday()]}:
            yield self._problem(number, "W-WEEKDAY", f"that day is a {self.day:%A}",
                                "Correct the day or the weekday", line)  # fmt: skip

    def _bullet(self, number: int, line: str, match: re.Match[str]) -> Iterator[Line | Problem]:
        indent, box, body = len(match[1].expandtabs(4)), match[2], match[3]
        word = _WORD.match(body) or _CLOSE_WORD.match(body)
        if word and word[1].casefold() in WORDS:
            yield from self._flush()
            yield from self._ours(number, line, word[1].casefold(), word["rest"] or "", box, indent)
            return
        if self.current is not None and indent > self.indent:
            self._detail(self.current, line)
            return
        yield from self._flush()
        if word and indent == 0:
            near = _near_word(word[1].casefold())
            if near:
                yield self._problem(number, "W-WORD", f"{word[1]!r} is not a journal word",
                                    f"Did you mean {near!r}?", line)  # fmt: skip

    def _ours(
        self, number: int, line: str, word: str, rest: str, box: str | None, indent: int
    ) -> Iterator[Line | Problem]:
        if self.day is None:
            yield self._problem(number, "E-NODAY", self.why_no_day,
                                "Write a heading such as ## 2024-03-05 above it", line)  # fmt: skip
            return
        fields: dict[str, str] = {}
        text = _INLINE.sub(lambda found: _take(found, fields), rest)
        tail = read_tail(text)
        if not tail.text and tail.people:
            tail.text = " ".join(f"@{person}" for person in tail.people)
        if not tail.text:
            yield self._problem(number, "E-EMPTY", "the line says nothing after its word",
                                "Write a few words, or delete it", line)  # fmt: skip
            return
        for warning in tail.warnings:
            yield self._problem(number, "W-TAIL", warning, "Correct the end of the line", line)
        yield from self._check_fields(number, fields, line)
        self.indent = indent
        self.current = Line(
            word, self.day, number, tail.text, tail.hours, tail.energy, tail.tags, tail.people,
            tail.starred, tail.share, fields,
        )  # fmt: skip

    def _check_fields(self, number: int, fields: dict[str, str], line: str) -> Iterator[Problem]:
        for key in fields:
            if key not in FIELDS:
                near = difflib.get_close_matches(key, FIELDS, 1, 0.6)
                fix = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(FIELDS)}"
                yield self._problem(
                    number, "W-FIELD", "a field of this line is not known", fix, line
                )

    def _plain(self, line: str) -> Iterator[Line]:
        if self.current is not None and line[:1] in " \t":
            self._detail(self.current, line)
        else:
            yield from self._flush()

    def _detail(self, current: Line, line: str) -> None:
        match = _PROPERTY.match(line)
        if match and _key(match[1]) in FIELDS:
            current.fields[_key(match[1])] = match[2].strip()
        else:
            current.rest.append(line.strip())

    def _problem(self, line: int, code: str, reason: str, fix: str, value: str = "") -> Problem:
        return Problem(self.name, line, "", code, reason, fix, value)


def _own_text(
    lines: Iterable[tuple[int, str | None]],
) -> tuple[list[tuple[int, str | None]], int]:
    """The lines outside front matter and code fences, and where a fence opens that never closes."""
    given = list(lines)
    own: list[tuple[int, str | None]] = []
    fence, opened = "", 0
    for number, line in given[_front_matter(given) :]:
        match = _FENCE.match(line or "")
        if fence:
            if match and match[1].startswith(fence) and not match[2].strip():
                fence = ""
        # Backticks further on make it a code span of one line, as in ```print()```.
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            fence, opened = match[1], number
        else:
            own.append((number, line))
    return own, opened if fence else 0


def _front_matter(lines: list[tuple[int, str | None]]) -> int:
    """How many lines at the top are front matter; a rule that nothing closes is none."""
    if not lines or lines[0][0] != 1 or (lines[0][1] or "").rstrip() != "---":
        return 0
    for position, (_, line) in enumerate(lines[1:], 2):
        if (line or "").rstrip() in ("---", "..."):
            return position
    return 0


def _take(found: re.Match[str], fields: dict[str, str]) -> str:
    key, value = (found[1], found[2]) if found[1] else (found[3], found[4])
    fields[_key(key)] = value.strip()
    return " "


def _key(text: str) -> str:
    return text.strip().casefold().replace(" ", "_").replace("-", "_")


def _near_word(word: str) -> str:
    """The journal word within one edit of `word`; a ratio misses three-letter words."""
    return next((known for known in WORDS if _one_edit(word, known)), "")


def _one_edit(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    swapped = a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
    return swapped or a[i + 1 :] == b[i + 1 :] or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i:]
