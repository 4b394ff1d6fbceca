"""workbook.toml: what is accepted, and how everything wrong with it is said at once."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from careerkit import limits, settings
from careerkit.errors import BadData
from careerkit.settings import TARGETS, Settings


def _load(folder: Path, text: str | bytes) -> Settings:
    path = folder / "workbook.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return settings.load(path)


def _refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(BadData) as refused:
        _load(folder, text)
    return str(refused.value).replace(f"{folder / 'workbook.toml'}: ", "")


def test_everything_can_be_set(tmp_path: Path) -> None:
    """A file with every key, saved by an editor that puts a byte-order mark before it."""
    found = _load(
        tmp_path,
        '\ufeffformat = 1\nname = "Inés 🌱"\ntime_zone = "Europe/Berlin"\nweek_starts = "sunday"\n'
        'year_starts = "04-06"\ndate_order = "mdy"\ncomplete = ["touch"]\n'
        '[targets]\nconnections_per_week = 3\n[season]\n"2025" = "One thing."\n'
        '[sources.toggl]\nencoding = "cp1252"\n[consent.mentor]\nsections = ["wins"]\n',
    )
    assert (found.name, found.time_zone, found.date_order) == ("Inés 🌱", "Europe/Berlin", "mdy")
    assert (found.first_weekday, found.year_start) == (6, (4, 6))
    assert found.complete == ("touch",)
    assert found.targets == {**TARGETS, "connections_per_week": 3.0}
    assert found.season == {"2025": "One thing."}
    assert found.sources == {"toggl": {"encoding": "cp1252"}}
    assert found.consent == {"mentor": ("wins",)}


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    """A folder without a workbook.toml, and one that says only its format."""
    assert settings.load(tmp_path / "workbook.toml") == Settings()
    assert _load(tmp_path, "format = 1\n") == Settings()


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    """Two unknown keys, of which one is a near miss, a bad zone, a bad target and no format."""
    said = _refused(
        tmp_path,
        'timezone = "UTC"\nxyzzy = 1\ntime_zone = "Mars/Base"\n[targets]\nconections_per_week = 1\n',
    ).split("\n")
    assert said == [
        "unknown key 'timezone' (did you mean 'time_zone'?)",
        "unknown key 'xyzzy'; known: name, time_zone, week_starts, year_starts, date_order,"
        " complete, targets, season, sources, consent",
        "time_zone: 'Mars/Base' is not a time zone; write one like Europe/Berlin",
        "targets: unknown target 'conections_per_week' (did you mean 'connections_per_week'?)",
        "it must start with: format = 1",
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [("2", "newer careerkit"), ("0", "format = 1"), ('"1"', "format = 1"), ("true", "format = 1")],
)
def test_another_format_is_refused(tmp_path: Path, text: str, hint: str) -> None:
    """Formats from the future, from the past, and of another kind."""
    assert hint in _refused(tmp_path, f"format = {text}\n")


WRONG = {
    "name": ["5", "true", "[]", "{}", '"a\\u0000b"', '"a\\nb"', '"a\\u202eb"', f'"{"x" * 201}"', "1979-05-27"],
    "time_zone": ["5", "[]", '""', '"../../etc/passwd"', '"/etc/localtime"', '"Europe"', '"a\\u0000"', '"CEST+2"'],
    "week_starts": ["1", "[]", "{}", '"Monday"', '"montag"'],
    "year_starts": ["101", '"2025-01-01"', '"13-01"', '"00-10"', '"02-29"', '"1-1"', "01:01:00", "[]"],
    "date_order": ['"us"', "[]", "1"],
    "complete": ['"touch"', '["touch", 5]', '["wins"]', "{}", "true"],
    "targets": ["2", "[]", '{connections_per_week = "2"}', "{connections_per_week = true}",
                "{connections_per_week = 0}", "{connections_per_week = -1}", "{connections_per_week = nan}",
                "{connections_per_week = inf}", "{learning_hours_per_month = 1e300}"],
    "season": ['"x"', "{2025 = 5}", '{2025 = ["x"]}', '{2025 = "a\\u0007b"}'],
    "sources": ['"x"', "[]", "{toggl = 5}", '{"a\\nb" = {}}'],
    "consent": ['"x"', "{mentor = []}", '{mentor = {sections = "wins"}}', "{mentor = {sections = [1]}}"],
}  # fmt: skip


@pytest.mark.parametrize(("key", "value"), [(key, value) for key in WRONG for value in WRONG[key]])
def test_a_value_of_the_wrong_kind_names_its_key(tmp_path: Path, key: str, value: str) -> None:
    """Every key with numbers, flags, lists, tables, control characters, paths and times as its value."""
    said = _refused(tmp_path, f"format = 1\n{key} = {value}\n")
    assert said.startswith(f"{key}: ")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        ("format = 1\nname = 'Ä'\n".encode("utf-16"), "not UTF-8"),
        ("format = 1\nname = 'Ä'\n".encode("cp1252"), "not UTF-8"),
        ("format = 1\n".encode("utf-16-le"), "not valid TOML"),
        (b"format = 1\nformat = 1\n", "not valid TOML"),
        (b"format = \n", "not valid TOML"),
        (b"\x00\x01\x02", "not valid TOML"),
        (b"x = " + b"[" * 5000, "not valid TOML"),
        (b"# " + b"x" * limits.MAX_SETTINGS, "larger than"),
    ],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, data: bytes, hint: str) -> None:
    """Other encodings, a key twice, half a line, binary data, endless brackets, a huge file."""
    assert hint in _refused(tmp_path, data)


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    """A folder that is called workbook.toml."""
    (tmp_path / "workbook.toml").mkdir()
    with pytest.raises(BadData, match="cannot be read"):
        settings.load(tmp_path / "workbook.toml")


@given(st.text(max_size=60) | st.binary(max_size=60))
@examples(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_are_settings_or_refused(tmp_path: Path, data: str | bytes) -> None:
    """Any text and any bytes, bare and as the value of a known key."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    for text in (raw, b"format = 1\nname = '" + raw + b"'\n"):
        with contextlib.suppress(BadData):
            assert isinstance(_load(tmp_path, text), Settings)
