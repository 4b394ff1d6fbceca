"""A small workbook, and for every form what somebody fills in there and what the files say then, written out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import nbformat

from careerkit import init

AT = datetime(2025, 6, 18, 9, 30, tzinfo=UTC)
YEAR = 2025
_ANNOTATIONS = "of,what,accept,meaningful,word,energy,hours,tags,share"
_AT = "[at:: 2025-06-18T09:30]"
# Everything in a kernel happens at one moment, so that every byte can be foreseen.
BEGIN = f"""import careerkit
from datetime import UTC, datetime

my = careerkit.Guide("", {YEAR})
my._desk._clock = lambda: datetime({AT.year}, {AT.month}, {AT.day}, {AT.hour}, {AT.minute}, tzinfo=UTC)"""

FILES = {
    "journal/2025.md": "## 2025-06-10 Tue\n- did: Expense reports\n- feedback: @dana be briefer in mails\n\n## 2025-06-18 Wed\n- note: Begun\n",
    "registers/goals.csv": "slug,title,parent,why,measure,set_on,due,plan_share\n"
    "exam,Pass the project exam,,I like it,The certificate,2025-01-10,2025-12-01,0.2\n"
    "first-chapter,Read the first chapter,exam,,,2025-01-10,2025-07-31,\n",
    "registers/people.csv": "slug,name,org,title,relation,url,connected_on\ndana,Dana Wirth,,,colleague,,\n",
    "registers/projects.csv": "slug,title,question,budget_hours,decide_on,yes_if,started,ended,state,learned\n"
    "travel-blog,A travel blog,Does anybody read it?,20,2025-06-30,Ten readers,2025-05-01,,running,\n",
    "registers/books.csv": "title,author,isbn13,status,added,started,finished,rating,takeaway\n"
    "Invented Careers,A. Writer,,reading,2025-05-01,2025-05-01,,,\n",
    "registers/values.csv": "name,weight,set_on\nfamily,9,2025-01-05\nlearning,7,2025-01-05\n",
}  # fmt: skip
PLACES = ("journal", "registers", "answers", "inbox", "instruments", "workbook.toml")


@dataclass(frozen=True)
class Case:
    """One form.

    fill: what is said, by the field or, where its name is an id, by its place, such as `2`. lacks: a field of it that is left
    out at first; at: where the form complains then, `lacks` itself if empty; told: part of what it says. changes: what
    stands where before and after the save, by file; without anything before it is added at the end. `{id}` in it is what
    follows the `-` in the name of the first field. options: words of the guide.
    """

    name: str
    fill: Mapping[str, str]
    changes: Mapping[str, Sequence[tuple[str, str]]]
    lacks: str = ""
    told: str = ""
    at: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def call(self) -> str:
        """The line of a notebook that shows it."""
        words = "".join(f", {name}={value!r}" for name, value in self.options.items())
        return f'my.form("{self.name}"{words})'

    def said(self, names: Sequence[str]) -> dict[str, str]:
        """What is said, by the names that the form has."""
        return {named(key, names): value for key, value in self.fill.items()}

    def expected(self, before: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
        """All files after the save."""
        own = named(next(iter(self.fill)), names).partition("-")[2]
        found = dict(before)
        for path, pairs in self.changes.items():
            for old, new in pairs:
                text, said = found.get(path, ""), new.replace("{id}", own)
                assert not old or text.count(old) == 1, f"{path} does not say {old!r} once"
                found[path] = text.replace(old, said) if old else text + said
        return found


def named(key: str, names: Sequence[str]) -> str:
    return names[int(key) - 1] if key.isdigit() else key


def _journal(*lines: str) -> dict[str, list[tuple[str, str]]]:
    return {"journal/2025.md": [("", "".join(f"{line}\n" for line in lines))]}


def _added(path: str, *lines: str) -> dict[str, list[tuple[str, str]]]:
    return {path: [("", "".join(f"{line}\n" for line in lines))]}


CASES = [
    Case("bet", {"title": "A stall at the market", "question": "Do people stop?", "budget": "12.5", "decide_on": "2025-08-31", "yes_if": "Twenty talks", "started": "2025-06-01"},
         _added("registers/projects.csv", "a-stall-at-the-market,A stall at the market,Do people stop?,12.5,2025-08-31,Twenty talks,2025-06-01,,running,"),
         lacks="question", told="please fill this in"),
    Case("bet_decision", {"which": "travel-blog", "state": "stopped with lesson", "learned": "Writing is work"},
         {"registers/projects.csv": [("2025-05-01,,running,", "2025-05-01,2025-06-18,stopped with lesson,Writing is work")]},
         lacks="learned", told="what you know now"),
    Case("book", {"title": "Deep Water", "author": "B. Author", "status": "read", "finished": "2025-06-15", "rating": "4", "takeaway": "Slow is fine"},
         _added("registers/books.csv", "Deep Water,B. Author,,read,2025-06-15,,2025-06-15,4,Slow is fine"),
         lacks="status", told="Say where it stands"),
    Case("check_in", {"win": "The date is set", "met": "dana", "met_about": "Asked for the dates", "energy": "1", "next": "Call the course office"},
         _added("journal/2025.md", "", "## 2025-06-13 Fri", f"- win: The date is set {_AT}", f"- met: Asked for the dates {_AT} @dana")
         | _added("answers/checkins.csv", "week,item,field,value", "2025-W24,week,energy,1", "2025-W24,Call the course office,next,to do"),
         lacks="met", told="Whom did you meet"),
    Case("contact", {"people": "lee", "text": "Asked about her course\nShe knows the teacher", "channel": "coffee", "name": "Lee Tan", "relation": "met at the course"},
         _journal(f"- met: Asked about her course {_AT} [channel:: coffee] @lee", "  She knows the teacher")
         | _added("registers/people.csv", "lee,Lee Tan,,,met at the course,,"),
         lacks="people", told="please fill this in"),
    Case("decision", {"choice": "shape", "reason": "More time with clients", "tripwire": "No talks in a month", "tripwire_on": "2025-12-01"},
         _added("registers/decisions.csv", "2025,shape,More time with clients,No talks in a month,2025-12-01,,"),
         lacks="tripwire_on", told="Name the day"),
    Case("energy", {"2": "-1"},
         _added("registers/annotations.csv", _ANNOTATIONS, "{id},Expense reports,,,,-1,,,")),
    Case("entry", {"word": "lesson", "text": "Ask first\nThe list was old", "energy": "1", "hours": "1.5", "tags": "negotiation", "starred": "yes", "reach": "team"},
         _journal(f"- lesson: Ask first {_AT} [reach:: team] +1 1h30 #negotiation *", "  The list was old"),
         lacks="text", told="please fill this in"),
    Case("evenings", {"evening-2025-06-18": "kept"},
         _journal(f"- kept: tech-free evening {_AT}"),
         lacks="evening-2025-06-18", at="evening-2025-06-12", told="nothing new"),
    Case("feedback", {"giver": "dana", "text": "Be briefer", "decision": "act", "action": "Three points", "due": "2025-07-01"},
         _journal(f"- feedback: Be briefer -> Three points by 2025-07-01 {_AT} @dana"),
         lacks="action", told="say what you will do"),
    Case("feedback_next", {"1": "Three points", "2": "2025-07-01"},
         _added("registers/annotations.csv", f"{_ANNOTATIONS},action,action_due", "{id},'@dana be briefer in mails,,,,,,,,Three points,2025-07-01"),
         lacks="1", told="What will you do"),
    Case("fits", {"fit_1": "8"},
         {"registers/fits.csv": [("supports,opposes\n", "supports,opposes,date\n2025,family,8,,,2025-06-18\n")]},
         lacks="fit_1", told="at least one"),
    Case("goal", {"title": "Speak at a meeting", "why": "I want to be heard", "measure": "One talk", "due": "2025-11-30", "share": "10", "milestone_1": "Pick a topic", "due_1": "2025-08-01"},
         _added("registers/goals.csv", "speak-at-a-meeting,Speak at a meeting,,I want to be heard,One talk,2025-06-18,2025-11-30,0.1",
                "pick-a-topic,Pick a topic,speak-at-a-meeting,,,2025-06-18,2025-08-01,"),
         lacks="due_1", told="a rough one will do"),
    Case("guess", {"guess": "2,5"},
         _added("answers/guesses.csv", "year,topic,guess,at", "2025,connections_per_week,2.5,2025-06-18T09:30:00Z"),
         lacks="guess", told="please fill this in", options={"topic": "connections_per_week"}),
    Case("learning", {"title": "Talks That Work", "form": "podcast", "hours": "0.75", "tags": "negotiation", "use": "The talk in May"},
         _journal(f"- learn: podcast Talks That Work {_AT} 45min #negotiation", f"- note: The talk in May {_AT} [builds_on:: Talks That Work] #negotiation"),
         lacks="title", told="please fill this in"),
    Case("pause", {"until": "2025-06-30", "reason": "Two weeks off"},
         _journal(f"- pause: until 2025-06-30 Two weeks off {_AT}"),
         lacks="until", told="please fill this in"),
    Case("progress", {"which": "first-chapter", "what": "done"},
         _journal(f"- done: first-chapter {_AT}"),
         lacks="what", told="please fill this in"),
    Case("questions", {"question_1": "What should I learn next?", "share_1": "yes"},
         {"registers/questions.csv": [("year,text,asked_of\n", "year,text,asked_of,share\n2025,What should I learn next?,mentor,mentor\n")]},
         lacks="question_1", told="need not be a good one"),
    Case("season", {"season": "A quiet year", "connections": "3", "time_zone": "Europe/Berlin"},
         {"workbook.toml": [('time_zone = "UTC"', 'time_zone = "Europe/Berlin"'), ("connections_per_week = 2", "connections_per_week = 3"),
                            ("", '\n[season]\n2025 = "A quiet year"\n')]},
         lacks="connections", told="please fill this in"),
    Case("skill", {"name": "Negotiation", "group": "people", "level": "3"},
         _added("registers/skills.csv", "negotiation,Negotiation,,people,3,2025-06-18,"),
         lacks="level", told="please fill this in"),
    Case("values", {"value_3": "honesty", "weight_3": "5"},
         _added("registers/values.csv", "honesty,5,2025-06-18"),
         lacks="weight_3", told="How much does it weigh"),
]  # fmt: skip


def workbook(folder: Path) -> Path:
    """The workbook with its first lines."""
    root = init.init(folder / "book").root
    for name, text in FILES.items():
        (root / name).write_bytes(text.encode())
    return root


def notebook(root: Path, name: str, *cells: str) -> str:
    """A notebook in the workbook, with a cell per text; its path as JupyterLab shows it."""
    made = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_code_cell(text, id=f"cell-{number}") for number, text in enumerate(cells)]  # fmt: skip
    path = root / "notebooks" / f"{name}.ipynb"
    path.write_text(nbformat.writes(made), encoding="utf-8")
    return f"notebooks/{name}.ipynb"


def files(root: Path) -> dict[str, str]:
    """What the person's own files say, by path."""
    every = (
        path for place in PLACES for path in [root / place, *sorted((root / place).rglob("*"))]
    )
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode() for path in every if path.is_file()
    }  # fmt: skip
