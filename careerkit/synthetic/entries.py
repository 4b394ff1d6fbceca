"""The entries of a journal: wins, lessons, tasks, notes, experiments, each with its energy."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from math import floor, sqrt
from random import Random

from careerkit.synthetic.calendar import Calendar
from careerkit.synthetic.diary import Diary, day_of, duration, phrase, pick, poisson, spelling
from careerkit.synthetic.person import Person, popularity
from careerkit.synthetic.phrases import IMPACTS, LINES
from careerkit.synthetic.plans import Project
from careerkit.synthetic.planting import Plant

# The noise model behind the published thresholds: mood by week, noise by entry.
MOOD_SD, MOOD_RHO, NOISE_SD, MEAN = 0.45, 0.6, 0.9, 0.3
SPELL_WEEKS, STICKY = 3, 0.4
SLUMP_SHARE, SLUMP_MOOD = 0.3, -1.0

_WORDS = ("win",) * 6 + ("lesson",) * 3 + ("did",) * 8 + ("note",) * 2 + ("try",)
_MOVES = frozenset(("win", "lesson", "try"))
_QUARTERS = (1, 2, 2, 3, 4, 4, 4, 6, 6, 8, 8, 12, 16)
_FIELDS = (
    ("reach", ("me", "me", "team", "team", "organisation", "beyond")),
    ("lasts", ("days", "days", "weeks", "months", "years")),
    ("chosen", ("yes", "no")),
    ("level", ("1", "2", "2", "3", "3", "4", "5")),
    ("context", ("day-job", "day-job", "side-project", "volunteering")),
)


@dataclass
class _Week:
    """What entries of one week have in common."""

    monday: date
    mood: float
    favourite: str
    is_slump: bool


def write_entries(
    diary: Diary,
    person: Person,
    calendar: Calendar,
    plant: Plant,
    rested: Container[date],
    projects: list[Project],
) -> None:
    """Fill the diary with entries. `rested` are the workdays after a kept evening."""
    rng = person.streams["entries"]
    writer = _Writer(diary, person, plant, rested, projects)
    for week in _weeks(calendar, person, rng):
        count = poisson(rng, person.habits.entries)
        if week.monday in calendar.closed:
            continue
        # A slump is a logged one: a week of silence would be something else.
        for _ in range(max(count, 1) if week.is_slump else count):
            day = day_of(week.monday, rng)
            if calendar.holds(day):
                writer.write(week, day)


def _weeks(calendar: Calendar, person: Person, rng: Random) -> list[_Week]:
    mood, favourite, found = rng.gauss(0, MOOD_SD), "", []
    weights = popularity(len(person.tags))
    for number, monday in enumerate(calendar.weeks):
        if number % SPELL_WEEKS == 0:
            favourite = rng.choices(person.tags, cum_weights=weights)[0]
        is_slump = calendar.is_slump(monday)
        found.append(_Week(monday, mood + SLUMP_MOOD * is_slump, favourite, is_slump))
        mood = MOOD_RHO * mood + rng.gauss(0, MOOD_SD * sqrt(1 - MOOD_RHO**2))
    return found


class _Writer:
    def __init__(
        self, diary: Diary, person: Person, plant: Plant, rested: Container[date],
        projects: list[Project],
    ) -> None:  # fmt: skip
        self.diary, self.person, self.plant = diary, person, plant
        self.rested, self.projects = rested, projects
        self.rng = person.streams["entries"]
        self.weights = popularity(len(person.tags))
        self.friends = [friend.slug for friend in person.circle]

    def write(self, week: _Week, day: date) -> None:
        rng, habits = self.rng, self.person.habits
        word, text = self._opening(week, day)
        tags = self._tags(week)
        energy = self._energy(week, day, tags)
        tokens = [f"@{pick(rng, self.friends)}"] if rng.random() < 0.08 else []
        if rng.random() < habits.energy:
            tokens.append(f"{energy:+d}")
        if rng.random() < habits.hours:
            tokens.append(duration(rng, _QUARTERS[int(rng.random() * len(_QUARTERS))]))
        tokens += [f"#{self._spelled(tag)}" for tag in tags]
        tokens += self._marks(word)
        detail = pick(rng, LINES["detail"]) if rng.random() < 0.12 else ""
        self.diary.add(day, word, " ".join([text, *tokens]), detail)

    def _opening(self, week: _Week, day: date) -> tuple[str, str]:
        rng = self.rng
        word = pick(rng, _WORDS)
        if week.is_slump and word in _MOVES and rng.random() >= SLUMP_SHARE:
            word = "did"
        running = [p.slug for p in self.projects if p.runs_on(day)] if word == "try" else []
        if word == "try" and not running:
            word = "did"
        text = phrase(rng, self.person, LINES[word])
        return word, f"{pick(rng, running)} {text}" if running else text

    def _tags(self, week: _Week) -> list[str]:
        rng, tags = self.rng, self.person.tags
        if rng.random() < 0.1:
            return []
        sticky = rng.random() < STICKY
        found = [week.favourite if sticky else rng.choices(tags, cum_weights=self.weights)[0]]
        if rng.random() < 0.2:
            found.append(rng.choices(tags, cum_weights=self.weights)[0])
        return list(dict.fromkeys(found))

    def _energy(self, week: _Week, day: date, tags: list[str]) -> int:
        level = MEAN + week.mood + self.rng.gauss(0, NOISE_SD)
        if self.plant.energy and self.plant.tag in tags:
            level += self.plant.energy[1]
        if self.plant.boundary is not None and day in self.rested:
            level += self.plant.boundary
        return max(-2, min(2, floor(level + 0.5)))

    def _spelled(self, tag: str) -> str:
        # A planted tag is always spelled right, or its entries could not be counted.
        if tag != self.plant.tag and self.rng.random() < self.person.habits.variants:
            return spelling(self.rng, tag)
        return tag

    def _marks(self, word: str) -> list[str]:
        rng, found = self.rng, []
        if rng.random() < 0.04:
            found.append("*")
        if rng.random() < 0.12:
            found.append("!mentor")
        if word in ("win", "did") and rng.random() < self.person.habits.checkins:
            found += [f"[{key}:: {pick(rng, some)}]" for key, some in _FIELDS]
        if word == "win" and rng.random() < 0.3:
            low, more = rng.randint(2, 9), rng.randint(1, 20)
            found.append(f"[impact:: {pick(rng, IMPACTS).format(a=low + more, b=low)}]")
        return found
