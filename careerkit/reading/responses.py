"""The columns of a form's export: when a response was given, by whom, and what was asked.

Google puts one time in front and names it in the language of the form, Microsoft a number, two times,
an address and a name. All other headings are questions as they were worded, over several lines if need
be, and two may be alike; so columns go by their number.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from careerkit import limits
from careerkit.reading import sheets, spreadsheets
from careerkit.reading.drops import Drop
from careerkit.reading.sheets import Cells, Sheet
from careerkit.tidy import MAX_SLUG, slug

# Exactly as they are written.
_STAMPS = frozenset({
    "Timestamp", "Zeitstempel", "Horodateur", "Marca temporal", "Carimbo de data/hora",
    "Informazioni cronologiche", "Tijdstempel", "Sygnatura czasowa", "Tidstämpel", "Tidsstempel",
    "Zaman damgası", "タイムスタンプ",
})  # fmt: skip
_NUMBERS = ("ID", "Id")
# The second and the third column; the address and the name follow.
_TIMES = {
    "Start time": "Completion time", "Startzeit": "Fertigstellungszeit",
    "Hora de inicio": "Hora de finalización", "Begintijd": "Tijd van voltooien",
}  # fmt: skip
_NAMES = frozenset({
    "name", "full name", "your name", "your full name", "what is your name?", "first name",
    "last name", "vorname", "nachname", "vor- und nachname", "nom", "prénom", "nom et prénom",
    "prénom et nom", "nombre", "apellidos", "nombre completo", "nombre y apellido", "nome",
    "cognome", "nome e cognome", "nome completo", "naam",
})  # fmt: skip
_ADDRESSES = frozenset({
    "username", "email", "e-mail", "email address", "e-mail address", "nutzername",
    "e-mail-adresse", "adresse e-mail", "nom d'utilisateur", "correo electrónico",
    "dirección de correo electrónico", "nombre de usuario", "endereço de e-mail",
    "nome de usuário", "indirizzo email", "indirizzo e-mail", "indirizzo di mail", "nome utente",
    "e-mailadres", "gebruikersnaam",
})  # fmt: skip
# Points, and what was said about them: in front of the questions, or beside each.
_MARKS = frozenset({
    "score", "total score", "punkte", "gesamtpunktzahl", "puntuación", "pontuação", "punteggio",
    "total points", "quiz feedback", "last modified time", "grade posted time",
    "tijd van laatste wijziging",
})  # fmt: skip
_MARK_OF = ("{} [score]", "{} [feedback]", "points - {}", "feedback - {}")
_UNNAMED = frozenset({"anonymous", "anonym", "anónimo", "anoniem"})
_ID = re.compile(r"\[([A-Za-z]{1,20}[_-]?[0-9]{1,4})\]")
_GRID_ROW = re.compile(r"\[([^\[\]]{1,300})\]$")
_HEAD, _SAMPLES, _START = 200, 5, 64 * limits.KIB


@dataclass(frozen=True)
class Form:
    """The headings of a form, its rows by number of column, and the first times in it."""

    headings: tuple[str, ...]
    sheet: Sheet
    samples: tuple[str, ...] = ()

    @property
    def stamp(self) -> int:
        """The column of the time; with two of them, that of the end."""
        return 0 if self.headings[0] in _STAMPS else 2

    @cached_property
    def names(self) -> list[int]:
        """The columns in which respondents are named."""
        return [n for n, head in self._folded() if head in _NAMES or (n == 4 and self.stamp)]

    @cached_property
    def addresses(self) -> list[int]:
        """The columns with their addresses or user names."""
        return [n for n, head in self._folded() if head in _ADDRESSES or (n == 3 and self.stamp)]

    @cached_property
    def questions(self) -> list[int]:
        """The columns in which answers stand."""
        heads = dict(self._folded())
        marks = {mark.format(head) for head in heads.values() for mark in _MARK_OF}
        apart = {*range(self.stamp + 1), *self.names, *self.addresses}
        for n, head in heads.items():
            if head in _MARKS and n - 1 in apart:
                apart.add(n)
        return [n for n, head in heads.items() if n not in apart and head not in marks]

    def respondent(self, row: Cells) -> list[str]:
        """Every name and address of who answered, folded; none when the row does not tell."""
        return self._said(row, [*self.addresses, *self.names])

    def person(self, row: Cells) -> str:
        """What tells one respondent from another: the address, else the name, else nothing."""
        return "\n".join(self._said(row, self.addresses) or self._said(row, self.names))

    def called(self, row: Cells) -> str:
        """The name of who answered, never an address."""
        parts = (row[str(n)] for n in self.names)
        name = " ".join(part for part in parts if part and part.casefold() not in _UNNAMED)
        return "" if "@" in name else name

    def is_heading(self, row: Cells) -> bool:
        """Whether the headings stand here once more: two exports in one file."""
        return row[str(self.stamp)] == self.headings[self.stamp]

    def _said(self, row: Cells, columns: Sequence[int]) -> list[str]:
        parts = (row[str(n)].casefold() for n in columns)
        return [part for part in parts if part and part not in _UNNAMED]

    def _folded(self) -> Iterator[tuple[int, str]]:
        """The headings that there are; a column without one asks nothing."""
        return ((n, head.casefold()) for n, head in enumerate(self.headings) if head)


def find(drop: Drop) -> Form | None:
    """The form in a text or a spreadsheet; None when none begins so, or it asks nothing. Raises Unreadable."""
    found = _in_spreadsheet(drop) if spreadsheets.is_one(drop) else _in_text(drop)
    return next((form for form in found if form and form.questions), None)


def _in_spreadsheet(drop: Drop) -> Iterator[Form | None]:
    tops, book = spreadsheets.tops(drop)
    for name, rows in tops:
        if rows:
            sheet = Sheet(drop, (), rows[0][0], "", member=name, book=book)
            yield _form(sheet, [cells for _, cells in rows])


def _in_text(drop: Drop) -> Iterator[Form | None]:
    heads = [drop.head(_HEAD)]
    if not (drop.encoding or drop.is_utf16):
        # A heading in another encoding is known by its first word; reading the rows then asks.
        heads.append(_lines(drop.start(_START).decode("latin-1")))
    for head in heads:
        for delimiter in sheets.DELIMITERS:
            rows, used = _first_rows(head, delimiter)
            yield _form(Sheet(drop, (), used, delimiter), rows)


def _form(sheet: Sheet, rows: Sequence[Sequence[str]]) -> Form | None:
    headings = tuple(map(plain, rows[0])) if rows else ()
    if not _is_form(headings):
        return None
    form = Form(headings, replace(sheet, header=tuple(map(str, range(len(headings))))))
    times = (row[form.stamp].strip() for row in rows[1:] if len(row) > form.stamp)
    return replace(form, samples=tuple(filter(None, times))[:_SAMPLES])


def items(form: Form, named: Mapping[str, str]) -> dict[int, str]:
    """The item of each question by its column, all different; `named` says some, by folded heading."""
    heads = {number: form.headings[number] for number in form.questions}
    marks = Counter(match[1] for head in heads.values() if (match := _ID.search(head)))
    seen: Counter[str] = Counter()
    found = {}
    for number, head in heads.items():
        item = named.get(head.casefold()) or _item(head, marks)
        seen[item] += 1
        found[number] = item if seen[item] == 1 else f"{item}-{seen[item]}"
    return found


def _item(head: str, marks: Mapping[str, int]) -> str:
    """The id in a wording, with the row of a grid behind it; else the wording as a slug."""
    mark, row = _ID.search(head), _GRID_ROW.search(head)
    if mark and row and mark[1] != row[1]:
        return _short(f"{mark[1]}-{row[1]}")
    # What stands in brackets in several questions names the row of a grid, not the question.
    if mark and marks[mark[1]] == 1:
        return _short(mark[1])
    return _short(head)


def _short(wording: str) -> str:
    """A slug that stays different from those of other wordings that begin alike."""
    found = slug(wording)
    if found and len(found) < MAX_SLUG:
        return found
    return f"{found[:60]}-{hashlib.sha256(wording.encode()).hexdigest()[:8]}".strip("-.")


def plain(text: str) -> str:
    """A text in one line, as headings are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_HEAD]


def _is_form(headings: Sequence[str]) -> bool:
    if not 2 <= len(headings) <= limits.MAX_COLUMNS:
        return False
    if headings[0] in _NUMBERS:
        return len(headings) > 5 and _TIMES.get(headings[1]) == headings[2]
    return headings[0] in _STAMPS


def _first_rows(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], int]:
    """The headings, which may have several lines, and a few rows; and the line on which the headings end."""
    found: list[list[str]] = []
    used = 0
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if any(map(str.strip, row)) and not row[0].startswith("sep="):
                found.append(row)
                used = used or reader.line_num
            if len(found) > _SAMPLES:
                break
    except csv.Error:
        # What was looked at may end within a row.
        return found, used
    return found, used
