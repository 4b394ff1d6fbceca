"""Who is who between two exports: every rule by itself, and what holds for any two exports."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import identity
from careerkit.identity import MANY_STRANGERS, Pairing, pair
from careerkit.records import Account
from careerkit.rows import Row

OLD, NEW = "raw/linkedin/old.csv", "raw/linkedin/new.csv"
DAY, EXPORTED = date(2023, 3, 15), date(2024, 1, 5)


def _row(
    id_: str,
    name: str | None = None,
    address: str | None = None,
    *,
    day: date | None = DAY,
    status: str = "live",
    file: str = NEW,
    table: str = "person",
) -> Row:
    key: tuple[str, ...] = ("url", address) if address else ("name", name, str(day)) if name else ()
    line = int("".join(filter(str.isdigit, id_)) or 1)
    cells = {
        "name": name, "url": address, "connected_on": day, "status": status, "file": file, "line": line,
    }  # fmt: skip
    return Row(table, cells, Account(file, "linkedin"), key or ("anonymous", str(day)), id=id_)


def _was(id_: str, *args: str | None, status: str = "live", day: date | None = DAY) -> Row:
    return _row(id_, *args, status=status, day=day, file=OLD)


def _told(found: Pairing) -> tuple[dict[str, str], dict[str, str]]:
    """What was paired, after checking that nothing was said about it."""
    assert found.problems == []
    assert found.undecided == set()
    return found.same, found.explained


# --- what both rows say --------------------------------------------------------------------------


@pytest.mark.parametrize("day", [DAY, EXPORTED, EXPORTED + timedelta(days=9), None])
def test_an_address_that_is_known_by_now_is_the_person(day: date | None) -> None:
    """The old row has taken over another id once; now name and day differ too."""
    found = pair([_was("a1", "Ada Lund", "u2")], [_row("b1", "Ada Berg", "u2", day=day)], EXPORTED)
    assert _told(found) == ({"b1": "a1"}, {})


@pytest.mark.parametrize("closed_before", [EXPORTED, DAY, None])
def test_one_name_on_one_day_is_one_person(closed_before: date | None) -> None:
    """Another address, on a closed day, on the day of the export, and with no export's day known."""
    found = pair([_was("a1", "Ada  Lund", "u1")], [_row("b1", "ada lund", "u2")], closed_before)
    assert _told(found) == ({"b1": "a1"}, {})


def test_a_file_without_addresses_meets_one_with_them() -> None:
    """Two people of one day, first by name only, then with their addresses; and the other way round."""
    plain = [_was("a1", "Ada Lund"), _was("a2", "Bo Vik")]
    full = [_row("b1", "Bo Vik", "u1"), _row("b2", "Ada Lund", "u2")]
    assert _told(pair(plain, full, EXPORTED)) == ({"b1": "a2", "b2": "a1"}, {})
    assert _told(pair(full, plain, EXPORTED)) == ({"a1": "b2", "a2": "b1"}, {})


def test_a_name_on_another_day_is_another_person() -> None:
    """Ada Lund is gone from March; an Ada Lund of April is new, as somebody added again would be."""
    april = DAY + timedelta(days=30)
    found = pair(
        [_was("a1", "Ada Lund", "u1")], [_row("b1", "Ada Lund", "u2", day=april)], EXPORTED
    )
    assert _told(found) == ({}, {})


def test_namesakes_of_one_day_are_not_told_apart_by_name() -> None:
    """Two called Sam Vik on one day, both with a new address: paired with each other, listed, not decided."""
    old = [_was("a1", "Sam Vik", "u1"), _was("a2", "Sam Vik", "u2"), _was("a0", "Ada Lund", "u0")]
    new = [_row("b1", "Sam Vik", "u3"), _row("b2", "Sam Vik", "u4")]
    found = pair(old, new, EXPORTED)
    assert found.same == {"b1": "a1", "b2": "a2"}
    assert found.undecided == {"b1", "b2"}
    assert [problem.code for problem in found.problems] == ["W-WHO"]


# --- counting off --------------------------------------------------------------------------------


def test_one_gone_and_one_come_are_the_same() -> None:
    """A new name and a new address on a closed day, with nobody else of that day missing."""
    found = pair([_was("a1", "Ada Lund", "u1")], [_row("b1", "Ada Berg", "u2")], EXPORTED)
    assert _told(found) == ({"b1": "a1"}, {})


def test_a_deleted_account_is_the_one_who_is_gone() -> None:
    """A row with nothing but its date: it adds nobody, and does not take the person's place."""
    found = pair([_was("a1", "Ada Lund", "u1")], [_row("b1")], EXPORTED)
    assert _told(found) == ({}, {"b1": "a1"})


def test_a_deleted_account_that_is_no_more_deleted() -> None:
    """Without a name in the first export, with one in the second."""
    assert _told(pair([_was("a1")], [_row("b1", "Ada Lund", "u1")], EXPORTED)) == ({"b1": "a1"}, {})


def test_more_than_one_possibility_is_counted_and_listed() -> None:
    """Two are gone; one row without a name has come. Lines are told, names are not."""
    old = [_was("a8", "Ada Lund", "u1"), _was("a7", "Bo Vik", "u2")]
    found = pair(old, [_row("b12")], EXPORTED)
    assert (found.same, found.explained, found.undecided) == ({}, {"b12": "a7"}, {"b12"})
    [problem] = found.problems
    assert (problem.file, problem.line, problem.code) == (NEW, 12, "W-WHO")
    assert f"({OLD}:7, {OLD}:8)" in problem.reason
    assert "Ada" not in problem.one_line() + problem.value
    assert problem.source == "linkedin"


def test_who_has_a_name_takes_the_place_of_one_with_a_name() -> None:
    """One with a name and one without are gone; one of each has come, in any order of ids."""
    old = [_was("a1"), _was("a2", "Ada Lund", "u1")]
    new = [_row("b1", "Bo Vik", "u2"), _row("b2")]
    found = pair(old, new, EXPORTED)
    assert (found.same, found.explained) == ({"b1": "a2", "b2": "a1"}, {})
    assert found.undecided == {"b1", "b2"}


def test_a_surplus_is_new() -> None:
    """One is gone and two have come: one of them is new, and which one is listed."""
    found = pair([_was("a1", "Ada Lund", "u1")], [_row("b2"), _row("b1")], EXPORTED)
    assert (found.same, found.explained) == ({}, {"b1": "a1"})
    [problem] = found.problems
    assert f"2 rows ({NEW}:1, {NEW}:2) are 1 known and 1 new" in problem.reason


def test_days_are_counted_by_themselves() -> None:
    """One gone and one come on each of two days."""
    other = DAY + timedelta(days=1)
    old = [_was("a1", "Ada Lund", "u1"), _was("a2", "Bo Vik", "u2", day=other)]
    new = [_row("b1", day=other), _row("b2")]
    assert _told(pair(old, new, EXPORTED)) == ({}, {"b1": "a2", "b2": "a1"})


def test_the_day_of_the_older_export_is_not_closed() -> None:
    """One gone and one come on that day: they count apart, and that is told; a day later nothing is."""
    old = [_was("a1", "Ada Lund", "u1", day=EXPORTED)]
    found = pair(old, [_row("b3", day=EXPORTED)], EXPORTED)
    assert (found.same, found.explained, found.undecided) == ({}, {}, set())
    assert [(p.code, p.line) for p in found.problems] == [("W-WHO", 3)]
    later = _row("b3", day=EXPORTED + timedelta(days=1))
    assert _told(pair(old, [later], EXPORTED)) == ({}, {})


# --- who was gone before -------------------------------------------------------------------------


def test_who_was_gone_before_is_taken_only_when_needed() -> None:
    """One was retired long ago, one is gone now, one row has come: it is the one who is gone now."""
    old = [_was("a1", "Ada Lund", "u1", status="retired"), _was("a2", "Bo Vik", "u2")]
    assert _told(pair(old, [_row("b1", "Cem Sand", "u3")], EXPORTED)) == ({"b1": "a2"}, {})
    assert _told(pair(old[:1], [_row("b1", "Cem Sand", "u3")], EXPORTED)) == ({"b1": "a1"}, {})


def test_who_comes_back_with_the_old_name_is_known() -> None:
    """Retired with the first address, back with another one, while somebody else of the day is gone."""
    old = [_was("a1", "Ada Lund", "u1", status="retired"), _was("a2", "Bo Vik", "u2")]
    assert _told(pair(old, [_row("b1", "Ada Lund", "u3")], EXPORTED)) == ({"b1": "a1"}, {})


def test_who_was_nameless_stays_so_without_another_word() -> None:
    """Ada was explained by the last export; now Bo is gone, and there is still one row without a name."""
    old = [_was("a1", "Ada Lund", "u1", status="retired"), _was("a2", "Bo Vik", "u2")]
    assert _told(pair(old, [_row("b1")], EXPORTED, {"b1": "a1"})) == ({}, {"b1": "a1"})
    both = pair(old, [_row("b1"), _row("b2")], EXPORTED, {"b1": "a1"})
    assert _told(both) == ({}, {"b1": "a1", "b2": "a2"})


def test_one_of_two_who_were_nameless_may_have_come_back() -> None:
    """Two were explained; now one row without a name is left and one with a new name has come."""
    old = [
        _was("a1", "Ada Lund", "u1", status="retired"),
        _was("a2", "Bo Vik", "u2", status="retired"),
    ]
    new = [_row("b1"), _row("b2", "Cem Sand", "u3")]
    found = pair(old, new, EXPORTED, {"b1": "a1", "b9": "a2"})
    assert found.undecided == {"b1", "b2"}
    named = pair(old, [new[0], _row("b2", "Ada Lund", "u3")], EXPORTED, {"b1": "a1", "b9": "a2"})
    assert _told(named) == ({"b2": "a1"}, {"b1": "a2"})


def test_nameless_rows_for_people_gone_before_are_no_news() -> None:
    """Two were retired before, one row without a name: whichever it is, nothing changes."""
    old = [
        _was("a1", "Ada Lund", "u1", status="retired"),
        _was("a2", "Bo Vik", "u2", status="retired"),
    ]
    assert _told(pair(old, [_row("b1")], EXPORTED)) == ({}, {"b1": "a1"})


# --- what is none of it --------------------------------------------------------------------------


def test_other_tables_and_rows_without_a_day_are_left_alone() -> None:
    """A role that is gone and one that has come; a person without a day."""
    old = [_row("a1", "Clerk", table="role"), _was("a2", "Ada Lund", "u1", day=None)]
    new = [_row("b1", "Clerk", table="role"), _row("b2", "Ada Lund", "u2", day=None)]
    assert _told(pair(old, new, EXPORTED)) == ({}, {})


def _crowd(seed: int, count: int, file: str) -> list[Row]:
    rng = random.Random(seed)
    return [
        _row(f"{seed}x{n:03}", f"N{seed}-{n}", f"u{seed}-{n}", file=file,
             day=DAY - timedelta(days=rng.randrange(900)))
        for n in range(count)
    ]  # fmt: skip


def test_an_export_of_another_account_is_not_paired() -> None:
    """300 people and 300 others, many of them by chance on one day: nothing is paired, and it is told once."""
    old, new = _crowd(1, 300, OLD), _crowd(2, 300, NEW)
    assert len({r.cells["connected_on"] for r in old} & {r.cells["connected_on"] for r in new}) > 50
    found = pair(old, new, EXPORTED)
    assert (found.same, found.explained) == ({}, {})
    assert [problem.code for problem in found.problems] == ["W-WHO"]
    assert "does not continue" in found.problems[0].reason


def test_a_few_people_that_nothing_explains_are_no_other_account() -> None:
    """As many strangers as are let pass, and one more; one person of another day is gone and one has come."""
    old, come = [_was("a1", "Ada Lund", "u1")], [_row("b1")]
    strangers = [
        _row(f"c{n:02}", f"S{n}", f"s{n}", day=DAY - timedelta(days=n + 1))
        for n in range(MANY_STRANGERS + 1)
    ]
    assert pair(old, [*come, *strangers[1:]], EXPORTED).explained == {"b1": "a1"}
    assert pair(old, [*come, *strangers], EXPORTED).explained == {}


# --- what holds for any two exports --------------------------------------------------------------

PEOPLE = st.lists(
    st.tuples(
        st.sampled_from([None, "Ada Lund", "Bo Vik"]), st.integers(0, 2), st.sampled_from(["live", "retired"])
    ),
    max_size=9,
)  # fmt: skip


def _export(found: Sequence[tuple[str | None, int, str]], letter: str, file: str) -> list[Row]:
    return [
        _row(f"{letter}{n}", name, f"{letter}{n}" if name else None, file=file, status=status,
             day=EXPORTED - timedelta(days=days))
        for n, (name, days, status) in enumerate(found)
    ]  # fmt: skip


@given(PEOPLE, PEOPLE, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_nobody_is_paired_twice_and_every_closed_day_is_counted_off(
    before: list[tuple[str | None, int, str]],
    after: list[tuple[str | None, int, str]],
    rng: random.Random,
) -> None:
    """Up to nine people on either side over three days, of which one is that of the export."""
    old = _export(before, "a", OLD)
    new = _export([(name, day, "live") for name, day, _ in after], "b", NEW)
    found = pair(old, new, EXPORTED)
    shuffled = pair(rng.sample(old, len(old)), rng.sample(new, len(new)), EXPORTED)
    assert shuffled == found
    both = {**found.same, **found.explained}
    assert len(both) == len(found.same) + len(found.explained) == len(set(both.values()))
    assert set(both) <= {row.id for row in new}
    assert set(both.values()) <= {row.id for row in old}
    assert found.undecided <= set(both)
    days = {row.id: row.cells["connected_on"] for row in [*old, *new]}
    assert all(days[one] == days[other] for one, other in both.items())
    for day in {day for day in days.values() if day < EXPORTED}:
        gone, come = ([row for row in side if days[row.id] == day] for side in (old, new))
        assert sum(days[one] == day for one in both) == min(len(gone), len(come))


def test_only_people_are_looked_at() -> None:
    """The table that the pairing speaks of."""
    assert identity.TABLE == "person"
