"""Commands about sharing: make a copy for somebody, and say what was sent to whom. Thin, as in `cli`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from careerkit.cli_inbox import AS_JSON, WORKBOOK, as_reader


@click.command()
@WORKBOOK
@click.option("--year", type=int, required=True, help="The year to share.")
@click.option(
    "--audience", required=True, callback=as_reader,
    help="Who gets it: mentor, coach, a reader of yours, or self.",
)  # fmt: skip
@click.option("--as-of", metavar="DAY", help="Last known day, such as 2025-06-30.")
@click.option(
    "--format", "kind", type=click.Choice(["html", "pdf"]), default="html", show_default=True,
    help="One HTML file that opens offline, or a PDF.",
)  # fmt: skip
@click.option("--lock", is_flag=True, help="Lock the file with six words, which are shown once.")
@click.option("--dry-run", is_flag=True, help="Only list what would go in and what stays out.")
@click.option("--manifest", metavar="HASH", help="Write the copy whose list has this hash.")
@click.option("--show-text/--no-text", default=True, help="List the shared records with their words.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the reports.")
@click.option("--timeout", type=click.IntRange(1), default=300, help="Seconds a cell may take.")
@AS_JSON
def share(
    workbook: str | None, year: int, audience: str, as_of: str | None, kind: str, lock: bool, dry_run: bool,
    manifest: str | None, show_text: bool, out: Path | None, timeout: int, as_json: bool,
) -> None:  # fmt: skip
    """Make a copy of one year for somebody else, and keep a receipt of what went in.

    First it lists what goes in and what stays out, with a hash. The file is written when you agree, or when you give that hash
    with --manifest.
    """
    import random

    from careerkit import period, workspace
    from careerkit.sharing import share as sharing
    from careerkit.sharing.manifest import told

    book, today = workspace.find(workbook), period.today()
    prepared = sharing.prepare(
        book, year, audience, today=today, as_of=period.parse_day(as_of) if as_of else None, kind=kind,
        out=out, timeout=timeout,
    )  # fmt: skip
    listed = prepared.manifest
    if as_json and (dry_run or not manifest):
        click.echo(json.dumps({"hash": listed.hash, **listed.public()}, ensure_ascii=False))
        return
    if not as_json:
        click.echo("\n".join(told(listed, show_text=show_text)))
        click.echo(f"List: {listed.hash}")
    if not dry_run and not manifest and is_terminal() and click.confirm("\nWrite this file?"):
        manifest = listed.hash
    if dry_run or not manifest:
        click.echo(f"\nNothing was written. To write it: the same command with --manifest {listed.hash}")  # fmt: skip
        return
    made = sharing.publish(
        book, prepared, manifest, today=today, out=out, random=random.SystemRandom() if lock else None
    )  # fmt: skip
    if as_json:
        click.echo(sharing.as_json(made))
        return
    click.echo(f"\nWritten: {made.file}")
    if made.passphrase:
        click.echo(f"It opens with: {made.passphrase}")
        click.echo("These words are kept nowhere. Send them in another message than the file.")


@click.command()
@WORKBOOK
@click.option("--copy", metavar="ID", help="One copy by the first characters of its id, in full.")
@AS_JSON
def shares(workbook: str | None, copy: str | None, as_json: bool) -> None:
    """List what was shared with whom, and what was in it."""
    from careerkit import workspace
    from careerkit.errors import UsageError
    from careerkit.sharing import receipts
    from careerkit.sharing.manifest import of_receipt, told

    found = receipts.read(workspace.find(workbook))
    if copy:
        found = [receipt for receipt in found if receipt.share_id.startswith(copy)]
        if not found:
            raise UsageError(f"no copy {copy}; careerkit shares lists them all")
    if as_json:
        click.echo(json.dumps([receipt.public() for receipt in found], ensure_ascii=False))
        return
    for receipt in found:
        click.echo(receipt.one_line())
        if copy:
            click.echo("\n".join(told(of_receipt(receipt.manifest))))
    if not found:
        click.echo("nothing was shared; make a copy with: careerkit share --year YEAR --audience mentor")  # fmt: skip


def is_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


COMMANDS = (share, shares)
