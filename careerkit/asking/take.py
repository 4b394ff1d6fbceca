"""A questionnaire in the terminal: one statement at a time, a number and Enter, nothing repeated on the screen.

Numbers answer, `s` skips, `b` goes back, `q` stops and keeps what is there. Each answer is on disk before the
next statement is shown, so that a kill loses at most the one that is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from careerkit.asking.sitting import Sitting, choices
from careerkit.instruments import Instrument

Ask = Callable[[str], str]
Tell = Callable[[str], None]
_STOP = "q"


def take(sitting: Sitting, ask: Ask, tell: Tell, now: Callable[[], datetime]) -> bool:
    """Ask for what is open and keep each answer; whether the sitting is finished now.

    ask: shows a prompt and returns a line; EOFError stops as `q` does. now: the moment, with its zone.
    """
    items = list(sitting.instrument.values)
    place, shown = _next_open(sitting, 0), ""
    while place < len(items):
        scale = sitting.instrument.scale_of(items[place])
        if scale != shown:
            for line in scale_lines(sitting.instrument, scale):
                tell(line)
            shown = scale
        step = _one(sitting, place, ask, tell, now)
        if step is None:
            return False
        place = max(0, place - 1) if step < 0 else _next_open(sitting, place + 1)
    return not sitting.open_items


def _next_open(sitting: Sitting, start: int) -> int:
    """The place of the next statement without an answer, from `start` on and then from the top; behind all when there is none."""
    items = list(sitting.instrument.values)
    following = [*items[start:], *items[:start]]
    return next((items.index(item) for item in following if item not in sitting.given), len(items))


def _one(
    sitting: Sitting, place: int, ask: Ask, tell: Tell, now: Callable[[], datetime]
) -> int | None:
    """One statement until it is dealt with: 1 to go on, -1 to go back, None to stop."""
    instrument, items = sitting.instrument, list(sitting.instrument.values)
    item = items[place]
    allowed = {f"{value:g}": value for value in instrument.values[item]}
    tell(f"\n{place + 1} of {len(items)}: {instrument.texts[item]}")
    hint = f"{min(allowed, key=float)}-{max(allowed, key=float)}, s skip, b back, q stop"
    if item in sitting.given:
        hint += ", Enter keeps your answer"
    while True:
        word = _word(ask, hint)
        if word == _STOP:
            return None
        if word == "b" or (not word and item in sitting.given):
            return -1 if word else 1
        if word == "s" or word in allowed:
            sitting.give({item: allowed.get(word)}, now())
            return 1
        tell(f"{choices(instrument.values[item])}; or s, b, q")


def _word(ask: Ask, hint: str) -> str:
    try:
        return ask(f"[{hint}] ").strip().casefold()
    except EOFError:
        return _STOP


def opening(sitting: Sitting, is_continued: bool) -> Iterator[str]:
    """What a person reads before the first statement: what this is and is not, then how to answer."""
    instrument = sitting.instrument
    head = instrument.raw["instrument"]
    done, all_items = len(sitting.given), len(instrument.values)
    yield f"{instrument.title}, {all_items} statements, for {sitting.occasion}"
    if is_continued:
        yield f"Going on where you stopped: {done} of {all_items} are answered or skipped."
        return
    yield from (f"- {limit}" for limit in head.get("limits", ()))
    yield ""
    yield from str(head.get("instructions", "")).strip().split("\n")


def scale_lines(instrument: Instrument, scale: str) -> Iterator[str]:
    """The question above a scale, if it has one, and what its numbers stand for."""
    found = instrument.raw["scale"][scale]
    yield ""
    if found.get("question"):
        yield str(found["question"])
    pairs = zip(found["values"], found["labels"], strict=True)
    yield "   ".join(f"{value:g} {label}" for value, label in pairs)


def closing(sitting: Sitting) -> Iterator[str]:
    """What is said at the end: what is open or skipped, and whether a look back is worth it."""
    instrument = sitting.instrument
    skipped = sum(value is None for value in sitting.given.values())
    if sitting.open_items:
        yield f"Kept: {len(sitting.given)} of {len(instrument.values)}. Go on with the same command."
        return
    yield "Done. Every answer is kept." + (f" {skipped} skipped." if skipped else "")
    if sitting.is_straight:
        yield (
            "Every answer is the same, and some statements are opposites. If that is how it is, leave it so;"
            " else take it once more with --new."
        )
    yield f"See it: careerkit assess show {instrument.id}"
