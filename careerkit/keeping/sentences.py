"""Journal lines with a grammar of their own, worded from plain arguments: a contact, learning, a book, feedback, an evening, a goal.

Each function gives a `Draft` for `capture.write`. It is read back as the tables read it before it is handed out: every given value
stands in its column, and nothing else does; or `Unwritable` says which argument has to change. Days are local days, hours are
decimal, energy is -2 to 2, and `share` names audiences. A text may have further lines, which become private detail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from careerkit import tidy
from careerkit.keeping import journalline
from careerkit.keeping.journalline import Draft, Unwritable
from careerkit.tables import table

# Columns and fields whose arguments are called otherwise.
_ARGUMENTS = {
    "followed_up_on": "followed_up", "declined_because": "declined", "action_done_on": "done_on",
    "done": "done_on", "told": "told_on", "person": "people",
}  # fmt: skip
_TITLED = {"text": "title"}
_REASONED = {"text": "reason"}
_NO_OTHERS: Mapping[str, str] = {}
_NOTHING: tuple[Any, ...] = (None, "", [])
_QUOTES = '"“”'
# What a line says of itself, and what every line may have beside what is meant.
_ASIDE = frozenset({"id", "recorded_at", "skills", "source", "file", "line", "status"})


def contact(
    day: date, people: Sequence[str], text: str = "", *, channel: str = "", meaningful: bool = True,
    hours: float | None = None, energy: int | None = None, follow_up: date | None = None,
    followed_up: date | None = None, led_to: str = "", tags: Sequence[str] = (), share: Sequence[str] = (),
) -> Draft:  # fmt: skip
    """A talk, a letter, a meeting. The first of `people` is the person; led_to is advice, work or introduction.

    Without a channel one that is named in the text counts, such as coffee. Raises UsageError.
    """
    if not people:
        raise Unwritable("people", "name at least one person")
    said = {
        "channel": channel, "meaningful": "" if meaningful else "no", "follow_up": _iso(follow_up),
        "followed_up": _iso(followed_up), "led_to": led_to,
    }  # fmt: skip
    draft = Draft("met", text, day, energy, hours, tags, people, share, fields=_given(said))
    names = _names(people, "people")
    first, detail = _parts(text)
    wanted = {
        "text": first or " ".join(f"@{name}" for name in names), "detail": detail, "person": names[0],
        "people": names, "meaningful": meaningful, "hours": hours, "energy": energy, "follow_up": follow_up,
        "followed_up_on": followed_up, "led_to": led_to or None,
    }  # fmt: skip
    wanted |= {"channel": tidy.slug(channel)} if channel else {}
    return _checked(draft, wanted, aside=() if channel else ("channel",))


def learning(
    day: date, title: str, *, form: str = "", provider: str = "", hours: float | None = None,
    energy: int | None = None, completed: bool | None = None, detail: str = "", tags: Sequence[str] = (),
    share: Sequence[str] = (),
) -> Draft:  # fmt: skip
    """A session or an item of learning. form: podcast, course, workshop, book, practice, mentoring, certificate, event.

    Raises UsageError.
    """
    plain = _unquoted(_one_line("title", title))
    forms = table("learning").column("form")
    if form and forms and form not in forms.choices:
        raise Unwritable("form", f"{form!r} is not one of {', '.join(forms.choices)}")
    said = {"provider": provider, "completed": _flag(completed)}
    wanted = {
        "title": plain, "form": form or None, "provider": _line_of(provider), "hours": hours, "energy": energy,
        "completed": completed, "detail": _parts(f"-\n{detail}")[1],
    }  # fmt: skip
    # A title that begins with a form, or ends like a token, stands in quotation marks.
    ways = [f"{form} {way}".strip() for way in (plain, f'"{plain}"', f"“{plain}”", plain)]
    drafts = [
        Draft("learn", _below(way, detail), day, energy, hours, tags, (), share, fields=_given(said))
        for way in ways
    ]  # fmt: skip
    return _first_that_reads(drafts, wanted)


def book(
    day: date, title: str, *, rating: float | None = None, takeaway: str = "", tags: Sequence[str] = (),
    share: Sequence[str] = (),
) -> Draft:  # fmt: skip
    """A book that was finished on this day. rating: 0 to 5, with at most two places. Raises UsageError."""
    plain = _one_line("title", title)
    if rating is not None and not 0 <= rating <= 5:
        raise Unwritable("rating", f"a rating is 0 to 5, not {rating:g}")
    if rating is not None and round(rating, 2) != rating:
        raise Unwritable("rating", "a rating has at most two places behind the point")
    rated = plain if rating is None else f"{plain} {rating:g}/5"
    wanted = {
        "title": plain, "shelf": "read", "finished": day, "rating": rating,
        "takeaway": _parts(f"-\n{takeaway}")[1],
    }  # fmt: skip
    draft = Draft("read", _below(rated, takeaway), day, tags=tags, share=share)
    return _checked(draft, wanted, arguments=_TITLED)


def feedback(
    day: date, giver: str, text: str, *, action: str = "", action_due: date | None = None, form: str = "advice",
    declined: str = "", done_on: date | None = None, told_on: date | None = None, tags: Sequence[str] = (),
    share: Sequence[str] = (),
) -> Draft:  # fmt: skip
    """What somebody said, and what becomes of it. form: praise, advice, rating, recommendation, endorsement.

    Raises UsageError.
    """
    who = journalline.name_of(giver, "giver")
    first, detail = _parts(text)
    if not first:
        raise Unwritable("text", "say in a few words what they said")
    if action_due and not action:
        raise Unwritable("action", "say what is to be done by that day")
    act = _line_of(action)
    by = f" by {action_due.isoformat()}" if action_due else ""
    said = {
        "form": "" if form == "advice" else form, "declined": declined, "done": _iso(done_on),
        "told": _iso(told_on),
    }  # fmt: skip
    line = _below(f"{first} -> {act}{by}" if act else first, detail or "")
    draft = Draft("feedback", line, day, None, None, tags, [giver], share, fields=_given(said))
    wanted = {
        "giver": who, "form": form, "text": first, "detail": detail, "action": act,
        "action_due": action_due, "declined_because": _line_of(declined), "action_done_on": done_on,
        "told_on": told_on,
    }  # fmt: skip
    return _checked(draft, wanted)


def evening(day: date, name: str, *, kept: bool, share: Sequence[str] = ()) -> Draft:
    """An evening, or another boundary, that was kept or broken. Raises UsageError."""
    plain = _one_line("name", name)
    draft = Draft("kept" if kept else "broke", plain, day, share=share)
    wanted = {"name": plain.casefold(), "kept": kept}
    return _checked(draft, wanted, arguments={"text": "name"})


def goal_event(
    day: date, event: str, slug: str, *, due: date | None = None, reason: str = "", share: Sequence[str] = ()
) -> Draft:  # fmt: skip
    """What happened to a goal: done, replan (with the new day, `due`) or drop. Raises UsageError."""
    if event not in ("done", "replan", "drop"):
        raise Unwritable("event", f"{event!r} is not one of done, replan, drop")
    if (event == "replan") != (due is not None):
        raise Unwritable("due", "give the new day with replan, and with nothing else")
    name, why = tidy.slug(slug), _line_of(reason)
    if not name:
        raise Unwritable("slug", "say which goal it is")
    by = f" by {due.isoformat()}" if due else ""
    draft = Draft(event, f"{name}{by}{f' because {why}' if why else ''}", day, share=share)
    wanted = {"slug": name, "event": event, "due": due, "reason": why}
    return _checked(draft, wanted, arguments=_REASONED)


def pause(day: date, until: date, reason: str = "", *, share: Sequence[str] = ()) -> Draft:
    """A declared break from `day` to `until`, both included. Raises UsageError."""
    if until < day:
        raise Unwritable("until", "a break ends on the day it begins, or later")
    why = _line_of(reason)
    draft = Draft("pause", f"until {until.isoformat()} {why or ''}".strip(), day, share=share)
    return _checked(draft, {"until": until, "reason": why}, arguments=_REASONED)


def step(
    day: date, project: str, text: str, *, hours: float | None = None, energy: int | None = None,
    tags: Sequence[str] = (), people: Sequence[str] = (), share: Sequence[str] = (),
) -> Draft:  # fmt: skip
    """A step of a side project, by its short name. Raises UsageError."""
    name = tidy.slug(project)
    if not name:
        raise Unwritable("project", "say which side project it is")
    first, detail = _parts(text)
    draft = Draft("try", text, day, energy, hours, tags, people, share, fields={"project": name})
    wanted = {
        "word": "try", "text": first, "detail": detail, "project": name, "hours": hours, "energy": energy,
        "people": _names(people, "people"), "starred": False,
    }  # fmt: skip
    return _checked(draft, wanted)


# ---- words -------------------------------------------------------------------------------------------


def _parts(text: str) -> tuple[str, str | None]:
    """The first line of a text and the further ones, as the journal reads them."""
    lines = tidy.clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    rest = [line.strip() for line in lines[1:] if line.strip()]
    return " ".join(lines[0].split()), "\n".join(rest) or None


def _line_of(text: str) -> str | None:
    """A text in one line; None where it says nothing."""
    return " ".join(tidy.clean(text).split()) or None


def _one_line(name: str, text: str) -> str:
    found = _line_of(text)
    if found is None:
        raise Unwritable(name, f"{name}: please fill this in")
    return found


def _below(first: str, rest: str) -> str:
    return f"{first}\n{rest}" if rest.strip() else first


def _unquoted(title: str) -> str:
    inner = title[1:-1].strip()
    is_quoted = len(title) > 1 and title[0] in '"“' and title[-1] in '"”'
    return inner if is_quoted and inner and not set(inner) & set(_QUOTES) else title


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _flag(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


def _given(said: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in said.items() if text.strip()}


# ---- reading back ------------------------------------------------------------------------------------


def _checked(
    draft: Draft,
    wanted: Mapping[str, Any],
    aside: Sequence[str] = (),
    arguments: Mapping[str, str] = _NO_OTHERS,
) -> Draft:
    """The draft, if all that its line tells is what is wanted. Raises Unwritable.

    aside: columns of which nothing is known. arguments: what a field or a column is called where it was given.
    """
    called = _ARGUMENTS | dict(arguments)
    try:
        line = journalline.compose(draft, datetime.combine(draft.day, time()), exact=True)
        found = journalline.cells(draft, line)
    except Unwritable as bad:
        raise Unwritable(called.get(bad.field, bad.field), str(bad)) from None
    shared = {
        "date": draft.day, "tags": _names(draft.tags, "tags"), "share": _names(draft.share, "share")
    }  # fmt: skip
    for column, value in {**dict.fromkeys(found), **shared, **wanted}.items():
        if column not in (*_ASIDE, *aside) and not _is_same(found.get(column), value):
            name = called.get(column, column)
            raise Unwritable(
                name,
                f"{name}: part of it would be read as something else; take out what means something in a journal line, such as ->"
                " or because, a day or a number at its end, or quotation marks",
            )
    return draft


def _first_that_reads(drafts: Sequence[Draft], wanted: Mapping[str, Any]) -> Draft:
    """The first of several ways to write a title that says what is wanted."""
    for draft in drafts[:-1]:
        try:
            return _checked(draft, wanted)
        except Unwritable:
            continue
    return _checked(drafts[-1], wanted, arguments=_TITLED)


def _names(given: Sequence[str], argument: str) -> list[str]:
    return list(dict.fromkeys(journalline.name_of(one, argument) for one in given))


def _is_same(found: Any, wanted: Any) -> bool:
    if isinstance(found, float) and isinstance(wanted, int | float):
        return abs(found - wanted) <= 0.005
    return bool(found == wanted) or (found in _NOTHING and wanted in _NOTHING)
