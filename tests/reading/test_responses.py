"""The columns of a form: found in whatever a spreadsheet made of the file, and every question known apart."""

from __future__ import annotations

import pytest

from careerkit.problems import Problem
from careerkit.reading import responses
from careerkit.reading.drops import Drop
from careerkit.reading.responses import Form

LONG = (
    "How much do you agree that the work of the last three months was worth the hours that it took"
)


def _found(text: str | bytes, encoding: str = "") -> Form | None:
    data = text.encode() if isinstance(text, str) else text
    return responses.find(Drop("form.csv", "inbox", "inbox/form.csv", data, encoding))


def _form(heading: str, *rows: str) -> Form:
    form = _found("\n".join([heading, *rows]))
    assert form is not None
    return form


def _asked(form: Form) -> list[str]:
    return [form.headings[number] for number in form.questions]


def _items(*headings: str, **named: str) -> list[str]:
    return list(responses.items(_form("Timestamp," + ",".join(headings)), named).values())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Timestamp,Mood", ["Mood"]),
        ("\ufeffTimestamp,Mood", ["Mood"]),
        ('"Zeitstempel";"E-Mail-Adresse";"Stimmung"', ["Stimmung"]),
        ("Horodateur\tAdresse e-mail\tHumeur", ["Humeur"]),
        ("sep=;\nMarca temporal;Ánimo", ["Ánimo"]),
        ("\n\nCarimbo de data/hora,Humor", ["Humor"]),
        ("Informazioni cronologiche,Nome utente,Umore", ["Umore"]),
        ("ID,Start time,Completion time,Email,Name,Mood", ["Mood"]),
        ("Id;Startzeit;Fertigstellungszeit;E-Mail;Name;Stimmung", ["Stimmung"]),
        ("Id,Hora de inicio,Hora de finalización,Correo electrónico,Nombre,Ánimo", ["Ánimo"]),
        ("ID,Begintijd,Tijd van voltooien,E-mail,Naam,Tijd van laatste wijziging,Sfeer", ["Sfeer"]),
    ],
)
def test_a_form_is_found(text: str, asked: list[str]) -> None:
    """Both makers, eight languages, three delimiters, with a mark, a hint or blank lines in front."""
    form = _found(text + "\n")
    assert form is not None
    assert _asked(form) == asked


@pytest.mark.parametrize(
    "text",
    [
        "", "Timestamp\n", "timestamp,duration\n", "Date,Mood\n", "Mood,Timestamp\n", "Timestamp,\n",
        "Timestamp,Email Address\n", "ID,Start time,Completion time,Email,Name\n",
        "ID,Start time,Fertigstellungszeit,Email,Name,Mood\n", "ID,Name,Start time,x,y,z\n",
        "<p>Timestamp,Mood</p>\n", '"Timestamp,Mood\n',
    ],
)  # fmt: skip
def test_other_tables_are_none(text: str) -> None:
    """Another first column, no question, a mixture of languages, an open quotation mark."""
    assert _found(text) is None


def test_a_heading_may_have_several_lines() -> None:
    """A question with a scale below it; rows are counted by the file's own lines."""
    form = _form('Timestamp,"How was it?\n1 = poor\n5 = fine",Why', "2024/1/2 1:00 PM UTC,4,x")
    assert _asked(form) == ["How was it? 1 = poor 5 = fine", "Why"]
    (row,) = form.sheet.rows()
    assert not isinstance(row, Problem)
    assert (row.line, row["1"], form.samples) == (4, "4", ("2024/1/2 1:00 PM UTC",))


def test_the_second_of_two_times_counts() -> None:
    """A response that took ten minutes."""
    form = _form(
        "ID,Start time,Completion time,Email,Name,Mood", "1,7/27/24 19:06,7/27/24 19:16,,,4"
    )
    assert form.samples == ("7/27/24 19:16",)


def test_points_are_no_answers() -> None:
    """A quiz of each maker, and a question that is only named like points."""
    google = "Timestamp,Email Address,Score,Mood,Mood [Score],Mood [Feedback],Score"
    assert _asked(_form(google)) == ["Mood", "Score"]
    microsoft = (
        "ID,Start time,Completion time,Email,Name,Total points,Quiz feedback,Last modified time,"
        "Mood,Points - Mood,Feedback - Mood"
    )
    assert _asked(_form(microsoft)) == ["Mood"]


def test_who_answered() -> None:
    """An address and a name, a name in two columns, only a name, and nobody."""
    form = _form(
        "Timestamp,Email Address,First name,Last name,Mood",
        "1,ADA@Example.org,Ada,Lovelace,4", "2,,Ada,,4", "3,,,,4", "4,anonymous,Anonymous,,4",
    )  # fmt: skip
    rows = [row for row in form.sheet.rows() if not isinstance(row, Problem)]
    assert [form.respondent(row) for row in rows] == [
        ["ada@example.org", "ada", "lovelace"], ["ada"], [], [],
    ]  # fmt: skip
    assert [form.person(row) for row in rows] == ["ada@example.org", "ada", "", ""]
    assert [form.called(row) for row in rows] == ["Ada Lovelace", "Ada", "", ""]


def test_an_address_is_never_a_name() -> None:
    """Somebody who wrote their address where the name was asked."""
    form = _form("Timestamp,Name,Mood", "1,ada@example.org,4")
    (row,) = form.sheet.rows()
    assert not isinstance(row, Problem)
    assert form.called(row) == ""


def test_another_encoding_is_known_by_its_first_word() -> None:
    """A table of a German spreadsheet: found before anybody said so, and read when they did."""
    data = "Zeitstempel;Stärken\n17.10.2024 18:31;Prüfung\n".encode("cp1252")
    assert _found(data) is not None
    form = _found(data, "cp1252")
    assert form is not None
    assert _asked(form) == ["Stärken"]


@pytest.mark.parametrize(
    ("headings", "items"),
    [
        (("Mood",), ["mood"]),
        (("How was it? [Q3]",), ["q3"]),
        (("[scope_1] I build on what I made",), ["scope_1"]),
        (("Which apply? [Morning]", "Which apply? [Evening]"),
         ["which-apply-morning", "which-apply-evening"]),
        (("[Q7] Which apply? [Morning]", "[Q7] Which apply? [Evening]"), ["q7-morning", "q7-evening"]),
        (("Rate [A1]", "Rate [A2]", "Like [A1]", "Like [A2]"),
         ["rate-a1", "rate-a2", "like-a1", "like-a2"]),
        (("Comments", "Comments", "comments"), ["comments", "comments-2", "comments-3"]),
        (("Stärken", "仕事"), ["stärken", "仕事"]),
    ],
)  # fmt: skip
def test_every_question_is_another_item(headings: tuple[str, ...], items: list[str]) -> None:
    """Words, ids, grids with and without ids, equal wordings, other scripts."""
    assert _items(*headings) == items


def test_an_id_stays_when_the_wording_is_edited() -> None:
    """The same question before and after."""
    assert _items("How was it? [Q3]") == _items("How was the last year? [Q3]") == ["q3"]


def test_long_wordings_that_begin_alike_stay_apart() -> None:
    """Two rows of a grid below a question of more than 80 characters, and a question of signs alone."""
    found = _items(f"{LONG} [for me]", f"{LONG} [for others]", "???")
    assert len(set(found)) == 3
    assert all(0 < len(item) < 80 for item in found)
    assert found[0].startswith("how-much-do-you-agree")


def test_the_person_may_say_which_item_it_is() -> None:
    """By the wording, in any case."""
    form = _form("Timestamp,My work uses my strengths,Mood")
    named = {"my work uses my strengths": "scope_1"}
    assert responses.items(form, named) == {1: "scope_1", 2: "mood"}
