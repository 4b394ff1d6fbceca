"""Does the role still fit: values, weights set before, fits and the decision on record."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit.measure import Measure, Statement
from tests.measures.frames import run, year

VALUES = [
    {"id": "v1", "name": "Family time", "weight": 9, "set_on": "2025-01-05"},
    {"id": "v2", "name": "Learning", "weight": 8, "set_on": "2025-01-05"},
]


def fit(value: str, number: float, at: int = 2025, **other: Any) -> dict[str, Any]:
    return {"id": f"f{at}{value}", "year": at, "value": value, "fit": number, **other}


def decision(at: int = 2025, **other: Any) -> dict[str, Any]:
    return {"id": f"d{at}", "year": at, "choice": "shape", "reason": "secret", **other}


def told(found: Measure, words: str) -> Statement:
    [one] = [said for said in found.more if words in said.text]
    return one


def test_numbers_by_hand() -> None:
    """Learning fell from 8 to 5, by three; family rose from 4 to 6."""
    fits = [fit("Learning", 5), fit("Family time", 6), fit("Learning", 8, 2024), fit("Family time", 4, 2024)]  # fmt: skip
    found = run("role_fit", value=VALUES, fit=fits)
    assert (found.status, found.n) == ("clear", 2)
    assert found.table.drop(columns="share").to_numpy().tolist() == [
        ["Family time", 9, 6, 4, 2],
        ["Learning", 8, 5, 8, -3],
    ]
    assert found.table["share"].tolist() == [[], []]
    expected = {"falls": 1, "largest_fall": 3, "compared": 2, "fits": 2, "lowest": 5, "highest": 6}
    assert {key: found.values[key] for key in expected} == expected
    assert found.effect == 1
    assert found.evidence == ("f2025Family time", "f2025Learning")
    assert "no decision is on record yet" in found.statement


@pytest.mark.parametrize(("now", "falls"), [(5.5, 0), (5, 1)])
def test_a_fall_is_three_points(now: float, falls: int) -> None:
    found = run("role_fit", fit=[fit("Learning", now), fit("Learning", 8, 2024)])
    assert found.values["falls"] == falls
    assert (found.effect > 0) is bool(falls)


@pytest.mark.parametrize(
    ("text", "read", "unreadable"),
    [
        ("learning=7;family=5", {"learning": 7, "family": 5}, 0),
        ("learning = 7 ; family time: 5/10", {"learning": 7, "family time": 5}, 0),
        ("learning=7,family=5", {"learning": 7, "family": 5}, 0),
        ("learning 7\nfamily 5,5", {"learning": 7, "family": 5.5}, 0),
        ("learning=7;;", {"learning": 7}, 0),
        ("learning=11;family=5", {"family": 5}, 1),
        ("learning=-1;family=nan;=4;x", {}, 4),
        ("learning=10;enough money=0", {"learning": 10, "enough money": 0}, 0),
    ],
)
def test_the_short_form_is_read_leniently_and_what_is_not_read_is_counted(
    text: str, read: dict[str, float], unreadable: int
) -> None:
    found = run("role_fit", decision=[decision(fits=text)])
    assert dict(zip(found.table["value"], found.table["fit"], strict=True)) == read
    assert found.values["unreadable"] == unreadable
    assert any("cannot be read" in said.text for said in found.more) is bool(unreadable)


def test_rows_of_fits_come_before_the_short_form_whatever_the_spelling() -> None:
    found = run("role_fit", value=VALUES, fit=[fit("learning", 3)], decision=[decision(fits="Learning=9;family-time=6")])  # fmt: skip
    assert found.table["fit"].tolist() == [6, 3]
    assert found.table["weight"].tolist() == [9, 8]


@pytest.mark.parametrize(
    ("day", "status", "late"),
    [("2025-01-05", "clear", 0), ("2025-01-04", "clear", 2), (None, "hint", 0)],
)
def test_weights_come_before_the_fits_or_that_is_said(
    day: str | None, status: str, late: int
) -> None:
    """Set on 5 January: the same day is still before; a fit without a day cannot tell."""
    fits = [fit(name, 5, date=day) for name in ("Learning", "Family time")]
    found = run("role_fit", value=VALUES, fit=fits)
    assert found.values["weights_late"] == late
    words = "set after the fits" if late else "set before the fits"
    assert told(found, words).status == status
    assert found.table["weight"].tolist() == [9, 8]


def test_the_weight_is_the_latest_one_set_by_the_day_of_the_fit() -> None:
    newer = [{"id": "v3", "name": "Learning", "weight": 2, "set_on": "2025-12-10"}]
    fits = [fit("Learning", 5, date="2025-12-01")]
    found = run("role_fit", value=VALUES + newer, fit=fits)
    assert found.table.set_index("value").loc["Learning", "weight"] == 8
    assert found.values["weights_late"] == 0
    seen = run("role_fit", value=VALUES + newer, fit=[fit("Learning", 5, recorded_at="2025-12-20")])
    assert seen.table.set_index("value").loc["Learning", "weight"] == 2


def test_a_value_without_weight_or_day_is_told() -> None:
    undated = [{"id": "v3", "name": "Quiet", "weight": 2}]
    found = run("role_fit", value=undated, fit=[fit("Quiet", 5), fit("Money", 5)])
    said = told(found, "carry no weight")
    assert said.text == "Of 2 values with a fit 1 carry no weight, and 1 a weight without its day."
    assert said.status == "not_yet"


def test_the_record_and_what_is_missing_in_it() -> None:
    whole = decision(tripwire="secret", tripwire_on="2026-02-28", change_mind="secret")
    found = run("role_fit", decision=[whole])
    assert (found.status, found.n) == ("clear", 1)
    assert told(found, "4 of 4").status == "clear"
    assert "with a tripwire for 2026-02-28" in found.statement
    assert told(run("role_fit", decision=[decision()]), "1 of 4").status == "not_yet"


@pytest.mark.parametrize(
    ("day", "status", "came"),
    [("2025-12-31", "hint", "yes"), ("2026-01-01", "clear", "no"), (None, "clear", None)],
)
def test_the_day_of_last_years_tripwire_came_or_is_to_come(
    day: str | None, status: str, came: str | None
) -> None:
    """As of 31 December; whether it fired is asked, never computed."""
    found = run("role_fit", decision=[decision(2024, tripwire="secret", tripwire_on=day)])
    said = told(found, "ast year's")
    assert (said.status, found.values["tripwire_came"]) == (status, came)
    assert ("did it fire?" in said.text) is (came == "yes")
    assert found.status == "not_yet", "nothing is on record for this year"


def test_the_entries_for_and_against_are_the_persons_own() -> None:
    rows = [fit("Learning", 5, supports="secret s", opposes="secret o", share=["mentor"]), fit("Family time", 6, supports="secret")]  # fmt: skip
    found = run("role_fit", value=VALUES, fit=rows)
    assert found.rows[["label", "text", "share"]].to_numpy().tolist() == [
        ["Family time 6: for it", "secret", []],
        ["Learning 5: for it", "secret s", ["mentor"]],
        ["Learning 5: against it", "secret o", ["mentor"]],
    ]
    assert told(found, "one entry that speaks for them").text.startswith("1 of 2 fits")


def test_no_word_of_the_person_is_spoken() -> None:
    rows = [
        fit("Learning", 5, supports="secret"),
        fit("Family time", 2),
        fit("Family time", 9, 2024),
    ]
    made = [decision(tripwire="secret", change_mind="secret"), decision(2024, tripwire="secret")]
    found = run("role_fit", value=VALUES, fit=rows, decision=made)
    spoken = (
        found.statement
        + found.needs
        + str(found.values)
        + "".join(s.text + s.needs for s in found.more)
    )
    for word in ("secret", "Family", "Learning"):
        assert word not in spoken


def test_six_values_are_asked_about() -> None:
    many = [{"id": f"v{i}", "name": f"n{i}", "weight": 1, "set_on": "2025-01-01"} for i in range(6)]
    assert (
        told(run("role_fit", value=many, fit=[fit("n1", 5)]), "of your 6 values").status == "hint"
    )
    five = run("role_fit", value=many[:5], fit=[fit("n1", 5)])
    assert not [said for said in five.more if "of your" in said.text]


def test_what_is_written_after_the_as_of_day_is_not_known() -> None:
    period = year(2025, as_of="2025-06-30")
    later = [fit("Learning", 5, date="2025-07-01")]
    newer = [*VALUES, {"id": "v9", "name": "Learning", "weight": 1, "set_on": "2025-07-01"}]
    found = run("role_fit", period, value=newer, fit=later, decision=[decision(date="2025-12-01")])
    assert (found.status, found.n) == ("not_yet", 0)
    assert found.table["weight"].tolist() == [9, 8]


def test_order_changes_nothing() -> None:
    fits = [fit("Learning", 5), fit("Family time", 6), fit("Learning", 8, 2024)]
    made = [decision(), decision(2024)]
    one = run("role_fit", value=VALUES, fit=fits, decision=made)
    two = run("role_fit", value=VALUES[::-1], fit=fits[::-1], decision=made[::-1])
    assert (one.statement, one.values, one.more, one.evidence) == (two.statement, two.values, two.more, two.evidence)  # fmt: skip
    assert one.table.equals(two.table)
    assert one.rows.equals(two.rows)
