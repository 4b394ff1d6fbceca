"""Synthetic workbooks for trying things out: any number of people, the same seed the same bytes.

Everybody in them is invented, and the texts are put together from phrase parts. A person depends on
the seed and their own number only, so that a hundred begin with the same ten.

Energy follows a weekly mood (autoregressive, 0.6 a week) and noise, rounded to -2..+2. Without a
planted effect nothing else moves it: what a review then finds in activities or evenings is chance.
Activities follow a popularity and come in spells of three weeks.

Planted effects, as NAME=VALUE; each holds for every person:

- `slump=YEAR`: eight weeks of that year with 30 % of the usual wins, lessons, experiments, contacts,
  feedback and learning. They are logged, with tasks instead of wins, and a point of energy lower.
  Milestones keep their days.
- `energy=TAG:+0.8`: entries with that tag get the shift; everyone then has that activity.
- `contacts=RATE`: the mean of meaningful contacts a week, 0 to 10; another person each time in a week.
- `learning=HOURS`: the mean of learning hours a month, 0 to 100, all of them with their hours.
- `slip=DAYS`: the median of days from a milestone's first date to the day it was done, -30 to 365.
- `boundary=+0.7`: energy of entries on the next workday after a kept evening; all then log evenings.
- `entries=RATE`: the mean of entries a week, 0 to 20.

Shifts are added before rounding and clipping, so that a table shows a little less of them. Rates hold
for weeks outside declared pauses: with a planted rate or a slump no silence is left unexplained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from careerkit.errors import CannotWrite, UsageError
from careerkit.period import check_year
from careerkit.synthetic import planting
from careerkit.synthetic.calendar import make_calendar
from careerkit.synthetic.exports import load_instruments
from careerkit.synthetic.person import make_person
from careerkit.synthetic.pieces import files

_MAX_PEOPLE = 100_000


def effects(texts: Iterable[str]) -> dict[str, str]:
    """Planted effects by name, from texts such as slump=2024. Raises UsageError."""
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign:
            raise UsageError(f"{text!r} is no NAME=VALUE; names: {', '.join(planting.NAMES)}")
        if name in found:
            raise UsageError(f"{name} is planted twice; give it once")
        found[name] = value
    planting.read(found)
    return found


def write(
    folder: Path,
    people: int,
    years: Sequence[int],
    seed: int,
    planted: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write `people` synthetic workbooks into a new or empty folder and return their folders.

    years: calendar years that follow each other. Raises UsageError for a folder with something in it
    and for what cannot be planted, CannotWrite when the disk refuses.
    """
    plant = planting.read(planted or {})
    first, last = _check_years(years)
    if not 1 <= people <= _MAX_PEOPLE:
        raise UsageError(f"{people} people cannot be made; ask for 1 to {_MAX_PEOPLE}")
    if plant.slump is not None and not first <= plant.slump <= last:
        raise UsageError(f"slump={plant.slump} is not one of the years {first} to {last}")
    asked = load_instruments()
    try:
        _claim(folder)
        made = []
        for number in range(1, people + 1):
            person = make_person(seed, number, first, last, plant)
            calendar = make_calendar(first, last, plant, person)
            root = folder / f"person-{number:04}"
            _save(root, files(person, calendar, plant, asked))
            made.append(root)
    except OSError as error:
        raise CannotWrite(f"{folder}: cannot be written: {error.strerror}") from None
    return made


def _check_years(years: Sequence[int]) -> tuple[int, int]:
    if not years:
        raise UsageError("no year is given; name one such as 2024")
    for year in years:
        check_year(year)
    first, last = min(years), max(years)
    if sorted(years) != list(range(first, last + 1)):
        raise UsageError("the years must follow each other, each of them once")
    return first, last


def _claim(folder: Path) -> None:
    """Make the folder, or make sure that it is an empty one."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; name a new one")
    folder.mkdir(parents=True, exist_ok=True)


def _save(root: Path, contents: Mapping[str, str]) -> None:
    # Plain files, not durable ones: waiting for the disk thirteen thousand times would take minutes,
    # and whoever loses them makes them again. Mode x never follows or replaces what is there.
    for part in sorted({name.rpartition("/")[0] for name in contents}):
        (root / part).mkdir(parents=True, exist_ok=True)
    for name, text in contents.items():
        with (root / name).open("xb") as file:
            file.write(text.encode())
