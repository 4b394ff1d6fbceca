"""An answer goes into workbook.toml once; comments, order and everything else stay; a bad answer changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.keeping.edits import take_back
from careerkit.remember import answer, put, save
from careerkit.workspace import sample, sample_names
from tests.conftest import Builder, Done

Run = Callable[..., Done]
OWN = '# mine\nformat = 1\nname = "Ada"   # that is me\n\n[targets]\nconnections_per_week = 2\n'


def test_comments_and_order_stay(workbook: Builder) -> None:
    """A file with comments, and one key more."""
    workbook.write("workbook.toml", OWN)
    answer(workbook.book, "toggl", "date_order", "dmy")
    text = (workbook.root / "workbook.toml").read_text("utf-8")
    assert text.startswith(OWN)
    assert text[len(OWN) :].split() == ["[sources.toggl]", "date_order", "=", '"dmy"']
    assert workbook.book.settings.option("toggl", "date_order", "") == "dmy"


def test_a_second_answer_takes_the_place_of_the_first(workbook: Builder) -> None:
    """dmy, then mdy; an encoding beside it."""
    for key, value in (("date_order", "dmy"), ("encoding", "cp1252"), ("date_order", "mdy")):
        answer(workbook.book, "toggl", key, value)
    assert workbook.book.settings.sources == {"toggl": {"date_order": "mdy", "encoding": "cp1252"}}


@pytest.mark.parametrize(
    ("source", "key", "value", "said"),
    [("togl", "date_order", "dmy", "did you mean 'toggl'"), ("toggl", "dateorder", "dmy", "did you mean 'date_order'"),
     ("toggl", "date_order", "ydm", "is not one of dmy, mdy, ymd")],
)  # fmt: skip
def test_a_wrong_answer_changes_nothing(
    workbook: Builder, source: str, key: str, value: str, said: str
) -> None:
    """A source, a key, a value that nobody knows."""
    workbook.write("workbook.toml", OWN)
    with pytest.raises(UsageError, match=said):
        answer(workbook.book, source, key, value)
    assert (workbook.root / "workbook.toml").read_text("utf-8") == OWN


def test_a_map_that_would_not_be_valid_is_not_written(workbook: Builder) -> None:
    """A column that the table does not have."""
    workbook.write("workbook.toml", OWN)
    with pytest.raises(BadData, match="nothing was written"):
        save(workbook.book, "x", {"table": "book", "columns": {"titel": "T"}})
    assert (workbook.root / "workbook.toml").read_text("utf-8") == OWN


def test_values_are_read_as_toml_where_they_are_toml(workbook: Builder) -> None:
    """A list, a table; and a text that only looks like one."""
    said = 'format = 1\n[sources.t]\ntable = "book"\ncolumns = { title = "T" }\n'
    workbook.write("workbook.toml", said)
    answer(workbook.book, "t", "key", '["No"]')
    assert workbook.book.settings.sources["t"]["key"] == ["No"]
    answer(workbook.book, "t", "decimal", ",")
    assert workbook.book.settings.sources["t"]["decimal"] == ","


def test_the_samples_are_left_alone(workbook: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook inside the package."""
    monkeypatch.setattr("careerkit.workspace.is_shipped", lambda book: True)
    with pytest.raises(NotAllowed):
        save(sample(sample_names()[0]), "toggl", {"encoding": "cp1252"})


def test_the_command_says_what_it_wrote(workbook: Builder, run: Run) -> None:
    """Careerkit answer toggl encoding cp1252."""
    done = run("answer", "toggl", "encoding", "cp1252", "--workbook", workbook.root)
    assert done.code == 0
    assert done.out.rstrip().endswith("[sources.toggl] encoding")
    assert run("answer", "toggl", "nothing", "x", "--workbook", workbook.root).code == 2


def test_keys_of_any_table_are_set_and_taken_back(workbook: Builder) -> None:
    """A key at the top, one in a table, one in a table that is new: comments stay, and the edit undoes all of it."""
    workbook.write("workbook.toml", OWN)
    edit = put(
        workbook.book,
        {("name",): "Zoë", ("targets", "connections_per_week"): 3, ("season", "2026"): 'One "thing"', ("time_zone",): "Asia/Tokyo"},
    )  # fmt: skip
    assert edit is not None
    text = (workbook.root / "workbook.toml").read_text("utf-8")
    assert text.startswith('# mine\nformat = 1\nname = "Zoë"   # that is me\n')
    found = workbook.book.settings
    assert (found.name, found.time_zone, found.targets["connections_per_week"]) == (
        "Zoë",
        "Asia/Tokyo",
        3.0,
    )
    assert found.season == {"2026": 'One "thing"'}
    take_back(workbook.book, [edit])
    assert (workbook.root / "workbook.toml").read_text("utf-8") == OWN


def test_what_does_not_differ_is_not_written(workbook: Builder) -> None:
    """The same name and a number of the same size; a key that is not there is not missed."""
    workbook.write("workbook.toml", OWN)
    said = {("name",): "Ada", ("targets", "connections_per_week"): 2.0, ("complete",): None}
    assert put(workbook.book, said) is None


def test_a_key_can_be_taken_out(workbook: Builder) -> None:
    workbook.write("workbook.toml", OWN + '\n[season]\n"2025" = "x"\n"2026" = "y"\n')
    put(workbook.book, {("season", "2026"): None})
    assert workbook.book.settings.season == {"2025": "x"}


@pytest.mark.parametrize("key", [("time_zone",), ("nobody",), ("name", "x"), ("targets", "x", "y")])
def test_keys_that_nobody_reads_are_refused(workbook: Builder, key: tuple[str, ...]) -> None:
    """A zone that is none, an unknown key, a table in place of a text, a table in a table of numbers."""
    workbook.write("workbook.toml", OWN)
    with pytest.raises(BadData, match="nothing was written"):
        put(workbook.book, {key: "x"})
    assert (workbook.root / "workbook.toml").read_text("utf-8") == OWN


def test_the_form_of_the_file_stays(workbook: Builder) -> None:
    """A byte-order mark and line ends of Windows."""
    workbook.write("workbook.toml", ("\ufeff" + OWN.replace("\n", "\r\n")).encode())
    put(workbook.book, {("name",): "Bo"})
    data = (workbook.root / "workbook.toml").read_bytes().decode()
    assert data == "\ufeff" + OWN.replace("\n", "\r\n").replace('"Ada"', '"Bo"')


def test_readers_of_ones_own_may_be_named(workbook: Builder) -> None:
    """Consent for a reader whose file lies in audiences/."""
    workbook.write("workbook.toml", f"{OWN}\n[consent.aunt]\nsections = []\n")
    workbook.write("audiences/aunt.toml", b"")
    assert put(workbook.book, {("name",): "Bo"}) is not None
