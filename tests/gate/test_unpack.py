"""Every reading: whatever way a text is written in, alone or in others up to four deep, its words come out in a row."""

from __future__ import annotations

import base64
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit.errors import CareerkitError
from careerkit.gate import unpack
from careerkit.gate.packed import Unsearchable
from careerkit.gate.wording import clean, runs, words
from tests.gate.ways import BINARY, CARRIERS, SHIFTED, SPOKEN, TEXTUAL

SECRET = "Told my boss that the kestrel left"
EVERY = {**TEXTUAL, **BINARY}
PACKING = ("gzip", "zlib", "deflate", "zip")
NESTED = [(way, carrier) for carrier in CARRIERS for way in EVERY if way != "deflate" or carrier not in SHIFTED]  # fmt: skip


def says(data: bytes, text: str = SECRET) -> bool:
    """Whether some reading of the bytes has the words of the text in a row."""
    found, wanted = unpack.read(data), tuple(words(clean(text)))
    return any(
        wanted in set(runs(words(reading), len(wanted))) for reading in (found.plain, found.decoded)
    )


@pytest.mark.parametrize("way", EVERY)
def test_each_way(way: str) -> None:
    """One layer around the text, with other words before and after."""
    assert says(EVERY[way](f"before {SECRET} after".encode()))
    assert not says(EVERY[way](b"before told my other boss after"))


@pytest.mark.parametrize("way", SPOKEN)
def test_each_spelling(way: str) -> None:
    """Capitals, full width, letters and words in tags."""
    assert says(b"<p>" + SPOKEN[way](SECRET) + b"</p>")


@pytest.mark.parametrize(("way", "carrier"), NESTED)
def test_each_way_inside_another(way: str, carrier: str) -> None:
    """Whatever it is, in hex or base64, in a page, glued to other letters."""
    inner = EVERY[way](f"before {SECRET} after".encode())
    assert says(b'<p data-x="' + TEXTUAL[carrier](inner) + b'">x</p>')


chains = st.lists(st.sampled_from(sorted(EVERY)), min_size=1, max_size=4)
# Latin with accents, Greek, Cyrillic, Armenian, Georgian, Hebrew, Devanagari, Korean.
ALPHABETS = [(0x61, 0x24F), (0x391, 0x3C9), (0x410, 0x44F), (0x561, 0x586), (0x10D0, 0x10F0), (0x5D0, 0x5EA),
             (0x905, 0x939), (0xAC00, 0xACFF)]  # fmt: skip
secrets = st.sampled_from(ALPHABETS).flatmap(
    lambda ends: st.lists(
        st.text(
            st.characters(min_codepoint=ends[0], max_codepoint=ends[1], categories=("L",)),
            min_size=2, max_size=9,
        ),
        min_size=5, max_size=8,
    )
)  # fmt: skip


@given(chains, st.sampled_from(sorted(SPOKEN)), st.sampled_from(sorted({*CARRIERS} - {*SHIFTED})))
@settings(max_examples=200, deadline=None)
def test_any_chain_of_four(chain: list[str], spoken: str, carrier: str) -> None:
    """Ways in any order; where one needs text, letters carry the bytes of the one before."""
    data = SPOKEN[spoken](f"before {SECRET} after")
    done: list[str] = []
    for way in chain:
        steps = [way] if _is_text(data) or way in PACKING else [carrier, way]
        if done[-1:] == ["deflate"] and steps[0] in SHIFTED:
            continue
        if len(done) + len(steps) > unpack.DEPTH:
            break
        for step in steps:
            data = EVERY[step](data)
        done += steps
    assert says(data), (done, spoken)


@given(secrets, st.sampled_from(sorted(EVERY)))
@settings(max_examples=100, deadline=None)
def test_any_text(parts: list[str], way: str) -> None:
    """Letters of any script."""
    text = " ".join(parts)
    assert says(EVERY[way](f" {text} ".encode()), text)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read(data: bytes) -> None:
    """No bytes at all break it, also inside what it opens."""
    for one in (data, base64.b64encode(data), b"PK\x03\x04" + data, b"\x1f\x8b\x08" + data, b"PAR1" + data + b"PAR1"):  # fmt: skip
        with contextlib.suppress(Unsearchable, CareerkitError):
            assert unpack.read(one).spent < 100 * (len(one) + 100)


def _is_text(data: bytes) -> bool:
    try:
        return "\x00" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False
