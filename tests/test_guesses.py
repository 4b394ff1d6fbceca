"""What is guessed, how it is read, and what is said of it beside the log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from careerkit import blocks, guesses, pages, period, registry
from careerkit.errors import UsageError
from careerkit.guesses import Compared
from careerkit.measure import Measure, Status
from careerkit.workbook import Year
from tests.measures.frames import frame

every_topic = pytest.mark.parametrize("key", list(guesses.topics()))
CONTACTS = guesses.topic("connections_per_week")
LINES = """## 2024-05-06
- win: One
- win: Two
## 2025-03-05
- win: One
- win: Two
- win: Three
- lesson: Four
"""


def speaking(status: Status = Status.CLEAR, n: int = 40, **values: Any) -> Measure:
    return Measure(status, n, "x.", "" if status is Status.CLEAR else "More weeks.", values=values)


def beside(topic: str, said: Measure, *texts: str) -> Compared:
    found = guesses.topic(topic)
    return Compared(found, 2025, texts, guesses.answer(found, said))


def told(topic: str, said: Measure, *texts: str) -> str:
    return guesses.sentence(beside(topic, said, *texts))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two wins in 2024, three in 2025, and no guess."""
    (tmp_path / "workbook.toml").write_text("format = 1\n", "utf-8")
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "all.md").write_text(LINES, "utf-8")
    return tmp_path


def guessed(folder: Path, *lines: str) -> None:
    (folder / "answers").mkdir(exist_ok=True)
    text = "year,topic,guess,at\n" + "".join(f"{line}\n" for line in lines)
    (folder / "answers" / "guesses.csv").write_text(text, "utf-8")


def revealed(year: Year, topic: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, dict[str, Any]]:
    """The sentence, and the table as a block."""
    shown: list[blocks.Block] = []
    monkeypatch.setattr(blocks, "emit", shown.extend)
    year.reveal(topic)
    assert [block.json["kind"] for block in shown] == ["prose", "table"]
    assert all(block.json["audience"] == ["owner"] for block in shown)
    return shown[0].json["text"], shown[1].json


# ---- topics ------------------------------------------------------------------------------------------


@every_topic
def test_the_interface_of_a_topic(key: str) -> None:
    """A question, a title, bounds, a measure that is there, and what is missing where a number may be."""
    topic = guesses.topic(key)
    assert topic.question.endswith((".", "?"))
    assert topic.title
    assert not topic.title.endswith(".")
    assert topic.kind in ("number", "percent", "month", "words")
    assert topic.low < topic.high
    assert topic.measure in registry.names("measures")
    assert topic.step in registry.names("steps")
    assert bool(topic.unit) == (topic.kind in ("number", "percent"))
    assert topic.kind != "percent" or (topic.low, topic.high, topic.times) == (0, 100, 100)


@every_topic
def test_a_sample_answers_every_topic(key: str) -> None:
    """Three years of a log: the measure has the value that the topic names, within its bounds."""
    topic = guesses.topic(key)
    found = guesses.answer(topic, Year("sample:teller-to-adviser", 2025).whole(topic.measure))
    assert found.is_known
    assert found.status is Status.CLEAR
    if topic.kind in ("number", "percent"):
        assert found.number is not None
        assert topic.low <= found.number <= topic.high


@pytest.mark.parametrize("name", ["admin-to-coordinator", "coder-to-research", "driver-to-creator", "teller-to-adviser"])  # fmt: skip
def test_every_guess_of_the_samples_belongs_to_a_topic(name: str) -> None:
    """Their names are in people's files, so they stay."""
    known = {key for topic in guesses.topics().values() for key in (topic.key, *topic.also)}
    assert set(Year(f"sample:{name}", 2025).tables["guess"]["topic"]) <= known


def test_every_step_but_the_first_and_the_last_has_something_to_guess() -> None:
    asking = {topic.step for topic in guesses.topics().values()}
    assert asking == set(registry.names("steps")) - {"start", "reevaluate"}
    assert [topic.key for topic in guesses.of_step("journal")] == ["wins", "best_month"]


def test_an_unknown_topic_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'wins'"):
        guesses.topic("win")


# ---- reading -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "text", "number"),
    [
        ("wins", "55", 55.0),
        ("connections_per_week", "1,5", 1.5),
        ("connections_per_week", " 2.25 a week ", 2.25),
        ("energiser_share", "40 %", 40.0),
        ("energiser_share", "101", None),
        ("learning_hours", "12h", 12.0),
        ("connections_per_week", "-1", None),
        ("connections_per_week", "about two", None),
        ("connections_per_week", "2 or 3", None),
        ("connections_per_week", "", None),
        ("connections_per_week", "1.2.3", None),
        ("connections_per_week", "9" * 400, None),
        ("best_month", "2023-10", 10.0),
        ("best_month", "june", 6.0),
        ("best_month", "Sept", 9.0),
        ("best_month", "13", None),
        ("best_month", "Ma", None),
        ("best_month", "", None),
        ("energiser", "5", None),
    ],
)
def test_a_guess_is_read_as_a_number_or_left(topic: str, text: str, number: float | None) -> None:
    """Numbers with a comma, a unit or a sign; beyond the bounds; words; months."""
    assert guesses.topic(topic).number(text) == number


def test_guesses_keep_the_order_in_which_they_were_made() -> None:
    """By their time; one without a time comes before, and two of these by their line."""
    rows = [
        {"year": 2025, "topic": "wins", "guess": "3", "at": "2025-12-02", "file": "a", "line": 2},
        {"year": 2025, "topic": "wins", "guess": "2", "file": "a", "line": 4},
        {"year": 2025, "topic": "wins", "guess": "1", "file": "a", "line": 3},
        {"year": 2024, "topic": "wins", "guess": "9", "file": "a", "line": 5},
        {"year": 2025, "topic": "learning_hours", "guess": "8", "file": "a", "line": 6},
    ]
    found = guesses.made(guesses.topic("wins"), frame("guess", rows))
    assert found == {2025: ["1", "2", "3"], 2024: ["9"]}
    assert guesses.years(guesses.topic("wins"), frame("guess", rows), 2026) == [2026, 2025, 2024]
    assert guesses.years(guesses.topic("wins"), frame("guess", rows), 2024) == [2024]


# ---- what the log says -------------------------------------------------------------------------------


def test_the_log_answers_with_a_value_divided_and_scaled() -> None:
    """101 contacts in 50.5 weeks are 2 a week; a rate of 0.625 is 6.25 of ten."""
    answer = guesses.answer(CONTACTS, speaking(contacts=101, weeks=50.5))
    assert (answer.number, answer.status, answer.n, answer.needs) == (2.0, Status.CLEAR, 40, "")
    kept = guesses.answer(guesses.topic("evenings_of_ten"), speaking(kept_rate=0.625))
    assert kept.number == 6.25


@pytest.mark.parametrize("status", [Status.NOT_YET, Status.NOT_COMPARABLE, Status.FAILED])
def test_below_its_gates_the_log_says_nothing(status: Status) -> None:
    """The values are there already, and are not told."""
    answer = guesses.answer(CONTACTS, speaking(status, contacts=3, weeks=3.0))
    assert (answer.is_known, answer.status, answer.needs) == (False, status, "More weeks.")


@pytest.mark.parametrize("values", [{}, {"closure": None}, {"closure": "much"}])
def test_a_number_that_is_not_there_is_not_zero(values: dict[str, Any]) -> None:
    """The measure speaks and has no such number: what it takes comes from the topic."""
    answer = guesses.answer(guesses.topic("feedback_of_ten"), speaking(**values))
    assert (answer.number, answer.status) == (None, Status.NOT_YET)
    assert answer.needs == "Five pieces of feedback older than 30 days."


def test_no_known_week_divides_nothing() -> None:
    assert not guesses.answer(CONTACTS, speaking(contacts=0, weeks=0.0)).is_known


def test_the_best_month_may_be_several() -> None:
    """Two wins in May and in October, one in June; then four months alike."""
    months = pd.date_range("2025-01-01", periods=12, freq="MS")
    table = pd.DataFrame({"month": months, "wins": [0, 0, 0, 0, 2, 1, 0, 0, 0, 2, 0, 0]})
    topic = guesses.topic("best_month")
    assert guesses.answer(topic, Measure(Status.CLEAR, 5, "x.", table=table)).words == "May, October"  # fmt: skip
    table["wins"] = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert guesses.answer(topic, Measure(Status.CLEAR, 4, "x.", table=table)).words == "January, February, March and 1 more"  # fmt: skip
    table["wins"] = 0
    assert not guesses.answer(topic, Measure(Status.CLEAR, 4, "x.", table=table)).is_known


def test_what_stands_out_answers_in_words() -> None:
    """Two clear ones that give, the larger first; a hint is none; one that drains answers the other question."""
    rows = [("talks", "clear", 0.4), ("maps", "clear", 0.9), ("calls", "hint", 1.0), ("mails", "clear", -0.5)]  # fmt: skip
    said = Measure(Status.CLEAR, 60, "x.", table=pd.DataFrame(rows, columns=["label", "status", "shrunk"]))  # fmt: skip
    assert guesses.answer(guesses.topic("energiser"), said).words == "maps, talks"
    assert guesses.answer(guesses.topic("drainer"), said).words == "mails"
    nothing = guesses.answer(guesses.topic("energiser"), speaking())
    assert (nothing.words, nothing.needs) == ("", "No tag or skill stands out yet; go on rating a few lines a week.")  # fmt: skip


# ---- in words ----------------------------------------------------------------------------------------

TWO, UNIT = speaking(contacts=101, weeks=50.5), "meaningful contacts a week"
NO_GUESS = "There is no guess of yours for this year; one made before you look makes the number say more. Perhaps next time."


@pytest.mark.parametrize(
    ("said", "texts", "sentence"),
    [
        (TWO, ["2.5"], f"You guessed 2.5 {UNIT}; the log says 2, 0.5 less."),
        (TWO, ["1,25"], f"You guessed 1.25 {UNIT}; the log says 2, 0.75 more."),
        (TWO, ["2"], f"You guessed 2 {UNIT}; the log says 2, the same."),
        (TWO, [], f"The log says 2 {UNIT}. {NO_GUESS}"),
        (TWO, ["2", "2.0"], f"You guessed 2 {UNIT}; the log says 2, the same."),
        (TWO, ["1", "2"], f"You guessed 1 {UNIT}; the log says 2, 1 more. "
         "There are later guesses, too; the first one counts, since it was made before the numbers."),
        (TWO, ["secret"], f"The log says 2 {UNIT}. Your guess cannot be read as a number from 0 to 50, so it stands there as you wrote it."),
        (speaking(Status.HINT, contacts=6, weeks=5.0), ["1"], f"You guessed 1 {UNIT}; the log hints at 1.2, 0.2 more."),
        (speaking(Status.NOT_YET), ["1"], f"You guessed 1 {UNIT}. The log cannot tell yet. More weeks."),
        (speaking(Status.NOT_YET), [], "The log cannot tell yet. More weeks. A guess made now can stand beside it then."),
        (speaking(Status.NOT_YET), ["secret"], "The log cannot tell yet. More weeks."),
    ],
)  # fmt: skip
def test_a_guess_beside_the_log_is_told_plainly(
    said: Measure, texts: list[str], sentence: str
) -> None:
    """More, less, the same; no guess, two guesses, one that is no number; a hint, and a log that cannot tell."""
    assert told("connections_per_week", said, *texts) == sentence


def test_the_difference_is_that_of_the_numbers_shown() -> None:
    """2.0549 a week is shown as 2.1, so 2.5 guessed is 0.4 more than the log says."""
    found = beside("connections_per_week", speaking(contacts=101, weeks=49.15), "2.5")
    assert found.difference == -0.4
    assert guesses.sentence(found).endswith("the log says 2.1, 0.4 less.")


def test_per_cents_differ_by_points() -> None:
    """48.1 % against 40."""
    said = speaking(energiser_hours_share=0.481)
    assert told("energiser_share", said, "40%") == "You guessed 40% of the hours with what gives energy; the log says 48%, 8 points more."  # fmt: skip


def test_months_and_words_are_not_reckoned_with() -> None:
    """October guessed, May logged; a month nobody can read; own words, which no sentence repeats."""
    months = pd.date_range("2025-01-01", periods=12, freq="MS")
    may = Measure(Status.CLEAR, 5, "x.", table=pd.DataFrame({"month": months, "wins": [0, 0, 0, 0, 2, *[0] * 7]}))  # fmt: skip
    assert told("best_month", may, "2025-10") == "You guessed October; the log says May."
    assert told("best_month", may, "the cold one") == (
        "The log says May. Your guess cannot be read as a month, so it stands there as you wrote it."
    )
    rows = [("talks", "clear", 0.4)]
    said = Measure(Status.CLEAR, 60, "x.", table=pd.DataFrame(rows, columns=["label", "status", "shrunk"]))  # fmt: skip
    assert told("energiser", said, "secret", "hidden") == "Your words and those of the log stand side by side."  # fmt: skip
    assert told("energiser", said) == f"The log names what stands out. {NO_GUESS}"


def test_the_table_shows_all_that_was_guessed() -> None:
    """One number is a number; two, or what cannot be read, stand as they were written and are cut when endless."""
    once, twice = beside("wins", speaking(wins=47), "55"), beside("wins", speaking(wins=47), "55", "50")  # fmt: skip
    words, none = beside("energiser", speaking(), "a", "b"), beside("wins", speaking(wins=47))
    endless = beside("wins", speaking(wins=47), "x\n" * 500)
    cells = [pages.reveal([one])[1].json["rows"][0][1] for one in (once, twice, words, none, endless)]  # fmt: skip
    assert cells[:4] == [55.0, "55, then 50", "a, b", None]
    assert len(cells[4]) == 100
    assert "\n" not in cells[4]
    assert pages.reveal([words])[1].json["columns"] == ["Year", "You guessed", "The log says", "Status", "n"]  # fmt: skip


# ---- from the files ----------------------------------------------------------------------------------


def test_a_year_stands_beside_the_years_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """5 guessed and 3 logged; the year before 1 and 2; of 2023 there is a guess and no log."""
    guessed(folder, "2025,wins,5,2025-12-30T10:00:00Z", "2024,wins,1,2024-12-30T10:00:00Z", "2023,wins,4,")  # fmt: skip
    text, table = revealed(Year(str(folder), 2025), "wins", monkeypatch)
    assert text == "You guessed 5 wins in the year; the log says 3, 2 less."
    assert table["caption"] == "Wins in the year: what you guessed, and what the log says"
    assert table["columns"] == ["Year", "You guessed", "The log says", "Difference", "Status", "n"]
    assert table["rows"] == [
        ["2025", 5.0, 3.0, -2.0, "clear", 4],
        ["2024", 1.0, 2.0, 1.0, "clear", 2],
        ["2023", 4.0, None, None, "not yet", 0],
    ]


def test_a_later_year_is_not_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the notebook of 2024 the guess of 2025 is still to come."""
    guessed(folder, "2025,wins,5,", "2024,wins,1,")
    _, table = revealed(Year(str(folder), 2024), "wins", monkeypatch)
    assert [row[0] for row in table["rows"]] == ["2024"]


def test_a_guess_is_read_anew_and_truth_is_shown_without_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same year, before and after a line was added to the file."""
    year = Year(str(folder), 2025)
    text, table = revealed(year, "wins", monkeypatch)
    assert text == f"The log says 3 wins in the year. {NO_GUESS}"
    assert table["rows"] == [["2025", None, 3.0, None, "clear", 4]]
    guessed(folder, "2025,wins,3,2026-01-05T10:00:00Z")
    # Made in January of the year before, which the tables as of its end do not hold.
    monkeypatch.setattr(period, "now", lambda: datetime(2026, 1, 6, tzinfo=UTC))
    assert revealed(year, "wins", monkeypatch)[0] == "You guessed 3 wins in the year; the log says 3, the same."  # fmt: skip
    assert revealed(Year(str(folder), 2025, as_of="2025-12-31"), "wins", monkeypatch)[1]["rows"][0][1] is None  # fmt: skip


def test_an_empty_workbook_says_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing at all: every topic says what the log takes, and no number."""
    (tmp_path / "workbook.toml").write_text("format = 1\n", "utf-8")
    for key, topic in guesses.topics().items():
        text, table = revealed(Year(str(tmp_path), 2025), key, monkeypatch)
        assert text.startswith("The log cannot tell yet. ")
        assert text.endswith(" A guess made now can stand beside it then.")
        assert [row[:3] for row in table["rows"]] == [["2025", None, None]]
        assert table["rows"][0][-2:] == ["not yet", 0]
        assert topic.title in table["caption"]


def test_three_years_of_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mara's contacts: 101 in 49.14 weeks, and 99 and 62 in the years before."""
    text, table = revealed(Year("sample:teller-to-adviser", 2025), "connections_per_week", monkeypatch)  # fmt: skip
    assert text == "You guessed 2.5 meaningful contacts a week; the log says 2.1, 0.4 less."
    assert table["rows"] == [
        ["2025", 2.5, 2.1, -0.4, "clear", 50],
        ["2024", 1.5, 2.0, 0.5, "clear", 51],
        ["2023", 1.0, 1.3, 0.3, "clear", 50],
    ]


def test_markup_in_a_guess_is_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hostile guess: in the table it is escaped, in the sentence it is not there."""
    guessed(folder, "2025,wins,<img src=x onerror=alert(1)>,")
    shown: list[blocks.Block] = []
    monkeypatch.setattr(blocks, "emit", shown.extend)
    Year(str(folder), 2025).reveal("wins")
    assert "img" not in shown[0].html
    assert "<img" not in shown[1].html
    assert "&lt;img" in shown[1].html


def test_before_a_guess_the_answer_is_folded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the screen: an invitation, and the number only behind a fold; with a guess, in the open."""
    shown: list[blocks.Block] = []
    monkeypatch.setattr(blocks, "emit", shown.extend)
    Year(str(folder), 2025).reveal("wins")
    assert shown[0].html.startswith("<p>No guess of yours for this year yet.")
    assert "3" not in shown[0].html
    assert shown[1].html.startswith("<details><summary>")
    guessed(folder, "2025,wins,3,2025-12-30T10:00:00Z")
    shown.clear()
    Year(str(folder), 2025).reveal("wins")
    assert not [block for block in shown if "<details>" in block.html]
