"""What is printed cannot command a terminal: the filter, the streams behind it, and every command over a hostile workbook."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click
import pytest

from careerkit import terminal
from tests.conftest import Done
from tests.naughty import book
from tests.naughty.strings import Naughty, texts

Run = Callable[..., Done]

# What a terminal obeys, or what turns a line around; line ends and tabs are ours.
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain text,\twith a tab\nand a line", None),
        ("Größe, 学び, שלום, مرحبا, 👩🏽\u200d🔬 \u200e\u200f", None),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\x9b31mred", "\\u009b31mred"),
        ("good\rbad", "good\\u000dbad"),
        ("\x7f\x07\x00", "\\u007f\\u0007\\u0000"),
        ("a\u202eb\u2066c\u2028", "a\\u202eb\\u2066c\\u2028"),
    ],
)
def test_commands_are_written_out(text: str, wanted: str | None) -> None:
    """Escape sequences of both kinds, what moves back over a line, marks of direction; nothing else changes."""
    assert terminal.shown(text) == (text if wanted is None else wanted)
    assert not COMMANDS.search(terminal.shown(text))


def test_everything_printed_goes_through_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """By print, by click on a terminal, to both streams, in pieces; outside all is as before."""
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    with terminal.guarded():
        print("a\x1b[2Jb")
        click.echo("c\x9bd", color=True)
        click.echo("e\x1bf", err=True, color=True)
        sys.stdout.writelines(["g\x07", "h"])
        assert terminal.unguarded(sys.stderr) is err
        assert not hasattr(sys.stdout, "buffer")
        assert not hasattr(sys.stdout, "fileno")
        with pytest.raises(TypeError):
            sys.stdout.write(b"x")  # type: ignore[arg-type]
    assert out.getvalue() == "a\\u001b[2Jb\nc\\u009bd\ng\\u0007h"
    assert err.getvalue() == "e\\u001bf\n"
    assert sys.stdout is out
    assert terminal.unguarded(out) is out


def test_a_question_goes_through_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody can be asked, too: the question may name a file."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    with terminal.guarded():
        assert click.confirm("Write a\x9b2Jb?")
    assert out.getvalue() == "Write a\\u009b2Jb? [y/N]: "


def test_json_means_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program reads of a guarded stream is what was said."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    said = {"a\x9b": "\x1b \\ \x7f \u202e \u2028 \\u001b"}
    with terminal.guarded():
        print(json.dumps(said, ensure_ascii=False))
    assert json.loads(out.getvalue()) == said


# ---- every command -----------------------------------------------------------------------------------

PRINTING = (
    ("check",),
    ("check", "--json"),
    ("ingest",),
    ("ingest", "--json"),
    ("accept",),
    ("map", "inbox/strange.csv"),
    ("map", "inbox/strange.csv", "--table", "entry"),
    ("export", "--csv"),
    ("export", "--resume"),
    ("trace", "--show-text", "--year", "2025"),
    ("trace", "--year", "2025"),
    ("advice", "show", "--year", "2025"),
    ("advice", "keep", "--year", "2025"),
    ("advice", "rejected", "x\x1b[31m", "--year", "2025"),
    ("assess", "list"),
    ("assess", "show", "compass"),
    ("assess", "show", "\x1b[31m"),
    ("assess", "check"),
    ("assess", "copy", "\x9b31m"),
    ("assess", "sheet", "pulse", "--occasion", "x\x1b]0;y\x07"),
    ("assess", "read", "inbox/strange.csv"),
    ("reviews",),
    ("diff", "--show-text"),
    ("diff", "\x1b[31m"),
    ("shares",),
    ("shares", "--copy", "\x1b[31m"),
    ("reply", "inbox/strange.csv"),
    ("forget", "--dry-run"),
    ("forget", "--dry-run", "--text", "alert one two three"),
    ("log", "win", "A line with \x1b[31m \x9b31m \u202e in it"),
    ("log", "win", "x", "--person", "\x1b[31m"),
    ("answer", "toggl\x1b[31m", "date_order", "dmy"),
    ("\x1b[31m",),
    ("check", "--\x1b[31m"),
)
FIRST = {
    "check",
    "ingest",
    "export",
    "reviews",
    "forget",
    "shares",
    "trace",
}  # take the workbook by its place


@pytest.fixture
def hostile(tmp_path: Path, naughty: tuple[Naughty, ...], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hostile workbook with a table that no importer knows, in a folder with a hostile name; and a real terminal."""
    monkeypatch.setattr(click.utils, "should_strip_ansi", lambda *_: False)
    root = book.write(tmp_path / "me \x1b[31m\x9b\u202e", texts(naughty))
    rows = "\n".join(f'2025-01-{day:02},"\x9b31mred\u202e",{day}' for day in range(1, 20))
    header = '"Date","Description","Hours","Wh\x1b[2J\x9bat\ncareerkit: all good"'
    (root / "inbox" / "strange.csv").write_text(f"{header}\n{rows}\n", "utf-8")
    (root / "registers" / "goals.csv").write_text(
        'slug,"no\x9b2Jsuch","ti\x85tle"\nx,y,z\n', "utf-8"
    )
    (root / "journal" / "tasks.md").write_text(
        "- [x] A task \x9b31m \u202e done ✅ 2025-03-03\n", "utf-8"
    )
    with suppress(OSError):  # where a name may hold it
        (root / "journal" / "x\ncareerkit: all good\x1b.md").write_text("- win: No day\n", "utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("command", PRINTING, ids=lambda command: ascii(" ".join(command)))
def test_no_command_passes_a_command_on(run: Run, hostile: Path, command: tuple[str, ...]) -> None:
    """Whatever it prints and however it ends: no character that a terminal obeys."""
    done = run(*command)
    said = done.out + done.err
    assert said.strip()
    assert "Traceback" not in said
    assert "unexpected" not in said
    assert not re.search(r"(?m)^careerkit: all good", said)
    found = COMMANDS.search(said)
    assert found is None, ascii(said[max(0, found.start() - 60) : found.start() + 20])


def test_without_the_filter_they_would(
    run: Run, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some of the same commands with the filter taken out: each lets something through."""
    monkeypatch.setattr(terminal, "shown", lambda text: text)
    assert "\ncareerkit: all good" not in "".join(run("check").err)
    monkeypatch.setattr(terminal, "line", lambda text: text)
    assert "\ncareerkit: all good" in "".join(run("check").err)
    for command in (("check",), ("map", "inbox/strange.csv"), ("accept",), ("export", "--csv")):
        done = run(*command)
        assert COMMANDS.search(done.out + done.err), command
