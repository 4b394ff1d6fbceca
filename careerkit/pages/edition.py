"""The first page of every reader but the owner: two minutes, from what they may see and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from careerkit import blocks
from careerkit.audience import Reader
from careerkit.blocks import Block
from careerkit.measure import Measure, Statement, Status
from careerkit.pages.first import NOTHING_SHARED, how_many

if TYPE_CHECKING:
    import pandas as pd

KEY = "in-two-minutes"
MOST, QUESTIONS = 3, 3
SPEAKS = (Status.CLEAR, Status.HINT)
TRUST = "trust"


def two_minutes(
    name: str, titled: Sequence[tuple[str, Measure]], asked: pd.DataFrame, reader: Reader,
    brief: Iterable[Block] = (),
) -> list[Block]:  # fmt: skip
    """What changed, where it is stuck, three questions, and how far to trust these pages.

    name: of the person whose year it is. asked: the questions of the year that are shared with the reader (column text).
    brief: what to do first, where the reader may see it.
    """
    audience = [reader.name]
    place = {name: number for number, name in enumerate(reader.order)}
    seen = [measure for _, measure in titled if measure.status is not Status.WITHHELD]
    # In the order of this reader's sections: one by the size of a finding would tell a number that nobody named.
    seen.sort(key=lambda measure: place.get(measure.name, len(place)))
    if not seen:
        return [blocks.prose(NOTHING_SHARED, audience=audience)]
    said = [one for measure in seen for one in measure.statements if one.status in SPEAKS]
    changed = [one for one in said if one.about == "changed"]
    # A year with nothing to set it beside still has something to show.
    told = changed or [m.headline for m in seen if m.status is Status.CLEAR and m.name != TRUST]
    stuck = [one for one in said if one.about == "stuck"]
    return [
        blocks.section(KEY, "In two minutes", audience=audience),
        blocks.prose(f"\u201cYou\u201d is {_plain(name)}, whose year this is.", audience=audience),
        blocks.prose(
            "### What changed" if changed else "### What the log shows", audience=audience
        ),
        *(_statements(told, audience) or [blocks.prose(_NOTHING_CHANGED, audience=audience)]),
        blocks.prose("### Where it is stuck", audience=audience),
        *(_statements(stuck, audience) or [blocks.prose(_NOTHING_STUCK, audience=audience)]),
        *brief,
        blocks.prose("### Questions for you", audience=audience),
        *_questions(asked, said, audience),
        blocks.prose("### How far to trust it", audience=audience),
        *_trust(seen, audience),
    ]


def _statements(said: Sequence[Statement], audience: Sequence[str]) -> list[Block]:
    return [
        blocks.statement(one.text, one.status, one.n, one.needs, audience=audience)
        for one in said[:MOST]
    ]


def _questions(
    asked: pd.DataFrame, said: Iterable[Statement], audience: Sequence[str]
) -> list[Block]:
    """The person's own first; then what the log itself asks, since a hint is a question."""
    own = [str(text) for text in asked["text"]][:QUESTIONS]
    hints = [one for one in said if one.status is Status.HINT and one.text.endswith("?")]
    found = [blocks.quote(text, "", audience=audience) for text in own]
    found += [
        blocks.statement(one.text, one.status, one.n, audience=audience)
        for one in hints[: QUESTIONS - len(own)]
    ]
    return found or [blocks.prose(_NO_QUESTION, audience=audience)]


def _trust(seen: Sequence[Measure], audience: Sequence[str]) -> list[Block]:
    speaking = sum(measure.status is Status.CLEAR for measure in seen)
    trust = [measure.headline for measure in seen if measure.name == TRUST]
    return [
        *_statements(trust, audience),
        blocks.prose(how_many(speaking, len(seen)), audience=audience),
    ]


def texts(shown: Mapping[str, pd.DataFrame]) -> list[str]:
    """Every text in what one reader may see, the oldest record first."""
    found = [
        (str(row["date"]), name, str(row["id"]), cell)
        for name, frame in shown.items()
        for row in frame.to_dict("records")
        for cell in row.values()
        if isinstance(cell, str)
    ]
    return [cell for *_, cell in sorted(found)]


def _plain(name: str) -> str:
    """A name inside our own words, which are Markdown: its signs stay signs."""
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in " ".join(name.split()))


_SIGNS = set(r"\`*_{}[]()<>#+-.!|~&@:")
_NOTHING_CHANGED = "Nothing in these sections can be told from chance yet."
_NOTHING_STUCK = "No sentence of this copy says that something is stuck."
_NO_QUESTION = "No question of mine is in this copy. One of yours is welcome: what would you ask after these pages?"
