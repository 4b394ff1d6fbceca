"""What one was and can: positions, education, skills, projects."""

from __future__ import annotations

from careerkit.importers.linkedin._row import ENDED, STARTED, ArchiveRow, slug
from careerkit.records import Record


def position(row: ArchiveRow) -> Record:
    """A role of the form job."""
    title, org = row.get("Title"), row.get("Company Name")
    if not title and not org:
        row.needs("Title")
    return _role(row, "job", title, org, row.get("Description"))


def education(row: ArchiveRow) -> Record:
    """A role of the form study."""
    notes = [row.get("Notes"), row.get("Activities")]
    summary = "\n".join(note for note in notes if note)
    return _role(row, "study", row.get("Degree Name"), row.needs("School Name"), summary)


def _role(row: ArchiveRow, form: str, title: str, org: str, summary: str) -> Record:
    started = row.period(*STARTED)
    values = {
        # The date stands before the title: long slugs are cut, and two stays must stay two.
        "slug": slug(f"{org} {started} {title}"), "title": title, "org": org, "form": form,
        "started": started, "ended": row.period(*ENDED), "summary": summary,
    }  # fmt: skip
    return row.record("role", values)


def skill(row: ArchiveRow) -> Record:
    """A skill; LinkedIn gives neither dates nor levels."""
    name = row.needs("Name")
    return row.record("skill", {"slug": slug(name), "name": name})


def project(row: ArchiveRow) -> Record:
    """A project; the table knows whole days only, so a month stays out, with a warning."""
    title = row.needs("Title")
    values = {
        "slug": slug(title), "title": title, "question": row.get("Description"),
        "started": row.day(*STARTED), "ended": row.day(*ENDED),
    }  # fmt: skip
    return row.record("project", values)
