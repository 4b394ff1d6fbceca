"""Draws a chart: one measure's table in; an SVG, its sentence and its data as a table out.

Drawn here and now by vl-convert, so that nothing is loaded when the report is read. Only the
columns that a chart names reach it; the same table gives the same bytes on every machine and in
every time zone.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

import pandas as pd

from careerkit import registry, theme
from careerkit.startup import skip_slow_import

Cell = str | int | float | bool | None
VEGA_LITE = "6.4"
# Six of these abort the whole process inside vl-convert, one more breaks the SVG; none can be seen.
_UNDRAWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What goes through the drawing program as a stand-in: characters of two halves, which it cuts in two where it shortens a
# label, and the two separators, with which a list of names is no longer code that it can read.
_HARD = re.compile("[\u2028\u2029\ue000-\uf8ff\U00010000-\U0010ffff]")
_STAND_INS = range(0xE000, 0xF900)
_LONGEST = 200  # characters of a label: more than twice what fits across a chart
# Names that every object in the drawing program already has; as a label they would be taken for those.
_TAKEN = frozenset(
    [
        *("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"),
        *("toLocaleString", "toString", "valueOf", "__proto__"),
        *("__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"),
    ]
)
_PLACES = re.compile(r' (?:d|transform|[xy][12]?|width|height)="[^"]*"')
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_ID = re.compile(r'\bid="([^"]+)"')


class Part(Protocol):
    """The interface of one file in `charts/`."""

    MEASURE: str
    TITLE: str
    COLUMNS: Mapping[str, str]

    def alt(self, table: pd.DataFrame) -> str:
        """What this chart shows, in one sentence with its numbers."""

    def draw(self, table: pd.DataFrame) -> Any:
        """An altair chart; the docstring is its caption."""


@dataclass(frozen=True)
class Drawn:
    """A drawn chart, with everything a report needs to show it."""

    key: str
    title: str
    svg: str
    alt: str
    caption: str
    columns: list[str]
    rows: list[list[Cell]]


def part(name: str) -> Part:
    """One chart by name. Raises UsageError that lists them."""
    return cast(Part, registry.part("charts", name))


def for_measure(measure: str) -> list[str]:
    """Names of the charts that draw this measure, sorted."""
    return [name for name in registry.names("charts") if measure == part(name).MEASURE]


def columns(name: str) -> set[str]:
    """The columns a chart needs."""
    return set(part(name).COLUMNS)


def render(name: str, table: pd.DataFrame) -> Drawn:
    """Draw one chart from its measure's table; other columns than its own never reach it."""
    chart = part(name)
    drawable = reduced(table, chart.COLUMNS)
    rows = cast(list[list[Cell]], drawable.to_numpy(dtype=object).tolist())
    caption = " ".join((inspect.getdoc(chart.draw) or "").split())
    svg = to_svg(chart, drawable, name)
    return Drawn(
        name, chart.TITLE, svg, chart.alt(drawable), caption, list(chart.COLUMNS.values()), rows
    )


def reduced(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The named columns alone, with plain cells: ISO days, None for unknown, text that can be drawn."""
    plain = {name: [plain_cell(value) for value in table[name]] for name in names}
    found = pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in plain.items()})
    # A table may hold rows of two kinds; those of the other chart say nothing here.
    return found.dropna(how="all").reset_index(drop=True)


def plain_cell(value: Any) -> Cell:
    """One cell as JSON can hold it. Days stay civil days: a time zone could move them."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        return _UNDRAWABLE.sub("", value)
    plain = value.item() if hasattr(value, "item") else value
    return plain if isinstance(plain, bool | int | float) else _UNDRAWABLE.sub("", str(plain))


def to_svg(chart: Part, table: pd.DataFrame, key: str) -> str:
    """The chart as SVG with ids that do not depend on what was drawn before."""
    skip_slow_import()
    import altair
    import vl_convert
    from altair.utils.schemapi import debug_mode

    hidden = _StandIns()
    table = pd.DataFrame(
        {name: pd.Series(map(hidden.hide, table[name]), dtype=object) for name in table}
    )
    altair.data_transformers.register("careerkit", _inline)
    # The charts are ours and a test checks every one against the schema; checking again here costs half of the drawing.
    with altair.data_transformers.enable("careerkit"), debug_mode(False):
        spec = chart.draw(table).to_dict(validate=False)
    spec.pop("$schema", None)
    own = spec.pop("config", {})
    spec |= {"width": theme.WIDTH, "autosize": {"type": "fit-x", "contains": "padding"}}
    spec["config"] = {
        **{name: value for name, value in own.items() if name != "view"},
        **theme.config(),
    }
    svg = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)
    return hidden.show(_with_stable_ids(_PLACES.sub(_short, svg), key))


class _StandIns:
    """Private characters that stand for hard ones while a chart is drawn, in the order in which they come up.

    The end of a long text has one as well: no label has room for it, and measuring it would take very long.
    """

    def __init__(self) -> None:
        self._marks: dict[tuple[str, str], str] = {}

    def hide(self, cell: Cell) -> Cell:
        """The cell as it may be drawn; only texts change."""
        if not isinstance(cell, str):
            return cell
        end = self._mark("…", cell[_LONGEST:]) if len(cell) > _LONGEST else ""
        start = self._mark("", "") if cell in _TAKEN else ""
        return start + _HARD.sub(lambda match: self._mark(match[0]), cell[:_LONGEST]) + end

    def show(self, svg: str) -> str:
        """The picture with what the stand-ins stand for."""
        return svg.translate({ord(mark): shown for (shown, _), mark in self._marks.items()})

    def _mark(self, shown: str, what: str = "") -> str:
        """The stand-in of one thing, shown as it will be; two long texts that differ at the end stay two."""
        if (shown, what) not in self._marks:
            if len(self._marks) == len(_STAND_INS):
                return "\ufffd"  # no picture shows so many
            self._marks[shown, what] = chr(_STAND_INS[len(self._marks)])
        return self._marks[shown, what]


def _inline(table: Any) -> dict[str, Any]:
    """The rows inside the spec. By default altair names them by a hash: a fingerprint of private rows."""
    return {"name": "rows", "values": table.to_dict("records")}


def _short(match: re.Match[str]) -> str:
    """Two decimals are a hundredth of a pixel, and a third of the bytes."""
    return _LONG_NUMBER.sub(
        lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), match[0]
    )


def _with_stable_ids(svg: str, key: str) -> str:
    """Ids in the order of the document: the drawing program counts on from chart to chart."""
    ids = {old: f"{key}-{i}" for i, old in enumerate(dict.fromkeys(_ID.findall(svg)), 1)}
    svg = _ID.sub(lambda match: f'id="{ids[match[1]]}"', svg)
    return re.sub(r"url\(#([^)]+)\)", lambda match: f"url(#{ids.get(match[1], match[1])})", svg)
