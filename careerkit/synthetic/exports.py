"""Questionnaire answers, and the exports that lie in the inbox of some people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from careerkit.instruments import PACKAGED, Instrument, load
from careerkit.synthetic.calendar import Calendar
from careerkit.synthetic.diary import pick
from careerkit.synthetic.person import Person
from careerkit.synthetic.phrases import LINES
from careerkit.synthetic.plans import Rows

_ANSWER_COLUMNS = [
    "instrument", "version", "fingerprint", "administration", "occasion", "item", "value", "status",
    "at", "lang", "mode",
]  # fmt: skip
_SKIPPED, _ITEM_SPREAD, _DRIFT = 0.03, 0.8, 0.25
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# What stands above the header in newer exports.
_PREAMBLE = [
    ["Notes:"],
    ["When exporting your connection data, some addresses are missing. (text shortened)"],
    [],
]
_CONNECTION_COLUMNS = [
    "First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On",
]  # fmt: skip
_TOGGL_START = ["User", "Email", "Client", "Project", "Task", "Description", "Billable"]
_TOGGL_ENDS = (
    ["Start date", "Start time", "End date", "End time", "Duration", "Tags"],
    ["Start date", "Start time", "Stop date", "Stop time", "Duration", "Tags"],
)
_WITH_LINKEDIN, _WITH_TOGGL, _TRACKED_DAYS = 0.5, 0.35, 0.6


# The months in which somebody sits down to a questionnaire: one of these sets a year.
COMPASS_MONTHS = ((5, 11), (11,), (11,), ())
PULSE_MONTHS = ((3, 6, 9, 12), (3, 6, 9, 12), (3, 9, 12), (6, 12))
WITH_PULSE = 0.6


def load_instruments() -> tuple[Instrument, Instrument]:
    """The packaged questionnaires that people answer: the compass and the pulse."""
    return load(PACKAGED / "compass.toml"), load(PACKAGED / "pulse.toml")


def answers(
    person: Person, calendar: Calendar, instrument: Instrument, months: Sequence[tuple[int, ...]],
    stream: str,
) -> Rows:  # fmt: skip
    """The sittings of one questionnaire; each score has a level of its own that drifts from one to the next."""
    rng = person.streams[stream]
    keys = _keys(instrument)
    levels = {score: rng.uniform(0.15, 0.85) for score in sorted({s for s, _ in keys.values()})}
    mode = rng.choice(("form", "form", "sheet"))
    rows = [_ANSWER_COLUMNS]
    for year in range(calendar.first, calendar.last + 1):
        for month in months[rng.randint(0, len(months) - 1)]:
            at = datetime(year, month, rng.randint(1, 28), rng.randint(6, 21), rng.randint(0, 59))  # noqa: DTZ001
            head = [instrument.id, instrument.version, instrument.fingerprint,
                    f"{instrument.id}-{year}-{month:02}", str(year)]  # fmt: skip
            for item, (score, is_reversed) in keys.items():
                at += timedelta(seconds=rng.randint(3, 20))
                scale = instrument.values[item]
                value = _answer(rng, 1 - levels[score] if is_reversed else levels[score], scale)
                tail = [value, "answered" if value else "skipped", f"{at.isoformat()}Z", "en", mode]
                rows.append([*head, item, *tail])
            levels = {s: min(1, max(0, x + rng.gauss(0, _DRIFT / 2))) for s, x in levels.items()}
    return rows


def _keys(instrument: Instrument) -> dict[str, tuple[str, bool]]:
    """For every item the score it belongs to and whether it is reversed there."""
    found = {item: (item, False) for item in instrument.values}
    for score in instrument.scores.values():
        if not score.composite:
            found |= {item: (score.id, item in score.reversed) for item in score.parts}
    return found


def _answer(rng: Random, level: float, scale: tuple[float, ...]) -> str:
    low, high = scale[0], scale[-1]
    drawn = rng.gauss(low + level * (high - low), _ITEM_SPREAD)
    if rng.random() < _SKIPPED:
        return ""
    return f"{min(scale, key=lambda value: abs(value - drawn)):g}"


def linkedin(person: Person, calendar: Calendar) -> Rows:
    """A Connections.csv: part of the circle, and people whom the journal never names. Empty for some."""
    rng = person.streams["linkedin"]
    if rng.random() >= _WITH_LINKEDIN:
        return []
    known = rng.sample(person.circle, rng.randint(8, len(person.circle)))
    rows = [*(_PREAMBLE if rng.random() < 0.7 else []), _CONNECTION_COLUMNS]
    for friend in sorted(known, key=lambda friend: friend.since, reverse=True):
        first, _, last = friend.name.partition(" ")
        rows.append([first, last, friend.url, "", friend.org, friend.title, _day(friend.since)])
    # Closed accounts leave nothing but their date.
    rows.append([""] * 6 + [_day(calendar.start + timedelta(rng.randint(0, 300)))])
    return rows


def _day(day: date) -> str:
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}"


def toggl(person: Person, calendar: Calendar) -> tuple[str, Rows]:
    """Name and rows of a time tracker's report of the last year; no rows for some."""
    rng = person.streams["toggl"]
    name = f"Toggl_time_entries_{calendar.last}-01-01_to_{calendar.last}-12-31.csv"
    if rng.random() >= _WITH_TOGGL:
        return name, []
    rows = [[*_TOGGL_START, *rng.choice(_TOGGL_ENDS)]]
    mail = f"{person.circle[-1].slug}.{person.number}@example.org"
    for week in calendar.weeks:
        for offset in range(5):
            day = week + timedelta(offset)
            is_tracked = rng.random() < _TRACKED_DAYS
            if is_tracked and week not in calendar.closed and day.year == calendar.last:
                rows += [[person.name, mail, *rest] for rest in _intervals(person, day)]
    return name, rows


def _intervals(person: Person, day: date) -> Iterator[list[str]]:
    """One to four intervals of a workday, one after the other."""
    rng = person.streams["toggl"]
    clock = datetime(day.year, day.month, day.day, rng.randint(6, 10), rng.randint(0, 59))  # noqa: DTZ001
    for _ in range(rng.randint(1, 4)):
        seconds = rng.randint(600, 9000)
        end = clock + timedelta(seconds=seconds)
        length = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        what = pick(rng, LINES["did"]).format(
            thing=pick(rng, person.field.things), client=pick(rng, person.field.clients)
        )
        yield ["", person.org, "", what, "No", f"{day}", f"{clock:%H:%M:%S}", f"{end:%Y-%m-%d}",
               f"{end:%H:%M:%S}", length, pick(rng, person.tags)]  # fmt: skip
        clock = end + timedelta(minutes=rng.randint(5, 60))
