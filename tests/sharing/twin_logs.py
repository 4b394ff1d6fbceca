"""One person's log as data, so that a test can change a single thing of it and write both to disk."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

Row = Mapping[str, str]
Rows = tuple[Row, ...]


@dataclass(frozen=True)
class Line:
    """One bullet of the journal. tail: energy, hours, tags. share: who may read it."""

    day: str
    word: str
    text: str
    tail: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    detail: tuple[str, ...] = ()
    share: tuple[str, ...] = ()

    def is_open_to(self, reader: str) -> bool:
        """Whether this reader may see it."""
        return not {reader, "public"}.isdisjoint(self.share)

    def told(self) -> str:
        """As it stands in the journal."""
        fields = [f"[{name}:: {value}]" for name, value in self.fields]
        head = " ".join(filter(None, [f"- {self.word}: {self.text}", *fields, self.tail, *(f"!{one}" for one in self.share)]))  # fmt: skip
        return "\n".join([head, *(f"  {one}" for one in self.detail)])

    def get(self, name: str) -> str:
        """One of its fields, or nothing."""
        return dict(self.fields).get(name, "")

    def with_field(self, name: str, value: str) -> Line:
        """The same with one field more, or another one in its place."""
        return replace(self, fields=tuple({**dict(self.fields), name: value}.items()))


@dataclass(frozen=True)
class Log:
    """A whole workbook.

    registers, answers: rows by the name of their file. others: more files by their path. layout: of the journal, a file for
    each year, month or day; stem: what their names begin with. zone, user: of the process that makes the copy.
    """

    settings: str
    lines: tuple[Line, ...]
    registers: Mapping[str, Rows] = field(default_factory=dict)
    answers: Mapping[str, Rows] = field(default_factory=dict)
    others: Mapping[str, bytes] = field(default_factory=dict)
    folder: str = "ida"
    layout: str = "year"
    stem: str = ""
    preface: str = ""
    end: str = "\n"
    mark: bytes = b""
    zone: str = "UTC"
    user: str = "ida"

    def files(self) -> dict[str, bytes]:
        """Every file of it by its path."""
        texts = {"workbook.toml": self.settings, **self._journal()}
        texts |= {f"registers/{name}.csv": _csv(rows) for name, rows in self.registers.items() if rows}  # fmt: skip
        texts |= {f"answers/{name}.csv": _csv(rows) for name, rows in self.answers.items() if rows}
        encoded = {path: text.replace("\n", self.end).encode() for path, text in texts.items()}
        marked = {path: self.mark + data if path.endswith((".md", ".csv")) else data for path, data in encoded.items()}  # fmt: skip
        return {**marked, **self.others}

    def write(self, home: Path) -> Path:
        """All of it as files in a folder of its own. Returns that folder."""
        root = home / self.folder
        for path, data in self.files().items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        return root

    def _journal(self) -> dict[str, str]:
        cut = {"year": 4, "month": 7, "day": 10}[self.layout]
        found: dict[str, list[str]] = defaultdict(list)
        for day, lines in by_day(self.lines):
            told = "\n".join([f"## {day}", *(line.told() for line in lines), ""])
            found[f"journal/{self.stem}{day[:cut]}.md"].append(told)
        return {path: self.preface + "\n".join(days) for path, days in found.items()}

    def changed(self, name: str, rows: Iterable[Row]) -> Log:
        """The same with another register, or other answers, of that name."""
        if name in self.answers:
            return replace(self, answers={**self.answers, name: tuple(rows)})
        return replace(self, registers={**self.registers, name: tuple(rows)})

    def with_lines(self, lines: Iterable[Line]) -> Log:
        """The same with other lines in its journal."""
        return replace(self, lines=tuple(lines))

    def with_file(self, path: str, text: str) -> Log:
        """The same with one file more."""
        return replace(self, others={**self.others, path: text.encode()})


def by_day(lines: Iterable[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The lines by their day; within a day as they come."""
    days: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        days[line.day].append(line)
    return iter(sorted(days.items()))


def _csv(rows: Rows) -> str:
    out = io.StringIO()
    names = dict.fromkeys(name for row in rows for name in row)
    writer = csv.DictWriter(out, list(names), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
