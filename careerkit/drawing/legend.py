"""A legend that shows each mark as it is drawn, and no mark that is not there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """How one kind is drawn: its colour, its shape, and whether it is hollow."""

    colour: str
    shape: str = "circle"
    is_hollow: bool = False


def keyed(
    field: str, marks: Mapping[str, Mark], occurring: Collection[Any], **legend: Any
) -> dict[str, Any]:
    """Fill, stroke and shape by the words of a field; the legend names those of `marks` that occur, in their order."""
    import altair

    there = {word: mark for word, mark in marks.items() if word in occurring}
    drawn = altair.Legend(title=None, **legend) if there else None
    ranges = {
        altair.Fill: ["transparent" if mark.is_hollow else mark.colour for mark in there.values()],
        altair.Stroke: [mark.colour for mark in there.values()],
        altair.Shape: [mark.shape for mark in there.values()],
    }
    return {
        channel.__name__.lower(): channel(field, legend=drawn, title=None).scale(
            domain=list(there), range=found
        )
        for channel, found in ranges.items()
    }
