"""Goals with milestones, side projects and books: the registers, and the journal lines that fit them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from random import Random

from careerkit.synthetic import phrases
from careerkit.synthetic.calendar import Calendar
from careerkit.synthetic.diary import Diary, pick
from careerkit.synthetic.person import Person

Rows = list[list[str]]
GOAL_COLUMNS = ["slug", "title", "parent", "why", "measure", "set_on", "due", "plan_share"]
PROJECT_COLUMNS = ["slug", "title", "question", "budget_hours", "decide_on", "yes_if", "started",
                   "ended", "state", "learned"]  # fmt: skip
BOOK_COLUMNS = ["title", "author", "status", "added", "started", "finished", "rating", "takeaway"]
_DROPPED = 0.08


@dataclass(frozen=True, slots=True)
class Project:
    """One side project, with the days between which it ran."""

    slug: str
    started: date
    ended: date | None

    def runs_on(self, day: date) -> bool:
        """Whether a step of it may stand on that day."""
        return self.started <= day and (self.ended is None or day <= self.ended)


@dataclass(frozen=True, slots=True)
class _Milestone:
    """One step of a goal: the day it was set, and its first date."""

    slug: str
    begin: date
    due: date


def write_goals(diary: Diary, person: Person, calendar: Calendar) -> Rows:
    """One or two goals a year with their milestones; returns the rows of the goals register."""
    rng, rows = person.streams["goals"], [GOAL_COLUMNS]
    for year in range(calendar.first, calendar.last + 1):
        for slug, title, steps in rng.sample(phrases.GOALS, rng.randint(1, 2)):
            set_on = date(year, 1, 4) + timedelta(rng.randint(0, 60))
            name, due = f"{slug}-{year}", date(year, 12, 15)
            why = "It was due" if rng.random() < 0.5 else ""
            share = f"{rng.randint(1, 4) / 10:g}" if rng.random() < 0.6 else ""
            rows.append([name, title, "", why, "", set_on.isoformat(), due.isoformat(), share])
            rows += _milestones(diary, person, calendar, name, steps, set_on)
    return rows


def _milestones(
    diary: Diary, person: Person, calendar: Calendar, goal: str, steps: tuple[str, ...], day: date
) -> Rows:
    """The steps of a goal set on `day`; when all are done, so is the goal."""
    rng, rows = person.streams["goals"], []
    finished: list[date] = []
    for step in steps:
        begin = day + timedelta(rng.randint(0, 120))
        due = begin + timedelta(rng.randint(50, 150))
        found, title = _Milestone(f"{goal}-{step}", begin, due), step.replace("-", " ").capitalize()
        rows.append([found.slug, title, goal, "", "", begin.isoformat(), due.isoformat(), ""])
        finished += _history(diary, calendar, rng, found, person.habits.slip)
    if len(finished) == len(steps):
        diary.add(max(finished), "done", goal)
    return rows


def _history(
    diary: Diary, calendar: Calendar, rng: Random, step: _Milestone, slip: float
) -> list[date]:
    """Re-plans, then done or dropped, unless that is after the last day; returns the day of done."""
    late = slip_days(rng, slip)
    is_dropped, is_told = rng.random() < _DROPPED, rng.random() < 0.7
    reason, ahead, hope = pick(rng, phrases.REASONS), rng.randint(1, 12), rng.randint(-10, 10)
    noticed, last_word = step.due - timedelta(ahead), step.begin
    if late > 14 and is_told and calendar.is_open(noticed):
        wanted = step.due + timedelta(max(7, late + hope))
        diary.add(noticed, "replan", f"{step.slug} by {wanted} because {reason}")
        last_word = noticed
    done = calendar.open_day(step.due + timedelta(late), after=last_word)
    if not calendar.holds(done):
        return []
    if is_dropped:
        diary.add(done, "drop", f"{step.slug} because {reason}")
        return []
    diary.add(done, "done", step.slug)
    return [done]


def slip_days(rng: Random, median: float) -> int:
    """Days after the first date: this median, and a longer tail to the late side."""
    spread = 6 + abs(median) / 2
    return round(median + spread * (exp(0.6 * rng.gauss(0, 1)) - 1) / 0.6)


def make_projects(person: Person, calendar: Calendar) -> tuple[list[Project], Rows]:
    """Up to two side projects, and the rows of their register."""
    rng, rows = person.streams["registers"], [PROJECT_COLUMNS]
    projects = []
    days = (calendar.end - calendar.start).days
    for slug, title, question in rng.sample(phrases.PROJECTS, rng.randint(0, 2)):
        started = calendar.start + timedelta(rng.randint(0, days // 2))
        decide = started + timedelta(rng.randint(90, 240))
        state = rng.choice(("running", "grew", "kept for joy", "stopped with lesson", "lapsed"))
        is_over = state in ("stopped with lesson", "lapsed") and decide <= calendar.end
        project = Project(slug, started, decide if is_over else None)
        ended = decide.isoformat() if is_over else ""
        state = state if is_over or state not in ("stopped with lesson", "lapsed") else "running"
        learned = "Ask before building" if is_over else ""
        rows.append([slug, title, question, str(rng.randint(10, 60)), decide.isoformat(),
                     "Three people ask for more", started.isoformat(), ended, state, learned])  # fmt: skip
        projects.append(project)
    return projects, rows


def write_books(diary: Diary, person: Person, calendar: Calendar) -> Rows:
    """A reading list; a finished book stands in the journal or in the register, never in both."""
    rng, rows = person.streams["registers"], [BOOK_COLUMNS]
    days = (calendar.end - calendar.start).days
    for title in rng.sample(phrases.TOPICS, rng.randint(2, 9)):
        added = calendar.start + timedelta(rng.randint(0, days))
        started, rating = added + timedelta(rng.randint(5, 60)), rng.randint(2, 5)
        finished = started + timedelta(rng.randint(7, 70))
        author = f"{rng.choice(phrases.FIRST_NAMES)} {rng.choice(phrases.LAST_STARTS)}son"
        is_jotted, is_left = rng.random() < 0.4, rng.random() < 0.15
        if is_jotted and calendar.is_open(finished):
            diary.add(finished, "read", f"{title} {rating}/5")
            continue
        dates = [day.isoformat() for day in (added, started, finished) if day <= calendar.end]
        shelf = ("to_read", "reading", "dropped" if is_left else "read")[len(dates) - 1]
        if shelf == "dropped":
            dates.pop()
        dates += [""] * (3 - len(dates))
        verdict = [str(rating), "Keep the list short"] if shelf == "read" else ["", ""]
        rows.append([title, author, shelf, *dates, *verdict])
    return rows
