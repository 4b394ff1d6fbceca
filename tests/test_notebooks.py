"""Stored notebooks are in their normal form: thin cells, plain metadata, outputs from the samples alone."""

from __future__ import annotations

import ast
import inspect
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import careerkit
from careerkit import guesses, measure, registry, step, tables

ROOT = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(ROOT.glob("*/*.ipynb"))
SPEC = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
MAX_LINES = 6
GUIDES = (
    "00_start_here", "01_assess_current_role", "02_set_goals", "03_build_network", "04_seek_feedback",
    "05_invest_in_yourself", "06_keep_a_journal", "07_try_side_projects", "08_keep_harmony", "09_stay_curious",
    "10_reevaluate",
)  # fmt: skip
# What stands beside the guides, for every week and every quarter.
BESIDE = ("weekly_check_in", "quarterly_pulse")
PAGES = (*GUIDES, *BESIDE)
PARAMETERS = re.compile(
    r'workbook: str = "sample:[a-z-]+"  # a folder, or the name of a sample\n'
    r"year: int = 2025  # the year to look at"
)
RUN = "**Run > Run All Cells**, then read from the top. Shift+Enter runs a cell again and shows what was just saved."
KEYS = "Number keys answer, Ctrl+Enter (Cmd on a Mac) saves."
LINK = re.compile(r"\[([^\]]+)\]\((\w+)\.ipynb\)(?:, about (\d+) minutes)?")
MOST_WORDS = 120
# Words of sentences that sell, and of those that scold.
UNWANTED = re.compile(
    r"!|\b(?:leverage|journey|empower\w*|stakeholder\w*|deliverable\w*|synerg\w*|hustle|must|should have|failed)\b"
)


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def code(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Every tracked notebook in turn."""
    return load(request.param)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    """The name of every guide, and of what stands beside them, in turn."""
    found: str = request.param
    return found


def guide(name: str) -> dict[str, Any]:
    return load(ROOT / "guide" / f"{name}.ipynb")


def markdown(name: str) -> list[str]:
    """The text of every Markdown cell."""
    cells = guide(name)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


class Call(NamedTuple):
    """What one code cell asks, such as `my.form("guess", topic="wins")`; before: the text above it."""

    method: str
    words: list[Any]
    options: dict[str, Any]
    before: str


def calls(name: str) -> list[Call]:
    """What the code cells ask in turn; the first two, which set up, left out."""
    cells = guide(name)["cells"]
    return [
        read("".join(cell["source"]), "".join(above["source"]))
        for above, cell in pairwise(cells)
        if cell["cell_type"] == "code" and cell["id"] not in ("parameters", "setup")
    ]


def read(source: str, before: str) -> Call:
    found = ast.parse(source, mode="eval").body
    assert isinstance(found, ast.Call), source
    assert isinstance(found.func, ast.Attribute), source
    assert ast.unparse(found.func.value) == "my", source
    options = {str(word.arg): ast.literal_eval(word.value) for word in found.keywords}
    return Call(found.func.attr, [*map(ast.literal_eval, found.args)], options, before)


def asked(name: str, method: str) -> list[Call]:
    """The calls of one method."""
    return [call for call in calls(name) if call.method == method]


def minutes(name: str) -> int:
    """How long a guide takes, as its first cell says it."""
    found = re.findall(r"About (\d+) minutes", markdown(name)[0])
    assert len(found) == 1, name
    return int(found[0])


def test_there_are_the_review_and_the_guides() -> None:
    """The review, eleven guides, the weekly and the quarterly one, and nothing else."""
    names = {path.relative_to(ROOT).as_posix() for path in NOTEBOOKS}
    assert names == {"review/annual_review.ipynb", *(f"guide/{name}.ipynb" for name in PAGES)}


def test_it_opens_with_title_parameters_and_one_object(notebook: dict[str, Any]) -> None:
    """First a Markdown title, then the tagged parameters cell, then the only import."""
    first, second, third = notebook["cells"][:3]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")
    assert second["metadata"] == {"tags": ["parameters"]}
    assert "".join(third["source"]).startswith("import careerkit\n")
    imports = [c for c in code(notebook) if "import " in "".join(c["source"])]
    assert imports == [third]


def test_parameters_are_typed_and_commented_and_name_a_sample(notebook: dict[str, Any]) -> None:
    """`name: type = value  # what it is`, and nothing else."""
    lines = notebook["cells"][1]["source"]
    for line in lines:
        assert re.fullmatch(r'\w+: (str|int) = ("[^"]*"|\d+)  # \S.*\n?', line), line
    assert any('"sample:' in line for line in lines)


def test_a_cell_asks_one_thing(notebook: dict[str, Any]) -> None:
    """At most six lines, no def, class, loop or condition."""
    banned = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Lambda, ast.ListComp)
    for cell in code(notebook):
        source = "".join(cell["source"])
        assert len(cell["source"]) <= MAX_LINES, source
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, banned)]


def test_the_metadata_is_the_kernel_alone(notebook: dict[str, Any]) -> None:
    """Kernelspec, readable cell ids, execution counts 1..n."""
    assert notebook["metadata"] == SPEC
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z-]{1,40}", found) for found in ids)
    counts = [cell["execution_count"] for cell in code(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_outputs_hold_nothing_of_a_machine(notebook: dict[str, Any]) -> None:
    """No stream, no traceback, no absolute path, no time of day of the run."""
    for cell in code(notebook):
        for output in cell["outputs"]:
            assert output["output_type"] in ("display_data", "execute_result")
            assert not re.search(r"(?<![\w.:/])/(?:home|Users|tmp|root|var)/", json.dumps(output))


def test_something_is_shown(notebook: dict[str, Any]) -> None:
    """Stored outputs are the shop window: most cells have one."""
    with_output = [cell for cell in code(notebook) if cell["outputs"]]
    assert len(with_output) >= len(code(notebook)) - 2


def test_a_guide_begins_in_the_same_way(page: str) -> None:
    """Title with purpose, how to run it and the minutes; the two parameters as they are; one object."""
    first, second, third = ("".join(cell["source"]) for cell in guide(page)["cells"][:3])
    title, purpose, how = first.split("\n\n")
    assert re.fullmatch(r"# [A-Z][A-Za-z -]+", title)
    assert 3 <= len(re.findall(r"[.?](?: |$)", purpose)) <= 6
    assert how.startswith(f"{RUN} About ")
    assert PARAMETERS.fullmatch(second)
    assert third == "import careerkit\n\nmy = careerkit.Guide(workbook, year)"


def test_one_question_and_one_call_in_turn(page: str) -> None:
    """After the setup: text, call, text, call, and text at the end; headings counted from 1."""
    cells = guide(page)["cells"]
    kinds = [cell["cell_type"] for cell in cells[3:]]
    assert kinds == ["markdown", "code"] * (len(kinds) // 2) + ["markdown"]
    headings = [call.before.splitlines()[0] for call in calls(page)]
    numbers = [re.match(r"## (\d+)\. [A-Z]", heading) for heading in headings]
    assert [int(found[1]) for found in numbers if found] == [*range(1, len(headings) + 1)]


def test_texts_are_short_and_plain(page: str) -> None:
    """At most 120 words a cell; no exclamation mark, no sign outside plain text, no word that sells or scolds."""
    for text in markdown(page):
        assert len(text.split()) <= MOST_WORDS, text
        assert text.isascii(), text
        # `!mentor` would be a word of the journal.
        assert not UNWANTED.search(re.sub(r"`[^`]*`", "", text)), text


def test_the_keys_are_told_once_above_the_first_form(page: str) -> None:
    """Above the first form, and nowhere else."""
    told = [text for text in markdown(page) if KEYS in text]
    assert told == [asked(page, "form")[0].before]


def test_what_a_cell_names_exists(page: str) -> None:
    """Methods of Guide, forms with their options, steps, topics, measures, tables, questionnaires."""
    known = {
        "form": registry.names("forms"), "step": registry.names("steps"), "reveal": [*guesses.topics()],
        "show": [name for name, _ in measure.parts()], "recent": tables.names(), "horizon": [], "advice": [],
    }  # fmt: skip
    for call in calls(page):
        assert hasattr(careerkit.Guide, call.method)
        assert set(call.words[:1]) <= set(known[call.method]), call
    for call in asked(page, "form"):
        options = {name: value for name, value in call.options.items() if name != "step"}
        assert call.options.get("step", "start") in known["step"], call
        assert options.get("topic", "wins") in known["reveal"], call
        if "instrument" in options:
            assert (
                Path(careerkit.__file__).parent / f"instruments/{options['instrument']}.toml"
            ).is_file()
        inspect.signature(registry.part("forms", call.words[0]).form).bind(None, **options)


def test_every_form_is_used_in_a_guide() -> None:
    """Every part in forms/, in one guide at least."""
    used = {call.words[0] for name in PAGES for call in asked(name, "form")}
    assert used == set(registry.names("forms"))


def test_every_step_has_its_guide() -> None:
    """The steps in their order name the eleven guides in theirs."""
    assert [part.GUIDE for _, part in step.parts()] == [*GUIDES]


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_asks_for_a_guess_before_it_reveals(name: str) -> None:
    """Each topic: a form first, then something else to look at, then the reveal; a chart with its status is there, too."""
    topics = [
        (call.method, call.options.get("topic") or call.words[0])
        for call in calls(name)
        if call.method == "reveal" or call.words[:1] == ["guess"]
    ]
    guessed = [topic for method, topic in topics if method == "form"]
    assert topics == [("form", t) for t in guessed] + [("reveal", t) for t in guessed]
    assert guessed
    methods = [(call.method, *call.words[:1]) for call in calls(name)]
    assert methods[methods.index(("reveal", guessed[0])) - 1] != ("form", "guess")
    assert asked(name, "recent")
    assert asked(name, "show")


def test_each_guide_has_a_reason_of_its_own_to_guess() -> None:
    """What stands above the first guess is in no other guide."""
    texts = [next(c.before for c in calls(n) if c.words[:1] == ["guess"]) for n in GUIDES]
    reasons = {re.sub(r"^## \d+\. .*\n\n", "", text).replace(KEYS, "") for text in texts}
    assert len(reasons) == len(GUIDES)
    assert all(len(reason.split()) >= 8 for reason in reasons)


@pytest.mark.parametrize(("name", "key"), [(part.GUIDE, key) for key, part in step.parts()])
def test_a_guide_has_a_form_for_its_step_and_then_a_verdict(name: str, key: str) -> None:
    """One form at least tells the step; the verdict of that step comes after it."""
    told = [i for i, call in enumerate(calls(name)) if call.options.get("step") == key]
    said = [i for i, call in enumerate(calls(name)) if call.method == "step"]
    assert told
    assert [calls(name)[i].words for i in said] == [[key]]
    assert told[-1] < said[0]


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_ends_with_three_questions_and_the_way_on(name: str) -> None:
    """Seven to twenty minutes; three numbered questions; a link to the next one, the weekly one after the last."""
    assert 7 <= minutes(name) <= 20
    end = markdown(name)[-1]
    assert end.startswith("## Three questions to take along\n\n")
    assert re.findall(r"^(\d)\. .*\?$", end, re.MULTILINE) == ["1", "2", "3"]
    found = LINK.search(end[end.index("**Next:**") :])
    assert found
    assert found[2] == [*GUIDES, BESIDE[0]][GUIDES.index(name) + 1]


def test_the_weekly_and_the_quarterly_one_are_short() -> None:
    """Two minutes and four."""
    assert [minutes(name) for name in BESIDE] == [2, 4]


def test_a_link_leads_to_a_guide_and_tells_its_minutes(page: str) -> None:
    """Every link names a notebook of the folder; where minutes are told they are those of that notebook."""
    links = [found for text in markdown(page) for found in LINK.finditer(text)]
    assert links
    for found in links:
        assert found[2] in PAGES
        assert found[3] is None or int(found[3]) == minutes(found[2])
