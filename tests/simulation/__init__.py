"""Proves the statistics on synthetic years: years of which the truth is known, judged by a naive rule and by careerkit.

    python -m tests.simulation [--json]

`years` makes the years and knows no rule; `naive` holds the rules that everybody would write first. Each question is
a module with `TITLE`, `NAIVE` and `OURS` (what the two rules are), `ROWS` (what is counted and what is asked of it) and
`simulate(part)`, which gives the results row by row, from `part` of the full number of years. The rule on careerkit's
side is always the one that measures use. To add a question, add such a module and its name here.
"""

from __future__ import annotations

QUESTIONS = (
    "energy", "momentum", "sections", "change", "slip", "level", "evenings", "questionnaire", "coverage",
)  # fmt: skip
