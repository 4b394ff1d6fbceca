"""Numbers and durations as people and programs write them; what can be read two ways is refused.

`1,234` is a thousand or a bit more than one: the other cells of its column may tell, else nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Blanks (plain, no-break, thin, narrow) and apostrophes part thousands beside any decimal mark.
_BLANKS = " \u00a0\u2009\u202f'’"
_SHAPES = {
    mark: re.compile(
        rf"(?P<sign>[-+]?)(?P<whole>[0-9]{{0,15}}|[0-9]{{1,3}}(?P<group>[{other}{_BLANKS}])[0-9]{{3}}"
        rf"(?:(?P=group)[0-9]{{3}}){{0,3}})(?:\{mark}(?P<part>[0-9]{{1,15}}))?"
    )
    for mark, other in ((".", ","), (",", "."))
}
# One mark and three figures behind it, as thousands are written too.
_TWO_WAYS = re.compile("[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_OTHER = {".": ",", ",": "."}

_FIGURE = "[0-9]{1,6}(?:[.,][0-9]{1,9})?"
_CLOCK = re.compile(r"([0-9]{1,5}):([0-5][0-9])(?::([0-5][0-9](?:\.[0-9]{1,9})?))?")
_H_M = re.compile("([0-9]{1,4}) ?h ?([0-5]?[0-9])")  # 1h30, 1h5
# 1 h 30 min, 90min, 1.5 hours, 1h 30m 15s, 2 Std. 5 Min.
_WORDS = re.compile(
    rf"(?:(?P<h>{_FIGURE}) ?(?:h|hrs?|hours?|std|stunden?|horas?|heures?|or[ae])\.?(?![a-z]))?,? ?"
    rf"(?:(?P<m>{_FIGURE}) ?(?:m|mins?|minutes?|minuten|minut[oi]s?)\.?(?![a-z]))?,? ?"
    rf"(?:(?P<s>{_FIGURE}) ?(?:s|secs?|seconds?|sekunden?|second[eio]s?|segundos?)\.?)?"
)
_ISO = re.compile(rf"PT(?:(?P<h>{_FIGURE})H)?(?:(?P<m>{_FIGURE})M)?(?:(?P<s>{_FIGURE})S)?")
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_NO_DURATION = "this is not a duration in a known form"


def decimal_mark(cells: Iterable[str]) -> str:
    """The decimal mark of a column, `,` or `.`, by what its cells prove; empty when none does.

    Raises ValueError when two cells prove different marks.
    """
    found = ""
    for cell in cells:
        mark = _proof(_plain(cell))
        if mark and found and mark != found:
            raise ValueError("some numbers have a decimal comma, others a decimal point")
        found = mark or found
    return found


def number(text: str, mark: str = "") -> float:
    """A number with this decimal mark, or, where that is empty, with the one that it proves itself.

    Thousands may be parted by the other mark, a blank or an apostrophe. Raises ValueError, without the
    text in it, for anything else: money, per cents, exponents, `1,234` without a known mark.
    """
    plain = _plain(text)
    match = _SHAPES[mark or _proof(plain) or _no_mark(plain)].fullmatch(plain)
    if not match or not (match["whole"] or match["part"]):
        raise ValueError("this is not a number in a known form")
    whole = "".join(figure for figure in match["whole"] if figure.isdigit())
    return float(f"{match['sign']}{whole or 0}.{match['part'] or 0}")


def hours(text: str, mark: str = "") -> float:
    """Hours of `1h30`, `1:30`, `01:30:00`, `90min`, `1.5h`, `1 h 30 min`, `PT1H30M` or a bare `1.5`.

    Rounded to a millionth. Raises ValueError, without the text in it, for anything else and below 0.
    """
    plain = _plain(text)
    words = " ".join(plain.casefold().split())
    if match := _CLOCK.fullmatch(plain) or _H_M.fullmatch(words):
        whole, minutes, *seconds = (float(part or 0) for part in match.groups())
        return round((whole * 3600 + minutes * 60 + sum(seconds)) / 3600, 6)
    if words.strip(",") == words != "" and (
        match := _ISO.fullmatch(plain) or _WORDS.fullmatch(words)
    ):
        return _in_units(match, mark)
    found = number(plain, mark)
    if found < 0:
        raise ValueError("a duration is not below 0")
    return round(found, 6)


def _plain(text: str) -> str:
    return text.strip().replace("\u2212", "-")


def _proof(plain: str) -> str:
    """The decimal mark that a number can only have, or nothing."""
    marks = [letter for letter in plain if letter in _OTHER]
    if not marks or _TWO_WAYS.fullmatch(plain):
        return ""
    alone = len(set(marks)) == 1
    mark = _OTHER[marks[0]] if alone and len(marks) > 1 else marks[-1]
    return mark if _SHAPES[mark].fullmatch(plain) else ""


def _no_mark(plain: str) -> str:
    if _TWO_WAYS.fullmatch(plain):
        raise ValueError("its comma or point can be read two ways")
    return "."


def _in_units(match: re.Match[str], mark: str) -> float:
    """Each unit but the largest is below 60, each but the smallest whole."""
    given = [(unit, text) for unit in "hms" if (text := match[unit])]
    if not given:
        raise ValueError(_NO_DURATION)
    amounts = [number(text, mark) for _, text in given]
    if any(amount >= 60 for amount in amounts[1:]) or any(amount % 1 for amount in amounts[:-1]):
        raise ValueError(_NO_DURATION)
    seconds = sum(amount * _SECONDS[unit] for (unit, _), amount in zip(given, amounts, strict=True))
    return round(seconds / 3600, 6)
