"""One measure per file. To add a measure, add a file with the five names below.

- `TITLE` is the heading of its section, `QUESTION` the question it answers, `ORDER` its place.
- `GATES` maps the name of every threshold to its number; the appendix prints them from here.
- a function with the file's name takes tables (by name), `period`, `settings` or `scores` and returns a
  `careerkit.measure.Measure`; its docstring is the definition: formula, gate, source.

Tables come complete up to the as-of date, all years; the function picks its period. Siblings never import
each other; estimators they share live in `careerkit.stats`.
"""
