"""A questionnaire in a form: each answer a line on disk, one sitting across windows, sheets, undo and sessions."""

from __future__ import annotations

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from careerkit import instruments, workspace
from careerkit.asking import answerfile, answersheet, sitting
from careerkit.desk import Desk
from careerkit.errors import UsageError
from careerkit.filling import Filling
from careerkit.instruments import Instrument
from tests.forms import seat
from tests.forms.seat import Seat, new, save, undo
from tests.test_assess import SMALL

HEAD = "instrument,version,fingerprint,administration,occasion,item,value,status,at,lang,mode\n"
PRINT = "94aecd3b2b6b546b"


def own(name: str) -> Instrument:
    return next(one for one in instruments.packaged().values() if one.id == name)


def answers(found: Seat) -> list[tuple[str, float | None]]:
    return [(one.item, one.value) for one in answerfile.read(found.desk.workbook)]


def all_of(found: Filling, value: str = "3") -> None:
    for item in found.form.fields():
        assert save(found, **{item.name: value})["op"] == "saved"


def test_one_answer_is_one_line_and_a_skip_too(tmp_path: Path) -> None:
    """Two answers and a skip in an empty workbook: three lines, a second apart, and the file of the questionnaire kept."""
    found = new(tmp_path)
    opened = found.open("assess")
    for item, value in (("scope_1", "4"), ("drive_1", "-"), ("impact_1", "1")):
        assert save(opened, **{item: value})["op"] == "saved"
    line = f"compass,1.0.0,{PRINT},compass-2026-01,2026"
    assert found.text("answers/compass.csv") == (
        f"{HEAD}{line},scope_1,4,answered,2026-01-15T09:30:00Z,en,form\n"
        f"{line},drive_1,,skipped,2026-01-15T09:30:01Z,en,form\n"
        f"{line},impact_1,1,answered,2026-01-15T09:30:02Z,en,form\n"
    )
    assert (found.root / "instruments/used/compass-1.0.0-94aecd3b.toml").is_file()
    assert [row["value"] for row in found.rows("answer") if row["item"] == "scope_1"] == [4.0]


def test_looking_writes_nothing(tmp_path: Path) -> None:
    found = new(tmp_path)
    before = sorted(path for path in found.root.rglob("*") if path.suffix != ".lock")
    found.open("assess")
    assert sorted(path for path in found.root.rglob("*") if path.suffix != ".lock") == before


def test_statements_stand_in_parts_with_the_question_of_their_scale(tmp_path: Path) -> None:
    """The compass has 24 statements of one scale and 8 of another, the pulse 12 of one."""
    found = new(tmp_path)
    form = found.open("assess").form
    assert [(group.legend, len(group.fields)) for group in form.groups] == [
        ("What it can and cannot say", 0), ("1 to 8 of 32", 8), ("9 to 16 of 32", 8), ("17 to 24 of 32", 8),
        ("25 to 32 of 32", 8),
    ]  # fmt: skip
    assert form.groups[1].hint == "How true is this of your work in the last three months?"
    assert form.groups[4].hint == "How much of this do you want in the coming year?"
    first = next(form.fields())
    assert (first.label, first.choices[4]) == (
        own("compass").texts["scope_1"],
        ("5", "Very true of me"),
    )
    assert first.public()["choices"][-1] == ["-", "skip"]
    assert form.intro.startswith("Think of the work you do now")
    assert "Not for selection" in form.groups[0].hint
    pulse = found.open("assess", instrument="pulse").form
    assert [group.legend for group in pulse.groups[1:]] == ["1 to 6 of 12", "7 to 12 of 12"]


def test_what_was_answered_is_there_after_a_reload_and_in_another_tab(tmp_path: Path) -> None:
    found = new(tmp_path)
    opened, other = found.open("assess"), found.open("assess")
    save(opened, scope_1="4")
    assert found.open("assess").values() == {"scope_1": "4"}
    # The other tab was drawn before; it goes on with the same sitting.
    assert save(other, drive_1="2")["message"] == "Saved. 2 of 32 answered."
    assert {one.administration for one in answerfile.read(found.desk.workbook)} == {
        "compass-2026-01"
    }
    renewed = opened.renewed()
    assert renewed is not None
    assert renewed["first"] == {"scope_1": "4", "drive_1": "2"}


def test_an_answer_draws_nothing_anew(tmp_path: Path) -> None:
    """What is in memory and what is in the file agree: there is nothing to renew."""
    opened = new(tmp_path).open("assess")
    save(opened, scope_1="4")
    assert opened.renewed() is None


def test_an_answer_sheet_and_the_form_fill_one_sitting(tmp_path: Path) -> None:
    found = new(tmp_path)
    opened = found.open("assess")
    save(opened, scope_1="4")
    begun, _ = sitting.begin(found.desk.workbook, "compass", "2026", found.desk.today)
    path = answersheet.write(begun)
    text = path.read_text("utf-8")
    path.write_text(text.replace('drive_1 = ""', 'drive_1 = "5"'), encoding="utf-8")
    answersheet.read(found.desk.workbook, path, found.desk.at)
    assert save(opened, impact_1="1")["message"] == "Saved. 3 of 32 answered."
    assert found.open("assess").values() == {"scope_1": "4", "drive_1": "5", "impact_1": "1"}


def test_undo_takes_answers_back_one_by_one(tmp_path: Path) -> None:
    """Changed from 4 to 2: the first undo gives the 4 back, the second leaves nothing, not even the file."""
    found = new(tmp_path)
    opened = found.open("assess")
    save(opened, scope_1="4")
    one = found.files()
    save(opened, scope_1="2")
    assert opened.values() == {"scope_1": "2"}
    assert undo(opened)["values"] == {"scope_1": "4"}
    assert found.files() == one
    assert undo(opened)["values"] == {"scope_1": ""}
    assert not (found.root / "answers/compass.csv").exists()
    assert not opened.can_undo
    # Memory and file agree again: the next answer is the first one.
    assert save(opened, drive_1="1")["message"] == "Saved. 1 of 32 answered."
    assert answers(found) == [("drive_1", 1.0)]


def test_undo_does_not_reach_into_an_earlier_sitting(tmp_path: Path) -> None:
    """The pulse of a year ago was answered in a form; today's has nothing to take back."""
    found = new(tmp_path)
    earlier = Desk(str(found.root), 2026, clock=lambda: datetime(2025, 10, 1, tzinfo=UTC))
    all_of(Filling("assess", earlier, {"instrument": "pulse"}))
    opened = found.open("assess", instrument="pulse")
    assert not opened.can_undo
    assert opened.values() == {}


def test_the_end_says_where_to_look(tmp_path: Path) -> None:
    """All twelve answered, and all alike: said kindly, and what is there may be changed."""
    found = new(tmp_path)
    opened = found.open("assess", instrument="pulse")
    items = [field.name for field in opened.form.fields()]
    for item, value in zip(items, "123451234512", strict=True):
        last = save(opened, **{item: value})
    assert last["message"] == (
        "Saved. 12 of 12; run the next cell to see the profile. You may still change an answer."
    )
    again = found.open("assess", instrument="pulse").form
    assert again.groups[-1].legend == "Done"
    assert len(again.values()) == 12
    assert save(opened, **{items[0]: "5"})["op"] == "saved"
    assert found.open("assess", instrument="pulse").values()[items[0]] == "5"


def test_equal_answers_are_asked_about_and_kept(tmp_path: Path) -> None:
    found = new(tmp_path)
    all_of(found.open("assess"), "3")
    told = found.open("assess").form.groups[-1].hint
    assert "If that is how it is, leave it so." in told
    assert len(answers(found)) == 32


def test_a_sitting_of_a_year_that_is_over_says_how_to_see_it(tmp_path: Path) -> None:
    """The year 2025, answered in January 2026."""
    root = new(tmp_path).root
    opened = Seat(root, 2025).open("assess", instrument="pulse")
    all_of(opened)
    assert "careerkit review --year 2025 --as-of 2026-01-15" in (
        Seat(root, 2025).open("assess", instrument="pulse").form.groups[-1].hint
    )


def test_an_old_open_sitting_is_left_and_a_new_one_begun(tmp_path: Path) -> None:
    """Of a sitting begun in 2025-11 one answer is there; in January it is about another time."""
    found = new(tmp_path)
    earlier = Desk(str(found.root), 2026, clock=lambda: datetime(2025, 11, 20, tzinfo=UTC))
    save(Filling("assess", earlier, {}), scope_1="4")
    opened = found.open("assess")
    assert opened.values() == {}
    save(opened, scope_1="1")
    names = [one.administration for one in answerfile.read(found.desk.workbook)]
    assert names == ["compass-2025-11", "compass-2026-01"]


def test_a_questionnaire_of_ones_own(tmp_path: Path) -> None:
    """A file in instruments/, with three statements."""
    found = new(tmp_path)
    found.write("instruments/small.toml", SMALL)
    opened = found.open("assess", instrument="small")
    assert save(opened, one="5")["op"] == "saved"
    assert found.text("answers/small.csv").splitlines()[1].startswith("small,1.0.0,")
    with pytest.raises(UsageError, match="there is no questionnaire"):
        found.open("assess", instrument="../small")


@pytest.mark.parametrize(
    "values",
    [{"scope_1": "6"}, {"scope_1": "3.5"}, {"scope_1": "=1"}, {"nobody": "1"}, {"scope_1": ""}],
)
def test_what_is_not_on_the_scale_is_refused(tmp_path: Path, values: dict[str, str]) -> None:
    """Too high, between two, a formula, a statement that is none, nothing."""
    found = new(tmp_path)
    opened = found.open("assess")
    assert save(opened, **values)["op"] == "refused"
    assert not (found.root / "answers/compass.csv").exists()


def test_a_file_to_which_nothing_can_be_added_says_so(tmp_path: Path) -> None:
    found = new(tmp_path)
    found.write("answers/compass.csv", "instrument,item,value\n")
    answer = save(found.open("assess"), scope_1="3")
    assert "has no column" in answer["problems"][""]
    assert found.text("answers/compass.csv") == "instrument,item,value\n"


def test_an_answer_is_quick_in_a_log_of_three_years(tmp_path: Path) -> None:
    """The sample with twelve pulses and three compasses: most answers take less than 50 ms, forms and undo included."""
    found = seat.sample(tmp_path)
    opened = found.open("assess")
    took = []
    for item in opened.form.fields():
        begun = time.perf_counter()
        save(opened, **{item.name: "2"})
        took.append(time.perf_counter() - begun)
    assert sorted(took)[len(took) // 2] < 0.05
    assert opened.form.values() == found.open("assess").values()


def test_it_is_printed_where_nobody_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch run prints every statement with the words of its scale, and nothing of the answers."""
    shown = seat.printed(seat.sample(tmp_path), monkeypatch, "assess", instrument="pulse")
    for text in own("pulse").texts.values():
        assert text in shown
    assert "Not true of me, A little true" in shown
    assert "careerkit assess take pulse" in shown


def test_a_shipped_sample_is_printed_and_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in an installed package, where the samples lie inside it."""
    home = tmp_path / "package"
    shutil.copytree(
        workspace.samples() / "teller-to-adviser",
        home / "sample" / "teller-to-adviser",
        ignore=seat.DERIVED,
    )
    monkeypatch.setattr(workspace, "PACKAGE", home)
    found = Seat(home / "sample" / "teller-to-adviser", 2025)
    before = found.files()
    assert "only for reading" in save(found.open("assess"), scope_1="3")["problems"][""]
    assert found.files() == before
