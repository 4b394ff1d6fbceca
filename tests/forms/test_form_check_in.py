"""The weekly check-in: which week, what is shown of it, what is written where, and what comes back the week after."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from careerkit import week as weeks
from careerkit.desk import Desk
from careerkit.filling import Filling
from tests.forms import seat
from tests.forms.seat import Seat, new, problems, save, undo

# Of the week that ends on 2026-01-18; the seat is on its Thursday.
JOURNAL = """## 2026-01-12 Mon
- win: Closed the first pitch 2h +1 #persuasion
- did: Expense reports, all of them, and the archive as well 6h
- lesson: Ask for the budget first
- met: @dana coffee
- learn: podcast "Invented Careers" 45min

## 2026-01-13 Tue
- did: Mail
- try: travel-blog first post out 1h30
- kept: tech-free evening
- broke: tech-free evening

## 2026-01-14 Wed
- kept: tech-free evening
"""
WEEK = "2026-W03"


def on(root: Path, day: date, year: int = 2026) -> Filling:
    """The form as it is shown at noon of a day."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Filling("check_in", Desk(str(root), year, clock=lambda: at), {})


def labels(found: Filling, group: str) -> list[str]:
    return [field.label for one in found.form.groups if one.legend == group for field in one.fields]


@pytest.mark.parametrize(
    ("day", "first", "start", "friday"),
    [
        (date(2026, 1, 12), date(2026, 1, 12), date(2026, 1, 5), date(2026, 1, 9)),
        (date(2026, 1, 14), date(2026, 1, 12), date(2026, 1, 5), date(2026, 1, 9)),
        (date(2026, 1, 15), date(2026, 1, 12), date(2026, 1, 12), date(2026, 1, 15)),
        (date(2026, 1, 18), date(2026, 1, 12), date(2026, 1, 12), date(2026, 1, 16)),
        (date(2026, 1, 1), date(2025, 12, 29), date(2025, 12, 29), date(2026, 1, 1)),
        (date(2026, 1, 13), date(2026, 1, 11), date(2026, 1, 4), date(2026, 1, 8)),
    ],
    ids=["Monday", "Wednesday", "Thursday", "Sunday", "over the new year", "weeks from Sunday"],
)
def test_until_its_third_day_a_week_is_not_asked_about(
    day: date, first: date, start: date, friday: date
) -> None:
    found = weeks.week_of(day, first)
    assert (found.start, found.friday) == (start, friday)


def test_what_the_log_has_stands_above(tmp_path: Path) -> None:
    """Lines, a contact, learning, evenings; a contradiction counts for neither, and nothing is said of tracked hours."""
    found = new(tmp_path)
    found.write("journal/2026.md", JOURNAL)
    form = found.open("check_in").form
    assert form.title == f"Weekly check-in, {WEEK}"
    assert form.intro == (
        "12 January to 18 January. In the log: 5 lines, 1 contact, 0.8 h of learning, 1 of 1 evening kept."
    )
    assert form.groups[0].hint.startswith("Your lines so far: ")
    assert "Ask for the budget first" in form.groups[0].hint


def test_an_empty_week_is_not_blamed(tmp_path: Path) -> None:
    form = new(tmp_path).open("check_in").form
    assert form.intro == (
        "12 January to 18 January. The log has nothing of it yet, which says nothing about the week."
    )
    assert [group.legend for group in form.groups] == ["How was the week?", "And now?"]


def test_everything_goes_where_it_belongs(tmp_path: Path) -> None:
    """All five fields: lines in the journal under today, and lines of the check-in."""
    found = new(tmp_path)
    opened = found.open("check_in")
    answer = save(
        opened, win="The pitch stood", lesson="Ask earlier\nAnd say so", met="dana, Lee Ann", met_about="the course",
        energy="1", next="Call the course office",
    )  # fmt: skip
    assert answer["message"] == "Saved in journal/2026.md, answers/checkins.csv."
    at = "[at:: 2026-01-15T09:30]"
    assert found.text("journal/2026.md") == (
        f"## 2026-01-15 Thu\n- win: The pitch stood {at}\n- lesson: Ask earlier {at}\n  And say so\n"
        f"- met: the course {at} @dana\n- met: the course {at} @lee-ann\n"
    )
    assert found.text("answers/checkins.csv") == (
        f"week,item,field,value\n{WEEK},week,energy,1\n{WEEK},Call the course office,next,to do\n"
    )
    rows = {(row["item"], row["field"]): row["value"] for row in found.rows("checkin")}
    assert rows == {("week", "energy"): "1", ("Call the course office", "next"): "to do"}
    assert [row["person"] for row in found.rows("touch")] == ["dana", "lee-ann"]


def test_undo_takes_all_of_it_back_at_once(tmp_path: Path) -> None:
    found = new(tmp_path)
    found.write("journal/2026.md", JOURNAL)
    before, opened = found.files(), found.open("check_in")
    reach = next(field.name for field in opened.form.fields() if field.name.startswith("reach-"))
    said = {"win": "The pitch stood", "met": "dana", "energy": "-1", reach: "team"}
    save(opened, **said)
    assert len(found.files()) == len(before) + 2
    opened.renewed()
    assert undo(opened)["values"] == said
    assert found.files() == before
    assert found.open("check_in").values() == said


def test_one_field_is_enough_and_none_is_too_few(tmp_path: Path) -> None:
    found = new(tmp_path)
    opened = found.open("check_in")
    assert problems(opened) == {"": "Nothing is filled in yet. One field is enough."}
    assert problems(opened, met_about="the course") == {
        "met": "Whom did you meet? A short name is enough."
    }
    assert save(opened, energy="0")["op"] == "saved"
    assert found.text("answers/checkins.csv").endswith(f"{WEEK},week,energy,0\n")
    assert not (found.root / "journal/2026.md").exists()


def test_the_largest_lines_are_looked_at_more_closely(tmp_path: Path) -> None:
    """Six hours, two hours, one and a half; a lesson and a short mail are not asked about."""
    found = new(tmp_path)
    found.write("journal/2026.md", JOURNAL)
    opened = found.open("check_in")
    large = opened.form.groups[2:]
    assert [group.legend for group in large] == [
        "Expense reports, all of them, and the archive as well", "Closed the first pitch", "travel-blog first post out",
    ]  # fmt: skip
    ids = [group.fields[0].name.partition("-")[2] for group in large]
    said = {
        f"reach-{ids[1]}": "team",
        f"chosen-{ids[1]}": "yes",
        f"level-{ids[1]}": "4",
        f"lasts-{ids[0]}": "days",
    }
    assert save(opened, **said)["message"] == "Saved in registers/annotations.csv."
    rows = {row["id"]: row for row in found.rows("entry")}
    pitch = rows[ids[1]]
    assert (pitch["reach"], pitch["chosen"], pitch["level"]) == ("team", True, 4)
    assert rows[ids[0]]["lasts"] == "days"
    assert found.text("registers/annotations.csv").count("\n") == 3
    # It is shown as it was said, can be changed, and cannot be emptied.
    again = found.open("check_in")
    assert again.values() == said
    assert problems(again, **{**said, f"level-{ids[1]}": ""}) == {
        f"level-{ids[1]}": "This is said already; choose another answer, or leave it."
    }
    assert save(again, **{**said, f"chosen-{ids[1]}": "no"})["op"] == "saved"
    assert next(row for row in found.rows("entry") if row["id"] == ids[1])["chosen"] is False


def test_what_is_left_over_comes_back_until_it_is_done(tmp_path: Path) -> None:
    """Meant in one week, still to do in the second, done in the third, gone in the fourth."""
    root = new(tmp_path).root
    save(on(root, date(2026, 1, 16)), next="Call, the office")
    second = on(root, date(2026, 1, 23))
    group = "Left over from the weeks before"
    assert labels(second, group) == ["Call, the office"]
    name = next(field.name for field in second.form.fields() if field.name.startswith("left-"))
    save(second, **{name: "again"})
    assert on(root, date(2026, 1, 23)).values() == {name: "again"}
    third = on(root, date(2026, 1, 30))
    assert labels(third, group) == ["Call, the office"]
    assert save(third, **{name: "done"})["op"] == "saved"
    assert labels(on(root, date(2026, 2, 6)), group) == []
    assert Seat(root).text("answers/checkins.csv") == (
        'week,item,field,value\n2026-W03,"Call, the office",next,to do\n2026-W04,"Call, the office",next,again\n'
        '2026-W05,"Call, the office",next,done\n'
    )


def test_what_is_older_than_eight_weeks_is_let_rest(tmp_path: Path) -> None:
    found = new(tmp_path)
    found.write(
        "answers/checkins.csv",
        "week,item,field,value\n2025-W46,long ago,next,to do\n2025-W47,not so long ago,next,to do\n",
    )
    assert labels(found.open("check_in"), "Left over from the weeks before") == ["not so long ago"]


def test_a_second_check_in_adds_and_overwrites_nothing(tmp_path: Path) -> None:
    """The energy of a week is said once; another thing for next week may come to it, the same one not."""
    found = new(tmp_path)
    save(found.open("check_in"), energy="1", next="Call")
    again = found.open("check_in")
    assert again.values() == {"energy": "1"}
    assert "There is a check-in of this week" in again.form.intro
    assert problems(again, energy="2") == {
        "energy": "This is said for this week already; take it back with Undo, or change it in answers/checkins.csv."
    }
    assert problems(again, energy="1", next=" CALL ") == {"next": "This one is there already."}
    assert save(again, energy="1", next="Write")["op"] == "saved"
    assert found.text("answers/checkins.csv").count("energy") == 1


def test_a_tab_that_was_drawn_before_says_nothing_twice(tmp_path: Path) -> None:
    found = new(tmp_path)
    first, second = found.open("check_in"), found.open("check_in")
    save(first, energy="1")
    before = found.files()
    assert "perhaps from another tab" in problems(second, energy="2", win="x")[""]
    assert found.files() == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"win": "shared !mentor"}, "win"), ({"lesson": "went down 2h"}, "lesson"), ({"win": "a [x:: y]"}, "win"),
        ({"met": "42"}, "met"), ({"met": "dana", "met_about": "see #tag"}, "met_about"), ({"win": "went well +2"}, "win"),
        ({"next": "x" * 501}, "next"),
    ],
)  # fmt: skip
def test_words_that_would_be_read_as_something_else_are_refused(
    tmp_path: Path, values: dict[str, str], field: str
) -> None:
    """A sharing mark, hours, a field, a name that is none, a tag, an energy, a very long line: and nothing is written."""
    found = new(tmp_path)
    before = found.files()
    assert set(problems(found.open("check_in"), energy="1", **values)) == {field}
    assert found.files() == before


@pytest.mark.parametrize("text", ["=1+1", '"quoted", and; more', "-2", "日本語 🙂", "a\u202eb"])
def test_any_words_for_next_week_come_back(tmp_path: Path, text: str) -> None:
    """A formula, quotation marks, a number, other letters, a mark that turns the direction of writing."""
    root = new(tmp_path).root
    assert save(on(root, date(2026, 1, 16)), next=text)["op"] == "saved"
    (label,) = labels(on(root, date(2026, 1, 23)), "Left over from the weeks before")
    assert label in (text, text.replace("\u202e", ""))


def test_if_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    """The journal would do, the file of check-ins has another header."""
    found = new(tmp_path)
    found.write("answers/checkins.csv", "year,topic,guess\n")
    before = found.files()
    assert "nothing was written" in problems(found.open("check_in"), win="It stood", energy="1")[""]
    assert found.files() == before


def test_the_sample_is_printed_the_same_every_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A finished year looks at its last whole week."""
    found = seat.sample(tmp_path)
    shown = seat.printed(found, monkeypatch, "check_in")
    for field in found.open("check_in").form.fields():
        assert field.label in shown
    assert "2025-W52" in shown
    assert "answers/checkins.csv" in shown
