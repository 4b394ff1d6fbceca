"""Who was met: everyone named on a line, once."""

from __future__ import annotations

from careerkit.counting import contacts
from tests.measures.frames import frame


def test_everyone_named_counts_once() -> None:
    """Two people, of whom one is also the first; a line that names nobody; one without a date."""
    rows = [
        {"id": "2", "date": "2025-01-02", "person": "bob", "people": ["bob", "ann"]},
        {"id": "1", "date": "2025-01-02"},
        {"id": "3", "date": "2025-01-01", "person": "eve"},
        {"id": "4", "person": "eve"},
    ]
    found = contacts.by_person(frame("touch", rows))
    assert found[["id", "who"]].to_numpy().tolist() == [["3", "eve"], ["1", ""], ["2", "ann"], ["2", "bob"]]  # fmt: skip
    turned = contacts.by_person(frame("touch", rows[::-1]))
    assert turned[["id", "who"]].equals(found[["id", "who"]])
    assert set(found.loc[found["id"] == "2", "row"]) == {0}


def test_no_contact_is_nobody() -> None:
    assert contacts.by_person(frame("touch")).empty
