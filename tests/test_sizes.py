"""Logs of every size, one year and ten: every review renders, no section is blank, no number is without n and status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from careerkit import measure, synthetic
from careerkit.measure import Status
from careerkit.workbook import Year
from tests.rendering import Rendered, render

LINES = (
    "- win: Closed the pitch +2 1h #pitch", "- lesson: Ask first +1", "- met: @ann coffee",
    "- learn: podcast Fair pay 45min #pay", "- did: Forms -1 2h #forms",
)  # fmt: skip
SIZES = ((0, 1), (1, 1), (5, 1), (50, 1), (50, 10), (5000, 1), (5000, 10))


@cache
def _made(folder: Path, entries: int, years: int) -> Path:
    """A workbook with about so many entries over so many years, the last of them 2025."""
    root = folder / f"{entries}-{years}"
    if entries // years <= 900 and entries >= 50:
        planted = {"entries": f"{min(20.0, entries / years / 46):g}"}
        return synthetic.write(root, 1, range(2026 - years, 2026), 7, planted)[0]
    (root / "journal").mkdir(parents=True)
    (root / "workbook.toml").write_text("format = 1\n", "utf-8")
    (root / "journal" / "2025.md").write_text("".join(_lines(entries)), "utf-8")
    return root


def _lines(entries: int) -> Iterator[str]:
    """The five lines on five days of March, over and over; in a long log evenly over the whole year."""
    for i in range(entries):
        ahead = i * 364 // entries if entries > len(LINES) else 61 + i
        day = date(2025, 1, 1) + timedelta(days=ahead)
        yield f"## {day}\n{LINES[i % len(LINES)]} [goal:: number-{i}]\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sizes")


def made(
    folder: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> tuple[Year, Rendered]:
    year = Year(str(_made(folder, *size)), 2025, as_of="2025-12-31")
    return year, render(year, monkeypatch)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]} entries, {size[1]} years")
def test_a_review_of_any_size_is_whole(
    size: tuple[int, int], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing fails, every analysis has its row on the horizon card, no section is blank, no number stands alone."""
    year, page = made(folder, size, monkeypatch)
    found = year.measures()
    assert [name for name, one in found.items() if one.status is Status.FAILED] == []
    sections = page.sections()
    assert len(sections["horizon"][0]["rows"]) == len(found)
    for key, parts in sections.items():
        # Where nothing can be told that is said in words; a measured section has more than words.
        words_do = key in ("", "in-one-minute")
        assert words_do or [p for p in parts if p["kind"] != "prose"], f"{key} is blank"
        assert parts or not key, f"{key} is blank"
    for name, one in found.items():
        if not year.is_starter:
            assert [p["kind"] for p in sections[name]][:2] == ["prose", "statement"]
        assert all(said.n >= 0 and said.text.strip() for said in one.statements)
        assert all(said.needs or said.status is Status.CLEAR for said in one.statements), name
    _numbers_have_company(sections, set(found))
    assert page.html.count("<h1") == 1


def _numbers_have_company(sections: dict[str, list[dict[str, Any]]], names: set[str]) -> None:
    """In a measured section a number stands in a sentence with n and status, in a chart, table or quote below one."""
    for key in names & set(sections):
        for block in sections[key]:
            if block["kind"] == "prose":
                assert not re.search(r"\d", block["text"]), block["text"]
            if block["kind"] in ("statement", "action"):
                assert block["n"] >= 0
                assert block["status"] in set(Status)


def test_an_empty_log_begins_with_one_line_to_write(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No entry at all: how to begin, one action, and every analysis on the card."""
    _, page = made(folder, (0, 1), monkeypatch)
    assert "careerkit log win" in page.html
    assert [b["title"] for b in page.sections()["next-actions"]] == ["Log"]


def test_five_entries_are_shown_and_nothing_is_concluded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A starter report: the wins are there, and no analysis but the first two speaks."""
    year, page = made(folder, (5, 1), monkeypatch)
    assert year.is_starter
    speaking = {
        key
        for key, parts in page.sections().items()
        if any(p["kind"] == "statement" for p in parts)
    }
    assert speaking <= {"in-one-minute", "trust", "wins"}
    assert any(b["kind"] == "quote" and "Closed the pitch" in b["text"] for b in page.blocks)


def test_ten_years_are_set_side_by_side(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    year, _ = made(folder, (5000, 10), monkeypatch)
    found = year.measure("year_over_year")
    assert found.values["years"] == 10
    assert len(set(found.table["year"])) == 10


def test_every_sentence_of_a_full_review_can_be_traced(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids that stand behind a sentence are ids of records; a clear headline about records names some."""
    year, _ = made(folder, (5000, 10), monkeypatch)
    known = {i for frame in year.tables.values() for i in frame["id"]}
    for name, _part in measure.parts():
        for said in year.whole(name).statements:
            assert set(said.evidence) <= known, name
            assert len(said.evidence) == len(set(said.evidence)), name
            assert said.evidence or not said.n, f"{name}: {said.text}"
