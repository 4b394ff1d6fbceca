"""A workbook of one's own from the try-out: made whole, beside it, and never over or into anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerkit import labpath, localzone
from careerkit.rebuild import rebuild
from careerkit.workspace import Workbook
from tests.forms import seat
from tests.forms.seat import Seat, problems, sample, save

SAID = {
    "folder": "my-career", "name": "Ada", "time_zone": "Asia/Tokyo", "connections": "1,5", "learning_hours": "4",
    "season": "Earn, sleep, look around",
}  # fmt: skip


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Seat:
    """The try-out, as `careerkit lab` lays it, on a machine that does not say where it is."""
    monkeypatch.delenv(labpath.VARIABLE, raising=False)
    monkeypatch.setattr(localzone, "of_machine", lambda: "")
    made = sample(tmp_path / "shelf")
    made.root.rename(made.root.parent / "try-out")
    return Seat(made.root.parent / "try-out", 2025)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if path.suffix != ".lock"
    }


def test_a_whole_workbook_stands_beside_the_try_out(found: Seat) -> None:
    """Folder, name, zone, targets, intent; the link opens its own first guide."""
    before = everything(found.root)
    answer = save(found.open("begin"), **SAID)
    assert answer["links"] == [
        ["Open its first guide", "my-career/notebooks/guide/00_start_here.ipynb"]
    ]
    root = found.root.parent / "my-career"
    assert (found.root.parent / answer["links"][0][1]).is_file()
    settings = Workbook(root).settings
    assert (settings.name, settings.time_zone) == ("Ada", "Asia/Tokyo")
    assert settings.targets == {"connections_per_week": 1.5, "learning_hours_per_month": 4.0}
    assert settings.season == {"2026": "Earn, sleep, look around"}
    assert rebuild(Workbook(root)).problems == []
    assert everything(found.root) == before
    assert not answer["can_undo"]


def test_the_folder_alone_is_enough(found: Seat) -> None:
    """No name and no intent; numbers as they stand in the form."""
    opened = found.open("begin")
    save(
        opened,
        **{**opened.values(), "folder": "Übung & Co".replace(" & ", " "), "time_zone": "Etc/UTC"},
    )
    book = Workbook(found.root.parent / "Übung Co")
    assert (book.name, book.settings.time_zone, book.settings.season) == ("Übung Co", "Etc/UTC", {})


HOSTILE = [
    "..", ".", "...", ".hidden", "a/b", "a\\b", "/etc", "~", "~root", "CON", "con.txt", "nul", "LPT1", "a.", "-rf", "_x",
    "a:b", "a*b", "x" * 61, "a\nb", "a\x00b", "$HOME", "try-out/../x", "a\u202eb", "--out",
]  # fmt: skip


@pytest.mark.parametrize("folder", HOSTILE)
def test_a_name_that_is_none_makes_nothing(found: Seat, folder: str) -> None:
    before = everything(found.root.parent.parent)
    assert set(problems(found.open("begin"), **{**SAID, "folder": folder})) == {"folder"}
    assert everything(found.root.parent.parent) == before


def test_what_is_there_stays_as_it_is(found: Seat, tmp_path: Path) -> None:
    """The try-out, a file, an empty folder, a link that leads nowhere."""
    shelf = found.root.parent
    (shelf / "letter").write_text("dear", encoding="utf-8")
    (shelf / "empty").mkdir()
    (shelf / "link").symlink_to(tmp_path / "nowhere")
    before = everything(shelf)
    for name in ("try-out", "letter", "empty", "link"):
        said = problems(found.open("begin"), **{**SAID, "folder": name})
        assert "already" in said["folder"]
    assert everything(shelf) == before
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"season": "x" * 201}, "season"), ({"name": "a\nb"}, "name"), ({"time_zone": ""}, "time_zone"),
        ({"time_zone": "Mars/Base"}, "time_zone"), ({"connections": "0"}, "connections"), ({"learning_hours": "many"}, "learning_hours"),
        ({"folder": ""}, "folder"),
    ],
)  # fmt: skip
def test_a_setting_that_is_none_makes_nothing(
    found: Seat, values: dict[str, str], field: str
) -> None:
    before = everything(found.root.parent)
    assert set(problems(found.open("begin"), **{**SAID, **values})) == {field}
    assert everything(found.root.parent) == before


def test_in_a_workbook_of_ones_own_another_one_is_made_beside_it(tmp_path: Path) -> None:
    """JupyterLab cannot open it from there, so the command is told."""
    own = seat.new(tmp_path)
    opened = own.open("begin")
    assert opened.form.intro.startswith("This is a workbook of your own already")
    answer = save(opened, **SAID)
    assert answer["links"] == []
    assert answer["message"].endswith(f"careerkit lab {tmp_path / 'my-career'}")


def test_in_a_jupyterlab_on_the_shelf_it_can_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(labpath.VARIABLE, str(tmp_path))
    answer = save(seat.new(tmp_path).open("begin"), **SAID)
    assert answer["links"][0][1] == "my-career/notebooks/guide/00_start_here.ipynb"


def test_it_is_printed_the_same_on_every_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = seat.printed(sample(tmp_path), monkeypatch, "begin")
    assert "Name of its folder" in shown
    assert "Europe/Rome" not in shown
    assert "careerkit init my-career" in shown
