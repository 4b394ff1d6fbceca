"""People: whom one names, and whom one talks with on purpose."""

from __future__ import annotations

from collections.abc import Iterator

from careerkit.steps import Log, Task, guess, missing

TITLE = "Build a network"
GUIDE = "03_build_network"
ORDER = 3
PEOPLE, CONTACTS = 2, 2


def tasks(log: Log) -> Iterator[Task]:
    """A guess, two people by name, two meaningful contacts in the year."""
    yield from guess(log, "network")
    people = {*log.tables["person"]["slug"]}
    for some in log.tables["touch"]["people"]:
        people |= set(some)
    yield Task(
        "people by name", len(people), PEOPLE,
        f"name {missing(len(people), PEOPLE, 'person', 'people')} you would like to talk with",
    )  # fmt: skip
    real = int(log.year("touch")["meaningful"].fillna(False).astype(bool).sum())
    yield Task(
        "meaningful contacts of this year", real, CONTACTS,
        f"log {missing(real, CONTACTS, 'talk or letter', 'talks or letters')} that had a purpose",
    )  # fmt: skip
