"""Writes the parts of docs/ that come from the code, between their `begin` and `end` marks.

    python tests/write_docs.py

Prose around the marks is written by hand and stays. `tests/test_docs.py` checks that every part is in step.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from careerkit import __main__ as program
from careerkit import (
    advise,
    audience,
    errors,
    measure,
    registry,
    synthetic,
    tables,
)
from careerkit import limits as limit_table
from careerkit.cli import commands as command_line
from careerkit.importers import importers
from careerkit.tables import Column

# Parts that another command writes, since they take minutes.
ELSEWHERE = {"simulation": "python -m tests.simulation"}
DOCS = Path(__file__).resolve().parent.parent / "docs"
_PART = re.compile(r"(<!-- begin ([a-z-]+) -->\n).*?(<!-- end \2 -->\n)", re.DOTALL)
_MIB = 1024 * 1024


def page(text: str) -> str:
    """A page with all its parts written anew. Raises KeyError for a part that nobody writes."""
    return _PART.sub(_written_anew, text)


def _written_anew(mark: re.Match[str]) -> str:
    if mark[2] in ELSEWHERE:
        return mark[0]
    return f"{mark[1]}\n{PARTS[mark[2]]().strip()}\n\n{mark[3]}"


def grid(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", r"\|")


def _paragraphs(thing: object) -> list[str]:
    """The paragraphs of a docstring, each on one line."""
    return [" ".join(part.split()) for part in (inspect.getdoc(thing) or "").split("\n\n")]


def _code(words: Iterable[object]) -> str:
    return ", ".join(f"`{word}`" for word in words)


# ---- commands and exit codes -------------------------------------------------------------------------


def commands() -> str:
    """Every command: what it does, how it is called, its options."""
    return "\n\n".join(_command(name, found) for name, found in every_command().items())


def every_command() -> dict[str, click.Command]:
    """Every command by the words that call it; a group stands for its commands, which follow it."""
    found: dict[str, click.Command] = {}
    for name, command in command_line.commands.items():
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {part}": below for part, below in command.commands.items()}
    return found


def _command(name: str, command: click.Command) -> str:
    options = [p for p in command.params if isinstance(p, click.Option)]
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    if isinstance(command, click.Group):
        below = _code(f"careerkit {name} {part}" for part in command.commands)
        return f"## {name}\n\n{_first(command)} Its commands: {below}."
    usage = " ".join([f"careerkit {name}", "[OPTIONS]" * bool(options), *map(_argument, arguments)])
    parts = [f"## {name}", _first(command), f"```\n{' '.join(usage.split())}\n```"]
    choices = [
        f"`{p.human_readable_name.upper()}` is one of {_code(p.type.choices)}."
        for p in arguments
        if isinstance(p.type, click.Choice)
    ]
    table = grid(["Option", "Takes", "Default", "Says"], map(_option, options))
    return "\n\n".join([*parts, *choices, *([table] if options else [])])


def _first(command: click.Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


def _argument(argument: click.Argument) -> str:
    name = argument.human_readable_name.upper() + "..." * (argument.nargs == -1)
    return name if argument.required else f"[{name}]"


def _option(option: click.Option) -> tuple[str, str, str, str]:
    default = option.default if isinstance(option.default, int | float | str) else ""
    shown = "" if option.is_flag or default == "" else f"`{default}`"
    if option.required:
        shown = "needed"
    return _code(option.opts), _takes(option), shown, option.help or ""


def _takes(option: click.Option) -> str:
    if option.is_flag:
        return "nothing"
    if isinstance(option.type, click.IntRange):
        low, high = option.type.min, option.type.max
        return f"{low} to {high}" if high is not None else f"{low} or more"
    names = {click.INT: "a whole number", click.FLOAT: "a number", click.STRING: "a text"}
    if option.metavar:
        return f"`{option.metavar}`"
    return next((word for kind, word in names.items() if option.type is kind), "a path")


def exit_codes() -> str:
    """Every exit code with the error behind it."""
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    found = {kind.exit_code: _paragraphs(kind)[0] for kind in kinds if kind.__module__ == errors.__name__
             and kind is not errors.CareerkitError}  # fmt: skip
    found |= {
        0: "All good.",
        program.INTERRUPTED: "Stopped with Ctrl-C; what was said to be saved is saved.",
    }
    return grid(["Code", "Means"], sorted(found.items()))


# ---- tables ------------------------------------------------------------------------------------------


def dictionary() -> str:
    """The shared columns, then every table with its own."""
    shared = grid(_COLUMN_HEAD, map(_column, (*tables.SHARED_BEFORE, *tables.SHARED_AFTER)))
    head = f"## Columns that every table has\n\n{shared}"
    return "\n\n".join([head, *(_table(name) for name in tables.names())])


_COLUMN_HEAD = ["Column", "Kind", "Says", "Holds", "Needed", "Private"]


def _table(name: str) -> str:
    found = tables.table(name)
    about = _paragraphs(registry.part("tables", name))[0]
    told = ", two equal rows stay two" if found.repeats else ""
    own = grid(_COLUMN_HEAD, map(_column, found.columns))
    return f"## {name}\n\n{about} Told apart by {_code(found.key)}{told}.\n\n{own}"


def _column(column: Column) -> Sequence[str]:
    kind = column.kind + ", partial" * column.partial
    marks = ["yes" * column.required, "yes" * column.private]
    return [f"`{column.name}`", kind, column.doc, _holds(column), *marks]


def _holds(column: Column) -> str:
    low = None if column.low is None else f"{'above' if column.above else 'from'} {column.low:g}"
    high = None if column.high is None else f"to {column.high:g}"
    return ", ".join(column.choices) or " ".join(word for word in (low, high) if word)


# ---- measures, charts, readers -----------------------------------------------------------------------


def measures() -> str:
    """Every measure, in the order of a review."""
    return "\n\n".join(_measure(name, part) for name, part in measure.parts())


def _measure(name: str, part: measure.Part) -> str:
    first, *rest = _paragraphs(getattr(part, name))
    # Where a definition comes from stays with the code.
    definition = "\n\n".join(text.split(" Source: ")[0] for text in rest)
    gates = grid(["Threshold", "Value"], [(f"`{key}`", f"{n:g}") for key, n in part.GATES.items()])
    parts = [f"### {part.TITLE}", f"`{name}`: *{part.QUESTION}*", first, definition, gates]
    return "\n\n".join(text for text in parts if text)


def advice() -> str:
    """Every rule of advice: what it says, when, and which number it looks at."""
    rows = []
    for name, rule in advise.rules():
        limits_ = ", ".join(f"{key.replace('_', ' ')} {n:g}" for key, n in rule.LIMITS.items())
        about, looks = _paragraphs(rule)[0], _paragraphs(rule.number)[0]
        rows.append((f"`{name}`", rule.KIND.value, rule.STEP, about, looks, limits_, rule.VERSION))
    return grid(["Rule", "Asks to", "Step", "Speaks when", "Looks at", "Limits", "Version"], rows)


def charts() -> str:
    """Every chart with its caption."""
    rows = []
    for name, found in registry.parts("charts"):
        caption = _paragraphs(found.draw)[0]
        rows.append((f"`{name}`", f"`{found.MEASURE}`", found.TITLE, caption))
    return grid(["Chart", "Measure", "Title", "Caption"], rows)


def readers() -> str:
    """Every reader, and the measures that may leave for them."""
    rows = []
    for reader in map(audience.reader, audience.names()):
        measures_ = "everything" if reader.is_owner else _code(reader.columns)
        rows.append((f"`{reader.name}`", reader.title, measures_, reader.least or ""))
    return grid(["Reader", "Called", "May get", "At least this many records"], rows)


# ---- ingest and samples ------------------------------------------------------------------------------


# A journal may be a whole vault.
_PAGES = {"journal": "sources/vault.md"}


def sources() -> str:
    """Every importer: its page, where it looks, what a missing row means, what a row becomes."""
    rows = [
        (f"[`{name}`]({_PAGES.get(name, f'sources/{name}.md')})", _code(f"{place}/" for place in found.PLACES),
         found.COVERAGE.value, _paragraphs(found)[0])
        for name, found in importers()
    ]  # fmt: skip
    return grid(["Source", "Looks in", "Coverage", "Reads"], rows)


def source_options() -> str:
    """The keys of `[sources.NAME]` that sources have of their own."""
    rows = [
        (f"`[sources.{name}]`", f"`{key}`", says)
        for name, found in importers()
        for key, says in getattr(found, "OPTIONS", {}).items()
    ]
    return grid(["In", "Key", "Says"], rows)


_LIMIT = re.compile(r"((?:^# .*\n)+)^(MAX_[A-Z_]+) = ", re.MULTILINE)
_ELSE = re.compile(r"\.\s+((?:[EW]-|The |It ).*)$")


def limits() -> str:
    """The table of limits, from the comments and constants of careerkit/limits.py."""
    rows = []
    for comment, name in _LIMIT.findall(inspect.getsource(limit_table)):
        text = " ".join(line.removeprefix("#").strip() for line in comment.splitlines())
        told = _ELSE.search(text)
        what = (text[: told.start()] if told else text).rstrip(".")
        rows.append(
            (
                what[0].lower() + what[1:],
                _size(getattr(limit_table, name), "in characters" in what),
                told[1].rstrip(".") if told else "",
            )
        )
    return grid(["What", "At most", "Else"], rows)


def _size(value: int, is_text: bool) -> str:
    for unit, name in ((limit_table.GIB, "Gi"), (_MIB, "Mi"), (limit_table.KIB, "Ki")):
        if value >= unit and value % unit == 0:
            return f"{value // unit} {name}{'' if is_text else 'B'}"
    return f"{value:,}"


def planted() -> str:
    """What can be planted, from the docstring of the writer."""
    found = re.findall(
        r"^- `(.+?)`: (.+?)(?=\n- |\n\n)", inspect.getdoc(synthetic) or "", re.M | re.S
    )
    return grid(["Planted", "Effect"], [(f"`{name}`", text) for name, text in found])


PARTS: Mapping[str, Callable[[], str]] = {
    "advice": advice, "charts": charts, "commands": commands, "exit-codes": exit_codes, "limits": limits,
    "measures": measures, "planted": planted, "readers": readers, "source-options": source_options, "sources": sources,
    "tables": dictionary,
}  # fmt: skip


def written() -> Iterator[tuple[Path, str, str]]:
    """Every page with parts from the code: its path, its text as it is, its text as it should be."""
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text("utf-8")
        if _PART.search(text):
            yield path, text, page(text)


def main() -> None:
    """Rewrite the parts of every page that are not in step."""
    for path, before, after in written():
        if before != after:
            path.write_text(after, encoding="utf-8", newline="\n")
            print(path.name)


if __name__ == "__main__":
    main()
