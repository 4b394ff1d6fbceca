"""Connections, and what others have said: people, endorsements and recommendations."""

from __future__ import annotations

import re
from urllib.parse import unquote

from careerkit import tidy
from careerkit.importers.linkedin._row import ArchiveRow, hide_mail, slug
from careerkit.records import Record, Skipped


def connection(row: ArchiveRow) -> Record:
    """A person. A deleted account leaves only its date behind and is a person without a name."""
    name = full_name(row.get("First Name"), row.get("Last Name"))
    url = row.get("URL", "Profile URL")
    # Without an address the date is part of who the row is, wherever the file has that column.
    dated = not url and (not name or "Connected On" in row.sheet.header)
    day = row.day("Connected On", needed=dated)
    if url:
        key: tuple[str, ...] = ("url", address(url))
    else:
        key = ("name", name, day) if name else ("anonymous", day)
    values = {
        "slug": slug(address(url).rpartition("/")[2]) or slug(name) or f"anonymous-{day}",
        "name": name,
        "org": hide_mail(row.get("Company"), ""), "title": hide_mail(row.get("Position"), ""),
        "url": url, "connected_on": day, "relation": "linkedin",
    }  # fmt: skip
    return row.record("person", values, key)


def endorsement(row: ArchiveRow) -> Record | Skipped:
    """Feedback of the form endorsement; its text is the skill."""
    if row.lacks("Endorsement Status", "accepted"):
        return row.skipped("endorsement not accepted")
    values = {
        "date": row.day("Endorsement Date", needed=True),
        "giver": full_name(row.get("Endorser First Name"), row.get("Endorser Last Name")),
        "form": "endorsement", "text": row.needs("Skill Name"),
    }  # fmt: skip
    return row.record("feedback", values)


def recommendation(row: ArchiveRow) -> Record | Skipped:
    """Feedback of the form recommendation, as far as the person shows it."""
    if row.lacks("Status", "visible"):
        return row.skipped("recommendation not visible")
    values = {
        "date": row.day("Creation Date", needed=True),
        "giver": full_name(row.get("First Name"), row.get("Last Name")),
        "form": "recommendation", "text": row.needs("Text"),
    }  # fmt: skip
    return row.record("feedback", values)


def given(row: ArchiveRow) -> Skipped:
    """Nothing: what one wrote about others is no feedback to oneself."""
    return row.skipped("given, not received")


def full_name(first: str, last: str) -> str:
    """A full name; some people write their e-mail address into it."""
    return " ".join(hide_mail(f"{first} {last}", "").split())


def address(url: str) -> str:
    """An address without what may change: scheme, country, case, percent signs, query."""
    plain = unquote(re.split(r"[?#]", url)[0]).strip().casefold()
    plain = re.sub(r"^[a-z]+://", "", plain).rstrip("/")
    return tidy.clean(re.sub(r"^(?:[a-z]{2,3}\.)?linkedin\.com(?=/|$)", "linkedin.com", plain))
