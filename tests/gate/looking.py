"""What the tests of the gate share: private texts looked for in a page, a workbook with something private in every place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from careerkit.gate.indexed import Page
from careerkit.gate.private import NAME, TEXT, Private, Secret
from careerkit.gate.search import Found, find
from careerkit.gate.unpack import read
from careerkit.workspace import Workbook

# Where systems keep the homes of people, put together so that no file of ours names one.
HOMES, MACS, USERS = "/{}/".format("home"), "/{}/".format("Users"), "C:\\{}\\".format("Users")

JOURNAL = """## 2025-03-05
- win: The kestrel outside my office window had five chicks
  My boss shouted at me in front of everybody again
- win: We shipped the new form to all eleven branches today !mentor
  Nobody knows how close it was to failing twice
- met: @holger.brandt coffee, he wants to leave before the summer comes
- did: Filed the ledger of acct_93_main with KX4471ZZ900Q77 on top
"""
PEOPLE = """slug,name,org,relation
greta,Greta Voss-Imhoff,Quellenhof Partners,mentor
max,Max May,,colleague
"""


def page(text: str) -> bytes:
    """A page with one paragraph."""
    return f"<!doctype html><title>t</title><main><p>{text}</p></main>".encode()


def look(
    data: bytes, private: Iterable[str], shared: Iterable[str] = (), names: Iterable[str] = (),
    labels: Iterable[str] = (),
) -> Found:  # fmt: skip
    """What of some texts and names is in the data."""
    secrets = [Secret(TEXT, text, f"entry {n}") for n, text in enumerate(private)]
    secrets += [Secret(NAME, name, f"person {n}") for n, name in enumerate(names)]
    shared = tuple(shared)
    return find(Page(read(data)), Private(tuple(secrets), shared, frozenset(labels), named=shared))


def leaks(data: bytes, private: Iterable[str], shared: Iterable[str] = ()) -> int:
    """How many of some private texts are in the data."""
    return len(look(data, private, shared).hits)


def workbook(root: Path) -> Workbook:
    """Wins with private detail, one of which the mentor may see, people, rows set aside and an export."""
    for folder in ("journal", "registers", "inbox", "quarantine"):
        (root / folder).mkdir(parents=True)
    (root / "workbook.toml").write_text('format = 1\nname = "Ada"\n', encoding="utf-8")
    (root / "journal" / "2025.md").write_text(JOURNAL, encoding="utf-8")
    (root / "registers" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return Workbook(root)
