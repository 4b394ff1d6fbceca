"""Thin commands: parse, call one function, print. Heavy imports stay inside the commands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from careerkit import cli_advice, cli_assess, cli_inbox, cli_reply, cli_share, cli_time
from careerkit.cli_inbox import AS_JSON as _JSON
from careerkit.cli_inbox import WORKBOOK as _WORKBOOK
from careerkit.notes.journal import WORDS
from careerkit.version import VERSION

_OUT = click.option("--out", type=click.Path(path_type=Path), help="Folder for the reports.")
_AS_OF = click.option("--as-of", metavar="DAY", help="Last known day, such as 2025-06-30.")
_AUDIENCE = click.option(
    "--audience",
    default="owner",
    show_default=True,
    callback=cli_inbox.as_reader,
    help="Who is to read it: owner, mentor, coach, or a reader of yours.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="careerkit")
def commands() -> None:
    """Turn job work into a career: a light log, guided notebooks, an honest yearly review.

    A command's workbook is its argument, else CAREERKIT_WORKBOOK, else the nearest folder upward with a
    workbook.toml. Exit codes: 0 all good, 1 some failed, 2 usage, 65 bad data, 73 cannot write,
    75 locked, 77 not allowed, 130 stopped.
    """


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help="Your name as the reports show it.")
def init(folder: Path, name: str) -> None:
    """Make a private workbook in FOLDER."""
    from careerkit.init import init as make

    made = make(folder, name)
    click.echo(f"Made a workbook in {made.root}")
    click.echo(f'Next: cd {folder} && careerkit log win "What went well today" --energy 1')


@commands.command()
@click.argument("word", type=click.Choice(WORDS))
@click.argument("text")
@click.option("--energy", type=click.IntRange(-2, 2), help="-2 drained to +2 energised.")
@click.option("--hours", type=float, help="Decimal hours, such as 1.5.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given several times.")
@click.option("--person", "people", multiple=True, help="A person; may be given several times.")
@click.option("--share", multiple=True, help="An audience that may read it; private by default.")
@click.option("--star", is_flag=True, help="One of the year's best.")
@click.option("--date", "day", metavar="DAY", help="The day it happened; today by default.")
@click.option("--workbook", metavar="DIR", help="The workbook, if it is not this folder's.")
def log(
    word: str, text: str, energy: int | None, hours: float | None, tags: tuple[str, ...],
    people: tuple[str, ...], share: tuple[str, ...], star: bool, day: str | None, workbook: str | None,
) -> None:  # fmt: skip
    """Add one line to the journal: careerkit log win "Closed the pitch" --energy 2."""
    from zoneinfo import ZoneInfo

    from careerkit import capture, period, workspace

    book = workspace.find(workbook)
    at = period.now().astimezone(ZoneInfo(book.settings.time_zone))
    draft = capture.Draft(
        word,
        text,
        period.parse_day(day) if day else at.date(),
        energy,
        hours,
        tags,
        people,
        share,
        star,
    )
    path, line = capture.log(book, draft, at)
    click.echo(f"{path}: {line}")


@commands.command()
@_WORKBOOK
@click.option("--year", type=int, required=True, help="The year under review.")
@_AS_OF
@_AUDIENCE
@_OUT
@click.option(
    "--notebook", type=click.Path(path_type=Path), help="Run your own notebook; it is code."
)
@click.option("--timeout", type=click.IntRange(1), default=300, help="Seconds a cell may take.")
@_JSON
def review(
    workbook: str | None, year: int, as_of: str | None, audience: str, out: Path | None,
    notebook: Path | None, timeout: int, as_json: bool,
) -> None:  # fmt: skip
    """Make the review of one year: an executed notebook and one HTML file."""
    from careerkit import period, workspace
    from careerkit.review import review as make

    made = make(
        workspace.find(workbook), year, today=period.today(), as_of=_day(as_of), reader=audience,
        out=out, notebook=notebook, timeout=timeout,
    )  # fmt: skip
    if as_json:
        click.echo(json.dumps(made.public(), ensure_ascii=False))
    else:
        click.echo(f"Report:   {made.html}\nNotebook: {made.notebook} (private: never share it)")


@commands.command()
@click.argument("workbooks", nargs=-1, required=True)
@click.option(
    "--years", required=True, metavar="A-B", help="One year or a range, such as 2023-2025."
)
@_AS_OF
@_AUDIENCE
@_OUT
@click.option("--workers", type=click.IntRange(1), help="Reports at the same time; one per core.")
@click.option("--timeout", type=click.IntRange(1), default=300, help="Seconds a cell may take.")
@_JSON
def batch(
    workbooks: tuple[str, ...], years: str, as_of: str | None, audience: str, out: Path | None,
    workers: int | None, timeout: int, as_json: bool,
) -> None:  # fmt: skip
    """Make the reports of many workbooks and years; one that fails does not stop the others."""
    from careerkit import batch as batches

    jobs = batches.jobs(workbooks, batches.parse_years(years), _day(as_of), audience, out, timeout)
    results = batches.run(jobs, workers=workers, quiet=as_json)
    if as_json:
        click.echo(json.dumps(batches.public(results), ensure_ascii=False))
    else:
        click.echo(batches.summary(results))
    raise SystemExit(batches.exit_code(results))


@commands.command()
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the demo.")
@click.option("--workers", type=click.IntRange(1), help="Reports at the same time; one per core.")
def demo(out: Path | None, workers: int | None) -> None:
    """Make all reports of the sample workbooks and say what to try next."""
    from careerkit.demo import demo as show

    raise SystemExit(show(out, workers, click.echo))


@commands.command()
@_WORKBOOK
@click.argument("further", nargs=-1, type=click.UNPROCESSED, metavar="[-- JUPYTERLAB OPTIONS]")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--allow-root", is_flag=True, help="Run as root all the same, as in a container.")
def lab(workbook: str | None, further: tuple[str, ...], no_browser: bool, allow_root: bool) -> None:
    """Open JupyterLab on the guided notebooks."""
    from careerkit.lab import lab as open_lab

    raise SystemExit(open_lab(workbook, no_browser, allow_root, click.echo, further))


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--people", type=click.IntRange(1, 100_000), default=1, help="How many workbooks.")
@click.option(
    "--years", default="2023-2025", metavar="A-B", show_default=True, help="One year or a range."
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed, the same bytes."
)
@click.option(
    "--plant", multiple=True, metavar="NAME=VALUE", help="A planted effect, such as slump=2024."
)
def sample(folder: Path, people: int, years: str, seed: int, plant: tuple[str, ...]) -> None:
    """Write synthetic workbooks into FOLDER, for trying things out."""
    from careerkit import batch as batches
    from careerkit import synthetic

    made = synthetic.write(
        folder, people, batches.parse_years(years), seed, synthetic.effects(plant)
    )
    click.echo(f"Wrote {len(made)} workbooks into {folder}")


def _day(text: str | None) -> date | None:
    from careerkit import period

    return period.parse_day(text) if text else None


for _command in (
    *cli_inbox.COMMANDS,
    *cli_assess.COMMANDS,
    *cli_advice.COMMANDS,
    *cli_share.COMMANDS,
    *cli_reply.COMMANDS,
    *cli_time.COMMANDS,
):
    commands.add_command(_command)
