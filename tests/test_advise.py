"""Which advice is told: by gap, confidence and value, at most three actions, two to keep, one to stop; and its audit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest

from careerkit import advice, advise, measure, registry, tables
from careerkit.advise import Proposed
from careerkit.look import Advice, Kind, Look, NoRecords, Unseen
from careerkit.measure import Measure, Status
from careerkit.workbook import Year
from tests.measures.frames import frame, year

SILENT = Measure(Status.NOT_YET, 0, "Nothing yet.", "Log something for a while.")


def look(found: Mapping[str, Measure] | None = None, **rows: Any) -> Look:
    """A year in which only the given measures speak."""
    every = {name: SILENT for name, _ in measure.parts()} | dict(found or {})
    return Look(every, {name: frame(name, rows.get(name, ())) for name in tables.names()}, year())


def speaking(
    status: Status = Status.CLEAR, table: pd.DataFrame | None = None, evidence: tuple[str, ...] = (),
    **values: float | str,
) -> Measure:  # fmt: skip
    made = table if table is not None else pd.DataFrame()
    return Measure(status, 30, "x.", "" if status is Status.CLEAR else "more", made, values,
                   evidence=evidence)  # fmt: skip


def labels(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["label", "kind", "status", "shrunk"])


# What makes a rule speak, and the same just short of it.
CASES: dict[str, tuple[dict[str, Measure], dict[str, Measure]]] = {
    "drainer_hours": (
        {"energy": speaking(drainer_hours_share_late=0.10)},
        {"energy": speaking(drainer_hours_share_late=0.0999, drainer_hours_share=0.5)},
    ),
    "energiser_room": (
        {"energy": speaking(energiser_hours_share=0.09, clear_energisers=1)},
        {"energy": speaking(energiser_hours_share=0.10, clear_energisers=1)},
    ),
    "stretch": (
        {"adding_up": speaking(repeat_last_quarter=0.6, repeat_quarter_before=0.7)},
        {"adding_up": speaking(repeat_last_quarter=0.9, repeat_quarter_before=0.59)},
    ),
    "plan_smaller": (
        {"goals": speaking(multiplier=1.5, multiplier_n=12, forecast="yes")},
        {"goals": speaking(multiplier=1.49, multiplier_n=12, forecast="yes")},
    ),
    "two_names": (
        {"connections": speaking(cadence=0.4, high=0.49)},
        {"connections": speaking(cadence=0.4, high=0.5)},
    ),
    "open_feedback": (
        {"feedback": speaking(open_over_45_days=1)},
        {"feedback": speaking(open_over_45_days=0)},
    ),
    "apply_first": (
        {"learning_used": speaking(conversion=0.39)},
        {"learning_used": speaking(conversion=0.4)},
    ),
    "decide_bet": (
        {"side_projects": speaking(past_decision=1)},
        {"side_projects": speaking(past_decision=0)},
    ),
    "protect_evenings": (
        {"boundaries": speaking(kept_rate=0.59, payoff=0.4, payoff_state="seen")},
        {"boundaries": speaking(kept_rate=0.6, payoff=0.4, payoff_state="seen")},
    ),
    "talk_it_through": (
        {"position": speaking(scope_gap=-25.0, impact_gap=3.0)},
        {"position": speaking(scope_gap=-24.9, impact_gap=3.0)},
    ),
    "write_lesson": (
        {"momentum": speaking(weeks_since_lesson=8)},
        {"momentum": speaking(weeks_since_lesson=7)},
    ),
    "look_again": ({"role_fit": speaking(falls=1)}, {"role_fit": speaking(falls=0)}),
    "use_your_kit": (
        {"momentum": speaking(in_slump="yes", recoveries=2)},
        {"momentum": speaking(in_slump="no", recoveries=2)},
    ),
    "close_gap": (
        {"target_roles": speaking(closable_gaps=1)},
        {"target_roles": speaking(closable_gaps=0)},
    ),
    "keep_contacts": (
        {"connections": speaking(cadence=0.7, low=0.5)},
        {"connections": speaking(cadence=0.7, low=0.49)},
    ),
    "keep_evenings": (
        {"boundaries": speaking(kept_rate=0.8, low=0.6)},
        {"boundaries": speaking(kept_rate=0.8, low=0.59)},
    ),
    "keep_learning": (
        {"learning": speaking(months_met=6, months=8)},
        {"learning": speaking(months_met=5, months=8)},
    ),
    "keep_building": (
        {"adding_up": speaking(building_share=0.4)},
        {"adding_up": speaking(building_share=0.39)},
    ),
}  # fmt: skip
ENTRIES = [{"id": f"e{i}", "date": "2025-03-03", "word": "did", "text": "x"} for i in range(20)]


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_rule_speaks_at_its_limit_and_not_before(name: str) -> None:
    """Values on the limit, then just short of it."""
    module = dict(advise.rules())[name]
    enough, short = CASES[name]
    found = getattr(module, name)(look(enough))
    assert isinstance(found, Advice)
    assert 0 < found.gap <= 1
    assert found.value == pytest.approx(module.number(look(enough)))
    assert found.text.endswith(".")
    assert min(len(found.first_step), len(found.unless)) > 20
    assert getattr(module, name)(look(short)) is None


@pytest.mark.parametrize("name", [name for name, _ in advise.rules()])
def test_a_rule_is_silent_when_nothing_speaks(name: str) -> None:
    """An empty log: no rule has anything to say, and no number is zero by default."""
    module = dict(advise.rules())[name]
    assert getattr(module, name)(look()) is None


@pytest.mark.parametrize("name", [name for name, _ in advise.rules()])
def test_the_interface_of_a_rule(name: str) -> None:
    module = dict(advise.rules())[name]
    assert module.TITLE.strip()
    assert isinstance(module.KIND, Kind)
    assert module.STEP in advise.STEPS
    assert module.VERSION
    for number in (0, 0.5, 1):
        said = module.NUMBER.format(number)
        assert re.search(r"\d", said)
        assert re.search(r"[a-z]{3}", said)
        assert "{" not in said
    assert all(isinstance(number, int | float) for number in module.LIMITS.values())


def test_the_room_says_how_to_add_a_rule() -> None:
    for name in ("TITLE", "KIND", "STEP", "VERSION", "NUMBER", "LIMITS", "number"):
        assert f"`{name}" in (advice.__doc__ or "")


def test_every_rule_has_a_case_here() -> None:
    """Those about logging and about single skills have tests of their own below."""
    own = {"log_energy", "log_skills", "take_pulse", "skill_as_goal"}
    assert set(CASES) | own == set(registry.names("advice"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("log_energy", {"trust": speaking(completeness_energy=0.59)}),
        ("log_skills", {"trust": speaking(completeness_skills=0.49)}),
        ("take_pulse", {}),
    ],
)
def test_what_to_log_is_told_from_twenty_entries_on(name: str, found: dict[str, Measure]) -> None:
    """Twenty entries, then nineteen; while the analysis that needs it is silent."""
    module = dict(advise.rules())[name]
    assert getattr(module, name)(look(found, entry=ENTRIES)) is not None
    assert getattr(module, name)(look(found, entry=ENTRIES[1:])) is None


def test_logging_is_not_advised_for_an_analysis_that_speaks() -> None:
    module = dict(advise.rules())["log_energy"]
    found = {"trust": speaking(completeness_energy=0.2), "energy": speaking()}
    assert module.log_energy(look(found, entry=ENTRIES)) is None  # type: ignore[attr-defined]


def test_a_pulse_that_was_taken_is_not_asked_for() -> None:
    module = dict(advise.rules())["take_pulse"]
    taken = {"position": speaking(scope_said_n=1)}
    assert module.take_pulse(look(taken, entry=ENTRIES)) is None  # type: ignore[attr-defined]


def test_a_skill_becomes_a_goal_when_it_is_used_in_two_places_and_serves_none() -> None:
    """`talk` in two contexts without a goal; `plan` serves one, `type` has one context, `dig` drains."""
    table = labels(("talk", "skill", "clear", 0.5), ("plan", "skill", "clear", 0.5),
                   ("type", "skill", "clear", 0.5), ("dig", "skill", "clear", -0.5),
                   ("call", "activity", "clear", 0.5), ("maybe", "skill", "hint", 0.5))  # fmt: skip
    rows = [
        {"skills": [slug], "context": place, "goal": "g" if slug == "plan" else None}
        for slug in ("talk", "plan", "dig", "call", "maybe") for place in ("job", "club")
    ] + [{"skills": ["type"], "context": "job"}]  # fmt: skip
    module = dict(advise.rules())["skill_as_goal"]
    seen = look({"energy": speaking(table=table)}, entry=rows)
    found = module.skill_as_goal(seen)  # type: ignore[attr-defined]
    assert (found.about, found.value) == (("talk",), 1.0)
    assert "talk" not in found.text


def test_names_of_the_log_stand_beside_the_sentence_and_not_in_it() -> None:
    """The drainers are told to the owner as `about`."""
    table = labels(("secret", "activity", "clear", -0.5), ("other", "activity", "clear", 0.5))
    seen = look({"energy": speaking(table=table, drainer_hours_share_late=0.2)})
    found = dict(advise.rules())["drainer_hours"].drainer_hours(seen)  # type: ignore[attr-defined]
    assert found.about == ("secret",)
    assert "secret" not in found.text + found.first_step + found.unless


def test_a_job_that_ended_in_spring_is_not_what_drains_now() -> None:
    """`old` has hours in May alone, `new` in July too: of the year up to December only the last half speaks."""
    table = labels(("old", "activity", "clear", -0.5), ("new", "activity", "clear", -0.5))
    table = table.assign(hours=[9.0, 9.0], hours_late=[float("nan"), 2.0])
    rows = [
        {"id": f"{tag} {day}", "date": day, "hours": 1.0, "tags": [tag]}
        for day in ("2025-05-05", "2025-07-01") for tag in ("old", "new")
        if (tag, day) != ("old", "2025-07-01")
    ]  # fmt: skip
    seen = look({"energy": speaking(table=table, drainer_hours_share_late=0.2)}, entry=rows)
    found = dict(advise.rules())["drainer_hours"].drainer_hours(seen)  # type: ignore[attr-defined]
    assert (found.about, found.evidence) == (("new",), ("new 2025-07-01",))
    assert "in the last two quarters" in found.text
    assert dict(advise.rules())["drainer_hours"].VERSION == "2"


# ---- choosing ----------------------------------------------------------------------------------------


def one(rule: str, kind: Kind, step: str, priority: float) -> Proposed:
    return Proposed(rule, rule, kind, step, "1", Advice("x.", "y", "z", priority, 1, 9), priority,
                    date(2026, 4, 1))  # fmt: skip


def test_three_actions_two_to_keep_one_to_stop_and_one_action_a_step() -> None:
    """Six actions on four steps, three to keep, two to stop, two about logging."""
    every = [
        one("a", Kind.ACT, "assess", 0.9), one("b", Kind.ACT, "assess", 0.8),
        one("c", Kind.LOG, "goals", 0.7), one("d", Kind.LOG, "network", 0.6),
        one("e", Kind.ACT, "invest", 0.5), one("f", Kind.ACT, "feedback", 0.4),
        one("k1", Kind.KEEP, "assess", 0.2), one("k2", Kind.KEEP, "assess", 0.3),
        one("k3", Kind.KEEP, "goals", 0.1), one("s1", Kind.STOP, "assess", 0.1),
        one("s2", Kind.STOP, "assess", 0.2), one("zero", Kind.ACT, "habits", 0.0),
    ]  # fmt: skip
    chosen = [p.rule for p in advise.choose(every, look())]
    assert chosen == ["a", "c", "e", "k2", "k1", "s2"]


def test_a_hint_counts_half_and_a_goal_half_as_much_again() -> None:
    """Cadence 0 of 0.5: gap 1. Clear 1, as a hint 0.5; with evidence that serves a goal 1.5."""
    rows = [{"id": "a", "goal": "g"}, {"id": "b"}]

    def weight(measure_: Measure) -> float:
        found = advise.counsel(look({"connections": measure_}, entry=rows), frame("advice"))
        return next(p.priority for p in found.proposed if p.rule == "two_names")

    assert weight(speaking(cadence=0.0, high=0.1)) == 1.0
    assert weight(speaking(Status.HINT, cadence=0.0, high=0.1)) == 0.5
    assert weight(speaking(cadence=0.0, high=0.1, evidence=("a", "b"))) == 1.5
    assert dict(advise.rules())["two_names"].VERSION == "2"


# ---- the ledger --------------------------------------------------------------------------------------

LEDGER = [
    {"year": 2024, "rule": "two_names", "value": 0.3, "outcome": "open"},
    {"year": 2024, "rule": "two_names", "outcome": "taken", "helped": True},
    {"year": 2024, "rule": "gone_rule", "value": 2.0, "outcome": "open"},
    {"year": 2023, "rule": "stretch", "outcome": "rejected"},
    {"year": 2025, "rule": "write_lesson", "outcome": "open"},
]


def test_the_audit_opens_with_the_last_year_that_gave_advice() -> None:
    """Advice of 2024: one taken with its number then and now, one by a rule that is gone."""
    seen = look({"connections": speaking(cadence=0.4)})
    found = advise.counsel(seen, frame("advice", LEDGER)).audit
    assert [(a.rule, a.outcome, a.helped, a.then, a.now) for a in found] == [
        ("gone_rule", "open", None, 2.0, None), ("two_names", "taken", True, 0.3, 0.4),
    ]  # fmt: skip
    assert [(a.then_said, a.now_said) for a in found] == [
        (None, None), ("30% of the weeks met the target", "40% of the weeks met the target"),
    ]  # fmt: skip
    old = [{**row, "rule_version": "1"} for row in LEDGER]
    assert advise.counsel(seen, frame("advice", old)).audit[1].then_said == "30% of the weeks met the target (by version 1)"  # fmt: skip
    unknown = advise.counsel(look(), frame("advice", LEDGER)).audit[1]
    assert (unknown.then_said, unknown.now_said) == ("30% of the weeks met the target", None)


def test_a_rule_rejected_in_two_years_is_quiet() -> None:
    """Once is not enough, nor is twice in one year."""
    seen = look({"connections": speaking(cadence=0.0, high=0.1)})
    rejected = [{"year": y, "rule": "two_names", "outcome": "rejected"} for y in (2023, 2024)]
    once = advise.counsel(seen, frame("advice", rejected[:1] * 2))
    twice = advise.counsel(seen, frame("advice", rejected))
    assert [p.rule for p in once.proposed] == ["two_names"]
    assert (twice.proposed, twice.quiet) == ([], ["two_names"])


def test_what_the_ledger_says_of_this_year_decides_nothing() -> None:
    """So that keeping the advice of a review does not change that review."""
    seen = look({"connections": speaking(cadence=0.0, high=0.1)})
    without = advise.counsel(seen, frame("advice"))
    rows = [{"year": 2025, "rule": "two_names", "outcome": o} for o in ("open", "rejected")]
    assert advise.counsel(seen, frame("advice", rows)) == without


def test_another_reader_is_advised_by_the_numbers_they_may_see() -> None:
    """A mentor who gets no evenings and no target roles: rules about these, and rules about single records, say nothing."""
    seen = Year("sample:teller-to-adviser", 2025, audience="mentor")
    own = Year("sample:teller-to-adviser", 2025)
    theirs = {one.rule for one in seen.counsel.proposed}
    assert {"keep_evenings", "close_gap", "decide_bet"} <= {p.rule for p in own.counsel.proposed}
    assert theirs
    assert theirs.isdisjoint({"keep_evenings", "protect_evenings", "close_gap", "decide_bet", "write_lesson"})  # fmt: skip
    assert seen.counsel.audit == []


def test_a_rule_that_needs_records_is_silent_without_them() -> None:
    """Asking for a table of somebody who sees numbers only."""
    with pytest.raises(Unseen):
        _ = NoRecords()["entry"]
    assert len(NoRecords()) == len(list(NoRecords())) == 0
    assert Look({}, NoRecords(), year()).timed(["admin"]) == ()
