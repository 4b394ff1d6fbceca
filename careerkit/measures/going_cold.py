"""Who is going cold: a silence longer than one and a half times one's own usual gap."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from careerkit import stats
from careerkit.counting import contacts, effects, evidence
from careerkit.measure import Measure, Status
from careerkit.period import DAY, Period

TITLE = "Who is going cold"
QUESTION = "With whom has the silence grown longer than usual?"
ORDER = 87
GATES: Mapping[str, float] = {
    "contacts_for_rhythm": 3,
    "times_own_gap": 1.5,
    "closed_after_days": 730,
    "shown": 7,
}
_ROWS = ["id", "date", "label", "text", "detail", "share"]


def going_cold(touch: pd.DataFrame, period: Period) -> Measure:
    """Days since the last contact, against 1.5 times the median gap between contact days with that person.

    Every logged contact counts, meaningful or not, with everyone it names; a person has a rhythm
    from three contact days on, and after two years of silence no more: that chapter is closed. At
    most seven are shown, the longest overdue first, to the owner alone. Gate: one person with a
    rhythm. Effect: Cohen's h of the share that is silent above 2^-1.5, which is the share to expect
    among contacts that come at random, at the lower end of its Wilson 80 % interval.
    """
    named = contacts.by_person(touch[touch["date"] < pd.Timestamp(period.last)])
    days = named[named["who"] != ""].drop_duplicates(["who", "date"])
    found = _rhythms(days, pd.Timestamp(period.last - DAY))
    if found.empty:
        text = "Nobody has a rhythm yet: that takes three contacts with the same person."
        return Measure(
            Status.NOT_YET, len(days), text, _FIRST_STEP, rows=pd.DataFrame(columns=_ROWS)
        )
    cold = found[found["silent"] > GATES["times_own_gap"] * found["usual"]]
    cold = cold.assign(overdue=cold["silent"] / cold["usual"]).sort_values(
        ["overdue", "date", "who"], ascending=[False, True, True]
    )
    text = f"{len(cold)} of {len(found)} people with a rhythm {'have' if len(cold) != 1 else 'has'} been silent for longer than usual"
    shown = int(GATES["shown"])
    text += f"; the {shown} longest overdue are shown." if len(cold) > shown else "."
    return Measure(
        Status.CLEAR, len(days), text, values={"people": len(found), "cold": len(cold)}, rows=_rows(cold),
        evidence=evidence.ids(found.drop_duplicates("id")), effect=_effect(len(cold), len(found)),
    )  # fmt: skip


_FIRST_STEP = "Log one contact a week with the person's name: - met: @name what it was about."


def _rhythms(days: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Each person with a rhythm: the last contact, the usual gap and the silence since, in days."""
    by_person = days.assign(gap=days.groupby("who")["date"].diff().dt.days).groupby("who")
    usual, n = by_person["gap"].median(), by_person.size()
    last = days.drop_duplicates("who", keep="last").set_index("who")
    found = last.assign(usual=usual, n=n, silent=(today - last["date"]).dt.days)
    is_known = (found["n"] >= GATES["contacts_for_rhythm"]) & (
        found["silent"] <= GATES["closed_after_days"]
    )
    return found[is_known].reset_index()


def _effect(cold: int, people: int) -> float:
    """Only a share above the expected one stands out."""
    low, _ = stats.wilson(cold, people)
    return effects.beyond(low, 1.0, 2.0 ** -GATES["times_own_gap"])


def _rows(cold: pd.DataFrame) -> pd.DataFrame:
    rows = [
        {
            "id": row["id"],
            "date": row["date"],
            "label": f"@{row['who']}",
            "text": f"usually every {row['usual']:.0f} days, silent for {row['silent']:.0f}",
            "detail": None,
            "share": [],
        }
        for row in cold.head(int(GATES["shown"])).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=_ROWS)
