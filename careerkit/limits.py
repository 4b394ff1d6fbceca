"""The one table of limits: how large a file, a table, a text may be before it is refused instead of half read.

Every reader takes its limits from here, and the documentation is written from here. Sizes are in
bytes unless a comment says otherwise.
"""

from __future__ import annotations

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB

# ---- files ---------------------------------------------------------------------------------------

# A file that has to be held in memory as a whole: a calendar, a JSON export, a journal. E-SIZE.
MAX_FILE = 100 * MIB
# A file that is read as a stream and never held: a table of text, an archive. E-SIZE.
MAX_STREAM = GIB
# Seconds that reading one file may take, looked at between its rows; far more than any file within the other limits. E-TIME.
MAX_SECONDS = 600
# How far into a file its beginning is looked for: by it a format is recognised.
MAX_HEAD = MIB

# ---- archives ------------------------------------------------------------------------------------

# Members that are wanted out of one archive. E-ZIP.
MAX_MEMBERS = 2_000
# Members that an archive lists, photos and all the rest included, which are never opened. E-ZIP.
MAX_LISTED = 100_000
# One member, unpacked. E-ZIP.
MAX_MEMBER = 50 * MIB
# All wanted members of an archive, unpacked. E-ZIP.
MAX_UNPACKED = 300 * MIB
# Unpacked to packed size of one member; one below 1 MiB may be as repetitive as it likes. E-ZIP.
MAX_RATIO = 200

# ---- tables of text ------------------------------------------------------------------------------

# One cell, in characters. E-SIZE for its row.
MAX_CELL = MIB
# One row, over all the lines that it is written on, in characters. E-SIZE or E-QUOTE for its row.
MAX_ROW = 4 * MIB
# Columns of a table; a line with more is no header. E-HEADER or E-UNKNOWN.
MAX_COLUMNS = 500
# Rows with broken quotation marks before the whole table is refused. E-QUOTE.
MAX_QUOTE_PROBLEMS = 100
# Lines from the top in which a header is looked for.
MAX_HEADER_LINES = 15

# ---- spreadsheets (XLSX) -------------------------------------------------------------------------

# A spreadsheet, as a file. E-SIZE.
MAX_WORKBOOK = 50 * MIB
# A spreadsheet's sheets, texts and styles together, unpacked. E-SIZE.
MAX_WORKBOOK_UNPACKED = 100 * MIB
# Sheets of one spreadsheet. E-SIZE.
MAX_SHEETS = 200
# Rows of one sheet; a CSV has no such limit. E-SIZE.
MAX_ROWS = 100_000
# Cells of one sheet, rows times columns of the part that is used. E-SIZE.
MAX_CELLS = 1_000_000
# Elements in one part of a spreadsheet's XML, empty and styled cells included. E-SIZE.
MAX_ELEMENTS = 3_000_000
# Texts in the cells of one sheet, in characters; a text that many cells share counts for each of them. E-SIZE.
MAX_CHARACTERS = 100 * MIB

# ---- documents (JSON, XML, YAML, Markdown) -------------------------------------------------------

# A JSON export. E-SIZE.
MAX_JSON = 50 * MIB
# Objects and lists inside each other. E-DEPTH.
MAX_JSON_DEPTH = 100
# The front matter of a Markdown file. It is passed over, with a warning.
MAX_FRONT_MATTER = 64 * KIB

# ---- calendars -----------------------------------------------------------------------------------

# One calendar file. E-SIZE.
MAX_CALENDAR = 50 * MIB
# Events written in one file. E-SIZE.
MAX_EVENTS = 50_000
# Occurrences of one repeating event in one year. E-RRULE.
MAX_OCCURRENCES = 1_000

# Physical lines of all calendars in one file or archive. E-SIZE.
MAX_CALENDAR_LINES = 1_000_000
# One field of an event, unfolded. E-SIZE for its event.
MAX_FIELD = 64 * KIB
# Lines of one kind in one event, such as guests. E-SIZE for its event.
MAX_FIELD_LINES = 5_000
# Dates of one event that are added to its rule, left out of it, or changed. E-RRULE.
MAX_DATES = 5_000
# Steps that all repeating events of one file may take together; an occurrence takes about one. E-RRULE.
MAX_STEPS = 60_000
# Parts of one time zone that a file describes by itself. The zone is taken as unknown.
MAX_ZONE_PARTS = 200
# Of them, those that repeat every year. The zone is taken as unknown.
MAX_ZONE_RULES = 40
# Zones that one file may describe by itself. Those beyond are taken as unknown.
MAX_ZONES = 25
# Names of zones that are looked up for one file. Those beyond are taken as unknown.
MAX_ZONE_NAMES = 500

# ---- a workbook's own files ----------------------------------------------------------------------

# The file workbook.toml. The command stops with exit code 65.
MAX_SETTINGS = 256 * KIB
# A questionnaire of one's own. The command stops with exit code 65.
MAX_INSTRUMENT = 256 * KIB
# One journal line given to `careerkit log`, in characters. The command stops with exit code 2.
MAX_TEXT = 5_000
# A notebook that is checked before a review. The command stops with exit code 65.
MAX_NOTEBOOK = 20 * MIB

# ---- messages ------------------------------------------------------------------------------------

# Warnings of one kind shown for one file; the others are only counted.
MAX_WARNINGS = 100
# Characters of a row or cell that are kept beside its problem, for the quarantine file.
MAX_SHOWN = 2_000

# ---- locked copies -------------------------------------------------------------------------------

# A locked file. The command stops with exit code 65.
MAX_LOCKED = 48 * MIB
# The page in a locked file, unpacked. The command stops with exit code 65.
MAX_LOCKED_PAGE = 32 * MIB
# Rounds that a locked file may ask for to make a key of its words. The command stops with exit code 65.
MAX_ITERATIONS = 5_000_000
