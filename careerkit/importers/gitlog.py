r"""A log of git, made by the documented command: each commit of the person's own becomes a draft of something done.

One draft per commit, not per week: the same commit in a later, longer or shorter log is the same row, while a week's
draft would change with every log that holds another part of the week. Weeks are for looking at, not for keeping. A
commit is told apart by the moment and the subject that its author gave it. Both survive a rebase and a cherry-pick,
which change its hash; so work that was moved about is not counted twice.

Lines and files are summed, their names and what is in them never read. Addresses of authors only tell whose commit it
is, and get into no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from careerkit import limits
from careerkit.problems import Problem
from careerkit.reading import decoding, masks
from careerkit.reading.drops import Drop
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings

COVERAGE = Coverage.UNION
PLACES = ("inbox",)
OPTIONS = {"authors": "your e-mail addresses in git, where a log holds commits of several authors"}
# The command that docs/sources/gitlog.md shows; every commit begins with RECORD, its parts are divided by UNIT.
RECORD, UNIT = "\x1e", "\x1f"
FORMAT = "format:%x1e%H%x1f%P%x1f%aI%x1f%aE%x1f%s%x1f%b%x1f"

_HASH = re.compile("[0-9a-f]{40,64}")
_START = re.compile(rf"\ufeff?\s{{0,9}}{RECORD}{_HASH.pattern}{UNIT}")
_PARTS = re.compile(
    rf"{RECORD}{_HASH.pattern}{UNIT}[0-9a-f ]*{UNIT}[-+:.0-9TZ]*{UNIT}[^{UNIT}\n]*{UNIT}[^{UNIT}\n]*{UNIT}"
)
_CHANGED = re.compile(r"([0-9]{1,9}|-)\t([0-9]{1,9}|-)\t.")
_COAUTHOR = re.compile(
    r"^co-authored-by:[^<>\n]{0,200}<([^<>\n]{3,320})>", re.IGNORECASE | re.MULTILINE
)
_STASH = re.compile(r"(?:WIP|index|untracked files) on [^:]{1,250}: [0-9a-f]{4,64}\b")
_BOT = re.compile(r"\[bot\]|(?:^|[^a-z])bot(?:[^a-z]|$)")
_BOTS = frozenset({
    "action@github.com", "actions@github.com", "noreply@github.com", "support@dependabot.com",
    "support@greenkeeper.io", "greenkeeper@users.noreply.github.com",
})  # fmt: skip
# Bounded, so that a message of 200 kB without an address costs no more than reading it.
_COPY = re.compile(r"[ _-]?\([0-9]{1,3}\)$|[ ._-]*[0-9]{4}-[0-9]{2}-[0-9]{2}$")
# Of one commit; the first of a large project may list a hundred thousand files.
_LONGEST = 8 * limits.MIB
# Names that say nothing about the repository.
_NAMELESS = frozenset({"", "git", "gitlog", "log", "commits", "export", "name", "my", "all"})


class _Commit(NamedTuple):
    """The parts of one commit, in the order of FORMAT."""

    hash: str
    parents: str
    when: str
    author: str
    subject: str
    body: str
    changed: str


@dataclass(frozen=True, slots=True)
class _Log:
    """What holds for all commits of one file: its name in messages, its repository, who the person is."""

    path: str
    repository: str
    mine: frozenset[str]


def claims(drop: Drop) -> bool:
    """A text that begins with the mark of a record, a hash and the mark of a unit."""
    if drop.is_zip:
        return False
    return _START.match("\n".join(drop.head(3))) is not None


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per commit."""
    if _PARTS.search("\n".join(drop.head(3))) is None:
        raise drop.refuse(
            "E-HEADER", "the parts of a commit are not those of the documented command",
            "Write the log again with the command on the page about gitlog, as it stands there",
        )  # fmt: skip
    log = _Log(drop.path, _repository(drop.name), _mine(drop, settings))
    seen: set[tuple[str, ...]] = set()
    for line, text in _records(drop):
        drop.rows_in += 1
        outcome = _outcome(log, line, text)
        if isinstance(outcome, Record):
            if outcome.key in seen:
                outcome = Skipped(line, "the same change again")
            else:
                seen.add(outcome.key)
        yield outcome
    if not seen:
        yield from _nothing(drop, log)


# ---- records -----------------------------------------------------------------------------------------


def _records(drop: Drop) -> Iterator[tuple[int, str | None]]:
    """Every record with its first line; one with bytes that are no UTF-8 is None and costs only itself."""
    line = 0
    for text, lines in _texts(drop):
        # What stands before the first mark is no record.
        if line:
            yield line, text
        line = (line or 1) + lines


def _texts(drop: Drop) -> Iterator[tuple[str | None, int]]:
    """What stands between the marks, each with its number of line ends."""
    if drop.encoding or drop.is_utf16:
        yield from _cut(piece.encode() for piece in drop.pieces())
        return
    with drop.open() as stream:
        yield from _cut(iter(lambda: stream.read(limits.MIB), b""))


def _cut(pieces: Iterable[bytes]) -> Iterator[tuple[str | None, int]]:
    """Of a part that never ends, only its beginning is kept."""
    parts: list[bytes] = []
    for piece in pieces:
        head, *rest = piece.split(RECORD.encode())
        if sum(map(len, parts)) < _LONGEST:
            parts.append(head)
        for part in rest:
            yield _decoded(b"".join(parts))
            parts = [part]
    yield _decoded(b"".join(parts))


def _decoded(raw: bytes) -> tuple[str | None, int]:
    found = decoding.line(raw)
    return None if found is None else decoding.line_ends(found), raw.count(b"\n")


def _commit(text: str | None) -> _Commit | None:
    parts = (text or "").split(UNIT)
    if len(parts) != len(_Commit._fields) or not _HASH.fullmatch(parts[0]):
        return None
    return _Commit(*parts)


# ---- whose -------------------------------------------------------------------------------------------


def _mine(drop: Drop, settings: Settings) -> frozenset[str]:
    """The person's addresses; where none is named, the one author of the file. Raises Unreadable."""
    named = frozenset(str(one).casefold() for one in settings.option("gitlog", "authors", ()))
    if named:
        return named
    commits = filter(None, (_commit(text) for _, text in _records(drop)))
    found = {commit.author.casefold() for commit in commits if not _is_bot(commit.author)}
    if len(found) > 1:
        raise drop.refuse(
            "E-WHO", f"the commits are by {len(found)} authors, and nobody said which of them are you",
            'Write your addresses into workbook.toml: [sources.gitlog] authors = ["you@example.org"]',
        )  # fmt: skip
    return frozenset(found)


def _is_bot(author: str) -> bool:
    address = author.casefold()
    return address in _BOTS or _BOT.search(address.partition("@")[0]) is not None


def _is_mine(log: _Log, commit: _Commit) -> bool:
    coauthors = (match[1].casefold() for match in _COAUTHOR.finditer(commit.body))
    return commit.author.casefold() in log.mine or any(one in log.mine for one in coauthors)


def _nothing(drop: Drop, log: _Log) -> Iterator[Problem]:
    """A word about a file out of which nothing came, as when an address is misspelt."""
    if log.mine and drop.rows_in:
        yield Problem(
            drop.path, 0, "", "W-WHO", f"none of the {drop.rows_in} commits is one of yours",
            "Look whether all your addresses stand in workbook.toml under [sources.gitlog] authors",
        )  # fmt: skip


# ---- outcomes ----------------------------------------------------------------------------------------


def _outcome(log: _Log, line: int, text: str | None) -> Row:
    if text is None:
        return Problem(log.path, line, "", "E-ENCODING", "the commit is not UTF-8",
                       "Write the log again with --encoding=UTF-8, as in the documented command")  # fmt: skip
    commit = _commit(text)
    changed = _changes(commit.changed) if commit else None
    if commit is None or changed is None:
        return Problem(log.path, line, "", "E-FORMAT", "the commit is cut short, or has other parts",
                       "Write the log again; the file may be incomplete")  # fmt: skip
    rule = _left_out(log, commit)
    return Skipped(line, rule) if rule else _draft(log, line, commit, changed)


def _left_out(log: _Log, commit: _Commit) -> str:
    """The rule by which a commit is left out, if there is one."""
    if _STASH.match(commit.subject):
        return "a stash"
    if " " in commit.parents:
        return "a merge"
    if not _is_mine(log, commit):
        return "a bot" if _is_bot(commit.author) else "another author"
    return "" if commit.subject.strip() else "a commit without a message"


def _draft(log: _Log, line: int, commit: _Commit, changed: str) -> Row:
    try:
        when = datetime.fromisoformat(commit.when)
        moment = when.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return Problem(log.path, line, "date", "E-DATE", "the commit has no date that exists",
                       "Nothing, unless the log was changed by hand", commit.when[:40])  # fmt: skip
    text = masks.mail(commit.subject)
    values = {
        # The day it was where the author sat.
        "date": when.date().isoformat(), "word": "did", "text": text, "detail": changed or None,
        "tags": [log.repository] if log.repository else [], "evidence": f"commit {commit.hash[:12]}",
    }  # fmt: skip
    return Record("entry", line, values, ("commit", moment, text), draft=True)


def _changes(text: str) -> str | None:
    """`2 files, 5 lines added, 1 removed`; empty for no change, None where a line is torn."""
    files = added = removed = 0
    for line in filter(None, text.split("\n")):
        match = _CHANGED.match(line)
        if match is None:
            return None
        # A file that is no text has no lines to count.
        plus, minus = (int(part.replace("-", "0")) for part in match.groups())
        files, added, removed = files + 1, added + plus, removed + minus
    if not files:
        return ""
    return f"{_counted(files, 'file')}, {_counted(added, 'line')} added, {removed} removed"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _repository(name: str) -> str:
    """What stands before `.gitlog` in the file's name, without the mark of a copy and without a date."""
    stem, dot, kind = name.rpartition(".")
    if not dot or kind.casefold() != "gitlog":
        return ""
    stem = _COPY.sub("", _COPY.sub("", stem)).strip()
    return "" if stem.casefold() in _NAMELESS else stem
