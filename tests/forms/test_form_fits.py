"""How well the work fits each value, with an entry for it and one against."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms import seat
from tests.forms.seat import problems, save, undo

FITS = "registers/fits.csv"
HEADER = "year,value,fit,supports,opposes\n"
VALUES = "name,weight,set_on\nfamily,9,2024-11-12\nlearning,8,2024-11-12\norder,6,2024-11-12\norder,0,2025-11-12\n"


def _seat(folder: Path, fits: str = "") -> seat.Seat:
    here = seat.new(folder)
    here.write("registers/values.csv", VALUES)
    if fits:
        here.write(FITS, HEADER + fits)
    return here


def test_two_fits_become_two_rows_with_their_day(tmp_path: Path) -> None:
    """Two values that hold and one that is none any more; then undone."""
    here = _seat(tmp_path)
    before, filling = here.files(), here.open("fits")
    assert [group.legend for group in filling.form.groups] == ["family", "learning"]
    values = {"fit_1": "6", "supports_1": "A short day", "opposes_1": "Labels at night", "fit_2": "8,5"}  # fmt: skip
    assert save(filling, **values)["message"] == "Saved in registers/fits.csv."
    assert here.text(FITS) == (
        "year,value,fit,supports,opposes,date\n"
        "2026,family,6,A short day,Labels at night,2026-01-15\n"
        "2026,learning,8.5,,,2026-01-15\n"
    )
    assert sorted(row["fit"] for row in here.rows("fit")) == [6, 8.5]
    assert undo(filling)["values"] == values
    assert here.files() == before


def test_a_second_save_changes_the_rows_of_the_year(tmp_path: Path) -> None:
    """A fit of this year in other letters, one of last year: only this year's changes, where something is new."""
    fits = "2025,family,3,,\n2026,Family,6,A short day,\n2026,learning,8,,\n"
    here = _seat(tmp_path, fits)
    filling = here.open("fits")
    assert filling.values() == {"fit_1": "6", "supports_1": "A short day", "fit_2": "8"}
    save(filling, fit_1="7", fit_2="8")
    assert here.text(FITS) == (
        "year,value,fit,supports,opposes,date\n"
        "2025,family,3,,\n2026,Family,7,,,2026-01-15\n2026,learning,8,,\n"
    )
    assert undo(filling)["op"] == "undone"
    assert here.text(FITS) == HEADER + fits


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """The form saved as it was shown, and an empty one."""
    here = _seat(tmp_path, "2026,family,6,,\n")
    before, filling = here.files(), here.open("fits")
    assert save(filling, fit_1="6")["message"] == "Nothing has changed."
    assert here.files() == before
    assert list(problems(_seat(tmp_path / "other").open("fits"))) == ["fit_1"]


@pytest.mark.parametrize(
    ("said", "field"),
    [({"fit_1": "11"}, "fit_1"), ({"fit_2": "-1"}, "fit_2"), ({"opposes_2": "x" * 501}, "opposes_2"), ({"fit_9": "1"}, "")],
)  # fmt: skip
def test_what_does_not_fit_is_said_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """A number out of range, a text that is too long, a field that is none: nothing is written."""
    here = _seat(tmp_path)
    before = here.files()
    assert list(problems(here.open("fits"), **{"fit_1": "5", **said})) == [field]
    assert here.files() == before


def test_a_second_window_overwrites_nothing_unseen(tmp_path: Path) -> None:
    """Two windows; the first says something about learning, the second about both: none of it is written."""
    here = _seat(tmp_path)
    first, second = here.open("fits"), here.open("fits")
    save(first, fit_2="8")
    after = here.files()
    assert "changed meanwhile" in problems(second, fit_1="6", fit_2="2")[""]
    assert here.files() == after


def test_any_words_come_back(tmp_path: Path) -> None:
    """Entries with the marks of a formula, a table and a page."""
    here, text = _seat(tmp_path), '+"so", <b>&; it went'
    save(here.open("fits"), supports_1=text, opposes_2=text)
    assert here.open("fits").values() == {"supports_1": text, "opposes_2": text}
    assert {row["supports"] for row in here.rows("fit")} >= {text}


def test_without_a_value_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty workbook: the form, its printed words, and a save."""
    here = seat.new(tmp_path)
    assert "No value has a weight yet" in seat.printed(here, monkeypatch, "fits")
    assert list(problems(here.open("fits"))) == ["none"]


def test_it_is_printed_and_works_on_a_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a sample: every label; lines of its year are offered; a changed fit has the year's last day."""
    here = seat.sample(tmp_path)
    filling = here.open("fits")
    shown = seat.printed(here, monkeypatch, "fits")
    assert all(field.label in shown for field in filling.form.fields())
    fields = {field.name: field for field in filling.form.fields()}
    assert len(fields["supports_1"].suggest) == 12
    assert all("(2025-" in line for line in fields["supports_1"].suggest)
    save(filling, **{**filling.values(), "fit_1": "2"})
    assert [line for line in here.text(FITS).splitlines() if line.endswith(",2025-12-31")] == [
        "2025,family,2,Nobody needed me for three weeks (27 August),Wrote and deleted four mails to Lutz (5 June),2025-12-31"
    ]


def test_one_window_may_save_again_at_once(tmp_path: Path) -> None:
    """One window, faster than the form is made anew; then undone, made anew, and saved once more."""
    here = _seat(tmp_path)
    filling = here.open("fits")
    for fit in ("3", "4"):
        assert save(filling, fit_1=fit)["op"] == "saved"
    assert undo(filling)["op"] == "undone"
    assert filling.renewed() is not None
    assert save(filling, fit_1="5")["op"] == "saved"
    assert here.text(FITS).endswith("date\n2026,family,5,,,2026-01-15\n")
