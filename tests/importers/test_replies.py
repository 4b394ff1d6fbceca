"""Replies in the workbook: rows of `reply` and `feedback`, checked anew, and followed up like any other feedback."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest

from careerkit.importers import recognise, replies
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record
from careerkit.settings import Settings
from tests.conftest import Builder

ID = "0123456789abcdef" * 2
SECRET = "kestrel"
REPLY: dict[str, Any] = {
    "format": "careerkit-reply", "version": 1, "share_id": ID, "year": 2025, "from": "Mina",
    "answers": [{"section": "wins", "text": "The kestrel!\nMore."}, {"section": "anything-else", "text": "Go on."}],
    "ratings": [{"about": "scope", "value": 4}],
}  # fmt: skip
STORED: dict[str, Any] = {
    "received_at": "2026-01-14T23:30:00-10:00",
    "copy": {"year": 2025, "audience": "mentor", "format": "html", "locked": False},
    "reply": REPLY,
}
NAME = "replies/0123456789ab-aaaaaaaaaaaa.json"


def text_of(document: object) -> str:
    """As careerkit lays a stored reply out."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def drop_of(text: str | bytes, name: str = "a.json") -> Drop:
    data = text.encode() if isinstance(text, str) else text
    return Drop(name, "replies", f"replies/{name}", data)


def test_any_json_of_its_folder_is_claimed() -> None:
    """There, in the inbox, and a text there."""
    assert recognise(drop_of("{}", "A.JSON")) == ["replies"]
    assert recognise(Drop("a.json", "inbox", "a.json", text_of(STORED).encode())) == []
    assert recognise(drop_of("", "a.txt")) == []


def test_an_answer_is_a_reply_and_feedback_and_a_rating_a_reply(workbook: Builder) -> None:
    workbook.write(NAME, text_of(STORED))
    rebuilt = workbook.rebuild()
    assert rebuilt.problems == []
    assert [a.one_line() for a in rebuilt.accounts] == [
        f"{NAME} (replies): 5 rows = 5 accepted + 0 duplicate + 0 retired + 0 set aside + 0 ignored"
    ]
    said = {cells["section"]: cells for cells in workbook.cells("reply")}
    assert set(said) == {"wins", "anything-else", "scope"}
    assert {cells["share_id"] for cells in said.values()} == {ID}
    one = said["wins"]
    assert (one["text"], one["rating"], one["from_claimed"]) == (
        "The kestrel!\nMore.",
        None,
        "Mina",
    )
    assert (one["year"], one["audience"], one["date"]) == (2025, "mentor", date(2026, 1, 14))
    assert one["received_at"] == datetime.fromisoformat("2026-01-15T09:30:00")
    assert (said["scope"]["rating"], said["scope"]["text"]) == (4.0, None)
    given = {cells["section"]: cells for cells in workbook.cells("feedback")}
    assert set(given) == {"wins", "anything-else"}
    one = given["wins"]
    assert (one["giver"], one["claimed"], one["form"], one["share"]) == ("Mina", True, "advice", [])
    assert (one["date"], one["recorded_at"]) == (date(2026, 1, 14), date(2026, 1, 14))
    assert (one["text"], one["action"], one["told_on"]) == ("The kestrel!\nMore.", None, None)
    assert one["line"] == text_of(STORED).split("\n").index('    "section": "wins",') + 1


def test_nobody_named_is_nobody(workbook: Builder) -> None:
    workbook.write(NAME, text_of(STORED | {"reply": REPLY | {"from": ""}}))
    assert {cells["giver"] for cells in workbook.cells("feedback")} == {None}


def test_a_slip_that_is_corrected_keeps_the_ids(workbook: Builder) -> None:
    """The words are no part of the identity; the moment and the section are."""
    workbook.write(NAME, text_of(STORED))
    before = {cells["section"]: cells["id"] for cells in workbook.cells("feedback")}
    other = REPLY | {"from": "Mina K.", "answers": [{"section": "wins", "text": "corrected"}]}
    workbook.write(NAME, text_of(STORED | {"reply": other}))
    after = {cells["section"]: cells["id"] for cells in workbook.cells("feedback")}
    assert after == {"wins": before["wins"]}


def test_two_replies_to_one_copy_stay_two(workbook: Builder) -> None:
    """Of the same second even, and with the same words."""
    workbook.write(NAME, text_of(STORED))
    workbook.write("replies/0123456789ab-bbbbbbbbbbbb.json", text_of(STORED | {"reply": REPLY | {"from": "Noor"}}))  # fmt: skip
    rebuilt = workbook.rebuild()
    assert (len(rebuilt.rows["reply"]), len(rebuilt.rows["feedback"])) == (6, 4)
    assert len({row.id for row in rebuilt.rows["feedback"]}) == 4
    assert rebuilt.problems == []


def test_what_is_done_with_an_answer_is_laid_over_it(workbook: Builder) -> None:
    """Action, day, done, told: lines of the register of annotations, by the id of the row."""
    workbook.write(NAME, text_of(STORED))
    ids = {cells["section"]: cells["id"] for cells in workbook.cells("feedback")}
    workbook.write(
        "registers/annotations.csv",
        "of,action,action_due,action_done_on,declined_because,told_on\n"
        f"{ids['wins']},Ask for the pension talks,2026-02-01,2026-01-30,,2026-02-02\n"
        f"{ids['anything-else']},,,,Not this year,\n",
    )
    rebuilt = workbook.rebuild()
    assert rebuilt.problems == []
    one, two = (
        next(row.cells for row in rebuilt.rows["feedback"] if row.cells["section"] == section)
        for section in ("wins", "anything-else")
    )
    assert (one["action"], one["action_due"]) == ("Ask for the pension talks", date(2026, 2, 1))
    assert (one["action_done_on"], one["told_on"]) == (date(2026, 1, 30), date(2026, 2, 2))
    assert (two["action"], two["declined_because"]) == (None, "Not this year")
    assert one["text"] == "The kestrel!\nMore."


def test_an_action_belongs_to_feedback_alone(workbook: Builder) -> None:
    """On a row of `reply` the cell is reported and nothing is changed."""
    workbook.write(NAME, text_of(STORED))
    said = next(cells for cells in workbook.cells("reply") if cells["section"] == "wins")
    workbook.write("registers/annotations.csv", f"of,action\n{said['id']},x\n")
    assert [problem.code for problem in workbook.rebuild().problems] == ["W-COLUMN"]


BROKEN: dict[str, object] = {
    "no object": [STORED],
    "no moment": STORED | {"received_at": "yesterday"},
    "a moment of nobody's time": STORED | {"received_at": "0001-01-01T00:00:00"},
    "no copy": {key: STORED[key] for key in ("received_at", "reply")},
    "a copy without an audience": STORED | {"copy": {"year": 2025}},
    "a copy of another year": STORED | {"copy": {"year": 2024, "audience": "mentor"}},
    "something more": STORED | {SECRET: 1},
    "a sealed reply": STORED | {"reply": {"format": "careerkit-reply", "version": 1, "share_id": ID, "sealed": {"iv": "AAAA", "data": "AAAA"}}},
    "a reply that was cut": STORED | {"reply": {key: REPLY[key] for key in ("format", "version")}},
    "a rating beyond the scale": STORED | {"reply": REPLY | {"ratings": [{"about": "scope", "value": 50}]}},
    "only the reply": REPLY,
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_was_broken_is_set_aside_and_stays(name: str, workbook: Builder) -> None:
    """One problem with its code and no word of the file; the other replies count, and its bytes stay."""
    workbook.write(NAME, text_of(STORED))
    path = workbook.write("replies/0123456789ab-bbbbbbbbbbbb.json", text_of(BROKEN[name]))
    before = path.read_bytes()
    rebuilt = workbook.refresh()
    [problem] = rebuilt.problems
    assert (problem.code, problem.file) == ("E-FORMAT", "replies/0123456789ab-bbbbbbbbbbbb.json")
    assert SECRET not in problem.one_line().casefold()
    assert "\n" not in problem.one_line()
    assert "careerkit reply" in problem.fix
    assert len(rebuilt.rows["reply"]) == 3
    assert path.read_bytes() == before
    assert all(account.holds for account in rebuilt.accounts)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-JSON"), (b"{", "E-JSON"), (b"\xff\xfe\x00", "E-ENCODING"), (b'{"a": "\xe9"}', "E-ENCODING"),
        (b"[" * 200 + b"]" * 200, "E-DEPTH"), (b" " * (replies.MAX_STORED + 1), "E-SIZE"),
        (b'{"reply": 1, "reply": 2}', "E-JSON"), (b'{"reply": NaN}', "E-JSON"), (b"\x89PNG\r\n\x1a\n\x00", "E-FORMAT"),
    ],
)  # fmt: skip
def test_what_is_no_json_is_set_aside(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        list(replies.read(drop_of(data), Settings()))
    assert refused.value.problem.code == code


def test_hostile_words_are_words(workbook: Builder) -> None:
    """Markup, a formula, a path, an escape: kept as text."""
    text = "=cmd|' /C calc'!A0 <script>alert(1)</script> ../../x \\u0000 ${7*7}"
    workbook.write(NAME, text_of(STORED | {"reply": REPLY | {"answers": [{"section": "wins", "text": text}]}}))  # fmt: skip
    assert [cells["text"] for cells in workbook.cells("feedback")] == [text]


def test_rows_come_in_the_order_of_the_file_and_add_up() -> None:
    drop = drop_of(text_of(STORED))
    rows = list(replies.read(drop, Settings()))
    assert drop.rows_in == len(rows) == 5
    assert [row.table for row in rows if isinstance(row, Record)] == [
        "reply", "feedback", "reply", "feedback", "reply",
    ]  # fmt: skip
