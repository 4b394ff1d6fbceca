"""Bad input by the command line: one clear line, a documented exit code, nothing lost, nothing gossiped."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from careerkit import durable
from careerkit.capture import Draft, log
from tests.conftest import Builder, Done
from tests.test_ingest import people, tracked

Run = Callable[..., Done]
CANARY = "zqxkanarienvogel"
CODES = {0, 1, 2, 65, 73, 75, 77, 130}


def _clear(done: Done, code: int) -> str:
    """The one line that was said, after checking that it is one."""
    assert done.code == code
    assert code in CODES
    assert "Traceback" not in done.out + done.err
    lines = [line for line in done.err.splitlines() if line.startswith("careerkit: ")]
    assert len(lines) == 1
    return lines[0]


def _kept(workbook: Builder, run: Run, *arguments: str | Path) -> Done:
    """Run a command that must leave the person's own files as they are."""
    own = ("journal", "registers", "answers", "inbox", "workbook.toml")
    before = {name: data for name, data in workbook.snapshot().items() if name.startswith(own)}
    done = run(*arguments)
    after = {name: data for name, data in workbook.snapshot().items() if name.startswith(own)}
    assert after == before
    return done


@pytest.mark.parametrize(
    "arguments",
    [["check", "FOLDER"], ["ingest", "FOLDER"], ["log", "win", "x", "--workbook", "FOLDER"],
     ["review", "FOLDER", "--year", "2024"]],
)  # fmt: skip
def test_a_missing_folder(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    """Every command on a folder that is not there; it is not made, either."""
    missing = tmp_path / "gone"
    done = run(*[str(missing) if part == "FOLDER" else part for part in arguments])
    assert "is not a folder; make a workbook with: careerkit init" in _clear(done, 2)
    assert not missing.exists()


@pytest.mark.parametrize(
    "arguments",
    [["check", "FOLDER"], ["ingest", "FOLDER"], ["log", "win", "x", "--workbook", "FOLDER"]],
)
def test_a_folder_that_is_no_workbook(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    """Every command on somebody's folder of letters, in which nothing is then made."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Dear A")
    done = run(*[str(tmp_path / "letters") if part == "FOLDER" else part for part in arguments])
    assert "has no workbook.toml" in _clear(done, 2)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["a.txt"]


def test_outside_every_workbook(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check without an argument in an empty folder."""
    monkeypatch.chdir(tmp_path)
    assert "no workbook here" in _clear(run("check"), 2)


def test_an_empty_workbook(run: Run, workbook: Builder) -> None:
    """A workbook of a workbook.toml alone."""
    for command in ("check", "ingest"):
        done = run(command, workbook.root, "--strict")
        assert done == Done(0, "tables: all empty; start with: careerkit log win ...\n", "")
    assert json.loads(run("check", workbook.root, "--json").out)["sources"] == []


def test_a_workbook_of_one_entry(run: Run, workbook: Builder) -> None:
    """One line in one journal."""
    workbook.write("journal/2024.md", "## 2024-03-05\n- win: x\n")
    done = run("ingest", workbook.root, "--strict")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("tables: entry 1\n")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_journal_in_utf_16(run: Run, workbook: Builder, encoding: str) -> None:
    """A journal of an old editor: it is read with a warning, and not added to."""
    workbook.write("journal/2026.md", "## 2026-01-14\n- win: Größe\n".encode(encoding))
    done = _kept(workbook, run, "check", workbook.root, "--strict")
    assert done.code == 0
    assert "journal/2026.md: W-ENCODING the file is UTF-16" in done.err
    assert done.out.endswith("tables: entry 1\n")
    done = _kept(workbook, run, "log", "win", "x", "--workbook", workbook.root)
    assert _clear(done, 65).endswith("save it as UTF-8, then log again; nothing was written")


def test_a_journal_in_an_old_encoding(run: Run, workbook: Builder) -> None:
    """One line with a byte of cp1252: it alone is set aside, by its number."""
    workbook.write(
        "journal/2024.md", b"## 2024-03-05\n- win: one\n- win: Gr\xf6\xdfe\n- win: three\n"
    )
    done = _kept(workbook, run, "check", workbook.root)
    assert (
        done.err == "journal/2024.md:3: E-ENCODING the line is not UTF-8. Save the file as UTF-8\n"
    )
    assert "3 rows = 2 accepted + 0 duplicate + 0 retired + 1 set aside" in done.out
    assert "1 set aside (--strict)" in _clear(
        _kept(workbook, run, "check", workbook.root, "--strict"), 65
    )


def test_a_torn_last_line(run: Run, workbook: Builder) -> None:
    """A journal cut off in the middle of a line; the next log stands on a line of its own."""
    workbook.write("journal/2026.md", "## 2026-01-15\n- win: Closed the pi")
    done = _kept(workbook, run, "check", workbook.root)
    assert done.code == 0
    assert "journal/2026.md:2: W-TORN" in done.err
    assert run("log", "win", "Next", "--workbook", workbook.root).code == 0
    texts = {cells["text"] for cells in workbook.cells("entry")}
    assert texts == {"Closed the pi", "Next"}


def test_an_impossible_day(run: Run, workbook: Builder) -> None:
    """30 February in a journal, in a register, and as --date."""
    workbook.write("journal/2024.md", "## 2024-02-30\n- win: x\n## 2024-03-01\n- win: y\n")
    workbook.write("registers/goals.csv", "slug,due\nlead,2024-02-30\n")
    done = _kept(workbook, run, "check", workbook.root)
    assert done.code == 0
    assert "journal/2024.md:2: E-NODAY" in done.err
    assert "registers/goals.csv:2 [due]: W-DATE this is not a day that exists." in done.err
    assert "tables: entry 1, goal 1" in done.out.splitlines()
    done = _kept(
        workbook, run, "log", "win", "x", "--date", "2024-02-30", "--workbook", workbook.root
    )
    assert "'2024-02-30' is not a day; write it as 2025-12-31" in _clear(done, 2)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("inbox/Connections.csv", b"PK\x03\x04 not really a zip", "zip archive"),
        ("inbox/Connections.csv", b"<!DOCTYPE html><title>Log in</title>", "web page"),
        ("inbox/Toggl.csv", b"%PDF-1.7\n", "a PDF"),
        ("journal/2024.md", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("registers/goals.csv", b"SQLite format 3\x00", "a database"),
        ("answers/a.csv", b"\x00\x01\x02\x03\xff" * 10, "binary data"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_its_name_says(
    run: Run, workbook: Builder, name: str, data: bytes, what: str
) -> None:
    """Archives, login pages, pictures and databases under the names of tables, beside a good journal."""
    workbook.write(name, data)
    workbook.write("journal/2025.md", "## 2025-03-05\n- win: x\n")
    done = _kept(workbook, run, "ingest", workbook.root)
    assert done.code == 0
    assert f"{name}: E-" in done.err
    assert len(done.err.splitlines()) == 1
    assert what in done.err or "E-ZIP" in done.err or "E-UNKNOWN" in done.err
    assert "tables: entry 1\n" in done.out
    assert _clear(_kept(workbook, run, "check", workbook.root, "--strict"), 65)


def test_an_unknown_word(run: Run, workbook: Builder) -> None:
    """A slip in the journal, and one on the command line."""
    workbook.write("journal/2024.md", "## 2024-03-05\n- lessen: x\n- shopping: milk\n")
    done = _kept(workbook, run, "check", workbook.root)
    assert done.err == (
        "journal/2024.md:2: W-WORD 'lessen' is not a journal word. Did you mean 'lesson'?\n"
    )
    done = _kept(workbook, run, "log", "wim", "x", "--workbook", workbook.root)
    assert done.code == 2
    assert "'wim' is not one of" in done.err


def test_bad_settings(run: Run, workbook: Builder) -> None:
    """A workbook.toml with a slip, a newer format and half a line; a command for each."""
    for text, hint in (
        ("format = 1\ntimezone = 'UTC'\n", "did you mean 'time_zone'?"),
        ("format = 9\n", "made by a newer careerkit"),
        ("format = ", "not valid TOML"),
    ):
        workbook.write("workbook.toml", text)
        workbook.write("journal/2026.md", "## 2026-01-15\n- win: x\n")
        done = _kept(workbook, run, "log", "win", "x", "--workbook", workbook.root)
        assert hint in _clear(done, 65)
        assert hint in _clear(_kept(workbook, run, "check", workbook.root), 65)


def test_raw_files_that_are_gone(run: Run, workbook: Builder) -> None:
    """Last year's export was deleted from raw/: an error, and the tables stay."""
    workbook.write("inbox/toggl.csv", tracked(4))
    run("ingest", workbook.root)
    tables = workbook.snapshot("tables")
    next((workbook.root / "raw" / "toggl").iterdir()).unlink()
    for command in ("check", "ingest"):
        assert "put it back from a backup" in _clear(run(command, workbook.root), 65)
    assert workbook.snapshot("tables") == tables


def test_a_workbook_in_use(run: Run, workbook: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ingest while another one holds the lock."""
    monkeypatch.setitem(durable.locked.__wrapped__.__kwdefaults__, "wait", 0.05)
    workbook.write("inbox/toggl.csv", tracked(4))
    # Another process has it: one thread of ours may take it twice.
    with FileLock(workbook.root / ".careerkit.lock"):
        before = workbook.snapshot()
        assert "try again in a moment" in _clear(run("ingest", workbook.root), 75)
    assert workbook.snapshot() == before


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("command", ["ingest", "log"])
def test_a_disk_that_takes_nothing(
    run: Run, workbook: Builder, monkeypatch: pytest.MonkeyPatch, code: int, command: str
) -> None:
    """A full disk, a read-only one, and one without rights; for an ingest and a log."""
    workbook.write("inbox/toggl.csv", tracked(4))
    workbook.write("journal/2026.md", "## 2026-01-15\n- win: x\n")
    before = workbook.snapshot()

    def fsync(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        arguments = {
            "ingest": ["ingest", workbook.root],
            "log": ["log", "win", "y", "--workbook", workbook.root],
        }
        said = _clear(run(*arguments[command]), 73)
    assert os.strerror(code) in said
    assert {name: data for name, data in workbook.snapshot().items() if data} == before
    assert run("ingest", workbook.root, "--strict").code == 0


def _canaries(workbook: Builder) -> None:
    """Private words in every kind of bad row."""
    c = CANARY
    workbook.write(
        "journal/2024.md",
        f"## 2024-02-30 {c}\n- win: {c}\n# Tuesday 5.3.24 {c}\n- win: {c} 2,5 h\n## 2024-03-05 Mon\n"
        f"- wim: {c}\n- win: {c} +3\n- win: {c} [{c}:: {c}]\n- win: {c} [reach:: {c}] [hours:: {c}]\n"
        f"- pause: until {c}\n- done: !!! [due:: {c}]\n- kept: {c}\n- broke: {c}\n- met:\n"
        f"- replan: {c} by {c}\n- feedback: {c} -> {c} by {c}\n```{c}\n- win: {c}",
    )
    workbook.write("journal/2023.md", f"## 2023-03-05\n- win: {c}\n- win: {c}".encode() + b"\xff\n")
    workbook.write("journal/2022.md", f"## 2022-03-05\n- win: {c}\n".encode("utf-16"))
    workbook.write(
        "registers/goals.csv",
        f'slug,title,due\na,"{c}\n{c},{c},{c},{c}\nb,{c},{c}\n!,{c},\nc,{c},2024-02-30\nc,{c},\n',
    )
    workbook.write("registers/people.csv", f"{c},{c}\n{c},{c}\n")
    workbook.write(
        "registers/books.csv", f"title,rating,status\n{c},{c},{c}\n,5,\n".encode() + b"\xe4,5\n"
    )
    workbook.write("answers/guesses.csv", f"year,topic,guess\n{c},{c},{c}\n2025,{c},\n")
    workbook.write("answers/compass.csv", f"instrument,item,value\n{c},{c},{c}\n")
    workbook.write(
        "inbox/toggl.csv",
        tracked(4, email=f"{c}@example.org", what=c) + f"{c}\n" + f'Me,{c},,,,"{c}\n',
    )
    workbook.write("inbox/Connections.csv", people(c) + f"{c},{c},{c},,{c},{c},{c}\n{c}\n")
    workbook.write("inbox/poem.txt", f"{c}\n")
    workbook.write("inbox/page.csv", f"<html>{c}</html>")


@pytest.mark.parametrize("options", [[], ["--json"], ["--strict"]])
@pytest.mark.parametrize("command", ["check", "ingest"])
def test_no_private_word_is_ever_printed(
    run: Run, workbook: Builder, command: str, options: list[str]
) -> None:
    """A workbook in which every kind of row is bad, with one word in all of them."""
    _canaries(workbook)
    done = _kept(workbook, run, command, workbook.root, *options)
    said = done.out + done.err
    assert done.code == (65 if options == ["--strict"] else 0)
    assert CANARY not in said.casefold()
    assert "!=" not in done.out
    codes = {word for word in said.replace('"', " ").split() if word.startswith(("E-", "W-"))}
    codes = {code.rstrip(",") for code in codes}
    assert len(codes) >= 15
    if command == "ingest":
        quarantine = b"".join(workbook.snapshot("quarantine").values()).decode()
        assert CANARY in quarantine


_AUDITED = """
import sys
from datetime import date
from pathlib import Path
from careerkit.workspace import Workbook

root = Path(sys.argv[1])
if sys.argv[2] == "warm":
    from careerkit.refresh import refresh
    refresh(Workbook(Path(sys.argv[3])), date(2026, 1, 15))
from careerkit.refresh import refresh
seen = []

def hook(event, arguments):
    if event.startswith(("subprocess.", "socket.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn",
                         "urllib.", "ftplib.", "smtplib.", "ctypes.", "webbrowser.", "pty.")):
        seen.append((event, repr(arguments)[:200]))
    elif event in ("exec", "compile", "import", "open", "marshal.loads", "pickle.find_class"):
        text = " ".join(str(argument) for argument in arguments[:2])
        if event == "open":
            writes = isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
            if writes and not str(arguments[0]).startswith((str(root), "/dev/null")) and not isinstance(arguments[0], int):
                seen.append((event, text[:200]))
        elif str(root) in text or "zqxkanarienvogel" in text:
            seen.append((event, text[:200]))

sys.addaudithook(hook)
refresh(Workbook(root), date(2026, 1, 15))
for event in seen:
    print(*event)
"""


def test_data_is_never_run(workbook: Builder, tmp_path: Path) -> None:
    """An ingest of hostile data under an audit hook: no program, no socket, no code out of the workbook."""
    _canaries(workbook)
    workbook.write("journal/pandas.py", "raise SystemExit('zqxkanarienvogel ran')\n")
    workbook.write("inbox/filelock.py", "raise SystemExit('zqxkanarienvogel ran')\n")
    workbook.write("pyarrow.py", "raise SystemExit('zqxkanarienvogel ran')\n")
    workbook.write(
        "registers/roles.csv", "slug,title\n__import__('os').system('id'),{{7*7}}\n=cmd(),@pd.io\n"
    )
    Builder(tmp_path / "warm")
    command = [
        sys.executable,
        "-P",
        "-c",
        _AUDITED,
        str(workbook.root),
        "warm",
        str(tmp_path / "warm"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=workbook.root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (workbook.root / "tables" / "stamp.json").is_file()


def test_the_lock_is_all_that_a_refused_log_leaves(run: Run, workbook: Builder) -> None:
    """A log into a journal with an open code fence, and a text with a bullet in it."""
    workbook.write("journal/2026.md", "## 2026-01-15\n```\n")
    before = workbook.snapshot()
    said = _clear(run("log", "win", "x", "--workbook", workbook.root), 65)
    assert "journal/2026.md:2: a code fence opens here and never closes" in said
    assert "leave out bullets" in _clear(
        run("log", "win", "x\n- win: y", "--workbook", workbook.root), 2
    )
    assert workbook.snapshot() == before


def test_two_windows_see_each_others_lines(workbook: Builder, today: object) -> None:
    """A log from a second window between two logs of the first."""
    from datetime import date, datetime

    day = date(2026, 1, 15)
    for text in ("one", "two", "three"):
        log(workbook.book, Draft("win", text, day), datetime.fromisoformat("2026-01-15T09:30"))
    assert [cells["text"] for cells in sorted(workbook.cells("entry"), key=lambda c: c["line"])] == [
        "one", "two", "three",
    ]  # fmt: skip
