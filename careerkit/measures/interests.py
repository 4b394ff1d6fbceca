"""Six kinds of interest, by what the person would like to do: for looking around, never a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period

TITLE = "Interests"
QUESTION = "What kinds of activity would you like, whether or not they are your work?"
ORDER = 155
GATES: Mapping[str, float] = {"sittings": 1, "flat_within_points": 12.5}
# Our names of the six kinds, in the order of the hexagon: neighbours are alike, opposites are not.
KINDS = {
    "realistic": "Realistic", "investigative": "Investigative", "artistic": "Artistic",
    "social": "Social", "enterprising": "Enterprising", "conventional": "Conventional",
}  # fmt: skip
Values = dict[str, float | int | str | None]
_FINISHED = ("scored", "not enough answers")


def interests(answer: pd.DataFrame, scores: pd.DataFrame, period: Period) -> Measure:
    """Percent of range (POMP) of each of six kinds of interest, from the last finished sitting of any year.

    In the order of the hexagon (Realistic, Investigative, Artistic, Social, Enterprising, Conventional), each
    from eight liked or disliked activities. Flat: the highest and the lowest lie within 12.5 points, which
    is half a step of the answers. A bar of +-1 SEM only where a reliability is known; no change is told and
    no type. Gate: one finished sitting. Source: markers of the public-domain item pool, after Holland.
    """
    own = scores[(scores["instrument"] == "riasec") & ~(scores["at"] >= pd.Timestamp(period.last))]
    finished = own[own["status"].isin(_FINISHED)].sort_values(["at", "administration"])
    last = finished["administration"].tail(1)
    now = finished[finished["administration"].isin(last)].set_index("score")
    table = _table(now)
    known, times = table.dropna(subset="pomp"), int(finished["administration"].nunique())
    if known.empty or times < GATES["sittings"]:
        text = "There is no finished sitting of the interest markers."
        return Measure(Status.NOT_YET, 0, text, _needs(own), table)
    n, at = int(table["answered"].sum()), now["at"].iloc[0]
    mine = answer[(answer["instrument"] == "riasec") & answer["administration"].isin(last)]
    values: Values = {name: float(score) for name, score in zip(known["kind"], known["pomp"], strict=True)}  # fmt: skip
    values |= {"spread": float(known["pomp"].max() - known["pomp"].min()), "taken": times}
    shown = _joined([f"{KINDS[kind]} {values[kind]:.0f}" for kind in known["kind"]])
    text = f"Of 100, how much you would like each kind of activity: {shown}{'' if pd.isna(at) else f', asked in {at.year}'}."
    return Measure(
        Status.CLEAR, n, text, "", table, values, evidence=tuple(mine.sort_values(["at", "id"])["id"].dropna()),
        more=(*_shape(known, n), *_limits(n, times)),
    )  # fmt: skip


def _table(now: pd.DataFrame) -> pd.DataFrame:
    """One row per kind, those without a score included."""
    rows = now.reindex(list(KINDS)).rename_axis("kind").reset_index()
    return pd.DataFrame({
        "kind": rows["kind"], "title": rows["kind"].map(KINDS), "high": rows["high"], "pomp": rows["pomp"],
        "from": (rows["pomp"] - rows["sem_pomp"]).clip(0), "to": (rows["pomp"] + rows["sem_pomp"]).clip(upper=100),
        "answered": rows["answered"].fillna(0), "items": rows["items"],
    })  # fmt: skip


def _shape(known: pd.DataFrame, n: int) -> Iterator[Statement]:
    """Whether any kind stands out within the person's own answers: a question, since nothing is known of the precision."""
    top = known["pomp"].max()
    if len(known) < len(KINDS):
        text = f"{len(KINDS) - len(known)} of {len(KINDS)} kinds have too few answers for a score."
        yield Statement(
            text,
            Status.NOT_YET,
            n,
            "Take it again and answer at least 5 of the 8 activities of each kind.",
        )
        return
    if top - known["pomp"].min() < GATES["flat_within_points"]:
        text = f"The six lie within {top - known['pomp'].min():.0f} points of each other: a flat profile, in which no kind stands out."
        yield Statement(text, Status.CLEAR, n)
        return
    near = known.loc[known["pomp"] > top - GATES["flat_within_points"], "kind"]
    text = f"Within your own answers, is it {_joined([KINDS[kind] for kind in near], 'or')} that draws you most?"
    needs = "How precise these scores are is not known; trying one such activity for an afternoon tells more."
    yield Statement(text, Status.HINT, n, needs)


def _joined(words: Sequence[str], last: str = "and") -> str:
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _limits(n: int, times: int) -> Iterator[Statement]:
    """What is printed with every result."""
    text = "It asks what you would like, not what you can do or should become; there are no norms, and it is not for comparing people."
    yield Statement(text, Status.CLEAR, n)
    if times > 1:
        text = f"It was taken {times} times and the last one counts; how precise the scores are is not known, so no change is told."
        yield Statement(text, Status.CLEAR, n)


def _needs(own: pd.DataFrame) -> str:
    drafts = own[own["status"] == "draft"]
    if len(drafts):
        last = drafts.iloc[-1]
        return f"Finish the sitting that is open: {last['rows_given']} of {last['rows_asked']} items are answered or skipped."
    if (own["status"] == "unknown instrument").any():
        return "A sitting was found whose questionnaire file is missing; put that file into instruments/."
    return "Take the interest markers once: 48 activities, about 8 minutes, any of them may be skipped (careerkit assess take riasec)."
