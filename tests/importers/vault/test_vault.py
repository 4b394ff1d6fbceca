"""Notes of a vault, as Obsidian and Logseq leave them, from the file to the rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import tidy
from careerkit.errors import BadData
from careerkit.importers import journal, recognise
from careerkit.notes import copies
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings
from tests.conftest import Builder
from tests.importers.test_expected import _outcomes, _told

HERE = Path(__file__).parent
NOTES = HERE / "notes"
NAMES = sorted(path.relative_to(NOTES).as_posix() for path in NOTES.rglob("*.md"))


def _read(data: str | bytes, name: str, **options: Any) -> list[Row]:
    """All outcomes of one note, each accounted for, each record typed without a warning."""
    content = data.encode() if isinstance(data, str) else data
    drop = Drop(name.rpartition("/")[2], "journal", f"journal/{name}", content)
    assert recognise(drop) == ["journal"]
    rows = list(journal.read(drop, Settings(sources={"journal": options} if options else {})))
    assert drop.rows_in == _outcomes(rows)
    for row in rows:
        assert not isinstance(row, Record) or tidy.row(row)[1] == []
    return rows


def _records(data: str | bytes, name: str = "2024-03-05.md", **options: Any) -> list[Record]:
    rows = _read(data, name, **options)
    assert [row for row in rows if not isinstance(row, Record)] == []
    return [row for row in rows if isinstance(row, Record)]


def _texts(data: str, name: str = "2024-03-05.md") -> list[str]:
    return [record.values["text"] for record in _records(data, name)]


def _codes(data: str | bytes, name: str = "2024-03-05.md") -> list[tuple[str, int]]:
    return [(row.code, row.line) for row in _read(data, name) if isinstance(row, Problem)]


# --- whole notes -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_note_gives_what_is_expected(name: str) -> None:
    """A daily note, a Logseq journal, a project's page, a reading list, a recipe, copies of them."""
    rows = _read((NOTES / name).read_bytes(), name)
    expected = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(_told(rows), default=str)) == expected[name]


def test_every_note_is_expected() -> None:
    """The names of the notes."""
    expected = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    assert sorted(expected) == NAMES


def test_a_conflicted_copy_adds_only_what_is_new() -> None:
    """A daily note and the copy of a sync client, which share a win; the copy has a lesson more."""
    held = {
        name: [(r.table, *map(r.values.get, ("date", "word", "text"))) for r in _read_records(name)]
        for name in NAMES
    }
    copy = "2024-03-05 (Ada's conflicted copy 2024-03-09).md"
    assert copies.fresh(held) == {copy: [False, True]}


def _read_records(name: str) -> list[Record]:
    rows = _read((NOTES / name).read_bytes(), name)
    return [row for row in rows if isinstance(row, Record)]


def test_a_backup_of_logseq_is_left_out() -> None:
    """The same journal in pages and in logseq/bak; a folder that only sounds like it."""
    note = "- win: One\n- win:\n- DONE Two\n- own\n"
    rows = _read(note, "logseq/bak/journals/2024_03_05.md")
    assert rows == [Skipped(line, "in a backup of Logseq") for line in (1, 2, 3)]
    assert len(_read(note, "my-logseq/bakery/2024_03_05.md")) == 3


# --- front matter ------------------------------------------------------------------------------


def test_the_name_of_the_file_comes_before_its_front_matter() -> None:
    """A date in both, a date in the front matter only, a day heading below it."""
    front = "---\ndate: 2024-03-07\n---\n- win: a\n"
    assert [r.values["date"].day for r in _records(front, "2024-03-05.md")] == [5]
    assert [r.values["date"].day for r in _records(front, "Tuesday.md")] == [7]
    both = _records(f"{front}## 2024-03-09\n- win: b\n", "Tuesday.md")
    assert [r.values["date"].day for r in both] == [7, 9]


def test_a_heading_like_a_date_closes_the_day_of_the_front_matter() -> None:
    """The front matter of a whole year's file has the day on which it was made."""
    note = "---\ndate: 2024-01-01\n---\n## 5 March 2024\n- win: a\n"
    assert _codes(note, "Journal.md") == [("E-NODAY", 5)]


def test_a_bad_date_is_said_where_it_is_missed() -> None:
    """A thirteenth month in the front matter, with a line that needs it and one that does not."""
    note = "---\ndate: 2024-13-45\n---\n- win: a\n## 2024-03-05\n- win: b\n"
    rows = _read(note, "Journal.md")
    assert isinstance(rows[0], Problem)
    assert (rows[0].code, rows[0].line) == ("E-NODAY", 4)
    assert "line 2" in rows[0].reason
    assert isinstance(rows[1], Record)


def test_a_byte_order_mark_does_not_hide_front_matter() -> None:
    """The same note in UTF-8 with a mark, and in UTF-16 with line ends of Windows."""
    note = "---\ntags: [bank]\n---\n- win: a\n"
    assert _records(note.encode("utf-8-sig"))[0].values["tags"] == ["bank"]
    rows = _read(note.replace("\n", "\r\n").encode("utf-16"), "2024-03-05.md")
    assert [r.values["tags"] for r in rows if isinstance(r, Record)] == [["bank"]]


def test_what_a_line_says_comes_first() -> None:
    """Role, goal and audience in the front matter and in one of two lines; tags are added."""
    records = _records(
        "---\nrole: adviser\ngoal: lead\nshare: [mentor, coach]\ntags: bank\n---\n"
        "- win: a [role:: clerk] #desk !coach\n- win: b\n- win: c !private\n"
    )
    assert [r.values["role"] for r in records] == ["clerk", "adviser", "adviser"]
    assert [r.values["goal"] for r in records] == ["lead"] * 3
    assert [r.values["share"] for r in records] == [["coach"], ["mentor", "coach"], ["private"]]
    assert [r.values["tags"] for r in records] == [["desk", "bank"], ["bank"], ["bank"]]


def test_the_project_of_a_try_is_its_first_word() -> None:
    """A project's page with a step of another one."""
    note = "---\nproject: garden\n---\n- try: sketch-app first sketch\n- win: a\n"
    assert [r.values["project"] for r in _records(note)] == ["sketch-app", "garden"]


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: Reading: what next", 2), ("a: 1\nsource: @aunt", 3), ("a: 1\n\tb: 2", 3), ("- a\n- b", 2),
        ("tags: [a\nb: 2", 3), ("a: 1\nb: 2\na: 3", 2), ("role: [a, b]", 2), ("a: *b", 2), ("a: 1\nb: \x07", 2),
    ],
)  # fmt: skip
def test_front_matter_that_cannot_be_read_warns_once(front: str, line: int) -> None:
    """A colon, an @, a tab, a list, an open bracket, a key twice, two roles, an alias, a control character."""
    note = f"---\n{front}\n---\n- win: a\n- win: b\n"
    rows = _read(note, "2024-03-05.md")
    assert isinstance(rows[0], Problem)
    assert (rows[0].code, rows[0].line) == ("W-FRONT", line)
    assert [row.values["text"] for row in rows[1:] if isinstance(row, Record)] == ["a", "b"]


def test_a_note_without_a_line_of_ours_is_nobodys_business() -> None:
    """A recipe with a mistake in its front matter."""
    assert _read("---\nsource: @aunt\n---\n- [x] flour\n", "Recipes.md") == []


def test_lines_that_broken_front_matter_hides_are_said() -> None:
    """A rule above the first line and one below it, which together look like front matter."""
    assert _codes("---\n- win: a\n---\nMy words.\n") == [("W-FRONT", 2)]


def test_a_rule_far_below_makes_no_front_matter() -> None:
    """A journal that begins with a rule and has the next one after 64 KiB."""
    note = "---\n" + "My words.\n" * 7000 + "- win: a\n---\n"
    assert _codes(note) == [("W-FRONT", 1)]
    assert [r.values["text"] for r in _read(note, "2024-03-05.md") if isinstance(r, Record)] == [
        "a"
    ]


def test_values_of_front_matter_stay_text() -> None:
    """A time, a no, a number with a zero in front, a hash, as a role."""
    for value, role in (
        ("9:30", "9:30"),
        ("NO", "NO"),
        ("007", "007"),
        ("1e5", "1e5"),
        ("null", "null"),
    ):
        record = _records(f"---\nrole: {value}\n---\n- win: a\n")[0]
        assert record.values["role"] == role
    assert "role" not in _records("---\nrole: #none\n---\n- win: a\n")[0].values


def test_page_properties_of_logseq() -> None:
    """Properties above the first block, below front matter, and further down, where they are nobody's."""
    page = "tags:: [[Two Words]], b c\nrole:: [[Adviser]]\n\n- win: a\n"
    for note in (page, f"\n{page}", f"---\ntags: d\n---\n{page}"):
        values = _records(note)[0].values
        assert values["role"] == "Adviser"
        assert [*values["tags"]][-2:] == ["Two Words", "b c"]
    assert "tags" not in _records("- win: a\n\ntags:: b\n- win: c\n")[1].values


# --- links, fields, nesting --------------------------------------------------------------------


def test_links_and_tags_in_brackets() -> None:
    """Links with another name, with a heading, to a picture; a tag of two words; a person."""
    record = _records(
        "- win: [[Acme Ltd|Acme]] took [[Offers/2024#Final]] ![[plan.png]] with [[@Dana Ortiz]]"
        " for #[[branch layout]] plans +2 #desk\n"
    )[0]
    assert record.values["text"] == (
        "Acme took Offers/2024 plan.png with @Dana-Ortiz for #branch-layout plans"
    )
    assert record.values["tags"] == ["branch-layout", "desk"]
    assert (record.values["people"], record.values["energy"]) == (["Dana-Ortiz"], 2)


def test_the_name_of_a_block_hides_no_token() -> None:
    """Obsidian puts ^6f2a1c behind a line to which somebody links; a power of two is none."""
    values = _records("- win: Sent it +2 #desk ^6f2a1c\n- win: Grew 2^10\n")
    assert (values[0].values["text"], values[0].values["energy"]) == ("Sent it", 2)
    assert values[1].values["text"] == "Grew 2^10"


def test_fields_as_dataview_and_logseq_write_them() -> None:
    """In brackets, in parentheses, with a link in them, bold, with capitals; below a block."""
    record = _records(
        "- win: a [project:: [[Branch Layout|plan]]] (Builds on:: the draft)\n"
        "  **Reach**:: team\n  lasts:: [[years]]\n  level:: 3\n"
    )[0]
    wanted = {"project": "Branch Layout", "builds_on": "the draft", "reach": "team",
              "lasts": "years", "level": "3", "text": "a"}  # fmt: skip
    assert {name: record.values[name] for name in wanted} == wanted


@pytest.mark.parametrize("deeper", ["\t", "  ", "    ", "\u00a0\u00a0", " \t"])
def test_nesting_with_tabs_and_spaces(deeper: str) -> None:
    """Detail below a nested line of ours, indented in every way; a sibling is none."""
    note = f"- [[Acme]]\n\t- win: a\n\t{deeper}- one\n\t{deeper}two\n\t- three\n"
    assert [r.values.get("detail") for r in _records(note)] == ["- one\ntwo"]


def test_a_tab_is_as_wide_as_four_spaces() -> None:
    """A line of ours behind four spaces, a bullet behind a tab beside it."""
    assert "detail" not in _records("- x\n    - win: a\n\t- b\n")[0].values


def test_what_logseq_keeps_for_itself_is_no_detail() -> None:
    """A block of ours with its id, its clock and its plan."""
    record = _records(
        "- DONE win: a\n  id:: 65e8a1b2-0000-4000-8000-000000000001\n  collapsed:: true\n"
        "  SCHEDULED: <2024-03-06 Wed>\n  :LOGBOOK:\n"
        "  CLOCK: [2024-03-06 Wed 10:00:00]--[2024-03-06 Wed 10:20:00] =>  00:20:00\n  :END:\n  words\n"
    )[0]
    assert (record.values["text"], record.values["detail"], record.draft) == ("a", "words", False)


# --- tasks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "task",
    [
        "- [x] Call Lee ✅ 2023-04-17", "* [X] Call Lee ✅2023-04-17", "+ [x] Call Lee [completion:: 2023-04-17]",
        "1. [x] Call Lee (completion:: 2023-04-17)", "  - [x] Call Lee [completion:: [[2023-04-17]]]",
        "- [x] Call Lee 🔺 🔁 every day ➕ 2023-04-01 🛫 2023-04-02 ⏳ 2023-04-03 📅 2023-04-04 ✅ 2023-04-17",
        "- [x] Call Lee ✅ 2023-04-17 🗓️2023-04-18 ⏬", "- [x] Call Lee ⏰ 2023-04-17 09:30 ✅ 2023-04-17 ^walk",
        "- [x] Call Lee 🆔 dcf64c ⛔ a1, b2 🏁 delete ✅\ufe0f 2023-04-17", "- [x] Call Lee [completed:: 2023-04-17T15:05:40.113-05:00]",
        "- [x] #task Call Lee ✅ 2023-04-17", "- [x] Call Lee [priority:: high]  [due:: 2023-04-26]  [completion:: 2023-04-17]",
        "- [x] Call Lee\n  completion:: 2023-04-17", "- DONE [#A] Call Lee\n  completed:: 2023-04-17\n  done:: 1681725600000",
        "- DONE Call Lee\n  done:: [[2023-04-17]]",
    ],
)  # fmt: skip
def test_a_done_task_with_its_date(task: str) -> None:
    """Every way in which the apps write when it was done, with all that they keep beside the words."""
    for name in ("Projects/Garden.md", "2024-03-05.md"):
        record = _records(f"# Plan\n{task}\n", name)[0]
        assert record.draft
        assert record.values == {
            "date": record.values["date"], "word": "did", "text": "Call Lee", "starred": False,
        }  # fmt: skip
        assert record.values["date"].isoformat() == "2023-04-17"


@pytest.mark.parametrize("task", ["- [x] Call Lee", "- DONE Call Lee", "- [X] Call Lee ✅"])
def test_a_done_task_without_a_date_has_the_day_of_its_note(task: str) -> None:
    """In daily notes of two apps it is that day's; elsewhere nobody knows when it was done."""
    for name in (
        "2024-03-05.md",
        "journals/2024_03_05.md",
        "2024-03-05 Tuesday.md",
        "2024/03/05.md",
    ):
        assert [r.values["date"].day for r in _records(task + "\n", name)] == [5]
    for name in ("Plan.md", "2024-03-05 Meeting with Lee.md", "2024.md"):
        assert _read(f"---\ndate: 2024-03-05\n---\n{task}\n## 2024-03-06\n{task}\n", name) == []


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] open", "- [-] cancelled ❌ 2024-03-05", "- [/] begun", "- [>] moved", "- [!] important",
        "- [ ] not ticked ✅ 2024-03-05", "- TODO open", "- DOING begun", "- NOW begun", "- LATER open",
        "- CANCELED no", "- DONE", "- done with it", "- [x]", "> - [x] quoted ✅ 2024-03-05", "[x] no bullet",
        "- not a task ✅ 2024-03-05", "```\n- [x] code ✅ 2024-03-05\n```", "- Done talking", "- [xx] odd",
    ],
)  # fmt: skip
def test_everything_else_is_no_row(text: str) -> None:
    """Tasks that are open, begun, cancelled, moved; quotations, code, ticks without a bullet."""
    assert _read(f"{text}\n", "2024-03-05.md") == []


@pytest.mark.parametrize(
    "said", ["2024-02-30", "2024-13-01", "17.04.2023", "2023/04/17", "0000-00-00"]
)
def test_an_impossible_done_date_sets_the_task_aside(said: str) -> None:
    """A day that does not exist, and days in another order, as sign and as field."""
    for task in (f"- [x] Call Lee ✅ {said}", f"- [x] Call Lee [completion:: {said}]"):
        rows = _read(f"{task}\n- [x] good ✅ 2024-03-05\n", "Plan.md")
        assert isinstance(rows[0], Problem)
        assert (rows[0].code, rows[0].line, rows[0].value) == ("E-DATE", 1, task)
        assert isinstance(rows[1], Record)


def test_a_task_that_says_nothing_is_set_aside() -> None:
    """A ticked box with a date, and with a tag, but without words."""
    assert _codes("- [x] ✅ 2024-03-05\n- [x] #desk\n") == [("E-EMPTY", 1), ("E-EMPTY", 2)]


def test_a_ticked_line_of_ours_is_ours() -> None:
    """A win in a task box, with a done date that is only text; a goal that is done."""
    records = _records("- [x] win: Sent the offer\n- DONE done: enrol-course\n- [x] done: b\n")
    assert [(r.table, r.draft) for r in records] == [
        ("entry", False), ("goal_event", False), ("goal_event", False),
    ]  # fmt: skip


def test_tokens_of_a_task() -> None:
    """Energy, hours, tags, a person and an audience in a task; a near miss in it is no mistake."""
    record = _records("- [x] #task #desk Call @lee +1 1h !mentor #admin ✅ 2024-03-05\n")[0]
    wanted = {"text": "Call", "energy": 1, "hours": 1.0, "people": ["lee"], "share": ["mentor"],
              "tags": ["desk", "admin"]}  # fmt: skip
    assert {name: record.values[name] for name in wanted} == wanted
    assert _texts("- [x] Meet at 10:30\n- [x] Walk 90 min\n") == ["Meet at 10:30", "Walk 90 min"]


def test_fields_of_a_task_that_nobody_knows_stay_in_its_text() -> None:
    """A field of the person's own in the middle of a sentence."""
    assert _texts("- [x] Rated it a [rating:: 9] today\n") == ["Rated it a [rating:: 9] today"]


def test_the_audience_of_a_page_does_not_reach_its_tasks() -> None:
    """A page shared with the mentor: a win goes there, a task only if it says so itself."""
    note = "---\nshare: mentor\nrole: adviser\n---\n- win: a\n- [x] b\n- [x] c !mentor\n"
    records = _records(note)
    assert [r.values.get("share") for r in records] == [["mentor"], None, ["mentor"]]
    assert [r.values["role"] for r in records] == ["adviser"] * 3


@pytest.mark.parametrize(
    ("tags", "drafts"),
    [
        ([], [True] * 5), (["work"], [False, False, True, True, False]), (["#Work", "home"], [False, False, True, False, False]),
        (["task"], [True, True, True, True, False]),
    ],
)  # fmt: skip
def test_tasks_with_a_listed_tag_count_at_once(tags: list[str], drafts: list[bool]) -> None:
    """A tag, a tag below it, one that only begins like it, another, and the tag of the plugin."""
    note = (
        "- [x] a #work\n- [x] b #work/acme\n- [x] c #workshop\n- [x] d #home\n- [x] #task e #work\n"
    )
    assert [record.draft for record in _records(note, tasks=tags)] == drafts


def test_the_tags_of_the_page_count_too() -> None:
    """A page about work whose tasks have no tags."""
    note = "---\ntags: Work\n---\n- [x] a\n"
    assert [record.draft for record in _records(note, tasks=["work"])] == [False]


def test_an_option_of_another_kind_is_refused() -> None:
    """A number where a list should stand; a text is a list of one."""
    with pytest.raises(BadData, match="tasks"):
        _read("- [x] a\n", "2024-03-05.md", tasks=3)
    assert [record.draft for record in _records("- [x] a #work\n", tasks="work")] == [False]


def test_what_stands_below_a_line_of_ours_is_its_detail() -> None:
    """Ticked steps below a win, and below a task, where each is a task."""
    records = _records("- win: a\n  - [x] b ✅ 2024-03-05\n- [x] c\n  - [x] d\n    - e\n  - f\n")
    assert [(r.values["text"], r.values.get("detail")) for r in records] == [
        ("a", "- [x] b ✅ 2024-03-05"), ("c", None), ("d", "- e"),
    ]  # fmt: skip


def test_equal_tasks_stay_two() -> None:
    """The same task done twice on one day."""
    assert len(_records("- [x] a ✅ 2024-03-05\n- [x] a ✅ 2024-03-05\n")) == 2


# --- in a workbook -----------------------------------------------------------------------------


def test_a_day_in_two_files(workbook: Builder) -> None:
    """The same line in a daily note and in the file of the year: two things that happened."""
    workbook.write("journal/2024-03-05.md", "- win: a\n")
    workbook.write("journal/2024.md", "## 2024-03-05\n- win: a\n- win: b\n")
    cells = workbook.cells("entry")
    assert sorted(row["text"] for row in cells) == ["a", "a", "b"]
    assert len({row["id"] for row in cells}) == 3


def test_a_typing_error_is_mended(workbook: Builder) -> None:
    """A letter changed in one of three lines: that one is another thing, the others are not."""
    workbook.write("journal/2024-03-05.md", "- win: One\n- win: Tow\n- win: Three\n")
    before = {row["text"]: row["id"] for row in workbook.cells("entry")}
    workbook.write("journal/2024-03-05.md", "- win: One\n- win: Two\n- win: Three\n")
    after = {row["text"]: row["id"] for row in workbook.cells("entry")}
    assert sorted(after) == ["One", "Three", "Two"]
    assert {text: before[text] for text in ("One", "Three")}.items() <= after.items()
    assert after["Two"] not in before.values()


def test_tasks_wait_unless_their_tag_is_listed(workbook: Builder) -> None:
    """A line of ours and two done tasks, one of them about work; then with the option."""
    workbook.write("journal/2024-03-05.md", "- did: a\n- [x] a\n- [x] b #work\n")
    rebuilt = workbook.rebuild()
    account = next(f.account for f in rebuilt.found.files if f.account.source == "journal")
    assert (rebuilt.counts["entry"], account.ignored, account.holds) == (1, 2, True)
    workbook.write("workbook.toml", 'format = 1\n[sources.journal]\ntasks = ["work"]\n')
    assert sorted(row["text"] for row in workbook.cells("entry")) == ["a", "b"]


# --- files as they come ------------------------------------------------------------------------


def test_a_daily_note_without_a_last_line_end_is_not_torn() -> None:
    """Apps end notes without one; a line that careerkit wrote, and a year's file, may be torn."""
    assert _codes("- win: a") == []
    assert _codes("- win: b [at:: 2024-03-05T10:00]\n- win: Closed the pi") == [("W-TORN", 2)]
    assert _codes("## 2024-03-05\n- win: a", "2024.md") == [("W-TORN", 2)]


def test_letters_in_two_pieces() -> None:
    """A text and a file's name whose letters and accents stand apart, as one system writes them."""
    apart = "- win: A\u030arhus #cafe\u0301\n"
    record = _records(apart, "A\u030arhus 2024-03-05.md")[0]
    assert (record.values["text"], record.values["tags"]) == ("Århus", ["café"])
    assert record.values["date"].day == 5


def test_line_ends_of_windows() -> None:
    """Front matter, properties, tasks and lines of ours with CRLF."""
    note = (NOTES / "2024-03-05.md").read_bytes()
    assert b"\r" not in note
    windows = _read(note.replace(b"\n", b"\r\n"), "2024-03-05.md")
    assert _told(windows) == _told(_read(note, "2024-03-05.md"))


def test_notes_cut_off_anywhere_are_read() -> None:
    """Every sample note, cut after each of its bytes and with a wrong byte in each place."""
    for name in NAMES[:4]:
        data = (NOTES / name).read_bytes()
        for at in range(0, len(data), 7):
            for torn in (data[:at], data[:at] + b"\xff" + data[at + 1 :]):
                try:
                    rows = _read_any(torn, name)
                except Unreadable:
                    continue
                assert all(isinstance(row, Record | Skipped | Problem) for row in rows)


def _read_any(data: bytes, name: str) -> list[Row]:
    drop = Drop(name.rpartition("/")[2], "journal", f"journal/{name}", data)
    rows = list(journal.read(drop, Settings()))
    assert drop.rows_in == _outcomes(rows)
    return rows


PIECES = st.sampled_from([
    "---\n", "tags: [a]\n", "date: 2024-03-05\n", "x: @y\n", "tags:: b\n", "- [x] ", "- [ ] ", "- DONE ", "- TODO ", "- win: ", "1. [x] ",
    "  ", "\t", "\n", "a ", "✅ 2024-03-05", "✅ 2024-02-30", "[completion:: 2024-03-05]", "completion:: 2024-03-05\n", "## 2024-03-06\n",
    "## 5 March\n", "```\n", "[[b]]", "#work ", "role:: c\n", ":LOGBOOK:\n", "> ", "📅 2024-03-04 ", "\ufeff", "\u00a0", "^id\n",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25), st.sampled_from(["2024-03-05.md", "Plan.md"]))
@settings(max_examples=400, deadline=None)
def test_any_note_is_conserved(pieces: list[str], name: str) -> None:
    """Pieces of notes in any order, in a daily note and in another."""
    rows = _read_any("".join(pieces).encode(), name)
    assert all(row.line for row in rows)
    for row in rows:
        if isinstance(row, Record):
            assert row.values["date"].year == 2024
            assert not row.draft or row.values["word"] == "did"
