"""A mentor's copy made from an executed notebook, against `jupyter nbconvert --no-input` on the same notebook.

    python -m tests.benchmarks.share [--json] [--times 5]

One sample's review of one year for a mentor is made first. Then both make a file of its notebook, each in a fresh
process, in turn: size, CPU seconds of the whole process, requests that a browser would make for it, and how many texts
of records that are not shared with the mentor stand in it. The last figures are those of the owner's own notebook
through nbconvert: what a person gives away who hides the code and sends the page.
"""

from __future__ import annotations

import argparse
import base64
import html
import re
import shutil
import statistics
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from careerkit import store, tables, workspace
from careerkit.readers import EVERYONE
from careerkit.workspace import Workbook
from tests.benchmarks import measuring

SAMPLE, YEAR, READER = "teller-to-adviser", "2025", "mentor"
BIN = Path(sys.executable).parent
KB = 1000
HTML_LIMIT, PDF_LIMIT, CPU_LIMIT = 350 * KB, 200 * KB, 0.5
# Characters from which a text says something by itself; a shorter one may stand on any page.
SHORTEST = 16

# What `careerkit share` does with an executed notebook, without the search for private texts and without the receipt.
_PAGE = """
import json, sys
from careerkit import report
from careerkit.readers import reader
notebook = json.load(open(sys.argv[1], encoding="utf-8"))
page = report.page_of(notebook, reader(sys.argv[3]))
"""
_HTML = f"{_PAGE}made = report.stamp(report.page_html(page, year={YEAR}, form=True))[0]\n"
_PDF = f"{_PAGE}from careerkit.report.pdf import write_pdf\nmade = write_pdf(page)\n"
_WRITE = "open(sys.argv[2], 'wb').write(made)\n"


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--times", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / SAMPLE
        shutil.copytree(workspace.sample(SAMPLE).root, book)
        measuring.report(figures(book, Path(folder), given.times), as_json=given.json)


def figures(book: Path, scratch: Path, times: int) -> dict[str, float | int | str]:
    """All figures of this benchmark: bytes, CPU seconds, counts and ratios."""
    notebook, owners = (_review(book, scratch, reader) for reader in (READER, "owner"))
    page, pdf = scratch / "ours.html", scratch / "ours.pdf"
    ours, theirs = measuring.in_turn(
        lambda: _python(_HTML + _WRITE, notebook, page),
        lambda: _nbconvert(notebook, scratch / "theirs"),
        times,
    )
    printed = [_python(_PDF + _WRITE, notebook, pdf) for _ in range(times)]
    bare, imported = measuring.in_turn(
        lambda: _python("pass"), lambda: _python("import careerkit.report"), times
    )
    _nbconvert(owners, scratch / "owners")
    standard, whole = scratch / "theirs" / f"{notebook.stem}.html", scratch / "owners" / f"{owners.stem}.html"  # fmt: skip
    private = _private(Workbook(book), READER)
    cold = statistics.median(ours)
    return {
        "runs": times,
        "html_bytes": page.stat().st_size,
        "pdf_bytes": pdf.stat().st_size,
        "nbconvert_bytes": standard.stat().st_size,
        "html_cpu_seconds": cold,
        "pdf_cpu_seconds": statistics.median(printed),
        "nbconvert_cpu_seconds": statistics.median(theirs),
        "ratio": measuring.median_ratio(theirs, ours),
        "python_start_cpu_seconds": statistics.median(bare),
        "import_report_cpu_seconds": statistics.median(imported),
        "html_requests": len(requests(page)),
        "nbconvert_requests": len(requests(standard)),
        "private_texts": len(private),
        "html_private_texts_found": found(private, _said(page)),
        "pdf_private_texts_found": found(private, _printed(pdf)),
        "nbconvert_private_texts_found": found(private, _said(standard)),
        "owners_notebook_nbconvert_bytes": whole.stat().st_size,
        "owners_notebook_nbconvert_requests": len(requests(whole)),
        "owners_notebook_nbconvert_private_texts_found": found(private, _said(whole)),
        "over_the_limit": ", ".join(_over(page, pdf, cold)) or "nothing",
    }


def _over(page: Path, pdf: Path, cold: float) -> Iterator[str]:
    for what, value, limit in (
        ("html_bytes", page.stat().st_size, HTML_LIMIT),
        ("pdf_bytes", pdf.stat().st_size, PDF_LIMIT),
        ("html_cpu_seconds", cold, CPU_LIMIT),
    ):
        if value > limit:
            yield f"{what} (up to {limit:,})"


# ---- the commands ------------------------------------------------------------------------------------


def _review(book: Path, scratch: Path, reader: str) -> Path:
    """The executed notebook of a review for one reader."""
    command = [str(BIN / "careerkit"), "review", str(book), "--year", YEAR, "--audience", reader]
    measuring.run([*command, "--out", str(scratch)])
    return scratch / f"{YEAR}-{reader}.ipynb"


def _python(code: str, *files: Path) -> float:
    """CPU seconds of a fresh Python that runs this code."""
    return measuring.run([sys.executable, "-c", code, *map(str, files), READER]).cpu


def _nbconvert(notebook: Path, folder: Path) -> float:
    """CPU seconds of the standard command on the same notebook."""
    command = [str(BIN / "jupyter"), "nbconvert", "--no-input", "--to", "html", str(notebook)]
    return measuring.run([*command, "--output-dir", str(folder)]).cpu


# ---- what a page asks for ----------------------------------------------------------------------------

_OUTSIDE = r"""["'(]?\s*((?:https?:)?//[^"')\s]+)"""
# In styles and scripts: what is imported, and what a style draws.
_IMPORTED = re.compile(rf"(?:@import|\bimport|\bfrom|\burl)\s*\(?\s*{_OUTSIDE}")


class _Asked(HTMLParser):
    """The addresses that a page loads by itself; a link that somebody may follow is none of them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)
        self.found |= {address for address in _IMPORTED.findall(page) if "." in address}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps what a tag loads."""
        for name, value in attrs:
            loads = name in ("src", "srcset", "poster", "data") or (name == "href" and tag in ("link", "image", "use"))  # fmt: skip
            if loads and re.match(r"(?:https?:)?//", value or ""):
                self.found.add(str(value))


def requests(page: Path) -> set[str]:
    """Addresses outside that a browser asks for when it opens the page."""
    return _Asked(page.read_text("utf-8")).found


# ---- private texts -----------------------------------------------------------------------------------


def _private(book: Workbook, reader: str) -> set[str]:
    """Every longer private text of a record that is not shared with the reader, if no shared text says the same.

    The sentences of our own rules, which the ledger of advice keeps, are nobody's secret.
    """
    private: set[str] = set()
    shared: set[str] = set()
    for name, table in store.read(book)[0].items():
        open_to = [not {reader, EVERYONE}.isdisjoint(to or ()) for to in table["share"].to_pylist()]
        for column in tables.table(name).all_columns:
            if column.private and column.kind == "text" and (name, column.name) not in _OURS:
                cells = zip(table[column.name].to_pylist(), open_to, strict=True)
                for text, is_open in cells:
                    (shared if is_open else private).add(_plain(text or ""))
    said = "\n".join(shared)
    return {text for text in private if len(text) >= SHORTEST and text not in said}


_OURS = {("advice", "text"), ("advice", "first_step")}


def found(private: Iterable[str], texts: list[str]) -> int:
    """How many of these texts stand in one of those."""
    return sum(any(text in one for one in texts) for text in private)


def _said(page: Path) -> list[str]:
    """What stands in a page: as it is, without its tags, and inside its pictures."""
    text = page.read_text("utf-8")
    pictures = re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", text)
    views = [text, *(base64.b64decode(one).decode("utf-8", "replace") for one in pictures)]
    return [_plain(html.unescape(re.sub(r"<[^>]*>", by, view))) for view in views for by in ("", " ")] + [_plain(text)]  # fmt: skip


def _printed(pdf: Path) -> list[str]:
    from careerkit.report.pdf import text_of

    return [_plain(text_of(pdf.read_bytes()))]


def _plain(text: str) -> str:
    """One form, one case, one space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


if __name__ == "__main__":
    main()
