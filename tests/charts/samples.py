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
    entry = [
        {
            "id": day,
            "date": day,
            "word": "win",
            "text": "x",
            "energy": i % 5 - 2,
            "hours": 1.0,
            "goal": None if i % 3 else "big",
        }
        for i, day in enumerate(busy[::2])
    ]
    entry += [{"id": day, "date": day, "word": "lesson", "text": "x"} for day in busy[::5]]
    entry += [{"id": day, "date": day, "word": "note", "text": "x"} for day in logged[::3]]
    return {
        "entry": entry,
        "touch": [
            {"date": day, "person": f"p{i % 7}", "text": "x", "meaningful": True}
            for i, day in enumerate(busy[::3])
        ],
        "learning": [
            {"date": day, "title": "x", "hours": 1 + i % 3} for i, day in enumerate(busy[::6])
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
        + [{"slug": "big", "plan_share": 0.6, "set_on": "2025-01-01"}],
        "goal_event": [
            {"date": "2025-02-11", "slug": "a-long-name-of-a-milestone-0", "event": "done"},
            {
                "date": "2025-04-01",
                "slug": "a-long-name-of-a-milestone-1",
                "event": "replan",
                "due": "2025-11-01",
            },
            {"date": "2025-05-20", "slug": "a-long-name-of-a-milestone-2", "event": "drop"},
        ],
        "scores": _scores(),
    }


def _scores() -> Any:
    known = instruments.packaged()
    [compass] = [part for part in known.values() if part.id == "compass"]
    skipped = {"fit_1", "fit_2", "want_drive"}
    rows = [
        {
            "instrument": "compass", "version": compass.version, "fingerprint": compass.fingerprint,
            "administration": "a", "occasion": "2025", "at": "2025-06-01T10:00", "item": item,
            "value": None if item in skipped else 1 + (3 * i) % 5, "answered": "skipped" if item in skipped else "answered",
        }
        for i, item in enumerate(compass.values)
    ]  # fmt: skip
    return assess.scores(frame("answer", rows), known)
