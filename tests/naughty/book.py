"""A workbook whose every field that takes words holds hostile strings, all of it shared with the mentor.

One file a day, so that a string that opens a code fence hides no more than the rest of its day. Strings come in turn: every one
of them stands in some line of the journal, and the fields of the registers take the next ones.
"""

from __future__ import annotations

import csv
import io
import json
import random
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from careerkit import instruments, registry
from careerkit.instruments import Instrument
from tests.naughty.strings import SEED

YEAR = 2025
GUEST = "guest"  # a reader of the person's own, with a hostile title
COPY = "0123456789abcdef0123456789abcdef"
_DAYS = 300
_WORDS = ("win", "lesson", "did", "note", "met", "learn", "read", "feedback", "try")
_TITLE = "<svg onload=alert(1)>\"'{{7}}[x](javascript:alert(1))"
_NAME = "<img src=x onerror=alert(1)>\"'{{7}}[x](https://naughty.invalid)"


def write(root: Path, strings: Sequence[str]) -> Path:
    """The workbook in a new folder, which is given back."""
    # No field of a table holds a null byte: it costs its row. The order is another one, so that every column gets of all kinds.
    mixed = [text for text in strings if "\x00" not in text and len(text) < 2000]
    random.Random(SEED).shuffle(mixed)
    for name, text in _files(strings, cycle(mixed)).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "replace"))
    for number, name in enumerate(_file_names(strings)):
        try:
            (root / "journal" / name).write_text(
                f"## {YEAR}-12-2{number % 9}\n- win: In a file of its own !mentor\n"
            )
        except OSError:  # this system has no such file names
            continue
    return root


def _files(strings: Sequence[str], deal: Iterator[str]) -> dict[str, str]:
    return {
        "workbook.toml": _settings(deal),
        f"audiences/{GUEST}.toml": f'format = 1\ntitle = {_toml(_TITLE)}\nleast = 5\n[tables]\nentry = ["date", "word", "text"]\n',
        **_journal(strings, deal),
        **{f"registers/{name}.csv": _table(rows) for name, rows in _registers(deal).items()},
        **_questionnaires(deal),
        "answers/guesses.csv": _table([{"year": YEAR, "topic": f"{next(deal)}-{n}", "guess": next(deal), "at": f"{YEAR}-01-02T09:00:00Z"} for n in range(9)]),
        "answers/checkins.csv": _table([{"week": next(deal), "item": next(deal), "field": f"f{n}", "value": next(deal)} for n in range(9)]),
        "targets/role.toml": f'title = {_toml(_TITLE)}\n[[skill]]\nslug = "constructor"\nimportance = 5\nlevel = 3\n[[skill]]\nslug = "__proto__"\nimportance = 3\n',
        "inbox/toggl.csv": _table(_tracked(deal)),
        "replies/reply.json": _reply(deal),
    }  # fmt: skip


# ---- settings and the journal ------------------------------------------------------------------------


def _settings(deal: Iterator[str]) -> str:
    sections = json.dumps([*registry.names("measures"), "advice"])
    season = next(text for text in _plain(deal) if text.isprintable())[:200]
    return (
        f'format = 1\nname = {_toml(_NAME)}\ndate_order = "dmy"\ncomplete = ["touch", "learning"]\n'
        f'[season]\n"{YEAR}" = {_toml(season)}\n'
        + "".join(f"[consent.{reader}]\nsections = {sections}\n" for reader in ("mentor", GUEST))
    )


def _journal(strings: Sequence[str], deal: Iterator[str]) -> dict[str, str]:
    """One line for every string; energy, hours, people and tags so that most analyses have something to say."""
    days: dict[date, list[str]] = {}
    first = date(YEAR, 1, 6)
    for number, text in enumerate(strings):
        day = first + timedelta(days=number % _DAYS)
        word = _WORDS[number % len(_WORDS)]
        days.setdefault(day, []).append(_line(word, number, text, deal))
    days[date(YEAR, 12, 1)] = [
        f"- done: goal-1 because {_one(next(deal))}",
        f"- replan: goal-2 by {YEAR}-12-30 because {_one(next(deal))}",
        f"- drop: goal-3 because {_one(next(deal))}",
    ]
    days[date(YEAR, 12, 2)] = [f"- pause: until {YEAR}-12-09 {_one(next(deal))}"]
    for number in range(30):
        day = date(YEAR, 11, 1) + timedelta(days=number % 28)
        days.setdefault(day, []).append(f"- kept: {_one(next(deal))}")
    return {f"journal/{day}.md": "\n".join(lines) + "\n" for day, lines in sorted(days.items())}


def _line(word: str, number: int, text: str, deal: Iterator[str]) -> str:
    head, *rest = text.replace("\r", "\n").split("\n")
    detail = [f"  {part}" for part in rest if part.strip()]
    if number % 2 == 0:
        detail += [f"  {part}" for part in next(deal).splitlines() if part.strip()]
    tail = f"+{number % 3} {number % 3 + 1}h #area{number % 6} @person{number % 9} !mentor !{GUEST}"
    if word == "try":
        head = f"bet{number % 4} {head}"
    if word == "feedback":
        head = f"{head} -> {_one(next(deal))} by {YEAR}-12-01 [declined:: {_field(deal)}]"
    if word == "learn":
        head = f"{head} [provider:: {_field(deal)}]"
    if word in ("win", "did"):
        head += f" [impact:: {'3 -> 5 ' * (number % 2)}{_field(deal)}] [builds_on:: {_field(deal)}] [evidence:: {_field(deal)}] [reach:: team] [chosen:: yes] [level:: 3]"
    return "\n".join([f"- {word}: {head} {tail}", *detail])


def _one(text: str) -> str:
    """A string as it can stand in one line."""
    return " ".join(text.split())


def _field(deal: Iterator[str]) -> str:
    """A string as it can stand in a field in square brackets."""
    return _one(next(text for text in deal if not set(text) & set("[]")))


def _file_names(strings: Sequence[str]) -> Iterator[str]:
    """Hostile names of files, as far as any system could have them."""
    wanted = [text for text in strings if 0 < len(text.encode("utf-8", "replace")) < 120][::40]
    for text in wanted:
        name = text.replace("/", "-").replace("\x00", "").strip(". ")
        if name:
            yield f"{name}.md"


# ---- registers ---------------------------------------------------------------------------------------


def _registers(deal: Iterator[str]) -> dict[str, list[dict[str, Any]]]:
    def row(*names: str, **given: Any) -> dict[str, Any]:
        return {**given, **{name: next(deal) for name in names}}

    months = range(1, 13)
    return {
        "goals": [row("title", "why", "measure", slug="big", set_on=f"{YEAR}-01-01", plan_share=0.5, share="mentor;public")]
        + [
            row("title", "why", "measure", slug=f"goal-{n}" if n < 9 else f"{next(deal)}-{n}", parent="big", set_on=f"{YEAR}-01-01",
                due=f"{YEAR}-{n % 12 + 1:02}-28", share="public")
            for n in range(40)
        ],
        "people": [row("name", "org", "title", "url", "relation", slug=f"person{n}" if n < 9 else f"{next(deal)}-{n}", connected_on=f"{YEAR}-02-01", share="public") for n in range(40)],
        "projects": [
            row("title", "question", "yes_if", "learned", slug=f"bet{n}" if n < 4 else f"{next(deal)}-{n}", budget_hours=5, decide_on=f"{YEAR}-06-01",
                started=f"{YEAR}-01-{n + 1:02}", state=("running", "grew", "stopped with lesson", "lapsed")[n % 4], share="public")
            for n in range(12)
        ],
        "skills": [row("name", "group", "uri", slug=slug, aliases=f"{next(deal)}-{n}", level=3, level_on=f"{YEAR}-01-01", share="public")
                   for n, slug in enumerate(("area0", "area1", "constructor", "__proto__", "toString", "hasOwnProperty", "𠮷野家" * 20))],
        "roles": [row("title", "org", "summary", "intent", slug=f"{next(deal)}-{n}", form="job", started=f"20{10 + n}", share="public") for n in range(9)],
        "books": [row("title", "author", "takeaway", "isbn13", status="read", finished=f"{YEAR}-{n:02}-11", rating=4, share="public") for n in months],
        "values": [row("name", weight=n + 1, set_on=f"{YEAR}-01-01", share="public") for n in range(5)],
        "fits": [row("value", "supports", "opposes", year=YEAR, fit=n % 10, share="public") for n in range(9)],
        "decisions": [row("reason", "tripwire", "change_mind", "fits", year=YEAR - n, choice="stay", share="public") for n in range(3)],
        "advice": [row("text", "evidence", "first_step", "rule_version", year=YEAR - 1, rule=rule, outcome="open", value=1, check_on=f"{YEAR}-03-31", share="public")
                   for rule in ("close_gap", "decide_bet", f"{next(deal)}-x")],
        "questions": [row("text", "asked_of", year=YEAR, share="public") for _ in range(3)],
        "annotations": [row("what", "text", "detail", "action", "declined_because", of=f"x{n}", share="public") for n in range(3)],
    }  # fmt: skip


def _tracked(deal: Iterator[str]) -> list[dict[str, Any]]:
    return [
        {
            "User": next(deal), "Email": f"{n}@naughty.invalid", "Client": next(deal), "Project": next(deal), "Task": "",
            "Description": next(deal), "Billable": "No", "Start date": f"{YEAR}-03-{n % 28 + 1:02}", "Start time": f"0{n % 9}:00:00",
            "End date": f"{YEAR}-03-{n % 28 + 1:02}", "End time": f"0{n % 9}:30:00", "Duration": "00:30:00", "Tags": next(deal),
        }
        for n in range(40)
    ]  # fmt: skip


def _table(rows: Sequence[dict[str, Any]]) -> str:
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    # A cell with a null byte costs its row, and a lone end of line in quotes is read as one.
    made = csv.DictWriter(out, names, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    made.writeheader()
    made.writerows(rows)
    return out.getvalue()


# ---- questionnaires and replies ----------------------------------------------------------------------


def _questionnaires(deal: Iterator[str]) -> dict[str, str]:
    """The person's own version of the compass and the interests: hostile titles, poles, statements and labels; and a sitting of each."""
    plain = _plain(deal)
    found: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    for one in instruments.packaged().values():
        if one.id == "pulse":
            rows += _sitting(one, f"{YEAR}-05-01") + _sitting(one, f"{YEAR - 1}-05-01")
            continue
        text = _changed(one.raw, plain)
        own = Instrument(tomllib.loads(text))
        found[f"instruments/{one.id}.toml"] = text
        rows += _sitting(own, f"{YEAR}-06-01")
    names = ("instrument", "version", "fingerprint", "administration", "occasion", "item", "lang")
    strange = [{name: next(deal) for name in names} | {"value": "1"} for _ in range(40)]
    return {**found, "answers/answers.csv": _table(rows), "answers/strange.csv": _table(strange)}


def _changed(raw: Any, plain: Iterator[str]) -> str:
    """The questionnaire with other words; its keys stay."""
    made = json.loads(json.dumps(raw, default=str))
    made["instrument"] |= {
        "version": "9.0.0",
        "title": next(plain),
        "citation": next(plain),
        "licence": next(plain),
    }
    for scale in made["scale"].values():
        scale["labels"] = [next(plain) for _ in scale["labels"]]
    for item in made["item"]:
        item["text"] = next(plain)
    for score in made["score"]:
        score |= {"title": next(plain), "low": next(plain), "high": next(plain)}
    for key in ("changes", "feedback", "norm", "bands"):
        made.pop(key, None)
    return "\n".join(f"{key} = {_toml(value)}" for key, value in made.items()) + "\n"


def _sitting(one: Instrument, day: str) -> list[dict[str, Any]]:
    return [
        {
            "instrument": one.id, "version": one.version, "fingerprint": one.fingerprint, "administration": f"{one.id}-{day}",
            "occasion": day[:4], "item": item, "value": f"{values[at % len(values)]:g}", "status": "answered", "at": f"{day}T10:00:00Z",
            "lang": "en", "mode": "form",
        }
        for at, (item, values) in enumerate(one.values.items())
    ]  # fmt: skip


def _plain(deal: Iterator[str]) -> Iterator[str]:
    """Strings that a questionnaire file takes: one line, nothing that cannot be seen, not too long."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    for text in deal:
        if text.strip() and len(text) <= 400 and not hidden & set(map(unicodedata.category, text)):
            yield text


def _toml(value: Any) -> str:
    """A value as TOML in one line; of JSON only the tables look different."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=True) if not isinstance(value, str) else _quoted(value)


def _quoted(text: str) -> str:
    """A text in quotes: JSON writes what lies beyond two bytes in two halves, which TOML refuses."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _reply(deal: Iterator[str]) -> str:
    """A mentor's reply as it is kept: hostile in every text."""
    fit = (text for text in deal if text.strip() and text.isprintable() and len(text) <= 200)
    answers = [
        {"section": key, "text": next(fit)} for key in ("wins", "goals", "momentum", "energy")
    ]
    reply = {
        "format": "careerkit-reply", "version": 1, "share_id": COPY, "year": YEAR, "from": _NAME, "answers": answers,
        "ratings": [{"about": "scope", "value": 4}],
    }  # fmt: skip
    copy = {"year": YEAR, "audience": "mentor", "format": "html", "locked": False}
    return (
        json.dumps(
            {"received_at": f"{YEAR}-12-20T10:00:00+00:00", "copy": copy, "reply": reply},
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )
