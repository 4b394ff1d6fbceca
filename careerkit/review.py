"""A notebook and its parameters -> an executed notebook and one HTML file, or a reason why not."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from careerkit import audience, blocks, durable, engine, gate, period, workspace
from careerkit.errors import BadData, CareerkitError, UsageError
from careerkit.limits import MAX_NOTEBOOK
from careerkit.past import freeze, history, rulebook
from careerkit.version import VERSION
from careerkit.workspace import Workbook

NOTEBOOK = "review/annual_review.ipynb"
TIMEOUT = 300


class ReviewFailed(CareerkitError):
    """The review could not be made; an earlier report is untouched."""

    exit_code = 1


@dataclass(frozen=True)
class Made:
    """The files of one finished review, and the folder of the tables it was made from."""

    notebook: Path
    html: Path
    frozen: Path

    def public(self) -> dict[str, str]:
        """The paths, for machine-readable output."""
        return {name: str(path) for name, path in vars(self).items()}


def review(
    book: Workbook,
    year: int,
    *,
    today: date,
    as_of: date | None = None,
    reader: str = audience.OWNER,
    out: Path | None = None,
    notebook: Path | None = None,
    timeout: int = TIMEOUT,
) -> Made:
    """Make one person's review of one year for one reader, and keep the tables it was made from.

    It runs on those tables alone; from a frozen `book` it is made again. as_of: the last known day; the end of a finished
    year, else today. notebook: the person's own one instead of ours. timeout: seconds a cell may take. Raises UsageError,
    BadData, CannotWrite, Locked, NotAllowed (a private text would have left) or ReviewFailed.
    """
    who = audience.reader(reader, book)
    parameters = {
        "workbook": str(book.root), "year": year, "audience": reader,
        "as_of": _as_of(book, year, as_of, today).isoformat(),
    }  # fmt: skip
    source = notebook or workspace.notebooks() / NOTEBOOK
    check_parameters(source, parameters)
    kernel = engine.start_kernel()
    try:
        # While the kernel starts: bring the tables up to date and freeze them, and load the page writer.
        frozen = freeze.freeze(book, today, freeze.home(book, out))
        parameters["workbook"] = str(frozen.root)
        from careerkit import report

        executed = _execute(source, parameters, kernel, timeout, _failed(book, year, reader, out))
    finally:
        kernel.stop()
    folder = workspace.reports_folder(book, out)
    made = _files(folder, year, reader, frozen)
    page = report.write_html(executed, who)
    if reader != audience.OWNER:
        shown = report.read_blocks(executed, reader)
        gate.refuse_leaks(frozen, who, {made.html.name: page}, shown, book.root)
    durable.write(made.notebook, _bytes(executed))
    durable.write(made.html, page)
    _failed(book, year, reader, out).unlink(missing_ok=True)
    if not book.is_frozen:
        said = history.sentences(executed, reader)
        past = history.Past(
            today, year, date.fromisoformat(str(parameters["as_of"])), reader, frozen.root.name,
            VERSION, _hash(page), _hash(source.read_bytes()), rulebook.rules(), said,
        )  # fmt: skip
        history.add(freeze.home(book, out), past)
    return made


def up_to_date(
    book: Workbook, year: int, *, today: date, as_of: date | None = None, reader: str = audience.OWNER,
    out: Path | None = None, timeout: int = TIMEOUT,
) -> Made:  # fmt: skip
    """The review as it was made last when nothing that it rests on has changed since, else made now.

    That is: its tables, its notebook, the rules, this version, the last known day. Raises what `review` raises.
    """
    from careerkit import report

    who, source = audience.reader(reader, book), workspace.notebooks() / NOTEBOOK
    home, folder = freeze.home(book, out), workspace.reports_folder(book, out)
    frozen = freeze.freeze(book, today, home)
    made = _files(folder, year, reader, frozen)
    past = [one for one in history.read(home) if (one.year, one.audience) == (year, reader)]
    now = (_as_of(book, year, as_of, today), frozen.root.name, VERSION, _hash(source.read_bytes()))
    if past and made.notebook.is_file() and past[-1].rules == rulebook.rules():
        last = past[-1]
        is_same = (last.as_of, last.frozen, last.careerkit, last.notebook) == now
        if is_same and last.html == _hash(report.write_html(read_notebook(made.notebook), who)):
            return made
    return review(book, year, today=today, as_of=as_of, reader=reader, out=out, timeout=timeout)


def _files(folder: Path, year: int, reader: str, frozen: Workbook) -> Made:
    return Made(folder / f"{year}-{reader}.ipynb", folder / f"{year}-{reader}.html", frozen.root)


def check_parameters(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """Refuse parameters that a notebook does not declare: Papermill would only warn and run the defaults.

    Raises UsageError; names come from outside and would be pasted into code.
    """
    declared = declared_parameters(notebook)
    unknown = [name for name in parameters if name not in declared or not name.isidentifier()]
    if unknown:
        known = ", ".join(declared) or "none"
        raise UsageError(f"{notebook.name} has no parameter {', '.join(unknown)}; it has: {known}")


def declared_parameters(notebook: Path) -> list[str]:
    """Names declared in the cell tagged `parameters`, in order. Raises BadData when it is no notebook."""
    cells = read_notebook(notebook).get("cells", [])
    tagged = [c for c in cells if "parameters" in c.get("metadata", {}).get("tags", [])]
    if not tagged:
        return []
    try:
        tree = ast.parse("".join(tagged[0]["source"]))
    except SyntaxError:
        raise BadData(f"{notebook.name}: its parameters cell is not valid Python") from None
    simple = [n for n in tree.body if isinstance(n, ast.AnnAssign | ast.Assign)]
    targets = [n.target if isinstance(n, ast.AnnAssign) else n.targets[0] for n in simple]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook file as JSON. Raises UsageError when there is none, BadData when it is something else."""
    if not path.is_file():
        raise UsageError(f"there is no notebook {path}")
    raw = path.read_bytes()
    try:
        found = json.loads(raw) if len(raw) <= MAX_NOTEBOOK else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
        raise BadData(f"{path} is not a Jupyter notebook")
    return found


def _as_of(book: Workbook, year: int, as_of: date | None, today: date) -> date:
    end = period.last_day(year, book.settings.year_start)
    begin = period.make_period(year, as_of=end, starts=book.settings.year_start).start
    if begin > today:
        raise UsageError(f"the year {year} has not begun yet")
    if as_of is not None and as_of < begin:
        raise UsageError(f"--as-of {as_of} lies before the year {year}")
    return as_of or min(end, today)


def _execute(
    source: Path, parameters: dict[str, Any], kernel: engine.Kernel, timeout: int, failed: Path
) -> dict[str, Any]:
    try:
        executed = engine.execute(source, parameters, kernel, timeout=timeout)
    except Exception as error:  # noqa: BLE001 - whatever a notebook does becomes one clear reason
        if kernel.notebook is not None:
            durable.write(failed, _bytes(kernel.notebook))
        raise _reason(error) from None
    # Papermill's notebook node has a class of its own; from here on it is plain JSON.
    executed = dict(json.loads(json.dumps(executed)))
    _without_traces(executed)
    if not _is_complete(executed, parameters):
        durable.write(failed, _bytes(executed))
        raise ReviewFailed(
            f"the notebook stopped before its last cell (sys.exit?); as far as it came: {failed}"
        )
    return executed


def _reason(error: Exception) -> CareerkitError:
    """Why a run failed, without a value of the log: cell number and kind of error."""
    kind = type(error).__name__
    if kind == "PapermillExecutionError":
        name, cell = getattr(error, "ename", "an error"), getattr(error, "cell_index", None)
        where = f"cell {cell + 1}" if isinstance(cell, int) else "a cell"
        if name in _OURS:
            message = str(getattr(error, "evalue", "")).strip()
            return _OURS[name](message)
        return ReviewFailed(f"{where} of the notebook failed with {name}")
    if kind == "DeadKernelError":
        return ReviewFailed("the kernel died; it may have run out of memory")
    if kind == "CellTimeoutError":
        return ReviewFailed("a cell took longer than allowed; try again with a higher --timeout")
    if isinstance(error, CareerkitError):
        return error
    return ReviewFailed(f"the notebook could not be run ({kind})")


def _without_traces(notebook: dict[str, Any]) -> None:
    """Remove what Papermill and nbclient add: host paths, times of day, an empty tag list."""
    notebook["metadata"].pop("papermill", None)
    for cell in notebook["cells"]:
        for name in ("papermill", "execution"):
            cell["metadata"].pop(name, None)
        if not cell["metadata"].get("tags", True):
            del cell["metadata"]["tags"]
        if "injected-parameters" in cell["metadata"].get("tags", []):
            # nbformat makes a random id for the cell that Papermill puts in.
            cell["id"] = "injected-parameters"


def last_day(notebook: Mapping[str, Any]) -> date:
    """The last known day of an executed notebook. Raises BadData when it has no end token."""
    for token in _tokens(notebook):
        return date.fromisoformat(token["as_of"])
    raise BadData("the notebook was not run to its end; make the review again")


def _tokens(notebook: Mapping[str, Any]) -> list[dict[str, Any]]:
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    outputs = code[-1].get("outputs", []) if code else []
    found = [output.get("data", {}).get(blocks.END_MIME) for output in outputs]
    return [token for token in found if token]


def _is_complete(notebook: Mapping[str, Any], parameters: Mapping[str, Any]) -> bool:
    """Whether the last cell that can speak gave the token, with the parameters that were asked for."""
    wanted = {name: parameters[name] for name in ("year", "as_of", "audience")}
    return any(wanted.items() <= token.items() for token in _tokens(notebook))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _bytes(notebook: Mapping[str, Any]) -> bytes:
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode() + b"\n"


def _failed(book: Workbook, year: int, reader: str, out: Path | None) -> Path:
    return workspace.reports_folder(book, out) / "failed" / f"{year}-{reader}.ipynb"


_OURS: dict[str, type[CareerkitError]] = {"UsageError": UsageError, "BadData": BadData}
