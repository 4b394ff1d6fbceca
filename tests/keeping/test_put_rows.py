"""One row of a register changes, as the importer reads it, and every other byte stays."""

from __future__ import annotations

import csv
import io
import os
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careerkit import accept, tidy, workspace
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.importers import registers as importer
from careerkit.keeping import edits, registers
from careerkit.keeping.registers import Changed
from careerkit.limits import MAX_TEXT
from careerkit.tables import table
from tests import xlsx
from tests.conftest import Builder

GOALS = (
    b"\xef\xbb\xbfmine;slug;TITLE;due;\r\n"
    b'"kept ""so""";a;"A; first";2026-03-01;\r\n'
    b"\r\n"
    b' x ;b;  B  ;"2026-04-01";extra\r\n'
)

SHEET = xlsx.book({"goals": xlsx.table(["slug", "title"], ["a", "A"])})


def _put(workbook: Builder, register: str, key: Mapping[str, str], **values: str) -> edits.Edit:
    found = registers.put(workbook.book, register, key, values)
    assert found is not None
    return found


def test_only_the_named_cell_changes(workbook: Builder) -> None:
    """Semicolons, a mark, Windows line ends, a column of the person's own, odd quotes: the title of b becomes another."""
    path = workbook.write("registers/goals.csv", GOALS)
    edit = _put(workbook, "goals", {"slug": "B"}, title="Bee; new")
    assert path.read_bytes() == GOALS.replace(b";  B  ;", b';"Bee; new";')
    assert edit.removed == ' x ;b;  B  ;"2026-04-01";extra\r\n'
    edits.take_back(workbook.book, [edit])
    assert path.read_bytes() == GOALS


def test_a_row_is_added_in_the_form_of_the_file(workbook: Builder) -> None:
    """The same file: a third goal gets the delimiter, the line end and the columns that are there."""
    path = workbook.write("registers/goals.csv", GOALS)
    _put(workbook, "goals", {"slug": "c"}, title="C", due="2026-05-01")
    assert path.read_bytes() == GOALS + b";c;C;2026-05-01;\r\n"


def test_a_column_that_is_lacking_comes_to_the_end(workbook: Builder) -> None:
    """A reason for b; the row of a stays as short as it is. The reader sees both."""
    path = workbook.write("registers/goals.csv", b"slug,title\na,A\nb\n")
    edit = _put(workbook, "goals", {"slug": "b"}, why="It matters")
    assert path.read_bytes() == b"slug,title,why\na,A\nb,,It matters\n"
    assert [(row["title"], row["why"]) for row in workbook.cells("goal")] == [
        ("A", None),
        (None, "It matters"),
    ]
    edits.take_back(workbook.book, [edit])
    assert path.read_bytes() == b"slug,title\na,A\nb\n"


@pytest.mark.parametrize("old", [b"slug,title\na,A", b"slug,title\r\na,A", b"slug,title"])
def test_a_torn_last_row_swallows_nothing(workbook: Builder, old: bytes) -> None:
    """A file whose last line has no end."""
    path = workbook.write("registers/goals.csv", old)
    edit = _put(workbook, "goals", {"slug": "b"}, title="B")
    assert path.read_bytes().startswith(old)
    assert [row["slug"] for row in registers.rows(workbook.book, "goals")][-1] == "b"
    edits.take_back(workbook.book, [edit])
    assert path.read_bytes() == old


def test_a_new_register_has_the_columns_of_its_table(workbook: Builder) -> None:
    """A first goal, a first book, a first question with a reader."""
    _put(workbook, "goals", {"slug": "a"}, title="A")
    _put(workbook, "books", {"title": "Quiet"}, status="reading")
    _put(workbook, "questions", {"year": "2026", "text": "How?"}, share="mentor")
    files = workbook.snapshot("registers")
    assert files == {
        "registers/goals.csv": b"slug,title,parent,why,measure,set_on,due,plan_share\na,A,,,,,,\n",
        "registers/books.csv": b"title,author,isbn13,status,added,started,finished,rating,takeaway\nQuiet,,,reading,,,,,\n",
        "registers/questions.csv": b"year,text,asked_of,share\n2026,How?,,mentor\n",
    }
    assert workbook.rebuild().problems == []


def test_nothing_new_is_nothing_written(workbook: Builder) -> None:
    """The values that stand there already, in other spacing; an empty one for a column that is not there."""
    path = workbook.write("registers/goals.csv", GOALS)
    said = {"title": " B ", "due": "2026-04-01", "why": ""}
    assert registers.put(workbook.book, "goals", {"slug": "b"}, said) is None
    assert path.read_bytes() == GOALS


def test_a_cell_can_be_emptied(workbook: Builder) -> None:
    """A due date that is taken out."""
    path = workbook.write("registers/goals.csv", "slug,due\na,2026-01-01\n")
    _put(workbook, "goals", {"slug": "a"}, due="")
    assert path.read_bytes() == b"slug,due\na,\n"


def test_rows_say_all_columns_as_they_stand(workbook: Builder) -> None:
    """A file with two of our columns and one of the person's own."""
    workbook.write("registers/people.csv", "Slug,name,phone-ish\ndana,'=Dana, x \n,,\n")
    (row,) = registers.rows(workbook.book, "people")
    assert (row["slug"], row["name"], row["phone-ish"], row["org"]) == ("dana", "=Dana", "x", "")
    assert registers.rows(workbook.book, "goals") == []


def test_the_shelf_of_a_book_has_two_names(workbook: Builder) -> None:
    """A register that says status, and an exported one that says shelf, where status means something else."""
    workbook.write("registers/books.csv", "title,status\nQuiet,reading\n")
    _put(workbook, "books", {"title": "quiet"}, shelf="read")
    (row,) = registers.rows(workbook.book, "books")
    assert (row["status"], row["shelf"]) == ("read", "read")
    path = workbook.write("registers/books.csv", "title,shelf,status\nQuiet,reading,live\n")
    (row,) = registers.rows(workbook.book, "books")
    assert (row["status"], row["shelf"]) == ("reading", "reading")
    _put(workbook, "books", {"title": "quiet"}, status="read")
    assert path.read_bytes() == b"title,shelf,status\nQuiet,read,live\n"


def test_what_was_seen_must_still_stand_there(workbook: Builder) -> None:
    """Two tabs: the second one saves over a row that the first one changed, that is gone, or that was not there."""
    path = workbook.write("registers/goals.csv", GOALS)
    seen = registers.rows(workbook.book, "goals")[0]
    registers.put(workbook.book, "goals", {"slug": "a"}, {"due": "2026-03-02"}, expected=seen)
    before = path.read_bytes()
    with pytest.raises(Changed, match=r"goals\.csv:2: this row has been changed"):
        registers.put(workbook.book, "goals", {"slug": "a"}, {"due": "2026-03-03"}, expected=seen)
    with pytest.raises(Changed):
        registers.put(workbook.book, "goals", {"slug": "z"}, {"title": "Z"}, expected=seen)
    with pytest.raises(Changed):
        registers.put(workbook.book, "goals", {"slug": "a"}, {"title": "Z"}, expected={})
    assert path.read_bytes() == before
    registers.put(workbook.book, "goals", {"slug": "z"}, {"title": "Z"}, expected={})
    assert path.read_bytes() != before


@pytest.mark.parametrize(
    ("register", "key", "values", "hint"),
    [
        ("goal", {"slug": "a"}, {}, "did you mean 'goals'"), ("../x", {"slug": "a"}, {}, "no register"),
        ("goals", {"slug": "a"}, {"titel": "x"}, "did you mean 'title'"), ("goals", {"id": "a"}, {}, "no column 'id'"),
        ("goals", {"slug": " "}, {}, "say which row"), ("goals", {}, {}, "say which row"),
        ("goals", {"slug": "a"}, {"due": "soon"}, "due: this is not a day"),
        ("goals", {"slug": "a"}, {"plan_share": "2"}, "plan_share: the number is out of range"),
        ("goals", {"slug": "new"}, {"due": "soon"}, "due: this is not a day that exists. Write it as 2024-03-05$"),
        ("goals", {"slug": "a"}, {"slug": ""}, "slug: nothing stands here"),
        ("decisions", {"year": "2026"}, {"reason": "x"}, "choice: nothing stands here"),
        ("goals", {"slug": "a"}, {"title": "x" * (MAX_TEXT + 1)}, "title is longer than 5000"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused(
    workbook: Builder, register: str, key: dict[str, str], values: dict[str, str], hint: str
) -> None:
    """Unknown registers and columns, a key that says nothing, values that the importer would set aside."""
    path = workbook.write("registers/goals.csv", GOALS)
    with pytest.raises(UsageError, match=hint):
        registers.put(workbook.book, register, key, values)
    assert path.read_bytes() == GOALS
    assert [found.name for found in (workbook.root / "registers").iterdir()] == ["goals.csv"]


@pytest.mark.parametrize(
    ("name", "old", "hint"),
    [
        ("goals.csv", "slug,title\na,A\n".encode("utf-16"), "UTF-16"),
        ("goals.csv", b"one,two\na,A\n", "first line must name columns such as slug"),
        ("goals.csv", b"slug,title\na,A\nA ,B\n", "line 2 and 3 have the same slug"),
        ("goals.csv", b"slug,title\na,\xff\n", "not UTF-8"), ("goals.csv", b"%PDF-1.7", "looks like a PDF"),
        ("goals.xlsx", SHEET, "save it as CSV"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_changed(workbook: Builder, name: str, old: bytes, hint: str) -> None:
    """UTF-16, no header of ours, two rows with the key, bytes that are no text, a PDF, a spreadsheet."""
    workbook.write(f"registers/{name}", old)
    before = workbook.snapshot()
    with pytest.raises(BadData, match=hint):
        registers.put(workbook.book, "goals", {"slug": "a"}, {"title": "New"})
    assert workbook.snapshot() == before


def test_a_spreadsheet_can_be_looked_at(workbook: Builder) -> None:
    """A register in XLSX."""
    workbook.write("registers/goals.xlsx", SHEET)
    assert registers.rows(workbook.book, "goals")[0]["title"] == "A"


def test_two_files_of_one_register(workbook: Builder) -> None:
    """Goals as CSV, and as a text file beside it."""
    workbook.write("registers/goals.csv", "slug\na\n")
    workbook.write("registers/old/Goals.txt", "slug\nb\n")
    with pytest.raises(BadData, match=r"goals\.csv and registers/old/Goals\.txt"):
        registers.rows(workbook.book, "goals")


def test_a_named_encoding_is_kept(workbook: Builder) -> None:
    """A cp1252 register that workbook.toml names: an umlaut is fine, Hebrew is refused."""
    workbook.write("workbook.toml", 'format = 1\n[sources.registers]\nencoding = "cp1252"\n')
    path = workbook.write("registers/goals.csv", "slug,title\na,Übung\n".encode("cp1252"))
    edit = _put(workbook, "goals", {"slug": "b"}, title="Größer")
    assert path.read_bytes() == "slug,title\na,Übung\nb,Größer\n".encode("cp1252")
    with pytest.raises(BadData, match="some letters cannot stand in it"):
        _put(workbook, "goals", {"slug": "b"}, title="שלום")
    edits.take_back(workbook.book, [edit])
    assert path.read_bytes() == "slug,title\na,Übung\n".encode("cp1252")


def test_broken_rows_elsewhere_are_no_obstacle_and_stay(workbook: Builder) -> None:
    """An unclosed quotation mark, a row that is too long: the row below them changes."""
    old = 'slug,title\n"x,X\ny,Y,more\nb,B\n'
    path = workbook.write("registers/goals.csv", old)
    _put(workbook, "goals", {"slug": "b"}, title="Bee")
    assert path.read_text("utf-8") == old.replace("b,B", "b,Bee")


def test_a_column_that_would_take_in_a_stray_cell(workbook: Builder) -> None:
    """A row with one cell too many, which a new third column would swallow."""
    path = workbook.write("registers/goals.csv", old := b"slug,title\ny,Y,more\nb,B\n")
    with pytest.raises(UsageError, match="nothing was written"):
        _put(workbook, "goals", {"slug": "b"}, why="Because")
    assert path.read_bytes() == old


@pytest.mark.parametrize(
    "values",
    [
        {"title": "“So good", "why": "he said”"}, {"title": "slug;title;parent;why;measure;due"},
        {"title": "x\nslug,title,parent,why,measure,due,set_on,plan_share,share,tags,role"},
    ],
)  # fmt: skip
def test_words_that_would_cut_the_rows_in_another_way(
    workbook: Builder, values: dict[str, str]
) -> None:
    """Typographic quotation marks around two cells; names of columns that would be taken for a header."""
    path = workbook.write("registers/goals.csv", "slug,title,why\na,A,\n")
    before = path.read_bytes()
    with pytest.raises(UsageError, match=r"cannot stand in registers/goals\.csv"):
        registers.put(workbook.book, "goals", {"slug": "a"}, values)
    assert path.read_bytes() == before


def test_answers_about_imported_rows_are_only_added(workbook: Builder) -> None:
    """A new register of annotations, then one with other columns: each gets what it needs."""
    lines = [{"of": "ab12", "what": "=SUM(A1)", "energy": "2"}, {"of": "cd34", "goal": "pm"}]
    edit = registers.add(workbook.book, "annotations", lines)
    path = workbook.root / "registers" / "annotations.csv"
    header = ",".join([*accept.HEADER, "goal"])
    assert path.read_text("utf-8") == f"{header}\nab12,'=SUM(A1),,,,2,,,,\ncd34,,,,,,,,,pm\n"
    edits.take_back(workbook.book, [edit])
    assert not path.exists()
    workbook.write("registers/annotations.csv", "of,action\nab12,Call\n")
    registers.add(workbook.book, "annotations", [{"of": "ab12", "energy": "-1"}])
    assert path.read_bytes() == b"of,action,energy\nab12,Call\nab12,,-1\n"
    with pytest.raises(UsageError, match="nothing to add"):
        registers.add(workbook.book, "annotations", [])
    with pytest.raises(UsageError, match="energy: the number is out of range"):
        registers.add(workbook.book, "annotations", [*lines, {"of": "x", "energy": "3"}])


def test_every_column_that_can_be_put_is_read(workbook: Builder) -> None:
    """A header with all columns that each register knows: none of them is unknown to the importer."""
    for register, name in importer.TABLES.items():
        columns = sorted(registers._columns(register) - {"shelf" if name == "book" else ""})
        workbook.write(f"registers/{register}.csv", ",".join(columns) + "\n")
        required = {one.name for one in table(name).all_columns if one.required}
        assert required <= {"shelf", *columns}
    assert workbook.rebuild().problems == []


def test_a_sample_is_only_for_reading(workbook: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample inside an installed package."""
    monkeypatch.setattr(workspace, "PACKAGE", workbook.root.parent)
    with pytest.raises(NotAllowed):
        registers.put(workbook.book, "goals", {"slug": "a"}, {"title": "A"})
    assert not (workbook.root / "registers").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_not_followed(workbook: Builder, tmp_path: Path) -> None:
    """A register that is a link to a file elsewhere."""
    (tmp_path / "x.csv").write_text("slug\n")
    (workbook.root / "registers").mkdir()
    (workbook.root / "registers" / "goals.csv").symlink_to(tmp_path / "x.csv")
    with pytest.raises(BadData, match="is a link"):
        registers.put(workbook.book, "goals", {"slug": "a"}, {"title": "A"})


# ---- any file, any text ------------------------------------------------------------------------------

TEXT = (
    st.text(max_size=30)
    | st.text("'=+-@\"',;|\t\r\n\ufeff “”ab", max_size=12)
    | st.sampled_from(["=1+1", "'=x", "''+", "@dana", "- x", "a\r\nb", '"', '""', "x\x00y", "slug,title"])
)  # fmt: skip
CELL = st.sampled_from(["", "x", " padded ", 'say "so"', "a,b", "c;d", "two\nlines", "'=1", "Ünal"])


@st.composite
def _files(draw: st.DrawFn) -> tuple[bytes, list[str]]:
    """A register of goals as somebody's program wrote it, and its short names."""
    own = draw(st.sampled_from([[], ["mine"], ["mine", "", "also mine"]]))
    header = draw(st.permutations(["slug", "title", "why", *own]))
    slugs = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=5))
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=draw(st.sampled_from(",;\t")), lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )  # fmt: skip
    writer.writerow(header)
    for slug in slugs:
        cells = [slug if name == "slug" else draw(CELL) for name in header]
        writer.writerow(cells[: draw(st.sampled_from([len(cells), header.index("slug") + 1]))])
    mark = draw(st.sampled_from(["", "\ufeff"]))
    body = mark + text.getvalue()
    return (body if draw(st.booleans()) else body.rstrip("\r\n")).encode(), slugs


def _read(data: bytes) -> list[dict[str, str]]:
    """All columns of a register, as an independent reader sees them; short rows are padded."""
    text = data.decode("utf-8-sig")
    header = text.splitlines()[0]
    delimiter = next(sign for sign in ",;\t" if sign in header)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    names = [name or f"#{place}" for place, name in enumerate(rows[0])]
    return [dict(zip(names, row + [""] * len(names), strict=False)) for row in rows[1:] if row]


@given(_files(), st.sampled_from("abcdef"), st.fixed_dictionaries({}, optional={"title": TEXT, "why": TEXT, "due": st.dates().map(str), "measure": TEXT}))  # fmt: skip
@example((b"slug,title,why\na,A,\n", ["a"]), "a", {"title": "'=\r\nx"})
@settings(max_examples=400)
def test_only_what_was_named_changes_and_all_of_it_goes_back(
    file: tuple[bytes, list[str]], slug: str, values: dict[str, str]
) -> None:
    """Any file, any row, any text: named cells read back, no others change, and the file is restored byte for byte."""
    data, slugs = file
    with tempfile.TemporaryDirectory() as folder:
        workbook = Builder(Path(folder))
        path = workbook.write("registers/goals.csv", data)
        try:
            edit = registers.put(workbook.book, "goals", {"slug": slug}, values)
        except UsageError:
            assert path.read_bytes() == data
            return
        now = {row["slug"]: row for row in workbook.cells("goal")} if edit else {}
        for name, text in values.items() if edit else ():
            said = now[slug][name]
            said = said.isoformat() if name == "due" and said else said or ""
            assert said == tidy.clean(
                text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
            )
        was, new = _read(data), _read(path.read_bytes())
        assert len(new) == len(was) + (slug not in slugs)
        for old, row in zip(was, new, strict=False):
            same = set(old) - (set(values) if old["slug"].strip() == slug else set())
            assert {name: row[name] for name in same} == {name: old[name] for name in same}
        if edit:
            edits.take_back(workbook.book, [edit])
        assert path.read_bytes() == data


def test_four_threads_at_once(workbook: Builder) -> None:
    """Four threads, each adding fifty people to one register."""
    failed: list[BaseException] = []

    def add(window: int) -> None:
        try:
            for number in range(50):
                _put(workbook, "people", {"slug": f"p-{window}-{number}"}, name=f"P {number}")
        except BaseException as error:  # noqa: BLE001 - a thread's error must reach the test
            failed.append(error)

    threads = [threading.Thread(target=add, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len({row["slug"] for row in registers.rows(workbook.book, "people")}) == 200


def test_a_row_is_added_to_four_hundred_in_a_moment(workbook: Builder) -> None:
    """A register of 400 people: the fastest of ten takes less than a fifth of a second, far more than it needs."""
    rows = "".join(f"p-{n},Person {n},Org,,,,2024-01-01\n" for n in range(400))
    workbook.write("registers/people.csv", f"slug,name,org,title,url,relation,connected_on\n{rows}")
    took = []
    for number in range(10):
        start = perf_counter()
        _put(workbook, "people", {"slug": f"new-{number}"}, name="New")
        took.append(perf_counter() - start)
    assert min(took) < 0.2
