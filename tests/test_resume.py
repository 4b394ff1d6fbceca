"""The JSON Resume that careerkit writes: its form, what stays at home, and that it reads its own."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit import tidy
from careerkit.importers import jsonresume, recognise
from careerkit.reading.drops import Drop
from careerkit.records import Record
from careerkit.resume import LEVELS, to_resume
from careerkit.settings import Settings
from careerkit.tables import table

# The published form, as its draft-07 schema has it: the texts and lists of texts of each section's items.
TEXTS = {
    "work": {"name", "location", "description", "position", "url", "summary"},
    "volunteer": {"organization", "position", "url", "summary"},
    "education": {"institution", "url", "area", "studyType", "score"},
    "skills": {"name", "level"},
    "projects": {"name", "description", "url", "entity", "type"},
    "certificates": {"name", "url", "issuer"},
}
LISTS = {"work": {"highlights"}, "volunteer": {"highlights"}, "education": {"courses"}, "skills": {"keywords"},
         "projects": {"highlights", "keywords", "roles"}, "certificates": set()}  # fmt: skip
DATES = {"startDate", "endDate", "date"}
DATE = re.compile(r"[1-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[1-2][0-9]{3}-[0-1][0-9]|[1-2][0-9]{3}")
# Names of our own, which the schema allows everywhere.
OURS = {"work": {"form"}, "education": {"summary"}, "skills": {"group"}}


def _check(resume: dict[str, Any]) -> None:
    """What a draft-07 validator would check, and that nothing else is in it."""
    assert set(resume) <= {*TEXTS, "meta"}
    assert resume["meta"] == {"version": "v1.0.0"}
    for section in set(resume) & set(TEXTS):
        assert resume[section]
        for item in resume[section]:
            known = TEXTS[section] | LISTS[section] | DATES | OURS.get(section, set())
            assert set(item) <= known, item
            for name, value in item.items():
                if name in LISTS[section]:
                    assert all(isinstance(text, str) for text in value)
                else:
                    assert isinstance(value, str)
                    assert name not in DATES or DATE.fullmatch(value), item


ROLES: list[dict[str, Any]] = [
    {"title": "Clerk", "org": "Quay", "form": "job", "started": date(2015, 1, 1), "started_precision": "y",
     "ended": date(2018, 12, 31), "ended_precision": "d", "summary": "Kept the ledger.\n- Twice a day", "intent": "SECRET"},
    {"title": "Planner", "org": "Harbour", "form": "job", "started": date(2019, 3, 1), "started_precision": "m",
     "hours_per_week": 30.0, "tags": ["secret"]},
    {"title": "Photographer", "form": "gig", "started": date(2020, 1, 1), "started_precision": "y"},
    {"title": "Tutor", "org": "Reading Room", "form": "volunteer"},
    {"title": "Diploma, Logistics", "org": "College", "form": "study", "started": date(2011, 1, 1), "started_precision": "y",
     "ended": date(2013, 7, 1), "ended_precision": "m", "summary": "- Maps"},
]  # fmt: skip
SKILLS: list[dict[str, Any]] = [
    {"name": "Writing", "level": 2, "group": "craft", "aliases": ["secret"], "uri": "SECRET"}, {"name": "C#"},
    {"name": "Negotiation", "level": 4},
]  # fmt: skip
PROJECTS: list[dict[str, Any]] = [
    {"title": "Tide table", "question": "Does it help?\n- Four ports", "started": date(2021, 2, 1),
     "ended": date(2021, 5, 9), "tags": ["maps", "tides"], "budget_hours": 40.0, "yes_if": "SECRET", "learned": "SECRET"},
    {"title": "Lamp"},
]  # fmt: skip
LEARNING: list[dict[str, Any]] = [
    {"title": "First aid", "form": "certificate", "provider": "Reading Room", "date": date(2023, 4, 5), "completed": True},
    {"title": "Pilot's mate", "form": "certificate", "date": None, "completed": True, "detail": "issued 2022-09"},
]  # fmt: skip


def _written() -> dict[str, Any]:
    return to_resume(ROLES, SKILLS, PROJECTS, LEARNING)


def test_a_resume_of_every_kind_of_row() -> None:
    """Five roles, three skills, two projects, two certificates."""
    assert _written() == {
        "work": [
            {"position": "Photographer", "startDate": "2020", "form": "gig"},
            {"name": "Harbour", "position": "Planner", "startDate": "2019-03"},
            {"name": "Quay", "position": "Clerk", "startDate": "2015", "endDate": "2018-12-31",
             "summary": "Kept the ledger.\n- Twice a day"},
        ],
        "volunteer": [{"organization": "Reading Room", "position": "Tutor"}],
        "education": [
            {"institution": "College", "area": "Diploma, Logistics", "startDate": "2011", "endDate": "2013-07", "summary": "- Maps"}
        ],
        "skills": [
            {"name": "C#"}, {"name": "Negotiation", "level": "led"}, {"name": "Writing", "level": "on my own", "group": "craft"},
        ],
        "projects": [
            {"name": "Tide table", "description": "Does it help?\n- Four ports", "startDate": "2021-02-01",
             "endDate": "2021-05-09", "keywords": ["maps", "tides"]},
            {"name": "Lamp"},
        ],
        "certificates": [
            {"name": "First aid", "issuer": "Reading Room", "date": "2023-04-05"}, {"name": "Pilot's mate", "date": "2022-09"},
        ],
        "meta": {"version": "v1.0.0"},
    }  # fmt: skip


def test_it_has_the_published_form() -> None:
    """The same rows, and no rows at all."""
    _check(_written())
    assert to_resume([], [], [], []) == {"meta": {"version": "v1.0.0"}}


def test_what_is_private_stays_at_home() -> None:
    """Columns that no resume has, and addresses inside texts."""
    assert "secret" not in json.dumps(_written()).casefold()
    roles = [
        {"title": "Clerk (clerk@example.org)", "org": "Quay", "summary": "Ask lee.park@example.org"}
    ]
    assert to_resume(roles, [], [], [])["work"] == [
        {"name": "Quay", "position": "Clerk ((address))", "summary": "Ask (address)"}
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ([{"title": "Carer", "form": "care"}, {"title": "Pause", "form": "break"}], [], [], []),
        ([{"title": "Clerk", "org": "Quay", "status": "retired"}], [], [], []),
        ([{"form": "job", "started": date(2019, 1, 1)}, {"title": " ", "org": None}], [{"name": ""}], [{"question": "?"}], []),
        ([], [], [], [{"title": "Maps", "form": "course", "completed": True}]),
        ([], [], [], [{"title": "Maps", "form": "certificate", "completed": value} for value in (False, None)]),
    ],
)  # fmt: skip
def test_what_is_left_out(rows: tuple[list[Any], list[Any], list[Any], list[Any]]) -> None:
    """Care and breaks, rows an export no longer holds, rows without a name, courses, certificates not completed."""
    assert set(to_resume(*rows)) == {"meta"}


def test_a_role_of_unknown_form_is_work() -> None:
    """A role that says no form."""
    assert to_resume([{"title": "Clerk", "form": None}], [], [], [])["work"] == [
        {"position": "Clerk"}
    ]


def test_rows_of_a_frame_are_read_too() -> None:
    """What pandas has for missing cells: no day, no number, no flag; its own kind of day; lists as tuples."""
    frame = pd.DataFrame({
        "title": ["Tides", "Lamp"], "started": pd.to_datetime(["2021-02-01", None]), "level": pd.array([1, None], "Int64"),
        "completed": pd.array([True, None], "boolean"), "tags": [("maps",), None], "question": ["x", float("nan")],
    })  # fmt: skip
    rows: list[Any] = frame.to_dict("records")
    found = to_resume(
        rows,
        [{**row, "name": row["title"]} for row in rows],
        rows,
        [{**row, "form": "certificate"} for row in rows],
    )
    _check(found)
    assert found["projects"] == [
        {"name": "Tides", "description": "x", "startDate": "2021-02-01", "keywords": ["maps"]}, {"name": "Lamp"},
    ]  # fmt: skip
    assert found["skills"] == [{"name": "Lamp"}, {"name": "Tides", "level": "followed"}]
    assert found["certificates"] == [{"name": "Tides"}]


def test_the_order_of_the_rows_changes_nothing() -> None:
    """The same rows from the last to the first."""
    backwards = to_resume(ROLES[::-1], SKILLS[::-1], PROJECTS[::-1], LEARNING[::-1])
    assert json.dumps(backwards) == json.dumps(_written())


# ---- there and back ----------------------------------------------------------------------------------

# The columns that a resume carries, with their precision where they have one.
CARRIED = {
    "role": (
        "title",
        "org",
        "form",
        "started",
        "started_precision",
        "ended",
        "ended_precision",
        "summary",
    ),
    "skill": ("name", "group", "level"),
    "project": ("title", "question", "started", "ended", "tags"),
    "learning": ("date", "title", "form", "provider", "completed", "detail"),
}


def _back(resume: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The typed rows of a resume, by table."""
    drop = Drop("resume.json", "inbox", "resume.json", json.dumps(resume).encode())
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in CARRIED}
    for record in jsonresume.read(drop, Settings()):
        assert isinstance(record, Record), record
        cells, problems = tidy.row(record)
        assert problems == []
        assert cells is not None
        rows[record.table].append(cells)
    return rows


def _carried(rows: list[dict[str, Any]], name: str) -> list[str]:
    empty = {column.name: [] for column in table(name).all_columns if column.kind == "list"}
    whole = [
        {
            column: row.get(column, empty.get(column)) or empty.get(column)
            for column in CARRIED[name]
        }
        for row in rows
    ]
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in whole)


def test_what_is_written_is_read_back() -> None:
    """Every row of every kind; the file is recognised, as a whole and with one section alone."""
    resume = _written()
    back = _back(resume)
    for name, rows in {
        "role": ROLES,
        "skill": SKILLS,
        "project": PROJECTS,
        "learning": LEARNING,
    }.items():
        assert _carried(back[name], name) == _carried(rows, name)
    for section in TEXTS:
        part = json.dumps({section: resume[section], "meta": resume["meta"]})
        assert recognise(Drop("r.json", "inbox", "r.json", part.encode())) == ["jsonresume"]
    assert to_resume(*(back[name] for name in CARRIED)) == resume


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="@"), max_size=30).map(tidy.clean).filter(
    lambda text: bool(re.search(r"\w", text))
)  # fmt: skip
DAY = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PARTIAL = st.tuples(DAY, st.sampled_from("ymd")).map(
    lambda found: (found[0].replace(**{"y": {"month": 1, "day": 1}, "m": {"day": 1}, "d": {}}[found[1]]), found[1])
)  # fmt: skip


@st.composite
def _any_role(draw: st.DrawFn) -> dict[str, Any]:
    role = {"title": draw(TEXT), "org": draw(st.none() | TEXT), "summary": draw(st.none() | TEXT),
            "form": draw(st.sampled_from(["job", "gig", "volunteer", "study"]))}  # fmt: skip
    known = sorted(draw(st.lists(PARTIAL, max_size=2)), key=lambda found: found[0])
    for name, (day, precision) in zip(("started", "ended"), known, strict=False):
        role |= {name: day, f"{name}_precision": precision}
    return role


@given(
    st.lists(_any_role(), max_size=3),
    st.lists(st.fixed_dictionaries({"name": TEXT, "group": st.none() | TEXT, "level": st.none() | st.sampled_from(sorted(LEVELS))}), max_size=3),
    st.lists(st.fixed_dictionaries({"title": TEXT, "question": st.none() | TEXT, "started": st.none() | DAY}), max_size=3),
    st.lists(st.fixed_dictionaries({"title": TEXT, "provider": st.none() | TEXT, "date": st.none() | DAY,
                                    "form": st.just("certificate"), "completed": st.just(True)}), max_size=3),
)  # fmt: skip
def test_any_rows_come_back_as_they_were(
    roles: list[dict[str, Any]], skills: list[dict[str, Any]],
    projects: list[dict[str, Any]], learning: list[dict[str, Any]],
) -> None:  # fmt: skip
    """Any texts, days, precisions and levels that a table may hold."""
    resume = to_resume(roles, skills, projects, learning)
    _check(resume)
    back = _back(resume)
    given_rows = {"role": roles, "skill": skills, "project": projects, "learning": learning}
    for name, rows in given_rows.items():
        assert _carried(back[name], name) == _carried(rows, name)
