"""What a page of ours can say by itself: its templates word for word, and every word that our analyses know.

A word outside of it can come onto a page only out of somebody's records. So a short private text tells something where one of
its words is none of ours, and a name that is also one of our words (`may`, `page`) needs more than its letters to be a name.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from careerkit.gate.unpack import read
from careerkit.gate.wording import Run, clean, runs, words
from careerkit.workspace import PACKAGE

# The parts of the package whose words can stand on a page.
_ROOMS = ("advice", "audiences", "charts", "counting", "instruments", "measures", "pages", "report", "stats")  # fmt: skip
_MODULES = ("advise", "audience", "blocks", "chart", "measure", "period", "readers", "seen", "theme")  # fmt: skip
# Drawn by the chart library, whatever the language of the computer.
_CALENDAR = (
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun AM PM"
)
_CAPITAL = re.compile(r"\b[A-Z][A-Za-z]*\b")
_PAGE_TEXTS = (".j2", ".css", ".js", ".typ")


@cache
def source() -> str:
    """All that our analyses and page writers say, as their files stand, in small letters."""
    return _source().casefold()


@cache
def known_words() -> frozenset[str]:
    """Every word of it."""
    return frozenset(words(_source()))


@cache
def phrases(length: int) -> frozenset[Run]:
    """All that we say in so many words in a row."""
    return frozenset(runs(words(_source()), length))


@cache
def capitals() -> frozenset[str]:
    """The words that we write with a capital letter ourselves."""
    return frozenset(_CAPITAL.findall(_source()))


@cache
def page_texts() -> tuple[str, ...]:
    """The texts that stand on every page: templates, style, scripts, what the statuses mean."""
    # The writer of pages is slow to load, and not needed before.
    from careerkit.report.status import STATUSES

    folder = files("careerkit.report").joinpath("assets")
    found = sorted((one.name, one) for one in folder.iterdir() if one.name.endswith(_PAGE_TEXTS))
    meanings = [f"{status.word} {status.meaning}" for status in STATUSES.values()]
    assets = [one.read_text("utf-8") for _, one in found]
    return (read(*assets, depth=1).plain, *meanings)


@cache
def _source() -> str:
    paths = [PACKAGE / f"{name}.py" for name in _MODULES]
    for room in _ROOMS:
        paths += sorted(one for one in (PACKAGE / room).rglob("*") if one.suffix in _READ)
    texts = (path.read_text("utf-8") for path in paths if path.is_file())
    return clean("\n".join([_CALENDAR, *texts]))


_READ = (".py", ".toml", *_PAGE_TEXTS)
