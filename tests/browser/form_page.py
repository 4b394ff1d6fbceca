"""A form in a page of its own, with a model that plays the kernel: what JupyterLab does around it is left out."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

FIELDS: list[dict[str, Any]] = [
    {"name": "word", "label": "It was", "kind": "choice", "required": True, "choices": [["win", "a win"], ["lesson", "a lesson"]]},
    {"name": "text", "label": "In a sentence", "kind": "long", "required": True, "hint": "One or two lines."},
    {"name": "date", "label": "The day", "kind": "date"},
    {"name": "hours", "label": "Hours", "kind": "number", "hint": "Such as 1.5"},
    {"name": "who", "label": "With whom", "kind": "text", "suggest": ["lee", "dana"]},
    {"name": "role", "label": "Role", "kind": "pick", "choices": [["a", "Clerk"], ["b", "Lead"]]},
    {"name": "star", "label": "One of the best", "kind": "flag"},
]  # fmt: skip
_DEFAULTS = {"hint": "", "required": False, "choices": [], "suggest": [], "low": None, "high": None, "step": "any", "longest": 500}  # fmt: skip


def fields(found: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """Fields as Python sends them, with everything that is not said."""
    return [{**_DEFAULTS, **one} for one in (found or FIELDS)]


def entry_form(**other: Any) -> dict[str, Any]:
    """A form that is saved as a whole, with a folded group."""
    every = fields()
    groups = [
        {"legend": "What happened", "hint": "", "folded": False, "fields": every[:3]},
        {"legend": "More", "hint": "Only if you like.", "folded": True, "fields": every[3:]},
    ]
    return {
        "title": "Journal entry", "intro": "Two lines a week.", "by_hand": "- win: text", "submit": "Save entry",
        "mode": "save", "focus": "text", "groups": groups, **other,
    }  # fmt: skip


def statements(count: int = 24) -> dict[str, Any]:
    """A questionnaire whose answers are saved one by one."""
    choices = [[str(value), f"degree {value}"] for value in range(1, 6)] + [["-", "skip"]]
    every = fields([{"name": f"s{n}", "label": f"Statement {n}", "kind": "choice", "choices": choices} for n in range(1, count + 1)])  # fmt: skip
    return entry_form(title="Self-assessment", mode="each", focus="", groups=[{"legend": "All", "hint": "", "folded": False, "fields": every}])  # fmt: skip


def write_page(path: Path, form: dict[str, Any], values: dict[str, str] | None = None, views: int = 1) -> Path:  # fmt: skip
    """A page with this form; `window.sent` is what it said to Python, `answer({...})` what Python says."""
    package = files("careerkit") / "widget"
    script = (package / "form.js").read_text("utf-8")
    assert script.rstrip().endswith("export default { render };")
    script = script.rstrip().removesuffix("export default { render };")
    style = (package / "form.css").read_text("utf-8")
    state = json.dumps({"form": form, "values": values or {}, "can_undo": False}).replace("<", "\\u003c")  # fmt: skip
    path.write_text(_PAGE.replace("STYLE", style).replace("SCRIPT", script).replace("STATE", state).replace("VIEWS", str(views)), "utf-8")  # fmt: skip
    return path


_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Form</title><link rel="icon" href="data:,"><style>STYLE</style></head>
<body><main><h1>A guide</h1><div id="views"></div><button id="after">after</button></main><script type="module">
SCRIPT
class Model {
  constructor(state) { this.state = state; this.heard = []; }
  get(name) { return this.state[name]; }
  set(name, value) { this.state[name] = value; this.tell('change:' + name); }
  save_changes() { window.drafts.push({ ...this.state.values }); }
  on(name, call) { this.heard.push([name, call]); }
  off(name, call) { this.heard = this.heard.filter(one => one[0] !== name || one[1] !== call); }
  tell(name, value) { for (const [one, call] of [...this.heard]) if (one.split(' ').includes(name)) call(value); }
  send(message) { window.sent.push(message); if (window.reply) window.reply(message); }
}
window.sent = []; window.drafts = [];
window.model = new Model(STATE);
window.answer = message => window.model.tell('msg:custom', message);
window.ends = [];
for (let n = 0; n < VIEWS; n++) {
  const el = document.createElement('div'); el.className = 'view'; document.getElementById('views').append(el);
  window.ends.push(render({ model: window.model, el }));
}
window.ready = true;
</script></body></html>
"""
