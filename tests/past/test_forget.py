"""Forget means forget: what was made from a log goes, what the person wrote stays, what is left is named."""

from __future__ import annotations

import os
import random
import threading
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from careerkit import cli_time, durable, export, store, workspace
from careerkit.errors import BadData, Locked, NotAllowed, UsageError
from careerkit.past import elsewhere, forget, freeze, history
from careerkit.readers import reader
from careerkit.sharing import receipts, share
from careerkit.sharing.manifest import Manifest
from careerkit.sharing.receipts import Receipt
from careerkit.sharing.share import Prepared
from careerkit.workspace import Workbook
from tests.conftest import TODAY, Builder
from tests.past.test_history import FIRST

JOURNAL = "## 2024-03-05\n- win: The kestrel had five chicks +1\n## 2024-02-30\n- win: never\n"
links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


def shared(book: Workbook, kind: str = "html", *, lock: bool = False, name: str = "mentor") -> Path:
    """A copy as `careerkit share` writes it, and its receipt."""
    listed = Manifest("ab" * 16, 2024, "2024-12-31", name, kind, (), (), {}, {}, {}, 0, (), 7)
    ready = Prepared(b"private", listed, reader("mentor"), date(2024, 12, 31))
    words = random.Random(1) if lock else None
    return share.publish(book, ready, listed.hash, today=TODAY, random=words).file


@pytest.fixture
def used(workbook: Builder) -> Builder:
    """A workbook after a year of use: everything that careerkit makes, and everything that is the person's."""
    for name, text in (
        ("journal/2024.md", JOURNAL), ("registers/goals.csv", "slug,title\na,Aim\n"), ("notebooks/mine.ipynb", "{}"),
        ("instruments/mine.toml", ""), ("targets/guide.toml", ""), ("answers/a.csv", ""),
        ("inbox/toggl.csv", "User,Email\n"), ("replies/0123-4567.json", "{}"),
        ("audiences/boss.toml", 'format = 1\ntitle = "Boss"\nleast = 5\n'),
    ):  # fmt: skip
        workbook.write(name, text)
    workbook.write("instruments/mine.toml", '[instrument]\nid = "mine"\n')
    workbook.refresh()
    home = freeze.home(workbook.book)
    freeze.freeze(workbook.book, TODAY, home)
    history.add(home, FIRST)
    export.export_csv(workbook.book)
    export.export_resume(workbook.book)
    for name in (
        "2024-owner.html",
        "2024-owner.ipynb",
        "2024-mentor.html",
        "failed/2023-owner.ipynb",
    ):
        workbook.write(f"reports/{name}", "private")
    for name in (".ipynb_checkpoints/mine-checkpoint.ipynb", "a/.ipynb_checkpoints/x.csv"):
        workbook.write(f"notebooks/{name}", "private")
    shared(workbook.book)
    shared(workbook.book, lock=True)
    shared(workbook.book, "pdf", name="boss")
    workbook.write("reports/shared/mentor/.careerkit-half.tmp", "half a copy")
    workbook.write("journal/.careerkit-abc.tmp", "half a line")
    workbook.write("reports/frozen/.careerkit-xyz.tmp/tables/entry.parquet", "half")
    return workbook


def facts(workbook: Builder) -> dict[str, bytes]:
    places = (
        "journal",
        "registers",
        "answers",
        "targets",
        "instruments",
        "inbox",
        "raw",
        "notebooks",
        "replies",
        "audiences",
        "workbook.toml",
    )
    return {
        name: data for name, data in workbook.snapshot().items()
        if name.split("/")[0] in places and "checkpoint" not in name and not name.endswith(".tmp")
    }  # fmt: skip


def test_all_that_was_made_goes_and_all_that_was_written_stays(used: Builder) -> None:
    """Tables, quarantine, reports of all kinds, frozen tables, the record, checkpoints, half-written files."""
    before = facts(used)
    assert len(before) >= 11
    found = forget.forget(used.book)
    assert used.snapshot() == before == facts(used)
    assert found.left == ()
    assert not any(
        (used.root / name).exists()
        for name in ("tables", "quarantine", "reports/frozen", "reports/shared")
    )


def test_afterwards_everything_can_be_made_again(used: Builder) -> None:
    """The tables are worked out anew and are the same; a second time there is nothing to forget."""
    before = used.snapshot("tables")
    forget.forget(used.book)
    assert forget.forget(used.book).to_go == ()
    used.refresh()
    assert used.snapshot("tables") == before
    assert len(store.load(used.book).frames["entry"]) == 1


def test_a_dry_run_lists_the_same_and_removes_nothing(used: Builder) -> None:
    """First looked at, then done."""
    before = used.snapshot()
    listed = forget.forget(used.book, dry_run=True)
    assert used.snapshot() == before
    assert forget.forget(used.book) == listed
    names = {path.relative_to(used.root).as_posix() for path in listed.to_go}
    assert {"tables/entry.parquet", "reports/2024-owner.html", "reports/reviews.jsonl", "reports/failed/2023-owner.ipynb",
            "reports/resume.json", "reports/tables/entry.csv", "notebooks/.ipynb_checkpoints",
            "notebooks/a/.ipynb_checkpoints", "journal/.careerkit-abc.tmp", "quarantine/journal.csv",
            "reports/shares.jsonl", "reports/shared/mentor/review-2024.html", "reports/shared/mentor/locked-abababab.html",
            "reports/shared/boss/review-2024.pdf", "reports/shared/mentor/.careerkit-half.tmp"} < names  # fmt: skip


def test_what_careerkit_does_not_make_stays_and_is_named(used: Builder) -> None:
    """The person's own files among the reports and tables, and folders that only look like ours elsewhere."""
    own = ("reports/notes.md", "reports/2024-plan.txt", "tables/mine.xlsx", "reports/tables/mine.xlsx",
           "reports/shared/mentor/letter.html", "reports/shared/review-2024.html", "reports/shared/mentor/old/review-2024.pdf",
           "reports/shared/mentor/locked-xyz.html", "reports/shared/mentor/review-2024.html.bak", "journal/frozen/0123456789abcdef/note.md", "notebooks/frozen.json")  # fmt: skip
    for name in own:
        used.write(name, "mine")
    found = forget.forget(used.book)
    assert all((used.root / name).read_text() == "mine" for name in own)
    left = {path.relative_to(used.root).as_posix() for path in found.left}
    assert left == set(own[:9])


@links
@pytest.mark.parametrize(
    "name",
    [
        "tables",
        "quarantine",
        "reports",
        "reports/frozen",
        "reports/2024-owner.html",
        "reports/shared",
        "reports/shared/mentor",
        "reports/shared/mentor/review-2024.html",
        "reports/shares.jsonl",
    ],
)
def test_no_link_is_followed_or_removed(used: Builder, tmp_path: Path, name: str) -> None:
    """A folder or file of ours that lies elsewhere by a link: what it leads to is somebody's, and is named."""
    place, away = used.root / name, tmp_path / "away"
    place.rename(away)
    place.symlink_to(away, target_is_directory=away.is_dir())
    before = {p: p.read_bytes() for p in [away, *away.rglob("*")] if p.is_file()}
    found = forget.forget(used.book)
    assert {p: p.read_bytes() for p in before} == before
    assert place.is_symlink()
    assert place in found.left


@links
def test_a_link_inside_a_frozen_folder_goes_and_what_it_leads_to_stays(
    used: Builder, tmp_path: Path
) -> None:
    """Somebody put a link to a folder elsewhere among the frozen tables."""
    used.write("../away/file.txt", "theirs")
    kept = next(p for p in (used.root / "reports/frozen").iterdir() if not p.name.startswith("."))
    (kept / "tables" / "link").symlink_to(tmp_path / "away", target_is_directory=True)
    forget.forget(used.book)
    assert not kept.exists()
    assert (tmp_path / "away/file.txt").read_text() == "theirs"


def test_a_folder_that_is_no_workbook_is_left_alone(tmp_path: Path) -> None:
    """A folder with tables and reports and no workbook.toml."""
    for name in ("tables/entry.parquet", "reports/2024-owner.html", "journal/2024.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    with pytest.raises(UsageError, match=r"has no workbook\.toml"):
        forget.forget(Workbook(tmp_path))
    assert (tmp_path / "tables/entry.parquet").exists()


def test_a_frozen_folder_goes_with_its_workbook_only(used: Builder) -> None:
    """Careerkit forget reports/frozen/...: refused, also as a dry run."""
    kept = freeze.freeze(used.book, TODAY, freeze.home(used.book))
    for dry_run in (True, False):
        with pytest.raises(NotAllowed, match="only for reading"):
            forget.forget(kept, dry_run=dry_run)
    assert kept.is_frozen


def test_somebody_who_writes_is_waited_for(used: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another careerkit holds the workbook: nothing is removed."""
    monkeypatch.setitem(durable.locked.__wrapped__.__kwdefaults__, "wait", 0.05)  # type: ignore[attr-defined]
    before = used.snapshot()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with durable.locked(used.root):
            held.set()
            done.wait(30)

    # In one thread the lock is given twice; somebody else waits.
    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(30)
    try:
        with pytest.raises(Locked):
            forget.forget(used.book)
    finally:
        done.set()
        other.join()
    assert used.snapshot() == before


def test_beside_a_sample_in_the_package_only_its_reports_go(
    used: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its reports are in the current folder; in the package there is not even a lock."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(workspace, "PACKAGE", used.root)
    for name in ("tables", "quarantine"):
        for path in (used.root / name).iterdir():
            path.unlink()
    (used.root / ".careerkit.lock").unlink(missing_ok=True)
    page = tmp_path / "reports" / "me" / "2024-owner.html"
    page.parent.mkdir(parents=True)
    page.write_text("x")
    forget.forget(used.book)
    assert not page.exists()
    assert not (used.root / ".careerkit.lock").exists()


@links
def test_an_empty_folder_behind_a_link_stays(used: Builder, tmp_path: Path) -> None:
    """Somebody keeps the copies for one reader on another disk, where there is none just now."""
    (tmp_path / "disk" / "coach").mkdir(parents=True)
    (used.root / "reports/shared/coach").symlink_to(tmp_path / "disk" / "coach")
    found = forget.forget(used.book)
    assert (tmp_path / "disk" / "coach").is_dir()
    assert found.left == (used.root / "reports/shared/coach",)


def test_the_names_are_those_that_sharing_writes() -> None:
    """Forgetting lies below sharing and cannot ask it."""
    assert share.FOLDER == forget.SHARED
    assert receipts.RECORD == "shares.jsonl"
    assert share.FORMATS == ("html", "pdf")


def test_what_was_sent_is_told_once_more() -> None:
    """A locked copy and an open one; without any there is nothing to tell."""
    plain = Receipt("ab" * 16, TODAY, 2024, TODAY, "boss", "pdf", False, "f", "", ())
    locked = Receipt("cd" * 16, date(2026, 2, 1), 2025, TODAY, "mentor", "html", True, "f", "", ())
    said = elsewhere.told([plain, locked])[len(elsewhere.PLACES) :]
    assert said == [
        "the copy for boss of 2026-01-15, if you sent it: the review of 2024, pdf; ask its reader to delete it",
        "the copy for mentor of 2026-02-01, if you sent it: the review of 2025, html, locked; ask its reader to delete it",
        "answers to such copies: without their receipts careerkit reply knows none of them",
    ]
    assert len(elsewhere.told()) == len(elsewhere.PLACES)


# ---- the command -------------------------------------------------------------------------------------


def run(*arguments: str | Path, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(cli_time.forget, list(map(str, arguments)), input=typed)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_the_command_says_what_went_and_what_it_cannot_reach(used: Builder) -> None:
    """Every file removed, then every kind of place; exit code 0."""
    code, said = run(used.root)
    assert code == 0
    assert f"removed: {used.root / 'reports' / '2024-owner.html'}" in said
    for what, _ in elsewhere.PLACES:
        assert what in said


def test_the_command_says_to_whom_copies_were_given_before_it_forgets_that(used: Builder) -> None:
    """Three copies; afterwards there is no receipt, and nothing more to tell."""
    for dry_run in (["--dry-run"], []):
        code, said = run(used.root, *dry_run)
        assert code == 0
        assert (
            said.count("the copy for mentor of 2026-01-15, if you sent it: the review of 2024") == 2
        )
        assert "the copy for boss of 2026-01-15" in said
    assert "the copy for" not in run(used.root)[1]


def test_a_receipt_that_cannot_be_read_stops_it_before_anything_goes(used: Builder) -> None:
    """Otherwise nobody could say any more to whom that copy went."""
    path = used.root / "reports" / "shares.jsonl"
    path.write_bytes(path.read_bytes() + b'{"share_id": 1}\n')
    before = used.snapshot()
    with pytest.raises(BadData, match=r"shares\.jsonl:4: not a note of careerkit; delete the line"):
        run(used.root)
    assert used.snapshot() == before


def test_a_text_that_is_still_there_is_named_with_what_to_do(used: Builder) -> None:
    """The win of March stands in the journal, in a raw archive and in a notebook; in the tables it does no more."""
    with zipfile.ZipFile(used.root / "inbox" / "notes.zip", "w") as archive:
        archive.writestr("a/old.md", "one\nThe KESTREL\nhad five chicks\n")
    used.write("notebooks/mine.ipynb", '{"source": ["the kestrel had five chicks\\n"]}')
    code, said = run(used.root, "--text", "The kestrel had five chicks")
    assert code == 1
    still = [line for line in said.splitlines() if line.startswith("still there: ")]
    assert [line.split(": ")[1] for line in still] == [
        "inbox/notes.zip!a/old.md:2", "journal/2024.md:2", "notebooks/mine.ipynb:1",
    ]  # fmt: skip
    assert "delete the file, or the row in it" in still[0]
    assert "then: careerkit ingest" in still[1]
    assert "kestrel" not in said.lower()


def test_a_text_that_is_gone_is_exit_code_0(used: Builder) -> None:
    """After the line was taken out of the journal; and before anything went, what is to go does not count."""
    used.write("journal/2024.md", "## 2024-03-05\n- win: Another +1\n")
    used.write("reports/2024-owner.html", "The kestrel had five chicks")
    assert run(used.root, "--text", "five chicks", "--dry-run")[0] == 0
    assert (used.root / "reports/2024-owner.html").exists()
    code, said = run(used.root, "--text", "five chicks")
    assert (code, "still there" in said) == (0, False)


def test_the_words_may_be_typed_so_that_no_history_keeps_them(used: Builder) -> None:
    """--text - asks, and does not show what is typed."""
    code, said = run(used.root, "--text", "-", typed="five chicks\n")
    assert code == 1
    assert "chicks" not in said


def test_a_text_too_short_to_look_for_removes_nothing(used: Builder) -> None:
    """Two letters."""
    before = used.snapshot()
    with pytest.raises(UsageError, match="at least 3 characters"):
        run(used.root, "--text", " ab ")
    assert used.snapshot() == before


def test_what_is_there_on_this_machine_is_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home with a shell history and an IPython history of another folder."""
    (tmp_path / "profile_default").mkdir()
    for name in (".bash_history", "profile_default/history.sqlite"):
        (tmp_path / name).write_text("")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    said = "\n".join(elsewhere.told())
    assert "~/.bash_history (there)" in said
    assert "$IPYTHONDIR/profile_default/history.sqlite (there)" in said
    assert "~/.zsh_history," in said
    assert elsewhere.next_step("raw/toggl/x.csv:1").startswith("delete the file and its line")
    assert elsewhere.next_step("replies/0123.json:3").startswith(
        "change the text there, or delete the file"
    )
    assert elsewhere.next_step("audiences/boss.toml:2") == "change or delete the file"
    assert "not one of careerkit's places" in elsewhere.next_step(".obsidian/x.json:1")
