"""What of a measure may reach a reader: nothing that is not named three times."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from careerkit import audience, initials
from careerkit.audience import Reader, project, projected, reader, shared_rows
from careerkit.errors import UsageError
from careerkit.measure import Measure, Status

MENTOR = Reader("mentor", "Mentor", 5, {"wins": ["month", "wins", "gone"]}, {"wins": ["wins"]})


def _rows(*share: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"text": [f"text {n}" for n in range(len(share))], "share": list(share)})


def _measure(status: Status = Status.CLEAR, n: int = 9, name: str = "wins") -> Measure:
    table = pd.DataFrame({"month": [1, 2], "wins": [3, 6], "secret": ["a", "b"]})
    return Measure(
        status, n, "Nine wins.", table=table, values={"wins": 9, "salary": 5},
        rows=_rows([], ["mentor"], ["public"], ["coach"], ["coach", "mentor"]), name=name,
    )  # fmt: skip


def test_the_owner_gets_everything() -> None:
    """The owner, without any consent."""
    measure = _measure()
    assert project(measure, reader("owner"), ()) is measure


def test_a_reader_gets_the_named_columns_values_and_shared_rows() -> None:
    """A measure with a column and a value too many, and rows shared with five circles."""
    found = project(_measure(), MENTOR, ["wins"], _measure().rows)
    assert list(found.table) == ["month", "wins"]
    assert found.values == {"wins": 9}
    assert list(found.rows["text"]) == ["text 1", "text 2", "text 4"]
    assert (found.status, found.n, found.statement) == (Status.CLEAR, 9, "Nine wins.")


def test_without_quoted_records_no_text_leaves() -> None:
    """The rows of the whole log, also the shared ones, are never passed on by themselves."""
    found = project(_measure(), MENTOR, ["wins"])
    assert len(found.rows) == 0
    assert list(found.rows) == ["text", "share"]


def test_names_become_initials() -> None:
    """In the texts of the records and in the cells of the table."""
    hidden = initials.of([("lene", "Lene Hansen")], ["with @lene"])
    rows = pd.DataFrame({"text": ["Lene Hansen and @lene"], "share": [["mentor"]]})
    table = pd.DataFrame({"month": ["Lene"], "wins": [1], "share": [["mentor"]]})
    measure = Measure(Status.CLEAR, 9, "Nine.", table=table, name="wins")
    found = project(measure, MENTOR, ["wins"], rows, hidden)
    assert found.rows["text"].tolist() == ["L. H. and L. H."]
    assert found.table["month"].tolist() == ["L. H."]


def test_our_own_words_are_nobodys_name() -> None:
    """A person called like a word of a table of aggregates changes nothing in it."""
    hidden = initials.of([("scope-adler", "Scope Adler")], [])
    table = pd.DataFrame({"month": ["Scope"], "wins": [1]})
    measure = Measure(Status.CLEAR, 9, "Nine.", table=table, name="wins")
    assert project(measure, MENTOR, ["wins"], None, hidden).table["month"].tolist() == ["Scope"]


def test_the_size_of_a_finding_stays() -> None:
    """No reader's file names it, and what stands first must not tell of it."""
    assert project(replace(_measure(), effect=0.7), MENTOR, ["wins"]).effect == 0


def test_a_private_double_of_a_shared_row_changes_nothing() -> None:
    """Equal rows are counted in their ids, in the order of the file: the shared row reads the same either way."""
    day = pd.Timestamp("2025-03-04")
    frame = pd.DataFrame({"id": ["f", "a", "b"], "date": [day] * 3, "text": ["ours", "ours", "also ours"], "share": [["mentor"], [], ["coach", "mentor"]]})  # fmt: skip
    who = replace(MENTOR, tables={"entry": ("date", "text")})
    other = frame.assign(id=["a", "f", "b"]).sort_values("id", ignore_index=True)
    found, again = (projected("entry", one, who) for one in (frame, other))
    pd.testing.assert_frame_equal(found, again)
    assert found["text"].tolist() == ["also ours", "ours"]
    assert found["share"].tolist() == [["mentor"], ["mentor"]]


def test_a_projected_table_keeps_its_shape_and_nothing_else() -> None:
    """Two rows, one of them shared, of a table that the reader's file names; and of one that it does not."""
    who = replace(MENTOR, tables={"entry": ("date", "text")})
    day = pd.Timestamp("2025-03-04")
    frame = pd.DataFrame({
        "id": ["a", "b"], "date": [day, day], "text": ["mine", "ours"], "detail": ["x", "y"], "hours": [1.0, 2.0],
        "people": [["lene"], ["lene"]], "share": [[], ["mentor"]],
    })  # fmt: skip
    found = projected("entry", frame, who)
    assert found["text"].tolist() == ["ours"]
    assert found["date"].tolist() == [day]
    assert found[["detail", "hours"]].isna().all(axis=None)
    assert found["people"].tolist() == [[]]
    assert found.dtypes.to_dict() == frame.dtypes.to_dict()
    assert projected("feedback", frame, who).empty
    assert list(projected("feedback", frame, who)) == list(frame)
    assert projected("entry", frame, reader("owner")) is frame


@pytest.mark.parametrize(
    ("measure", "consent", "reason"),
    [
        (_measure(name="energy"), ["energy"], "never part of what a mentor gets"),
        (_measure(), [], r"\[consent.mentor\] in workbook.toml does not name it"),
        (_measure(), ["win", "goals"], "does not name it"),
        (_measure(Status.FAILED), ["wins"], "could not be computed"),
        (_measure(n=4), ["wins"], "fewer than 5 records"),
    ],
)
def test_everything_else_is_withheld_with_the_reason(
    measure: Measure, consent: list[str], reason: str
) -> None:
    """A measure the reader's file does not name, one without consent, one that failed, one on four records."""
    found = project(measure, MENTOR, consent)
    assert found.status is Status.WITHHELD
    assert found.name == measure.name
    assert pd.Series([found.needs]).str.contains(reason).all()
    assert (found.n, found.table.size, found.rows.size, dict(found.values)) == (0, 0, 0, {})
    assert "Nine" not in found.statement


def test_no_shared_row_leaves_the_columns() -> None:
    """Rows of which none is shared, and no rows at all."""
    for rows in (_rows([], ["coach"]), _rows()):
        found = shared_rows(rows, MENTOR)
        assert len(found) == 0
        assert list(found) == ["text", "share"]


def test_aggregates_are_kept_whole() -> None:
    """A frame without a column that says who may read a row."""
    frame = pd.DataFrame({"month": [1, 2]})
    assert shared_rows(frame, MENTOR) is frame


def test_a_table_of_single_records_is_narrowed_too() -> None:
    """A measure whose drawn table has one row per record."""
    who = Reader("mentor", "Mentor", 0, {"goals": ["text"]}, {"goals": []})
    measure = Measure(Status.CLEAR, 2, "Two.", table=_rows([], ["mentor"]), name="goals")
    found = project(measure, who, ["goals"])
    assert found.table.to_dict("list") == {"text": ["text 1"]}


def test_the_shipped_readers_are_whole() -> None:
    """Every reader's file: a title, at least five records, and columns for each measure."""
    assert audience.names()[0] == "owner"
    for name in audience.names()[1:]:
        who = reader(name)
        assert who.title
        assert not who.is_owner
        assert who.least >= 5
        assert set(who.columns) == set(who.values)
        assert who.columns


@pytest.mark.parametrize("name", ["", "Mentor", "boss", "../audiences/mentor", "public"])
def test_an_unknown_reader_lists_the_known_ones(name: str) -> None:
    """Another case, a path, someone who is none."""
    with pytest.raises(UsageError, match="there are: owner, coach, mentor"):
        reader(name)
