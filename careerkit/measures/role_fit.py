"""The yearly question whether the role still fits: own values, weighed before, and the decision on record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from careerkit.measure import Measure, Statement, Status
from careerkit.period import DAY, Period

TITLE = "Does the role still fit?"
QUESTION = "How well does the work fit what you want from it, and what have you decided?"
ORDER = 140
GATES: Mapping[str, float] = {"fall": 3, "lowest": 0, "highest": 10, "values": 5, "rows": 15}
Values = dict[str, float | int | str | None]
Row = Mapping[str, Any]
_COLUMNS = {
    "value": "str", "weight": "float64", "fit": "float64", "before": "float64", "change": "float64", "share": "object",
}  # fmt: skip
_SIDES = {"supports": "for", "opposes": "against"}
_WEIGHT = ["name", "weight", "set_on", "late"]
_ROWS = ["id", "date", "label", "text", "detail", "share"]
# A fit in short form: the value, then `=`, `:` or a blank, then its number, perhaps "of 10".
_SHORT = re.compile(r"\s*(.*?\S)\s*(?:=|:|\s)\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:/\s*10\s*)?")


@dataclass(frozen=True)
class Record:
    """What is on record about one year: fits by the plain name of their value, the decision, what could not be read."""

    fits: Mapping[str, Row]
    decision: Row
    unreadable: int
    end: date

    def day(self, row: Row) -> tuple[date, bool]:
        """The day of a row, and whether it is known: its date, else the day it was first seen, else the end."""
        known = [row[name] for name in ("date", "recorded_at") if pd.notna(row[name])]
        return (known[0].date(), True) if known else (self.end, False)


def role_fit(
    value: pd.DataFrame, fit: pd.DataFrame, decision: pd.DataFrame, period: Period
) -> Measure:
    """Own values with their weights, the fit now, 0 to 10, and last year's beside it; then the decision on record.

    Fits come from the rows of fits.csv, else from the short form in decisions.csv (`learning=7;family=5`);
    what cannot be read there is counted. A weight is the latest one set by the day of its fit, which is
    the date of that row, else the day it was first seen, else the as-of day; where there is only a later
    one, that is said. A fall is 3 points or more. There is no weighted sum and no verdict: stay, shape or
    shift is the person's own record. Gate: none, it is a prompt.
    """
    fits, made = (table[~(table["date"] >= pd.Timestamp(period.last))] for table in (fit, decision))
    now, before = (_record(fits, made, period.earlier(back)) for back in (0, 1))
    weights = _weights(value, now, period)
    table = _table(weights, now, before)
    values = _values(table, weights, now, before, period)
    rows = _rows(table, now, before)
    last_year = tuple(_last_year(before, values))
    if not (now.fits or now.decision):
        text = _nothing_now(values)
        return Measure(Status.NOT_YET, 0, text, _FIRST_STEP, table, values, rows, more=last_year)
    n, fall = len(now.fits) + bool(now.decision), float(values["largest_fall"] or 0)
    return Measure(
        Status.CLEAR, n, _statement(values), "", table, values, rows, evidence=_ids(now),
        more=(*_about_weights(weights, now, values), *_about_record(now, values), *last_year),
        effect=fall / GATES["fall"] if values["falls"] else 0.0,
    )  # fmt: skip


_FIRST_STEP = (
    "Write up to five values with a weight and the day into registers/values.csv, then how well the work fits each, 0 to 10, "
    "into registers/fits.csv, and stay, shape or shift with its reason into registers/decisions.csv."
)


def _plain(name: Any) -> str:
    """A value's name without case, signs and hyphens: so one is found again."""
    return " ".join(re.findall(r"\w+", str(name).casefold().replace("_", " ")))


def _said(row: Row, name: str) -> str:
    found = row.get(name)
    return found.strip() if isinstance(found, str) else ""


# ---- what is on record -------------------------------------------------------------------------------


def _record(fit: pd.DataFrame, decision: pd.DataFrame, span: Period) -> Record:
    """The year of a span; rows of fits.csv come before the short form."""
    own, made = (_of_year(table, span.year) for table in (fit, decision))
    row = made[0] if made else {}
    short, unreadable = _short_form(row)
    readable = [each for each in own if GATES["lowest"] <= each["fit"] <= GATES["highest"]]
    found = short | {_plain(each["value"]): each for each in readable}
    return Record({n: found[n] for n in sorted(found) if n}, row, unreadable, span.last - DAY)


def _of_year(table: pd.DataFrame, year: int) -> list[Row]:
    rows = table[table["year"] == year].sort_values("id")
    return [{str(name): cell for name, cell in row.items()} for row in rows.to_dict("records")]


def _short_form(row: Row) -> tuple[dict[str, Row], int]:
    """The fits of a decision by name, and how many of their parts cannot be read."""
    text = _said(row, "fits")
    parts = re.split(r"[;\n]" if re.search(r"[;\n]", text) else r",(?!\d)", text)
    parts = [part for part in parts if part.strip()]
    read = [match for part in parts if (match := _SHORT.fullmatch(part)) and _plain(match[1])]
    fits = [(match[1], float(match[2].replace(",", "."))) for match in read]
    fits = [(name, number) for name, number in fits if number <= GATES["highest"]]
    found: dict[str, Row] = {_plain(name): {**row, "value": name, "fit": x} for name, x in fits}
    return found, len(parts) - len(fits)


def _weights(value: pd.DataFrame, now: Record, period: Period) -> pd.DataFrame:
    """One row per value by its plain name: name, weight, set_on, and whether it was set after its fit."""
    known = value[~(value["set_on"] >= pd.Timestamp(period.last))]
    known = known.sort_values(["set_on", "id"], na_position="first")
    rows: dict[str, dict[str, Any]] = {}
    for row in known.to_dict("records"):
        plain = _plain(row["name"])
        late = plain in now.fits and row["set_on"] > pd.Timestamp(now.day(now.fits[plain])[0])
        if plain and (plain not in rows or not late):
            rows[plain] = {**{name: row[name] for name in _WEIGHT[:-1]}, "late": bool(late)}
    return pd.DataFrame.from_dict(rows, "index", columns=_WEIGHT)


def _table(weights: pd.DataFrame, now: Record, before: Record) -> pd.DataFrame:
    """Every value that has a weight or a fit; the weightiest first, then by name."""
    names = sorted({*weights.index, *now.fits, *before.fits})
    shown = {n: row["value"] for record in (before, now) for n, row in record.fits.items()}
    shown |= {str(name): said for name, said in weights["name"].items()}
    columns: dict[str, list[Any]] = {
        "value": [shown[n] for n in names],
        "share": [[] for _ in names],
    }
    columns["weight"] = weights["weight"].reindex(names).to_list()
    for column, record in (("fit", now), ("before", before)):
        columns[column] = [record.fits[n]["fit"] if n in record.fits else None for n in names]
    table = pd.DataFrame(columns).astype({"fit": float, "before": float})
    table["change"] = table["fit"] - table["before"]
    table = table.sort_values("weight", ascending=False, kind="stable")
    return table[list(_COLUMNS)].astype(_COLUMNS).reset_index(drop=True)


def _values(
    table: pd.DataFrame, weights: pd.DataFrame, now: Record, before: Record, period: Period
) -> Values:
    fell = -table["change"].dropna()
    fits, last = table["fit"].dropna(), pd.Timestamp(period.last)
    looked: Any = before.decision.get("tripwire_on", pd.NaT)
    return {
        "values": len(weights),
        "fits": len(fits),
        "lowest": float(fits.min()) if len(fits) else None,
        "highest": float(fits.max()) if len(fits) else None,
        "fits_before": int(table["before"].notna().sum()),
        "compared": len(fell),
        "falls": int((fell >= GATES["fall"]).sum()),
        "largest_fall": max(0.0, float(fell.max())) if len(fell) else None,
        "weights_late": int(weights["late"].sum()),
        "weights_missing": int((table["fit"].notna() & table["weight"].isna()).sum()),
        "unreadable": now.unreadable,
        "choice": now.decision.get("choice"),
        "choice_before": before.decision.get("choice"),
        "tripwire_on": _iso(now.decision.get("tripwire_on")),
        "tripwire_before_on": _iso(looked),
        "tripwire_came": None if pd.isna(looked) else "yes" if looked < last else "no",
    }


def _iso(day: Any) -> str | None:
    return None if pd.isna(day) else f"{day:%Y-%m-%d}"


def _ids(now: Record) -> tuple[str, ...]:
    rows = [row for row in (now.decision, *now.fits.values()) if row and isinstance(row["id"], str)]
    dated = {row["id"]: (now.day(row)[0], row["id"]) for row in rows}
    return tuple(sorted(dated, key=dated.__getitem__))


def _rows(table: pd.DataFrame, now: Record, before: Record) -> pd.DataFrame:
    """The decision, last year's, and for each value what speaks for it and against it."""
    rows = [
        _row(record, record.decision, f"decided for {record.decision['year']}: {record.decision['choice']}",
             _said(record.decision, "reason") or "No reason is written down.", "\n".join(_conditions(record.decision)))
        for record in (now, before) if record.decision
    ] + [
        _row(now, row, f"{name} {row['fit']:.3g}: {word} it", _said(row, side), None)
        for name in table["value"] if (row := now.fits.get(_plain(name)))
        for side, word in _SIDES.items() if _said(row, side)
    ]  # fmt: skip
    return pd.DataFrame(rows[: int(GATES["rows"])], columns=_ROWS)


def _row(record: Record, row: Row, label: str, text: str, detail: str | None) -> tuple[Any, ...]:
    return row["id"], pd.Timestamp(record.day(row)[0]), label, text, detail, list(row["share"])


def _conditions(decision: Row) -> Iterator[str]:
    if _said(decision, "tripwire"):
        day = _iso(decision["tripwire_on"])
        yield f"Tripwire{f', to be looked at on {day}' if day else ''}: {_said(decision, 'tripwire')}"
    if _said(decision, "change_mind"):
        yield f"What would change my mind: {_said(decision, 'change_mind')}"


# ---- what is said ------------------------------------------------------------------------------------


def _nothing_now(values: Values) -> str:
    if not values["values"] and not values["fits_before"] and not values["choice_before"]:
        return "Nothing is written down yet about what the work should give you."
    return f"No fit and no decision is written down for this year yet; {values['values']} values have a weight, and {values['fits_before']} had a fit last year."


def _statement(values: Values) -> str:
    text = "No value has a fit for this year yet"
    if values["fits"]:
        text = f"{values['fits']} values have a fit for this year, from {values['lowest']:.3g} to {values['highest']:.3g} of 10"
    if values["compared"]:
        text += f"; {values['falls']} of {values['compared']} fell by {GATES['fall']} points or more since last year"
    record = "the decision is on record" if values["choice"] else "no decision is on record yet"
    due = f", with a tripwire for {values['tripwire_on']}" if values["tripwire_on"] else ""
    return f"{text}; {record}{due}."


def _say(text: str, n: int, needs: str = "", status: Status = Status.NOT_YET) -> Statement:
    """A sentence that is clear when it needs nothing."""
    return Statement(text, status if needs else Status.CLEAR, n, needs)


def _about_weights(weights: pd.DataFrame, now: Record, values: Values) -> Iterator[Statement]:
    own = weights[weights.index.isin(list(now.fits)) & weights["weight"].notna()]
    dated, n = own["set_on"].dropna(), len(own)
    if values["weights_late"]:
        text = f"{values['weights_late']} of {n} weights were set after the fits that they weigh: read these as found afterwards."
        yield _say(text, n)
    elif len(dated):
        last = f"{dated.max():%Y-%m-%d}"
        if all(now.day(now.fits[name])[1] for name in dated.index):
            yield _say(
                f"{len(dated)} of {n} weights were set before the fits, the last on {last}.", n
            )
        else:
            text = f"Were the weights set before the fits? The last of {len(dated)} is of {last}, and the fits carry no day."
            yield _say(text, n, _DAY, Status.HINT)
    if values["weights_missing"] or len(dated) < n:
        text = f"Of {values['fits']} values with a fit {values['weights_missing']} carry no weight, and {n - len(dated)} a weight without its day."
        yield _say(text, len(now.fits), _WEIGH)
    if len(weights) > GATES["values"]:
        text = f"Which {GATES['values']} of your {len(weights)} values matter most?"
        yield _say(text, len(weights), _FIVE, Status.HINT)


_DAY = "A column named date in registers/fits.csv or registers/decisions.csv."
_WEIGH = "A weight and set_on in registers/values.csv, before the next fits."
_FIVE = "A weight for the few that decide, in registers/values.csv."


def _about_record(now: Record, values: Values) -> Iterator[Statement]:
    n = len(now.fits)
    if n:
        both = sum(all(_said(row, side) for side in _SIDES) for row in now.fits.values())
        text = f"{both} of {n} fits name one entry that speaks for them and one against."
        yield _say(text, n, "" if both == n else _ENTRIES)
    if now.unreadable:
        text = f"{now.unreadable} fits of the short form cannot be read."
        yield _say(text, now.unreadable, _SHORT_FORM)
    if now.decision:
        parts = [bool(_said(now.decision, part)) for part in ("reason", "tripwire", "change_mind")]
        known = sum(parts) + bool(values["tripwire_on"])
        text = f"The decision names {known} of 4: a reason, a tripwire, the day to look at it, and what would change your mind."
        yield _say(text, 1, "" if known == 4 else "The missing ones in registers/decisions.csv.")


_ENTRIES = "The columns supports and opposes in registers/fits.csv: one line of the year each."
_SHORT_FORM = "Write them as learning=7;family=5, each from 0 to 10."


def _last_year(before: Record, values: Values) -> Iterator[Statement]:
    day = values["tripwire_before_on"]
    if before.decision and not day:
        yield _say("Last year's decision names no day for its tripwire.", 1)
    elif day and values["tripwire_came"] == "yes":
        text = f"The day of last year's tripwire came on {day}: did it fire?"
        yield _say(text, 1, _ANSWER, Status.HINT)
    elif day:
        yield _say(f"The day of last year's tripwire, {day}, is still to come.", 1)


_ANSWER = "Read it below, and write the answer into the reason of this year's decision."
