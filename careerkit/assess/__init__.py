"""Answers and questionnaires to scores, and what may be said of two of them: always derived, never stored.

`scores` turns long answers into one row per sitting and score. `sitting`, `sittings` and
`mean_of_sittings` choose among them. `comparable` and `judge` say whether a change may be told, and
which one. `instruments` finds the questionnaires. Frames and rows in, frames and words out; no file of
answers is read here and no clock.
"""

from __future__ import annotations

from careerkit.assess.change import (
    APART,
    Change,
    Comparison,
    Judgement,
    comparable,
    judge,
    reliable_change,
    repeatability,
    standard_error,
)
from careerkit.assess.scoring import band_of, scores
from careerkit.assess.sittings import mean_of_sittings, sitting, sittings
from careerkit.instruments import fingerprint, load
from careerkit.instruments.known import instruments

__all__ = [
    "APART",
    "Change",
    "Comparison",
    "Judgement",
    "band_of",
    "comparable",
    "fingerprint",
    "instruments",
    "judge",
    "load",
    "mean_of_sittings",
    "reliable_change",
    "repeatability",
    "scores",
    "sitting",
    "sittings",
    "standard_error",
]
