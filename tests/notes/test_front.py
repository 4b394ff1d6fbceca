"""The top of a note: YAML as people really write it, limits, properties of a page, code fences."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit.notes import front
from careerkit.notes.front import Front


def _lines(text: str) -> list[tuple[int, str | None]]:
    return list(enumerate(text.split("\n"), 1))


def _front(text: str) -> Front:
    """The front matter with this text between its rules."""
    return front.read(_lines(f"---\n{text}\n---\nmore"))


@pytest.fixture(params=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both readers of PyYAML; not every machine has the fast one."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    return str(request.param)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("date: 2024-03-05", date(2024, 3, 5)), ("day: 2024-03-05", date(2024, 3, 5)),
        ("Date: '2024-03-05'", date(2024, 3, 5)), ("date: 2024-03-05T07:40:00+01:00", date(2024, 3, 5)),
        ("date: 2024-03-05 23:30", date(2024, 3, 5)), ("date: [[2024-03-05]]", date(2024, 3, 5)),
        ('date: "[[2024-03-05|Tue]]"', date(2024, 3, 5)), ("date:", None), ("created: 2024-03-05", None),
        ("date: 2024-13-45", None), ("date: 05.03.2024", None), ("date: March 5, 2024", None), ("date: 2024", None),
        ("date: 20240305", None), ("date: [2024-03-05, 2024-03-06]", None), ("date: {a: b}", None),
    ],
)  # fmt: skip
def test_the_day(loader: str, text: str, day: date | None) -> None:
    """Days in every form that says one thing, and in forms that do not."""
    found = _front(text)
    assert found.day == day
    assert found.remarks == []
    assert bool(found.bad_day) == (day is None and text.startswith("date: ") and text[6] in "02M")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("tags: [a, b]", ["a", "b"]), ("tags:\n  - a\n  - b", ["a", "b"]), ("tags: a, b c", ["a", "b", "c"]),
        ("tag: a", ["a"]), ("TAGS: a\ntag: b", ["a", "b"]), ('tags: ["#a", "#b/c"]', ["a", "b/c"]), ("tags: #a", []),
        ("tags:\n- a\n-\n- a", ["a"]), ("tags: [two words]", ["two words"]), ('tags: ["[[Page]]", "#[[b c]]"]', ["Page", "b-c"]),
        ("tags: [9:30, NO, 007]", ["9:30", "NO", "007"]), ("tags: [{a: b}, c]", ["c"]), ("tags: {a: b}", []),
        ("tags:", []), ("tags: []", []), ("tags: [[a], [b]]", ["a", "b"]),
    ],
)  # fmt: skip
def test_tags(loader: str, text: str, tags: list[str]) -> None:
    """Lists, texts, both keys, hashes, links, and values that YAML would take for something else."""
    assert _front(text).tags == tags
    assert _front(text).remarks == []


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("share: mentor", ["mentor"]), ("share: [mentor, coach]", ["mentor", "coach"]), ("share: mentor coach", ["mentor", "coach"]),
        ("share: !mentor", ["mentor"]), ('share: "!mentor"', ["mentor"]), ("share: true", []), ("share: false", []),
        ("share: on", []), ("share:", []), ("share: [true, coach]", ["coach"]),
    ],
)  # fmt: skip
def test_the_audience(loader: str, text: str, share: list[str]) -> None:
    """Names with and without the mark of a line, and the flag that other apps write."""
    assert _front(text).share == share


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("role: adviser\nproject: garden", {"role": "adviser", "project": "garden"}),
        ('project: "[[Garden app|garden]]"', {"project": "Garden app"}), ("project: [[Garden app]]", {"project": "Garden app"}),
        ("Role: NO\ngoal: 9:30\ncontext: 007", {"role": "NO", "goal": "9:30", "context": "007"}),
        ("role: >\n  team\n  lead", {"role": "team lead"}), ("role: &r lead", {"role": "lead"}),
        ("role: !!python/name:os.system x", {"role": "x"}), ("roles: x\nnested:\n  role: y", {}), ("role:", {}),
        ('"role": x', {"role": "x"}), ("{role: x}", {"role": "x"}), ("role: x # why", {"role": "x"}),
        ("<<: {role: x}", {}), ("? [role]\n: x", {}), ("role: [x]", {"role": "x"}),
    ],
)  # fmt: skip
def test_fields(loader: str, text: str, fields: dict[str, str]) -> None:
    """One text each: plain, as a link, folded, tagged, quoted; what lies deeper is nobody's."""
    assert _front(text).fields == fields
    assert _front(text).remarks == []


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: b: c", 2, "no valid YAML"), ("a: 1\nb: @x", 3, "no valid YAML"), ("a: `x`", 2, "no valid YAML"),
        ("a: [1", 2, "no valid YAML"), ("a: 'x", 2, "no valid YAML"), ("a: 1\n\tb: 2", 3, "a tab"),
        ("- a", 2, "`key: value`"), ("just words", 2, "`key: value`"), ("a: \x00", 2, "YAML forbids"),
        ("a: 1\n--- b", 3, "more than one"), ("a: &x 1\nb: *x", 3, "elsewhere"), ("a: *x", 2, "elsewhere"),
        ("a: " + "[" * 60 + "]" * 60, 2, "too deep"), ("\n".join(" " * n + "a:" for n in range(60)), 52, "too deep"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(loader: str, text: str, line: int, reason: str) -> None:
    """Colons, marks and brackets without quotes, tabs, lists, aliases, deep nesting: one remark with its line."""
    found = _front(text)
    assert [(remark[0], reason in remark[1]) for remark in found.remarks] == [(line, True)]
    assert (found.day, found.tags, found.share, found.fields) == (None, [], [], {})
    assert found.length == text.count("\n") + 3


def test_billions_of_laughs(loader: str) -> None:
    """Anchors that would unfold to a billion texts: the first reference ends the reading."""
    text = "a: &a [x, x]\n" + "\n".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert [line for line, _, _ in _front(text).remarks] == [3]


def test_a_key_twice(loader: str) -> None:
    """Two roles, of which the second counts; two keys of the person's own, in different case."""
    found = _front("role: a\nmood: 1\nrole: b\nMood: 2")
    assert found.fields == {"role": "b"}
    assert [line for line, _, _ in found.remarks] == [2, 3]


def test_too_many_and_too_long(loader: str) -> None:
    """A hundred tags, a role of a thousand letters, a tag of a thousand letters."""
    found = _front(f"tags: [{', '.join(f't{n}' for n in range(100))}]\nrole: {'r' * 1000}")
    assert (len(found.tags), found.tags[0], found.fields) == (front.MAX_NAMES, "t0", {})
    assert [line for line, _, _ in found.remarks] == [2, 3]
    assert len(_front(f"tags: [{'t' * 1000}]").tags[0]) == front.MAX_VALUE


def test_bytes_that_are_no_text() -> None:
    """A line of the front matter that is not UTF-8."""
    found = front.read([(1, "---"), (2, "role: a"), (3, None), (4, "---"), (5, "x")])
    assert [(line, "UTF-8" in reason) for line, reason, _ in found.remarks] == [(3, True)]
    assert found.fields == {}


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("---\na: 1\n---\nx", 3), ("---\na: 1\n...\nx", 3), ("---\n---", 2), ("---  \na: 1\n---\t\nx", 3), ("---", 0), ("", 0),
        ("---\na: 1", 0), ("\n---\na: 1\n---", 0), ("----\na: 1\n----", 0), ("x\n---\na: 1\n---", 0), (" ---\na: 1\n---", 0),
        ("---\na: 1\n ---\n---", 4), ("---\n" + "a\n" * 30000 + "---", 30002), ("---\n" + "a\n" * 33000 + "---", 0),
    ],
)  # fmt: skip
def test_how_long_front_matter_is(text: str, length: int) -> None:
    """Closed by dashes and dots, with blanks behind them; not closed, not at the top, beyond 64 KiB."""
    assert front.length(_lines(text)) == length


def test_beyond_the_limit_it_is_text_and_said() -> None:
    """A rule at the top, and one that is too far away; a rule alone says nothing."""
    far = "---\nrole: x\n" + "a\n" * 33000
    assert [line for line, _, _ in front.read(_lines(f"{far}---")).remarks] == [1]
    assert front.read(_lines(far)).remarks == []


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("tags:: a, b\n", ["a", "b"]), ("\n\ntags:: a\n", ["a"]), ("title:: x\ntags:: [[Two Words]], b c, #d\n\n- x", ["Two Words", "b c", "d"]),
        ("**Tags**:: a", ["a"]), ("TAGS:: a\nno property\ntags:: b", ["a"]), ("text\ntags:: a", []), ("- tags:: a", []),
        ("tags:: a\n\ntags:: b", ["a"]), ("tags::", []), ("tags :: a", ["a"]), ("---\ntags: x\n---\n\ntags:: a", ["x", "a"]),
    ],
)  # fmt: skip
def test_page_properties(text: str, tags: list[str]) -> None:
    """Above everything else, after blank lines, after front matter; further down they are nobody's."""
    assert front.read(_lines(text)).tags == tags


def test_lines_outside_fences() -> None:
    """Front matter, a fence, a fence in a list, a code span, and one that never closes."""
    text = (
        "---\na: b\n---\none\n```js\ntwo\n```\n- ~~~\n  three\n  ~~~\n```four```\n````\n```\nfive"
    )
    own, opened = front.own_lines(_lines(text))
    assert [line for _, line in own] == ["one", "```four```"]
    assert opened == 12


YAML = st.lists(
    st.sampled_from([
        "a: b", "tags: [x, y]", "tags:", "- x", "  - y", "date: 2024-03-05", "\t- x", "k: 'v'", "k: v: w", "@x", "&a b", "*a",
        "? x", ": y", "| ", "> ", "# c", "{a: b}", "[a", "]", "}", "'", '"', "%YAML 1.1", "!t x", "!!str x", "\u00a0k: v",
        "é: ü", "\U0001f600: x", "role: >\n  a", "share: !m", "<<: x", "key:\tv", "a:b", "---x", "...y", "\u2028", "k: v#c",
    ]) | st.text(max_size=8),
    max_size=8,
).map("\n".join)  # fmt: skip


@given(YAML)
@settings(max_examples=300, deadline=None)
def test_both_readers_say_the_same(text: str) -> None:
    """Any pieces of YAML in any order: the same values and as many remarks, with the library's fast part and without."""
    said = []
    fast = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for reader in (fast, yaml.BaseLoader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml, "CBaseLoader", reader, raising=False)
            found = _front(text)
        assert all(1 <= line <= found.length for line, _, _ in found.remarks)
        said.append((found.day, found.tags, found.share, found.fields, len(found.remarks)))
    assert said[0] == said[1]
