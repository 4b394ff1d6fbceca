"""The lock: what comes out is what went in, and nothing else opens it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from careerkit import report
from careerkit.errors import BadData, CareerkitError, NotAllowed, UsageError
from careerkit.report import lock as module
from careerkit.report import page_html
from careerkit.report.lock import lock, open_reply, passphrase, unlock
from careerkit.report.page import asset

from .samples import READER, Tags, every_kind, page_of

WORDS = "client playgroup twenty surpass squeamish t-shirt"
SALT, IV = bytes(range(16)), bytes(range(100, 112))
# Few enough for a test; one test below uses the real number.
FEW = 10
PAGE = page_of(every_kind()).encode()
WITH_FORM = page_html(report.page_of(every_kind(), READER), year=2025, form=True)


def locked(page: bytes = PAGE, words: str = WORDS, iterations: int = FEW) -> bytes:
    return lock(page, words, salt=SALT, iv=IV, iterations=iterations)


FILE = locked()


def span(name: str, file: bytes = FILE) -> range:
    """Where the header or the sealed text stands in the file."""
    found = re.search(rb'id="%s">([^<]*)<' % name.encode(), file)
    assert found
    return range(*found.span(1))


def header_of(file: bytes = FILE) -> dict[str, Any]:
    at = span("header", file)
    read: dict[str, Any] = json.loads(file[at.start : at.stop])
    return read


def with_header(said: Mapping[str, Any], file: bytes = FILE) -> bytes:
    at = span("header", file)
    text = json.dumps(said, separators=(",", ":")).encode()
    return file[: at.start] + text + file[at.stop :]


def refused(file: bytes, words: str = WORDS) -> CareerkitError:
    """The error with which it is refused, which must be one line without a word of the page or the key."""
    with pytest.raises((BadData, NotAllowed)) as caught:
        unlock(file, words)
    told = str(caught.value)
    assert "\n" not in told
    assert len(told) < 120
    assert not re.search(r"Plain|playgroup|salt|tag|base64", told)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


# ---- opening -------------------------------------------------------------------------------------


def test_the_page_comes_back_byte_for_byte_at_the_real_number_of_iterations() -> None:
    """At least a million, as the header says."""
    file = lock(PAGE, WORDS, salt=SALT, iv=IV)
    assert header_of(file)["iterations"] == module.ITERATIONS >= 1_000_000
    assert unlock(file, WORDS) == PAGE


@pytest.mark.parametrize("page", [b"", b"\x00\xff\xfe", b"x" * 100_000, bytes(range(256)) * 999])
def test_any_bytes_come_back(page: bytes) -> None:
    """Empty, no text at all, very repetitive, long."""
    assert unlock(locked(page), WORDS) == page


def test_equal_arguments_give_equal_bytes() -> None:
    """And each other argument gives another file."""
    assert locked() == FILE
    one, other = bytes(16), bytes(12)
    assert lock(PAGE, WORDS, salt=one, iv=IV, iterations=FEW) != FILE
    assert lock(PAGE, WORDS, salt=SALT, iv=other, iterations=FEW) != FILE
    assert locked(words=WORDS.replace("twenty", "thirty")) != FILE
    assert locked(PAGE + b" ") != FILE


@pytest.mark.parametrize(
    "words",
    [
        WORDS.upper(),
        WORDS.title().replace(" ", "-"),
        f"  {WORDS.replace(' ', '   ')}\n",
        WORDS.replace(" ", ""),
        WORDS.replace("-", " "),
        WORDS.replace("-", "\u2011").replace(" ", "\u00a0"),
        WORDS.replace("playgroup", "play\u00adgroup"),
        "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in WORDS),
        WORDS.replace("squeamish", "\u017fqueami\u017fh"),
    ],
)
def test_how_the_words_are_written_does_not_matter(words: str) -> None:
    """Case, spaces, hyphens of any kind, a soft hyphen of a mail program, full-width letters."""
    assert unlock(FILE, words) == PAGE


@pytest.mark.parametrize(
    "words",
    [
        "",
        "client",
        " ".join(WORDS.split()[:5]),
        " ".join(reversed(WORDS.split())),
        WORDS + " basil",
        WORDS.replace("twenty", "twent"),
        "\ud800",
        "0" * 100_000,
    ],
)
def test_other_words_are_refused(words: str) -> None:
    """One less, one more, another order, a slip."""
    assert isinstance(refused(FILE, words), NotAllowed)


def test_each_of_200_flipped_bytes_is_refused() -> None:
    """Over the whole header and the whole sealed text, the tag at its end included."""
    header, sealed = span("header"), span("sealed")
    step = len(sealed) // 120
    places = [*header[:: len(header) // 70 + 1], *sealed[::step], *sealed[-30:]]
    assert len(set(places)) >= 200
    for at in places:
        for bit in (1, 4, 0x20):
            changed = bytearray(FILE)
            changed[at] ^= bit
            refused(bytes(changed))


def test_a_change_that_is_still_well_formed_is_refused_as_wrong_words() -> None:
    """Letters of base64 for other letters: only the seal can tell."""
    for name, of in (("salt", SALT), ("iv", IV)):
        for at in range(len(of)):
            other = bytearray(of)
            other[at] ^= 1
            said = header_of() | {name: base64.b64encode(other).decode()}
            assert isinstance(refused(with_header(said)), NotAllowed)
    assert isinstance(refused(with_header(header_of() | {"iterations": FEW + 1})), NotAllowed)
    sealed = span("sealed")
    for at in (sealed.start, sealed[len(sealed) // 2], sealed.stop - 8):
        other = bytearray(FILE)
        other[at] = ord("A") if FILE[at] != ord("A") else ord("B")
        assert isinstance(refused(bytes(other)), NotAllowed)


def test_a_file_cut_anywhere_is_refused() -> None:
    """Also when only the end of the page around it is missing."""
    places = [0, 1, 500, *range(span("header").start, len(FILE), 997), len(FILE) - 1]
    for at in places:
        assert isinstance(refused(FILE[:at]), BadData)
    sealed = span("sealed")
    shorter = FILE[: sealed.stop - 4 * 1024] + FILE[sealed.stop :]
    assert isinstance(refused(shorter), BadData)


@pytest.mark.parametrize(
    "file", [b"", PAGE, b"\x00" * 999, FILE + FILE, FILE.decode().encode("utf-16")]
)
def test_what_is_no_locked_file_is_refused(file: bytes) -> None:
    """Nothing, an open page, no text, two files in one."""
    assert isinstance(refused(file), BadData)


@pytest.mark.parametrize(
    "change",
    [
        {"iterations": 5_000_001},
        {"iterations": 10**900},
        {"iterations": 0},
        {"iterations": -1},
        {"iterations": True},
        {"iterations": 10.0},
        {"iterations": None},
        {"iterations": "10"},
        {"version": 2},
        {"format": "other"},
        {"kdf": "none"},
        {"more": 1},
        {"salt": ""},
        {"salt": "AAAA"},
        {"salt": 7},
        {"iv": ""},
        {"iv": base64.b64encode(bytes(16)).decode()},
        {"iv": "*" * 16},
        {"reply": {}},
    ],
)
def test_a_hostile_header_is_refused_before_any_work(
    change: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No key is made for it."""
    monkeypatch.setattr(module, "_keys", None)
    assert isinstance(refused(with_header(header_of() | change)), BadData)


@pytest.mark.parametrize("text", [b"", b"[]", b"7", b"{}", b"[" * 900, b"{" + b" " * 5000, b"\xff"])
def test_a_header_that_is_none_is_refused(text: bytes) -> None:
    """Whatever stands in its place."""
    at = span("header")
    assert isinstance(refused(FILE[: at.start] + text + FILE[at.stop :]), BadData)


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made by somebody who knows the words; a page of the largest size still opens."""
    largest = bytes(module.MAX_LOCKED_PAGE)
    assert unlock(locked(largest), WORDS) == largest
    with monkeypatch.context() as patch:
        patch.setattr(module, "MAX_LOCKED_PAGE", 10 * module.MAX_LOCKED_PAGE)
        bomb = locked(bytes(4 * len(largest)))
    assert len(bomb) < 1_000_000
    assert isinstance(refused(bomb), BadData)


@pytest.mark.parametrize(
    "inside", [b"", b"\x00\x00\xff\xff", b"\xff\xff\xff\xff", b"\x00\x00\x00\x09gzip"]
)
def test_sealed_nonsense_is_refused(inside: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A length beyond the end, no gzip, none at all; made by somebody who knows the words."""
    with monkeypatch.context() as patch:
        patch.setattr(module, "_pack", lambda page: inside.ljust(module.STEP, b"\x00"))
        file = locked()
    assert isinstance(refused(file), BadData)


def test_a_file_above_the_cap_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a page above the cap is not locked in the first place."""
    monkeypatch.setattr(module, "MAX_LOCKED", len(FILE) - 1)
    assert isinstance(refused(FILE), BadData)
    monkeypatch.setattr(module, "MAX_LOCKED_PAGE", 100)
    with pytest.raises(BadData, match="too large"):
        locked(b"x" * 101)


# ---- words ---------------------------------------------------------------------------------------


def test_six_words_of_the_list_of_7776() -> None:
    """The same for the same source of chance; every word can come."""
    one = passphrase(Random(1))
    assert one == passphrase(Random(1)) != passphrase(Random(2))
    assert len(one.split(" ")) == 6
    from xkcdpass.xkcd_password import generate_wordlist

    words = generate_wordlist(wordfile="eff-long", min_length=1, max_length=99)
    assert len(words) == 7_776

    class Counting(Random):
        def choice(self, seq: Any) -> Any:
            assert list(seq) == sorted(words)
            return seq[-1]

    assert passphrase(Counting()) == " ".join(["zoom"] * 6)


def test_no_two_rows_of_words_become_the_same() -> None:
    """Without their spaces they can still be told apart, as no word begins another."""
    from xkcdpass.xkcd_password import generate_wordlist

    words = sorted(w.replace("-", "") for w in generate_wordlist(wordfile="eff-long", min_length=1))
    pairs = [(a, b) for a, b in pairwise(words) if b.startswith(a)]
    assert pairs in ([], [("yoyo", "yoyo")])


@pytest.mark.parametrize("words", ["", "secret", "Summer 2025!", "!!!!!!!!!!!!!!!!!!!!", "é" * 17])
def test_weak_words_do_not_lock(words: str) -> None:
    """There is no weak choice."""
    with pytest.raises(UsageError, match="too few"):
        locked(words=words)


def test_the_shortest_six_words_lock() -> None:
    """Three letters each."""
    shortest = "ace aim art bag bok cub"
    assert unlock(locked(words=shortest), shortest) == PAGE


@pytest.mark.parametrize("given", [{"salt": b"short"}, {"iv": b"short"}, {"iterations": 0}])
def test_a_wrong_salt_or_iv_does_not_lock(given: dict[str, Any]) -> None:
    """Neither does no work at all."""
    with pytest.raises(UsageError):
        lock(PAGE, WORDS, **({"salt": SALT, "iv": IV} | given))


# ---- the format ----------------------------------------------------------------------------------


def keys(salt: bytes = SALT, iterations: int = FEW) -> dict[str, bytes]:
    """The keys by the standard library alone, as RFC 8018 and RFC 5869 say."""
    words = "clientplaygrouptwentysurpasssqueamishtshirt"
    master = hashlib.pbkdf2_hmac("sha256", words.encode(), salt, iterations)
    mixed = hmac.digest(bytes(32), master, "sha256")
    names = ("content", "reply")
    return {n: hmac.digest(mixed, f"careerkit {n}".encode() + b"\x01", "sha256") for n in names}


def test_the_file_is_sealed_as_its_header_says() -> None:
    """Opened here by nothing of ours."""
    header, sealed = span("header"), span("sealed")
    text = base64.b64decode(FILE[sealed.start : sealed.stop])
    plain = AESGCM(keys()["content"]).decrypt(IV, text, FILE[header.start : header.stop])
    length = int.from_bytes(plain[:4], "big")
    assert gzip.decompress(plain[4 : 4 + length]) == PAGE
    assert not plain[4 + length :].strip(b"\x00")
    assert plain[8:12] == bytes(4), "no time in the gzip stream"


def test_the_size_tells_little() -> None:
    """Pages of any size within one step give files of one size."""
    noise = Random(3).randbytes(100_000)
    sizes = {len(locked(noise[:n])) for n in range(0, 16_300, 700)}
    assert len(sizes) == 1
    assert len({len(locked(noise[:n])) for n in (20_000, 40_000, 60_000, 80_000)}) == 4


def test_nothing_of_the_page_stands_in_the_file() -> None:
    """A neutral title, and around the sealed text the same for every page."""
    text = FILE.decode()
    assert "<title>Locked file</title>" in text
    assert "Plain words" not in text
    other = locked(b"something else")
    sealed, its = span("sealed"), span("sealed", other)
    assert FILE[: sealed.start] == other[: its.start]
    assert FILE[sealed.stop :] == other[its.stop :]


def test_a_reply_is_opened_with_the_other_key() -> None:
    """Not with that of the page."""

    def sealed(key: bytes, data: bytes = b"Gr\xc3\xbc\xc3\x9fe") -> dict[str, str]:
        text = AESGCM(key).encrypt(IV, data, b"careerkit reply 1")
        return {"iv": base64.b64encode(IV).decode(), "data": base64.b64encode(text).decode()}

    right = sealed(keys()["reply"])
    assert open_reply(right, WORDS.upper(), SALT, iterations=FEW).decode() == "Grüße"
    assert open_reply(sealed(keys(SALT, module.ITERATIONS)["reply"]), WORDS, SALT)
    for wrong, words, salt in (
        (sealed(keys()["content"]), WORDS, SALT),
        (right, WORDS.replace("twenty", "thirty"), SALT),
        (right, WORDS, bytes(16)),
        (right | {"data": "AAAA" + right["data"][4:]}, WORDS, SALT),
        (right | {"iv": "AAAA" + right["iv"][4:]}, WORDS, SALT),
    ):
        with pytest.raises(NotAllowed, match="does not belong"):
            open_reply(wrong, words, salt, iterations=FEW)


@pytest.mark.parametrize(
    "sealed",
    [
        {},
        {"iv": "", "data": ""},
        {"iv": "AAAAAAAAAAAAAAAA"},
        {"iv": "AAAAAAAAAAAAAAAA", "data": "AAAA"},
        {"iv": "AAAAAAAAAAAAAAAA", "data": "not base64!" * 9},
        {"iv": "AAAA", "data": "A" * 64},
        {"iv": 7, "data": ["x"]},
    ],
)
def test_a_sealed_reply_that_is_none_is_refused(sealed: Any) -> None:
    """Before any key is made."""
    with pytest.raises(BadData, match="damaged"):
        open_reply(sealed, WORDS, SALT)


# ---- the page around it --------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "count"), [(PAGE, 2), (WITH_FORM, 3), (b"anything", 2)])
def test_the_policy_names_every_script_and_style_by_its_hash(page: bytes, count: int) -> None:
    """Recomputed from the file itself; it comes before all of them, and allows the style of the page inside."""
    text = locked(page).decode()

    def hashes(tag: str) -> list[str]:
        found = re.findall(rf"(?s)<{tag}>(.*?)</{tag}>", text)
        digests = (hashlib.sha256(one.encode()).digest() for one in found)
        return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]

    metas = Tags(text).named("meta")
    policy = next(m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy")
    assert policy == (
        f"default-src 'none'; script-src {' '.join(hashes('script'))}; "
        f"style-src {' '.join(hashes('style'))}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert len(hashes("script")) == count
    first = text.index("Content-Security-Policy")
    assert all(text.index(tag) > first for tag in ("<style", "<script", "<link", "<svg"))
    inside = re.findall(r"(?s)<style>.*?</style>", page.decode())
    assert all(style in text for style in inside)
    assert all(script in text for script in re.findall(r"(?s)<script>.*?</script>", page.decode()))


def test_the_page_around_it_is_marked_up_properly() -> None:
    """A language, one heading, a labelled field that no program fills in or corrects."""
    tags = Tags(FILE.decode())
    (root,) = tags.named("html")
    assert root["lang"] == "en"
    assert "data-locked" in root
    assert len(tags.named("h1")) == 1
    (field,), (label,) = tags.named("input"), tags.named("label")
    assert label["for"] == field["id"]
    assert (field["type"], field["autocomplete"], field["spellcheck"]) == ("text", "off", "false")
    names = {name for _, attributes in tags.tags for name in attributes}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]
    ids = [attributes["id"] for _, attributes in tags.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_its_assets_are_harmless_and_small() -> None:
    """They cannot end their element, load, keep or evaluate anything, or bring their own colours."""
    script, style = asset("unlock.js"), asset("locked.css")
    assert "</" not in script + style
    assert not re.search(
        r"https?:(?!\?)|fetch|XMLHttp|import\(|[sS]torage|cookie|innerHTML|eval", script
    )
    assert not re.search(r"https?:|//[a-z]|@import|url\(", style)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgba?\(|hsla?\(", style)
    assert len(script) < 8_500


def test_both_sides_use_the_same_numbers() -> None:
    """What the browser refuses is what Python refuses."""
    told = dict(re.findall(r"const ([A-Z_]+) = (\d+);", asset("unlock.js")))
    assert {name: int(number) for name, number in told.items()} == {
        "MAX_ITERATIONS": module.MAX_ITERATIONS,
        "MAX_LOCKED_PAGE": module.MAX_LOCKED_PAGE,
        "STEP": module.STEP,
        "TAG": 16,
    }


def test_the_heavy_import_is_lazy() -> None:
    """Whoever does not lock does not load the ciphers."""
    source = Path(module.__file__).read_text("utf-8")
    assert not re.search(r"(?m)^(from|import) (cryptography|xkcdpass)", source)
