"""One copy for one reader: made, searched, listed; and written only when the list was agreed to.

Nothing is written by `prepare`. `publish` writes what was prepared if it is given the hash of its list, so that nobody sends
what they have not seen.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from careerkit import audience, durable, gate, review, store, workspace
from careerkit.errors import UsageError
from careerkit.readers import Reader
from careerkit.sharing import manifest, receipts
from careerkit.sharing.manifest import Manifest
from careerkit.sharing.receipts import Receipt
from careerkit.workspace import Workbook

FORMATS = ("html", "pdf")
FOLDER = "shared"


@dataclass(frozen=True)
class Prepared:
    """A copy that is ready and not written: its bytes, its list, and whom it is for."""

    data: bytes
    manifest: Manifest
    reader: Reader
    as_of: date


@dataclass(frozen=True)
class Shared:
    """A copy that was written: its file, its receipt, and the words that open it, which are kept nowhere."""

    file: Path
    receipt: Receipt
    passphrase: str = ""


def prepare(
    book: Workbook, year: int, reader: str, *, today: date, as_of: date | None = None,
    kind: str = "html", out: Path | None = None, timeout: int = review.TIMEOUT,
) -> Prepared:  # fmt: skip
    """Make the copy of one year for one reader in memory, search it for private texts, and list what is in it.

    The review for that reader is made first, or taken as it is when nothing has changed since. Raises what `review` raises, and
    NotAllowed when a private text stands in the copy.
    """
    if book.is_frozen:
        raise UsageError(f"{book.root} is frozen; share from the workbook itself")
    if kind not in FORMATS:
        raise UsageError(f"no format {kind!r}; there are: {', '.join(FORMATS)}")
    who = audience.reader(reader, book)
    made = review.up_to_date(book, year, today=today, as_of=as_of, reader=reader, out=out, timeout=timeout)  # fmt: skip
    notebook = review.read_notebook(made.notebook)
    frozen = Workbook(made.frozen)
    blocks, data, share_id = _copy(notebook, who, year, kind)
    found = gate.Exempt()
    if not who.is_owner:
        found = gate.refuse_leaks(
            frozen,
            who,
            {f"review-{year}.{kind}": data},
            blocks,
            book.root,
            made.notebook,
            user=_user(),
        )
    known_until = review.last_day(notebook)
    listed = Manifest(
        share_id, year, known_until.isoformat(), reader, kind, manifest.counted(blocks, who.order), manifest.entries(blocks),
        manifest.columns(blocks), manifest.withheld(notebook), manifest.unshared(store.read(frozen)[0], who),
        found.texts, found.origins, len(data),
    )  # fmt: skip
    return Prepared(data, listed, who, known_until)


def _user() -> str:
    """The name under which the person uses the computer; nothing where it has none."""
    with contextlib.suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def _copy(
    notebook: Mapping[str, Any], who: Reader, year: int, kind: str
) -> tuple[list[dict[str, Any]], bytes, str]:
    """The blocks, the bytes with their id in them, and the id. A PDF carries no form, and its id is its hash."""
    from careerkit import report

    blocks = report.read_blocks(notebook, who.name)
    page = report.page_of(notebook, who)
    if kind == "pdf":
        from careerkit.report.pdf import write_pdf

        data = write_pdf(page)
        return blocks, data, report.stamp(data)[1]
    return blocks, *report.stamp(report.page_html(page, year=year, form=not who.is_owner))


def publish(
    book: Workbook, prepared: Prepared, agreed: str, *, today: date, random: Random | None = None,
    out: Path | None = None,
) -> Shared:  # fmt: skip
    """Write a prepared copy whose list was agreed to, and keep its receipt.

    agreed: the hash of the list. random: locks the copy with six words drawn from it; without it the copy is open. Raises
    UsageError when the list is another one, Locked, CannotWrite.
    """
    listed = prepared.manifest
    if agreed != listed.hash:
        raise UsageError(
            f"the copy is not the one of the list {agreed}; look at it again with --dry-run: its list is now {listed.hash}"
        )
    data, words, salt = _locked(prepared, random)
    folder = workspace.reports_folder(book, out) / FOLDER / listed.audience
    file = folder / _file_name(listed, is_locked=bool(words))
    receipt = Receipt(
        listed.share_id, today, listed.year, prepared.as_of, listed.audience, listed.format, bool(words), file.name,
        hashlib.sha256(data).hexdigest(), tuple(key for key, *_ in listed.sections if key), salt.hex(), listed.public(),
    )  # fmt: skip
    durable.make_folder(folder)
    # The receipt first: a copy without one could not be answered, a receipt without a copy harms nobody.
    receipts.add(book, receipt)
    durable.write(file, data)
    return Shared(file, receipt, words)


def _locked(prepared: Prepared, random: Random | None) -> tuple[bytes, str, bytes]:
    if random is None:
        return prepared.data, "", b""
    from careerkit.report import lock

    words = lock.passphrase(random)
    if prepared.manifest.format == "pdf":
        from careerkit.report.pdf import protect

        return protect(prepared.data, words), words, b""
    salt, iv = random.randbytes(lock.SALT_BYTES), random.randbytes(lock.IV_BYTES)
    return lock.lock(prepared.data, words, salt=salt, iv=iv), words, salt


def _file_name(listed: Manifest, *, is_locked: bool) -> str:
    """A name that says nothing about the person; of a locked file not even what it is."""
    stem = f"locked-{listed.share_id[:8]}" if is_locked else f"review-{listed.year}"
    return f"{stem}.{listed.format}"


def as_json(shared: Shared) -> str:
    """What was written, for programs."""
    found = {**shared.receipt.public(), "file": str(shared.file)}
    return json.dumps(found | ({"passphrase": shared.passphrase} if shared.passphrase else {}), ensure_ascii=False)  # fmt: skip
