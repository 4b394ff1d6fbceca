"""The command `careerkit`: turns every known error into one clear line and a documented exit code."""

from __future__ import annotations

import os
import sys

from careerkit.errors import CareerkitError

INTERRUPTED = 130


def main() -> None:
    """Run the command line."""
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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
