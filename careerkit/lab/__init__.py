"""`careerkit lab`: JupyterLab on the person's own notebooks, on this machine only.

`places` finds or makes the workbook that is opened, `server` says how JupyterLab is started, `disk` keeps outputs off the
disk, and `kernel` is the kernel of its notebooks. JupyterLab's settings lie in `careerkit/jupyter/`.
"""

from __future__ import annotations

from careerkit.lab.server import lab

__all__ = ["lab"]
