"""Who is going cold: a silence longer than one and a half times one's own usual gap."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from careerkit.measure import Measure, Status
from careerkit.period import Period

TITLE = "Who is going cold"
QUESTION = "With whom has the silence grown longer than usual?"
ORDER = 45
GATES: Mapping[str, float] = {"contacts_for_rhythm": 3, "times_own_gap": 1.5}
MOST_SHOWN = 7
_ROWS = ["date", "label", "text", "detail", "share"]


def going_cold(touch: pd.DataFrame, period: Period) -> Measure:
    """Days since the last contact, against 1.5 times the median gap between contact days with that person.

    Every logged contact counts, meaningful or not; a person has a rhythm from three contact days
    on. At most seven are shown, the longest overdue first, to the owner alone. Gate: one person
    with a rhythm.
    """
    contacts = touch[touch["date"].notna() & touch["person"].notna()]
    contacts = contacts[contacts["date"] < pd.Timestamp(period.last)]
    days = contacts.drop_duplicates(["person", "date"]).sort_values(["person", "date"])
    gap = days.groupby("person")["date"].diff().dt.days
    by_person = days.assign(gap=gap).groupby("person")
    found = pd.DataFrame(
        {"last": by_person["date"].max(), "usual": by_person["gap"].median(), "n": by_person.size()}
    )
    found = found[found["n"] >= GATES["contacts_for_rhythm"]]
    if found.empty:
        text = "Nobody has a rhythm yet: that takes three contacts with the same person."
        return Measure(Status.NOT_YET, len(days), text, _FIRST_STEP)
    silent = (pd.Timestamp(period.last) - found["last"]).dt.days - 1
    cold = found.assign(silent=silent)[silent > GATES["times_own_gap"] * found["usual"]]
    cold = cold.assign(overdue=cold["silent"] / cold["usual"]).sort_values(
        ["overdue", "last"], ascending=[False, True]
    )
    text = (
        f"{len(cold)} of {len(found)} people with a rhythm have been silent for longer than usual."
    )
    values = {"people": len(found), "cold": len(cold)}
    return Measure(Status.CLEAR, len(days), text, values=values, rows=_rows(cold))


_FIRST_STEP = "Log one contact a week with the person's name: - met: @name what it was about."


def _rows(cold: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {
            "date": row["last"],
            "label": f"@{person}",
            "text": f"usually every {row['usual']:.0f} days, silent for {row['silent']:.0f}",
            "detail": None,
            "share": [],
        }
        for person, row in cold.head(MOST_SHOWN).iterrows()
    ]
    return pd.DataFrame(rows, columns=_ROWS)
