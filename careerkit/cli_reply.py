"""The command that takes the reply to a shared copy in. Thin, as in `cli`."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from careerkit.reading.replies import Reply, SealedReply
    from careerkit.sharing.receipts import Receipt
    from careerkit.workspace import Workbook

_MAX_WORDS = 1000


@click.command()
@click.argument("workbook", required=False)
@click.argument("file", required=False)
@click.option("--dry-run", is_flag=True, help="Only show what would be added.")
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path),
    help="A file with the words of a locked copy; else they are asked for.",
)  # fmt: skip
def reply(
    workbook: str | None, file: str | None, dry_run: bool, passphrase_file: Path | None
) -> None:
    """Take in the reply to a copy that you shared: FILE is what its page saved.

    It must answer a copy that was shared from this workbook. Who it is from is what it says of itself.
    """
    from zoneinfo import ZoneInfo

    from careerkit import period, workspace
    from careerkit.errors import UsageError
    from careerkit.sharing import reply as replies

    # With one argument it is the file.
    named, path = (workbook, file) if file else (None, workbook)
    if not path:
        raise UsageError("name the file that the page saved: careerkit reply WORKBOOK FILE")
    book = workspace.find(named)
    opened: list[SealedReply] = []

    def unseal(sealed: SealedReply) -> bytes:
        opened.append(sealed)
        return _unsealed(book, sealed, passphrase_file)

    data = replies.load(Path(path))
    found = replies.read_reply(data, name=for_terminal(Path(path).name), unseal=unseal)
    receipt = _receipt(book, found.share_id)
    replies.check(found, receipt, was_sealed=bool(opened))
    for line in _told(found, receipt):
        click.echo(line)
    if dry_run:
        click.echo("Nothing was added. To add it: the same command without --dry-run")
        return
    at = period.now().astimezone(ZoneInfo(book.settings.time_zone))
    added = replies.add(book, found, receipt, at, was_sealed=bool(opened))
    where = book.relative(added.path)
    if not added.is_new:
        click.echo(f"This reply is in {where} already; nothing was added")
        return
    click.echo(f"Added: {where}")
    click.echo("It stands in the next review, under What your mentor told you. To see it now:")
    click.echo(f"  careerkit review --year {found.year} --as-of {at.date()}")
    click.echo("What you do with an answer goes into registers/annotations.csv, by its id:")
    click.echo(
        f"  careerkit trace mentor_replies --year {found.year} --as-of {at.date()} --show-text"
    )


def _receipt(book: Workbook, share_id: str) -> Receipt:
    from careerkit.sharing import receipts
    from careerkit.sharing.reply import unknown

    found = receipts.find(book, share_id)
    if found is None:
        raise unknown(share_id)
    return found


def _unsealed(book: Workbook, sealed: SealedReply, file: Path | None) -> bytes:
    from careerkit.errors import BadData, UsageError
    from careerkit.report import lock

    receipt = _receipt(book, sealed.share_id)
    if not receipt.locked or not receipt.salt:
        raise BadData(
            "the reply is sealed, but this copy was not locked; ask for it to be saved again in the page"
        )
    if file is not None:
        words = _words(file)
    elif sys.stdin.isatty():
        words = click.prompt("The six words of this copy", hide_input=True)
    else:
        raise UsageError("the reply is sealed; name a file with its six words: --passphrase-file")
    return lock.open_reply(
        {"iv": sealed.iv, "data": sealed.data}, words, bytes.fromhex(receipt.salt)
    )


def _words(file: Path) -> str:
    from careerkit.errors import UsageError

    try:
        with file.open("rb") as stream:
            return stream.read(_MAX_WORDS).decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{file} cannot be read as a text with six words") from None


def _told(found: Reply, receipt: Receipt) -> Iterator[str]:
    """What a reply says, for the person's own terminal."""
    claimed = for_terminal(found.claimed) or "nobody it names"
    yield (
        f"A reply to copy {found.share_id[:8]}, the review of {found.year} for {receipt.audience},"
        f" shared on {receipt.made_on}"
    )
    yield f"From, as it says itself: {claimed}"
    for answer in found.answers:
        words = len(answer.text.split())
        yield f"  {for_terminal(answer.section)}: {words} word{'s' * (words != 1)}"
        for line in answer.text.split("\n"):
            yield f"    {for_terminal(line)}"
    for rating in found.ratings:
        yield f"  {rating.about}: {rating.value} of 5"
    n, rated = len(found.answers), len(found.ratings)
    yield f"{n} answer{'s' * (n != 1)}, {rated} rating{'s' * (rated != 1)}"


def for_terminal(text: str) -> str:
    """Text from outside, with everything that a terminal might obey written out."""
    return "".join(
        sign if _is_harmless(sign) else sign.encode("unicode_escape").decode() for sign in text
    )


def _is_harmless(sign: str) -> bool:
    """A letter, a sign, a space of any width, or what joins the parts of one emoji."""
    return sign.isprintable() or sign == "\u200d" or unicodedata.category(sign) == "Zs"


COMMANDS = (reply,)
