"""jrnl: what begins an entry, in which shape its date is, and what is no journal at all."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from careerkit.errors import BadData
from careerkit.importers import jrnl, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

SAMPLE = Path(__file__).parent / "sample"


def _drop(data: str | bytes, name: str = "journal.txt", order: str = "") -> Drop:
    raw = data.encode() if isinstance(data, str) else data
    return Drop(name, "inbox", f"inbox/{name}", raw, date_order=order)


def _with(timeformat: str) -> Settings:
    return Settings(sources={"jrnl": {"timeformat": timeformat}} if timeformat else {})


def _read(
    data: str | bytes, name: str = "journal.txt", timeformat: str = "", order: str = ""
) -> list[Row]:
    drop = _drop(data, name, order)
    assert recognise(drop) == ["jrnl"]
    rows = list(jrnl.read(drop, _with(timeformat)))
    assert drop.rows_in == len(rows)
    return rows


def _records(*args: Any, **more: Any) -> list[Record]:
    rows = _read(*args, **more)
    assert all(isinstance(row, Record) for row in rows), rows
    return [row for row in rows if isinstance(row, Record)]


def _told(row: Row) -> tuple[str, str | None]:
    assert isinstance(row, Record)
    return row.values["text"], row.values["detail"]


def _refused(data: str, timeformat: str = "", order: str = "") -> Problem:
    with pytest.raises(Unreadable) as caught:
        list(jrnl.read(_drop(data, order=order), _with(timeformat)))
    return caught.value.problem


# ---- what begins an entry ----------------------------------------------------------------------------


def test_a_bracket_without_a_date_is_the_persons_text() -> None:
    """A list, a link, a task, a clock time, half a date of a book, a date not at the beginning of the line."""
    body = "[1] first\n[1/2] half\n[link](a.md)\n[x] done\n[10:30] later\n[Lee 2013, 5] said\nsee [2024-01-01] there"
    (found,) = _records(f"[2024-03-05 09:00] Title\n{body}\n")
    assert _told(found) == ("Title", body)


@pytest.mark.parametrize(
    "written", ["2024-02-30 09:00", "2024-03 09:00", "2024-03-05 25:00", "31.04.2024", "2024-00-00"]
)
def test_a_date_that_cannot_be_read_costs_its_entry_only(written: str) -> None:
    """Days, months and hours that do not exist, a month alone: never a part of the entry above."""
    rows = _read(
        f"[2024-03-05 09:00] One\n\n[{written}] Two\nits text\n\n[2024-03-07 09:00] Three\n"
    )
    assert _told(rows[0]) == ("One", None)
    bad = rows[1]
    assert isinstance(bad, Problem)
    assert (bad.code, bad.line, bad.column, bad.value) == ("E-DATE", 3, "date", written)
    assert written not in bad.one_line()
    assert _told(rows[2]) == ("Three", None)


def test_without_brackets_a_bracket_begins_nothing() -> None:
    """A journal from before version 2, with a pasted chat and a day without a time in it."""
    first, second = _records(
        "2013-06-09 15:39 One\n[2019-08-03 12:55] chat\n2019-08-03 is a day\n\n2013-06-10 15:40 Two\n"
    )
    assert _told(first) == ("One", "[2019-08-03 12:55] chat\n2019-08-03 is a day")
    assert _told(second) == ("Two", None)


def test_bars_of_the_screen_are_left_out_where_all_lines_have_one() -> None:
    """The list on the screen; a table in Markdown below a line without a bar; bars below brackets."""
    (found,) = _records("2013-06-09 15:39 One\n| a\n|\n| | b |\n")
    assert _told(found) == ("One", "a\n\n| b |")
    (found,) = _records("2013-06-09 15:39 One\nTable:\n| a |\n")
    assert _told(found) == ("One", "Table:\n| a |")
    (found,) = _records("[2013-06-09 15:39] One\n| a |\n")
    assert _told(found) == ("One", "| a |")


@pytest.mark.parametrize(
    ("title", "text", "starred"),
    [
        ("Best day *", "Best day", True), ("Best day.*", "Best day.", True), ("Best day", "Best day", False),
        ("A *very* good day", "A *very* good day", False), ("A *good day*", "A *good day*", False),
        ("A **good day**", "A **good day**", False), ("A *good* day *", "A *good* day", True), ("* Best", "* Best", False),
    ],
)  # fmt: skip
def test_a_star_at_the_end(title: str, text: str, starred: bool) -> None:
    """With and without blank, none, and emphasis in Markdown, which ends with stars too."""
    (found,) = _records(f"[2024-03-05 09:00] {title}  \nbody *\n")
    assert (found.values["text"], found.values["starred"]) == (text, starred)


def test_an_entry_without_words_is_left_out() -> None:
    """A date alone, with and without a blank behind it, and one whose words are below it."""
    rows = _read(
        "[2024-03-05 09:00]\n\n[2024-03-06 09:00] \n\n[2024-03-07 09:00]\nBelow.\n\nAnd more.\n"
    )
    assert rows[:2] == [Skipped(1, "no text"), Skipped(3, "no text")]
    assert _told(rows[2]) == ("Below.", "And more.")


@pytest.mark.parametrize(
    ("text", "word", "tags"),
    [
        ("plain", "note", []),
        ("I met @dan, and @idea: (see @mac.)", "note", ["dan", "idea", "mac"]),
        ("#Win for @OS/2 and @C++, not @C#", "win", ["OS/2", "C++", "C-sharp"]),
        ("dana@example.org @lesson", "lesson", []),
        ("@did and @win", "did", ["win"]),
        ("## Heading # @ @@ #- x#y a@b", "note", []),
        ("@Åsa #büro @日本", "note", ["Åsa", "büro", "日本"]),
    ],
)
def test_tags(text: str, word: str, tags: list[str]) -> None:
    """None; with marks behind; with signs inside; an address; two journal words; marks alone; other scripts."""
    (found,) = _records(f"[2024-03-05 09:00] Title\n{text}\n")
    assert (found.values["word"], found.values["tags"]) == (word, tags)


def test_addresses_are_blanked() -> None:
    """One in the title and one in the body."""
    (found,) = _records(
        "[2024-03-05 09:00] Wrote to dana.ortiz@example.org\nand lee@mail.example.org, twice\n"
    )
    assert _told(found) == ("Wrote to (address)", "and (address), twice")


# ---- dates -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "day", "minute"),
    [
        ("2013-06-09 15:39", "2013-06-09", "15:39"), ("2013-06-09 03:39:07 PM", "2013-06-09", "15:39"),
        ("2013-06-09 12:05 AM", "2013-06-09", "00:05"), ("2013/06/09 15:39", "2013-06-09", "15:39"),
        ("2013-06-09", "2013-06-09", "00:00"), ("2013-06-09T15:39", "2013-06-09", "15:39"),
        ("Sunday, 9 June 2013 15:39", "2013-06-09", "15:39"), ("Jun 9, 2013 3:39 PM", "2013-06-09", "15:39"),
        ("So 9. Juni 2013 15:39", "2013-06-09", "15:39"), ("21.06.2013 15:39", "2013-06-21", "15:39"),
        ("06/21/2013 3:39 PM", "2013-06-21", "15:39"), ("21.06.13 15:39", "2013-06-21", "15:39"),
    ],
)  # fmt: skip
def test_dates_that_need_no_format(written: str, day: str, minute: str) -> None:
    """Year first, clocks of 12 and 24 hours, no clock, names of months in two languages, days past the 12th."""
    (found,) = _records(f"[{written}] Title\n")
    assert found.values["date"] == day
    assert found.key == (f"{day} {minute}", "title")


AMBIGUOUS = "[09.06.2013 15:39] One\n\n[10.07.2013 15:40] Two\n"


@pytest.mark.parametrize(
    ("order", "days"),
    [("dmy", ["2013-06-09", "2013-07-10"]), ("mdy", ["2013-09-06", "2013-10-07"])],
)
def test_days_in_figures_need_their_order(order: str, days: list[str]) -> None:
    """Two days that exist in either order: a question, until it is answered."""
    assert _refused(AMBIGUOUS).code == "E-DATE-AMBIGUOUS"
    assert [found.values["date"] for found in _records(AMBIGUOUS, order=order)] == days


def test_one_day_past_the_twelfth_tells_the_order() -> None:
    """The ninth of June, then the thirteenth."""
    drop = _drop("[09/06/2013 15:39] One\n\n[13/06/2013 15:40] Two\n")
    rows = list(jrnl.read(drop, Settings()))
    assert [row.values["date"] for row in rows if isinstance(row, Record)] == [
        "2013-06-09",
        "2013-06-13",
    ]
    assert drop.proven_order == "dmy"


def test_two_orders_in_one_journal_are_told() -> None:
    """13/02 and 02/13 cannot both be right."""
    problem = _refused("[13/02/2013 15:39] One\n\n[02/13/2013 15:40] Two\n")
    assert problem.code == "E-DATE-MIXED"


@pytest.mark.parametrize(
    ("timeformat", "written"),
    [
        ("%d.%m.%Y %H:%M", "09.06.2013 15:39"), ("%m/%d/%y %l:%M %p", "06/09/13 3:39 PM"),
        ("%D %r", "06/09/13 03:39:00 PM"), ("%F %T", "2013-06-09 15:39:00"), ("%-d.%-m.%Y %R", "9.6.2013 15:39"),
        ("%A, %d %B %Y %H.%M", "Sunday, 09 June 2013 15.39"), ("%Y%m%d %H%M", "20130609 1539"),
        ("%e/%m/%Y %k:%M", " 9/06/2013 15:39"), ("%Y-%m-%d %H:%M %z", "2013-06-09 15:39 +0200"),
        ("%d/%m/%Y 100%% %H:%M", "09/06/2013 100% 15:39"),
    ],
)  # fmt: skip
def test_the_persons_own_format(timeformat: str, written: str) -> None:
    """Formats as they stand in jrnl's settings, also those that write a date and that Python does not read."""
    (found,) = list(jrnl.read(_drop(f"[{written}] Title\n"), _with(timeformat)))
    assert isinstance(found, Record)
    assert found.key == ("2013-06-09 15:39", "title")


def test_a_date_with_a_year_first_needs_no_format() -> None:
    """A journal that changed its format, and dates that fit neither."""
    text = "[2013-06-09 15:39] One\n\n[10.07.2013 15:40] Two\n\n[07/20/2013 15:40] Three\n"
    first, second, third = _read(text, timeformat="%d.%m.%Y %H:%M")
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.values["date"], second.values["date"]) == ("2013-06-09", "2013-07-10")
    assert isinstance(third, Problem)
    assert third.code == "E-DATE"


@pytest.mark.parametrize(
    "timeformat", ["%H:%M", "%d.%m. %H:%M", "%B %Y", "%Y", "%Q", "%", "%d%d%d %m %Y", "%Y-%m-%d (", "[", "x" * 500, "%d" * 60, "\ud83d"]
)  # fmt: skip
def test_a_format_without_a_day_is_wrong_use(timeformat: str) -> None:
    """No day, no year, unknown and repeated directives, a bracket, formats that are too long, half a letter."""
    if timeformat == "%Y-%m-%d (":
        (found,) = list(jrnl.read(_drop("[2013-06-09 (] Title\n"), _with(timeformat)))
        assert isinstance(found, Record)
        return
    with pytest.raises(BadData, match="timeformat"):
        list(jrnl.read(_drop("[2013-06-09 15:39] Title\n"), _with(timeformat)))


@pytest.mark.parametrize(
    ("text", "timeformat"),
    [
        ("[Sunday 09 June 2013 15.39.10,5] One\n\n[Monday 10 June 2013 9.00.00,1] Two\n", ""),
        ("[20130609 1539] One\n", ""),
        ("[13/06/2013 15:39] One\n", "%Y %j %H:%M"),
    ],
)
def test_dates_in_no_known_shape_are_a_question(text: str, timeformat: str) -> None:
    """Points in the clock, figures without marks, and a format that is not the journal's."""
    assert jrnl.claims(_drop(text))
    problem = _refused(text, timeformat)
    assert (problem.code, problem.line) == ("E-DATE", 1)
    assert "timeformat" in problem.fix


# ---- identity ----------------------------------------------------------------------------------------


def test_an_entry_is_the_same_in_text_and_json() -> None:
    """Two entries of one minute, as text and as JSON; the third journal has the same title a minute later."""
    entries = [
        {"title": title, "body": "b", "date": "2024-03-05", "time": "09:00", "starred": False}
        for title in ("One", "Two")
    ]
    told = _records(json.dumps({"tags": {}, "entries": entries}), "journal.json")
    text = _records("[2024-03-05 09:00:30] One\nb\n\n[2024-03-05 09:00:59] Two\nb\n", "journal.txt")
    assert [(row.key, row.member) for row in told] == [(row.key, row.member) for row in text]
    assert len({row.key for row in told}) == 2
    (later,) = _records("[2024-03-05 09:01] One\n")
    assert later.key != told[0].key


@pytest.mark.parametrize(
    ("name", "journal"),
    [
        ("journal.txt", "journal"), ("Journal (1).txt", "journal"), ("jrnl-2024-03-05.json", "jrnl"),
        ("work_20240305.journal", "work"), ("2024-03-05T10-00-00 work.txt", "work"), ("2023.txt", "2023"),
        ("journal-2023.txt", "journal-2023"), ("work", "work"), ("export.2024.txt", "export.2024"), ("2024-03-05.txt", ""),
    ],
)  # fmt: skip
def test_the_files_name_says_which_journal_it_is(name: str, journal: str) -> None:
    """Copies, days of the export, years, no kind."""
    (found,) = _records("[2024-03-05 09:00] Title\n", name)
    assert found.member == journal


# ---- JSON --------------------------------------------------------------------------------------------

ENTRY = {
    "title": "Title @win",
    "body": "B.",
    "date": "2024-03-05",
    "time": "09:00",
    "tags": ["@win"],
    "starred": True,
}


def _json(*entries: Any) -> str:
    return json.dumps({"tags": {"@win": 1}, "entries": entries}, indent=2)


def test_entries_of_json() -> None:
    """Tags with their marks; no tags at all; no title; no words; no clock; a star of another type."""
    rows = _read(_json(
        ENTRY, {**ENTRY, "tags": ["@work", "#C#", None]}, {name: v for name, v in ENTRY.items() if name != "tags"},
        {**ENTRY, "title": "", "body": "First.\nSecond."}, {**ENTRY, "title": " ", "body": ""},
        {**ENTRY, "time": None, "starred": "yes"},
    ), "export.json")  # fmt: skip
    told = [
        (row.values["word"], row.values["tags"]) if isinstance(row, Record) else row for row in rows
    ]
    assert told[:3] == [("win", []), ("note", ["work", "C-sharp"]), ("win", [])]
    assert _told(rows[3]) == ("First.", "Second.")
    assert isinstance(rows[4], Skipped)
    assert rows[4].rule == "no text"
    assert isinstance(rows[5], Record)
    assert (rows[5].key[0], rows[5].values["starred"]) == ("2024-03-05 00:00", None)


@pytest.mark.parametrize(
    "bad", [None, [], "x", {}, {**ENTRY, "date": "05/03/2024"}, {**ENTRY, "date": 20240305}]
)
def test_a_bad_entry_of_json_costs_itself_only(bad: Any) -> None:
    """Nothing, an array, a text, an empty object, another shape of date, a number."""
    good, problem = _read(_json(ENTRY, bad), "export.json")
    assert isinstance(good, Record)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.column) == ("E-DATE", "date")


BOX = "┏━━━━━━━━━┓\n┃ 1 entry ┃\n┗━━━━━━━━━┛\n"


@pytest.mark.parametrize("text", [BOX + "%s", "\n" + BOX + "\n%s\n" + BOX, "%s"])
def test_messages_around_json_are_passed_over(text: str) -> None:
    """Boxes above, on both sides, and none; the line is the line in the file."""
    drop = _drop(text % _json(ENTRY), "export.json")
    (found,) = list(jrnl.read(drop, Settings()))
    assert isinstance(found, Record)
    assert found.line == drop.text.split("\n").index("    {") + 1
    assert drop.rows_in == 1


def test_half_an_export_is_refused() -> None:
    """JSON that was cut off, below a message."""
    text = BOX + _json(ENTRY)
    with pytest.raises(Unreadable) as caught:
        list(jrnl.read(_drop(text[:-3], "export.json"), Settings()))
    assert caught.value.problem.code == "E-JSON"


# ---- files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    """Marks of UTF-8 and UTF-16, line ends of other systems, an accent apart."""
    text = "[2024-03-05 09:00] A\u030asa said yes\nto all\n\n[2024-03-06 09:00] Two\n".replace(
        "\n", end
    )
    first, second = _records(text.encode(encoding))
    assert _told(first) == ("Åsa said yes", "to all")
    assert second.line == 4


def test_a_line_that_is_no_utf8_costs_its_entry_only() -> None:
    """A letter in cp1252 in the second of three entries; then the encoding is named."""
    text = "[2024-03-05 09:00] One\n\n[2024-03-06 09:00] Two\nÅsa\n\n[2024-03-07 09:00] Three\n"
    first, second, third = _read(text.encode("cp1252"))
    assert isinstance(second, Problem)
    assert (second.code, second.line) == ("E-ENCODING", 4)
    assert (_told(first), _told(third)) == (("One", None), ("Three", None))
    drop = Drop("journal.txt", "inbox", "journal.txt", text.encode("cp1252"), encoding="cp1252")
    assert _told(list(jrnl.read(drop, Settings()))[1]) == ("Two", "Åsa")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("@win                 : 12\n#persuasion          : 1\n", "list of tags"),
        ("2024-03-05, 2\n2024-03-06, 1\n", "dates"),
        ("# 2024\n\n## March\n\n### 2024-03-05 09:00:00 AM Closed it. @win\n\nText\n", "Markdown"),
        ("# 2013\n\n## Juni\n\n### 09.06.2013 15:39 Closed it.\n", "Markdown"),
    ],
)
def test_other_exports_are_refused_by_name(text: str, kind: str) -> None:
    """The list of tags, the list of dates, Markdown with two shapes of dates."""
    assert recognise(_drop(text)) == ["jrnl"]
    problem = _refused(text)
    assert problem.code == "E-FORMAT"
    assert kind in problem.reason


CHAT = "".join(f"[05.03.24, 10:23:{second}] Anna: hello {second}\n" for second in range(10, 40))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "journal.txt"), ("\n\n", "journal.txt"), ("Dear diary\n\n[2024-03-05 09:00] x\n", "journal.txt"),
        ("[ashasd7zdskhz7asdkjasd] Entry\nText\n", "a.journal"), ("[1] One\n[2] Two\n", "list.txt"),
        ("[x] done\n[ ] open\n", "tasks.md"), ("[Lee 2013, page 12] says\n", "notes.md"), ("[2024] was good\n", "a.txt"),
        ("[2024-03-05](2024-03-05.md) is a link\n", "a.md"), ("[2024-03-05 09:00]No blank\n", "a.txt"),
        (CHAT, "chat.txt"), (CHAT.replace("[05.03.24, ", "2024-03-05 ").replace("]", ""), "server.txt"),
        ("[2024-03-05 09:00:00] ERROR disk\n", "server.log"), ("2024-03-05 09:00 Meeting\n\nNotes of it\n", "meeting.md"),
        ("2024-03-05 Went out\n", "diary.txt"), ("2024-03-05\n    1h30m #win\n", "klog.txt"), ("2024-03-05,2\n", "a.csv"),
        ("# 2024\n\n## March\n\nText\n", "a.md"), ("# 2024\n## March\n### 2023-03-05 x\n", "a.md"),
        ("@dana: 12 Main Road\n", "a.txt"), ('{"entries": []}', "a.json"), ('{"entries": [{"title": "x", "date": "y"}]}', "a.json"),
        ("---\ntitle: x\ndate: 2024-03-05 09:00\n---\n", "a.md"), ('<?xml version="1.0"?>\n<plist version="1.0">', "A.doentry"),
        ("* [2024-03-05 Tue 09:00] x\n", "a.org"), ("BEGIN:VCALENDAR\n", "a.ics"), ("PK\x03\x04", "a.zip"), ("\x00\x01\x02\x03", "a.journal"),
    ],
)  # fmt: skip
def test_what_is_no_journal_is_not_claimed(text: str, name: str) -> None:
    """Nothing, prose, brackets without dates, links, chats, logs, other diaries, other exports, other kinds of files."""
    assert not jrnl.claims(_drop(text, name))


def test_hostile_lines_cost_little() -> None:
    """Long lines of brackets, stars, marks and dots, and a hundred thousand lines of them."""
    hostile = [
        "[" * 200_000,
        "[2024-" + "1" * 200_000,
        "@" * 200_000,
        "*" * 200_001,
        "a@" + "." * 200_000,
        "x" * 200_000 + "@",
    ]
    text = "[2024-03-05 09:00] Title\n" + "\n".join(hostile) + "\n\n[2024-99-99 x] y\n[1]" * 20_000
    (found, *_) = _read(text)
    assert isinstance(found, Record)


def test_damage_is_never_more_than_refused() -> None:
    """Every sample cut off at many places and with bytes changed."""
    chance = random.Random(11)
    for path in sorted(SAMPLE.iterdir()):
        data = path.read_bytes()
        for _ in range(60):
            damaged = bytearray(
                data[: chance.randrange(len(data))] if chance.random() < 0.5 else data
            )
            for _ in range(chance.randrange(4)):
                damaged[chance.randrange(len(damaged) or 1) : 0] = bytes([chance.randrange(256)])
            _survives(bytes(damaged), path.name)


def _survives(data: bytes, name: str) -> None:
    drop = _drop(data, name)
    try:
        rows = list(jrnl.read(drop, Settings())) if jrnl.claims(drop) else []
    except Unreadable:
        return
    assert drop.rows_in == len(rows)
