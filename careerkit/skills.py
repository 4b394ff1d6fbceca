"""Which spellings mean which skill, and so what an entry is labelled with."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from careerkit.workspace import PACKAGE

if TYPE_CHECKING:
    import pandas as pd


def spellings(own: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Every spelling of every skill with the skill's name; a tag that is none of them is an activity.

    own: the person's skills with their aliases, which come before the shipped ones.
    """
    named = [(slug, list(aliases)) for slug, aliases in own]
    index = {slug: slug for slug, _ in named}
    for slug, aliases in named + _shipped():
        # A person's skill may bear a shipped alias as its name; then the person's name rules.
        name = index.setdefault(slug, slug)
        for alias in aliases:
            index.setdefault(alias, name)
    return index


def labels(entry: pd.DataFrame, skill: pd.DataFrame) -> list[list[str]]:
    """The labels of each entry: its skills, and those of its tags that are no spelling of one of them."""
    index = spellings(zip(skill["slug"], skill["aliases"], strict=True))
    return [
        [*some, *(tag for tag in tags if tag not in some and index.get(tag) not in some)]
        for some, tags in zip(map(list, entry["skills"]), entry["tags"], strict=True)
    ]


@cache
def _shipped() -> list[tuple[str, list[str]]]:
    groups: dict[str, dict[str, Any]] = tomllib.loads((PACKAGE / "skills.toml").read_text("utf-8"))
    return [(slug, aliases) for group in groups.values() for slug, aliases in group.items()]
