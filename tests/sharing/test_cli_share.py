"""`careerkit share` and `careerkit shares`: a list before a file, and what was sent to whom."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from careerkit import cli_share, workspace
from careerkit.errors import UsageError
from careerkit.report import lock
from careerkit.workspace import Workbook


def run(book: Workbook, *words: str, **given: Any) -> Result:
    """One command on this workbook."""
    command, *rest = words
    found = CliRunner().invoke(
        cli_share.share if command == "share" else cli_share.shares, [str(book.root), *rest], **given
    )  # fmt: skip
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


ASKED = ("share", "--year", "2025", "--audience", "mentor")


def made(book: Workbook) -> list[Path]:
    return sorted(workspace.reports_folder(book).glob("shared/*/*"))


def test_without_the_hash_nothing_is_written(book: Workbook) -> None:
    """No terminal, and no --manifest: the list, the hash, and how to go on."""
    for words in (ASKED, (*ASKED, "--dry-run")):
        said = run(book, *words).output
        assert "Goes in" in said
        assert "Stays out" in said
        [listed] = re.findall(r"^List: ([0-9a-f]{12})$", said, re.MULTILINE)
        assert f"Nothing was written. To write it: the same command with --manifest {listed}" in said  # fmt: skip
        assert made(book) == []


def test_with_the_hash_it_is_written(book: Workbook) -> None:
    """The same list again, and the file's place; then the receipts tell of it."""
    [listed] = re.findall(r"^List: (\w+)$", run(book, *ASKED).output, re.MULTILINE)
    said = run(book, *ASKED, "--manifest", listed).output
    [file] = made(book)
    assert f"Written: {file}" in said
    [line] = run(book, "shares").output.splitlines()
    assert re.search(r"2025  mentor    html  \d sections, 2 records in words  copy [0-9a-f]{32}$", line)  # fmt: skip
    copy = line.split()[-1]
    whole = run(book, "shares", "--copy", copy[:8]).output
    assert "Told L. H. and the whole team about the new rota" in whole
    [public] = json.loads(run(book, "shares", "--json").output)
    assert public["share_id"] == copy
    with pytest.raises(UsageError, match="no copy beef; careerkit shares lists them all"):
        run(book, "shares", "--copy", "beef")


def test_on_a_terminal_it_asks(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """No writes nothing, yes writes the file that was listed."""
    monkeypatch.setattr("careerkit.cli_share.is_terminal", lambda: True)
    assert "Nothing was written" in run(book, *ASKED, input="n\n").output
    assert made(book) == []
    assert "Written: " in run(book, *ASKED, input="y\n").output
    assert len(made(book)) == 1


def test_a_dry_run_never_writes(book: Workbook) -> None:
    """Also with the right hash."""
    listed = json.loads(run(book, *ASKED, "--json").output)["hash"]
    run(book, *ASKED, "--dry-run", "--manifest", listed)
    assert made(book) == []


def test_the_words_of_a_lock_are_shown_once(book: Workbook) -> None:
    """They open the file, and no file of the workbook holds them."""
    listed = json.loads(run(book, *ASKED, "--json").output)["hash"]
    said = run(book, *ASKED, "--lock", "--manifest", listed).output
    [words] = re.findall(r"^It opens with: (.+)$", said, re.MULTILINE)
    [file] = made(book)
    assert b"Told L. H. and the whole" in lock.unlock(file.read_bytes(), words)
    kept = b"".join(p.read_bytes() for p in book.root.rglob("*") if p.is_file())
    assert words.encode() not in kept


def test_it_tells_programs_the_same(book: Workbook) -> None:
    """The list as JSON, and what was written as JSON."""
    listed = json.loads(run(book, *ASKED, "--json").output)
    assert listed["withheld"]["Compass"] == "it is never part of what a mentor gets"
    done = json.loads(run(book, *ASKED, "--manifest", listed["hash"], "--json").output)
    assert done["share_id"] == listed["share_id"]
    assert Path(done["file"]) == made(book)[0]
    assert "passphrase" not in done


def test_no_copy_is_told_as_such(book: Workbook) -> None:
    """Before anything was shared."""
    assert run(book, "shares").output == "nothing was shared; make a copy with: careerkit share --year YEAR --audience mentor\n"  # fmt: skip


def test_self_is_the_owner(book: Workbook) -> None:
    """A copy of one's own, which needs no consent and no search."""
    listed = json.loads(run(book, "share", "--year", "2025", "--audience", "self", "--json").output)
    assert listed["audience"] == "owner"
    assert listed["withheld"] == listed["unshared"] == {}
