"""What is wrong with a questionnaire file: its form by the schema, its meaning by the rules below, all at once."""

from __future__ import annotations

import difflib
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from careerkit.startup import skip_slow_import

Raw = Mapping[str, Any]


def problems_of(found: Raw, stem: str) -> list[str]:
    """Every problem of a file named `stem`, in plain words with the place and a suggestion."""
    return [*dict.fromkeys([*_form(found), *_meaning(_Parts(found), stem)])]


# ---- form --------------------------------------------------------------------------------------------


@cache
def _validator() -> Any:
    skip_slow_import()
    import jsonschema

    schema = Path(__file__).with_name("instrument.schema.json").read_text("utf-8")
    return jsonschema.Draft202012Validator(json.loads(schema))


def _form(found: Raw) -> Iterator[str]:
    errors = sorted(
        _validator().iter_errors(found), key=lambda e: [str(part) for part in e.absolute_path]
    )
    for error in errors:
        yield from _plain(error, _where(found, error.absolute_path))


def _where(found: Any, path: Iterable[str | int]) -> str:
    """`item 3 ("scope_1")` instead of item/2."""
    words: list[str] = []
    for part in path:
        found = found[part]
        if isinstance(part, int) and words:
            name = found.get("id") if isinstance(found, dict) else None
            words[-1] += f" {part + 1}" + (f' ("{name}")' if name else "")
        else:
            words.append(str(part))
    return " > ".join(words) or "file"


def _plain(error: Any, where: str) -> Iterator[str]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    match error.validator:
        case "additionalProperties" if isinstance(error.instance, dict):
            for key in sorted(set(error.instance) - set(known)):
                yield f'{where}: unknown key "{key}"{near(key, known)}'
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            yield f"{where}: missing {', '.join(missing)}"
        case "enum":
            choices = [str(choice) for choice in error.validator_value]
            yield f'{where}: "{error.instance}" is not one of {", ".join(choices)}{near(str(error.instance), choices)}'
        case "oneOf":
            yield f"{where}: give either items = [...] or of = [...], not both and not neither"
        case "pattern":
            yield f'{where}: "{error.instance}" is not allowed (ids: small letters, digits, _; versions: 1.0.0)'
        case "const" if where == "format":
            yield f"format = {error.instance!r} is not known here; write: format = 1, or update careerkit"
        case _:
            yield f"{where}: {error.message[:200]}"


def near(word: str, names: Iterable[str]) -> str:
    """The closest known name, as a question."""
    close = difflib.get_close_matches(word, list(names), 1)
    return f' (did you mean "{close[0]}"?)' if close else ""


# ---- meaning -----------------------------------------------------------------------------------------


class _Parts:
    """The parts of a file that can be spoken of, also when others are malformed."""

    def __init__(self, found: Raw) -> None:
        self.head: Raw = found["instrument"] if isinstance(found.get("instrument"), dict) else {}
        scales = found.get("scale")
        self.scales: dict[str, Raw] = (
            {n: s for n, s in scales.items() if isinstance(s, dict)}
            if isinstance(scales, dict)
            else {}
        )
        self.item_list, self.score_list = (
            _tables(found, "item", "id"),
            _tables(found, "score", "id"),
        )
        self.items = {item["id"]: item for item in self.item_list}
        self.scores = {score["id"]: score for score in self.score_list}
        self.gaps = _tables(found, "gap", "id")
        self.reliability, self.norms = (
            _tables(found, "reliability"),
            _tables(found, "norm", "score"),
        )
        self.bands: Raw = found["bands"] if isinstance(found.get("bands"), dict) else {}
        self.feedback = list(found["feedback"]) if isinstance(found.get("feedback"), dict) else []

    def scale_of(self, item: Raw) -> Any:
        return item.get("scale") or (next(iter(self.scales)) if len(self.scales) == 1 else None)

    def range_of(self, item_id: str) -> tuple[float, float] | None:
        values = _texts(
            self.scales.get(str(self.scale_of(self.items.get(item_id, {}))), {}).get("values"),
            (int, float),
        )
        return (min(values), max(values)) if values else None


def _tables(found: Raw, name: str, key: str = "") -> list[Raw]:
    rows = found.get(name)
    rows = rows if isinstance(rows, list) else []
    return [
        row for row in rows if isinstance(row, dict) and (not key or isinstance(row.get(key), str))
    ]


def _texts(values: Any, kind: Any = str) -> list[Any]:
    return (
        [value for value in values if isinstance(value, kind)] if isinstance(values, list) else []
    )


def _meaning(parts: _Parts, stem: str) -> Iterator[str]:
    yield from _name(parts.head, stem)
    yield from _twice(parts)
    yield from _scales(parts.scales)
    for item in parts.items.values():
        yield from _item(item, parts)
    for score in parts.scores.values():
        yield from _score(score, parts)
    yield from _circle(parts.scores)
    yield from _unused(parts)
    yield from _references(parts)
    yield from _bands(parts.bands)


def _name(head: Raw, stem: str) -> Iterator[str]:
    own = head.get("id")
    # A frozen copy is named id-version-fingerprint, so that an old sitting can be scored for ever.
    if isinstance(own, str) and stem != own and not stem.startswith(f"{own}-{head.get('version')}"):
        yield f'instrument: id "{own}" is not the file\'s name "{stem}"; make them the same'


def _twice(parts: _Parts) -> Iterator[str]:
    for kind, rows in (("item", parts.item_list), ("score", parts.score_list)):
        for name, times in Counter(row["id"] for row in rows).items():
            if times > 1:
                yield f'{kind} "{name}" is defined twice'
    for name in sorted(set(parts.items) & set(parts.scores)):
        yield f'"{name}" is both an item and a score'


def _scales(scales: Mapping[str, Raw]) -> Iterator[str]:
    for name, scale in scales.items():
        values, labels = _texts(scale.get("values"), (int, float)), _texts(scale.get("labels"))
        if not all(math.isfinite(value) for value in values):
            yield f'scale "{name}": every value must be a finite number'
        elif sorted(values) != values:
            yield f'scale "{name}": values must rise from low to high'
        if values and labels and len(values) != len(labels):
            yield f'scale "{name}": {len(values)} values but {len(labels)} labels'


def _item(item: Raw, parts: _Parts) -> Iterator[str]:
    scale, text_status = parts.scale_of(item), parts.head.get("text_status")
    if scale is None and parts.scales:
        yield f'item "{item["id"]}": say which scale; there are {", ".join(parts.scales)}'
    elif isinstance(scale, str) and scale not in parts.scales:
        yield f'item "{item["id"]}": scale "{scale}" does not exist{near(scale, parts.scales)}'
    if text_status == "full" and "text" not in item:
        yield f'item "{item["id"]}": no text, but text_status is "full"'
    if text_status == "key-only" and "text" in item:
        yield f'item "{item["id"]}": has text, but text_status is "key-only"'


def _score(score: Raw, parts: _Parts) -> Iterator[str]:
    kind, pool = ("item", parts.items) if "items" in score else ("score", parts.scores)
    names = [name.removeprefix("-") for name in _texts(score.get("items", score.get("of")))]
    for name, times in Counter(names).items():
        if name not in pool:
            yield f'score "{score["id"]}": {kind} "{name}" does not exist{near(name, pool)}'
        if times > 1:
            yield f'score "{score["id"]}": "{name}" is listed twice'
    least = score.get("min_answered", 1)
    if names and isinstance(least, int) and least > len(names):
        yield f'score "{score["id"]}": min_answered {least} is more than its {len(names)} parts'
    ranges = {found for name in names for found in _ranges(name, parts)}
    if len(ranges) > 1:
        yield f'score "{score["id"]}": mixes different ranges {sorted(ranges)}'


def _ranges(
    name: str, parts: _Parts, seen: frozenset[str] = frozenset()
) -> set[tuple[float, float]]:
    """The ranges a part may have; a sum stretches the range of its parts."""
    if name in parts.items:
        found = parts.range_of(name)
        return {found} if found else set()
    score = parts.scores.get(name, {})
    below = [part.removeprefix("-") for part in _texts(score.get("items", score.get("of")))]
    if name in seen or not below:
        return set()
    ranges = {found for part in below for found in _ranges(part, parts, seen | {name})}
    times = len(below) if score.get("method") == "sum" else 1
    return {(low * times, high * times) for low, high in ranges}


def _circle(scores: Mapping[str, Raw]) -> Iterator[str]:
    for name in scores:
        found = _trail(name, scores, ())
        if found:
            yield "scores refer to each other in a circle: " + " > ".join(found)
            return


def _trail(name: str, scores: Mapping[str, Raw], before: tuple[str, ...]) -> tuple[str, ...]:
    if name in before:
        return (*before[before.index(name) :], name)
    parts = _texts(scores.get(name, {}).get("of"))
    return next((found for part in parts if (found := _trail(part, scores, (*before, name)))), ())


def _unused(parts: _Parts) -> Iterator[str]:
    used = {
        name.removeprefix("-")
        for score in parts.scores.values()
        for name in _texts(score.get("items"))
    }
    used |= {
        gap[end] for gap in parts.gaps for end in ("have", "want") if isinstance(gap.get(end), str)
    }
    for name in parts.items:
        if name not in used:
            yield f'item "{name}" is in no score (list it in one, or remove it)'


def _references(parts: _Parts) -> Iterator[str]:
    either = {**parts.items, **parts.scores}
    for gap in parts.gaps:
        for end in ("have", "want"):
            name = gap.get(end)
            if isinstance(name, str) and name not in either:
                yield f'gap "{gap["id"]}": {end} = "{name}" is neither an item nor a score{near(name, either)}'
    named = [
        ("reliability", name) for row in parts.reliability for name in _texts(row.get("scores"))
    ]
    named += [("norm", row["score"]) for row in parts.norms] + [
        ("feedback", name) for name in parts.feedback
    ]
    for place, name in named:
        if name not in parts.scores:
            yield f'{place}: score "{name}" does not exist{near(name, parts.scores)}'


def _bands(bands: Raw) -> Iterator[str]:
    cuts, names = _texts(bands.get("cuts"), (int, float)), _texts(bands.get("names"))
    if bands and len(names) != len(cuts) + 1:
        yield f"bands: {len(cuts)} cuts need {len(cuts) + 1} names, there are {len(names)}"
    if sorted(set(cuts)) != cuts:
        yield "bands: cuts must rise"
