"""Sittings of the packaged questionnaires, with every item answered so that each score is a chosen value."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from careerkit import assess, instruments
from careerkit.instruments import Instrument
from tests.measures.frames import frame

COMPASS, PULSE, RIASEC = (
    instruments.load(instruments.PACKAGED / f"{name}.toml")
    for name in ("compass", "pulse", "riasec")
)
Answers = list[dict[str, Any]]


def sitting(
    instrument: Instrument, value: float, at: str, name: str = "a", *,
    occasion: str | None = None, items: int | None = None, skipped: Collection[str] = (),
) -> Answers:  # fmt: skip
    """One sitting: the first `items` items answered so that every score is `value` (reversed ones mirrored)."""
    turned = {item for score in instrument.scores.values() for item in score.reversed}
    return [
        {
            "id": f"{name}-{item}", "instrument": instrument.id, "version": instrument.version,
            "fingerprint": instrument.fingerprint, "administration": name, "occasion": occasion, "at": at,
            "item": item, "value": None if item in skipped else 6 - value if item in turned else value,
            "answered": "skipped" if item in skipped else "answered",
        }
        for item in list(instrument.values)[:items]
    ]  # fmt: skip


def scored(*sittings: Answers, known: Collection[Instrument] = (COMPASS, PULSE, RIASEC)) -> pd.DataFrame:  # fmt: skip
    """The scores of some sittings."""
    rows = [row for one in sittings for row in one]
    return assess.scores(frame("answer", rows), {part.fingerprint: part for part in known})
