"""The reading list: begun, finished, left on purpose, and what was tried of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from careerkit.counting import evidence, streams
from careerkit.counting.quoting import quoted
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period

TITLE = "Reading list"
QUESTION = "What did you read, what did you keep of it, and did you try any of it?"
ORDER = 108
GATES: Mapping[str, float] = {"books": 1, "rows": 15}
# Of two lines about one book the one that is further on counts.
_STAGES = ("to_read", "reading", "dropped", "read")
_ENDS = ("dropped", "read")
_WORD = re.compile(r"[^\W_]+")
Values = dict[str, float | int | str | None]
_ROWS = ["id", "date", "label", "text", "detail", "share"]


def reading(book: pd.DataFrame, entry: pd.DataFrame, period: Period) -> Measure:
    """Books begun, finished and left on purpose in the year; with a takeaway; tried in a later line.

    Lines about one book (the same title, without a series in brackets) are one book: its furthest stage,
    its first start, its last end. Begun and finished by their days; left on purpose = on the shelf
    "dropped", by the last day it has. A book without any such day belongs to no year and is counted
    apart. Tried = a line of the year, on or after the day a book ended, whose `builds_on` quotes its
    title and author: at least two words that stand side by side in them. Gate: one book.
    """
    rows = _known(book, period)
    books = _merged(rows)
    lines = _lines(books, streams.within(entry, period.start, period.last))
    books["tried"] = lines["book"].value_counts().reindex(books.index, fill_value=0)
    started, ended = (_during(books[name], period) for name in ("started", "ended"))
    mine = books[started | ended]
    undated = books[books["stage"].isin(_ENDS) & books["ended"].isna()]
    values = {
        **_values(books, started, ended),
        "undated": len(undated),
        "lines_that_try": len(lines),
    }
    more = (
        *_tried(values, lines),
        *_undated(rows[rows["book"].isin(undated["book"])], len(undated)),
    )
    if len(mine) < GATES["books"]:
        text = "No book was begun, finished or left on purpose on a known day of this year."
        return Measure(
            Status.NOT_YET, 0, text, _FIRST_STEP, values=values, rows=_rows(mine), more=more
        )
    return Measure(
        Status.CLEAR, len(mine), _statement(values), values=values, more=more,
        rows=_rows(books[ended & books["takeaway"].notna()]),
        evidence=evidence.ids(rows[rows["book"].isin(mine["book"])]),
    )  # fmt: skip


_FIRST_STEP = (
    "Log the next one on the day you end it, such as: read: its title 4/5, with what to keep of it in an "
    "indented line below."
)


def _known(book: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Every line about a book as it was on the last day: book (its key), stage, started, ended."""
    end = pd.Timestamp(period.last)
    rows = book[book["date"].isna() | (book["date"] < end)]
    shelf = (
        rows["shelf"]
        .fillna("to_read")
        .where(rows["finished"].isna() | rows["shelf"].notna(), "read")
    )
    last = rows["finished"].fillna(rows["date"])
    last = last.where(last.notna() | (shelf != "dropped"), rows["started"])
    started = rows["started"].where(rows["started"] < end)
    is_over = shelf.isin(_ENDS) & (last.isna() | (last < end))
    not_over = shelf.where(~shelf.isin(_ENDS) & rows["started"].isna(), "to_read")
    stage = shelf.where(is_over, not_over.mask(started.notna(), "reading"))
    return rows.assign(
        book=[_key(title) for title in rows["title"]], started=started, stage=stage,
        ended=last.where(is_over), rank=stage.map(_STAGES.index), kept=rows["takeaway"].where(is_over),
    ).sort_values(["book", "rank", "ended", "id"], na_position="first")  # fmt: skip


def _key(title: str) -> str:
    return " ".join(_WORD.findall(title.partition("(")[0].casefold())) or title


def _merged(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per book; a takeaway comes with the id and the sharing of its own line."""
    last = rows.drop_duplicates("book", keep="last").set_index("book")
    told = rows.dropna(subset="kept").drop_duplicates("book", keep="last").set_index("book")
    author = rows.dropna(subset="author").drop_duplicates("book", keep="last").set_index("book")
    merged = last[["title", "stage", "ended"]].assign(
        started=rows.groupby("book")["started"].min(), author=author["author"], takeaway=told["kept"],
        id=told["id"], share=told["share"],
    )  # fmt: skip
    return merged.reset_index()


def _during(days: pd.Series[pd.Timestamp], period: Period) -> pd.Series[bool]:
    return (days >= pd.Timestamp(period.start)) & (days < pd.Timestamp(period.last))


def _lines(books: pd.DataFrame, entry: pd.DataFrame) -> pd.DataFrame:
    """The lines that build on a book that had ended by then: book (its row), id, date."""
    said = entry[entry["builds_on"].notna()].sort_values(["date", "id"], ignore_index=True)
    over = books[books["stage"].isin(_ENDS)]
    texts = over["title"].str.cat(over["author"].fillna("").astype(str), sep=" ")
    places = pd.Series(quoted(texts, said["builds_on"].tolist()), over.index, dtype=object)
    found = (
        places.explode().dropna().astype("int64").rename_axis("book").rename("line").reset_index()
    )
    lines = found.merge(said[["id", "date"]], left_on="line", right_index=True)
    ended = books["ended"].reindex(lines["book"]).to_numpy()
    return lines[~(lines["date"] < ended)][["book", "id", "date"]]


def _values(books: pd.DataFrame, started: pd.Series[bool], ended: pd.Series[bool]) -> Values:
    finished, left = (ended & (books["stage"] == name) for name in ("read", "dropped"))
    return {
        "started": int(started.sum()),
        "finished": int(finished.sum()),
        "left_on_purpose": int(left.sum()),
        "reading_now": int((books["stage"] == "reading").sum()),
        "with_takeaway": int((finished & books["takeaway"].notna()).sum()),
        "books_tried": int((books["tried"] > 0).sum()),
    }


def _statement(values: Values) -> str:
    return (
        f"Books begun: {values['started']}, finished: {values['finished']}, {values['with_takeaway']} of them with a takeaway; "
        f"left on purpose: {values['left_on_purpose']}."
    )


def _tried(values: Values, lines: pd.DataFrame) -> Iterator[Statement]:
    if len(lines):
        tried = values["books_tried"]
        text = f"Lines of this year that build on a book: {len(lines)}, naming {tried} book{'s' * (tried != 1)}."
        yield Statement(text, Status.CLEAR, len(lines), evidence=evidence.ids(lines))
    elif values["finished"]:
        text = "No line of this year says that it builds on a book, which does not mean that none does."
        needs = "When you try an idea from a book, write [builds_on:: two words or more of its title and author] on that line."
        yield Statement(text, Status.NOT_YET, 0, needs)


def _undated(rows: pd.DataFrame, books: int) -> Iterator[Statement]:
    if books:
        text = f"Books that ended on an unknown day and belong to no year: {books}."
        yield Statement(text, Status.CLEAR, books, evidence=evidence.ids(rows))


def _rows(kept: pd.DataFrame) -> pd.DataFrame:
    """Takeaways, in the person's own words; shared as their own lines are."""
    labels = {"read": "finished", "dropped": "left on purpose"}
    found = kept.assign(
        date=kept["ended"], text=kept["title"].str.cat(kept["takeaway"], sep=": "), detail=None,
        label=kept["stage"].map(labels) + (kept["tried"] > 0).map({True: ", tried later", False: ""}),
    )  # fmt: skip
    ordered = found.sort_values(["date", "id"]).tail(int(GATES["rows"]))
    return ordered[_ROWS].reset_index(drop=True)
