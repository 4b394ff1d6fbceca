"""A workbook with a canary in every private place: words, sentences and names that stand nowhere else and may never be seen again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from tests.sharing.twin_bases import YEAR, Base, bases
from tests.sharing.twin_logs import Line, Log, Row

USER = "qzxlerida"
HOME = "qzxhaus-of-quills"
# Nobody is called so, and no page of ours has one of these words.
FIRST = ("Zelmira", "Quorvin", "Ystrela", "Brumhild", "Oswinka", "Tjorgen", "Vexilla", "Nurmeha")
LAST = ("Quastenbrook", "Zirkeldorn", "Ploverhagen", "Ambrozek", "Wirzbicki", "Ylvaskog", "Tregunnow", "Ostrander")  # fmt: skip
HEADS = ("marmots", "kestrels", "otters", "badgers", "plovers", "weasels", "curlews", "stoats", "lapwings", "dormice", "herons", "voles")  # fmt: skip
DEEDS = ("whistle", "quarrel", "hibernate", "tiptoe", "somersault", "yodel", "dawdle", "squabble", "burrow", "gallivant")  # fmt: skip
WHERE = (
    "under velvet awnings",
    "behind copper kettles",
    "around thistle heaps",
    "among glazed pumpkins",
)


@dataclass
class Canaries:
    """All canaries with the place of each. where: a text's place, by the text."""

    where: dict[str, str] = field(default_factory=dict)
    _sentences: list[str] = field(default_factory=lambda: [" ".join(parts) for parts in product(HEADS, DEEDS, WHERE)])  # fmt: skip

    def token(self, place: str) -> str:
        """One word of letters and digits, such as a tag or an account."""
        return self._keep(f"qzx{len(self.where):03}vogel", place)

    def words(self, place: str) -> str:
        """Five words in a row."""
        return self._keep(self._sentences[len(self.where) * 7 % len(self._sentences)], place)

    def text(self, place: str) -> str:
        """Five words in a row, and a word of letters and digits: two canaries."""
        return f"{self.words(place)} {self.token(place)}"

    def name(self, place: str) -> str:
        """A person's name."""
        number = sum(" " in text and text.istitle() for text in self.where)
        return self._keep(f"{FIRST[number % len(FIRST)]} {LAST[number * 3 % len(LAST)]}", place)

    def _keep(self, canary: str, place: str) -> str:
        assert canary not in self.where
        self.where[canary] = place
        return canary


def book() -> tuple[Log, Canaries]:
    """The log of a full mentor's copy, with canaries; some lines stay shared, and say nothing of them there."""
    found = Canaries()
    log = _settings(bases()[0], found)
    log = log.with_lines([*_beside_shared(log, found), *_lines(found)])
    log = _answers(_registers(log, found), found)
    return replace(
        log,
        folder=HOME,
        user=USER,
        stem=found.token("a journal's file name"),
        others={**log.others, **_files(found)},
    ), found


def _settings(base: Base, canary: Canaries) -> Log:
    said = base.log.settings.replace("Slower mornings and one good book", canary.text("season"))
    said += f'[sources.forms]\nme = ["{canary.name("setting")}"]\n[sources.journal]\ntasks = ["{canary.token("setting")}"]\n'
    said += '[consent.coach]\nsections = ["trust", "connections", "learning"]\n'
    said += '[consent.partner]\nsections = ["wins", "boundaries", "momentum", "feedback", "reading", "energy"]\n'
    return replace(base.log, settings=said)


def _beside_shared(log: Log, canary: Canaries) -> list[Line]:
    """The lines as they are; in five that are shared, everything that does not leave with them holds a canary."""
    lines, left = list(log.lines), 5
    for number, line in enumerate(lines):
        if left and line.word in ("win", "lesson") and "mentor" in line.share and line.day.startswith(str(YEAR)):  # fmt: skip
            left -= 1
            told = line.with_field("evidence", canary.text("entry.evidence of a shared line"))
            told = told.with_field("context", canary.token("entry.context of a shared line"))
            told = told.with_field("builds_on", canary.text("entry.builds_on of a shared line"))
            tail = f"{line.tail} #{canary.token('entry.tags of a shared line')}"
            lines[number] = replace(told, tail=tail, detail=(canary.text("entry.detail of a shared line"),), share=("mentor", "partner"))  # fmt: skip
    return lines


def _lines(canary: Canaries) -> list[Line]:
    """One private line of every kind, with a canary in each of its places; and one that is shared with nobody we know."""
    day, person = f"{YEAR}-05-06", canary.token("a person in the journal")

    def fields(*names: str, of: str = "entry") -> tuple[tuple[str, str], ...]:
        return tuple((name, canary.text(f"{of}.{name}")) for name in names)

    def line(word: str, table: str, text: str = "", **more: object) -> Line:
        said = text or canary.text(f"{table}.text")
        tail = f"#{canary.token(f'{table}.tags')}"
        return replace(
            Line(day, word, said, tail, detail=(canary.text(f"{table}.detail"),)), **more
        )  # type: ignore[arg-type]

    impact = (("impact", f"12 -> 7 {canary.token('entry.impact_unit')}"),)
    return [
        line("win", "entry", f"{canary.text('entry.text')} @{person}", fields=(*fields("evidence", "builds_on"), *impact)),
        line("win", "entry", fields=(("impact", canary.text("entry.impact")),)),
        line("lesson", "entry", share=("somebody-else",)), line("did", "entry"), line("note", "entry"),
        line("try", "entry", f"{canary.token('entry.project')} {canary.text('entry.text')}"),
        line("met", "touch", f"@{canary.token('touch.person')} {canary.text('touch.text')}"),
        line("learn", "learning", f"course {canary.text('learning.title')}", fields=fields("provider", of="learning")),
        line("read", "book", canary.text("book.title")),
        line("feedback", "feedback", f"@{canary.token('feedback.giver')} {canary.text('feedback.text')} -> {canary.text('feedback.action')} by {YEAR}-09-01"),
        line("feedback", "feedback", fields=(("declined", canary.text("feedback.declined_because")),)),
        line("kept", "boundary", canary.words("boundary.name")),
        line("drop", "goal_event", f"step-8 because {canary.text('goal_event.reason')}"),
        Line(f"{YEAR}-12-27", "pause", f"until {YEAR}-12-30 {canary.text('pause.reason')}"),
    ]  # fmt: skip


def _registers(log: Log, canary: Canaries) -> Log:
    """One row more in every register, all of it private; and private columns of shared rows."""

    def cell(table: str, *names: str) -> dict[str, str]:
        return {name: canary.text(f"{table}.{name}") for name in names} | {"tags": canary.token(f"{table}.tags")}  # fmt: skip

    people = [{"slug": canary.token("person.slug"), "name": canary.name("person.name"), **cell("person", "org", "title", "relation"), "url": f"https://{canary.token('person.url')}.example"},
              {"slug": "vexilla", "name": canary.name("person.name"), "org": ""}]  # fmt: skip
    more: Mapping[str, list[Row]] = {
        "people": people,
        "goals": [{"slug": canary.token("goal.slug"), "parent": "north", "due": f"{YEAR}-04-04", "set_on": f"{YEAR}-01-03", **cell("goal", "title", "why", "measure")}],
        "questions": [{"year": str(YEAR), "share": "", **cell("question", "text", "asked_of")}],
        "projects": [{"slug": canary.token("project.slug"), "started": f"{YEAR}-01-02", "state": "running", **cell("project", "title", "question", "yes_if", "learned")}],
        "values": [{"name": canary.words("value.name"), "weight": "20", "set_on": f"{YEAR}-01-02", "tags": canary.token("value.tags")}],
        "fits": [{"year": str(YEAR), "value": canary.words("fit.value"), "fit": "3", **cell("fit", "supports", "opposes")}],
        "decisions": [{"year": str(YEAR - 1), "choice": "stay", "fits": f"{canary.words('decision.fits')}=4", **cell("decision", "reason", "tripwire", "change_mind")}],
        "books": [{"finished": f"{YEAR}-03-03", "status": "read", **cell("book", "title", "author", "takeaway")}],
        "skills": [{"slug": canary.token("skill.slug"), "aliases": canary.token("skill.aliases"), "group": canary.token("skill.group"), **cell("skill", "name")}],
        "roles": [{"slug": canary.token("role.slug"), "form": "job", "started": "2015-04", **cell("role", "title", "org", "summary", "intent")}],
        "advice": [{"year": str(YEAR - 1), "rule": canary.token("advice.rule"), "evidence": canary.token("advice.evidence"), "outcome": "open", **cell("advice", "text", "first_step")}],
        "annotations": [{"of": "0123456789abcdef", "people": canary.token("annotation.people"), **cell("annotation", "what", "text", "detail", "action", "declined_because")}],
    }  # fmt: skip
    for name, rows in more.items():
        log = log.changed(name, [*log.registers.get(name, ()), *rows])
    goals = [{**row, "why": canary.text("goal.why of a shared one")} if row.get("share") else row for row in log.registers["goals"]]  # fmt: skip
    asked = [{**row, "asked_of": canary.name("question.asked_of of a shared one")} if n == 0 else row for n, row in enumerate(log.registers["questions"])]  # fmt: skip
    asked += [
        {
            "year": canary.token("a row set aside"),
            "text": canary.text("a row set aside"),
            "share": "mentor",
        }
    ]
    return log.changed("goals", goals).changed("questions", asked)


def _answers(log: Log, canary: Canaries) -> Log:
    sitting = {**log.answers["sittings"][0], "instrument": "mine", "version": "1.0.0", "fingerprint": "", "occasion": canary.words("answer.occasion"),
               "item": canary.token("answer.item"), "administration": canary.token("answer.administration")}  # fmt: skip
    guess = {"year": str(YEAR), "topic": "energiser", "guess": canary.text("guess.guess"), "at": f"{YEAR}-12-02T18:00:00Z"}  # fmt: skip
    weekly = {"week": f"{YEAR}-W10", "item": canary.text("checkin.item"), "field": canary.token("checkin.field"), "value": canary.text("checkin.value")}  # fmt: skip
    for name, row in (("sittings", sitting), ("guesses", guess), ("weekly", weekly)):
        log = log.changed(name, [*log.answers[name], row])
    return log


def _files(canary: Canaries) -> dict[str, bytes]:
    """Whatever else lies in a workbook: exports, a reply, a role, a questionnaire, notes that are set aside."""
    token, text, name = canary.token, canary.text, canary.name
    contacts = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n" + "".join(
        f"{name('an export of people').replace(' ', ',')},https://example.org/in/{token('an export of people')},{token('an e-mail address')}@example.org,"
        f"{text('person.org')},{text('person.title')},18 Feb {YEAR - 1}\n" for _ in range(2)
    )  # fmt: skip
    hours = (
        '"User","Email","Client","Project","Task","Description","Billable","Start date","Start time","End date","End time","Duration","Tags"\n'
        f'"{name("an export of hours")}","{token("an e-mail address")}@example.org","{text("an export of hours")}","{text("time.project")}","","{text("time.activity")}",'
        f'"No","{YEAR}-03-11","09:00:00","{YEAR}-03-11","10:00:00","01:00:00","{token("time.tags")}"\n'
    )  # fmt: skip
    responses = f"Timestamp,How was the week?\n{YEAR}-03-14 10:00:00,{text('answer.text')}\n"
    reply = {
        "received_at": f"{YEAR}-11-02T10:00:00+01:00", "copy": {"year": YEAR, "audience": "coach"},
        "reply": {"format": "careerkit-reply", "version": 1, "share_id": "0" * 31 + "7", "year": YEAR, "from": name("reply.from_claimed"),
                  "answers": [{"section": "trust", "text": text("reply.text")}], "ratings": []},
    }  # fmt: skip
    role = f'title = "{text("target.title")}"\n[[skill]]\nslug = "{token("target.skill")}"\nimportance = 3\n'
    broken = f"## {YEAR}-02-31\n- win: {text('a line set aside')}\n## {YEAR}-06-03\n- did: {text('a warning')} 2,5 h\n- wim: {text('a warning')}\n"
    files: dict[str, str] = {
        f"journal/{token('a file name')}.md": f"# {text('prose')}\n\n{broken}",
        "inbox/Connections.csv": contacts,
        f"inbox/Toggl_time_entries_{YEAR}.csv": hours,
        f"inbox/{token('a file name in the inbox')} (Responses).csv": responses,
        f"inbox/{token('a file name in the inbox')}.bin": text("an unknown file"),
        "replies/one.json": json.dumps(reply, indent=1),
        f"targets/{token('target.slug')}.toml": role,
        "instruments/mine.toml": _questionnaire(token, text),
        "notes/diary.txt": text("a file that is not read"),
    }
    return {path: said.encode() for path, said in files.items()}


def _questionnaire(token: Callable[[str], str], text: Callable[[str], str]) -> str:
    return f"""\
format = 1
[instrument]
id = "mine"
version = "1.0.0"
title = "{text("a questionnaire")}"
language = "en"
licence = "CC0-1.0"
text_status = "full"
evidence = "none"
minutes = 1
citation = "{text("a questionnaire")}"
period = "{text("a questionnaire")}"
instructions = "{text("a questionnaire")}"
limits = ["{text("a questionnaire")}"]
[scale.often]
question = "{text("a questionnaire")}"
values = [1, 2, 3]
labels = ["a", "b", "{token("a questionnaire")}"]
[[item]]
id = "first"
scale = "often"
text = "{text("a questionnaire")}"
[[score]]
id = "all"
title = "{text("a questionnaire")}"
items = ["first"]
min_answered = 1
"""
