"""Which rows stand when exports overlap, repeat and contradict each other; every row goes one way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import tables
from careerkit.problems import Problem
from careerkit.records import Account, Coverage
from careerkit.rows import Row
from careerkit.settle import File, settle

FIRST = date(2024, 1, 1)


def _row(
    whose: Account, table: str, values: dict[str, Any], member: str = "", key: tuple[str, ...] = ()
) -> Row:
    cells: dict[str, Any] = {column.name: None for column in tables.table(table).all_columns}
    cells |= {"file": whose.file, "line": 1, "status": "live", **values}
    return Row(table, cells, whose, key, cells.pop("member", member))


def _file(
    name: str,
    coverage: Coverage,
    rows: Iterable[tuple[str, dict[str, Any]]],
    *,
    source: str = "toggl",
    member: str = "",
    newest: str | None = None,
) -> File:
    account = Account(name, source)
    made = [_row(account, table, values, member) for table, values in rows]
    account.rows_in = len(made)
    return File(account, coverage, made, (newest or name, "", 0))


def _time(day: int, activity: str = "work", account: str = "me") -> tuple[str, dict[str, Any]]:
    when = FIRST + timedelta(days=day)
    return "time", {"date": when, "hours": 1.0, "activity": activity, "account": account}


def _person(slug: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return "person", {"slug": slug, **more}


def _counts(file: File) -> tuple[int, int, int, int]:
    account = file.account
    assert account.holds
    return account.accepted, account.duplicate, account.retired, account.quarantined


def _standing(rows: list[Row]) -> list[tuple[Any, ...]]:
    names = ("slug", "activity", "date", "status", "org", "account")
    return sorted(
        ((*(str(row.cells.get(name)) for name in names), row.id) for row in rows), key=str
    )


def test_a_newer_kept_snapshot_retires_what_it_no_longer_has() -> None:
    """Connections: ada and bob in spring, bob and cem in autumn. Ada stays, retired."""
    spring = _file("2024-03", Coverage.KEEP, [_person("ada"), _person("bob")])
    autumn = _file("2024-10", Coverage.KEEP, [_person("bob"), _person("cem")])
    rows, problems = settle([autumn, spring])
    assert {row.cells["slug"]: row.cells["status"] for row in rows} == {
        "ada": "retired", "bob": "live", "cem": "live",
    }  # fmt: skip
    assert (_counts(spring), _counts(autumn)) == ((0, 1, 1, 0), (2, 0, 0, 0))
    assert problems == []


def test_the_row_of_the_newer_file_wins() -> None:
    """The same person twice, with another employer in the newer file."""
    old = _file("2023-01", Coverage.KEEP, [_person("ada", org="Acme")])
    new = _file("2024-01", Coverage.KEEP, [_person("ada", org="Bolt")])
    rows, _ = settle([new, old])
    assert [row.cells["org"] for row in rows] == ["Bolt"]
    assert (_counts(old), _counts(new)) == ((0, 1, 0, 0), (1, 0, 0, 0))


def test_who_comes_back_is_live_again() -> None:
    """A person who is there, gone, and there again."""
    files = [
        _file("1", Coverage.KEEP, [_person("ada"), _person("bob")]),
        _file("2", Coverage.KEEP, [_person("bob")]),
        _file("3", Coverage.KEEP, [_person("ada"), _person("bob")]),
    ]
    rows, _ = settle(files)
    assert [row.cells["status"] for row in rows] == ["live", "live"]
    assert [_counts(file) for file in files] == [(0, 2, 0, 0), (0, 1, 0, 0), (2, 0, 0, 0)]


def test_a_member_that_is_not_in_the_archive_retires_nothing() -> None:
    """An old archive with people and skills, a newer one with people only."""
    old = _file("1", Coverage.KEEP, [("person", {"slug": "ada", "member": "Connections.csv"}),
                                     ("skill", {"slug": "sql", "member": "Skills.csv"})])  # fmt: skip
    new = _file("2", Coverage.KEEP, [_person("bob")], member="Connections.csv")
    rows, _ = settle([old, new])
    assert {row.cells["slug"]: row.cells["status"] for row in rows} == {
        "ada": "retired", "bob": "live", "sql": "live",
    }  # fmt: skip


def test_a_dropped_snapshot_forgets_what_it_no_longer_has() -> None:
    """A reading list with two books, then with one."""
    old = _file("1", Coverage.DROP, [("book", {"title": "A"}), ("book", {"title": "B"})])
    new = _file("2", Coverage.DROP, [("book", {"title": "B"})])
    rows, _ = settle([old, new])
    assert [row.cells["title"] for row in rows] == ["B"]
    assert (_counts(old), _counts(new)) == ((0, 1, 1, 0), (1, 0, 0, 0))


def test_a_window_takes_back_only_what_lies_inside_it() -> None:
    """A year of tracking, then one corrected week: only that week's missing rows are gone."""
    year = _file("1", Coverage.WINDOW, [_time(0), _time(10), _time(12), _time(14), _time(40)])
    week = _file("2", Coverage.WINDOW, [_time(10), _time(14), _time(13, "new")])
    rows, _ = settle([year, week])
    assert sorted((row.cells["date"] - FIRST).days for row in rows) == [0, 10, 13, 14, 40]
    assert (_counts(year), _counts(week)) == ((2, 2, 1, 0), (3, 0, 0, 0))


def test_a_window_speaks_only_for_its_own_account() -> None:
    """Two people's trackers over the same week, in two files."""
    mine = _file("1", Coverage.WINDOW, [_time(1), _time(2), _time(3)])
    yours = _file("2", Coverage.WINDOW, [_time(1, account="you"), _time(3, account="you")])
    rows, _ = settle([mine, yours])
    assert len(rows) == 5
    assert (_counts(mine), _counts(yours)) == ((3, 0, 0, 0), (2, 0, 0, 0))


def test_a_window_leaves_rows_without_a_day_alone() -> None:
    """A learning item that an export gives no day, and a newer file without it."""
    old = _file(
        "1",
        Coverage.WINDOW,
        [("learning", {"title": "Course"}), ("learning", {"title": "A", "date": FIRST})],
    )
    new = _file("2", Coverage.WINDOW, [("learning", {"title": "B", "date": FIRST})])
    rows, _ = settle([old, new])
    assert sorted(row.cells["title"] for row in rows) == ["B", "Course"]


def test_an_empty_export_takes_nothing_back() -> None:
    """A newer file without a single row, for each kind of export."""
    for coverage in (Coverage.KEEP, Coverage.DROP, Coverage.WINDOW, Coverage.UNION):
        old, new = _file("1", coverage, [_time(1)]), _file("2", coverage, [])
        rows, _ = settle([old, new])
        assert [row.cells["status"] for row in rows] == ["live"]


def test_events_are_never_taken_back() -> None:
    """Two files of a form with one answer in common."""
    one = _file("1", Coverage.UNION, [_time(1), _time(2)])
    two = _file("2", Coverage.UNION, [_time(2), _time(3)])
    rows, _ = settle([one, two])
    assert len(rows) == 3
    assert (_counts(one), _counts(two)) == ((1, 1, 0, 0), (2, 0, 0, 0))


def test_two_equal_wins_of_one_day_stay_two() -> None:
    """The same line twice in a journal, with other blanks and case; their ids differ."""
    rows = [("entry", {"date": FIRST, "word": "win", "text": text}) for text in ("A win", "a  WIN")]
    file = _file("journal/2024.md", Coverage.LIVING, rows, source="journal")
    found, problems = settle([file])
    assert len({row.id for row in found}) == 2
    assert problems == []
    assert _counts(file) == (2, 0, 0, 0)


def test_the_same_goal_twice_is_reported() -> None:
    """A register that names one goal twice: the first one counts."""
    rows = [("goal", {"slug": "lead", "title": title}) for title in ("One", "Two")]
    file = _file("registers/goals.csv", Coverage.LIVING, rows, source="registers")
    found, problems = settle([file])
    assert [row.cells["title"] for row in found] == ["One"]
    assert [(p.code, p.file, p.source) for p in problems] == [
        ("W-DOUBLE", "registers/goals.csv", "registers")
    ]
    assert _counts(file) == (1, 1, 0, 0)


def test_an_identity_of_the_sources_own_comes_before_the_columns() -> None:
    """Two people of one name with two addresses, in two exports."""

    def export(name: str, *urls: str) -> File:
        account = Account(name, "linkedin", rows_in=len(urls))
        rows = [_row(account, "person", {"slug": "ada"}, key=("url", url)) for url in urls]
        return File(account, Coverage.KEEP, rows, (name, "", 0))

    one, two = export("1", "x/ada", "x/ada-2"), export("2", "x/ada-2", "x/ada")
    rows, _ = settle([one, two])
    assert len(rows) == 2
    assert (_counts(one), _counts(two)) == ((0, 2, 0, 0), (2, 0, 0, 0))


def test_kept_and_broken_on_one_day_are_both_set_aside() -> None:
    """One evening that is kept in one line and broken in another; the next evening is fine."""
    rows = [
        ("boundary", {"date": FIRST, "name": "no mail", "kept": True}),
        ("boundary", {"date": FIRST + timedelta(days=1), "name": "no mail", "kept": True}),
        ("boundary", {"date": FIRST, "name": "walk", "kept": True}),
    ]
    one = _file("journal/a.md", Coverage.LIVING, rows, source="journal")
    other = [("boundary", {"date": FIRST, "name": "no mail", "kept": False})]
    two = _file("forms/b.csv", Coverage.LIVING, other, source="forms")
    found, problems = settle([one, two])
    assert len(found) == 2
    assert [(p.file, p.code) for p in problems] == [
        ("forms/b.csv", "E-CONFLICT"), ("journal/a.md", "E-CONFLICT"),
    ]  # fmt: skip
    assert (_counts(one), _counts(two)) == ((2, 0, 0, 1), (0, 0, 0, 1))


@pytest.mark.parametrize(("hours", "kept"), [((12.0, 12.0), 3), ((12.0, 12.5), 1)])
def test_a_day_has_at_most_24_hours(hours: tuple[float, float], kept: int) -> None:
    """Two intervals of one day and tracker, of 24 hours and of more; another account's day is its own."""
    rows = [_time(0, f"work {n}") for n in range(2)]
    for (_, cells), length in zip(rows, hours, strict=True):
        cells["hours"] = length
    file = _file("01", Coverage.WINDOW, [*rows, _time(0, "work", "you")])
    found, problems = settle([file])
    assert len(found) == kept
    assert {problem.code for problem in problems} <= {"E-RANGE"}
    assert _counts(file) == (kept, 0, 0, 3 - kept)


def _exports(files: list[list[tuple[int, str, str]]], coverage: Coverage) -> list[File]:
    return [
        _file(f"{n:02}", coverage, [_time(*row) for row in rows]) for n, rows in enumerate(files)
    ]


ROWS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from("ab"), st.sampled_from("xy")), max_size=8
)


@pytest.mark.parametrize("coverage", list(Coverage))
@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_every_row_goes_one_way_in_any_order(coverage: Coverage, data: st.DataObject) -> None:
    """Up to five overlapping files of one source, handed over in any order."""
    given_rows = data.draw(st.lists(ROWS, max_size=5))
    files = _exports(given_rows, coverage)
    rows, _ = settle(
        data.draw(st.permutations(files)) if coverage is not Coverage.LIVING else files
    )
    assert all(file.account.holds for file in files)
    assert len({row.id for row in rows}) == len(rows)
    live = [row for row in rows if row.cells["status"] == "live"]
    assert len(live) == sum(file.account.accepted for file in files)
    again, _ = settle(_exports(given_rows, coverage))
    assert _standing(again) == _standing(rows)


@pytest.mark.parametrize(
    "coverage", [Coverage.KEEP, Coverage.DROP, Coverage.WINDOW, Coverage.UNION]
)
@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_the_newest_file_once_more_changes_nothing(coverage: Coverage, data: st.DataObject) -> None:
    """Some exports, and the last of them twice under two names."""
    given_rows = data.draw(st.lists(ROWS, min_size=1, max_size=4))
    once, _ = settle(_exports(given_rows, coverage))
    twice = _exports([*given_rows, given_rows[-1]], coverage)
    rows, _ = settle(twice)
    assert _standing(rows) == _standing(once)
    assert all(file.account.holds for file in twice)


def test_nothing_gives_nothing() -> None:
    """No files at all."""
    found: tuple[list[Row], list[Problem]] = settle([])
    assert found == ([], [])


def test_a_file_without_a_date_in_its_name_stands_where_its_newest_day_puts_it() -> None:
    """An archive named after 3 June 2024, then a plain file whose newest day is in 2025: the plain one is newer."""
    for turned in (False, True):
        dated = _file("a", Coverage.KEEP, [_person("x", title="old words")])
        plain = _file("b", Coverage.KEEP, [_person("x", title="new words")])
        dated.newest, plain.newest = ("2024-06-03", "2024-05-30", 0), ("", "2025-02-01", 1)
        rows, _ = settle([plain, dated] if turned else [dated, plain])
        assert [row.cells["title"] for row in rows] == ["new words"]


def test_who_has_a_new_address_keeps_the_name_that_the_journal_uses() -> None:
    """Somebody appears under a new key and is said to be the one who vanished; and the same without being sure."""

    class Same:
        """A source that knows who is who."""

        def __init__(self, same: dict[str, str], undecided: set[str]) -> None:
            self.same, self.undecided = same, undecided
            self.explained: dict[str, str] = {}
            self.problems: list[Problem] = []

    for sure, slug in ((True, "ada"), (False, "ada-new")):
        old = _file("a", Coverage.KEEP, [_person("ada")], newest="2024-01-01")
        new = _file("b", Coverage.KEEP, [_person("ada-new")], newest="2024-02-01")
        new.pair = lambda gone, come, day, before, sure=sure: Same(  # type: ignore[misc]
            {come[0].id: gone[0].id}, set() if sure else {come[0].id}
        )
        first = settle([_file("a", Coverage.KEEP, [_person("ada")])])[0][0].id
        rows, _ = settle([old, new])
        assert [(row.id, row.cells["slug"], row.cells["status"]) for row in rows] == [
            (first, slug, "live")
        ]
