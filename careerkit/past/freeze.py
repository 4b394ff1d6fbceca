"""Keep what a review is made from: a small workbook of its own beside the reports, with nothing but tables and settings.

The review then runs on that folder and on nothing else, so a line written meanwhile cannot come between, and the same
folder gives the same pages again, whatever has become of the log.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from careerkit import durable, readers, seal, store, workspace
from careerkit.durable import FROZEN
from careerkit.errors import BadData
from careerkit.instruments import PACKAGED, read_all
from careerkit.instruments.known import used_file
from careerkit.refresh import refresh_if_stale
from careerkit.settings import FORMAT
from careerkit.workspace import MARKER, Workbook

FOLDER = "frozen"


def home(book: Workbook, out: Path | None = None) -> Path:
    """Where the frozen tables and the record of a workbook's reviews are: in its own folder of reports.

    Whatever `out` says: that folder may be handed on, and these are the whole log; and `careerkit forget` finds them. Only
    beside a sample inside the installed package nothing may be written; its reports' folder is used.
    """
    return workspace.reports_folder(book, out if workspace.is_shipped(book) else None)


def freeze(book: Workbook, today: date, folder: Path) -> Workbook:
    """Bring the tables up to date and keep them below `folder`. Returns the frozen workbook; a frozen one is its own.

    The same state is kept once. Raises UsageError, BadData, Locked or CannotWrite.
    """
    if book.is_frozen:
        seal.opened(book)
        return book
    refresh_if_stale(book, today)
    tables = store.files(book)
    files = {MARKER: _settings(book), **tables, **_questionnaires(book), **_readers(book)}
    digest, sealed = seal.seal(files, book.name, store.digest_of(tables))
    kept = Workbook(folder / FOLDER / digest[: seal.LENGTH])
    if kept.root.is_dir():
        _mend(kept, files, sealed)
    else:
        durable.write_folder(kept.root, {**files, FROZEN: sealed})
    return kept


def _mend(kept: Workbook, files: dict[str, bytes], sealed: bytes) -> None:
    """What is there already is put right if it is damaged: just now its bytes are known."""
    try:
        seal.opened(kept)
    except BadData:
        for path, data in {**files, FROZEN: sealed}.items():
            durable.write(kept.root / path, data)


def _settings(book: Workbook) -> bytes:
    path = book.root / MARKER
    return path.read_bytes() if path.is_file() else f"format = {FORMAT}\n".encode()


def _questionnaires(book: Workbook) -> dict[str, bytes]:
    """The person's own ones and the packaged ones as they are now; answers are scored with them."""
    folder = book.instruments.name
    # Under the name of a kept copy, so that none of the person's is in its way; a later package then changes nothing.
    packaged = {
        f"{folder}/{Path(used_file(one)).name}": path.read_bytes()
        for path in sorted(PACKAGED.glob("*.toml"))
        for one in read_all([path])
    }
    paths = [path for path in book.files(folder) if path.suffix == ".toml"]
    return packaged | {book.relative(path): path.read_bytes() for path in paths}


def _readers(book: Workbook) -> dict[str, bytes]:
    """The person's own readers, who decide what a copy holds."""
    paths = [path for path in book.files(readers.FOLDER) if path.suffix == ".toml"]
    return {book.relative(path): path.read_bytes() for path in paths}
