"""One rule of advice per file. To add a rule, add a file with the seven names below.

- `TITLE` says in a few words when it speaks; `KIND` is act, keep, stop or log; `STEP` is the step it belongs to:
  assess, goals, network, feedback, invest or habits.
- `VERSION` changes whenever the rule does; `LIMITS` maps the name of every threshold to its number.
- `NUMBER` says its number in a few words: a format such as "{:.0%} of the hours drain".
- `number(look) -> float | None` is the number it looks at; next year's audit asks it again.
- a function with the file's name takes a `careerkit.advise.Look` and gives a `careerkit.advise.Advice` or None.

A rule reads what measures found and never counts anew. It names a next step and the case in which it is wrong, and it
neither ranks nor scolds: job work is as sound as career.
"""
