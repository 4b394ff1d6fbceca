"""Reliability against R: items.csv is forty invented people with gaps, expected.json what R makes of it.

`write_items.py` wrote the one with a seed, `expected.R` computes the other with base R alone. R's psych package gives the
same alphas and item-rest correlations to every digit it prints, and the same omegas up to where its search stops (1e-6).
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from careerkit import stats
from tests.stats import write_items

HERE = Path(__file__).parent
ITEMS = pd.read_csv(HERE / "items.csv")
R: dict[str, Any] = json.loads((HERE / "expected.json").read_text("utf-8"))
SCALE = [name.split("_")[0] for name in ITEMS]
every_scale = pytest.mark.parametrize("scale", ["scope", "drive", "growth"])
every_rule = pytest.mark.parametrize("rule", ["complete", "pairwise"])
tables = st.integers(2, 5).flatmap(
    lambda k: st.lists(
        st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, math.nan]), min_size=k, max_size=k),
        min_size=1, max_size=25,
    )
)  # fmt: skip


def items(scale: str) -> pd.DataFrame:
    return ITEMS[[name for name in ITEMS if name.startswith(scale)]]


def test_the_items_are_forty_invented_people_with_gaps() -> None:
    """Twelve items of 1 to 5; some cells empty in each scale, and as the script writes them."""
    assert ITEMS.shape == (write_items.PEOPLE, sum(write_items.SCALES.values()))
    assert set(ITEMS.stack().dropna()) == {1, 2, 3, 4, 5}
    assert [items(scale).isna().any(axis=None) for scale in write_items.SCALES] == [True] * 3
    header, rows = write_items.table()
    assert (HERE / "items.csv").read_text("utf-8").split() == [
        ",".join(row) for row in (header, *rows)
    ]
    assert R["made_by"].startswith("base R")


# ---- against R ---------------------------------------------------------------------------------------


@every_scale
@every_rule
def test_alpha_equals_r(scale: str, rule: Any) -> None:
    assert stats.alpha(items(scale), rule) == pytest.approx(R[f"{scale}.alpha.{rule}"], abs=1e-9)


@every_scale
@every_rule
@pytest.mark.parametrize("formula", ["loadings", "uniquenesses"])
def test_omega_equals_r(scale: str, rule: Any, formula: Any) -> None:
    """Three items in closed form; four and five by minimum residual, in R by Newton's method."""
    expected = R[f"{scale}.omega.{formula}.{rule}"]
    assert stats.omega_total(items(scale), formula, rule) == pytest.approx(expected, abs=1e-9)


@every_scale
def test_item_rest_equals_r(scale: str) -> None:
    expected = R[f"{scale}.item_rest.complete"]
    assert stats.item_rest(items(scale)) == pytest.approx(expected, abs=1e-9)


@every_scale
def test_the_complete_rows_are_as_many_as_r_counts(scale: str) -> None:
    assert len(items(scale).dropna()) == R[f"{scale}.people_complete"]


@every_scale
def test_means_of_people_with_gaps_equal_r(scale: str) -> None:
    """The mean of what was answered, from two answers on: unknown is not zero."""
    enough = items(scale).notna().sum(axis=1) >= 2
    expected = [math.nan if mean is None else mean for mean in R[f"{scale}.person_means"]]
    found = items(scale).mean(axis=1).where(enough)
    assert found.to_list() == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_stratified_alpha_equals_r_and_is_above_alpha_of_all() -> None:
    """Three scales that share little: alpha of all twelve counts what they do not share as error."""
    found = stats.stratified_alpha(ITEMS, SCALE)
    assert found == pytest.approx(R["all.stratified_alpha.complete"], abs=1e-9)
    for rule in ("complete", "pairwise"):
        expected = R[f"all.alpha.{rule}"]
        assert stats.alpha(ITEMS, rule) == pytest.approx(expected, abs=1e-9)
    assert found > R["all.alpha.complete"] + 0.1


# ---- the three traps ---------------------------------------------------------------------------------


@every_scale
def test_the_same_answers_give_three_alphas(scale: str) -> None:
    """Complete rows, pairs, gaps filled with the item's median: each as R has it, no two alike; so the rule is named."""
    filled = items(scale).fillna(items(scale).median())
    found = [
        stats.alpha(items(scale), "complete"), stats.alpha(items(scale), "pairwise"), stats.alpha(filled),
    ]  # fmt: skip
    names = ("complete", "pairwise", "median_filled")
    assert found == pytest.approx([R[f"{scale}.alpha.{name}"] for name in names], abs=1e-9)
    assert min(np.diff(sorted(found))) > 1e-3


@pytest.mark.parametrize("scale", ["drive", "growth"])
def test_omega_has_two_formulas(scale: str) -> None:
    """They differ where one factor does not fit exactly; with three items it always does."""
    by_loadings = stats.omega_total(items(scale), "loadings")
    by_uniquenesses = stats.omega_total(items(scale), "uniquenesses")
    assert abs(by_loadings - by_uniquenesses) > 1e-4
    three = items("scope")
    assert stats.omega_total(three, "loadings") == pytest.approx(
        stats.omega_total(three, "uniquenesses"), abs=1e-12
    )


def test_a_forgotten_reversal_shows() -> None:
    """The third item of scope not turned: alpha far below zero, and its item-rest correlation too, as in R."""
    wrong = items("scope").assign(scope_3=6 - items("scope")["scope_3"])
    assert stats.alpha(wrong) == pytest.approx(R["scope_3_not_turned.alpha.complete"], abs=1e-9)
    found = stats.item_rest(wrong)
    assert found == pytest.approx(R["scope_3_not_turned.item_rest.complete"], abs=1e-9)
    assert stats.alpha(wrong) < 0
    assert found.argmin() == 2
    assert found[2] < -0.5


@every_scale
def test_omega_does_not_hide_a_wrong_key(scale: str) -> None:
    """One item turned the wrong way lowers omega; absolute correlations would not show it."""
    wrong = items(scale).copy()
    wrong.iloc[:, 0] = 6 - wrong.iloc[:, 0]
    assert stats.omega_total(wrong) < stats.omega_total(items(scale)) - 0.1
    assert stats.item_rest(wrong)[0] < 0 < stats.item_rest(items(scale))[0]


# ---- by hand, and at the edges -----------------------------------------------------------------------


def test_alpha_by_hand() -> None:
    """(1, 2), (2, 4), (3, 3): variances 1 and 1, covariance 1/2; alpha = 2 (1 - 2/3) = 2/3, item-rest both 1/2."""
    rows = [[1, 2], [2, 4], [3, 3]]
    assert stats.alpha(rows) == pytest.approx(2 / 3)
    assert stats.item_rest(rows) == pytest.approx([0.5, 0.5])


def test_omega_of_three_by_hand() -> None:
    """Loadings .8, .6, .5 make r = .48, .40, .30: (1.9)^2 / 5.36, from rows that have exactly these correlations."""
    r = np.array([[1, 0.48, 0.40], [0.48, 1, 0.30], [0.40, 0.30, 1]])
    whole = np.linalg.qr(np.column_stack([np.ones(8), np.vander(range(8), 4)[:, :3]]))[0][:, 1:]
    rows = whole @ np.linalg.cholesky(r).T
    for formula in ("loadings", "uniquenesses"):
        assert stats.omega_total(rows, formula) == pytest.approx(1.9**2 / 5.36, abs=1e-9)


def test_what_does_not_vary_is_unknown() -> None:
    same = [[3.0, 3.0, 3.0]] * 5
    assert math.isnan(stats.alpha(same))
    assert math.isnan(stats.omega_total(same))
    assert np.isnan(stats.item_rest(same)).all()
    assert math.isnan(stats.stratified_alpha([[3.0] * 4] * 5, "aabb"))
    assert np.isnan(stats.alpha_interval(same)).all()


@pytest.mark.parametrize("rows", [[], [[1, 2, 3]], [[1, 2, math.nan], [math.nan, 1, 2]]])
def test_fewer_than_two_rows_are_unknown(rows: list[list[float]]) -> None:
    table = np.array(rows, dtype=float).reshape(-1, 3)
    assert math.isnan(stats.alpha(table))
    assert math.isnan(stats.omega_total(table))
    assert np.isnan(stats.alpha_interval(table)).all()


def test_no_proper_solution_is_unknown() -> None:
    """r12 r13 / r23 above 1, and correlations of no common sign: no three loadings make them."""
    whole = np.linalg.qr(np.column_stack([np.ones(8), np.vander(range(8), 4)[:, :3]]))[0][:, 1:]
    for corner in (0.1, -0.2):
        r = np.array([[1, 0.6, 0.6], [0.6, 1, corner], [0.6, corner, 1]])
        assert math.isnan(stats.omega_total(whole @ np.linalg.cholesky(r).T))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: stats.alpha([[1], [2]]), "1 items: at least 2"),
        (lambda: stats.omega_total([[1, 2], [2, 1]]), "2 items: at least 3"),
        (lambda: stats.alpha([[1, 2], [2, 1]], "some"), "'some' is not complete or pairwise"),
        (lambda: stats.omega_total(ITEMS, "both"), "'both' is not loadings or uniquenesses"),
        (lambda: stats.stratified_alpha(ITEMS, "aab"), "3 strata for 12 items"),
        (lambda: stats.stratified_alpha(items("scope"), "aab"), "'b' has one item"),
        (lambda: stats.standard_error(1, 1.01), "0 <= r <= 1"),
        (lambda: stats.standard_error(-1, 0.5), "sd >= 0"),
    ],
)
def test_wrong_use_is_refused(call: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


@settings(deadline=None, max_examples=60)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_people_and_items_changes_nothing(
    rows: list[list[float]], random: Any
) -> None:
    """People in any order give the same bits, items in any order the same figure."""
    table = np.array(rows)
    people = random.sample(range(len(table)), len(table))
    columns = random.sample(range(table.shape[1]), table.shape[1])
    for rule in ("complete", "pairwise"):
        alpha = stats.alpha(table, rule)
        assert np.array_equal([alpha], [stats.alpha(table[people], rule)], equal_nan=True)
        assert stats.alpha(table[:, columns], rule) == pytest.approx(alpha, abs=1e-9, nan_ok=True)
        turned = stats.item_rest(table[:, columns], rule)
        assert turned == pytest.approx(stats.item_rest(table, rule)[columns], abs=1e-9, nan_ok=True)


@every_scale
def test_turning_every_item_changes_nothing(scale: str) -> None:
    turned = 6 - items(scale)
    assert stats.alpha(turned) == pytest.approx(stats.alpha(items(scale)), abs=1e-12)
    assert stats.omega_total(turned) == pytest.approx(stats.omega_total(items(scale)), abs=1e-9)
    assert stats.item_rest(turned) == pytest.approx(stats.item_rest(items(scale)), abs=1e-12)


# ---- error of a score, repeatability, interval -------------------------------------------------------


def test_standard_error_by_hand() -> None:
    """The example of Jacobson and Truax 1991: sd 7.5, r .80; a change of 15 over sqrt 2 of the error is 3.16."""
    assert stats.standard_error(7.5, 0.8) == pytest.approx(7.5 * 0.2**0.5, abs=1e-12)
    assert round(15 / (math.sqrt(2) * stats.standard_error(7.5, 0.8)), 2) == 3.16
    assert stats.standard_error(2, 1) == 0


def test_repeatability_by_hand() -> None:
    """Differences 2, 0, -4 and a pair with a gap: mean square 20/3, s_w = sqrt(10/3), 2.77 of it is 5.06."""
    found = stats.repeatability([[50, 52], [40, 40], [60, 56], [30, math.nan]])
    assert found is not None
    assert found.pairs == 3
    assert found.within == pytest.approx(math.sqrt(10 / 3), abs=1e-12)
    assert round(found.smallest_real_difference, 2) == 5.06
    assert stats.repeatability([]) is None
    assert stats.repeatability([[1, math.nan]]) is None


def _feldt(alpha: float, n: int, k: int, level: float) -> tuple[float, float]:
    """The interval of alpha that normal answers have: 1 - (1 - alpha) F."""
    ends = [(1 + level) / 2, (1 - level) / 2]
    low, high = (1 - (1 - alpha) * scipy_stats.f.ppf(q, n - 1, (n - 1) * (k - 1)) for q in ends)
    return low, high


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_interval_of_alpha_is_near_the_one_of_feldt(level: float) -> None:
    """200 people, 12 items of one factor: both ends within 0.02 of the interval for normal answers."""
    random = np.random.default_rng(8)
    rows = np.round(3 + 0.6 * random.normal(size=(200, 1)) + 0.9 * random.normal(size=(200, 12)))
    found = stats.alpha_interval(rows, level=level, seed=2)
    assert found == pytest.approx(_feldt(stats.alpha(rows), 200, 12, level), abs=0.02)
    assert found[0] < stats.alpha(rows) < found[1]


def test_the_interval_of_alpha_rests_on_seed_and_answers_alone() -> None:
    """The same in any order of the people, another with another seed; rows with a gap do not count."""
    one = stats.alpha_interval(items("drive"), seed=3, draws=400)
    assert one == stats.alpha_interval(items("drive").iloc[::-1], seed=3, draws=400)
    assert one == stats.alpha_interval(items("drive").dropna(), seed=3, draws=400)
    assert one != stats.alpha_interval(items("drive"), seed=4, draws=400)


# ---- published figures, on data that is not part of the project --------------------------------------


@pytest.fixture
def published(request: pytest.FixtureRequest) -> Path:
    """The folder psych of the one named on the command line; named and not there is a failure."""
    folder = request.config.getoption("--real-exports", default=None)
    if folder is None:
        pytest.skip("no --real-exports")
    found = Path(folder) / "psych"
    assert found.is_dir(), f"{found} is not there"
    return found


def test_published_figures_of_attitude(published: Path) -> None:
    """R's data set attitude: alpha to every digit, omega total to where the search behind its figure stopped.

    That is 2.5e-8 from the least residual, which Newton's method in R puts at .850992439911.
    """
    table = pd.read_csv(published / "attitude.csv")
    assert stats.alpha(table) == pytest.approx(0.843142769565, abs=1e-9)
    omega = stats.omega_total(table, "uniquenesses")
    assert omega == pytest.approx(0.850992465, abs=1e-7)
    assert omega == pytest.approx(0.850992439910876, abs=1e-9)


def test_published_alphas_of_other_tables(published: Path) -> None:
    """One long file without gaps, one wide file with them, by both rules."""
    long = pd.read_csv(published / "pingouin_cronbach_alpha.csv")
    wide = pd.read_csv(published / "pingouin_cronbach_wide_missing.csv", encoding="utf-8-sig")
    whole = long.pivot_table(index="Subj", columns="Items", values="Scores")
    assert stats.alpha(whole) == pytest.approx(0.5917188485995826, abs=1e-9)
    assert stats.alpha(wide, "pairwise") == pytest.approx(0.732660835214447, abs=1e-9)
    assert stats.alpha(wide, "complete") == pytest.approx(0.8016949152542374, abs=1e-9)
