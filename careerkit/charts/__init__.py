"""One chart per file. To add a chart, add a file with the four names below.

- `MEASURE` names the measure whose table it draws; `TITLE` is its heading.
- `COLUMNS` maps the columns it encodes to how they read in the data table; it is handed nothing else.
- `alt(table) -> str` says in one sentence what this chart shows, with its numbers.
- `draw(table) -> alt.Chart` draws it, with marks and encodings only: the look lives in `careerkit.theme`. The docstring of
  `draw` is the caption.
"""
