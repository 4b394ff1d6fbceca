"""Fields of a line: in brackets, in parentheses, below it."""

from __future__ import annotations

import pytest

from careerkit.notes import fields


@pytest.mark.parametrize(
    ("text", "plain", "found"),
    [
        ("a [reach:: team] b", "a b", {"reach": "team"}), ("a (reach:: team)", "a", {"reach": "team"}),
        ("[Builds-On:: x] a", "a", {"builds_on": "x"}), ("a [project:: [[Big Launch]]]", "a", {"project": "Big Launch"}),
        ("a [project:: [[x|y]] and [[z]]]", "a", {"project": "x and z"}), ("a [reach::]", "a", {"reach": ""}),
        ("a [reach: team]", "a [reach: team]", {}), ("a [reach:: team", "a [reach:: team", {}), ("a std::vector", "a std::vector", {}),
        ("a [[Page]] (reach:: team) [lasts:: days]", "a Page", {"reach": "team", "lasts": "days"}),
        ("a [x](y::z)", "a [x](y::z)", {}), ("a ^6f2a1c", "a", {}), ("a 2^10", "a 2^10", {}), ("a ^-^", "a ^-^", {}),
    ],
)  # fmt: skip
def test_fields_in_a_line(text: str, plain: str, found: dict[str, str]) -> None:
    """As Dataview writes them, with links in them, and what is none: one colon, no end, code, an address, a block."""
    read: dict[str, str] = {}
    shown = fields.plain(text, read)
    if plain == "a [x](y::z)":
        # A parenthesis with two colons is a field wherever it stands.
        assert (shown.split(), read) == (["a", "[x]"], {"y": "z"})
    else:
        assert (" ".join(shown.split()), read) == (plain, found)


@pytest.mark.parametrize(
    ("line", "is_task", "found"),
    [
        ("  reach:: team", False, ("reach", "team")), ("\treach::team", False, ("reach", "team")),
        ("  - reach:: [[team]]", False, ("reach", "team")), ("  **Builds on**:: x", False, ("builds_on", "x")),
        ("  __reach__:: x", False, ("reach", "x")), ("reach:: team", False, None), ("  colour:: red", False, None),
        ("  completion:: 2024-03-05", False, None), ("  completion:: 2024-03-05", True, ("completion", "2024-03-05")),
        ("  dependsOn:: x", True, ("dependson", "x")), ("  a reach:: b", False, None), ("  reach: team", False, None),
    ],
)  # fmt: skip
def test_fields_below_a_line(line: str, is_task: bool, found: tuple[str, str] | None) -> None:
    """Indented, as a bullet, bold, with a link; at the margin, unknown, of a task app."""
    assert fields.below(line, is_task=is_task) == found


def test_an_unknown_field_of_a_task_stays() -> None:
    """A field of the person's own beside one of ours and one of the app."""
    read: dict[str, str] = {}
    shown = fields.plain("a [rating:: 9] [role:: x] [priority:: high]", read, is_task=True)
    assert (shown.split(), read) == (["a", "[rating::", "9]"], {"role": "x", "priority": "high"})


@pytest.mark.parametrize(
    ("key", "hint"), [("impct", "'impact'"), ("rech", "'reach'"), ("qqq", "Known: at, impact")]
)
def test_a_suggestion_for_a_key(key: str, hint: str) -> None:
    """Two slips, and a key like no other."""
    assert hint in fields.suggestion(key)


@pytest.mark.parametrize(
    ("word", "near"), [("wim", "win"), ("wni", "win"), ("wi", "win"), ("winn", "win"), ("win", ""), ("w", ""), ("", "")]
)  # fmt: skip
def test_the_nearest_word(word: str, near: str) -> None:
    """A letter wrong, swapped, missing, doubled; the word itself; too little of it."""
    assert fields.nearest(word, ("win", "lesson")) == near


@pytest.mark.parametrize("text", ["[a::" * 5000, "[a:: [[" * 5000, "(a::" * 5000, "[a:: [[x]]" * 5000, "[" + "a " * 9000, "^" * 9000])  # fmt: skip
def test_hostile_brackets_cost_little(text: str) -> None:
    """Thousands of brackets that open and never close: read in well under a second, nothing found."""
    read: dict[str, str] = {}
    fields.plain(text, read)
    assert len(read) <= 1
    assert fields.below(f"  {text}", is_task=True) in (None, ("a", ""))
