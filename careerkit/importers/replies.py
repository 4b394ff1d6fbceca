"""Replies to shared copies, `replies/*.json`, as `careerkit reply` has put them there.

Every answer and every rating becomes a `reply`; every answer is a piece of `feedback` as well, so that what is done
with it can be followed. Who it is from is what the reply says of itself. Each file is checked anew, as it may have
been changed; one that is no valid reply is set aside as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from careerkit import limits
from careerkit.reading import replies
from careerkit.reading.documents import load_json
from careerkit.reading.drops import Drop
from careerkit.reading.replies import BadReply, StoredReply
from careerkit.records import Coverage, Record, Row
from careerkit.settings import Settings

COVERAGE = Coverage.LIVING
PLACES = ("replies",)
# What a reply is stored with, and how it is laid out, may make it longer than it came.
MAX_STORED = 2 * replies.MAX_REPLY
_FIX = "Correct it there, or delete it and add the reply again: careerkit reply WORKBOOK FILE"


def claims(drop: Drop) -> bool:
    """Any JSON file in the folder of replies."""
    return drop.name.casefold().endswith(".json")


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """Two records per answer, one per rating."""
    if drop.size > MAX_STORED:
        reason = f"the file is larger than {MAX_STORED // limits.MIB} MiB"
        raise drop.refuse("E-SIZE", reason, _FIX)
    try:
        found = replies.parse_stored(load_json(drop))
    except BadReply as bad:
        raise drop.refuse("E-FORMAT", bad.reason(), _FIX) from None
    for record in _records(drop, found):
        drop.rows_in += 1
        yield record


def _records(drop: Drop, found: StoredReply) -> Iterator[Record]:
    reply, day = found.reply, found.received_at.date()
    shared: dict[str, Any] = {"share_id": reply.share_id, "date": day, "recorded_at": day}
    said = {
        **shared, "from_claimed": reply.claimed, "received_at": found.received_at, "year": reply.year,
        "audience": found.audience,
    }  # fmt: skip
    given = {**shared, "giver": reply.claimed, "claimed": True, "form": "advice"}
    # The words are no part of it, so that correcting a slip in the file loses nothing said about the row.
    key = (reply.share_id, found.received_at.isoformat())
    for answer in reply.answers:
        line, own = _line(drop, "section", answer.section), (*key, "answer", answer.section)
        about = {"section": answer.section, "text": answer.text}
        yield Record("reply", line, {**said, **about}, own)
        yield Record("feedback", line, {**given, **about}, own)
    for rating in reply.ratings:
        line, own = _line(drop, "about", rating.about), (*key, "rating", rating.about)
        yield Record("reply", line, {**said, "section": rating.about, "rating": rating.value}, own)


def _line(drop: Drop, name: str, value: str) -> int:
    """The line that names a section or a dimension, in the layout that careerkit writes; else the first."""
    written = f'"{name}": {json.dumps(value)}'
    return next((number for number, line in drop.lines if written in (line or "")), 1)
