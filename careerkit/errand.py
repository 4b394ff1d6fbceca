"""A command of careerkit as a process of its own: what takes long does not stop the notebook that asked for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from careerkit import errors, period
from careerkit.errors import CareerkitError

# Seconds between two signs of life, and after which nobody waits any more.
SIGN, LONGEST = 1.0, 1200
_OWN = "careerkit: "
# What belongs to the notebook that asks, and would lead the command astray.
_LEFT_OUT = ("JPY_SESSION_NAME", "CAREERKIT_WORKBOOK", "CAREERKIT_DEBUG")
_KINDS = {
    kind.exit_code: kind
    for kind in (errors.UsageError, errors.BadData, errors.CannotWrite, errors.Locked, errors.NotAllowed)
}  # fmt: skip


def run(words: Sequence[str], say: Callable[[str], object], doing: str) -> dict[str, Any]:
    """Run `careerkit WORDS --json` and return what it prints.

    say: is told every second what is being done, and for how long. Raises the error that the command ended with, in its own words.
    """
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "careerkit", *words, "--json"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        errors="replace", env=_environment(os.environ),
        # An interrupt is meant for the cell that runs.
        start_new_session=os.name == "posix",
    )  # fmt: skip
    out, err = _awaited(process, say, doing)
    if process.returncode:
        kind = _KINDS.get(process.returncode, CareerkitError)
        raise kind(
            err.rpartition(_OWN)[2].strip() or f"the command ended with {process.returncode}"
        )
    try:
        found: dict[str, Any] = json.loads(out)
    except ValueError:
        raise CareerkitError(
            "the command said nothing that can be read; please report it"
        ) from None
    return found


def _awaited(
    process: subprocess.Popen[str], say: Callable[[str], object], doing: str
) -> tuple[str, str]:
    begun = period.stopwatch()
    while True:
        say(f"{doing} {period.stopwatch() - begun:.0f} s")
        try:
            return process.communicate(timeout=SIGN)
        except subprocess.TimeoutExpired:
            if period.stopwatch() - begun > LONGEST:
                process.kill()
                process.communicate()
                raise CareerkitError(
                    f"it took longer than {LONGEST // 60} minutes and was stopped"
                ) from None


def _environment(outside: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in outside.items() if name not in _LEFT_OUT}
    return kept | {"CAREERKIT_FRONTEND": "0", "PYTHONUTF8": "1"}
