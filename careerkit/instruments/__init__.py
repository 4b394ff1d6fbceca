"""One questionnaire per TOML. To add one, add a file; `instrument.schema.json` completes and checks it in an editor.

- `[instrument]` says what it is; `id` is the file's name. `[scale.NAME]` has rising `values` and their `labels`.
- `[[item]]` has an id, a scale and a text; `[[score]]` takes `items` (a leading minus reverses one) or `of`
  (other scores), with `min_answered`, the fewest answers that make a score.
- `[[reliability]]`, `[bands]`, `[[gap]]`, `[feedback.SCORE]` and `[[changes]]` are optional.

A person's or coach's own questionnaires are files of the same form in the workbook's
`instruments/`.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from careerkit.errors import BadData
from careerkit.instruments._form import near
from careerkit.instruments._rules import order_of, problems_of, version_key
from careerkit.limits import MAX_INSTRUMENT

__all__ = [
    "EXAMPLES",
    "PACKAGED",
    "Instrument",
    "Score",
    "examples",
    "fingerprint",
    "load",
    "near",
    "packaged",
    "read_all",
    "version_key",
]

PACKAGED = Path(__file__).resolve().parent
EXAMPLES = PACKAGED / "examples"


@dataclass(frozen=True)
class Score:
    """One score: the mean (or prorated sum) of its parts, which are items or other scores."""

    id: str
    title: str
    parts: tuple[str, ...]
    reversed: frozenset[str]
    composite: bool
    least: int
    is_sum: bool
    low: str = ""
    high: str = ""
    sd: float | None = None
    reliability: float | None = None
    reliability_kind: str = ""


@dataclass(frozen=True)
class Instrument:
    """A checked questionnaire; `raw` is the file as it was read, `path` where it lies."""

    raw: Mapping[str, Any] = field(repr=False)
    path: Path | None = field(default=None, repr=False, compare=False)

    @property
    def id(self) -> str:
        """Its short name, the same as the file's."""
        return str(self.raw["instrument"]["id"])

    @property
    def version(self) -> str:
        """Its version, such as 1.0.0."""
        return str(self.raw["instrument"]["version"])

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.raw["instrument"]["title"])

    @cached_property
    def values(self) -> dict[str, tuple[float, ...]]:
        """The values that each item may take, by item in the order of the file."""
        scales = self.raw["scale"]
        return {
            item["id"]: tuple(map(float, scales[self._scale(item)]["values"]))
            for item in self.raw["item"]
        }

    @property
    def licence(self) -> str:
        """Under what its wording may be used."""
        return str(self.raw["instrument"]["licence"])

    @property
    def language(self) -> str:
        """The language of its wording, such as en."""
        return str(self.raw["instrument"]["language"])

    @cached_property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """The words of each item's scale, from the lowest value up."""
        scales = self.raw["scale"]
        return {
            item["id"]: tuple(map(str, scales[self._scale(item)]["labels"]))
            for item in self.raw["item"]
        }

    @cached_property
    def texts(self) -> dict[str, str]:
        """The wording of each item; empty where the file has only the key."""
        return {item["id"]: str(item.get("text", "")) for item in self.raw["item"]}

    @property
    def has_text(self) -> bool:
        """Whether it can be taken: the wording is there."""
        return bool(self.raw["instrument"]["text_status"] == "full")

    @cached_property
    def leaves(self) -> dict[str, frozenset[str]]:
        """All items that each score rests on, those of its parts included."""
        found: dict[str, frozenset[str]] = {}
        for score in self.scores.values():
            parts = [found[part] if score.composite else frozenset([part]) for part in score.parts]
            found[score.id] = frozenset().union(*parts)
        return found

    @cached_property
    def items_keys(self) -> dict[str, str]:
        """What decides whether a score means the same in two versions: its items by id, wording, scale and key.

        For each score the first 16 hex digits of a SHA-256 over its parts, in no order; titles and
        `min_answered` are not in it.
        """
        found: dict[str, str] = {}
        for score in self.scores.values():
            parts = [
                [found[part]]
                if score.composite
                else [part, part in score.reversed, self.texts[part], self.values[part], self.labels[part]]
                for part in score.parts
            ]  # fmt: skip
            canonical = json.dumps(
                [score.is_sum, *sorted(parts, key=json.dumps)], ensure_ascii=False
            )
            found[score.id] = hashlib.sha256(canonical.encode()).hexdigest()[:16]
        return found

    @cached_property
    def wanted(self) -> dict[str, str]:
        """For every score with a gap, the item or score that says how much of it is wanted."""
        return {gap["have"]: gap["want"] for gap in self.raw.get("gap", ())}

    @cached_property
    def bands(self) -> tuple[tuple[float, ...], tuple[str, ...]]:
        """Cuts in percent of the range, and the names of what lies between."""
        bands = self.raw.get("bands", {})
        return tuple(map(float, bands.get("cuts", ()))), tuple(bands.get("names", ()))

    @cached_property
    def scores(self) -> dict[str, Score]:
        """Every score, parts before the composites made of them."""
        named = {score["id"]: self._score(score) for score in self.raw["score"]}
        return {name: named[name] for name in order_of(self.raw["score"])[0]}

    @cached_property
    def fingerprint(self) -> str:
        """What decides whether two answers mean the same: wording, scales and keys, nothing else.

        The first 16 hex digits of the SHA-256 of this JSON (sorted keys, no escapes): item = [id,
        scale, text], scale = name -> [values, labels], score = [id, items, of, method,
        min_answered], in the order of the file.
        """
        part = {
            "item": [
                (item["id"], self._scale(item), item.get("text", "")) for item in self.raw["item"]
            ],
            "scale": {
                name: (scale["values"], scale["labels"])
                for name, scale in self.raw["scale"].items()
            },
            "score": [
                (
                    s["id"],
                    s.get("items"),
                    s.get("of"),
                    s.get("method", "mean"),
                    s.get("min_answered", 0),
                )
                for s in self.raw["score"]
            ],
        }
        canonical = json.dumps(part, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]

    def scale_of(self, item: str) -> str:
        """The name of an item's scale."""
        return next(self._scale(found) for found in self.raw["item"] if found["id"] == item)

    def _scale(self, item: Mapping[str, Any]) -> str:
        return str(item.get("scale") or next(iter(self.raw["scale"])))

    def _score(self, score: Mapping[str, Any]) -> Score:
        keyed = score.get("items") or score["of"]
        precision = [r for r in self.raw.get("reliability", ()) if score["id"] in r["scores"]]
        known = (
            {
                "sd": precision[-1]["sd"],
                "reliability": precision[-1]["value"],
                "reliability_kind": precision[-1]["kind"],
            }
            if precision
            else {}
        )
        return Score(
            id=score["id"], title=score["title"], parts=tuple(key.removeprefix("-") for key in keyed),
            reversed=frozenset(key[1:] for key in keyed if key.startswith("-")), composite="of" in score,
            least=score.get("min_answered", (len(keyed) + 1) // 2), is_sum=score.get("method") == "sum",
            low=score.get("low", ""), high=score.get("high", ""), **known,
        )  # fmt: skip


def fingerprint(instrument: Instrument) -> str:
    """The instrument's fingerprint; see `Instrument.fingerprint` for its canonical form."""
    return instrument.fingerprint


def load(path: Path) -> Instrument:
    """Read and check one questionnaire. Raises BadData that lists all its problems at once."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_INSTRUMENT else b""
    except OSError as error:
        raise BadData(f"{path.name}: cannot be read: {error.strerror}") from None
    if size > MAX_INSTRUMENT:
        raise BadData(
            f"{path.name}: larger than {MAX_INSTRUMENT // 1024} KiB; this is not a questionnaire"
        )
    try:
        found = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadData(f"{path.name}: is not UTF-8; save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        # A ValueError that is no TOML error: a number with thousands of digits.
        raise BadData(f"{path.name}: not valid TOML: {error}") from None
    problems = problems_of(found, path.stem)
    if problems:
        raise BadData(
            "\n".join(
                [
                    f"{path.name}: {len(problems)} problem(s)",
                    *(f"  - {problem}" for problem in problems),
                ]
            )
        )
    return Instrument(found, path)


def read_all(paths: Iterable[Path]) -> list[Instrument]:
    """Questionnaires in the order of their files. Raises BadData with the problems of all broken files."""
    found: list[Instrument] = []
    problems = []
    for path in paths:
        try:
            found.append(load(path))
        except BadData as error:
            problems.append(str(error))
    if problems:
        raise BadData("\n".join(problems))
    return found


def packaged() -> dict[str, Instrument]:
    """The questionnaires that come with careerkit, by fingerprint."""
    return {found.fingerprint: found for found in read_all(sorted(PACKAGED.glob("*.toml")))}


def examples() -> list[Instrument]:
    """Keys without wording, which show how a licensed questionnaire is added; nobody can take them as they are."""
    return read_all(sorted(EXAMPLES.glob("*.toml")))
