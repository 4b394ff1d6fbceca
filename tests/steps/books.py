"""Small workbooks for the steps: nothing in them, or what a person would write by hand for one step in one sitting."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from careerkit import instruments
from careerkit.workbook import Year

YEAR, DAY = 2025, "2025-11-20"  # a Thursday, in week 47
PULSE = instruments.load(instruments.PACKAGED / "pulse.toml")
Files = Mapping[str, str]


def empty(folder: Path) -> Path:
    """A workbook as new as can be."""
    write(folder, {"workbook.toml": "format = 1\n"})
    return folder


def write(folder: Path, files: Files) -> None:
    """Add these lines to these files; a header that stands there already is not written again."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if path.exists() else ""
        header = text.partition("\n")[0]
        is_table = name.endswith(".csv") and before.startswith(header)
        path.write_text(before + (text.partition("\n")[2] if is_table else text), "utf-8")


def on(folder: Path, as_of: str = DAY, year: int = YEAR) -> Year:
    """The year as it is worked on, on a fixed day."""
    return Year(str(folder), year, as_of=as_of)


def journal(*lines: str, day: str = DAY) -> Files:
    """Lines under one day."""
    return {f"journal/{day[:4]}.md": f"## {day}\n" + "".join(f"- {line}\n" for line in lines)}


def guess(topic: str, text: str = "2", year: int = YEAR) -> Files:
    """One guess, without a time."""
    return {"answers/guesses.csv": f"year,topic,guess,at\n{year},{topic},{text},\n"}


def pulse(answers: int = 12, year: int = YEAR) -> Files:
    """A sitting with the pulse on the day, each answer the lowest of its scale."""
    head = "instrument,version,fingerprint,administration,occasion,item,value,status,at,lang,mode\n"
    same = f"pulse,{PULSE.version},{PULSE.fingerprint},pulse-{year},{year}"
    rows = [
        f"{same},{item},{values[0]:g},answered,{DAY}T08:{minute:02}:00Z,en,form\n"
        for minute, (item, values) in enumerate(PULSE.values.items())
    ]
    return {"answers/pulse.csv": head + "".join(rows[:answers])}


# What somebody writes for one step, the file and its lines, in the order of its tasks.
BY_HAND: dict[str, list[Files]] = {
    "start": [
        {"workbook.toml": 'time_zone = "Europe/Berlin"\n'},
        {"workbook.toml": '[season]\n"2025" = "One thing, canary-a"\n'},
        journal("win: Said canary-b"),
    ],
    "assess": [
        guess("energiser", "canary-a"),
        pulse(),
        journal(*[f"did: Sorted canary-b {n} +1" for n in range(5)]),
        journal("lesson: Asked canary-c -1 #canary-tag"),
    ],
    "goals": [
        guess("milestones_of_ten"),
        {"registers/goals.csv": "slug,title,parent,why,measure,set_on,due\nbook,Canary-a,,canary-b,canary-c,2025-11-20,2026-06-30\n"},
        {"registers/goals.csv": "slug,title,parent,why,measure,set_on,due\n"
         "outline,Canary-d,book,,,2025-11-20,2025-12-15\nchapter,Canary-e,book,,,2025-11-20,2026-02-28\n"},
        journal("did: Wrote canary-f 1h [goal:: outline]"),
    ],
    "network": [
        guess("connections_per_week"),
        {"registers/people.csv": "slug,name,relation\ncanary-a,Canary A,\ncanary-b,Canary B,\n"},
        journal("met: @canary-a coffee, canary-c", "met: @canary-c a letter"),
    ],
    "feedback": [
        guess("feedback_of_ten"),
        journal("feedback: @canary-a be canary-b -> try canary-c by 2025-12-20"),
        {},
    ],
    "invest": [
        guess("learning_hours"),
        journal('learn: podcast "Canary-a" 45min #canary-skill'),
        journal("note: I will try canary-b in canary-c #canary-skill"),
    ],
    "journal": [
        guess("wins"),
        journal("win: Closed canary-a"),
        journal("lesson: Ask canary-b"),
        {"answers/checkins.csv": "week,item,field,value\n2025-W47,canary-a,looked,canary-b\n"},
    ],
    "projects": [
        guess("project_hours"),
        {"registers/projects.csv": "slug,title,question,budget_hours,decide_on\ncanary-a,Canary,Canary-b?,10,2026-02-28\n"},
        {},
    ],
    "harmony": [
        guess("evenings_of_ten"),
        journal("kept: canary-a"),
        {**journal("broke: canary-a", day="2025-11-19"), "journal/b.md": "## 2025-11-18\n- kept: canary-a\n"},
    ],
    "curiosity": [
        guess("learning_used_of_ten"),
        journal("read: Canary-a 4/5"),
        {"registers/questions.csv": "year,text,asked_of\n2025,Canary-b?,canary-c\n"},
    ],
    "reevaluate": [
        {"registers/values.csv": "name,weight,set_on\nCanary-a,40,2025-11-20\ncanary b,35,2025-11-20\ncanary-c,25,2025-11-20\n"},
        {"registers/fits.csv": "year,value,fit,supports,opposes\n2025,canary a,7,,\n2025,canary b,5,,\n2025,canary-c,3,canary,\n"},
        {"registers/decisions.csv": "year,choice,reason,tripwire,tripwire_on\n2025,shape,canary-d,canary-e,2026-06-30\n"},
    ],
}  # fmt: skip
