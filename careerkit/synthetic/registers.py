"""The remaining registers and workbook.toml of a synthetic person."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from careerkit.synthetic import phrases
from careerkit.synthetic.calendar import Calendar
from careerkit.synthetic.diary import spelling
from careerkit.synthetic.person import Person
from careerkit.synthetic.plans import Rows

_SECTIONS = (
    "trust", "wins", "goals", "connections", "learning", "boundaries", "compass", "momentum",
)  # fmt: skip
_ROLE_COLUMNS = [
    "slug", "title", "org", "form", "started", "ended", "hours_per_week", "summary", "intent",
]  # fmt: skip


def settings(person: Person, calendar: Calendar) -> str:
    """The text of workbook.toml."""
    rng = person.streams["registers"]
    sections = _SECTIONS[: rng.randint(2, len(_SECTIONS))]
    seasons = [
        f'"{year}" = "{rng.choice(phrases.SEASONS)}"'
        for year in range(calendar.first, calendar.last + 1)
    ]
    return "\n".join([
        "# A synthetic workbook: nobody lives in it. Its texts are put together from phrase parts.",
        "format = 1",
        f'name = "{person.name}"',
        f'time_zone = "{rng.choice(phrases.ZONES)}"',
        f'week_starts = "{rng.choices(("monday", "sunday", "saturday"), (7, 2, 1))[0]}"',
        f'year_starts = "{rng.choices(("01-01", "04-01", "09-01"), (8, 1, 1))[0]}"',
        f'date_order = "{rng.choice(("dmy", "mdy", "ymd"))}"',
        f"complete = {_listed([s for s in ('boundary', 'learning', 'touch') if rng.random() < 0.3])}",
        "", "[targets]",
        f"connections_per_week = {rng.choice((1, 2, 2, 3))}",
        f"learning_hours_per_month = {rng.choice((4, 8, 10, 10, 12))}",
        "", "[season]", *seasons,
        "", "[consent.mentor]", f"sections = {_listed(list(sections))}", "",
    ])  # fmt: skip


def _listed(texts: list[str]) -> str:
    return "[" + ", ".join(f'"{text}"' for text in texts) + "]"


def registers(person: Person, calendar: Calendar) -> dict[str, Rows]:
    """Rows by register, for those that need no journal line."""
    rng = person.streams["registers"]
    values = rng.sample(phrases.VALUES, rng.randint(3, 5))
    return {
        "people": _people(person, rng),
        "skills": _skills(person, calendar, rng),
        "roles": _roles(person, calendar, rng),
        "values": _values(values, calendar, rng),
        "decisions": _decisions(values, person, calendar, rng),
        "questions": _questions(person, calendar, rng),
    }


def _people(person: Person, rng: Random) -> Rows:
    rows = [["slug", "name", "org", "title", "relation", "url", "connected_on"]]
    for friend in person.circle:
        linked = rng.random() < 0.4
        url, since = (friend.url, friend.since.isoformat()) if linked else ("", "")
        rows.append(
            [friend.slug, friend.name, friend.org, friend.title, friend.relation, url, since]
        )
    return rows


def _skills(person: Person, calendar: Calendar, rng: Random) -> Rows:
    """Half of the activities as skills of one's own, some with a wrong spelling as an alias."""
    rows = [["slug", "name", "aliases", "group", "level", "level_on", "uri"]]
    taken = set(person.tags)
    for tag in person.tags[::2]:
        alias = spelling(rng, tag).lower()
        aliases = "" if alias in taken or rng.random() < 0.4 else alias
        taken.add(alias)
        name, level = tag.replace("-", " ").capitalize(), str(rng.randint(1, 4))
        rows.append([tag, name, aliases, "", level, calendar.end.isoformat(), ""])
    return rows


def _roles(person: Person, calendar: Calendar, rng: Random) -> Rows:
    rows = [_ROLE_COLUMNS]
    first, now, _ = person.field.titles
    change, hours = calendar.first - rng.randint(0, 4), str(rng.choice((20, 30, 35, 38, 40)))
    begun = change - rng.randint(2, 9)
    rows.append(["first-job", first, person.org, "job", str(begun), f"{change}-03", hours, "", ""])
    rows.append(["job", now, person.org, "job", f"{change}-04", "", hours, "", "Learn the trade"])
    if rng.random() < 0.3:
        club = "Club by the canal"
        rows.append(["helper", "Helper", club, "volunteer", str(begun), "", "2", "", "Joy"])
    return rows


def _values(names: list[str], calendar: Calendar, rng: Random) -> Rows:
    set_on = calendar.start + timedelta(rng.randint(5, 60))
    parts = [rng.randint(1, 6) for _ in names]
    weights = [str(round(100 * part / sum(parts))) for part in parts]
    named = zip(names, weights, strict=True)
    return [
        ["name", "weight", "set_on"],
        *([name, weight, set_on.isoformat()] for name, weight in named),
    ]


def _decisions(values: list[str], person: Person, calendar: Calendar, rng: Random) -> Rows:
    rows = [["year", "choice", "reason", "tripwire", "tripwire_on", "change_mind", "fits"]]
    next_role = person.field.titles[2].lower()
    for year in range(calendar.first, calendar.last + 1):
        fits = ";".join(f"{name}={rng.randint(2, 9)}" for name in values)
        choice, on = rng.choice(phrases.CHOICES), date(year + 1, rng.randint(2, 9), 1)
        rows.append([str(year), choice, "The work and I fit for now", "No talk about the next step",
                     on.isoformat(), f"A place as {next_role}", fits])  # fmt: skip
    return rows


def _questions(person: Person, calendar: Calendar, rng: Random) -> Rows:
    rows = [["year", "text", "asked_of"]]
    for year in range(calendar.first, calendar.last + 1):
        for text in rng.sample(phrases.QUESTIONS, rng.randint(0, 3)):
            rows.append([str(year), text, person.circle[0].slug])
    return rows
