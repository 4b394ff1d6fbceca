"""From measures to blocks: what one section of the review is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from careerkit import blocks
from careerkit.audience import OWNER, Reader
from careerkit.blocks import Block
from careerkit.measure import Measure, Part, Status

if TYPE_CHECKING:
    import pandas as pd

WORDS = {
    Status.CLEAR: "clear",
    Status.HINT: "hint",
    Status.NOT_YET: "not yet",
    Status.NOT_COMPARABLE: "not comparable",
    Status.WITHHELD: "withheld",
    Status.FAILED: "failed",
}
MAX_SUMMARY = 5


def opening(
    title: str, known_until: str, reader: Reader, *, is_empty: bool, is_starter: bool
) -> list[Block]:
    """The cover; in a thin log also the one thing to do next."""
    audience = [reader.name]
    lines = [f"Known until {known_until}", f"For: {reader.title}"]
    found = [blocks.cover(title, lines, audience=audience)]
    if is_empty:
        found.append(blocks.prose(_EMPTY, audience=audience))
    elif is_starter:
        found.append(blocks.prose(_STARTER, audience=audience))
    return found


def summary(titled: Sequence[tuple[str, Measure]], reader: Reader) -> list[Block]:
    """The page in one minute: at most five sentences, only what is clear, and how many can speak."""
    audience = [reader.name]
    speaking = [m for _, m in titled if m.status is Status.CLEAR]
    visible = [m for _, m in titled if m.status is not Status.WITHHELD]
    if not visible:
        return [blocks.prose(_NOTHING_SHARED, audience=audience)]
    found = [blocks.section("in-one-minute", "In one minute", audience=audience)]
    found.append(blocks.prose(_how_many(len(speaking), len(visible)), audience=audience))
    if speaking:
        sentences = "\n".join(f"- {m.statement}" for m in speaking[:MAX_SUMMARY])
        found.append(blocks.prose(sentences, audience=audience))
    return found


def _how_many(speaking: int, visible: int) -> str:
    if not speaking:
        return "No analysis can speak plainly yet. Each says below what it needs."
    rest = " The others say below what they need." if speaking < visible else ""
    return f"{speaking} of {visible} analyses can speak plainly.{rest}"


def horizon(titled: Sequence[tuple[str, Measure]], reader: Reader) -> list[Block]:
    """One row per analysis: its status, what it rests on, and the cheapest way to make it speak."""
    audience = [reader.name]
    rows = [
        [title, WORDS[m.status], m.n, m.needs or None]
        for title, m in titled
        if m.status is not Status.WITHHELD
    ]
    if not rows:
        return []
    return [
        blocks.section("horizon", "What this review can say", audience=audience),
        blocks.table(
            "Every analysis, how far it can be believed, and what would make it speak",
            ["Analysis", "Status", "Records", "What it needs"], rows, audience=audience,
        ),
    ]  # fmt: skip


def section(part: Part, measure: Measure, reader: Reader, drawings: Iterable[Any]) -> list[Block]:
    """One measure: heading, question, statement, charts with their data, single records."""
    if measure.status is Status.WITHHELD:
        text = f"{part.TITLE}: withheld from the {reader.name}."
        return [blocks.statement(text, measure.status, 0, measure.needs, audience=[OWNER])]
    audience = [reader.name]
    found = [
        blocks.section(measure.name, part.TITLE, audience=audience),
        blocks.prose(f"*{part.QUESTION}*", audience=audience),
        blocks.statement(
            measure.statement, measure.status, measure.n, measure.needs, audience=audience
        ),
    ]
    found += [
        blocks.chart(
            drawn.key, drawn.title, drawn.svg, drawn.alt, drawn.caption,
            (drawn.columns, drawn.rows), audience=audience,
        )
        for drawn in drawings
    ]  # fmt: skip
    return found + quotes(measure.rows, audience)


def quotes(rows: pd.DataFrame, audience: Sequence[str]) -> list[Block]:
    """Single records in the person's own words; the detail below a line is only for the owner."""
    is_owner = list(audience) == [OWNER]
    return [
        blocks.quote(
            str(row["text"]), f"{row['date']:%Y-%m-%d}", str(row["label"]),
            _plain(row.get("detail")) if is_owner else "", audience=audience,
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


def appendix(
    gates: Mapping[str, Mapping[str, float]],
    sources: Sequence[Mapping[str, Any]],
    codes: Mapping[str, int],
    readers: Sequence[tuple[str, str, str]],
    digest: str,
) -> list[Block]:
    """Thresholds, where the rows came from, what was set aside, who would get what: for the owner only."""
    audience = [OWNER]
    found = [blocks.section("appendix", "Appendix", audience=audience)]
    rules = [
        [name, gate.replace("_", " "), value]
        for name, found_ in gates.items()
        for gate, value in found_.items()
    ]
    if rules:
        found.append(
            _table(
                "Thresholds, as they stand in the code", ["Analysis", "Threshold", "Value"], rules
            )
        )
    keys = (
        "file",
        "source",
        "rows_in",
        "accepted",
        "duplicate",
        "retired",
        "quarantined",
        "ignored",
    )
    names = [
        "File",
        "Source",
        "Rows in",
        "Accepted",
        "Duplicate",
        "Retired",
        "Set aside",
        "Ignored",
    ]
    if sources:
        rows = [[source[key] for key in keys] for source in sources]
        found.append(_table("Where every row went", names, rows))
    if codes:
        rows = [
            [code, "warning" if code.startswith("W") else "set aside", n]
            for code, n in codes.items()
        ]
        found.append(
            _table(
                "What was found in the data; careerkit check says where",
                ["Code", "Kind", "Times"],
                rows,
            )
        )
    if readers:
        rows = [list(row) for row in readers]
        found.append(
            _table(
                "What each reader would get, and why not", ["Reader", "Analysis", "Would get"], rows
            )
        )
    text = f"Made from the tables `{digest[:16]}`. The same tables give the same report, byte for byte."
    return [*found, blocks.prose(text, audience=audience)]


def end(year: int, as_of: str, audience: str, digest: str) -> Block:
    """The end-of-notebook token: proves that the last cell was reached, with the parameters asked for."""
    token = {"year": year, "as_of": as_of, "audience": audience, "tables": digest}
    return Block(
        token,
        f"The review of {year} is complete.",
        f"<p>The review of {year} is complete.</p>",
        blocks.END_MIME,
    )


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Block:
    return blocks.table(caption, columns, rows, audience=[OWNER])


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else ""


_EMPTY = (
    "**There is nothing in this log yet.** Start with one line about today, for example "
    '`careerkit log win "Helped a colleague with the new form" --energy 1`. Three lines a week are enough: '
    "after four weeks the first bars appear, after twelve the first claims."
)
_STARTER = (
    "**This is a starter report.** The log covers too few weeks for conclusions, so it shows what is there. "
    "The one thing that helps most: three lines a week, on the day they happen, each with an energy from -2 to +2."
)
_NOTHING_SHARED = (
    "The owner of this workbook has not shared any section with this reader. "
    "Sections are shared in `workbook.toml`, under `[consent.READER]`."
)
