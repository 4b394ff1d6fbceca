"""Nothing private has any influence on what leaves: two logs that are equal in what is shared give the same bytes.

Checked on pairs of made-up logs: `twins` makes them, `twin_changes` says by which families they differ. A run of all tests takes
`SOME` pairs; `python -m tests.sharing.twins` takes 500. That what is shared is equal is worked out for every pair, apart from the
copy. What hashes of texts begin with is fixed for a process; one test here starts two.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from careerkit import audience, review, seen
from careerkit.measure import Measure
from careerkit.readers import Reader
from careerkit.report import lock
from careerkit.sharing import manifest, share
from careerkit.workspace import Workbook
from tests.sharing import twins
from tests.sharing.conftest import _in_this_process
from tests.sharing.twin_bases import FULL, YEAR, bases
from tests.sharing.twin_changes import FAMILIES, FREE, doubled
from tests.sharing.twins import TODAY, Copy, Pair, Tally

ROOT = Path(__file__).resolve().parents[2]
SOME = 150
# Measures and charts are worked out once for all tests here.
MEMORY = twins.Memory()
EVERY_PDF = 15
# What the list of a copy may say of what is not shared: how many there are.
COUNTS = re.compile(r"  \d+ of the table |.*private texts")


@dataclass
class Seen:
    """The pairs, and those of which the PDFs were compared as well."""

    tally: Tally = field(default_factory=Tally)
    pdfs: list[tuple[str, bool]] = field(default_factory=list)
    number: int = 0

    def look(self, pair: Pair, one: Copy, other: Copy) -> None:
        """Compare the PDFs of now and then a pair."""
        self.number += 1
        if self.number % EVERY_PDF == 0:
            self.pdfs.append((pair.name, one.pdf() == other.pdf()))


@pytest.fixture(scope="module")
def found() -> Seen:
    """All pairs of a normal run."""
    found = Seen()
    found.tally = twins.compare(SOME, memory=MEMORY, see=found.look)
    return found


def test_what_is_private_has_no_influence(found: Seen) -> None:
    """The page with its form and its id, and what the owner is told of it."""
    assert found.tally.pairs.total() == SOME
    assert found.tally.differ == []


def test_no_family_is_empty(found: Seen) -> None:
    """Every family gives pairs; only those that may touch an aggregate by chance are ever none; every section speaks."""
    assert set(found.tally.pairs) == set(FAMILIES)
    assert min(found.tally.pairs.values()) >= SOME // len(FAMILIES) - 1
    touched = {
        said.partition(":")[0] for said in found.tally.dropped if "nothing changed" not in said
    }
    assert touched <= FREE, found.tally.dropped
    assert {*FULL, "advice", "boundaries", "reading"} <= set(found.tally.speaking)


def test_the_pdfs_are_the_same(found: Seen) -> None:
    """Of every fifteenth pair."""
    assert len(found.pdfs) == SOME // EVERY_PDF
    assert [name for name, is_same in found.pdfs if not is_same] == []


@pytest.mark.parametrize(("at", "name"), [(0, "everything"), (1, "same_again"), (4, "order"), (3, "exports")])  # fmt: skip
def test_the_whole_way(at: int, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Frozen, searched, listed, written and locked: the opened files and the PDFs are the same, the lists but for counts."""
    base = bases()[at]
    if name == "everything":
        base = replace(base, log=replace(base.log, settings=base.log.settings.replace(', "advice"', "")))  # fmt: skip
    logs = (doubled(base) if name == "same_again" else base.log, FAMILIES[name](base, Random(at)))
    roots = [log.write(tmp_path / str(number)) for number, log in enumerate(logs)]
    monkeypatch.setattr(review, "up_to_date", _in_this_process(monkeypatch))
    with MEMORY.used():
        assert twins.shared_part(roots[0], base.reader) == twins.shared_part(roots[1], base.reader)
        one, other = (_sent(root, base.reader) for root in roots)
    assert one["html"] == other["html"]
    assert one["opened"] == other["opened"] == one["html"]
    assert one["pdf"] == other["pdf"]
    assert one["listed"] == other["listed"]


def _sent(root: Path, reader: str) -> dict[str, Any]:
    book = Workbook(root)
    prepared, printed = (share.prepare(book, YEAR, reader, today=TODAY, kind=kind) for kind in share.FORMATS)  # fmt: skip
    made = share.publish(book, prepared, prepared.manifest.hash, today=TODAY, random=Random(1))
    told = [line for line in manifest.told(prepared.manifest) if not COUNTS.match(line)]
    return {
        "html": prepared.data, "pdf": printed.data, "listed": told,
        "opened": lock.unlock(made.file.read_bytes(), made.passphrase),
    }  # fmt: skip


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    """Other hashes of texts, another user, another time zone."""
    root = bases()[4].log.write(tmp_path)
    program = f"from tests.sharing import twins, twin_bases; from pathlib import Path; print(twins.copy(Path({str(root)!r}), 'partner').share_id)"  # fmt: skip
    ids = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "USER": user},
        ).stdout
        for seed, zone, user in (("1", "UTC", "ida"), ("2", "Asia/Kathmandu", "otto"))
    ]  # fmt: skip
    assert len(ids[0].strip()) == 32
    assert ids[0] == ids[1]


# ---- what must be noticed ---------------------------------------------------------------------------------


def _quotes_from_the_whole_log(patch: pytest.MonkeyPatch) -> None:
    project = audience.project

    def leaky(found: Measure, who: Reader, consent: Any, quoted: Any = None, hidden: Any = None) -> Measure:  # fmt: skip
        return project(found, who, consent, None if quoted is None else found.rows, hidden)

    patch.setattr(seen, "project", leaky)


def _keeps_a_private_column(patch: pytest.MonkeyPatch) -> None:
    projected = audience.projected

    def leaky(name: str, frame: pd.DataFrame, who: Reader) -> pd.DataFrame:
        more = {table: (*columns, "builds_on") for table, columns in who.tables.items()}
        return projected(name, frame, replace(who, tables=more) if not who.is_owner else who)

    patch.setattr(seen, "projected", leaky)


def _orders_by_file_and_line(patch: pytest.MonkeyPatch) -> None:
    projected = audience.projected

    def leaky(name: str, frame: pd.DataFrame, who: Reader) -> pd.DataFrame:
        found = projected(name, frame, who)
        if who.is_owner or found.empty:
            return found
        rows = audience.shared_rows(frame, who).sort_values(["file", "line"])
        return rows[["date", *(c for c in found if c not in ("date", "id"))]].assign(id=[f"{i:05}" for i in range(len(rows))]).mask(found.isna().all(), axis=1)  # fmt: skip

    patch.setattr(seen, "projected", leaky)


def _counts_what_is_not_shared(patch: pytest.MonkeyPatch) -> None:
    project = audience.project

    def leaky(found: Measure, who: Reader, *given: Any) -> Measure:
        told = project(found, who, *given)
        texts = found.rows.get("text", [])
        return (
            replace(told, statement=f"{told.statement} {sum(map(len, texts))}") if told.n else told
        )

    patch.setattr(seen, "project", leaky)


@pytest.mark.parametrize(
    ("leak", "names"),
    [
        (_quotes_from_the_whole_log, ["stars"]), (_keeps_a_private_column, ["builds_on"]),
        (_orders_by_file_and_line, ["order"]), (_counts_what_is_not_shared, ["words"]),
    ],
)  # fmt: skip
def test_a_leak_is_noticed(leak: Callable[[pytest.MonkeyPatch], None], names: list[str]) -> None:
    """A projection that lets something private decide: some pair differs."""
    with pytest.MonkeyPatch.context() as patch:
        leak(patch)
        found = twins.compare(6, names, memory=MEMORY)
    assert found.differ
    assert found.pairs.total() == 6
