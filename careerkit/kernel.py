"""The kernel of a report: IPython without history, and without one import that costs a second.

Run as a program by `engine`, which gives it the path of a connection file and later the word to begin.
"""

from __future__ import annotations

import gc
import os
import sys
import threading

from careerkit.startup import skip_slow_import


def warm_up() -> None:
    """Get ready what every review needs while the kernel and its client are still shaking hands.

    The first drawing starts a JavaScript engine, which takes as long as all charts after it.
    """
    import altair  # noqa: F401
    import vl_convert

    import careerkit.workbook  # noqa: F401

    gc.freeze()
    gc.enable()
    vl_convert.vegalite_to_svg({"data": {"values": [{"a": 1}]}, "mark": "point"})


def main(connection: str) -> None:
    """Load everything, wait for a line on standard input, then serve on `connection`."""
    skip_slow_import()
    # Imports make many objects and hardly any garbage: looking for it would cost a tenth of the start.
    gc.disable()
    threading.Thread(target=warm_up, daemon=True).start()
    from ipykernel import kernelapp

    if not sys.stdin.readline():
        # Whoever started this is gone, and nobody will ever connect.
        os._exit(1)
    options = ["-f", connection, "--HistoryManager.enabled=False"]
    kernelapp.launch_new_instance(argv=options)


if __name__ == "__main__":
    main(sys.argv[1])
