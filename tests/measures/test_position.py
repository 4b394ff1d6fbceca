"""The position on three dimensions: said in pulses, done in the log.

Worked by hand: a score of v on the scale of 1 to 5 is 25 (v - 1) of 100. The pulse's planning values are a spread of .75
and a reliability of .68, so that one pulse has SEM = 25 x .75 x sqrt(.32) = 10.607, the mean of four 5.303.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from careerkit.chart import render
from careerkit.counting import dimensions
from careerkit.measure import Measure, Statement
from careerkit.settings import Settings
from tests.measures.frames import days, frame, no_scores, run, year
from tests.measures.sittings import PULSE, Answers, scored, sitting


def pulses(value: float, of: int, n: int = 4) -> list[Answers]:
    """`n` pulses of one year, in February, May, August and November, all with the same answers."""
    return [
        sitting(PULSE, value, f"{of}-{month:02}-10T10:00", f"{of}-{month}")
        for month in (2, 5, 8, 11)[:n]
    ]


def lines(n: int, weeks: int, of: int = 2025, **cells: Any) -> list[dict[str, Any]]:
    """`n` lines of an hour each, spread over the first weeks of a year, all with the same cells."""
    mondays = days(f"{of}-01-06", weeks, 7)
    return [
        {"id": f"{of}-{i}", "date": mondays[i % weeks], "word": "did", "text": "x", "hours": 1.0, **cells}
        for i in range(n)
    ]  # fmt: skip


def told(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [said for said in found.more if all(word in said.text for word in words)]
    return one


# ---- said ----------------------------------------------------------------------------------------------


def test_what_is_said_is_the_mean_of_the_pulses() -> None:
    """Two pulses of 4 and two of 3: 75, 75, 50 and 50 have the mean 62.5."""
    four = [*pulses(4, 2025, 2), *pulses(3, 2025)[2:]]
    found = run("position", scores=scored(*four))
    assert found.status == "clear"
    assert [found.values[f"{name}_said"] for name in dimensions.POLES] == [62.5, 62.5, 62.5]
    assert found.values["scope_said_n"] == 4
    assert found.n == 4 * 12
    assert "give or take 5" in told(found, "Scope", "you said 62").text
    assert "no pulse of the same days a year before" in found.statement


@pytest.mark.parametrize(
    ("before", "now", "threshold", "verdict"),
    [
        (4, 4, 14.70, "up"),  # 1.96 sqrt(2) 5.303
        (1, 1, 29.40, "no reliable change"),  # 1.96 sqrt(2) 10.607
        (1, 4, 23.24, "up"),  # 1.96 sqrt(10.607^2 + 5.303^2)
    ],
)
def test_a_change_is_told_beyond_chance_alone(
    before: int, now: int, threshold: float, verdict: str
) -> None:
    """From 50 to 75, with so many pulses in each year: 25 is beyond chance or within it."""
    found = run("position", scores=scored(*pulses(3, 2024, before), *pulses(4, 2025, now)))
    assert found.status == "clear"
    assert found.values["impact_verdict"] == verdict
    assert found.values["impact_threshold"] == pytest.approx(threshold, abs=0.01)
    assert found.values["impact_said_before"] == 50
    assert found.values["impact_said_before_n"] == before
    said = told(found, "Impact", "you said 75").text
    if verdict == "up":
        assert "by our planning value, so this one is clear" in said
        assert "Scope (up), Motivation (up) and Impact (up)" in found.statement
        assert found.about == "changed"
        assert found.effect == pytest.approx(
            2 * (math.asin(math.sqrt(0.75)) - math.asin(math.sqrt(0.5)))
        )
    else:
        assert "within noise: two unchanged years can differ by 29" in said
        assert "no change in what you said is beyond noise since the year before" in found.statement
        assert (found.effect, found.about) == (0, "")


def test_a_dimension_that_moved_is_named_and_the_others_are_not() -> None:
    """Scope alone is answered with 5 in 2025: 100 after 50; the other two stay at 50."""
    high = {"scope_reuse": 5, "scope_step": 5, "scope_alone": 1, "scope_zero": 1}
    four = [
        [{**row, "value": high.get(row["item"], row["value"])} for row in one]
        for one in pulses(3, 2025)
    ]
    found = run("position", scores=scored(*pulses(3, 2024), *four))
    assert (found.values["scope_said"], found.values["impact_said"]) == (100, 50)
    assert "beyond noise since the year before: Scope (up); other changes are within noise" in found.statement  # fmt: skip


def test_another_wording_is_not_comparable() -> None:
    raw = {**PULSE.raw, "item": [{**item, "text": f"{item['text']}!"} for item in PULSE.raw["item"]]}  # fmt: skip
    old = replace(PULSE, raw=raw)
    before = [{**row, "fingerprint": old.fingerprint} for row in pulses(2, 2024, 1)[0]]
    found = run("position", scores=scored(before, *pulses(4, 2025), known=(PULSE, old)))
    assert found.status == "not_comparable"
    assert "Wording changed in 1.0.0" in found.needs
    assert found.values["scope_verdict"] is None
    assert told(found, "Scope", "nothing can be told").status == "not_comparable"


def test_a_wording_declared_comparable_is_compared_and_the_reason_is_quoted_to_the_owner_alone() -> (
    None
):
    """The reason is text of a file: it is quoted, and stands in no sentence."""
    changes = [{"version": "1.1.0", "summary": "one comma less", "comparable": True}]
    raw = {
        **PULSE.raw, "changes": changes, "instrument": {**PULSE.raw["instrument"], "version": "1.1.0"},
        "item": [{**item, "text": f"{item['text']}!"} for item in PULSE.raw["item"]],
    }  # fmt: skip
    new = replace(PULSE, raw=raw)
    now = [
        [{**row, "version": "1.1.0", "fingerprint": new.fingerprint} for row in one]
        for one in pulses(4, 2025)
    ]
    found = run("position", scores=scored(*pulses(3, 2024), *now, known=(PULSE, new)))
    assert found.values["scope_verdict"] == "up"
    assert ["one comma less" in text for text in found.rows["text"]] == [True]
    assert found.rows["share"].tolist() == [[]]
    assert "comma" not in found.statement + "".join(said.text + said.needs for said in found.more)


def test_a_retake_within_21_days_counts_once() -> None:
    again = sitting(PULSE, 5, "2025-02-12T10:00", "again")
    found = run("position", scores=scored(*pulses(3, 2025, 1), again))
    assert (found.values["scope_said_n"], found.values["scope_said"]) == (1, 100)


def test_only_the_same_days_of_the_year_before_are_set_beside() -> None:
    """Known until the end of June: of 2024 the pulses of February and May count, at 50, not those of 5 later on."""
    before = [*pulses(3, 2024, 2), *pulses(5, 2024)[2:]]
    found = run(
        "position", year(2025, as_of="2025-06-30"), scores=scored(*before, *pulses(4, 2025))
    )
    assert (found.values["scope_said_n"], found.values["scope_said_before_n"]) == (2, 2)
    assert found.values["scope_said_before"] == 50


def test_a_dimension_with_too_few_answers_is_left_out() -> None:
    """Three of four items are needed; with two skipped scope has no score, the others have."""
    one = sitting(PULSE, 4, "2025-02-10T10:00", skipped={"scope_reuse", "scope_zero"})
    found = run("position", scores=scored(one))
    assert found.values["scope_said"] is None
    assert found.values["scope_said_n"] == 0
    assert "You said Motivation 75 and Impact 75 of 100, in one pulse" in found.statement


def test_what_is_missing_is_told() -> None:
    assert "careerkit assess take pulse" in run("position").needs
    draft = sitting(PULSE, 4, "2025-02-10T10:00", items=7)
    assert "7 of 12 items" in run("position", scores=scored(draft)).needs
    lost = run("position", scores=scored(draft, known=()))
    assert "questionnaire file is missing" in lost.needs
    later = run("position", year(2025, as_of="2025-01-31"), scores=scored(draft))
    assert "careerkit assess take pulse" in later.needs


def test_it_is_printed_that_nobody_has_tested_the_pulse() -> None:
    found = run("position", scores=scored(*pulses(3, 2025)))
    assert told(found, "tested on nobody").n == 48


def test_the_answers_are_the_evidence() -> None:
    rows = [row for one in pulses(3, 2025, 2) for row in one]
    found = run("position", scores=scored(rows), answer=rows)
    assert set(found.evidence) == {row["id"] for row in rows}


# ---- done ----------------------------------------------------------------------------------------------


def test_motivation_is_the_share_of_the_hours_that_say_whether_they_were_chosen() -> None:
    """20 chosen lines of 3 hours and 20 others of 1: 60 of 80 hours are 75; the 40 hours that say nothing do not count."""
    entry = [
        *lines(20, 10, chosen=True, hours=3.0), *lines(20, 9, chosen=False), *lines(40, 8),
    ]  # fmt: skip
    entry = [{**row, "id": str(i)} for i, row in enumerate(entry)]
    found = run("position", entry=entry)
    assert found.values["motivation_done"] == 75
    assert found.values["motivation_done_n"] == 40
    assert found.values["motivation_done_marked_share"] == pytest.approx(80 / 120)
    done = told(found, "Motivation")
    assert (done.status, done.n, len(done.evidence)) == ("clear", 40, 40)
    assert "75 of 100, the share of 80 marked hours" in done.text
    assert "from 40 entries in 10 weeks" in done.text


@pytest.mark.parametrize(
    ("n", "weeks", "silent", "speaks"),
    [
        (30, 8, 30, True),
        (29, 8, 0, False),
        (30, 7, 0, False),
        (30, 8, 31, False),
    ],
)
def test_the_gate_of_done(n: int, weeks: int, silent: int, speaks: bool) -> None:
    """30 marked entries, in 8 weeks, with half of the logged hours; `silent` entries of an hour say nothing."""
    found = run("position", entry=[*lines(n, weeks, chosen=True), *lines(silent, 1)])
    assert found.values["motivation_done"] == (100 if speaks else None)
    assert told(found, "Motivation").status == ("clear" if speaks else "not_yet")
    assert found.status == ("hint" if speaks else "not_yet")
    assert found.statement.endswith("?" if speaks else ".")


def test_lines_without_hours_weigh_nothing() -> None:
    found = run("position", entry=lines(40, 10, chosen=True, hours=None))
    assert (found.values["motivation_done"], found.values["motivation_done_n"]) == (None, 0)


def test_impact_needs_an_outcome_that_reaches_others_and_lasts() -> None:
    """Of 50 hours with both answers, the 10 with an outcome, others reached and months count: 20 of 100."""
    marked: dict[str, Any] = {"reach": "team", "lasts": "months", "impact": "y"}
    kinds: list[dict[str, Any]] = [
        marked, {**marked, "impact": None}, {**marked, "reach": "me"}, {**marked, "lasts": "weeks"},
        {**marked, "reach": "me", "lasts": "days"}, {**marked, "lasts": None},
    ]  # fmt: skip
    found = run("position", entry=[row for kind in kinds for row in lines(10, 10, **kind)])
    assert (found.values["impact_done"], found.values["impact_done_n"]) == (20, 50)


def test_a_number_is_an_outcome_too() -> None:
    entry = lines(30, 10, reach="beyond", lasts="years", impact_before=4.0, impact_after=2.0)
    assert run("position", entry=entry).values["impact_done"] == 100


def test_scope_is_building_hours_of_those_with_a_skill() -> None:
    """A skill used every week from January 2024 on; in 2025 every second of 40 lines names a goal, which makes it building."""
    before = lines(50, 50, 2024, skills=["excel"])
    now = [{**row, "goal": "a" if i % 2 else None} for i, row in enumerate(lines(40, 40, skills=["excel"]))]  # fmt: skip
    found = run("position", entry=[*before, *now])
    assert (found.values["scope_done"], found.values["scope_done_n"]) == (50, 40)
    assert "built on what was there" in told(found, "Scope").text


def test_the_first_half_year_with_skills_is_not_judged() -> None:
    """The first skill stands on 6 January, so that the 26 weeks up to 5 July are left out; 7 July is the 27th line of 40."""
    found = run("position", entry=lines(40, 40, skills=["excel"]))
    assert found.values["scope_done"] is None
    assert found.values["scope_done_n"] == 40 - 26


def test_done_of_the_year_before_has_a_gate_of_its_own() -> None:
    entry = [*lines(40, 10, chosen=True), *lines(29, 10, 2024, chosen=False)]
    found = run("position", entry=entry)
    assert (found.values["motivation_done_before"], found.values["motivation_done_before_n"]) == (None, 29)  # fmt: skip
    entry += [{**entry[-1], "id": "one-more"}]
    assert run("position", entry=entry).values["motivation_done_before"] == 0


# ---- said and done -------------------------------------------------------------------------------------


def test_the_gap_needs_both() -> None:
    """Said 25, done 75 by 30 chosen lines of 40: said stands 50 below."""
    entry = [{**row, "chosen": i < 30} for i, row in enumerate(lines(40, 10))]
    found = run("position", scores=scored(*pulses(2, 2025)), entry=entry)
    assert found.values["motivation_gap"] == -50
    assert found.values["scope_gap"] is None
    gap = told(found, "Motivation", "stands 50 below done")
    assert (gap.status, gap.n) == ("clear", 16 + 40)
    few = run("position", scores=scored(*pulses(2, 2025)), entry=entry[:29])
    assert few.values["motivation_gap"] is None
    assert not [said for said in few.more if "below done" in said.text]


def test_within_the_interval_of_done_there_is_no_gap() -> None:
    """Said 75; of 40 hours over ten weeks 28 were chosen, 70, the weeks between none and all: the interval reaches 75."""
    weeks = [4, 4, 4, 4, 4, 4, 4, 0, 0, 0]
    entry = [{**row, "chosen": i // 10 < weeks[i % 10]} for i, row in enumerate(lines(40, 10))]
    found = run("position", scores=scored(*pulses(4, 2025)), entry=entry)
    assert (found.values["motivation_said"], found.values["motivation_done"]) == (75, 70)
    assert found.values["motivation_gap"] is None
    assert (
        "said, 75, lies within the 80% interval of done, "
        in told(found, "Motivation", "within").text
    )
    assert not [said for said in found.more if "above done" in said.text]


def test_the_gap_is_that_of_the_printed_numbers() -> None:
    """Said 62.5 is printed as 62, done 35 of 40, 87.5, as 88: 26 and not 25."""
    entry = [{**row, "chosen": i % 8 > 0} for i, row in enumerate(lines(40, 8))]
    entry = [
        {**row, "date": day} for row, day in zip(entry, days("2025-01-06", 40, 7), strict=True)
    ]
    found = run("position", scores=scored(*pulses(4, 2025, 2), *pulses(3, 2025)[2:]), entry=entry)
    assert (found.values["motivation_said"], found.values["motivation_done"]) == (62.5, 87.5)
    assert found.values["motivation_gap"] == -26
    assert "said stands 26 below done" in told(found, "Motivation", "below done").text


def test_the_interval_is_that_of_what_adds_up() -> None:
    """The same hours with a skill, the same weeks, the same year as the seed."""
    before = lines(50, 50, 2024, skills=["excel"])
    now = [
        {**row, "goal": "a" if i % 3 else None, "hours": 1.0 + i % 4}
        for i, row in enumerate(lines(60, 20, skills=["excel"]))
    ]
    [scope, *_] = dimensions.dimensions(
        frame("entry", [*before, *now]), frame("answer"), no_scores(), year()
    )
    beside = run("adding_up", entry=[*before, *now]).values
    assert scope.done.value == pytest.approx(100 * float(beside["building_share"] or 0))
    expected = (100 * float(beside[f"building_{end}"] or 0) for end in ("low", "high"))
    assert scope.done.interval == pytest.approx(tuple(expected))


def test_without_a_pulse_the_log_only_asks() -> None:
    found = run("position", entry=lines(40, 10, chosen=True))
    assert found.status == "hint"
    assert found.statement == "Is your work where the log shows it, Motivation 100 of 100?"
    assert "careerkit assess take pulse" in found.needs


def test_the_season_is_shown_in_the_persons_own_words_and_not_judged() -> None:
    settings = Settings(season={"2025": "Learn the job. No heroics.", "2024": "Rest."})
    found = run("position", settings=settings, scores=scored(*pulses(3, 2025)))
    assert found.rows["text"].tolist() == ["Learn the job. No heroics."]
    assert found.rows["share"].tolist() == [[]]
    assert not [said for said in found.more if "zone" in said.text]
    assert "heroics" not in found.table.to_csv() + str(found.values)


@pytest.mark.parametrize(
    ("season", "place"),
    [
        ("scope 40-60, calmly", "inside"),  # 50 is ten from both edges, SEM is 5.3
        ("Scope 45 to 80", "near the edge of"),
        ("scope 70-90", "outside"),
        ("scope 55-90", "near the edge of"),  # just outside
    ],
)
def test_a_zone_that_the_season_names_is_set_beside_what_is_said(season: str, place: str) -> None:
    settings = Settings(season={"2025": season})
    found = run("position", settings=settings, scores=scored(*pulses(3, 2025)))
    assert f"lies {place} the zone" in told(found, "Scope", "zone").text
    assert found.table["zone_low"].notna().tolist() == [True, False, False]


@pytest.mark.parametrize("season", ["scope 60-40", "scope 40-400", "scope forty", "microscope 40-60"])  # fmt: skip
def test_what_is_no_zone_is_no_zone(season: str) -> None:
    found = run(
        "position",
        settings=Settings(season={"2025": season}),
        scores=scored(*pulses(3, 2025)),
    )
    assert found.table["zone_low"].isna().all()


# ---- around it -----------------------------------------------------------------------------------------


def test_the_poles_are_those_of_the_pulse() -> None:
    assert {s.id: (s.low, s.high) for s in PULSE.scores.values()} == dimensions.POLES


def test_other_orders_of_rows_say_the_same() -> None:
    entry = [{**row, "hours": 0.1 + i / 7, "chosen": i % 3 > 0} for i, row in enumerate(lines(60, 20))]  # fmt: skip
    made = scored(*pulses(2, 2024), *pulses(3, 2025))
    one = run("position", entry=entry, scores=made)
    two = run("position", entry=entry[::-1], scores=made[::-1])
    assert (one.values, one.statement, one.more, one.evidence) == (
        two.values,
        two.statement,
        two.more,
        two.evidence,
    )


def test_a_pause_in_an_empty_fortnight_changes_nothing() -> None:
    entry = lines(60, 20, chosen=True)
    made = scored(*pulses(3, 2025))
    one = run("position", year(2025), entry=entry, scores=made)
    two = run("position", year(2025, pauses=[("2025-08-04", "2025-08-17")]), entry=entry, scores=made)  # fmt: skip
    assert (one.values, one.more) == (two.values, two.more)


def test_the_chart_says_both_numbers() -> None:
    entry = [{**row, "chosen": i < 30} for i, row in enumerate(lines(40, 10))]
    found = run("position", scores=scored(*pulses(3, 2024), *pulses(2, 2025)), entry=entry)
    assert "Motivation said 25 after 50, done 75" in render("position", found.table).alt
    assert "Scope said 25 after 50, done unknown" in render("position", found.table).alt
