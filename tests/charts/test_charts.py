"""Every chart: its interface, its picture, its words; hostile labels; the same bytes everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from careerkit import chart, measure, registry, theme
from careerkit.charts import milestones, weekly_contacts
from careerkit.errors import UsageError
from careerkit.report.clean import clean_svg
from tests.charts.samples import sample
from tests.measures.frames import run

NAMES = registry.names("charts")
BAD = "\x00\x01\x08\x1b\ufffe\uffff\x0b\ud800"


@pytest.mark.parametrize("name", NAMES)
def test_the_interface(name: str) -> None:
    part = chart.part(name)
    assert part.TITLE.strip()
    assert part.MEASURE in [found for found, _ in measure.parts()]
    assert name in chart.for_measure(part.MEASURE)
    assert chart.columns(name) == set(part.COLUMNS)
    assert len(" ".join((part.draw.__doc__ or "").split())) > 40
    assert chart.columns(name) <= set(sample(part.MEASURE).table), "the measure has the columns"


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_draws_and_speaks(name: str) -> None:
    drawn = chart.render(name, sample(chart.part(name).MEASURE).table)
    root = ET.fromstring(drawn.svg)
    assert root.get("width") == str(theme.WIDTH)
    assert re.search(r"\d", drawn.alt)
    assert drawn.alt.endswith(".")
    assert (drawn.key, drawn.title) == (name, chart.part(name).TITLE)
    assert "\n" not in drawn.caption
    assert drawn.columns == list(chart.part(name).COLUMNS.values())
    assert all(len(row) == len(drawn.columns) for row in drawn.rows)
    assert all(
        cell is None or type(cell) in (str, int, float, bool) for row in drawn.rows for cell in row
    )
    assert len(drawn.svg) < 40_000


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_is_valid_vega_lite(name: str) -> None:
    """Drawing skips this check, because it takes as long as the drawing."""
    part = chart.part(name)
    drawable = chart.reduced(sample(part.MEASURE).table, part.COLUMNS)
    assert part.draw(drawable).to_dict(validate=True)["layer"]


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_table_still_has_a_sentence_and_a_picture(name: str) -> None:
    table = run(chart.part(name).MEASURE).table.iloc[:0]
    drawn = chart.render(name, table)
    assert drawn.alt.strip()
    ET.fromstring(drawn.svg)


@pytest.mark.parametrize("name", NAMES)
def test_the_svg_takes_the_colours_of_the_page_and_nothing_from_outside(name: str) -> None:
    svg = chart.render(name, sample(chart.part(name).MEASURE).table).svg
    assert "currentColor" in svg
    assert not re.search(r'(fill|stroke)="(black|white|#000|#fff|#000000|#ffffff)"', svg)
    assert "href=" not in svg
    assert "<image" not in svg
    assert "data-" not in svg
    assert set(re.findall(r"https?://[^\"']+", svg)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)]
    assert all(size >= 11 for size in sizes)


@pytest.mark.parametrize("name", NAMES)
def test_the_report_can_clean_it_and_keeps_its_tooltips(name: str) -> None:
    drawn = chart.render(name, sample(chart.part(name).MEASURE).table)
    cleaned = str(clean_svg(drawn.svg, "f1", drawn.title, drawn.alt))
    assert "data-t=" in cleaned
    assert cleaned.count("<text") == drawn.svg.count("<text")


@pytest.mark.parametrize("name", NAMES)
def test_two_renders_are_the_same_bytes(name: str) -> None:
    table = sample(chart.part(name).MEASURE).table
    assert chart.render(name, table) == chart.render(name, table)


def test_every_process_and_time_zone_gives_the_same_bytes() -> None:
    """Civil days must not move: a browser reads a bare day as midnight in London."""
    code = (
        "import hashlib; from tests.charts.samples import sample; from careerkit import chart, registry\n"
        "for name in registry.names('charts'):\n"
        "    svg = chart.render(name, sample(chart.part(name).MEASURE).table).svg\n"
        "    print(name, hashlib.sha256(svg.encode()).hexdigest())\n"
    )
    root = Path(__file__).resolve().parents[2]
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={**os.environ, "TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for zone in ("America/Los_Angeles", "Asia/Tokyo")
    }
    assert len(made) == 1
    assert len(made.pop().splitlines()) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_in_every_text_column_is_drawn_harmlessly(name: str) -> None:
    table = sample(chart.part(name).MEASURE).table.copy()
    hostile = f"a{BAD}b</svg><script>alert(1)</script>&\"'"
    for column in chart.columns(name):
        if pd.api.types.is_string_dtype(table[column]) and column not in ("state",):
            table[column] = pd.Series([hostile + str(i) for i in range(len(table))], dtype=object)
    drawn = chart.render(name, table)
    ET.fromstring(drawn.svg)
    assert "<script" not in drawn.svg
    assert not re.search(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", drawn.svg + drawn.alt + str(drawn.rows)
    )


@pytest.mark.parametrize("character", list(BAD))
def test_each_character_that_would_abort_the_process_is_removed(character: str) -> None:
    assert chart.plain_cell(f"a{character}b") == "ab"


def test_tabs_and_lines_stay() -> None:
    assert chart.plain_cell("a\tb\nc") == "a\tb\nc"


def test_other_columns_never_reach_a_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[pd.DataFrame] = []
    monkeypatch.setattr(milestones, "alt", lambda table: seen.append(table) or "x 1.")
    table = sample("goals").table.assign(secret="xyzzy")
    drawn = chart.render("milestones", table)
    assert list(seen[0].columns) == list(milestones.COLUMNS)
    assert "xyzzy" not in drawn.svg + str(drawn.rows)


def test_the_spec_names_its_rows_neutrally(monkeypatch: pytest.MonkeyPatch) -> None:
    """Altair's own name for a data set is a hash of its rows: a fingerprint of private ones."""
    import vl_convert

    specs: list[dict[str, Any]] = []
    draw = vl_convert.vegalite_to_svg
    monkeypatch.setattr(
        vl_convert, "vegalite_to_svg", lambda spec, **rest: specs.append(spec) or draw(spec, **rest)
    )
    for name in NAMES:
        chart.render(name, sample(chart.part(name).MEASURE).table)
    assert len(specs) == len(NAMES)
    assert all("datasets" not in spec for spec in specs)
    assert not re.search(r"data-[0-9a-f]{8}", str(specs))


def test_days_are_plain_iso_text_and_unknown_is_none() -> None:
    table = pd.DataFrame(
        {"a": [pd.Timestamp("2025-03-30"), pd.NaT], "b": [1, pd.NA], "c": [float("nan"), 0.5]}
    )
    found = chart.reduced(table, {"a": "A", "b": "B", "c": "C"})
    assert found.to_numpy().tolist() == [["2025-03-30", 1, None], [None, None, 0.5]]


def test_an_unknown_chart_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="activity_strip"):
        chart.render("nothing", pd.DataFrame())


def test_importing_chart_does_not_import_altair() -> None:
    code = "import sys, careerkit.chart as c; c.for_measure('trust'); sys.exit('altair' in sys.modules or 'vl_convert' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("most", "ticks"), [(2, [0, 1, 2]), (4, [0, 1, 2, 3, 4]), (9, [0, 3, 6, 9]), (None, [0, 1, 2])]
)
def test_the_axis_of_contacts_names_each_number_of_people_once(
    most: int | None, ticks: list[int]
) -> None:
    """Of the config's four ticks up to 2 people, 0.5 and 1.5 would be written as 1 and 2 again; the target of 2 counts, too."""
    counted = pd.DataFrame(
        {"week": pd.to_datetime(["2025-01-06"]), "contacts": [most], "target": [2.0], "known": True}
    )
    spec = weekly_contacts.draw(counted).to_dict()
    assert spec["layer"][0]["encoding"]["y"]["axis"]["values"] == ticks


def test_weekdays_stand_in_their_order_whether_known_or_not() -> None:
    """A Friday without a logged evening stays between Thursday and Saturday."""
    words = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    known = [1, 1, 1, 1, 0, 0, 1]
    rate = [1.0 if n else None for n in known]
    table = pd.DataFrame({"weekday": words, "kept": known, "known": known, "rate": rate, "low": rate, "high": rate})  # fmt: skip
    svg = chart.render("kept_by_weekday", table).svg
    labels = re.findall(r"<text[^>]*>(Mon|Tue|Wed|Thu|Fri|Sat|Sun)</text>", svg)
    places = re.findall(r'translate\([^,]*,([\d.]+)\)"[^>]*>(Mon|Tue|Wed|Thu|Fri|Sat|Sun)</text>', svg)  # fmt: skip
    assert sorted(labels) == sorted(words)
    assert [word for _, word in sorted(places, key=lambda place: float(place[0]))] == words
