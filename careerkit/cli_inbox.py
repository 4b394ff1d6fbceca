"""The commands between the inbox and the tables: ingest, check, accept, map, answer, export. Thin, as in `cli`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careerkit.notes.journal import ENTRY_WORDS

if TYPE_CHECKING:
    from careerkit.rebuild import Rebuilt


def as_reader(_: click.Context, __: click.Parameter, name: str) -> str:
    """Who is meant by --audience: `self` is the owner."""
    return "owner" if name == "self" else name


WORKBOOK = click.argument("workbook", required=False)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_STRICT = click.option("--strict", is_flag=True, help="Exit with 65 if anything was set aside.")
_ELSEWHERE = click.option(
    "--workbook", metavar="DIR", help="The workbook, if it is not this folder's."
)


@click.command()
@WORKBOOK
@click.option(
    "--accept-shrink", is_flag=True, help="Take in exports that lack many rows of earlier ones."
)
@_STRICT
@AS_JSON
def ingest(workbook: str | None, accept_shrink: bool, strict: bool, as_json: bool) -> None:
    """Take in the inbox and rebuild the tables."""
    from careerkit import period, workspace
    from careerkit.refresh import refresh

    book = workspace.find(workbook)
    rebuilt, _ = refresh(book, period.today(), accept_shrink=accept_shrink)
    _tell(rebuilt, as_json, written=True)
    _leave(rebuilt, strict)


@click.command()
@WORKBOOK
@_STRICT
@AS_JSON
def check(workbook: str | None, strict: bool, as_json: bool) -> None:
    """Read everything, say what is wrong where and what is thin; nothing is written."""
    from careerkit import gaps, period, workspace
    from careerkit.rebuild import rebuild

    book = workspace.find(workbook)
    rebuilt = rebuild(book)
    found = gaps.gaps(rebuilt, period.today())
    _tell(rebuilt, as_json, gaps=[gap.public() for gap in found])
    if found and not as_json:
        click.echo("\nWhere the log is thin, if you care to fill it:")
        for gap in found:
            click.echo(f"- {gap.one_line()}")
    _leave(rebuilt, strict)


@click.command()
@click.argument("ids", nargs=-1)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="All that waits, as far as the other options let through.",
)
@click.option("--reject", is_flag=True, help="No instead of yes.")
@click.option(
    "--as",
    "word",
    type=click.Choice(ENTRY_WORDS),
    help="What a draft is: did by default, or a win.",
)
@click.option("--source", default="", help="Only what this source proposes.")
@click.option("--since", metavar="DAY", help="Only what happened on this day or later.")
@click.option("--until", metavar="DAY", help="Only what happened on this day or earlier.")
@_ELSEWHERE
def accept(
    ids: tuple[str, ...], everything: bool, reject: bool, word: str | None, source: str,
    since: str | None,
    until: str | None, workbook: str | None,
) -> None:  # fmt: skip
    """List what exports propose and only you can decide; with IDS, say yes to them."""
    from careerkit import accept as queues
    from careerkit import period, workspace
    from careerkit.rebuild import rebuild

    book = workspace.find(workbook)
    only = queues.Only(source, *(period.parse_day(day) if day else None for day in (since, until)))
    if ids or everything:
        decided = queues.decide(
            book, ids, yes=not reject, word=word or "", only=only, everything=everything
        )
        said = "rejected" if reject else "accepted"
        click.echo(f"{said}: {len(decided)}; they stand in registers/{queues.REGISTER}")
        return
    waiting = queues.queue(rebuild(book), only)
    for item in waiting[: queues.MOST_SHOWN]:
        click.echo(item.one_line())
    if len(waiting) > queues.MOST_SHOWN:
        click.echo(
            f"and {len(waiting) - queues.MOST_SHOWN} more; narrow them with --source, --since and --until"
        )
    click.echo(
        f"{len(waiting)} waiting" + ("; say yes with: careerkit accept ID ..." if waiting else "")
    )


@click.command("map")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What to call the source; the file's name by default.")
@click.option(
    "--table", default="", help="The table its rows belong to; the one that fits best by default."
)
@click.option(
    "--encoding", help="How the file writes letters, where it is not UTF-8: cp1252, mac_roman."
)
@click.option("--date-order", help="How it writes days such as 03/04/2024: dmy, mdy or ymd.")
@click.option("--decimal", help="Its decimal mark, a comma or a point.")
@click.option("--save", is_flag=True, help="Write the map into workbook.toml.")
@_ELSEWHERE
def map_(
    file: Path, name: str, table: str, encoding: str | None, date_order: str | None,
    decimal: str | None, save: bool, workbook: str | None,
) -> None:  # fmt: skip
    """Propose a column map for a table that no importer knows, and show ten rows as they would be read."""
    from careerkit import propose, remember, workspace

    book = workspace.find(workbook)
    given = {"encoding": encoding, "date_order": date_order, "decimal": decimal}
    answers = {key: value for key, value in given.items() if value}
    found = propose.propose(book, file, name, table, answers)
    for line in propose.told(found):
        click.echo(line)
    if save:
        path = remember.save(book, found.map.name, found.said)
        click.echo(f"written: {path}")
    else:
        click.echo("Right? The same again with --save. Else change it by hand in workbook.toml.")


@click.command()
@click.argument("source")
@click.argument("key")
@click.argument("value")
@_ELSEWHERE
def answer(source: str, key: str, value: str, workbook: str | None) -> None:
    """Answer a question of ingest once: careerkit answer clockify date_order dmy."""
    from careerkit import remember, workspace

    path = remember.answer(workspace.find(workbook), source, key, value)
    click.echo(f"written: {path} [sources.{source}] {key}")


@click.command()
@WORKBOOK
@click.option("--csv", "as_csv", is_flag=True, help="Every table as CSV; this is the default.")
@click.option(
    "--resume",
    "as_resume",
    is_flag=True,
    help="Roles, skills, projects and certificates as a JSON Resume.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the files.")
def export(workbook: str | None, as_csv: bool, as_resume: bool, out: Path | None) -> None:
    """Give every table back as files that a spreadsheet opens safely."""
    from careerkit import export as exports
    from careerkit import workspace

    book = workspace.find(workbook)
    made = exports.export_csv(book, out) if as_csv or not as_resume else []
    made += [exports.export_resume(book, out)] if as_resume else []
    for path in made:
        click.echo(path)
    click.echo(f"{len(made)} files; they hold private text")


def _tell(
    rebuilt: Rebuilt,
    as_json: bool,
    *,
    written: bool = False,
    gaps: list[dict[str, str]] | None = None,
) -> None:
    from careerkit import period, summary

    if as_json:
        click.echo(json.dumps(summary.public(rebuilt, period.today(), gaps), ensure_ascii=False))
        return
    for line in summary.lines(rebuilt, written=written):
        click.echo(line)
    for problem in summary.problems(rebuilt, period.today()):
        click.echo(problem, err=True)
    for line in summary.next_steps(rebuilt):
        click.echo(line)


def _leave(rebuilt: Rebuilt, strict: bool) -> None:
    from careerkit.errors import BadData

    if rebuilt.unbalanced:
        files = ", ".join(account.file for account in rebuilt.unbalanced)
        raise BadData(f"the rows of {files} do not add up; please report it")
    if strict and rebuilt.set_aside:
        raise BadData(f"{len(rebuilt.set_aside)} set aside (--strict)")


COMMANDS = (ingest, check, accept, map_, answer, export)
