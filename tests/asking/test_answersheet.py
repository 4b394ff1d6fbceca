"""The answer sheet: written, filled in with an editor, read back; every mistake by item and line, all at once."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from careerkit.asking import answerfile, answersheet
from careerkit.asking.sitting import begin
from careerkit.errors import BadData, UsageError
from tests.conftest import TODAY, Builder
from tests.test_assess import SMALL

AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


def written(workbook: Builder, name: str = "pulse") -> Path:
    return answersheet.write(begin(workbook.book, name, "2026", TODAY)[0])


def fill(path: Path, **words: str) -> Path:
    """Put these words between the quotation marks; the file's form stays."""
    text = path.read_text("utf-8")
    for item, word in words.items():
        assert f'{item} = ""' in text
        text = text.replace(f'{item} = ""', f"{item} = {word}")
    path.write_text(text, "utf-8")
    return path


def read(workbook: Builder, path: Path) -> int:
    return answersheet.read(workbook.book, path, AT)[1]


def kept(workbook: Builder) -> dict[str, float | None]:
    return {found.item: found.value for found in answerfile.read(workbook.book)}


def test_a_sheet_is_toml_with_every_statement_and_a_blank(workbook: Builder) -> None:
    """What an editor with TOML support sees is what our own reader sees."""
    path = written(workbook)
    assert path == workbook.root / "sheets" / "pulse-2026-01.toml"
    text = path.read_text("utf-8")
    found = tomllib.loads(text)
    assert found["sheet"] == {
        "instrument": "pulse", "version": "1.0.0", "fingerprint": "83195e94dd349974",
        "administration": "pulse-2026-01", "occasion": "2026",
    }  # fmt: skip
    assert list(found["answers"]) == list(
        begin(workbook.book, "pulse", "2026", TODAY)[0].instrument.values
    )
    assert set(found["answers"].values()) == {""}
    assert "# 4 of 12: Most of my time went into tasks that stand alone." in text
    assert "# 1 Not true of me   2 A little true   3 Half true" in text
    assert "# How true is this of your work in the last four weeks?" in text
    assert "Not for selection, appraisal or pay" in text
    assert "careerkit assess read sheets/pulse-2026-01.toml" in text


def test_there_and_back(workbook: Builder) -> None:
    """Numbers, words of the scale in any case, a skip; quoted in both ways or bare, with a comment behind; the rest stays open."""
    path = fill(
        written(workbook), scope_reuse='"3"', motivation_forward='"half TRUE"', impact_gone="'-'",
        scope_alone="5", impact_better='"4.0"  # better', motivation_clock='"Skip"', motivation_unasked='" "',
    )  # fmt: skip
    assert read(workbook, path) == 6
    assert kept(workbook) == {
        "scope_reuse": 3, "motivation_forward": 3, "impact_gone": None, "scope_alone": 5,
        "impact_better": 4, "motivation_clock": None,
    }  # fmt: skip
    assert {found.mode for found in answerfile.read(workbook.book)} == {"sheet"}
    assert {found.administration for found in answerfile.read(workbook.book)} == {"pulse-2026-01"}


def test_reading_twice_adds_nothing_and_a_changed_answer_one_line(workbook: Builder) -> None:
    path = fill(written(workbook), scope_reuse='"3"', scope_step='"-"')
    assert (read(workbook, path), read(workbook, path)) == (2, 0)
    path.write_text(
        path.read_text("utf-8").replace('scope_reuse = "3"', 'scope_reuse = "4"'), "utf-8"
    )
    assert (read(workbook, path), read(workbook, path)) == (1, 0)
    assert [(found.item, found.value) for found in answerfile.read(workbook.book)] == [
        ("scope_reuse", 3),
        ("scope_step", None),
        ("scope_reuse", 4),
    ]
    assert begin(workbook.book, "pulse", "2026", TODAY)[0].given["scope_reuse"] == 4


def test_an_emptied_blank_takes_nothing_back(workbook: Builder) -> None:
    path = fill(written(workbook), scope_reuse='"3"')
    read(workbook, path)
    path.write_text(
        path.read_text("utf-8").replace('scope_reuse = "3"', 'scope_reuse = ""'), "utf-8"
    )
    assert read(workbook, path) == 0
    assert kept(workbook) == {"scope_reuse": 3}


def test_a_sheet_is_never_written_over_and_holds_only_what_is_open(workbook: Builder) -> None:
    sitting, _ = begin(workbook.book, "pulse", "2026", TODAY)
    sitting.give({"scope_reuse": 3}, AT)
    path = answersheet.write(sitting)
    assert "scope_reuse" not in tomllib.loads(path.read_text("utf-8"))["answers"]
    with pytest.raises(UsageError, match="is there already"):
        answersheet.write(sitting)


def test_every_mistake_is_told_by_item_and_line_and_nothing_is_added(workbook: Builder) -> None:
    """Off the scale, a word that is none, an item that is none, one answered twice, a line that is no line."""
    path = fill(written(workbook), scope_reuse='"7"', impact_gone='"often"', scope_alone='"2"')
    text = path.read_text("utf-8")
    path.write_text(text + 'scope_stp = "3"\nscope_alone = "3"\n', "utf-8")
    lines = path.read_text("utf-8").split("\n")
    place = {line.split(" =")[0]: n for n, line in reversed([*enumerate(lines, 1)])}
    with pytest.raises(BadData) as caught:
        read(workbook, path)
    assert str(caught.value).split("\n") == [
        "pulse-2026-01.toml: 4 problem(s); nothing was added",
        f'  - line {place["scope_reuse"]}, item "scope_reuse": "7" is not on its scale; write 1, 2, 3, 4 or 5, or - to skip',
        f'  - line {place["impact_gone"]}, item "impact_gone": "often" is not on its scale; write 1, 2, 3, 4 or 5, or - to skip',
        f'  - line {place["scope_stp"]}, item "scope_stp": there is no such item (did you mean "scope_step"?)',
        f'  - line {len(lines) - 1}, item "scope_alone": answered twice, on line {place["scope_alone"]} too; keep one',
    ]
    assert kept(workbook) == {}


def test_a_line_that_is_none_and_a_head_that_lacks_something(workbook: Builder) -> None:
    path = written(workbook)
    text = path.read_text("utf-8").replace('occasion = "2026"', 'occasion: "2026"')
    path.write_text(text + '"three\n[other]\nscope_step = """\n', "utf-8")
    with pytest.raises(BadData) as caught:
        read(workbook, path)
    told = str(caught.value)
    assert told.startswith("pulse-2026-01.toml: 5 problem(s)")
    assert told.count('this is no line of a sheet; write: item = "3"') == 4
    assert "[sheet]: missing occasion" in told


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"83195e94dd349974"', '"ffff"', "is neither in instruments/ nor in instruments/used/"),
        ('"pulse-2026-01"', '"../../evil"', "is not a name of small letters"),
        ('occasion = "2026"', 'occasion = "=1+1"', "no occasion"),
    ],
)
def test_a_head_that_was_changed_is_refused(
    workbook: Builder, old: str, new: str, reason: str
) -> None:
    path = fill(written(workbook), scope_reuse='"3"')
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises((BadData, UsageError), match=reason):
        read(workbook, path)
    assert kept(workbook) == {}


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"\xff\xfe", "not UTF-8"), (b"#" * (256 * 1024 + 1), "larger than 256 KiB"), (b"", "missing instrument, version"), (None, "cannot be read")],
)  # fmt: skip
def test_what_is_no_sheet_is_refused(
    workbook: Builder, tmp_path: Path, data: bytes | None, reason: str
) -> None:
    path = tmp_path / "sheet.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(BadData, match=reason):
        read(workbook, path)


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(workbook: Builder) -> None:
    path = fill(written(workbook), scope_reuse='"3"')
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(workbook, path) == 1


def test_a_sheet_of_an_older_wording_goes_to_that_wording(workbook: Builder) -> None:
    """The questionnaire changed between writing and reading: the kept copy is what the sheet was written from."""
    workbook.write("instruments/small.toml", SMALL)
    path = fill(written(workbook, "small"), one='"3"')
    workbook.write(
        "instruments/small.toml", SMALL.replace('"Two."', '"Two!"').replace('"1.0.0"', '"2.0.0"')
    )
    assert read(workbook, path) == 1
    assert answerfile.read(workbook.book)[0].version == "1.0.0"


def test_a_statement_of_several_lines_stays_a_comment(workbook: Builder) -> None:
    """A text that looks like an answer must not become one."""
    workbook.write("instruments/small.toml", SMALL.replace('"Two."', '"Two:\\nthree = 5\\n"'))
    path = written(workbook, "small")
    assert "# three = 5" in path.read_text("utf-8")
    assert read(workbook, path) == 0


def test_a_sheet_is_not_written_through_a_link(workbook: Builder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (workbook.root / "sheets").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="leads elsewhere"):
        written(workbook)
    assert not list((tmp_path / "elsewhere").iterdir())
