"""Which zones there are to choose from, and which one a machine says it has."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from careerkit import localzone


def test_places_are_offered_and_old_spellings_are_not() -> None:
    """Berlin and UTC, no EST, no Etc/GMT+3; and what is in use already."""
    found = localzone.names("EST", "Nowhere/City")
    assert {"Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/UTC", "EST"} <= set(found)
    assert not {"UTC", "Etc/GMT+3", "GMT", "Nowhere/City"} & set(found)
    assert len(found) == len(set(found))
    assert all(zoneinfo.ZoneInfo(name) for name in found)


@pytest.mark.parametrize(
    ("variable", "text", "zone"),
    [
        ("Europe/Berlin", "Asia/Tokyo\n", "Europe/Berlin"), (":Europe/Berlin", "", "Europe/Berlin"),
        ("/usr/share/zoneinfo/Europe/Rome", "", "Europe/Rome"), ("", "Asia/Tokyo\n", "Asia/Tokyo"),
        ("", "Etc/UTC\n", ""), ("CET-1CEST", "", ""), ("../../Europe", "", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_machine_says_where_it_is(tmp_path: Path, variable: str, text: str, zone: str) -> None:
    """A variable, a file; a server that lives by UTC, a rule, a path, nothing."""
    (tmp_path / "timezone").write_text(text, encoding="utf-8")
    now = datetime(2026, 1, 15, tzinfo=UTC)
    assert localzone.of_machine({"TZ": variable}, tmp_path, now) == zone


def test_the_link_of_the_system_is_followed_by_name(tmp_path: Path) -> None:
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/America/Lima")
    assert localzone.of_machine({}, tmp_path, datetime(2026, 1, 15, tzinfo=UTC)) == "America/Lima"


def test_what_windows_calls_its_zone_is_understood(tmp_path: Path) -> None:
    now = datetime(2026, 1, 15, tzinfo=timezone(timedelta(hours=9), "Tokyo Standard Time"))
    assert localzone.of_machine({}, tmp_path, now) == "Asia/Tokyo"
