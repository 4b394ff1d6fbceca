"""What a mentor gets holds no private byte: canaries in every private field, searched for in every form."""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
import urllib.parse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from careerkit import review, tables, workspace
from careerkit.rebuild import rebuild
from careerkit.workspace import Workbook

TODAY = date(2026, 1, 15)
SAMPLE = "teller-to-adviser"
YEAR = 2025


def canaries() -> Iterator[str]:
    """An endless row of words that stand nowhere else."""
    number = 0
    while True:
        number += 1
        yield f"zqx{number}kanarienvogel"


def planted(root: Path) -> tuple[Workbook, list[str]]:
    """A copy of a sample with one canary in every private field of every file, and in its paths.

    Lines shared with the mentor keep their text (it may leave) and get a canary in their private detail.
    """
    book = Workbook(root / "zqx0kanarienvogel-folder")
    shutil.copytree(workspace.sample(SAMPLE).root, book.root)
    words, used = canaries(), ["zqx0kanarienvogel"]

    def mark(text: str) -> str:
        used.append(next(words))
        return f"{text} {used[-1]}"

    for path in (book.root / "journal").glob("*.md"):
        path.write_text(_journal(path.read_text("utf-8"), mark), encoding="utf-8")
    for path in [*(book.root / "registers").glob("*.csv"), *(book.root / "inbox").glob("*.csv")]:
        path.write_text(_register(path.read_text("utf-8"), path.stem, mark), encoding="utf-8")
    return book, used


def _journal(text: str, mark) -> str:  # type: ignore[no-untyped-def]
    lines = []
    for line in text.split("\n"):
        match = re.match(r"- (\w+): (.*)$", line)
        if not match:
            lines.append(line)
        elif "!mentor" in line:
            lines += [line, f"  {mark('private detail')}"]
        elif match[1] in ("win", "lesson", "did", "note", "met", "learn", "feedback"):
            lines.append(f"- {match[1]}: {mark('Private:')} {match[2]} [evidence:: {mark('at')}]")
        else:
            lines.append(line)
    return "\n".join(lines)


def _register(text: str, stem: str, mark) -> str:  # type: ignore[no-untyped-def]
    """The first free-text cell of every row that is not shared; slugs and dates must stay what they are."""
    column = {"people": 1, "goals": 1, "projects": 1, "books": 0, "roles": 1, "values": 0,
              "questions": 1, "decisions": 2, "Connections": 4, "Positions": 0}.get(stem)  # fmt: skip
    if column is None:
        return text
    import csv
    import io

    rows = list(csv.reader(io.StringIO(text)))
    start = 4 if stem == "Connections" else 1
    for row in rows[start:]:
        # What is shared may leave; whom it is for may not.
        cell = column + 1 if stem == "questions" and "mentor" in row[3:] else column
        if len(row) > cell and row[cell]:
            row[cell] = mark(row[cell])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def forms(word: str) -> set[bytes]:
    """How a word may hide in a file: raw, in any case, encoded for HTML, JSON, URLs, hex and base64."""
    raw = word.encode()
    found = {raw, html.escape(word).encode(), urllib.parse.quote(word).encode(), raw.hex().encode(),
             json.dumps(word)[1:-1].encode(), word.encode("utf-16-le"), raw[::-1]}  # fmt: skip
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + raw)
        found.add(coded[4 * (shift > 0) + 2 : -4])
    return {form.lower() for form in found if len(form) > 6}


def leaks(page: bytes, words: list[str]) -> list[str]:
    """The canaries that the page gives away."""
    low = page.lower()
    return [word for word in words if any(form in low for form in forms(word))]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workbook, list[str], bytes, bytes]:
    """A workbook full of canaries with its mentor's and its owner's report."""
    book, words = planted(tmp_path_factory.mktemp("private"))
    shared = review.review(book, YEAR, today=TODAY, reader="mentor").html.read_bytes()
    owned = review.review(book, YEAR, today=TODAY).html.read_bytes()
    return book, words, shared, owned


def test_there_is_a_canary_in_every_private_text_column(
    made: tuple[Workbook, list[str], bytes, bytes],
) -> None:
    """The test plants what it says: most private columns of the filled tables hold a canary."""
    book, words, _, _ = made
    rows = rebuild(book).rows
    assert len(words) > 700
    marked = {
        (name, column.name)
        for name in tables.names()
        for column in tables.table(name).columns
        if column.private
        for row in rows[name]
        if "kanarienvogel" in str(row.cells.get(column.name))
    }
    assert marked >= {
        ("entry", "text"), ("entry", "detail"), ("entry", "evidence"), ("touch", "text"),
        ("learning", "title"), ("feedback", "text"), ("goal", "title"), ("person", "name"),
        ("person", "org"), ("project", "title"), ("book", "title"), ("role", "title"),
        ("value", "name"), ("question", "asked_of"), ("decision", "reason"),
    }  # fmt: skip


def test_no_canary_reaches_the_mentor(made: tuple[Workbook, list[str], bytes, bytes]) -> None:
    """Every byte of the mentor's HTML, in eight encodings."""
    _, words, shared, _ = made
    assert leaks(shared, words) == []
    assert len(shared) > 50_000


def test_the_search_can_find_one(made: tuple[Workbook, list[str], bytes, bytes]) -> None:
    """The owner's report holds canaries, and a planted one is found in each encoding."""
    _, words, shared, owned = made
    assert leaks(owned, words)
    word = words[-1]
    for form in forms(word):
        assert leaks(shared + form, [word]) == [word]
    for shift in range(3):
        hidden = base64.b64encode(b"x" * shift + b"a " + word.encode() + b" b")
        assert leaks(shared + hidden, [word]) == [word]


def test_what_was_shared_is_there(made: tuple[Workbook, list[str], bytes, bytes]) -> None:
    """A line marked !mentor stands in the mentor's report; the same line's detail does not."""
    _, _, shared, _ = made
    assert b"<blockquote" in shared
    assert b"private detail" not in shared


def test_a_mentor_gets_nothing_without_consent(tmp_path: Path) -> None:
    """A workbook without [consent.mentor]: no section, no text, not even one that is marked."""
    root = tmp_path / "x"
    (root / "journal").mkdir(parents=True)
    (root / "workbook.toml").write_text('format = 1\nname = "Ada"\n', encoding="utf-8")
    lines = "".join(f"- win: Kanarienvogel number {i} sang !mentor\n" for i in range(9))
    (root / "journal" / "2025.md").write_text(f"## 2025-03-05\n{lines}", encoding="utf-8")
    made = review.review(Workbook(root), YEAR, today=TODAY, reader="mentor")
    page = made.html.read_bytes()
    assert b"Kanarienvogel" not in page
    assert b"has not shared any section" in page
