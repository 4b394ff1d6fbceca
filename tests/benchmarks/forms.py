"""A questionnaire of 24 statements as one form of ours, against the same with the usual widgets, in the same run.

    python -m tests.benchmarks.forms [--json] [--times 5]

Counted: comms opened, bytes sent to the page, CPU seconds until it is there, and the wall seconds from an answer's message to
its line on disk; the baseline of the last is the same line appended and flushed by hand.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from tests.benchmarks import measuring

STATEMENTS = 24
NOW = datetime(2025, 11, 3, 18, 0, tzinfo=UTC)
_LINE = b"compass,1.0.0,0123456789abcdef,compass-2025-11,2025,scope_1,3,answered,2025-11-03T18:00:00Z,en,form\n"


class Wire:
    """Stands for the line to the page: counts what would have gone over it."""

    def __init__(self) -> None:
        self.opened, self.bytes = 0, 0

    def comm(self, **said: Any) -> Any:
        """A comm that only counts."""
        self.opened += 1
        self._count(said)
        found = mock.Mock(comm_id=f"comm-{self.opened}")
        found.send.side_effect = lambda data=None, *_, **__: self._count(data)
        return found

    def _count(self, data: object) -> None:
        self.bytes += len(json.dumps(data, default=str))


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--times", type=int, default=5)
    given = arguments.parse_args()
    measuring.report(figures(given.times), as_json=given.json)


def figures(times: int) -> dict[str, Any]:
    """All figures of this benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        from careerkit import init

        root = init.init(Path(folder) / "career").root
        ours, theirs = measuring.in_turn(lambda: cpu(lambda: form(root)), lambda: cpu(usual), times)
        answers, by_hand = answered(root), appended(Path(folder) / "by-hand.csv")
        own, usual_one = form(root), usual()
        return {
            "runs": times,
            "comms": own.opened,
            "comms_of_24_toggle_groups": usual_one.opened,
            "bytes": own.bytes,
            "bytes_ratio": usual_one.bytes / own.bytes,
            "form_cpu_milliseconds": 1000 * statistics.median(ours),
            "toggle_groups_cpu_milliseconds": 1000 * statistics.median(theirs),
            "cpu_ratio": measuring.median_ratio(theirs, ours),
            "answer_to_disk_milliseconds": 1000 * statistics.median(answers),
            "slowest_answer_to_disk_milliseconds": 1000 * max(answers),
            "same_line_by_hand_milliseconds": 1000 * statistics.median(by_hand),
            "answer_ratio": statistics.median(answers) / statistics.median(by_hand),
        }


def filling(root: Path) -> Any:
    """The questionnaire, ready for answers."""
    from careerkit.desk import Desk
    from careerkit.filling import Filling

    return Filling("assess", Desk(str(root), 2025, lambda: NOW), {"instrument": "compass"})


def form(root: Path) -> Wire:
    """One form of ours, with all its statements."""
    from careerkit.widget import FormWidget

    wire = Wire()
    with mock.patch("comm.create_comm", wire.comm), mock.patch("ipywidgets.widgets.widget.comm.create_comm", wire.comm):  # fmt: skip
        FormWidget(filling(root), lambda: "")
    return wire


def usual() -> Wire:
    """The same with a group of toggle buttons for every statement."""
    import ipywidgets

    wire = Wire()
    with mock.patch("ipywidgets.widgets.widget.comm.create_comm", wire.comm):
        rows = [
            ipywidgets.VBox([
                ipywidgets.HTML(f"<b>Statement {n}: what I do now builds on what I learned or made earlier.</b>"),
                ipywidgets.ToggleButtons(options=["not at all", "a little", "partly", "mostly", "fully"], value=None),
            ])
            for n in range(STATEMENTS)
        ]  # fmt: skip
        ipywidgets.VBox(rows)
    return wire


def answered(root: Path) -> list[float]:
    """Seconds from a message of the page to the moment at which its line is on disk."""
    found, names = filling(root), []
    names = [one.name for one in found.form.fields()][:STATEMENTS]
    took = []
    for name in names:
        began = time.perf_counter()
        answer = found.handle({"op": "save", "client": "x", "seq": 1, "values": {name: "3"}})
        took.append(time.perf_counter() - began)
        if answer["op"] != "saved":
            raise SystemExit(f"an answer was refused: {answer}")
    return took


def appended(path: Path) -> list[float]:
    """Seconds for the same line, appended and flushed to disk and nothing else."""
    took = []
    for _ in range(STATEMENTS):
        began = time.perf_counter()
        with path.open("ab") as file:
            file.write(_LINE)
            file.flush()
            os.fsync(file.fileno())
        took.append(time.perf_counter() - began)
    return took


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
