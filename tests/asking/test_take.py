"""Sittings and the terminal: begun, stopped, continued; what was answered is on disk, whatever is killed."""

from __future__ import annotations

import ast
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from careerkit import durable, instruments, workspace
from careerkit.asking import answerfile, sitting
from careerkit.asking.sitting import Sitting, begin, choices, taken_in
from careerkit.asking.take import closing, opening, take
from careerkit.errors import BadData, Locked, NotAllowed, UsageError
from tests.conftest import TODAY, Builder
from tests.test_assess import SMALL

AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


def start(
    workbook: Builder,
    name: str = "pulse",
    occasion: str = "2026",
    today: date = TODAY,
    **other: object,
) -> Sitting:
    return begin(workbook.book, name, occasion, today, **other)[0]  # type: ignore[arg-type]


def spoken(found: Sitting, *words: str) -> tuple[bool, list[str], list[str]]:
    """Answer with these words, then end the input: whether it is finished, what was told, what was asked."""
    told: list[str] = []
    asked: list[str] = []
    waiting = list(words)

    def ask(prompt: str) -> str:
        asked.append(prompt)
        if not waiting:
            raise EOFError
        return waiting.pop(0) + "\n"

    return take(found, ask, told.append, lambda: AT), told, asked


def given(workbook: Builder) -> list[tuple[str, float | None]]:
    return [(found.item, found.value) for found in answerfile.read(workbook.book)]


# ---- one sitting -------------------------------------------------------------------------------------


def test_a_sitting_keeps_the_very_file_it_was_begun_with(workbook: Builder) -> None:
    found = start(workbook)
    kept = workbook.root / "instruments" / "used" / "pulse-1.0.0-83195e94.toml"
    assert kept.read_bytes() == (instruments.PACKAGED / "pulse.toml").read_bytes()
    assert (found.name, found.occasion, len(found.open_items)) == ("pulse-2026-01", "2026", 12)


def test_every_answer_is_a_line_at_once(workbook: Builder) -> None:
    found = start(workbook)
    found.give({"scope_reuse": 3}, AT)
    assert given(workbook) == [("scope_reuse", 3)]
    found.give({"motivation_forward": None}, AT)
    assert given(workbook)[1] == ("motivation_forward", None)
    assert len(found.open_items) == 10
    assert {one.mode for one in answerfile.read(workbook.book)} == {"form"}


def test_a_later_answer_is_later_even_if_the_clock_is_not(workbook: Builder) -> None:
    """Three answers to one item, the clock standing still and then going back: the third counts."""
    found = start(workbook)
    for value, at in ((1, AT), (2, AT), (3, AT - timedelta(hours=1))):
        found.give({"scope_reuse": value}, at)
    times = [one.at for one in answerfile.read(workbook.book)]
    assert times == sorted(set(times))  # type: ignore[type-var]
    assert start(workbook).given == {"scope_reuse": 3}


@pytest.mark.parametrize(
    ("item", "value", "reason"),
    [("scope_9", 3, "no item"), ("scope_reuse", 6, "6 is not on the scale of scope_reuse; write 1, 2, 3, 4 or 5")],
)  # fmt: skip
def test_what_is_on_no_scale_is_refused_and_nothing_written(
    workbook: Builder, item: str, value: float, reason: str
) -> None:
    found = start(workbook)
    with pytest.raises(UsageError, match=reason):
        found.give({"motivation_pay": 2, item: value}, AT)
    assert given(workbook) == []


def test_an_open_sitting_is_gone_on_with_for_three_weeks(workbook: Builder) -> None:
    """Last answer on 15 January: on 4 February it goes on, on 5 February a new one begins; so it does with `fresh`."""
    start(workbook).give({"scope_reuse": 3}, AT)
    again, is_continued = begin(workbook.book, "pulse", "2026", date(2026, 2, 4))
    assert (again.name, is_continued, again.given) == ("pulse-2026-01", True, {"scope_reuse": 3})
    later, is_continued = begin(workbook.book, "pulse", "2026", date(2026, 2, 5))
    assert (later.name, is_continued) == ("pulse-2026-02", False)
    assert start(workbook, fresh=True).name == "pulse-2026-01-2"


def test_another_occasion_and_a_finished_one_begin_anew(workbook: Builder) -> None:
    found = start(workbook)
    found.give({"scope_reuse": 3}, AT)
    assert start(workbook, occasion="2025").name == "pulse-2026-01-2"
    found.give(dict.fromkeys(found.open_items, 3.0), AT)
    assert start(workbook).name == "pulse-2026-01-2"


def test_an_open_sitting_goes_on_with_the_file_it_was_begun_with(workbook: Builder) -> None:
    """A new version of one's own questionnaire appears in the middle of a sitting."""
    workbook.write("instruments/small.toml", SMALL)
    start(workbook, "small").give({"one": 3}, AT)
    workbook.write(
        "instruments/small.toml", SMALL.replace('"Two."', '"Two!"').replace('"1.0.0"', '"2.0.0"')
    )
    assert start(workbook, "small").instrument.version == "1.0.0"
    assert start(workbook, "small", fresh=True).instrument.version == "2.0.0"


def test_answers_that_no_score_uses_leave_an_item_open(workbook: Builder) -> None:
    """Written into the file by hand: off the scale, and to an item that is none."""
    found = start(workbook)
    found.give({"scope_reuse": 3}, AT)
    path = workbook.root / "answers" / "pulse.csv"
    line = path.read_text("utf-8").split("\n")[1]
    path.write_text(
        f"{path.read_text('utf-8')}{line.replace('scope_reuse,3', 'scope_step,9')}\n{line.replace('scope_reuse', 'zzz')}\n",
        "utf-8",
    )
    assert start(workbook).given == {"scope_reuse": 3}


def test_what_cannot_be_taken_says_what_to_do(workbook: Builder) -> None:
    with pytest.raises(UsageError, match='did you mean "pulse"'):
        start(workbook, "puls")
    with pytest.raises(UsageError, match="careerkit assess copy uwes9"):
        start(workbook, "uwes9")
    sitting.copy(workbook.book, "uwes9")
    with pytest.raises(UsageError, match='set text_status = "full"'):
        start(workbook, "uwes9")
    assert not (workbook.root / "instruments" / "used").exists()


def test_a_copy_is_never_written_over(workbook: Builder) -> None:
    path = sitting.copy(workbook.book, "cbi")
    assert path.read_bytes() == (instruments.EXAMPLES / "cbi.toml").read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        sitting.copy(workbook.book, "cbi")


def test_a_licensed_questionnaire_is_taken_once_its_text_is_added(workbook: Builder) -> None:
    """The whole way: copy the key, add texts, check, begin."""
    path = sitting.copy(workbook.book, "uwes9")
    text = path.read_text("utf-8").replace('"key-only"', '"full"')
    for item in ("vigour", "dedication", "absorption"):
        for n in (1, 2, 3):
            text = text.replace(
                f'id = "{item}_{n}"', f'id = "{item}_{n}"\ntext = "Invented {item} {n}."', 1
            )
    path.write_text(text, "utf-8")
    found = start(workbook, "uwes9")
    assert found.instrument.texts["vigour_1"] == "Invented vigour 1."
    assert spoken(found, *"0123456012")[0]


def test_nothing_is_written_where_nothing_may_be(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(workspace, "is_shipped", lambda book: True)
        with pytest.raises(NotAllowed, match="only for reading"):
            start(workbook)
    workbook.write("answers/pulse.csv", "year,topic,guess\n")
    with pytest.raises(BadData, match="no header for answers"):
        start(workbook)
    assert not (workbook.root / "instruments").exists()


def test_two_windows_wait_for_each_other(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one, here a thread, holds the lock for longer than this one waits."""
    found = start(workbook)
    original = durable.locked
    monkeypatch.setattr(durable, "locked", lambda folder: original(folder, wait=0.1))
    with ThreadPoolExecutor(1) as other, original(workbook.root):
        waiting = other.submit(found.give, {"scope_reuse": 3}, AT)
        with pytest.raises(Locked):
            waiting.result()
    assert (given(workbook), found.given) == ([], {})


@pytest.mark.parametrize("text", ["", "a" * 41, "2026\n", "=2026", "2026,x", "\x1b[2J"])
def test_an_occasion_is_a_few_plain_words(text: str) -> None:
    with pytest.raises(UsageError, match="no occasion"):
        sitting.check_occasion(text)
    assert sitting.check_occasion("2026") == "2026"
    assert sitting.check_occasion("before the course") == "before the course"


def test_choices_are_written_out() -> None:
    assert choices((0, 25, 50)) == "write 0, 25 or 50"


# ---- the terminal ------------------------------------------------------------------------------------


def test_one_statement_at_a_time_to_the_end(workbook: Builder) -> None:
    found = start(workbook)
    is_finished, told, asked = spoken(found, *"343434343434")
    assert is_finished
    assert given(workbook) == list(zip(found.instrument.values, [3.0, 4.0] * 6, strict=True))
    asked_first = next(line for line in told if " of 12: " in line)
    assert asked_first == "\n1 of 12: I reused or extended something I had made or learned before."
    assert told[1] == "How true is this of your work in the last four weeks?"
    assert told[2].startswith("1 Not true of me   2 A little true")
    assert asked == ["[1-5, s skip, b back, q stop] "] * 12


def test_nothing_that_was_typed_is_shown_again(workbook: Builder) -> None:
    """Whatever the answers, also on the way back and at a slip of the same kind: the screen shows the same."""
    one = spoken(start(workbook), "1", "2", "b", "77", "3", "s")[1:]
    two = spoken(start(workbook, fresh=True), "5", "4", "b", "no", "1", "2")[1:]
    assert one == two
    assert "[1-5, s skip, b back, q stop, Enter keeps your answer] " in one[1]


def test_skip_back_and_stop(workbook: Builder) -> None:
    """3, skip, back (the skipped one again), 4 for it, then stop."""
    found = start(workbook)
    is_finished, _, _ = spoken(found, "3", "s", "b", "4", "q")
    assert not is_finished
    assert given(workbook) == [
        ("scope_reuse", 3),
        ("motivation_forward", None),
        ("motivation_forward", 4),
    ]
    assert found.open_items[0] == "impact_gone"


def test_back_at_the_first_and_enter_at_an_open_one_go_nowhere(workbook: Builder) -> None:
    found = start(workbook)
    _, told, _ = spoken(found, "b", "", "x", "3", "q")
    assert told.count("write 1, 2, 3, 4 or 5; or s, b, q") == 2
    assert given(workbook) == [("scope_reuse", 3)]


def test_going_on_begins_at_the_first_open_statement_and_passes_over_answered_ones(
    workbook: Builder,
) -> None:
    """The first and the third are answered, as from a sheet: the second is asked, then the fourth."""
    start(workbook).give({"scope_reuse": 3, "impact_gone": 2}, AT)
    again, is_continued = begin(workbook.book, "pulse", "2026", TODAY)
    _, told, _ = spoken(again, "3", "q")
    assert [line.split(":")[0].strip() for line in told if " of 12: " in line] == [
        "2 of 12",
        "4 of 12",
    ]
    assert (
        list(opening(again, is_continued))[1]
        == "Going on where you stopped: 3 of 12 are answered or skipped."
    )


def test_a_closed_input_stops_and_keeps(workbook: Builder) -> None:
    is_finished, _, _ = spoken(start(workbook), "3")
    assert (is_finished, given(workbook)) == (False, [("scope_reuse", 3)])


def test_a_change_of_scale_is_said(workbook: Builder) -> None:
    """The compass asks for the work as it is 24 times, then for what is wanted."""
    _, told, _ = spoken(start(workbook, "compass"), *["3"] * 32)
    assert "How much of this do you want in the coming year?" in told
    assert told.index("1 Hardly any   2 A little   3 Some   4 A lot   5 As much as I can get") > 24


def test_limits_come_before_the_first_statement(workbook: Builder) -> None:
    lines = list(opening(start(workbook, "compass"), False))
    assert lines[0] == "Job-Work-to-Career Compass, 32 statements, for 2026"
    assert any("not a health test" in line for line in lines)
    assert lines[-3].startswith("Think of the work you do now")


def test_the_end_says_what_is_skipped_and_asks_about_equal_answers(workbook: Builder) -> None:
    found = start(workbook)
    spoken(found, "s", *["3"] * 11)
    told = list(closing(found))
    assert told[0] == "Done. Every answer is kept. 1 skipped."
    assert "some statements are opposites" in told[1]
    other = start(workbook)
    spoken(other, *"343434343434")
    assert not any("opposites" in line for line in closing(other))
    open_one = start(workbook)
    spoken(open_one, "3")
    assert list(closing(open_one)) == ["Kept: 1 of 12. Go on with the same command."]


# ---- kill --------------------------------------------------------------------------------------------

WRITER = """
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from careerkit.asking.sitting import begin
from careerkit.workspace import Workbook
found, _ = begin(Workbook(Path(sys.argv[1])), "riasec", "2026", date(2026, 1, 15))
print("ready", flush=True)
for n, item in enumerate(found.open_items):
    found.give({item: 1 + n % 5}, datetime(2026, 1, 15, 9, 30, tzinfo=UTC) + timedelta(seconds=n))
    print(item, flush=True)
"""


@pytest.mark.parametrize("after", [0, 1, 7, 30])
def test_a_kill_loses_at_most_the_answer_that_was_not_acknowledged(
    workbook: Builder, after: int
) -> None:
    """A process that answers as fast as it can is killed after `after` answers; then the sitting goes on."""
    command = [sys.executable, "-c", WRITER, str(workbook.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        said = [process.stdout.readline().strip() for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().split()
    found = start(workbook, "riasec")
    kept = list(found.given)
    assert kept[: len(said)] == said
    assert len(kept) <= len(said) + 1
    assert [found.given[item] for item in kept] == [1 + n % 5 for n in range(len(kept))]
    found.give(dict.fromkeys(found.open_items, 2.0), AT)
    [whole] = taken_in(workbook.book, {found.instrument.fingerprint: found.instrument})
    assert (len(whole.given), whole.open_items) == (48, [])


# ---- the command in a real terminal ------------------------------------------------------------------

PROGRAM = """
import sys
from careerkit import cli_assess
from careerkit.cli import commands
commands.add_command(cli_assess.assess)
from careerkit.__main__ import main
main()
"""


def in_a_terminal(words: Iterable[str], *arguments: str) -> tuple[int, str]:
    """Run the command in a terminal of its own; each word is typed when a question stands there."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", PROGRAM, *arguments]
    shown, waiting, end = b"", list(words), time.monotonic() + 60
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        while time.monotonic() < end:
            if not select.select([ours], [], [], 0.5)[0]:
                continue
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            shown += piece
            if shown.endswith((b"q stop] ", b"your answer] ")):
                os.write(ours, f"{waiting.pop(0)}\n".encode())
    os.close(ours)
    return process.returncode, shown.decode()


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
def test_the_command_asks_and_keeps_in_a_terminal(workbook: Builder) -> None:
    code, shown = in_a_terminal(
        "3s4q", "assess", "take", "pulse", "--year", "2026", "--workbook", str(workbook.root)
    )
    assert code == 0
    assert "Kept: 3 of 12." in shown
    assert [value for _, value in given(workbook)] == [3, None, 4]
    code, shown = in_a_terminal(
        "q", "assess", "take", "pulse", "--year", "2026", "--workbook", str(workbook.root)
    )
    assert "Going on where you stopped: 3 of 12" in shown
    assert "\n4 of 12: " in shown.replace("\r", "")


# ---- nobody is asked where nobody is -----------------------------------------------------------------


def test_no_part_of_the_package_asks_for_input_or_needs_widgets() -> None:
    """Batch runs and notebooks: no call of input(), no widget; the one reader of lines is the command `assess take`."""
    readers = set()
    for path in sorted(workspace.PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "input", path
            if isinstance(node, ast.Attribute) and node.attr == "readline":
                readers.add(path.name)
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
                # Only where somebody sits in front: the form itself, and the one line that shows it.
                is_form = path.parent.name == "widget" or path.name == "guide.py"
                assert is_form or not any("widget" in name for name in names), path
    # The other one is a kernel's, which waits for the end of its parent.
    assert readers == {"cli_assess.py", "kernel.py"}
    for path in sorted(workspace.notebooks().rglob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        assert "input(" not in code, path
        assert "widget" not in code, path


def test_a_sitting_is_found_by_its_answers_alone(workbook: Builder, tmp_path: Path) -> None:
    """The folder moved to another place: nothing but its files is needed."""
    start(workbook).give({"scope_reuse": 3}, AT)
    moved = tmp_path / "moved"
    workbook.root.rename(moved)
    assert begin(workspace.Workbook(moved), "pulse", "2026", TODAY)[1]
