"""What the last reply said, by section, and what was done with it."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit.measure import Measure, Statement
from tests.measures.frames import run, year
from tests.measures.sittings import PULSE, scored, sitting

PERIOD = year(2026, as_of="2026-06-30")
COPY, EARLIER = "c" * 32, "e" * 32


def answer(day: str, section: str, copy: str = COPY, of: int = 2025, **done: Any) -> tuple[dict[str, Any], dict[str, Any]]:  # fmt: skip
    """One answer as it comes from the importer: a row of `reply` and one of `feedback`."""
    shared = {"date": day, "share_id": copy, "section": section, "text": f"about {section}"}
    said = {"id": f"r-{day}-{section}", "year": of, "from_claimed": "Mina", "received_at": f"{day}T10:00"}  # fmt: skip
    given = {"id": f"f-{day}-{section}", "giver": "Mina", "claimed": True, "form": "advice", **done}
    return {**shared, **said}, {**shared, **given}


def rating(day: str, about: str, value: int, of: int = 2025) -> tuple[dict[str, Any], None]:
    said = {"id": f"r-{day}-{about}", "date": day, "year": of, "received_at": f"{day}T10:00"}
    return {**said, "share_id": COPY, "section": about, "rating": value}, None


def found(*rows: tuple[dict[str, Any], dict[str, Any] | None], period: Any = PERIOD, **more: Any) -> Measure:  # fmt: skip
    feedback = [given for _, given in rows if given]
    return run("mentor_replies", period, reply=[said for said, _ in rows], feedback=feedback, **more)  # fmt: skip


def told(measure: Measure, word: str) -> Statement:
    [one] = [each for each in measure.more if word in each.text]
    return one


# Waits since 132 days without an action and 115 with one; done and told; declined and not told.
MANY = (
    answer("2026-02-18", "wins"),
    answer("2026-03-07", "goals", action="Ask for it", action_due="2026-07-01"),
    answer("2026-03-07", "energy", action="Try it", action_done_on="2026-04-01", told_on="2026-04-02"),
    answer("2026-03-07", "adding_up", declined_because="No time"),
)  # fmt: skip


def test_what_became_of_the_answers_by_hand() -> None:
    measure = found(*MANY)
    assert (measure.status, measure.n) == ("clear", 4)
    assert measure.statement == (
        "The last copy that was answered, that of 2025, got 4 answers on 4 sections: 3 with an action or a reason"
        " against one, 2 done or declined, 1 told back to the mentor."
    )
    table = measure.table.set_index("section")
    assert table.index.tolist() == ["adding_up", "energy", "goals", "wins"]
    assert table["chosen"].tolist() == [0, 1, 1, 0]
    assert table["declined"].tolist() == [1, 0, 0, 0]
    assert table["done"].tolist() == [0, 1, 0, 0]
    assert table["told"].tolist() == [0, 1, 0, 0]
    assert table["days"].fillna(-1).tolist() == [-1, -1, 115, 132]
    values = measure.values
    assert (values["replies"], values["sections"], values["answers"], values["ratings"]) == (2, 4, 4, 0)  # fmt: skip
    assert (values["open_over_45_days"], values["undecided_over_45_days"]) == (1, 1)
    assert measure.evidence == tuple(
        f"f-{day}-{section}"
        for day, section in (("2026-02-18", "wins"), ("2026-03-07", "adding_up"), ("2026-03-07", "energy"), ("2026-03-07", "goals"))
    )  # fmt: skip


def test_the_sentences_ask_for_what_is_left() -> None:
    measure = found(*MANY)
    one = told(measure, "no action yet")
    assert (one.status, one.n, one.evidence) == ("hint", 1, ("f-2026-02-18-wins",))
    assert "declined_because" in one.needs
    waits = told(
        measure, "Answers waiting for more than 45 days: 1 with an action chosen, 1 without one"
    )
    assert (waits.status, waits.n) == ("clear", 2)
    untold = told(measure, "Have you told")
    assert (untold.n, untold.evidence) == (1, ("f-2026-03-07-adding_up",))


def test_rows_name_section_and_state_and_are_private() -> None:
    rows = found(*MANY).rows
    assert rows["label"].tolist() == [
        "wins: no action chosen, 132 days; from Mina, as it says itself",
        "goals: action open, 115 days; from Mina, as it says itself",
        "adding up: declined, not told back yet; from Mina, as it says itself",
        "energy: done, told back; from Mina, as it says itself",
    ]
    assert rows["text"].tolist() == ["about wins", "about goals", "about adding_up", "about energy"]
    assert rows["detail"].fillna("").tolist() == ["", "Ask for it", "No time", "Try it"]
    assert rows["share"].tolist() == [[]] * 4


@pytest.mark.parametrize(("day", "late"), [("2026-05-16", 0), ("2026-05-15", 1)])
def test_more_than_45_days_is_late(day: str, late: int) -> None:
    """45 and 46 days before the last day."""
    assert found(answer(day, "wins")).values["undecided_over_45_days"] == late


def test_the_last_copy_is_that_of_the_newest_reply() -> None:
    """An older reply to another copy counts among the earlier ones."""
    old = answer("2026-01-05", "goals", EARLIER, 2024, action="x", action_done_on="2026-01-09")
    measure = found(answer("2026-02-18", "wins"), old)
    assert (measure.values["copy_year"], measure.values["answers"]) == (2025, 1)
    one = told(measure, "earlier copies")
    assert one.text == (
        "Of the one answer to earlier copies within two years: 1 done or declined, 0 told back."
    )
    assert one.evidence == ("f-2026-01-05-goals",)


def test_a_reply_of_later_or_of_a_later_copy_is_not_there() -> None:
    """Received on the last day and on the day after; on a copy of the next year."""
    assert found(answer("2026-06-30", "wins")).n == 1
    assert found(answer("2026-07-01", "wins")).n == 0
    assert found(answer("2026-02-18", "wins", of=2027)).n == 0
    assert found(answer("2026-02-18", "wins"), period=year(2025, as_of="2026-06-30")).n == 1
    assert found(answer("2026-02-18", "wins"), period=year(2025, as_of="2025-12-31")).n == 0


@pytest.mark.parametrize(("day", "n"), [("2024-06-30", 1), ("2024-06-29", 0)])
def test_a_reply_of_two_years_ago_is_let_go(day: str, n: int) -> None:
    """730 and 731 days before the last day."""
    assert found(answer(day, "wins", of=2023)).n == n


def test_what_is_done_after_the_last_day_is_open() -> None:
    row = answer("2026-02-18", "wins", action="x", action_done_on="2026-07-01", told_on="2026-07-02")  # fmt: skip
    values = found(row).values
    assert (values["chosen"], values["done"], values["told"]) == (1, 0, 0)


def test_ratings_alone_are_a_reply() -> None:
    """Beside them the pulses of the copy's year: all answers 3 and 4 are 50 and 75, so 62.5 in the mean."""
    scores = scored(
        sitting(PULSE, 3, "2025-03-01T10:00", "a"), sitting(PULSE, 4, "2025-06-01T10:00", "b"),
        sitting(PULSE, 5, "2026-03-01T10:00", "c"),
    )  # fmt: skip
    measure = found(rating("2026-02-18", "scope", 4), rating("2026-02-18", "impact", 1), scores=scores)  # fmt: skip
    assert measure.statement.endswith("got 2 ratings and no answer in words.")
    assert measure.rows["label"].tolist() == [
        "impact at 0 of 100; your own pulses say 62",
        "scope at 75 of 100; your own pulses say 62",
    ]
    assert measure.rows["text"].iloc[1] == "4 of 5, from “one thing at a time” to “building up over time”"  # fmt: skip
    assert told(measure, "Ratings given: 2").n == 2
    alone = found(rating("2026-02-18", "scope", 4)).rows
    assert alone["label"].tolist() == ["scope at 75 of 100"]


def test_pulses_of_the_same_year_are_taken_up_to_the_last_day() -> None:
    scores = scored(
        sitting(PULSE, 3, "2026-03-01T10:00", "a"), sitting(PULSE, 5, "2026-09-01T10:00", "b")
    )
    measure = found(rating("2026-02-18", "scope", 4, of=2026), scores=scores)
    assert measure.rows["label"].tolist() == ["scope at 75 of 100; your own pulses say 50"]


def test_nothing_says_how_to_begin() -> None:
    measure = found()
    assert (measure.status, measure.n, measure.table.empty) == ("not_yet", 0, True)
    assert "careerkit reply" in measure.needs
    own = {"id": "x", "date": "2026-02-18", "giver": "ann", "form": "advice", "text": "said"}
    assert run("mentor_replies", PERIOD, feedback=[own]).n == 0


def test_no_sentence_holds_a_word_of_the_reply_or_a_name() -> None:
    measure = found(*MANY, rating("2026-03-07", "<b>", 3))
    said = "".join(each.text + each.needs for each in measure.statements) + str(measure.values)
    assert not [word for word in ("about ", "Mina", "wins", "<b>", "No time") if word in said]
    assert "<b>" not in measure.rows["label"].str.cat()


def test_at_most_fifteen_rows() -> None:
    many = [answer("2026-02-18", f"s{i}") for i in range(20)]
    many += [rating(f"2026-02-{day}", about, 2) for day in (10, 11) for about in ("scope", "motivation", "impact")]  # type: ignore[list-item]  # fmt: skip
    assert len(found(*many).rows) == 15


def test_order_changes_nothing() -> None:
    one, two = found(*MANY), found(*MANY[::-1])
    assert (one.values, one.evidence, one.more, one.statement) == (two.values, two.evidence, two.more, two.statement)  # fmt: skip
    assert one.table.equals(two.table)
    assert one.rows.astype(str).equals(two.rows.astype(str))
