"""What is given as plain arguments comes out in its columns, and nothing else does; or the argument is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careerkit import capture, tidy
from careerkit.capture import Draft, Unwritable
from careerkit.errors import UsageError
from careerkit.importers import journal as importer
from careerkit.keeping import sentences
from careerkit.reading.drops import Drop
from careerkit.records import Record
from careerkit.settings import Settings
from tests.conftest import TODAY, Builder

AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
DUE = date(2026, 3, 20)
Make = Callable[..., Draft]


def _cells(draft: Draft) -> dict[str, Any]:
    """What the tables say of a draft that is written between two other lines; empty cells are left out."""
    line = capture.compose(draft, AT, exact=True)
    page = f"## {TODAY}\n- win: Before\n  its detail\n{line}\n- lesson: After\n"
    drop = Drop("2026.md", "journal", "journal/2026.md", page.encode())
    found = list(importer.read(drop, Settings()))
    records = [one for one in found if isinstance(one, Record)]
    before, own, after = records
    assert (before.values["detail"], after.values["text"]) == ("its detail", "After")
    cells, problems = tidy.row(own)
    assert cells is not None
    assert problems == []
    assert (cells["date"], cells["recorded_at"]) == (TODAY, TODAY)
    aside = ("date", "recorded_at")
    return {
        name: cell for name, cell in cells.items() if name not in aside and cell not in (None, [])
    }


CASES: list[tuple[Draft, dict[str, Any]]] = [
    (
        sentences.contact(
            TODAY, ["Dana Ortiz", "lee"], "Her branch\nTwo lines\n\nof detail", channel="Call", meaningful=False, hours=1.5,
            energy=-2, follow_up=DUE, followed_up=TODAY, led_to="work", tags=["Pitch"], share=["mentor"],
        ),
        {"text": "Her branch", "detail": "Two lines\nof detail", "person": "dana-ortiz", "people": ["dana-ortiz", "lee"],
         "channel": "call", "meaningful": False, "hours": 1.5, "energy": -2, "follow_up": DUE, "followed_up_on": TODAY,
         "led_to": "work", "tags": ["pitch"], "share": ["mentor"]},
    ),
    (sentences.contact(TODAY, ["dana"]), {"text": "@dana", "person": "dana", "people": ["dana"], "meaningful": True}),
    (
        sentences.contact(TODAY, ["dana", "Dana"], "a coffee, as ever"),
        {"text": "a coffee, as ever", "person": "dana", "people": ["dana"], "meaningful": True, "channel": "coffee"},
    ),
    (
        sentences.learning(
            TODAY, "Course in miracles", form="podcast", provider="ACME (north), 2nd", hours=0.75, energy=1, completed=True,
            detail="a\n\n b", tags=["x"],
        ),
        {"title": "Course in miracles", "form": "podcast", "provider": "ACME (north), 2nd", "hours": 0.75, "energy": 1,
         "completed": True, "detail": "a\nb", "tags": ["x"]},
    ),
    (sentences.learning(TODAY, "Book of tea"), {"title": "Book of tea"}),
    (sentences.learning(TODAY, "“Deep work”", completed=False), {"title": "Deep work", "completed": False}),
    (
        sentences.book(TODAY, "Area 5/5 5", rating=4.25, takeaway="One\nTwo", share=["public"]),
        {"title": "Area 5/5 5", "shelf": "read", "finished": TODAY, "rating": 4.25, "takeaway": "One\nTwo", "share": ["public"]},
    ),
    (sentences.book(TODAY, "Quiet", rating=0), {"title": "Quiet", "shelf": "read", "finished": TODAY, "rating": 0.0}),
    (
        sentences.feedback(
            TODAY, "Lee", "Be briefer because it helps\nsaid twice", action="Three bullets by Friday", action_due=DUE, told_on=TODAY,
            done_on=TODAY, tags=["talks"],
        ),
        {"giver": "lee", "text": "Be briefer because it helps", "detail": "said twice", "form": "advice",
         "action": "Three bullets by Friday", "action_due": DUE, "told_on": TODAY, "action_done_on": TODAY, "tags": ["talks"]},
    ),
    (
        sentences.feedback(TODAY, "lee", "Well done", form="praise", declined="kind -> nothing to do +2"),
        {"giver": "lee", "text": "Well done", "form": "praise", "declined_because": "kind -> nothing to do +2"},
    ),
    (sentences.evening(TODAY, "Tech-Free  evening", kept=True), {"name": "tech-free evening", "kept": True}),
    (sentences.evening(TODAY, "no mail", kept=False), {"name": "no mail", "kept": False}),
    (
        sentences.goal_event(TODAY, "replan", "My Site", due=DUE, reason="because the exam\nmoved by 2025-01-01"),
        {"slug": "my-site", "event": "replan", "due": DUE, "reason": "because the exam moved by 2025-01-01"},
    ),
    (sentences.goal_event(TODAY, "done", "my-site"), {"slug": "my-site", "event": "done"}),
    (sentences.goal_event(TODAY, "drop", "x", reason="no"), {"slug": "x", "event": "drop", "reason": "no"}),
    (sentences.pause(TODAY, DUE, "parental leave"), {"until": DUE, "reason": "parental leave"}),
    (sentences.pause(TODAY, TODAY), {"until": TODAY}),
    (
        sentences.step(TODAY, "Travel blog", "First post\nat last", hours=3, energy=0, people=["lee"]),
        {"word": "try", "text": "First post", "detail": "at last", "project": "travel-blog", "hours": 3.0, "energy": 0,
         "people": ["lee"], "starred": False},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "wanted"), CASES)
def test_every_value_comes_out_in_its_column(draft: Draft, wanted: dict[str, Any]) -> None:
    """Each kind of line with all it can say, and with as little as it can."""
    assert _cells(draft) == wanted


@pytest.mark.parametrize(("draft", "wanted"), CASES)
def test_every_sentence_can_be_written(
    workbook: Builder, draft: Draft, wanted: dict[str, Any]
) -> None:
    """The same lines, on disk, without a warning."""
    capture.write(workbook.book, draft, AT)
    rebuilt = workbook.rebuild()
    assert rebuilt.problems == []
    assert sum(rebuilt.counts.values()) == 1


CONTACT: Make = partial(sentences.contact, TODAY, ["dana"])
LEARNING: Make = partial(sentences.learning, TODAY)
FEEDBACK: Make = partial(sentences.feedback, TODAY, "lee")
BOOK: Make = partial(sentences.book, TODAY)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: CONTACT("hi !mentor"), "text"), (lambda: CONTACT("with @lee"), "text"), (lambda: CONTACT("about #pay"), "text"),
        (lambda: CONTACT("took 1h"), "text"), (lambda: CONTACT("so-so -1"), "text"), (lambda: CONTACT("[x:: y] z"), "text"),
        (lambda: CONTACT("the best *"), "text"), (lambda: CONTACT("see [[Launch]]"), "text"), (lambda: CONTACT("a\n- win: b"), "text"),
        (lambda: CONTACT("a\n```"), "text"), (lambda: CONTACT("a\nmeaningful:: no"), "text"), (lambda: CONTACT("a\nid:: 3"), "text"),
        (lambda: CONTACT("x" * 10_000), "text"), (lambda: CONTACT("a", led_to="fame"), "led_to"), (lambda: CONTACT("a", channel="[x]"), "channel"),
        (lambda: CONTACT("a", hours=25), "hours"), (lambda: CONTACT("a", tags=["1st"]), "tags"), (lambda: CONTACT("a", share=["ménto"]), "share"),
        (lambda: sentences.contact(TODAY, [], "a"), "people"), (lambda: sentences.contact(TODAY, ["42"], "a"), "people"),
        (lambda: LEARNING(""), "title"), (lambda: LEARNING("x", form="talk"), "form"), (lambda: LEARNING("x #y"), "title"), (lambda: LEARNING('a "b" +2'), "title"),
        (lambda: LEARNING("x", provider="a]b"), "provider"), (lambda: LEARNING("x", provider="see [[A]]"), "provider"),
        (lambda: BOOK("x 3/5"), "title"), (lambda: BOOK(" "), "title"), (lambda: BOOK("x", rating=6), "rating"),
        (lambda: BOOK("x", rating=1.234), "rating"), (lambda: BOOK("x !public"), "title"),
        (lambda: FEEDBACK(""), "text"), (lambda: FEEDBACK("a -> b"), "text"), (lambda: FEEDBACK("a", action="b by Friday"), "action"),
        (lambda: FEEDBACK("a", action_due=DUE), "action"), (lambda: FEEDBACK("a", form="gossip"), "form"),
        (lambda: FEEDBACK("a", declined="no [sic]"), "declined"), (lambda: sentences.feedback(TODAY, "", "a"), "giver"),
        (lambda: sentences.evening(TODAY, "no mail +2", kept=True), "name"), (lambda: sentences.evening(TODAY, "\x00", kept=True), "name"),
        (lambda: sentences.goal_event(TODAY, "set", "x"), "event"), (lambda: sentences.goal_event(TODAY, "replan", "x"), "due"),
        (lambda: sentences.goal_event(TODAY, "done", "x", due=DUE), "due"), (lambda: sentences.goal_event(TODAY, "done", "?"), "slug"),
        (lambda: sentences.goal_event(TODAY, "drop", "x", reason="too long 2h"), "reason"),
        (lambda: sentences.pause(TODAY, date(2026, 1, 1)), "until"), (lambda: sentences.pause(TODAY, DUE, "x !mentor"), "reason"),
        (lambda: sentences.step(TODAY, "", "a"), "project"), (lambda: sentences.step(TODAY, "x", "a [project:: y]"), "text"),
    ],
)  # fmt: skip
def test_what_would_say_something_else_is_refused(make: Callable[[], Draft], field: str) -> None:
    """Tokens, arrows, days, fields, links, bullets, fences, choices that are none, nothing, a novel: and the argument to change."""
    with pytest.raises(Unwritable) as raised:
        make()
    assert raised.value.field == field


HOSTILE = (
    st.sampled_from([
        "->", "-> x", "by 2025-01-01", " because ", "[x:: y]", "[at:: 1999-01-01]", "reach:: team", "#tag", "+2", "1h",
        "!mentor", "*", "- win: x", "```", "~~~", "\n", "\r\n", "\x00", "\u202e", "\u200b", "@lee", "“a”", '"', "4/5",
        "until", "2025-01-01", "course", "coffee", "[[x]]", "^b1", "## 2020-01-01", "---", "id:: 1", "CLOCK: x", "a" * 200,
        "|", "(hours:: 9)", "(", "[", "]", "!", "#", "@", "::", "word", "the end.", ",", "e\u0301",
    ])
    | st.text(max_size=10)
)  # fmt: skip
TEXT = st.lists(HOSTILE, max_size=5).map(" ".join)
SHORT = st.just("") | TEXT
DAYS = st.none() | st.just(DUE)


def _first(text: str) -> str:
    lines = tidy.clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return " ".join(lines[0].split())


def _rest(text: str) -> str:
    lines = tidy.clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.strip() for line in lines[1:] if line.strip())


def _flat(text: str) -> str:
    return " ".join(tidy.clean(text).split())


def _told(make: Callable[[], Draft], wanted: Mapping[str, Any]) -> None:
    """Either it is refused, or what is told is what was given and nothing else; never for another reader."""
    try:
        draft = make()
    except UsageError:
        return
    found = _cells(draft)
    assert found == {name: value for name, value in wanted.items() if value not in (None, "", [])}


@given(
    TEXT,
    DAYS,
    st.sampled_from(["", "call"]),
    st.none() | st.just(1.5),
    st.sampled_from([[], ["mentor"]]),
)
@example("hi !mentor", None, "", None, [])
@settings(max_examples=300)
def test_any_contact(
    text: str, follow_up: date | None, channel: str, hours: float | None, share: list[str]
) -> None:
    """Any text about somebody."""
    words = {word.strip(".,;:").casefold() for word in _first(text).split()}
    _told(
        lambda: sentences.contact(
            TODAY, ["dana"], text, channel=channel, hours=hours, follow_up=follow_up, share=share
        ),
        {
            "text": _first(text) or "@dana", "detail": _rest(text), "person": "dana", "people": ["dana"],
            "channel": channel or ("coffee" if "coffee" in words else ""), "hours": hours, "meaningful": True,
            "follow_up": follow_up, "share": share,
        },
    )  # fmt: skip


@given(TEXT, SHORT, SHORT, DAYS, SHORT)
@settings(max_examples=300)
def test_any_feedback(text: str, action: str, declined: str, due: date | None, giver: str) -> None:
    """Any words, any action, any reason to decline, from anybody."""
    name = tidy.slug(giver).replace("/", "-").strip("-.")
    _told(
        lambda: sentences.feedback(TODAY, giver, text, action=action, action_due=due, declined=declined),
        {
            "giver": name, "text": _first(text), "detail": _rest(text), "form": "advice", "action": _flat(action),
            "action_due": due, "declined_because": _flat(declined),
        },
    )  # fmt: skip


@given(TEXT, st.sampled_from(["", "course", "book"]), SHORT, SHORT)
@settings(max_examples=300)
def test_any_learning(title: str, form: str, provider: str, detail: str) -> None:
    """Any title, provider and detail."""
    plain = _flat(title)
    if (
        len(plain) > 2
        and plain[0] in '"“'
        and plain[-1] in '"”'
        and not set(plain[1:-1]) & set('"“”')
    ):
        plain = plain[1:-1].strip() or plain
    _told(
        lambda: sentences.learning(TODAY, title, form=form, provider=provider, detail=detail),
        {
            "title": plain,
            "form": form,
            "provider": _flat(provider),
            "detail": _rest(f"-\n{detail}"),
        },
    )


@given(TEXT, st.none() | st.integers(0, 500).map(lambda n: n / 100), SHORT)
@settings(max_examples=300)
def test_any_book(title: str, rating: float | None, takeaway: str) -> None:
    """Any title, rating and takeaway."""
    _told(
        lambda: sentences.book(TODAY, title, rating=rating, takeaway=takeaway),
        {
            "title": _flat(title), "shelf": "read", "finished": TODAY, "rating": rating,
            "takeaway": _rest(f"-\n{takeaway}"),
        },
    )  # fmt: skip


@given(TEXT, TEXT, st.sampled_from(["done", "replan", "drop"]))
@settings(max_examples=300)
def test_any_goal_and_break_and_evening(name: str, reason: str, event: str) -> None:
    """Any name of a goal or a boundary, and any reason."""
    due = DUE if event == "replan" else None
    _told(
        lambda: sentences.goal_event(TODAY, event, name, due=due, reason=reason),
        {"slug": tidy.slug(name), "event": event, "due": due, "reason": _flat(reason)},
    )
    _told(lambda: sentences.pause(TODAY, DUE, reason), {"until": DUE, "reason": _flat(reason)})
    evening = {"name": _flat(name).casefold(), "kept": True}
    _told(lambda: sentences.evening(TODAY, name, kept=True), evening)


@given(TEXT, TEXT, st.none() | st.integers(-2, 2))
@settings(max_examples=300)
def test_any_step(project: str, text: str, energy: int | None) -> None:
    """Any name of a side project, and any text."""
    _told(
        lambda: sentences.step(TODAY, project, text, energy=energy),
        {
            "word": "try", "text": _first(text), "detail": _rest(text), "project": tidy.slug(project), "energy": energy,
            "starred": False,
        },
    )  # fmt: skip
