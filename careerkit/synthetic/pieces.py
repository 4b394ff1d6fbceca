"""Puts one synthetic workbook together: the text of every file, by its path inside the workbook."""

from __future__ import annotations

import csv
import io

from careerkit.instruments import Instrument
from careerkit.synthetic import exports, plans, registers, streams
from careerkit.synthetic.calendar import Calendar
from careerkit.synthetic.diary import Diary
from careerkit.synthetic.entries import write_entries
from careerkit.synthetic.person import Person
from careerkit.synthetic.plans import Rows
from careerkit.synthetic.planting import Plant


def files(
    person: Person, calendar: Calendar, plant: Plant, asked: tuple[Instrument, Instrument]
) -> dict[str, str]:
    """All files of a workbook as text."""
    diary = Diary(person)
    toml = registers.settings(person, calendar)
    projects, project_rows = plans.make_projects(person, calendar)
    sheets = {
        "goals": plans.write_goals(diary, person, calendar),
        "projects": project_rows,
        "books": plans.write_books(diary, person, calendar),
        **registers.registers(person, calendar),
    }
    compass, pulse = asked
    sittings = {
        "compass": exports.answers(person, calendar, compass, exports.COMPASS_MONTHS, "answers"),
        "pulse": exports.answers(person, calendar, pulse, exports.PULSE_MONTHS, "pulses"),
    }
    if person.streams["pulses"].random() >= exports.WITH_PULSE:
        del sittings["pulse"]
    rested = streams.write_evenings(diary, person, calendar)
    write_entries(diary, person, calendar, plant, rested, projects)
    streams.write_contacts(diary, person, calendar)
    streams.write_learning(diary, person, calendar, plant)
    streams.write_feedback(diary, person, calendar)
    streams.write_pauses(diary, person, calendar)
    years = range(calendar.first, calendar.last + 1)
    return {
        "workbook.toml": toml,
        **{f"journal/{year}.md": diary.year(year) for year in years},
        # A register without a row under its header would only be in the way.
        **{f"registers/{name}.csv": _csv(rows) for name, rows in sheets.items() if len(rows) > 1},
        **{f"answers/{name}.csv": _csv(rows) for name, rows in sittings.items() if len(rows) > 1},
        **_inbox(person, calendar),
    }


def _inbox(person: Person, calendar: Calendar) -> dict[str, str]:
    name, tracked = exports.toggl(person, calendar)
    found = {"Connections.csv": exports.linkedin(person, calendar), name: tracked}
    return {f"inbox/{name}": _csv(rows) for name, rows in found.items() if rows}


def _csv(rows: Rows) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
