"""Thin commands about what a review says: the advice and its ledger, and the records behind a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from careerkit.cli_inbox import WORKBOOK

if TYPE_CHECKING:
    from careerkit.workbook import Year

_YEAR = click.option(
    "--year", type=int, default=0, help="The year; the latest in the log by default."
)
_AS_OF = click.option(
    "--as-of", metavar="DAY", default="", help="Last known day, such as 2025-06-30."
)


@click.group()
def advice() -> None:
    """What the review advises, and the ledger of what became of it."""


@advice.command()
@WORKBOOK
@_YEAR
@_AS_OF
def show(workbook: str | None, year: int, as_of: str) -> None:
    """Print the advice of one year."""
    from careerkit.workbook import Year

    found = Year(workbook or "", year, as_of=as_of)
    for past in found.counsel.audit:
        click.echo(f"{past.year} {past.rule}: {past.outcome}")
    for one in found.counsel.proposed:
        click.echo(
            f"{one.kind.value} {one.rule}: {one.advice.text} [{one.advice.status}, n = {one.advice.n}]"
        )
        click.echo(f"    first step: {one.advice.first_step}\n    look again on {one.check_on}")
    if not found.counsel.proposed:
        click.echo("No rule finds a reason to speak.")


@advice.command()
@WORKBOOK
@_YEAR
@_AS_OF
def keep(workbook: str | None, year: int, as_of: str) -> None:
    """Write the advice of one year into the ledger, registers/advice.csv, as open."""
    from careerkit import ledger
    from careerkit.workbook import Year

    found = Year(workbook or "", year, as_of=as_of)
    kept = ledger.keep(found.book, found.year, found.counsel.proposed, _told(found))
    click.echo(f"Kept for {found.year}: {', '.join(kept) or 'nothing new'}")


@advice.command()
@click.argument("rule")
@click.option("--workbook", metavar="DIR", help="The workbook, if it is not this folder's.")
@_YEAR
@click.option("--helped/--no-help", default=None, help="Whether it helped.")
def taken(rule: str, workbook: str | None, year: int, helped: bool | None) -> None:
    """Note that the advice RULE was taken."""
    _settle(workbook, year, rule, "taken", helped)


@advice.command()
@click.argument("rule")
@click.option("--workbook", metavar="DIR", help="The workbook, if it is not this folder's.")
@_YEAR
def rejected(rule: str, workbook: str | None, year: int) -> None:
    """Note that the advice RULE was turned down; after two years it is quiet."""
    _settle(workbook, year, rule, "rejected", None)


def _settle(workbook: str | None, year: int, rule: str, outcome: str, helped: bool | None) -> None:
    from careerkit import ledger
    from careerkit.workbook import Year

    found = Year(workbook or "", year)
    ledger.settle(found.book, found.year, rule, outcome, _told(found), helped=helped)
    click.echo(f"Noted: {rule} of {found.year} was {outcome}")


def _told(found: Year) -> list[str]:
    """The rules that stand in the ledger for a year."""
    table = found.loaded.frames["advice"]
    return [str(rule) for rule in table.loc[table["year"] == found.year, "rule"]]


@click.command()
@click.argument("sections", nargs=-1)
@click.option("--workbook", metavar="DIR", help="The workbook, if it is not this folder's.")
@_YEAR
@_AS_OF
@click.option("--show-text", is_flag=True, help="Also print what the records say.")
def trace(
    sections: tuple[str, ...], workbook: str | None, year: int, as_of: str, show_text: bool
) -> None:
    """List the records behind every sentence of the SECTIONS of a review, with file and line."""
    from careerkit import tracing
    from careerkit.workbook import Year

    for line in tracing.sentences(
        Year(workbook or "", year, as_of=as_of), sections, show_text=show_text
    ):
        click.echo(line)


COMMANDS = (advice, trace)
