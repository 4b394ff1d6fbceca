"""A reply on its way in: read strictly, held against the receipt of its copy, kept once."""

from __future__ import annotations

import base64
import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit import cli_reply, durable, workspace
from careerkit.errors import BadData, CareerkitError, Locked, NotAllowed, UsageError
from careerkit.reading import replies
from careerkit.reading.replies import Answer, Rating, Reply
from careerkit.report import lock
from careerkit.sharing import receipts, reply
from careerkit.sharing.receipts import Receipt
from tests.conftest import Builder, Done

Run = Callable[..., Done]
ID = "0123456789abcdef" * 2
SECRET = "kestrel"
AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
SALT, IV = bytes(range(16)), bytes(range(12))
WORDS = "correct horse battery staple clamp lily"
PLAIN: dict[str, Any] = {
    "format": "careerkit-reply", "version": 1, "share_id": ID, "year": 2025, "from": "Mina Kestrel",
    "answers": [{"section": "wins", "text": "The kestrel!\nAsk for more."}, {"section": "anything-else", "text": "Go on."}],
    "ratings": [{"about": "scope", "value": 4}],
}  # fmt: skip
RECEIPT = Receipt(
    ID, date(2026, 1, 10), 2025, date(2025, 12, 31), "mentor", "html", False, "review-2025.html", "0" * 64,
    ("in-two-minutes", "wins", "goals"),
)  # fmt: skip
LOCKED = replace(RECEIPT, locked=True, salt=SALT.hex())


def as_bytes(document: object) -> bytes:
    return json.dumps(document).encode()


def with_(**changed: Any) -> bytes:
    return as_bytes(PLAIN | changed)


def without(name: str) -> bytes:
    return as_bytes({key: value for key, value in PLAIN.items() if key != name})


def sealed_with(text: bytes, words: str = WORDS) -> bytes:
    """What the page of a locked copy saves."""
    _, key = lock._keys(words, SALT, lock.ITERATIONS)
    made = lock._encrypt(key, IV, text, lock._REPLY_SAYS)
    parts = {"iv": base64.b64encode(IV).decode(), "data": base64.b64encode(made).decode()}
    return as_bytes({"format": "careerkit-reply", "version": 1, "share_id": ID, "sealed": parts})


# ---- what is read ------------------------------------------------------------------------------------


def test_a_reply_is_read() -> None:
    found = reply.read_reply(as_bytes(PLAIN))
    assert found == Reply(
        ID, 2025, "Mina Kestrel",
        (Answer("wins", "The kestrel!\nAsk for more."), Answer("anything-else", "Go on.")), (Rating("scope", 4),),
    )  # fmt: skip
    assert found.public() == PLAIN


def test_a_byte_order_mark_and_another_layout_change_nothing() -> None:
    """As an editor may save it."""
    other = b"\xef\xbb\xbf" + json.dumps(PLAIN, indent=4, sort_keys=True).encode()
    assert reply.read_reply(other) == reply.read_reply(as_bytes(PLAIN))


def test_text_is_plain_text() -> None:
    """Control characters, an escape sequence, line ends of all kinds, half a pair; markup stays as it is."""
    text = "a\x00b\x1b[31mc\r\nd\re\u2028f\x85g\x9bh\ud83d\ufffe\ti <b>&amp;"
    found = reply.read_reply(with_(answers=[{"section": "wins", "text": text}]))
    assert found.answers[0].text == "ab[31mc\nd\ne\nf\ngh\ti <b>&amp;"
    assert reply.read_reply(with_(**{"from": "Mina\n\tK"})).claimed == "Mina K"


_words = st.text(min_size=1, max_size=60).filter(lambda text: bool(replies.clean(text)))
_replies = st.builds(
    lambda year, claimed, answers, ratings: {
        **PLAIN, "year": year, "from": claimed,
        "answers": [{"section": section, "text": text} for section, text in answers.items()],
        "ratings": [{"about": about, "value": value} for about, value in ratings.items()],
    },
    st.integers(1950, 2100), st.text(max_size=100),
    st.dictionaries(st.from_regex(r"[a-z][a-z0-9_-]{0,20}", fullmatch=True), _words, min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(replies.DIMENSIONS), st.integers(1, 5)),
)  # fmt: skip


@given(_replies)
def test_what_is_read_is_written_and_read_again(document: dict[str, Any]) -> None:
    """From the page's JSON to the workbook's and back: the second reading changes nothing."""
    found = reply.read_reply(as_bytes(document))
    again = reply.read_reply(json.dumps(found.public(), ensure_ascii=False).encode())
    assert again == found
    assert [one.text for one in found.answers] == [replies.clean(one["text"]) for one in document["answers"]]  # fmt: skip
    stored = replies.parse_stored(json.loads(reply._stored(found, RECEIPT, AT))) if found.year == 2025 else None  # fmt: skip
    assert stored is None or (stored.reply, stored.received_at) == (found, AT)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*PLAIN, "section", "text", "about", "value", "sealed", "iv", "data"]), inner, max_size=8), max_leaves=12))  # fmt: skip
def test_any_document_is_read_or_refused(value: Any) -> None:
    """Alone, and in the place of each field."""
    for document in (value, *(PLAIN | {name: value} for name in (*PLAIN, "sealed"))):
        refused: replies.BadReply | None = None
        try:
            replies.parse(document)
        except replies.BadReply as bad:
            refused = bad
        assert refused is None or (refused.reason() and refused.fix())


# ---- hostile files -------------------------------------------------------------------------------------

LONG = "x" * (replies.MAX_TEXT + 1)
S = {"section": "wins", "text": SECRET}
HOSTILE: dict[str, bytes] = {
    # no JSON
    "empty": b"", "blank": b" \n", "torn": as_bytes(PLAIN)[:-20], "two": as_bytes(PLAIN) * 2,
    "html": b"<!doctype html><script>kestrel</script>", "pickle": b"\x80\x04\x95kestrel.", "zip": b"PK\x03\x04kestrel",
    "utf-16": json.dumps(PLAIN).encode("utf-16"), "latin-1": '{"from": "é kestrel"}'.encode("latin-1"),
    "nul": b"\x00" * 100, "single quotes": b"{'format': 'careerkit-reply'}", "comment": b"// kestrel\n" + as_bytes(PLAIN),
    "control in a text": as_bytes(PLAIN).replace(b"kestrel!", b"kestrel\x01"),
    # too much
    "large": with_(answers=[{"section": "wins", "text": "x" * replies.MAX_REPLY}]), "spaces": as_bytes(PLAIN) + b" " * replies.MAX_REPLY,
    "deep lists": b"[" * 100_000, "deep objects": b'{"a":' * 50_000, "deep and whole": b"[" * 5000 + b"]" * 5000,
    "deep field": as_bytes(PLAIN).replace(b'"Mina Kestrel"', b"[" * 90 + b"]" * 90),
    "many answers": with_(answers=[{"section": f"s{i}", "text": "x"} for i in range(201)]),
    "many ratings": with_(ratings=[{"about": "scope", "value": 1}] * 4), "long text": with_(answers=[{"section": "wins", "text": LONG}]),
    "long name": with_(**{"from": "x" * 201}), "long section": with_(answers=[{"section": "x" * 101, "text": "x"}]),
    "large number": as_bytes(PLAIN).replace(b"2025", b"9" * 5000), "1e400": as_bytes(PLAIN).replace(b"2025", b"1e400"),
    # not numbers, said twice
    "NaN": as_bytes(PLAIN).replace(b"2025", b"NaN"), "Infinity": as_bytes(PLAIN).replace(b": 4", b": Infinity"),
    "two years": as_bytes(PLAIN).replace(b'"year"', b'"year": 2025, "year"'), "two texts": as_bytes(PLAIN).replace(b'"text"', b'"text": "a", "text"', 1),
    "two ids": as_bytes(PLAIN).replace(b'"share_id"', b'"share_id": "f", "share_id"'),
    # of another form
    "a list": as_bytes([PLAIN]), "a text": as_bytes("careerkit-reply"), "null": b"null", "a number": b"1",
    "no format": without("format"), "another format": with_(format="careerkit-feedback"), "format in capitals": with_(format="CAREERKIT-REPLY"),
    "a notebook": as_bytes({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
    "no version": without("version"), "version 2": with_(version=2), "version true": with_(version=True), "version text": with_(version="1"), "version 1.0": with_(version=1.0),
    "no id": without("share_id"), "short id": with_(share_id=ID[:-1]), "id in capitals": with_(share_id=ID.upper()), "id with a line end": with_(share_id=ID + "\n"),
    "id as a path": with_(share_id="../" * 10 + "ab"), "id as a number": with_(share_id=1),
    "no year": without("year"), "year as text": with_(year="2025"), "year 0": with_(year=0), "year true": with_(year=True), "year 2025.0": with_(year=2025.0),
    "no from": without("from"), "from null": with_(**{"from": None}), "from list": with_(**{"from": [SECRET]}),
    "no answers": without("answers"), "answers as object": with_(answers={"wins": SECRET}), "answers as text": with_(answers=SECRET), "answers of texts": with_(answers=[SECRET]),
    "answer without text": with_(answers=[{"section": "wins"}]), "answer without section": with_(answers=[{"text": SECRET}]), "empty answer": with_(answers=[{"section": "wins", "text": " \x00\n"}]),
    "text null": with_(answers=[{"section": "wins", "text": None}]), "text as object": with_(answers=[{"section": "wins", "text": {"$ref": SECRET}}]),
    "a section twice": with_(answers=[S, S]), "section empty": with_(answers=[{**S, "section": ""}]), "section with a line end": with_(answers=[{**S, "section": "a\nb"}]),
    "section as list": with_(answers=[{**S, "section": ["wins"]}]), "an unknown field": with_(html="<b>kestrel</b>"), "an unknown field inside": with_(answers=[{**S, "kestrel": 1}]),
    "__proto__": with_(__proto__={"admin": True}), "received": with_(received_at="2020-01-01T00:00"),
    "no ratings": without("ratings"), "rating 0": with_(ratings=[{"about": "scope", "value": 0}]), "rating 6": with_(ratings=[{"about": "scope", "value": 6}]),
    "rating 3.5": with_(ratings=[{"about": "scope", "value": 3.5}]), "rating text": with_(ratings=[{"about": "scope", "value": "3"}]), "rating true": with_(ratings=[{"about": "scope", "value": True}]),
    "rating of nothing known": with_(ratings=[{"about": SECRET, "value": 3}]), "a rating twice": with_(ratings=[{"about": "scope", "value": 1}, {"about": "scope", "value": 2}]),
    "nothing said": with_(answers=[], ratings=[]),
    # sealed
    "sealed as text": as_bytes({"format": "careerkit-reply", "version": 1, "share_id": ID, "sealed": SECRET}),
    "sealed without iv": as_bytes({"format": "careerkit-reply", "version": 1, "share_id": ID, "sealed": {"data": "AAAA"}}),
    "sealed no base64": as_bytes({"format": "careerkit-reply", "version": 1, "share_id": ID, "sealed": {"iv": "kes trel", "data": "AAAA"}}),
    "sealed and open": with_(sealed={"iv": "AAAA", "data": "AAAA"}),
    # of another person, year, copy
    "another copy": with_(share_id="f" * 32), "another year": with_(year=2024), "a strange section": with_(answers=[S, {"section": "salary", "text": SECRET}]),
    "sealed of an open copy": as_bytes({"format": "careerkit-reply", "version": 1, "share_id": ID, "sealed": {"iv": "AAAA", "data": "AAAA"}}),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line_and_nothing_is_stored(
    name: str, workbook: Builder, run: Run
) -> None:
    """Without a word of it in the message."""
    receipts.add(workbook.book, RECEIPT)
    before = workbook.snapshot()
    path = workbook.root.parent / "reply.json"
    path.write_bytes(HOSTILE[name])
    done = run("reply", workbook.root, path)
    assert done.code in (2, 65, 77), done
    assert done.err.count("\n") == 1, done.err
    assert done.err.startswith("careerkit: ")
    assert len(done.err) < 600
    assert SECRET not in (done.out + done.err).casefold()
    assert workbook.snapshot() == before


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60


def test_everything_that_is_wrong_is_told_at_once() -> None:
    bad = with_(year="x", ratings=[{"about": "scope", "value": 9}], answers=[{"section": "wins", "text": LONG}, 3])  # fmt: skip
    with pytest.raises(BadData) as refused:
        reply.read_reply(bad, name="a.json")
    assert str(refused.value) == (
        "a.json: year is no whole number from 1950 to 2100; text in part 1 of answers is longer than 10,000 characters;"
        " part 2 of answers is no object; value in part 1 of ratings is no whole number from 1 to 5;"
        " ask for it to be saved again in the page, and ask for a shorter one"
    )


def test_a_newer_version_says_so() -> None:
    with pytest.raises(BadData, match="newer than this careerkit; update careerkit"):
        reply.read_reply(with_(version=2, more=1))


# ---- whose it is -----------------------------------------------------------------------------------------


def test_a_reply_must_fit_the_receipt() -> None:
    """Another person's workbook, another copy, year, section; locked or not."""
    found = reply.read_reply(as_bytes(PLAIN))
    reply.check(found, RECEIPT)
    with pytest.raises(BadData, match="has shared no copy 01234567; if the reply is to somebody"):
        reply.check(found, None)
    with pytest.raises(BadData, match="has shared no copy"):
        reply.check(found, replace(RECEIPT, share_id="f" * 32))
    with pytest.raises(BadData, match="about 2025, but this copy reviews 2024"):
        reply.check(found, replace(RECEIPT, year=2024))
    with pytest.raises(BadData, match="1 of 2 answers are about sections that this copy does not"):
        reply.check(found, replace(RECEIPT, sections=("goals",)))
    with pytest.raises(BadData, match="copy is locked, and the reply is not sealed"):
        reply.check(found, LOCKED)
    with pytest.raises(BadData, match="copy is not locked, and the reply is sealed"):
        reply.check(found, RECEIPT, was_sealed=True)
    reply.check(found, LOCKED, was_sealed=True)


# ---- what is kept ----------------------------------------------------------------------------------------


def test_a_reply_is_kept_once(workbook: Builder) -> None:
    """The same one again, in another layout and later, changes nothing; another one stands beside it."""
    first = reply.add(workbook.book, reply.read_reply(as_bytes(PLAIN)), RECEIPT, AT)
    assert first.is_new
    assert first.path.parent == workbook.root / "replies"
    assert first.path.name.startswith("0123456789ab-")
    before = workbook.snapshot()
    again = reply.read_reply(json.dumps(PLAIN, indent=3).encode())
    later = reply.add(workbook.book, again, RECEIPT, AT.replace(day=20))
    assert (later.is_new, later.path) == (False, first.path)
    assert workbook.snapshot() == before
    other = reply.read_reply(with_(**{"from": "Noor"}))
    assert reply.add(workbook.book, other, RECEIPT, AT).is_new
    assert len(list((workbook.root / "replies").iterdir())) == 2


def test_what_is_stored_says_when_and_of_which_copy(workbook: Builder) -> None:
    added = reply.add(workbook.book, reply.read_reply(as_bytes(PLAIN)), RECEIPT, AT)
    stored = json.loads(added.path.read_bytes())
    assert stored["received_at"] == "2026-01-15T09:30:00+00:00"
    assert stored["copy"] == {"year": 2025, "audience": "mentor", "format": "html", "locked": False}
    assert stored["reply"] == PLAIN
    assert replies.parse_stored(stored).reply == reply.read_reply(as_bytes(PLAIN))


@pytest.mark.skipif(os.name == "nt", reason="POSIX only")
def test_a_reply_is_for_its_owner_only(workbook: Builder) -> None:
    added = reply.add(workbook.book, reply.read_reply(as_bytes(PLAIN)), RECEIPT, AT)
    assert stat.S_IMODE(added.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(added.path.parent.stat().st_mode) == 0o700


def test_one_that_was_changed_by_hand_stays(workbook: Builder) -> None:
    found = reply.read_reply(as_bytes(PLAIN))
    path = reply.add(workbook.book, found, RECEIPT, AT).path
    path.write_bytes(b"mine")
    assert not reply.add(workbook.book, found, RECEIPT, AT).is_new
    assert path.read_bytes() == b"mine"


def test_a_check_is_made_before_anything_is_written(workbook: Builder) -> None:
    with pytest.raises(BadData):
        reply.add(workbook.book, reply.read_reply(as_bytes(PLAIN)), LOCKED, AT)
    assert not (workbook.root / "replies").exists()


def test_it_waits_for_the_lock_and_refuses_where_nothing_may_be_written(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another writer, a shipped sample, a frozen folder."""
    found = reply.read_reply(as_bytes(PLAIN))
    held = durable.locked(workbook.root)

    def taken(folder: Path) -> Any:
        raise Locked(str(folder))

    with held, monkeypatch.context() as patch:
        patch.setattr(durable, "locked", taken)
        with pytest.raises(Locked):
            reply.add(workbook.book, found, RECEIPT, AT)
    with monkeypatch.context() as patch:
        patch.setattr(workspace, "is_shipped", lambda book: True)
        with pytest.raises(NotAllowed, match="only for reading"):
            reply.add(workbook.book, found, RECEIPT, AT)
    workbook.write(durable.FROZEN, "{}")
    with pytest.raises(NotAllowed, match="only for reading"):
        reply.add(workbook.book, found, RECEIPT, AT)
    assert not (workbook.root / "replies").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_linked_folder_is_not_followed(workbook: Builder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (workbook.root / "replies").symlink_to(elsewhere)
    with pytest.raises(BadData, match="is a link"):
        reply.add(workbook.book, reply.read_reply(as_bytes(PLAIN)), RECEIPT, AT)
    assert not list(elsewhere.iterdir())


# ---- sealed ------------------------------------------------------------------------------------------------


def test_a_sealed_reply_opens_with_the_words() -> None:
    data = sealed_with(as_bytes(PLAIN))

    def unseal(found: replies.SealedReply, words: str = WORDS) -> bytes:
        return lock.open_reply({"iv": found.iv, "data": found.data}, words, SALT)

    assert reply.read_reply(data, unseal=unseal) == reply.read_reply(as_bytes(PLAIN))
    with pytest.raises(NotAllowed, match="sealed"):
        reply.read_reply(data)
    with pytest.raises(NotAllowed):
        reply.read_reply(data, unseal=lambda found: unseal(found, "six other words altogether right"))  # fmt: skip


@pytest.mark.parametrize("inner", [with_(share_id="f" * 32), b"[]", b"{", as_bytes({"format": "careerkit-reply", "version": 1, "share_id": ID, "sealed": {"iv": "AAAA", "data": "AAAA"}})])  # fmt: skip
def test_what_was_sealed_is_checked_as_well(inner: bytes) -> None:
    """Another copy, no reply, no JSON, sealed once more."""
    outer = as_bytes({"format": "careerkit-reply", "version": 1, "share_id": ID, "sealed": {"iv": "AAAA", "data": "AAAA"}})  # fmt: skip
    with pytest.raises(BadData):
        reply.read_reply(outer, unseal=lambda _: inner)


# ---- the command -------------------------------------------------------------------------------------------


def test_the_command_shows_and_adds(workbook: Builder, run: Run) -> None:
    receipts.add(workbook.book, RECEIPT)
    path = workbook.root.parent / "reply.json"
    path.write_bytes(as_bytes(PLAIN))
    before = workbook.snapshot()
    dry = run("reply", workbook.root, path, "--dry-run")
    assert (dry.code, workbook.snapshot()) == (0, before)
    assert (
        "A reply to copy 01234567, the review of 2025 for mentor, shared on 2026-01-10" in dry.out
    )
    assert "From, as it says itself: Mina Kestrel" in dry.out
    assert "  wins: 5 words\n    The kestrel!\n    Ask for more.\n" in dry.out
    assert "  scope: 4 of 5" in dry.out
    assert "2 answers, 1 rating" in dry.out
    assert "Nothing was added" in dry.out
    done = run("reply", workbook.root, path)
    assert done.code == 0
    [stored] = (workbook.root / "replies").iterdir()
    assert f"Added: replies/{stored.name}" in done.out
    assert "careerkit review --year 2025 --as-of 2026-01-15" in done.out
    again = run("reply", workbook.root, path)
    assert (again.code, "already; nothing was added" in again.out) == (0, True)


def test_the_workbook_may_be_left_out(workbook: Builder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    receipts.add(workbook.book, RECEIPT)
    workbook.write("reply.json", as_bytes(PLAIN))
    monkeypatch.chdir(workbook.root)
    assert run("reply", "reply.json", "--dry-run").code == 0
    assert run("reply").code == 2
    assert run("reply", "nothing.json").code == 2


def test_the_day_is_the_persons_own(workbook: Builder, run: Run) -> None:
    """09:30 in UTC is still the day before in Honolulu, 23:30."""
    workbook.write("workbook.toml", 'format = 1\ntime_zone = "Pacific/Honolulu"\n')
    receipts.add(workbook.book, RECEIPT)
    path = workbook.root.parent / "reply.json"
    path.write_bytes(as_bytes(PLAIN))
    assert run("reply", workbook.root, path).code == 0
    [stored] = (workbook.root / "replies").iterdir()
    assert '"received_at": "2026-01-14T23:30:00-10:00"' in stored.read_text("utf-8")


def test_a_sealed_reply_asks_for_the_words(workbook: Builder, run: Run) -> None:
    """From a file here; without one and without a terminal it says what to give."""
    receipts.add(workbook.book, LOCKED)
    path, words = workbook.root.parent / "reply.json", workbook.root.parent / "words.txt"
    path.write_bytes(sealed_with(as_bytes(PLAIN)))
    words.write_text(WORDS.replace(" ", "-").upper() + "\n")
    asked = run("reply", workbook.root, path)
    assert (asked.code, "--passphrase-file" in asked.err) == (2, True)
    assert run("reply", workbook.root, path, "--passphrase-file", words).code == 0
    [stored] = (workbook.root / "replies").iterdir()
    assert json.loads(stored.read_bytes())["reply"] == PLAIN
    words.write_text("six other words altogether right here\n")
    wrong = run("reply", workbook.root, path, "--passphrase-file", words)
    assert (wrong.code, wrong.err.count("\n")) == (77, 1)
    path.write_bytes(as_bytes(PLAIN))
    assert run("reply", workbook.root, path).code == 65, "an open reply to a locked copy"
    gone = run("reply", workbook.root, path, "--passphrase-file", workbook.root / "none")
    assert gone.code == 65


def test_the_words_are_asked_for_unseen(
    workbook: Builder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts.add(workbook.book, LOCKED)
    path = workbook.root.parent / "reply.json"
    path.write_bytes(sealed_with(as_bytes(PLAIN)))
    asked: list[dict[str, Any]] = []

    def prompt(text: str, **how: Any) -> str:
        asked.append(how)
        return WORDS

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", prompt)
    assert run("reply", workbook.root, path).code == 0
    assert asked == [{"hide_input": True}]


def test_a_terminal_obeys_nothing_of_it(workbook: Builder, run: Run) -> None:
    """Escape sequences are gone, marks that turn text around are written out, letters and emoji stay."""
    receipts.add(workbook.book, RECEIPT)
    path = workbook.root.parent / "reply.json"
    text = "\x1b]0;x\x07 \u202eabc \u200b é 漢字 👩\u200d🔬 \u2066"
    path.write_bytes(with_(answers=[{"section": "wins", "text": text}], **{"from": "a\x1b[2Jb\u202e"}))  # fmt: skip
    out = run("reply", workbook.root, path, "--dry-run").out
    assert "]0;x \\u202eabc \\u200b é 漢字 👩\u200d🔬 \\u2066" in out
    assert "a[2Jb\\u202e" in out
    assert "\x1b" not in out
    assert cli_reply.for_terminal("a\x1b\n\x9b\xa0") == "a\\x1b\\n\\x9b\xa0"


def test_what_is_no_file_is_said(workbook: Builder, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no file"):
        reply.load(tmp_path)
    with pytest.raises(CareerkitError):
        reply.load(tmp_path / "gone.json")
