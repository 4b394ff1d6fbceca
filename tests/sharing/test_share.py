"""One copy for one reader: listed before it is written, written only as listed, and kept on a receipt."""

from __future__ import annotations

import re
import stat
import sys
from datetime import date
from random import Random
from typing import Any

import pytest

from careerkit import gate, workspace
from careerkit.errors import NotAllowed, UsageError
from careerkit.past import freeze
from careerkit.report import is_genuine, lock, pdf
from careerkit.sharing import manifest, receipts, share
from careerkit.workbook import Year
from careerkit.workspace import Workbook
from tests.sharing.conftest import SETTINGS

TODAY = date(2026, 1, 15)


def test_a_copy_is_listed_and_not_written(book: Workbook) -> None:
    """The list names the sections, the shared records in initials, the columns, what stays and why."""
    found = share.prepare(book, 2025, "mentor", today=TODAY)
    listed = found.manifest
    assert [key for key, *_ in listed.sections] == ["in-two-minutes", "wins", "trust", "horizon"]
    words = [text for *_, text in listed.entries]
    assert words == ["Ask early, said O. B. to me twice", "Told L. H. and the whole team about the new rota"]  # fmt: skip
    assert listed.columns["Wins and lessons by month"]
    assert listed.withheld["Goals and milestones"].startswith("[consent.mentor]")
    assert listed.withheld["Boundaries and energy"] == "it is never part of what a mentor gets"
    assert listed.unshared["entry"] == 49
    assert not (workspace.reports_folder(book) / "shared").exists()
    assert receipts.read(book) == []
    told = "\n".join(manifest.told(listed))
    assert "49 of the table entry: not shared with mentor" in told
    assert "Told L. H. and the whole" in told
    assert "Told L. H. and the whole" not in "\n".join(manifest.told(listed, show_text=False))
    assert "more money" not in told


def test_a_copy_holds_what_was_listed(book: Workbook) -> None:
    """Written with the hash of its list: the file, for its owner alone, and the receipt."""
    prepared = share.prepare(book, 2025, "mentor", today=TODAY)
    made = share.publish(book, prepared, prepared.manifest.hash, today=TODAY)
    assert made.file.name == "review-2025.html"
    assert made.file.parent.name == "mentor"
    page = made.file.read_bytes()
    assert page == prepared.data
    assert is_genuine(page, made.receipt.share_id)
    if sys.platform != "win32":
        assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    [kept] = receipts.read(book)
    assert kept == made.receipt
    assert kept.sections == ("in-two-minutes", "wins", "trust", "horizon")
    assert manifest.of_receipt(kept.manifest) == prepared.manifest
    assert receipts.find(book, kept.share_id) == kept
    assert receipts.find(book, "0" * 32) is None


def test_nothing_of_the_machine_is_in_it(book: Workbook) -> None:
    """No path, no name of a private person, no version, no time of day, no id."""
    page = share.prepare(book, 2025, "mentor", today=TODAY).data.decode()
    for private in (str(book.root), "ida/", "Hansen", "lene", "Otto", "more money", "2026-01-15"):
        assert private not in page, private
    assert not re.search(r"\d\d:\d\d", re.sub(r"<s(tyle|cript).*?</s\1>", "", page, flags=re.S))
    ids = [i for table in Year(str(book.root), 2025).tables.values() for i in table["id"]]
    assert ids
    assert not [i for i in ids if i in page]


def test_two_runs_are_one_copy(book: Workbook) -> None:
    """The same bytes, the same id, the same hash of the list."""
    first, second = (share.prepare(book, 2025, "mentor", today=TODAY) for _ in range(2))
    assert first.data == second.data
    assert first.manifest.hash == second.manifest.hash


def test_another_list_than_the_agreed_one_is_refused(book: Workbook) -> None:
    """A line is shared after the list was looked at."""
    agreed = share.prepare(book, 2025, "mentor", today=TODAY).manifest.hash
    journal = book.root / "journal/2025.md"
    journal.write_text(journal.read_text("utf-8").replace("a maybe", "a maybe !mentor"), "utf-8")
    now = share.prepare(book, 2025, "mentor", today=TODAY)
    with pytest.raises(UsageError, match=rf"not the one of the list {agreed}.*now {now.manifest.hash}"):  # fmt: skip
        share.publish(book, now, agreed, today=TODAY)
    assert receipts.read(book) == []
    assert not (workspace.reports_folder(book) / "shared").exists()


def test_a_private_text_stops_it(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A measure that quotes a private line: the gate says which record, and nothing is written."""
    find = share._copy

    def leak(*given: Any) -> tuple[list[dict[str, Any]], bytes, str]:
        blocks, data, name = find(*given)
        return blocks, data.replace(b"</main>", b"<p>Asked for more money and got a maybe</p></main>"), name  # fmt: skip

    monkeypatch.setattr(share, "_copy", leak)
    with pytest.raises(NotAllowed) as caught:
        share.prepare(book, 2025, "mentor", today=TODAY)
    assert "money" not in str(caught.value)
    assert re.search(r"holds entry [0-9a-f]{16}", str(caught.value))


def test_a_locked_copy_opens_with_its_words(book: Workbook) -> None:
    """The same page behind six words; its name says nothing, and the words are on no receipt."""
    prepared = share.prepare(book, 2025, "mentor", today=TODAY)
    made = share.publish(book, prepared, prepared.manifest.hash, today=TODAY, random=Random(1))
    assert re.fullmatch(r"locked-[0-9a-f]{8}\.html", made.file.name)
    assert len(made.passphrase.split()) == 6
    assert lock.unlock(made.file.read_bytes(), made.passphrase) == prepared.data
    kept = receipts.path(book).read_text("utf-8")
    assert not [word for word in made.passphrase.split() if len(word) > 4 and word in kept]
    assert made.receipt.salt
    assert b"new rota" not in made.file.read_bytes()


def test_a_pdf_is_made_of_the_same_blocks(book: Workbook) -> None:
    """Its text holds the shared lines; locked, it opens with the words."""
    prepared = share.prepare(book, 2025, "mentor", today=TODAY, kind="pdf")
    assert prepared.data.startswith(b"%PDF")
    assert "L. H. and the whole team" in " ".join(pdf.text_of(prepared.data).split())
    made = share.publish(book, prepared, prepared.manifest.hash, today=TODAY, random=Random(1))
    assert "L. H. and the whole team" in " ".join(pdf.text_of(made.file.read_bytes(), made.passphrase).split())  # fmt: skip


def test_a_reader_of_ones_own(book: Workbook) -> None:
    """A file in audiences/ and a consent: that reader gets what they name and nothing else."""
    own = book.root / "audiences"
    own.mkdir()
    (own / "partner.toml").write_text(
        'format = 1\ntitle = "Partner"\nleast = 5\nnames = "full"\nblocks = ["statement"]\n'
        '[measures.wins]\ncolumns = ["month", "wins"]\n', "utf-8",
    )  # fmt: skip
    (book.root / "workbook.toml").write_text(
        SETTINGS + '[consent.partner]\nsections = ["wins", "trust"]\n', "utf-8"
    )
    found = share.prepare(Workbook(book.root), 2025, "partner", today=TODAY)
    assert {kind for *_, kinds in found.manifest.sections for kind in kinds} == {"statement"}
    assert found.manifest.entries == ()
    assert b'<svg class="chart"' not in found.data
    assert "trust" not in [key for key, *_ in found.manifest.sections]


def test_what_cannot_be_shared(book: Workbook) -> None:
    """A reader who is none, a format that is none, a frozen folder."""
    with pytest.raises(UsageError, match="no audience 'boss'; there are: owner, coach, mentor"):
        share.prepare(book, 2025, "boss", today=TODAY)
    with pytest.raises(UsageError, match="no format 'docx'; there are: html, pdf"):
        share.prepare(book, 2025, "mentor", today=TODAY, kind="docx")
    frozen = freeze.freeze(book, TODAY, freeze.home(book))
    with pytest.raises(UsageError, match="is frozen; share from the workbook itself"):
        share.prepare(frozen, 2025, "mentor", today=TODAY)


def test_a_copy_without_a_receipt_is_never_left(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """When the receipt cannot be kept the copy is not written."""
    prepared = share.prepare(book, 2025, "mentor", today=TODAY)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(receipts.durable, "append", full)
    with pytest.raises(OSError, match="No space"):
        share.publish(book, prepared, prepared.manifest.hash, today=TODAY)
    assert not list(workspace.reports_folder(book).glob("shared/*/*.html"))


def test_the_gate_searches_before_sealing(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the gate gets is the open copy, also when it will be locked."""
    seen: list[bytes] = []
    search = gate.refuse_leaks

    def look(*given: Any, **named: Any) -> Any:
        seen.extend(given[2].values())
        return search(*given, **named)

    monkeypatch.setattr(gate, "refuse_leaks", look)
    prepared = share.prepare(book, 2025, "mentor", today=TODAY)
    share.publish(book, prepared, prepared.manifest.hash, today=TODAY, random=Random(1))
    assert seen == [prepared.data]
