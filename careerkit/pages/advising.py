"""What to do next: first what became of last year's advice, then at most three actions, two to keep and one to stop."""

from __future__ import annotations

from collections.abc import Sequence

from careerkit import blocks
from careerkit.advise import Audited, Counsel, Proposed, rules
from careerkit.audience import Reader
from careerkit.blocks import Block
from careerkit.look import Kind
from careerkit.measure import Status
from careerkit.pages.first import WORDS
from careerkit.pages.sections import MOST_RECORDS, Trace

TITLES = {Kind.ACT: "Do", Kind.LOG: "Log", Kind.KEEP: "Keep", Kind.STOP: "Stop"}


def advice(found: Counsel, reader: Reader, trace: Trace, year: int) -> list[Block]:
    """The section of next actions; every action with its rule, numbers, evidence, first step, check date, counter-case."""
    audience = [reader.name]
    shown = _shown(found, reader)
    made = [blocks.section("next-actions", "Next actions", audience=audience)]
    if reader.is_owner and not found.audit:
        text = (
            f"No advice from before {year} is in the ledger, so there is nothing to look back on."
        )
        made.append(blocks.prose(text, audience=audience))
    made += [_action(one, reader, trace) for one in shown]
    if not shown:
        made.append(blocks.prose(_NOTHING, audience=audience))
    elif reader.is_owner:
        text = f"Keep this list in your ledger, so that the next review can ask what became of it: `careerkit advice keep --year {year}`."
        made.append(blocks.prose(text, audience=audience))
    if found.quiet and reader.is_owner:
        quiet = ", ".join(rule.TITLE for name, rule in rules() if name in found.quiet)
        made.append(
            blocks.prose(f"Quiet, since you turned them down twice: {quiet}.", audience=audience)
        )
    return made


def brief(found: Counsel, reader: Reader) -> list[Block]:
    """The actions on the first page, a row each; nothing when there is none."""
    shown = [one for one in _shown(found, reader) if one.kind in (Kind.ACT, Kind.LOG)]
    rows: list[list[blocks.Cell]] = [
        [one.title, one.advice.first_step, WORDS[one.advice.status], one.advice.n] for one in shown
    ]
    if not rows:
        return []
    caption, columns = "What to do first", ["Why", "First step", "Status", "n"]
    return [blocks.table(caption, columns, rows, audience=[reader.name])]


def _shown(found: Counsel, reader: Reader) -> list[Proposed]:
    return [one for one in found.proposed if reader.is_owner or one.advice.n >= reader.least]


def starter(reader: Reader) -> list[Block]:
    """In a thin log there is one action: how to log."""
    return [
        blocks.section("next-actions", "Next action", audience=[reader.name]),
        blocks.action(
            "Log", "Three lines a week, on the day they happen.", Status.CLEAR, 0,
            {
                "Rule": "starter: the log covers too few weeks for any other advice",
                "First step": 'careerkit log win "What went well today" --energy 1',
                "Counter-case": "When you would rather not keep a log; the guided notebooks work without one.",
            },
            audience=[reader.name],
        ),
    ]  # fmt: skip


def audit(found: Sequence[Audited], reader: Reader) -> list[Block]:
    """What became of the advice of the last review that gave any: with this the owner's review opens."""
    if not reader.is_owner or not found:
        return []
    rows = [
        [one.title, one.outcome, _helped(one.helped), one.then_said, one.now_said] for one in found
    ]
    caption = f"What became of the advice of {found[0].year}: what each rule looked at, as that review read it and as this one does"
    columns = ["Advice", "Outcome", "Helped", "Then", "Now"]
    done = sum(one.outcome == "taken" for one in found)
    text = f"{done} of {len(found)} pieces of advice of {found[0].year} {'was' if done == 1 else 'were'} taken."
    return [
        blocks.section("audit", "What became of the last advice", audience=[reader.name]),
        blocks.statement(text, Status.CLEAR, len(found), audience=[reader.name]),
        blocks.table(caption, columns, rows, audience=[reader.name]),
    ]


def _helped(said: bool | None) -> str | None:
    return None if said is None else "yes" if said else "no"


def _action(one: Proposed, reader: Reader, trace: Trace) -> Block:
    found = one.advice
    facts = {
        "Rule": f"{one.title} ({one.rule}, version {one.version})",
        "First step": found.first_step,
        "Look again on": one.check_on.isoformat(),
        "Counter-case": found.unless,
    }
    named: list[str] = []
    if reader.is_owner:
        named = [i for i in found.evidence if i in trace]
        facts |= {"About": ", ".join(found.about)} if found.about else {}
    records = [[*trace[i], i] for i in named[:MOST_RECORDS]]
    return blocks.action(
        TITLES[one.kind], found.text, found.status, found.n, facts, records, len(named),
        audience=[reader.name],
    )  # fmt: skip


_NOTHING = "No rule finds a reason to speak. That is a finding, too: go on as you do."
