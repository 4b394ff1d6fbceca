"""Ids, paths, file names and user names are found as a computer writes them, and are no words of a sentence."""

from __future__ import annotations

import pytest

from careerkit.gate.indexed import Page
from careerkit.gate.private import FILE, ID, PATH, USER, Private, Secret
from careerkit.gate.search import find
from careerkit.gate.unpack import read
from tests.gate.looking import HOMES, MACS, USERS, page


def found(text: str, kind: str, secret: str, *shared: str) -> bool | None:
    """Whether the secret is there and may not stand there; None when it may."""
    looked = find(Page(read(page(text))), Private((Secret(kind, secret, "x"),), shared))
    return None if looked.exempt else bool(looked.hits)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("93beea311cbfd899", True),
        ("0093BEEA311CBFD899ff", True),
        ("x-93beea311cbfd899_y", True),
        ("93bee<b>a311</b>cbfd899", True),
        ("93beea311cbfd89", False),
        ("93beea31 1cbfd899", False),
    ],
)
def test_ids(text: str, *, there: bool) -> None:
    """Sixteen digits in a row, whatever is around them."""
    assert found(text, ID, "93beea311cbfd899") is there


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("in /srv/ada/log", True),
        ("in /srv/ada/log/x.html", True),
        ("file:///srv/ada/log", True),
        ("\\srv\\ada\\log", True),
        ('"\\\\srv\\\\ada\\\\log"', True),
        ("/SRV/Ada/Log", True),
        ("/srv/ada/logs", False),
        ("/srv/ada and /log", False),
        ("srv ada log", False),
    ],
)
def test_paths(text: str, *, there: bool) -> None:
    """With either slash, doubled or not, in any case; not as words."""
    assert found(text, PATH, "/srv/ada/log") is there


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("my talks.ics", True),
        ("(TALKS.ics)", True),
        ("inbox/talks.ics:3", True),
        ("smalltalks.ics", False),
        ("talks.icsx", False),
        ("talks, ics", False),
    ],
)
def test_files(text: str, *, there: bool) -> None:
    """The whole name between other signs."""
    assert found(text, FILE, "talks.ics") is there


def test_a_file_of_which_we_or_the_reader_speak_anyway_may_be_named() -> None:
    """In a shared text; by our own pages, which name the file to write next; and three letters are no file name."""
    assert found("see talks.ics", FILE, "talks.ics", "all in Talks.ics") is None
    assert found("see workbook.toml", FILE, "workbook.toml") is None
    assert found("see a.b", FILE, "a.b") is False


@pytest.mark.parametrize(
    ("text", "user", "there"),
    [
        (f"{HOMES}adap/log", "adap", True),
        (f"{MACS}adap", "adap", True),
        (f"{USERS}Adap\\x", "adap", True),
        ("adap@laptop", "adap", True),
        ("by adap", "adap", True),
        ("adapt", "adap", False),
        ("by year", "year", False),
        (f"{HOMES}year", "year", True),
        ("by jo", "jo", False),
        (f"{HOMES}jo", "jo", True),
    ],
)
def test_users(text: str, user: str, *, there: bool) -> None:
    """In a path or an address always; alone where it is no other word and no syllable."""
    assert found(text, USER, user) is there


def test_a_user_whose_name_the_reader_gets_may_be_named() -> None:
    """Ada, who uses her computer as ada: her name stands on the cover, her folder nowhere."""
    assert found("by Ada", USER, "ada", "Ada") is None
    assert found(f"{HOMES}ada", USER, "ada", "Ada") is True
