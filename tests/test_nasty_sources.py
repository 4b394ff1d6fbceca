"""Nasty sources from end to end: networks, calendars, journals, forms; what nobody reads, and what nobody may see."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest

from careerkit import review
from careerkit.rebuild import Rebuilt
from careerkit.workbook import Year
from tests.conftest import TODAY, Builder

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
POSITIONS = "Company Name,Title,Started On,Finished On\nQuay,Clerk,2020,\n"


def _people(*names: str) -> str:
    return CONNECTIONS + "".join(
        f"{name},Lund,https://www.linkedin.com/in/{name.casefold()},,Quay,Lead,02 Jan 2024\n"
        for name in names
    )


def _zip(members: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _codes(rebuilt: Rebuilt) -> list[tuple[str, str]]:
    assert rebuilt.unbalanced == []
    return [(problem.file, problem.code) for problem in rebuilt.problems]


def _calendar(*days: str) -> str:
    events = (
        f"BEGIN:VEVENT\nUID:{day}\nDTSTAMP:20250101T000000Z\nDTSTART:{day}T090000Z\nDTEND:{day}T100000Z\nEND:VEVENT\n"
        for day in days
    )
    return f"BEGIN:VCALENDAR\nX-WR-CALNAME:Work\n{''.join(events)}END:VCALENDAR\n"


def test_only_the_basic_archive_of_a_network(workbook: Builder) -> None:
    """First all there is, then a newer archive with the connections alone: skills and roles are not gone."""
    whole = {
        "Connections.csv": _people("Ada"),
        "Skills.csv": "Name\nSQL\n",
        "Positions.csv": POSITIONS,
    }
    workbook.write("inbox/Complete_LinkedInDataExport_02-01-2024.zip", _zip(whole))
    workbook.refresh()
    basic = {"Connections.csv": _people("Ada", "Bo")}
    workbook.write("inbox/Basic_LinkedInDataExport_03-01-2024.zip", _zip(basic))
    rebuilt = workbook.refresh()
    assert _codes(rebuilt) == []
    tables = ("person", "skill", "role")
    found = {(name, row.cells["status"]): 0 for name in tables for row in rebuilt.rows[name]}
    assert set(found) == {(name, "live") for name in tables}
    assert [rebuilt.counts[name] for name in tables] == [2, 1, 1]


def test_a_calendar_of_one_year_after_a_whole_one(workbook: Builder) -> None:
    """Meetings of two years, then an export of the second year in which one of them was deleted."""
    days = ("20230305", "20240301", "20240601", "20240901", "20241201")
    workbook.write("inbox/all 2024-12-31.ics", _calendar(*days))
    workbook.refresh()
    workbook.write("inbox/2024 2025-01-02.ics", _calendar("20240301", "20240901", "20241201"))
    assert _codes(workbook.refresh()) == []
    assert sorted(cells["date"].isoformat() for cells in workbook.cells("time")) == [
        "2023-03-05", "2024-03-01", "2024-09-01", "2024-12-01",
    ]  # fmt: skip


def test_two_equal_lines_of_one_day_stay_two(workbook: Builder) -> None:
    """A day twice in one file and once in another, with the same line everywhere; a letter of one line is mended."""
    day = "## 2024-03-05\n- did: Tally\n- did: Tally\n"
    workbook.write("journal/2024.md", day + day)
    workbook.write("journal/more.md", day.replace("\n", "\r\n"))
    assert _codes(workbook.refresh()) == []
    before = {cells["id"] for cells in workbook.cells("entry")}
    assert len(before) == 6
    workbook.write("journal/2024.md", day + day.replace("Tally", "Tallies", 1))
    assert _codes(workbook.refresh()) == []
    after = {cells["id"] for cells in workbook.cells("entry")}
    assert (len(after), len(after - before), len(before - after)) == (6, 1, 1)


def test_tokens_in_prose_and_bullets_in_code(workbook: Builder) -> None:
    """Per cents, scores, languages, addresses; bullets of ours in front matter and in a fence."""
    prose = "cut costs by -20 % and won 3:1 in C# and F#, wrote to ada@example.org about x.example/#part"
    fence = "```\n- win: no\n```\n"
    workbook.write(
        "journal/2024.md", f"---\n- win: no\n---\n## 2024-03-05\n{fence}- note: {prose}\n"
    )
    assert _codes(workbook.rebuild()) == [("journal/2024.md", "W-FRONT")]
    (cells,) = workbook.cells("entry")
    assert cells["text"] == prose
    assert [cells[name] for name in ("energy", "hours", "tags", "people")] == [None, None, [], []]


def _unread() -> dict[str, str]:
    play = {"ts": "2024-03-05T09:00:00Z", "ms_played": 10, "ip_addr": "203.0.113.7"}
    episode = {**play, "ms_played": 61_000, "episode_name": "A talk", "episode_show_name": "Talks"}
    old = {"endTime": "2021-01-01 10:00", "artistName": "x", "trackName": "y", "msPlayed": 1}
    return {
        "Streaming_History_Audio_2024.json": json.dumps([play, play, episode]),
        "Streaming_History_Video_2024.json": json.dumps([episode]),
        "StreamingHistory0.json": json.dumps([old]),
        "notes.org": "#+TODO: NEXT WAITING | DONE\n* WAITING Call\n  SCHEDULED: <2024-02-30 Fri>\n",
    }


@pytest.mark.parametrize("name", _unread())
def test_a_source_that_nobody_reads_is_named_and_left(workbook: Builder, name: str) -> None:
    """Plays twice, short ones and talks; notes with an impossible date and words of their own; read by nobody."""
    text = _unread()[name]
    workbook.write(f"inbox/{name}", text)
    workbook.write("inbox/Connections.csv", _people("Ada"))
    assert _codes(workbook.refresh()) == [(f"inbox/{name}", "E-UNKNOWN")]
    before = workbook.snapshot()
    again = workbook.refresh()
    assert _codes(again) == [(f"inbox/{name}", "E-UNKNOWN")]
    assert again.counts["person"] == 1
    assert workbook.snapshot() == before
    assert before[f"inbox/{name}"] == text.encode()
    private = [data for place, data in before.items() if not place.startswith("inbox/")]
    assert not any(b"203.0.113.7" in data for data in private)


def test_goals_that_lead_nowhere_or_in_a_circle(workbook: Builder) -> None:
    """A milestone of no goal, two of each other, one of itself, and a done line for a goal that is none."""
    rows = ("a,b,2024-06-01", "b,a,2024-07-01", "c,nowhere,2024-08-01", "d,d,2024-09-01")
    register = "slug,parent,due\n" + "".join(f"{row}\n" for row in rows)
    workbook.write("registers/goals.csv", register)
    workbook.write("journal/2024.md", "## 2024-06-01\n- done: a\n- done: nothing\n- win: x\n")
    rebuilt = workbook.refresh()
    assert rebuilt.unbalanced == []
    assert (rebuilt.set_aside, rebuilt.counts["goal"], rebuilt.counts["goal_event"]) == ([], 4, 2)
    found = Year(str(workbook.root), 2024).measure("goals")
    assert (found.values["milestones"], found.values["closed"]) == (4, 1)


def test_what_contradicts_itself_in_one_file(workbook: Builder) -> None:
    """An evening kept and broken, one kept twice; an action that was due before the advice; an alias of two skills."""
    workbook.write(
        "journal/2024.md",
        "## 2024-03-05\n- kept: tech-free\n- broke: tech-free\n- kept: walk\n- kept: walk\n"
        "- feedback: @lee Be brief -> three bullets by 2024-03-01\n- did: Tally #figures\n",
    )
    workbook.write("registers/skills.csv", "slug,aliases\nsql,figures\npython,figures\n")
    rebuilt = workbook.rebuild()
    lines = [
        (problem.line, problem.code)
        for problem in rebuilt.problems
        if problem.file == "journal/2024.md"
    ]
    assert {(2, "E-CONFLICT"), (3, "E-CONFLICT"), (5, "W-DOUBLE")} <= set(lines)
    assert rebuilt.unbalanced == []
    assert [(c["name"], c["kept"]) for c in workbook.cells("boundary")] == [("walk", True)]
    assert [c["action_due"] for c in workbook.cells("feedback")] == [date(2024, 3, 1)]
    # One tag is one skill: that of the first line in the register.
    assert [c["skills"] for c in workbook.cells("entry")] == [["sql"]]
    workbook.write("registers/skills.csv", "slug,aliases\npython,figures\nsql,figures\n")
    assert [c["skills"] for c in workbook.cells("entry")] == [["python"]]


def test_one_person_answers_twice(workbook: Builder) -> None:
    """Two responses of one person to the compass: one leaves an item empty, one gives a 6 where the scale ends at 5.

    5 and 4 are 4.5. 4 and a reversed 2, which counts as 4, are 4; the 6 is counted as left out.
    """
    asked = ",".join(f"In other words [scope_{n}]" for n in (1, 2, 3))
    first, second = "2024/10/17 6:31:58 PM GMT+2,5,4,", "2025/10/17 6:31:58 PM GMT+2,6,4,2"
    workbook.write("inbox/a.csv", f"Timestamp,{asked}\n{first}\n{second}\n")
    named = 'instrument = "compass"\nversion = "1.0.0"\n'
    workbook.write("workbook.toml", f"format = 1\n[sources.forms]\n{named}")
    assert _codes(workbook.refresh()) == []
    assert len({cells["administration"] for cells in workbook.cells("answer")}) == 2
    scores = Year(str(workbook.root), 2025).scores
    scope = scores[scores["score"] == "scope"]
    assert scope["mean"].tolist() == [4.5, 4.0]
    assert scope["answered"].tolist() == [2, 2]
    assert scope["left_out"].tolist() == [0, 1]


def test_no_address_of_any_export_is_in_a_report(workbook: Builder) -> None:
    """Exports with addresses of mail and of a computer in every place they can have, and all consent there is."""
    mail = "kanarienvogel1@example.org"
    sections = ["wins", "goals", "connections", "learning", "momentum", "trust"]
    workbook.write(
        "workbook.toml",
        f'format = 1\n[consent.mentor]\nsections = {json.dumps(sections)}\n[sources.forms]\nme = ["{mail}"]\n',
    )
    play = {"ts": "2025-03-05T09:00:00Z", "ms_played": 99_000, "ip_addr": "203.0.113.7"}
    files = {
        "inbox/toggl.csv": "User,Email,Description,Start date,Start time,Duration\n"
        f"Ada,{mail},Mail to {mail},2025-03-05,09:00:00,01:00:00\n",
        "inbox/Connections.csv": CONNECTIONS
        + f"Ada,Lund,,{mail},Quay,Lead,02 Jan 2025\n,,,,,,{mail}\n",
        "inbox/Feedback.csv": f"Timestamp,Email Address,Why\n2025/03/05 6:31:58 PM UTC,{mail},Ask {mail}\n",
        "inbox/plays.json": json.dumps([play]),
        "journal/2025.md": "".join(
            f"## 2025-03-{day:02}\n- win: Closed the pitch number {day} +1 !mentor\n  Wrote to {mail}\n"
            for day in range(1, 29)
        ),
    }
    for name, text in files.items():
        workbook.write(name, text)
    assert workbook.refresh().unbalanced == []
    made = [
        review.review(workbook.book, 2025, today=TODAY, reader=who) for who in ("mentor", "owner")
    ]
    for page in (found.html.read_bytes().lower() for found in made):
        assert b"the pitch" in page
        assert b"203.0.113.7" not in page
    assert b"kanarienvogel" not in made[0].html.read_bytes().lower()
    tables = b"".join(workbook.snapshot("tables").values())
    assert b"203.0.113.7" not in tables
    kept = {name: workbook.cells(name) for name in ("time", "person", "answer")}
    assert all(kept.values())
    assert mail not in repr(kept)
