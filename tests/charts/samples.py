"""One measure of each kind with enough in it to draw every mark."""

from __future__ import annotations

from functools import cache
from typing import Any

from careerkit import assess, instruments
from careerkit.measure import Measure
from tests.measures.frames import days, frame, run, year

_SILENT = {*days("2025-03-10", 14), *days("2025-06-02", 30), *days("2025-08-04", 14)}
_SLOW = set(days("2025-09-15", 63))


@cache
def sample(name: str) -> Measure:
    """The measure of a year with silences, a pause, a slump, late goals and a skipped question."""
    return run(name, year(2025, pauses=[("2025-08-04", "2025-08-17")]), **_rows())


def _rows() -> dict[str, Any]:
    logged = [day for day in days("2024-07-01", 549) if day not in _SILENT]
    busy = [day for day in logged if day not in _SLOW]
    entry: list[dict[str, Any]] = [
        {
            "id": day,
            "date": day,
            "word": "win",
            "text": "x",
            "energy": i % 5 - 2,
            "hours": 1.0,
            "goal": None if i % 3 else "big",
            "chosen": i % 4 > 0,
            "tags": [["tax"], [], [], ["desk"], ["gym"]][i % 5],
            "skills": ["skill-2"] if i % 5 > 2 else [],
            "level": 3 if i % 10 == 4 else None,
        }
        for i, day in enumerate(busy[::2])
    ]
    entry += [{"id": day, "date": day, "word": "lesson", "text": "x"} for day in busy[::5]]
    entry += [{"id": day, "date": day, "word": "note", "text": "x"} for day in logged[::3]]
    entry += [
        {"id": f"use {day}", "date": day, "word": "did", "text": "x", "skills": ["skill-0"]}
        for day in busy[::20]
    ]
    entry += [
        {
            "id": f"try {day}",
            "date": day,
            "word": "try",
            "text": "x",
            "project": "zine",
            "hours": 2.0,
        }
        for day in busy[::60]
    ]
    return {
        "entry": entry,
        "touch": [
            {"date": day, "person": f"p{i % 7}", "text": "x", "meaningful": True}
            for i, day in enumerate(busy[::3])
        ],
        "learning": [
            {"date": day, "title": "x", "hours": 1 + i % 3, "skills": [f"skill-{i % 2}"]}
            for i, day in enumerate(busy[::6])
        ],
        "boundary": [
            {"date": day, "name": "x", "kept": i % 3 > 0} for i, day in enumerate(logged[::2])
        ],
        "goal": [
            {
                "slug": f"a-long-name-of-a-milestone-{i}",
                "parent": "big",
                "due": day,
                "set_on": "2025-01-01",
            }
            for i, day in enumerate(days("2025-02-01", 4, 60))
        ]
        + [{"slug": "big", "plan_share": 0.6, "set_on": "2025-01-01"}]
        + [_closed(i) for i in range(12)],
        "goal_event": [
            {"date": "2025-02-11", "slug": "a-long-name-of-a-milestone-0", "event": "done"},
            {
                "date": "2025-04-01",
                "slug": "a-long-name-of-a-milestone-1",
                "event": "replan",
                "due": "2025-11-01",
            },
            {"date": "2025-05-20", "slug": "a-long-name-of-a-milestone-2", "event": "drop"},
            *({"date": "2024-03-31", "slug": f"closed-{i}", "event": "done"} for i in range(12)),
        ],
        "feedback": [
            {
                "id": day,
                "date": day,
                "text": "x",
                "action": "y" if i % 5 else None,
                "action_done_on": "2025-11-01" if i % 3 else None,
                "declined_because": None if i % 5 else "z",
                "told_on": "2025-11-02" if i % 2 else None,
            }
            for i, day in enumerate(busy[::25])
        ],
        "scores": _scores(),
        **_registers(),
    }


def _registers() -> dict[str, Any]:
    """Two side projects, two target roles of which one is nearer, and values with fits of two years."""
    asked = {"near": {"skill-0": None, "never": 3}, "far": {"skill-0": 2, "never": 1}}
    return {
        "project": [
            {"slug": "zine", "budget_hours": 8, "started": "2025-01-01", "decide_on": "2025-06-01"},
            {"slug": "a-long-name-of-a-side-project", "budget_hours": 5, "started": "2025-01-01", "state": "lapsed"},
        ],
        "target": [
            {"slug": role, "skill": skill, "level": level, "importance": 3}
            for role, skills in asked.items() for skill, level in skills.items()
        ],
        "value": [{"name": name, "weight": i, "set_on": "2024-01-01"} for i, name in enumerate("abc")],
        "fit": [
            {"year": year, "value": name, "fit": fit}
            for year, fits in {2024: {"a": 8, "b": 4}, 2025: {"a": 5, "b": 7, "c": 9}}.items()
            for name, fit in fits.items()
        ],
    }  # fmt: skip


def _closed(i: int) -> dict[str, Any]:
    """A milestone of the year before, planned for 60 days and done after 90."""
    return {"slug": f"closed-{i}", "parent": "big", "due": "2024-03-01", "set_on": "2024-01-01"}


def _scores() -> Any:
    """A compass with skipped items, pulses of two years and the interest markers."""
    known = instruments.packaged()
    skipped = {"fit_1", "fit_2", "want_drive"}
    sittings = [
        ("compass", "2025-06-01T10:00"), ("riasec", "2025-06-02T10:00"), ("pulse", "2024-05-01T10:00"),
        ("pulse", "2025-02-01T10:00"), ("pulse", "2025-08-01T10:00"),
    ]  # fmt: skip
    rows = [
        {
            "instrument": name, "version": part.version, "fingerprint": part.fingerprint,
            "administration": at, "occasion": at[:4], "at": at, "item": item,
            "value": None if item in skipped else 1 + (3 * i + int(at[3])) % 5, "answered": "skipped" if item in skipped else "answered",
        }
        for name, at in sittings
        for part in known.values()
        if part.id == name
        for i, item in enumerate(part.values)
    ]  # fmt: skip
    return assess.scores(frame("answer", rows), known)
