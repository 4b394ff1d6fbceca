"""One step of the guides: what is there, and the next thing to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, cast

from careerkit import pages, registry
from careerkit.steps import Log, Task


class Part(Protocol):
    """The interface of one file in `steps/`."""

    TITLE: str
    GUIDE: str
    ORDER: int

    def tasks(self, log: Log) -> Iterable[Task]:
        """What the step asks for, in order."""


def parts() -> list[tuple[str, Part]]:
    """All steps with their names, in the order of the guides."""
    found = [(name, cast(Part, module)) for name, module in registry.parts("steps")]
    return sorted(found, key=lambda pair: pair[1].ORDER)


@dataclass(frozen=True)
class Verdict:
    """What is there for one step; Jupyter shows it as a table. It holds numbers and our own words alone."""

    step: str
    title: str
    tasks: tuple[Task, ...]

    @property
    def done(self) -> bool:
        """Whether everything is there."""
        return all(task.is_done for task in self.tasks)

    @property
    def next(self) -> str:
        """The next thing to do, without a full stop; empty when everything is there."""
        return next((task.next for task in self.tasks if not task.is_done), "")

    @property
    def sentence(self) -> str:
        """What is there and the next thing to do, in plain words."""
        return pages.step_told(self.tasks)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return pages.step(self.title, self.tasks)._repr_mimebundle_()


@dataclass(frozen=True)
class Step:
    """A step of somebody's year. look: reads the files anew. Raises UsageError for a name that is no step."""

    name: str
    look: Callable[[], Log]

    def __post_init__(self) -> None:
        _ = self._part

    @property
    def _part(self) -> Part:
        return cast(Part, registry.part("steps", self.name))

    def check(self) -> Verdict:
        """What is there by now, and the next thing to do."""
        return Verdict(self.name, self._part.TITLE, tuple(self._part.tasks(self.look())))
