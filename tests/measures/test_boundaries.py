"""Evenings kept and what goes with them."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit import stats
from careerkit.measure import Measure, Statement
from tests.measures.frames import days, run, year


def evening(day: str, kept: bool | None, name: str = "tech-free") -> dict[str, Any]:
    return {"date": day, "name": name, "kept": kept}


def test_numbers_by_hand() -> None:
    """12 evenings from Monday 6 January, the first 9 kept: 9 of 12; Mondays 2 of 2, Fridays 1 of 2 (the 10th, the 17th)."""
    rows = [evening(day, i < 9) for i, day in enumerate(days("2025-01-06", 12))]
    found = run("boundaries", boundary=rows)
    assert found.status == "clear"
    assert (found.values["kept"], found.values["evenings"], found.values["kept_rate"]) == (
        9,
        12,
        0.75,
    )
    assert (found.values["low"], found.values["high"]) == stats.wilson(9, 12)
    table = found.table.set_index("weekday")
    assert table.loc["Mon", ["kept", "known"]].tolist() == [2, 2]
    assert table.loc["Fri", ["kept", "known"]].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("n", "status"), [(0, "not_yet"), (1, "hint"), (11, "hint"), (12, "clear")]
)
def test_gates_at_their_borders(n: int, status: str) -> None:
    found = run("boundaries", boundary=[evening(day, True) for day in days("2025-01-06", n)])
    assert (found.status, found.n) == (status, n)
    assert ("?" in found.statement) is (status == "hint")


def test_unknown_days_and_paused_days_do_not_count() -> None:
    rows = [evening("2025-01-06", True), evening("2025-01-07", None), evening("2025-01-14", False)]
    found = run("boundaries", year(2025, pauses=[("2025-01-13", "2025-01-19")]), boundary=rows)
    assert found.values["evenings"] == 1


def test_an_evening_is_kept_when_all_its_boundaries_were() -> None:
    rows = [evening("2025-01-06", True), evening("2025-01-06", False, "no mail")]
    assert run("boundaries", boundary=rows).values["kept"] == 0


def payoff(found: Measure) -> Statement:
    return found.more[0]


def overload(found: Measure) -> Statement:
    return found.more[1]


@pytest.mark.parametrize(("kept", "words"), [(True, "always kept"), (False, "never kept")])
def test_without_contrast_no_comparison_is_made(kept: bool, words: str) -> None:
    found = run("boundaries", boundary=[evening(day, kept) for day in days("2025-01-06", 20)])
    assert found.values["payoff_state"] == words
    assert (payoff(found).status, payoff(found).n) == ("not_comparable", 20)
    assert "no comparison" in payoff(found).text


def _weeks(n: int, effect: int) -> dict[str, Any]:
    """`n` weeks with Monday and Tuesday kept, Wednesday and Thursday broken, energy the next day."""
    rows: dict[str, Any] = {"boundary": [], "entry": []}
    for monday in days("2025-01-06", n, 7):
        for i, day in enumerate(days(monday, 4)):
            rows["boundary"].append(evening(day, i < 2))
            following = days(day, 2)[1]
            rows["entry"].append(
                {"date": following, "word": "did", "text": "x", "energy": effect if i < 2 else 0}
            )
    return rows


def test_a_clear_payoff_is_told_with_its_size() -> None:
    """8 weeks, 16 kept and 16 broken, always 2 apart: b = 2 and no relabelling does better often."""
    found = run("boundaries", **_weeks(8, 2))
    assert (found.values["payoff"], found.values["payoff_state"]) == (pytest.approx(2), "seen")
    assert (
        found.values["payoff_kept"],
        found.values["payoff_broken"],
        found.values["payoff_weeks"],
    ) == (16, 16, 8)
    assert (payoff(found).status, payoff(found).n) == ("clear", 32)
    assert "went with higher energy" in payoff(found).text
    assert "only a large difference can be seen" in payoff(found).text
    assert found.values["payoff_p"] == run("boundaries", **_weeks(8, 2)).values["payoff_p"]


def test_no_payoff_without_a_difference() -> None:
    found = run("boundaries", **_weeks(8, 0))
    assert found.values["payoff_state"] == "not seen"
    assert payoff(found).status == "hint"
    assert payoff(found).text.count("?") == 1
    assert "80 kept and 40 broken" in payoff(found).needs


def test_seven_mixed_weeks_are_too_few() -> None:
    found = run("boundaries", **_weeks(7, 2))
    assert (found.values["payoff"], found.values["payoff_state"]) == (None, "too few")
    assert (payoff(found).status, payoff(found).n) == ("not_yet", 28)
    assert payoff(found).text == (
        "What goes with kept evenings cannot be told yet: only 14 kept and 14 broken evenings, in 7 weeks with both, "
        "have a rated workday after them."
    )
    assert "15 kept and 15 broken" in payoff(found).needs


def test_the_name_of_a_boundary_stays_out() -> None:
    found = run(
        "boundaries", boundary=[evening(day, True, "secret") for day in days("2025-01-06", 12)]
    )
    assert "secret" not in found.statement + str(found.more) + str(found.values)
    assert "secret" not in found.table.to_csv()


def test_every_evening_is_evidence_and_the_effect_is_that_of_the_nearer_end() -> None:
    """12 of 12: Wilson 80 % begins at 0.88, and h = 2 asin(sqrt 0.88) - 2 asin(sqrt 0.5)."""
    rows = [{**evening(day, True), "id": f"e{day}"} for day in days("2025-01-06", 12)]
    found = run("boundaries", boundary=rows[::-1])
    assert found.evidence == tuple(f"e{day}" for day in days("2025-01-06", 12))
    low, _ = stats.wilson(12, 12)
    assert found.effect == pytest.approx(stats.cohens_h(0.5, low))


# ---- overload ----------------------------------------------------------------------------------------

MONDAYS = days("2025-01-06", 13, 7)


def hours(weeks: int, *, of: dict[int, float], broken: set[int]) -> dict[str, Any]:
    """One evening and 10 hours on each Monday, other hours in some weeks; the evenings of some weeks are broken."""
    return {
        "entry": [
            {"id": f"h{day}", "date": day, "word": "did", "text": "x", "hours": of.get(i, 10.0)}
            for i, day in enumerate(MONDAYS[:weeks])
        ],
        "boundary": [
            {**evening(day, i not in broken), "id": f"e{day}"}
            for i, day in enumerate(MONDAYS[:weeks])
        ],
    }


def test_two_long_weeks_with_broken_evenings_are_an_overload() -> None:
    """Of ten weeks of 10 hours and two of 20 the 90th percentile is 10 + 0.9 x 10 = 19; the weeks from 10 and 17 February."""
    found = run("boundaries", **hours(12, of={5: 20, 6: 20}, broken={5, 6}))
    assert (found.values["overload_weeks"], found.values["overload_of"]) == (2, 12)
    assert (overload(found).status, overload(found).n) == ("clear", 12)
    assert "(the weeks of 10 February and 17 February)" in overload(found).text
    assert overload(found).evidence == tuple(
        f"{kind}{day}" for day in ("2025-02-10", "2025-02-17") for kind in ("e", "h")
    )


@pytest.mark.parametrize(
    ("of", "broken"),
    [({5: 20, 6: 20}, {5}), ({5: 20, 7: 20}, {5, 7}), ({5: 20}, {5, 6}), ({}, {5, 6})],
    ids=["one evening kept", "not running", "one week long", "no long week"],
)
def test_less_is_no_overload(of: dict[int, float], broken: set[int]) -> None:
    found = run("boundaries", **hours(12, of=of, broken=broken))
    assert found.values["overload_weeks"] == 0
    assert overload(found).status == "clear"
    assert "none of 12 weeks" in overload(found).text


def test_eleven_weeks_are_too_few_for_a_percentile() -> None:
    found = run("boundaries", **hours(11, of={5: 20, 6: 20}, broken={5, 6}))
    assert (overload(found).status, overload(found).n) == ("not_yet", 0)


def test_scaled_hours_are_the_same_overload() -> None:
    rows = hours(12, of={5: 20, 6: 20}, broken={5, 6})
    half = [{**row, "hours": row["hours"] / 2} for row in rows["entry"]]
    found = run("boundaries", boundary=rows["boundary"], entry=half)
    assert found.values["overload_weeks"] == 2


def test_a_week_has_one_source_of_hours() -> None:
    """Tracked time in all 12 weeks counts alone: there the weeks are equal, whatever the entries say."""
    rows = hours(12, of={5: 20, 6: 20}, broken={5, 6})
    tracked = [{"date": day, "hours": 8.0} for day in MONDAYS[:12]]
    assert run("boundaries", **rows, time=tracked).values["overload_weeks"] == 0
    some = run("boundaries", **rows, time=tracked[5:7])
    assert some.values["overload_of"] == 0, "10 written weeks and 2 tracked ones: neither are 12"


def test_hours_and_evenings_of_a_pause_do_not_count() -> None:
    rows = hours(13, of={5: 20, 6: 20}, broken={5, 6})
    paused = year(2025, pauses=[("2025-02-17", "2025-02-23")])
    found = run("boundaries", paused, **rows)
    assert (found.values["overload_weeks"], found.values["overload_of"]) == (0, 12)


def test_a_reader_who_may_see_it_gets_every_weekday() -> None:
    """The table holds rates, not records: a column named `share` would be taken for lists of readers."""
    from careerkit import audience

    found = run("boundaries", boundary=[evening(day, True) for day in days("2025-01-06", 12)])
    shared = audience.shared_rows(found.table, audience.reader("mentor"))
    assert shared["rate"].tolist() == [1.0] * 7
