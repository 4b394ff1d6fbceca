"""Second copies: which names look like one, which file is the original, what is new in a copy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit.notes import copies

NOTE = "2024-03-05.md"


@pytest.mark.parametrize(
    "name",
    [
        # Syncthing
        "2024-03-05.sync-conflict-20240306-101112-ABCDEFG.md", "2024-03-05.sync-conflict-20240306-101112.md",
        # Dropbox, in some of its languages
        "2024-03-05 (conflicted copy).md", "2024-03-05 (Ada's conflicted copy 2024-03-06).md", "2024-03-05 (Ada’s conflicted copy 2024-03-06 (1)).md",
        "2024-03-05 (In Konflikt stehende Kopie von Ada 2024-03-06).md", "2024-03-05 (Copie en conflit de Ada 2024-03-06).md",
        "2024-03-05 (copia en conflicto de Ada 2024-03-06).md", "2024-03-05 (Case Conflict).md", "2024-03-05 (Ada (PC)'s conflicted copy).md",
        # Nextcloud, ownCloud, Obsidian Sync, Seafile, Synology Drive
        "2024-03-05 (conflicted copy 2024-03-06 101112).md", "2024-03-05_conflict-20240306-101112.md",
        "2024-03-05 (Conflicted copy phone 202403061011).md", "2024-03-05 (SFConflict ada@example.org 2024-03-06-10-11-12).md",
        "2024-03-05_Annas-PC_Mar-06-1011-2024_Conflict.md", "2024-03-05_Annas-PC_Mar-06-1011-2024_CaseConflict_1.md",
        # iCloud, Google Drive, file managers
        "2024-03-05 2.md", "2024-03-05 12.md", "2024-03-05 (1).md", "2024-03-05(2).md", "2024-03-05 [Conflict].md",
        "2024-03-05 copy.md", "2024-03-05 copy 2.md", "2024-03-05 - Copy.md", "2024-03-05 - Copy (2).md",
        # OneDrive
        "2024-03-05-DESKTOP-AB12CD.md", "2024-03-05-LAPTOP-7.md", "2024-03-05-DESKTOP-AB12CD-2.md", "2024-03-05-Annas-MacBook-Pro.md",
        "2024-03-05-PC01.md",
    ],
)  # fmt: skip
def test_the_original_of_a_copy(name: str) -> None:
    """The names that sync clients and file managers give to a second copy of one note."""
    assert copies.base_name(name) == NOTE
    assert copies.originals([f"journal/{name}", f"journal/{NOTE}"]) == {
        f"journal/{name}": f"journal/{NOTE}"
    }


@pytest.mark.parametrize(
    "name",
    [
        NOTE, "2024.md", "notes.md", "2024-03-05 Tue.md", "2024_03_05.md", "On conflict.md", "conflict.md", "(conflicted copy).md",
        "A conflicted copy of me.md", "My-notes.md", "2024-03-05-evening.md", " 2.md", "2.md", "(1).md", "README", "", "a 2024.md", "plan v2.md",
    ],
)  # fmt: skip
def test_a_name_that_is_no_copy(name: str) -> None:
    """Daily notes, notes about conflicts, names that are nothing but a mark."""
    assert copies.base_name(name) is None


def test_a_copy_without_its_original_is_a_file() -> None:
    """A chapter two without a chapter; a copy in another folder; both beside each other."""
    assert copies.originals(["a/Day 2.md", "b/Day.md"]) == {}
    assert copies.originals(["a/Day 2.md", "a/Day.md"]) == {"a/Day 2.md": "a/Day.md"}
    assert copies.originals(["a/Day 2.md", "a/Day.txt"]) == {}
    assert copies.originals([]) == {}


def test_a_copy_of_a_copy_leads_to_the_original() -> None:
    """A note, its copy, the conflict of the copy, and a copy whose middle one is gone."""
    one, two, three = "n.md", "n (1).md", "n (1) (conflicted copy).md"
    assert copies.originals([three, one, two]) == {two: one, three: one}
    assert copies.originals([one, three]) == {}


def test_names_are_compared_as_file_systems_do() -> None:
    """A name in two Unicode forms and in two cases."""
    assert copies.originals(["Åsa 2.md", "A\u030asa.md"]) == {"Åsa 2.md": "A\u030asa.md"}
    assert copies.originals(["NOTE (1).md", "note.md"]) == {"NOTE (1).md": "note.md"}


@pytest.mark.parametrize(
    ("copy", "original", "new"),
    [
        ("ab", "ab", [False, False]), ("abc", "ab", [False, False, True]), ("ba", "ab", [False, False]), ("aa", "a", [False, True]),
        ("a", "aa", [False]), ("", "ab", []), ("ab", "", [True, True]), ("axa", "aab", [False, True, False]),
    ],
)  # fmt: skip
def test_what_the_original_lacks(copy: str, original: str, new: list[bool]) -> None:
    """Letters for lines: the same, one more, another order, one twice, none."""
    assert copies.lacking(copy, original) == new


def test_two_copies_with_the_same_addition() -> None:
    """A note with a and b, two copies that both add c, one that adds d as well; a stranger."""
    held = {"n.md": "ab", "n 2.md": "abc", "n 3.md": "acd", "m.md": "abc"}
    assert copies.fresh(held) == {
        "n 2.md": [False, False, True], "n 3.md": [False, False, True],
    }  # fmt: skip


@given(st.text("ab", max_size=8), st.text("ab", max_size=8))
def test_together_they_hold_each_line_as_often_as_the_one_with_more(
    copy: str, original: str
) -> None:
    """Any two files of a and b."""
    new = copies.lacking(copy, original)
    both = original + "".join(c for c, is_new in zip(copy, new, strict=True) if is_new)
    assert all(both.count(c) == max(copy.count(c), original.count(c)) for c in "ab")


@given(st.text(alphabet="a1 -_().[]conflictopyDESKTOP", max_size=40))
def test_any_name_leads_to_a_shorter_one(name: str) -> None:
    """Names out of the pieces of copies."""
    base = copies.base_name(name)
    assert base is None or len(base) < len(name)


@pytest.mark.parametrize(
    ("path", "is_backup"),
    [("journal/logseq/bak/journals/2024_03_05/x.md", True), ("logseq/bak/x.md", True), ("journal/logseq/config.md", False),
     ("my-logseq/bak/x.md", False), ("logseq/bakery/x.md", False)],
)  # fmt: skip
def test_backups_of_logseq(path: str, is_backup: bool) -> None:
    """Its folder of backups, and folders that sound like it."""
    assert copies.is_backup(path) is is_backup
