"""Canaries in every private place of a workbook: none is in what leaves, in its name, in a log or on the terminal.

Everything is done by the command line in processes of its own, kernel and all. The finder is not the gate: it was written apart
and knows the encodings in its own way. That it can find something here is shown by planting.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from careerkit import store, tables
from careerkit.report import lock, pdf
from careerkit.workspace import Workbook
from tests.gate import finder
from tests.sharing.canary_book import FIRST, HOME, LAST, USER, Canaries, book
from tests.sharing.twin_bases import YEAR

ROOT = Path(__file__).resolve().parents[2]
READERS = ("mentor", "coach", "partner")
# Ids are looked for as well, of this many records.
IDS = 60
# Columns that hold no words of the person's: a pseudonym that we make, and tags where a file has no place for any.
OURS = {"account"}
NO_TAGS = {"answer", "checkin", "guess", "pause", "reply", "target"}
# `careerkit check` names files and lines, and the columns of a table; never what stands in them.
FILES = ("a file name", "a journal's file name", "target.slug")


@dataclass
class Run:
    """What was done: the open bytes of every copy by its place, the sealed ones, the terminal of each command."""

    root: Path
    canaries: Canaries
    ids: tuple[str, ...] = ()
    copies: dict[str, bytes] = field(default_factory=dict)
    sealed: dict[str, bytes] = field(default_factory=dict)
    terminal: dict[str, str] = field(default_factory=dict)

    @property
    def elsewhere(self) -> Path:
        """The folder of a batch."""
        return self.root.parent / "elsewhere"

    @property
    def needles(self) -> list[str]:
        """Everything that may be seen nowhere."""
        names = {
            part for part in (*FIRST, *LAST) if any(part in text for text in self.canaries.where)
        }
        return [*self.canaries.where, *sorted(names), *self.ids, USER, HOME]

    def here(self, *words: str, may_fail: bool = False) -> str:
        """One command in a process of its own. Returns what it printed, without the path that it was given."""
        home = self.root.parent / "people" / USER
        home.mkdir(parents=True, exist_ok=True)
        environment = {
            **os.environ,
            "USER": USER,
            "LOGNAME": USER,
            "USERNAME": USER,
            "HOME": str(home),
        }
        environment.pop("CAREERKIT_WORKBOOK", None)
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert may_fail or done.returncode == 0, done.stdout + done.stderr
        said = done.stdout + done.stderr
        told = said.replace(str(self.root), "WORKBOOK").replace(str(self.elsewhere), "ELSEWHERE")
        # A batch names each person by their folder, and puts every page into a folder of that name.
        told = told.replace(f"ELSEWHERE/{HOME}", "ELSEWHERE").replace(f"{HOME} {YEAR}", "BOOK").replace(str(home), "HOME")  # fmt: skip
        self.terminal[f"{len(self.terminal)} {' '.join(words[2:])}"] = told
        return said

    def careerkit(self, command: str, *words: str) -> str:
        """One command of ours on this workbook."""
        return self.here("-m", "careerkit", command, str(self.root), *words)

    def share(self, reader: str, kind: str, *, is_locked: bool = False) -> None:
        """List a copy, agree to the list, and keep what was written."""
        words = (
            "--year",
            str(YEAR),
            "--audience",
            reader,
            "--format",
            kind,
            *(["--lock"] * is_locked),
        )
        [listed] = re.findall(r"^List: (\w+)$", self.careerkit("share", *words), re.MULTILINE)
        said = self.careerkit("share", *words, "--manifest", listed)
        [file] = re.findall(r"^Written: (.*)$", said, re.MULTILINE)
        data, place = Path(file).read_bytes(), Path(file).relative_to(self.root).as_posix()
        if is_locked:
            self.sealed[place] = data
            [passphrase] = re.findall(r"^It opens with: (.*)$", said, re.MULTILINE)
            opened = pdf.text_of(data, passphrase).encode() if kind == "pdf" else lock.unlock(data, passphrase)  # fmt: skip
            self.copies[f"{place}, opened"] = opened
        else:
            self.copies[place] = data


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Everything that shares or tells, one command after the other."""
    log, canaries = book()
    run = Run(log.write(tmp_path_factory.mktemp("canaries")), canaries)
    run.careerkit("ingest")
    run.careerkit("check")
    run.careerkit("review", "--year", str(YEAR), "--audience", "mentor")
    for kind, is_locked in (("html", False), ("pdf", False), ("html", True), ("pdf", True)):
        run.share("mentor", kind, is_locked=is_locked)
    run.share("coach", "html")
    run.share("partner", "html")
    run.share("partner", "pdf")
    run.careerkit("shares", "--copy", run.careerkit("shares").split()[-1][:8])
    run.careerkit(
        "batch", "--years", str(YEAR), "--audience", "mentor", "--out", str(run.elsewhere)
    )
    for page in sorted(run.elsewhere.rglob("*.html")):
        run.copies[page.name] = page.read_bytes()
    review = run.root / "reports" / f"{YEAR}-mentor"
    run.copies["the review"] = review.with_suffix(".html").read_bytes()
    run.here("-m", "jupyter", "nbconvert", "--to", "careerkit", str(review.with_suffix(".ipynb")), may_fail=True)  # fmt: skip
    ids = sorted(
        {i for frame in store.load(Workbook(run.root)).frames.values() for i in frame["id"]}
    )
    run.ids = tuple(ids[:: len(ids) // IDS])
    return run


def hits(data: bytes, needles: Iterable[str]) -> list[str]:
    """The canaries in it, whatever they are written in."""
    return [needle for needle, _ in finder.find(data, needles)]


def test_every_private_place_has_a_canary(run: Run) -> None:
    """Forty at least, in every private column of every table, in ids, paths, settings, rows set aside; and what is shared has none."""
    assert len(run.canaries.where) >= 40
    empty = [
        f"{name}.{column.name}"
        for name, frame in store.load(Workbook(run.root)).frames.items()
        for column in tables.table(name).all_columns
        if column.private
        and column.name not in OURS | {"file"}
        and not (column.name == "tags" and name in NO_TAGS)
        and not any(canary.casefold() in said for said in [" ".join(map(str, frame[column.name])).casefold()] for canary in run.canaries.where)
    ]  # fmt: skip
    assert empty == []
    set_aside = b"".join(path.read_bytes() for path in (run.root / "quarantine").iterdir())
    assert len(hits(set_aside, run.canaries.where)) >= 3
    assert any((run.root / "raw").rglob("*.csv"))
    assert len(run.ids) >= IDS


def test_no_copy_has_one(run: Run) -> None:
    """HTML and PDF, for a mentor, a coach and a reader of one's own, open and opened; and the page of a batch."""
    assert len(run.copies) == 9
    for place, data in run.copies.items():
        assert len(data) > 2000, place
        assert hits(data, run.needles) == [], place
        assert hits(place.encode(), run.needles) == []


def test_the_copies_are_full(run: Run) -> None:
    """What is shared is there: lines with a canary beside them, next actions, charts, and somebody's initials."""
    page = run.copies[f"reports/shared/mentor/review-{YEAR}.html"].decode()
    told = [line for line in book()[0].lines if line.is_open_to("mentor") and line.get("evidence")]
    shown = [line for line in told if " ".join(line.text.split()[:5]) in page]
    assert len(shown) >= 3
    assert page.count('<svg class="chart"') >= 8
    assert "L. H." in page
    assert "Next actions" in page


def test_no_sealed_copy_has_one(run: Run) -> None:
    """As it lies on the disk, and its name."""
    assert len(run.sealed) == 2
    for place, data in run.sealed.items():
        # What is sealed is noise, which takes long to be looked through: as it is; what stands around it in every way.
        assert [one for one in run.needles if one.encode() in data.lower()] == []
        around = re.sub(
            rb"[A-Za-z0-9+/=]{1000,}|stream\r?\n.*?endstream",
            b"",
            data.replace(b"%PDF", b"%pdf", 1),
            flags=re.DOTALL,
        )
        assert 500 < len(around) < len(data)
        assert hits(around, run.needles) == []
        assert hits(place.encode(), run.needles) == []


def test_the_terminal_shows_none(run: Run) -> None:
    """Every command; files and lines may be named by those that say what is wrong with them."""
    files = [canary for canary, place in run.canaries.where.items() if place.startswith(FILES)]
    found = {command: hits(said.encode(), run.needles) for command, said in run.terminal.items()}
    told = {
        command: [one for one in said if one not in files or not _is_about_files(command)]
        for command, said in found.items()
    }
    assert {command: said for command, said in told.items() if said} == {}
    assert any("E-NODAY" in said for said in run.terminal.values())
    assert sum("Goes in" in said for said in run.terminal.values()) >= 14


def _is_about_files(command: str) -> bool:
    return " check" in command or " ingest" in command


def test_the_records_have_none(run: Run) -> None:
    """What is kept of the copies and of the reviews beside them; ids may stand there."""
    kept = [path for path in (run.root / "reports").iterdir() if path.suffix == ".jsonl"]
    assert {path.name for path in kept} == {"shares.jsonl", "reviews.jsonl"}
    for path in kept:
        assert hits(path.read_bytes(), run.canaries.where) == [], path.name
    assert [
        path for path in (run.root / "reports").rglob("*") if path.suffix in (".log", ".txt")
    ] == []


def test_a_review_for_a_mentor_is_not_exported_past_the_gate(run: Run) -> None:
    """`jupyter nbconvert --to careerkit` refuses it."""
    [said] = [said for command, said in run.terminal.items() if "nbconvert" in command]
    assert "careerkit share" in said
    assert sorted(path.name for path in (run.root / "reports").glob("*mentor*.html")) == [
        f"{YEAR}-mentor.html"
    ]


def test_the_finder_would_find_them(run: Run) -> None:
    """The same bytes with a canary more, in the page and in a PDF's text."""
    canary = next(iter(run.canaries.where))
    page = run.copies[f"reports/shared/mentor/review-{YEAR}.html"]
    for way in _ways(canary):
        assert canary in hits(page.replace(b"</main>", b"<p>" + way + b"</p></main>"), run.needles)


def _ways(canary: str) -> Iterator[bytes]:
    yield canary.upper().encode()
    yield "".join(f"&#{ord(c)};" for c in canary).encode()
