"""What a terminal gets: no sign by which the words of a log could give it commands or change the order of a line.

Names of files, cells of exports and lines of a journal may hold escape sequences, which clear the screen, forge a line or fill
the clipboard, and marks that turn the direction of writing. They are written out as JSON writes them, so that a program still reads what was meant.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

# All control characters but the line end and the tab, the two separators, and what overrides, embeds or isolates a direction.
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """The text with every sign that a terminal could obey written out."""
    return _COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def line(text: str) -> str:
    """The same in one line: a line end in a name or a cell cannot begin a line that careerkit seems to say."""
    return shown(text).replace("\n", "\\u000a")


@contextmanager
def guarded() -> Iterator[None]:
    """Everything printed inside goes through `shown`, whoever prints it."""
    out, err = _Guarded(sys.stdout), _Guarded(sys.stderr)
    with redirect_stdout(cast(TextIO, out)), redirect_stderr(cast(TextIO, err)):
        yield


def unguarded(stream: TextIO) -> TextIO:
    """The stream behind a guarded one, for what moves the cursor itself; what it prints of a log needs `shown`."""
    return stream.stream if isinstance(stream, _Guarded) else stream


class _Guarded:
    """A text stream that writes out what could be a command; all else is that of the stream behind it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Writes text, and takes no bytes: those could not be looked at."""
        if not isinstance(text, str):
            raise TypeError("only text can be written here")
        return self.stream.write(shown(text))

    def writelines(self, lines: Iterator[str]) -> None:
        """Writes one text after the other."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        # Bytes would pass by, and so would a question that is asked where the number of the file is known.
        if name in ("buffer", "fileno"):
            raise AttributeError(name)
        return getattr(self.stream, name)
