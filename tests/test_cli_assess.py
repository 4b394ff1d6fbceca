"""The commands careerkit assess ...: what they print, how they end, and that they import nothing heavy."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from careerkit import cli_assess
from careerkit.asking import answerfile
from careerkit.cli import commands
from tests.conftest import Builder, Done

Run = Callable[..., Done]


@pytest.fixture
def assess(run: Run, workbook: Builder) -> Run:
    """The command careerkit assess, on a fixed day, in an empty workbook."""
    if "assess" not in commands.commands:
        commands.add_command(cli_assess.assess)
    return lambda *arguments: run("assess", *arguments, "--workbook", workbook.root)


def filled(assess: Run, name: str = "pulse", word: str = "3", **other: str) -> Done:
    """A sheet written, filled in with one word throughout, and read."""
    options = [part for key, value in other.items() for part in (f"--{key}", value)]
    path = Path(assess("sheet", name, "--new", *options).out.split("\n")[0])
    path.write_text(path.read_text("utf-8").replace('= ""', f'= "{word}"'), "utf-8")
    return assess("read", path)


def test_the_list_says_what_there_is_and_when_it_was_taken(assess: Run, workbook: Builder) -> None:
    lines = assess("list").out.split("\n")
    assert (
        lines[0]
        == "compass (en): Job-Work-to-Career Compass; 32 statements, about 7 minutes; not taken yet"
    )
    assert (
        lines[3]
        == "With a key alone, for those who may use their wording: cbi, uwes9 (careerkit assess copy NAME)"
    )
    filled(assess)
    assert (
        "pulse (en): Quarterly pulse: scope, motivation, impact; 12 statements, about 2 minutes; last taken 2026-01-15 for 2026"
        in assess("list").out
    )


def test_a_sheet_there_and_back(assess: Run, workbook: Builder) -> None:
    done = assess("sheet", "compass", "--year", "2025")
    assert done.code == 0
    assert done.out.startswith(f"{workbook.root / 'sheets' / 'compass-2026-01.toml'}\nFill it in")
    read = assess("read", "sheets/compass-2026-01.toml")
    assert read.out.startswith("0 answers added to compass-2026-01\nKept: 0 of 32.")


def test_an_answer_for_a_year_that_is_over_says_how_a_review_sees_it(
    assess: Run, workbook: Builder
) -> None:
    done = filled(assess, year="2025")
    assert "In a review: careerkit review --year 2025 --as-of 2026-01-15" in done.out
    assert "In a review" not in filled(assess, year="2026").out


def test_the_scores_are_shown(assess: Run, workbook: Builder) -> None:
    """All 3: every score at 50, the middle band, and the limits; before that, what to do."""
    assert (
        assess("show", "pulse").out == "pulse has not been taken yet: careerkit assess take pulse\n"
    )
    filled(assess)
    out = assess("show", "pulse").out
    assert (
        "Scope (one thing at a time ... building up over time): 50 of 100; some of both; 39 to 61 with its error; 4 of 4 answers"
        in out
    )
    assert "- No norms: nothing here is high or low for your job." in out
    assert "A change" not in out


def test_a_year_that_begins_in_april_is_this_one_until_then(assess: Run, workbook: Builder) -> None:
    """15 January 2026, the year begins in April: it is for 2025."""
    workbook.write("workbook.toml", 'format = 1\nyear_starts = "04-01"\n')
    assess("sheet", "pulse")
    assert 'occasion = "2025"' in (workbook.root / "sheets" / "pulse-2026-01.toml").read_text(
        "utf-8"
    )


def test_nobody_is_asked_where_there_is_no_terminal(
    assess: Run, workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standard input is a pipe: a clear word, exit code 2, nothing written."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("3\n3\n"))
    done = assess("take", "pulse")
    assert done.code == 2
    assert "careerkit assess sheet pulse" in done.err
    assert workbook.snapshot().keys() == {"workbook.toml"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_questions_and_answers_on_a_terminal(
    assess: Run, workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("3\ns\nq\n"))
    done = assess("take", "pulse", "--occasion", "before the course")
    assert done.code == 0
    assert "12 statements, for before the course" in done.out
    assert "Kept: 2 of 12." in done.out
    assert [(one.item, one.value, one.occasion) for one in answerfile.read(workbook.book)] == [
        ("scope_reuse", 3, "before the course"), ("motivation_forward", None, "before the course"),
    ]  # fmt: skip


def test_all_files_are_checked(assess: Run, workbook: Builder) -> None:
    good = assess("check")
    assert good.code == 0
    assert [line.split()[0] for line in good.out.strip().split("\n")] == [
        "cbi",
        "compass",
        "pulse",
        "riasec",
        "uwes9",
    ]
    workbook.write("instruments/a.toml", "format = 1\n")
    workbook.write("instruments/used/b.toml", "format = [\n")
    bad = assess("check")
    assert bad.code == 65
    assert "a.toml: 1 problem(s)" in bad.err
    assert "b.toml: not valid TOML" in bad.err


def test_a_copy_of_a_key_is_made_and_its_use_explained(assess: Run, workbook: Builder) -> None:
    assert assess("copy", "uwes9").code == 0
    done = assess("sheet", "uwes9")
    assert done.code == 2
    assert "add the text of every item to instruments/uwes9.toml" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("take",), 2, "Missing argument"),
        (("sheet", "compas"), 2, 'did you mean "compass"'),
        (("sheet", "pulse", "--year", "2026", "--occasion", "x"), 2, "give one of them"),
        (("sheet", "pulse", "--year", "1"), 2, "is not a year"),
        (("sheet", "pulse", "--language", "fr"), 2, "there in: en"),
        (("show", "nothing"), 2, "there is no questionnaire"),
        (("read", "nowhere.toml"), 65, "cannot be read"),
    ],
)
def test_wrong_use_is_told(assess: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = assess(*arguments)
    assert done.code == code
    assert words in done.err


@pytest.mark.parametrize("arguments", [["list"], ["sheet", "pulse"]])
def test_it_needs_nothing_heavy(workbook: Builder, arguments: list[str]) -> None:
    """In a process of its own: a person waits for it."""
    code = (
        "import sys; sys.argv = ['careerkit', 'assess', *sys.argv[1:]]\n"
        "from careerkit import cli_assess\n"
        "from careerkit.cli import commands\n"
        "commands.add_command(cli_assess.assess)\n"
        "from careerkit.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as left: assert not left.code\n"
        "print(sorted({'pandas', 'pyarrow', 'altair', 'papermill', 'numpy'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", code, *arguments, "--workbook", str(workbook.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")
