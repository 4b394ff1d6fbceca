"""The search for 180,000 private words in a finished page of 300 kB, against one `text in page` for each private text.

    python -m tests.benchmarks.gate [--json] [--times 5]

Texts, people and page are made here, from a written seed; the page has tables, quotes and charts drawn as SVG, and nothing
private. Both sides run in this process, in turn; seconds are CPU seconds. The loop finds only what is written letter by
letter; the gate also reads the page in every other way. Besides the ratio: the share of the readings, and the cost of a page of
twice the size and of a log of twice the words.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable

from careerkit.gate.indexed import Page
from careerkit.gate.private import ID, NAME, TEXT, Private, Secret
from careerkit.gate.search import find
from careerkit.gate.unpack import read
from tests.benchmarks import measuring

TEXTS, WORDS, PEOPLE, SHARED, SIZE, SEED = 6_000, 30, 300, 300, 300_000, 20240305


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--times", type=int, default=5)
    given = arguments.parse_args()
    measuring.report(figures(given.times), as_json=given.json)


def figures(times: int) -> dict[str, float | int]:
    """All figures of this benchmark, in CPU seconds and ratios."""
    chance = random.Random(SEED)
    words = ["".join(chance.choices("abcdefghij", k=chance.randint(2, 9))) for _ in range(9_000)]
    known, data = log(chance, words, TEXTS), page(chance, words, SIZE)
    ours, theirs = measuring.in_turn(
        lambda: cpu(lambda: search(data, known)), lambda: cpu(lambda: loop(data, known)), times
    )
    whole = statistics.median(ours)

    def seconds(work: Callable[[], int]) -> float:
        return statistics.median(cpu(work) for _ in range(times))

    twice, larger = log(chance, words, 2 * TEXTS), page(chance, words, 2 * SIZE)
    return {
        "runs": times,
        "private_words": TEXTS * WORDS,
        "page_bytes": len(data),
        "gate_cpu_seconds": whole,
        "text_in_page_cpu_seconds": statistics.median(theirs),
        "ratio": measuring.median_ratio(ours, theirs),
        "readings_share_of_cpu": seconds(lambda: len(read(data).plain)) / whole,
        "twice_the_page_cpu_seconds": seconds(lambda: search(larger, known)),
        "twice_the_log_cpu_seconds": seconds(lambda: search(data, twice)),
    }


def log(chance: random.Random, words: list[str], texts: int) -> Private:
    """Private texts, ids and people, and some texts that are shared."""
    said = [" ".join(chance.choices(words, k=WORDS)) for _ in range(texts)]
    secrets = [Secret(TEXT, text, f"entry {number}") for number, text in enumerate(said)]
    secrets += [Secret(ID, f"{chance.getrandbits(64):016x}", "entry") for _ in range(texts)]
    names = [f"{chance.choice(words)}x {chance.choice(words)}y".title() for _ in range(PEOPLE)]
    secrets += [Secret(NAME, name, f"person {number}") for number, name in enumerate(names)]
    return Private(tuple(secrets), tuple(said[:SHARED]))


def page(chance: random.Random, words: list[str], size: int) -> bytes:
    """A page of about this size: a quote, a table of six rows and a chart of sixty marks at a time."""
    parts, length = ["<!doctype html><title>t</title><main>"], 0
    while length < size:
        cells = "".join(
            f"<tr><th>{chance.choice(words)}</th><td>{chance.randrange(99)}</td></tr>"
            for _ in range(6)
        )
        marks = "".join(
            f'<path d="M{chance.random() * 300:.2f},{chance.random() * 200:.2f}L{n},0" data-t="{chance.choice(words)}: {n}" fill="#3b7dd8"/>'
            for n in range(60)
        )
        quote = " ".join(chance.choices(words, k=25))
        parts.append(
            f'<p class="says" dir="auto">{quote} &amp; more</p><table>{cells}</table><svg>{marks}</svg>'
        )
        length += len(parts[-1])
    return "".join(parts).encode()  # fmt: skip


def search(data: bytes, private: Private) -> int:
    """The gate. Raises AssertionError when it finds anything."""
    found = find(Page(read(data)), private)
    assert not found.hits
    return len(found.hits)


def loop(data: bytes, private: Private) -> int:
    """The plainest search: every text, name and id, as it is written."""
    text = data.decode()
    return sum(secret.text in text for secret in private.secrets)


def cpu(work: Callable[[], int]) -> float:
    """CPU seconds of one piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
