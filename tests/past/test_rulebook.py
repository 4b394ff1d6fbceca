"""By which rules numbers are worked out: read from the source, so that a changed one can be named."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerkit import measure, registry
from careerkit.past import rulebook
from careerkit.past.rulebook import changed


def test_every_measure_and_every_advice_has_a_rule() -> None:
    """By room and name; the version is the part's own, or the first."""
    found = rulebook.rules()
    names = {f"{room}/{name}" for room in ("measures", "advice") for name in registry.names(room)}
    assert set(found) == names
    for name, part in measure.parts():
        assert found[f"measures/{name}"]["version"] == getattr(part, "VERSION", "1")
        assert set(found[f"measures/{name}"]["gates"]) == set(part.GATES)


def test_a_gate_that_is_a_number_is_that_number() -> None:
    """What the source says, against what the running module has; most gates are plain numbers."""
    read = rulebook.rules()
    pairs = [
        (read[f"measures/{name}"]["gates"][gate], number)
        for name, part in measure.parts()
        for gate, number in part.GATES.items()
    ]
    plain = [(said, number) for said, number in pairs if not isinstance(said, str)]
    assert len(plain) > len(pairs) / 2
    assert [said for said, _ in plain] == [number for _, number in plain]


@pytest.mark.parametrize(
    ("source", "gates", "version"),
    [
        ("GATES = {'a': 1, 'b': 0.5}", {"a": 1, "b": 0.5}, "1"),
        ("GATES: dict = {'a': stats.LEAST}\nVERSION = '2'", {"a": "stats.LEAST"}, "2"),
        ("GATES = {'a': -1}\nVERSION: str = '3'\nother = VERSION", {"a": -1}, "3"),
        ("x = 1", {}, "1"),
    ],
)
def test_a_rule_is_read_without_being_run(
    tmp_path: Path, source: str, gates: dict[str, object], version: str
) -> None:
    """Plain gates, one that is an expression, a negative one, none."""
    (tmp_path / "x.py").write_text(source)
    found = rulebook._rule(tmp_path, "x", "GATES")
    assert (found["gates"], found["version"]) == (gates, version)


def test_line_ends_make_no_other_rule(tmp_path: Path) -> None:
    """The same file checked out on two systems; and one with another comment."""
    hashes = []
    for text in (b"GATES = {}\n# a\n", b"GATES = {}\r\n# a\r\n", b"GATES = {}\n# b\n"):
        (tmp_path / "x.py").write_bytes(text)
        hashes.append(rulebook._rule(tmp_path, "x", "GATES")["hash"])
    assert hashes[0] == hashes[1] != hashes[2]


def test_a_folder_is_one_rule(tmp_path: Path) -> None:
    """A part that is a package: its gates stand in one of its files."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "__init__.py").write_text("GATES = {'a': 1}")
    (tmp_path / "x" / "rest.py").write_text("y = 2")
    found = rulebook._rule(tmp_path, "x", "GATES")
    assert found["gates"] == {"a": 1}


OLD = {"version": "1", "gates": {"a": 1, "b": 2}, "hash": "x"}


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (OLD, []),
        ({**OLD, "version": "2", "hash": "y"}, ["version 1 -> 2"]),
        ({**OLD, "gates": {"a": 3, "c": 4}}, ["a 1 -> 3", "b 2 -> none", "c none -> 4"]),
        ({**OLD, "hash": "y"}, ["the text of the rule"]),
        ({}, ["the rule is gone"]),
    ],
)
def test_what_changed_in_a_rule_is_said(after: dict[str, object], told: list[str]) -> None:
    """Nothing; a version; a gate that moved, went and came; only its text; the rule itself."""
    assert changed(OLD, after) == told
    assert changed({}, {}) == []
    assert changed({}, OLD) == ["the rule is new"]
