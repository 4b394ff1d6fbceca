"""A reader's file says what may leave: a good one is read, every kind of broken one is refused in one go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from careerkit import readers
from careerkit.errors import BadData, UsageError
from careerkit.limits import MAX_SETTINGS
from careerkit.readers import KINDS, PAGES, Reader
from tests.conftest import Builder

HEAD = 'format = 1\ntitle = "Boss"\nleast = 5\n'
WHOLE = (
    HEAD
    + """names = "full"
advice = true
blocks = ["statement", "chart"]
order = ["wins", "in-two-minutes"]
open = ["wins"]

[tables]
entry = ["date", "text"]

[measures.wins]
sentences = "all"
columns = ["month", "wins"]
values = ["wins"]

[measures.goals]
columns = ["slug"]
"""
)
links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


def own(workbook: Builder, text: str | bytes, name: str = "boss") -> Reader:
    workbook.write(f"audiences/{name}.toml", text)
    return readers.reader(name, workbook.book)


def refused(workbook: Builder, text: str | bytes, name: str = "boss") -> list[str]:
    """The complaints about a file, a line each, without the file that they all name."""
    with pytest.raises(BadData) as complaint:
        own(workbook, text, name)
    where = f"{workbook.root / 'audiences' / name}.toml: "
    lines = str(complaint.value).splitlines()
    assert all(line.startswith(where) for line in lines)
    return [line.removeprefix(where) for line in lines]


# ---- what is read ------------------------------------------------------------------------------------


def test_a_whole_file_is_read_as_it_says(workbook: Builder) -> None:
    """Every key that a file may have."""
    found = own(workbook, WHOLE)
    assert (found.name, found.title, found.least, found.names) == ("boss", "Boss", 5, "full")
    assert found.columns == {"wins": ("month", "wins"), "goals": ("slug",)}
    assert found.values == {"wins": ("wins",), "goals": ()}
    assert found.more == {"wins"}
    assert found.advice
    assert found.blocks == {"statement", "chart"}
    assert (found.order, found.opened) == (("wins", "in-two-minutes"), frozenset({"wins"}))
    assert found.may_leave("entry", "text")
    assert not found.may_leave("entry", "detail")
    assert not found.may_leave("touch", "text")
    assert not found.is_owner


def test_what_a_file_does_not_name_stays(workbook: Builder) -> None:
    """The shortest file: no measure, no table, no advice, names as initials, every section as it comes."""
    found = own(workbook, "\ufeff" + HEAD.replace("\n", "\r\n"))
    assert (found.columns, found.values, found.tables) == ({}, {}, {})
    assert (found.advice, found.names, found.order) == (False, "initials", ())
    assert found.blocks == set(KINDS)
    assert not found.opened


def test_the_owner_has_no_file_and_gets_everything() -> None:
    """The owner, without any workbook."""
    found = readers.reader("owner")
    assert found.is_owner
    assert found.names == "full"
    assert found.may_leave("entry", "detail")


def test_the_readers_of_the_package_come_before_the_own_ones(workbook: Builder) -> None:
    """Two own files, something else in their folder, and an older copy further down."""
    for name in ("zoe.toml", "boss.toml", "notes.md", "old/boss.toml", "old/friend.toml"):
        workbook.write(f"audiences/{name}", HEAD)
    assert readers.names(workbook.book) == ("owner", "coach", "mentor", "boss", "zoe")
    assert readers.names() == ("owner", "coach", "mentor")


def test_an_older_copy_further_down_is_nobodys_reader(workbook: Builder) -> None:
    """A copy in a folder that sorts before the file itself lets more leave."""
    workbook.write("audiences/a/boss.toml", WHOLE)
    assert own(workbook, HEAD).columns == {}
    with pytest.raises(UsageError, match="there are: owner, coach, mentor, boss"):
        readers.reader("a/boss", workbook.book)


# ---- what is refused ---------------------------------------------------------------------------------

BROKEN = {
    "unknown key": ("colour = 1", "unknown key 'colour'"),
    "mistyped key": ("advise = true", "unknown key 'advise' (did you mean 'advice'?)"),
    "advice in quotes": ('advice = "yes"', "advice: must be true or false"),
    "names": ('names = "first"', "names: must be one of initials, full"),
    "names as a list": ('names = ["initials"]', "names: must be one of initials, full"),
    "blocks as a text": ('blocks = "chart"', 'blocks: must be a list such as ["text"]'),
    "blocks with a number": ("blocks = [1]", 'blocks: must be a list such as ["text"]'),
    "unknown block": ('blocks = ["charts"]', "blocks: unknown name 'charts' (did you mean 'chart'?)"),
    "cover as a block": ('blocks = ["cover"]', "blocks: unknown name 'cover'"),
    "unknown section": ('order = ["win"]', "order: unknown name 'win' (did you mean 'wins'?)"),
    "open section": ('open = ["everything"]', "open: unknown name 'everything'"),
    "tables as a list": ("tables = []", "tables: must be a table, such as [tables]"),
    "unknown table": ("[tables]\nentrys = []", "tables: unknown table 'entrys' (did you mean 'entry'?)"),
    "unknown column": ('[tables]\nentry = ["tekst"]', "tables.entry: unknown name 'tekst' (did you mean 'text'?)"),
    "column as a flag": ("[tables]\nentry = true", 'tables.entry: must be a list such as ["text"]'),
    "measures as a text": ('measures = "wins"', "measures: must be a table, such as [measures.wins]"),
    "unknown measure": ("[measures.win]", "measures.win: unknown measure (did you mean 'wins'?)"),
    "measure as a list": ('[measures]\nwins = ["a"]', "measures.wins: must be a table, such as [measures.wins]"),
    "key of a measure": ("[measures.wins]\nrows = []", "measures.wins: unknown key 'rows'"),
    "sentences": ("[measures.wins]\nsentences = 1", 'measures.wins: sentences must be "first" or "all"'),
    "columns of a measure": ('[measures.wins]\ncolumns = "a"', 'measures.wins.columns: must be a list such as ["text"]'),
    "values of a measure": ("[measures.wins]\nvalues = [[]]", 'measures.wins.values: must be a list such as ["text"]'),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_one_thing_wrong_is_told_with_the_nearest_choice(workbook: Builder, case: str) -> None:
    """One wrong line under a good head."""
    line, complaint = BROKEN[case]
    (said,) = refused(workbook, HEAD + line)
    assert said.startswith(complaint)


@pytest.mark.parametrize(
    ("line", "instead", "complaint"),
    [
        ("format = 1\n", "", "it must start with: format = 1"),
        ("format = 1\n", "format = 2\n", "it must start with: format = 1"),
        ("format = 1\n", "format = true\n", "it must start with: format = 1"),
        ("format = 1\n", "format = 1.0\n", "it must start with: format = 1"),
        ('title = "Boss"\n', "", "title: must be a short text in quotes"),
        ('title = "Boss"\n', 'title = " "\n', "title: must be a short text in quotes"),
        ('title = "Boss"\n', 'title = "a\\nb"\n', "title: must be a short text in quotes"),
        ('title = "Boss"\n', f'title = "{"a" * 61}"\n', "title: must be a short text in quotes"),
        ('title = "Boss"\n', "title = 1\n", "title: must be a short text in quotes"),
        ("least = 5\n", "", "least: must be a whole number of 5 or more"),
        ("least = 5\n", "least = 4\n", "least: must be a whole number of 5 or more"),
        ("least = 5\n", "least = 5.0\n", "least: must be a whole number of 5 or more"),
        ("least = 5\n", "least = true\n", "least: must be a whole number of 5 or more"),
        ("least = 5\n", "least = inf\n", "least: must be a whole number of 5 or more"),
    ],
)
def test_a_head_that_is_wrong(workbook: Builder, line: str, instead: str, complaint: str) -> None:
    """Each of the three lines that every file has: missing, of another kind, out of range."""
    assert refused(workbook, HEAD.replace(line, instead)) == [complaint]


def test_all_problems_are_told_at_once(workbook: Builder) -> None:
    """A file in which nothing is right, under a name that is none."""
    lines = [line for line, _ in BROKEN.values() if not line.startswith("[")]
    keys = {line.split(" = ")[0]: line for line in lines}
    text = 'format = 3\ntitle = ""\nleast = 0\n' + "\n".join(keys.values())
    said = refused(workbook, text, "Big Boss")
    assert len(said) == 4 + len(keys)
    assert said[0].startswith("its name must be small letters")


@pytest.mark.parametrize(
    "name", ["self", "public", "owner", "Boss", "big boss", "9", "a" * 32, "bøss", "a_b"]
)
def test_a_name_that_no_reader_may_have(workbook: Builder, name: str) -> None:
    """Names with a meaning of their own, and names that could not stand in a log line or a path."""
    (said,) = refused(workbook, HEAD, name)
    assert said.startswith("its name must be small letters, digits and hyphens")


@pytest.mark.parametrize("name", ["mentor", "coach"])
def test_an_own_file_under_a_name_of_ours_is_refused_and_not_passed_over(
    workbook: Builder, name: str
) -> None:
    """The person writes a narrower mentor: silently taking ours instead would let more leave than they said."""
    assert refused(workbook, HEAD, name) == [
        "careerkit has a reader of this name; choose another one"
    ]
    assert readers.reader(name).columns
    assert readers.names(workbook.book).count(name) == 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (HEAD.encode("utf-16"), "is not UTF-8; save it as UTF-8"),
        (HEAD.replace("Boss", "Ch\xe9f").encode("latin-1"), "is not UTF-8; save it as UTF-8"),
        (b"\0" * 20, "not valid TOML: "),
        (HEAD + "format = 1\n", "not valid TOML: "),
        (HEAD + "[measures.wins\n", "not valid TOML: "),
        (HEAD + "order = " + "[" * 4000, "not valid TOML: "),
        (HEAD + "blocks = [" + "9" * 5000 + "]", "not valid TOML: "),
        (HEAD + "#" * MAX_SETTINGS, f"larger than {MAX_SETTINGS // 1024} KiB; this is no reader's file"),
    ],
    ids=["utf-16", "latin-1", "zeros", "twice", "cut off", "deep", "digits", "too large"],
)  # fmt: skip
def test_what_is_no_such_file_is_one_clear_line(
    workbook: Builder, content: str | bytes, complaint: str
) -> None:
    """Other encodings, broken TOML, brackets without end, a number of thousands of digits, a huge file."""
    (said,) = refused(workbook, content)
    assert said.startswith(complaint)


def test_a_file_as_large_as_allowed_is_read(workbook: Builder) -> None:
    """Exactly the limit, filled up with a remark."""
    assert own(workbook, HEAD + "#" * (MAX_SETTINGS - len(HEAD))).title == "Boss"


@links
def test_no_link_is_followed(workbook: Builder, tmp_path: Path) -> None:
    """A file that is a link is no reader; a folder that is one is refused."""
    away = tmp_path / "away"
    away.mkdir()
    (away / "boss.toml").write_text(HEAD)
    (workbook.root / "audiences").mkdir()
    (workbook.root / "audiences" / "boss.toml").symlink_to(away / "boss.toml")
    with pytest.raises(UsageError, match="no audience 'boss'; there are: owner, coach, mentor"):
        readers.reader("boss", workbook.book)
    (workbook.root / "audiences" / "boss.toml").unlink()
    (workbook.root / "audiences").rmdir()
    (workbook.root / "audiences").symlink_to(away, target_is_directory=True)
    with pytest.raises(BadData, match="is a link, which careerkit does not follow"):
        readers.reader("boss", workbook.book)


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="rights of files mean nothing here"
)
def test_a_file_that_may_not_be_read_is_not_an_empty_one(workbook: Builder) -> None:
    """The rights of the file were taken away."""
    workbook.write("audiences/boss.toml", HEAD).chmod(0)
    with pytest.raises(BadData, match=r"boss\.toml: cannot be read: "):
        readers.reader("boss", workbook.book)


def test_the_sections_that_are_no_measure_may_be_ordered(workbook: Builder) -> None:
    """Every page of a report that no measure makes."""
    order = ", ".join(f'"{page}"' for page in PAGES)
    assert own(workbook, f"{HEAD}order = [{order}]").order == PAGES
