"""The table of LinkedIn's members, and the pieces that their readers share."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from careerkit.importers.linkedin import _career, _learning, _members, _people, _row
from careerkit.importers.linkedin._members import MEMBERS, Member
from careerkit.importers.linkedin._row import ArchiveRow, SetAside
from careerkit.reading.drops import Drop
from careerkit.reading.sheets import Cells, Columns, Sheet
from careerkit.records import Record, Skipped

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs/sources/linkedin.md"


def _row_of(**cells: str) -> ArchiveRow:
    """A row with these cells; `__` in a name stands for a space."""
    header = tuple(name.replace("__", " ") for name in cells)
    sheet = Sheet(Drop("x.csv", "inbox", "inbox/x.csv", b""), header, 1, ",")
    return ArchiveRow(Cells(2, list(cells.values()), Columns(header)), sheet, "x", ZoneInfo("UTC"))


# --- the table ----------------------------------------------------------------------------------


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.name)
def test_a_member_is_known_by_what_it_needs(member: Member) -> None:
    """A header of just the first name of every group, which fits no member before it in the table."""
    header = {group[0] for group in member.needs}
    assert header <= set(member.columns)
    assert member.fits(header)
    earlier = MEMBERS[: MEMBERS.index(member)]
    assert [other.name for other in earlier if not other.word and other.fits(header)] == []


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.name)
def test_a_member_has_a_sample_and_a_line_in_the_docs(member: Member) -> None:
    """Its name, perhaps with the mark of a copy, among the samples; its row in the table of what is read."""
    names = {re.sub(r" \(\d+\)", "", path.name) for path in (HERE / "sample").iterdir()}
    assert member.name in names
    assert f"| `{member.name}` |" in PAGE.read_text("utf-8")


def test_two_members_of_one_header_differ_by_a_word() -> None:
    """Recommendations received and given have the same columns."""
    words = [m.word for m in _members.MEMBERS if m.name.startswith("Recommendations")]
    assert sorted(words) == ["given", "received"]


# --- the pieces ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/%C3%A5sa-lund", "http://DE.linkedin.com/in/Åsa-Lund/",
        "www.linkedin.com/in/åsa-lund?trk=x#top", "linkedin.com/in/a\u030asa-lund",
    ],
)  # fmt: skip
def test_an_address_is_read_in_one_way(url: str) -> None:
    """One profile, as four programs write its address."""
    assert _people.address(url) == "linkedin.com/in/åsa-lund"


def test_a_name_loses_an_address_and_double_spaces() -> None:
    """Somebody who writes an e-mail address behind the last name."""
    assert _people.full_name(" Ada ", "Lund  ada@example.org") == "Ada Lund"


def test_short_names_tell_languages_apart() -> None:
    """C, C# and C++."""
    assert [_row.slug(name) for name in ("C", "C#", "C++")] == ["c", "c-sharp", "c++"]


@pytest.mark.parametrize(
    "text", ["02 Jan 2024", "28-sep-24", "02. Jan 24", "2024-01-02", "Nov 2022"]
)
def test_plain_dates_need_no_decision(text: str) -> None:
    """LinkedIn's own, and those of Spanish and German spreadsheets."""
    assert _row.is_written(text)


@pytest.mark.parametrize("text", ["03/04/2024", "03.04.24", "soon", "", "31 Feb 2024"])
def test_other_dates_do(text: str) -> None:
    """Days in figures, and what is no day at all."""
    assert not _row.is_written(text)


def test_a_needed_cell_sets_its_row_aside() -> None:
    """A skill without a name, and a date that is only a month."""
    with pytest.raises(SetAside) as bad:
        _career.skill(_row_of(Name="N/A"))
    assert (bad.value.problem.code, bad.value.problem.column) == ("E-EMPTY", "Name")
    with pytest.raises(SetAside) as bad:
        _row_of(Creation__Date="Nov 2022").day("Creation Date", needed=True)
    assert bad.value.problem.code == "E-DATE"


def test_an_event_over_midnight_has_its_hours() -> None:
    """From ten in the evening to half past one."""
    time = "Dec 31, 2023 10:00 PM - Jan 1, 2024 1:30 AM"
    found = _learning.event(_row_of(Event__Name="Talk", Event__Time=time, Status="APPROVED"))
    assert isinstance(found, Record)
    assert (found.values["date"], found.values["hours"]) == ("2023-12-31", 3.5)
    assert _learning.event(_row_of(Event__Name="Talk", Status="Relinquished")) == Skipped(
        2, "did not go"
    )
