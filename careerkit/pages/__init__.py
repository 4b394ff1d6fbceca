"""From measures to blocks: what the pages of a review are made of.

`first` is the owner's page in one minute, `edition` the other readers' in two, `sections` shows one measure, `advising` the advice and its
audit, `closing` what it was all made from. `guiding` is what the guides show: a step, and a guess beside the log.
"""

from careerkit.pages.advising import advice, audit, brief, starter
from careerkit.pages.closing import appendix, composites, definitions, end
from careerkit.pages.edition import texts, two_minutes
from careerkit.pages.first import WORDS, direction, horizon, opening, summary, targets
from careerkit.pages.guiding import reveal, step, step_told
from careerkit.pages.sections import (
    Trace,
    next_step,
    quotes,
    recent,
    section,
    starter_section,
    trace,
)

__all__ = [
    "WORDS", "Trace", "advice", "appendix", "audit", "brief", "composites", "definitions", "direction", "end", "horizon", "next_step", "opening", "quotes",
    "recent", "reveal", "section", "starter", "starter_section", "step", "step_told", "summary", "targets", "texts", "trace", "two_minutes",
]  # fmt: skip
