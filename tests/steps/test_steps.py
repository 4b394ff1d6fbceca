"""Every step: open in an empty workbook, done once its lines are there, and told in words that are nobody's private ones."""

from __future__ import annotations

import importlib
import inspect
from datetime import UTC, datetime
from pathlib import Path

import pytest

from careerkit import guesses, period, registry, step, workspace
from careerkit.steps import Task
from careerkit.workbook import Year
from tests.steps import books
from tests.steps.books import BY_HAND, guess, journal

GUIDES = {
    "start": "00_start_here", "assess": "01_assess_current_role", "goals": "02_set_goals", "network": "03_build_network",
    "feedback": "04_seek_feedback", "invest": "05_invest_in_yourself", "journal": "06_keep_a_journal",
    "projects": "07_try_side_projects", "harmony": "08_keep_harmony", "curiosity": "09_stay_curious",
    "reevaluate": "10_reevaluate",
}  # fmt: skip
every_step = pytest.mark.parametrize("name", list(GUIDES))


def told(folder: Path, name: str, as_of: str = books.DAY) -> list[tuple[int, int]]:
    """How many of how many, for each task."""
    return [(task.have, task.wanted) for task in books.on(folder, as_of).step(name).check().tasks]


# ---- all of them -------------------------------------------------------------------------------------


def test_the_steps_stand_in_the_order_of_the_guides() -> None:
    """All eleven, each with the notebook that leads through it."""
    assert [(name, part.GUIDE) for name, part in step.parts()] == list(GUIDES.items())
    assert [part.ORDER for _, part in step.parts()] == list(range(11))


@every_step
def test_the_interface_of_a_step(name: str) -> None:
    """A docstring, a title, `tasks(log)` with one of its own, and a guide that is there."""
    module = importlib.import_module(f"careerkit.steps.{name}")
    assert module.__doc__
    assert module.TITLE.strip()
    assert list(inspect.signature(module.tasks).parameters) == ["log"]
    assert module.tasks.__doc__
    assert (workspace.notebooks() / "guide" / f"{module.GUIDE}.ipynb").is_file()


def test_the_room_says_how_to_add_a_step() -> None:
    doc = importlib.import_module("careerkit.steps").__doc__ or ""
    for name in ("TITLE", "GUIDE", "ORDER", "tasks(log)"):
        assert f"`{name}" in doc
    assert set(registry.names("steps")) == set(GUIDES) == set(BY_HAND)


@every_step
def test_an_empty_workbook_leaves_every_task_open(tmp_path: Path, name: str) -> None:
    """Nothing but a workbook.toml: each task is open and says what to do; nothing scolds."""
    verdict = books.on(books.empty(tmp_path)).step(name).check()
    assert 3 <= len(verdict.tasks) <= 4
    assert not verdict.done
    for task in verdict.tasks:
        assert (task.have, task.is_done) == (0, False)
        assert task.next
        assert not task.next.endswith(".")
        assert task.next[0].islower()
    assert verdict.next == verdict.tasks[0].next
    assert verdict.sentence.endswith("Fine to leave for now.")


@every_step
def test_a_step_is_done_once_its_lines_are_written(tmp_path: Path, name: str) -> None:
    """What a person writes by hand in one sitting, task by task; the same step sees it without being made anew."""
    found = books.on(books.empty(tmp_path)).step(name)
    for number, files in enumerate(BY_HAND[name], 1):
        books.write(tmp_path, files)
        tasks = found.check().tasks
        assert all(task.is_done for task in tasks[:number]), tasks
    verdict = found.check()
    assert len(BY_HAND[name]) == len(verdict.tasks)
    assert verdict.done
    assert verdict.next == ""
    assert verdict.sentence == f"All {len(verdict.tasks)} done; nothing is missing here."


@every_step
def test_no_private_word_is_told(tmp_path: Path, name: str) -> None:
    """Every free text has a word of its own: neither the table, nor its plain text, nor the repr holds it."""
    books.empty(tmp_path)
    for files in BY_HAND[name]:
        books.write(tmp_path, files)
        verdict = books.on(tmp_path).step(name).check()
        shown = f"{verdict!r} {verdict.sentence} {verdict._repr_mimebundle_()}"
        assert "canary" not in shown.casefold()


@every_step
def test_a_sample_of_three_years_can_be_checked(name: str) -> None:
    """A finished year: whatever is missing is a guess, a check-in or a bet past its day."""
    verdict = Year("sample:teller-to-adviser", 2025).step(name).check()
    missing = {task.text for task in verdict.tasks if not task.is_done}
    assert missing <= {
        "guess of this year", "weekly check-in of this year", "bets decided or not due yet",
    }  # fmt: skip


def test_the_counts_of_a_sample_are_those_of_its_measures() -> None:
    """Evenings, contacts and milestones, counted another way."""
    year = Year("sample:teller-to-adviser", 2025)
    have = {
        name: [task.have for task in year.step(name).check().tasks]
        for name in ("harmony", "network", "reevaluate")
    }
    assert have["harmony"][2] == year.measure("boundaries").values["evenings"]
    assert have["network"][2] == int(
        (year.tables["touch"]["date"].dt.year.eq(2025) & year.tables["touch"]["meaningful"]).sum()
    )
    assert have["reevaluate"] == [5, 5, 1]


def test_a_year_without_a_line_can_be_worked_on_when_others_have_some(tmp_path: Path) -> None:
    """The empty workbook was opened for 2025; then its first line is about 2024."""
    year = books.on(books.empty(tmp_path))
    books.write(tmp_path, journal("win: Old", day="2024-12-30"))
    assert [task.have for task in year.step("start").check().tasks] == [0, 0, 0]


def clock(monkeypatch: pytest.MonkeyPatch, *moment: int) -> None:
    monkeypatch.setattr(period, "now", lambda: datetime(*moment, tzinfo=UTC))  # type: ignore[misc]


def test_what_is_said_of_a_year_after_its_end_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In January, looking back: weights of that day, and a line of December written in January."""
    books.empty(tmp_path)
    books.write(tmp_path, journal("win: Late [at:: 2026-01-05T09:00]", day="2025-12-30"))
    books.write(
        tmp_path, {"registers/values.csv": "name,weight,set_on\na,1,2026-01-05\nb,1,2026-01-05\n"}
    )
    clock(monkeypatch, 2026, 1, 6)
    year = Year(str(tmp_path), 2025)
    assert year.step("reevaluate").check().tasks[0].have == 2
    assert year.step("start").check().tasks[2].have == 1
    # As it was known on a day of the year, nothing of this was there.
    assert told(tmp_path, "reevaluate", "2025-12-31")[0] == (0, 3)


def test_today_may_be_the_day_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half past eleven at night in UTC is tomorrow morning in Tokyo: a line of that day counts."""
    books.empty(tmp_path)
    books.write(tmp_path, {"workbook.toml": 'time_zone = "Asia/Tokyo"\n'})
    books.write(tmp_path, journal("win: Early", day="2025-11-21"))
    clock(monkeypatch, 2025, 11, 20, 23, 30)
    assert Year(str(tmp_path), 2025).step("start").check().tasks[2].have == 1


# ---- one by one --------------------------------------------------------------------------------------


def test_another_topic_of_the_step_is_a_guess_too_and_that_of_another_year_is_none(
    tmp_path: Path,
) -> None:
    """The share of drainers; the topic of another step; last year's."""
    books.empty(tmp_path)
    books.write(tmp_path, guess("wins") | {})
    books.write(tmp_path, guess("drainer_share", "30", 2024))
    assert told(tmp_path, "assess")[0] == (0, 1)
    books.write(tmp_path, guess("drainers", "mails"))
    assert told(tmp_path, "assess")[0] == (1, 1)


def test_a_sitting_that_was_begun_is_to_be_finished(tmp_path: Path) -> None:
    """Eleven of twelve statements."""
    books.write(books.empty(tmp_path), books.pulse(11))
    task = books.on(tmp_path).step("assess").check().tasks[1]
    assert (task.have, task.next) == (0, "finish the one that you began; every answer is kept")


def test_lines_that_are_missing_are_counted(tmp_path: Path) -> None:
    """Two of five: a contact and a session of learning with an energy; a line without one does not count."""
    books.write(books.empty(tmp_path), journal("met: @lee coffee +1", "learn: course Sums 1h +0", "did: Mail 1h"))  # fmt: skip
    task = books.on(tmp_path).step("assess").check().tasks[2]
    assert (task.have, task.next) == (2, "rate 3 more lines, from -2 (drained) to +2 (energised)")


def test_a_goal_of_another_year_is_none_of_this_one(tmp_path: Path) -> None:
    """Due last year; due this year; set before and due after; a milestone alone."""
    head = "slug,title,parent,why,measure,set_on,due\n"
    books.write(books.empty(tmp_path), {"registers/goals.csv": head + "old,,,w,m,2024-01-01,2024-12-31\n"})  # fmt: skip
    assert told(tmp_path, "goals")[1] == (0, 1)
    books.write(tmp_path, {"registers/goals.csv": head + "long,,,w,m,2024-01-01,2027-12-31\n"})
    books.write(tmp_path, {"registers/goals.csv": head + "now,,,w,m,2024-01-01,2025-12-31\n"})
    books.write(tmp_path, {"registers/goals.csv": head + "part,,old,,,2025-01-01,2025-12-31\n"})
    assert told(tmp_path, "goals")[1:3] == [(2, 1), (0, 2)]


def test_a_goal_without_a_reason_is_asked_for_it(tmp_path: Path) -> None:
    books.write(books.empty(tmp_path), {"registers/goals.csv": "slug,title,measure,due\nbook,Book,Done,2025-12-31\n"})  # fmt: skip
    task = books.on(tmp_path).step("goals").check().tasks[1]
    assert (task.have, task.next) == (0, "give yours both")


def test_a_milestone_that_is_done_names_the_goal(tmp_path: Path) -> None:
    """`done: outline` in the journal is a line about the goal."""
    books.empty(tmp_path)
    for files in BY_HAND["goals"][:3]:
        books.write(tmp_path, files)
    books.write(tmp_path, journal("done: outline"))
    assert told(tmp_path, "goals")[3] == (1, 1)


def test_a_contact_in_passing_is_not_meaningful(tmp_path: Path) -> None:
    """One marked so, one not: two people by name, one meaningful contact."""
    books.write(books.empty(tmp_path), journal("met: @lee hello [meaningful:: no]", "met: @kim coffee"))  # fmt: skip
    assert told(tmp_path, "network")[1:] == [(2, 2), (1, 2)]


@pytest.mark.parametrize(
    ("line", "day", "have"),
    [
        ("feedback: @lee be brief", "2025-11-13", 1),
        ("feedback: @lee be brief", "2025-11-12", 0),
        ("feedback: @lee be brief -> shorter mails", "2025-11-12", 1),
        ("feedback: @lee be brief [declined:: it is my style]", "2025-11-12", 1),
        ("feedback: @lee well done [form:: praise]", "2025-01-12", 1),
    ],
    ids=["a week old", "older", "with an action", "declined", "praise"],
)
def test_feedback_waits_for_a_decision_after_a_week(
    tmp_path: Path, line: str, day: str, have: int
) -> None:
    """On 20 November: what is older than seven days wants an action or a reason; praise asks for nothing."""
    books.write(books.empty(tmp_path), journal(line, day=day))
    assert told(tmp_path, "feedback")[1:] == [(1, 1), (have, 1)]


@pytest.mark.parametrize(
    ("lines", "have"),
    [
        (["learn: course Sums #excel", "did: The list #excel"], 1),
        (["learn: course Sums #excel", "did: The list #mail"], 0),
        (["learn: course Sums", "did: The list [builds_on:: Sums]"], 1),
        (["learn: course Sums", "did: The list #mail"], 0),
    ],
    ids=["same tag", "another tag", "builds on", "no tag"],
)
def test_learning_is_of_use_where_a_line_says_so(
    tmp_path: Path, lines: list[str], have: int
) -> None:
    books.write(books.empty(tmp_path), journal(*lines))
    assert told(tmp_path, "invest")[2] == (have, 1)


def test_a_use_before_the_learning_is_none(tmp_path: Path) -> None:
    """The list was made on the day before."""
    books.write(books.empty(tmp_path), journal("did: The list #excel", day="2025-11-19"))
    books.write(tmp_path, journal("learn: course Sums #excel"))
    assert told(tmp_path, "invest")[2] == (0, 1)


@pytest.mark.parametrize(("day", "have"), [("2025-10-22", 1), ("2025-10-21", 0)])
def test_a_win_of_the_last_thirty_days_counts(tmp_path: Path, day: str, have: int) -> None:
    """On 20 November the thirty days begin on 22 October; at the end of the year all of it counts."""
    books.write(books.empty(tmp_path), journal("win: One", "lesson: Two", day=day))
    assert told(tmp_path, "journal")[1:3] == [(have, 1), (have, 1)]
    assert told(tmp_path, "journal", "2025-12-31")[1:3] == [(1, 1), (1, 1)]


@pytest.mark.parametrize(
    ("week", "have"), [("2025-W47", 1), ("2025-W46", 1), ("2025-W45", 0), ("2025-W48", 0)]
)
def test_a_check_in_of_this_week_or_the_last_counts(tmp_path: Path, week: str, have: int) -> None:
    """20 November lies in week 47."""
    text = f"week,item,field,value\n{week},a,b,c\n{week},a,d,e\n"
    books.write(books.empty(tmp_path), {"answers/checkins.csv": text})
    assert told(tmp_path, "journal")[3] == (have, 1)


@pytest.mark.parametrize(
    ("cells", "whole", "decided"),
    [
        ("q,10,2025-11-20,", 1, 1),
        ("q,10,2025-11-19,", 1, 0),
        ("q,10,2025-11-19,grew", 1, 1),
        ("q,,2026-11-19,", 0, 1),
        ("q,10,2023-11-19,grew", 0, 1),
    ],
    ids=["its day", "a day late", "decided", "no budget", "of another year"],
)
def test_a_bet_is_late_from_the_day_after_its_day_on(
    tmp_path: Path, cells: str, whole: int, decided: int
) -> None:
    text = f"slug,question,budget_hours,decide_on,state\nblog,{cells}\n"
    books.write(books.empty(tmp_path), {"registers/projects.csv": text})
    assert told(tmp_path, "projects")[1:] == [(whole, 1), (decided, 1)]


@pytest.mark.parametrize(("day", "have"), [("2025-11-07", 1), ("2025-11-06", 0)])
def test_an_evening_of_the_last_two_weeks_counts(tmp_path: Path, day: str, have: int) -> None:
    """On 20 November the fourteen days begin on the 7th; two boundaries on one evening are one evening."""
    books.write(books.empty(tmp_path), journal("kept: no mails", "broke: no phone", day=day))
    assert told(tmp_path, "harmony")[1:] == [(2, 1), (have, 3)]
    assert told(tmp_path, "harmony", "2025-12-31")[2] == (1, 3)


@pytest.mark.parametrize(
    ("cells", "have"),
    [
        ("reading,2024-01-01,2025-02-01,", 1),
        ("read,2024-01-01,2024-12-01,2025-01-03", 1),
        ("read,2024-01-01,2024-02-01,2024-03-01", 0),
        ("reading,2025-03-01,,", 1),
        ("to_read,2025-03-01,,", 0),
    ],
    ids=["begun", "finished", "last year", "only put on the list", "still to read"],
)
def test_a_book_in_hand_counts(tmp_path: Path, cells: str, have: int) -> None:
    text = f"title,author,status,added,started,finished\nRange,David Epstein,{cells}\n"
    books.write(books.empty(tmp_path), {"registers/books.csv": text})
    assert told(tmp_path, "curiosity")[1] == (have, 1)


@pytest.mark.parametrize(
    ("line", "have"),
    [
        ("note: What if I asked?", 1),
        ("note: It is quiet", 0),
        ("did: Who knows? 1h", 0),
        ("try: blog first post", 1),
    ],
)
def test_a_question_may_be_a_note_or_a_try(tmp_path: Path, line: str, have: int) -> None:
    books.write(books.empty(tmp_path), journal(line))
    assert told(tmp_path, "curiosity")[2] == (have, 1)


def test_fits_may_stand_in_the_decision(tmp_path: Path) -> None:
    """Five values, of which the short form names three, one of them without a number; a tripwire without a day."""
    weights = "".join(f"{name},20,2025-01-01\n" for name in ("time", "money", "calm", "pride", "Two Words"))  # fmt: skip
    books.write(books.empty(tmp_path), {
        "registers/values.csv": "name,weight,set_on\n" + weights,
        "registers/decisions.csv": "year,choice,reason,tripwire,fits\n2025,stay,r,t,\"time=7; two-words: 8,5; calm=\"\n",
    })  # fmt: skip
    tasks = books.on(tmp_path).step("reevaluate").check().tasks
    assert [(task.have, task.wanted) for task in tasks] == [(5, 3), (2, 5), (0, 1)]
    assert tasks[1].next == "say for 3 more values how well the work fits, 0 to 10"
    assert tasks[2].next == "add the day to look again"


def test_a_long_text_of_blanks_is_read_at_once(tmp_path: Path) -> None:
    """Ten thousand blanks in the short form of the fits."""
    text = f"year,choice,fits\n2025,stay,a{' ' * 10_000}b\n"
    books.write(books.empty(tmp_path), {"registers/decisions.csv": text})
    begun = period.stopwatch()
    assert told(tmp_path, "reevaluate")[1] == (0, 3)
    assert period.stopwatch() - begun < 10


def test_etc_utc_is_a_choice_and_utc_is_what_was_there(tmp_path: Path) -> None:
    """A new workbook says UTC without having been asked."""
    books.write(books.empty(tmp_path), {"workbook.toml": 'time_zone = "UTC"\n'})
    assert told(tmp_path, "start")[0] == (0, 1)
    (tmp_path / "workbook.toml").write_text('format = 1\ntime_zone = "Etc/UTC"\n', "utf-8")
    assert told(tmp_path, "start")[0] == (1, 1)


def test_an_imported_row_is_no_line_of_the_journal(tmp_path: Path) -> None:
    """A row of a register is something one wrote down, but not a line."""
    books.write(books.empty(tmp_path), {"registers/books.csv": "title,status,finished\nRange,read,2025-02-01\n"})  # fmt: skip
    assert told(tmp_path, "start")[2] == (0, 1)


def test_steps_with_a_guess_begin_with_it(tmp_path: Path) -> None:
    """Every topic belongs to a step, whose first task it is."""
    books.empty(tmp_path)
    first = {name: books.on(tmp_path).step(name).check().tasks[0] for name in GUIDES}
    asking = {topic.step for topic in guesses.topics().values()}
    assert {name for name, task in first.items() if task.text == "guess of this year"} == asking
    assert asking == set(GUIDES) - {"start", "reevaluate"}
    assert all(isinstance(task, Task) for task in first.values())
