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
from careerkit.instruments._rules import problems_of
from careerkit.limits import MAX_INSTRUMENT

PACKAGED = Path(__file__).resolve().parent


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
    """A checked questionnaire; `raw` is the file as it was read."""

    raw: Mapping[str, Any] = field(repr=False)

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
        waiting = {score["id"]: self._score(score) for score in self.raw["score"]}
        done: dict[str, Score] = {}
        while waiting:
            ready = [s for s in waiting.values() if not s.composite or set(s.parts) <= set(done)]
            done |= {score.id: waiting.pop(score.id) for score in ready}
        return done

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
    except (tomllib.TOMLDecodeError, RecursionError) as error:
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
    return Instrument(found)


def collect(paths: Iterable[Path]) -> dict[str, Instrument]:
    """Questionnaires by fingerprint. Raises BadData with the problems of all broken files."""
    found: dict[str, Instrument] = {}
    problems = []
    for path in paths:
        try:
            instrument = load(path)
        except BadData as error:
            problems.append(str(error))
        else:
            found[instrument.fingerprint] = instrument
    if problems:
        raise BadData("\n".join(problems))
    return found


def packaged() -> dict[str, Instrument]:
    """The questionnaires that come with careerkit, by fingerprint."""
    return collect(sorted(PACKAGED.glob("*.toml")))
