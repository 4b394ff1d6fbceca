"""The kernel of a report: IPython without history, and without one import that costs a second.

Run as a program by `engine`; it is given a connection file like any other kernel.
"""

from __future__ import annotations

import gc
import sys
import threading


def skip_slow_import() -> None:
    """Leave out an optional format check of jsonschema whose import compiles 35 grammars (about 1 CPU-s).

    jsonschema looks for `rfc3987_syntax` and goes on without it; no Jupyter or Vega-Lite schema uses the format.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


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


def main() -> None:
    """Start the kernel."""
    skip_slow_import()
    # Imports make many objects and hardly any garbage: looking for it would cost a tenth of the start.
    gc.disable()
    threading.Thread(target=warm_up, daemon=True).start()
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()


if __name__ == "__main__":
    main()
