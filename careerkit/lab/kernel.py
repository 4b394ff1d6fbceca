"""The kernel of JupyterLab's notebooks: IPython without history, and without one import that costs a second.

Run as a program by JupyterLab, through `careerkit/jupyter/kernels/python3/`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from careerkit.startup import skip_slow_import

_OPTIONS = (
    # What was typed into notebooks would go into a file below the person's home.
    "--HistoryManager.enabled=False",
    # A file beside a notebook must not be imported in place of a library.
    "--InteractiveShellApp.ignore_cwd=True",
)


def main(arguments: Sequence[str]) -> None:
    """Serve as JupyterLab's arguments say, until it ends."""
    skip_slow_import()
    from ipykernel import kernelapp

    kernelapp.launch_new_instance(argv=[*arguments, *_OPTIONS])


if __name__ == "__main__":
    main(sys.argv[1:])
