"""Which two states are meant: by year, by number, by name, by folder, or the log as it is now."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from careerkit.errors import UsageError
from careerkit.instruments import PACKAGED
from careerkit.past import freeze, history
from careerkit.past.diff import causes
from careerkit.past.diff.sides import Asked, Side, pair
from careerkit.past.history import Past
from careerkit.workspace import Workbook
from tests.conftest import TODAY
from tests.past.diff.states import END, FILES, YEAR, written

JOURNAL = "journal/2024.md"


def reviewed(book: Workbook, year: int = YEAR, **said: object) -> Past:
    """A review on record, made from the log as it is now."""
    home = freeze.home(book)
    kept = freeze.freeze(Workbook(book.root), TODAY, home)
    known = {"made_on": TODAY, "year": year, "as_of": date(year, 12, 31), "audience": "owner",
             "frozen": kept.root.name, "careerkit": "0.1.0", "html": ""}  # fmt: skip
    past = Past(**{**known, **said})  # type: ignore[arg-type]
    history.add(home, past)
    return past


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    """Reviewed twice for 2024 (owner and mentor, then once more with a line added) and once for 2023."""
    book = written(tmp_path / "me")
    reviewed(book, made_on=date(2025, 1, 5))
    reviewed(book, made_on=date(2025, 1, 6), audience="mentor")
    reviewed(book, 2023, made_on=date(2025, 1, 7))
    with (book.root / JOURNAL).open("a") as file:
        file.write("- win: One more\n")
    reviewed(book, made_on=date(2025, 2, 1), as_of=date(2024, 11, 30))
    return Workbook(book.root)


def asked(book: Workbook, year: int = 0, as_of: date | None = None) -> Asked:
    return Asked(book, year, TODAY, as_of)


def test_without_a_name_it_is_the_last_review_and_now(book: Workbook) -> None:
    """The one of February, as of the day it was made for; now as of the year's end."""
    one, other = pair(asked(book), "", "")
    assert one.past
    assert (one.past.made_on, one.as_of, one.number) == (date(2025, 2, 1), date(2024, 11, 30), YEAR)
    assert (other.book.root, other.as_of, other.past) == (book.root, END, None)
    assert one.label == f"the review of 2025-02-01, frozen {one.past.frozen}, as of 2024-11-30"
    assert other.label == "now, as of 2024-12-31"


def test_a_year_may_be_said(book: Workbook) -> None:
    """--year 2023: its last review; a day for now."""
    one, other = pair(asked(book, 2023, date(2024, 2, 1)), "", "")
    assert (one.number, one.as_of, other.as_of) == (2023, date(2023, 12, 31), date(2024, 2, 1))


def test_the_states_of_a_year_are_counted_from_the_latest(book: Workbook) -> None:
    """2024 is that of February, 2024@2 that of January, whoever its copies were for; there is no third."""
    one, other = pair(asked(book), "2024@2", "2024")
    assert one.past
    assert other.past
    assert (one.past.made_on, other.past.made_on) == (date(2025, 1, 6), date(2025, 2, 1))
    with pytest.raises(UsageError, match="has 2 states of 2024, not 3"):
        pair(asked(book), "2024@3", "")


def test_the_beginning_of_a_name_is_enough(book: Workbook) -> None:
    """The first eight characters of a frozen folder; it was reviewed for two years, the one asked for counts."""
    name = history.read(freeze.home(book))[0].frozen
    one, _ = pair(asked(book, YEAR), name[:8], "now")
    assert (one.book.root.name, one.as_of) == (name, END)
    one, _ = pair(asked(book, 2023), name[:8], "now")
    assert one.as_of == date(2023, 12, 31)


def test_a_folder_may_be_named(book: Workbook, tmp_path: Path) -> None:
    """A frozen folder is as of its review's day; copied elsewhere it is as of the year's end; a workbook is as it is."""
    past = history.read(freeze.home(book))[-1]
    folder = freeze.home(book) / freeze.FOLDER / past.frozen
    one, _ = pair(asked(book, YEAR), str(folder), "")
    assert (one.as_of, one.past) == (date(2024, 11, 30), past)
    shutil.copytree(folder, tmp_path / "copy")
    one, other = pair(asked(book, YEAR), str(tmp_path / "copy"), str(book.root))
    assert (one.as_of, one.past, other.book.root) == (END, None, book.root)


def test_the_log_as_it_is_now_is_brought_up_to_date_first(book: Workbook) -> None:
    """As a review would: the tables are fresh afterwards."""
    before = (book.root / "tables" / "stamp.json").read_bytes()
    (book.root / JOURNAL).write_text(FILES[JOURNAL])
    pair(asked(book), "", "")
    assert (book.root / "tables" / "stamp.json").read_bytes() != before


@pytest.mark.parametrize(
    ("first", "year", "reason"),
    [
        ("2022", 0, "has 0 states of 2022, not 1"),
        ("nowhere", 0, r"neither now, a year .* on record: 2024 \("),
        ("abcd", 0, "neither now"),
        ("", 2022, "no review of 2022 is on record; make one with: careerkit review --year 2022"),
        ("now", 0, "say which year"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    book: Workbook, first: str, year: int, reason: str
) -> None:
    """A year without a review, no folder, no such name, nothing to go by."""
    with pytest.raises(UsageError, match=reason):
        pair(asked(book, year), first, "")


def test_two_years_are_not_two_states(book: Workbook) -> None:
    """Comparing years is what a review does itself."""
    with pytest.raises(UsageError, match="both must be of one year"):
        pair(asked(book), "2023", "2024")


def test_a_name_that_fits_two_lists_them(book: Workbook) -> None:
    """Two frozen states whose names begin with the same four characters."""
    home = freeze.home(book)
    past = history.read(home)[0]
    for tail in "01":
        history.add(home, Past(TODAY, 2020, END, tail, f"abcd{tail * 12}", past.careerkit, ""))
    with pytest.raises(UsageError, match=r"begins the names of 2: abcd0+, abcd1+"):
        pair(asked(book), "abcd", "")


def test_tables_that_are_gone_are_said_to_be(book: Workbook) -> None:
    """The record is there, the frozen folder is not."""
    shutil.rmtree(freeze.home(book) / freeze.FOLDER)
    with pytest.raises(UsageError, match="the tables of the review of 2025-02-01 are gone"):
        pair(asked(book), "", "")


def test_a_workbook_without_a_record_says_how_to_begin(tmp_path: Path) -> None:
    """Never reviewed."""
    with pytest.raises(UsageError, match="no review of any year is on record; make one with"):
        pair(asked(written(tmp_path / "new")), "", "")


def test_frozen_copies_of_packaged_questionnaires_are_no_difference(tmp_path: Path) -> None:
    """Frozen, then as it is now with nothing changed; then with a questionnaire of one's own."""
    book = written(tmp_path / "a")
    kept = freeze.freeze(book, date(2025, 1, 5), tmp_path / "reports")
    then, now = Side(kept, YEAR, END), Side(book, YEAR, END)
    assert len(list(kept.files("instruments"))) > len(list(book.files("instruments")))
    assert causes.of_questionnaires(then, now) == []
    own = (PACKAGED / "pulse.toml").read_text("utf-8").replace('id = "pulse"', 'id = "mine"', 1)
    own = own.replace("I reused", "I used again", 1)
    (book.root / "instruments").mkdir()
    (book.root / "instruments" / "mine.toml").write_text(own, "utf-8")
    (found,) = causes.of_questionnaires(then, now)
    assert (found.kind, found.detail.startswith("mine-1.0.0-")) == (causes.QUESTIONNAIRE, True)
