"""What else a journal holds: contacts, learning, evenings, feedback, pauses, the person's own notes."""

from __future__ import annotations

from datetime import date, timedelta

from careerkit.synthetic.calendar import Calendar
from careerkit.synthetic.diary import Diary, day_of, duration, phrase, pick, poisson
from careerkit.synthetic.entries import SLUMP_SHARE
from careerkit.synthetic.person import Person, popularity
from careerkit.synthetic.phrases import EVENINGS, FORMS, LINES, REASONS, TOPICS
from careerkit.synthetic.planting import Plant

# Quarter hours of a learning session, as likely each; rates are derived from their mean.
_SESSIONS = (2, 3, 4, 4, 6, 6, 8, 12)
_WEEKS_A_MONTH = 365.25 / 12 / 7
_FEEDBACK_A_WEEK = 0.12
# Monday to Thursday, and Sunday: the next day is then a workday, and only one evening comes before it.
_EVENINGS_BEFORE_WORK = (0, 1, 2, 3, 6)


def write_contacts(diary: Diary, person: Person, calendar: Calendar) -> None:
    """Meaningful contacts, with another person each time in a week, and a few that were not."""
    rng = person.streams["contacts"]
    slugs = [friend.slug for friend in person.circle]
    weights = popularity(len(slugs))
    for week in calendar.weeks:
        rate = person.habits.contacts * _slowed(calendar, week)
        count, brief = poisson(rng, rate), rng.random() < min(0.2, rate / 5)
        if week in calendar.closed:
            continue
        met: dict[str, None] = {}
        while len(met) < min(count + brief, len(slugs)):
            met[rng.choices(slugs, cum_weights=weights)[0]] = None
        for number, slug in enumerate(met):
            # What is not meaningful comes last, so that it never takes the place of what is.
            some = LINES["met"] if number < count else LINES["brief"]
            mark = "" if number < count else " [meaningful:: no]"
            text = f"@{slug} {phrase(rng, person, some)}{mark}"
            day = day_of(week, rng)
            text += _promise(person, day) if number < count else ""
            if calendar.holds(day):
                diary.add(day, "met", text)


def _promise(person: Person, day: date) -> str:
    """Now and then one promises to come back, mostly does, and something comes of it."""
    rng = person.streams["promises"]
    draws = [rng.random() for _ in range(3)]
    due, late = day + timedelta(rng.randint(5, 15)), rng.randint(-4, 12)
    led = pick(rng, ("advice", "advice", "work", "introduction"))
    found = f" [follow_up:: {due}]" if draws[0] < 0.2 else ""
    if found and draws[1] < 0.75:
        found += f" [followed_up:: {max(day, due + timedelta(late))}]"
    return found + (f" [led_to:: {led}]" if draws[2] < 0.1 else "")


def write_learning(diary: Diary, person: Person, calendar: Calendar, plant: Plant) -> None:
    """Learning sessions; planted hours are all written down, others are sometimes forgotten."""
    rng = person.streams["learning"]
    mean = sum(_SESSIONS) / len(_SESSIONS) / 4
    weekly = person.habits.learning / _WEEKS_A_MONTH / mean
    forgotten = 0.1 if plant.learning is None else 0.0
    for week in calendar.weeks:
        count = poisson(rng, weekly * _slowed(calendar, week))
        if week in calendar.closed:
            continue
        for _ in range(count):
            quarters = _SESSIONS[int(rng.random() * len(_SESSIONS))]
            hours = "" if rng.random() < forgotten else f" {duration(rng, quarters)}"
            tag = f" #{pick(rng, person.tags)}" if rng.random() < 0.7 else ""
            title = f'{pick(rng, FORMS)} "{pick(rng, TOPICS)}, part {rng.randint(1, 9)}"'
            day = day_of(week, rng)
            if calendar.holds(day):
                diary.add(day, "learn", title + hours + tag)


def write_evenings(diary: Diary, person: Person, calendar: Calendar) -> set[date]:
    """Evenings kept and broken; returns the workdays after a kept one."""
    rng, habits = person.streams["evenings"], person.habits
    name, rested = pick(rng, EVENINGS), set()
    share = habits.evenings / len(_EVENINGS_BEFORE_WORK)
    for week in calendar.weeks:
        for offset in _EVENINGS_BEFORE_WORK:
            is_known, is_kept = rng.random() < share, rng.random() < habits.kept
            day = week + timedelta(offset)
            if not is_known or not calendar.is_open(day):
                continue
            diary.add(day, "kept" if is_kept else "broke", name)
            if is_kept:
                rested.add(day + timedelta(1))
    return rested


def write_feedback(diary: Diary, person: Person, calendar: Calendar) -> None:
    """Feedback with an action or a reason against it; some actions are done, some givers told."""
    rng = person.streams["feedback"]
    for week in calendar.weeks:
        is_given = rng.random() < _FEEDBACK_A_WEEK * _slowed(calendar, week)
        day = day_of(week, rng)
        giver = rng.choice(person.circle).slug
        text = f"@{giver} {pick(rng, LINES['feedback'])}{_reaction(person, day)}"
        if is_given and calendar.is_open(day):
            diary.add(day, "feedback", text)


def _reaction(person: Person, day: date) -> str:
    rng = person.streams["feedback"]
    draw, wait = rng.random(), rng.randint(7, 60)
    if draw < 0.15:
        return f" [declined:: {pick(rng, REASONS)}]"
    if draw < 0.3:
        return ""
    action = f" -> {pick(rng, LINES['action'])} by {day + timedelta(30)}"
    if draw < 0.55:
        return action
    done = day + timedelta(wait)
    told = f" [told:: {done + timedelta(wait // 7)}]" if draw < 0.75 else ""
    return f"{action} [done:: {done}]{told}"


def write_pauses(diary: Diary, person: Person, calendar: Calendar) -> None:
    """Declared pauses, and now and then a line that is none of careerkit's business."""
    rng = person.streams["odds"]
    for found in calendar.breaks:
        diary.add(found.start, "pause", f"until {found.until} {found.reason}")
    for day in sorted(diary.days):
        if rng.random() < 0.01:
            diary.note(day, pick(rng, LINES["own"]))


def _slowed(calendar: Calendar, week: date) -> float:
    return SLUMP_SHARE if calendar.is_slump(week) else 1.0
