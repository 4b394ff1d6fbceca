"""Makes a drawn chart and our own prose harmless: only what is on a short list gets through.

A picture may hold shapes, text and gradients, and nothing that runs, loads or links. Prose is
CommonMark without HTML, then passes a second, independent allow-list.
"""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree as ET

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from careerkit.errors import BadData

MOST_TIPS = 200  # above this a tooltip helps nobody, and the file grows
WIDEST = 640  # CSS pixels; a chart is drawn about 350 wide and may grow to this
GROWTH = 1.5  # but not more than this, or a small chart shouts

_ELEMENTS = {
    *("svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon", "polyline"),
    *("text", "tspan", "defs", "clipPath", "linearGradient", "radialGradient", "stop"),
}
_ATTRIBUTES = {
    *("d", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "fx", "fy"),
    *("points", "width", "height", "viewBox", "transform", "opacity", "clip-path", "clip-rule"),
    *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity"),
    *("stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin"),
    *("stroke-miterlimit", "offset", "stop-color", "stop-opacity", "gradientUnits"),
    *("gradientTransform", "clipPathUnits", "font-size", "font-weight", "font-style"),
    *("text-anchor", "dominant-baseline", "textLength"),
}
_FUNCTIONS = frozenset(
    ("translate", "scale", "rotate", "matrix", "skewX", "skewY", "rgb", "rgba", "hsl", "hsla")
)
_NOT_A_MARK = frozenset({"axis", "legend", "title", "header"})
_BLACK = frozenset({"#000", "#000000", "black", "rgb(0,0,0)", "rgb(0, 0, 0)"})
_WHITE = frozenset({"#fff", "#ffffff", "white"})

_VALUE = re.compile(r"[A-Za-z0-9\s.,#%()+-]*")
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_REFERENCE = re.compile(r"url\(#([^()\s]+)\)")
_LONG_NUMBER = re.compile(r"(?<![\d.])-?\d*\.\d{3,}(?:[eE][-+]?\d+)?(?![\d.])")
_LINK = re.compile(r"https://|mailto:|#s-")
_TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "code", "pre", "blockquote", "br", "hr"}

_markdown = MarkdownIt("commonmark", {"html": False})
_renderer = RendererHTML(_markdown)


def clean_prose(text: str, heading: int = 3) -> Markup:
    """CommonMark as safe HTML; every heading gets the one level that keeps the outline whole."""
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{heading}"
        token.children = [_without_picture(child) for child in token.children or ()]
    rendered = _renderer.render(tokens, _markdown.options, {})
    safe = nh3.clean(
        rendered,
        tags=_TAGS | {f"h{heading}"},
        attributes={"a": {"href"}},
        attribute_filter=_only_good_links,
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(safe.strip())  # noqa: S704 - it has just passed the allow-list


def _only_good_links(tag: str, name: str, value: str) -> str | None:
    return value if name != "href" or _LINK.match(value) else None


def _without_picture(token: Token) -> Token:
    if token.type != "image":
        return token
    words = _renderer.renderInlineAsText(token.children or (), _markdown.options, {})
    return Token("text", "", 0, content=words)


def clean_svg(svg: str, name: str, title: str, alt: str) -> Markup:
    """A picture as inline SVG that cannot run, load or link; `name` keeps its ids apart.

    Labels of single marks become `data-t`, which the page's script shows as tooltips; a
    screen reader hears the title and the description instead of hundreds of marks.
    """
    root = _parse(svg, name)
    _prune(root)
    _move_labels(root)
    ids = _short_ids(root, name)
    for element in root.iter():
        _clean_attributes(element, ids)
    _frame(root, name, title, alt)
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - only listed parts are left


def shown_text(picture: Markup) -> str:
    """The words a cleaned picture shows, in one line."""
    shown = " ".join(re.findall(r"(?s)<text.*?</text>", picture))
    return html.unescape(re.sub(r"<[^>]*>", "", shown))


def _parse(svg: str, name: str) -> ET.Element:
    if re.search(r"<!\s*(DOCTYPE|ENTITY)", svg, re.IGNORECASE):
        raise BadData(f"figure {name}: the picture declares a document type; draw it again")
    try:
        root = ET.fromstring(svg)  # noqa: S314 - without a document type there are no entities
    except ET.ParseError:
        # Not chained: the parser's words can quote the picture.
        raise BadData(f"figure {name}: the picture is not well-formed; draw it again") from None
    if _local(root) != "svg" or _too_deep(root):
        raise BadData(f"figure {name}: the picture is not a drawn chart; draw it again")
    return root


def _too_deep(root: ET.Element, most: int = 100) -> bool:
    level = [root]
    for _ in range(most):
        level = [child for element in level for child in element]
    return bool(level)


def _local(element: ET.Element) -> str:
    space, _, name = element.tag.rpartition("}")
    return name if space in ("", "{http://www.w3.org/2000/svg") else ""


def _prune(parent: ET.Element) -> None:
    parent.tag = _local(parent)
    for child in list(parent):
        if _local(child) == "a":  # a mark keeps its shape, not its link
            child.tag, child.attrib = "g", {}
        if _unwanted(child, parent):
            parent.remove(child)
            continue
        child.tail = None
        _prune(child)
    if parent.tag not in ("text", "tspan"):
        parent.text = None


def _unwanted(child: ET.Element, parent: ET.Element) -> bool:
    if _local(child) not in _ELEMENTS or _local(child) == "svg":
        return True
    if child.get("display") == "none" or child.get("visibility") == "hidden":
        return True  # what nobody sees must not be in the file
    backdrop = parent.tag == "svg" and child.get("fill", "").lower() in _WHITE
    return backdrop and _local(child) == "rect"


def _move_labels(root: ET.Element) -> None:
    labels = [(element, _label(element)) for element in root.iter()]
    marks = [(element, label) for element, label in labels if label]
    for element in root.iter():
        element.attrib.pop("data-t", None)
    if len(marks) <= MOST_TIPS:
        for element, label in marks:
            element.set("data-t", label)


def _label(element: ET.Element) -> str:
    symbol = element.get("role") == "graphics-symbol"
    mark = symbol and element.get("aria-roledescription") not in _NOT_A_MARK
    return element.get("aria-label", "") if mark else ""


def _short_ids(root: ET.Element, name: str) -> dict[str, str]:
    """New ids in document order: a drawing program's own counters differ from run to run."""
    ids: dict[str, str] = {}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old and old not in ids:
            ids[old] = f"{name}-{len(ids) + 1}"
            element.set("id", ids[old])
    return ids


def _clean_attributes(element: ET.Element, ids: dict[str, str]) -> None:
    kept = {}
    for key, value in element.attrib.items():
        if key in ("id", "data-t"):
            kept[key] = value
        elif key in _ATTRIBUTES and (safe := _safe_value(key, value, ids)) is not None:
            kept[key] = safe
    element.attrib = kept


def _safe_value(key: str, value: str, ids: dict[str, str]) -> str | None:
    reference = _REFERENCE.fullmatch(value.strip())
    if reference:
        return f"url(#{ids[reference[1]]})" if reference[1] in ids else None
    # No quote, backslash, colon or slash: nothing in CSS can then name another place.
    if not _VALUE.fullmatch(value) or not _FUNCTIONS.issuperset(_FUNCTION.findall(value)):
        return None
    if key in ("fill", "stroke") and value.lower() in _BLACK:
        return "currentColor"  # so that a default black axis can be read in dark mode
    return _LONG_NUMBER.sub(_two_decimals, value)


def _two_decimals(match: re.Match[str]) -> str:
    short = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _frame(root: ET.Element, name: str, title: str, alt: str) -> None:
    drawn = [_pixels(root.attrib.pop(side, "")) for side in ("width", "height")]
    box = root.get("viewBox", "").replace(",", " ").split()
    if len(box) != 4:
        box = ["0", "0", str(drawn[0] or 350), str(drawn[1] or 200)]
    shown = min(WIDEST, round(_pixels(box[2]) * GROWTH))
    root.attrib = {
        "class": "chart",
        "role": "img",
        "aria-labelledby": f"{name}t {name}d",
        "viewBox": " ".join(box),
        "width": str(shown),
    }
    for ending, tag, text in (("d", "desc", alt), ("t", "title", title)):
        element = ET.Element(tag, {"id": f"{name}{ending}"})
        element.text = text
        root.insert(0, element)


def _pixels(length: str) -> int:
    number = re.match(r"\d{1,5}", length)
    return int(number[0]) if number else 0
