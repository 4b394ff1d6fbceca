"""Made-up logs of one or two years with records of every kind, some of them shared: what the pairs of twins begin with."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from careerkit import instruments
from tests.sharing.twin_logs import Line, Log, Row

YEAR = 2025
FULL = ("trust", "wins", "goals", "connections", "learning", "momentum", "position", "feedback", "energy", "adding_up", "learning_used")  # fmt: skip
# Whom shared lines name, and whom they do not.
KNOWN = {"lene": "Lene Hansen", "lars": "Lars Holm"}
UNKNOWN = {
    "otto": "Otto Bauerfeld",
    "rosa": "Rosa Kaltenbach",
    "ines": "Ines Quadflieg",
    "pavel": "Pavel Zabrodin",
}
VERBS = (
    "counted",
    "rewrote",
    "carried",
    "checked",
    "sorted",
    "measured",
    "planned",
    "showed",
    "answered",
    "repaired",
)
THINGS = ("the long forms", "boxes of the north room", "a rota for two teams", "the old price list", "letters that came back", "the evening course", "a table with two chairs", "the visit to the works", "minutes of the board", "an offer for the ferry")  # fmt: skip
WHERE = ("before noon", "with a borrowed pen", "for the third time", "on the late train", "without the manual", "behind the counter")  # fmt: skip
TAGS = ("paperwork", "clients", "errands")
SKILLS = ("writing", "spreadsheets", "public-talks")
PARTNER = """\
format = 1
title = "Partner"
least = 5
names = "full"
order = ["in-two-minutes", "boundaries", "wins"]
[tables]
entry = ["date", "word", "text", "starred", "skills", "energy", "hours"]
touch = ["date", "text", "meaningful"]
learning = ["date", "title", "hours"]
feedback = ["date", "text", "form"]
book = ["title", "finished"]
[measures.wins]
columns = ["month", "wins"]
values = ["wins"]
[measures.boundaries]
sentences = "all"
columns = ["weekday", "kept", "known", "rate"]
values = ["kept", "evenings"]
[measures.momentum]
columns = ["week", "state"]
values = []
[measures.feedback]
columns = ["step", "items"]
values = ["received"]
[measures.reading]
sentences = "all"
columns = []
values = ["finished"]
[measures.energy]
columns = ["quarter", "side", "side_hours"]
values = ["tested"]
[measures.role_fit]
columns = ["value", "fit"]
values = ["values"]
"""


@dataclass(frozen=True)
class Base:
    """One log, and for whom it is copied."""

    reader: str
    log: Log


def bases() -> list[Base]:
    """The logs of all pairs: readers of four kinds, one year or two, thin and full ones, odd settings."""
    odd = (
        'week_starts = "sunday"\ntime_zone = "Pacific/Auckland"\ncomplete = ["touch", "feedback"]\n'
    )
    return [
        _base(1, "mentor", (*FULL, "advice"), 2, 120), _base(2, "mentor", FULL, 2, 110),
        _base(3, "mentor", FULL, 1, 60), _base(4, "coach", ("trust", "connections", "learning"), 1, 50),
        _base(5, "partner", ("wins", "boundaries", "momentum", "feedback", "reading", "energy", "role_fit"), 2, 90),
        _base(6, "mentor", ("trust", "wins"), 1, 40), _base(7, "mentor", FULL, 2, 100, more=odd),
        _base(8, "mentor", (*FULL, "advice"), 1, 80, weeks=7),
    ]  # fmt: skip


def _base(seed: int, reader: str, sections: Sequence[str], years: int, entries: int, *, more: str = "", weeks: int = 52) -> Base:  # fmt: skip
    random = Random(seed)
    span = range(YEAR - years + 1, YEAR + 1)
    lines = [line for year in span for line in _year(random, year, entries // years, weeks)]
    settings = (
        f'format = 1\nname = "Ida Vale"\n{more}[targets]\nconnections_per_week = 1\nlearning_hours_per_month = 4\n'
        f'[season]\n"{YEAR}" = "Slower mornings and one good book, scope 40-70"\n'
        f"[consent.{reader}]\nsections = {json.dumps(sections)}\n"
    )
    others = {"audiences/partner.toml": PARTNER.encode(), "targets/head-of-desk.toml": _ROLE.encode()}  # fmt: skip
    registers, answers = _registers(random), _answers(random, span)
    return Base(reader, Log(settings, tuple(lines), registers, answers, others))


def _text(random: Random) -> str:
    words = (random.choice(VERBS), random.choice(THINGS), random.choice(WHERE), str(random.randrange(10**6)))  # fmt: skip
    return " ".join(words).capitalize()


def fresh(random: Random) -> str:
    """A text that stands nowhere else."""
    return f"{_text(random)} {random.choice(THINGS)}"


def _day(year: int, week: int, weekday: int) -> str:
    return (datetime.date.fromisocalendar(year, week, 1) + datetime.timedelta(weekday)).isoformat()


def _year(random: Random, year: int, entries: int, weeks: int) -> Iterator[Line]:
    """Every kind of line; a quiet spell in late spring, two silent weeks in summer."""
    known = [week for week in range(2, weeks) if week not in (30, 31)]
    quiet = range(19, 26)
    often = [week for week in known for _ in range(1 if week in quiet else 4)]
    for number in range(entries):
        # Two lines stand on one day, and on some of these days both are shared.
        yield _entry(random, _day(year, often[number // 2 * 7 % len(often)], number // 2 % 5), number)  # fmt: skip
    for week in known:
        who = random.sample([*KNOWN, *UNKNOWN], 2)
        if week not in quiet or week % 2:
            with_whom = " ".join(f"@{one}" for one in who[: 1 + week % 2])
            yield Line(_day(year, week, 3), "met", f"{with_whom} {_text(random)}", share=("mentor",) * (week % 9 == 0))  # fmt: skip
        if week % 2:
            yield _learned(random, year, week)
        kept = Line(_day(year, week, 1), random.choice(("kept", "broke")), "desk-free evening")
        yield kept
        if week % 5 == 0:
            yield _told(random, year, week)
    yield Line(f"{year}-07-20", "pause", f"until {year}-08-02 the sea")
    yield from _plans(year)


def _entry(random: Random, day: str, number: int) -> Line:
    word = random.choices(("win", "lesson", "did", "note", "try"), (7, 5, 6, 1, 1))[0]
    tag = random.choice(TAGS)
    energy = {"paperwork": random.choice((-2, -1)), "clients": random.choice((1, 2))}.get(tag, 0)
    skill = f" #{random.choice(SKILLS)}" * (random.random() < 0.8)
    tail = f"{energy:+d} {random.choice(('45min', '1h', '2h', '1h30'))} #{tag}{skill}"
    chance: list[tuple[str, str]] = [
        ("reach", random.choice(("me", "team", "organisation", "beyond"))),
        ("lasts", random.choice(("days", "weeks", "months"))), ("chosen", random.choice(("yes", "no"))),
        ("level", str(random.randint(1, 4))), ("context", random.choice(("desk", "club"))),
        ("goal", "north"), ("builds_on", fresh(random)), ("evidence", f"folder {random.randrange(999)}"),
    ]  # fmt: skip
    fields = [pair for pair, likely in zip(chance, (8, 8, 8, 4, 3, 3, 2, 2), strict=True) if random.random() < likely / 10]  # fmt: skip
    if word == "win" and random.random() < 0.6:
        fields.append(("impact", random.choice(("12 -> 7 days", "3 new orders", "they asked for it again"))))  # fmt: skip
    share = random.choices(((), ("mentor",), ("coach",), ("mentor", "coach"), ("public",), ("partner",)), (12, 5, 1, 1, 1, 3))[0]  # fmt: skip
    text = _text(random)
    if {"mentor", "public", "partner"} & {*share} and number % 3:
        text += random.choice((" with @lene", ", said Lene Hansen", " for Lars Holm", " and @lars"))
    elif number % 4 == 0 and not share:
        text += random.choice((" with @otto", ", said Rosa Kaltenbach", " and @ines"))
    star = " *" * (random.random() < 0.1)
    # Who wrote it down, and the indented lines, are never for anybody else.
    detail = (_text(random),) if number % 5 == 0 else ()
    return Line(day, word, text, tail + star, tuple(fields), detail, share)


def _learned(random: Random, year: int, week: int) -> Line:
    form = random.choice(("course", "podcast", "workshop"))
    tail = f"{random.choice(('1h', '2h', '3h'))} #{random.choice(SKILLS)}"
    share = ("mentor",) if week % 4 == 1 else ("partner",) if week % 7 == 0 else ()
    return Line(_day(year, week, 2), "learn", f"{form} {_text(random)}", tail, share=share)


def _told(random: Random, year: int, week: int) -> Line:
    day = datetime.date.fromisoformat(_day(year, week, 4))
    later = (day + datetime.timedelta(20)).isoformat()
    text = f"@{random.choice([*UNKNOWN])} {_text(random)}"
    line = Line(day.isoformat(), "feedback", f"{text} -> {fresh(random)} by {later}", "#tempo", share=("partner",) * (week % 3 == 0))  # fmt: skip
    if week % 15 == 0:
        return line.with_field("declined", fresh(random))
    return line.with_field("done", later).with_field("told", later) if week % 2 else line


def _plans(year: int) -> Iterator[Line]:
    """What became of the milestones."""
    if year == YEAR:
        for number in range(1, 6):
            yield Line(f"{year}-{number + 2:02}-{20 + number}", "done", f"step-{number}")
        yield Line(f"{year}-08-19", "replan", f"step-6 by {year}-11-30 because of the ferry")
        yield Line(f"{year}-09-09", "drop", "step-7 because nobody asked")


def _registers(random: Random) -> dict[str, tuple[Row, ...]]:
    people = [{"slug": slug, "name": name, "org": "Harbour Works", "title": "clerk", "relation": "colleague", "url": "", "connected_on": ""}
              for slug, name in {**KNOWN, **UNKNOWN}.items()]  # fmt: skip
    goals = [{"slug": "north", "title": "Run the north desk", "parent": "", "why": fresh(random), "measure": fresh(random), "set_on": f"{YEAR}-01-04",
              "due": f"{YEAR}-12-20", "plan_share": "0.4", "share": "mentor"}]  # fmt: skip
    goals += [{"slug": f"step-{n}", "title": fresh(random), "parent": "north", "why": fresh(random), "measure": fresh(random), "set_on": f"{YEAR}-01-10",
               "due": f"{YEAR}-{n + 2:02}-{18 + n}", "plan_share": "", "share": "mentor" if n % 2 else ""} for n in range(1, 9)]  # fmt: skip
    questions = [{"year": str(YEAR), "text": f"{fresh(random)}?", "asked_of": "lene", "share": share} for share in ("mentor", "mentor", "", "mentor", "coach", "mentor")]  # fmt: skip
    return {
        "people": tuple(people), "goals": tuple(goals), "questions": tuple(questions),
        "projects": ({"slug": "ferry", "title": "Ferry table", "question": fresh(random), "budget_hours": "20", "decide_on": f"{YEAR}-06-30", "yes_if": fresh(random),
                      "started": f"{YEAR}-02-01", "ended": "", "state": "running", "learned": ""},),
        "values": tuple({"name": name, "weight": weight, "set_on": f"{YEAR}-01-02"} for name, weight in (("calm", "40"), ("honesty", "30"), ("bread", "30"))),
        "fits": tuple({"year": str(YEAR), "value": name, "fit": fit, "supports": fresh(random), "opposes": fresh(random)} for name, fit in (("calm", "6"), ("honesty", "7"), ("bread", "4"))),
        "decisions": ({"year": str(YEAR), "choice": "stay", "reason": fresh(random), "tripwire": fresh(random), "tripwire_on": f"{YEAR + 1}-03-31", "change_mind": fresh(random)},),
        "books": tuple({"title": f"Book {fresh(random)}", "author": "A. Writer", "status": "read", "finished": f"{YEAR}-0{n}-11", "takeaway": fresh(random)} for n in range(1, 8)),
        "skills": tuple({"slug": slug, "name": slug.replace("-", " ").title(), "group": "office", "level": "2", "level_on": f"{YEAR}-01-15", "uri": ""} for slug in SKILLS),
        "roles": ({"slug": "clerk", "title": "Desk clerk", "org": "Harbour Works", "form": "job", "started": "2019-04", "summary": fresh(random), "intent": fresh(random)},),
        "advice": ({"year": str(YEAR - 1), "rule": "two_names", "rule_version": "1", "text": fresh(random), "value": "0.3", "first_step": fresh(random), "outcome": "open"},),
    }  # fmt: skip


def _answers(random: Random, span: Sequence[int]) -> dict[str, tuple[Row, ...]]:
    pulse, compass = (instruments.load(instruments.PACKAGED / f"{name}.toml") for name in ("pulse", "compass"))  # fmt: skip
    rows = [
        {"instrument": part.id, "version": part.version, "fingerprint": part.fingerprint, "administration": f"{part.id}-{year}-{month}", "occasion": str(year),
         "item": item, "value": str(random.randint(2, 5)), "status": "answered", "at": f"{year}-{month:02}-10T18:00:00Z", "lang": "en", "mode": "form"}
        for year in span for part, months in ((pulse, (2, 5, 8, 11)), (compass, (11,))) for month in months for item in part.values
    ]  # fmt: skip
    guesses = [{"year": str(YEAR), "topic": topic, "guess": "7", "at": f"{YEAR}-12-01T18:00:00Z"} for topic in ("wins", "energiser")]  # fmt: skip
    weekly = [{"week": f"{YEAR}-W{week:02}", "item": fresh(random), "field": "reach", "value": "team"} for week in (5, 9, 14)]  # fmt: skip
    return {"sittings": tuple(rows), "guesses": tuple(guesses), "weekly": tuple(weekly)}


_ROLE = "\n".join(['title = "Head of the desk"', *(f'[[skill]]\nslug = "{slug}"\nimportance = 4\nlevel = 3' for slug in SKILLS), ""])  # fmt: skip


def without_advice(base: Base) -> bool:
    """Whether the reader gets no next actions: these say numbers of sections that the reader gets nothing else of."""
    return '"advice"' not in base.log.settings
