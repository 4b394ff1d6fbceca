"""What a guided notebook uses: one person's year as the files say at this moment, its steps, and forms that write to them."""

from __future__ import annotations

from typing import Any

from careerkit import blocks, frontend, registry
from careerkit.desk import Desk
from careerkit.form import Field, Form, Group
from careerkit.step import Verdict


class Guide:
    """A year that is worked on.

    workbook, year: as `careerkit.Year` takes them. Unlike a Year, which is a moment, every question is answered from
    the files as they are now: what was just saved in a form is in the next cell's numbers.
    """

    def __init__(self, workbook: str = "", year: int = 0) -> None:
        self._desk = Desk(workbook, year)

    def __repr__(self) -> str:
        """The same for everybody: the name of a person's folder is private."""
        return "Guide()"

    def show(self, name: str) -> None:
        """One measure: heading, sentences, charts, single records; in a thin log what it needs before it can speak."""
        self._desk.view.show(name, thin=True)

    def recent(self, table: str, count: int = 5) -> None:
        """The last records of one table, in the person's own words."""
        self._desk.view.recent(table, count)

    def horizon(self) -> None:
        """One row per analysis: what it can say, and the cheapest way to make it speak."""
        self._desk.view.horizon()

    def advice(self) -> None:
        """What became of earlier advice, then at most three actions, two things to keep and one to stop."""
        self._desk.view.advice()

    def next_step(self, name: str = "") -> None:
        """The one next step of an analysis; without a name, of the first one that needs something."""
        self._desk.view.next_step(name)

    def reveal(self, topic: str) -> None:
        """The guess of this year beside what the log says, and those of earlier years."""
        self._desk.view.reveal(topic)

    def step(self, name: str) -> Verdict:
        """What is there for one step, and the next thing to do."""
        return self._desk.view.step(name).check()

    def form(self, name: str, step: str = "", **options: str) -> None:
        """Show a form in JupyterLab; where nobody can fill it in, what it asks and how the same is written by hand.

        step: the step whose verdict is told after each save. options: what the form lets a guide choose.
        """
        if frontend.is_live() and not self._desk.is_read_only:
            from IPython.display import display

            display(self._widget(name, step, options))  # type: ignore[no-untyped-call]
            return
        blocks.emit(_printed(registry.part("forms", name).form(self._desk, **options)))

    def _widget(self, name: str, step: str, options: dict[str, str]) -> Any:
        from careerkit.filling import Filling
        from careerkit.widget import FormWidget

        return FormWidget(Filling(name, self._desk, options), lambda: self._told(step))

    def _told(self, step: str) -> str:
        return self._desk.view.step(step).check().sentence if step else ""


def _printed(form: Form) -> list[blocks.Block]:
    """A form where nobody can answer: its questions without any answer, and how to write the same by hand."""
    rows = [
        [_named(group, found), found.hint or ", ".join(label for _, label in found.choices)]
        for group in form.groups
        for found in group.fields
    ]
    columns = ["What it asks", "How to answer"]
    return [
        blocks.table(f"{form.title}: a form in JupyterLab", columns, rows, audience=()),
        blocks.prose(
            f"{form.intro} The same without the form: {form.by_hand}".strip(), audience=()
        ),
    ]


def _named(group: Group, field: Field) -> str:
    """A question with its group, where others in the form may be called the same."""
    return f"{group.legend.rstrip('?:.')}: {field.label}" if group.legend else field.label
