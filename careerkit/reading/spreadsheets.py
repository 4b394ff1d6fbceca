"""Spreadsheets (XLSX) as rows of text, in the shapes that our readers know: days as 2024-03-05, whole numbers without a point.

The reader of the format gets only parts that were looked through before: declarations, cells at the
far end of a sheet, texts that many cells share and archives that unpack to far too much are refused.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from careerkit import limits
from careerkit.problems import Problem
from careerkit.reading import archives, sheetxml
from careerkit.reading.decoding import line_ends
from careerkit.reading.drops import Drop
from careerkit.reading.sheetxml import BadXml, Grid, TooLarge

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

# What the reader is given; pictures, notes, macros and the rest stay shut.
_PARTS = re.compile(
    r"(?:\[content_types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:workbook|styles|sharedstrings)\.xml|xl/worksheets/[^/]+\.xml)",
    re.IGNORECASE,
)
_OTHERS = {
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "content.xml": "an OpenDocument file",
    "word/document.xml": "a text document",
}
_NAMES = (".xlsx", ".xlsm")
Found = TypeVar("Found")
_SECOND = timedelta(seconds=1)
# Beyond it two whole numbers may share one floating point number.
_EXACT = 1e15
_ANY_DAY = date(2000, 1, 1)
_LAST = datetime(9999, 12, 31)  # noqa: DTZ001 - a spreadsheet knows no zones


# A sheet's name and its first rows: their numbers and what stands in them.
Top = tuple[str, list[tuple[int, list[str]]]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row that holds something: its number in the sheet and its cells as text."""

    line: int
    values: list[str]


def is_one(drop: Drop) -> bool:
    """Whether the file is a spreadsheet, or an archive under the name of one. Looks at its directory only."""
    if not drop.is_zip:
        return False
    if "is_spreadsheet" not in drop.found:
        drop.found["is_spreadsheet"] = drop.name.casefold().endswith(_NAMES) or bool(
            _names(drop) & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
        )
    return bool(drop.found["is_spreadsheet"])


def tops(drop: Drop) -> tuple[list[Top], Book | None]:
    """The first rows of every sheet, visible sheets first, and the book if it had to be opened for them.

    They are worked out once for a file. Raises Unreadable.
    """
    book = None
    if "tops" not in drop.found:
        book = opened(drop)
        drop.found["tops"] = [(name, list(_top(book, name))) for name in book.names]
    found: list[Top] = drop.found["tops"]
    return found, book


def text(value: Any) -> str:
    """A typed cell as our readers know it: 2024-03-05, 2024-03-05T18:30:00, 01:30:00, 5, 5.5, yes."""
    for kind, shown in _SHOWN.items():
        if isinstance(value, kind):
            return shown(value)
    return str(value)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)


def _moment(value: datetime) -> str:
    # A day's fraction is a little off: 18:29:59.999 was written as 18:30.
    if value.microsecond >= 500_000 and value < _LAST:
        value += _SECOND
    return value.replace(microsecond=0).isoformat()


def _clock(value: time) -> str:
    return _lasting(datetime.combine(_ANY_DAY, value) - datetime.combine(_ANY_DAY, time()))


def _lasting(value: timedelta) -> str:
    seconds = (abs(value) + _SECOND / 2) // _SECOND
    shown = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"-{shown}" if value < timedelta() else shown


# The first kind that fits: a flag is a number too, and a moment is a day.
_SHOWN: dict[type, Callable[[Any], str]] = {
    str: line_ends, bool: lambda flag: "yes" if flag else "no", float: _number,
    datetime: _moment, date: date.isoformat, time: _clock, timedelta: _lasting,
}  # fmt: skip


class Book:
    """A spreadsheet that was looked through: its sheets, visible ones first, and what each holds."""

    def __init__(self, drop: Drop, workbook: CalamineWorkbook, grids: dict[str, Grid]) -> None:
        self._drop, self._workbook = drop, workbook
        # A name may hold anything, and it is shown.
        self._names = {_shown(name): name for name in grids}
        self._grids = {_shown(name): grid for name, grid in grids.items()}
        self.names = list(self._grids)

    def lines(self, name: str) -> Iterator[Line]:
        """The rows of a sheet that hold something. Raises Unreadable."""
        grid = self._grids[name]
        if not grid.bottom:
            return
        before = [""] * (grid.left - 1)
        with _said(self._drop):
            sheet = _asked(lambda: self._workbook.get_sheet_by_name(self._names[name]))
        for number, cells in enumerate(sheet.iter_rows(), 1):
            values = before + [text(cell) if cell != "" else "" for cell in cells]
            if any(values) or number in grid.unsolved:
                yield Line(number, values)

    def rows(self, name: str, below: int) -> Iterator[Line | Problem]:
        """Every row of a sheet that holds something, below a line. Raises Unreadable.

        A row with a formula that nobody has worked out is a Problem; a cell that shows an error is
        empty, with a warning before its row.
        """
        grid, file = self._grids[name], f"{self._drop.path}!{name}"
        for found in self.lines(name):
            if found.line <= below:
                continue
            if found.line in grid.unsolved:
                yield Problem(
                    file, found.line, "", "E-FORMULA", "a formula of this row was never worked out",
                    "Open the file in a spreadsheet program and save it again",
                    " | ".join(found.values)[: limits.MAX_SHOWN],
                )  # fmt: skip
                continue
            for column in grid.errors.get(found.line, ()):
                yield Problem(
                    file, found.line, column, "W-FORMULA", "the cell shows an error",
                    "Correct its formula; the cell is left empty",
                )  # fmt: skip
            yield found


def opened(drop: Drop) -> Book:
    """The file, looked through and opened. Raises Unreadable."""
    with _said(drop):
        return _looked_through(drop)


@contextmanager
def _said(drop: Drop) -> Iterator[None]:
    """What goes wrong inside, said of this file."""
    try:
        yield
    except sheetxml.BadXml as bad:
        fix = "Open it in a spreadsheet program and save it again"
        raise drop.refuse("E-XML", f"the spreadsheet cannot be read: {bad}", fix) from None
    except (sheetxml.TooLarge, archives.TooMuch) as large:
        fix = "Save the sheet as CSV, which may be longer, or take out what is not needed"
        raise drop.refuse("E-SIZE", f"the spreadsheet has {large}", fix) from None
    except archives.DAMAGED:
        fix = "Download it again; it may be incomplete"
        raise drop.refuse("E-ZIP", "the spreadsheet is damaged or locked", fix) from None


def _looked_through(drop: Drop) -> Book:
    if drop.size > limits.MAX_WORKBOOK:
        raise TooLarge(f"more than {limits.MAX_WORKBOOK // limits.MIB} MiB")
    for other in sorted(_names(drop) & set(_OTHERS)):
        fix = "Save it as an Excel workbook (.xlsx), or as CSV"
        raise drop.refuse("E-FORMAT", f"the file is {_OTHERS[other]}, which is not read", fix)
    copy = io.BytesIO()
    with drop.open() as stream, archives.opened(stream) as archive:
        grids = _copied(archive, copy)
    from python_calamine import CalamineWorkbook

    copy.seek(0)
    return Book(drop, _asked(lambda: CalamineWorkbook.from_filelike(copy)), grids)


def _copied(archive: zipfile.ZipFile, copy: io.BytesIO) -> dict[str, Grid]:
    """Look through the parts that matter, and only these go into the copy that is read afterwards."""
    infos = archives.chosen(archive, lambda path: bool(_PARTS.fullmatch(_slashed(path))))
    infos.sort(key=lambda info: "sharedstrings" not in info.filename.casefold())
    if sum(info.file_size for info in infos) > limits.MAX_WORKBOOK_UNPACKED:
        raise TooLarge(f"parts of more than {limits.MAX_WORKBOOK_UNPACKED // limits.MIB} MiB")
    grids: dict[str, Grid] = {}
    small: dict[str, bytes] = {}
    shared: Sequence[int] = ()
    with zipfile.ZipFile(copy, "w") as written:
        for info in infos:
            path = _slashed(info.filename)
            data = archives.unpacked(archive, info, limits.MAX_WORKBOOK_UNPACKED)
            match _kind(path):
                case "strings":
                    shared = sheetxml.lengths(data)
                case "sheet":
                    grids[path.casefold()] = sheetxml.grid(data, shared)
                case kind:
                    small[kind] = data
                    sheetxml.plain(data)
            written.writestr(path, data)
    named = sheetxml.sheets(small.get("workbook", b""), small.get("relations", b""))
    return {name: grids[part.casefold()] for name, part in named if part.casefold() in grids}


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in name[:80])


def _kind(path: str) -> str:
    """What a part is for."""
    folded = path.casefold()
    if folded.startswith("xl/worksheets/"):
        return "sheet"
    known = {
        "xl/sharedstrings.xml": "strings", "xl/workbook.xml": "workbook",
        "xl/_rels/workbook.xml.rels": "relations",
    }  # fmt: skip
    return known.get(folded, "other")


def _top(book: Book, name: str) -> Iterator[tuple[int, list[str]]]:
    """The first rows of a sheet, each without what is empty at its end."""
    for found in islice(book.lines(name), limits.MAX_HEADER_LINES):
        cells = [unicodedata.normalize("NFC", cell).strip() for cell in found.values]
        while cells and not cells[-1]:
            del cells[-1]
        yield found.line, cells


def _names(drop: Drop) -> set[str]:
    """The paths in the archive; none when it is damaged."""
    try:
        with drop.open() as stream, archives.opened(stream) as archive:
            return {_slashed(path).casefold() for path in archive.namelist()}
    except (archives.TooMuch, *archives.DAMAGED):
        return set()


def _slashed(path: str) -> str:
    return path.replace("\\", "/")


def _asked(call: Callable[[], Found]) -> Found:
    """What the reader of the format says. Whatever stops it is a part that it cannot read."""
    from python_calamine import CalamineError

    try:
        return call()
    except CalamineError:
        pass
    except BaseException as found:
        # How a stop inside the reader looks from here.
        if type(found).__name__ != "PanicException":
            raise
    raise BadXml("its parts do not fit together")
