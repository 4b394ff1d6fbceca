"""What a form asks: fields in groups, and the check of what came back from a page, all problems at once.

A form is data. The same form is drawn as a widget in JupyterLab, printed as a table in a batch run, and checked
here: whatever a page sends is text from outside until it has passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from careerkit.errors import CareerkitError, UsageError
from careerkit.limits import MAX_TEXT
from careerkit.period import parse_day

Kind = Literal["text", "long", "date", "number", "choice", "pick", "flag"]
# `save`: everything is saved together. `each`: every answer is saved as it is given.
Mode = Literal["save", "each"]

SHORT = 500
SKIP = "-"
YES = "yes"
# What the number keys 1 to 5 say about energy, wherever it is asked.
ENERGY = (
    ("-2", "drained"), ("-1", "a little tired"), ("0", "neither"), ("1", "a little livelier"), ("2", "energised"),
)  # fmt: skip
_NUMBER = re.compile(r"[-+]?\d{1,9}(?:[.,]\d{1,6})?")


class Refused(CareerkitError):
    """Some fields cannot be saved as they are."""

    exit_code = 2

    def __init__(self, problems: Mapping[str, str]) -> None:
        """problems: what to change, by the name of the field; under "" what belongs to none."""
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True)
class Field:
    """One thing that is asked.

    kind: text; long (several lines); date; number; choice (one of few, by number keys); pick (one of many); flag (yes or
    nothing). choices: value and label. suggest: what has been said there before. value: what stands there at first.
    low, high, whole: bounds of a number. skip: a choice may be passed over.
    """

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    required: bool = False
    choices: Sequence[tuple[str, str]] = ()
    suggest: Sequence[str] = ()
    value: str = ""
    low: float | None = None
    high: float | None = None
    whole: bool = False
    skip: bool = False

    def public(self) -> dict[str, Any]:
        """What the page needs to draw it."""
        choices = [*self.choices, *([(SKIP, "skip")] if self.skip else [])]
        return {
            "name": self.name, "label": self.label, "kind": self.kind, "hint": self.hint, "required": self.required,
            "choices": [list(choice) for choice in choices], "suggest": list(self.suggest), "low": self.low,
            "high": self.high, "step": "1" if self.whole else "any", "longest": self.longest,
        }  # fmt: skip

    @property
    def longest(self) -> int:
        """The most characters that it takes."""
        return MAX_TEXT if self.kind == "long" else SHORT

    def problem(self, value: str) -> str:
        """What is wrong with a value; nothing when it can be used."""
        if not value:
            return f"{self.label}: please fill this in" if self.required else ""
        if len(value) > self.longest:
            return f"{self.label}: at most {self.longest} characters"
        allowed = {choice for choice, _ in self.choices} | ({SKIP} if self.skip else set())
        if self.kind in ("choice", "pick") and value not in allowed:
            return f"{self.label}: choose one of the answers"
        if self.kind == "flag" and value != YES:
            return f"{self.label}: is either ticked or not"
        if self.kind == "date":
            return _day_problem(self.label, value)
        return self._number_problem(value) if self.kind == "number" else ""

    def _number_problem(self, value: str) -> str:
        if not _NUMBER.fullmatch(value):
            return f"{self.label}: write a number, such as {3 if self.whole else 1.5}"
        number = float(value.replace(",", "."))
        if self.whole and number != int(number):
            return f"{self.label}: write a whole number"
        if self.low is not None and number < self.low:
            return f"{self.label}: not less than {self.low:g}"
        if self.high is not None and number > self.high:
            return f"{self.label}: not more than {self.high:g}"
        return ""


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under one legend. folded: closed at first, since it is not needed every time."""

    legend: str
    fields: Sequence[Field]
    hint: str = ""
    folded: bool = False


@dataclass(frozen=True)
class Form:
    """One form.

    intro: a sentence above it. by_hand: how the same is written without any form. submit: the words on its button.
    focus: the field to go to after a save; empty for the first. key: what tells it from another form of its kind.
    stay: what was saved stays in it. saved: how many answers it holds, for `each`.
    """

    title: str
    groups: Sequence[Group]
    by_hand: str
    intro: str = ""
    submit: str = "Save"
    mode: Mode = "save"
    focus: str = ""
    key: str = ""
    stay: bool = False

    def __post_init__(self) -> None:
        names = [found.name for found in self.fields()]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.title}: two fields with one name")

    def fields(self) -> Iterator[Field]:
        """All fields in order."""
        return (found for group in self.groups for found in group.fields)

    def values(self) -> dict[str, str]:
        """What stands in it at first."""
        return {found.name: found.value for found in self.fields() if found.value}

    def public(self) -> dict[str, Any]:
        """What the page needs to draw it."""
        groups = [
            {"legend": group.legend, "hint": group.hint, "folded": group.folded,
             "fields": [found.public() for found in group.fields]}
            for group in self.groups
        ]  # fmt: skip
        return {
            "title": self.title, "intro": self.intro, "by_hand": self.by_hand, "submit": self.submit,
            "mode": self.mode, "focus": self.focus, "groups": groups,
        }  # fmt: skip


@dataclass(frozen=True)
class Values:
    """What a page sent, once it has passed: text by the name of the field, empty where nothing was said."""

    said: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.said.get(name, "")

    def day(self, name: str) -> date | None:
        """A day, if one was given."""
        return parse_day(self[name]) if self[name] else None

    def number(self, name: str) -> float | None:
        """A number, if one was given."""
        return float(self[name].replace(",", ".")) if self[name] else None

    def whole(self, name: str) -> int | None:
        """A whole number, if one was given."""
        number = self.number(name)
        return None if number is None else int(number)

    def flag(self, name: str) -> bool:
        """Whether it was ticked."""
        return self[name] == YES

    def names(self, name: str) -> list[str]:
        """Several names, parted by commas."""
        return [part.strip().lstrip("@#") for part in self[name].split(",") if part.strip(" @#")]


def check(form: Form, sent: object, *, partly: bool = False) -> Values:
    """What a page sent, checked against the form. partly: only some of the fields are there, as for one answer.

    Raises Refused with every problem by field.
    """
    known = {found.name: found for found in form.fields()}
    texts = texts_of(form, sent)
    asked = [known[name] for name in texts] if partly else list(known.values())
    found = {one.name: one.problem(texts.get(one.name, "")) for one in asked}
    problems = {name: problem for name, problem in found.items() if problem}
    if problems:
        raise Refused(problems)
    return Values(texts)


def texts_of(form: Form, sent: object) -> dict[str, str]:
    """The texts of known fields, trimmed and not longer than they may be. Raises Refused for what no page of ours sends."""
    known = {found.name: found for found in form.fields()}
    if not isinstance(sent, Mapping) or not set(sent) <= set(known):
        raise Refused({"": "the page and the notebook do not fit; run the cell again"})
    if not all(isinstance(value, str) for value in sent.values()):
        raise Refused({"": "the page sent something that is no text; run the cell again"})
    return {name: value.strip()[: known[name].longest + 1] for name, value in sent.items()}


def _day_problem(label: str, value: str) -> str:
    try:
        parse_day(value)
    except UsageError:
        return f"{label}: write a day such as 2025-03-31"
    return ""
