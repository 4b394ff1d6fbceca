"""JSON Resume: dates as exact as they are, keywords, older names, and what is no resume."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from careerkit import tidy
from careerkit.importers import jsonresume, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

SAMPLE = Path(__file__).parent / "sample"


def _drop(data: str | bytes, name: str = "resume.json") -> Drop:
    return Drop(name, "inbox", f"inbox/{name}", data.encode() if isinstance(data, str) else data)


def _read(**sections: Any) -> list[Row]:
    drop = _drop(json.dumps(sections, indent=1))
    rows = list(jsonresume.read(drop, Settings()))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _one(section: str, **item: Any) -> tuple[list[str], Record]:
    """The warnings and the record of one item."""
    *warnings, record = _read(**{section: [item]})
    assert isinstance(record, Record)
    codes = [row.code for row in warnings if isinstance(row, Problem)]
    assert len(codes) == len(warnings)
    return codes, record


# ---- dates -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "started"),
    [
        ("2014-06-29", "2014-06-29"), ("2014-06", "2014-06"), ("2014", "2014"), (2014, "2014"),
        ("2014-6", "2014-06"), ("2014-6-9", "2014-06-09"), ("2016-02-29", "2016-02-29"),
        ("2014-06-29T00:00:00.000Z", "2014-06-29"), ("Jun 2014", "2014-06"), ("junio 2014", "2014-06"),
        ("29 June 2014", "2014-06-29"), ("", None), (None, None), ("  ", None),
    ],
)  # fmt: skip
def test_a_start_is_as_exact_as_it_was_written(written: Any, started: str | None) -> None:
    """Days, months, years, a year as a number, missing zeros, the time of older files, names of months, nothing."""
    warnings, record = _one("work", name="Quay", startDate=written)
    assert (warnings, record.values["started"]) == ([], started)
    cells, problems = tidy.row(record)
    assert cells is not None
    assert problems == []
    precision = {None: None, 4: "y", 7: "m", 10: "d"}[len(started) if started else None]
    assert cells["started_precision"] == precision


@pytest.mark.parametrize("written", ["present", "Present", "heute", "current", "", None])
def test_no_end_and_present_are_the_same(written: str | None) -> None:
    """Words in two languages, nothing, null."""
    warnings, record = _one("work", name="Quay", startDate="2014", endDate=written)
    assert (warnings, record.values["ended"]) == ([], None)


@pytest.mark.parametrize(
    "written",
    ["2013-12-021", "2014-13", "2014-02-30", "2014-00", "06/2014", "03/04/2014", "1850", "2101", "9999-12-31", "20 14",
     "summer", 14, 20140629, True, ["2014"], "2" * 200_000],
)  # fmt: skip
def test_a_date_that_cannot_be_read_warns(written: Any) -> None:
    """Days and months that do not exist, a month before its year, days in figures, years far off, other types."""
    warnings, record = _one("work", name="Quay", startDate=written)
    told = ["W-DATE"] if isinstance(written, str | int) and written is not True else []
    assert (warnings, record.values["started"]) == (told, None)


def test_a_warning_says_where() -> None:
    """An end that is a word, in the second job."""
    warning = _read(work=[{"name": "A"}, {"name": "B", "endDate": "soon"}])[1]
    assert isinstance(warning, Problem)
    assert (warning.line, warning.column, warning.value) == (6, "work.endDate", "soon")
    assert "soon" not in warning.one_line()
    assert "no end" in warning.fix


# ---- roles -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "item", "form", "org", "title"),
    [
        ("work", {"name": "Quay", "position": "Clerk"}, "job", "Quay", "Clerk"),
        ("work", {"company": "Quay"}, "job", "Quay", None),
        ("work", {"position": "Clerk", "form": "gig"}, "gig", None, "Clerk"),
        ("work", {"name": "Quay", "form": "care"}, "job", "Quay", None),
        (
            "volunteer",
            {"organization": "Quay", "position": "Tutor", "form": "gig"},
            "volunteer",
            "Quay",
            "Tutor",
        ),
        (
            "education",
            {"institution": "Quay", "area": "Maps", "studyType": "Diploma"},
            "study",
            "Quay",
            "Diploma, Maps",
        ),
        ("education", {"area": "Maps"}, "study", None, "Maps"),
    ],
)
def test_roles(
    section: str, item: dict[str, Any], form: str, org: str | None, title: str | None
) -> None:
    """Work as it is and as it was called, our own word for a gig, volunteering, education."""
    values = _one(section, **item)[1].values
    assert (values["form"], values["org"], values["title"]) == (form, org, title)


def test_two_stays_are_two_roles() -> None:
    """The same desk twice, in two years; and the same twice over, which is one."""
    rows = _read(work=[{"name": "Quay", "startDate": year} for year in ("2014", "2016", "2016")])
    slugs = [row.values["slug"] for row in rows if isinstance(row, Record)]
    assert slugs == ["quay-2014", "quay-2016", "quay-2016"]


def test_lists_become_lines_of_the_summary() -> None:
    """A summary with highlights, with things that are no text, and an address."""
    _, record = _one(
        "work", name="Quay", summary="Ran it.", highlights=["One", None, " ", "ask lee@example.org"]
    )
    assert record.values["summary"] == "Ran it.\n- One\n- ask (address)"
    _, record = _one("education", institution="Quay", courses=["Maps"])
    assert record.values["summary"] == "- Maps"


def test_what_is_private_reaches_no_record() -> None:
    """A resume full of addresses, telephone numbers, places, profiles and references."""
    rows = _read(
        basics={"name": "Dana", "email": "secret@example.org", "phone": "SECRET", "location": {"city": "SECRET"}},
        work=[{"name": "Quay", "location": "SECRET", "url": "SECRET", "summary": "x secret@example.org"}],
        education=[{"institution": "Quay", "score": "SECRET", "url": "SECRET"}],
        skills=[{"name": "secret@example.org", "keywords": ["secret@example.org"]}],
        projects=[{"name": "A", "url": "SECRET", "keywords": ["secret@example.org"]}],
        certificates=[{"name": "A", "url": "SECRET"}], references=[{"name": "SECRET", "reference": "SECRET"}],
        publications=[{"name": "SECRET"}], languages=[{"language": "SECRET"}], interests=[{"name": "SECRET"}],
    )  # fmt: skip
    assert len(rows) == 6
    assert "secret" not in repr(rows).casefold()


# ---- skills, projects, certificates ------------------------------------------------------------------


def test_keywords_are_skills_of_a_group() -> None:
    """A skill with two keywords, one of them C#; keywords without a name; each counts as a row."""
    rows = _read(
        skills=[
            {"name": "Web", "level": "Master", "keywords": ["HTML", "C#", None]},
            {"keywords": ["Maps", "Ink"]},
        ]
    )
    told = [
        (row.values["slug"], row.values["name"], row.values["group"])
        for row in rows
        if isinstance(row, Record)
    ]
    assert told == [
        ("web", "Web", None), ("html", "HTML", "Web"), ("c-sharp", "C#", "Web"), ("maps", "Maps", None), ("ink", "Ink", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "known"),
    [("led", 4), ("taught", 5), ("on my own", 2), ("Master", None), (4, None), (None, None)],
)
def test_only_our_own_words_are_levels(level: Any, known: int | None) -> None:
    """Three of our words, the word of another scale, a number, nothing."""
    assert _one("skills", name="Web", level=level)[1].values["level"] == known


def test_a_project_has_whole_days_only() -> None:
    """A day, then a month, of which no day is made."""
    warnings, record = _one(
        "projects", name="Tides", description="A table", startDate="2021-02-01", endDate="2021-05"
    )
    assert warnings == ["W-DATE"]
    values = record.values
    assert (values["question"], values["started"], values["ended"]) == (
        "A table",
        "2021-02-01",
        None,
    )


@pytest.mark.parametrize(
    ("written", "day", "detail"),
    [
        ("2022-09-05", "2022-09-05", None),
        ("2022-09", None, "issued 2022-09"),
        ("2022", None, "issued 2022"),
        ("", None, None),
    ],
)
def test_a_certificate_keeps_its_month(written: str, day: str | None, detail: str | None) -> None:
    """A day, a month, a year, nothing."""
    warnings, record = _one("certificates", name="First aid", issuer="Reading Room", date=written)
    assert warnings == []
    assert (record.values["date"], record.values["detail"], record.values["completed"]) == (
        day,
        detail,
        True,
    )


@pytest.mark.parametrize(
    "section", ["work", "volunteer", "education", "skills", "projects", "certificates"]
)
def test_what_is_no_item_costs_itself_only(section: str) -> None:
    """An empty object, one with empty values, no name, and four other types beside a good item."""
    good = {"name": "A", "institution": "A"}
    rows = _read(
        **{
            section: [
                {},
                {"name": "", "x": None, "y": []},
                {"summary": "x"},
                None,
                "x",
                3,
                [],
                good,
            ]
        }
    )
    assert [row.rule for row in rows if isinstance(row, Skipped)] == ["empty item", "empty item"]
    codes = [row.code for row in rows if isinstance(row, Problem)]
    assert codes == ["E-EMPTY", "E-FORMAT", "E-FORMAT", "E-FORMAT", "E-FORMAT"]
    assert isinstance(rows[-1], Record)
    assert len(rows) == 8


def test_a_section_that_is_no_list_is_told() -> None:
    """An object where a list should be; null, an empty object and nothing, which say nothing."""
    (found,) = _read(work={"name": "Quay"}, skills=None, projects={}, education=[])
    assert isinstance(found, Problem)
    assert (found.code, found.line, found.column) == ("E-FORMAT", 0, "work")


# ---- files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '{"work": [{"position": "Clerk"}]}', '{"work": [{"company": "Quay"}], "themeOptions": {}}',
        '{"basics": {"name": "Dana"}, "skills": [{"name": "Maps"}]}', '{"education": [{"institution": "Quay"}]}',
        '{"$schema": "x", "meta": {"version": "v1.0.0"}, "certificates": [{"name": "A"}]}',
        '{"volunteer": [{"organization": "Quay"}]}',
    ],
)  # fmt: skip
def test_a_resume_is_claimed_by_its_names(text: str) -> None:
    """One sure name beside names of a theme; two likely ones; what careerkit itself writes."""
    assert recognise(_drop(text, "any name.json")) == ["jsonresume"]


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", '{"work": []}', '{"basics": {"name": "Dana"}}', '{"name": "a", "version": "1.0.0", "keywords": ["x"]}',
        '{"workValid": {"work": [{"position": "x"}]}}', '{"type": "object", "properties": {"work": {"items": {"position": {}}}}}',
        '{"meta": {"version": 1}, "projects": [{"name": "A"}], "clients": []}', '[{"work": [{"position": "x"}]}]',
        '{"certificates": [{"issuer": "CN", "subject": "x"}]}', '{"skills": [{"name": "Maps"}]}',
        '{"entries": [{"uuid": "U", "creationDate": "2024-03-05T12:00:00Z", "text": "\\"work\\": [{\\"position\\": 1}]"}]}',
        'work: [{"position": "x"}]',
    ],
)  # fmt: skip
def test_what_is_no_resume_is_not_claimed(text: str) -> None:
    """Nothing, empty sections, a package, tests and schema of the format, a tracker, other JSON, YAML."""
    assert not jsonresume.claims(_drop(text))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{"work": [{"name": "A",\n "position": "B"},\n {"name":\n "C"}]}', [1, 3]),
        ('\n{"work": [\n\n{"name": "A"}, {"name": "C"}]}', [4, 4]),
        ('{"work": [{"name": "A"}, {"name": "C"}]}\n', [1, 2]),
    ],
)
def test_the_line_is_where_the_item_begins(text: str, lines: list[int]) -> None:
    """Items over several lines; two in one line; a whole file in one line, where they are counted."""
    rows = list(jsonresume.read(_drop(text), Settings()))
    assert [row.line for row in rows if isinstance(row, Record)] == lines


def test_a_file_that_is_cut_off_is_refused() -> None:
    """Half of the sample."""
    data = (SAMPLE / "resume.json").read_bytes()
    drop = _drop(data[: len(data) // 2])
    assert jsonresume.claims(drop)
    with pytest.raises(Unreadable) as caught:
        list(jsonresume.read(drop, Settings()))
    assert caught.value.problem.code == "E-JSON"


def test_damage_is_never_more_than_refused() -> None:
    """Every sample cut off at many places and with bytes changed."""
    chance = random.Random(13)
    for path in sorted(SAMPLE.iterdir()):
        data = path.read_bytes()
        for _ in range(60):
            damaged = bytearray(
                data[: chance.randrange(len(data))] if chance.random() < 0.5 else data
            )
            for _ in range(chance.randrange(4)):
                damaged[chance.randrange(len(damaged) or 1) : 0] = bytes([chance.randrange(256)])
            _survives(bytes(damaged))


def _survives(data: bytes) -> None:
    drop = _drop(data)
    try:
        rows = list(jsonresume.read(drop, Settings())) if jsonresume.claims(drop) else []
    except Unreadable:
        return
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
