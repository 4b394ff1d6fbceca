"""Day One: whose day it is, what an entry says, and which of its versions stands."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from careerkit import tidy
from careerkit.importers import dayone, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

SAMPLE = Path(__file__).parent / "sample"


def _journal(*entries: Any) -> str:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": entries}, indent=1)


def _entry(**said: Any) -> dict[str, Any]:
    plain = {
        "uuid": "U1",
        "creationDate": "2024-03-05T12:00:00Z",
        "timeZone": "Etc/UTC",
        "text": "Closed it",
    }
    return {name: value for name, value in {**plain, **said}.items() if value is not None}


def _zip(**members: str | bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _drop(data: str | bytes, name: str = "Work.json") -> Drop:
    return Drop(name, "inbox", f"inbox/{name}", data.encode() if isinstance(data, str) else data)


def _read(data: str | bytes, name: str = "Work.json", zone: str = "UTC") -> list[Row]:
    drop = _drop(data, name)
    assert recognise(drop) == ["dayone"]
    rows = list(dayone.read(drop, Settings(time_zone=zone)))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _record(zone: str = "UTC", **said: Any) -> Record:
    (found,) = _read(_journal(_entry(**said)), zone=zone)
    assert isinstance(found, Record)
    return found


def _text(**said: Any) -> tuple[str, str | None]:
    values = _record(**said).values
    return values["text"], values["detail"]


# ---- the day -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "zone", "day"),
    [
        ("2024-12-31T22:30:00Z", "Europe/Berlin", "2024-12-31"),
        ("2024-12-31T23:30:00Z", "Europe/Berlin", "2025-01-01"),
        ("2025-01-01T04:30:00Z", "America/New_York", "2024-12-31"),
        ("2024-12-31T10:30:00Z", "Pacific/Auckland", "2024-12-31"),
        ("2024-12-31T11:30:00Z", "Pacific/Auckland", "2025-01-01"),
        ("2024-03-31T22:30:00Z", "Europe/Berlin", "2024-04-01"),
        ("2024-02-29T23:59:59.999Z", "UTC", "2024-02-29"),
        ("2024-12-31T23:30:00Z", "GMT+0100", "2025-01-01"),
        ("2025-01-01T02:30:00Z", "GMT-03:00", "2024-12-31"),
        ("2025-01-01T04:29:00Z", "UTC-4:30", "2024-12-31"),
        ("2024-12-31T23:30:00+02:00", "Europe/Berlin", "2024-12-31"),
    ],
)
def test_the_day_is_the_one_its_own_clock_showed(written: str, zone: str, day: str) -> None:
    """New Year's Eve in several zones, the night the clocks changed, a leap day, zones without a name."""
    assert _record(creationDate=written, timeZone=zone, zone="Asia/Tokyo").values["date"] == day


def test_without_a_zone_the_persons_own_counts() -> None:
    """22:30 in UTC, no zone, at home in Berlin: half past eleven, the same day; in Tokyo the next."""
    written = "2024-12-31T22:30:00Z"
    assert (
        _record(creationDate=written, timeZone=None, zone="Europe/Berlin").values["date"]
        == "2024-12-31"
    )
    assert (
        _record(creationDate=written, timeZone=None, zone="Asia/Tokyo").values["date"]
        == "2025-01-01"
    )


@pytest.mark.parametrize(
    "zone",
    ["Mars/Olympus", "../../etc/hosts", "/etc/localtime", "Europe", "a\0b", "GMT+99", "x" * 500],
)
def test_an_unknown_zone_warns(zone: str) -> None:
    """A name that is none, ways out of the folder of zones, half a name, too many hours."""
    warning, record = _read(_journal(_entry(timeZone=zone)), zone="Asia/Tokyo")
    assert isinstance(warning, Problem)
    assert (warning.code, warning.line, warning.column) == ("W-TZ", 6, "timeZone")
    assert isinstance(record, Record)
    assert record.values["date"] == "2024-03-05"


@pytest.mark.parametrize(
    "written",
    [
        None, "", "2024-03-05", "2024-03-05T12:00:00", "2024-02-30T12:00:00Z", "2024-03-05T25:00:00Z",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-W10-2T12:00:00Z", "٢٠٢٤-03-05T12:00:00Z", 1709640000,
    ],
)  # fmt: skip
def test_a_bad_date_costs_its_entry_only(written: Any) -> None:
    """No date, no time, no zone, days and hours that do not exist, years too far off, weeks, other digits, a number."""
    bad, good = _read(_journal(_entry(creationDate=written), _entry(uuid="U2")))
    assert isinstance(bad, Problem)
    assert (bad.code, bad.line, bad.column) == ("E-DATE", 6, "creationDate")
    assert isinstance(good, Record)


# ---- the words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "text", "detail"),
    [
        ("Closed it", "Closed it", None),
        ("# Closed it\n\nLee asked.", "Closed it", "Lee asked."),
        ("###### Closed it #1", "Closed it #1", None),
        ("#hashtag first", "#hashtag first", None),
        ("\\# Closed it", "# Closed it", None),
        ("#\n\n##   \n## Closed it", "Closed it", None),
        ("1\\. Ask\n2\\. Wait\\!", "1. Ask", "2. Wait!"),
        ("a\\_b \\\\ c \\d", "a_b \\ c \\d", None),
        ("Ran\n`x\\_y`\n```\n\\{z\\}\n```\n\\{w\\}", "Ran", "`x\\_y`\n```\n\\{z\\}\n```\n{w}"),
        ("![](dayone-moment://ABC)\nClosed it", "Closed it", None),
        ("Closed it\n\n![](dayone-moment:/video/ABC)\n\nLee asked.", "Closed it", "Lee asked."),
        ("Closed ![a b](dayone-moment://ABC)it", "Closed it", None),
        ("Closed it ![plan](plan.png)", "Closed it ![plan](plan.png)", None),
        ("Closed it\r\nLee asked.\rTwice.", "Closed it", "Lee asked.\nTwice."),
        ("Wrote to dana.ortiz@example.org", "Wrote to (address)", None),
        ("Call\ndana\\.ortiz\\@example\\.org, then", "Call", "(address), then"),
        ("A\u030asa said yes", "\u00c5sa said yes", None),
    ],
)
def test_markdown_becomes_words(markdown: str, text: str, detail: str | None) -> None:
    """Headings, empty headings, escapes, code, pictures, line ends, addresses, an accent apart."""
    assert _text(text=markdown) == (text, detail)


@pytest.mark.parametrize("markdown", [None, "", "  \n ", "![](dayone-moment://ABC)", "# \n\n##"])
def test_an_entry_without_words_is_left_out(markdown: str | None) -> None:
    """No text at all, blanks, a picture alone, headings without words."""
    assert _read(_journal(_entry(text=markdown), _entry(uuid="U2")))[0] == Skipped(6, "no text")


RICH = {
    "meta": {"version": 1},
    "contents": [
        {"text": "Closed ", "attributes": {"line": {"header": 1}}}, {"text": "it\n"},
        {"embeddedObjects": [{"type": "photo"}]}, {"text": "1\\. stays\n"}, None, {"text": 3},
    ],
}  # fmt: skip


@pytest.mark.parametrize("rich", [RICH, json.dumps(RICH)])
def test_rich_text_is_read_where_there_is_no_text(rich: Any) -> None:
    """The formatted text as an object and as JSON in a text; it has no escapes."""
    assert _text(text=None, richText=rich) == ("Closed it", "1\\. stays")
    assert _text(text="Plain", richText=rich) == ("Plain", None)


@pytest.mark.parametrize(
    "rich",
    [
        "not JSON",
        "[" * 100_000,
        '{"contents": NaN}',
        "[]",
        3,
        {"contents": 3},
        {"contents": [[]]},
        {},
    ],
)
def test_rich_text_that_cannot_be_read_is_no_text(rich: Any) -> None:
    """No JSON, JSON that is too deep, no number, and every other type."""
    assert _read(_journal(_entry(text=None, richText=rich), _entry(uuid="U2")))[0] == Skipped(
        6, "no text"
    )


@pytest.mark.parametrize(
    ("tags", "word", "left"),
    [
        ([], "note", []),
        (["Win", "budget"], "win", ["budget"]),
        (["#lesson"], "lesson", []),
        (["budget", "DID", "win"], "did", ["budget", "win"]),
        (["try", "winning"], "try", ["winning"]),
        (["dana@example.org", None, 3, {"name": "win"}], "note", ["(address)"]),
        ("win", "note", []),
    ],
)
def test_a_tag_may_be_a_journal_word(tags: Any, word: str, left: list[str]) -> None:
    """No tag; words in other case and with a mark; two of them; an address and other types; no array."""
    values = _record(tags=tags).values
    assert (values["word"], values["tags"]) == (word, left)


@pytest.mark.parametrize(
    ("said", "starred"), [(True, True), (False, False), (None, None), ("yes", None)]
)
def test_a_star_is_known_or_not(said: Any, starred: bool | None) -> None:
    """Starred, not starred, not said, and said in another type."""
    assert _record(starred=said).values["starred"] is starred


def test_half_a_pair_in_an_entry_breaks_nothing() -> None:
    """A uuid, a text and a tag with half an emoji, as Day One cuts them."""
    written = _journal(_entry(uuid="U-1", text="Closed -it", tags=["bud-get"])).replace(
        "-1", r"\ud83d1"
    )
    (found,) = _read(written.replace("-i", r"\ude00i").replace("d-g", r"d\ud83dg"))
    assert isinstance(found, Record)
    assert found.key == ("U1",)
    cells, problems = tidy.row(found)
    assert problems == []
    assert cells is not None
    assert (cells["text"], cells["tags"]) == ("Closed it", ["budget"])


# ---- versions ----------------------------------------------------------------------------------------


def test_the_last_modified_version_stands() -> None:
    """Three versions of one entry, the newest in the middle, and one of another."""
    days = ["2024-03-06T00:00:00Z", "2024-03-08T00:00:00Z", "2024-03-07T00:00:00Z"]
    rows = _read(
        _journal(*(_entry(modifiedDate=day, text=day[:10]) for day in days), _entry(uuid="U2"))
    )
    assert [type(row) for row in rows] == [Skipped, Record, Skipped, Record]
    assert isinstance(rows[1], Record)
    assert rows[1].values["text"] == "2024-03-08"
    assert isinstance(rows[0], Skipped)
    assert rows[0].rule == "other version of an entry"


def test_of_equal_versions_the_first_stands() -> None:
    """One entry in two journals of a zip, neither with a day of change; a third with a bad one."""
    data = _zip(**{
        "B.json": _journal(_entry(text="second")), "A.json": _journal(_entry(text="first")),
        "C.json": _journal(_entry(text="third", modifiedDate="today")),
    })  # fmt: skip
    rows = _read(data, "export.zip")
    assert [type(row) for row in rows] == [Record, Skipped, Skipped]
    assert isinstance(rows[0], Record)
    assert (rows[0].values["text"], rows[0].member) == ("first", "A.json")


def test_entries_without_a_uuid_are_all_kept() -> None:
    """Two entries that have none, beside one that has."""
    rows = _read(_journal(_entry(), _entry(uuid=None), _entry(uuid=None)))
    assert [row.key for row in rows if isinstance(row, Record)] == [("U1",), (), ()]


# ---- archives ----------------------------------------------------------------------------------------


def test_only_journals_on_top_of_a_zip_are_opened() -> None:
    """Two journals; photos, a journal in a folder and a system's own copy, all of them broken."""
    data = _zip(**{
        "Work.json": _journal(_entry()), "Home.JSON": _journal(_entry(uuid="U2")),
        "photos/a.jpeg": b"\xff\xd8", "old/Work.json": "{", "__MACOSX/._Work.json": "{", "._Work.json": "{",
    })  # fmt: skip
    rows = _read(data, "export.zip")
    assert [row.member for row in rows if isinstance(row, Record)] == ["Home.JSON", "Work.json"]
    assert len(rows) == 2


def test_a_broken_journal_costs_itself_only() -> None:
    """A journal that was cut off, one with a list where its entries should be, and a good one."""
    good = _journal(_entry())
    data = _zip(
        **{
            "A.json": good[:-20],
            "B.json": '{"entries": {}}',
            "C.json": good,
            "D.json": '{"entries": []}',
        }
    )
    first, second, third = _read(data, "export.zip")
    assert isinstance(first, Problem)
    assert isinstance(second, Problem)
    assert (first.code, first.file) == ("E-JSON", "inbox/export.zip!A.json")
    assert (second.code, second.file) == ("E-HEADER", "inbox/export.zip!B.json")
    assert isinstance(third, Record)


def test_a_second_download_is_the_same_journal() -> None:
    """`Work (1).json` alone, and a journal of that name inside a zip, whose own name it is."""
    (found,) = _read(_journal(_entry()), "Work (1).json")
    assert isinstance(found, Record)
    assert found.member == "Work.json"


@pytest.mark.parametrize(
    "data",
    [
        "", "{}", "[]", '{"entries": []}', '{"entries": [{"uuid": "U1", "text": "x"}]}',
        '{"entries": [{"title": "x", "body": "", "date": "2024-03-05", "time": "09:00", "starred": false}]}',
        '{"note": "\\"entries\\": [{\\"uuid\\": 1, \\"creationDate\\": 2}]"}',
        '[{"uuid": "U1", "creationDate": "2024-03-05T12:00:00Z"}]',
        '# "entries": [{"uuid": "U1", "creationDate": ""}]', '<plist version="1.0">',
        _zip(**{"Connections.csv": "First Name,Last Name,URL,Company,Position,Connected On\n"}),
        _zip(**{"me.ics": "BEGIN:VCALENDAR", "data.json": '{"entries": [1]}', "data.txt": _journal(_entry())}),
        _zip(),
    ],
)  # fmt: skip
def test_what_is_not_day_one_is_not_claimed(data: str | bytes) -> None:
    """Other JSON, half the names, another journal's entries, names inside a text, other archives, an empty zip."""
    assert not dayone.claims(_drop(data, "Work.json"))


def test_damage_is_never_more_than_refused() -> None:
    """Every sample cut off at many places and with bytes changed, alone and in a zip."""
    chance = random.Random(7)
    samples = [
        path.read_bytes() for path in sorted(SAMPLE.glob("*.json")) if path.name != "expected.json"
    ]
    whole = [*samples, _zip(**{"A.json": samples[0], "B.json": samples[1]})]
    for data in whole:
        for _ in range(60):
            damaged = bytearray(
                data[: chance.randrange(len(data))] if chance.random() < 0.5 else data
            )
            for _ in range(chance.randrange(4)):
                damaged[chance.randrange(len(damaged) or 1) : 0] = bytes([chance.randrange(256)])
            _survives(bytes(damaged))


def _survives(data: bytes) -> None:
    drop = _drop(data)
    try:
        rows = list(dayone.read(drop, Settings())) if dayone.claims(drop) else []
    except Unreadable:
        return
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
