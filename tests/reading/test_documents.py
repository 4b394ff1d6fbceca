"""JSON: what is refused, what is cleaned, what a document's shape and lines are."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit import limits, tidy
from careerkit.reading import documents
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record


def _drop(data: bytes | str, name: str = "export.json") -> Drop:
    raw = data.encode() if isinstance(data, str) else data
    return Drop(name, "inbox", f"inbox/{name}", raw)


def _refused(data: bytes | str) -> tuple[str, int]:
    with pytest.raises(Unreadable) as caught:
        documents.load_json(_drop(data))
    problem = caught.value.problem
    assert problem.file == "inbox/export.json"
    assert problem.reason
    assert problem.fix
    return problem.code, problem.line


# ---- load_json ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": [1, 2.5, true, null, "x"]}', {"a": [1, 2.5, True, None, "x"]}),
        ("\n [ ] \n", []),
        ('"[[[["', "[[[["),
        ('{"a": {"x": 1}, "b": {"x": 1}}', {"a": {"x": 1}, "b": {"x": 1}}),
        ('"NaN and Infinity"', "NaN and Infinity"),
    ],
)
def test_a_document_is_read(text: str, found: Any) -> None:
    """Values of every type; an array alone; brackets in a text; one name in two objects; NaN in a text."""
    assert documents.load_json(_drop(text)) == found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_found(encoding: str) -> None:
    """The same text as UTF-8 and UTF-16, with and without a mark."""
    text = '{"title": "Åsa asked for the minutes, and got them"}\r\n'
    found = documents.load_json(_drop(text.encode(encoding)))
    assert found == {"title": "Åsa asked for the minutes, and got them"}


def test_a_file_is_read_where_it_lies(tmp_path: Path) -> None:
    """A document that is not in memory yet: its shape, its rows."""
    file = tmp_path / "export.json"
    file.write_text('{"rows": [\n{"a": 1},\n{"a": 2}]}', "utf-8")
    drop = Drop.at(file, file.name, "inbox", "inbox/export.json")
    assert documents.looks_like_json(drop)
    assert documents.shape(drop) == {"rows", "rows[].a"}
    rows = documents.items(drop, documents.load_json(drop), "rows")
    assert [(line, row["a"]) for line, row in rows] == [(2, 1), (3, 2)]


def test_another_encoding_is_asked_for() -> None:
    """A text in cp1252 on the second line; then the same with its encoding named."""
    data = '{\n"title": "Åsa"\n}'.encode("cp1252")
    assert _refused(data) == ("E-ENCODING", 2)
    named = Drop("export.json", "inbox", "inbox/export.json", data, encoding="cp1252")
    assert documents.load_json(named) == {"title": "Åsa"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ('{"a": 1,\n "b": 2\n', 3),
        ('{"a": 1,\n "b": 2,\n}', 3),
        ("{'a': 1}", 1),
        ('{"a": 1}\n{"a": 2}', 2),
        ('{"a":\n "cut of', 2),
        ('{"a":\n "a raw \t tab"}', 2),
        ('{"a":\n\n  NaN}', 3),
        ('{"a": "NaN\\"",\n "b": "Infinity",\n "c": [-Infinity]}', 3),
        ('{"a": 1,\n "b": {"c": 1,\n "d": 2,\n "c": 3},\n "c": 4}', 4),
        ('[{"a": "b: \\"a\\": "},\n{"b": 1,\n "b": 1}]', 3),
        ("[1e999]", 0),
        (f"[{'7' * 5000}]", 0),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(text: str, line: int) -> None:
    """Cut off, a comma too many, wrong quotes, two documents, a bare tab, no numbers, a name twice, with decoys."""
    assert _refused(text) == ("E-JSON", line)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        "[" * 101 + "]" * 101,
        '[{"a\\\\": "\\"' + '", "b": "[[[' * 3 + '"},' + '{"a":' * 101 + "1" + "}" * 101 + "]",
    ],
)
def test_what_is_too_deep_is_refused_before_it_is_read(text: str) -> None:
    """Open brackets only; arrays and objects 100,000 deep; 101 deep; brackets in texts before it."""
    assert _refused(text)[0] == "E-DEPTH"


def test_just_deep_enough_is_read() -> None:
    """100 arrays in one another, and 5,000 beside one another."""
    assert documents.load_json(_drop("[" * 100 + "]" * 100))
    assert len(documents.load_json(_drop(f"[{','.join(['[]'] * 5_000)}]"))) == 5_000


def test_what_is_too_large_is_refused_before_it_is_read() -> None:
    """One byte more than the limit."""
    assert _refused(b" " * (limits.MAX_JSON + 1)) == ("E-SIZE", 0)


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"\x00\x01\x02", b"<!doctype html><p>"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """The head of an archive, zeros, a web page."""
    assert _refused(data)[0] == "E-FORMAT"


def test_a_message_shows_nothing_of_the_text() -> None:
    """A name that is said twice and is private."""
    with pytest.raises(Unreadable) as caught:
        documents.load_json(_drop('{"Dana Ortiz": 1, "Dana Ortiz": 2}'))
    assert "Dana" not in caught.value.problem.one_line()


def test_a_long_text_of_escapes_costs_little() -> None:
    """Two million characters of escapes: whole, cut off, and before a NaN."""
    long = '"' + "\\\\" * 500_000 + '\\"' * 500_000 + '"'
    before = time.perf_counter()
    assert len(documents.load_json(_drop(long))) == 1_000_000
    assert _refused(long[:-1])[0] == "E-JSON"
    assert _refused(f'{{"a": {long},\n"b": NaN}}') == ("E-JSON", 2)
    assert time.perf_counter() - before < 10


# ---- surrogates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (r"\ud83d\ude00", "\U0001f600"),
        (r"\uD83D\uDE00!", "\U0001f600!"),
        (r"a\ud83d", "a"),
        (r"\ude00b", "b"),
        (r"\ud83d\ud83d\ude00", "\U0001f600"),
        (r"\ude00\ud83d", ""),
        (r"\ud83dA", "A"),
        (r"\\ud83d", r"\ud83d"),
        (r"\\\ud83d", "\\"),
        (r"\\\\ud83d\ud83d", r"\\ud83d"),
        (r"\u00c5\"\ud83d\"", 'Å""'),
    ],
)
def test_half_a_pair_is_left_out(written: str, found: str) -> None:
    """Whole pairs, first and second halves alone, in a row, in wrong order; escaped backslashes before a `u`."""
    assert documents.loads(f'["{written}"]') == [found]


@pytest.mark.parametrize("text", [r'{\ud83d"a": 1}', r'["a" \ud83d]', r"\ud83d", r"[\ud83d\ude00]"])
def test_half_a_pair_outside_a_text_is_no_json(text: str) -> None:
    """Before a name, after a text, alone; a whole pair: none of them becomes JSON by being left out."""
    assert _code(text) == "E-JSON"


def test_two_names_that_only_differ_in_half_a_pair_are_one() -> None:
    """An object that says a name with and without half an emoji."""
    assert _code(r'{"a": 1, "a\ud83d": 2}') == "E-JSON"


def test_half_a_pair_breaks_nothing_later() -> None:
    """A name and a text that are half an emoji each: hashed, encoded, written, tidied."""
    found = documents.load_json(_drop(r'{"na\ud83dme": "Wi\ud83dn"}'))
    assert found == {"name": "Win"}
    assert hashlib.sha256(found["name"].encode()).hexdigest()
    assert json.dumps(found, ensure_ascii=False).encode()
    cells, problems = tidy.row(
        Record("entry", 1, {"date": "2024-03-05", "word": "win", "text": found["name"]})
    )
    assert cells is not None
    assert cells["text"] == "Win"
    assert problems == []


def _code(text: str) -> str:
    """Why a text is refused; empty when it is read."""
    try:
        documents.loads(text)
    except documents.BadJson as bad:
        return bad.code
    return ""


@given(st.text(alphabet='\\ud8"3dDE0c[]{}:,\n ', max_size=60))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    """Any text of escapes, brackets and quotation marks."""
    assert _code(text) in ("", "E-JSON", "E-DEPTH")
    assert _code(f"[{json.dumps(text)}]") == ""


@given(st.text(alphabet="\\ud83dE0c", max_size=40))
def test_no_surrogate_is_left(written: str) -> None:
    """Any run of escapes that JSON takes."""
    if not _code(f'"{written}"'):
        assert documents.loads(f'"{written}"').encode() is not None


@given(st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
))  # fmt: skip
def test_what_json_writes_is_read(document: Any) -> None:
    """Any document, with and without escapes for letters that are not ASCII."""
    for ascii_only in (True, False):
        assert documents.loads(json.dumps(document, ensure_ascii=ascii_only)) == document


@given(st.binary(max_size=80))
def test_any_bytes_are_refused_in_the_house_way(data: bytes) -> None:
    """Any bytes, after a bracket."""
    for drop in (_drop(data), _drop(b'{"a": ' + data)):
        documents.shape(drop)
        with contextlib.suppress(Unreadable):
            documents.load_json(drop)


# ---- items -------------------------------------------------------------------------------------------

PAGE = """
{ "first": {"rows": [1, 2]},
  "other": ["x",
    "]"], "rows": [ {"a":
    1}, {"a": 2},

    [3], 4
  ],
  "none": [],
  "empty": [
  ]
}
"""


def _items(text: str, name: str = "") -> tuple[list[tuple[int, Any]], int]:
    drop = _drop(text)
    found = list(documents.items(drop, documents.load_json(drop), name))
    return found, drop.rows_in


def test_items_bear_the_line_they_begin_on() -> None:
    """Objects over two lines, two on one line, an array, a number; counted as rows of the drop."""
    assert _items(PAGE, "rows") == ([(4, {"a": 1}), (5, {"a": 2}), (7, [3]), (7, 4)], 4)
    assert _items(PAGE, "other") == ([(3, "x"), (4, "]")], 2)


def test_items_of_a_document_that_is_an_array() -> None:
    """Three rows, the first of two lines, after a blank line."""
    assert _items("\n[{\n},\n{}\n,3]\n") == ([(2, {}), (4, {}), (5, 3)], 3)


def test_items_in_one_long_line_bear_their_number() -> None:
    """The same without line breaks: a line number would say nothing."""
    assert _items('{"a": [0], "rows": [{}, [], "x"]}\n', "rows") == (
        [(1, {}), (2, []), (3, "x")],
        3,
    )


@pytest.mark.parametrize("name", ["none", "empty", "first", "absent", ""])
def test_what_is_no_array_has_no_items(name: str) -> None:
    """Two empty arrays, an object, nothing, and a document that is an object."""
    assert _items(PAGE, name) == ([], 0)


# ---- shape -------------------------------------------------------------------------------------------


def test_shape_tells_the_way_to_every_name() -> None:
    """Objects in arrays in objects; names in texts are none."""
    text = """ {"meta": {"version": "1.0"}, "rows": [ {"id": "a", "tags": ["b: c", {"n": 1}]}, {"on": "\\"x\\": 1"} ],
        "end": {} }"""
    assert documents.shape(_drop(text)) == {
        "meta", "meta.version", "rows", "rows[].id", "rows[].tags", "rows[].tags[].n", "rows[].on", "end",
    }  # fmt: skip


def test_shape_of_an_array() -> None:
    """Two objects, in UTF-16 and cut off."""
    assert documents.shape(_drop('[{"a": 1}, {"b": [[{"c')) == {"[].a", "[].b"}
    assert documents.shape(_drop('[{"a": [[{"b": 1}]]}]'.encode("utf-16"))) == {
        "[].a",
        "[].a[][].b",
    }


@pytest.mark.parametrize(
    "data",
    ["", "name,text\n", "# 2024\n", '"a"', b"PK\x03\x04{", b"\xff\xfe\x00", b"\x00\x00\x00\x00"],
)
def test_what_is_no_json_has_no_shape(data: bytes | str) -> None:
    """Nothing, a table, Markdown, a text alone, an archive, broken UTF-16, zeros."""
    assert not documents.looks_like_json(_drop(data))
    assert documents.shape(_drop(data)) == frozenset()


def test_what_looks_like_json_may_be_none() -> None:
    """A task list in Markdown and a template begin with a bracket; their shape is empty."""
    assert documents.looks_like_json(_drop("[ ] call Lee\n"))
    assert documents.shape(_drop("[ ] call Lee\n{{ 'x' }}")) == frozenset()
    assert documents.looks_like_json(_drop(b'\xef\xbb\xbf \r\n{"a": 1}'))


def test_shape_is_known_before_the_encoding() -> None:
    """A text in cp1252: reading it asks for its encoding, and somebody must have claimed it for that."""
    assert documents.shape(_drop('{"title": "Åsa"}'.encode("cp1252"))) == {"title"}


def test_shape_costs_little() -> None:
    """A long name above 100,000 others, arrays and objects thousands deep: ways stay short, the end is not read."""
    many = ",".join(f'"b{number}": 1' for number in range(100_000))
    before = time.perf_counter()
    found = documents.shape(_drop(f'{{"{"n" * 100_000}": {{{many}'))
    assert "n" * 60 + ".b9000" in found
    assert "n" * 60 + ".b99999" not in found
    assert documents.shape(_drop("[" * 200_000 + '"a": 1')) == frozenset()
    assert documents.shape(_drop('{"a": ' * 5_000)) == {".".join("a" * n) for n in range(1, 9)}
    assert time.perf_counter() - before < 5


# ---- accessors ---------------------------------------------------------------------------------------

THING = {
    "text": " Closed ", "empty": "  ", "none": None, "yes": True, "no": False, "int": 3, "float": 2.5,
    "large": 10**400, "object": {"a": 1}, "array": [" a ", "", None, 3, "b", ["c"]],
}  # fmt: skip


def test_texts_are_trimmed_and_nothing_else_is_one() -> None:
    """Every type there is, a missing name, and documents that are no objects."""
    assert documents.text(THING, "text") == "Closed"
    names = [*THING, "missing"]
    assert [name for name in names if documents.text(THING, name)] == ["text"]
    assert [documents.text(other, "text") for other in (None, [], "text", 3)] == ["", "", "", ""]


def test_texts_of_an_array() -> None:
    """Texts with blanks, and everything else among them; a text is no array."""
    assert documents.texts(THING, "array") == ["a", "b"]
    names = [*THING, "missing"]
    assert [name for name in names if documents.texts(THING, name)] == ["array"]
    assert documents.texts([], "array") == []


def test_numbers_flags_objects_and_arrays() -> None:
    """True is no number, a number no flag; one too large for a computer is unknown."""
    names = [*THING, "missing"]
    numbers = {name: documents.number(THING, name) for name in names}
    assert {name: n for name, n in numbers.items() if n is not None} == {"int": 3.0, "float": 2.5}
    flags = {name: documents.flag(THING, name) for name in names}
    assert {name: f for name, f in flags.items() if f is not None} == {"yes": True, "no": False}
    assert [name for name in names if documents.mapping(THING, name)] == ["object"]
    assert [name for name in names if documents.array(THING, name)] == ["array"]
    assert (documents.number([], "a"), documents.flag(None, "a"), documents.mapping(3, "a")) == (
        None,
        None,
        {},
    )
