"""Reviews of before: the tables each was made from, the record of them, what differs between two, and how all of it goes.

`freeze` keeps what a review is made from, `history` is the record of reviews, `rulebook` says by which rules numbers were worked
out, `diff/` explains every number that moved; `forget` removes what was made from a log, `traces` finds words that are left
and `elsewhere` names the places that cannot be reached.
"""
