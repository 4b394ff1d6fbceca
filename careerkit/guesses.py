"""What is guessed before the numbers are shown, and how a guess stands beside what the log says.

The topics are in guesses.toml. The first guess of a year counts, since a later one may have seen the numbers; later ones
stay in the file and are shown.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from careerkit.errors import UsageError
from careerkit.measure import Measure, Status
from careerkit.reading import amounts
from careerkit.settings import near
from careerkit.workspace import PACKAGE

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["number", "percent", "month", "words"]
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MOST_NAMED = 3
SPEAKS = (Status.CLEAR, Status.HINT)
_NUMBER = re.compile(r"([0-9.,]{1,20})\s*(?:%|[^\d%]*)")
_MONTH = re.compile(r"(?:[0-9]{4}-)?(0?[1-9]|1[0-2])")


@dataclass(frozen=True)
class Topic:
    """One thing to guess; what each field means stands at the head of guesses.toml."""

    key: str
    step: str
    question: str
    title: str
    measure: str
    value: str = ""
    per: str = ""
    times: float = 1.0
    kind: Kind = "number"
    unit: str = ""
    low: float = 0.0
    high: float = 10.0
    places: int = 1
    needs: str = ""
    also: Sequence[str] = ()

    def number(self, text: str) -> float | None:
        """A guess as a number within the bounds, a month as 1 to 12; None for words, and for what cannot be read."""
        plain = text.strip()
        if self.kind == "month":
            return _month(plain)
        match = _NUMBER.fullmatch(plain)
        if self.kind == "words" or not match:
            return None
        try:
            found = amounts.number(match[1])
        except ValueError:
            return None
        return found if self.low <= found <= self.high else None

    def rounded(self, number: float) -> float:
        """A number of the log as exactly as it is shown."""
        return round(number, 0 if self.kind == "percent" else self.places)


@dataclass(frozen=True)
class Answer:
    """What the log says: a number, or words of the log for the owner's eye, or what is missing."""

    status: Status
    n: int
    number: float | None = None
    words: str = ""
    needs: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the log says anything."""
        return self.number is not None or bool(self.words)


@dataclass(frozen=True)
class Compared:
    """One year: every guess as it was written, the first one first, and what the log says."""

    topic: Topic
    year: int
    guesses: Sequence[str]
    answer: Answer

    @property
    def guessed(self) -> float | None:
        """The first guess as a number."""
        return self.topic.number(self.guesses[0]) if self.guesses else None

    @property
    def is_repeated(self) -> bool:
        """Whether a later guess says something else."""
        return len({self.topic.number(text) for text in self.guesses}) > 1

    @property
    def difference(self) -> float | None:
        """What the log says, as it is shown, minus the first guess; None where one of them is no number, and for months."""
        first, number = self.guessed, self.answer.number
        if first is None or number is None:
            return None
        return round(self.topic.rounded(number) - first, 6)


@cache
def topics() -> Mapping[str, Topic]:
    """Everything there is to guess, by its name, in the order of the steps."""
    found = tomllib.loads((PACKAGE / "guesses.toml").read_text("utf-8"))
    return {key: Topic(key, **fields) for key, fields in found.items()}


def topic(key: str) -> Topic:
    """The topic of that name. Raises UsageError with the nearest ones."""
    if key not in topics():
        raise UsageError(f"there is nothing to guess under the name {key!r}{near(key, topics())}")
    return topics()[key]


def of_step(step: str) -> list[Topic]:
    """What is guessed in one step."""
    return [one for one in topics().values() if one.step == step]


def made(topic: Topic, guess: pd.DataFrame) -> dict[int, list[str]]:
    """The guesses of each year, in the order in which they were made; one without a time comes first."""
    own = guess[guess["topic"].isin([topic.key, *topic.also])]
    own = own.sort_values(["at", "file", "line"], na_position="first", kind="stable")
    found: dict[int, list[str]] = {}
    for year, text in zip(own["year"], own["guess"], strict=True):
        found.setdefault(int(year), []).append(str(text))
    return found


def years(topic: Topic, guess: pd.DataFrame, year: int) -> list[int]:
    """The year asked for and the earlier ones with a guess, the latest first."""
    return [year, *sorted((one for one in made(topic, guess) if one < year), reverse=True)]


def compared(topic: Topic, guess: pd.DataFrame, measures: Mapping[int, Measure]) -> list[Compared]:
    """Each year's guess beside that year's measure, in the order of the measures."""
    guesses = made(topic, guess)
    return [
        Compared(topic, year, guesses.get(year, []), answer(topic, measure))
        for year, measure in measures.items()
    ]


def nothing(topic: Topic) -> Measure:
    """Stands for the measure of a year without any record."""
    return Measure(Status.NOT_YET, 0, "", "Nothing is logged in that year.", name=topic.measure)


# ---- what the log says -------------------------------------------------------------------------------


def answer(topic: Topic, measure: Measure) -> Answer:
    """What one year's measure says about a topic; nothing below its gates."""
    if measure.status not in SPEAKS:
        return Answer(measure.status, measure.n, needs=measure.needs)
    number, words = _number(topic, measure), _words(topic, measure)
    missing = number is None and not words
    needs = (topic.needs or measure.needs) if missing else ""
    return Answer(Status.NOT_YET if missing else measure.status, measure.n, number, words, needs)


def _number(topic: Topic, measure: Measure) -> float | None:
    found, per = measure.values.get(topic.value), measure.values.get(topic.per, 1)
    if topic.kind not in ("number", "percent"):
        return None
    if not isinstance(found, int | float) or not isinstance(per, int | float) or not per:
        return None
    return float(found) / float(per) * topic.times


def _words(topic: Topic, measure: Measure) -> str:
    """What is no number: the months with the most of something, or the tags and skills that stand out most."""
    table = measure.table
    if topic.kind == "month" and table[topic.value].max() > 0:
        best = table.loc[table[topic.value] == table[topic.value].max(), "month"]
        return _listed([MONTHS[month - 1] for month in best.dt.month])
    if topic.kind == "words" and {"label", "status", "shrunk"} <= set(table):
        found = table.assign(size=table["shrunk"] * topic.times)
        found = found[(found["status"] == Status.CLEAR) & (found["size"] > 0)]
        found = found.sort_values(["size", "label"], ascending=[False, True])
        return _listed([str(label) for label in found["label"]])
    return ""


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _month(text: str) -> float | None:
    if match := _MONTH.fullmatch(text):
        return float(match[1])
    word = text.casefold()
    named = [i for i, month in enumerate(MONTHS, 1) if month.casefold().startswith(word)]
    return float(named[0]) if len(word) >= 3 and named else None


# ---- in words ----------------------------------------------------------------------------------------


def sentence(found: Compared) -> str:
    """One year's guess beside the log in plain words: no word of the person's, and no judgement."""
    topic, said = found.topic, found.answer
    guess = "" if found.guessed is None else f"You guessed {_told(topic, found.guessed)}"
    if not said.is_known:
        beginning = f"{guess} {topic.unit}".strip() + ". " if guess else ""
        later = "" if found.guesses else " A guess made now can stand beside it then."
        return f"{beginning}The log cannot tell yet. {said.needs}{later}".strip()
    if topic.kind == "words":
        beside = "Your words and those of the log stand side by side."
        return beside if found.guesses else f"The log names what stands out. {_GUESS_FIRST}"
    verb = "hints at" if said.status is Status.HINT else "says"
    logged = said.words if said.number is None else _told(topic, topic.rounded(said.number))
    if guess:
        unit = f" {topic.unit}" if topic.unit else ""
        return f"{guess}{unit}; the log {verb} {logged}{_gap(found)}.{_LATER * found.is_repeated}"
    says = f"The log {verb} {logged} {topic.unit}".strip()
    return f"{says}. {_unreadable(topic) if found.guesses else _GUESS_FIRST}"


_GUESS_FIRST = "There is no guess of yours for this year; one made before you look makes the number say more. Perhaps next time."
_LATER = (
    " There are later guesses, too; the first one counts, since it was made before the numbers."
)


def _unreadable(topic: Topic) -> str:
    kind = "month" if topic.kind == "month" else f"number from {topic.low:g} to {topic.high:g}"
    return f"Your guess cannot be read as a {kind}, so it stands there as you wrote it."


def _told(topic: Topic, number: float) -> str:
    """A number as it stands in a sentence: `2.1`, `40%`, `October`."""
    if topic.kind == "month":
        return MONTHS[int(number) - 1]
    return f"{number:g}{'%' * (topic.kind == 'percent')}"


def _gap(found: Compared) -> str:
    gap = found.difference
    if gap is None:
        return ""
    points = " points" if found.topic.kind == "percent" else ""
    return f", {abs(gap):g}{points} {'more' if gap > 0 else 'less'}" if gap else ", the same"
