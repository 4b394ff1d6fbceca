"""The journal line: every rule, every near miss, and that no text at all breaks the reading."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careerkit.importers import journal as importer
from careerkit.notes import journal
from careerkit.notes.journal import FIELDS, WORDS, Line
from careerkit.notes.tail import read_tail
from careerkit.problems import Problem
from careerkit.reading.drops import Drop
from careerkit.records import Record
from careerkit.settings import Settings

DAY = "## 2024-03-05 Tue\n"
Outcome = Line | Problem


def _parse(text: str, name: str = "journal/2024.md") -> list[Outcome]:
    """All outcomes of a text, after checking that its lines were conserved."""
    lines = list(enumerate(text.split("\n"), 1))
    found = list(journal.parse(lines, name))
    assert journal.count(lines) == sum(isinstance(f, Line) or not f.is_warning for f in found)
    return found


def _lines(text: str, name: str = "journal/2024.md") -> list[Line]:
    return [found for found in _parse(text, name) if isinstance(found, Line)]


def _codes(text: str, name: str = "journal/2024.md") -> list[str]:
    return [found.code for found in _parse(text, name) if isinstance(found, Problem)]


def _one(bullet: str) -> Line:
    """The one line that a bullet becomes, without any problem."""
    found = _parse(DAY + bullet)
    assert len(found) == 1, found
    assert isinstance(found[0], Line)
    return found[0]


# --- which lines are ours ----------------------------------------------------------------------


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "shape", ["- {}: x", "* {}: x", "+ {}: x", "- [x] {}: x", "- {}:: x", "-  {}:x"]
)
def test_every_word_in_every_bullet(word: str, shape: str) -> None:
    """Each journal word after each kind of bullet, with a box, with two colons, without a space."""
    assert (_one(shape.format(word)).word, _one(shape.format(word.title())).text) == (word, "x")


@pytest.mark.parametrize(
    "text",
    [
        "win: no bullet", "- winning: another word", "- the win: later in the line", "1. win: numbered",
        "> - win: quoted", "-win: no space", "- win no colon", "- **win**: bold", "| win: | table |",
        "- [ ] buy milk", "- TODO call Lee", "#win", "", "Energy Level: 7", "- ok: fine",
    ],
)  # fmt: skip
def test_everything_else_is_the_persons_own(text: str) -> None:
    """Prose, tasks, tables, quotes and bullets that begin with other words."""
    assert _parse(DAY + text) == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("wim", "win"),
        ("wni", "win"),
        ("winn", "win"),
        ("leson", "lesson"),
        ("Noet", "note"),
        ("lern", "learn"),
    ],
)
def test_a_word_one_slip_away_is_asked_about(word: str, meant: str) -> None:
    """A letter wrong, swapped, doubled or missing in the first word."""
    found = _parse(f"{DAY}- {word}: x")
    assert isinstance(found[0], Problem)
    assert (found[0].code, found[0].line) == ("W-WORD", 2)
    assert repr(meant) in found[0].fix


def test_a_line_without_words_is_set_aside() -> None:
    """A word alone, with tokens only, and with fields only."""
    assert (
        _codes(f"{DAY}- win:\n- did: +2 1h #admin\n- note: [impact:: much]\n- lesson::")
        == ["E-EMPTY"] * 4
    )
    assert _one("- met: @dana.ortiz").text == "@dana.ortiz"


def test_text_keeps_its_own_colons() -> None:
    """A smiley, a time and an address right after the word."""
    assert _one("- win: :) at last").text == ":) at last"
    assert _one("- note: 3:1 for us").text == "3:1 for us"
    assert _one("- note:https://example.org").text == "https://example.org"


# --- days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "## 2024-03-05", "# 2024-03-05", "###### 2024-03-05", "## 2024-03-05 Tue", "## 2024-03-05, Tuesday",
        "## Tue 2024-03-05", "## Tuesday, 2024-03-05", "##  2024-03-05  Tue.  ", "## 2024-03-05 Dienstag",
        "## 2024-03-05 mardi",
    ],
)  # fmt: skip
def test_a_day_heading_sets_the_day(heading: str) -> None:
    """A day with and without its weekday, before or behind it, in English and not."""
    found = _parse(f"{heading}\n- win: x")
    assert [line.day for line in found if isinstance(line, Line)] == [date(2024, 3, 5)]
    assert len(found) == 1


@pytest.mark.parametrize(
    "heading", ["## 2024-03-05 Mon", "## 2024-03-05 Friday", "## Wed, 2024-03-05"]
)
def test_a_wrong_weekday_warns(heading: str) -> None:
    """A Tuesday that calls itself something else; the date counts."""
    assert _codes(f"{heading}\n- win: x") == ["W-WEEKDAY"]
    assert _lines(f"{heading}\n- win: x")[0].day == date(2024, 3, 5)


@pytest.mark.parametrize(
    "heading",
    [
        "## 5 March 2024", "## 05.03.2024", "## 5.3.", "## 3/5/24", "## March 2024", "## 2024", "## 5 Mar",
        "## 2024-3-5", "## [[2024-03-06]]", "## 6. März", "## Tuesday the 5 Mar",
    ],
)  # fmt: skip
def test_a_heading_like_a_date_closes_the_day(heading: str) -> None:
    """A day written another way below a good one: nothing may land on the day before."""
    text = f"{DAY}- win: a\n{heading}\n- win: b\n- did: c"
    assert [line.text for line in _lines(text)] == ["a"]
    assert _codes(text) == ["E-NODAY", "E-NODAY"]


@pytest.mark.parametrize("heading", ["## Work", "### Thoughts", "#idea", "## Q&A", "####### 2024"])
def test_another_heading_leaves_the_day_open(heading: str) -> None:
    """A heading in words below a day."""
    assert [line.text for line in _lines(f"{DAY}{heading}\n- win: a")] == ["a"]


def test_a_title_above_the_first_day_is_fine() -> None:
    """The year as a title, a preface, then a day."""
    found = _parse(f"# Journal 2024\nMy words.\n\n{DAY}- win: a")
    assert [line.day for line in found if isinstance(line, Line)] == [date(2024, 3, 5)]
    assert len(found) == 1


def test_a_day_that_does_not_exist() -> None:
    """The thirtieth of February, with a good line below it."""
    assert _codes("## 2024-02-30\n- win: x") == ["W-DATE", "E-NODAY"]


def test_without_a_day_a_line_is_set_aside() -> None:
    """A line above all headings."""
    found = _parse("- win: x")
    assert isinstance(found[0], Problem)
    assert (found[0].code, found[0].line, found[0].value) == ("E-NODAY", 1, "- win: x")


@pytest.mark.parametrize(
    "name", ["2024-03-05.md", "journals/2024_03_05.md", "x/2024-03-05 Tuesday.md"]
)
def test_a_file_name_sets_the_day(name: str) -> None:
    """Daily notes of two apps; a title that looks like a date leaves their day alone."""
    assert _lines("# 5 March\n- win: x", name)[0].day == date(2024, 3, 5)


@pytest.mark.parametrize("name", ["2024-13-45.md", "12024-03-05.md", "2024.md", "0000-00-00.md"])
def test_a_file_name_that_is_no_day(name: str) -> None:
    """Names with impossible days, longer numbers, a year."""
    assert journal.file_day(name) is None


def test_one_day_twice_and_one_line_twice() -> None:
    """The same day heading twice, the same line twice: all stay."""
    assert len(_lines(f"{DAY}- win: a\n- win: a\n{DAY}- win: a")) == 3


# --- tokens ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "hours"),
    [
        ("1h30", 1.5), ("1h30m", 1.5), ("1h30min", 1.5), ("1h5", 1 + 5 / 60), ("2h", 2.0), ("45min", 0.75),
        ("1.5h", 1.5), ("1,5h", 1.5), ("0.25h", 0.25), ("1h 15min", 1.25), ("120min", 2.0),
    ],
)  # fmt: skip
def test_hours(token: str, hours: float) -> None:
    """Every way to write a duration at the end of a line; two add up."""
    line = _one(f"- did: Tally {token}")
    assert (line.text, line.hours) == ("Tally", hours)


@pytest.mark.parametrize(
    ("token", "energy"),
    [("+2", 2), ("-1", -1), ("\u22122", -2), ("–1", -1), ("+0", 0), ("-0", 0), ("+2.", 2)],
)
def test_energy(token: str, energy: int) -> None:
    """Energy with plus, hyphen, a real minus sign and a dash, and with a full stop behind it."""
    assert _one(f"- did: Tally {token}").energy == energy


@pytest.mark.parametrize("space", ["\u00a0", "\t", "\u2009", "  "])
def test_odd_spaces_separate(space: str) -> None:
    """Tokens kept apart by no-break, thin and double spaces and tabs."""
    line = _one(f"- did: Tally{space}+2{space}1h{space}#admin")
    assert (line.text, line.energy, line.hours, line.tags) == ("Tally", 2, 1.0, ["admin"])


def test_marks_that_no_eye_sees() -> None:
    """Zero-width and direction marks around tokens, as they come along with pasted text."""
    line = _one("- did: Tally \u200e+2\u200f \u200b1h\ufeff")
    assert (line.text, line.energy, line.hours) == ("Tally", 2, 1.0)


def test_all_tokens_in_any_order() -> None:
    """The example of the documentation, and its tokens the other way round."""
    first = _one("- win: Closed the pitch with Acme @dana.ortiz +2 1h30 #persuasion * !mentor")
    second = _one("- win: Closed the pitch with Acme !mentor * #persuasion 1h30 +2 @dana.ortiz")
    for line in (first, second):
        assert line.text == "Closed the pitch with Acme"
        assert (line.people, line.energy, line.hours) == (["dana.ortiz"], 2, 1.5)
        assert (line.tags, line.starred, line.share) == (["persuasion"], True, ["mentor"])


@pytest.mark.parametrize(
    "text",
    [
        "the temp was -2 at dawn", "1 m away", "won 3h later than planned", "cut costs by -20 %",
        "+2 for the team", "2h of talk, none of it useful", "moved to C#", "F#", "-20%", "won 3:1",
        "room 1h2b", "a * b is c", "wow !", "+", "#1", "# one", "@", "@ home", "1e5h", "+2+2",
    ],
)  # fmt: skip
def test_prose_stays_prose(text: str) -> None:
    """Numbers, signs and letters in the middle of a sentence or in no known shape."""
    line = _one(f"- note: {text}")
    assert line.text == text
    assert (line.hours, line.energy, line.tags, line.people) == (None, None, [], [])
    assert (line.starred, line.share) == (False, [])


def test_tokens_stop_at_the_first_other_word() -> None:
    """Energy before a word and hours behind it."""
    line = _one("- did: Tally +2 again 1h")
    assert (line.text, line.energy, line.hours) == ("Tally +2 again", None, 1.0)


def test_tags_and_people_count_inside_text() -> None:
    """A tag and a person in the middle, in brackets, before a comma; more of them at the end."""
    line = _one("- did: Asked @lee's view (#pricing), then @mo. about #sales/eu 1h #admin @dana.")
    assert line.tags == ["pricing", "sales/eu", "admin"]
    assert line.people == ["lee", "mo", "dana"]
    assert line.text == "Asked @lee's view (#pricing), then @mo. about"


@pytest.mark.parametrize(
    "text",
    [
        "wrote to dana@example.org today", "dana.ortiz+x@example.org said yes", "mail a@b.example",
        "see https://example.org/page#part now", "see https://example.org/?a=#part now",
        "see https://example.org/@dana/post now", "www.example.org/@dana is hers", "R&#233; is odd",
        "https://example.org/@dana", "https://example.org/#part",
    ],
)  # fmt: skip
def test_addresses_name_nobody_and_nothing(text: str) -> None:
    """E-mail addresses, addresses of pages with a part or a handle in them, an entity."""
    line = _one(f"- note: {text}")
    assert (line.tags, line.people) == ([], [])
    assert line.text == text


@pytest.mark.parametrize(
    ("tail", "hint"),
    [
        ("2,5 h", "2,5h"), ("2 hours", "2h"), ("2hrs", "2h"), ("90 min", "90min"), ("90m", "90min"),
        ("1:30", "1h30"), ("+3", "not +3"), ("-10", "not -10"), ("+ 2", "+2"), ("+\u00a02", "+2"),
    ],
)  # fmt: skip
def test_a_near_miss_in_the_tail_warns(tail: str, hint: str) -> None:
    """What people write when they mean a token; the line stays, with a suggestion."""
    found = _parse(f"{DAY}- did: Tally -1 {tail} #admin")
    problems = [problem for problem in found if isinstance(problem, Problem)]
    assert [problem.code for problem in problems] == ["W-TAIL"]
    assert hint in problems[0].reason
    assert _lines(f"{DAY}- did: Tally {tail}")[0].tags == []


def test_energy_twice_warns() -> None:
    """Two energies at the end: the last one counts."""
    found = _parse(f"{DAY}- did: Tally -1 +2")
    assert _codes(f"{DAY}- did: Tally -1 +2") == ["W-TAIL"]
    assert [line.energy for line in found if isinstance(line, Line)] == [2]


# --- fields and detail -------------------------------------------------------------------------


def test_fields_inline_and_below() -> None:
    """A field in brackets, one in parentheses, one indented, one as an indented bullet."""
    line = _one(
        "- win: Pitch [impact:: 12 -> 7 days] (reach:: team) +2\n"
        "  lasts:: years\n  - builds on:: the draft\n  Plain words.\n"
    )
    assert line.fields == {
        "impact": "12 -> 7 days", "reach": "team", "lasts": "years", "builds_on": "the draft",
    }  # fmt: skip
    assert (line.text, line.energy, line.detail) == ("Pitch", 2, "Plain words.")


def test_every_field_is_known_and_others_warn() -> None:
    """Each field once; then one misspelt, one unknown."""
    assert _one("- win: x " + " ".join(f"[{name}:: 1]" for name in FIELDS)).fields.keys() == set(
        FIELDS
    )
    assert _codes(f"{DAY}- win: x [impct:: 1] [colour:: red]") == ["W-FIELD", "W-FIELD"]


def test_indented_lines_are_detail_until_something_else_comes() -> None:
    """Spaces and tabs, blank lines between, nested bullets; then a line at the margin."""
    line = _one("- win: a\n  b\n\n\tc\n  - d\n    - e\nf\n  g")
    assert line.rest == ["b", "c", "- d", "- e"]


def test_a_nested_line_of_ours_is_a_line() -> None:
    """A win below a meeting, a plain bullet below that, a sibling at the margin."""
    found = _lines(f"{DAY}- met: @dana\n  - win: a\n    - b\n  - c\n- plain\n  d")
    assert [(line.word, line.rest) for line in found] == [("met", []), ("win", ["- b"])]


def test_a_file_of_obsidian() -> None:
    """Front matter, tasks with dates, a callout, links, a bullet of ours with fields."""
    text = (
        "---\ntags:\n  - win: not this\n---\n# Tuesday\n- [x] Call Lee ✅ 2024-03-05\n"
        "> [!note] - win: nor this\n- [[Dana]] wrote\n- [x] win: Sent the offer [reach:: team] 45min\n"
    )
    found = _parse(text, "2024-03-05.md")
    assert len(found) == 1
    assert isinstance(found[0], Line)
    assert (found[0].text, found[0].line, found[0].hours) == ("Sent the offer", 9, 0.75)


def test_a_file_of_logseq() -> None:
    """Blocks with tabs, states, properties on the next line, a code block inside a block."""
    text = (
        "- DONE Call Lee\n  collapsed:: true\n- win:: Sent the offer +1\n  reach:: team\n\t- more words\n"
        "- ```python\n  - win: not this\n  ```\n\t- did: Tally 1h\n"
    )
    found = _lines(text, "journals/2024_03_05.md")
    assert [(line.text, line.fields, line.rest) for line in found] == [
        ("Sent the offer", {"reach": "team"}, ["- more words"]), ("Tally", {}, []),
    ]  # fmt: skip


# --- what is skipped ---------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["```", "~~~", "````", "```markdown", "~~~ md"])
def test_fences_are_skipped(mark: str) -> None:
    """A code fence with a bullet of ours in it, and a line behind it."""
    close = mark.partition("m")[0].strip()
    assert [f.text for f in _lines(f"{DAY}{mark}\n- win: no\n{close}\n- win: yes")] == ["yes"]


def test_fences_inside_fences() -> None:
    """A long fence around a short one, another kind inside, one that names a language inside."""
    for outer, inner in (("````", "```"), ("```", "~~~"), ("```", "```python")):
        text = f"{DAY}{outer}\n{inner}\n- win: no\n{outer}\n- win: yes"
        assert [f.text for f in _lines(text)] == ["yes"]


def test_a_code_span_is_no_fence() -> None:
    """Three backticks that open and close on one line."""
    assert [f.text for f in _lines(f"{DAY}```print()``` is code\n- win: yes")] == ["yes"]


def test_a_fence_that_never_closes_is_said() -> None:
    """Everything below it is code, and the person hears of it."""
    found = _parse(f"{DAY}- win: a\n```\n- win: b")
    assert [type(f) for f in found] == [Line, Problem]
    assert isinstance(found[1], Problem)
    assert (found[1].code, found[1].line) == ("W-FENCE", 3)


def test_front_matter_is_skipped_and_a_rule_is_not() -> None:
    """Front matter closed by dashes and by dots; a rule in the first line that nothing closes."""
    for close in ("---", "..."):
        assert [f.text for f in _lines(f"---\n- win: no\n{close}\n{DAY}- win: yes")] == ["yes"]
    assert [f.text for f in _lines(f"---\n{DAY}- win: yes")] == ["yes"]
    assert [f.text for f in _lines(f"{DAY}---\n- win: yes\n---")] == ["yes"]


# --- through the importer ----------------------------------------------------------------------


def _import(data: bytes, name: str = "2024.md") -> tuple[list[Record], list[str], int]:
    drop = Drop(name, "journal", f"journal/{name}", data)
    rows = list(importer.read(drop, Settings()))
    problems = [row for row in rows if isinstance(row, Problem)]
    records = [row for row in rows if isinstance(row, Record)]
    assert drop.rows_in == len(records) + sum(not problem.is_warning for problem in problems)
    return records, [problem.code for problem in problems], drop.rows_in


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_line_ends_and_marks(end: str, encoding: str) -> None:
    """The same journal from two systems, with and without a byte-order mark."""
    text = f"{DAY}- win: Århus +2\n  detail\n".replace("\n", end)
    records, codes, _ = _import(text.encode(encoding))
    assert (len(records), codes) == (1, [])
    assert (records[0].values["text"], records[0].values["detail"]) == ("Århus", "detail")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_and_said(encoding: str) -> None:
    """A journal saved by an old editor."""
    records, codes, _ = _import(f"{DAY}- win: Århus\r\n".encode(encoding))
    assert ([record.values["text"] for record in records], codes) == (["Århus"], ["W-ENCODING"])


@pytest.mark.parametrize("bad", [b"- win: b\xff", b"\xff", b"  \xff detail", b"## 2024-03-\xff06"])
def test_one_bad_byte_costs_one_line(bad: bytes) -> None:
    """A line with a byte that is no text between two good ones."""
    records, codes, count = _import(DAY.encode() + b"- win: a\n" + bad + b"\n- win: c\n")
    assert [record.values["text"] for record in records] == ["a", "c"]
    assert (codes, count) == (["E-ENCODING"], 3)


def test_a_torn_last_line_is_said() -> None:
    """A file whose last line has no end: kept, with a warning."""
    records, codes, _ = _import(f"{DAY}- win: a".encode())
    assert (len(records), codes) == (1, ["W-TORN"])


def test_an_empty_file_is_nothing() -> None:
    """No bytes, and blank lines only."""
    assert _import(b"") == _import(b"\n \n") == ([], [], 0)


# --- any text ----------------------------------------------------------------------------------

PIECES = st.sampled_from([
    *(f"- {word}: " for word in WORDS), DAY, "## 5 March 2024\n", "---\n", "```\n", "~~~~\n", "\n", "  ",
    "\t- ", "+2", " 1h30", " 2,5 h", " #tag", " @dana", " *", " !mentor", "[impact:: ", "]", "key:: v",
    "- wim: ", "\u00a0", "\u2212", "\u037e", ":", "::", "- note:", "- DONE ", "> ", "x",
])  # fmt: skip


@given(st.text(max_size=200), st.sampled_from(["a.md", "2024-03-05.md"]))
@example("- win:\u2028- win: x", "2024-03-05.md")
def test_any_text_is_conserved(text: str, name: str) -> None:
    """Any text at all."""
    _parse(text, name)


@settings(max_examples=400)
@given(
    st.lists(PIECES | st.text(max_size=5), max_size=30), st.sampled_from(["a.md", "2024-03-05.md"])
)
def test_any_journal_is_conserved(pieces: list[str], name: str) -> None:
    """Pieces of journals in any order, with any text between them."""
    for line in _lines("".join(pieces), name):
        assert line.text.strip()
        assert line.word in WORDS


@given(st.binary(max_size=200))
@example(b"## 2024-03-05\r- win: a\r\xff\r- win: b")
def test_any_bytes_are_conserved(data: bytes) -> None:
    """Any bytes below a day heading, through the importer, unless the file is no text at all."""
    if b"\x00" not in data:
        _import(DAY.encode() + data)


@given(st.text(alphabet="+-h1259min.,#@*! \u2212\u00a0", max_size=30))
def test_any_tail_is_read(tail: str) -> None:
    """Signs and digits of tokens in any order."""
    found = read_tail(f"word {tail}")
    assert found.text.split()[0] == "word"
    assert found.energy in {None, -2, -1, 0, 1, 2}


@pytest.mark.parametrize("box", ["[ ]", "[/]", "[-]", "[>]", "[<]"])
def test_a_line_behind_an_open_box_is_a_plan(box: str) -> None:
    """A book to read, a win to come: begun, moved, cancelled or just open; with a tick it has happened."""
    lines = list(
        enumerate(["## 2024-03-05", f"- {box} read: Moby Dick", f"- {box} win: Pitch +1"], 1)
    )
    assert list(journal.parse(lines, "2024.md")) == []
    assert journal.count(lines) == 0
    ticked = [(n, line.replace(box, "[x]")) for n, line in lines]
    assert [
        found.word for found in journal.parse(ticked, "2024.md") if isinstance(found, Line)
    ] == ["read", "win"]
