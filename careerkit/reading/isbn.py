"""What lists of books have in common: ISBNs with their check digit, and reviews that are written in HTML.

An ISBN may come wrapped as `="0306406152"`, with dashes, or shortened by a spreadsheet; whatever is
right becomes an ISBN-13. A wrong one costs a warning and nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

# Lists write ="0306406152" so that a spreadsheet makes no number of it.
_AROUND = "=\"' \t\n"
_DASHES = re.compile(r"[\s\u00ad\u2010-\u2015\u2212-]+")
_TEN = re.compile(r"[0-9]{9}[0-9X]")
_THIRTEEN = re.compile(r"97[89][0-9]{10}")
# A spreadsheet takes leading zeros away; the check digit proves where they belong.
_WITHOUT_ZEROS = re.compile(r"[0-9]{6,8}[0-9X]")
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]{1,15})?E\+?[0-9]{1,2}")
_LONG_NUMBER = re.compile(r"[0-9]{7,20}X?")

# Only these are tags: "<3" and "a < b" are what somebody wrote. Bounded, and no tag holds another.
_INSIDE = r"(?:[\s/][^<>]{0,2000})?>"
_LINE_END = re.compile(
    rf"<(?:br|hr|/p|/div|/li|/tr|/blockquote|/pre|/h[1-6]){_INSIDE}", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:a|b|blockquote|center|code|del|div|em|figure|font|h[1-6]|i|img|ins|li|ol|p|pre|s|small"
    rf"|span|spoiler|strike|strong|sub|sup|table|tbody|td|tr|u|ul){_INSIDE}",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"\n{3,}")

_COMPARE = "Compare it with the book"
_MANGLED = "Download the export again and do not save it in a spreadsheet"


@dataclass(frozen=True, slots=True)
class Isbn:
    """What the ISBN cells of one book give.

    `number` is an ISBN-13 or empty; `is_right` says that its check digit is. Where a cell is wrong,
    `column` names it, with a reason and what to do.
    """

    number: str = ""
    is_right: bool = False
    column: str = ""
    reason: str = ""
    fix: str = ""


def find(cells: Mapping[str, str]) -> Isbn:
    """The ISBN of one book out of its cells by column, the best column first."""
    bare_cells = {column: bare(cell) for column, cell in cells.items()}
    right = next((found for text in bare_cells.values() if (found := thirteen(text))), "")
    # Some books are printed with a wrong number: what has the shape of an ISBN-13 is kept.
    kept = right or next((text for text in bare_cells.values() if _THIRTEEN.fullmatch(text)), "")
    for column, text in bare_cells.items():
        if thirteen(text):
            continue
        if _TEN.fullmatch(text) or _THIRTEEN.fullmatch(text):
            fix = f"{_COMPARE}; {_instead(right, kept)}"
            return Isbn(kept, bool(right), column, "the check digit of this ISBN is wrong", fix)
        if not kept and (_LONG_NUMBER.fullmatch(text) or is_rounded(text)):
            reason = "this number is no ISBN; a spreadsheet may have changed it"
            return Isbn("", False, column, reason, f"{_MANGLED}; {_instead('', '')}")
    return Isbn(kept, bool(right))


def _instead(right: str, kept: str) -> str:
    if right:
        return "the other ISBN of the row is used"
    return "it is kept as it is written" if kept else "the cell is left empty"


def bare(cell: str) -> str:
    """A cell without what stands around an ISBN, without dashes and spaces, in capitals."""
    return _DASHES.sub("", cell.strip(_AROUND)).upper()


def is_rounded(text: str) -> bool:
    """Whether a spreadsheet made `9.78E+12` of a number, which then is nobody's any more."""
    return _ROUNDED.fullmatch(text) is not None


def thirteen(text: str) -> str:
    """The ISBN-13 of a bare ISBN-13 or ISBN-10 whose check digit is right; empty for anything else."""
    if _THIRTEEN.fullmatch(text):
        return text if _check_13(text[:12]) == text[12] else ""
    ten = text.zfill(10) if _WITHOUT_ZEROS.fullmatch(text) else text
    if _TEN.fullmatch(ten) and _check_10(ten[:9]) == ten[9]:
        return f"978{ten[:9]}{_check_13(f'978{ten[:9]}')}"
    return ""


def _check_10(nine: str) -> str:
    rest = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    return "0123456789X"[-rest % 11]


def _check_13(twelve: str) -> str:
    rest = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(twelve))
    return str(-rest % 10)


def plain(review: str) -> str:
    """A text that may be written in HTML, as plain text: lines stay lines, tags and entities go."""
    text = _TAG.sub("", _LINE_END.sub("\n", review))
    lines = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
