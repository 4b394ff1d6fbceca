"""What a form says, written into the person's own files, and taken back again when they think better of it.

`registers` changes one row of a register, `lines` adds to guesses and check-ins, `sentences` words a journal line, which
`careerkit.capture` writes. Each gives an `Edit`; `edits.take_back` undoes it, as long as nobody has changed that place since. `undo`
and `drafts` remember, in the hidden folder `.forms`, what can be taken back and what is half written.
"""
