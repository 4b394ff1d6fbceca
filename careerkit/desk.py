"""Where a form is filled in: the workbook, the year that is worked on, and what is known by now."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from careerkit import period, store, workspace
from careerkit.workbook import Year
from careerkit.workspace import Workbook

if TYPE_CHECKING:
    import pandas as pd


class Desk:
    """A workbook that is being worked on: whatever is asked of it is as its files say at this moment.

    workbook, year: as `careerkit.Year` takes them. clock: tells now with its zone; a test gives one of its own.
    """

    def __init__(
        self, workbook: str = "", year: int = 0, clock: Callable[[], datetime] = period.now
    ) -> None:
        self._named, self._asked, self._clock = workbook, year, clock
        self._root = workspace.find(workbook or None).root
        self._latest: tuple[str, Year] | None = None
        self._looking = threading.Lock()

    @property
    def workbook(self) -> Workbook:
        """The workbook; its settings are read anew by every caller."""
        return Workbook(self._root)

    @property
    def at(self) -> datetime:
        """Now, in the person's own zone."""
        return self._clock().astimezone(ZoneInfo(self.workbook.settings.time_zone))

    @property
    def today(self) -> date:
        """The person's day."""
        return self.at.date()

    @property
    def view(self) -> Year:
        """The year as its owner sees it now; worked out again only when a file has changed."""
        stamp = store.given_stamp(self.workbook)
        with self._looking:
            if self._latest is None or self._latest[0] != stamp:
                self._latest = (stamp, Year(self._named or str(self._root), self._asked))
            return self._latest[1]

    @property
    def year(self) -> int:
        """The year that is worked on."""
        return self.view.year

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """All tables, whole, as the files say now. It may take a second: what is written needs none of it."""
        return self.view.loaded.frames

    @property
    def is_read_only(self) -> bool:
        """Whether nothing may be written: the shipped samples, and what a past review was made from."""
        return self.workbook.is_frozen or self._root.is_relative_to(workspace.samples())
