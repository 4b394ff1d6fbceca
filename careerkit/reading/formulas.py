"""Texts that a spreadsheet would take for a formula: made harmless on the way out, and again what they were on the way in."""

from __future__ import annotations

import re

# What a spreadsheet starts a formula with, also in wide letters; a line feed or a tab hides one.
_DEFUSED = "'"
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def defuse(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could run it, or could not tell it from one."""
    return _DEFUSED + text if _DANGEROUS.match(text) else text


def undefuse(text: str) -> str:
    """The text that `defuse` was given: `undefuse(defuse(text)) == text` for every text."""
    return text[1:] if text.startswith(_DEFUSED) and _DANGEROUS.match(text) else text
