"""One form per file. To add one, add a file; a guide shows it with `my.form("NAME")`.

Each part has:
- `form(desk, **options) -> Form`: what is asked, filled in with what the files say already. `options` are words of the guide.
- `save(desk, form, values) -> Saved`: write it into the person's files through `keeping`, `capture` or `asking`, each of
  which checks what it writes. Raises Refused with what to change, by the name of the field.
- optionally `LONG = True`, where saving takes seconds: then `save(desk, form, values, say)` tells its progress by `say(text)`.

A form of the mode `each` gets one answer at a time. What was saved can be taken back where `Saved.edits` says what was
written; the mechanism does that, keeps drafts and talks to the page (`careerkit.filling`).
"""
