"""Target roles: the skills they ask for, the uses the log shows, and what is under way that could close a gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from careerkit import skills
from careerkit.counting import streams
from careerkit.period import Period

# What a task is: a line with the skill, an open plan that carries it, else the activity that is logged most.
LINE, PLAN, USUAL, NONE = "line", "plan", "usual", "none"
_COLUMNS = ["id", "date", "text", "kind", "tag"]


def wanted(target: pd.DataFrame, skill: pd.DataFrame) -> pd.DataFrame:
    """One row per role and skill, by the names that entries have them under: role, skill, importance, level.

    Unknown importance is 1, unknown level stays unknown. A skill that a role names twice, by its name
    and by an alias, asks for the more of both.
    """
    spelled = _spellings(skill)
    rows = target.dropna(subset=["slug", "skill"])
    rows = rows.assign(role=rows["slug"], skill=[spelled.get(name, name) for name in rows["skill"]])
    found = rows.groupby(["role", "skill"])[["importance", "level"]].max().reset_index()
    found = found.astype({"role": "str", "skill": "str", "importance": "float64"})
    return found.assign(importance=found["importance"].fillna(1.0))


def unknown(names: Iterable[str], skill: pd.DataFrame, known: pd.DataFrame) -> set[str]:
    """Which of some skills are known to no list, no register and no line."""
    said = {*chain.from_iterable(known["skills"]), *chain.from_iterable(known["tags"])}
    return set(names) - said - set(_spellings(skill))


def _spellings(skill: pd.DataFrame) -> dict[str, str]:
    own = skill.sort_values(["slug", "id"])
    return skills.spellings(zip(own["slug"], own["aliases"], strict=True))


def uses(entry: pd.DataFrame, names: Iterable[str], since: pd.Timestamp) -> pd.DataFrame:
    """`streams.skill_uses` of the entries since a day, and of the older ones that carry one of the skills `names`.

    Tags among `names` that are no skill here count, too. Adds is_skill, and place: the context of the
    line, else its side project, else unknown.
    """
    asked = set(names)
    known = entry[_OF_USES][(entry["date"] >= since) | _carries(entry, asked)]
    own = streams.skill_uses(known).assign(is_skill=True)
    others = asked - set(own["skill"].cat.categories)
    named = [[tag for tag in tags if tag in others] for tags in known["tags"]]
    tagged = known.assign(skills=pd.Series(named, known.index, dtype=object))
    plain = streams.skill_uses(tagged).assign(is_skill=False)
    both = pd.concat([part.astype({"skill": "str"}) for part in (own, plain)], ignore_index=True)
    project = known["project"].reindex(both["entry"]).to_numpy()
    return both.assign(place=both["context"].fillna(pd.Series(project, both.index, dtype="str")))


_OF_USES = [
    "id", "date", "skills", "tags", "hours", "level", "context", "energy", "goal", "builds_on", "project",
]  # fmt: skip


def _carries(entry: pd.DataFrame, names: set[str]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Whether each entry has one of these among its skills or tags."""
    found = np.zeros(len(entry), dtype=bool)
    for column in ("skills", "tags"):
        lists = entry[column].tolist()
        at = np.repeat(np.arange(len(lists)), [len(some) for some in lists])
        found[at[pd.Series(list(chain.from_iterable(lists)), dtype=object).isin(names)]] = True
    return found


# ---- what is under way -------------------------------------------------------------------------------


def plans(
    goal: pd.DataFrame, goal_event: pd.DataFrame, project: pd.DataFrame, period: Period
) -> pd.DataFrame:
    """Goals and milestones open on the as-of day and side projects running then.

    id, date (set or begun; NaT where nobody said), text (the title, else the short name), skills, tags.
    A goal is closed when done or drop is the last of its events; one without any event is open.
    """
    last = pd.Timestamp(period.last)
    events = goal_event[goal_event["date"] < last].sort_values(["date", "id"])
    final = events.drop_duplicates("slug", keep="last")
    closed = final.loc[final["event"].isin(["done", "drop"]), "slug"]
    goals = goal[~goal["slug"].isin(closed) & ~(goal["set_on"] >= last)]
    running = project[
        (project["state"].fillna("running") == "running")
        & ~(project["ended"] < last)
        & ~(project["started"] >= last)
    ]
    parts = [goals.assign(date=goals["set_on"]), running.assign(date=running["started"])]
    found = pd.concat([part.assign(text=part["title"].fillna(part["slug"])) for part in parts])
    return found[["id", "date", "text", "skills", "tags"]].reset_index(drop=True)


def tasks(
    names: Sequence[str],
    used: pd.DataFrame,
    known: pd.DataFrame,
    open_plans: pd.DataFrame,
    since: pd.Timestamp,
) -> pd.DataFrame:
    """Per skill, in the order given, one task: id, date, text, kind, and the tag of a usual one.

    line: the last use on or after `since`; else plan: the newest open plan that carries the skill among
    its skills or tags; else usual: the last line of the activity (a tag that is no skill) that most
    lines with hours carry since then; else none. `used` as of `uses`, of the entries `known`.
    """
    late = used[(used["date"] >= since) & used["skill"].isin(names)].sort_values(["date", "id"])
    late = late.drop_duplicates("skill", keep="last")
    texts = known["text"].reindex(late["entry"])
    found = {
        skill: (*task, LINE, None)
        for skill, *task in zip(late["skill"], late["id"], late["date"], texts, strict=True)
    }
    recent = known.loc[(known["date"] >= since) & known["hours"].notna(), _OF_TASKS]
    usual = _usual(recent.sort_values(["date", "id"]))
    planned = _by_skill(open_plans)
    rows = [found.get(skill) or planned.get(skill) or usual for skill in names]
    return pd.DataFrame(rows, pd.Index(list(names), dtype="str", name="skill"), _COLUMNS)


_OF_TASKS = ["id", "date", "text", "skills", "tags"]


def _by_skill(open_plans: pd.DataFrame) -> Mapping[str, tuple[Any, ...]]:
    """The newest open plan of every skill or tag."""
    rows = open_plans.sort_values(["date", "id"], na_position="first").to_dict("records")
    return {
        str(name): (row["id"], row["date"], row["text"], PLAN, None)
        for row in rows
        for name in (*row["skills"], *row["tags"])
    }


def _usual(late: pd.DataFrame) -> tuple[Any, ...]:
    pairs = zip(late["tags"], late["skills"], strict=True)
    activity = pd.Series([sorted(set(tags) - set(some)) for tags, some in pairs], late.index)
    each = activity.explode().dropna()
    if each.empty:
        return None, pd.NaT, None, NONE, None
    most = each.value_counts().sort_index().idxmax()
    line = late.loc[each.index[each == most][-1]]
    return line["id"], line["date"], line["text"], USUAL, most
