"""A guess before the numbers are shown; the first one of a year counts, and later ones are kept beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

from careerkit import guesses
from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.guesses import Topic
from careerkit.keeping import lines
from careerkit.saved import Saved

_HINTS = {"number": "A number", "percent": "A number from 0 to 100", "month": "A month", "words": "A few words"}  # fmt: skip
_EXAMPLES = {
    "number": "2",
    "percent": "40",
    "month": "October",
    "words": "first talks with a client",
}


@dataclass(frozen=True)
class _Guess(Form):
    """The form with what it is about, and what was guessed already."""

    topic: str = ""
    year: int = 0
    said: Sequence[str] = ()


def form(desk: Desk, topic: str) -> Form:
    """The question of one topic. topic: its name, as in guesses.toml."""
    found, year = guesses.topic(topic), desk.year
    said = guesses.made(found, desk.tables["guess"]).get(year, [])
    return _Guess(
        f"Your guess for {year}: {found.title}",
        (Group("", (_field(found, said),)),),
        by_hand=f'In answers/guesses.csv, under "year,topic,guess,at": {year},{found.key},{_EXAMPLES[found.kind]},',
        intro="Guess before you look at the numbers: it shows how well memory and log agree.",
        submit="Save guess", key=f"{found.key}-{year}", stay=found.kind != "words", topic=found.key, year=year, said=tuple(said),
    )  # fmt: skip


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One line at the end of answers/guesses.csv; what stands there already is not written twice."""
    assert isinstance(form, _Guess)  # noqa: S101 - it is the one made above
    found = guesses.topic(form.topic)
    guess = _plain(found, values["guess"])
    if guess in form.said:
        raise Refused({"guess": "This guess is there already; nothing was written."})
    if found.kind != "words" and found.number(guess) is None:
        raise Refused({"guess": "Write it with at most two places behind the point."})
    at = desk.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    line = {"year": str(form.year), "topic": form.topic, "guess": guess, "at": at}
    edit = lines.add(desk.workbook, "guess", [line])
    return Saved(f"Saved in {edit.path}.", (edit,))


def _field(topic: Topic, said: Sequence[str]) -> Field:
    hint = _hint(topic, said)
    if topic.kind == "words":
        return Field("guess", topic.question, hint=hint, required=True)
    number = topic.number(said[-1]) if said else None
    if topic.kind == "month":
        months = [(name, name) for name in guesses.MONTHS]
        value = "" if number is None else guesses.MONTHS[int(number) - 1]
        return Field("guess", topic.question, "pick", hint, choices=months, value=value, required=True)  # fmt: skip
    return Field(
        "guess", topic.question, "number", hint, required=True, value="" if number is None else f"{number:g}",
        low=topic.low, high=topic.high,
    )  # fmt: skip


def _hint(topic: Topic, said: Sequence[str]) -> str:
    """What is wanted, and what was said already: a hint may hold words of the person's, an intro may not."""
    hint = _HINTS[topic.kind] + (f": {topic.unit}." if topic.unit else ".")
    if not said:
        return hint
    if topic.kind == "words":
        return f"{hint} Said so far: {'; '.join(said)}."
    return f"{hint} You said {said[0]}, and the first guess counts; another one is kept beside it."


def _plain(topic: Topic, text: str) -> str:
    """A number as every reader of the file takes it, with a point; words as they are, in one line."""
    is_number = topic.kind in ("number", "percent")
    return f"{float(text.replace(',', '.')):g}" if is_number else " ".join(text.split())
