"""The rules on synthetic years, in a reduced form of `python -m tests.simulation`, and the page that tells of the full one.

Fixed seeds, fewer years. Each bound is that of the full form, moved by about two simulation errors of the smaller
number of years; the errors stand beside the bounds, in percentage points where nothing else is said.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from careerkit import assess, stats
from careerkit.instruments import Instrument
from tests.simulation import (
    QUESTIONS,
    change,
    coverage,
    energy,
    evenings,
    level,
    momentum,
    naive,
    page,
    questionnaire,
    sections,
    slip,
    years,
)
from tests.simulation.figures import (
    NOTHING_ASKED,
    Band,
    Estimate,
    Result,
    Row,
    mean,
    middle,
    misses,
    share,
)

Pair = tuple[float, float]


def pair(result: Result) -> Pair:
    """What the naive rule gave, and what careerkit gave."""
    assert result.naive is not None
    assert result.ours is not None
    return result.naive.value, result.ours.value


# ---- energy ------------------------------------------------------------------------------------------


@cache
def energy_at(n: int, n_years: int) -> dict[str, Pair]:
    return {key.split()[0]: pair(result) for key, result in energy.simulate_case(n, n_years)}


@pytest.mark.parametrize(("n", "known"), energy.NAIVE_FALSE.items())
def test_the_years_are_as_hard_as_they_should_be(n: int, known: int) -> None:
    """The naive rule on 1,000 years: errors 0.3 to 0.9, so that 5 points hold without a margin."""
    rng = np.random.default_rng(n)
    same = years.energy(rng, 1000, n)
    differs = years.energy(rng, 1000, n, effect_sd=energy.SPREAD)
    called = naive.energy_calls(differs)
    assert share((naive.energy_calls(same) != 0).any(axis=1)).value == pytest.approx(known, abs=5)
    found = mean(energy.found(called, differs), 100).value
    assert found == pytest.approx(energy.NAIVE_FOUND[n], abs=5)
    wrong = share(energy.wrong(called, differs)).value
    assert wrong == pytest.approx(energy.NAIVE_WRONG[n], abs=5)


@pytest.mark.parametrize("n", [80, 150, 400])
def test_where_no_activity_differs_a_call_is_rare(n: int) -> None:
    """100 years: at 14 the error is 3.5, so 21; the naive rule is far beyond it."""
    plain, ours = energy_at(n, 100)["false"]
    assert ours <= 14 + 2 * 3.5
    assert plain >= 85


@pytest.mark.parametrize(("n", "known", "error"), [(80, 13, 1.7), (150, 27, 2.3), (400, 64, 2.5)])
def test_strong_effects_are_found(n: int, known: int, error: float) -> None:
    """100 years; a year's share of strong effects found has a standard deviation of 17 to 25."""
    assert energy_at(n, 100)["found"][1] == pytest.approx(known, abs=4 + 2 * error)


@pytest.mark.parametrize(("n", "known", "error"), [(150, 2, 1.0), (400, 2, 0.7)])
def test_few_calls_are_wrong(n: int, known: int, error: float) -> None:
    """Of about 200 and 470 calls."""
    plain, ours = energy_at(n, 100)["wrong"]
    assert ours <= known + 3 + 2 * error
    assert ours < plain


def test_the_section_on_energy_says_what_the_estimator_says() -> None:
    """Six years of 150 entries with strong effects, as entries with dates and tags."""
    many = years.energy(np.random.default_rng(12), 6, 150, effect_sd=energy.SPREAD)
    called = sections.calls(many)
    assert (called == energy.calls(many)).all()
    assert (called != 0).any(axis=1).sum() >= 3


def test_a_planted_energiser_is_found_with_its_entries() -> None:
    """A year without effects, and 2 more for every entry of the third activity, up to 2.

    Whatever is called besides lies below that activity, which is among the entries it is compared with.
    """
    made = years.energy(np.random.default_rng(13), 1, 150)
    week, activity, felt = made.week[0], made.activity[0], made.energy[0]
    is_planted = activity == 2
    found = sections.energy_section(week, activity, np.minimum(felt + 2 * is_planted, 2))
    clear = found.table[found.table["status"] == "clear"].set_index("label")["shrunk"]
    assert found.status == "clear"
    assert clear[energy.LABELS[2]] > 0.5
    assert (clear.drop(energy.LABELS[2]) < 0).all()
    called = np.isin(activity, [energy.LABELS.index(label) for label in clear.index])
    assert set(found.evidence) == {f"e{i:04d}" for i in np.flatnonzero(called)}
    assert {f"e{i:04d}" for i in np.flatnonzero(is_planted)} <= set(found.evidence)


# ---- momentum ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "phi", "known"), [(*k, v) for k, v in momentum.NAIVE_ALARMS.items()]
)
def test_the_naive_alarm_is_as_bad_as_it_is_known_to_be(
    rate: float, phi: int, known: float
) -> None:
    """2,000 years: errors 0.01 to 0.03 alarms a year; what is known has one of 0.03 to 0.06 itself."""
    steady, _ = momentum.made(np.random.default_rng(21), 2000, rate, phi)
    found = mean(naive.slump_alarms(steady)[:, momentum.BEFORE :].sum(axis=1)).value
    assert found == pytest.approx(known, abs=momentum.NAIVE_BY[rate, phi])


@cache
def momentum_at(rate: float, phi: int) -> dict[str, Pair]:
    found = momentum.simulate_case(rate, phi, 120)
    return {key.split()[0]: pair(result) for key, result in found}


@pytest.mark.parametrize(("rate", "phi"), [(3, 2), (6, 1)])
def test_steady_years_raise_few_alarms(rate: float, phi: int) -> None:
    """120 years: at 0.25 alarms a year the error is 0.04."""
    plain, ours = momentum_at(rate, phi)["false"]
    assert ours <= 0.25 + 2 * 0.04
    assert phi == 1 or plain > 0.8


@pytest.mark.parametrize(("rate", "phi", "error"), [(3, 2, 4.5), (6, 1, 1.3)])
def test_a_real_slump_is_seen_in_its_fourth_or_fifth_week(
    rate: float, phi: int, error: float
) -> None:
    """120 years with eight weeks at 30 %."""
    found = momentum_at(rate, phi)
    assert found["found"][1] == pytest.approx(momentum.FOUND[rate, phi], abs=5 + 2 * error)
    assert 4 <= found["week"][1] <= 5


def test_the_section_on_momentum_says_what_the_estimator_says() -> None:
    """Week by week, six years with eight weeks at 30 %, as wins, lessons and side-project steps."""
    _, fallen = momentum.made(np.random.default_rng(23), 6, 4, 1)
    by_section = np.stack([sections.slump_weeks(moves) for moves in fallen])
    by_rule = np.stack([momentum.is_slump(moves)[momentum.BEFORE :] for moves in fallen])
    assert (by_section == by_rule).all()
    assert by_section.any(axis=1).sum() >= 4


# ---- the others --------------------------------------------------------------------------------------


def test_a_count_changes_less_often_than_the_headline_says() -> None:
    """400 years: error of 14 is 1.7, of the power 1.2 to 2.5; the naive figures have one of 1.8 to 2.5."""
    found = {key: pair(result) for key, result in change.simulate(0.1)}
    for rate, plain in change.NAIVE_FALSE.items():
        assert found[f"false {rate}"][0] == pytest.approx(plain, abs=5 + 2.5)
        assert found[f"false {rate}"][1] <= 14 + 2 * 1.7
        assert found[f"found {rate}"][1] == pytest.approx(change.FOUND[rate], abs=4 + 2 * 2.5)


@cache
def slips() -> dict[str, Result]:
    """100 years."""
    return dict(slip.simulate(0.05))


def test_the_median_delay_counts_what_is_open() -> None:
    """100 years: errors 3 and 8 days with open ones, 3 and 5 without."""
    found = slips()
    for scale, ours_error, naive_error in ((90, 3, 3), (150, 8, 5)):
        plain, ours = pair(found[f"delay {scale}"])
        truth = slip.TRUTHS[scale]
        assert 0.5 * truth - 2 * naive_error <= plain <= 0.7 * truth + 2 * naive_error
        assert abs(ours - truth) <= 0.2 * truth + 2 * ours_error
        assert abs(ours - truth) < abs(plain - truth)


def test_a_multiplier_of_five_is_wide() -> None:
    """100 years: errors of the tenths 0.04 and 0.1 at five; that of 80 is 4.0."""
    found = slips()
    low, high = pair(found["low 5"]), pair(found["high 5"])
    assert low[1] == pytest.approx(1.1, abs=0.05 + 2 * 0.04)
    assert high[1] == pytest.approx(2.1, abs=0.05 + 2 * 0.1)
    assert low[0] < low[1] < high[1] < high[0]
    for n in slip.CLOSED:
        held = found[f"holds {n}"].ours
        assert held is not None
        assert held.value >= 80 - 2 * 4.0


def test_a_level_that_stands_still_seldom_rises() -> None:
    """80 years: error of 12 is 3.6, of the power 5.5."""
    found = {key: pair(result) for key, result in level.simulate(0.1)}
    for uses, power in level.FOUND.items():
        assert found[f"false {uses}"][1] <= 12 + 2 * 3.6
        assert found[f"found {uses}"][1] == pytest.approx(power, abs=8 + 2 * 5.5)
    assert found["false 40"][0] > found["false 40"][1]


def test_kept_evenings_pay_off_only_where_they_do() -> None:
    """150 years: error of 10 is 2.4, of the power 1.4 to 4.1; what is known has one of 1.5 to 4.5 itself."""
    found = {key: pair(result) for key, result in evenings.simulate(0.25)}
    for (kept, _), power in evenings.FOUND.items():
        assert found[f"false {kept}"][1] <= 10 + 2 * 2.4
        by = 2 * evenings.ERRORS[kept] + 2 * (1.4 if kept == 80 else 4.1)
        assert found[f"found {kept}"][1] == pytest.approx(power, abs=by)
    assert found["false 15"][0] > 25


def test_a_score_seldom_changes_when_nobody_did() -> None:
    """4,000 people for the compass: error of 6 is 0.4; 10 x 12,000 scores for the pulse: 0.07; naive 0.7 and 0.1."""
    found = dict(questionnaire.simulate(0.04))
    plain, ours = pair(found["compass"])
    assert ours <= 6 + 2 * 0.4
    assert plain >= 25
    plain, ours = pair(found["pulse"])
    assert ours <= 6 + 2 * 0.07
    assert plain >= 17
    for shift, power in questionnaire.FOUND.items():
        assert pair(found[f"compass {shift:g}"])[1] >= power - 2 * 0.8
    any_dimension = found["dimensions"].naive
    assert any_dimension is not None
    assert any_dimension.value == pytest.approx(27, abs=5)


SITTINGS = {
    "compass": (3, ["2024-03-01", "2025-03-01"], "trajectory"),
    "pulse": (4, [f"{year}-{month:02d}-15" for year in (2024, 2025) for month in (2, 5, 8, 11)], "scope"),
}  # fmt: skip


@pytest.mark.parametrize("name", SITTINGS)
def test_answers_as_they_are_stored_give_the_same_scores_and_changes(name: str) -> None:
    """12 people who moved by one sd: rows of `answers/`, scored, averaged over each year and judged one by one.

    The simulation itself takes the mean of the answers and one threshold, which is a thousand times as fast.
    """
    rng = np.random.default_rng(31)
    items, days, tracked = SITTINGS[name]
    known = questionnaire.instrument(name)
    truth = years.standing(rng, 12, len(questionnaire.dimensions_of(known)))
    keyed = {day: years.answers(rng, truth + day.startswith("2025"), items) for day in days}
    rows = [questionnaire.stored(known, given, day) for day, given in keyed.items()]
    scored = assess.scores(pd.concat(rows), {known.fingerprint: known})
    of_one = scored["administration"].str[-6:]
    told = [
        _told_of_change(scored[of_one == f"{person:06d}"], name, tracked) for person in range(12)
    ]
    assert told == _in_short(known, keyed, tracked).tolist()
    assert 0 < sum(told) < 12


Keyed = dict[str, years.Ints]


def _told_of_change(scored: pd.DataFrame, name: str, score: str) -> bool:
    """Whether careerkit tells one person of a change from 2024 to 2025."""
    own = scored[scored["score"] == score]
    now, before = (
        assess.mean_of_sittings(own, name, date(year, 1, 1), date(year + 1, 1, 1))
        for year in (2025, 2024)
    )
    change = assess.judge(now.to_dict("records")[0], before.to_dict("records")[0]).change
    assert change is not None
    return change.verdict != "no reliable change"


def _in_short(known: Instrument, keyed: Keyed, score: str) -> years.Flags:
    """The same in the simulation's own way."""
    names, one = questionnaire.dimensions_of(known), known.scores[score]
    at = [names.index(part) for part in (one.parts if one.composite else (score,))]
    before, now = (
        np.mean(
            [
                questionnaire.of_100(given)[:, at].mean(axis=1)
                for day, given in keyed.items()
                if day.startswith(year)
            ],
            axis=0,
        )
        for year in ("2024", "2025")
    )
    error = questionnaire.standard_error(known, score) / np.sqrt(len(keyed) / 2)
    return questionnaire.changed(before, now, error)


def test_the_intervals_hold_what_they_promise() -> None:
    """1,000 years: error of 80 is 1.3, of 90 is 0.9; the worst of ten steps 4.5; 250 years of blocks 2.5."""
    found = {key: pair(result) for key, result in coverage.simulate(0.25)}
    for n in coverage.WEEKS:
        assert found[f"wilson {n}"][1] == pytest.approx(80, abs=3 + 2 * 1.3)
        assert found[f"worst {n}"][1] >= 70 - 2 * 4.5
        assert found[f"newcombe {n}"][1] == pytest.approx(90, abs=3 + 2 * 0.9)
    for rate in coverage.RATES:
        assert found[f"ratio {rate}"][1] == pytest.approx(90, abs=3 + 2 * 0.9)
        assert found[f"ratio {rate}"][0] < 85
    assert found["blocks"][1] == pytest.approx(80, abs=6 + 2 * 2.5)
    assert found["wilson 12"][0] < 77


# ---- the generators ----------------------------------------------------------------------------------


def test_a_mood_lasts() -> None:
    """20,000 pairs of weeks: errors below 0.01."""
    made = years.autoregressive(np.random.default_rng(1), (500, 41), 0.45, 0.6)
    assert made.std() == pytest.approx(0.45, abs=0.015)
    assert np.corrcoef(made[:, :-1].ravel(), made[:, 1:].ravel())[0, 1] == pytest.approx(
        0.6, abs=0.02
    )


def test_activities_are_as_frequent_as_said() -> None:
    """The first is three times as frequent as the third; a spell of three weeks has one favourite."""
    made = years.energy(np.random.default_rng(2), 1000, 150)
    size = np.bincount(made.activity.ravel(), minlength=years.ACTIVITIES)
    assert size[0] / size[2] == pytest.approx(3, rel=0.05)
    assert set(np.unique(made.energy)) == {-2, -1, 0, 1, 2}
    assert (np.diff(made.week, axis=1) >= 0).all()
    same_spell = made.week[:, 1:] // 3 == made.week[:, :-1] // 3
    repeated = made.activity[:, 1:] == made.activity[:, :-1]
    assert repeated[same_spell].mean() > repeated[~same_spell].mean() + 0.05


def test_the_truth_of_an_effect_is_its_difference_from_the_usual() -> None:
    """Effects 1, 0, 0 ... and three of four entries of the first activity: the usual is 0.75."""
    effect = np.zeros((1, years.ACTIVITIES))
    effect[0, 0] = 1.0
    made = years.EnergyYears(
        np.zeros((1, 4), int), np.array([[0, 0, 0, 5]]), np.zeros((1, 4)), effect
    )
    assert made.truth[0, :2].tolist() == [0.25, -0.75]


@pytest.mark.parametrize("phi", [1, 1.8, 2])
def test_counts_have_the_variance_they_should(phi: float) -> None:
    """100,000 weeks: errors of mean and variance below 1 %; a fall leaves 30 %."""
    made = years.counts(np.random.default_rng(3), 2000, 50, 3.0, phi)
    assert made.mean() == pytest.approx(3, rel=0.02)
    assert made.var() == pytest.approx(3 * phi, rel=0.05)
    fallen = years.counts(np.random.default_rng(4), 2000, 50, 3.0, phi, fall=(10, 8, 0.3))
    assert fallen[:, 10:18].mean() == pytest.approx(0.9, rel=0.05)
    assert fallen[:, 18:].mean() == pytest.approx(3, rel=0.02)


def test_the_true_delay_is_what_it_is_said_to_be() -> None:
    """40,000 milestones: Kaplan and Meier over all of them give scale ln 2 - 15 = 47.4, with an error of 0.5 days.

    Done by the end: 1 - 90/335 (exp(-25/90) - exp(-360/90)) = 0.801, for due days from 20 to 355.
    """
    made = years.milestones(np.random.default_rng(5), 4000, 10, 90)
    found = stats.km_median(made.days.ravel().tolist(), made.closed.ravel().tolist())
    assert found == pytest.approx(slip.TRUTHS[90], abs=1.5)
    assert slip.TRUTHS[90] == pytest.approx(47.383, abs=1e-3)
    assert made.closed.mean() == pytest.approx(0.801, abs=0.006)
    assert (made.days[~made.closed] >= 0).all()


def test_answers_go_together_as_said() -> None:
    """20,000 people: items of one dimension correlate 0.39, of two dimensions less; errors 0.007."""
    rng = np.random.default_rng(6)
    given = years.answers(rng, years.standing(rng, 20_000, 2), 2)
    within = np.corrcoef(given[:, 0, 0], given[:, 0, 1])[0, 1]
    between = np.corrcoef(given[:, 0, 0], given[:, 1, 1])[0, 1]
    assert within == pytest.approx(0.39, abs=0.02)
    assert between == pytest.approx(0.55 * within, abs=0.02)
    assert set(np.unique(given)) == {1, 2, 3, 4, 5}


def test_evenings_are_kept_as_often_as_said() -> None:
    """15 kept and 5 broken in every one of 50 years, four a week."""
    week, is_kept, felt = years.evenings(np.random.default_rng(7), 50, 15, 5, 0.7)
    assert week.tolist() == [i // 4 for i in range(20)]
    assert set(is_kept.sum(axis=1)) == {15}
    assert felt[is_kept].mean() > felt[~is_kept].mean() + 0.3


# ---- the naive rules, by hand ------------------------------------------------------------------------


def test_the_naive_energy_rule_by_hand() -> None:
    """Energies 2, 2, 2 | 0, 0, 0 | -2, -2: the mean is 0.25, so +1.75, -0.25 and too few entries."""
    made = years.EnergyYears(
        np.zeros((1, 8), int), np.array([[0, 0, 0, 1, 1, 1, 2, 2]]),
        np.array([[2.0, 2, 2, 0, 0, 0, -2, -2]]), np.zeros((1, years.ACTIVITIES)),
    )  # fmt: skip
    assert naive.energy_calls(made)[0, :4].tolist() == [1, 0, 0, 0]


def test_the_naive_alarm_by_hand() -> None:
    """Ten weeks of 4, then 2, 2, 1: the third low week is the alarm; a fourth raises none."""
    counts = np.array([[4] * 10 + [2, 1, 1, 1]])
    assert np.flatnonzero(naive.slump_alarms(counts)[0]).tolist() == [12]


def test_the_other_naive_rules_by_hand() -> None:
    """10 to 12 is a fifth, 10 to 11 is not; the closed of 5, 9 and an open 30 have the median 7."""
    moved = naive.changed_by_a_fifth(np.array([[4, 6], [4, 6]]), np.array([[6, 6], [5, 6]]))
    assert moved.tolist() == [True, False]
    days, closed = np.array([[5.0, 9, 30]]), np.array([[True, True, False]])
    assert naive.closed_only_median(days, closed).tolist() == [7]
    assert naive.moved_by_ten(np.array([50.0, 50]), np.array([60.0, 59])).tolist() == [True, False]
    kept = np.array([[True, True, False, False]])
    assert naive.payoff(kept, np.array([[1.0, 1, 1, 0]])).tolist() == [True]
    low, high = naive.wald(np.array([5]), 10, 1.0)
    assert (low.item(), high.item()) == pytest.approx((0.5 - 0.025**0.5, 0.5 + 0.025**0.5))


# ---- figures -----------------------------------------------------------------------------------------


def test_figures_have_the_right_error() -> None:
    """30 of 100: sqrt(31/102 x 71/102 / 102) = 0.0455; 1, 2, 3: 1/sqrt 3; a median of infinite ones is infinite."""
    found = share([True] * 30 + [False] * 70)
    assert (found.value, found.error) == pytest.approx((30, 4.554), abs=1e-3)
    found = mean(np.array([1.0, 2, 3]), 2)
    assert (found.value, found.error) == pytest.approx((4, 2 / 3**0.5))
    assert middle(np.array([1.0, 2, np.inf, np.inf, np.inf])).value == np.inf
    assert middle(np.arange(101.0), 0.1).value == 10


def test_what_is_not_as_asked_for_is_said() -> None:
    """Bands from both sides, a figure that is missing, and the figure as it is printed."""
    row = Row("x", naive=Band(40, 50), ours=Band(high=6))
    assert misses(row, Result(Estimate(45, 1), Estimate(6.04, 1))) == []
    missed = misses(row, Result(Estimate(39.4, 1), Estimate(6.06, 1)))
    assert missed == [
        "x: naive 39 % (1.0), asked for 40 to 50",
        "x: careerkit 6.1 % (1.0), asked for at most 6",
    ]
    assert len(misses(row, Result())) == 2
    assert misses(Row("y", ours=Band(low=3)), Result(None, Estimate(2.9, 0.1))) != []
    assert (Row("z").asked, row.asked) == (NOTHING_ASKED, "naive 40 to 50 %; careerkit at most 6 %")


# ---- the page ----------------------------------------------------------------------------------------


@cache
def told() -> dict[str, dict[str, Result]]:
    return page.read(page.kept(page.PAGE.read_text("utf-8")))


def test_every_question_is_asked() -> None:
    """Each module of the folder that has a TITLE is in QUESTIONS, and no other."""
    support = {"__init__", "__main__", "figures", "naive", "page", "years"}
    files = {path.stem for path in Path(page.__file__).parent.glob("*.py")}
    assert files - support == set(QUESTIONS)
    for _, module in page.questions():
        assert module.QUESTION.endswith("?")
        assert module.ROWS


def test_the_page_tells_of_every_question_and_no_other() -> None:
    wanted = {
        module.TITLE: [row.question for row in module.ROWS.values()]
        for _, module in page.questions()
    }
    assert {title: list(rows) for title, rows in told().items()} == wanted


def test_the_figures_on_the_page_are_as_asked_for() -> None:
    """So that nobody stores a table that does not hold; each with a simulation error that is not large."""
    missed = []
    for _, module in page.questions():
        for row in module.ROWS.values():
            missed += misses(row, told()[module.TITLE][row.question])
    assert missed == []


def test_what_is_asked_stands_on_the_page() -> None:
    """Bands that changed in the code without a new run of the simulation."""
    text = page.kept(page.PAGE.read_text("utf-8"))
    for _, module in page.questions():
        assert f"- Naive rule: {module.NAIVE}\n- careerkit: {module.OURS}\n" in text
        for row in module.ROWS.values():
            line = next(
                line for line in text.splitlines() if line.startswith(f"| {row.question} |")
            )
            assert line.endswith(f"| {row.asked} |")


def test_the_page_is_what_the_command_gives() -> None:
    """Of the questions that cost little, in full: counts year over year, and the compass when nobody changed."""
    for key, result in change.simulate():
        assert_told(change.TITLE, change.ROWS[key], result)
    first = next(iter(questionnaire.simulate()))
    assert_told(questionnaire.TITLE, questionnaire.ROWS[first[0]], first[1])


def assert_told(title: str, row: Row, found: Result) -> None:
    """One digit may differ between two systems, never two."""
    on_page = told()[title][row.question]
    for here, there in ((found.naive, on_page.naive), (found.ours, on_page.ours)):
        assert here is not None
        assert there is not None
        assert here.rounded == pytest.approx(there.value, abs=1.001 if there.value >= 20 else 0.101)


def test_a_part_is_read_as_it_was_written() -> None:
    """Invented results for every row: percentages, days and plain numbers, and a rule without an answer."""
    results = {
        name: {key: Result(None, Estimate(7.04, 0.3)) for key in module.ROWS}
        for name, module in page.questions()
    }
    text = page.with_part(f"before\n{page.BEGIN}old\n{page.END}after\n", page.part(results))
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    found = page.read(page.kept(text))
    assert {title: len(rows) for title, rows in found.items()} == {
        module.TITLE: len(module.ROWS) for _, module in page.questions()
    }
    assert {one for rows in found.values() for one in rows.values()} == {
        Result(None, Estimate(7.0, 0.3))
    }
    with pytest.raises(ValueError, match="is no figure"):
        page.read("### x\n\n| a | b | c | d |\n| --- | --- | --- | --- |\n| q | seven | - | e |\n")
