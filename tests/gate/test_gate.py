"""The last check: a file with something private in it does not leave, whoever put it there and however it is written."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from careerkit import audience, blocks, gate, store
from careerkit.errors import NotAllowed
from careerkit.gate import Exempt
from careerkit.past import freeze
from careerkit.workspace import Workbook
from tests.conftest import TODAY
from tests.gate import pdfs
from tests.gate.looking import HOMES, USERS, page, workbook
from tests.gate.ways import zipped

KESTREL = "The kestrel outside my office window had five chicks"
BOSS = "My boss shouted at me in front of everybody again"
TWICE = "Nobody knows how close it was to failing twice"
SHARED = "We shipped the new form to all eleven branches today"
MENTOR = replace(audience.reader("mentor"), tables={"entry": ("date", "word", "text")})


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    """Two wins with private detail, of which one is shared with the mentor, and people."""
    return workbook(tmp_path / "log of ada")


def refuse(book: Workbook, data: bytes, *paths: Path, name: str = "x.html", **more: object) -> Exempt:  # fmt: skip
    return gate.refuse_leaks(book, MENTOR, {name: data}, (), *paths, **more)  # type: ignore[arg-type]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def plain(text: str) -> bytes:
    return text.encode()


PLANTED: dict[str, Callable[[str], bytes]] = {
    "in the text": lambda t: page(f"and so {t}, yes"),
    "in capitals, over tags": lambda t: page("  <b>".join(t.upper().split(" "))),
    "in an attribute": lambda t: page(f'<i title="{t}"></i>'),
    "in a tooltip of a chart": lambda t: page(f"<svg><path d='M0,0L1,1' data-t='{t}: 3'/></svg>"),
    "in the title of a chart": lambda t: page(f"<svg><title>{t}</title><path d='M0,0'/></svg>"),
    "in the description of a chart": lambda t: page(f"<svg><desc>{t}</desc><path d='M0,0'/></svg>"),
    "in the labels of a chart": lambda t: page("<svg><text>" + "".join(f"<tspan x='1'>{w}</tspan>" for w in t.split(" ")) + "</text></svg>"),
    "in a comment": lambda t: page(f"<!-- {t} -->"),
    "in a script of data": lambda t: page(f"<script type='application/json'>{json.dumps({'rows': [[t]]})}</script>"),
    "in a script, escaped": lambda t: page("<script>'" + "".join(f"\\u{ord(c):04x}" for c in t) + "'</script>"),
    "in entities": lambda t: page("".join(f"&#x{ord(c):x};" for c in t)),
    "in a link": lambda t: page(f"<a href='mailto:x?body={t.replace(' ', '%20')}'>x</a>"),
    "in a data address": lambda t: page(f"<img src='data:text/plain;base64,{b64(t.encode())}'>"),
    "in hex": lambda t: page(t.encode().hex()),
    "in UTF-16": lambda t: page("x").decode().encode("utf-16") + t.encode("utf-16-le"),
    "in a picture's metadata": lambda t: b"\x89PNG\r\n\x1a\n\x00\x01" + t.encode() + b"\x00\xff\xfe",
    "in an archive in the page": lambda t: page(f"<a href='data:;base64,{b64(zipped(t.encode()))}'>x</a>"),
    "in the name of a member": lambda t: page(b64(zipped(b"x", t))),
    "in packed data of a chart": lambda t: page(f"<script data-z='{b64(gzip.compress(json.dumps([t]).encode(), mtime=0))}'></script>"),
    **{f"in a PDF: {place}": lambda t, place=place: pdfs.pdf(place, t) for place in pdfs.PLACES},  # type: ignore[misc]
}  # fmt: skip


@pytest.mark.parametrize("where", PLANTED)
@pytest.mark.parametrize("secret", [KESTREL, BOSS, TWICE])
def test_a_planted_leak_is_found(book: Workbook, where: str, secret: str) -> None:
    """An unshared text, its detail, the detail of a shared line; no word of it is said."""
    with pytest.raises(NotAllowed, match=r"^1 private text stands ") as caught:
        refuse(book, PLANTED[where](secret))
    message = str(caught.value)
    assert "\n" not in message
    assert not {w for w in secret.casefold().split() if len(w) > 5} & set(message.casefold().split())  # fmt: skip


@pytest.mark.parametrize("where", PLANTED)
def test_a_planted_leak_is_found_inside_something_else(book: Workbook, where: str) -> None:
    """The same once more in base64 in a page, in an archive, in an attachment."""
    data = PLANTED[where](BOSS)
    for nested in (page(b64(data)), zipped(data), gzip.compress(data, mtime=0)):
        with pytest.raises(NotAllowed):
            refuse(book, nested)


@pytest.mark.parametrize("where", PLANTED)
def test_what_is_shared_may_leave_everywhere(book: Workbook, where: str) -> None:
    """The controls: the shared text and a text of nobody, in each of these places."""
    refuse(book, PLANTED[where](SHARED))
    refuse(book, PLANTED[where]("47 wins and 21 lessons in a year of work"))
    assert refuse(book, page("")) == refuse(book, b"")


def test_shared_with_one_reader_is_not_shared_with_another(book: Workbook) -> None:
    """A line marked !mentor in the coach's copy."""
    with pytest.raises(NotAllowed, match="what the coach would get"):
        gate.refuse_leaks(book, audience.reader("coach"), {"x.html": page(SHARED)})


def test_a_column_that_may_not_leave_stays_although_its_row_is_shared(book: Workbook) -> None:
    """A reader whose file names no text of entries."""
    refuse(book, page(SHARED))
    with pytest.raises(NotAllowed):
        gate.refuse_leaks(book, replace(MENTOR, tables={}), {"x.html": page(SHARED)})


def test_the_name_of_the_file_is_searched(book: Workbook) -> None:
    """A neutral page under the name of a person."""
    refuse(book, page("x"), name="2025-mentor.html")
    with pytest.raises(NotAllowed, match="the page itself holds a name in person"):
        refuse(book, page("x"), name="2025-greta.html")


def test_frozen_tables_are_searched_as_they_were(book: Workbook) -> None:
    """The journal has been emptied since: what the frozen tables hold is still private, and what they share is not."""
    kept = freeze.freeze(book, TODAY, freeze.home(book))
    (book.root / "journal" / "2025.md").write_text("", encoding="utf-8")
    with pytest.raises(NotAllowed, match="1 private text stands"):
        refuse(kept, page(TWICE), book.root)
    refuse(kept, page(SHARED), book.root)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("see /srv/people/ada/log-2025/reports/x", "the path of a folder"),
        ("see /srv/people/ada/", "the path of a folder"),
        ("see \\\\srv\\people\\ada\\log-2025", "the path of a folder"),
        ("see %2Fsrv%2Fpeople", "the path of a folder"),
        (f"{HOMES}adap/x", "the user name of this computer"),
        (f"{USERS}adap", "the user name of this computer"),
        ("adap@host", "the user name of this computer"),
        ("by adap", "the user name of this computer"),
        ("from talks-with-my-boss.ics", "a file name in inbox"),
        ("from talks with my boss", "a file name in inbox"),
    ],
)
def test_no_path_no_file_and_no_user_leaves(book: Workbook, text: str, says: str) -> None:
    """The folder and those above it, with either kind of slash; the user; the name of an export, whole or without its end."""
    (book.root / "inbox" / "talks-with-my-boss.ics").write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")  # fmt: skip
    with pytest.raises(NotAllowed, match=says):
        refuse(book, page(text), Path("/srv/people/ada/log-2025"), user="adap")
    refuse(book, page("see /srv or srv/people; adaptable; talks"), Path("/srv/people/ada/log-2025"), user="adap")  # fmt: skip
    refuse(book, page("a year in the records"), user="year")


def test_no_id_leaves(book: Workbook) -> None:
    """Of a shared record as little as of any other, also inside a longer run of digits and in packed data."""
    rows = store.read(book)[0]["entry"].to_pylist()
    [shared] = [row["id"] for row in rows if row["text"] == SHARED]
    for text in (shared, f"id-{shared.upper()}", f"0f{shared}9", b64(f"[{shared}]".encode())):
        with pytest.raises(NotAllowed, match=f"the id of entry {shared}"):
            refuse(book, page(text))
    refuse(book, page(f"{shared[:15]} {shared[1:]}"))


LEDGER = """year,rule,text,outcome
2024,keep_learning,75% of 12 finished months met your target for learning: keep the slot.,open
2024,keep_learning,My boss will never know about my plan to leave in the summer,taken
2024,own_rule,75% of 11 finished months met your target for learning: keep the slot.,open
"""


def test_the_words_of_our_own_advice_are_no_secret(book: Workbook) -> None:
    """A kept sentence of a rule, which the section it comes from says in the same words."""
    ledger = "\n".join(LEDGER.splitlines()[:2]) + "\n"
    (book.root / "registers" / "advice.csv").write_text(ledger, "utf-8")
    refuse(book, page("9 of 12 finished months met your target for learning."))


def test_what_a_person_wrote_into_the_ledger_is(book: Workbook) -> None:
    """Words of one's own under the name of a rule, and a rule of one's own."""
    (book.root / "registers" / "advice.csv").write_text(LEDGER, "utf-8")
    for said in (
        "never know about my plan to leave",
        "11 finished months met your target for learning",
    ):
        with pytest.raises(NotAllowed, match="holds advice"):
            refuse(book, page(said))


def test_what_is_exempt_is_counted(book: Workbook) -> None:
    """A private detail that says what a shared line says as well, by table and id; everything searched for is counted."""
    with (book.root / "journal" / "2025.md").open("a", encoding="utf-8") as journal:
        journal.write(f"- did: Said it again\n  {SHARED} and more words\n")
    [row] = [r for r in store.read(book)[0]["entry"].to_pylist() if r["text"] == "Said it again"]
    found = refuse(book, page(SHARED))
    assert (found.texts, found.origins) == (1, (f"entry {row['id']}",))
    assert found.searched > 20
    assert refuse(book, page("x")).texts == 0


def test_further_texts_may_be_shared(book: Workbook) -> None:
    """The title that the caller gives."""
    refuse(book, page(KESTREL), shared=[KESTREL])


def test_what_cannot_be_searched_does_not_leave(book: Workbook) -> None:
    """A bomb, an archive of another kind, a locked PDF."""
    for data in (gzip.compress(b"\0" * 60_000_000), b"7z\xbc\xaf\x27\x1c\x00\x04"):
        with pytest.raises(NotAllowed, match="cannot be searched"):
            refuse(book, data)
    from careerkit.report.pdf import protect

    with pytest.raises(NotAllowed, match="locked"):
        refuse(book, protect(pdfs.pdf("page", "x"), "six words"))


# ---- block and record --------------------------------------------------------------------------------


def shown(*given: blocks.Block) -> list[Mapping[str, object]]:
    """Blocks as the report reads them."""
    return [block.json for block in given]


def test_block_and_record_are_named(book: Workbook) -> None:
    """Each with its kind and section; what no block holds stands in the page itself; the sixth is only counted."""
    to = {"audience": ["mentor"]}
    ids = {row["text"]: row["id"] for row in store.read(book)[0]["entry"].to_pylist()}
    picture = f"<svg><text>{BOSS}</text></svg>"
    given = shown(
        blocks.cover("A year", [TWICE], **to),
        blocks.section("wins", "Wins", **to),
        blocks.quote("something else", "2025-03-05", **to),
        blocks.quote(KESTREL, "2025-03-05", **to),
        blocks.section("goals", "Goals of Greta", **to),
        blocks.chart("k", "t", picture, "alt", "", (["a"], []), **to),
        blocks.table("c", ["a"], [["@holger.brandt"]], **to),
    )
    whole = page(f"{KESTREL} <b>{BOSS}</b> {TWICE} Greta @holger.brandt acct_93_main {ids[SHARED]}")
    with pytest.raises(NotAllowed) as caught:
        gate.refuse_leaks(book, MENTOR, {"x.html": whole}, given)
    message = str(caught.value)
    assert f"a quote in section wins holds entry {ids[KESTREL]}" in message
    assert f"a chart in section goals holds entry {ids[KESTREL]}" in message
    assert "a cover holds entry" in message
    assert ", and " in message
    assert message.count(" holds ") == 5
    assert "kestrel" not in message.casefold()


def test_a_heading_is_named_by_its_number_when_its_key_is_the_secret(book: Workbook) -> None:
    """A section of one's own whose key is a name."""
    to = {"audience": ["mentor"]}
    given = shown(
        blocks.section("wins", "Wins", **to), blocks.section("greta", "Greta", **to), blocks.prose("Greta came", **to),
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="the heading of section 2 holds a name in person") as caught:  # fmt: skip
        gate.refuse_leaks(book, MENTOR, {"x.html": page("Greta")}, given)
    assert "greta" not in str(caught.value).casefold().replace("person", "")


def test_a_leak_that_no_block_holds_stands_in_the_page_itself(book: Workbook) -> None:
    """Put there by a template; a block without a heading has no section."""
    given = shown(blocks.prose("nothing", audience=["mentor"]))
    with pytest.raises(NotAllowed, match="the page itself holds entry"):
        gate.refuse_leaks(book, MENTOR, {"x.html": page(KESTREL)}, given)
    given = shown(blocks.prose(KESTREL, audience=["mentor"]))
    with pytest.raises(NotAllowed, match="a prose holds entry"):
        gate.refuse_leaks(book, MENTOR, {"x.html": page(KESTREL)}, given)
