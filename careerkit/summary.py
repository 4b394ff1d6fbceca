"""What an ingest or a check tells the person: what was recognised, what is new, changed, gone or set aside, what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from careerkit import terminal
from careerkit.accept import queue
from careerkit.doubles import doubles
from careerkit.doubts import ahead
from careerkit.limits import MAX_WARNINGS
from careerkit.problems import Problem
from careerkit.rebuild import Rebuilt
from careerkit.records import Account

SHOWN_DOUBLES = 5


def lines(rebuilt: Rebuilt, *, written: bool) -> Iterator[str]:
    """New files, as what they were recognised and what they change; then the conservation line of every file with rows."""
    fresh = {drop.path: source for source, drop in rebuilt.found.to_take_in()}
    for account in rebuilt.accounts:
        if account.file in fresh:
            done = "taken in" if written else "new in the inbox"
            yield f"{done}: {terminal.line(account.file)} as {account.source}: {_news(account)}"
    for account in rebuilt.accounts:
        # An empty register is nothing to report.
        if account.rows_in:
            yield account.one_line()
            yield from (
                f"    ignored: {count} {rule}" for rule, count in sorted(account.rules.items())
            )


def problems(rebuilt: Rebuilt, today: date) -> Iterator[str]:
    """One line each; of many alike in one file the first ones and the count of the others."""
    shown: Counter[tuple[str, str]] = Counter()
    for problem in _all(rebuilt, today):
        shown[problem.file, problem.code] += 1
        if shown[problem.file, problem.code] <= MAX_WARNINGS:
            yield problem.one_line()
    for (file, code), count in sorted(shown.items()):
        if count > MAX_WARNINGS:
            yield f"{file}: {count - MAX_WARNINGS} more of {code}"


def next_steps(rebuilt: Rebuilt) -> Iterator[str]:
    """The tables, likely doubles, drafts that wait, and where to find what was set aside."""
    filled = ", ".join(f"{name} {count}" for name, count in rebuilt.counts.items() if count)
    yield f"tables: {filled or 'all empty; start with: careerkit log win ...'}"
    alike = doubles(rebuilt.rows)
    yield from (f"likely double in {double.one_line()}" for double in alike[:SHOWN_DOUBLES])
    if len(alike) > SHOWN_DOUBLES:
        yield f"and {len(alike) - SHOWN_DOUBLES} more likely doubles; nothing is merged, each measure names its one source"
    waiting = queue(rebuilt)
    if waiting:
        yield f"{len(waiting)} waiting for your yes or no: careerkit accept"
    if rebuilt.set_aside:
        yield f"{len(rebuilt.set_aside)} set aside; after an ingest they stand in quarantine/"


def _all(rebuilt: Rebuilt, today: date) -> list[Problem]:
    """Everything that was wrong, and what only the day tells."""
    to_come = [found for rows in rebuilt.rows.values() for found in ahead(rows, today)]
    return sorted([*rebuilt.problems, *to_come])


def public(
    rebuilt: Rebuilt, today: date, gaps: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The same as one object, without any private value."""
    found: dict[str, Any] = {
        "tables": rebuilt.counts,
        "sources": [account.public() for account in rebuilt.accounts],
        "problems": [problem.public() for problem in _all(rebuilt, today)],
        "doubles": [double.one_line() for double in doubles(rebuilt.rows)],
        "waiting": len(queue(rebuilt)),
    }
    return found if gaps is None else {**found, "gaps": gaps}


def _news(account: Account) -> str:
    parts = [f"{account.new} new", f"{account.changed} changed"]
    same = account.accepted - account.new - account.changed
    parts += [f"{same} as before"] if same > 0 else []
    parts += [f"{account.missed} of earlier exports missing here"] if account.missed else []
    parts += [f"{account.quarantined} set aside"] if account.quarantined else []
    return ", ".join(parts)
