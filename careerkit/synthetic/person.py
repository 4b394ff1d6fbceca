"""Who a synthetic person is: name, work, circle, and how they keep their log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from careerkit.synthetic import phrases
from careerkit.synthetic.phrases import Field
from careerkit.synthetic.planting import Plant

# Each part of a life draws from its own stream, so that planting one effect leaves the others as they are.
PARTS = (
    "traits", "circle", "calendar", "entries", "contacts", "learning", "evenings", "feedback",
    "goals", "registers", "answers", "linkedin", "toggl", "odds",
    "pulses", "promises",
)  # fmt: skip
# Entries a week, from very sparse to busy, and how common such people are.
_PACES = ((0.3, 0.7), (0.9, 1.4), (1.8, 2.6), (2.8, 3.6), (4.2, 5.2))
_PACE_WEIGHTS = (15, 20, 25, 25, 15)
_FULL_PACE = 3.0
_ACTIVITIES = 12


@dataclass(frozen=True, slots=True)
class Friend:
    """Somebody in a person's circle."""

    slug: str
    name: str
    org: str
    title: str
    relation: str
    since: date

    @property
    def url(self) -> str:
        """An address that belongs to nobody."""
        return f"https://www.linkedin.com/in/{self.name.replace(' ', '-').lower()}-example"


@dataclass(frozen=True, slots=True)
class Habits:
    """Rates a week, hours a month, and shares between 0 and 1 of how somebody logs."""

    entries: float
    contacts: float
    learning: float
    evenings: float
    kept: float
    energy: float
    hours: float
    stamps: float
    late: float
    checkins: float
    variants: float
    declares: float
    slip: float


@dataclass(frozen=True)
class Person:
    """One invented person. `streams` are the random numbers of each part of their life."""

    number: int
    name: str
    field: Field
    org: str
    tags: tuple[str, ...]
    circle: tuple[Friend, ...]
    habits: Habits
    streams: dict[str, Random]


def make_person(seed: int, number: int, first: int, last: int, plant: Plant) -> Person:
    """Person `number` of a seed; nothing about them depends on how many others there are."""
    # Nothing here is a secret: the numbers must be the same again, which is what Random promises.
    root = Random(f"{seed}:{number}")  # noqa: S311
    streams = {part: Random(root.getrandbits(64)) for part in PARTS}  # noqa: S311
    rng = streams["traits"]
    field = rng.choice(phrases.FIELDS)
    return Person(
        number=number,
        name=f"{rng.choice(phrases.FIRST_NAMES)} {_last_name(rng)}",
        field=field,
        org=_org(rng),
        tags=_activities(field, rng, plant),
        habits=_habits(rng, plant),
        circle=_circle(streams["circle"], first, last),
        streams=streams,
    )


def popularity(count: int) -> list[float]:
    """Cumulative weights 1, 1/2, 1/3, ...: a few things make up most of a life."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def _activities(field: Field, rng: Random, plant: Plant) -> tuple[str, ...]:
    """The person's activities, most frequent first; a planted one is frequent enough to be seen."""
    tags = rng.sample(field.tags, _ACTIVITIES)
    if plant.tag:
        tags = [tag for tag in tags if tag != plant.tag]
        tags.insert(1, plant.tag)
    return tuple(tags)


def _habits(rng: Random, plant: Plant) -> Habits:
    low, high = rng.choices(_PACES, _PACE_WEIGHTS)[0]
    pace = rng.uniform(low, high)
    # Who writes few entries notes few contacts too.
    diligence = min(1.0, pace / _FULL_PACE)
    contacts, learning = rng.lognormvariate(0.1, 0.6), rng.uniform(1, 14)
    evenings = rng.choice((0.0, 0.0, 1.5, 2.5, 3.5))
    return Habits(
        entries=_planted(plant.entries, pace),
        contacts=_planted(plant.contacts, min(4.0, contacts) * diligence),
        learning=_planted(plant.learning, learning * diligence),
        evenings=evenings * diligence if plant.boundary is None else 3.5,
        kept=rng.uniform(0.45, 0.75),
        energy=rng.uniform(0.55, 0.98),
        hours=rng.uniform(0.2, 0.7),
        stamps=rng.choice((0.0, 0.3, 0.9)),
        late=rng.uniform(0.01, 0.2),
        checkins=rng.choice((0.0, 0.2, 0.4)),
        variants=rng.uniform(0, 0.12),
        declares=rng.uniform(0.4, 1.0),
        slip=_planted(plant.slip, rng.uniform(-5, 45)),
    )


def _planted(value: float | None, drawn: float) -> float:
    return drawn if value is None else value


def _circle(rng: Random, first: int, last: int) -> tuple[Friend, ...]:
    names = rng.sample(phrases.FIRST_NAMES, rng.randint(20, 28))
    days = (date(last, 12, 1) - date(first, 1, 1)).days
    return tuple(
        Friend(
            slug=name.lower(),
            name=f"{name} {_last_name(rng)}",
            org=_org(rng),
            title=rng.choice(rng.choice(phrases.FIELDS).titles),
            relation="mentor" if rank == 0 else rng.choice(phrases.RELATIONS),
            since=date(first, 1, 1) + timedelta(rng.randint(-900, days)),
        )
        for rank, name in enumerate(names)
    )


def _last_name(rng: Random) -> str:
    return rng.choice(phrases.LAST_STARTS) + rng.choice(phrases.LAST_ENDS)


def _org(rng: Random) -> str:
    return f"{rng.choice(phrases.ORG_STARTS)} {rng.choice(phrases.ORG_ENDS)}"
