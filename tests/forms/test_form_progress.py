"""Goals that are done, get a new date or are dropped: lines of the journal, and the first date stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms import seat
from tests.forms.seat import problems, save, undo

GOALS = (
    "slug,title,parent,why,measure,set_on,due,plan_share\n"
    "exam,Pass the exam,,,,2025-09-01,2026-06-30,\n"
    "chapter,Read chapter one,exam,,,2025-09-01,2026-02-15,\n"
    "mock,A mock exam,exam,,,2025-09-01,2025-12-15,\n"
    "later,Next year,,,,2027-01-02,2027-12-31,\n"
    "someday,Learn Greek,,,,,,\n"
)


def _seat(folder: Path, journal: str = "") -> seat.Seat:
    here = seat.new(folder)
    here.write("registers/goals.csv", GOALS)
    if journal:
        here.write("journal/2025.md", journal)
    return here


def _offered(here: seat.Seat) -> dict[str, str]:
    which = next(field for field in here.open("progress").form.fields() if field.name == "which")
    return dict(which.choices)


def test_what_is_open_is_offered_the_next_day_first(tmp_path: Path) -> None:
    """Three goals set by this year, one without any day, one set next year."""
    assert list(_offered(_seat(tmp_path)).items()) == [
        ("mock", "A mock exam, by 2025-12-15"), ("chapter", "Read chapter one, by 2026-02-15"),
        ("exam", "Pass the exam, by 2026-06-30"), ("someday", "Learn Greek"),
    ]  # fmt: skip


def test_what_is_closed_is_not_offered_and_a_new_plan_opens_it_again(tmp_path: Path) -> None:
    """The mock exam is done, the exam dropped and then planned anew, the chapter re-planned."""
    journal = (
        "## 2025-12-01 Mon\n- done: mock\n- drop: exam because it moved\n"
        "- replan: chapter by 2026-08-01\n## 2025-12-02 Tue\n- replan: exam by 2026-09-30\n"
    )
    assert list(_offered(_seat(tmp_path, journal)).items()) == [
        ("chapter", "Read chapter one, by 2026-08-01"), ("exam", "Pass the exam, by 2026-09-30"),
        ("someday", "Learn Greek"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"what": "done"}, "- done: chapter [at:: 2026-01-15T09:30]\n"),
        (
            {"what": "replan", "new_date": "2026-03-31", "reason": "the course began late"},
            "- replan: chapter by 2026-03-31 because the course began late [at:: 2026-01-15T09:30]\n",
        ),
        (
            {"what": "drop", "reason": "the bank pays for a better one"},
            "- drop: chapter because the bank pays for a better one [at:: 2026-01-15T09:30]\n",
        ),
    ],
)
def test_each_end_is_one_line(tmp_path: Path, said: dict[str, str], line: str) -> None:
    """One milestone: done, re-planned, dropped; then undone."""
    here = _seat(tmp_path)
    before, filling = here.files(), here.open("progress")
    values = {"which": "chapter", "date": "2026-01-14", **said}
    answer = save(filling, **values)
    assert (answer["op"], answer["message"]) == ("saved", "Saved in journal/2026.md.")
    assert here.text("journal/2026.md") == f"## 2026-01-14 Wed\n{line}"
    event = here.rows("goal_event")[0]
    assert (event["slug"], event["event"], event["date"].date().isoformat()) == (
        "chapter", said["what"], "2026-01-14",
    )  # fmt: skip
    assert here.text("registers/goals.csv") == GOALS
    assert ("chapter" in _offered(here)) == (said["what"] == "replan")
    assert undo(filling)["values"] == values
    assert here.files() == before


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"which": ""}, "which"),
        ({"which": "later"}, "which"),
        ({"which": "../x"}, "which"),
        ({"what": ""}, "what"),
        ({"what": "set"}, "what"),
        ({"what": "replan"}, "new_date"),
        ({"what": "replan", "new_date": "2026-01-14"}, "new_date"),
        ({"new_date": "2026-03-31"}, "new_date"),
        ({"what": "drop"}, "reason"),
        ({"date": "2026-01-16"}, "date"),
        ({"date": ""}, "date"),
        ({"reason": "so it is !mentor"}, "reason"),
        ({"reason": "a [share:: mentor] b"}, "reason"),
    ],
)
def test_what_does_not_fit_stays_unwritten(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """A milestone that is done, with one thing wrong or something hidden in its reason."""
    here = _seat(tmp_path)
    before = here.files()
    values = {"which": "chapter", "what": "done", "date": "2026-01-14", **said}
    assert list(problems(here.open("progress"), **values)) == [field]
    assert here.files() == before


def test_many_open_goals_stand_in_a_list(tmp_path: Path) -> None:
    """Ten open goals: more than number keys."""
    here = seat.new(tmp_path)
    rows = "".join(f"g{n},Goal {n},,,,2026-01-02,,\n" for n in range(10))
    here.write("registers/goals.csv", GOALS.split("\n", maxsplit=1)[0] + "\n" + rows)
    which = next(iter(here.open("progress").form.fields()))
    assert (which.kind, len(which.choices)) == ("pick", 10)


def test_nothing_open_is_said(tmp_path: Path) -> None:
    """An empty workbook."""
    here = seat.new(tmp_path)
    which = next(iter(here.open("progress").form.fields()))
    assert (which.kind, list(which.choices)) == ("pick", [])
    assert "Set a goal first" in which.hint
    assert "which" in problems(here.open("progress"), what="done", date="2026-01-14")


def test_it_is_printed_for_a_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch run over a copy of a sample: every label, and no day of today."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "progress")
    assert all(field.label in shown for field in here.open("progress").form.fields())
    assert "2026-01-15" not in shown
