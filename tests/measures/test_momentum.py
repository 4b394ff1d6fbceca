"""Moves a week and slumps."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit.chart import render
from careerkit.measure import Measure, Statement
from careerkit.period import Period
from tests.measures.frames import days, run, year


def moves(start: str, weeks: int, a_week: int) -> list[dict[str, Any]]:
    """`a_week` wins on the first days of each week, and one note."""
    rows = []
    for monday in days(start, weeks, 7):
        rows += [{"date": day, "word": "win", "text": "x"} for day in days(monday, a_week)]
        rows.append({"date": monday, "word": "note", "text": "x"})
    return rows


def test_a_slump_by_hand() -> None:
    """4 wins a week from 2 September 2024, 1 a week for 8 weeks from 31 March 2025, then 4 again.

    S falls 13, 10, 7, 4; low (S <= 0.6 b, z <= -2.3) from the third week on: 14 April is 2025-W16. S is back over
    0.8 b in the third and fourth week after, so the slump ends with the week of 2 June: 16 of 4 x 4.
    """
    rows = moves("2024-09-02", 30, 4) + moves("2025-03-31", 8, 1) + moves("2025-05-26", 10, 4)
    found = run("momentum", year(2025, as_of="2025-08-03"), entry=rows)
    assert found.status == "clear"
    assert (found.values["slumps"], found.values["slump_start"]) == (1, "2025-W16")
    state = found.table.set_index("week")["state"]
    assert state["2025-04-14"] == "slump"
    assert state["2025-04-07"] == "steady"
    assert found.values["slump_weeks"] == (state == "slump").sum()


def test_steady_years_have_no_slump() -> None:
    found = run("momentum", entry=moves("2024-06-03", 82, 3))
    assert (found.status, found.values["slumps"], found.values["slump_start"]) == ("clear", 0, None)
    assert found.values["baseline"] == pytest.approx(12)


def test_many_moves_of_a_kind_on_one_day_are_one() -> None:
    rows = [{"date": "2025-01-06", "word": "win", "text": str(i)} for i in range(9)]
    assert run("momentum", entry=rows).table["moves"].tolist()[0] == 1


def test_every_kind_of_move_counts() -> None:
    day = "2025-01-06"
    found = run(
        "momentum",
        entry=[
            {"date": day, "word": word, "text": "x"}
            for word in ("win", "lesson", "try", "note", "did")
        ],
        touch=[{"date": day, "text": "x", "meaningful": True}, {"date": "2025-01-07", "text": "x"}],
        learning=[{"date": day, "title": "x"}],
        goal=[{"slug": "a", "parent": "b"}, {"slug": "b"}],
        goal_event=[{"date": day, "slug": slug, "event": "done"} for slug in "ab"],
        feedback=[{"date": "2024-01-01", "action_done_on": day}],
    )
    assert found.table["moves"].tolist()[0] == 7


@pytest.mark.parametrize(("weeks", "status"), [(15, "not_yet"), (16, "clear")])
def test_the_gate_of_12_baseline_weeks(weeks: int, status: str) -> None:
    """12 weeks of baseline and 4 to set against it; as of then, the one judged week of 16 is a question."""
    period = year(2025, as_of=days("2025-01-06", 1 + weeks * 7)[-1])
    found = run("momentum", period, entry=moves("2025-01-06", weeks, 3))
    assert (found.status == "not_yet") is (status == "not_yet")
    assert found.needs


@pytest.mark.parametrize(("a_week", "status"), [(1, "not_yet"), (2, "clear")])
def test_the_gate_of_8_moves_in_4_weeks(a_week: int, status: str) -> None:
    found = run("momentum", entry=moves("2024-06-03", 82, a_week))
    assert found.status == status
    if status == "not_yet":
        assert "too few moves" in found.statement.lower()


def test_few_judged_weeks_are_a_question() -> None:
    found = run("momentum", year(2025, as_of="2025-07-06"), entry=moves("2025-01-06", 24, 3))
    assert found.status == "hint"
    assert "?" in found.statement
    assert found.needs.endswith("more weeks with lines in them.")


def test_few_judged_weeks_in_a_full_log_need_moves_and_not_weeks() -> None:
    """One win a week in 40 weeks, then five a week: of the 26 weeks before the last four, 7 or 8 have five at the very end."""
    rows = moves("2024-12-30", 40, 1) + moves("2025-10-06", 12, 5)
    found = run("momentum", entry=rows)
    assert found.status == "hint"
    assert found.values["judged_weeks"] == (found.table["baseline"] >= 8).sum()
    low = int((found.table["baseline"] < 8).sum())
    assert found.needs.startswith(
        f"8 moves in 4 weeks, two a week; in {low} weeks the usual is below that, at the lowest 4.0."
    )


def test_the_usual_is_told_as_it_was_over_the_year() -> None:
    """2 wins a week up to the middle of 2025 and 4 a week from then on: from 8 up to nearly 16 in four weeks."""
    rows = moves("2024-06-03", 56, 2) + moves("2025-06-30", 26, 4)
    found = run("momentum", entry=rows)
    low, high = (found.values[f"baseline_{end}"] for end in ("low", "high"))
    assert low == pytest.approx(8)
    assert high == pytest.approx(found.values["baseline"])
    assert f"against a usual of 8 to {high:.0f} moves in 4 weeks" in found.statement
    even = run("momentum", entry=moves("2024-06-03", 82, 3))
    assert "against a usual of about 12 moves" in even.statement


def test_pauses_and_silences_are_named() -> None:
    rows = moves("2024-06-03", 40, 3)
    pause: Period = year(2025, as_of="2025-06-29", pauses=[("2025-03-10", "2025-03-23")])
    state = run("momentum", pause, entry=rows).table.set_index("week")["state"]
    assert state["2025-03-10"] == state["2025-03-17"] == "break"
    assert state["2025-04-28"] == "silence"


# ---- the four kinds of quiet -----------------------------------------------------------------------------


def told(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [said for said in found.more if all(word in said.text for word in words)]
    return one


def sagging(energy: int | None = None) -> list[dict[str, Any]]:
    """The slump by hand: 4 wins a week, 1 for eight weeks from 31 March 2025, then 4; each line with an id, notes with an energy."""
    rows = moves("2024-09-02", 30, 4) + moves("2025-03-31", 8, 1) + moves("2025-05-26", 10, 4)
    return [
        {**row, "id": str(i), "energy": energy if row["word"] == "note" else None}
        for i, row in enumerate(rows)
    ]


SUMMER = year(2025, as_of="2025-08-03")


def test_the_weeks_of_a_slump_are_told_with_their_moves() -> None:
    """14 April to 8 June, at the end of which there are 1, 1, 1, 1, 1, 1, 4 and 4 wins."""
    found = run("momentum", SUMMER, entry=sagging())
    said = told(found, "lie in a slump")
    assert said.text.startswith("8 of 31 judged weeks lie in a slump: 0.6 of the usual moves")
    assert (said.status, said.n, len(said.evidence)) == ("clear", 31, 14)
    assert found.values["quiet_well_weeks"] == 0


def test_the_effect_is_the_deepest_z() -> None:
    """S = 4 of b = 16 with phi 1 and 26 + 4 weeks: 2 (sqrt 4.375 - sqrt 16.375) / sqrt(1 + 4/26) = -3.640; / sqrt 30."""
    assert run("momentum", SUMMER, entry=sagging()).effect == pytest.approx(0.6646, abs=1e-4)
    assert run("momentum", entry=moves("2024-06-03", 82, 3)).effect == 0


def test_as_few_moves_with_as_much_energy_are_quiet_but_well() -> None:
    """A note a week, always rated 1: four ratings in each four weeks, no less than before."""
    found = run("momentum", SUMMER, entry=sagging(energy=1))
    assert (found.values["slumps"], found.values["slump_weeks"]) == (0, 0)
    assert found.values["quiet_well_weeks"] == 8
    assert told(found, "quiet but well").text.startswith("8 of 31 judged weeks were quiet but well")
    assert "No slump is seen" in found.statement
    assert found.values["recoveries"] == 0


def test_silent_and_paused_weeks_are_told_apart() -> None:
    """The log ends on 9 March; two weeks are a pause, and two weeks after it half of the last four weeks are silent."""
    period = year(2025, as_of="2025-06-29", pauses=[("2025-03-10", "2025-03-23")])
    found = run("momentum", period, entry=moves("2024-06-03", 40, 3))
    silent, paused = found.values["silence_weeks"], found.values["break_weeks"]
    assert (silent, paused) == (12, 2)
    assert told(found, "Silence").text == "Silence covers 12 of 24 weeks: too little is logged to tell how they were."  # fmt: skip
    assert told(found, "declared break").text.startswith("A declared break covers 2 of 26 weeks")
    assert found.values["in_slump"] is None


# ---- the kit -------------------------------------------------------------------------------------------


def calls(start: str, weeks: int, a_week: int) -> list[dict[str, Any]]:
    """Meaningful contacts on the last days of each week."""
    return [
        {"id": f"t{day}", "date": day, "text": "y", "person": "p", "meaningful": True}
        for monday in days(start, weeks, 7)
        for day in days(monday, 7)[7 - a_week :]
    ]


def test_what_went_with_a_recovery() -> None:
    """Recovered in the week of 9 June: 1 + 4 + 4 + 4 wins and more, of 13.

    Its four weeks have 3 contacts after none, and 1 lesson in 4 weeks after 3 in the 7 weeks of the slump,
    which begins with the sum of 31 March to 27 April.
    """
    lessons = [
        {"id": f"l{day}", "date": day, "word": "lesson", "text": "z"}
        for day in [*days("2025-03-24", 4, 14), "2025-06-15"]
    ]
    found = run("momentum", SUMMER, entry=[*sagging(), *lessons], touch=calls("2025-06-09", 1, 3))
    assert found.values["slump_start"] == "2025-W17"
    assert found.values["recoveries"] == 1
    assert (found.values["recoveries_with_contact"], found.values["recoveries_with_lesson"]) == (1, 0)  # fmt: skip
    kit = told(found, "1 slump has ended")
    assert kit.status == "hint"
    assert kit.text == (
        "1 slump has ended in all years so far; as it ended there was more of: contacts; what came first was a contact; "
        "would that help again?"
    )
    assert kit.needs.startswith("With fewer than 5")
    assert set(kit.evidence) == {"t2025-06-13", "t2025-06-14", "t2025-06-15", "l2025-06-15"}
    [(week, words)] = found.table.set_index("week")["recovery"].dropna().items()
    assert (f"{week:%Y-%m-%d}", words) == ("2025-06-09", "a contact")


def test_a_declared_pause_may_come_first() -> None:
    """Two of the weak weeks are declared: the sums run on over them."""
    rows = [row for row in sagging() if not "2025-05-05" <= row["date"] <= "2025-05-18"]
    later = [{**row, "date": days(row["date"], 15)[-1]} if row["date"] >= "2025-05-26" else row for row in rows]  # fmt: skip
    period = year(2025, as_of="2025-08-17", pauses=[("2025-05-26", "2025-06-08")])
    found = run("momentum", period, entry=later)
    assert found.values["recoveries_with_pause"] == 1
    assert "more of: a pause; what came first was a pause;" in told(found, "has ended").text


def cycles(n: int) -> list[dict[str, Any]]:
    """`n` times 30 weeks of 4 wins and 8 of 1, up to 30 more weeks that end in August 2025."""
    weeks = 38 * n + 30
    rows, monday = [], days("2025-08-04", 1 + weeks * 7, -1)[-1]
    for _ in range(n):
        rows += moves(monday, 30, 4) + moves(days(monday, 31, 7)[-1], 8, 1)
        monday = days(monday, 39, 7)[-1]
    return rows + moves(monday, 30, 4)


@pytest.mark.parametrize(("n", "status"), [(4, "hint"), (5, "clear")])
def test_five_recoveries_are_more_than_a_story(n: int, status: str) -> None:
    found = run("momentum", SUMMER, entry=cycles(n))
    kit = told(found, "slumps have ended")
    assert (found.values["recoveries"], kit.n, kit.status) == (n, n, status)
    assert (
        "ended in all years so far; as they ended there was no more than before of any kind"
        in kit.text
    )
    assert "came first" not in kit.text
    assert kit.text.endswith("?" if status == "hint" else ".")


def test_in_a_slump_the_kit_stands_first() -> None:
    """A slump in 2024 that ended, and another that began on 31 March 2025 and is on in the middle of May."""
    rows = moves("2023-06-05", 40, 4) + moves("2024-03-11", 8, 1) + moves("2024-05-06", 47, 4) + moves("2025-03-31", 7, 1)  # fmt: skip
    found = run("momentum", year(2025, as_of="2025-05-18"), entry=rows)
    assert found.values["in_slump"] == "yes"
    assert (
        "1 slump, beginning in the week of 14 April, 5 weeks in all, still on;" in found.statement
    )
    assert found.about == "stuck"
    assert "1 slump has ended in all years so far" in found.more[0].text
    ended = run("momentum", SUMMER, entry=sagging())
    assert (ended.values["in_slump"], ended.about) == ("no", "changed")
    assert "8 weeks in all; it ended in the week of 9 June;" in ended.statement
    assert "slump has ended" in ended.more[-1].text


def test_the_kit_shows_lines_of_the_weeks_of_recovery_and_is_private() -> None:
    """Weeks from 19 May to 15 June. A starred note comes first of all, then the latest wins and contacts: five in all."""
    star = {"id": "star", "date": "2025-05-20", "word": "note", "text": "s", "starred": True, "share": ["mentor"]}  # fmt: skip
    found = run("momentum", SUMMER, entry=[*sagging(), star], touch=calls("2025-06-09", 1, 1))
    assert len(found.rows) == 5
    assert found.rows["id"].tolist()[0] == "star"
    assert set(found.rows["label"]) <= {"note", "win", "contact"}
    assert found.rows["date"].is_monotonic_increasing
    assert found.rows["date"].between("2025-05-19", "2025-06-15").all()
    assert found.rows["share"].tolist()[1:] == [[]] * 4


def test_a_steady_year_does_not_show_old_lines() -> None:
    found = run("momentum", year(2026, as_of="2026-03-01"), entry=sagging() + moves("2025-08-04", 30, 4))  # fmt: skip
    assert found.values["slumps"] == 0
    assert found.rows.empty
    assert "slump has ended" in found.more[-1].text


# ---- around it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("weeks", "speaks"), [(7, False), (8, True)])
def test_no_lesson_for_eight_logged_weeks(weeks: int, speaks: bool) -> None:
    """A lesson in the first week; silent weeks in between are unknown and do not count."""
    rows = [*moves("2025-01-06", 1, 2), *moves("2025-02-10", weeks, 2)]
    found = run("momentum", entry=[*rows, {"date": "2025-01-07", "word": "lesson", "text": "x"}])
    assert found.values["weeks_since_lesson"] == weeks
    told_ = [said for said in found.more if "No lesson" in said.text]
    assert [said.n for said in told_] == ([weeks] if speaks else [])


def test_without_any_lesson_the_weeks_count_from_the_first_line() -> None:
    assert run("momentum", entry=moves("2025-01-06", 9, 1)).values["weeks_since_lesson"] == 9


def test_the_field_of_usual_sums_by_hand() -> None:
    """With b = 16, phi 1 and 26 weeks: 4.0466 -+ 1.28155 sqrt(1.15385) / 2 squared, less 3/8: 10.90 to 22.04."""
    found = run("momentum", SUMMER, entry=sagging())
    row = found.table.set_index("week").loc["2025-03-31"]
    assert row["baseline"] == pytest.approx(16)
    assert (row["low"], row["high"]) == pytest.approx((10.903, 22.044), abs=5e-3)


def test_other_orders_of_rows_say_the_same() -> None:
    entry, touch = sagging(energy=-1), calls("2025-05-19", 4, 2)
    one = run("momentum", SUMMER, entry=entry, touch=touch)
    two = run("momentum", SUMMER, entry=entry[::-1], touch=touch[::-1])
    assert (one.more, one.evidence, one.effect) == (two.more, two.evidence, two.effect)


def test_the_chart_says_that_a_slump_has_ended() -> None:
    found = run("momentum", SUMMER, entry=sagging(), touch=calls("2025-06-09", 1, 3))
    drawn = render("momentum_weeks", found.table)
    assert "8 slump; 1 slump ended." in drawn.alt
    assert "first a contact" in drawn.svg
