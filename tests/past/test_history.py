"""The record of reviews: one line for each that says something new, and none is ever lost or made up."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from careerkit.blocks import MIME
from careerkit.errors import BadData
from careerkit.past import history
from careerkit.past.history import Past

FIRST = Past(
    date(2026, 1, 15), 2025, date(2025, 12, 31), "owner", "a" * 16, "0.1.0", "f" * 64, "e" * 64,
    {"measures/wins": {"version": "1", "gates": {"rows": 15}, "hash": "ab"}},
    {"wins": [["clear", 47, "47 wins are logged."]]},
)  # fmt: skip


def changed(**said: Any) -> Past:
    return dataclasses.replace(FIRST, **said)


def test_what_is_noted_is_read_back(tmp_path: Path) -> None:
    """Two reviews, in the order in which they were made; an empty folder has none."""
    assert history.read(tmp_path) == []
    later = changed(made_on=date(2026, 2, 1), audience="mentor")
    assert history.add(tmp_path, FIRST)
    assert history.add(tmp_path, later)
    assert history.read(tmp_path) == [FIRST, later]


def test_a_review_that_says_nothing_new_is_not_noted_again(tmp_path: Path) -> None:
    """The same on another day; the same for another reader between them; then another page; then the first once more."""
    assert history.add(tmp_path, FIRST)
    before = (tmp_path / history.RECORD).read_bytes()
    assert not history.add(tmp_path, changed(made_on=date(2026, 3, 1)))
    assert (tmp_path / history.RECORD).read_bytes() == before
    assert history.add(tmp_path, changed(audience="mentor"))
    assert not history.add(tmp_path, FIRST)
    assert history.add(tmp_path, changed(html="0" * 64))
    assert history.add(tmp_path, FIRST)
    assert len(history.read(tmp_path)) == 4


def test_a_torn_line_is_passed_over_and_swallows_nothing(tmp_path: Path) -> None:
    """A kill in the middle of the second line; a third follows."""
    history.add(tmp_path, FIRST)
    path = tmp_path / history.RECORD
    path.write_bytes(path.read_bytes() + b'{"made_on": "2026-02-0')
    history.add(tmp_path, changed(html="0" * 64))
    assert [past.html[0] for past in history.read(tmp_path)] == ["f", "0"]


@pytest.mark.parametrize(
    "line", ["{}", '{"made_on": "yesterday"}', '{"year": "x"}', '[1, {"a": 2}']
)
def test_a_line_that_is_none_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    """An empty object, a day in words, too little."""
    history.add(tmp_path, FIRST)
    path = tmp_path / history.RECORD
    path.write_bytes(path.read_bytes() + line.encode() + b"\n")
    if not line.endswith("}"):
        return
    with pytest.raises(BadData, match=r"reviews\.jsonl:2"):
        history.read(tmp_path)


def test_what_a_newer_careerkit_adds_is_passed_over(tmp_path: Path) -> None:
    """A line with one more key, and one without the keys that came later."""
    more = {**FIRST.public(), "mood": "fine"}
    less = {k: v for k, v in FIRST.public().items() if k not in ("rules", "said", "notebook")}
    lines = "".join(json.dumps(line) + "\n" for line in (more, less))
    (tmp_path / history.RECORD).write_text(lines)
    first, second = history.read(tmp_path)
    assert first == FIRST
    assert (second.said, second.rules, second.notebook) == ({}, {}, "")


def test_the_sentences_of_a_section_are_those_of_the_reader() -> None:
    """Two statements in one section, one in the next, one before any and one for somebody else."""

    def cell(*found: dict[str, Any]) -> dict[str, Any]:
        return {"outputs": [{"data": {MIME: block}} for block in found]}

    def said(text: str, reader: str = "owner") -> dict[str, Any]:
        return {"kind": "statement", "audience": [reader], "status": "clear", "n": 3, "text": text}

    head = {"kind": "section", "audience": ["owner"], "key": "wins", "title": "Wins"}
    other = {**head, "key": "goals"}
    notebook = {
        "cells": [
            cell(said("before")), {"source": ""}, cell(head, said("a"), said("secret", "mentor")),
            cell(said("b")), cell(other, {"kind": "prose", "audience": ["owner"], "text": "x"}, said("c")),
        ]
    }  # fmt: skip
    assert history.sentences(notebook, "owner") == {
        "wins": [["clear", 3, "a"], ["clear", 3, "b"]], "goals": [["clear", 3, "c"]],
    }  # fmt: skip


def test_a_review_says_how_it_is_made_again(tmp_path: Path) -> None:
    """The command names the frozen folder, the year, the day and the reader."""
    assert FIRST.command(tmp_path) == (
        f'careerkit review "{tmp_path / ("a" * 16)}" --year 2025 --as-of 2025-12-31 --audience owner'
    )
    assert FIRST.one_line().startswith("2026-01-15  2025  owner")
