"""Who is looking: a person in JupyterLab, or a batch run that nobody can answer."""

from __future__ import annotations

import os
from collections.abc import Mapping

# 0 or 1 decides; without it a kernel that a Jupyter server started for a session has somebody in front of it.
VARIABLE = "CAREERKIT_FRONTEND"
_SESSION = "JPY_SESSION_NAME"


def is_live(environment: Mapping[str, str] | None = None) -> bool:
    """Whether a person can fill in a form here; Papermill, nbclient, nbval and nbconvert have nobody."""
    found = os.environ if environment is None else environment
    said = found.get(VARIABLE, "")
    return said == "1" if said in ("0", "1") else bool(found.get(_SESSION))
