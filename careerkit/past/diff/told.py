"""How a comparison is said: in lines for the person's own terminal, or as JSON. Words of the log only when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from careerkit.past.diff import Diff, Section, causes
from careerkit.past.diff.causes import Cause
from careerkit.past.diff.facts import Moved
from careerkit.past.diff.records import Change

UNEXPLAINED = "unexplained: please report it"
_FIRST = ("status", "n")


def lines(diff: Diff, *, show_text: bool = False, most: int = 5) -> Iterator[str]:
    """The comparison in lines; none at all when nothing moved.

    most: records of a cause and cells of a table that are listed. show_text: with the words of the log.
    """
    numbers = _numbers(diff)
    if not (diff.sections or diff.remade):
        return
    yield f"{diff.before.number}: {diff.before.label} -> {diff.after.label}"
    yield "\nWhat differs"
    for cause, number in numbers.items():
        yield f"  [{number}] {_cause(cause, show_text)}"
        yield from (f"      {_record(change, show_text)}" for change in cause.records[:most])
        if len(cause.records) > most:
            yield f"      and {len(cause.records) - most} more"
    for section in diff.sections:
        yield from _section(section, numbers, show_text, most)
    if diff.remade:
        yield "\nThe same tables gave something else when the review was made:"
    for section in diff.remade:
        yield from _section(section, numbers, show_text, most)


def _numbers(diff: Diff) -> dict[Cause, int]:
    """A number for every cause that moved something, in the order in which they are told."""
    found = dict.fromkeys(c for section in (*diff.sections, *diff.remade) for c in section.causes)
    return {cause: number for number, cause in enumerate(found, 1)}


def notes(diff: Diff) -> Iterator[str]:
    """What is no movement, but may be missed: records that were written down too late for the day looked at."""
    if diff.hidden:
        counts = ", ".join(f"{count} {name}" for name, count in diff.hidden.items())
        yield (
            f"written down after {diff.after.as_of} and therefore not in it: {counts};"
            " see them with a later --as-of"
        )


def public(diff: Diff, *, show_text: bool = False) -> dict[str, Any]:
    """The comparison, for machine-readable output; sections name their causes by number."""
    numbers = _numbers(diff)
    return {
        "year": diff.before.number,
        "before": diff.before.label, "after": diff.after.label,
        "causes": [
            {
                "number": number, "kind": cause.kind, "table": cause.table,
                "detail": _detail(cause, show_text),
                "records": [_record(change, show_text) for change in cause.records],
            }
            for cause, number in numbers.items()
        ],
        "sections": [_public(section, numbers, show_text) for section in diff.sections],
        "remade": [_public(section, numbers, show_text) for section in diff.remade],
        "hidden": dict(diff.hidden),
    }  # fmt: skip


def _public(section: Section, numbers: Mapping[Cause, int], show_text: bool) -> dict[str, Any]:
    return {
        "name": section.name,
        "moved": [one.public(show_text=show_text) for one in section.moved],
        "causes": sorted(numbers[cause] for cause in section.causes),
    }


def _section(
    section: Section, numbers: Mapping[Cause, int], show_text: bool, most: int
) -> Iterator[str]:
    yield f"\n{section.title}"
    yield from _moved(section.moved, show_text, most)
    named = "".join(f"[{number}]" for number in sorted(numbers[c] for c in section.causes))
    yield f"  because of {named}" if named else f"  {UNEXPLAINED}"


def _moved(found: Sequence[Moved], show_text: bool, most: int) -> Iterator[str]:
    """Status, n, values and sentences all; of the table's cells only the first."""
    cells = [one for one in found if one.what.startswith("table, ")]
    others = sorted(
        (one for one in found if one not in cells), key=lambda one: one.what not in _FIRST
    )
    for one in [*others, *cells[:most]]:
        told = one.public(show_text=show_text)
        if one.what.startswith("sentence"):
            yield f"  {told['what']}: {told['before']}"
            yield f"    -> {told['after']}"
        else:
            yield f"  {told['what']}: {told['before']} -> {told['after']}"
    if len(cells) > most:
        yield f"  and {len(cells) - most} more cells of the table"


def _cause(cause: Cause, show_text: bool) -> str:
    detail = _detail(cause, show_text)
    counted = f"{cause.kind}, {cause.table}: {len(cause.records)}" if cause.records else cause.kind
    return (
        f"{counted} ({detail})" if detail and cause.records else f"{counted}: {detail}".rstrip(": ")
    )


def _detail(cause: Cause, show_text: bool) -> str:
    return ", ".join(filter(None, (cause.detail, cause.private if show_text else "")))


def _record(change: Change, show_text: bool) -> str:
    if not show_text:
        return change.place
    before, after = causes.words(change, change.before), causes.words(change, change.after)
    both = f"{before} -> {after}" if before and after and before != after else after or before
    return f"{change.place} {both}"
