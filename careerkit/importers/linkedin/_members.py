"""The members of the archive that are read, in the order in which a header is tried; nothing else is ever opened.

A name that a column had in some year is added to `columns`; a new member is one more entry, with its reader.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from careerkit.importers.linkedin import _career, _learning, _people
from careerkit.importers.linkedin._row import ENDED, STARTED, ArchiveRow
from careerkit.records import Record, Skipped


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the archive: its columns, how to know it, how to read a row.

    The header must hold one name of every group in `needs`. `only`: no other column stands beside;
    `word`: the header alone does not tell, and the file's name must hold this word. `day`: the column whose days
    a spreadsheet may have put in figures, such as 03/04/2024.
    """

    name: str
    columns: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    read: Callable[[ArchiveRow], Record | Skipped]
    only: bool = False
    word: str = ""
    day: str = ""

    def fits(self, header: set[str]) -> bool:
        """Whether a file with these columns is this member."""
        if self.only and not header <= set(self.columns):
            return False
        return all(any(name in header for name in group) for group in self.needs)


_RECOMMENDATION = (
    "First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status",
)  # fmt: skip
MEMBERS = (
    Member(
        "Connections.csv",
        ("First Name", "Last Name", "URL", "Profile URL", "Company", "Position", "Connected On"),
        (("Connected On",), ("First Name", "Last Name", "URL", "Profile URL")),
        _people.connection,
        day="Connected On",
    ),
    Member(
        "Positions.csv",
        ("Company Name", "Title", "Description", "Location", *STARTED, *ENDED),
        (("Company Name",), ("Title",), ("Started On", "Finished On")),
        _career.position,
    ),
    Member(
        "Education.csv",
        ("School Name", "Notes", "Degree Name", "Activities", *STARTED, *ENDED),
        (("School Name",), ("Degree Name", *STARTED, *ENDED)),
        _career.education,
    ),
    Member("Skills.csv", ("Name",), (("Name",),), _career.skill, only=True, word="skills"),
    Member(
        "Learning.csv",
        (
            "Content Title", "Content Description", "Content Type", "Content Saved",
            *_learning.WATCHED, *_learning.COMPLETED, *_learning.NOTES,
        ),
        (("Content Title",), _learning.WATCHED),
        _learning.course,
    ),
    Member(
        "Endorsement_Received_Info.csv",
        (
            "Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name",
            "Endorser Public Url", "Endorsement Status",
        ),
        (("Endorsement Date",), ("Skill Name",), ("Endorser First Name", "Endorser Last Name")),
        _people.endorsement,
    ),
    Member(
        "Recommendations_Received.csv", _RECOMMENDATION,
        (("First Name", "Last Name"), ("Text",), ("Creation Date",)),
        _people.recommendation, word="received",
    ),
    Member(
        "Recommendations_Given.csv", _RECOMMENDATION,
        (("First Name", "Last Name"), ("Text",), ("Creation Date",)), _people.given, word="given",
    ),
    Member(
        "Certifications.csv",
        ("Name", "Url", "Authority", "License Number", *STARTED, *ENDED),
        (("Name",), ("Authority",)),
        _learning.certificate,
    ),
    Member(
        "Events.csv", ("Event Name", "Event Time", "Status", "External Url"),
        (("Event Name",), ("Event Time",)), _learning.event,
    ),
    Member(
        "Projects.csv", ("Title", "Description", "Url", *STARTED, *ENDED),
        (("Title",), ("Description", "Url"), STARTED), _career.project, only=True,
    ),
)  # fmt: skip
