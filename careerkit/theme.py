"""The one look of all charts: calm, 340 pixels wide, readable on a white and on a dark page.

Text and lines take the page's own colour (`currentColor`). Every colour of the palette has a
contrast of at least 3 : 1 on white and on a dark page and stays apart from every other one, for
colour-blind eyes too; tests/report/test_palette.py works both out. Where there is room, shape,
direction or a word says the same as the colour.
"""

from __future__ import annotations

from typing import Any

WIDTH = 340
INK = "currentColor"
FONT = "sans-serif"
SMALL, NORMAL = 11, 12

BLUE, ORANGE, GREEN, PLUM, GREY = "#2f7fc1", "#c8650c", "#17764d", "#a2487f", "#8a919c"
PALETTE = (BLUE, ORANGE, GREY, GREEN, PLUM)

_TEXT = {"labelColor": INK, "titleColor": INK, "labelFont": FONT, "titleFont": FONT}
_SIZES = {"labelFontSize": SMALL, "titleFontSize": SMALL, "titleFontWeight": "normal"}


def config() -> dict[str, Any]:
    """The Vega-Lite config of every chart.

    Marks keep their spoken labels, which the report shows as tooltips; axes and legends lose
    theirs, since the chart has one sentence of its own for screen readers.
    """
    return {
        "background": None,
        "font": FONT,
        "padding": {"left": 2, "right": 6, "top": 6, "bottom": 2},
        "view": {"stroke": None, "continuousWidth": WIDTH, "continuousHeight": 160},
        "axis": {
            **_TEXT, **_SIZES, "aria": False, "domainColor": INK, "domainOpacity": 0.35, "tickColor": INK,
            "tickOpacity": 0.35, "tickSize": 4, "gridColor": INK, "gridOpacity": 0.12, "labelPadding": 4,
            "labelLimit": 120, "titlePadding": 8,
        },
        "axisX": {"grid": False, "labelFlush": True, "labelOverlap": True},
        "axisY": {"domain": False, "ticks": False, "tickCount": 4},
        "legend": {
            **_TEXT, **_SIZES, "aria": False, "orient": "bottom", "direction": "horizontal",
            "columns": 4, "columnPadding": 14, "symbolSize": 60, "symbolStrokeWidth": 1.5, "offset": 8,
        },
        "title": {"color": INK, "font": FONT, "fontSize": NORMAL, "anchor": "start", "aria": False},
        "range": {"category": list(PALETTE)},
        "mark": {"color": BLUE},
        "bar": {"cornerRadiusEnd": 2},
        "line": {"strokeCap": "round", "strokeJoin": "round"},
        "point": {"filled": True, "opacity": 1},
        "rule": {"color": INK, "aria": False},
        "tick": {"thickness": 2.5, "opacity": 1},
        "text": {"color": INK, "font": FONT, "aria": False},
        "style": {
            "quiet": {"color": INK, "strokeOpacity": 0.35},
            "target": {"color": ORANGE, "strokeWidth": 1.5, "strokeDash": [5, 3]},
            "unknown": {"color": GREY, "strokeWidth": 1.3},
            "interval": {"color": BLUE, "strokeWidth": 3, "strokeCap": "round"},
            "look": {"color": INK, "strokeWidth": 1.8},
            "value": {"fontSize": SMALL},
            "name": {"fontSize": NORMAL, "fontWeight": "bold"},
            "pole": {"fontSize": SMALL, "fillOpacity": 0.85},
        },
    }  # fmt: skip
