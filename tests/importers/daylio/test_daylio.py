"""Daylio: moods by any name, notes with markup, several entries in one minute, and what an entry is."""

from __future__ import annotations

import time
from typing import Any

import pytest

from careerkit import tidy
from careerkit.errors import BadData
from careerkit.importers import daylio, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings
from tests.conftest import Builder

HEADER = "full_date,date,weekday,time,mood,activities,scales,note_title,note\n"


def _drop(text: str) -> Drop:
    return Drop("daylio_export.csv", "inbox", "inbox/daylio_export.csv", text.encode())


def _read(text: str, **options: Any) -> list[Row]:
    drop = _drop(text)
    assert recognise(drop) == ["daylio"]
    rows = list(daylio.read(drop, Settings(sources={"daylio": options})))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _line(
    day: str = "2024-10-17", at: str = "14:03", mood: str = "good", activities: str = "",
    title: str = "", note: str = "",
) -> str:  # fmt: skip
    cells = (day, "x", "x", at, mood, activities, "", title, note)
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def _entry(options: dict[str, Any] | None = None, **cells: str) -> Record:
    """The one record of one entry."""
    rows = _read(HEADER + _line(**cells), **(options or {}))
    (record,) = (row for row in rows if isinstance(row, Record))
    return record


# ---- moods -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mood", "energy"),
    [("rad", 2), ("good", 1), ("meh", 0), ("bad", -1), ("awful", -2), ("Rad", 2), (" AWFUL ", -2)],
)
def test_the_five_moods(mood: str, energy: int) -> None:
    """Daylio's own, in any case."""
    assert _entry(mood=mood).values["energy"] == energy


def test_moods_of_ones_own() -> None:
    """Two names in workbook.toml, one of them Daylio's with another number; the others stay."""
    options = {"moods": {"Super": 2, "meh": -1}}
    assert _entry(options, mood="super").values["energy"] == 2
    assert _entry(options, mood="meh").values["energy"] == -1
    assert _entry(options, mood="rad").values["energy"] == 2


def test_an_unknown_mood_is_told_of_once() -> None:
    """The same unknown mood in two spellings, and a known one; the message does not name it."""
    rows = _read(HEADER + _line(mood="hollow") + _line(mood="good") + _line(mood="Hollow "))
    assert [type(row) for row in rows] == [Problem, Record, Record, Record]
    problem = rows[0]
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line, problem.column, problem.value) == (
        "W-MOOD",
        2,
        "mood",
        "hollow",
    )
    assert "moods = {" in problem.fix
    assert "hollow" not in problem.one_line()
    assert [row.values["energy"] for row in rows if isinstance(row, Record)] == [None, 1, None]


def test_a_few_unknown_moods_are_told_of() -> None:
    """Three hundred moods with names of their own: ten warnings, and every entry is kept."""
    rows = _read(HEADER + "".join(_line(mood=f"mood {n}") for n in range(300)))
    assert sum(isinstance(row, Problem) for row in rows) == 10
    assert sum(isinstance(row, Record) for row in rows) == 300


def test_no_mood_is_no_energy() -> None:
    """A note without a mood: unknown, and nothing to warn of."""
    rows = _read(HEADER + _line(mood="", note="x"))
    assert len(rows) == 1
    assert isinstance(rows[0], Record)
    assert rows[0].values["energy"] is None


@pytest.mark.parametrize(
    "moods", [{"super": 3}, {"super": "2"}, {"super": True}, {"super": 1.5}, "super"]
)
def test_moods_that_cannot_be(moods: Any) -> None:
    """Beyond the scale, a text, a flag, half a step, no table."""
    with pytest.raises(BadData, match=r"sources\.daylio"):
        _read(HEADER, moods=moods)


# ---- what it says ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "text", "detail"),
    [
        ({"title": "Tour", "note": "One.\nTwo."}, "Tour", "One.\nTwo."),
        ({"title": "Tour"}, "Tour", None),
        ({"note": "One.\nTwo.\n\nThree."}, "One.", "Two.\nThree."),
        ({"activities": "work | deep talk |  | run"}, "work, deep talk, run", None),
        ({"mood": "rad"}, "rad", None),
        ({"title": " ", "note": " <br> ", "activities": " | "}, "good", None),
    ],
)
def test_what_an_entry_says(cells: dict[str, str], text: str, detail: str | None) -> None:
    """Its title, else the first line of the note, else its activities, else its mood."""
    found = _entry(**cells).values
    assert (found["text"], found["detail"]) == (text, detail)


@pytest.mark.parametrize(
    ("note", "text", "detail"),
    [
        ("<b>Bold</b> and <i>thin</i>", "Bold and thin", None),
        ("One<br>Two<br/>Three<BR />Four", "One", "Two\nThree\nFour"),
        ("<div>One</div><div><br></div><div>Two</div>", "One", "Two"),
        ("Did:<ul><li>this</li><li>that</li></ul>", "Did:", "- this\n- that"),
        ('<font color="#fff">White</font><p style="x">P</p>', "White", "P"),
        ("Tea &amp; cake &lt;3 &#228; &nbsp;x &unknown;", "Tea & cake <3 ä x &unknown;", None),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2", None),
        ("&lt;b&gt;", "<b>", None),
        ("I <3 it, x<y", "I <3 it, x<y", None),
        ("<script>x</script>", "<script>x</script>", None),
        ("write to lee@example.org", "write to (address)", None),
    ],
)  # fmt: skip
def test_a_note_loses_its_markup(note: str, text: str, detail: str | None) -> None:
    """Tags of an editor and entities; what is no tag of a note stays a text."""
    found = _entry(note=note).values
    assert (found["text"], found["detail"]) == (text, detail)


@pytest.mark.parametrize(
    "note", ["<b " * 60_000, "<" * 200_000, "&" * 200_000, "a@" * 100_000, "<br " * 50_000]
)
def test_a_long_note_costs_no_more_than_reading_it(note: str) -> None:
    """200 kB of what looks like the beginning of a tag, an entity or an address."""
    begin = time.perf_counter()
    _entry(note=note)
    assert time.perf_counter() - begin < 4


@pytest.mark.parametrize(
    ("activities", "word", "tags"),
    [
        ("work | run", "note", ["work", "run"]),
        ("work | win", "win", ["work"]),
        ("Lesson | work", "lesson", ["work"]),
        ("did | win", "win", ["did"]),
        ("winning | try", "note", ["winning", "try"]),
        ('say "hi" | movies / tv', "note", ['say "hi"', "movies / tv"]),
        ("", "note", []),
    ],
)
def test_activities_become_tags_and_may_be_the_word(
    activities: str, word: str, tags: list[str]
) -> None:
    """Words of the journal among them; a step of a side project needs its name and stays a note."""
    found = _entry(activities=activities).values
    assert (found["word"], found["tags"]) == (word, tags)


def test_an_entry_is_a_valid_row() -> None:
    """Everything filled: typed without a warning, tags as slugs."""
    row, problems = tidy.row(_entry(activities="Deep Work | movies / tv", title="T", note="a<br>b"))
    assert row is not None
    assert problems == []
    assert (row["tags"], row["energy"], row["hours"]) == (["deep-work", "movies-/-tv"], 1, None)


def test_scales_are_not_read() -> None:
    """A night's sleep."""
    text = (
        HEADER + '2024-10-17,x,x,14:03,good,"","Sleep Quality: 8/10 points | Sleep: 7:30","","x"\n'
    )
    assert "Sleep" not in repr(_read(text))


def test_an_empty_entry_is_left_out() -> None:
    """A day and a time, and nothing else; commas alone; the heading once more; a cell too many."""
    text = HEADER + _line(mood="") + ",,,,,,,,\n" + HEADER + _line().rstrip() + ",lee@example.org\n"
    rows = _read(text)
    assert rows[:3] == [
        Skipped(2, "empty entry"),
        Skipped(3, "blank row"),
        Skipped(4, "repeated header"),
    ]
    assert isinstance(rows[3], Problem)
    assert rows[3].code == "E-RAGGED"
    assert "example.org" not in repr(rows)


# ---- when, and which ---------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2024-02-30", "", "0000-00-00", "9999-01-01", "today"])
def test_a_bad_day_costs_the_row(day: str) -> None:
    """One that does not exist, none, years beyond reason, a word."""
    rows = _read(HEADER + _line(day=day) + _line())
    assert [(row.code, row.column) for row in rows if isinstance(row, Problem)] == [
        ("E-DATE", "full_date")
    ]
    assert len(rows) == 2


def test_a_spreadsheet_wrote_the_days_anew() -> None:
    """17 October decides for 3 April; 3 April alone is a question."""
    text = HEADER + _line(day="17/10/2024") + _line(day="03/04/2024")
    assert [row.values["date"] for row in _read(text) if isinstance(row, Record)] == [
        "2024-10-17", "2024-04-03",
    ]  # fmt: skip
    with pytest.raises(Unreadable) as bad:
        _read(HEADER + _line(day="03/04/2024"))
    assert bad.value.problem.code == "E-DATE-AMBIGUOUS"


@pytest.mark.parametrize(
    ("at", "minute"),
    [
        ("10:04 PM", "22:04"),
        ("10:04 pm", "22:04"),
        ("10:04 p. m.", "22:04"),
        ("22:04", "22:04"),
        ("10:04\u202fPM", "22:04"),
        ("12:00 AM", "00:00"),
        ("12:30 PM", "12:30"),
        ("9:05", "09:05"),
        ("09:05 am", "09:05"),
        ("", ""),
        ("午後10:04", "午後10:04"),
    ],
)
def test_a_minute_is_the_same_in_any_clock(at: str, minute: str) -> None:
    """The telephone was set from 12 to 24 hours, or to another language."""
    assert _entry(at=at).key == ("2024-10-17", minute)


def test_an_entry_stays_the_same_when_it_is_edited(workbook: Builder) -> None:
    """Mood, note, title and activities in a newer export: one row, changed; an entry deleted is gone."""
    old = HEADER + _line(mood="bad", note="draft") + _line(at="09:00", note="gone soon")
    new = HEADER + _line(mood="rad", title="done", note="text", activities="work")
    workbook.write("inbox/daylio_export_2024-10-18.csv", old)
    before = {row.cells["text"]: row.cells["id"] for row in workbook.rebuild().rows["entry"]}
    workbook.write("inbox/daylio_export_2024-10-19.csv", new)
    rebuilt = workbook.rebuild()
    (row,) = rebuilt.rows["entry"]
    assert (row.cells["text"], row.cells["energy"]) == ("done", 2)
    assert row.cells["id"] == before["draft"]
    assert not rebuilt.unbalanced


def test_two_entries_in_one_minute_stay_two(workbook: Builder) -> None:
    """Equal in everything."""
    workbook.write("inbox/daylio_export.csv", HEADER + _line() * 2)
    assert len(workbook.rebuild().rows["entry"]) == 2


# ---- files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "full_date,date,weekday,time,mood,activities,note_title,note",
        "full_date,date,weekday,time,mood,activities,note",
        "year,date,weekday,time,mood,activities,note",
        "\ufefffull_date;date;weekday;time;mood;activities;scales;note_title;note",
        "sep=;\nfull_date;date;weekday;time;mood;activities;note",
    ],
)
def test_all_its_columns_are_known(header: str) -> None:
    """From 2018, 2019, 2020 and 2026, with a mark and through a spreadsheet."""
    assert daylio.claims(_drop(header + "\n"))


@pytest.mark.parametrize(
    "header",
    [
        "date,mood,activities,note", "full_date,mood", "Timestamp,mood,activities,note",
        "year,mood,activities,note", "", "Start date,Duration,Project",
    ],
)  # fmt: skip
def test_other_files_are_not_claimed(header: str) -> None:
    """Tables that say too little, a form, a time tracker."""
    assert not daylio.claims(_drop(header + "\n1,2,3,4\n"))


def test_a_header_that_is_gone_is_said() -> None:
    """A file that was claimed once and is read without its heading."""
    with pytest.raises(Unreadable) as bad:
        list(daylio.read(_drop("1,2,3\n"), Settings()))
    assert bad.value.problem.code == "E-HEADER"
