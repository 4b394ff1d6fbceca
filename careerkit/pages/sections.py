"""One measure as a section: heading, question, sentences with their evidence, charts, single records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from careerkit import blocks
from careerkit.audience import OWNER, Reader
from careerkit.blocks import Block
from careerkit.measure import Measure, Part, Statement, Status

if TYPE_CHECKING:
    import pandas as pd

# What is known of a record by its id: its day, what it is, and where it stands.
Trace = Mapping[str, tuple[str, str, str]]
MOST_RECORDS = 8


def section(
    part: Part, measure: Measure, reader: Reader, drawings: Iterable[Any], trace: Trace
) -> list[Block]:
    """One measure: heading, question, every sentence, charts with their data, single records."""
    if measure.status is Status.WITHHELD:
        text = f"{part.TITLE}: withheld from the {reader.name}."
        return [blocks.statement(text, measure.status, 0, measure.needs, audience=[OWNER])]
    audience = [reader.name]
    found = _heading(part, measure, audience)
    found.append(_statement(measure.headline, reader, trace))
    found += [
        blocks.chart(
            drawn.key, drawn.title, drawn.svg, drawn.alt, drawn.caption,
            (drawn.columns, drawn.rows), audience=audience,
        )
        for drawn in drawings
    ]  # fmt: skip
    found += [_statement(said, reader, trace, minor=True) for said in measure.more]
    return found + quotes(measure.rows, audience)


def starter_section(part: Part, measure: Measure, reader: Reader) -> list[Block]:
    """In a thin log an analysis shows its records and claims nothing; without any it does not appear."""
    shown = quotes(measure.rows, [reader.name])
    if measure.status is Status.WITHHELD or not shown:
        return []
    return _heading(part, measure, [reader.name]) + shown


def _heading(part: Part, measure: Measure, audience: Sequence[str]) -> list[Block]:
    return [
        blocks.section(measure.name, part.TITLE, audience=audience),
        blocks.prose(f"*{part.QUESTION}*", audience=audience),
    ]


def _statement(said: Statement, reader: Reader, trace: Trace, *, minor: bool = False) -> Block:
    """One sentence; the owner also sees the first of the records behind it."""
    named = [i for i in said.evidence if i in trace] if reader.is_owner else []
    records = [[*trace[i], i] for i in named[:MOST_RECORDS]]
    return blocks.statement(
        said.text,
        said.status,
        said.n,
        said.needs,
        records,
        len(named),
        minor=minor,
        audience=[reader.name],
    )


def quotes(rows: pd.DataFrame, audience: Sequence[str]) -> list[Block]:
    """Single records in the person's own words; id and detail are only for the owner."""
    is_owner = list(audience) == [OWNER]
    return [
        blocks.quote(
            str(row["text"]), f"{row['date']:%Y-%m-%d}", str(row["label"]),
            _plain(row.get("detail")) if is_owner else "",
            _plain(row.get("id")) if is_owner else "", audience=audience,
        )
        for row in rows.to_dict("records")
    ]  # fmt: skip


def recent(table: str, frame: pd.DataFrame, count: int, reader: Reader) -> list[Block]:
    """The last dated records of a table, newest first, as quotes."""
    last = frame[frame["date"].notna()].sort_values(["date", "line"], kind="stable").tail(count)
    text = "text" if "text" in frame else "title"
    label = next((name for name in ("word", "form", "shelf", "channel") if name in frame), "")
    rows = last.assign(label=last[label].fillna(table) if label else table, text=last[text])
    found = quotes(rows.iloc[::-1], [reader.name])
    return found or [blocks.prose("Nothing here yet.", audience=[reader.name])]


def next_step(measure: Measure | None, reader: Reader) -> list[Block]:
    """One sentence: what the log needs next, or that nothing is missing."""
    needs = measure.needs if measure else ""
    text = needs or "Nothing is missing here. Keep logging as you do."
    return [blocks.prose(f"**Next step.** {text}", audience=[reader.name])]


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else ""


def trace(tables: Mapping[str, pd.DataFrame]) -> Trace:
    """Every record by its id: its day as text, its journal word or table, and its file and line."""
    found: dict[str, tuple[str, str, str]] = {}
    for name, frame in tables.items():
        days = frame["date"].dt.strftime("%Y-%m-%d").fillna("")
        words = frame["word"] if "word" in frame else [name] * len(frame)
        places = (
            frame["file"].fillna("").str.cat(frame["line"].astype("string").fillna(""), sep=":")
        )
        found.update(zip(frame["id"], zip(days, words, places, strict=True), strict=True))
    return found
