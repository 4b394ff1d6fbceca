"""LinkedIn: every vintage, every way in which a spreadsheet or a download spoils it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import product

import pytest

from careerkit.importers import linkedin, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
PREAMBLE = 'Notes:\n"Some addresses are missing, as their owners\nallowed none."\n\n'
ADA = "Ada,Lund,https://www.linkedin.com/in/ada-lund,ada@example.org,Quay,Clerk,02 Jan 2024\n"


def _drop(text: str | bytes, name: str = "Connections.csv", encoding: str = "") -> Drop:
    data = text.encode() if isinstance(text, str) else text
    return Drop(name, "inbox", f"inbox/{name}", data, encoding)


def _read(drop: Drop, settings: Settings | None = None) -> list[Row]:
    """All outcomes, after checking that the file is ours and that every row went one way."""
    assert recognise(drop) == ["linkedin"]
    rows = list(linkedin.read(drop, settings or Settings()))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _records(rows: list[Row]) -> list[Record]:
    return [row for row in rows if isinstance(row, Record)]


def _codes(rows: list[Row]) -> list[str]:
    return [row.code for row in rows if isinstance(row, Problem)]


def _zip(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _archive(members: dict[str, str | bytes]) -> Drop:
    return _drop(_zip(members), "Basic_LinkedInDataExport_11-04-2023.zip")


# --- recognising -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Connections.csv", "Connections (1).csv", "people.CSV", "x.txt"])
@pytest.mark.parametrize("preamble", ["", PREAMBLE, "sep=,\n", "\n\n"])
def test_connections_are_known_by_their_header(name: str, preamble: str) -> None:
    """A Connections file under any name, with and without lines above its header."""
    assert len(_records(_read(_drop(preamble + CONNECTIONS + ADA, name)))) == 1


def test_header_in_another_case_and_order_with_columns_missing() -> None:
    """CONNECTED ON first, no Company, an unknown column between."""
    rows = _read(_drop("CONNECTED ON;Mood;last name;first name\n28-sep-24;fine;Lund;Ada\n"))
    assert _records(rows)[0].values["name"] == "Ada Lund"
    assert _records(rows)[0].values["connected_on"] == "2024-09-28"


def test_dates_of_the_old_projects_file() -> None:
    """Projects with Start Date and End Date, as they were called once."""
    text = "Title,Description,Url,Start Date,End Date\nQuay,Which?,,02 Jan 2024,03 Jan 2024\n"
    assert _records(_read(_drop(text, "Projects.csv")))[0].values["ended"] == "2024-01-03"


@pytest.mark.parametrize(
    "text",
    [
        "User,Email,Client,Project,Description,Start date,Start time,Duration\n",
        "Project,Client,Description,Task,User,Email,Tags,Start Date,Start Time,Duration (h)\n",
        "Book Id,Title,Author,My Rating,Date Read,Exclusive Shelf\n",
        "Title,Authors,Read Status,Date Added,Star Rating\n",
        "Company Name,Title,Start Date,Salary\n",
        "Title,Started On,Url,Mood\n",
        "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsement Status\n",
        "Ada,Lund,,,Quay,Clerk,02 Jan 2024\n",
        "FROM,TO,DATE,CONTENT\n",
        "",
    ],
)
@pytest.mark.parametrize("name", ["Connections.csv", "export.csv"])
def test_other_files_are_not_claimed(text: str, name: str) -> None:
    """Toggl, Clockify, Goodreads, StoryGraph, a job list, endorsements given, no header, nothing."""
    assert not linkedin.claims(_drop(text + "a,b,c\n" if text else text, name))


def test_a_single_name_column_needs_the_file_name() -> None:
    """A header of just Name, as Skills.csv and as cats.csv; one with a second column never."""
    assert linkedin.claims(_drop("Name\nWriting\n", "my Skills (2).csv"))
    assert not linkedin.claims(_drop("Name\nMinka\n", "cats.csv"))
    assert not linkedin.claims(_drop("Name,Level\nWriting,3\n", "Skills.csv"))


def test_given_and_received_differ_by_name_only() -> None:
    """The same recommendation as received, as given, and under a name that does not tell."""
    text = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    text += 'Ada,Lund,,,Calm.,"11/27/24, 09:51 AM",VISIBLE\n'
    assert _records(_read(_drop(text, "Recommendations Received.csv")))[0].table == "feedback"
    given = _read(_drop(text, "Recommendations_Given.csv"))
    assert given == [Skipped(2, "given, not received")]
    assert not linkedin.claims(_drop(text, "Recommendations.csv"))


def test_one_who_gives_and_one_who_is_given_differ() -> None:
    """Endorsements received without the public address column, as in 2021."""
    text = "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorsement Status\n"
    rows = _read(_drop(text + "2021/08/11 11:00:31 UTC,Writing,Ada,Lund,ACCEPTED\n", "e.csv"))
    assert _records(rows)[0].values["giver"] == "Ada Lund"


# --- whole files -------------------------------------------------------------------------------


def test_a_column_of_two_shapes_is_read_whole() -> None:
    """1,158 rows: 826 as a Spanish spreadsheet writes dates, 332 as LinkedIn does."""
    kept = {"Jan": "01", "Apr": "04", "Aug": "08", "Dec": "12"}
    changed = ("feb", "mar", "may", "jun", "jul", "sep", "oct", "nov")
    days = list(product(range(1, 29), range(20, 25)))
    spanish = [f"{d:02}-{name}-{y}" for name, (d, y) in product(changed, days)][:826]
    english = [f"{d:02} {name} 20{y}" for name, (d, y) in product(kept, days)][:332]
    lines = [f"Person{i};Quay;Clerk;{day}" for i, day in enumerate(spanish + english)]
    text = "First Name;Company;Position;Connected On\r\n" + "\r\n".join(lines) + "\r\n"
    rows = _read(_drop(text))
    assert len(rows) == len(_records(rows)) == 1158
    assert {len(record.values["connected_on"]) for record in _records(rows)} == {10}


def _column(*days: str) -> Drop:
    """Connections of these days, as another program saved them."""
    lines = [f"Ada{i};Lund;https://www.linkedin.com/in/ada-{i};{day}" for i, day in enumerate(days)]
    return _drop("First Name;Last Name;URL;Connected On\n" + "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (("25/12/2023", "03/04/2024"), ("2023-12-25", "2024-04-03")),
        (("12/25/23", "03/04/24"), ("2023-12-25", "2024-03-04")),
        (("25.12.2023", "03.04.2024", "02 Jan 2024"), ("2023-12-25", "2024-04-03", "2024-01-02")),
        (("02. Jan 24", "5. März 2024", "2024/3/6"), ("2024-01-02", "2024-03-05", "2024-03-06")),
    ],
)
def test_days_in_figures_are_read_in_the_order_they_prove(
    days: tuple[str, ...], read: tuple[str, ...]
) -> None:
    """Days as other spreadsheets save them: day first, month first, with points, with names of months."""
    records = _records(_read(_column(*days)))
    assert tuple(record.values["connected_on"] for record in records) == read


def test_days_that_can_be_read_two_ways_are_a_question() -> None:
    """03/04/2024 and 05/06/2024, first without, then with the order said; an archive's other members are read."""
    drop = _column("03/04/2024", "05/06/2024")
    with pytest.raises(Unreadable) as bad:
        list(linkedin.read(drop, Settings()))
    assert bad.value.problem.code == "E-DATE-AMBIGUOUS"
    told = replace(drop, date_order="dmy")
    assert [r.values["connected_on"] for r in _records(_read(told))] == ["2024-04-03", "2024-06-05"]
    rows = _read(_archive({"Connections.csv": drop.data, "Skills.csv": "Name\nWriting\n"}))
    assert _codes(rows) == ["E-DATE-AMBIGUOUS"]
    assert [record.table for record in _records(rows)] == ["skill"]


def test_a_preamble_costs_no_row() -> None:
    """Notes, a paragraph of two lines, a blank line, the header, 300 people."""
    people = "".join(ADA.replace("ada-lund", f"ada-{i}") for i in range(300))
    rows = _read(_drop(PREAMBLE + CONNECTIONS + people))
    assert len(_records(rows)) == 300
    assert _records(rows)[0].line == 6


def test_anonymous_rows_stay_as_many_as_they_are() -> None:
    """Three deleted accounts, two of them of one day."""
    text = CONNECTIONS + ",,,,,,15 Mar 2023\n,,,,,,15 Mar 2023\n,,,,,,16 Mar 2023\n"
    records = _records(_read(_drop(text)))
    assert [record.key for record in records] == [
        ("anonymous", "2023-03-15"), ("anonymous", "2023-03-15"), ("anonymous", "2023-03-16"),
    ]  # fmt: skip
    assert {record.values["name"] for record in records} == {None}


def test_one_person_is_one_key_however_the_address_is_written() -> None:
    """Percent signs, another country, a slash, a query, another case, no scheme, broken percent."""
    urls = (
        "https://www.linkedin.com/in/%C3%A5sa-lund", "http://de.linkedin.com/in/Åsa-Lund/",
        "www.linkedin.com/in/åsa-lund?trk=x", "linkedin.com/in/a\u030asa-lund",
    )  # fmt: skip
    text = CONNECTIONS + "".join(f"Åsa,Lund,{url},,,,02 Jan 2024\n" for url in urls)
    records = _records(_read(_drop(text)))
    assert {record.key for record in records} == {("url", "linkedin.com/in/åsa-lund")}
    assert {record.values["slug"] for record in records} == {"åsa-lund"}
    broken = _records(
        _read(_drop(CONNECTIONS + "B,C,https://www.linkedin.com/in/%E5%,,,,02 Jan 2024"))
    )
    assert broken[0].values["slug"]


def test_names_that_look_like_nothing_or_numbers_stay_names() -> None:
    """People called Null, NA, True, 1e5 and 007; only N/A is nothing."""
    odd = ("Null", "NA", "True", "1e5", "007", "None", "nan")
    text = CONNECTIONS + "".join(f"{name},,,,N/A,{name},02 Jan 2024\n" for name in odd)
    records = _records(_read(_drop(text)))
    assert [record.values["name"] for record in records] == list(odd)
    assert [record.values["title"] for record in records] == list(odd)
    assert {record.values["org"] for record in records} == {None}


def test_no_mail_address_leaves_the_importer() -> None:
    """Addresses in their column, in a name, in a ragged row and in a row with an open quote."""
    text = (
        CONNECTIONS
        + ADA
        + "Bo,bo@mail.example.org,,bo2@example.org,Dev@Quay.example,,02 Jan 2024\n"
        'Cy,Po,,cy@example.org,Quay,Clerk,02 Jan 2024,more\n"Di,Po,,di@example.org,,,02 Jan 2024\n'
    )
    rows = _read(_drop(text))
    assert _codes(rows) == ["E-RAGGED", "E-QUOTE"]
    assert "@" not in repr(rows)


def test_a_bad_date_costs_the_cell_or_the_row() -> None:
    """An impossible day: with an address the person stays, without one nothing says who it is."""
    text = CONNECTIONS + "Ada,Lund,https://www.linkedin.com/in/ada,,,,31 Feb 2024\nBo,Po,,,,,\n"
    rows = _read(_drop(text + ",,,,Quay,,Nov 2022\n"))
    assert _codes(rows) == ["W-DATE", "E-DATE", "E-DATE"]
    assert _records(rows)[0].values["connected_on"] is None


def test_moments_in_utc_become_the_day_at_home() -> None:
    """An endorsement at 23:30 UTC on New Year's Eve, read in Berlin and in New York."""
    text = "Endorsement Date,Skill Name,Endorser First Name,Endorsement Status\n"
    text += "2023/12/31 23:30:00 UTC,Writing,Ada,ACCEPTED\n"
    for zone, day in (("Europe/Berlin", "2024-01-01"), ("America/New_York", "2023-12-31")):
        rows = _read(_drop(text, "e.csv"), replace(Settings(), time_zone=zone))
        assert _records(rows)[0].values["date"] == day


def test_two_stays_at_one_firm_are_two_roles() -> None:
    """The same title at the same firm, twice, with years between; and a very long name."""
    firm = "Association " * 20
    text = "Company Name,Title,Started On,Finished On\n"
    text += "".join(
        f"{name},Clerk,{year},\n" for name in ("Quay", firm[:60]) for year in (2010, 2015)
    )
    slugs = [record.values["slug"] for record in _records(_read(_drop(text, "Positions.csv")))]
    assert len(set(slugs)) == 4


# --- spoilt files ------------------------------------------------------------------------------


def test_ragged_rows_blank_lines_and_a_repeated_header() -> None:
    """A short row, a long one, blank lines, a row of commas, and a second export below the first."""
    text = (
        CONNECTIONS
        + "\n"
        + ADA
        + "\n,,,,,,\n"
        + CONNECTIONS
        + "Bo,Po,,,,\n"
        + ADA.strip()
        + ",more\n"
    )
    rows = _read(_drop(text))
    assert [row for row in rows if isinstance(row, Skipped)] == [
        Skipped(5, "blank row"), Skipped(6, "repeated header"),
    ]  # fmt: skip
    assert _codes(rows) == ["E-DATE", "E-RAGGED"]


def test_an_unclosed_quote_costs_one_row() -> None:
    """Nine good rows around one with an open quotation mark; one of them has quotes of its own."""
    good = [ADA.replace("Quay", '"Quay, Ltd."').replace("-lund", f"-{n}") for n in range(9)]
    text = "".join([*good[:4], ADA.replace("Ada", '"Ada'), *good[4:]])
    rows = _read(_drop(CONNECTIONS + text))
    assert len(_records(rows)) == 9
    assert _codes(rows) == ["E-QUOTE"]


def test_two_exports_in_one_file_make_nobody_twice() -> None:
    """An export pasted below itself: the second row of an address is left out, also under a new name."""
    rows = _read(_drop(CONNECTIONS + ADA + CONNECTIONS + ADA.replace("Lund", "Berg")))
    assert [row for row in rows if isinstance(row, Skipped)] == [
        Skipped(3, "repeated header"), Skipped(4, "listed twice"),
    ]  # fmt: skip
    assert [record.values["name"] for record in _records(rows)] == ["Ada Lund"]


def test_a_huge_cell_is_read() -> None:
    """A company name of 200 kB."""
    rows = _read(_drop(CONNECTIONS + ADA.replace("Quay", "Q" * 200_000)))
    assert len(_records(rows)[0].values["org"]) == 200_000


def test_of_two_columns_with_one_name_the_first_counts() -> None:
    """Company stands twice in the header."""
    text = "First Name,Company,Company,Connected On\nAda,Quay,Shore,02 Jan 2024\n"
    assert _records(_read(_drop(text)))[0].values["org"] == "Quay"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf<!DOCTYPE html><html><body>Sign in</body></html>",
        b"\n <html lang='en'>First Name,Connected On</html>",
        _zip({"xl/worksheets/sheet1.xml": "<worksheet/>", "[Content_Types].xml": "<Types/>"}),
        b"\x00\x01\x02\x03First Name,Connected On\n",
        b"%PDF-1.7 First Name,Connected On\n",
    ],
)
def test_what_is_no_table_is_refused(data: bytes) -> None:
    """A login page, a workbook of a spreadsheet, noise and a PDF, all named Connections.csv."""
    with pytest.raises(Unreadable) as bad:
        linkedin.claims(_drop(data))
    assert bad.value.problem.code == "E-FORMAT"


def test_latin_1_is_recognised_then_asked_about_then_read() -> None:
    """A hand-edited file in Latin-1, first without, then with its encoding named."""
    data = (CONNECTIONS + ADA.replace("Ada,", "Åsa,")).encode("latin-1")
    drop = _drop(data)
    assert linkedin.claims(drop)
    with pytest.raises(Unreadable) as bad:
        list(linkedin.read(drop, Settings()))
    assert (bad.value.problem.code, bad.value.problem.line) == ("E-ENCODING", 2)
    assert _records(_read(_drop(data, encoding="latin-1")))[0].values["name"] == "Åsa Lund"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_need_no_question(encoding: str) -> None:
    """The same file as a spreadsheet saves it, with every line end."""
    for end in ("\n", "\r\n", "\r"):
        text = (PREAMBLE + CONNECTIONS + ADA).replace("\n", end)
        assert len(_records(_read(_drop(text.encode(encoding))))) == 1


# --- archives ----------------------------------------------------------------------------------


def test_an_archive_is_read_member_by_member() -> None:
    """A zip with three members in folders, a copy by a file manager and much that is not ours."""
    drop = _archive({
        "Connections.csv": CONNECTIONS + ADA, "deep/Skills.csv": "Name\nWriting\nEditing\n",
        "../Positions.csv": "Company Name,Title,Started On,Finished On\nQuay,Clerk,Nov 2022,\n",
        "__MACOSX/._Connections.csv": b"\x00\x05", "__MACOSX/Connections.csv": b"\x00\x05",
        "Email Addresses.csv": "Email Address\nada@example.org\n",
    })  # fmt: skip
    rows = _read(drop)
    assert drop.rows_in == 4
    assert sorted(record.member for record in _records(rows)) == [
        "Connections.csv", "Positions.csv", "Skills.csv", "Skills.csv",
    ]  # fmt: skip


def test_members_of_old_archives_are_known() -> None:
    """Spaces instead of _, another case, as in archives of 2018."""
    text = (
        "First Name,Last Name,Text,Creation Date,Status\n"
        + 'Ada,Lund,Calm.,"11/27/18, 09:51 AM",VISIBLE\n'
    )
    rows = _read(
        _archive({"Recommendations Received.csv": text, "connections.csv": CONNECTIONS + ADA})
    )
    assert sorted(record.member for record in _records(rows)) == [
        "Connections.csv", "Recommendations_Received.csv",
    ]  # fmt: skip


def test_no_other_member_is_ever_opened() -> None:
    """messages.csv holds a canary and is damaged: opening it would raise."""
    canary = b"the canary sings at midnight, as nobody may ever read"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("messages.csv", canary)
        archive.writestr("Connections.csv", CONNECTIONS + ADA)
    damaged = buffer.getvalue().replace(canary, canary[::-1])
    with zipfile.ZipFile(io.BytesIO(damaged)) as archive, pytest.raises(zipfile.BadZipFile):
        archive.read("messages.csv")
    assert len(_records(_read(_drop(damaged, "a.zip")))) == 1


def test_a_bad_member_costs_itself() -> None:
    """Connections good, Skills a login page, Events without a header, Learning empty."""
    rows = _read(_archive({
        "Connections.csv": CONNECTIONS + ADA, "Skills.csv": "<html>Sign in</html>",
        "Events.csv": "Something,Else\n1,2\n", "Learning.csv": "", "Education.csv": b"\xff\xff",
    }))  # fmt: skip
    assert len(_records(rows)) == 1
    assert sorted(_codes(rows)) == ["E-ENCODING", "E-FORMAT", "E-HEADER"]
    assert all("!" in row.file for row in rows if isinstance(row, Problem))


@pytest.mark.parametrize(
    "members",
    [{"Connections.csv": b"0" * 60 * 1024 * 1024}, {"Skills.csv": b"Name\n" + b"\n" * 10**7}],
)
def test_a_bomb_is_refused(members: dict[str, str | bytes]) -> None:
    """A member beyond the size limit, and one that unpacks to a thousand times its size."""
    with pytest.raises(Unreadable) as bad:
        linkedin.claims(_archive(members))
    assert bad.value.problem.code == "E-ZIP"


def test_a_damaged_archive_is_refused() -> None:
    """A download that broke off, and one with a changed byte in a member that is ours."""
    whole = _zip({"Connections.csv": CONNECTIONS + ADA * 50})
    changed = bytearray(whole)
    changed[60] ^= 0xFF
    for data in (whole[:-30], whole[: len(whole) // 2], bytes(changed)):
        with pytest.raises(Unreadable) as bad:
            list(linkedin.read(_drop(data, "a.zip"), Settings()))
        assert bad.value.problem.code == "E-ZIP"


def test_archives_of_others_are_not_claimed() -> None:
    """A zip inside a zip, a journal app's archive, one whose Events.csv is another's, an empty one."""
    inner = _zip({"Connections.csv": CONNECTIONS + ADA})
    others: tuple[dict[str, str | bytes], ...] = (
        {"LinkedIn.zip": inner},
        {"Journal.json": "{}", **{f"photos/{i}.jpeg": "" for i in range(2500)}},
        {"Events.csv": "Subject,Start Date\nLunch,1\n"},
        {},
    )
    for members in others:
        assert not linkedin.claims(_drop(_zip(members), "a.zip"))
