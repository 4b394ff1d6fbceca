"""What is wrong with a questionnaire file, all at once: its form, and the meaning of its parts by the rules below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, islice
from typing import Any

from careerkit.instruments import _form
from careerkit.instruments._form import Raw, is_finite, near

# No file has so many that more of them would help.
_MOST_TOLD = 100


def problems_of(found: Raw, stem: str) -> list[str]:
    """The problems of a file named `stem`, in plain words with the place and a suggestion; at most a hundred."""
    told = _form.oversized(found) or chain(_form.problems(found), _meaning(_Parts(found), stem))
    return [*dict.fromkeys(_shown(problem) for problem in islice(told, _MOST_TOLD))]


def version_key(version: str) -> tuple[int, ...]:
    """For sorting: 1.10.0 comes after 1.9.0; what is no version comes first."""
    parts = str(version).split(".")
    return tuple(map(int, parts)) if all(re.fullmatch("[0-9]{1,9}", part) for part in parts) else ()


def _shown(problem: str) -> str:
    """A problem as a terminal may show it: the file may come from a stranger."""
    return "".join(c if c.isprintable() else "?" for c in problem)[:400]


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
        self.changes = _tables(found, "changes", "version")
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
    yield from _composed(parts)
    yield from _changes(parts)
    yield from _unused(parts)
    yield from _references(parts)
    yield from _bands(parts.bands)


def _name(head: Raw, stem: str) -> Iterator[str]:
    own, language = head.get("id"), head.get("language")
    # A kept copy is named id-version-fingerprint, so that an old sitting can be scored for ever; a translation id-language.
    kept = stem.startswith(f"{own}-{head.get('version')}") or stem == f"{own}-{language}"
    if isinstance(own, str) and stem != own and not kept:
        yield f'instrument: id "{own}" is not the file\'s name "{stem}"; make them the same'


def _twice(parts: _Parts) -> Iterator[str]:
    for kind, rows in (("item", parts.item_list), ("score", parts.score_list), ("gap", parts.gaps)):
        for name, times in Counter(row["id"] for row in rows).items():
            if times > 1:
                yield f'{kind} "{name}" is defined twice'
    kinds = {
        "an item": parts.items,
        "a score": parts.scores,
        "a gap": {gap["id"]: gap for gap in parts.gaps},
    }
    for (one, ones), (other, others) in combinations(kinds.items(), 2):
        for name in sorted(set(ones) & set(others)):
            yield f'"{name}" is both {one} and {other}'


def _scales(scales: Mapping[str, Raw]) -> Iterator[str]:
    for name, scale in scales.items():
        values, labels = _texts(scale.get("values"), (int, float)), _texts(scale.get("labels"))
        if not all(map(is_finite, values)):
            yield f'scale "{name}": every value must be a finite number'
        elif sorted(set(values)) != values:
            yield f'scale "{name}": values must rise from low to high'
        if values and labels and len(values) != len(labels):
            yield f'scale "{name}": {len(values)} values but {len(labels)} labels'
        for label, times in Counter(label.strip().casefold() for label in labels).items():
            if times > 1 or not label:
                yield f'scale "{name}": every label must be a word of its own, but "{label}" is not'


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


def order_of(scores: Sequence[Raw]) -> tuple[list[str], list[str]]:
    """Scores after the scores they are made of, and one circle of those that have no such order."""
    parts = {s["id"]: [p for p in _texts(s.get("of")) if isinstance(p, str)] for s in scores}
    waiting = {name: {p for p in own if p in parts} for name, own in parts.items()}
    done: dict[str, None] = {}
    while ready := [name for name, own in waiting.items() if own <= done.keys()]:
        done |= dict.fromkeys(ready)
        waiting = {name: own for name, own in waiting.items() if name not in done}
    trail: list[str] = [*islice(waiting, 1)]
    while trail and trail.count(trail[-1]) < 2:
        trail.append(next(p for p in parts[trail[-1]] if p in waiting))
    return [*done], trail[trail.index(trail[-1]) :] if trail else []


def _composed(parts: _Parts) -> Iterator[str]:
    """No circle, and one range within a score; a sum stretches the range of its parts."""
    order, circle = order_of(parts.score_list)
    if circle:
        yield "scores refer to each other in a circle: " + " > ".join(circle)
    spans = {item: {span} for item in parts.items if (span := parts.range_of(item))}
    for name in dict.fromkeys(order):
        score = parts.scores[name]
        below = [part.removeprefix("-") for part in _texts(score.get("items", score.get("of")))]
        own = set().union(*(spans.get(part, set()) for part in below))
        if len(own) > 1:
            yield f'score "{name}": mixes different ranges {sorted(own)}'
        times = len(below) if score.get("method") == "sum" else 1
        spans[name] = {(low * times, high * times) for low, high in islice(own, 1)}


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


def _changes(parts: _Parts) -> Iterator[str]:
    """What changed is told of versions up to the file's own, each once."""
    own = str(parts.head.get("version"))
    for version, times in Counter(change["version"] for change in parts.changes).items():
        if not version_key(version) or version_key(version) > version_key(own):
            yield f'changes: version "{version}" is none up to this file\'s own, {own}'
        elif times > 1:
            yield f'changes: version "{version}" is told twice'


def _bands(bands: Raw) -> Iterator[str]:
    cuts, names = _texts(bands.get("cuts"), (int, float)), _texts(bands.get("names"))
    if bands and len(names) != len(cuts) + 1:
        yield f"bands: {len(cuts)} cuts need {len(cuts) + 1} names, there are {len(names)}"
    if sorted(set(cuts)) != cuts:
        yield "bands: cuts must rise"
