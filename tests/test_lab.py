"""JupyterLab is opened on this machine only, with its token, without terminals."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from careerkit import init, lab
from careerkit.errors import NotAllowed


def test_it_opens_the_workbooks_own_notebooks_on_localhost(tmp_path: Path) -> None:
    """A workbook made by init: its folder is the root, its first notebook the landing page."""
    book = init.init(tmp_path / "x")
    command, root = lab.compose(str(book.root), no_browser=True, allow_root=True)
    assert root == book.root
    assert "--ServerApp.ip=localhost" in command
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in command
    assert "--no-browser" in command
    assert not any("token" in word or "0.0.0.0" in word for word in command)


def test_without_a_workbook_it_opens_the_shipped_guides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Called from an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAREERKIT_WORKBOOK", raising=False)
    command, root = lab.compose(None, no_browser=False, allow_root=True)
    assert (root / "guide" / "00_start_here.ipynb").is_file()
    assert "--no-browser" not in command


@pytest.mark.skipif(os.name != "posix", reason="there is no root on Windows")
def test_root_needs_to_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root, without --allow-root."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(NotAllowed):
        lab.compose(None, no_browser=True, allow_root=False)


def test_jupyterlab_asks_the_network_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """News, updates and extensions are off; the person's own settings stay beside ours."""
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "mine")
    command, _ = lab.compose("sample:teller-to-adviser", no_browser=True, allow_root=True)
    assert {"--LabApp.news_url=None", "--LabApp.extension_manager=readonly"} <= set(command)
    ours, mine = lab._environment()["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert mine == "mine"
    text = (Path(ours) / "labconfig" / "default_setting_overrides.json").read_text("utf-8")
    assert json.loads(text)["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
