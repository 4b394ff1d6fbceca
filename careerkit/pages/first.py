"""The first page: the cover, the year in one minute, and what the analyses can say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from careerkit import blocks
from careerkit.audience import Reader
from careerkit.blocks import Block
from careerkit.measure import Measure, Status

WORDS = {
    Status.CLEAR: "clear",
    Status.HINT: "hint",
    Status.NOT_YET: "not yet",
    Status.NOT_COMPARABLE: "not comparable",
    Status.WITHHELD: "withheld",
    Status.FAILED: "failed",
}
MAX_SUMMARY = 5
Number = float | int | str | None
# The three dimensions of the position, and the three targets: the measure, its title, and the numbers that tell.
DIMENSIONS = ("scope", "motivation", "impact")
TARGETS = (
    ("connections", "Meaningful contacts a week", "weeks_met", "weeks", "weeks"),
    ("learning", "Hours of learning a month", "months_met", "months", "months"),
    ("goals", "Milestones by their first date", "on_time", "milestones", "milestones"),
)


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
    """The page in one minute: how many can speak, and at most five clear sentences, one a section, the largest first."""
    audience = [reader.name]
    speaking = [m for _, m in titled if m.status is Status.CLEAR]
    visible = [m for _, m in titled if m.status is not Status.WITHHELD]
    if not visible:
        return [blocks.prose(NOTHING_SHARED, audience=audience)]
    found = [blocks.section("in-one-minute", "In one minute", audience=audience)]
    found.append(blocks.prose(how_many(len(speaking), len(visible)), audience=audience))
    # Sorted by size alone; sections of one size keep the order of the review.
    largest = sorted(speaking, key=lambda m: -m.effect)[:MAX_SUMMARY]
    return found + [
        blocks.statement(m.statement, m.status, m.n, audience=audience) for m in largest
    ]


def how_many(speaking: int, visible: int) -> str:
    """How many analyses can speak, in a sentence."""
    if not speaking:
        return "No analysis can speak plainly yet. Each says below what it needs."
    silent = visible - speaking
    rest = "" if not silent else " The other one says below what it needs." if silent == 1 else " The others say below what they need."  # fmt: skip
    return f"{speaking} of {visible} analyses can speak plainly.{rest}"


def direction(position: Measure, reader: Reader) -> list[Block]:
    """Said and done on the three dimensions, this year and last, where there is anything to show."""
    rows = [[*_dimension(name, position.values), WORDS[position.status]] for name in DIMENSIONS]
    # The four numbers; beside each stands how many records it rests on.
    if all(row[i] is None for row in rows for i in (1, 3, 5, 7)):
        return []
    caption = (
        "Where the work stands, 0 job work to 100 career: what you say, and what the log shows"
    )
    columns = ["Dimension", "Said", "Said last year", "Done", "Done last year", "Status of said"]
    shown = [[row[0], *_counted(row[1:9]), row[9]] for row in rows]
    return [blocks.table(caption, columns, shown, audience=[reader.name])]


def _counted(row: Sequence[Number]) -> list[Number]:
    """Each number with how many records it rests on."""
    units = ("pulse", "pulse", "entry", "entry")
    pairs = zip(row[::2], row[1::2], units, strict=True)
    return [None if number is None else f"{number} ({_of(n, unit)})" for number, n, unit in pairs]


def _of(n: Number, unit: str) -> str:
    plural = {"pulse": "pulses", "entry": "entries"}[unit]
    return f"{n} {unit if n == 1 else plural}"


def _dimension(name: str, values: Mapping[str, Number]) -> list[Number]:
    known = [
        values.get(f"{name}_{part}{n}")
        for part in ("said", "said_before", "done", "done_before")
        for n in ("", "_n")
    ]
    return [name.capitalize(), *(_whole(number) for number in known)]


def targets(found: Mapping[str, Measure], reader: Reader) -> list[Block]:
    """Contacts, learning and milestones: how often each target was met, of how many known."""
    rows: list[list[Number]] = []
    for name, title, met, of, unit in TARGETS:
        measure = found[name]
        if measure.status in (Status.CLEAR, Status.HINT) and met in measure.values:
            known = f"{_whole(measure.values[met])} of {_whole(measure.values.get(of))} {unit}"
            rows.append([title, known, WORDS[measure.status], measure.n])
    if not rows:
        return []
    columns = ["Target", "Met in", "Status", "n"]
    return [blocks.table("The targets", columns, rows, audience=[reader.name])]


def _whole(number: Number) -> Number:
    return round(number) if isinstance(number, float) else number


def horizon(titled: Sequence[tuple[str, Measure]], reader: Reader) -> list[Block]:
    """One row per analysis: its status, what it rests on, and the cheapest way to make it speak."""
    audience = [reader.name]
    rows: list[list[Number]] = [
        [title, WORDS[m.status], m.n, m.needs or None]
        for title, m in titled
        if m.status is not Status.WITHHELD
    ]
    if not rows:
        return []
    columns = ["Analysis", "Status", "n", "What it needs"]
    caption = "Every analysis, how far it can be believed, and what would make it speak"
    if all(row[3] is None for row in rows):
        caption, columns, rows = "Every analysis, and how far it can be believed", columns[:3], [row[:3] for row in rows]  # fmt: skip
    return [
        blocks.section("horizon", "What this review can say", audience=audience),
        blocks.table(caption, columns, rows, audience=audience),
    ]


_EMPTY = (
    "**There is nothing in this log yet.** Start with one line about today, for example "
    '`careerkit log win "Helped a colleague with the new form" --energy 1`. Three lines a week are enough: '
    "after four weeks the first bars appear, after twelve the first claims."
)
_STARTER = (
    "**This is a starter report.** The log covers too few weeks for conclusions, so it shows what is there. "
    "The one thing that helps most: three lines a week, on the day they happen, each with an energy from -2 to +2."
)
NOTHING_SHARED = (
    "The owner of this workbook has not shared any section with this reader. "
    "Sections are shared in `workbook.toml`, under `[consent.READER]`."
)
