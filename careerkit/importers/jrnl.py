"""A journal of jrnl, as its own text file or exported as JSON: each entry becomes a note.

A tag that is a journal word (`@win`, `#lesson`, `@did`) makes the entry one. Dates are in the shape of the
person's own `timeformat`: those that say their order are known, days such as 09/06/2013 need their order,
anything else the format itself. An entry is known again by its minute and its first line, since many are
made at the same hour; several journals are told apart by the names of their files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import dropwhile, pairwise

from careerkit.errors import BadData
from careerkit.problems import Problem
from careerkit.reading import dates, documents, masks, orders
from careerkit.reading.drops import Drop, Unreadable, normal
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings

COVERAGE = Coverage.DROP
PLACES = ("inbox",)
OPTIONS = {"timeformat": "how your jrnl writes dates, as `timeformat` stands in its own settings"}

Lines = Sequence[tuple[int, str | None]]
When = tuple[str, str]  # day and minute

_HEAD = 300
_JOURNAL_WORDS = ("win", "lesson", "did", "note", "try")
_NAMES = frozenset(f"entries[].{name}" for name in ("title", "body", "date", "time", "starred"))
_NEVER, _BARE_FILES = (".csv", ".tsv", ".log"), (".txt", ".text", ".journal", ".jrnl")
_BRACKETED = re.compile(r"\[(?P<date>[^\[\]]{6,60})\](?: (?P<title>.*))?")
# Before version 2 there were no brackets, and the list on the screen has none today.
_BARE = re.compile(
    r"(?P<date>[0-9]{1,4}([-/.])[0-9]{1,2}\2[0-9]{1,4},? [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"(?: [AaPp][Mm])?)(?: (?P<title>.*))?"
)
_NUMBER, _LETTERS = re.compile(r"[0-9]+"), re.compile(r"[^\W\d_]{3,}")
_SHORT_DAY = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}(?![0-9])")
_PLAIN = (dates.YEAR_FIRST, dates.DAY_NAMED, dates.NAME_DAY)
_CLOCK = re.compile(r"[0-2][0-9]:[0-5][0-9]")
# What writes a date and cannot read one.
_WRITTEN = {
    "F": "%Y-%m-%d", "T": "%H:%M:%S", "R": "%H:%M", "r": "%I:%M:%S %p", "D": "%m/%d/%y",
    "h": "%b", "e": "%d", "k": "%H", "l": "%I", "P": "%p",
}  # fmt: skip
_DIRECTIVE = re.compile(r"%[-_#0^]?([A-Za-z%])")
_TAG = re.compile(r"(?<!\S)[@#](?=[-+*#/]{0,9}\w)([-+*#/\w]{1,80})")
_BOX = re.compile(r"\s*[\u2500-\u257f]")
_DAY_OR_COPY = re.compile(r" ?\([0-9]{1,3}\)|[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?:[T_ -][0-9_.-]{2,9})?")
# Bounded, so that a text of 200 kB without an address costs no more than reading it.
_COUNT = re.compile(r"(?:[@#]\S{1,80} *:|[0-9]{4}-[0-9]{2}-[0-9]{2},) [0-9]{1,9}")
_MARKDOWN = re.compile(r"# ([0-9]{4})\n## [^\W\d_]{3,20}\n### (?:[^\n]{0,20}\W)?\1\W")


@dataclass(slots=True)
class _Entry:
    """One entry of a text: its first line, what stands for its date, its words so far."""

    line: int
    written: str = ""
    title: str = ""
    body: list[str] = field(default_factory=list)
    undecodable: int = 0


def claims(drop: Drop) -> bool:
    """JSON whose entries have jrnl's names, a text that begins with a dated entry, another export of jrnl."""
    if _document(drop):
        return True
    name, lines = drop.name.casefold(), _head(drop)
    return not name.endswith(_NEVER) and (_is_journal(name, lines) or _other_export(lines) != "")


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per entry. Raises BadData for a `timeformat` that cannot be used."""
    timeformat, journal = _timeformat(settings), _journal_name(drop.name)
    document, kind = _document(drop), _other_export(_head(drop))
    if document:
        yield from _from_json(document, journal)
        drop.rows_in = document.rows_in
    elif kind:
        reason = f"this is jrnl's {kind}, which does not hold the entries as they were written"
        raise drop.refuse("E-FORMAT", reason, "Export as JSON instead: jrnl --format json")
    else:
        yield from _from_text(drop, timeformat, journal)


def _head(drop: Drop) -> list[str]:
    with suppress(Unreadable):
        return drop.head(_HEAD)
    return []


def _document(drop: Drop) -> Drop | None:
    """The JSON of jrnl in a drop; None when there is none."""
    found = drop if documents.looks_like_json(drop) else _below_messages(drop)
    return found if found and documents.shape(found) >= _NAMES else None


def _below_messages(drop: Drop) -> Drop | None:
    """The same lines without the boxes in which jrnl said something before and after its JSON."""
    lines = _head(drop)
    start = next((number for number, line in enumerate(lines) if line[:1] == "{"), 0)
    if not start or not all(map(_is_no_content, lines[:start])):
        return None
    kept = drop.text.split("\n")
    while _is_no_content(kept[-1]):
        kept.pop()
    data = "\n" * start + "\n".join(kept[start:])
    return Drop(drop.name, drop.place, drop.path, data.encode())


def _from_json(drop: Drop, journal: str) -> Iterator[Row]:
    for line, row in documents.items(drop, documents.load_json(drop), "entries"):
        written, clock = documents.text(row, "date"), documents.text(row, "time")
        try:
            day = dates.read(written, (dates.ISO_DAY,))
        except ValueError:
            yield Problem(drop.path, line, "date", "E-DATE", "this is no day as jrnl writes it",
                          "Write it as 2024-03-05", written)  # fmt: skip
            continue
        words = f"{documents.text(row, 'title')}\n{documents.text(row, 'body')}"
        tags = documents.texts(row, "tags") if "tags" in row else _TAG.findall(words)
        when = (day, clock if _CLOCK.fullmatch(clock) else "00:00")
        yield _outcome(line, when, words, tags, documents.flag(row, "starred"), journal)


def _is_journal(name: str, lines: Sequence[str]) -> bool:
    """Whether a dated entry comes first and most others stand below a blank line, as in no log or chat."""
    lines = list(dropwhile(_is_no_content, lines))
    bare = _is_bare(lines)
    if bare is None or (bare and "." in name and not name.endswith(_BARE_FILES)):
        return False
    apart = [not above.strip() for above, line in pairwise(lines) if _opening(line, bare)]
    return 2 * sum(apart) >= len(apart)


def _is_no_content(line: str | None) -> bool:
    return not line or not line.strip() or _BOX.match(line) is not None


def _is_bare(lines: Iterable[str | None]) -> bool | None:
    """Whether the dates stand without brackets; None when no entry comes first."""
    first = next((line for line in lines if not _is_no_content(line)), "")
    return next((bare for bare in (False, True) if _opening(first, bare)), None)


def _opening(line: str | None, bare: bool) -> re.Match[str] | None:
    """The date and the title, where a line begins an entry; `[1] a list` and `[a link]` do not."""
    match = (_BARE if bare else _BRACKETED).fullmatch(line or "")
    return match if match and _is_dated(match["date"]) else None


def _is_dated(written: str) -> bool:
    """Whether somebody meant a date: a year beside other figures, and no word that dates do not have."""
    numbers = _NUMBER.findall(written)
    has_year = any("1900" <= number[:4] <= "2100" for number in numbers if len(number) in (4, 8))
    is_meant = (has_year and len(numbers) > 1) or _SHORT_DAY.search(written) is not None
    return is_meant and all(
        dates.weekday(word) is not None or _known(f"1 {word} 2000", _PLAIN)
        for word in _LETTERS.findall(written)
    )


def _from_text(drop: Drop, timeformat: str, journal: str) -> Iterator[Row]:
    lines = drop.lines
    bare = _is_bare(line for _, line in lines) or False
    read = _reader(drop, lines, bare, timeformat)
    for entry in _entries(lines, bare):
        drop.rows_in += 1
        when = read(entry.written)
        if entry.undecodable:
            fix = 'Save it as UTF-8, or name its encoding: [sources.jrnl] encoding = "cp1252"'
            yield Problem(drop.path, entry.undecodable, "", "E-ENCODING", "this is not UTF-8", fix)
        elif when is None:
            reason = "this is no day that exists, or not written as the others are"
            yield Problem(drop.path, entry.line, "date", "E-DATE", reason,
                          "Correct it in the journal and export again", entry.written)  # fmt: skip
        else:
            title, starred = _starred(entry.title)
            words = "\n".join([title, *_body(entry.body, bare)])
            yield _outcome(entry.line, when, words, _TAG.findall(words), starred, journal)


def _entries(lines: Lines, bare: bool) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for number, line in lines:
        if opening := _opening(line, bare):
            if entry:
                yield entry
            entry = _Entry(number, opening["date"], opening["title"] or "")
        elif line is None:
            entry = entry or _Entry(number)
            entry.undecodable = entry.undecodable or number
        elif entry:
            entry.body.append(line)
    if entry:
        yield entry


def _body(lines: list[str], bare: bool) -> list[str]:
    """The lines below the first; on the screen, where jrnl sets a bar before each, without the bars."""
    if bare and all(line[:1] == "|" for line in lines if line.strip()):
        return [line[1:].removeprefix(" ") for line in lines]
    return lines


def _starred(title: str) -> tuple[str, bool]:
    """The title without the star at its end; a star that closes `*emphasis*` is none."""
    plain = title.rstrip()
    is_starred = plain.endswith("*") and not plain.endswith("**") and plain.count("*") % 2 == 1
    return plain[: len(plain) - is_starred], is_starred


def _outcome(
    line: int, when: When, words: str, tags: list[str], starred: bool | None, journal: str
) -> Record | Skipped:
    first, _, rest = masks.mail(normal(words).strip()).partition("\n")
    if not first:
        return Skipped(line, "no text")
    # C, C++ and C# are three things, and a slug has no #.
    plain = [masks.mail(tag.lstrip("@#")).replace("#", "-sharp") for tag in tags]
    word = next((tag.casefold() for tag in plain if tag.casefold() in _JOURNAL_WORDS), "note")
    values = {
        "date": when[0], "word": word, "text": first.strip(), "detail": rest.strip() or None,
        "starred": starred, "tags": [tag for tag in plain if tag.casefold() != word],
    }  # fmt: skip
    key = (" ".join(when), " ".join(first.split()).casefold())
    return Record("entry", line, values, key, journal)


def _journal_name(name: str) -> str:
    """Which journal it is: the file's name without its kind, a day in it, or the number of a copy."""
    stem = normal(name).rpartition(".")[0] or name
    return _DAY_OR_COPY.sub("", stem).strip(" -_.").casefold()


def _other_export(lines: Sequence[str]) -> str:
    """What an export of jrnl is that is none of ours; empty for anything else."""
    told = [line for line in lines if line.strip()]
    if _MARKDOWN.match("\n".join(told[:3])):
        return "Markdown export"
    return "list of tags or dates" if told and all(map(_COUNT.fullmatch, told)) else ""


def _reader(drop: Drop, lines: Lines, bare: bool, timeformat: str) -> Callable[[str], When | None]:
    """Reads this journal's dates. Raises Unreadable when their order is not known, or nothing fits."""
    openings = ((number, _opening(line, bare)) for number, line in lines)
    written = [(number, (found["date"],)) for number, found in openings if found]
    shapes: tuple[re.Pattern[str], ...] = _PLAIN
    if not timeformat:
        verdict = orders.decide_cells(written, ("date",), "jrnl", drop.date_order)
        shapes = orders.shapes(orders.settle(drop, verdict))

    def read(text: str) -> When | None:
        return (_parsed(text, timeformat) if timeformat else None) or _known(text, shapes)

    if written and not any(read(text) for _, (text,) in written):
        raise drop.refuse(
            "E-DATE", "none of its dates is written in a shape that is known",
            "Say in workbook.toml what your jrnl uses, for example"
            ' [sources.jrnl] timeformat = "%d.%m.%Y %H:%M"', written[0][0],
        )  # fmt: skip
    return read


def _known(text: str, shapes: Sequence[re.Pattern[str]]) -> When | None:
    try:
        clock = f"{dates.moment(text, shapes):%H:%M}" if ":" in text else "00:00"
        return dates.read(text, shapes), clock
    except ValueError:
        return None


def _parsed(text: str, timeformat: str) -> When | None:
    """What the person's own format makes of a text, whatever else that format may be."""
    with suppress(ValueError, re.error):
        found = datetime.strptime(text, timeformat)  # noqa: DTZ007 - what the clock showed
        if dates.FIRST_YEAR <= found.year <= dates.LAST_YEAR:
            return found.date().isoformat(), f"{found:%H:%M}"
    return None


def _timeformat(settings: Settings) -> str:
    """The person's own format, in directives that Python reads. Raises BadData when no day comes of it."""
    said, day = settings.option("jrnl", "timeformat", "")[:100], datetime(2013, 6, 9, tzinfo=UTC)
    plain = _DIRECTIVE.sub(lambda found: _WRITTEN.get(found[1], f"%{found[1]}"), said)
    with suppress(ValueError):
        if not said or (_parsed(day.strftime(plain), plain) or " ")[0] == f"{day:%Y-%m-%d}":
            return plain
    fix = 'must hold day, month and year, such as "%Y-%m-%d %H:%M"'
    raise BadData(f"workbook.toml: [sources.jrnl] timeformat: {fix}")
