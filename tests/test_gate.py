"""The last check: a page with a private text in it does not leave, whoever put it there."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from careerkit import gate
from careerkit.errors import NotAllowed
from careerkit.past import freeze
from careerkit.workspace import Workbook
from tests.conftest import TODAY

JOURNAL = """## 2025-03-05
- win: The kestrel outside my office window had five chicks
  My boss shouted at me in front of everybody again
- win: We shipped the new form to all eleven branches today !mentor
  Nobody knows how close it was to failing twice
"""


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    """Two wins with private detail; the second win's text is shared with the mentor."""
    (tmp_path / "journal").mkdir()
    (tmp_path / "workbook.toml").write_text('format = 1\nname = "Ada"\n', encoding="utf-8")
    (tmp_path / "journal" / "2025.md").write_text(JOURNAL, encoding="utf-8")
    return Workbook(tmp_path)


def page(text: str) -> bytes:
    return f"<!doctype html><main><p>{text}</p></main>".encode()


@pytest.mark.parametrize(
    "text",
    [
        "The kestrel outside my office window had five chicks",
        "and so THE KESTREL   outside my <b>office</b> window had",
        html.escape("My boss shouted at me in front of everybody again"),
        "Nobody knows how close it was to failing twice",
        '<img alt="the kestrel outside my office window had five chicks">',
    ],
)
def test_a_private_text_stops_the_export(book: Workbook, text: str) -> None:
    """An unshared text, its parts, its detail, the detail of a shared line, an attribute."""
    with pytest.raises(NotAllowed, match="1 private texts") as caught:
        gate.refuse_leaks(book, "mentor", page(text))
    assert "kestrel" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["We shipped the new form to all eleven branches today", "47 wins and 21 lessons", ""],
)
def test_what_is_shared_may_leave(book: Workbook, text: str) -> None:
    """A shared text, a sentence of numbers, an empty page."""
    gate.refuse_leaks(book, "mentor", page(text))


def test_shared_with_one_reader_is_not_shared_with_another(book: Workbook) -> None:
    """A line marked !mentor in the coach's copy."""
    with pytest.raises(NotAllowed):
        gate.refuse_leaks(
            book, "coach", page("We shipped the new form to all eleven branches today")
        )


def test_frozen_tables_are_searched_as_they_were(book: Workbook) -> None:
    """The journal has been emptied since: what the frozen tables hold is still private, and what they share is not."""
    kept = freeze.freeze(book, TODAY, freeze.home(book))
    (book.root / "journal" / "2025.md").write_text("", encoding="utf-8")
    with pytest.raises(NotAllowed, match="1 private texts"):
        gate.refuse_leaks(kept, "mentor", page("Nobody knows how close it was to failing twice"))
    gate.refuse_leaks(kept, "mentor", page("We shipped the new form to all eleven branches today"))


@pytest.mark.parametrize("place", ["/srv/people/ada/log-2025/reports", "/srv/people/ada/log-2025"])
def test_no_path_leaves(book: Workbook, place: str) -> None:
    """The folder itself, and one that is named besides."""
    with pytest.raises(NotAllowed, match="1 private texts"):
        gate.refuse_leaks(book, "mentor", page(f"see {place}"), Path(place))


LEDGER = """year,rule,text,outcome
2024,keep_learning,75% of 12 finished months met your target for learning: keep the slot.,open
2024,keep_learning,My boss will never know about my plan to leave in the summer,taken
2024,own_rule,75% of 11 finished months met your target for learning: keep the slot.,open
"""


def test_the_words_of_our_own_advice_are_no_secret(book: Workbook) -> None:
    """A kept sentence of a rule, which the section it comes from says in the same words."""
    (book.root / "registers").mkdir()
    (book.root / "registers" / "advice.csv").write_text(
        "\n".join(LEDGER.splitlines()[:2]) + "\n", "utf-8"
    )
    gate.refuse_leaks(book, "mentor", page("9 of 12 finished months met your target for learning."))


def test_what_a_person_wrote_into_the_ledger_is(book: Workbook) -> None:
    """Words of one's own under the name of a rule, and a rule of one's own."""
    (book.root / "registers").mkdir()
    (book.root / "registers" / "advice.csv").write_text(LEDGER, "utf-8")
    for said in (
        "never know about my plan to leave",
        "11 finished months met your target for learning",
    ):
        with pytest.raises(NotAllowed):
            gate.refuse_leaks(book, "mentor", page(said))
