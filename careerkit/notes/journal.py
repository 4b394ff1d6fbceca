"""The journal line: `- win: Closed the pitch with Acme @dana.ortiz +2 1h30 #persuasion`.

A line counts only if it is a bullet whose first word is one of ours; everything else is the
person's own text and is never touched. `tail` reads the tokens at the end of a line, `front` what
the top of the file says about all of them, `tasks` the done tasks of a vault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from careerkit.notes import days, fields, front, tasks
from careerkit.notes.tail import INVISIBLE, read_tail
from careerkit.problems import Problem

ENTRY_WORDS = ("win", "lesson", "did", "note", "try")
WORDS = (
    *ENTRY_WORDS, "met", "learn", "read", "feedback", "kept", "broke", "done", "replan", "drop", "pause",
)  # fmt: skip
FIELDS = fields.FIELDS

_INDENT = rf"([\s{INVISIBLE}]*)"
# In front of our word may stand a task box, or the state and the priority of a Logseq block. An open box, or one that
# says begun, moved or cancelled, makes a plan of the line, and a plan has not happened.
_OURS = re.compile(
    rf"{_INDENT}[-*+]\s+(?:\[[^\s/<>-]\]\s+)?(?:(?-i:DONE)\s+(?:\[#[A-C]\]\s+)?)?({'|'.join(WORDS)})::?\s*(.*)",
    re.IGNORECASE,
)
_BULLET = re.compile(rf"{_INDENT}([-*+]|\d{{1,9}}[.)])\s+(?:\[(.)\]\s+)?(.*)")
_WORD = re.compile(r"([^\W\d_]{1,20})::?(?:\s|$)")


@dataclass(slots=True)
class Line:
    """One understood journal line, or a done task, which is a `did` that nobody has looked at yet.

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
    is_task: bool = False

    @property
    def detail(self) -> str:
        """The indented lines below, joined."""
        return "\n".join(self.rest)


def file_day(name: str) -> date | None:
    """The day that a file's name sets, as in 2024-03-05.md or 2024_03_05.md."""
    return days.of_name(name)[0]


def parse(lines: Iterable[tuple[int, str | None]], name: str) -> Iterator[Line | Problem]:
    """All journal lines of one file, in order, and what is wrong with it; tasks are left alone.

    `lines` are numbered from 1; None stands for a line whose bytes are no text. A Problem with an
    `E-` code stands for one journal line that was set aside.
    """
    return Page(lines, name).read()


def open_day(lines: list[tuple[int, str | None]], name: str) -> date | None:
    """The day that a line added at the end of a file would belong to; None if there is none."""
    page = Page(lines, name)
    for _ in page.read():
        pass
    return page.day


def open_fence(lines: Iterable[tuple[int, str | None]]) -> int:
    """The line of a code fence that never closes, so that nothing added at the end would count; 0 if none."""
    return front.own_lines(list(lines))[1]


def count(lines: Iterable[tuple[int, str | None]]) -> int:
    """How many journal lines a file has, whatever becomes of them; unreadable lines count too."""
    own, _ = front.own_lines(list(lines))
    return sum(line is None or _OURS.match(line) is not None for _, line in own)


class Page:
    """One file of the journal, or one note of a vault, on its way through the reader.

    With `with_tasks` done tasks are lines too. `rows` counts what was recognised so far, whatever becomes of it.
    """

    def __init__(
        self, lines: Iterable[tuple[int, str | None]], name: str, *, with_tasks: bool = False
    ) -> None:
        given = list(lines)
        self.name = name
        self.with_tasks = with_tasks
        self.rows = 0
        self.front = front.read(given)
        self.named_day, self.is_day_note = days.of_name(name)
        self.day = self.named_day or self.front.day
        self.why_no_day = "no day heading stands above it"
        if self.front.bad_day:
            self.why_no_day = f"the date in line {self.front.bad_day} is none such as 2024-03-05"
        self.current: Line | None = None
        self.indent = 0
        self.task = ("", "")
        self.out: list[Line | Problem] = []
        self.own, self.unclosed = front.own_lines(given)
        hidden = (_OURS.match(line or "") for _, line in given[: self.front.length])
        self.hides = any(hidden)

    def read(self) -> Iterator[Line | Problem]:
        """All lines and problems, each line's warnings before it."""
        ours, out = _OURS.match, self.out
        for number, line in self.own:
            if not line:
                if line is None:
                    self._undecodable(number)
            elif match := ours(line):
                self._ours(number, line, match)
            elif line[0] == "#":
                self._flush()
                self._heading(number, line)
            elif not line.isspace():
                self._other(number, line)
            if out:
                yield from out
                out.clear()
        self._end()
        yield from out
        out.clear()

    def _end(self) -> None:
        self._flush()
        if self.hides and not self.rows:
            self._remark()
        if self.unclosed:
            self._problem(self.unclosed, "W-FENCE", "a code fence opens here and never closes",
                          "Close it; everything below it was taken for code")  # fmt: skip

    def _recognised(self) -> None:
        """One more row. What is wrong with the front matter matters as soon as there is one."""
        if not self.rows:
            self._remark()
        self.rows += 1

    def _remark(self) -> None:
        for line, reason, fix in self.front.remarks:
            self._problem(line, "W-FRONT", reason, fix)

    def _undecodable(self, number: int) -> None:
        self._flush()
        self._recognised()
        self._problem(number, "E-ENCODING", "the line is not UTF-8", "Save the file as UTF-8")

    def _flush(self) -> None:
        line, self.current = self.current, None
        if line is None or (line.is_task and not self._is_done(line)):
            return
        if self.front.tags or self.front.fields or self.front.share:
            self._default(line)
        self.out.append(line)

    def _default(self, line: Line) -> None:
        """What the top of the file says, where the line says nothing; a task is shared by its own word only."""
        line.tags += self.front.tags
        if not line.share and not line.is_task:
            line.share = list(self.front.share)
        for key, value in self.front.fields.items():
            # The first word of a `try` is its project.
            if key != "project" or line.word != "try":
                line.fields.setdefault(key, value)

    def _is_done(self, line: Line) -> bool:
        """Whether a ticked task has a day; its fields stand below it, so that only now all is known."""
        said, written = self.task
        said = tasks.said_on(said, line.fields)
        day = tasks.day(said) if said else self.day
        if not said and (day is None or not self.is_day_note):
            return False
        self._recognised()
        if day is None:
            self._problem(line.line, "E-DATE", "the task's done date is not a day that exists",
                          "Write it as 2024-03-05", written)  # fmt: skip
        elif not line.text:
            self._problem(line.line, "E-EMPTY", "the task says nothing",
                          "Write a few words, or delete it", written)  # fmt: skip
        else:
            line.day = day
            return True
        return False

    def _heading(self, number: int, line: str) -> None:
        found = days.of_heading(line)
        if found is None or (found.is_loose and self.named_day):
            return
        self.day = found.day
        if found.why:
            self.why_no_day = f"the heading in line {number} {found.why}"
        if found.problem:
            self._problem(number, *found.problem, line)

    def _ours(self, number: int, line: str, match: re.Match[str]) -> None:
        self._flush()
        self._recognised()
        if self.day is None:
            self._problem(number, "E-NODAY", self.why_no_day,
                          "Write a heading such as ## 2024-03-05 above it", line)  # fmt: skip
            return
        indent, word, text = match.groups()
        found: dict[str, str] = {}
        tail = read_tail(fields.plain(text, found))
        if not tail.text and tail.people:
            tail.text = " ".join(f"@{person}" for person in tail.people)
        if not tail.text:
            self._problem(number, "E-EMPTY", "the line says nothing after its word",
                          "Write a few words, or delete it", line)  # fmt: skip
            return
        for warning in tail.warnings:
            self._problem(number, "W-TAIL", warning, "Correct the end of the line", line)
        for key in found:
            if not fields.is_known(key):
                self._problem(number, "W-FIELD", "a field of this line is not known",
                              fields.suggestion(key), line)  # fmt: skip
        self.indent = _width(indent)
        self.current = Line(
            word.casefold(), self.day, number, tail.text, tail.hours, tail.energy, tail.tags, tail.people,
            tail.starred, tail.share, found,
        )  # fmt: skip

    def _other(self, number: int, line: str) -> None:
        match = _BULLET.match(line)
        if match is None:
            self._text(line)
            return
        indent, marker, box, body = match.groups()
        width = _width(indent)
        above = self.current if self.current is not None and width > self.indent else None
        # Below a line of ours all is detail; a task below a task is one of its own.
        task = tasks.done(box, body) if self.with_tasks and (not above or above.is_task) else None
        if task is not None:
            self._flush()
            self._task(number, line, width, task)
        elif above is not None:
            self._detail(above, line)
        else:
            self._flush()
            if not width and not marker[0].isdigit():
                self._near_miss(number, line, body)

    def _task(self, number: int, line: str, width: int, task: tasks.Task) -> None:
        found: dict[str, str] = {}
        tags, text = tasks.leading_tags(fields.plain(task.text, found, is_task=True))
        # These are not our lines, so that a near miss in them is none.
        tail = read_tail(text)
        self.task, self.indent = (task.said, line), width
        self.current = Line(
            "did", date.min, number, tail.text, tail.hours, tail.energy, tags + tail.tags, tail.people,
            tail.starred, tail.share, found, is_task=True,
        )  # fmt: skip

    def _near_miss(self, number: int, line: str, body: str) -> None:
        word = _WORD.match(body)
        if word and (near := fields.nearest(word[1].casefold(), WORDS)):
            self._problem(number, "W-WORD", f"{word[1]!r} is not a journal word",
                          f"Did you mean {near!r}?", line)  # fmt: skip

    def _text(self, line: str) -> None:
        if self.current is not None and line[0].isspace():
            self._detail(self.current, line)
        else:
            self._flush()

    def _detail(self, current: Line, line: str) -> None:
        if found := fields.below(line, is_task=current.is_task):
            current.fields[found[0]] = found[1]
        elif not tasks.BOOKKEEPING.match(line):
            current.rest.append(line.strip())

    def _problem(self, line: int, code: str, reason: str, fix: str, value: str = "") -> None:
        self.out.append(Problem(self.name, line, "", code, reason, fix, value))


def _width(indent: str) -> int:
    return len(indent.expandtabs(4)) if indent else 0
