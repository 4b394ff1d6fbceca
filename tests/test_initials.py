"""No name of anybody else leaves: every form becomes initials, and people whom nothing shared names change nothing."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerkit import initials
from careerkit.initials import Initials, of

PEOPLE = (
    ("lene", "Lene Hansen"), ("dana.ortiz", "Dana Ortiz"), ("mo", "Mo"), ("lars-holm", ""), ("team-lead", ""),
    ("greta", "Greta Voss-Imhoff"), ("on", "Sinéad O'Neil"), ("berg", "Dr. Anna J. van der Berg"), ("wf", "王芳"),
    ("min", "김민수"), ("pri", "प्रिया शर्मा"), ("ali", "محمد علي"), ("low", "olga petrova"), ("will", "Will Smith"),
    ("boss", ""),
)  # fmt: skip


def hidden(text: str, *shared: str) -> str:
    """A text as a mentor gets it, when these texts are shared as well."""
    return of(PEOPLE, [*shared, text]).hide(text)


# ---- forms of a name ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Asked Lene Hansen, twice", "Asked L. H., twice"),
        ("asked lene hansen; LENE HANSEN", "asked L. H.; L. H."),
        ("Lene\n  Hansen", "L. H."),
        ("Lene said, Hansen said", "L. said, H. said"),
        ("LENE's idea, Lene’s idea", "L.'s idea, L.’s idea"),
        ("Hansen, Lene", "H., L."),
        ("lene.hansen and Lene_Hansen", "L. H. and L. H."),
        ("It was Lene. Then", "It was L. Then"),
        ("It was Lene...", "It was L..."),
        ("(Lene) [[Lene]] *Lene* /Lene", "(L.) [[L.]] *L.* /L."),
        ("Greta Voss-Imhoff and Voss", "G. V. I. and G. V. I."),
        ("Sinéad O’Neil; Sine\u0301ad; O'Neil", "S. O. N.; S. O. N.; S. O. N."),
        ("Anna van der Berg, Dr. J. Berg", "A. van der B., Dr. J. B."),
        ("olga petrova, Petrova, Olga", "O. P., O. P., O. P."),
        ("王芳说了", "王.说了"),
        ("김민수가 말했다", "김.가 말했다"),
        ("प्रिया शर्मा ने, शर्मा ने", "प. श. ने, प. श. ने"),
        ("مع محمد علي ثم علي", "مع م. ع. ثم م. ع."),
        ("Mo and MO", "M. and M."),
        ("lene.hansen@bank.example wrote", "(address) wrote"),
    ],
)
def test_a_name_in_any_form_becomes_initials(text: str, instead: str) -> None:
    """Whole names, parts, possessives, other letter cases and scripts, brackets, an address."""
    assert hidden(text) == instead


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("with @lene today", "with L. H. today"),
        ("with @LENE, @Lene.", "with L. H., L. H."),
        ("with @dana.ortiz. Then", "with D. O. Then"),
        ("@lars-holm @lars-holm-", "L. H. L. H.-"),
        ("@nobody-known (@x)", "N. K. (X.)"),
        ("@@lene", "L. H."),
        ("@lene@dana", "L. D."),
        ("@王芳 @wf @王", "王. 王. 王. (2)"),
        ("Lars Holm", "L. H."),
        ("@boss and Boss and boss", "B. and Boss and boss"),
        ("3 @5 each, job@night", "3 @5 each, job@night"),
    ],
)
def test_a_short_name_in_the_logs_own_sign_becomes_initials(text: str, instead: str) -> None:
    """`@slug` with stops, hyphens, doubled signs; people whom no register knows; what is no mention."""
    assert hidden(text) == instead


@pytest.mark.parametrize(
    "text",
    [
        "I will send it, van and all", "Team lead of the lenes", "Hansens Lenes", "Mole, moth and most",
        "Dr. House and J. R.", "L. H. came", "cafe\u0301 and café", "", " \n", "team lead, team-lead",
    ],
)  # fmt: skip
def test_a_text_without_names_stays_as_it_is(text: str) -> None:
    """Ordinary words that look like names, parts of longer words, titles, initials, both ways to write é."""
    assert hidden(text) == text


def test_a_title_written_as_a_name_is_hidden_as_a_whole_only() -> None:
    """The slug team-lead has no name: `Team Lead` is somebody, its single words are not."""
    assert hidden("Team Lead says the Team has a Lead") == "T. L. says the Team has a Lead"


@pytest.mark.parametrize(
    "name", [r"A.*", "C++ Guy(s)", r"[a-z]+ \w+", "(?i)Bob", "$^", "|", "a|b Bee|", r"\\ \d"]
)
def test_signs_of_regular_expressions_in_names_are_only_signs(name: str) -> None:
    """Names that would match everything, or be broken, if they were patterns."""
    found = of([("x", name), ("lene", "Lene Hansen")], [name])
    assert (
        found.hide("Nothing of this is a name, Lene Hansen") == "Nothing of this is a name, L. H."
    )
    assert found.hide("") == ""


# ---- who is who --------------------------------------------------------------------------------------


def test_two_people_with_the_same_letters_are_told_apart_in_the_order_of_the_records() -> None:
    """Lars Holm is named first, by slug; afterwards every form of both has its own number."""
    found = of(PEOPLE, ["saw @lars-holm", "saw Lene Hansen"])
    assert (
        found.hide("Lars Holm and @lene, @lars-holm and Lene.")
        == "L. H. and L. H. (2), L. H. and L. H. (2)."
    )
    assert found.letters == {"lars-holm": "L. H.", "Lene Hansen": "L. H. (2)"}


def test_a_part_of_a_name_means_whom_shared_records_name() -> None:
    """Two people called Lene: none, one, and both of them are named in full or by slug."""
    people = [("lene", "Lene Hansen"), ("lene-b", "Lene Bach")]
    assert of(people, []).hide("Lene came") == "L. came"
    assert of(people, ["@lene-b"]).hide("Lene came") == "L. B. came"
    assert of(people, ["@lene-b", "Lene Hansen"]).hide("Lene came") == "L. came"


def test_a_full_name_shortened_in_a_text_is_one_person_once() -> None:
    """The middle name is left out."""
    found = of([("lene", "Lene Marie Hansen")], ["@lene"])
    assert found.hide("Lene Hansen came") == "L. M. H. came"
    assert found.hide("Lene, Hansen and Marie") == "L. M. H., L. M. H. and L. M. H."


def test_two_people_of_one_full_name_are_one() -> None:
    """Nothing in a text could tell them apart."""
    found = of([("lene", "Lene Hansen"), ("lene-2", "Lene  Hansen")], ["@lene, @lene-2"])
    assert found.hide("@lene, @lene-2, Lene Hansen") == "L. H., L. H., L. H."


def test_the_letters_of_a_name() -> None:
    """Words, hyphens, digits, other scripts, and nothing at all."""
    given = (
        "Lene Hansen",
        "lene-hansen",
        "dana.ortiz",
        "O'Neil",
        "Éva",
        "E\u0301va",
        "4ever 22",
        "!",
        "",
        "王芳",
    )
    wanted = ("L. H.", "L. H.", "D. O.", "O. N.", "É.", "É.", "E.", "N. N.", "N. N.", "王.")
    assert tuple(map(initials.initials, given)) == wanted


# ---- for all people and texts ------------------------------------------------------------------------

SYLLABLES = ("ban", "dor", "kel", "mit", "rus", "vel", "zac", "fé", "ño", "gül")
NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3).map(
    lambda parts: "".join(parts).title()
)
FULL = st.lists(NAMES, min_size=1, max_size=3).map(" ".join)
SLUGS = st.from_regex(r"[a-z]{2,5}([.-][a-z]{2,5})?", fullmatch=True).map(lambda slug: f"q{slug}")
REGISTER = st.dictionaries(SLUGS, FULL | st.just(""), max_size=6).map(
    lambda known: list(known.items())
)
WORDS = st.sampled_from(
    ["saw", "and", "the plan,", "it.", "(again)", "\n", "L. H.", "3", "é", "xyz"]
)


@st.composite
def logs(draw: st.DrawFn) -> tuple[list[tuple[str, str]], list[str]]:
    """People, and texts in which they are named in all ways, in both normal forms."""
    people = draw(REGISTER)
    ways = [f"@{slug}" for slug, _ in people] + [name for _, name in people if name]
    ways += [part for _, name in people for part in name.split()] + [
        name.upper() for _, name in people if name
    ]
    word = st.one_of(WORDS, st.sampled_from(ways)) if ways else WORDS
    texts = draw(st.lists(st.lists(word, max_size=8).map(" ".join), max_size=5))
    form: Any = draw(st.sampled_from(["NFC", "NFD"]))
    return people, [unicodedata.normalize(form, text) for text in texts]


def said(text: str) -> list[str]:
    """The words of a text, in one form and in small letters."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())


@given(logs())
def test_no_name_survives_and_a_second_time_changes_nothing(
    log: tuple[list[tuple[str, str]], list[str]],
) -> None:
    """Every part of every name that was written with a capital letter, and every slug with its sign."""
    people, texts = log
    found = of(people, texts)
    parts = {word for _, name in people for word in said(name)}
    for text in texts:
        once = found.hide(text)
        assert parts.isdisjoint(said(once))
        assert "@" not in once
        assert found.hide(once) == once


@given(logs(), REGISTER, st.randoms(use_true_random=False))
def test_people_whom_nothing_shared_names_change_nothing(
    log: tuple[list[tuple[str, str]], list[str]], more: list[tuple[str, str]], random: Any
) -> None:
    """Others join the register, with the same first names, surnames, whole names and letters."""
    people, texts = log
    words = {word for text in texts for word in said(text)}
    known = {word for _, name in people for word in said(name)}
    mentioned = {slug for slug, _ in people} | set(re.findall(r"@([\w.-]*\w)", " ".join(texts)))
    # One part of their name may stand in a shared text, as a part of the name of somebody known.
    others = [
        (slug, name) for slug, name in more
        if slug not in mentioned and all(w in known or w not in words for w in said(name))
        and not _is_written(name, texts)
    ]  # fmt: skip
    together = people + others
    random.shuffle(together)
    before, after = of(people, texts), of(together, texts)
    assert [after.hide(text) for text in texts] == [before.hide(text) for text in texts]


def _is_written(name: str, texts: list[str]) -> bool:
    """Whether two words of a name stand side by side in a text: then the texts do name that person, or a part of both."""
    pairs = {pair for text in texts for pair in pairwise(said(text))}
    return any(pair in pairs for pair in pairwise(said(name)))


def test_somebody_with_the_same_name_who_is_not_named_changes_nothing() -> None:
    """The same first name, the same surname, the same letters, and the very same full name."""
    texts = ["Lene said", "Saw @lene and Lene Hansen; Hansen left"]
    before = [of([("lene", "Lene Hansen")], texts).hide(text) for text in texts]
    others = [
        ("a", "Lene Abel"),
        ("b", "Aage Hansen"),
        ("c", "Lars Holm"),
        ("d", "Lene Hansen"),
        ("e", "Lene"),
    ]
    assert [of([*others, ("lene", "Lene Hansen")], texts).hide(text) for text in texts] == before
    assert before == ["L. H. said", "Saw L. H. and L. H.; L. H. left"]


@given(logs(), st.randoms(use_true_random=False))
def test_the_order_of_the_register_does_not_matter(
    log: tuple[list[tuple[str, str]], list[str]], random: Any
) -> None:
    """The same people, shuffled."""
    people, texts = log
    shuffled = random.sample(people, len(people))
    assert [of(people, texts).hide(t) for t in texts] == [
        of(shuffled, texts).hide(t) for t in texts
    ]


@given(REGISTER, st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3))
@example([("x", "\ud800 a")], "\ud800 @\ud800", ["@"])
def test_any_text_and_any_name_can_be_handled(
    people: list[tuple[str, str]], text: str, names: list[str]
) -> None:
    """Any characters in texts, names and slugs: nothing fails, and a second time changes nothing."""
    found = of([*people, *((name, name) for name in names)], [text])
    once = found.hide(text)
    assert isinstance(found, Initials)
    assert once == found.hide(text)


# ---- how much work -----------------------------------------------------------------------------------


def test_a_word_is_looked_up_and_not_compared_with_every_name() -> None:
    """500 people and 2,000 texts: a token meets only forms that begin with it, so a text costs what its words cost."""
    people = [(f"p{n}", f"First{n} Last{n}") for n in range(500)]
    texts = [f"Saw First{n % 500} Last{n % 500} and @p{n % 7} about it" for n in range(2000)]
    found = of(people, texts)
    assert max(len(forms) for forms in found.forms.values()) == 2
    assert len(found.forms) == 1000
    assert len({found.hide(text) for text in texts}) > 400
    assert not any("First" in found.hide(text) for text in texts[:50])
