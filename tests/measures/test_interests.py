"""Six kinds of interest: dots in the order of the hexagon, no type, no change."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit.chart import render
from tests.measures.frames import run, year
from tests.measures.sittings import RIASEC, Answers, scored, sitting

HEXAGON = ["Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"]


def liking(at: str = "2025-06-01T10:00", name: str = "a", **values: float | None) -> Answers:
    """Every activity answered with 3, those of the named kinds with another value; None skips the whole kind."""
    rows = []
    for row in sitting(RIASEC, 3, at, name):
        value = values.get(row["item"].rpartition("_")[0], 3)
        rows.append({**row, "value": value, "answered": "skipped" if value is None else "answered"})
    return rows


def texts(found: Any) -> list[str]:
    return [said.text for said in found.more]


def test_six_scores_in_the_order_of_the_hexagon() -> None:
    """4 of 1 to 5 is 75 of 100, 5 is 100, 3 is 50."""
    found = run("interests", scores=scored(liking(artistic=5, realistic=4)))
    assert (found.status, found.n) == ("clear", 48)
    assert found.table["title"].tolist() == HEXAGON
    assert found.table["pomp"].tolist() == [75, 50, 100, 50, 50, 50]
    assert found.values["artistic"] == 100
    assert found.values["spread"] == 50
    assert "Realistic 75, Investigative 50, Artistic 100, Social 50" in found.statement
    assert found.statement.endswith("asked in 2025.")
    assert "ARS" not in found.statement + "".join(texts(found)), "no code of letters"


def test_what_draws_most_is_a_question() -> None:
    found = run("interests", scores=scored(liking(artistic=5, realistic=4)))
    [said] = [said for said in found.more if "draws you most" in said.text]
    assert (said.status, said.text) == ("hint", "Within your own answers, is it Artistic that draws you most?")  # fmt: skip
    assert "not known" in said.needs


@pytest.mark.parametrize(("changed", "flat"), [(3, True), (4, False)])
def test_a_flat_profile_is_said_as_such(changed: int, flat: bool) -> None:
    """A step of one activity is 25 / 8 = 3.125 points: three are 9.4, four are 12.5 and no longer flat."""
    rows = liking()
    social = [i for i, row in enumerate(rows) if row["item"].startswith("social")]
    for i in social[:changed]:
        rows[i] = {**rows[i], "value": 4}
    found = run("interests", scores=scored(rows))
    assert any("flat profile" in text for text in texts(found)) is flat
    assert any("draws you most" in text for text in texts(found)) is not flat


def test_several_may_draw_alike() -> None:
    found = run("interests", scores=scored(liking(artistic=5, social=5, realistic=1)))
    assert any("is it Artistic or Social that draws you most" in text for text in texts(found))


def test_precision_is_not_known_so_there_is_no_bar_and_no_change() -> None:
    found = run("interests", scores=scored(liking("2023-06-01T10:00", "old"), liking(social=5)))
    assert found.table["from"].isna().all()
    assert any("taken 2 times" in text and "no change is told" in text for text in texts(found))
    assert "up" not in found.values.values()


def test_a_sitting_of_an_earlier_year_still_speaks_and_says_its_year() -> None:
    found = run("interests", year(2025), scores=scored(liking("2023-06-01T10:00", artistic=5)))
    assert (found.status, found.statement.endswith("asked in 2023.")) == ("clear", True)


def test_the_last_finished_sitting_up_to_the_known_day_counts() -> None:
    made = scored(
        liking("2024-06-01T10:00", "a", artistic=5), liking("2025-09-01T10:00", "b", artistic=1),
        liking("2025-05-01T10:00", "c", artistic=2)[:40],
    )  # fmt: skip
    assert run("interests", year(2025, as_of="2025-06-30"), scores=made).values["artistic"] == 100
    assert run("interests", year(2025), scores=made).values["artistic"] == 0


def test_a_kind_with_too_few_answers_has_no_score() -> None:
    """Five of eight are needed; a skipped kind is unknown, not zero."""
    found = run("interests", scores=scored(liking(social=None)))
    assert "social" not in found.values
    assert found.n == 40
    assert len(found.table) == 6
    [said] = [said for said in found.more if "too few answers" in said.text]
    assert (said.status, said.text[:6]) == ("not_yet", "1 of 6")


def test_what_is_missing_is_told() -> None:
    assert "careerkit assess take riasec" in run("interests").needs
    draft = run("interests", scores=scored(liking()[:20]))
    assert (draft.status, "20 of 48" in draft.needs) == ("not_yet", True)
    lost = run("interests", scores=scored(liking(), known=()))
    assert "questionnaire file is missing" in lost.needs


def test_its_limits_are_printed() -> None:
    found = run("interests", scores=scored(liking()))
    assert any("not what you can do or should become" in text for text in texts(found))


def test_the_answers_are_the_evidence() -> None:
    rows = liking()
    found = run("interests", scores=scored(rows), answer=[*rows, *liking("2024-01-01T10:00", "old")])  # fmt: skip
    assert set(found.evidence) == {row["id"] for row in rows}


def test_the_kinds_are_those_of_the_file() -> None:
    from careerkit.measures.interests import KINDS

    assert {score.id: score.title for score in RIASEC.scores.values()} == KINDS


def test_the_chart_says_every_score() -> None:
    found = run("interests", scores=scored(liking(artistic=5)))
    assert "Realistic 50, Investigative 50, Artistic 100" in render("interests", found.table).alt
