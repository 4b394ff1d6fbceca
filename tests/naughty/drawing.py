"""Charts whose every label is a hostile string."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from careerkit import chart
from careerkit.chart import Drawn
from tests.charts.samples import sample

# The columns of each chart that hold words; some are ours, but a log may change and a chart must not.
LABELS = {
    "bets": ("slug", "state"),
    "fits": ("value",),
    "kept_by_weekday": ("weekday",),
    "role_gaps": ("role", "skill"),
    "compass_profile": ("title", "low", "high"),
    "energy_labels": ("label",),
    "feedback_funnel": ("step",),
    "goal_time": ("goal",),
    "interests": ("title", "high"),
    "milestones": ("slug",),
    "momentum_weeks": ("recovery",),
    "position": ("dimension", "low", "high"),
    "skill_lanes": ("skill", "lane"),
    "years": ("what",),
}
# Charts that hand the drawing program their labels as a list to sort by, which it turns into code.
SORTED = ("bets", "fits", "kept_by_weekday", "role_gaps")
OTHERS = tuple(name for name in LABELS if name not in SORTED)
ROWS = 60


def table(name: str, strings: Sequence[str]) -> pd.DataFrame:
    """The table of a chart with one row for each string, the rest as in the sample."""
    part = chart.part(name)
    usual = chart.reduced(sample(part.MEASURE).table, part.COLUMNS)
    rows = [usual.iloc[i % len(usual)] for i in range(len(strings))]
    made = pd.DataFrame(rows).reset_index(drop=True).astype(object)
    if "nearest" in made:  # only the skills of the nearest role are drawn
        made["nearest"] = True
    for column in LABELS[name]:
        made[column] = pd.Series(list(strings), dtype=object)
    return made


def draw(name: str, strings: Sequence[str]) -> Drawn:
    """One chart with these strings as its labels."""
    return chart.render(name, table(name, strings))
