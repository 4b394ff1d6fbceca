"""The sample workbooks read like real logs, and hold what the product must be able to show."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from careerkit import assess, registry, store, workspace
from careerkit.advise import quiet_rules, rules
from careerkit.measure import Status
from careerkit.rebuild import Rebuilt, rebuild
from careerkit.workbook import Year
from careerkit.workspace import Workbook

NAMES = workspace.sample_names()
YEARS = (2023, 2024, 2025)
EACH_YEAR = [(name, year) for name in NAMES for year in YEARS]


@cache
def built(name: str) -> Rebuilt:
    return rebuild(workspace.sample(name))


@cache
def frames(name: str) -> dict[str, pd.DataFrame]:
    return {t: store.frame(store.arrow(t, rows)) for t, rows in built(name).rows.items()}


def entries(name: str, year: int) -> pd.DataFrame:
    entry = frames(name)["entry"]
    found: pd.DataFrame = entry[entry["date"].dt.year == year]
    return found


def test_there_are_the_four_paths() -> None:
    """Teller, driver, administrator, coder."""
    assert NAMES == [
        "admin-to-coordinator",
        "coder-to-research",
        "driver-to-creator",
        "teller-to-adviser",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_accounted_for_and_none_is_set_aside(name: str) -> None:
    """All files of a sample, its two exports among them."""
    rebuilt = built(name)
    assert rebuilt.unbalanced == []
    assert rebuilt.set_aside == []
    exports = [a for a in rebuilt.accounts if a.source in ("linkedin", "toggl")]
    assert len(exports) >= 2
    assert all(account.accepted for account in exports)


@pytest.mark.parametrize(("name", "year"), EACH_YEAR)
def test_a_year_is_long_and_patchy_enough(name: str, year: int) -> None:
    """110 entries in 35 weeks; a tenth without energy; a twentieth written down more than a week late."""
    found = entries(name, year)
    assert len(found) >= 110
    assert found["date"].dt.isocalendar()["week"].nunique() >= 35
    assert found["energy"].isna().mean() >= 0.10
    late = (found["recorded_at"] - found["date"]).dt.days > 7
    assert late.mean() >= 0.05


@pytest.mark.parametrize(("name", "year"), EACH_YEAR)
def test_a_year_has_a_declared_pause(name: str, year: int) -> None:
    """One break, with nothing logged inside."""
    pause = frames(name)["pause"]
    mine = pause[pause["date"].dt.year == year]
    assert len(mine) == 1
    begin, until = mine.iloc[0][["date", "until"]]
    inside = entries(name, year)["date"].between(begin, until, inclusive="right")
    assert not inside.any()


@pytest.mark.parametrize(("name", "year"), EACH_YEAR)
def test_tags_are_messy(name: str, year: int) -> None:
    """Many tags, and skills that several spellings lead to."""
    found = entries(name, year)
    tags = found["tags"].explode().dropna()
    assert tags.nunique() >= 25
    assert found["skills"].explode().dropna().nunique() < tags.nunique()


@pytest.mark.parametrize(("name", "year"), EACH_YEAR)
def test_some_lines_are_shared_and_most_are_private(name: str, year: int) -> None:
    """A mentor's copy has something to show."""
    shared = entries(name, year)["share"].map(lambda share: "mentor" in share)
    assert 6 <= shared.sum() <= len(shared) / 3


def test_a_rebuilt_sample_is_the_same_bytes() -> None:
    """Two rebuilds of one sample give equal Parquet."""
    book: Workbook = workspace.sample(NAMES[0])
    first, second = rebuild(book), rebuild(book)
    for table in first.rows:
        assert store.to_parquet(store.arrow(table, first.rows[table])) == store.to_parquet(
            store.arrow(table, second.rows[table])
        )


# ---- what the newer sections of a review rest on -----------------------------------------------------


@cache
def scores(name: str) -> pd.DataFrame:
    """All sittings of one sample, scored with the questionnaires that are there."""
    known = assess.instruments(workspace.sample(name).instruments)
    return assess.scores(frames(name)["answer"], known)


@pytest.mark.parametrize("name", NAMES)
def test_every_sitting_can_be_scored(name: str) -> None:
    """No questionnaire is missing, and no answer stands off its scale."""
    found = scores(name)
    assert not (found["status"] == "unknown instrument").any()
    assert found["left_out"].sum() == 0
    assert {"compass", "pulse"} <= set(found["instrument"])


def test_the_pulses_are_as_patchy_as_real_ones() -> None:
    """Skips, one sitting left unfinished, one retake within a fortnight, one thin year with a single pulse."""
    pulses = pd.concat({name: scores(name) for name in NAMES}, names=["sample"]).reset_index(
        "sample"
    )
    pulses = pulses[pulses["instrument"] == "pulse"]
    drafts = pulses[pulses["status"] == "draft"]
    assert drafts[["sample", "administration"]].drop_duplicates().values.tolist() == [
        ["driver-to-creator", "pulse-2025-06"]
    ]
    scope = pulses[(pulses["score"] == "scope") & (pulses["status"] != "draft")]
    apart = scope.sort_values("at").groupby("sample")["at"].diff().dt.days
    assert (apart <= 14).sum() == 1
    counts = scope.groupby(["sample", scope["at"].dt.year]).size()
    assert counts.min() == 1
    assert counts.max() == 5
    skipped = pd.concat([frames(name)["answer"] for name in NAMES])
    skipped = skipped[(skipped["instrument"] == "pulse") & (skipped["answered"] == "skipped")]
    assert 8 <= len(skipped) <= 30


def test_two_of_them_took_the_interest_markers_once() -> None:
    """And the others never did."""
    taken = {}
    for name in NAMES:
        found = scores(name)
        taken[name] = found.loc[found["instrument"] == "riasec", "administration"].nunique()
    assert sorted(taken.values()) == [0, 0, 1, 1]


@pytest.mark.parametrize("name", NAMES)
def test_the_fits_agree_with_the_decisions(name: str) -> None:
    """The short form in decisions.csv and the rows of fits.csv say the same; some reasons stay blank."""
    fit, decision = frames(name)["fit"], frames(name)["decision"]
    for year, short in decision[["year", "fits"]].itertuples(index=False):
        said = dict(part.split("=") for part in short.split(";"))
        rows = fit[fit["year"] == year].set_index("value")["fit"]
        assert rows[list(said)].to_list() == [float(number) for number in said.values()]
    blank = fit[["supports", "opposes"]].isna().any(axis=1)
    assert 0 < blank.mean() < 0.7


@pytest.mark.parametrize("name", NAMES)
def test_the_reasons_of_the_fits_name_days_on_which_something_was_logged(name: str) -> None:
    """Where a reason names a day, such as (18 May), the journal of that year has a line there."""
    kinds = ("entry", "touch", "learning", "boundary", "feedback", "goal_event", "pause")
    days = set(pd.concat([frames(name)[kind]["date"] for kind in kinds]))
    fit = frames(name)["fit"].melt(["year"], ["supports", "opposes"], value_name="said").dropna()
    said = fit.assign(day=fit["said"].str.extract(r"\((\d+ [A-Z][a-z]+)\)")[0]).dropna()
    named = pd.to_datetime(said["day"] + " " + said["year"].astype(str), format="%d %B %Y")
    assert len(named) >= 15
    assert set(named) <= days


def test_a_value_falls_by_three_somewhere() -> None:
    """One, in one of the four."""
    falls = [Year(f"sample:{name}", 2024).whole("role_fit").values["falls"] for name in NAMES]
    assert (falls.count(0), falls.count(1)) == (3, 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_ledger_tells_of_two_reviews_with_every_outcome(name: str) -> None:
    """Rules that exist; each settled line has an open one that it settles; something is still open."""
    advice = frames(name)["advice"]
    assert set(advice["year"]) == {2023, 2024}
    assert set(advice["outcome"]) == {"taken", "rejected", "open"}
    assert set(advice["rule"]) <= {rule for rule, _ in rules()}
    told = set(advice.loc[advice["outcome"] == "open", ["year", "rule"]].itertuples(index=False))
    rest = advice.loc[advice["outcome"] != "open", ["year", "rule"]].itertuples(index=False)
    settled = set(rest)
    assert settled < told


def test_one_person_turned_one_rule_down_twice() -> None:
    """So that it is quiet in the third year."""
    quiet = {name: quiet_rules(frames(name)["advice"]) for name in NAMES}
    assert [rules for rules in quiet.values() if rules] == [["apply_first"]]


def test_follow_ups_are_done_late_and_left_open() -> None:
    """Two people note a dozen and more; all ways of ending are there, and every kind of outcome."""
    touch = {name: frames(name)["touch"] for name in NAMES}
    promised = {name: rows[rows["follow_up"].notna()] for name, rows in touch.items()}
    assert sum(len(rows) >= 12 for rows in promised.values()) == 2
    every = pd.concat(promised.values())
    assert (every["followed_up_on"] <= every["follow_up"]).sum() >= 20
    assert (every["followed_up_on"] > every["follow_up"]).sum() >= 5
    assert every["followed_up_on"].isna().sum() >= 5
    assert (every["follow_up"] >= every["date"]).all()
    known = every.dropna(subset="followed_up_on")
    assert (known["followed_up_on"] >= known["date"]).all()
    led_to = pd.concat([rows["led_to"] for rows in touch.values()]).dropna()
    assert set(led_to) == {"advice", "work", "introduction"}


@cache
def statuses() -> list[dict[str, Status]]:
    """Of the four reviews of 2025, what every section says of itself."""
    years = [Year(f"sample:{name}", 2025) for name in NAMES]
    return [{m: year.whole(m).status for m in registry.names("measures")} for year in years]


@pytest.mark.parametrize("measure", registry.names("measures"))
def test_every_section_speaks_in_some_sample(measure: str) -> None:
    """At least one of the four reviews carries it, so that a stranger sees what it can say."""
    assert Status.CLEAR in {found[measure] for found in statuses()}
