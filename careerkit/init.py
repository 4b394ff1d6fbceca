"""`careerkit init`: a private workbook with its own copy of the guided notebooks, from the installed package alone."""

from __future__ import annotations

import json
from pathlib import Path

from careerkit import durable, guidecopies
from careerkit.errors import UsageError
from careerkit.settings import FORMAT
from careerkit.workspace import MARKER, Workbook

FOLDERS = ("journal", "registers", "answers", "inbox", "targets")
REGISTERS = {
    "goals": "slug,title,parent,why,measure,set_on,due,plan_share",
    "people": "slug,name,org,title,relation,url,connected_on",
    "projects": "slug,title,question,budget_hours,decide_on,yes_if,started,ended,state,learned",
    "books": "title,author,isbn13,status,added,started,finished,rating,takeaway",
    "skills": "slug,name,aliases,group,level,level_on,uri",
    "roles": "slug,title,org,form,started,ended,hours_per_week,summary,intent",
    "values": "name,weight,set_on",
    "fits": "year,value,fit,supports,opposes",
    "decisions": "year,choice,reason,tripwire,tripwire_on,change_mind,fits",
    "questions": "year,text,asked_of",
}


def init(folder: Path, name: str = "") -> Workbook:
    """Make a workbook in a new or empty folder. Raises UsageError when one is there already, CannotWrite."""
    root = folder.expanduser().resolve()
    if (root / MARKER).exists():
        raise UsageError(f"{root} is a workbook already; nothing was changed")
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UsageError(f"{root} is not an empty folder; name a new one")
    durable.make_folder(root)
    for place in FOLDERS:
        durable.make_folder(root / place)
    for register, header in REGISTERS.items():
        durable.write(root / "registers" / f"{register}.csv", header.encode() + b"\n")
    guidecopies.lay(root)
    # The marker comes last: a folder that has it is a whole workbook.
    durable.write(root / MARKER, _settings(name or root.name).encode())
    return Workbook(root)


def _settings(name: str) -> str:
    shown = json.dumps("".join(c for c in name if c.isprintable())[:200], ensure_ascii=False)
    return f"""format = {FORMAT}
name = {shown}
time_zone = "UTC"          # yours, such as "Europe/Berlin"
week_starts = "monday"
year_starts = "01-01"
date_order = ""            # how your exports write days such as 03/04/2024: dmy, mdy or ymd; empty: ask
complete = []              # what you log without gaps: "touch", "boundary", "learning"

[targets]
connections_per_week = 2
learning_hours_per_month = 10

# Nothing leaves this folder for a reader unless you name the sections here.
[consent.mentor]
sections = []              # for example ["trust", "wins", "goals", "connections", "learning"]
"""
