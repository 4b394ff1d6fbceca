"""Changes of a log that only its owner may notice, by family: each gives another log, equal in what is shared.

A family works on lines, registers or files that one reader may not see. `FREE` ones may touch an aggregate by chance; a pair of
theirs counts only when none is touched. The others never do, and the test says so when they do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from hashlib import blake2b
from random import Random

from careerkit import instruments
from tests.sharing.twin_bases import KNOWN, UNKNOWN, WHERE, Base, fresh
from tests.sharing.twin_logs import Line, Log, Row, by_day

Change = Callable[[Base, Random], Log]
FAMILIES: dict[str, Change] = {}
FREE: set[str] = set()
ENTRIES = ("win", "lesson", "did", "note", "try")
# Nobody's in the first log, and no words of its texts.
NEW_PEOPLE = {"quirin": "Quirin Oberhummer", "zita": "Zita Malovec", "yves": "Yves Tremblay-Roux", "lene-vogt": "Lene Vogt"}  # fmt: skip


def family(change: Change) -> Change:
    """A family by its name."""
    FAMILIES[change.__name__] = change
    return change


def free(change: Change) -> Change:
    """A family that may touch an aggregate."""
    FREE.add(change.__name__)
    return family(change)


def _each(base: Base, change: Callable[[Line], Line], words: Collection[str] = ENTRIES, *, hidden: bool = True, shown: bool = False) -> Log:  # fmt: skip
    """The log with every line of these words changed: those hidden from the reader, those shown to them, or both."""
    wanted = {True: shown, False: hidden}
    return base.log.with_lines(
        change(line) if line.word in words and wanted[line.is_open_to(base.reader)] else line
        for line in base.log.lines
    )


def _some(random: Random, change: Callable[[Line], Line]) -> Callable[[Line], Line]:
    """A change of about a third of the lines it is offered."""
    return lambda line: change(line) if random.random() < 1 / 3 else line


def _rows(log: Log, name: str, change: Callable[[Row], Row], *, hidden_from: str = "") -> Log:
    """The log with the rows of one register changed; only those that a reader may not see where one is named."""
    rows = {**log.registers, **log.answers}[name]
    return log.changed(name, (row if hidden_from and row.get("share") == hidden_from else change(row) for row in rows))  # fmt: skip


def _fresh_cells(random: Random, *names: str) -> Callable[[Row], Row]:
    return lambda row: {**row, **{name: fresh(random) for name in names}}


# ---- words --------------------------------------------------------------------------------------------


@family
def words(base: Base, random: Random) -> Log:
    """Other words in lines that are not shared, of every kind; who is named in them stays."""

    def reworded(line: Line) -> Line:
        named = [word for word in line.text.split() if word.startswith("@")]
        text = " ".join([*named, fresh(random)])
        if line.word == "try":
            text = f"{line.text.split()[0]} {text}"
        if line.word == "learn":
            text = f"{line.text.split()[0]} {text}"
        if line.word == "feedback":
            text += " ->" + line.text.partition("->")[2]
        return replace(line, text=text, detail=tuple(fresh(random) for _ in line.detail))

    return _each(base, _some(random, reworded), (*ENTRIES, "met", "learn", "feedback"))


@family
def swapped(base: Base, random: Random) -> Log:
    """Two lines of one kind that are not shared exchange their words."""
    lines = list(base.log.lines)
    for word in ("win", "lesson", "did"):
        mine = [n for n, line in enumerate(lines) if line.word == word and not line.is_open_to(base.reader)]  # fmt: skip
        a, b = random.sample(mine, 2)
        lines[a], lines[b] = (replace(lines[one], text=lines[other].text) for one, other in ((a, b), (b, a)))  # fmt: skip
    return base.log.with_lines(lines)


@family
def details(base: Base, random: Random) -> Log:
    """Indented lines below any line, also below shared ones."""
    return _each(base, _some(random, lambda line: replace(line, detail=(*line.detail, fresh(random)))), (*ENTRIES, "met", "learn"), shown=True)  # fmt: skip


@family
def evidence(base: Base, random: Random) -> Log:
    """Where the evidence lies, on any line."""
    return _each(base, _some(random, lambda line: line.with_field("evidence", fresh(random))), shown=True)  # fmt: skip


@family
def contexts(base: Base, random: Random) -> Log:
    """One context under another name, everywhere; and other words of what is built on."""
    name = f"place{random.randrange(10**6)}"
    return _each(base, lambda line: line.with_field("context", name) if line.get("context") == "club" else line, shown=True)  # fmt: skip


@family
def builds_on(base: Base, random: Random) -> Log:
    """Lines that say what they build on, shared ones too, build on something else: now and then on a shared lesson."""
    lessons = [line.text for line in base.log.lines if line.word == "lesson" and line.is_open_to(base.reader)]  # fmt: skip

    def other(line: Line) -> Line:
        return line.with_field("builds_on", random.choice([fresh(random), *lessons]).partition("@")[0])  # fmt: skip

    return _each(base, lambda line: other(line) if line.get("builds_on") else line, shown=True)


@family
def impacts(base: Base, random: Random) -> Log:
    """What came of lessons and of things done, which no number of a reader counts; other units for wins."""

    def said(line: Line) -> Line:
        if line.word == "win":
            return line.with_field("impact", f"12 -> 7 {random.choice(WHERE)}") if "->" in line.get("impact") else line  # fmt: skip
        # One that also says how long it lasts counts among the outcomes of the position.
        return line if line.get("lasts") else line.with_field("impact", fresh(random))

    return _each(base, _some(random, said))


@family
def stars(base: Base, random: Random) -> Log:
    """Other lines that are not shared among the best of the year."""
    return _each(base, _some(random, lambda line: replace(line, tail=line.tail.removesuffix(" *") if line.tail.endswith("*") else f"{line.tail} *")))  # fmt: skip


@free
def reach(base: Base, random: Random) -> Log:
    """How far things reached that are not shared, where nothing is said of how long they last."""
    return _each(base, lambda line: line if line.get("lasts") else line.with_field("reach", random.choice(("me", "team", "beyond"))))  # fmt: skip


@free
def energies(base: Base, random: Random) -> Log:
    """Another strength of what felt good or bad, with the same sign."""
    return _each(base, _some(random, lambda line: replace(line, tail=line.tail.replace("+2", "+1") if "+2" in line.tail else line.tail.replace("+1", "+2"))))  # fmt: skip


@family
def activities(base: Base, random: Random) -> Log:
    """One activity under another name, everywhere; and a theme of what was said."""
    tag = f"zz{random.choice(('a', 'k', 'z'))}{random.randrange(10**5)}"
    return base.log.with_lines(replace(line, tail=line.tail.replace("#errands", f"#{tag}").replace("#tempo", f"#{tag}")) for line in base.log.lines)  # fmt: skip


@family
def asides(base: Base, random: Random) -> Log:
    """Prose and code between the bullets."""
    return replace(base.log, preface=f"# {fresh(random)}\n\n{fresh(random)}.\n\n```\n- win: {fresh(random)}\n```\n\n")  # fmt: skip


@family
def writing_days(base: Base, random: Random) -> Log:
    """When lines were written down, on their own day."""
    return _each(base, _some(random, lambda line: line.with_field("at", f"{line.day}T{random.randrange(10, 24)}:{random.randrange(10, 60)}")), shown=True)  # fmt: skip


# ---- people -------------------------------------------------------------------------------------------


@family
def renamed(base: Base, random: Random) -> Log:
    """Somebody whom no shared line names has another name, everywhere."""
    shown = " ".join(line.text for line in base.log.lines if line.is_open_to(base.reader))
    old = random.choice([one for one in sorted(UNKNOWN) if f"@{one}" not in shown] or ["nobody"])
    new = random.choice(("quirin", "zita", "yves"))

    def other(text: str) -> str:
        return text.replace(f"@{old}", f"@{new}").replace(UNKNOWN.get(old, old), NEW_PEOPLE[new])

    lines = [replace(line, text=other(line.text)) for line in base.log.lines]
    people = [{**row, "slug": new, "name": NEW_PEOPLE[new]} if row["slug"] == old else row for row in base.log.registers["people"]]  # fmt: skip
    return base.log.with_lines(lines).changed("people", people)


@family
def strangers(base: Base, random: Random) -> Log:
    """More people in the register, one of them with the first name of somebody whom shared lines name."""
    slugs = random.sample(sorted(NEW_PEOPLE), 3)
    return base.log.changed("people", [*({"slug": slug, "name": NEW_PEOPLE[slug]} for slug in slugs), *base.log.registers["people"]])  # fmt: skip


@family
def like_our_words(base: Base, random: Random) -> Log:
    """People whose names are words of our own pages."""
    names = random.sample(("Scope Adler", "Motivation Page", "Impact Weiss", "Mentor Clear", "Month Known", "Lessons Wins"), 3)  # fmt: skip
    return base.log.changed("people", [*base.log.registers["people"], *({"slug": name.lower().replace(" ", "-"), "name": name} for name in names)])  # fmt: skip


@family
def acquaintance(base: Base, random: Random) -> Log:
    """What the register knows of people besides their names."""
    return _rows(base.log, "people", lambda row: {**_fresh_cells(random, "org", "title", "relation")(row), "url": f"https://example.org/{random.randrange(999)}", "connected_on": "2021-04-05"})  # fmt: skip


@family
def contacts(base: Base, random: Random) -> Log:
    """What was promised to people, and what came of it."""
    return _each(base, _some(random, lambda line: line.with_field("follow_up", line.day).with_field("led_to", "advice")), ("met",), shown=True)  # fmt: skip


# ---- registers and answers ----------------------------------------------------------------------------


@family
def reasons(base: Base, random: Random) -> Log:
    """Why goals matter and how one will know, of any goal; and the titles of those that are not shared."""
    log = _rows(base.log, "goals", _fresh_cells(random, "why", "measure"))
    return _rows(log, "goals", _fresh_cells(random, "title"), hidden_from="mentor")


@free
def planned_time(base: Base, random: Random) -> Log:
    """How much of the time a goal was to get."""
    return _rows(base.log, "goals", lambda row: {**row, "plan_share": f"0.{random.randint(1, 9)}"})


@family
def projects(base: Base, random: Random) -> Log:
    """Side projects: their questions, budgets and decisions."""
    return _rows(base.log, "projects", lambda row: {**_fresh_cells(random, "title", "question", "yes_if", "learned")(row), "budget_hours": str(random.randrange(5, 90))})  # fmt: skip


@family
def skills_and_roles(base: Base, random: Random) -> Log:
    """What the registers of skills and roles say besides their short names."""
    log = _rows(base.log, "skills", lambda row: {**row, "name": fresh(random), "group": "other", "uri": "urn:x"})  # fmt: skip
    return _rows(log, "roles", _fresh_cells(random, "title", "org", "summary", "intent"))


@family
def value_names(base: Base, random: Random) -> Log:
    """Values, how well the work fits them, and what was decided; names stay where the reader sees them."""
    log = _rows(base.log, "fits", _fresh_cells(random, "supports", "opposes"))
    log = _rows(log, "decisions", lambda row: {**_fresh_cells(random, "reason", "tripwire", "change_mind")(row), "choice": "shift"})  # fmt: skip
    return _rows(log, "values", lambda row: {**row, "weight": str(random.randrange(10, 50))})


@family
def books(base: Base, random: Random) -> Log:
    """Other takeaways and writers, and one book more that is still unread."""
    log = _rows(base.log, "books", _fresh_cells(random, "author", "takeaway"))
    return log.changed("books", [*log.registers["books"], {"title": fresh(random), "status": "to-read"}])  # fmt: skip


@family
def asked_of(base: Base, random: Random) -> Log:
    """Whom a question is for, of any question."""
    return _rows(base.log, "questions", lambda row: {**row, "asked_of": random.choice(sorted(UNKNOWN))})  # fmt: skip


@family
def questions(base: Base, random: Random) -> Log:
    """Questions that are not for this reader: others, and more of them, before and after the shared ones."""
    rows = [row for row in base.log.registers["questions"] if row["share"] == base.reader]
    more = [{"year": "2025", "text": fresh(random), "share": share} for share in ("", "", "boss")]
    where = random.randrange(len(rows) + 1)
    return base.log.changed("questions", [more[0], *rows[:where], more[1], *rows[where:], more[2]])


@free
def compass(base: Base, random: Random) -> Log:
    """Other answers to the compass."""
    return _rows(base.log, "sittings", lambda row: {**row, "value": str(random.randint(1, 5))} if row["instrument"] == "compass" else row)  # fmt: skip


@family
def guesses(base: Base, random: Random) -> Log:
    """What was guessed before the numbers, and the weekly check-ins."""
    log = _rows(base.log, "guesses", lambda row: {**row, "guess": str(random.randrange(99))})
    return _rows(log, "weekly", _fresh_cells(random, "item", "value"))


@family
def old_advice(base: Base, random: Random) -> Log:
    """The words of earlier advice and what became of it."""
    return _rows(base.log, "advice", lambda row: {**_fresh_cells(random, "text", "first_step")(row), "outcome": random.choice(("taken", "rejected"))})  # fmt: skip


@free
def evenings(base: Base, random: Random) -> Log:
    """Other evenings kept and broken, and another name for them."""
    name = fresh(random).lower()
    return _each(base, lambda line: replace(line, word=random.choice(("kept", "broke")), text=name), ("kept", "broke"))  # fmt: skip


@free
def target_roles(base: Base, random: Random) -> Log:
    """Another role to aim at."""
    text = f'title = "{fresh(random)}"\n[[skill]]\nslug = "writing"\nimportance = {random.randint(1, 5)}\n'
    return base.log.with_file(f"targets/other-{random.randrange(99)}.toml", text)


@family
def given(base: Base, random: Random) -> Log:
    """Who said something, and why it was declined; nobody's theme changes by that."""
    new = random.choice(("quirin", "zita"))
    return _each(base, lambda line: line.with_field("declined", fresh(random)) if line.get("declined") else replace(line, text=line.text.replace("@otto", f"@{new}")), ("feedback",))  # fmt: skip


@family
def lessons_learned(base: Base, random: Random) -> Log:
    """Who offered what was learned, and how it felt, also of shared lines."""
    return _each(base, _some(random, lambda line: line.with_field("provider", fresh(random)).with_field("energy", "+1").with_field("form", "event")), ("learn",), shown=True)  # fmt: skip


# ---- settings, files, the machine ---------------------------------------------------------------------


@family
def season(base: Base, random: Random) -> Log:
    """Other words for the season, with the same zone."""
    return replace(base.log, settings=base.log.settings.replace("Slower mornings and one good book", fresh(random)))  # fmt: skip


@family
def other_consent(base: Base, random: Random) -> Log:
    """What somebody else may see."""
    other = random.choice([name for name in ("mentor", "coach", "partner") if name != base.reader])
    sections = random.choice(('"boundaries", "trust"', '"wins"', ""))
    return replace(base.log, settings=f"{base.log.settings}[consent.{other}]\nsections = [{sections}]\n")  # fmt: skip


@family
def other_shares(base: Base, random: Random) -> Log:
    """Lines are shared with others as well, or no longer, also those that the reader sees."""
    other = "coach" if base.reader != "coach" else "partner"

    def shared(line: Line) -> Line:
        return replace(line, share=tuple(sorted({other} ^ {*line.share})))

    return _each(base, _some(random, shared), (*ENTRIES, "learn", "met"), shown=True)


@family
def places(base: Base, random: Random) -> Log:
    """Another folder, other files."""
    return replace(base.log, folder=f"Box {random.randrange(10**6)}", stem=random.choice(("zz-", "notes/", "a b ")))  # fmt: skip


@family
def split(base: Base, random: Random) -> Log:
    """The journal cut into files of another kind."""
    return replace(base.log, layout=random.choice(("month", "day")))


@family
def order(base: Base, random: Random) -> Log:
    """The lines of a day in another order, shared ones among them."""
    return base.log.with_lines(line for _, lines in by_day(base.log.lines) for line in random.sample(lines, len(lines)))  # fmt: skip


@family
def register_order(base: Base, random: Random) -> Log:
    """The rows of registers and answers in another order."""
    log = base.log
    for name in ("people", "questions", "goals", "books", "skills", "values"):
        log = log.changed(name, random.sample(log.registers[name], len(log.registers[name])))
    return log


@family
def line_ends(base: Base, random: Random) -> Log:
    """The line ends and the mark of another system."""
    return replace(base.log, end="\r\n", mark=random.choice((b"", b"\xef\xbb\xbf")))


@family
def refused(base: Base, random: Random) -> Log:
    """Lines, rows and files that are set aside, and exports that nobody knows."""
    bad = [
        f"## 2025-02-31\n- win: {fresh(random)}\n",
        f"## 2025-06-02\n- wim: {fresh(random)} +3\n- win:\n",
    ]
    log = base.log.with_file("journal/zz-refused.md", "".join(bad[: random.randint(1, 2)]))
    log = log.changed("questions", [*log.registers["questions"], {"year": "soon", "text": fresh(random), "share": base.reader}])  # fmt: skip
    return log.with_file(f"inbox/{fresh(random)}.bin", fresh(random))


@family
def pauses(base: Base, random: Random) -> Log:
    """Why there was a pause."""
    return _each(base, lambda line: replace(line, text=line.text.rsplit(" ", 2)[0] + f" {fresh(random)}"), ("pause",))  # fmt: skip


@family
def questionnaires(base: Base, random: Random) -> Log:
    """A questionnaire of the person's own, and answers to one that nobody has."""
    own = (instruments.EXAMPLES / "cbi.toml").read_text("utf-8")
    row = {**base.log.answers["sittings"][0], "instrument": "mine", "administration": "mine-1", "fingerprint": "", "value": str(random.randint(1, 5))}  # fmt: skip
    return base.log.with_file("instruments/cbi.toml", own).changed("sittings", [*base.log.answers["sittings"], row])  # fmt: skip


@family
def exports(base: Base, random: Random) -> Log:
    """An export of people and one of hours."""
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    people = "".join(f"{name.replace(' ', ',', 1)},https://example.org/in/{slug},,{fresh(random)},Clerk,18 Feb 2024\n" for slug, name in NEW_PEOPLE.items() if slug != "lene-vogt")  # fmt: skip
    hours = '"User","Email","Client","Project","Task","Description","Billable","Start date","Start time","End date","End time","Duration","Tags"\n'
    hours += "".join(f'"Ida","ida@example.org","","Desk","","{fresh(random)}","No","2025-03-{day}","09:00:00","2025-03-{day}","10:00:00","01:00:00",""\n' for day in (11, 12, 13))  # fmt: skip
    return base.log.with_file("inbox/Connections.csv", head + people).with_file("inbox/Toggl_time_entries_2025.csv", hours)  # fmt: skip


@family
def annotations(base: Base, random: Random) -> Log:
    """What is said about a line besides the line: more detail and people, also of a shared one."""
    lines = [
        line for line in base.log.lines if line.word in ("win", "did") and "@" not in line.text
    ]
    rows = [{"of": _id(line), "detail": fresh(random), "people": "otto"} for line in random.sample(lines, 5)]  # fmt: skip
    return base.log.changed("annotations", rows)


def _id(line: Line) -> str:
    """The id that the entry of a line gets, by the rule in `careerkit.settle`."""
    said = ["journal", "entry", line.day, line.word, " ".join(line.text.split()).casefold()]
    return blake2b(json.dumps(said, ensure_ascii=False).encode(), digest_size=8).hexdigest()


@family
def machine(base: Base, random: Random) -> Log:
    """Another user, another time zone of the computer, more files that are not read."""
    zones = ("Pacific/Kiritimati", "America/Anchorage", "Asia/Kathmandu")
    log = replace(base.log, zone=random.choice(zones), user=f"user{random.randrange(10**6)}")
    return log.with_file("scratch/notes.txt", fresh(random))


@family
def same_again(base: Base, random: Random) -> Log:
    """Not a change of the log: see `twins.pairs`, where both sides have a private double of every shared line."""
    return _doubled(base.log, base.reader, before=False)


def doubled(base: Base) -> Log:
    """The log with a private double before every shared line."""
    return _doubled(base.log, base.reader, before=True)


def _doubled(log: Log, reader: str, *, before: bool) -> Log:
    def both(line: Line) -> Iterable[Line]:
        if line.word not in (*ENTRIES, "learn") or not line.is_open_to(reader):
            return (line,)
        double = replace(line, share=(), detail=("a double",))
        return (double, line) if before else (line, double)

    return log.with_lines(one for line in log.lines for one in both(line))


@family
def everything(base: Base, random: Random) -> Log:
    """Several families one after the other."""
    log = base.log
    for name in random.sample(
        sorted({*FAMILIES} - FREE - {"everything", "same_again", "like_our_words"}), 6
    ):
        log = FAMILIES[name](replace(base, log=log), random)
    return log


# Families that change what the next actions say, which count sections that a mentor gets nothing else of.
MOVE_ADVICE = frozenset({"renamed", "given", "reasons", "value_names", "projects", "old_advice", "contacts"})  # fmt: skip
assert not {*KNOWN} & {*NEW_PEOPLE}
