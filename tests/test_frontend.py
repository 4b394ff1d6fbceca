"""Whether somebody sits in front: said, else told by the session of a Jupyter server."""

from __future__ import annotations

import pytest

from careerkit.frontend import is_live


@pytest.mark.parametrize(
    ("environment", "live"),
    [
        ({}, False), ({"JPY_SESSION_NAME": "guide/00.ipynb"}, True), ({"JPY_SESSION_NAME": ""}, False),
        ({"CAREERKIT_FRONTEND": "0", "JPY_SESSION_NAME": "x"}, False), ({"CAREERKIT_FRONTEND": "1"}, True),
        ({"CAREERKIT_FRONTEND": "maybe", "JPY_SESSION_NAME": "x"}, True), ({"CAREERKIT_FRONTEND": ""}, False),
    ],
)  # fmt: skip
def test_who_is_looking(environment: dict[str, str], live: bool) -> None:
    """The variable decides where it says 0 or 1; else a session of JupyterLab means a person."""
    assert is_live(environment) is live
