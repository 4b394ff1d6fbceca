"""A reply to a shared copy on its way in: read, held against the receipt of the copy, and added to the workbook.

A reply proves nothing about who wrote it. What is checked is that it fits: a copy that was shared from this very
workbook, its year and its sections; and of a locked copy, that who wrote it could open it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from careerkit import durable, limits, workspace
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.reading import replies
from careerkit.reading.documents import BadJson, loads
from careerkit.reading.replies import ANYTHING_ELSE, MAX_REPLY, BadReply, Reply, SealedReply
from careerkit.sharing.receipts import Receipt
from careerkit.workspace import Workbook

FOLDER = "replies"
SHOWN_ID = 8
_HEAD = 12


@dataclass(frozen=True, slots=True)
class Added:
    """Where a reply stands in the workbook, and whether it was put there just now."""

    path: Path
    is_new: bool


def load(path: Path) -> bytes:
    """The bytes of a reply's file. Raises UsageError when it is none, BadData when it is too large or unreadable."""
    if not path.is_file():
        raise UsageError(f"{path} is no file; name the one that the page saved")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_REPLY + 1)
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror}") from None
    _refuse_large(data, str(path))
    return data


def read_reply(
    data: bytes, *, name: str = "the reply", unseal: Callable[[SealedReply], bytes] | None = None
) -> Reply:
    """The reply in a file's bytes, checked; what is wrong is told all at once, and none of its words.

    name: how messages call it. unseal: opens a reply to a locked copy, and may raise errors of its own.
    Raises BadData, and NotAllowed for a sealed one that cannot be opened here.
    """
    found = _parsed(data, name)
    if isinstance(found, Reply):
        return found
    if unseal is None:
        raise NotAllowed(f"{name} is sealed; it opens with the passphrase of the locked copy")
    inner = _parsed(unseal(found), name)
    if not isinstance(inner, Reply) or inner.share_id != found.share_id:
        raise BadData(f"{name} holds a reply to another copy than it says; {_AGAIN}")
    return inner


def check(reply: Reply, receipt: Receipt | None, *, was_sealed: bool = False) -> None:
    """Whether a reply fits the copy that its id names. Raises BadData for another person, year or copy.

    receipt: of the copy with the reply's id; None when this workbook has none.
    """
    if receipt is None or receipt.share_id != reply.share_id:
        raise unknown(reply.share_id)
    if receipt.year != reply.year:
        raise BadData(
            f"the reply says that it is about {reply.year}, but this copy reviews {receipt.year}; {_AGAIN}"
        )
    if receipt.locked != was_sealed:
        state = "locked, and the reply is not sealed" if receipt.locked else "not locked, and the reply is sealed"  # fmt: skip
        raise BadData(f"the copy is {state}, so it was not written in it; {_AGAIN}")
    known = {*receipt.sections, ANYTHING_ELSE}
    strange = sum(answer.section not in known for answer in reply.answers)
    if strange:
        raise BadData(
            f"{strange} of {len(reply.answers)} answers are about sections that this copy does not have; {_AGAIN}"
        )


def unknown(share_id: str) -> BadData:
    """What to say of a reply to a copy that was not shared from this workbook."""
    return BadData(
        f"this workbook has shared no copy {share_id[:SHOWN_ID]}; if the reply is to somebody else's review,"
        " name their workbook: careerkit reply WORKBOOK FILE"
    )


def add(
    book: Workbook, reply: Reply, receipt: Receipt, at: datetime, *, was_sealed: bool = False
) -> Added:
    """Put a checked reply into `replies/`, once: the same reply again changes nothing, another one stands beside it.

    at: now, with the zone of the person, whose day it then is. Raises what `check` does, NotAllowed, Locked, CannotWrite.
    """
    if workspace.is_shipped(book):
        raise NotAllowed("the samples that came with careerkit are only for reading")
    check(reply, receipt, was_sealed=was_sealed)
    path = where(book, reply)
    if path.parent.is_symlink():
        raise BadData(f"{path.parent} is a link, which careerkit does not follow; put a folder there")  # fmt: skip
    with durable.locked(book.root):
        # One that the person has changed since is theirs, and stays as it is.
        if path.exists() or path.is_symlink():
            return Added(path, is_new=False)
        durable.write(path, _stored(reply, receipt, at))
    return Added(path, is_new=True)


def where(book: Workbook, reply: Reply) -> Path:
    """The file of a reply: named by its copy and by what it says, so that the same reply has one place."""
    said = json.dumps(reply.public(), ensure_ascii=False, sort_keys=True).encode()
    name = f"{reply.share_id[:_HEAD]}-{hashlib.sha256(said).hexdigest()[:_HEAD]}.json"
    return book.root / FOLDER / name


_AGAIN = "ask for it to be saved again in the page"


def _stored(reply: Reply, receipt: Receipt, at: datetime) -> bytes:
    copy = {
        "year": receipt.year, "audience": receipt.audience, "format": receipt.format,
        "locked": receipt.locked,
    }  # fmt: skip
    said = {
        "received_at": at.isoformat(timespec="seconds"),
        "copy": copy,
        "reply": reply.public(),
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def _parsed(data: bytes, name: str) -> Reply | SealedReply:
    _refuse_large(data, name)
    try:
        return replies.parse(loads(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise BadData(f"{name} is no text in UTF-8; take the file that the page saved") from None
    except BadJson as bad:
        where = f", line {bad.line}" if bad.line else ""
        raise BadData(f"{name}{where}: {bad.reason}; {_AGAIN}") from None
    except BadReply as bad:
        raise BadData(f"{name}: {bad.reason()}; {bad.fix()}") from None


def _refuse_large(data: bytes, name: str) -> None:
    if len(data) > MAX_REPLY:
        raise BadData(
            f"{name} is larger than {MAX_REPLY // limits.MIB} MiB; no reply is, so ask for it again"
        )
