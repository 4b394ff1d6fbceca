"""What came of a save: the words for the person, what was written, and what stands in the form next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from careerkit.keeping.edits import Edit


@dataclass(frozen=True)
class Saved:
    """What was written, once it is on disk.

    message: where it stands now, in a few words, without words of the person's. edits: what `undo` takes back; none where it
    cannot. links: a label and a path in the workbook, for the page to open.
    """

    message: str
    edits: Sequence[Edit] = ()
    links: Sequence[tuple[str, str]] = ()
