"""The Markdown that a person writes: `journal` reads our lines, and the rest of a vault around them.

`tail` reads the tokens at the end of a line, `fields` the `[key:: value]` pairs, `days` the day of a heading or a file's name, `front`
the front matter, `tasks` what was ticked off; `copies` knows the second copies that sync clients leave.
"""
