"""What the guides show: how far a step has come, and a guess beside the log. For the owner alone: a guide is never shared."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace

from careerkit import blocks, guesses
from careerkit.audience import OWNER
from careerkit.blocks import Block, Cell
from careerkit.guesses import Compared
from careerkit.pages.first import WORDS
from careerkit.steps import Task

LONGEST_GUESS = 100


def step(title: str, tasks: Sequence[Task]) -> Block:
    """A step as a table: what it asks for, what is there, what comes next."""
    rows: list[list[Cell]] = [
        [_capital(task.text), _there(task), None if task.is_done else _capital(task.next)]
        for task in tasks
    ]
    caption = f"{title}: {step_told(tasks)}"
    return blocks.table(caption, ["What", "There", "Next"], rows, audience=[OWNER])


def step_told(tasks: Sequence[Task]) -> str:
    """A step in plain words: how much is there, and the next thing to do."""
    open_ones = [task for task in tasks if not task.is_done]
    n, done = len(tasks), len(tasks) - len(open_ones)
    if not open_ones:
        return f"All {n} done; nothing is missing here."
    first = open_ones[0]
    lacks = f"{_there(first)} {first.text}" if first.wanted > 1 else f"No {first.text} yet"
    so_far = f"{done} of {n} done. " if done else ""
    return f"{so_far}{lacks}; {first.next}. Fine to leave for now."


def _there(task: Task) -> str:
    if task.wanted == 1:
        return "yes" if task.is_done else "not yet"
    return str(task.have) if task.is_done else f"{task.have} of {task.wanted}"


def reveal(found: Sequence[Compared]) -> list[Block]:
    """A guess beside the log: this year in a sentence, then it and the earlier years in a table."""
    this, topic = found[0], found[0].topic
    is_number = topic.kind in ("number", "percent")
    columns = ["Year", "You guessed", "The log says", *["Difference"] * is_number, "Status", "n"]
    rows: list[list[Cell]] = [
        [
            str(one.year), _guesses(one), _log(one), *[one.difference] * is_number,
            WORDS[one.answer.status], one.answer.n,
        ]
        for one in found
    ]  # fmt: skip
    percent = ", in per cent" * (topic.kind == "percent")
    caption = f"{topic.title}{percent}: what you guessed, and what the log says"
    said = blocks.prose(guesses.sentence(this), audience=[OWNER])
    table = blocks.table(caption, columns, rows, audience=[OWNER])
    return [said, table] if this.guesses else _folded(said, table)


def _folded(said: Block, table: Block) -> list[Block]:
    """The same, seen only once it is unfolded: whoever has not guessed yet still can."""
    inside = f"<summary>Show what the log says all the same</summary>{said.html}{table.html}"
    return [
        replace(said, html=f"<p>{html.escape(_NO_GUESS)}</p>"),
        replace(table, html=f"<details>{inside}</details>"),
    ]


_NO_GUESS = (
    "No guess of yours for this year yet. Guess first, in the form above, and run this cell again:"
    " what one expected is half of what one learns."
)


def _guesses(one: Compared) -> Cell:
    """The first guess as a number, or all of them as they were written where it is none or there are others."""
    if not one.guesses:
        return None
    if one.guessed is not None and len(one.guesses) == 1 and one.topic.kind != "month":
        return one.guessed
    shown = [" ".join(text.split())[:LONGEST_GUESS] for text in one.guesses]
    return ", ".join(shown) if one.topic.kind == "words" else ", then ".join(shown)


def _log(one: Compared) -> Cell:
    number = one.answer.number
    return (one.answer.words or None) if number is None else one.topic.rounded(number)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
