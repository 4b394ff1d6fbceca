"""Each sample's story.toml says what its reports must claim; here the reports are held to it."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import pytest

from careerkit import workspace
from careerkit.measure import Status
from careerkit.workbook import Year


def claims(name: str) -> list[dict[str, Any]]:
    """The claims of one sample's story."""
    text = (workspace.sample(name).root / "story.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["claim"]
    return found


ALL = [(name, claim) for name in workspace.sample_names() for claim in claims(name)]


@cache
def year_of(name: str, year: int, audience: str) -> Year:
    return Year(f"sample:{name}", year, audience=audience)


@pytest.mark.parametrize(
    ("name", "claim"), ALL, ids=lambda x: x if isinstance(x, str) else f"{x['year']}-{x['measure']}"
)
def test_a_claim_of_the_story_holds(name: str, claim: dict[str, Any]) -> None:
    """One measure of one year: its status, and a value within its bounds."""
    measure = year_of(name, claim["year"], claim.get("audience", "owner")).measure(claim["measure"])
    assert measure.status == claim["status"], measure
    if "value" in claim:
        value = measure.values[claim["value"]]
        assert value is not None
        if "is" in claim:
            assert value == claim["is"]
        else:
            assert claim["at_least"] <= float(value) <= claim["at_most"]


@pytest.mark.parametrize("name", workspace.sample_names())
def test_a_story_makes_at_least_eight_claims_about_several_years(name: str) -> None:
    """Measure, status and value, over more than one year."""
    found = claims(name)
    assert len(found) >= 8
    assert len({claim["year"] for claim in found}) >= 2
    assert sum("value" in claim for claim in found) >= 5


def test_the_stories_show_every_status() -> None:
    """Clear, hint, not yet, not comparable and withheld; a shipped sample never fails."""
    assert {claim["status"] for _, claim in ALL} == set(Status) - {Status.FAILED}


@pytest.mark.parametrize("name", workspace.sample_names())
def test_every_sample_has_one_year_with_a_slump(name: str) -> None:
    """The rule finds it where the story says, and in no other year."""
    found = {year: year_of(name, year, "owner").measure("momentum") for year in (2023, 2024, 2025)}
    slumps = {year: measure.values.get("slumps") or 0 for year, measure in found.items()}
    told = [c["year"] for c in claims(name) if c["measure"] == "momentum" and c.get("is") == 1]
    assert {year for year, count in slumps.items() if count} == set(told)
    assert len(told) == 1


@pytest.mark.parametrize("name", workspace.sample_names())
def test_no_analysis_of_a_sample_fails(name: str) -> None:
    """All measures of all years."""
    for year in (2023, 2024, 2025):
        failed = [n for n, m in year_of(name, year, "owner").measures().items()
                  if m.status is Status.FAILED]  # fmt: skip
        assert failed == []
