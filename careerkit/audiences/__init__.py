"""One reader per TOML: what may leave for this reader. Anything that is not named stays.

`title` is how the reader is called; `least` the fewest records an aggregate must rest on;
`[measures.NAME]` names a measure, with the `columns` of its table and the `values` that may leave.
The person's own `workbook.toml` must agree as well: `[consent.READER] sections = [...]`.
"""
