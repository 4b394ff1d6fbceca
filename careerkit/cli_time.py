"""Commands about past reviews: list them, compare two states, forget what was made. Thin, as in `cli`."""

from __future__ import annotations

import json

import click

from careerkit.cli_inbox import AS_JSON, WORKBOOK

_ELSEWHERE = click.option(
    "--workbook", metavar="DIR", help="The workbook, if it is not this folder's."
)
_SHOW_TEXT = click.option(
    "--show-text", is_flag=True, help="With the words of the log; somebody may look on."
)


@click.command()
@WORKBOOK
@AS_JSON
def reviews(workbook: str | None, as_json: bool) -> None:
    """List the reviews that were made, and how each is made again."""
    from careerkit import workspace
    from careerkit.past import freeze, history

    home = freeze.home(workspace.find(workbook))
    record = history.read(home)
    if as_json:
        click.echo(json.dumps([past.public() for past in record], ensure_ascii=False))
        return
    for past in record:
        click.echo(past.one_line())
        click.echo(f"  {past.command(home / freeze.FOLDER)}")
    if not record:
        click.echo("no review is on record; make one with: careerkit review --year YEAR")


@click.command()
@click.argument("first", required=False)
@click.argument("second", required=False)
@click.option(
    "--year",
    type=int,
    default=0,
    help="The year; that of what is named, else the last one reviewed.",
)
@click.option("--as-of", metavar="DAY", help="Last known day of the log as it is now.")
@_SHOW_TEXT
@click.option(
    "--most",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    help="Records listed for one reason.",
)
@_ELSEWHERE
@AS_JSON
def diff(
    first: str | None, second: str | None, year: int, as_of: str | None, show_text: bool, most: int,
    workbook: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Explain every number that moved between two states: FIRST, by default the last review, and SECOND, by default now.

    A state is now, a year (its last review), YEAR@2 (the one before), the first characters of a frozen folder's name, or a
    folder. Nothing is printed when nothing moved.
    """
    from careerkit import period, workspace
    from careerkit.past.diff import Asked, compare, pair, told

    day = period.parse_day(as_of) if as_of else None
    asked = Asked(workspace.find(workbook), year, period.today(), day)
    found = compare(*pair(asked, first or "", second or ""))
    if as_json:
        click.echo(json.dumps(told.public(found, show_text=show_text), ensure_ascii=False))
        return
    for line in told.lines(found, show_text=show_text, most=most):
        click.echo(line)
    for line in told.notes(found):
        click.echo(line, err=True)


@click.command()
@WORKBOOK
@click.option(
    "--text",
    metavar="TEXT",
    help="Then look for these words; - asks for them, so that no history keeps them.",
)
@click.option("--dry-run", is_flag=True, help="Only list what would go.")
def forget(workbook: str | None, text: str | None, dry_run: bool) -> None:
    """Remove all that was made from the log: tables, reports, frozen tables, copies, checkpoints. What you wrote stays.

    With --text every place that still holds the words is named, and the exit code is 1 if there is one.
    """
    from careerkit import workspace
    from careerkit.past import elsewhere, traces
    from careerkit.past.forget import forget as remove
    from careerkit.sharing import receipts

    words = click.prompt("Words to look for", hide_input=True) if text == "-" else text
    book = workspace.find(workbook)
    if words:
        traces.check(words)
    sent = receipts.read(book)
    found = remove(book, dry_run=dry_run)
    for path in found.to_go:
        click.echo(f"{'would remove' if dry_run else 'removed'}: {path}")
    for path in found.left:
        click.echo(f"left, not made by careerkit or a link: {path}")
    places: list[str] = []
    if words:
        left = traces.find(
            words, book.root, workspace.reports_folder(book), passed_over=found.to_go
        )
        places = left.places
        for place in places:
            click.echo(f"still there: {place}: {elsewhere.next_step(place)}")
        for place in left.unsearched:
            click.echo(f"not searched: {place}")
    click.echo("What careerkit cannot reach:")
    for line in elsewhere.told(sent):
        click.echo(f"- {line}")
    if places:
        raise SystemExit(1)


COMMANDS = (reviews, diff, forget)
