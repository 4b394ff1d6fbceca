"""The commands around questionnaires: careerkit assess list, take, sheet, read, check, show, copy. Thin, as in `cli`."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from careerkit.asking.sitting import Sitting
    from careerkit.instruments import Instrument
    from careerkit.workspace import Workbook

_NAME = click.argument("name")
_WORKBOOK = click.option(
    "--workbook", metavar="DIR", help="The workbook, if it is not this folder's."
)
_YEAR = click.option("--year", type=int, help="The year it is for; this one by default.")
_OCCASION = click.option("--occasion", metavar="WORDS", help="What it is for, if not a year.")
_LANGUAGE = click.option("--language", default="", help="Which language, if there are several.")
_NEW = click.option("--new", "fresh", is_flag=True, help="Begin anew, even if one is open.")


@click.group()
def assess() -> None:
    """Take questionnaires and see what their answers say, and what they do not."""


@assess.command("list")
@_WORKBOOK
def list_(workbook: str | None) -> None:
    """List what can be taken, when it was last taken, and what is open."""
    from careerkit import instruments, workspace
    from careerkit.asking import sitting
    from careerkit.instruments.known import instruments as all_known
    from careerkit.instruments.known import latest

    book = workspace.find(workbook)
    known = all_known(book.instruments)
    taken = sitting.taken_in(book, known)
    for found in (one for one in latest(known.values()) if one.has_text):
        click.echo(
            _one_line(
                found,
                [
                    one
                    for one in taken
                    if one.instrument.id == found.id and one.instrument.language == found.language
                ],
            )
        )
    keys = ", ".join(found.id for found in instruments.examples())
    click.echo(
        f"With a key alone, for those who may use their wording: {keys} (careerkit assess copy NAME)"
    )


@assess.command()
@_NAME
@_YEAR
@_OCCASION
@_LANGUAGE
@_NEW
@_WORKBOOK
def take(
    name: str, year: int | None, occasion: str | None, language: str, fresh: bool, workbook: str | None
) -> None:  # fmt: skip
    """Answer a questionnaire here, one statement at a time; stop and go on whenever you like."""
    from careerkit import period
    from careerkit.asking import take as taking
    from careerkit.errors import UsageError

    if not sys.stdin.isatty():
        raise UsageError(
            "this is no terminal, so nobody can be asked; use a sheet instead:"
            f" careerkit assess sheet {name}"
        )
    sitting, is_continued = _begin(workbook, name, year, occasion, language, fresh)
    for line in taking.opening(sitting, is_continued):
        click.echo(line)
    taking.take(sitting, _ask, click.echo, period.now)
    for line in (*taking.closing(sitting), *_later(sitting)):
        click.echo(line)


@assess.command()
@_NAME
@_YEAR
@_OCCASION
@_LANGUAGE
@_NEW
@_WORKBOOK
def sheet(
    name: str, year: int | None, occasion: str | None, language: str, fresh: bool, workbook: str | None
) -> None:  # fmt: skip
    """Write an answer sheet, to be filled in with any editor."""
    from careerkit.asking import answersheet

    sitting, _ = _begin(workbook, name, year, occasion, language, fresh)
    path = answersheet.write(sitting)
    click.echo(f"{path}\nFill it in, then: careerkit assess read {path}")


@assess.command()
@click.argument("file", type=click.Path(path_type=Path))
@_WORKBOOK
def read(file: Path, workbook: str | None) -> None:
    """Read a filled answer sheet; reading it twice adds nothing the second time."""
    from careerkit import period, workspace
    from careerkit.asking import answersheet
    from careerkit.asking.take import closing

    book = workspace.find(workbook)
    path = file if file.exists() else book.root / file
    sitting, added = answersheet.read(book, path, period.now())
    click.echo(f"{added} answers added to {sitting.name}")
    for line in (*closing(sitting), *_later(sitting)):
        click.echo(line)


@assess.command()
@_WORKBOOK
def check(workbook: str | None) -> None:
    """Check every questionnaire file, the packaged ones and your own; all problems at once."""
    from careerkit import instruments, workspace
    from careerkit.instruments.known import instruments as all_known

    book = workspace.find(workbook)
    found = [*all_known(book.instruments).values(), *instruments.examples()]
    for one in sorted(found, key=lambda one: (one.id, one.language, one.version)):
        click.echo(f"{one.id} {one.version} {one.language} {one.fingerprint}: no problem")


@assess.command()
@_NAME
@click.option(
    "--sitting", default="", help="One sitting by its name; the last finished by default."
)
@_LANGUAGE
@_WORKBOOK
def show(name: str, sitting: str, language: str, workbook: str | None) -> None:
    """Show the scores of the last sitting, what they may say, and the limits."""
    from careerkit import assess as scoring
    from careerkit import store, workspace
    from careerkit.asking import scorecard
    from careerkit.instruments.known import newest

    book = workspace.find(workbook)
    known = scoring.instruments(book.instruments)
    if name not in {found.id for found in known.values()}:
        newest(known, name)
    scores = scoring.scores(store.load(book).frames["answer"], known)
    lines = scorecard.lines(scores, known, name, language=language, sitting=sitting)
    if not lines:
        lines = [f"{name} has not been taken yet: careerkit assess take {name}"]
    click.echo("\n".join(lines))


@assess.command()
@_NAME
@_WORKBOOK
def copy(name: str, workbook: str | None) -> None:
    """Copy a questionnaire file into your workbook, to add its wording or to change it."""
    from careerkit import workspace
    from careerkit.asking import sitting

    path = sitting.copy(workspace.find(workbook), name)
    click.echo(f"{path}\nIt is yours now. After a change: careerkit assess check")


def _begin(
    workbook: str | None, name: str, year: int | None, occasion: str | None, language: str, fresh: bool
) -> tuple[Sitting, bool]:  # fmt: skip
    from careerkit import period, workspace
    from careerkit.asking import sitting
    from careerkit.errors import UsageError

    if year is not None and occasion is not None:
        raise UsageError("--year and --occasion say the same; give one of them")
    book = workspace.find(workbook)
    at = _at_home(book, period.now())
    if year is not None:
        period.check_year(year)
    said = occasion if occasion is not None else str(year or _year_of(book, at.date()))
    return sitting.begin(
        book, name, sitting.check_occasion(said), at.date(), language=language, fresh=fresh
    )


def _at_home(book: Workbook, at: datetime) -> datetime:
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo(book.settings.time_zone))


def _year_of(book: Workbook, day: date) -> int:
    """A year that begins in April is named after that April."""
    return day.year - ((day.month, day.day) < book.settings.year_start)


def _later(sitting: Sitting) -> list[str]:
    """A year that is over is reviewed as of its last day; answers given later are then not known yet."""
    from careerkit import period

    today = _at_home(sitting.workbook, period.now()).date()
    is_over = sitting.occasion.isdigit() and int(sitting.occasion) < _year_of(
        sitting.workbook, today
    )
    if not is_over or sitting.open_items:
        return []
    return [f"In a review: careerkit review --year {sitting.occasion} --as-of {today}"]


def _ask(prompt: str) -> str:
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _one_line(found: Instrument, taken: list[Sitting]) -> str:
    head = found.raw["instrument"]
    minutes = f", about {head['minutes']:g} minutes" if "minutes" in head else ""
    told = [
        f"{found.id} ({found.language}): {found.title}; {len(found.values)} statements{minutes}"
    ]
    done = [one for one in taken if not one.open_items and one.last]
    if done:
        told.append(f"last taken {done[-1].last:%Y-%m-%d} for {done[-1].occasion}")
    told += [
        f"open: {one.name}, {len(one.given)} of {len(one.instrument.values)}"
        for one in taken
        if one.open_items
    ]
    return "; ".join(told if len(told) > 1 else [*told, "not taken yet"])


COMMANDS = (assess,)
