"""JupyterLab is opened on this machine only, with its token, without terminals, and finds our settings and our kernel."""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path

import pytest

from careerkit.errors import CannotWrite
from careerkit.lab import server
from careerkit.lab.places import Place

PLACE = Place(Path("me"), "notebooks/guide-1 ü/00_start_here.ipynb")


def test_it_is_for_this_machine_only() -> None:
    """Any place: localhost, no terminals, no news, and no word about tokens, which JupyterLab makes itself."""
    command = server.compose(PLACE, no_browser=False, allow_root=False)
    assert {
        "--ServerApp.root_dir=me",
        "--ServerApp.ip=localhost",
        "--ServerApp.allow_remote_access=False",
        "--ServerApp.terminals_enabled=False",
        "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly",
        "--MappingKernelManager.transport_encryption=auto",
        "--KernelSpecManager.allowed_kernelspecs=python3",
    } <= set(command)
    assert not any("token" in word or "0.0.0.0" in word for word in command)
    assert not {"--no-browser", "--allow-root"} & set(command)


def test_the_landing_page_is_the_first_guide() -> None:
    """A folder with a space and an umlaut in its name, which an address spells otherwise."""
    command = server.compose(PLACE, no_browser=True, allow_root=True, further=["--x"])
    page = "/lab/workspaces/careerkit/tree/notebooks/guide-1%20%C3%BC/00_start_here.ipynb"
    assert f"--LabApp.default_url={page}" in command
    assert command[-3:] == ["--no-browser", "--allow-root", "--x"]


def test_what_cleans_notebooks_can_be_imported() -> None:
    """The names on the command line: the hook, and the class of the checkpoints."""
    named = [w.split("=")[1] for w in server._FIXED if "=careerkit." in w]
    assert len(named) == 3
    for name in named:
        module, _, what = name.rpartition(".")
        assert callable(getattr(import_module(module), what))


def test_our_settings_come_first_and_the_persons_stay(tmp_path: Path) -> None:
    """Someone with settings, a kernel and a workbook in the environment; and someone without."""
    theirs = {"JUPYTER_CONFIG_PATH": "mine", "JUPYTER_PATH": "kernels", "LANG": "C"}
    made = server.environment(tmp_path, {**theirs, "CAREERKIT_WORKBOOK": "elsewhere"})
    ours = str(server.SETTINGS)
    assert made["JUPYTER_CONFIG_PATH"].split(os.pathsep) == [ours, "mine"]
    assert made["JUPYTER_PATH"].split(os.pathsep) == [ours, "kernels"]
    assert made["LANG"] == "C"
    assert made["PYTHONSAFEPATH"] == "1"
    assert "CAREERKIT_WORKBOOK" not in made
    assert server.environment(tmp_path, {})["JUPYTER_PATH"] == ours


def test_open_files_are_remembered_beside_them(tmp_path: Path) -> None:
    """A first start lays the layout, a second leaves it as JupyterLab has changed it; only the owner can read it."""
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    folder = Path(server.environment(tmp_path, {})["JUPYTERLAB_WORKSPACES_DIR"])
    assert folder.is_relative_to(tmp_path)
    manager = WorkspacesManager(str(folder))
    layout = manager.load(server.WORKSPACE)["data"]["layout-restorer:data"]
    assert layout["left"]["current"] == "@jupyterlab/toc:plugin"
    changed = json.dumps({"data": {}, "metadata": {"id": server.WORKSPACE}})
    manager.save(server.WORKSPACE, changed)
    server.environment(tmp_path, {})
    assert manager.load(server.WORKSPACE)["data"] == {}
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A file where the folder of the layout should be."""
    (tmp_path / ".lab").write_text("", encoding="utf-8")
    with pytest.raises(CannotWrite):
        server.environment(tmp_path, {})


def test_the_layout_names_nothing_of_a_machine() -> None:
    """The shipped one: no path, and the table of contents in front."""
    text = (server.SETTINGS / "workspace.json").read_text("utf-8")
    assert json.loads(text)["metadata"] == {"id": server.WORKSPACE}
    assert "root" not in text
    assert "file:" not in text


def test_jupyterlab_asks_the_network_for_nothing_and_keeps_no_widget() -> None:
    """The defaults of its settings; each is one that JupyterLab knows."""
    text = (server.SETTINGS / "labconfig" / "default_setting_overrides.json").read_text("utf-8")
    settings = json.loads(text)
    assert settings["@jupyterlab/apputils-extension:notification"] == {
        "checkForUpdates": False,
        "fetchNews": "false",
    }
    assert settings["@jupyter-widgets/jupyterlab-manager:plugin"] == {"saveState": False}
    kernels = settings["@jupyterlab/apputils-extension:kernels-settings"]
    assert kernels == {"commsOverSubshells": "perCommTarget"}
    for plugin, chosen in settings.items():
        known = _schema(plugin)["properties"]
        assert set(chosen) <= set(known), plugin


def _schema(plugin: str) -> dict[str, dict[str, object]]:
    """What JupyterLab itself says about the settings of one of its plugins."""
    import sys

    package, _, name = plugin.partition(":")
    shared = Path(sys.prefix) / "share" / "jupyter"
    extension = shared / "labextensions" / package / "schemas"
    folder = extension if extension.is_dir() else shared / "lab" / "schemas"
    found: dict[str, dict[str, object]] = json.loads(
        (folder / package / f"{name}.json").read_text("utf-8")
    )
    return found
