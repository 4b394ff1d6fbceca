"""Two states of one year: every number that moved has its reason, and what did not move is not told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerkit import measure, registry
from careerkit.measure import Measure, Status
from careerkit.past import diff as diffs
from careerkit.past.diff import Diff, Section, Side, causes, compare, records, told
from careerkit.past.diff.why import Why
from careerkit.past.history import Past
from tests.past.diff.states import END, FILES, YEAR, edited, side, written

JOURNAL, SETTINGS, GOALS, SKILLS = (
    "journal/2024.md", "workbook.toml", "registers/goals.csv", "registers/skills.csv",
)  # fmt: skip
FEW = ("trust", "wins", "connections", "learning", "goals")
# What a private line says; none of it may be told without leave.
WORDS = (
    "bakery",
    "persuasion",
    "acme",
    "dana",
    "guide",
    "teaching",
    "counter",
    "pricing",
    "diploma",
)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A review of five analyses and no advice, so that a test takes a moment only."""
    every = measure.parts
    monkeypatch.setattr(measure, "parts", lambda: [pair for pair in every() if pair[0] in FEW])
    monkeypatch.setattr(diffs, "_counsel", lambda side: {})


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Side:
    """The files as they are, worked out once for all tests."""
    return side(tmp_path_factory.mktemp("states") / "a")


def kinds(found: Diff) -> dict[str, set[tuple[str, str]]]:
    """Per section the reasons, as kind and table."""
    return {s.name: {(c.kind, c.table) for c in s.causes} for s in found.sections}


def test_nothing_moved_nothing_said(few: None, start: Side, tmp_path: Path) -> None:
    """The same files in two folders; then with the lines of a day in another order."""
    one = start
    found = compare(one, side(tmp_path / "b"))
    assert (found.sections, found.remade, list(told.lines(found))) == ((), (), [])
    assert list(told.notes(found)) == []
    first, second = FILES[JOURNAL].split("\n")[1:3]
    swapped = edited(JOURNAL, f"{first}\n{second}", f"{second}\n{first}")
    assert list(told.lines(compare(one, side(tmp_path / "b", swapped)))) == []


@pytest.mark.parametrize(
    ("files", "section", "reasons"),
    [
        (edited(JOURNAL, "## 2024-05-13", "- win: One that was late +1\n## 2024-05-13"), "wins", {("late", "entry")}),
        (edited(JOURNAL, "- win: Closed the pitch with the bakery +2 1h30 #persuasion #acme\n", ""), "wins",
         {("removed", "entry")}),
        (edited(JOURNAL, "-2 2h #admin", "-2 3h30 #admin"), "trust", set()),
        (edited(JOURNAL, "- win: Led the first", "- lesson: Led the first"), "wins", {("changed", "entry")}),
        (edited(JOURNAL, "- met: @dana coffee at the corner\n", ""), "connections", {("removed", "touch")}),
        (edited(JOURNAL, "45min", "2h"), "learning", {("changed", "learning")}),
        (edited(GOALS, "2024-10-01", "2024-12-20"), "goals", {("changed", "goal")}),
        (edited(JOURNAL, "## 2024-05-13", "- pause: until 2024-04-28 leave\n## 2024-05-13"), "trust", {("late", "pause")}),
        (edited(SETTINGS, "connections_per_week = 2", "connections_per_week = 1"), "connections", {("setting", "")}),
    ],
    ids=["late", "removed", "hours", "word", "touch", "learning", "goal", "pause", "target"],
)  # fmt: skip
def test_an_edit_is_named_for_what_it_moved(
    few: None,
    start: Side,
    tmp_path: Path,
    files: dict[str, str],
    section: str,
    reasons: set[tuple[str, str]],
) -> None:
    """One line added, taken away, changed in five ways; a target and a pause. Hours move none of the five analyses."""
    found = kinds(compare(start, side(tmp_path / "b", files)))
    assert found.get(section, set()) == reasons
    assert all(found.values())


def test_only_what_moved_a_number_is_named(few: None, start: Side, tmp_path: Path) -> None:
    """A contact and a win are gone: the contacts are told by the one, the wins by the other."""
    text = (
        FILES[JOURNAL]
        .replace("- met: @rahel lunch\n", "")
        .replace("- win: Led the first", "- did: Led the first")
    )
    found = kinds(compare(start, side(tmp_path / "b", {**FILES, JOURNAL: text})))
    assert found["wins"] == {("changed", "entry")}
    assert found["connections"] == {("removed", "touch")}


def test_what_moves_only_together_is_named_together(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A measure that asks for a win and a contact of one week: neither alone makes one."""

    class Both:
        TITLE, QUESTION, ORDER = "Both", "Both?", 1
        GATES: ClassVar[dict[str, float]] = {}

        @staticmethod
        def both(entry: Any, touch: Any, learning: Any) -> Measure:
            n = min(len(entry), len(touch)) + 0 * len(learning)
            return Measure(Status.CLEAR, n, f"{n} of both.")

    monkeypatch.setattr(measure, "parts", lambda: [("both", Both)])
    monkeypatch.setattr(diffs, "_counsel", lambda side: {})
    part = registry.part
    monkeypatch.setattr(
        registry, "part", lambda room, name: Both if room == "measures" else part(room, name)
    )
    first = {**FILES, JOURNAL: "## 2024-02-05\n- win: One +1\n- met: @dana tea\n"}
    more = "- win: Two +1\n- met: @lee tea\n- learn: course Pricing 2h\n"
    found = compare(
        side(tmp_path / "a", first), side(tmp_path / "b", {**first, JOURNAL: first[JOURNAL] + more})
    )
    assert kinds(found) == {"both": {("late", "entry"), ("late", "touch")}}


def test_a_renamed_tag_is_one_reason_and_not_many_changes(start: Side, tmp_path: Path) -> None:
    """Every #admin becomes #office: named as that wherever it moves anything; the name itself only when asked for."""
    files = {**FILES, JOURNAL: FILES[JOURNAL].replace("#admin", "#office")}
    one, other = start, side(tmp_path / "b", files)
    frames = [s.year.tables["entry"] for s in (one, other)]
    found = causes.of_table(records.changes("entry", *frames), one, frames[1])
    assert [(c.kind, len(c.records), c.private) for c in found] == [
        ("renamed tag", 2, "admin -> office")
    ]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        # One of two: the old name is still in use, so the tag was not renamed.
        (FILES[JOURNAL].replace("-2 2h #admin", "-2 2h #office"), [("changed", "tags")]),
        # Renamed, and the energy of one of them changed as well.
        (FILES[JOURNAL].replace("#admin", "#office").replace("care -1", "care -2"),
         [("renamed tag", ""), ("changed", "energy")]),
        # Two tags of one line at once.
        (FILES[JOURNAL].replace("#persuasion", "#sales").replace("#acme", "#bakery"),
         [("renamed tag", ""), ("renamed tag", ""), ("changed", "skills")]),
        # A tag more on one line.
        (FILES[JOURNAL].replace("-2 2h #admin", "-2 2h #admin #desk"), [("changed", "tags")]),
    ],
)  # fmt: skip
def test_a_tag_is_renamed_only_if_it_gave_way_everywhere(
    start: Side, tmp_path: Path, text: str, reasons: list[tuple[str, str]]
) -> None:
    """One of two lines; with another change beside it; two tags; one more."""
    one, other = start, side(tmp_path / "b", {**FILES, JOURNAL: text})
    frames = [s.year.tables["entry"] for s in (one, other)]
    found = causes.of_table(records.changes("entry", *frames), one, frames[1])
    said = [(c.kind, c.detail) for c in found]
    assert sorted(said) == sorted(reasons) or sorted(said) == sorted(
        r for r in reasons if r[1] != "skills"
    )


def test_another_alias_is_a_renamed_skill(start: Side, tmp_path: Path) -> None:
    """In the register `teaching` becomes an alias of `training`: no line was touched."""
    files = {**FILES, SKILLS: "slug,name,aliases\ntraining,Training,teaching\n"}
    one, other = start, side(tmp_path / "b", files)
    frames = [s.year.tables["entry"] for s in (one, other)]
    found = causes.of_table(records.changes("entry", *frames), one, frames[1])
    assert [(c.kind, c.private) for c in found] == [("renamed skill", "teaching -> training")]


def test_a_later_day_brings_what_is_new(few: None, start: Side, tmp_path: Path) -> None:
    """The same files as of June and as of the end of the year: four entries and two contacts of the time between."""
    found = compare(side(tmp_path / "a", as_of=date(2024, 6, 30)), side(tmp_path / "b"))
    assert ("new", "entry") in kinds(found)["wins"]
    assert ("new", "touch") in kinds(found)["connections"]
    assert ("late", "entry") not in kinds(found)["wins"]
    assert "as of 2024-06-30 -> now, as of 2024-12-31" in next(told.lines(found))


def test_a_line_written_down_later_is_late_where_it_counts_and_else_noted(
    few: None, start: Side, tmp_path: Path
) -> None:
    """A win of May, told the next February: as of the year's end a note, as of March a late record."""
    line = "- win: Told much later +1 [at:: 2025-02-01T10:00]\n## 2024-05-13"
    files = edited(JOURNAL, "## 2024-05-13", line)
    before = start
    at_end = compare(before, side(tmp_path / "b", files))
    assert list(told.lines(at_end)) == []
    assert list(told.notes(at_end)) == [
        "written down after 2024-12-31 and therefore not in it: 1 entry; see them with a later --as-of"
    ]
    later = compare(before, side(tmp_path / "b", files, date(2025, 3, 1)))
    assert ("late", "entry") in kinds(later)["wins"]
    assert later.hidden == {}


def test_what_else_a_measure_may_take_is_made_of_everything(start: Side, tmp_path: Path) -> None:
    """An input that is no table and has no name here: every difference may be in it; a table that is the same has none."""
    files = {**edited(SETTINGS, "connections_per_week = 2", "connections_per_week = 1"),
             JOURNAL: FILES[JOURNAL].replace("-2 2h #admin", "-2 3h #admin")}  # fmt: skip
    why = Why(start, side(tmp_path / "b", files))
    assert {cause.kind for cause in why.all} == {"setting", "changed"}
    assert why.by_input["touch"] == []
    assert [cause.kind for cause in why.by_input["entry"]] == ["changed"]
    assert [cause.kind for cause in why.by_input["settings"]] == ["setting"]
    assert "forecast" not in why.by_input


# ---- how it is said ----------------------------------------------------------------------------------


def test_no_word_of_the_log_is_told_without_leave(start: Side, tmp_path: Path) -> None:
    """All analyses, all lines changed in some way: ids and places only. With leave the words are there."""
    text = re.sub(r"#(\w+)", r"#x\1", FILES[JOURNAL]).replace("the", "our").replace("+2", "+1")
    files = {**FILES, JOURNAL: text, SETTINGS: FILES[SETTINGS].replace("Ada", "Eve")}
    found = compare(start, side(tmp_path / "b", files))
    quiet = "\n".join(told.lines(found, most=99)) + json.dumps(told.public(found))
    assert found.sections
    assert "journal/2024.md:" in quiet
    assert [word for word in (*WORDS, "Ada", "Eve") if word in quiet] == []
    loud = "\n".join(told.lines(found, most=99, show_text=True))
    assert "Closed the pitch with the bakery -> " in loud
    assert "persuasion -> xpersuasion" in loud


def test_the_lines_count_and_name_what_they_leave_out(
    few: None, start: Side, tmp_path: Path
) -> None:
    """Seven wins more, three of them listed."""
    more = "".join(f"- win: Number {i} of seven +1\n" for i in range(7))
    files = edited(JOURNAL, "## 2024-05-13", f"{more}## 2024-05-13")
    lines = list(told.lines(compare(start, side(tmp_path / "b", files)), most=3))
    assert "  [1] late, entry: 7" in lines
    assert "      and 4 more" in lines
    assert sum("(journal/2024.md:" in line for line in lines) == 3
    assert "  wins: 3 -> 10" in lines
    assert lines.count("  because of [1]") >= 2


def test_a_movement_without_a_reason_is_said_to_be_a_defect(start: Side, tmp_path: Path) -> None:
    """A section that moved for no reason that was found."""
    one = start
    section = Section("wins", "Wins", (diffs.Moved("n", 1, 2),))
    lines = list(told.lines(Diff(one, one, (section,))))
    assert lines[-1] == f"  {told.UNEXPLAINED}"


# ---- rules -------------------------------------------------------------------------------------------


def _past(one: Side, **said: Any) -> Past:
    measures = {name: [[str(s.status), s.n, s.text] for s in found.statements]
                for name, found in one.year.measures().items()}  # fmt: skip
    known = {
        "made_on": date(2025, 1, 5), "year": YEAR, "as_of": END, "audience": "owner", "frozen": "0" * 16,
        "careerkit": diffs.VERSION, "html": "", "rules": diffs.rulebook.rules(), "said": measures,
    }  # fmt: skip
    return Past(**{**known, **said})


def test_a_review_that_said_the_same_is_not_remade(few: None, start: Side, tmp_path: Path) -> None:
    """Its sentences, its rules: all as today."""
    one = start
    two = Side(one.book, YEAR, END, _past(one))
    found = compare(two, one)
    assert (found.remade, list(told.lines(found))) == ((), [])


@pytest.mark.parametrize(
    ("rule", "version", "reason"),
    [
        ({"gates": {"highlights": 5}, "version": "1"}, diffs.VERSION, "highlights 5 -> 7"),
        ({"version": "0"}, diffs.VERSION, "version 0 -> 1"),
        (None, "0.0.1", f"careerkit 0.0.1 -> {diffs.VERSION}"),
        (None, diffs.VERSION, "what the rule calls"),
    ],
)
def test_a_sentence_that_today_reads_otherwise_is_a_changed_rule(
    few: None, start: Side, tmp_path: Path, rule: dict[str, Any] | None, version: str, reason: str
) -> None:
    """The page of then had another sentence: by a gate, by a version, by another careerkit, by what the rule calls."""
    one = start
    past = _past(one)
    said = {**past.said, "wins": [["clear", 2, "2 wins are logged."]]}
    rules = dict(past.rules)
    if rule:
        rules["measures/wins"] = {**rules["measures/wins"], **rule}
    two = Side(one.book, YEAR, END, _past(one, said=said, rules=rules, careerkit=version))
    found = compare(two, one)
    assert [s.name for s in found.remade] == ["wins"]
    assert found.remade[0].causes[0].kind == "changed rule"
    assert reason in found.remade[0].causes[0].detail
    assert any("2 wins are logged." in line for line in told.lines(found))


# ---- the whole of it ---------------------------------------------------------------------------------

Edit = Callable[[dict[str, str]], None]


def _line(number: int, change: Callable[[str], str]) -> Edit:
    """An edit of the journal's Nth bullet; one that is gone by now stays gone."""

    def edit(files: dict[str, str]) -> None:
        lines = files[JOURNAL].split("\n")
        bullets = [at for at, line in enumerate(lines) if line.startswith("- ")]
        if number < len(bullets):
            lines[bullets[number]] = change(lines[bullets[number]])
            files[JOURNAL] = "\n".join(lines)

    return edit


def _replace(name: str, pattern: str, by: str) -> Edit:
    def edit(files: dict[str, str]) -> None:
        files[name] = re.sub(pattern, by, files[name])

    return edit


def _edits() -> st.SearchStrategy[list[Edit]]:
    bullets = st.integers(0, 12)
    days = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(date.isoformat)
    words = st.sampled_from(["win: Something else", "did: More of it 4h #admin", "met: @new tea", "kept: tech-free evening",
                             "learn: course Pricing 3h", "lesson: Slow down -1 #writing", "pause: until 2024-12-24 leave"])  # fmt: skip
    added = st.builds(
        lambda day, word: _replace(JOURNAL, r"\Z", f"## {day}\n- {word}\n"), days, words
    )
    return st.lists(
        st.one_of(
            added,
            st.builds(lambda n: _line(n, lambda line: ""), bullets),
            st.builds(lambda n: _line(n, lambda line: re.sub(r"[+-]\d", "+0", line)), bullets),
            st.builds(lambda n: _line(n, lambda line: line.replace("h", " h", 1)), bullets),
            st.builds(lambda n: _line(n, lambda line: re.sub("e", "ee", line, count=3)), bullets),
            st.sampled_from([
                _replace(JOURNAL, "#admin", "#office"), _replace(JOURNAL, "#teaching", "#training"),
                _replace(SETTINGS, "= 2", "= 1"), _replace(SETTINGS, "Ada", "Eve"),
                _replace(SETTINGS, r"\Z", "learning_hours_per_month = 3\n"),
                _replace(SETTINGS, "name", 'week_starts = "sunday"\nname'),
                _replace(SKILLS, "coaching", "admin"), _replace(GOALS, "2024-10-01", "2024-08-01"),
                _replace(GOALS, r"\Z", "book,A book,rise,2024-02-01,2024-06-01\n"),
            ]),
        ),
        max_size=3,
    )  # fmt: skip


@settings(
    max_examples=12, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(
    edits=_edits(), back=st.booleans(), shift=st.integers(0, 3),
)  # fmt: skip
def test_every_number_that_moved_has_a_reason(
    start: Side, edits: list[Edit], back: bool, shift: int
) -> None:
    """Up to three random edits, forwards or backwards; each time every fourth analysis, from another one on."""
    files = dict(FILES)
    for edit in edits:
        edit(files)
    after = Side(written(start.book.root.parent / "b", files), YEAR, END)
    every = measure.parts()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measure, "parts", lambda: every[shift::4])
        patch.setattr(diffs, "_counsel", lambda side: {})
        found = compare(*((after, start) if back else (start, after)))
    for section in found.sections:
        assert section.moved
        assert section.causes, section.name
    lines = list(told.lines(found))
    assert not any(told.UNEXPLAINED in line for line in lines)
    if files == FILES:
        assert lines == []
