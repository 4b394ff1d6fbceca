"""The year beside the same days of earlier ones: what moved beyond chance."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import pandas as pd

from careerkit import stats
from careerkit.counting import effects, evidence, moves, slopes, streams, tallies, yearly
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period
from careerkit.settings import Settings

TITLE = "Year over year"
QUESTION = "What is really different from the years before, in the same days of the year?"
ORDER = 160
VERSION = "2"
GATES: Mapping[str, float] = {
    "most_years": 10,
    "known_weeks": 8,
    "cases": 5,
    "coverage_apart": 0.20,
    "least_change": 0.15,
    "chance": 0.10,
    "years_for_slope": 3,
    "years_for_claim": 5,
}
Values = dict[str, float | int | str | None]
# What is counted by the week, and of what a share is taken: name, words in a sentence, words on the chart.
COUNTS = {
    "wins": ("wins", "Wins"), "lessons": ("lessons", "Lessons"), "contacts": ("people met", "People met"),
    "learning_hours": ("hours of learning", "Hours of learning"), "moves": ("forward moves", "Forward moves"),
    "entries": ("lines of what happened", "Lines of what happened"),
}  # fmt: skip
SHARES = {
    "cadence": ("weeks that met the target of contacts", "Weeks with enough contacts"),
    "evenings": ("evenings kept", "Evenings kept"),
    "milestones": ("milestones done by their first date", "Milestones on time"),
    "measured": ("outcomes with a number", "Outcomes with a number"),
}
_WEEK, _SHARE = "a week", "share"
_COLUMNS = {
    "year": "int64", "what": "str", "unit": "str", "value": "float64", "low": "float64", "high": "float64", "n": "int64",
    "comparable": "bool", "slope": "float64",
}  # fmt: skip
NINETY = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True)
class Comparison:
    """One respect in which the year is set against an earlier one: what is said, its numbers, and |z| where the change is clear."""

    said: Statement
    numbers: Mapping[str, float]
    size: float = 0.0


def year_over_year(
    entry: pd.DataFrame, touch: pd.DataFrame, learning: pd.DataFrame, boundary: pd.DataFrame, goal: pd.DataFrame,
    goal_event: pd.DataFrame, feedback: pd.DataFrame, period: Period, settings: Settings,
) -> Measure:  # fmt: skip
    """The same days of up to ten years with any line, per known eligible week; a week without a line is unknown.

    Counts (wins, lessons, people met, hours of learning, forward moves, lines): ratio of the weekly rates to
    the nearest earlier year, with the 90 % interval of `stats.rate_ratio`; clear = it excludes 1 and the rate
    differs by 15 % or more. Shares (weeks that met the target of contacts, evenings kept, milestones done by
    their first date, outcomes with a number): difference with Newcombe's 90 % interval; clear = it excludes 0.
    Coverage = known / eligible weeks of the whole span; where it differs by more than 20 points, counts are
    not comparable, shares are. From three comparable years on, the middle slope a year (Theil and Sen); a
    claim (two-sided permutation p <= 0.10 of Kendall's trend) from five. About one comparison in ten moves
    by chance. Gates: 8 known weeks for a count and for the target of contacts, 5 cases
    for another share, in both years. Effect: the largest z of a clear change, as a correlation. Tags mean in all years what they mean today.
    """
    days = streams.logged_days(entry, touch, learning, boundary)
    spans = yearly.spans(period, days, int(GATES["most_years"]))
    if not spans or spans[0].year != period.year:
        return _not_yet("Nothing is logged in this year yet.", 0, _table([], {}, {}))
    calendar, complete = tallies.Calendar(tuple(spans)), settings.complete
    entry = entry[["id", "date", "word", "impact", "impact_before", "impact_after", "impact_unit"]]
    moved = moves.moves(entry, touch, learning, goal, goal_event, feedback)
    counts = {
        **yearly.lines(calendar, days, entry, moved),
        "contacts": yearly.people(calendar, days, touch, is_complete="touch" in complete),
        "learning_hours": yearly.hours(
            calendar, days, learning, is_complete="learning" in complete
        ),
    }
    shares = {
        "cadence": yearly.weeks_met(counts["contacts"], settings.targets["connections_per_week"]),
        "evenings": yearly.evenings(calendar, boundary),
        "milestones": yearly.milestones(calendar, goal, goal_event),
        "measured": yearly.outcomes(calendar, entry),
    }
    table = _table(spans, counts, shares)
    weeks = sum(len(counts["entries"].of(i)) for i in range(len(spans[:2])))
    if len(spans) == 1:
        return _not_yet("No earlier year has a line in the same days yet.", weeks, table)
    found = {name: _count_told(name, counts[name], spans[1].year) for name in COUNTS}
    found |= {name: _share_told(name, shares[name], spans[1].year) for name in SHARES}
    found = _needs_once(found)
    steep = slopes.slopes(table, GATES["years_for_slope"], GATES["years_for_claim"])
    table["slope"] = slopes.beside(table, steep)
    values = _values(found, steep, spans)
    status, text, needs = _headline(values, found)
    return Measure(
        status, weeks, text, needs, table, values, effect=max(one.size for one in found.values()),
        evidence=tuple(sorted({i for one in found.values() for i in one.said.evidence})),
        more=(*(one.said for one in found.values()), *_slopes_told(steep)),
    )  # fmt: skip


_FIRST_STEP = (
    "Log one line a day for a week; a year with lines in most weeks can be compared with the next."
)


def _not_yet(text: str, n: int, table: pd.DataFrame) -> Measure:
    needs = f"Two years with lines in the same days. {_FIRST_STEP}"
    return Measure(Status.NOT_YET, n, text, needs, table)


# ---- one year against another ------------------------------------------------------------------------


def _count_told(name: str, counts: tallies.Counts, year: int) -> Comparison:
    after, before = counts.of(0), counts.of(1)
    weeks, cover = counts.known.weeks, counts.known.coverage
    rows = counts.rows[counts.rows["span"] < 2]
    said, n, ids = COUNTS[name][0], len(rows), _once(rows)
    if min(len(after), len(before)) < GATES["known_weeks"] or not n:
        text = f"{said.capitalize()}: {len(after)} known weeks with this and {len(before)} in {year}, {n} records in all, too few to compare."
        return Comparison(Statement(text, Status.NOT_YET, n, _WEEKS, ids), {})
    rates = f"{after.sum() / weeks[0]:.2f} a week against {before.sum() / weeks[1]:.2f} in {year}"
    if abs(cover[0] - cover[1]) > GATES["coverage_apart"] + 1e-9:
        text = f"{said.capitalize()}: {rates}, but the log knows {cover[0]:.0%} of the weeks against {cover[1]:.0%}."
        return Comparison(Statement(text, Status.NOT_COMPARABLE, n, _COVER, ids), {})
    found = stats.rate_ratio(before, after, weeks[1], weeks[0], level=1 - GATES["chance"])
    numbers = {"ratio": found.ratio, "low": found.low, "high": found.high}
    moved = found.low > 1 or found.high < 1
    times = f"{found.ratio:.2f} times as many"
    if moved and abs(found.ratio - 1) >= GATES["least_change"]:
        text = f"{said.capitalize()}: {rates}, {times} (90% interval {found.low:.2f} to {found.high:.2f})."
        z = abs(math.log(found.ratio)) * 2 * NINETY / math.log(found.high / found.low)
        size = effects.of_z(z, len(after) + len(before))
        return Comparison(Statement(text, Status.CLEAR, n, "", ids, "changed"), numbers, size)
    text = f"Did {said} change? {rates[0].upper()}{rates[1:]}: {times}, and anything from {found.low:.2f} to {found.high:.2f} fits."
    return Comparison(Statement(text, Status.HINT, n, _LARGER, ids), numbers)


def _share_told(name: str, found: tallies.Cases, year: int) -> Comparison:
    (hits, hits_before), (n, n_before) = found.hits[:2].tolist(), found.n[:2].tolist()
    rows = found.rows[found.rows["span"] < 2]
    said, size, ids = SHARES[name][0], round(n + n_before), _once(rows)
    if min(n, n_before) < (least := _least(name)):
        text = f"{said.capitalize()}: {n:.3g} cases this year and {n_before:.3g} in {year}, too few to compare."
        needs = f"{least:.0f} of them in both years."
        return Comparison(Statement(text, Status.NOT_YET, size, needs, ids), {})
    change, low, high = stats.newcombe(hits_before, n_before, hits, n, level=1 - GATES["chance"])
    numbers = {"difference": change, "low": low, "high": high}
    shares = f"{hits / n:.0%} against {hits_before / n_before:.0%} in {year}"
    range_ = f"{100 * low:+.0f} to {100 * high:+.0f} points"
    if low > 0 or high < 0:
        text = f"{said.capitalize()}: {shares} (90% interval {range_})."
        z = abs(change) * 2 * NINETY / (high - low)
        beyond = effects.of_z(z, n + n_before)
        return Comparison(Statement(text, Status.CLEAR, size, "", ids, "changed"), numbers, beyond)
    text = f"Did the share of {said} change? {shares}: anything from {range_} fits."
    return Comparison(Statement(text, Status.HINT, size, _LARGER, ids), numbers)


def _least(name: str) -> float:
    return GATES["known_weeks" if name == "cadence" else "cases"]


def _once(rows: pd.DataFrame) -> tuple[str, ...]:
    return evidence.ids(rows.drop_duplicates("id"))


_WEEKS = f"{GATES['known_weeks']} weeks with a line in both years, and some of this in them."
_COVER = "Because the log covers the two years so differently; lines in most weeks from now on make the next ones comparable."
_LARGER = "More of it in both years, or a larger change, to tell it from chance."
_SHORT = {_WEEKS: "More such weeks.", _COVER: "Coverage that is alike.", _LARGER: "More of it."}


def _needs_once(found: Mapping[str, Comparison]) -> dict[str, Comparison]:
    """What is missing is said in full by the first that misses it, in short by the others."""
    told: set[str] = set()
    once = {}
    for name, one in found.items():
        needs = one.said.needs
        short = _SHORT.get(needs, needs) if needs in told else needs
        once[name] = replace(one, said=replace(one.said, needs=short))
        told.add(needs)
    return once


# ---- all years ---------------------------------------------------------------------------------------


def _table(
    spans: Sequence[Period], counts: Mapping[str, tallies.Counts], shares: Mapping[str, tallies.Cases]
) -> pd.DataFrame:  # fmt: skip
    """One row per respect and year, the oldest first, still without slopes; what is not known of a year, or never counted, has no row."""
    some = {name: one for name, one in counts.items() if len(one.rows)}
    rows = [row for name in some for row in _count_rows(COUNTS[name][1], some[name], spans)]
    rows += [row for name in shares for row in _share_rows(name, shares[name], spans)]
    table = pd.DataFrame(rows, columns=list(_COLUMNS)[:-1]).assign(slope=None).astype(_COLUMNS)
    return table.sort_values(["unit", "what", "year"], ignore_index=True)


def _count_rows(
    said: str, counts: tallies.Counts, spans: Sequence[Period]
) -> Iterator[tuple[object, ...]]:
    cover = counts.known.coverage
    for i, span in enumerate(spans):
        if weeks := len(counts.of(i)):
            alike = abs(cover[i] - cover[0]) <= GATES["coverage_apart"] + 1e-9
            n = int((counts.rows["span"] == i).sum())
            enough = alike and weeks >= GATES["known_weeks"]
            yield span.year, said, _WEEK, *counts.rate(i), n, enough


def _share_rows(
    name: str, found: tallies.Cases, spans: Sequence[Period]
) -> Iterator[tuple[object, ...]]:
    said, least = SHARES[name][1], _least(name)
    for span, hits, n in zip(spans, found.hits, found.n, strict=True):
        if n:
            interval = stats.wilson(float(hits), float(n))
            yield span.year, said, _SHARE, hits / n, *interval, round(n), n >= least


def _slopes_told(found: Mapping[str, slopes.Slope]) -> Iterator[Statement]:
    """The slopes that may be claimed, then the others as a question."""
    sure = {w: one for w, one in found.items() if one.p is not None and one.p <= GATES["chance"]}
    rest = [one for what, one in found.items() if what not in sure]
    if sure:
        years = min(one.years for one in sure.values())
        ways = {"up": [w for w in sure if sure[w].slope > 0], "down": [w for w in sure if sure[w].slope < 0]}  # fmt: skip
        told = [f"{way}: {', '.join(_SAID[w] for w in some)}" for way, some in ways.items() if some]
        text = f"Over at least {years} years these moved in one direction, {'; '.join(told)}."
        yield Statement(text, Status.CLEAR, years, about="changed")
    if rest:
        years, up = min(one.years for one in rest), sum(one.slope > 0 for one in rest)
        down = sum(one.slope < 0 for one in rest)
        text = f"Is there a direction in {years} years or more? Of {len(rest)} thing{'s' * (len(rest) != 1)} counted, {up} rose and {down} fell; the middle change a year of each stands in the table of the chart."
        yield Statement(text, Status.HINT, years, _FIVE)


_SAID = {chart: said for said, chart in (COUNTS | SHARES).values()}
_NAME = {chart: name for name, (_, chart) in (COUNTS | SHARES).items()}
_FIVE = f"{GATES['years_for_claim']} comparable years, and a slope that chance would not make."


def _values(
    found: Mapping[str, Comparison], steep: Mapping[str, slopes.Slope], spans: Sequence[Period]
) -> Values:
    values: Values = {"years": len(spans), "against": spans[1].year}
    for name, one in found.items():
        values |= {f"{name}_{number}": value for number, value in one.numbers.items()}
    values |= {f"{_NAME[what]}_slope": one.slope for what, one in steep.items()}
    states = [one.said.status for one in found.values()]
    tested = sum(bool(one.numbers) for one in found.values())
    return {
        **values, "comparisons": tested, "clear_changes": states.count(Status.CLEAR),
        "not_comparable": states.count(Status.NOT_COMPARABLE), "expected_by_chance": tested * GATES["chance"],
    }  # fmt: skip


def _headline(values: Values, found: Mapping[str, Comparison]) -> tuple[Status, str, str]:
    year, apart = values["against"], values["not_comparable"]
    if not values["comparisons"] and not apart:
        text = f"Too little is known of this year or of {year} to compare them."
        return Status.NOT_YET, text, f"{_WEEKS} {_FIRST_STEP}"
    text = f"{values['clear_changes'] or 'None'} of {values['comparisons']} comparisons with {year} moved beyond chance; if nothing had changed, about {values['expected_by_chance']:.2g} would"
    text += f"; {apart} counts are not comparable." if apart else "."
    counted = any(found[name].numbers for name in COUNTS)
    return (Status.CLEAR, text, "") if counted else (Status.NOT_COMPARABLE, text, _COVER)
