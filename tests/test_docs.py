"""What the README and docs/ say is there, works, and is all there is to say."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from careerkit import __main__ as program
from careerkit import (
    audience,
    errors,
    measure,
    readers,
    registry,
    settings,
    tables,
    tidy,
    workspace,
)
from careerkit.cli import commands
from careerkit.importers import journal as journal_importer
from careerkit.notes import journal
from careerkit.problems import Problem
from careerkit.reading.drops import Drop
from careerkit.records import Record
from tests import write_docs

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "data/README.md", ROOT / "reports/README.md"]
)
FENCE = re.compile(
    r"^(?P<mark>`{3,})(?P<kind>[a-z]*)\n(?P<text>.*?)^(?P=mark)$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"(?<!`)\[[^\]\[]*\]\(([^()\s]+)\)|<img src=\"([^\"]+)\"")
CODE = re.compile(r"\b[EW]-[A-Z]+(?:-[A-Z]+)?\b")
# A cell that is wrong and not needed keeps its row: careerkit.tidy turns these into their W- form.
SOFT_IN_TIDY = ("DATE", "NUMBER", "ENUM", "RANGE", "SLUG")


@cache
def doc(name: str) -> str:
    """One page."""
    return (DOCS / name).read_text("utf-8")


def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


def source() -> str:
    files = sorted((ROOT / "careerkit").rglob("*.py"))
    return "\n".join(path.read_text("utf-8") for path in files)


def section(text: str, heading: str) -> str:
    """What stands below one heading, up to the next of any level."""
    found = re.search(
        rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert found, f"no heading {heading!r}"
    return found[1]


# ---- in step -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.name for path, _, _ in write_docs.written()))
def test_a_generated_part_is_in_step(name: str) -> None:
    """Every part between a begin and an end mark."""
    before, after = next((b, a) for path, b, a in write_docs.written() if path.name == name)
    assert before == after, f"docs/{name} is out of step; run: python tests/write_docs.py"


def test_every_generated_part_has_one_place() -> None:
    """No part is forgotten, none stands twice."""
    marks = [
        mark
        for page in DOCS.glob("*.md")
        for mark in re.findall(r"<!-- begin (\S+) -->", page.read_text("utf-8"))
    ]
    assert sorted(marks) == sorted([*write_docs.PARTS, *write_docs.ELSEWHERE])


def test_a_part_out_of_step_is_seen() -> None:
    """A page whose part holds something else, written by hand."""
    stale = (
        "# Exit codes\n\n<!-- begin exit-codes -->\nsomething else\n<!-- end exit-codes -->\nmine\n"
    )
    fresh = write_docs.page(stale)
    assert fresh != stale
    assert fresh.endswith("<!-- end exit-codes -->\nmine\n")
    assert write_docs.page(fresh) == fresh


# ---- everything is told ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_a_command_is_told_of(name: str) -> None:
    """In the reference, and once more in words on another page or in the README."""
    assert f"\n## {name}\n" in doc("command-line.md")
    others = [path for path in PAGES if path.name not in ("command-line.md", "CHANGELOG.md")]
    assert any(f"careerkit {name}" in path.read_text("utf-8") for path in others)


@pytest.mark.parametrize("name", sorted(write_docs.every_command()))
def test_an_option_is_told_of(name: str) -> None:
    """Every option stands in its command's table."""
    text = section(doc("command-line.md"), name)
    for parameter in write_docs.every_command()[name].params:
        if parameter.param_type_name == "option":
            assert f"`{parameter.opts[0]}`" in text
        else:
            assert parameter.human_readable_name.upper() in text


def test_every_problem_code_is_told_of_and_no_other() -> None:
    """The codes in the source, and the soft twins of those that tidy gives."""
    in_source = set(CODE.findall(source())) | {f"W-{kind}" for kind in SOFT_IN_TIDY}
    told = set(
        re.findall(
            r"^\| `([EW]-[A-Z-]+)` \|", section(doc("ingest.md"), "Problem codes"), re.MULTILINE
        )
    )
    assert told == in_source


def test_the_soft_twins_are_those_that_tidy_knows() -> None:
    """Every code that a cell may raise, but for the needed cell that is missing."""
    raised = set(
        re.findall(r'BadCell\(\s*"E-([A-Z]+)"', (ROOT / "careerkit/tidy.py").read_text("utf-8"))
    )
    assert raised - {"MISSING"} == set(SOFT_IN_TIDY)


def test_every_part_is_named() -> None:
    """Importers, measures, charts, tables, readers: by name, on the page about them."""
    for name in registry.names("importers"):
        assert f"`{name}`" in doc("ingest.md")
        page = (DOCS / write_docs._PAGES.get(name, f"sources/{name}.md")).read_text("utf-8")
        for heading in (
            "How to get the export",
            "What is read",
            "What is never read",
            "What you see",
        ):
            assert f"\n## {heading}\n" in page, f"{name}: no {heading}"
    for name, _ in measure.parts():
        assert f"\n`{name}`: " in doc("measures.md")
    for name in registry.names("charts"):
        assert f"| `{name}` |" in doc("measures.md")
    for name in registry.names("advice"):
        assert f"| `{name}` |" in doc("advice.md")
    for name in tables.names():
        assert f"\n## {name}\n" in doc("data-dictionary.md")
    for name in audience.names():
        assert f"| `{name}` |" in doc("privacy.md")


def test_every_exit_code_is_told_of() -> None:
    """The codes of all errors, 0 and 130: on their page and in the help of the command."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = {kind.exit_code for kind in kinds if issubclass(kind, errors.CareerkitError)}
    for code in codes | {0, program.INTERRUPTED}:
        assert f"\n| {code} | " in doc("exit-codes.md")
        assert re.search(rf"\b{code} [a-z]", commands.help or "")


def test_every_key_of_workbook_toml_is_told_of() -> None:
    """Fields, targets, streams and date orders, with their defaults."""
    text = section(doc("workbook.md"), "`workbook.toml`")
    keys = {field.name for field in dataclasses.fields(settings.Settings)} | {"format"}
    tables_ = {"targets": "[targets]", "season": "[season]", "sources": "[sources.NAME]",
               "consent": "[consent.READER]"}  # fmt: skip
    for key in keys:
        assert f"\n| `{tables_.get(key, key)}` |" in text
    for name, number in settings.TARGETS.items():
        assert f"| `{name}` | `{number:g}` |" in text
    for word in (*settings.STREAMS, *settings.DATE_ORDERS):
        assert word in text
    plain = settings.Settings()
    for key in ("time_zone", "week_starts", "year_starts", "date_order"):
        assert f'| `{key}` | `"{getattr(plain, key)}"` |' in text


def test_the_examples_of_workbook_toml_are_valid(tmp_path: Path) -> None:
    """Every TOML example of the docs that begins with a format; one with a title is a reader's."""
    examples = [
        m["text"]
        for path in PAGES
        for m in FENCE.finditer(path.read_text("utf-8"))
        if m["kind"] == "toml"
    ]
    whole = [text for text in examples if text.startswith("format")]
    assert {"title" in text for text in whole} == {True, False}
    for text in whole:
        is_reader = "title" in text
        path = tmp_path / ("audiences/partner.toml" if is_reader else "workbook.toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        if is_reader:
            assert readers.reader("partner", workspace.Workbook(tmp_path)).title
        else:
            assert settings.load(path).name


def test_every_sample_is_told_of() -> None:
    """By its folder's name and the person's; and what stands beside it."""
    for name in workspace.sample_names():
        book = workspace.sample(name)
        assert f"| `{name}` | {book.name}" in doc("samples.md")
        extra = {path.name for path in book.root.iterdir() if path.is_file()} - {workspace.MARKER}
        assert all(f"`{file}`" in doc("samples.md") for file in extra if not file.startswith("."))


def test_every_field_and_word_of_the_journal_is_told_of() -> None:
    """Fifteen words, and every `[key:: value]`."""
    for name in (*journal.WORDS, *journal.FIELDS):
        assert f"`{name}`" in doc("journal.md")


def test_every_dependency_has_a_reason() -> None:
    """Each of pyproject.toml, in the table of its kind, and no other."""
    import tomllib

    found = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    told = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    runtime, rest = told.split("| Runtime | Why |")[1].split("| Extra `pdf` | Why |")
    extra, development = rest.split("| Development | Why |")
    ours = found["project"]["optional-dependencies"]
    assert list(ours) == ["pdf"]
    # What an extra needs is tested, too; its reason stands there.
    only_tests = [line for line in found["dependency-groups"]["dev"] if line not in ours["pdf"]]
    for text, wanted in (
        (runtime, found["project"]["dependencies"]),
        (extra, ours["pdf"]),
        (development.split("\n## ")[0], only_tests),
    ):
        names = [re.split(r"[<>=;\[\s]", line)[0] for line in wanted]
        assert re.findall(r"^\| ([a-z0-9-]+) \| \S", text, re.MULTILINE) == names


# ---- the examples work -------------------------------------------------------------------------------


def problems_of(text: str) -> list[Problem]:
    """Everything that careerkit says about a journal text, up to its typed cells."""
    drop = Drop("2024.md", "journal", "journal/2024.md", text.encode())
    found: list[Problem] = []
    for outcome in journal_importer.read(drop, settings.Settings()):
        if isinstance(outcome, Record):
            found += tidy.row(outcome)[1]
        elif isinstance(outcome, Problem):
            found.append(outcome)
    return found


def journal_examples() -> list[tuple[str, str]]:
    """Every fence with a journal line in it."""
    ours = re.compile(rf"^- ({'|'.join(journal.WORDS)}):", re.MULTILINE)
    fences = [(path, m["text"]) for path in PAGES for m in FENCE.finditer(path.read_text("utf-8"))]
    return [(path.name, text) for path, text in fences if ours.search(text)]


@pytest.mark.parametrize(("name", "text"), journal_examples())
def test_a_journal_example_reads_without_a_warning(name: str, text: str) -> None:
    """The lines as they stand in README and docs."""
    assert problems_of(text) == []


def test_the_examples_show_every_word() -> None:
    """Fifteen words, in docs/journal.md and the README."""
    assert {"README.md", "journal.md"} <= {name for name, _ in journal_examples()}
    shown = {
        word
        for _, text in journal_examples()
        for word in re.findall(r"^- (\w+):", text, re.MULTILINE)
    }
    assert shown == set(journal.WORDS)


def test_the_near_misses_are_said_as_told() -> None:
    """Every row of the table: what was written, the code, the words."""
    rows = re.findall(
        r"^\| `(- .+?)` \| `(\S+)` \| (.+?) \|$",
        section(doc("journal.md"), "Near misses"),
        re.MULTILINE,
    )
    assert len(rows) >= 8
    for written, code, says in rows:
        found = problems_of(f"## 2024-03-05 Tue\n{written}\n")
        assert [(problem.code, problem.reason) for problem in found] == [(code, says)]


# ---- the README --------------------------------------------------------------------------------------


def test_the_readme_shows_the_commands() -> None:
    """As they are to be typed, each on a line of its own, in a virtual environment or with pipx."""
    lines = readme().splitlines()
    assert "python3 -m pip install uv && python3 -m uv run careerkit demo" in lines
    assert "python3 -m uv run pytest" in lines
    assert "python3 -m uv run pytest -m browser" in lines
    assert "pipx install uv" in lines
    assert lines.index("python3 -m venv .venv") < lines.index("python3 -m uv run pytest")
    assert "python3 -m pip install ." in lines
    assert "conda env create -f environment.yml" in lines


def test_the_readme_has_a_picture_that_is_told_in_words() -> None:
    """One picture, of a width that fits, with a sentence for those who cannot see it."""
    pictures = re.findall(r"<img [^>]*>", readme())
    assert len(pictures) == 1
    assert re.search(r'width="\d{3}"', pictures[0])
    assert len(re.search(r'alt="([^"]*)"', pictures[0])[1]) > 40  # type: ignore[index]


def test_the_conda_environment_is_the_one_the_readme_activates() -> None:
    """`conda activate NAME`."""
    named = re.search(r"^name: (\S+)$", (ROOT / "environment.yml").read_text("utf-8"), re.MULTILINE)
    assert named
    assert f"conda activate {named[1]}" in readme()


# ---- links -------------------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    text = FENCE.sub("", path.read_text("utf-8"))
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    kept = [re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", line.lower())) for line in found]
    return {line.strip().replace(" ", "-") for line in kept}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    """Files and headings, relative to the page; nothing outside the project."""
    text = FENCE.sub("", page.read_text("utf-8"))
    for link in (first or second for first, second in LINK.findall(text)):
        assert ":" not in link, f"{link} leads out of the project"
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.is_relative_to(ROOT)
        assert target.exists(), f"{page.name}: {link} is not there"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link} has no such heading"


def test_every_page_of_the_docs_can_be_reached() -> None:
    """From the README, over links."""
    todo, seen = [ROOT / "README.md"], set()
    while todo:
        page = todo.pop()
        seen.add(page)
        links = LINK.findall(page.read_text("utf-8"))
        targets = {(page.parent / link.split("#")[0]).resolve() for link, _ in links if link}
        todo += [path for path in targets if path.suffix == ".md" and path not in seen]
    assert set(DOCS.rglob("*.md")) <= seen


# ---- nothing of one machine --------------------------------------------------------------------------

TEXT = {
    ".md",
    ".py",
    ".toml",
    ".yml",
    ".yaml",
    ".ipynb",
    ".j2",
    ".css",
    ".js",
    ".json",
    ".csv",
    ".cfg",
    ".lock",
    "",
}
# Made by tools or from logs, and ignored by version control.
MADE = {"raw", "tables", "quarantine", "reports", "dist", "build", "__pycache__", "careerkit-demo"}
# Put together here, so that this file does not name what it forbids.
HOSTS = [".".join(words) for words in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("anaconda", "org"), ("crates", "io"),
    ("proxy", "golang", "org"), ("jsdelivr", "net"), ("unpkg", "com"),
)]  # fmt: skip
HOMES = ("home", "Users", "root", "work", "mnt", "opt")
MACHINE = re.compile(
    rf"(?<![\w./~:<-])/(?:{'|'.join(HOMES)})/\w|[A-Z]:\\+Users\\|{'|'.join(map(re.escape, HOSTS))}"
)


def texts() -> list[Path]:
    """Every text file of the project, as far as version control would see it."""

    def is_made(path: Path) -> bool:
        inside = path.relative_to(ROOT).parts
        hidden = any(
            part.startswith(".") and part not in (".ci", ".pre-commit-config.yaml")
            for part in inside
        )
        private = inside[0] == "data" and len(inside) > 2 and inside[1] != "sample"
        derived = inside[0] == "reports" or (inside[0] == "data" and MADE & set(inside))
        return (
            hidden
            or private
            or bool(derived)
            or bool({"__pycache__", "dist", "build"} & set(inside))
        )

    found = [path for top in _tops() for path in ([top] if top.is_file() else top.rglob("*"))]
    return sorted(
        path for path in found if path.is_file() and path.suffix in TEXT and not is_made(path)
    )


def _tops() -> list[Path]:
    names = ("careerkit", "data", "docs", "notebooks", "tests", ".ci", ".pre-commit-config.yaml",
             "environment.yml", "pyproject.toml", "requirements.lock")  # fmt: skip
    return [
        path for path in [*ROOT.glob("*.md"), *(ROOT / name for name in names)] if path.exists()
    ]


def test_no_text_names_a_machine_or_a_registry() -> None:
    """Every text file; a home folder, a drive, a package registry's host."""
    found = texts()
    assert len(found) > 100
    hits = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in found
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert hits == []


def test_the_search_for_machines_finds_them() -> None:
    """A home folder in three systems, a registry; and an address that only looks like one."""
    slash = "/"
    for bad in (
        f"in {slash}home/ada/log",
        f'"{slash}Users/ada"',
        "C:{0}Users{0}ada".format("\\"),
        f"https://{HOSTS[0]}/x",
    ):
        assert MACHINE.search(bad)
    for good in ("https://example.org/home/ada", "reports/work/x", "a/b", "<home>/x"):
        assert not MACHINE.search(good)
