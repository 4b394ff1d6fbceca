"""How much memory this process has held at most: for tests and benchmarks that start one to measure it."""

from __future__ import annotations

import sys
from pathlib import Path


def peak() -> int:
    """Bytes that this process has held in memory at most, since it began to run its own program."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage says begins with the peak of whoever started this process.
        lines = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
