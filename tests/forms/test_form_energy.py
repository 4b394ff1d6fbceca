"""Energy of the last lines: one answer each, laid over the line by its id, and on disk at once."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from careerkit.filling import Filling
from tests.forms import seat

REGISTER = "registers/annotations.csv"
JOURNAL = """## 2025-12-10 Wed
- did: Too long ago

## 2026-01-10 Sat
- did: Expense reports 2h
- win: Closed the pitch +2

## 2026-01-14 Wed
- note: Asked for the budget, twice
"""


def _seat(folder: Path) -> seat.Seat:
    here = seat.new(folder)
    here.write("journal/2026.md", JOURNAL)
    return here


def _asked(filling: Filling) -> dict[str, str]:
    return {found.label: found.name for found in filling.form.fields()}


def test_open_lines_are_asked_the_newest_first(tmp_path: Path) -> None:
    """One line of more than thirty days ago, one that says its energy, two that do not."""
    filling = _seat(tmp_path).open("energy")
    assert list(_asked(filling)) == ["Asked for the budget, twice", "Expense reports"]
    assert [found.hint for found in filling.form.fields()] == ["2026-01-14", "2026-01-10"]


def test_an_answer_is_one_line_of_the_register(tmp_path: Path) -> None:
    """The two lines answered one after the other, the first one then changed."""
    here = _seat(tmp_path)
    filling = here.open("energy")
    note, did = _asked(filling).values()
    seat.save(filling, **{note: "1"})
    assert seat.save(filling, **{did: "-2"})["values"] == {did: "-2"}
    told = {row["text"]: row["energy"] for row in here.rows("entry")}
    assert (told["Asked for the budget, twice"], told["Expense reports"]) == (1, -2)
    seat.save(filling, **{note: "0"})
    written = csv.DictReader(here.text(REGISTER).splitlines())
    assert [(f"e-{line['of']}", line["what"], line["energy"]) for line in written] == [
        (note, "Asked for the budget, twice", "1"),
        (did, "Expense reports", "-2"),
        (note, "Asked for the budget, twice", "0"),
    ]
    told = {row["text"]: row["energy"] for row in here.rows("entry")}
    assert told["Asked for the budget, twice"] == 0
    assert here.open("energy").form.values() == {note: "0", did: "-2"}


def test_an_answer_can_be_taken_back(tmp_path: Path) -> None:
    """Two answers to one line: the first one stands again, then none, and the register is gone."""
    here = _seat(tmp_path)
    before, filling = here.files(), here.open("energy")
    name = next(iter(_asked(filling).values()))
    seat.save(filling, **{name: "1"})
    seat.save(filling, **{name: "2"})
    assert seat.undo(filling)["values"] == {name: "1"}
    assert seat.undo(filling)["values"] == {name: ""}
    assert here.files() == before


def test_a_skip_writes_nothing_and_is_asked_again(tmp_path: Path) -> None:
    """A line skipped; after an answer it can no longer be, since no annotation takes an energy away."""
    here = _seat(tmp_path)
    before, filling = here.files(), here.open("energy")
    name = next(iter(_asked(filling).values()))
    answer = seat.save(filling, **{name: "-"})
    assert (answer["op"], answer["can_undo"], here.files()) == ("saved", False, before)
    assert name not in here.open("energy").form.values()
    seat.save(filling, **{name: "1"})
    assert "Undo" in seat.problems(filling, **{name: "-"})[name]


def test_the_number_keys_answer_from_drained_to_energised(tmp_path: Path) -> None:
    """The choices in order, with a skip, which is the key 0."""
    first = next(_seat(tmp_path).open("energy").form.fields())
    assert [value for value, _ in first.choices] == ["-2", "-1", "0", "1", "2"]
    assert first.skip


def test_twelve_at_a_time_and_then_more_below(tmp_path: Path) -> None:
    """Fourteen open lines: twelve are asked, and with the twelfth answer the other two come below them."""
    here = seat.new(tmp_path)
    here.write(
        "journal/2026.md", "## 2026-01-14 Wed\n" + "".join(f"- did: Line {n}\n" for n in range(14))
    )
    filling = here.open("energy")
    names = list(_asked(filling).values())
    assert len(names) == 12
    for name in names:
        seat.save(filling, **{name: "0"})
    filling.renewed()
    after = list(_asked(filling).values())
    assert (after[:12], len(after)) == (names, 14)


def test_an_imported_line_is_asked_too(tmp_path: Path) -> None:
    """An accepted draft of a vault's done task, and one that nobody has accepted."""
    here = seat.new(tmp_path)
    here.write("journal/2026-01-13.md", "- [x] Called the printer\n- [x] Bought paper\n")
    assert _asked(here.open("energy")) == {}
    here.write("workbook.toml", 'format = 1\n[sources.journal]\ntasks = ["work"]\n')
    here.write("journal/2026-01-13.md", "- [x] Called the printer #work\n- [x] Bought paper\n")
    assert list(_asked(here.open("energy"))) == ["Called the printer"]


def test_nothing_open_is_said(tmp_path: Path) -> None:
    """A new workbook."""
    form = seat.new(tmp_path).open("energy").form
    assert list(form.fields()) == []
    assert "2026-01-15" in form.intro


@pytest.mark.parametrize("sent", [{"e-0123456789abcdef": "1"}, {"of": "x"}])
def test_only_lines_that_are_shown_are_answered(tmp_path: Path, sent: dict[str, str]) -> None:
    """A page that sends an id of its own."""
    here = _seat(tmp_path)
    before = here.files()
    assert list(seat.problems(here.open("energy"), **sent)) == [""]
    assert here.files() == before


def test_words_of_a_line_are_only_words_in_the_register(tmp_path: Path) -> None:
    """A line that a spreadsheet would take for a formula, with quotation marks and a comma."""
    here = seat.new(tmp_path)
    here.write("journal/2026.md", '## 2026-01-14 Wed\n- did: =HYPERLINK("x", "y")\n')
    filling = here.open("energy")
    [(label, name)] = _asked(filling).items()
    assert seat.save(filling, **{name: "2"})["op"] == "saved"
    [row] = here.rows("annotation")
    assert (row["what"], row["energy"]) == (label, 2)
    assert "\"'=HYPERLINK" in here.text(REGISTER)


def test_an_answer_takes_no_time(tmp_path: Path) -> None:
    """A register of four hundred lines; the best of five answers is on disk within 50 ms."""
    here = _seat(tmp_path)
    here.write(REGISTER, "of,what,energy\n" + "".join(f"{n:016x},Line {n},1\n" for n in range(400)))
    filling = here.open("energy")
    name = next(iter(_asked(filling).values()))
    times = []
    for said in ("1", "2", "1", "2", "1"):
        begun = time.perf_counter()
        seat.save(filling, **{name: said})
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.05


def test_without_anybody_it_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finished year of a sample: its last lines, whatever today is."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "energy")
    asked = list(here.open("energy").form.fields())
    assert asked
    assert all(found.label in shown for found in asked)
    assert "up to 2025-12-31" in shown
