"""Times whole commands in turn, A B A B, so that a machine that speeds up or slows down does so for both."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Run:
    """One finished command: wall and CPU seconds, its own and those of its children."""

    wall: float
    cpu: float
    stderr: str


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end and account for it. Raises CalledProcessError when it fails."""
    before, began = os.times(), time.perf_counter()
    done = subprocess.run(
        list(command), capture_output=True, text=True, check=True,
        stdin=subprocess.DEVNULL, env={**os.environ, **(env or {})},
    )  # fmt: skip
    wall, after = time.perf_counter() - began, os.times()
    cpu = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return Run(wall, cpu, done.stderr)


def in_turn(
    a: Callable[[], float], b: Callable[[], float], times: int
) -> tuple[list[float], list[float]]:
    """Seconds of both, measured in turn after one warm-up each."""
    a(), b()
    pairs = [(a(), b()) for _ in range(times)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def median_ratio(slow: Sequence[float], fast: Sequence[float]) -> float:
    """The median of the ratios pair by pair."""
    return statistics.median(s / f for s, f in zip(slow, fast, strict=True))


def report(figures: Mapping[str, Any], *, as_json: bool) -> None:
    """Print the figures, a line each; with `as_json` one object on the last line."""
    for name, value in figures.items():
        shown = f"{value:.2f}" if isinstance(value, float) else value
        print(f"{name:40} {shown}")
    if as_json:
        print(json.dumps(figures))
    sys.stdout.flush()
