"""Forms: whose answers they are, numbers and words, times in many shapes, and what is never kept."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pandas as pd
import pytest

from careerkit import assess, instruments, tidy
from careerkit.errors import BadData
from careerkit.importers import forms, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings
from tests.conftest import Builder
from tests.measures.frames import frame

STAMP = "2024/10/17 6:31:58 PM GMT+2"
TWO = (
    "Timestamp,Username,Mood,Why\n"
    f"{STAMP},ada@example.org,4,rehearsals\n"
    "2024/10/18 6:31:58 PM GMT+2,lee@example.org,2,\n"
)


def _settings(**options: Any) -> Settings:
    return Settings(time_zone="Europe/Berlin", sources={"forms": options})


def _drop(text: str | bytes, name: str = "Check-in.csv") -> Drop:
    return Drop(name, "inbox", f"inbox/{name}", text if isinstance(text, bytes) else text.encode())


def _read(text: str | bytes, name: str = "Check-in.csv", **options: Any) -> list[Row]:
    drop = _drop(text, name)
    assert recognise(drop) == ["forms"]
    rows = list(forms.read(drop, _settings(**options)))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _records(rows: list[Row]) -> list[Record]:
    return [row for row in rows if isinstance(row, Record)]


def _refused(text: str, **options: Any) -> Problem:
    with pytest.raises(Unreadable) as bad:
        list(forms.read(_drop(text), _settings(**options)))
    return bad.value.problem


def _cell(cell: str, **options: Any) -> Row:
    """What becomes of one answer."""
    quoted = cell.replace('"', '""')
    rows = _read(f'Timestamp,Mood\n{STAMP},"{quoted}"\n', **options)
    assert len(rows) == 1
    return rows[0]


# ---- whose answers -----------------------------------------------------------------------------------


def test_several_people_are_a_question() -> None:
    """Two respondents, and nobody said who the person is; the message names nobody."""
    problem = _refused(TWO)
    assert problem.code == "E-WHO"
    assert "2 people" in problem.reason
    assert "me = [" in problem.fix
    assert "example.org" not in problem.one_line()


@pytest.mark.parametrize("me", [["ada@example.org"], "  ADA@example.org "])
def test_the_others_are_left_out(me: str | list[str]) -> None:
    """The address as it stands in a list, and in another case without one; every question of the other is a row."""
    rows = _read(TWO, me=me)
    assert [record.values["item"] for record in _records(rows)] == ["mood", "why"]
    assert rows[2:] == [Skipped(3, "another respondent")] * 2


def test_somebody_else_in_settings_is_a_question() -> None:
    """An address with a typing error: better refused than all rows left out."""
    assert _refused(TWO, me=["ade@example.org"]).code == "E-WHO"


def test_a_name_column_tells_too() -> None:
    """No address was collected, but a name was asked; one of the two gave none."""
    text = f"Timestamp,Your name,Mood\n{STAMP},Ada,4\n{STAMP},,2\n"
    assert _refused(text).code == "E-WHO"
    rows = _read(text, me=["ada"])
    assert [record.values["value"] for record in _records(rows)] == ["4"]
    assert rows[1] == Skipped(3, "another respondent")


def test_one_person_needs_no_option() -> None:
    """The same address twice, with two spellings of the name."""
    text = (
        "Timestamp,Email Address,Name,Mood\n"
        f"{STAMP},ada@example.org,Ada,4\n2024/11/17 6:31:58 PM GMT+2,Ada@example.org,Ada L.,3\n"
    )
    assert len(_records(_read(text))) == 2


def test_anonymous_answers_are_the_persons_own() -> None:
    """A form that collects nothing, and one whose respondents are all anonymous, even with `me` set."""
    text = f"Timestamp,Mood\n{STAMP},4\n{STAMP},5\n"
    assert len(_records(_read(text))) == 2
    text = (
        "ID,Start time,Completion time,Email,Name,Mood\n"
        "1,7/27/24 19:06,7/27/24 19:17,anonymous,,4\n2,7/28/24 19:06,7/28/24 19:17,anonymous,,5\n"
    )
    assert len(_records(_read(text))) == 2
    assert len(_records(_read(text, me=["ada@example.org"]))) == 2


def test_a_bad_time_of_somebody_else_is_nobodys_problem() -> None:
    """The other's stamp is gone."""
    rows = _read(TWO.replace("2024/10/18 6:31:58 PM GMT+2", "?"), me=["ada@example.org"])
    assert not [row for row in rows if isinstance(row, Problem)]


# ---- numbers and words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"),
    [("4", 4.0), ("4,5", 4.5), ("4.5", 4.5), ("0", 0.0), ("-2", -2.0), ("−2", -2.0), ("6", 6.0), ("10", 10.0)],
)  # fmt: skip
def test_a_number_stays_as_it_was_given(cell: str, value: float) -> None:
    """Points of scales; whether 6 lies on the scale is for the questionnaire to say."""
    found = _cell(cell)
    assert isinstance(found, Record)
    typed, problems = tidy.row(found)
    assert typed is not None
    assert (typed["value"], typed["text"], typed["answered"], problems) == (
        value,
        None,
        "answered",
        [],
    )


@pytest.mark.parametrize(
    "cell",
    [
        "Strongly agree", "5 - very", "Sunday;Monday", "Pitching, rehearsing", "007", "1e5", "80 %",
        "1.234", "2.000,0", "4 / 5", "٤", "=1+1", "True", "N/A", "nan", "12:30", "2024-10-17",
        "09.10.2024 18:31", "a\nb", 'He said "enough"',
    ],
)  # fmt: skip
def test_words_stay_words(cell: str) -> None:
    """Likert words, choices, and what only looks like a number."""
    found = _cell(cell)
    assert isinstance(found, Record)
    assert (found.values["value"], found.values["text"]) == (None, cell)


def test_a_word_may_be_given_its_number() -> None:
    """`words` in workbook.toml, in another case and with a space too many; others stay words."""
    words = {"strongly  Agree": 5, "no": 1.5}
    assert _cell("Strongly agree", words=words).values["value"] == 5.0  # type: ignore[union-attr]
    assert _cell("NO", words=words).values["value"] == 1.5  # type: ignore[union-attr]
    assert _cell("agree", words=words).values["text"] == "agree"  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", ["", "   "])
def test_no_answer_is_left_out(cell: str) -> None:
    """An empty cell, and one of spaces."""
    assert _cell(cell) == Skipped(2, "not answered")


def test_no_answer_to_a_known_questionnaire_is_a_skip() -> None:
    """With a version, so that a response that was handed in is not taken for one that is still open."""
    found = _cell("", instrument="compass", version="1.0.0")
    assert isinstance(found, Record)
    assert (found.values["answered"], found.values["value"]) == ("skipped", None)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Ask lee@example.org, not me", "Ask (address), not me"),
        ("call +49 171 2345678 after six", "call (number) after six"),
        ("0171 2345678 or 01712345678", "(number) or (number)"),
        ("(555) 234-5678, please", "(number), please"),
    ],
)
def test_addresses_and_telephone_numbers_are_hidden(cell: str, text: str) -> None:
    """In the middle of words."""
    found = _cell(cell)
    assert isinstance(found, Record)
    assert found.values["text"] == text


@pytest.mark.parametrize(
    "cell", ["ada@example.org", "+49 171 2345678", "01712345678", "4917123456789"]
)
def test_nothing_but_contact_details_is_left_out(cell: str) -> None:
    """An address, and telephone numbers in four spellings."""
    assert _cell(cell) == Skipped(2, "contact details")


# ---- when --------------------------------------------------------------------------------------------


def _values(stamp: str, settings: Settings | None = None) -> dict[str, Any]:
    drop = _drop(f'Timestamp,Mood\n"{stamp}",4\n')
    (record,) = _records(list(forms.read(drop, settings or _settings())))
    return dict(record.values)


def test_a_response_is_one_sitting() -> None:
    """All its answers have the same administration, moment, day and year."""
    rows = _records(_read(TWO, me=["ada@example.org"]))
    assert {row.values["administration"] for row in rows} == {"2024-10-17T16:31:58Z"}
    assert {row.values["at"] for row in rows} == {"2024-10-17T16:31:58Z"}
    assert {row.values["date"] for row in rows} == {"2024-10-17"}
    assert {row.values["occasion"] for row in rows} == {"2024"}
    assert {row.values["mode"] for row in rows} == {"import"}


def test_twice_is_two_sittings() -> None:
    """One respondent, two responses."""
    text = f"Timestamp,Mood\n{STAMP},4\n2025/10/17 6:31:58 PM GMT+2,4\n"
    assert {row.values["administration"] for row in _records(_read(text))} == {
        "2024-10-17T16:31:58Z", "2025-10-17T16:31:58Z",
    }  # fmt: skip


def test_the_occasion_is_the_persons_year() -> None:
    """Late on New Year's Eve in New York, at home in Berlin; and a year that begins in April."""
    assert _values("2024/12/31 11:59:30 PM EST")["occasion"] == "2025"
    april = Settings(year_starts="04-01")
    assert _values("2024/03/31 11:00:00 AM UTC", april)["occasion"] == "2023"
    assert _values("2024/04/01 11:00:00 AM UTC", april)["occasion"] == "2024"


def test_a_zone_that_several_bear_is_told_once() -> None:
    """Three responses with CST."""
    text = "Timestamp,Mood\n" + "2024/10/17 6:31:58 PM CST,4\n" * 3
    rows = _read(text)
    assert [row.code for row in rows if isinstance(row, Problem)] == ["W-TZ"]
    assert isinstance(rows[0], Problem)
    assert {row.values["at"] for row in _records(rows)} == {"2024-10-17T16:31:58Z"}


@pytest.mark.parametrize(
    "stamp", ["", "yesterday", "2024/02/31 1:00:00 PM UTC", "9999/01/01 1:00 PM UTC"]
)
def test_a_response_without_a_time_is_set_aside_as_one_row(stamp: str) -> None:
    """No stamp, words, a day that does not exist, a year beyond reason; two questions."""
    rows = _read(f"Timestamp,Mood,Why\n{STAMP},4,x\n{stamp},5,y\n{STAMP},3,z\n")
    problems = [row for row in rows if isinstance(row, Problem)]
    assert [(row.code, row.line, row.column) for row in problems] == [("E-DATE", 3, "Timestamp")]
    assert len(rows) == 5


def test_the_order_of_days_is_decided_or_asked() -> None:
    """17 October decides for 3 April; 3 April alone is a question, until the person answers it."""
    text = "Timestamp,Mood\n03/04/2024 18:31:58,4\n17/10/2024 18:31:58,4\n"
    assert [row.values["date"] for row in _records(_read(text))] == ["2024-04-03", "2024-10-17"]
    alone = "Timestamp,Mood\n03/04/2024 18:31:58,4\n"
    assert _refused(alone).code == "E-DATE-AMBIGUOUS"
    drop = _drop(alone)
    drop.date_order = "mdy"
    (record,) = _records(list(forms.read(drop, _settings())))
    assert record.values["date"] == "2024-03-04"


def test_a_day_without_a_time() -> None:
    """A column that a spreadsheet shows as days: no moment is made up."""
    found = _values("17.10.2024")
    assert (found["at"], found["administration"], found["date"]) == (
        None,
        "2024-10-17",
        "2024-10-17",
    )


# ---- which questions ---------------------------------------------------------------------------------


def test_the_file_names_the_questionnaire() -> None:
    """Names as Google and Microsoft give them, the second download, the next year's."""
    names = {
        "Career check (Responses) - Form Responses 1.csv": "career-check",
        "Career check (Antworten) - Formularantworten 1 (1).csv": "career-check",
        "Career check 2024.csv": "career-check",
        "Career check 2024-10-17.csv": "career-check",
        "Career check(1-25).csv": "career-check",
        "Career-check.CSV": "career-check",
        "2024.csv": "form",
    }
    text = f"Timestamp,Mood\n{STAMP},4\n"
    for name, slug in names.items():
        assert _records(_read(text, name))[0].values["instrument"] == slug


def test_the_person_names_questionnaire_version_and_items() -> None:
    """All three in workbook.toml; without a version it is 1."""
    text = f"Timestamp,My work uses my strengths\n{STAMP},4\n"
    plain = _records(_read(text))[0].values
    assert (plain["version"], plain["item"]) == ("1", "my-work-uses-my-strengths")
    items = {"My work uses my  strengths": "scope_1"}
    said = _records(_read(text, instrument="compass", version="1.0.0", items=items))[0].values
    assert [said[name] for name in ("instrument", "version", "item")] == [
        "compass",
        "1.0.0",
        "scope_1",
    ]


def test_two_forms_have_options_of_their_own() -> None:
    """Feedback from others in one file, the person's own answers in another."""
    options = {"me": ["ada@example.org"], "form": {"Peer review": {"feedback": True}}}
    assert {row.table for row in _records(_read(TWO, "Peer review 2024.csv", **options))} == {
        "feedback"
    }
    assert {row.table for row in _records(_read(TWO, "Check-in.csv", **options))} == {"answer"}


@pytest.mark.parametrize(
    "options",
    [
        {"me": 1}, {"feedback": "yes"}, {"words": {"yes": "1"}}, {"words": {"yes": True}},
        {"version": 1.0}, {"form": {"check-in": True}}, {"form": {"check-in": {"feedbak": True}}},
        {"form": {"check-in": {"feedback": 1}}},
    ],
)  # fmt: skip
def test_options_that_cannot_be(options: dict[str, Any]) -> None:
    """A number for a list, a text for a flag or a number, an unknown key."""
    with pytest.raises(BadData, match=r"sources\.forms"):
        list(forms.read(_drop(TWO), _settings(**options)))


def test_every_option_is_told() -> None:
    """The keys of [sources.forms], each with one sentence."""
    assert set(forms.OPTIONS) == {
        "me",
        "instrument",
        "version",
        "feedback",
        "items",
        "words",
        "form",
    }


# ---- feedback ----------------------------------------------------------------------------------------


def test_answers_about_the_person_are_feedback() -> None:
    """Two colleagues, one with a name: words are advice, numbers a rating; no address stays."""
    text = (
        "Timestamp,Email Address,Name,What should I do more of?,How clear am I?\n"
        f"{STAMP},lee@example.org,Lee Quay,Show it to me@example.org early,\n"
        "2024/10/18 6:31:58 PM GMT+2,kim@example.org,,,4\n"
    )
    rows = _read(text, feedback=True)
    first, second = _records(rows)
    assert first.table == second.table == "feedback"
    assert dict(first.values) == {
        "date": "2024-10-17", "giver": "Lee Quay", "form": "advice", "value": None,
        "text": "Show it to (address) early", "detail": "What should I do more of?",
    }  # fmt: skip
    assert (second.values["giver"], second.values["form"], second.values["value"]) == (
        None,
        "rating",
        "4",
    )
    assert [row for row in rows if isinstance(row, Skipped)] == [
        Skipped(2, "not answered"), Skipped(3, "not answered"),
    ]  # fmt: skip
    assert "example.org" not in repr(rows)
    assert all(tidy.row(record)[1] == [] for record in (first, second))


def test_two_colleagues_in_one_second_stay_two() -> None:
    """The same words at the same time from two addresses; the keys hold pseudonyms."""
    text = f"Timestamp,Username,Advice\n{STAMP},a@example.org,more\n{STAMP},b@example.org,more\n"
    keys = [record.key for record in _records(_read(text, feedback=True))]
    assert len(set(keys)) == 2
    assert "@" not in repr(keys)


# ---- identity ----------------------------------------------------------------------------------------


def _keys(text: str, name: str = "Check-in.csv") -> list[tuple[str, ...]]:
    return [record.key for record in _records(_read(text, name))]


def test_identity_outlives_renaming_rewording_and_other_rows() -> None:
    """The file under another name; a question with an id in new words; a newer response above."""
    text = f"Timestamp,How was it? [Q3]\n{STAMP},4\n"
    assert _keys(text) == _keys(text, "other.csv")
    assert _keys(text) == _keys(text.replace("How was it?", "How did it go?"))
    more = text.replace(STAMP, f"2025/01/01 1:00:00 PM UTC,5\n{STAMP}")
    assert _keys(more)[1] == _keys(text)[0]


def test_the_same_moment_in_another_shape_is_the_same() -> None:
    """Downloaded from the form, and through a spreadsheet in the zone at home."""
    direct = f"Timestamp,Mood\n{STAMP},4\n"
    assert _keys(direct) == _keys("Zeitstempel,Mood\n17.10.2024 18:31:58,4\n")


def test_a_newer_download_adds_and_replaces(workbook: Builder) -> None:
    """The second one has one response more, and one answer was corrected."""
    old = f"Timestamp,Mood\n{STAMP},4\n"
    workbook.write("inbox/Check-in.csv", old)
    new = f"Timestamp,Mood\n{STAMP},3\n2025/10/17 6:31:58 PM GMT+2,5\n"
    workbook.write("inbox/Check-in (1).csv", new)
    rebuilt = workbook.rebuild()
    assert sorted(row.cells["value"] for row in rebuilt.rows["answer"]) == [3.0, 5.0]
    assert not rebuilt.unbalanced


# ---- files -------------------------------------------------------------------------------------------


def _zipped(*members: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return out.getvalue()


def test_google_wraps_its_csv_in_a_zip() -> None:
    """One CSV in a zip; the form is named by the CSV, and rows are counted all the same."""
    rows = _records(
        _read(_zipped(("Check-in 2024.csv", TWO)), "download.zip", me=["ada@example.org"])
    )
    assert [row.values["instrument"] for row in rows] == ["check-in", "check-in"]
    assert {row.member for row in rows} == {"Check-in 2024.csv"}


_MAIN = "http:" + "//schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http:" + "//schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http:" + "//schemas.openxmlformats.org/package/2006"


def _spreadsheet(*rows: tuple[str | float, ...]) -> bytes:
    """A small XLSX: texts are texts, numbers above 40,000 are days with a time."""

    def cell(value: str | float) -> str:
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{value}</t></is></c>' if value else "<c/>"
        return f'<c s="{int(value > 40_000)}"><v>{value}</v></c>'

    lines = (f'<row r="{n}">{"".join(map(cell, row))}</row>' for n, row in enumerate(rows, 1))
    return _zipped(
        ("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>'),
        ("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a"'
         f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
         '<sheet name="Sheet1" sheetId="1" r:id="b"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship'
         f' Id="b" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/styles.xml", f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf/><xf numFmtId="22"/></cellXfs>'
         "</styleSheet>"),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}'
         "</sheetData></worksheet>"),
    )  # fmt: skip


def test_microsoft_gives_a_spreadsheet() -> None:
    """Two responses as cells with days and numbers: 45500.75 is 27 July 2024, 18:00 at home in Berlin."""
    data = _spreadsheet(
        ("ID", "Start time", "Completion time", "Email", "Name", "Mood", "Why"),
        (1, 45500.7, 45500.75, "anonymous", "", 4, "rehearsals"),
        (2, 45501.7, 45501.75, "anonymous", "", 4.5, ""),
    )
    rows = _read(data, "Check-in(1-2).xlsx")
    records = _records(rows)
    assert [row.values["value"] or row.values["text"] for row in records] == [
        "4",
        "rehearsals",
        "4.5",
    ]
    assert [row.values["at"] for row in records] == [
        "2024-07-27T16:00:00Z", "2024-07-27T16:00:00Z", "2024-07-28T16:00:00Z",
    ]  # fmt: skip
    assert {row.values["instrument"] for row in records} == {"check-in"}
    assert {row.member for row in records} == {"Sheet1"}
    assert [row.line for row in rows] == [2, 2, 3, 3]
    assert rows[-1] == Skipped(3, "not answered")


def test_other_spreadsheets_are_not_claimed() -> None:
    """A table of something else, and one without a row below the headings."""
    assert not forms.claims(_drop(_spreadsheet(("Day", "Mood"), (45500.5, 4)), "x.xlsx"))
    assert not forms.claims(_drop(_spreadsheet(("Timestamp", "Mood")), "x.xlsx"))


def test_other_zips_are_not_opened() -> None:
    """Two tables, a form beside a picture, nothing at all."""
    assert not forms.claims(_drop(_zipped(("a.csv", TWO), ("b.csv", TWO)), "x.zip"))
    assert not forms.claims(_drop(_zipped(("a.csv", TWO), ("a.png", "")), "x.zip"))
    assert not forms.claims(_drop(_zipped(), "x.zip"))


@pytest.mark.parametrize(
    "text",
    [
        "Timestamp,Mood\n", "Timestamp,Mood\n1729182718,4\n", "Timestamp,Mood\n2024-10-17T18:31:58Z,4\n",
        "Timestamp,Mood\nsoon,4\nlater,4\n", "timestamp,app\n2024/10/17 6:31 PM,x\n",
        "Date,Mood\n2024-10-17,4\n", "full_date,date,weekday,time,mood,activities\n2024-10-17,,,,rad,\n",
        "instrument,item,value\ncompass,scope_1,4\n", "Start date,Duration,Project\n2024-10-17,01:00:00,x\n",
        "First Name,Last Name,URL,Connected On\nA,B,c,02 Jan 2024\n", "", "\n\n",
    ],
)  # fmt: skip
def test_other_files_are_not_claimed(text: str) -> None:
    """No response yet, clocks of machines, and the exports of others."""
    assert not forms.claims(_drop(text))


def test_a_heading_twice_a_blank_row_and_a_row_too_long() -> None:
    """Two downloads in one file, commas alone, a cell too many, an open quotation mark."""
    text = (
        f"Timestamp,Mood,Why\n{STAMP},4,x\n,,\nTimestamp,Mood,Why\n{STAMP},4,x,lee@example.org\n"
        f'{STAMP},3,"open lee@example.org\n'
    )
    rows = _read(text)
    assert [row for row in rows if isinstance(row, Skipped)] == [
        Skipped(3, "blank row"), Skipped(4, "repeated header"),
    ]  # fmt: skip
    problems = [row for row in rows if isinstance(row, Problem)]
    assert [(row.code, row.line) for row in problems] == [("E-RAGGED", 5), ("E-QUOTE", 6)]
    assert "example.org" not in repr(rows)


def test_a_header_that_is_gone_is_said() -> None:
    """A file that was claimed once and is read without its heading."""
    assert _refused("1,2,3\n").code == "E-HEADER"


def test_another_encoding_is_asked_for() -> None:
    """A spreadsheet's own encoding; with its name the file is read."""
    data = "Zeitstempel;Stärken\n17.10.2024 18:31;Prüfung\n".encode("cp1252")
    drop = _drop(data)
    assert forms.claims(drop)
    with pytest.raises(Unreadable) as bad:
        list(forms.read(drop, _settings()))
    assert bad.value.problem.code == "E-ENCODING"
    drop = Drop("x.csv", "inbox", "inbox/x.csv", data, "cp1252")
    (record,) = _records(list(forms.read(drop, _settings())))
    assert (record.values["item"], record.values["text"]) == ("stärken", "Prüfung")


@pytest.mark.parametrize(
    "cell", ["a@" * 100_000, "1" * 200_000, "+1 " * 60_000, "a" * 200_000, "0171 " * 40_000]
)
def test_a_long_cell_costs_no_more_than_reading_it(cell: str) -> None:
    """200 kB that look a little like an address or a number."""
    begin = time.perf_counter()
    _cell(cell)
    assert time.perf_counter() - begin < 4


# ---- scores ------------------------------------------------------------------------------------------


def _scores(rows: list[Row]) -> pd.DataFrame:
    cells = [tidy.row(record)[0] for record in _records(rows)]
    return assess.scores(frame("answer", [cell for cell in cells if cell]), instruments.packaged())


def test_an_unknown_questionnaire_disturbs_no_score() -> None:
    """A form that no questionnaire file belongs to: one line that says so, and no number."""
    found = _scores(_read(TWO, me=["ada@example.org"]))
    assert found["status"].tolist() == ["unknown instrument"]
    assert found["mean"].isna().all()
    assert found["rows_given"].tolist() == [2]


def test_a_form_with_the_compass_in_it_is_scored() -> None:
    """All three items of one dimension by id in the wording, answered 5, 4 and (reversed) 2: 5, 4, 4."""
    compass = next(kind for kind in instruments.packaged().values() if kind.id == "compass")
    items = [
        part
        for part in compass.scores["scope"].parts
        if part not in compass.scores["scope"].reversed
    ]
    (turned,) = compass.scores["scope"].reversed
    heads = [*(f"[{item}] words" for item in items), f"[{turned}] words"]
    text = f"Timestamp,{','.join(heads)}\n{STAMP},5,4,2\n"
    found = _scores(_read(text, instrument="compass", version=compass.version))
    scope = found[found["score"] == "scope"].iloc[0]
    assert scope["mean"] == pytest.approx(13 / 3)
    assert scope["answered"] == 3
