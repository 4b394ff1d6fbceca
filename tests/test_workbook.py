"""What a notebook is handed: one person's year, as it was known on a day, for one reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerkit import chart
from careerkit.errors import BadData, UsageError
from careerkit.measure import Status
from careerkit.workbook import Year

LINES = """## 2025-03-05
- win: Closed the pitch +2 [at:: 2025-03-05T18:00]
## 2025-06-10
- win: Told late +1 [at:: 2025-09-01T18:00]
- met: @lee coffee
## 2025-12-31
- lesson: The last day counts [at:: 2025-12-31T23:50]
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Three days of one year, one line of them written down three months later."""
    (tmp_path / "journal").mkdir()
    (tmp_path / "workbook.toml").write_text('format = 1\nname = "Ada"\n', encoding="utf-8")
    (tmp_path / "journal" / "2025.md").write_text(LINES, encoding="utf-8")
    return str(tmp_path)


def texts(year: Year) -> list[str]:
    return sorted(year.tables["entry"]["text"])


def test_the_whole_year_is_known_at_its_end(folder: str) -> None:
    """The default as-of date of a finished year: its last day is in."""
    year = Year(folder, 2025)
    assert str(year.as_of_day) == "2025-12-31"
    assert texts(year) == ["Closed the pitch", "The last day counts", "Told late"]


def test_what_was_written_down_later_is_not_known_yet(folder: str) -> None:
    """As of July: the win of June that was told in September is hidden, its contact is not."""
    year = Year(folder, 2025, as_of="2025-07-01")
    assert texts(year) == ["Closed the pitch"]
    assert len(year.tables["touch"]) == 1


def test_the_day_itself_is_known(folder: str) -> None:
    """As of the very day on which a line was written."""
    assert "Told late" in texts(Year(folder, 2025, as_of="2025-09-01"))
    assert "Told late" not in texts(Year(folder, 2025, as_of="2025-08-31"))


@pytest.mark.parametrize("year", [2024, 2026, 1999])
def test_a_year_without_records_names_the_years_that_have_some(folder: str, year: int) -> None:
    """Before, after, long ago."""
    with pytest.raises(UsageError, match="this workbook has 2025"):
        Year(folder, year)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"year": 1}, "not a year between"),
        ({"year": 2025, "audience": "boss"}, "no audience 'boss'; there are: owner, coach, mentor"),
        ({"year": 2025, "as_of": "yesterday"}, "write it as 2025-12-31"),
    ],
)
def test_odd_parameters_are_refused(folder: str, options: dict[str, object], reason: str) -> None:
    """Year 1, an unknown reader, a day in words."""
    with pytest.raises(UsageError, match=reason):
        _ = Year(folder, **options).tables  # type: ignore[arg-type]


def test_an_empty_workbook_has_every_year_and_asks_for_a_first_line(tmp_path: Path) -> None:
    """Nothing but a workbook.toml: no analysis speaks, none fails, each says what it needs."""
    (tmp_path / "workbook.toml").write_text("format = 1\n", encoding="utf-8")
    year = Year(str(tmp_path), 2025)
    found = year.measures()
    assert {measure.status for measure in found.values()} == {Status.NOT_YET}
    assert all(measure.needs for measure in found.values())
    assert year.is_starter


def test_a_workbook_of_one_entry_is_a_starter(tmp_path: Path) -> None:
    """One line: trust and wins speak of it, nothing fails."""
    (tmp_path / "journal").mkdir()
    (tmp_path / "workbook.toml").write_text("format = 1\n", encoding="utf-8")
    (tmp_path / "journal" / "2025.md").write_text("## 2025-03-05\n- win: One\n", encoding="utf-8")
    year = Year(str(tmp_path), 2025)
    found = year.measures()
    assert found["wins"].values["wins"] == 1
    assert Status.FAILED not in {measure.status for measure in found.values()}
    assert year.is_starter


def test_a_sample_is_found_by_name_and_an_unknown_one_lists_them() -> None:
    """sample:teller-to-adviser, and sample:nobody."""
    assert Year("sample:teller-to-adviser", 2025).book.name == "Mara Lind"
    with pytest.raises(UsageError, match="admin-to-coordinator"):
        Year("sample:nobody", 2025)


def test_a_mentor_gets_no_column_that_the_file_does_not_name() -> None:
    """All measures of a sample, whole and projected."""
    year = Year("sample:teller-to-adviser", 2025, audience="mentor")
    for name, measure in year.measures().items():
        if measure.status is Status.WITHHELD:
            assert measure.table.empty
            assert measure.rows.empty
            assert not measure.values
            continue
        assert set(measure.table) <= set(year.reader.columns[name])
        assert set(measure.values) <= set(year.reader.values[name])
        if len(measure.rows):
            assert all({"mentor", "public"} & set(share) for share in measure.rows["share"])


def test_what_a_mentor_may_see_can_be_drawn() -> None:
    """Every chart of a section that is shared has the columns it needs, or is private on purpose."""
    year = Year("sample:teller-to-adviser", 2024, audience="mentor")
    drawn = {
        key
        for name, measure in year.measures().items()
        if not measure.table.empty
        for key in chart.for_measure(name)
        if chart.columns(key) <= set(measure.table)
    }
    assert drawn == {
        "activity_strip", "wins_by_month", "weekly_contacts", "learning_by_month", "momentum_weeks", "feedback_funnel", "learning_used", "energy_budget", "adding_up",
    }  # fmt: skip


def test_a_broken_workbook_is_said_so(tmp_path: Path) -> None:
    """A workbook.toml that is no TOML."""
    (tmp_path / "workbook.toml").write_text("format = ", encoding="utf-8")
    with pytest.raises(BadData, match="not valid TOML"):
        Year(str(tmp_path), 2025).measures()


def test_year_0_is_the_latest_in_the_log(folder: str, tmp_path: Path) -> None:
    """A private notebook asks for no number; an empty workbook has this year."""
    assert Year(folder).year == 2025
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "workbook.toml").write_text("format = 1\n", encoding="utf-8")
    assert Year(str(tmp_path / "empty")).year >= 2026


def test_a_notebook_shows_one_line_and_no_traceback(folder: str) -> None:
    """What Jupyter is told to show of a refusal."""
    with pytest.raises(UsageError) as caught:
        Year(folder, 2024)
    assert caught.value._render_traceback_() == [
        "careerkit: no records in 2024; this workbook has 2025"
    ]


def test_a_year_that_begins_in_april_is_named_after_that_april(folder: str) -> None:
    """5 March belongs to 2024, 10 June and 31 December to 2025."""
    text = 'format = 1\nyear_starts = "04-01"\n'
    (Path(folder) / "workbook.toml").write_text(text, encoding="utf-8")
    assert Year(folder).known_years == [2024, 2025]
    assert str(Year(folder, 2024).period.end) == "2025-04-01"
