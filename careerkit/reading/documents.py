"""Reads JSON safely: capped in size and depth, strict in form, and known by its shape before it is read.

An object that says one name twice is refused: most programs keep the last and lose the first without
a word. So are NaN and Infinity, which are no JSON, and numbers too large for a computer. Half of a
surrogate pair, which no file can hold, is left out, as `tidy` does it, so that no key can break on it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from itertools import accumulate, count
from typing import Any, NoReturn

from careerkit import limits
from careerkit.reading import decoding
from careerkit.reading.drops import Drop

# So much of a file is looked at to tell whose it is; names and the ways to them are no longer than this.
HEAD = 256 * limits.KIB
MAX_NAME, MAX_WAY = 60, 8

_DEEPER = {"[": 1, "{": 1, "]": -1, "}": -1}
_NOT_BRACKET = re.compile(r"[^\[\]{}]+")
_NO_NUMBER = re.compile(r"NaN|Infinity")
_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()
# For texts without escapes: a string, which is a name when a colon follows, or a bracket.
_TOKEN = re.compile(r'"(?P<text>[^"]*)"(?P<is_name>[ \t\n\r]*:)?|(?P<bracket>[\[\]{}])')
# An escaped backslash is passed over, so that only real escapes are looked at; a whole pair is kept.
_SURROGATE = re.compile(
    r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


class BadJson(ValueError):
    """A text is no JSON that can be used; carries code, reason, fix and line, and nothing of the text."""

    def __init__(self, code: str, reason: str, fix: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.reason, self.fix, self.line = code, reason, fix, line


def load_json(drop: Drop) -> Any:
    """The JSON document in a drop. Raises Unreadable with E-JSON, E-DEPTH, E-SIZE, or as `drop.text` does."""
    if drop.size > limits.MAX_JSON:
        reason = f"the JSON document is larger than {limits.MAX_JSON // limits.MIB} MiB"
        raise drop.refuse("E-SIZE", reason, "Split it, or export a shorter period")
    try:
        return loads(drop.text)
    except BadJson as bad:
        raise drop.refuse(bad.code, bad.reason, bad.fix, bad.line) from None


def loads(text: str) -> Any:
    """The JSON document in a text, such as one inside another document. Raises BadJson."""
    # Before Python's own reader sees it, which goes down as deep as the brackets do.
    if _depth(text) > limits.MAX_JSON_DEPTH:
        raise _too_deep()
    try:
        found, whole = _parsed(text), _whole(text)
        return found if whole == text else _parsed(whole)
    except _Double:
        raise _bad("an object says one name twice", _line_of_double(text)) from None
    except _NoNumber:
        raise _bad("NaN and Infinity are no numbers in JSON", _line_of_no_number(text)) from None
    except json.JSONDecodeError as error:
        raise _bad("this is not valid JSON", error.lineno) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise _bad("the JSON holds a number that is too large") from None


def items(drop: Drop, document: Any, name: str = "") -> Iterator[tuple[int, Any]]:
    """The rows of an array in a drop's document: under a name, or the document itself; counts `rows_in`.

    Each with the line it begins on; where the whole document is one line, with its number in the array.
    """
    rows = document.get(name) if name and isinstance(document, dict) else document
    if not isinstance(rows, list):
        return
    one_line = "\n" not in drop.text.strip()
    lines = count(1) if one_line else _lines(drop.text, name)
    for line, row in zip(lines, rows, strict=False):
        drop.rows_in += 1
        yield line, row


def looks_like_json(drop: Drop) -> bool:
    """Whether the first sign of the text opens an object or an array; reads the head only."""
    return _head(drop)[:1] in ("{", "[")


def shape(drop: Drop) -> frozenset[str]:
    """The names in the head of a JSON document, each with its way: `entries[].uuid`, `[].start`.

    Empty for anything else. Reads the head only, so that a file is known before it is read; names at the
    end of a long document may be missing.
    """
    if "shape" not in drop.found:
        text = _head(drop)
        is_json = text[:1] in ("{", "[")
        drop.found["shape"] = frozenset(_names(_plain(text)) if is_json else ())
    found: frozenset[str] = drop.found["shape"]
    return found


def text(document: Any, name: str) -> str:
    """The trimmed text under a name; empty for a missing one or one of another type."""
    found = document.get(name) if isinstance(document, dict) else None
    return found.strip() if isinstance(found, str) else ""


def array(document: Any, name: str) -> list[Any]:
    """The array under a name; an empty one for a missing one or one of another type."""
    found = document.get(name) if isinstance(document, dict) else None
    return found if isinstance(found, list) else []


def texts(document: Any, name: str) -> list[str]:
    """The texts of the array under a name, trimmed; whatever is empty or of another type is left out."""
    return [row.strip() for row in array(document, name) if isinstance(row, str) and row.strip()]


def number(document: Any, name: str) -> float | None:
    """The number under a name; None for a missing one, one of another type, or one too large."""
    found = document.get(name) if isinstance(document, dict) else None
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    try:
        return float(found)
    except OverflowError:
        return None


def flag(document: Any, name: str) -> bool | None:
    """True or false under a name; None for a missing one or one of another type."""
    found = document.get(name) if isinstance(document, dict) else None
    return found if isinstance(found, bool) else None


def mapping(document: Any, name: str) -> Mapping[str, Any]:
    """The object under a name; an empty one for a missing one or one of another type."""
    found = document.get(name) if isinstance(document, dict) else None
    return found if isinstance(found, dict) else {}


class _Double(ValueError):
    """An object says one name twice."""


class _NoNumber(ValueError):
    """NaN or Infinity stands where a number should."""


def _bad(reason: str, line: int = 0) -> BadJson:
    return BadJson("E-JSON", reason, "Export it again; it may be incomplete or edited", line)


def _too_deep() -> BadJson:
    reason = f"the JSON is nested more than {limits.MAX_JSON_DEPTH} deep"
    return BadJson("E-DEPTH", reason, "Take the file out; no export is like that")


def _plain(text: str) -> str:
    """The text with escapes written over, so that every quotation mark left opens or closes a string."""
    return text.replace("\\\\", "__").replace('\\"', "__")


def _depth(text: str) -> int:
    outside = "".join(_plain(text).split('"')[::2])
    brackets = _NOT_BRACKET.sub("", outside)
    return max(accumulate(map(_DEEPER.__getitem__, brackets)), default=0)


def _whole(text: str) -> str:
    """The text without halves of surrogate pairs."""
    if "\\ud" not in text and "\\uD" not in text:
        return text
    return _SURROGATE.sub(lambda found: "" if found["half"] else found[0], text)


def _parsed(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Double
    return found


def _constant(name: str) -> NoReturn:
    raise _NoNumber(name)


def _float(written: str) -> float:
    found = float(written)
    if math.isinf(found):
        raise ValueError("too large")
    return found


def _line_of_double(text: str) -> int:
    """The line of the first name that its object said before."""
    plain, said = _plain(text), [set[str]()]
    for token in _TOKEN.finditer(plain):
        if token["bracket"] in ("{", "["):
            said.append(set())
        elif token["bracket"]:
            said.pop()
        elif token["is_name"] and token["text"] in said[-1]:
            return plain.count("\n", 0, token.start()) + 1
        elif token["is_name"]:
            said[-1].add(token["text"])
    return 0


def _line_of_no_number(text: str) -> int:
    line = 1
    for number, part in enumerate(_plain(text).split('"')):
        found = _NO_NUMBER.search(part) if number % 2 == 0 else None
        if found:
            return line + part.count("\n", 0, found.start())
        line += part.count("\n")
    return 0


def _lines(text: str, name: str) -> Iterator[int]:
    """The line of every item of an array; the text is known to be valid JSON."""
    line, last = 1, 0
    for start in _starts(text, name):
        line += text.count("\n", last, start)
        last = start
        yield line


def _starts(text: str, name: str) -> Iterator[int]:
    """Where the items of an array stand: of the document, or of the array it has under a name."""
    at = _skip(text, _array(text, name) + 1)
    while text[at] != "]":
        yield at
        at = _after(text, at)


def _array(text: str, name: str) -> int:
    """Where the array under a name begins."""
    at = _skip(text, 0)
    if not name:
        return at
    at = _skip(text, at + 1)
    while True:
        said, end = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, end) + 1)
        if said == name:
            return at
        at = _after(text, at)


def _after(text: str, at: int) -> int:
    """Where the next value stands, or the bracket that closes, after the value that stands here."""
    at = _skip(text, _DECODER.raw_decode(text, at)[1])
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _head(drop: Drop) -> str:
    """The beginning of the text, whatever its encoding turns out to be."""
    name = decoding.encoding(drop.start(HEAD))
    return drop.start(HEAD).decode(name, "replace").lstrip("\ufeff \t\r\n")


def _names(plain: str) -> Iterator[str]:
    """Every name with its way, as far as the text goes."""
    ways: list[str] = []
    here = value = ""
    for token in _TOKEN.finditer(plain):
        if token["bracket"] in ("{", "["):
            ways.append(here)
            is_near = len(ways) <= MAX_WAY and token["bracket"] == "["
            here = value = f"{value}[]" if is_near else value
        elif token["bracket"] and ways:
            here = value = ways.pop()
        elif token["is_name"] and len(ways) <= MAX_WAY:
            name = token["text"][:MAX_NAME]
            value = f"{here}.{name}" if here else name
            yield value
