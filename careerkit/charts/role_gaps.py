"""The skills of the nearest target role, and how often the log shows them at its level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "target_roles"
TITLE = "Skills of the nearest target role"
COLUMNS: Mapping[str, str] = {
    "role": "Role",
    "skill": "Skill",
    "importance": "Importance",
    "level": "Level asked",
    "uses_at_level": "Uses at it in 24 months",
    "unrated": "Uses without a level",
    "last_use": "Last use",
    "state": "State",
    "nearest": "Nearest role",
}
MET, MOST = 3, 6


def alt(table: pd.DataFrame) -> str:
    """One sentence with how many skills of the nearest role are met, and how many are not observed."""
    own = table[table["nearest"].astype(bool)]
    n = own["state"].value_counts()
    return (
        f"Of {len(own)} skills of the nearest role {n.get('met', 0)} were used at its level {MET} times or more, "
        f"{n.get('part', 0)} less often, {n.get('over a year ago', 0)} over a year ago; {n.get('not observed', 0)} are not observed."
    )


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """A bar is how often a skill was used in 24 months at the level asked, the fainter part, if any, uses without a level; the most important skill comes first, and the dashes mark three uses."""
    import altair

    counted = "datum.uses_at_level + (datum.unrated ? ' + ' + datum.unrated + ' unrated' : '')"
    word = f"datum.state == 'not observed' || datum.state == 'over a year ago' ? datum.state : {counted}"
    say = "datum.skill + ', importance ' + datum.importance + ', ' + datum.state + ': ' + datum.uses_at_level + ' uses at its level, ' + datum.unrated + ' without a level'"
    base = altair.Chart(table, height=altair.Step(22)).transform_filter("datum.nearest")
    base = base.transform_calculate(
        at=f"min(datum.uses_at_level, {MOST})", end=f"min(datum.uses_at_level + datum.unrated, {MOST})",
        word=word, say=say,
    ).encode(
        y=altair.Y("skill:N", title="skill", sort=list(dict.fromkeys(table["skill"]))).axis(title=None, labelLimit=125),
        description="say:N",
    )  # fmt: skip
    scale = altair.Scale(domain=[0, MOST + 4.4], nice=False)
    label = f"datum.value == {MOST} ? '{MOST} or more' : datum.label"
    x = altair.X("at:Q", title="uses in 24 months", scale=scale).axis(
        values=[0, MET, MOST], labelExpr=label
    )
    bars = base.mark_bar(size=9).encode(x=x)
    pale = base.transform_filter("datum.unrated > 0").mark_bar(size=9, opacity=0.5)
    words = base.mark_text(style="value", align="left", dx=5)
    rule = (
        altair.Chart()
        .mark_rule(style="target")
        .encode(x=altair.datum(MET, title="uses in 24 months"))
    )
    return altair.layer(
        pale.encode(x=altair.X("at:Q", title="uses in 24 months"), x2="end:Q"),
        bars,
        rule,
        words.encode(x=altair.datum(MOST, title="uses in 24 months"), text="word:N"),
        data=table,
    )
