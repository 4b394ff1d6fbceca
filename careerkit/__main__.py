"""The command `careerkit`: turns every known error into one clear line and a documented exit code."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from careerkit import terminal
from careerkit.errors import CareerkitError

INTERRUPTED = 130
DEBUG = "CAREERKIT_DEBUG"


def main() -> None:
    """Run the command line; nothing that it prints can command the terminal."""
    with terminal.guarded():
        _run()


def _run() -> None:
    import click

    from careerkit.cli import commands

    # A console that cannot show a letter shows a question mark instead of stopping the work.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(commands.main(prog_name="careerkit", standalone_mode=False) or 0)
    except CareerkitError as error:
        click.echo(f"careerkit: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("careerkit: stopped; what was said to be saved is saved", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output went away (as `head` does): that is no error of ours.
        out = terminal.unguarded(sys.stdout)
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        sys.exit(0)
    except Exception as error:
        # A traceback could show a line of the journal; the place in our code is enough to report it.
        if os.environ.get(DEBUG):
            raise
        click.echo(f"careerkit: {_unexpected(error)}", err=True)
        sys.exit(CareerkitError.exit_code)


def _unexpected(error: Exception) -> str:
    ours = [
        f"{Path(frame.filename).name}, line {frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(Path(__file__).parent)
    ]
    return (
        f"unexpected {type(error).__name__} in {ours[-1]}; please report it."
        f" {DEBUG}=1 shows more, which may hold private text"
    )


if __name__ == "__main__":
    main()
