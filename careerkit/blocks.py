"""What a notebook cell gives to the report: blocks, each with the audiences that may read it.

A block is a small JSON object under a MIME type of its own. The report is written from blocks
alone: never from source, streams, tracebacks, data frame reprs or metadata. A block whose
`audience` does not name the reader does not exist for that reader.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MIME = "application/vnd.careerkit.block.v1+json"
END_MIME = "application/vnd.careerkit.end.v1+json"

Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Block:
    """One block: its JSON form, and how Jupyter shows it in the notebook."""

    json: dict[str, Any]
    plain: str
    html: str
    mime: str = MIME

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {self.mime: self.json, "text/html": self.html, "text/plain": self.plain}


def _block(kind: str, audience: Sequence[str], plain: str, markup: str, **fields: Any) -> Block:
    return Block({"kind": kind, "audience": sorted(set(audience)), **fields}, plain, markup)


def emit(found: Iterable[Block]) -> None:
    """Show blocks in the notebook, each as an output of its own."""
    from IPython.display import display

    for block in found:
        display(block)  # type: ignore[no-untyped-call]


def cover(title: str, lines: Sequence[str], *, audience: Sequence[str]) -> Block:
    """The head of the report: its title and a few short lines (year, as-of date, reader)."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    plain = "\n".join([title, *lines])
    markup = f"<h1>{html.escape(title)}</h1><ul>{items}</ul>"
    return _block("cover", audience, plain, markup, title=title, lines=list(lines))


def section(key: str, title: str, *, audience: Sequence[str]) -> Block:
    """Starts a section; everything up to the next section belongs to it. `key` is its anchor."""
    markup = f"<h2>{html.escape(title)}</h2>"
    return _block("section", audience, title, markup, key=key, title=title)


def prose(text: str, *, audience: Sequence[str]) -> Block:
    """Our own words, as CommonMark without HTML. Never the words of a journal."""
    markup = f"<p>{html.escape(text)}</p>"
    return _block("prose", audience, text, markup, text=text)


def statement(
    text: str, status: str, n: int, needs: str = "",
    records: Sequence[Sequence[str]] = (), rests_on: int = 0, *, minor: bool = False,
    audience: Sequence[str],
) -> Block:  # fmt: skip
    """What a measure says, with its status and the number of records it rests on.

    records: the first of those, each as day, kind, place and id, for the owner alone; rests_on: how
    many can be named in all. minor: a further sentence of its section, shown smaller.
    """
    plain = f"[{status}, n = {n}] {text}" + (f" {needs}" if needs else "")
    markup = f"<p><strong>{html.escape(status)}</strong> (n = {n}) {html.escape(text)} {html.escape(needs)}</p>"
    return _block(
        "statement", audience, plain, markup, text=text, status=status, n=n, needs=needs,
        records=[list(record) for record in records], rests_on=rests_on, minor=minor,
    )  # fmt: skip


def action(
    title: str, text: str, status: str, n: int, facts: Mapping[str, str],
    records: Sequence[Sequence[str]] = (), rests_on: int = 0, *, audience: Sequence[str],
) -> Block:  # fmt: skip
    """One thing to do, keep or stop: what, why (with status and n), and the facts that go with it, by name."""
    lines = [f"{name}: {said}" for name, said in facts.items()]
    plain = "\n".join([f"{title}: {text} [{status}, n = {n}]", *lines])
    markup = f"<p><strong>{html.escape(title)}</strong> {html.escape(text)} ({html.escape(status)}, n = {n})</p><ul>"
    markup += "".join(f"<li>{html.escape(line)}</li>" for line in lines) + "</ul>"
    return _block(
        "action", audience, plain, markup, title=title, text=text, status=status, n=n,
        facts=[[name, said] for name, said in facts.items()],
        records=[list(record) for record in records], rests_on=rests_on,
    )  # fmt: skip


def quote(
    text: str, date: str, label: str = "", detail: str = "", id: str = "",  # noqa: A002
    *, audience: Sequence[str] = (),
) -> Block:  # fmt: skip
    """The person's own words, as plain text: private unless an audience is named. `id` names the record."""
    plain = f"{date} {label}: {text}" + (f"\n{detail}" if detail else "")
    body = html.escape(text) + (f"<br>{html.escape(detail)}" if detail else "")
    markup = f"<blockquote>{body}<br><small>{html.escape(f'{date} {label}'.strip())}</small></blockquote>"
    return _block(
        "quote", audience, plain, markup, text=text, date=date, label=label, detail=detail, id=id
    )


def table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    audience: Sequence[str],
) -> Block:
    """A table with a caption; the first column names the row. None is shown as a dash."""
    numeric = [_is_numeric([row[i] for row in rows]) for i in range(len(columns))]
    plain = "\n".join([caption, " | ".join(columns), *(" | ".join(map(text_of, r)) for r in rows)])
    return _block(
        "table",
        audience,
        plain,
        _table_html(caption, columns, rows),
        caption=caption,
        columns=list(columns),
        numeric=numeric,
        rows=[list(row) for row in rows],
    )


def chart(
    key: str,
    title: str,
    svg: str,
    alt: str,
    caption: str,
    data: tuple[Sequence[str], Sequence[Sequence[Cell]]],
    *,
    audience: Sequence[str],
) -> Block:
    """A drawn chart with its text alternative and its data as a table (columns, rows).

    `alt` says in one sentence what the chart shows; it must not be empty.
    """
    if not alt.strip():
        raise ValueError(f"chart {key!r} has no alt text")
    columns, rows = data
    picture = base64.b64encode(svg.encode()).decode()
    markup = (
        f'<figure><img alt="{html.escape(alt)}" style="background:#fff;max-width:100%" '
        f'src="data:image/svg+xml;base64,{picture}"><figcaption>{html.escape(caption)}</figcaption>'
        f"</figure>"
    )
    return _block(
        "chart",
        audience,
        alt,
        markup,
        key=key,
        title=title,
        alt=alt,
        caption=caption,
        svg=svg,
        columns=list(columns),
        numeric=[_is_numeric([row[i] for row in rows]) for i in range(len(columns))],
        rows=[list(row) for row in rows],
    )


def text_of(value: Cell) -> str:
    """How a cell reads: a dash for unknown, yes or no for flags, numbers without noise."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return str(value)


def _is_numeric(cells: Sequence[Cell]) -> bool:
    known = [cell for cell in cells if cell is not None]
    return bool(known) and all(
        isinstance(cell, int | float) and not isinstance(cell, bool) for cell in known
    )


def _table_html(caption: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text_of(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
