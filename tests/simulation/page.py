"""The part of docs/simulation.md that the simulation writes, and what stands in it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from tests.simulation import QUESTIONS
from tests.simulation.figures import Estimate, Result, Row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "simulation.md"
BEGIN, END = "<!-- begin simulation -->\n", "<!-- end simulation -->\n"
HEAD = ("Question", "Naive rule", "careerkit", "Asked for")
NO_ANSWER = "-"
Results = Mapping[str, Mapping[str, Result]]


def questions() -> Iterator[tuple[str, ModuleType]]:
    """The modules that put a question, by name, in the order of the page."""
    for name in QUESTIONS:
        yield name, importlib.import_module(f"tests.simulation.{name}")


def part(results: Results) -> str:
    """All tables, with what the two rules are above each."""
    return "\n\n".join(_table(module, results[name]) for name, module in questions())


def _table(module: ModuleType, results: Mapping[str, Result]) -> str:
    about = f"{module.QUESTION}\n\n- Naive rule: {module.NAIVE}\n- careerkit: {module.OURS}"
    lines = [
        HEAD,
        ["---"] * len(HEAD),
        *(_line(row, results[key]) for key, row in module.ROWS.items()),
    ]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"### {module.TITLE}\n\n{about}\n\n{table}"


def _line(row: Row, result: Result) -> tuple[str, str, str, str]:
    cells = [found.told(row.unit) if found else NO_ANSWER for found in (result.naive, result.ours)]
    return row.question, cells[0], cells[1], row.asked


def with_part(text: str, part: str) -> str:
    """The page with its generated part written anew. Raises ValueError when it has no marks."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{part}\n\n{END}{rest.split(END)[1]}"


def kept(text: str) -> str:
    """The generated part as it stands on the page."""
    return text.partition(BEGIN)[2].partition(END)[0].strip()


_CELL = re.compile(r"(\d+(?:\.\d+)?)(?: (?:%|days))? \((\d+(?:\.\d+)?)\)")


def read(part: str) -> dict[str, dict[str, Result]]:
    """The figures of a generated part, by title and question."""
    tables = re.split(r"^### (.+)$", part, flags=re.MULTILINE)[1:]
    return {
        title: dict(_rows(table)) for title, table in zip(tables[::2], tables[1::2], strict=True)
    }


def _rows(table: str) -> Iterator[tuple[str, Result]]:
    lines = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("|")]
    for question, plain, ours, _ in lines[2:]:
        yield question, Result(_estimate(plain), _estimate(ours))


def _estimate(cell: str) -> Estimate | None:
    if cell == NO_ANSWER:
        return None
    found = _CELL.fullmatch(cell)
    if found is None:
        raise ValueError(f"{cell!r} is no figure with its error")
    return Estimate(float(found[1]), float(found[2]))
