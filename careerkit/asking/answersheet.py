"""An answer sheet: a TOML file with the statements as comments and blanks to fill in any editor, read back line by line.

    [answers]
    # 1 of 32: What I do now builds on things I learned or made earlier.
    scope_1 = ""

A number or the words of the scale answer, `-` skips, what stays empty stays open. Reading a sheet twice adds
nothing the second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from careerkit import durable
from careerkit.asking import sitting as sittings
from careerkit.asking.sitting import Sitting, choices
from careerkit.asking.take import scale_lines
from careerkit.errors import BadData, UsageError
from careerkit.instruments import Instrument, near
from careerkit.limits import MAX_INSTRUMENT
from careerkit.workspace import Workbook

FOLDER = "sheets"
SKIP = frozenset({"-", "s", "skip", "skipped"})
_HEAD = ("instrument", "version", "fingerprint", "administration", "occasion")
_LINE = re.compile(r"\s*(?P<key>[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*=\s*(?P<value>.*)")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_VALUE = re.compile(
    r"(?:\"(?P<double>[^\"\\]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\"'#]*))\s*(?:#.*)?"
)


@dataclass
class _Sheet:
    """What stands in a sheet: the words of its head, and every answer with its line."""

    head: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[int, str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def write(sitting: Sitting) -> Path:
    """Write the sheet of a sitting into `sheets/`; answers that are there already are not in it. Raises UsageError, CannotWrite.

    A sheet that is there already is never written over: it may be filled in.
    """
    path = sitting.workbook.root / FOLDER / f"{sitting.name}.toml"
    if path.exists() or path.is_symlink() or path.parent.is_symlink():
        raise UsageError(
            f"{path} is there already, or leads elsewhere; fill it in, or move it away"
        )
    with durable.locked(sitting.workbook.root):
        durable.write(path, ("\n".join(_lines(sitting)) + "\n").encode())
    return path


def _lines(sitting: Sitting) -> Iterator[str]:
    own = sitting.instrument
    head = own.raw["instrument"]
    yield f"# {own.title}, version {own.version}"
    yield from _comment(str(head.get("instructions", "")).strip())
    yield from (f"# - {limit}" for limit in head.get("limits", ()))
    yield '# Write a number between the quotation marks. "-" skips; what stays empty stays open.'
    yield f"# Then: careerkit assess read {FOLDER}/{sitting.name}.toml"
    yield "\n[sheet]"
    said = (own.id, own.version, own.fingerprint, sitting.name, sitting.occasion)
    yield from (f'{key} = "{value}"' for key, value in zip(_HEAD, said, strict=True))
    yield "\n[answers]"
    items, shown = list(own.values), ""
    for item in sitting.open_items:
        if own.scale_of(item) != shown:
            shown = own.scale_of(item)
            yield from ("# " + line if line else "" for line in scale_lines(own, shown))
        yield ""
        yield from _comment(f"{items.index(item) + 1} of {len(items)}: {own.texts[item]}")
        yield f'{item} = ""'


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}".rstrip() for line in text.split("\n"))


def read(workbook: Workbook, path: Path, at: datetime) -> tuple[Sitting, int]:
    """Add the answers of a sheet that are not there yet; the sitting, and how many were added.

    at: now, with its zone. Nothing is added when any line is wrong: raises BadData with all problems at once.
    """
    sheet = _parsed(_text(path))
    if sheet.problems or set(_HEAD) - set(sheet.head):
        missing = [key for key in _HEAD if key not in sheet.head]
        told = [f"[sheet]: missing {', '.join(missing)}"] if missing else []
        raise _bad(path, [*sheet.problems, *told])
    head = sheet.head
    sitting = sittings.named(
        workbook, head["fingerprint"], head["administration"], sittings.check_occasion(head["occasion"])
    )  # fmt: skip
    answers, problems = _checked(sheet, sitting.instrument)
    if problems:
        raise _bad(path, problems)
    nothing = object()
    new = {
        item: value for item, value in answers.items() if sitting.given.get(item, nothing) != value
    }
    sitting.give(new, at, "sheet")
    return sitting, len(new)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_INSTRUMENT:
            raise BadData(f"{path}: larger than {MAX_INSTRUMENT // 1024} KiB; this is not a sheet")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadData(f"{path}: is not UTF-8; save it as UTF-8") from None


def _parsed(text: str) -> _Sheet:
    """A sheet line by line, so that every problem has its line; it is TOML, of which it needs only this."""
    sheet, table = _Sheet(), ""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        plain = line.strip()
        if not plain or plain.startswith("#"):
            continue
        if plain in ("[sheet]", "[answers]"):
            table = plain[1:-1]
            continue
        pair, value = _pair(plain)
        if value is None or not table:
            sheet.problems.append(f'line {number}: this is no line of a sheet; write: item = "3"')
        elif table == "sheet":
            sheet.head[pair] = value
        else:
            sheet.answers.append((number, pair, value))
    return sheet


def _pair(line: str) -> tuple[str, str | None]:
    """The name and the word behind it; None for a line that is not of the form `name = "word"`."""
    found = _LINE.fullmatch(line)
    word = _VALUE.fullmatch(found["value"]) if found else None
    if found is None or word is None:
        return "", None
    said = next(part for part in (*word.groups(), "") if part is not None)
    return found["key"].strip("\"'"), said.strip()


def _checked(sheet: _Sheet, instrument: Instrument) -> tuple[dict[str, float | None], list[str]]:
    """The answers by item, None for a skip; and what is wrong, by item and line."""
    answers: dict[str, float | None] = {}
    seen: dict[str, int] = {}
    problems = []
    for line, item, word in sheet.answers:
        place = f'line {line}, item "{item}"'
        if item not in instrument.values:
            problems.append(f"{place}: there is no such item{near(item, instrument.values)}")
        elif item in seen:
            problems.append(f"{place}: answered twice, on line {seen[item]} too; keep one")
        elif word:
            value = _value(word, instrument, item)
            if value is None and word.casefold() not in SKIP:
                told = choices(instrument.values[item])
                problems.append(f'{place}: "{word[:40]}" is not on its scale; {told}, or - to skip')
            answers[item] = value
        seen.setdefault(item, line)
    return answers, problems


def _value(word: str, instrument: Instrument, item: str) -> float | None:
    """The value that a number or the words of the scale stand for; None for anything else."""
    allowed = instrument.values[item]
    if _NUMBER.fullmatch(word):
        return float(word) if float(word) in allowed else None
    words: Mapping[str, float] = {
        label.casefold(): value
        for label, value in zip(instrument.labels[item], allowed, strict=True)
    }
    return words.get(word.casefold())


def _bad(path: Path, problems: list[str]) -> BadData:
    shown = ("".join(c if c.isprintable() else "?" for c in problem) for problem in problems)
    lines = "\n".join(f"  - {problem}" for problem in shown)
    return BadData(f"{path.name}: {len(problems)} problem(s); nothing was added\n{lines}")
