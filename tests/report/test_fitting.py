"""Tables and pictures fit the paper, and nothing of them is cut."""

from __future__ import annotations

import re
from typing import Any

import pytest

from careerkit.report.fitting import HALF, READABLE, ROOM, SIZES, SMALL, fitted, tables


def grid(columns: list[str], *rows: list[str]) -> dict[str, Any]:
    """A table as the view hands it on."""
    return {
        "caption": "C",
        "columns": columns,
        "numeric": [False] * len(columns),
        "rows": list(rows),
    }


@pytest.mark.parametrize("room", [ROOM, HALF])
@pytest.mark.parametrize("count", [1, 2, 9, 60])
@pytest.mark.parametrize("words", ["1", "some plain words", "Donaudampfschiffahrt" * 9])
def test_every_cell_is_there_and_the_columns_fill_the_room(
    room: float, count: int, words: str
) -> None:
    """In one table, or in several that all name the rows."""
    given = grid([f"c{i}" for i in range(count)], [f"{i} {words}" for i in range(count)])
    made = list(tables(given, room))
    assert [name for table in made for name in table["columns"][(table is not made[0]) :]] == given[
        "columns"
    ]
    cells = [cell for table in made for cell in table["rows"][0][(table is not made[0]) :]]
    assert cells == given["rows"][0]
    for table in made:
        assert table["columns"][0] == "c0"
        assert sum(table["widths"]) == pytest.approx(room, abs=0.5)
        assert table["size"] in SIZES
        assert len(table["numeric"]) == len(table["widths"]) == len(table["columns"])
    assert [table["caption"] for table in made] == (
        ["C"] if len(made) == 1 else [f"C ({i} of {len(made)})" for i in range(1, len(made) + 1)]
    )


def test_type_gets_smaller_before_words_break_and_words_break_before_a_table_is_split() -> None:
    """And a size can be the most that is wanted."""
    short = [next(tables(grid(["x" * 9] * count, ["y"] * count), ROOM)) for count in (3, 7, 9)]
    sizes = [table["size"] for table in short]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == SIZES[0] > sizes[-1]
    assert [table["breaks"] for table in short] == [False] * 3
    assert next(tables(grid(["x" * 20] * 4, ["y"] * 4), HALF))["breaks"]
    assert next(tables(grid(["a", "b"], ["c", "d"]), ROOM, most=SMALL))["size"] == SMALL >= READABLE


def test_a_wider_text_gets_a_wider_column() -> None:
    """Numbers need little, sentences much."""
    table = next(tables(grid(["n", "text"], ["1", "a sentence of several words " * 9]), ROOM))
    assert table["widths"][1] > 5 * table["widths"][0]


@pytest.mark.parametrize(
    ("box", "least", "most"),
    [("340 180", 300, 320), ("640 300", ROOM, ROOM), ("340 4000", 40, 60), ("50 50", 50, 60), ("a b", 1, ROOM)],
)  # fmt: skip
def test_a_picture_keeps_its_proportions_and_fits_a_page(
    box: str, least: float, most: float
) -> None:
    """A small one does not shout; a frame of its own size replaces the width for the screen."""
    picture, width = fitted(
        f'<svg class="chart" viewBox="0 0 {box}" width="510"><g width="9" /></svg>'
    )
    assert least <= width <= most
    head = picture.split(">")[0]
    sides = re.findall(r' (?:width|height)="([\d.]+)"', head)
    assert len(sides) == 2
    assert width * float(sides[1]) / float(sides[0]) <= 561
    assert 'color="#' in head
    assert picture.endswith('<g width="9" /></svg>')
