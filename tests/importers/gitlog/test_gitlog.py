"""Logs of git: whose commits, which day, what is left out, and that a log cut anywhere costs one commit at most."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit import tidy
from careerkit.errors import BadData
from careerkit.importers import gitlog, recognise
from careerkit.importers.gitlog import RECORD, UNIT
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Account, Coverage, Record, Row, Skipped
from careerkit.rows import Row as TypedRow
from careerkit.settings import Settings
from careerkit.settle import File, settle

PAGE = Path(__file__).parents[3] / "docs/sources/gitlog.md"
ME, OTHER = "me@example.org", "other@example.org"
WHEN = "2024-03-05T12:00:00+01:00"


def _commit(
    number: int = 1,
    subject: str = "Draw the quay",
    when: str = WHEN,
    author: str = ME,
    body: str = "",
    changed: str = "",
    parents: int = 1,
) -> str:
    hash_ = f"{number:040x}"
    above = " ".join(f"{number + n:040x}" for n in range(1, parents + 1))
    head = RECORD + UNIT.join([hash_, above, when, author, subject, body, ""])
    return f"{head}\n{changed}\n" if changed else f"{head}\n"


def _drop(text: str | bytes, name: str = "quay.gitlog", encoding: str = "") -> Drop:
    data = text.encode() if isinstance(text, str) else text
    return Drop(name, "inbox", f"inbox/{name}", data, encoding)


def _settings(*authors: str) -> Settings:
    return replace(Settings(), sources={"gitlog": {"authors": list(authors)}})


def _read(drop: Drop, settings: Settings | None = None) -> list[Row]:
    """All outcomes, after checking that the file is ours and that every commit went one way."""
    assert recognise(drop) == ["gitlog"]
    rows = list(gitlog.read(drop, settings or Settings()))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _texts(rows: list[Row]) -> list[str]:
    return [row.values["text"] for row in rows if isinstance(row, Record)]


def _rules(rows: list[Row]) -> list[str]:
    return [row.rule for row in rows if isinstance(row, Skipped)]


def _codes(rows: list[Row]) -> list[str]:
    return [row.code for row in rows if isinstance(row, Problem)]


# --- recognising ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["quay.gitlog", "log.txt", "git.csv", "x"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_log_is_known_by_its_marks(name: str, encoding: str) -> None:
    """Under any name, as git writes it and as Windows shells do; with hashes of 40 and of 64 signs."""
    for size in (40, 64):
        text = _commit(subject="Zähle Möwen").replace(f"{1:040x}", f"{1:0{size}x}")
        drop = _drop(("\n" + text).encode(encoding), name)
        assert _texts(_read(drop)) == ["Zähle Möwen"]


@pytest.mark.parametrize(
    "text",
    [
        "commit 0123456789012345678901234567890123456789\nAuthor: A <a@example.org>\n",
        f"{RECORD}{UNIT}{UNIT}", f"{RECORD}0123abc{UNIT}{UNIT}", f"{1:040x}{UNIT}{UNIT}", "",
        "# Notes\n" * 5 + _commit(),
    ],
)  # fmt: skip
def test_other_texts_are_not_claimed(text: str) -> None:
    """A plain log, marks without a hash, a short hash, a hash without its mark, nothing, notes about a log."""
    assert not gitlog.claims(_drop(text))


def test_other_parts_are_refused_as_a_whole() -> None:
    """A log with hash, date, author, subject and body only, made by another command."""
    drop = _drop(RECORD + UNIT.join([f"{1:040x}", WHEN, ME, "Draw the quay", ""]) + "\n")
    assert gitlog.claims(drop)
    with pytest.raises(Unreadable) as bad:
        list(gitlog.read(drop, Settings()))
    assert bad.value.problem.code == "E-HEADER"


def test_the_page_shows_the_command() -> None:
    """The very format that is read, in quotes that every shell takes."""
    assert f'"--pretty={gitlog.FORMAT}"' in PAGE.read_text("utf-8")
    assert gitlog.FORMAT.count("%x1f") == 6


# --- whose ---------------------------------------------------------------------------------------


def test_several_authors_are_a_question() -> None:
    """Two people and a bot, nobody named; no address is in the message."""
    drop = _drop(_commit(1) + _commit(2, author=OTHER) + _commit(3, author="x[bot]@example.org"))
    with pytest.raises(Unreadable) as bad:
        list(gitlog.read(drop, Settings()))
    problem = bad.value.problem
    assert (problem.code, problem.value) == ("E-WHO", "")
    assert "by 2 authors" in problem.reason
    assert OTHER not in problem.one_line()
    assert "[sources.gitlog] authors" in problem.fix


def test_only_the_person_s_own_commits_count() -> None:
    """One address of two in another case, somebody else, and somebody else together with the person."""
    body = f"Why.\n\nSigned-off-by: X <{ME}>\nCo-Authored-By: Me <{ME.upper()}>\n"
    drop = _drop(
        _commit(1, "a", author="Me@Example.org") + _commit(2, "b", author="old@example.org")
        + _commit(3, "c", author=OTHER) + _commit(4, "d", author=OTHER, body=body)
        + _commit(5, "e", author=OTHER, body=f"Signed-off-by: X <{ME}>\n")
    )  # fmt: skip
    rows = _read(drop, _settings(ME, "OLD@example.org"))
    assert _texts(rows) == ["a", "b", "d"]
    assert _rules(rows) == ["another author", "another author"]


def test_one_author_needs_no_question() -> None:
    """One address in two cases, and two bots."""
    drop = _drop(
        _commit(1, "a") + _commit(2, "b", author=ME.upper())
        + _commit(3, "c", author="41+renovate[bot]@users.noreply.example.org")
        + _commit(4, "d", author="project_7_bot@example.org")
    )  # fmt: skip
    rows = _read(drop)
    assert _texts(rows) == ["a", "b"]
    assert _rules(rows) == ["a bot", "a bot"]


@pytest.mark.parametrize(
    "address", ["abbot@example.org", "talbot.r@example.org", "botha@example.org"]
)
def test_people_with_bot_in_their_name_are_people(address: str) -> None:
    """Abbot, Talbot and Botha."""
    assert _texts(_read(_drop(_commit(author=address)))) == ["Draw the quay"]


def test_nothing_of_one_s_own_is_said() -> None:
    """An address with a typing error in workbook.toml: all is left out, and a warning says why."""
    rows = _read(_drop(_commit(1) + _commit(2, "b")), _settings("em@example.org"))
    assert _rules(rows) == ["another author", "another author"]
    assert _codes(rows) == ["W-WHO"]


def test_authors_are_a_list_or_one_address() -> None:
    """One address without brackets, and a flag."""
    one = replace(Settings(), sources={"gitlog": {"authors": ME}})
    assert _texts(_read(_drop(_commit(1) + _commit(2, "b", author=OTHER)), one)) == [
        "Draw the quay"
    ]
    wrong = replace(Settings(), sources={"gitlog": {"authors": True}})
    with pytest.raises(BadData):
        list(gitlog.read(_drop(_commit()), wrong))


# --- what is left out ----------------------------------------------------------------------------


def test_merges_stashes_and_empty_messages_are_left_out() -> None:
    """Two and eight parents, the three commits of a stash, a message of nothing; a first commit stays."""
    drop = _drop(
        _commit(1, "Merge", parents=2) + _commit(20, "Octopus", parents=8)
        + _commit(40, "WIP on main: 0a1b2c3 Draw the quay", parents=2)
        + _commit(41, "index on main: 0a1b2c3 Draw the quay")
        + _commit(42, "untracked files on a/b: 0a1b2c3 Draw the quay", parents=0)
        + _commit(43, " ") + _commit(44, "First", parents=0)
    )  # fmt: skip
    rows = _read(drop)
    assert _texts(rows) == ["First"]
    assert _rules(rows) == [
        "a merge", "a merge", "a stash", "a stash", "a stash", "a commit without a message",
    ]  # fmt: skip


def test_work_that_was_moved_about_counts_once() -> None:
    """A cherry-pick keeps moment and subject; the same words a second later are another commit."""
    drop = _drop(
        _commit(1) + _commit(2) + _commit(3, when="2024-03-05T12:00:01+01:00")
        + _commit(4, when="2024-03-05T11:00:00Z")
    )  # fmt: skip
    rows = _read(drop)
    assert len(_texts(rows)) == 2
    assert _rules(rows) == ["the same change again", "the same change again"]


def test_no_address_and_no_file_name_leaves_the_importer() -> None:
    """Addresses in subject and body, names of files, the words of a body."""
    drop = _drop(_commit(
        subject=f"Thank {OTHER}, <{OTHER}>", body=f"secret words\nReviewed-by: O <{OTHER}>\n",
        changed="1\t2\tsecret/name.py",
    ))  # fmt: skip
    rows = _read(drop)
    assert "@" not in repr(rows)
    assert "secret" not in repr(rows)
    assert _texts(rows) == ["Thank (address), <(address)>"]


# --- what a draft says ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2024-12-31T23:30:00-05:00", "2024-12-31"), ("2025-01-01T00:30:00+13:00", "2025-01-01"),
        ("2024-02-29T12:00:00Z", "2024-02-29"),
    ],
)  # fmt: skip
def test_the_day_is_the_author_s_own(when: str, day: str) -> None:
    """New Year's Eve in New York, New Year's Day in Auckland, a leap day."""
    [record] = _read(_drop(_commit(when=when)))
    assert isinstance(record, Record)
    assert record.values["date"] == day


@pytest.mark.parametrize(
    "when", ["", "2023-02-29T12:00:00Z", "2024-03-05T12:00:00+99:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_date_that_does_not_exist_costs_its_commit(when: str) -> None:
    """No date, no leap day, no such zone, a moment before all time."""
    rows = _read(_drop(_commit(1, "a") + _commit(2, "b", when=when)))
    assert _texts(rows) == ["a"]
    assert _codes(rows) == ["E-DATE"]


@pytest.mark.parametrize(
    ("changed", "detail"),
    [
        ("", None), ("\n\n", None), ("1\t0\ta.py", "1 file, 1 line added, 0 removed"),
        ("10\t2\ta b.py\n-\t-\tx.png\n0\t0\ta => b", "3 files, 10 lines added, 2 removed"),
    ],
)  # fmt: skip
def test_changes_are_summed(changed: str, detail: str | None) -> None:
    """No change, one line, and a text, a picture and a file that was only moved."""
    [record] = _read(_drop(_commit(changed=changed)))
    assert isinstance(record, Record)
    assert record.values["detail"] == detail


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("quay-clock.gitlog", ["quay-clock"]), ("Quay clock (2).gitlog", ["quay-clock"]),
        ("quay.clock_2025-01-02.GITLOG", ["quay.clock"]), ("quay 2025-01-02 (1).gitlog", ["quay"]),
        ("quay.txt", []), ("git.gitlog", []), (".gitlog", []), ("2025-01-02.gitlog", []),
    ],
)  # fmt: skip
def test_the_tag_is_the_repository(name: str, tags: list[str]) -> None:
    """Names of files, with marks of copies and dates, and names that say nothing."""
    [record] = _read(_drop(_commit(), name))
    assert isinstance(record, Record)
    cells, problems = tidy.row(record)
    assert cells is not None
    assert (cells["tags"], problems) == (tags, [])


def test_a_draft_is_one() -> None:
    """Whatever the log says, only the person decides whether it counts."""
    [record] = _read(_drop(_commit()))
    assert isinstance(record, Record)
    assert record.draft
    assert (record.table, record.values["word"]) == ("entry", "did")


# --- logs that overlap ---------------------------------------------------------------------------


def _file(number: int, *commits: str) -> File:
    drop = _drop("".join(commits), f"quay-{number}.gitlog")
    account = Account(drop.path, "gitlog")
    file = File(account, Coverage(gitlog.COVERAGE), newest=("", "", number))
    for row in _read(drop):
        assert isinstance(row, Record)
        cells, _ = tidy.row(row)
        assert cells is not None
        cells |= {"file": drop.path, "line": row.line, "status": "live"}
        file.rows.append(TypedRow(row.table, cells, account, row.key, draft=row.draft))
    account.rows_in = drop.rows_in
    return file


def test_logs_that_overlap_give_every_commit_once() -> None:
    """A week in two logs that share a commit, then a log of that commit alone after a rebase, in any order."""
    one, two, three = _commit(1, "a"), _commit(2, "b"), _commit(3, "c")
    logs = [(one, two), (two, three), (_commit(9, "b"),)]
    seen = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
        rows, problems = settle([_file(n, *logs[at]) for n, at in enumerate(order)])
        assert problems == []
        assert [row.cells["status"] for row in rows] == ["live"] * 3
        seen.append(sorted((row.id, row.cells["text"]) for row in rows))
    assert seen[0] == seen[1] == seen[2]
    assert [text for _, text in sorted(seen[0], key=lambda found: found[1])] == ["a", "b", "c"]


# --- spoilt files --------------------------------------------------------------------------------


def test_bytes_that_are_no_text_cost_their_commit() -> None:
    """Three commits, the second with a letter in Latin-1; then the same with that encoding named."""
    data = (
        _commit(1, "a").encode() + _commit(2, "Möwe").encode("latin-1") + _commit(3, "c").encode()
    )
    rows = _read(_drop(data))
    assert _texts(rows) == ["a", "c"]
    assert [(r.code, r.line) for r in rows if isinstance(r, Problem)] == [("E-ENCODING", 2)]
    assert _texts(_read(_drop(data, encoding="latin-1"))) == ["a", "Möwe", "c"]


def test_a_log_cut_anywhere_costs_one_commit_at_most() -> None:
    """Three commits with bodies and changes, cut at every byte behind the first one."""
    whole = [
        _commit(n, f"s{n}", body="Why.\nso", changed="10\t2\ta.py\n3\t4\tb.py") for n in (1, 2, 3)
    ]
    data = "".join(whole).encode()
    for end in range(len(whole[0]), len(data)):
        drop = _drop(data[:end])
        rows = _read(drop)
        assert len(_texts(rows)) >= drop.rows_in - 1
        assert set(_codes(rows)) <= {"E-FORMAT"}


def test_marks_inside_a_message_cost_their_commit() -> None:
    """A subject with the mark of a unit, one with the mark of a record."""
    rows = _read(_drop(_commit(1, f"a{UNIT}b") + _commit(2, f"a{RECORD}b") + _commit(3, "c")))
    assert _texts(rows) == ["c"]
    assert set(_codes(rows)) == {"E-FORMAT"}


def test_windows_line_ends_are_read() -> None:
    """A log whose every line ends as Windows ends it; lines are counted from the file."""
    text = (_commit(1, "a", changed="1\t0\tx") + _commit(2, "b")).replace("\n", "\r\n")
    rows = _read(_drop(text))
    assert [row.line for row in rows] == [1, 3]
    assert [row.values["detail"] for row in rows if isinstance(row, Record)] == [
        "1 file, 1 line added, 0 removed", None,
    ]  # fmt: skip


@given(st.integers(0, 2**32), st.integers(1, 30))
def test_noise_never_gets_further_than_a_problem(seed: int, changes: int) -> None:
    """A log in which some bytes were changed, put in or taken out."""
    rng = random.Random(seed)
    data = bytearray("".join(_commit(n, changed="1\t1\ta") for n in range(1, 4)).encode())
    for _ in range(changes):
        at = rng.randrange(len(data))
        data[at : at + rng.randrange(3)] = bytes(
            rng.choices([*b"\x1e\x1f\n\t0a", 255], k=rng.randrange(3))
        )
    drop = _drop(bytes(data))
    try:
        rows = list(gitlog.read(drop, Settings())) if gitlog.claims(drop) else []
    except Unreadable:
        return
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
