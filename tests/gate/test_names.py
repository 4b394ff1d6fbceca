"""A name is found however a page would write it, and an ordinary word that happens to be a name stops nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.gate.looking import look, page


def named(text: str, *names: str, shared: Iterable[str] = (), labels: Iterable[str] = ()) -> bool:
    """Whether one of the names is found in a text and may not stand there."""
    return bool(look(page(text), [], shared, names, labels).hits)


@pytest.mark.parametrize(
    "text",
    [
        "Greta Voss-Imhoff asked",
        "GRETA VOSS IMHOFF",
        "greta voss-imhoff",
        "Voss-Imhoff, Greta",
        "Imhoff, Greta Voss",
        "with Greta today",
        "<td>Greta</td>",
        "<td>greta</td>",
        "Frau Imhoff's talk",
        "<b>Gre</b>ta",
        "&#71;reta",
        "R3JldGEgc2FpZA==",
        'data-t="greta: 3"',
    ],
)
def test_a_name_that_is_no_other_word_is_found_in_any_spelling(text: str) -> None:
    """Whole or in part, in any case, in any order."""
    assert named(text, "Greta Voss-Imhoff")
    assert not named(text, "Holger Brandt", "@holger.brandt")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Max said so", True),
        ("with Max, and", True),
        ("<td>Max</td>", True),
        ("MAX", True),
        ("the max of it; max-width: 3px", False),
        ("Math.max(1, 2)", False),
        ("Maximum", False),
        ("@max said", True),
        ("see @max.", True),
    ],
)
def test_an_ordinary_word_is_a_name_with_its_capital(text: str, *, found: bool) -> None:
    """`max` is in every style sheet; `Max` is somebody."""
    assert named(text, "Max Brandt", "@max") is found
    assert named(text, "@max") is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<td>May</td>", False),
        ("in May 2025", False),
        ("it may be", False),
        ("May said so", True),
        ("and then May told me", True),
        ("Max May", True),
        ("max may be", False),
        ("May 3, Max 4", True),
        ("@may", True),
        ("Page 3", False),
    ],
)
def test_a_word_that_we_write_with_a_capital_is_a_name_where_it_acts(text: str, *, found: bool) -> None:  # fmt: skip
    """May is a month on every page, and a person where she says something or stands with her other name."""
    assert named(text, "Max May", "@may", "May Page") is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@dana.ortiz", True),
        ("@dana.ortiz's", True),
        ("x@dana.ortiz", True),
        ("@dana", False),
        ("@dana.ortiza", False),
        ("%40dana.ortiz", True),
        ("Dana Ortiz", True),
        ("dana-ortiz", True),
        ("Dana", False),
        ("@team-lead", True),
        ("the lead of the team", False),
        ("a team lead", False),
    ],
)
def test_a_short_name_is_found_with_its_sign_or_as_a_whole(text: str, *, found: bool) -> None:
    """The words of a longer short name may be any words."""
    assert named(text, "@dana.ortiz", "@team-lead") is found


@pytest.mark.parametrize("name", ["von der Aa", "Dr. de la", "J.", "", "3", "@"])
def test_what_is_no_name_stops_nothing(name: str) -> None:
    """Particles, titles, single letters."""
    assert not named("von der ersten, Dr. de, J. la 3 @ records", name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("和王小明谈", True),
        ("王小", False),
        ("小明王", False),
        ("Ίκαρος Παπάς", True),
        ("παπάς", True),
    ],
)
def test_names_of_other_scripts_are_found(text: str, *, found: bool) -> None:
    """Also where no space stands between words."""
    assert named(text, "王小明", "Ίκαρος Παπάς") is found


def test_a_name_in_a_shared_text_may_stand() -> None:
    """In the form in which it stands there, and no other."""
    shared = ["Greta asked, and @max laughed"]
    assert not named("Greta asked", "Greta Voss-Imhoff", shared=shared)
    assert not named("@max", "@max", shared=shared)
    assert named("Greta Imhoff asked", "Greta Voss-Imhoff", shared=shared)
    found = look(page("Greta"), [], shared, ["Greta Voss-Imhoff"])
    assert [secret.origin for secret in found.exempt] == ["person 0"]


def test_a_label_is_an_ordinary_word() -> None:
    """A tag `garden`, and a person of that name."""
    assert named("garden", "Rosa Garden")
    assert not named("garden", "Rosa Garden", labels=["garden"])
    assert named("Garden came", "Rosa Garden", labels=["garden"])


def test_a_short_name_in_letters_decoded_by_chance_is_none() -> None:
    """Random bytes hold two letters between other signs now and then."""
    assert not named("eHh4IG1vIHh4eA==", "@mo")
    assert named("mo was here", "@mo")
