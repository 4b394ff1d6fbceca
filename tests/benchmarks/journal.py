"""Ten years of journal from bytes to typed rows, against one regular expression per line of the same bytes.

    python -m tests.benchmarks.journal [--json] [--times 5]

The journal is made here, from a written seed: 15,000 lines that count, with details, tags, people, hours,
energy and fields. Both sides run in this process, in turn; seconds are CPU seconds. Besides the ratio:
the share of the typing, the cost of a line in journals of 1,500, 15,000 and 150,000 lines, and the same ten
years as a vault of daily notes with front matter and done tasks.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from careerkit import tidy
from careerkit.importers import journal
from careerkit.reading.drops import Drop
from careerkit.records import Record
from careerkit.settings import Settings
from tests.benchmarks import measuring

LINES, SEED = 15_000, 20240305
FIRST, LINES_A_DAY = date(2015, 1, 1), 4
# How often each word is written, out of a hundred.
MIX = {
    "did": 33, "win": 14, "met": 14, "note": 9, "learn": 8, "kept": 7, "lesson": 6, "broke": 3, "try": 3,
    "feedback": 1, "read": 1, "done": 1,
}  # fmt: skip
WORDS = " ".join((
    "the branch ledger morning client offer draft queue counter Acme meeting report budget plan table",
    "wrote asked closed moved showed kept cut called again before after without one two ten",
)).split()  # fmt: skip
TAGS = ("admin", "persuasion", "writing", "planning", "sales/eu", "negotiation", "numbers")
PEOPLE = ("dana.ortiz", "lee", "mo", "grace.hall", "kofi")
FRONT = "---\ntags: [daily, {tag}]\nmood: {mood}\nweather:\n  - rain\n---\n# Day\n"
BASELINE = re.compile(r"\s*[-*+]\s+(\w+):\s*(.*)$")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--times", type=int, default=5)
    given = arguments.parse_args()
    measuring.report(figures(given.times), as_json=given.json)


def figures(times: int) -> dict[str, float | int]:
    """All figures of this benchmark, in CPU seconds and ratios."""
    data = year_file(LINES).encode()
    ours, theirs = measuring.in_turn(
        lambda: cpu(lambda: rows(data)), lambda: cpu(lambda: baseline(data)), times
    )
    read = statistics.median(cpu(lambda: records(data)) for _ in range(times))
    notes = [note.encode() for note in daily_notes(LINES)]
    whole = statistics.median(ours)
    return {
        "runs": times,
        "lines": LINES,
        "journal_to_rows_cpu_seconds": whole,
        "splitlines_and_regex_cpu_seconds": statistics.median(theirs),
        "ratio": measuring.median_ratio(ours, theirs),
        "typing_share_of_cpu": max(0.0, 1 - read / whole),
        **{f"microseconds_a_line_of_{size}": cost(size, times) for size in (1_500, 15_000, 150_000)},
        "vault_notes": len(notes),
        "vault_cpu_seconds": statistics.median(cpu(lambda: vault(notes)) for _ in range(times)),
    }  # fmt: skip


def cpu(work: Callable[[], int]) -> float:
    """CPU seconds of one piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def cost(size: int, times: int) -> float:
    """CPU microseconds for each line that counts, in a journal of `size` of them."""
    data = year_file(size).encode()
    return min(cpu(lambda: rows(data)) for _ in range(min(times, 3))) / size * 1e6


def baseline(data: bytes) -> int:
    """One pass over the same bytes: decode, split, one match a line."""
    return sum(BASELINE.match(line) is not None for line in data.decode().splitlines())


def records(data: bytes, name: str = "2024.md") -> int:
    """Read a file; how many records it has."""
    drop = Drop(name, "journal", f"journal/{name}", data)
    return sum(isinstance(found, Record) for found in journal.read(drop, Settings()))


def rows(data: bytes, name: str = "2024.md") -> int:
    """Read a file and type every record; how many rows it has. Raises AssertionError when one is lost."""
    drop = Drop(name, "journal", f"journal/{name}", data)
    found = [
        tidy.row(record)[0]
        for record in journal.read(drop, Settings())
        if isinstance(record, Record)
    ]
    assert len(found) == drop.rows_in
    assert None not in found
    return len(found)


def vault(notes: list[bytes]) -> int:
    """Read and type every daily note of a vault."""
    return sum(
        rows(data, f"{FIRST + timedelta(days=number)}.md") for number, data in enumerate(notes)
    )


def year_file(lines: int) -> str:
    """A journal in one file, with a heading for each day."""
    days = _days(lines)
    return "\n".join(f"## {day} {day:%a}\n" + "\n".join(bullets) + "\n" for day, bullets in days)


def daily_notes(lines: int) -> Iterator[str]:
    """The same journal as a vault: a note for each day, with front matter and a done task."""
    chance = random.Random(SEED)
    for day, bullets in _days(lines):
        front = FRONT.format(tag=chance.choice(TAGS), mood=chance.randrange(10))
        task = f"- [x] {_text(chance)} 📅 {day} ✅ {day}"
        yield front + "\n".join([*bullets, task, "", "Some words of my own."]) + "\n"


def _days(lines: int) -> Iterator[tuple[date, list[str]]]:
    chance = random.Random(SEED)
    for number, start in enumerate(range(0, lines, LINES_A_DAY)):
        count = min(LINES_A_DAY, lines - start)
        # Beyond 2100 nothing counts, so the longest journal begins again.
        day = FIRST + timedelta(days=number % (85 * 365))
        yield day, [_bullet(chance) for _ in range(count)]


def _bullet(chance: random.Random) -> str:
    word = chance.choices(list(MIX), list(MIX.values()))[0]
    if word in ("kept", "broke"):
        return f"- {word}: tech-free evening"
    if word == "done":
        return f"- {word}: milestone-{chance.randrange(100)}"
    tail = [
        f"@{chance.choice(PEOPLE)}" if chance.random() < 0.25 else "",
        f"[reach:: {chance.choice(('me', 'team'))}] [chosen:: yes]" if chance.random() < 0.15 else "",
        f"{chance.randint(-2, 2):+d}" if chance.random() < 0.55 and word != "read" else "",
        chance.choice(("1h", "45min", "1h30", "2.5h")) if chance.random() < 0.5 else "",
        f"#{chance.choice(TAGS)}" if chance.random() < 0.6 else "",
        "!mentor" if chance.random() < 0.1 else "",
    ]  # fmt: skip
    line = " ".join(part for part in (f"- {word}: {_text(chance)}", *tail) if part)
    return f"{line}\n  {_text(chance)}" if chance.random() < 0.25 else line


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(4, 12)))


if __name__ == "__main__":
    main()
