"""One row of a register, `registers/NAME.csv`, changed or added; all other rows and columns stay as they are, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from careerkit import accept, durable, raw, tidy
from careerkit.errors import BadData, UsageError
from careerkit.importers import registers as importer
from careerkit.keeping import cellwords, textfile
from careerkit.keeping.edits import Edit
from careerkit.keeping.tabletext import TableText
from careerkit.problems import Problem
from careerkit.reading import sheets
from careerkit.reading.drops import Unreadable
from careerkit.reading.formulas import defuse, undefuse
from careerkit.reading.sheets import Cells
from careerkit.records import Record
from careerkit.settings import near
from careerkit.tables import Column, table
from careerkit.workspace import Workbook

PLACE = "registers"
# A register may say something in another word than the table does. Either is understood; a new file says it in the first.
_WORDS = {"books": ("status", "shelf")}
_ONE_WORD = ("", "")
_WORDLESS = frozenset({"number", "integer", "date", "moment", "flag", "choice"})
# Columns that careerkit fills in by itself, whatever stands in the file.
_FILLED_IN = frozenset({"status", "source", "file", "line", "id", "recorded_at", "skills"})


class Changed(BadData):
    """The row says something else by now than when it was shown; nothing was written."""


def rows(workbook: Workbook, register: str) -> list[dict[str, str]]:
    """The rows of a register as they stand, by column; of ours each is there, empty where the file has none.

    Rows that cannot be read are left out. Raises UsageError for an unknown register, BadData for a file that cannot be read.
    """
    known, path = _columns(register), _file(workbook, register)
    if not path.exists():
        return []
    drop = raw.load(workbook, path, PLACE)
    drop.encoding = workbook.settings.option(PLACE, "encoding", "")
    try:
        sheet = sheets.find(drop, known)
        found = list(sheet.rows()) if sheet else []
    except Unreadable as bad:
        raise BadData(bad.problem.one_line()) from None
    return [
        _shown(register, row, known)
        for row in found
        if not isinstance(row, Problem) and not row.is_blank
    ]


def put(
    workbook: Workbook,
    register: str,
    key: Mapping[str, str],
    values: Mapping[str, str],
    *,
    expected: Mapping[str, str] | None = None,
) -> Edit | None:
    """Change the one row whose cells equal `key`, or add one; None when nothing would change.

    expected: what the row said when the person saw it, nothing for a row that was not there; raises Changed when it says something
    else by now. Raises UsageError for an unknown register or column and for a value that its column does not take, BadData for a
    file that cannot be changed, NotAllowed, Locked, CannotWrite.
    """
    textfile.require(workbook)
    with durable.locked(workbook.root):
        found = _table(workbook, register)
        named, said = (_cells(register, found, cells) for cells in (key, values))
        row = _row(register, found, named)
        _check_seen(register, found, row, expected)
        if row is None:
            return _add(register, found, [{**named, **said}])
        changed = {name: cell for name, cell in said.items() if undefuse(row[name]) != cell}
        _check_values(register, changed)
        written = _written(register, changed)
        return found.put(row, written) if written else None


def add(workbook: Workbook, register: str, lines: Sequence[Mapping[str, str]]) -> Edit:
    """Add rows at the end of a register, all or none. Raises as `put`."""
    textfile.require(workbook)
    if not lines:
        raise UsageError(f"{register}: there is nothing to add")
    with durable.locked(workbook.root):
        found = _table(workbook, register)
        return _add(register, found, [_cells(register, found, line) for line in lines])


def _add(register: str, found: TableText, lines: Sequence[Mapping[str, str]]) -> Edit:
    said = [{name: cell for name, cell in line.items() if cell} for line in lines]
    for line in said:
        values = {_in_table(register, name): cell for name, cell in line.items()}
        cellwords.check_row(Record(importer.TABLES[register], 0, values))
    return found.add([_written(register, line) for line in said])


def _written(register: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Cells as they are written: where words stand, none that a spreadsheet would run; a number may begin with a sign."""
    return {
        name: cell if _column(register, name).kind in _WORDLESS else defuse(cell)
        for name, cell in cells.items()
    }


def _column(register: str, name: str) -> Column:
    """A column by the word of the register. Raises UsageError."""
    column = table(importer.TABLES[register]).column(_in_table(register, name))
    if column is None:
        raise UsageError(f"{register} has no column {name!r}")
    return column


# ---- the file ----------------------------------------------------------------------------------------


def _table(workbook: Workbook, register: str) -> TableText:
    """Raises UsageError for an unknown register, BadData for a file that nothing can be written to."""
    known, path = _columns(register), _file(workbook, register)
    if path.suffix.casefold() == ".xlsx":
        raise BadData(
            f"{workbook.relative(path)}: a form can only write to {register}.csv; save it as CSV; nothing was written"
        )
    file = textfile.load(workbook, workbook.relative(path))
    return TableText(file, known, _first(register))


def _file(workbook: Workbook, register: str) -> Path:
    """The file that is read as this register; NAME.csv where there is none. Raises BadData for two of them."""
    found = [
        path for path in workbook.files(PLACE)
        if path.stem.casefold() == register and importer.claims(raw.load(workbook, path, PLACE))
    ]  # fmt: skip
    if len(found) > 1:
        names = " and ".join(map(workbook.relative, found))
        raise BadData(f"{names} are the same register; put their rows into one file")
    return found[0] if found else workbook.root / PLACE / f"{register}.csv"


def _first(register: str) -> list[str]:
    """The header of a new register."""
    if register == "annotations":
        return list(accept.HEADER)
    word, name = _WORDS.get(register, _ONE_WORD)
    columns = [column.name for column in table(importer.TABLES[register]).columns]
    return [word if column == name else column for column in columns if column != "date"]


# ---- columns -----------------------------------------------------------------------------------------


def _columns(register: str) -> set[str]:
    """The columns that mean something in a register. Raises UsageError for one that is none."""
    if register not in importer.TABLES:
        raise UsageError(f"there is no register {register!r}{near(register, importer.TABLES)}")
    ours = {column.name for column in table(importer.TABLES[register]).all_columns} - _FILLED_IN
    shorter, _ = _WORDS.get(register, _ONE_WORD)
    return {name for name in {*ours, shorter} if name and not name.endswith("_precision")}


def _in_table(register: str, name: str) -> str:
    word, column = _WORDS.get(register, _ONE_WORD)
    return column if name == word else name


def _in_file(register: str, found: TableText, name: str) -> str:
    """The word that a file has for a column. Raises UsageError for a column that is none."""
    known = _columns(register)
    if name not in known:
        raise UsageError(f"{register} has no column {name!r}{near(name, sorted(known))}")
    shorter, own = _WORDS.get(register, _ONE_WORD)
    if name not in (shorter, own):
        return name
    # Where the table's own word stands, as in an export, the shorter one means something else.
    return own if own in found.header else shorter


def _cells(register: str, found: TableText, said: Mapping[str, str]) -> dict[str, str]:
    return {
        _in_file(register, found, name): cellwords.plain(name, text) for name, text in said.items()
    }


def _shown(register: str, row: Cells, known: set[str]) -> dict[str, str]:
    names = dict.fromkeys([*(name for name in row.cells if name), *sorted(known)])
    cells = {name: undefuse(row[name]) for name in names}
    if words := _WORDS.get(register):
        shelf = cells[words[1]] if words[1] in row.cells else cells[words[0]]
        cells |= dict.fromkeys(words, shelf)
    return cells


# ---- rows --------------------------------------------------------------------------------------------


def _row(register: str, found: TableText, key: Mapping[str, str]) -> Cells | None:
    """The row with this key. Raises UsageError for a key that says nothing, BadData for two rows with it."""
    if not any(key.values()):
        raise UsageError(f"{', '.join(key) or register}: say which row is meant")
    wanted = {name: _folded(register, name, cell) for name, cell in key.items()}
    same = [
        row for row in found.rows
        if all(_folded(register, name, undefuse(row[name])) == cell for name, cell in wanted.items())
    ]  # fmt: skip
    if len(same) > 1:
        raise BadData(
            f"{found.file.name}: the rows in line {same[0].line} and {same[1].line} have the same {', '.join(key)};"
            " take one of them out; nothing was written"
        )
    return same[0] if same else None


def _folded(register: str, name: str, cell: str) -> str:
    """A cell as rows are told apart by: short names as they are made short, all others without case."""
    if _column(register, name).kind == "slug":
        return tidy.slug(cell)
    return " ".join(tidy.clean(cell).split()).casefold()


def _check_seen(
    register: str, found: TableText, row: Cells | None, expected: Mapping[str, str] | None
) -> None:
    if expected is None:
        return
    now = _shown(register, row, _columns(register)) if row else {}
    seen = {name: cellwords.read(text) for name, text in expected.items()}
    if bool(row) != bool(seen) or any(now.get(name, "") != text for name, text in seen.items()):
        where = f"{found.file.name}:{row.line}" if row else found.file.name
        raise Changed(
            f"{where}: this row has been changed since it was shown; look at it again; nothing was written"
        )


def _check_values(register: str, said: Mapping[str, str]) -> None:
    for name, cell in said.items():
        cellwords.check(name, _column(register, name), cell)
