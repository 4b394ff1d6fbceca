"""The commands: what they print, how they end, and what they do not import."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from careerkit import __version__, durable
from careerkit.__main__ import DEBUG
from careerkit.cli import commands
from careerkit.workspace import sample_names
from tests.conftest import Builder, Done
from tests.test_ingest import tracked

Run = Callable[..., Done]
JOURNAL = "## 2024-03-05 Tue\n- win: Closed it +2\n- met: @dana tea\n"
ACCOUNT = [
    "file",
    "source",
    "rows_in",
    "accepted",
    "duplicate",
    "retired",
    "quarantined",
    "ignored",
    "rules",
    "new",
    "changed",
    "missed",
]
PROBLEM = ["file", "line", "column", "code", "reason", "fix"]


def test_help_needs_nothing_heavy() -> None:
    """The command careerkit --help in a process of its own: what it has imported when it ends."""
    code = (
        "import sys; sys.argv = ['careerkit', '--help']\n"
        "from careerkit.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as left: assert not left.code\n"
        "heavy = {'pandas', 'pyarrow', 'altair', 'papermill', 'numpy', 'IPython', 'jupyter_client', 'filelock'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    assert "Turn job work into a career" in done.stdout


def test_a_log_needs_nothing_heavy(workbook: Builder) -> None:
    """The command careerkit log in a process of its own: a person waits for it."""
    code = (
        "import sys; sys.argv = ['careerkit', 'log', 'win', 'A win', '--workbook', sys.argv[1]]\n"
        "from careerkit.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as left: assert not left.code\n"
        "print(sorted({'pandas', 'pyarrow', 'altair', 'papermill'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", code, str(workbook.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


def test_the_version_and_the_help_are_there(run: Run) -> None:
    """--version, -h, and the help of every command."""
    assert run("--version") == Done(0, f"careerkit, version {__version__}\n", "")
    assert run("-h").code == 0
    for name in commands.commands:
        done = run(name, "--help")
        assert (done.code, done.err) == (0, "")
        assert name in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["wim"], ["log"], ["log", "wim", "x"], ["log", "win"], ["log", "win", "x", "--energy", "3"],
        ["log", "win", "x", "--hours", "many"], ["check", "--nope"], ["review"], ["review", "--year", "soon"],
        ["check", "a", "b"],
    ],
)  # fmt: skip
def test_a_command_that_is_not_understood_ends_with_2(run: Run, arguments: list[str]) -> None:
    """No command, an unknown one, missing and impossible arguments."""
    done = run(*arguments)
    assert done.code == 2
    assert done.err or done.out
    assert "Traceback" not in done.err


def test_a_first_day(run: Run, tmp_path: Path) -> None:
    """init, log twice, check, ingest, ingest again: from nothing to tables."""
    root = tmp_path / "ada"
    assert run("init", root, "--name", "Ada").code == 0
    logged = run("log", "win", "Closed the pitch", "--energy", "2", "--workbook", root)
    path = root / "journal" / "2026.md"
    assert logged == Done(0, f"{path}: - win: Closed the pitch [at:: 2026-01-15T09:30] +2\n", "")
    assert (
        run(
            "log", "met", "Tea", "--person", "dana", "--date", "2025-12-31", "--workbook", root
        ).code
        == 0
    )
    before = sorted(root.rglob("*"))
    checked = run("check", root)
    assert (checked.code, checked.err) == (0, "")
    assert "journal/2025.md (journal): 1 rows = 1 accepted" in checked.out
    assert "\ntables: entry 1, touch 1\n" in checked.out
    assert sorted(root.rglob("*")) == before
    ingested = run("ingest", root)
    assert (ingested.code, ingested.err) == (0, "")
    # A check says the same, and then where the log is thin.
    assert checked.out.startswith(ingested.out)
    assert run("ingest", root) == ingested
    assert (root / "tables" / "entry.parquet").is_file()


def test_the_day_is_the_persons_own(run: Run, workbook: Builder) -> None:
    """A log at 9:30 in London, by someone who lives in Auckland, where it is half past ten at night."""
    workbook.write("workbook.toml", 'format = 1\ntime_zone = "Pacific/Auckland"\n')
    assert "[at:: 2026-01-15T22:30]" in run("log", "win", "x", "--workbook", workbook.root).out
    workbook.write("workbook.toml", 'format = 1\ntime_zone = "Pacific/Kiritimati"\n')
    done = run("log", "win", "x", "--workbook", workbook.root)
    assert "[at:: 2026-01-15T23:30]" in done.out


def test_an_ingest_says_what_it_took_in(run: Run, workbook: Builder) -> None:
    """An export in the inbox, taken in once."""
    workbook.write("inbox/toggl.csv", tracked(4, 5))
    assert run("ingest", workbook.root).out == (
        "taken in: inbox/toggl.csv as toggl: 2 new, 0 changed\n"
        "inbox/toggl.csv (toggl): 2 rows = 2 accepted + 0 duplicate + 0 retired + 0 set aside + 0 ignored\n"
        "tables: time 2\n"
    )
    assert "taken in" not in run("ingest", workbook.root).out


@pytest.mark.parametrize("command", ["check", "ingest"])
def test_json_has_one_shape(run: Run, workbook: Builder, command: str) -> None:
    """A journal with a good line, a near miss and an impossible day, as JSON."""
    workbook.write("journal/2024.md", JOURNAL + "- wim: x\n## 2024-02-30\n- win: x\n")
    workbook.write("inbox/poem.txt", "Roses\n")
    done = run(command, workbook.root, "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    wanted = ["tables", "sources", "problems", "doubles", "waiting"]
    assert list(found) == wanted + ["gaps"] * (command == "check")
    assert found["tables"]["entry"] == 1
    assert all(isinstance(count, int) for count in found["tables"].values())
    assert all(list(source) == ACCOUNT for source in found["sources"])
    assert all(list(problem) == PROBLEM for problem in found["problems"])
    assert [source["file"] for source in found["sources"]] == ["inbox/poem.txt", "journal/2024.md"]
    assert found["sources"][1] == {
        "file": "journal/2024.md", "source": "journal", "rows_in": 3, "accepted": 2, "duplicate": 0,
        "retired": 0, "quarantined": 1, "ignored": 0, "rules": {}, "new": 0, "changed": 0, "missed": 0,
    }  # fmt: skip
    assert sorted(problem["code"] for problem in found["problems"]) == [
        "E-NODAY", "E-UNKNOWN", "W-DATE", "W-WORD",
    ]  # fmt: skip


@pytest.mark.parametrize("name", sample_names())
def test_the_samples_are_clean(run: Run, name: str) -> None:
    """Every shipped sample, strictly: nothing is set aside."""
    done = run("check", f"sample:{name}", "--strict", "--json")
    assert done.code == 0
    found = json.loads(done.out)
    assert found["tables"]["entry"] > 50
    for source in found["sources"]:
        gone = sum(source[key] for key in ACCOUNT[3:8])
        assert source["rows_in"] == gone


def test_the_workbook_may_come_from_the_variable_or_the_folder(
    run: Run, workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same check by argument, by CAREERKIT_WORKBOOK and from inside the journal folder."""
    workbook.write("journal/2024.md", JOURNAL)
    wanted = run("check", workbook.root)
    monkeypatch.chdir(workbook.root / "journal")
    assert run("check") == wanted
    monkeypatch.chdir(workbook.root.parent)
    assert run("check").code == 2
    monkeypatch.setenv("CAREERKIT_WORKBOOK", str(workbook.root))
    assert run("check") == wanted


def test_strict_makes_what_was_set_aside_an_error(run: Run, workbook: Builder) -> None:
    """A workbook with a warning, then with a row set aside, with and without --strict."""
    workbook.write("journal/2024.md", JOURNAL + "- wim: x\n")
    assert run("check", workbook.root, "--strict").code == 0
    workbook.write("journal/2024.md", JOURNAL + "## 2024-02-30\n- win: x\n")
    assert run("check", workbook.root).code == 0
    for command in ("check", "ingest"):
        done = run(command, workbook.root, "--strict")
        assert done.code == 65
        assert done.err.endswith("careerkit: 1 set aside (--strict)\n")
    assert (workbook.root / "quarantine" / "journal.csv").is_file()


def test_an_interruption_ends_with_130(
    run: Run, workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the middle of an ingest."""

    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(durable, "locked", stop)
    done = run("ingest", workbook.root)
    assert (done.code, done.out) == (130, "")
    assert done.err.strip() == "careerkit: stopped; what was said to be saved is saved"


def test_a_defect_of_ours_shows_no_private_line(
    run: Run, workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that nobody expected, whose message holds a line of the journal; then the same for a developer."""

    def broken(*arguments: object, **options: object) -> None:
        raise KeyError("my boss is a canary")

    monkeypatch.setattr("careerkit.rebuild.settle", broken)
    done = run("check", workbook.root)
    assert done.code == 1
    assert done.err.startswith("careerkit: unexpected KeyError in rebuild.py, line ")
    assert "canary" not in done.err
    assert "Traceback" not in done.err
    monkeypatch.setenv(DEBUG, "1")
    monkeypatch.setattr(sys, "argv", ["careerkit", "check", str(workbook.root)])
    from careerkit.__main__ import main

    with pytest.raises(KeyError):
        main()


def test_a_reader_that_goes_away_is_no_error(workbook: Builder) -> None:
    """The output of a check piped into a program that does not read it."""
    workbook.write("journal/2024.md", JOURNAL)
    command = [sys.executable, "-m", "careerkit", "check", str(workbook.root), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        assert b"Traceback" not in started.stderr.read()
        # click itself leaves with 1 here.
        assert started.wait(60) in (0, 1, 120)


@pytest.mark.skipif(sys.platform == "win32", reason="the console has its own encoding")
def test_a_console_that_knows_no_cyrillic_shows_question_marks(workbook: Builder) -> None:
    """A check with a Western console, of a file with a Cyrillic name."""
    workbook.write("journal/Май.md", JOURNAL)
    command = [sys.executable, "-m", "careerkit", "check", str(workbook.root)]
    environment = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "PATH": ""}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0
    assert b"journal/???.md" in done.stdout
