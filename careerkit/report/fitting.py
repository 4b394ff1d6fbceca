"""Makes tables and pictures fit the paper: smaller type first, then several tables; nothing is cut.

All lengths are points on an A4 page; the width of a text is an estimate on the safe side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

INK = "#1d2430"
ROOM, HALF = 471.0, 225.0  # the width of the text and of one of two columns, in points
TALLEST = 560.0  # a picture must fit a page, in points
BESIDE = 310.0  # a picture this wide leaves room for its caption at its side, in points
PADDING = 5.0  # at each side of a cell, in points
BREAKABLE = 12  # where words must break, those from this length on do
WHOLE = 30  # the template breaks words from this length on anywhere
SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)  # type sizes of a table, in points
READABLE = 7.5  # the least for a table in a narrow column
SMALL = 8.0  # the most for the numbers behind a chart

_VIEWBOX = re.compile(r'viewBox="\S+ \S+ (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"')
_WIDTH = re.compile(r' width="[^"]*"')
_NARROW, _BROAD = frozenset("ijlt.,:;'|()[]! "), frozenset("mwMW%@—")


def fitted(picture: str) -> tuple[str, float]:
    """The picture in the page's ink and in its own proportions, and how wide it is printed."""
    head, _, rest = picture.partition(">")
    box = _VIEWBOX.search(head)
    wide, high = (max(1.0, float(side)) for side in (box[1], box[2])) if box else (ROOM, ROOM)
    # `currentColor` looks at the colour attribute; a width alone would put the picture into a taller frame.
    head = _WIDTH.sub("", head).replace(
        "<svg ", f'<svg color="{INK}" width="{wide}" height="{high}" ', 1
    )
    most = BESIDE if wide <= 360 else ROOM
    return f"{head}>{rest}", round(min(most, wide * 1.2, TALLEST * wide / high), 2)


def tables(
    grid: Mapping[str, Any], room: float, most: float = SIZES[0]
) -> Iterator[dict[str, Any]]:
    """One table, or several that repeat the first column where one would be too wide to read."""
    columns, rows = grid["columns"], grid["rows"]
    texts = [[name, *(row[i] for row in rows)] for i, name in enumerate(columns)]
    groups = _groups([_least(text, SIZES[-1], BREAKABLE) for text in texts], room)
    for number, group in enumerate(groups, start=1):
        size, widths, breaks = _widths([texts[i] for i in group], room, most)
        ending = f" ({number} of {len(groups)})" if len(groups) > 1 else ""
        yield {
            "caption": grid["caption"] + ending,
            "columns": [columns[i] for i in group],
            "numeric": [grid["numeric"][i] for i in group],
            "rows": [[row[i] for i in group] for row in rows],
            "size": size,
            "widths": widths,
            "breaks": breaks,
        }


def _groups(least: Sequence[float], room: float) -> list[list[int]]:
    groups = [[0]]
    for column in range(1, len(least)):
        if sum(least[i] for i in groups[-1]) + least[column] > room and len(groups[-1]) > 1:
            groups.append([0])
        groups[-1].append(column)
    return groups


def _widths(
    texts: Sequence[Sequence[str]], room: float, most: float
) -> tuple[float, list[float], bool]:
    """The largest size at which whole words fit, else at which broken ones do; the columns; whether words break."""
    size, least, longest = SIZES[-1], [room / len(texts)] * len(texts), BREAKABLE
    for longest, size in product((WHOLE, BREAKABLE), (size for size in SIZES if size <= most)):
        least = [_least(text, size, longest) for text in texts]
        if sum(least) <= room:
            break
    lines = [[line for cell in text for line in cell.split("\n")] for text in texts]
    full = [
        max(a, *(_width(line, size) for line in of)) for a, of in zip(least, lines, strict=True)
    ]
    spare, wanted = room - sum(least), sum(full) - sum(least)
    if wanted > spare:
        share = max(spare, 0.0) / wanted
        widths = [a + (b - a) * share for a, b in zip(least, full, strict=True)]
    else:
        widths = [b * room / sum(full) for b in full]
    return size, [round(width, 2) for width in widths], longest == BREAKABLE


def _least(text: Sequence[str], size: float, longest: int) -> float:
    words = [word[:longest] for cell in text for word in cell.split()]
    return max((_width(word, size) for word in words), default=_width("", size))


def _width(line: str, size: float) -> float:
    """About how wide a line is in points, the room around it included."""
    signs = sum(
        0.31 if c in _NARROW else 0.85 if c in _BROAD else 0.7 if c.isupper() else 0.54
        for c in line
    )
    return signs * size + 2 * PADDING
