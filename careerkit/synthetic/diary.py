"""The journal of a synthetic person: lines by day, and how a line and its tokens are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from math import exp
from random import Random

from careerkit.synthetic.person import Person

# Most of a working week's lines are about workdays.
_DAYS = (0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 6)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Diary:
    """Lines by day, with the person's own habits of stamping and of writing late."""

    def __init__(self, person: Person) -> None:
        self.rng = person.streams["odds"]
        self.habits = person.habits
        self.days: defaultdict[date, list[str]] = defaultdict(list)

    def add(self, day: date, word: str, text: str, detail: str = "") -> None:
        """One journal line, with the time of writing where that is known or late."""
        line = f"- {word}: {text}{self._stamp(day)}"
        self.days[day].append(f"{line}\n  {detail}" if detail else line)

    def note(self, day: date, text: str) -> None:
        """A line of the person's own, which careerkit must pass over."""
        self.days[day].append(f"- {text}")

    def year(self, year: int) -> str:
        """The journal file of one year."""
        parts = [f"# {year}\n\nSynthetic journal, put together from phrase parts.\n"]
        for day in sorted(day for day in self.days if day.year == year):
            lines = "\n".join(self.days[day])
            parts.append(f"\n## {day.isoformat()} {_WEEKDAYS[day.weekday()]}\n{lines}\n")
        return "".join(parts)

    def _stamp(self, day: date) -> str:
        draw = self.rng.random()
        if draw < self.habits.late:
            day += timedelta(int(self.rng.triangular(2, 25, 3)))
        elif self.rng.random() >= self.habits.stamps:
            return ""
        clock = f"{17 + int(draw * 5)}:{int(draw * 1000) % 60:02}"
        return f" [at:: {day.isoformat()}T{clock}]"


def poisson(rng: Random, mean: float) -> int:
    """A count with this mean (Knuth; the means here are small)."""
    limit, count, product = exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def day_of(week: date, rng: Random) -> date:
    """A day of the week with this Monday, mostly a workday."""
    return week + timedelta(_DAYS[int(rng.random() * len(_DAYS))])


def pick(rng: Random, some: Sequence[str]) -> str:
    """One of some texts, each as likely."""
    return some[int(rng.random() * len(some))]


def phrase(rng: Random, person: Person, some: Sequence[str]) -> str:
    """A text from one of these templates, about the person's own work."""
    template = pick(rng, some)
    return template.format(
        thing=pick(rng, person.field.things), client=pick(rng, person.field.clients)
    )


def duration(rng: Random, quarters: int) -> str:
    """A number of quarter hours in one of the ways people write it."""
    hours, rest = divmod(quarters, 4)
    draw = rng.random()
    if draw < 0.2:
        return f"{quarters / 4:g}h"
    if draw < 0.3:
        return f"{quarters / 4:g}h".replace(".", ",")
    if not hours:
        return f"{rest * 15}min"
    return f"{hours}h{rest * 15}" if rest else f"{hours}h"


def spelling(rng: Random, tag: str) -> str:
    """A tag as somebody types it in a hurry."""
    kind = int(rng.random() * 4)
    if kind == 0:
        return tag.title()
    if kind == 1:
        return tag.replace("-", "_")
    if kind == 2:
        return tag.removesuffix("s") if tag.endswith("s") else f"{tag}s"
    return f"{tag[:2]}{tag[3]}{tag[2]}{tag[4:]}" if len(tag) > 4 else tag.upper()
