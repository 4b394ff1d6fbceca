"""Make my report: one's own, and a copy that leaves only with the tick of the very list that was shown."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from careerkit import errand, labpath
from careerkit.errors import NotAllowed, UsageError
from careerkit.filling import Filling
from careerkit.keeping import hidden
from careerkit.sharing import receipts
from careerkit.sharing.manifest import Manifest, of_receipt
from careerkit.workspace import Workbook
from tests.forms import seat
from tests.forms.seat import Seat, new, problems, sample, save

Say = Callable[[str], object]


def listed(entries: tuple[tuple[str, str, str], ...] = ()) -> Manifest:
    sections = (("wins", "Wins", {"quote": len(entries)}),)
    return Manifest(
        "ab12", 2026, "2026-01-15", "mentor", "html", sections, entries, {}, {"Energy": "not agreed to"}, {"entry": 3},
        0, (), 1000,
    )  # fmt: skip


class Commands:
    """Stands in for the commands that take long: keeps what was asked, and answers from what would be in the copy."""

    def __init__(self, root: Path) -> None:
        self.root, self.list, self.asked = root, listed(), []  # type: ignore[var-annotated]

    def run(self, words: Sequence[str], say: Say, doing: str) -> dict[str, Any]:
        self.asked.append(list(words))
        say(doing)
        if words[0] == "review":
            return {"html": str(self.root / "reports/2026-owner.html")}
        if "--dry-run" in words:
            return {"hash": self.list.hash, **self.list.public()}
        agreed = words[words.index("--manifest") + 1]
        if agreed != self.list.hash:
            raise UsageError("the copy is not the one of the list")
        return {"file": str(self.root / "reports/shared/mentor/review-2026.html")}

    @property
    def copies(self) -> list[list[str]]:
        return [words for words in self.asked if "--manifest" in words]


@pytest.fixture
def found(tmp_path: Path) -> Seat:
    return new(tmp_path)


@pytest.fixture
def commands(found: Seat, monkeypatch: pytest.MonkeyPatch) -> Commands:
    made = Commands(found.root)
    monkeypatch.setattr(errand, "run", made.run)
    return made


def ticks(opened: Filling) -> list[str]:
    return [field.name for field in opened.form.fields() if field.kind == "flag"]


def told(opened: Filling) -> str:
    return "\n".join(group.hint for group in opened.form.groups)


def test_ones_own_report_is_made_and_linked(found: Seat, commands: Commands) -> None:
    answer = save(found.open("report"), reader="owner")
    assert answer["message"] == "Your report is ready: reports/2026-owner.html"
    assert answer["links"] == [["Open the report", "reports/2026-owner.html"]]
    assert commands.asked == [["review", str(found.root), "--year", "2026"]]
    assert not answer["can_undo"]


def test_a_copy_takes_a_list_a_tick_and_then_leaves(found: Seat, commands: Commands) -> None:
    """The list first, with nothing written; then, ticked, the copy; then the list is gone."""
    opened = found.open("report")
    assert ticks(opened) == []
    answer = save(opened, reader="mentor")
    assert "Read it, tick it" in answer["message"]
    assert (answer["links"], commands.copies) == ([], [])
    assert opened.renewed() is not None
    assert f"List: {commands.list.hash}" in told(opened)
    assert "3 of the table entry: not shared with mentor" in told(opened)
    (tick,) = ticks(opened)
    answer = save(opened, **{"reader": "mentor", tick: "yes"})
    assert answer["links"] == [["Open the copy", "reports/shared/mentor/review-2026.html"]]
    assert commands.copies == [
        ["share", str(found.root), "--year", "2026", "--audience", "mentor", "--manifest", commands.list.hash]
    ]  # fmt: skip
    opened.renewed()
    assert ticks(opened) == []


def test_nothing_leaves_without_the_tick(found: Seat, commands: Commands) -> None:
    opened = found.open("report")
    save(opened, reader="mentor")
    opened.renewed()
    (tick,) = ticks(opened)
    assert problems(opened, reader="mentor") == {
        tick: "Read the list, then tick this. Nothing has left."
    }
    assert commands.copies == []


def test_nothing_leaves_with_the_tick_of_another_list(found: Seat, commands: Commands) -> None:
    """A list that this form never showed, and one that has changed between the tick and the button."""
    opened = found.open("report")
    save(opened, reader="mentor")
    opened.renewed()
    (tick,) = ticks(opened)
    assert problems(opened, reader="mentor", **{"read-mentor-000000000000": "yes"}) == {
        "": "the page and the notebook do not fit; run the cell again"
    }
    commands.list = listed((("2026-01-02", "win", "Closed it"),))
    answer = save(opened, **{"reader": "mentor", tick: "yes"})
    assert answer["message"].startswith(
        "Nothing has left: the copy would hold something else by now."
    )
    opened.renewed()
    assert "Closed it" in told(opened)
    assert ticks(opened) != [tick]


def test_a_tick_for_one_reader_is_none_for_another(found: Seat, commands: Commands) -> None:
    opened = found.open("report")
    save(opened, reader="mentor")
    opened.renewed()
    (tick,) = ticks(opened)
    commands.list = Manifest(**{**vars(listed()), "audience": "coach"})
    assert "The list is below" in save(opened, **{"reader": "coach", tick: "yes"})["message"]
    assert commands.copies == []


def test_a_list_waits_for_its_tick_over_a_restart(found: Seat, commands: Commands) -> None:
    save(found.open("report"), reader="mentor")
    assert len(ticks(found.open("report", audience="mentor"))) == 1
    assert ticks(Seat(found.root, 2025).open("report")) == []


@pytest.mark.parametrize("text", ["", "[]", "null", '{"year": 2026}', '{"sections": 3}'])
def test_a_damaged_list_is_none(found: Seat, text: str) -> None:
    hidden.save(found.desk.workbook, "lists", "2026-mentor", text.encode())
    assert ticks(found.open("report")) == []


def test_a_list_that_was_changed_by_hand_is_another_one(found: Seat, commands: Commands) -> None:
    """Its hash is worked out from what is shown, so a tick of it agrees to nothing."""
    save(found.open("report"), reader="mentor")
    path = hidden.path(found.desk.workbook, "lists", "2026-mentor")
    kept = json.loads(path.read_bytes())
    path.write_text(json.dumps({**kept, "unshared": {}}), encoding="utf-8")
    opened = found.open("report")
    (tick,) = ticks(opened)
    assert commands.list.hash not in tick
    assert save(opened, **{"reader": "mentor", tick: "yes"})["message"].startswith(
        "Nothing has left"
    )


def test_what_stops_the_command_is_said(found: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate found a private text."""

    def refuse(*_: object) -> dict[str, Any]:
        raise NotAllowed("a private text would leave")

    monkeypatch.setattr(errand, "run", refuse)
    said = problems(found.open("report"), reader="mentor")[""]
    assert said == "Not saved: a private text would leave. Your text stays here."


@pytest.mark.parametrize("reader", ["nobody", "../mentor", "--out", "owner "])
def test_only_known_readers_can_be_chosen(found: Seat, commands: Commands, reader: str) -> None:
    answer = save(found.open("report"), reader=reader)
    assert (answer["op"] == "saved") == (reader.strip() == "owner")


def test_reports_of_a_checkout_go_where_jupyterlab_can_open_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of reports lies outside JupyterLab's top, so the workbook's own is used."""
    found = new(tmp_path)
    commands = Commands(found.root)
    monkeypatch.setattr(errand, "run", commands.run)
    monkeypatch.setattr("careerkit.workspace.reports_folder", lambda book: tmp_path / "elsewhere")
    save(found.open("report"), reader="owner")
    assert commands.asked[0][-2:] == ["--out", str(found.root / "reports")]


def test_a_try_out_is_seen_from_the_folder_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(labpath.VARIABLE, raising=False)
    own, try_out = Workbook(tmp_path / "mara"), Workbook(tmp_path / "try-out")
    assert labpath.seen(own, own.root / "a.html") == "a.html"
    assert labpath.seen(try_out, try_out.root / "a.html") == "try-out/a.html"
    assert labpath.seen(own, tmp_path / "b.html") == ""
    monkeypatch.setenv(labpath.VARIABLE, str(tmp_path))
    assert labpath.seen(own, own.root / "a.html") == "mara/a.html"
    monkeypatch.setenv(labpath.VARIABLE, str(tmp_path / "other"))
    assert labpath.seen(own, own.root / "a.html") == "a.html"


def test_the_sample_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = seat.printed(sample(tmp_path), monkeypatch, "report")
    assert "For whom" in shown
    assert "careerkit share --year 2025 --audience mentor" in shown


def test_a_real_report_and_a_real_copy(tmp_path: Path) -> None:
    """On a side thread whose own loop runs, as JupyterLab's messages come, while the main loop runs as well."""
    found = new(tmp_path)
    found.write("journal/2026.md", "## 2026-01-05 Mon\n- win: Closed the pitch +2 !mentor\n")
    opened, progress = found.open("report"), []  # type: ignore[var-annotated]

    def ask(**values: str) -> dict[str, Any]:
        message = {"op": "save", "values": values, "client": "page", "seq": 1}
        answers: list[dict[str, Any]] = []

        async def inside() -> None:
            answers.append(opened.handle(message, progress.append))

        async def outside() -> None:
            thread = threading.Thread(target=lambda: asyncio.run(inside()))
            thread.start()
            while thread.is_alive():
                await asyncio.sleep(0.05)

        asyncio.run(outside())
        return answers[0]

    own = ask(reader="owner")
    assert own["links"] == [["Open the report", "reports/2026-owner.html"]]
    assert "<html" in found.text("reports/2026-owner.html")
    assert "Making the report: 1 s" in progress
    assert ask(reader="mentor")["op"] == "saved"
    opened.renewed()
    assert not (found.root / "reports/shared").exists()
    (tick,) = ticks(opened)
    copy = ask(**{"reader": "mentor", tick: "yes"})
    assert copy["links"] == [["Open the copy", "reports/shared/mentor/review-2026.html"]]
    (receipt,) = receipts.read(found.desk.workbook)
    assert receipt.audience == "mentor"
    # The list that was ticked is the one on the receipt.
    assert tick.endswith(of_receipt(receipt.manifest).hash)
