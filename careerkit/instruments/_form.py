"""The form of a questionnaire file: how much of it there is, the schema, and plain text and numbers throughout."""

from __future__ import annotations

import difflib
import json
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from careerkit.startup import skip_slow_import

Raw = Mapping[str, Any]
# No list or table of a questionnaire has more entries; those that have are not looked at more closely.
MOST_ENTRIES = 500
# Where a text may have several lines.
_LONG = frozenset(
    {"instructions", "note", "text", "low", "mid", "high", "source", "summary", "citation"}
)
# Joiners, which some scripts need within a word.
_JOINERS = "\u200c\u200d"
# Control characters, marks of direction, surrogates, private use, separators of lines.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
Place = tuple[str | int, ...]


def oversized(found: Raw) -> list[str]:
    """Every list or table with more entries than a questionnaire has, and numbers too large to be written."""
    told = []
    for path, part in _walk(found, ()):
        if isinstance(part, dict | list) and len(part) > MOST_ENTRIES:
            told.append(
                f"{where(found, path)}: {len(part)} entries are more than a questionnaire has (at most {MOST_ENTRIES})"
            )
        elif isinstance(part, int) and not is_finite(part):
            told.append(f"{where(found, path)}: every value must be a finite number")
    return told


def problems(found: Raw) -> Iterator[str]:
    """What the schema and the rules for texts and numbers say, each with its place."""
    return chain(_by_schema(found), _unplain(found))


def _walk(part: Any, path: Place) -> Iterator[tuple[Place, Any]]:
    """Every value with its path; what is nested deeper than any questionnaire is left to the schema."""
    yield path, part
    if len(path) > 8:
        return
    inside = (
        part.items()
        if isinstance(part, dict)
        else enumerate(part)
        if isinstance(part, list)
        else ()
    )
    for key, value in inside:
        yield from _walk(value, (*path, key))


def _unplain(found: Raw) -> Iterator[str]:
    """Texts with a control character, and numbers that are not finite."""
    for path, part in _walk(found, ()):
        if isinstance(part, str) and not _is_plain(part, path[-1] in _LONG and path[0] != "score"):
            yield f"{where(found, path)}: a character that cannot be seen stands in it; write plain text"
        elif isinstance(part, int | float) and not is_finite(part):
            yield f"{where(found, path)}: every value must be a finite number"


@cache
def _validator() -> Any:
    skip_slow_import()
    import jsonschema

    schema = Path(__file__).with_name("instrument.schema.json").read_text("utf-8")
    return jsonschema.Draft202012Validator(json.loads(schema))


def _by_schema(found: Raw) -> Iterator[str]:
    errors = sorted(
        _validator().iter_errors(found), key=lambda e: [str(part) for part in e.absolute_path]
    )
    for error in errors:
        yield from _in_words(error, where(found, error.absolute_path))


def where(found: Any, path: Iterable[str | int]) -> str:
    """A place in a file: `item 3 ("scope_1")` instead of item/2."""
    words: list[str] = []
    for part in path:
        found = found[part]
        if isinstance(part, int) and words:
            name = found.get("id") if isinstance(found, dict) else None
            words[-1] += f" {part + 1}" + (f' ("{name}")' if name else "")
        else:
            words.append(str(part))
    return " > ".join(words) or "file"


def _in_words(error: Any, place: str) -> Iterator[str]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    match error.validator:
        case "additionalProperties" if isinstance(error.instance, dict):
            for key in sorted(set(error.instance) - set(known)):
                yield f'{place}: unknown key "{key}"{near(key, known)}'
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            yield f"{place}: missing {', '.join(missing)}"
        case "enum":
            choices = [str(choice) for choice in error.validator_value]
            yield f'{place}: "{error.instance}" is not one of {", ".join(choices)}{near(str(error.instance), choices)}'
        case "maxItems" | "maxProperties":
            yield f"{place}: {len(error.instance)} entries are too many (at most {error.validator_value})"
        case "oneOf":
            yield f"{place}: give either items = [...] or of = [...], not both and not neither"
        case "pattern":
            yield f'{place}: "{error.instance}" is not allowed (ids: small letters, digits, _; versions: 1.0.0)'
        case "const" if place == "format":
            yield f"format = {error.instance!r} is not known here; write: format = 1, or update careerkit"
        case _:
            yield f"{place}: {error.message[:200]}"


def near(word: str, names: Iterable[str]) -> str:
    """The closest known name, as a question."""
    # Comparing two very long words takes for ever; such a word is no slip of the pen.
    close = difflib.get_close_matches(word, list(names), 1) if len(word) <= 80 else []
    return f' (did you mean "{close[0]}"?)' if close else ""


def _is_plain(text: str, may_break: bool) -> bool:
    kept = _JOINERS + "\n\t" * may_break
    return all(c in kept or unicodedata.category(c) not in _UNSEEN for c in text)


def is_finite(number: float) -> bool:
    """Whether a number can be reckoned with: not nan, not infinite, no integer beyond all floats."""
    try:
        return math.isfinite(number)
    except OverflowError:
        return False
