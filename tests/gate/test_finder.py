"""The canary finder finds a canary in every way of writing, alone and inside another one, and nothing where there is none."""

from __future__ import annotations

import pytest

from tests.gate import finder, pdfs
from tests.gate.ways import BINARY, CARRIERS, SHIFTED, SPOKEN, TEXTUAL

CANARY = "zqx41kanarienvogel"
PHRASE = "zqx told my boss that the kestrel"
EVERY = {**TEXTUAL, **BINARY}
# Nothing marks where bare deflate begins, so no other bytes may stand before it.
NESTED = [(way, carrier) for carrier in CARRIERS for way in EVERY if way != "deflate" or carrier not in SHIFTED]  # fmt: skip


def test_there_are_enough_ways() -> None:
    """Nineteen at least, as promised."""
    assert len(EVERY) + len(SPOKEN) >= 19 + 6


@pytest.mark.parametrize("way", EVERY)
def test_each_way_is_seen_through(way: str) -> None:
    """One canary between other bytes; the chain names a step."""
    data = EVERY[way](f"before {CANARY} after".encode())
    [(canary, chain)] = finder.find(data, [CANARY, "zqx42kanarienvogel"])
    assert canary == CANARY
    assert len(chain) <= 2


@pytest.mark.parametrize("way", SPOKEN)
def test_each_spelling_is_seen_through(way: str) -> None:
    """Capitals, full width, tags and line ends between the words."""
    data = b"<p>" + SPOKEN[way](PHRASE) + b"</p>"
    assert [canary for canary, _ in finder.find(data, [PHRASE])] == [PHRASE]


@pytest.mark.parametrize(("way", "carrier"), NESTED)
def test_each_way_is_seen_through_inside_another(way: str, carrier: str) -> None:
    """Whatever it is, carried by hex or base64."""
    data = b"<p>" + TEXTUAL[carrier](EVERY[way](f"before {CANARY} after".encode())) + b"</p>"
    assert [canary for canary, _ in finder.find(data, [CANARY])] == [CANARY]


def test_four_inside_each_other() -> None:
    """Packed, written in letters, packed, written in digits."""
    data = f"before {CANARY} after".encode()
    for way in ("gzip", "base64", "zip", "hex"):
        data = EVERY[way](data)
    assert finder.find(data, [CANARY]) == [(CANARY, ("hex", "zip", "base64", "gzip"))]


@pytest.mark.parametrize("place", pdfs.PLACES)
def test_a_pdf_is_read(place: str) -> None:
    """A page, the metadata, an outline, a note, an attachment."""
    assert [c for c, _ in finder.find(pdfs.pdf(place, CANARY), [CANARY])] == [CANARY]
    assert finder.find(pdfs.pdf(place, "nothing"), [CANARY]) == []


@pytest.mark.parametrize("way", EVERY)
def test_what_is_not_there_is_not_found(way: str) -> None:
    """The same bytes with another word in them."""
    data = EVERY[way](b"before zqx99kanarienvogel after")
    assert finder.find(data, [CANARY, PHRASE]) == []
