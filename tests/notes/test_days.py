"""The day of a file by its name, and of a heading."""

from __future__ import annotations

from datetime import date

import pytest

from careerkit.notes import days

DAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    "name",
    [
        "2024-03-05.md", "2024_03_05.md", "2024.03.05.md", "20240305.md", "2024-03-05", "journals/2024_03_05.md", "2024/03/05.md",
        "journal/2024/03/05.md", "2024-03-05 Tue.md", "2024-03-05-Tuesday.md", "Dienstag, 2024-03-05.md", "2024-03-05_mardi.MD",
        "2024-03-05 2.md", "2024-03-05 (1).md", "2024-03-05.sync-conflict-20240309-101112-ABCDEFG.md",
        "2024-03-05 (conflicted copy 2024-03-09 101112).md", "2024-03-05-DESKTOP-AB12CD.md", "2023/2024-03-05.md",
    ],
)  # fmt: skip
def test_a_name_that_is_a_day(name: str) -> None:
    """Daily notes of several apps, in folders, with a weekday, and second copies of them."""
    assert days.of_name(name) == (DAY, True)


@pytest.mark.parametrize(
    "name",
    ["2024-03-05 Meeting.md", "Daily 2024-03-05.md", "2024-03-05 Tue Wed.md", "x-2024-03-05-y.md", "Notes 2024_03_05.md"],
)  # fmt: skip
def test_a_name_that_holds_a_day(name: str) -> None:
    """A meeting on that day: the lines in it are of that day, but it is no daily note."""
    assert days.of_name(name) == (DAY, False)


@pytest.mark.parametrize(
    "name",
    [
        "2024-13-45.md", "12024-03-05.md", "2024-03-055.md", "2024.md", "0000-00-00.md", "2024-W10.md", "2024-03.md", "05-03-2024.md",
        "05.03.2024.md", "202403051230 Idea.md", "20240305 Idea.md", "99999999.md", "2024-03-05/notes.md", "x/03/05.md", "",
        "Plan (conflicted copy 2024-03-09).md", "Plan.sync-conflict-20240309-101112-ABC.md", "2024-0٣-05.md", "2024 03 05.md",
    ],
)  # fmt: skip
def test_a_name_that_is_no_day(name: str) -> None:
    """Impossible days, weeks, months, other orders, a note's number, a folder's day, the day of a conflict."""
    assert days.of_name(name) == (None, False)


@pytest.mark.parametrize(
    ("line", "day", "code"),
    [
        ("## 2024-03-05", DAY, ""), ("# 2024-03-05 Tue", DAY, ""), ("### mardi, 2024-03-05", DAY, ""), ("## 2024-03-05 Wed", DAY, "W-WEEKDAY"),
        ("## Monday 2024-03-05", DAY, "W-WEEKDAY"), ("## 2024-02-30", None, "W-DATE"), ("## 5 March 2024", None, ""), ("## 05.03.", None, ""),
    ],
)  # fmt: skip
def test_a_heading_that_sets_or_closes_the_day(line: str, day: date | None, code: str) -> None:
    """Days with the right, a foreign and a wrong weekday; one that does not exist; days in other forms."""
    found = days.of_heading(line)
    assert found
    assert found.day == day
    assert (found.problem or ("",))[0] == code
    assert bool(found.why) == (day is None)
    assert found.is_loose == (day is None and not code)


@pytest.mark.parametrize("line", ["## Work", "#tag", "####### 2024", "# Plan B", "##2024-03-05"])
def test_a_heading_that_leaves_the_day(line: str) -> None:
    """Words, a tag, too many signs, no blank."""
    assert days.of_heading(line) is None
