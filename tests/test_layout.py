"""The house rules that no linter knows: what stands where, how long, under which name, and what is never done."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "careerkit"
TESTS = ROOT / "tests"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300
# Longer ones, each with the reason why a cut would not help a newcomer.
LONG: dict[str, str] = {}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base", "stuff"}
# Put together here, so that this file does not hold the marks it looks for.
MARKS = re.compile("|".join(rf"\b{a}{b}\b" for a, b in (("TO", "DO"), ("FIX", "ME"), ("XX", "X"))))

# Rooms whose parts are reached through the room alone, each with its reason; a test names the room.
THROUGH = {
    "careerkit.advice": "run through careerkit.advise; a test has a case for every rule",
    "careerkit.steps": "run through careerkit.step; a test has lines by hand for every step",
    "careerkit.forms": "opened by name through careerkit.filling; each has a test of its own",
    "careerkit.pages": "one door, the package; test_pages calls all of it",
    "careerkit.tables": "plain data without a line of logic; a test walks over all of them",
    "careerkit.charts": "drawn through careerkit.chart; a test walks over all of them",
    "careerkit.synthetic": "one door, `write`; what its pieces make is checked in the workbooks",
}
# Modules that no test needs to name, each with its reason.
UNNAMED = {
    "careerkit.__init__": "only the version and one lazy name, which every notebook uses",
    "careerkit.audiences": "a docstring beside the readers' TOML files; test_audience reads those",
    "careerkit.version": "one constant, which the package and the command show",
    "careerkit.instruments._rules": "the rules of its package, tested through it",
    "careerkit.cli_advice": "thin; its commands are run by the tests of the ledger and of tracing",
    "careerkit.cli_inbox": "thin; every command of it is run by the tests of what it calls",
    "careerkit.ical.allowlist": "tested through the importer, whose tests say it in settings",
    "careerkit.saved": "one small value, which the test of every form looks at",
    "careerkit.keeping.cellwords": "the words of a cell, tested through registers and lines",
    "careerkit.keeping.journalline": "the words of a line, tested through capture and sentences",
    "careerkit.keeping.tabletext": "the bytes of a table, tested through registers and lines",
    "careerkit.ical.calendarfiles": "tested through the importer, with files and archives",
}


def name_of(path: Path) -> str:
    """`careerkit.importers.toggl`; a package by its folder's name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    short = parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts
    return ".".join(short)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def by_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


every_module = pytest.mark.parametrize("path", MODULES, ids=by_name)


# ---- tests mirror the tree ---------------------------------------------------------------------------


@cache
def named_in_tests() -> set[str]:
    """Every module that a test file imports, in whole or in part, or runs as a program."""
    found: set[str] = set()
    for path in sorted(TESTS.rglob("*.py")):
        # This file names modules for another purpose.
        if path == Path(__file__).resolve():
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"\bcareerkit(?:\.\w+)+", node.value))
                found |= {"careerkit.__main__"} if node.value == "careerkit" else set()
    return found


@every_module
def test_a_module_has_a_test_that_names_it(path: Path) -> None:
    """By import, by a test file of its name in the same place, or through its room."""
    name = name_of(path)
    room, _, part = name.rpartition(".")
    beside = list((TESTS / Path(*room.split(".")[1:])).glob(f"test_{part}*.py"))
    excused = name in UNNAMED or room in THROUGH
    inside = path.name == "__init__.py" and any(n.startswith(f"{name}.") for n in named_in_tests())
    is_named = name in named_in_tests() or bool(beside) or inside or excused
    assert is_named, f"no test names {name}; add one, or a reason to UNNAMED"


def test_the_exceptions_are_still_needed() -> None:
    """A module that is gone or that a test names by now; a room that no test names."""
    modules = {name_of(path) for path in MODULES}
    assert set(UNNAMED) | set(THROUGH) <= modules
    assert not set(UNNAMED) & named_in_tests()
    assert set(THROUGH) <= named_in_tests()


# ---- form --------------------------------------------------------------------------------------------


@every_module
def test_what_is_public_has_a_docstring(path: Path) -> None:
    """The module, its public functions and classes, and their public methods."""
    assert ast.get_docstring(tree(path)), f"{by_name(path)} has no docstring"
    missing = [
        f"{name} (line {node.lineno})"
        for name, node in _public(tree(path))
        if not ast.get_docstring(node)
    ]
    assert missing == []


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _public(node: ast.Module | ast.ClassDef) -> Iterator[tuple[str, Definition]]:
    for child in node.body:
        if not isinstance(child, Definition) or child.name.startswith("_"):
            continue
        yield child.name, child
        if isinstance(child, ast.ClassDef):
            yield from ((f"{child.name}.{name}", inner) for name, inner in _public(child))


@every_module
def test_a_module_is_not_too_long(path: Path) -> None:
    """300 lines are the most; an exception has a reason and goes when it is no longer needed."""
    length = len(path.read_text("utf-8").splitlines())
    assert length > LONGEST if by_name(path) in LONG else length <= LONGEST


@every_module
def test_a_module_is_named_after_something(path: Path) -> None:
    """No drawer for odds and ends."""
    words = {
        word for part in path.relative_to(ROOT).with_suffix("").parts for word in part.split("_")
    }
    assert not words & NO_NAMES


@pytest.mark.parametrize("folder", ["careerkit", "tests", "notebooks", "docs"])
def test_nothing_is_put_off(folder: str) -> None:
    """No mark for later: in the comments of the code, in notebooks, docs and data files."""
    kinds = (".py", ".md", ".ipynb", ".toml", ".j2", ".js", ".css")
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
    assert files
    assert [by_name(path) for path in files if MARKS.search(_remarks(path))] == []


def _remarks(path: Path) -> str:
    """The comments of a module; of anything else the whole text."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        return text
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return "\n".join(token.string for token in tokens if token.type == tokenize.COMMENT)


# ---- what is never done ------------------------------------------------------------------------------

BAD_IMPORTS = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "tarfile"}
BAD_CALLS = {
    "eval",
    "exec",
    "os.system",
    "os.popen",
    "yaml.load",
    "date.today",
    "datetime.date.today",
}
BAD_METHODS = {
    "extractall": "members are read as streams, with caps",
    "read_pickle": "a pickle is code",
    "to_pickle": "a pickle is code",
    "query": "a text of the data would be run",
    "to_html": "our own tables escape, and have captions",
}
BAD_ATTRIBUTES = {"style": "Styler does not escape", "Styler": "Styler does not escape"}
CLOCKS = {"now", "utcnow", "today"}
# Where a thing that is banned elsewhere has its one place.
WRITERS = ("careerkit/durable.py", "careerkit/synthetic/", "careerkit/synthetic.py")
CLOCK = "careerkit/period.py"
WRITING = re.compile(r"[wax+]")
WRITING_METHODS = {"write_text", "write_bytes", "to_csv", "to_parquet", "to_json", "to_excel"}


def banned(source: ast.Module, where: str) -> list[str]:
    """What is never done, with its line: in the syntax tree of the module at `where`."""
    return [
        f"{where}:{node.lineno} {reason}"
        for node in ast.walk(source)
        for reason in _bad(node, where)
    ]  # type: ignore[attr-defined]


def _bad(node: ast.AST, where: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.split(".")[0] in BAD_IMPORTS)
    elif isinstance(node, ast.ImportFrom):
        full = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (n for n in full if n.split(".")[0] in BAD_IMPORTS or n in BAD_CALLS)
        yield from (n for n in full if n.endswith(".Styler"))
    elif isinstance(node, ast.Attribute):
        yield from (f".{name}: {why}" for name, why in BAD_ATTRIBUTES.items() if node.attr == name)
    elif isinstance(node, ast.ExceptHandler) and node.type is None:
        yield "bare except"
    elif isinstance(node, ast.Call):
        yield from _bad_call(node, where)


def _bad_call(node: ast.Call, where: str) -> Iterator[str]:
    name = _dotted(node.func)
    last = name.rpartition(".")[2]
    if name in BAD_CALLS:
        yield name
    if "." in name and last in BAD_METHODS:
        yield f".{last}(): {BAD_METHODS[last]}"
    if last in CLOCKS and "." in name and where != CLOCK and not name.startswith("period."):
        yield f"{name}(): the clock is asked in period.py alone"
    if any(key.arg == "shell" and not _is(key.value, False) for key in node.keywords):
        yield "shell=True"
    if not where.startswith(WRITERS) and _writes(node, name, last):
        yield f"{name}(): durable.py alone opens files for writing"


def _writes(node: ast.Call, name: str, last: str) -> bool:
    if "." in name and last in WRITING_METHODS:
        return True
    if name == "os.open":
        return not node.args or _dotted(node.args[0]) != "os.devnull"
    if last != "open":
        return False
    # open(path, mode), but path.open(mode).
    at = 1 if name in ("open", "io.open", "codecs.open") else 0
    modes = [*node.args[at : at + 1], *(key.value for key in node.keywords if key.arg == "mode")]
    return any(not isinstance(mode, ast.Constant) or bool(WRITING.search(str(mode.value))) for mode in modes
               if not _is_no_mode(mode))  # fmt: skip


def _is_no_mode(mode: ast.expr) -> bool:
    """A member of an archive, as in archive.open(info): an object, not a mode."""
    return isinstance(mode, ast.Name) and mode.id != "mode"


def _is(node: ast.expr, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


@every_module
def test_a_module_does_nothing_that_is_banned(path: Path) -> None:
    """No code out of data, no shell, no archive unpacked, no file written and no clock asked but in one place."""
    assert banned(tree(path), by_name(path)) == []


@pytest.mark.parametrize(
    "snippet",
    [
        "import pickle",
        "from joblib import load",
        "import tarfile",
        "eval(text)",
        "exec(text)",
        "os.system('ls')",
        "subprocess.run(command, shell=True)",
        "archive.extractall(folder)",
        "yaml.load(text)",
        "pd.read_pickle(path)",
        "frame.query(text)",
        "frame[known].query(text)",
        "frame.style.to_html()",
        "from pandas.io.formats.style import Styler\nStyler.bar",
        "open(path, 'w')",
        "open(path, mode='a')",
        "path.open('wb')",
        "path.open(mode='x')",
        "path.write_text(text)",
        "frame.to_csv(path)",
        "os.open(path, flags)",
        "datetime.now()",
        "datetime.datetime.now(UTC)",
        "date.today()",
        "pd.Timestamp.now()",
        "try:\n    read()\nexcept:\n    pass",
    ],
)
def test_the_check_can_fail(snippet: str) -> None:
    """One bad line in an invented module."""
    assert banned(ast.parse(snippet), "careerkit/invented.py")


@pytest.mark.parametrize(
    "snippet",
    [
        "open(path)",
        "path.open('rb')",
        "archive.open(info)",
        "path.read_text('utf-8')",
        "period.today()",
        "period.now()",
        "subprocess.run(command, shell=False)",
        "json.load(file)",
        "os.replace(a, b)",
    ],
)
def test_the_check_lets_good_lines_pass(snippet: str) -> None:
    """Reading, one's own clock, a command without a shell."""
    assert banned(ast.parse(snippet), "careerkit/invented.py") == []


def test_the_one_place_is_let_through() -> None:
    """Writing in durable.py, the clock in period.py; neither the other way round."""
    write, clock = ast.parse("os.open(path, flags)"), ast.parse("datetime.now(UTC)")
    assert banned(write, "careerkit/durable.py") == []
    assert banned(clock, CLOCK) == []
    assert banned(write, CLOCK)
    assert banned(clock, "careerkit/durable.py")
