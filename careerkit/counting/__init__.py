"""Ways of counting that measures share: what counts in which week, which skill, which person, which year.

Each file is one way, tables in and tables or numbers out; none of them reads a file, knows today or says a sentence. What only
one measure counts stays in that measure. Estimators are in `careerkit.stats`.
"""
