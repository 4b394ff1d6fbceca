"""Looks through the XML of a spreadsheet before anything else reads it: how far it reaches, what cannot be trusted in it.

Declarations are refused before they can do anything, so that no entity is ever defined.
"""

from __future__ import annotations

import codecs
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

# Safe here: a document with a declaration is refused at its first one.
from xml.parsers import expat

from careerkit import limits

_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_TEXTS = ("v", "t")


class BadXml(Exception):
    """The XML is damaged or declares something; says what."""


class TooLarge(Exception):
    """The sheet or its texts are beyond a limit; says what is."""


@dataclass
class Grid:
    """What one sheet holds: the corners of its used part, and the rows and cells that cannot be trusted.

    `unsolved` are rows with a formula that was never worked out; `errors` the columns that show an
    error, by row.
    """

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0
    unsolved: set[int] = field(default_factory=set)
    errors: dict[int, list[str]] = field(default_factory=dict)


class _Tags(dict[str, str]):
    """Names of elements without their prefixes."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


class _Columns(dict[str, int]):
    """The numbers of columns by their letters."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        self[letters] = number
        return number


class _Reader:
    """Walks through one part and counts its elements. Raises BadXml, TooLarge."""

    def __init__(self) -> None:
        self._tags = _Tags()
        self._elements = 0

    def walk(self, data: bytes) -> None:
        """Read a part to its end. Nothing happens where elements end, since there are millions of them."""
        # The same encoding as for whoever reads it next, whatever the part says about itself.
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise BadXml("it is not UTF-8")
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _declared
        parser.EntityDeclHandler = _declared
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self.said
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise BadXml("it is damaged") from None
        self.ended()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > limits.MAX_ELEMENTS:
            raise TooLarge("far too many elements")
        self.opened(self._tags[name], attributes)

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def said(self, data: str) -> None:
        """Text stands behind the beginning of an element."""

    def ended(self) -> None:
        """The part ends."""


def _declared(*_: object) -> None:
    raise BadXml("it declares entities or a document type, which no spreadsheet needs")


class _Texts(_Reader):
    """The texts that cells share: only their lengths are kept."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths = array("l")
        self._length = -1

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self.ended()
            self._length = 0

    def said(self, data: str) -> None:
        self._length += len(data)

    def ended(self) -> None:
        if self._length >= 0:
            self.lengths.append(_checked_length(self._length))


class _Cells(_Reader):
    """The cells of one sheet."""

    def __init__(self, shared: Sequence[int]) -> None:
        super().__init__()
        self.grid = Grid()
        self._shared, self._columns = shared, _Columns()
        self._row = self._column = self._characters = 0
        self._kind, self._formula, self._valued = "", False, False
        self._parts: list[str] = []

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self.ended()
            self._place(attributes.get("r", ""))
            self._kind = attributes.get("t", "")
        elif tag in _TEXTS:
            if not self._valued:
                self._parts.clear()
            self._valued = True
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self.ended()
            self._row = _number(attributes.get("r", ""), self._row + 1)
            self._column = 0

    def said(self, data: str) -> None:
        self._parts.append(data)

    def ended(self) -> None:
        if self._valued or self._formula:
            self._cell("".join(self._parts).strip() if self._valued else "")
        self._formula = self._valued = False
        self._parts.clear()

    def _place(self, written: str) -> None:
        if not written:
            self._column += 1
            return
        match = _PLACE.fullmatch(written)
        if not match:
            raise BadXml("a cell of it has no place")
        self._column, self._row = self._columns[match[1]], int(match[2])

    def _cell(self, value: str) -> None:
        if self._formula and not value and self._kind != "str":
            self.grid.unsolved.add(self._row)
        if self._kind == "e" and value:
            self.grid.errors.setdefault(self._row, []).append(_letters(self._column))
        self._characters += _checked_length(self._length(value))
        if self._characters > limits.MAX_CHARACTERS:
            raise TooLarge("far too much text")
        self._reach()

    def _length(self, value: str) -> int:
        if self._kind != "s" or not value:
            return len(value)
        number = _number(value, -1)
        if not 0 <= number < len(self._shared):
            raise BadXml("a cell of it shows a text that does not exist")
        return self._shared[number]

    def _reach(self) -> None:
        grid, row, column = self.grid, self._row, self._column
        if grid.top <= row <= grid.bottom and grid.left <= column <= grid.right:
            return
        grid.top, grid.left = min(grid.top or row, row), min(grid.left or column, column)
        grid.bottom, grid.right = max(grid.bottom, row), max(grid.right, column)
        if grid.bottom > limits.MAX_ROWS:
            raise TooLarge(f"more than {limits.MAX_ROWS:,} rows")
        if (grid.bottom - grid.top + 1) * (grid.right - grid.left + 1) > limits.MAX_CELLS:
            raise TooLarge(f"cells in use too far apart, over {limits.MAX_CELLS:,} in all")


class _Names(_Reader):
    """The sheets that a workbook names, or the parts that its relations name."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.targets: dict[str, str] = {}

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            visible = attributes.get("state", "visible") == "visible"
            self.sheets.append((attributes.get("name", ""), relation, visible))
        elif tag == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


def plain(data: bytes) -> None:
    """Look through a part of which nothing is needed. Raises BadXml, TooLarge."""
    _Reader().walk(data)


def lengths(data: bytes) -> Sequence[int]:
    """How long each of the shared texts is. Raises BadXml, TooLarge."""
    reader = _Texts()
    reader.walk(data)
    return reader.lengths


def grid(data: bytes, shared: Sequence[int]) -> Grid:
    """What one sheet holds; `shared` are the lengths of the shared texts. Raises BadXml, TooLarge."""
    reader = _Cells(shared)
    reader.walk(data)
    return reader.grid


def sheets(workbook: bytes, relations: bytes) -> list[tuple[str, str]]:
    """The names of the sheets with the parts that hold them, visible ones first. Raises BadXml, TooLarge."""
    named, related = _Names(), _Names()
    named.walk(workbook)
    related.walk(relations)
    if len(named.sheets) > limits.MAX_SHEETS:
        raise TooLarge(f"more than {limits.MAX_SHEETS} sheets")
    found = sorted(named.sheets, key=lambda sheet: not sheet[2])
    return [(name, _part(related.targets.get(relation, ""))) for name, relation, _ in found]


def _part(target: str) -> str:
    target = target.replace("\\", "/")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _checked_length(length: int) -> int:
    if length > limits.MAX_CELL:
        raise TooLarge(f"a cell of more than {limits.MAX_CELL:,} characters")
    return length


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _letters(column: int) -> str:
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
