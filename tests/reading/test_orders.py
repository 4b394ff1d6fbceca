"""Day first or month first: each kind of evidence, each contradiction, and the question when there is none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit.reading import dates, orders, sheets
from careerkit.reading.drops import Drop, Unreadable
from careerkit.reading.orders import Verdict

# Every day below 13, so that all of them exist both ways.
TWO_WAYS = "03/04/2024"


def _one(*cells: str, hint: str = "") -> Verdict:
    rows = [(line, (cell,)) for line, cell in enumerate(cells, 2)]
    return orders.decide_cells(rows, ["Day"], "tracker", hint)


def _two(*pairs: tuple[str, str], longest_days: int = 7) -> Verdict:
    rows = list(enumerate(pairs, 2))
    return orders.decide_cells(rows, ["From", "To"], "tracker", longest_days=longest_days)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        ((TWO_WAYS, "13/02/2024"), "dmy"), ((TWO_WAYS, "02/13/2024"), "mdy"),
        (("13.02.24",), "dmy"), (("2-13-24",), "mdy"), (("31. 12. 2024",), "dmy"),
        (("03/04/2024 9:00", "13/02/2024 10:23:52"), "dmy"),
        (("03/04/2024, 9:00 AM", "02/13/2024, 10:23 PM"), "mdy"),
        (("13/15/2024", "31/02/2024", "02/13/2024"), "mdy"), (("13/02/2024 24:00",), "dmy"),
        (("2024-03-04", "13/02/2024"), "dmy"), (("", "n/a", "13/02/2024"), "dmy"),
    ],
)  # fmt: skip
def test_a_day_above_twelve_decides(cells: tuple[str, ...], order: str) -> None:
    """One cell that exists in one order only, among days of two ways, no days, and days plain in themselves."""
    assert _one(*cells, hint="mdy" if order == "dmy" else "dmy") == Verdict(order, proven=True)


def test_a_contradiction_names_both_lines() -> None:
    """13 February in both orders, in lines 3 and 5."""
    found = _one(TWO_WAYS, "13/02/2024", TWO_WAYS, "02/13/2024", hint="dmy")
    assert (found.order, found.code, found.line) == ("", "E-DATE-MIXED", 5)
    assert found.reason == (
        "line 3 of 'Day' can only be day first (dmy), line 5 of 'Day' only month first (mdy)"
    )


def test_two_columns_may_contradict_each_other() -> None:
    """Starts with the day first, ends with the month first."""
    found = _two(("13/02/2024", "05/06/2024"), ("03/04/2024", "02/13/2024"))
    assert found.code == "E-DATE-MIXED"
    assert "line 2 of 'From'" in found.reason
    assert "line 3 of 'To'" in found.reason


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (("Mon 04/03/2024",), "dmy"), (("Monday, 03/04/2024",), "mdy"), (("lun. 04/03/2024",), "dmy"),
        (("segunda-feira, 04/03/2024 10:00",), "dmy"), (("Mittwoch, 03.04.2024",), "dmy"),
    ],
)  # fmt: skip
def test_a_weekday_decides(cells: tuple[str, ...], order: str) -> None:
    """4 March 2024 was a Monday and 3 April a Wednesday, in four languages."""
    assert _one(*cells) == Verdict(order, proven=True)


def test_weekdays_may_contradict_each_other() -> None:
    """Two Mondays of 4 March 2024, in both orders; and a weekday that fits neither says nothing."""
    assert _one("Mon 04/03/2024", "Mon 03/04/2024").code == "E-DATE-MIXED"
    assert _one("Sun 04/03/2024").code == "E-DATE-AMBIGUOUS"


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        ("03/04 05/04 09/04 12/04 02/05", "dmy"), ("02/05 12/04 09/04 05/04 03/04", "dmy"),
        ("04/03 04/03 04/05 04/09 04/12 05/02", "mdy"), ("03/04 05/04 12/04 02/05", ""),
        ("01/05 02/05 03/05 04/05 05/05 06/05", ""), ("03/04 12/04 05/04 09/04 02/05", ""),
    ],
)  # fmt: skip
def test_a_column_in_the_order_of_time_decides(cells: str, order: str) -> None:
    """Five days upwards, downwards, with one twice; four only; upwards in both orders; in no order."""
    found = _one(*(f"{cell}/2024" for cell in cells.split()))
    assert found.order == order
    assert found.proven is bool(order)


def test_intervals_decide() -> None:
    """Into the next day: one day, or thirty; an end before its start in one order; roles of many days."""
    assert _two(("03/04/2024", "03/05/2024")) == Verdict("mdy", proven=True)
    assert _two(("12/04/2024", "01/05/2024"), longest_days=0) == Verdict("dmy", proven=True)
    assert _two(("03/04/2024", "03/05/2024"), longest_days=0).code == "E-DATE-AMBIGUOUS"
    assert _two((TWO_WAYS, TWO_WAYS)).code == "E-DATE-AMBIGUOUS"


def test_what_is_known_from_elsewhere_comes_last() -> None:
    """Ambiguous days with an answer; with one that they cannot be; days that prove the opposite."""
    assert _one(TWO_WAYS, hint="mdy") == Verdict("mdy")
    assert _one(TWO_WAYS, hint="ymd").code == "E-DATE-AMBIGUOUS"
    assert _one("13/02/2024", hint="mdy") == Verdict("dmy", proven=True)


def test_the_question_shows_both_readings() -> None:
    """One day of two ways, with a clock."""
    found = _one("", "03/04/2024 10:00")
    assert found.reason == (
        "the days in 'Day' can be read in two ways: 03/04/2024 is 3 April 2024 (dmy) or 4 March 2024"
        " (mdy)"
    )
    assert found.fix == "Answer once: careerkit answer tracker date_order dmy (or mdy)"


@pytest.mark.parametrize(
    ("cells", "hint", "order"),
    [
        ((), "", "ymd"), (("", " "), "mdy", "mdy"), (("2024-03-04", "2024/3/5"), "dmy", "ymd"),
        (("5 March 2024",), "", "ymd"), (("05/05/2024", "07/07/2024"), "", "dmy"),
        (("13/15/2024",), "", "ymd"), (("٠٣/٠٤/٢٠٢٤",), "", "ymd"), (("x" * 200_000,), "", "ymd"),
    ],
)  # fmt: skip
def test_nothing_to_decide(cells: tuple[str, ...], hint: str, order: str) -> None:
    """No cells, empty ones, days that are plain, days that are the same both ways, and no days at all."""
    assert _one(*cells, hint=hint) == Verdict(order)


def test_two_digits_of_a_year_in_front_are_a_question() -> None:
    """Three days of March 2024, or 24 March in three years; 99 that can only be a year; usual days."""
    days = ("24-03-05", "24-03-06", "24-03-08")
    found = _one(*days)
    assert found.code == "E-DATE-AMBIGUOUS"
    assert "24-03-05 is 24 March 2005 (dmy) or 5 March 2024 (ymd)" in found.reason
    assert _one(*days, hint="ymd") == Verdict("ymd")
    assert _one("99-12-30", "99-12-31") == Verdict("ymd", proven=True)
    assert _one("13/02/24", "14/02/24", "15/02/24") == Verdict("dmy", proven=True)


def _sheet(*days: str, date_order: str = "") -> sheets.Sheet:
    text = "Day,Note\n" + "".join(f"{day},x\n" for day in days) + '13/02/2024,x,"more"\n'
    drop = Drop("a.csv", "inbox", "inbox/a.csv", text.encode(), date_order=date_order)
    found = sheets.find(drop, ("Day", "Note"))
    assert found
    return found


def test_a_sheet_is_asked_without_counting_its_rows() -> None:
    """A sheet of which three rows were counted before; its ragged row says nothing."""
    sheet = _sheet(TWO_WAYS, "02/13/2024")
    sheet.drop.rows_in = 3
    assert orders.decide(sheet, ["Day"], "tracker") == "mdy"
    assert (sheet.drop.rows_in, sheet.drop.proven_order) == (3, "mdy")
    assert len(list(sheet.rows())) == 3


def test_an_answer_proves_nothing() -> None:
    """Days of two ways, and an order known from elsewhere."""
    sheet = _sheet(TWO_WAYS, date_order="dmy")
    assert orders.decide(sheet, ["Day"], "tracker") == "dmy"
    assert sheet.drop.proven_order == ""


def test_a_sheet_without_an_answer_is_refused_as_a_whole() -> None:
    """Days of two ways and nothing else; the count of rows is as before."""
    sheet = _sheet(TWO_WAYS)
    with pytest.raises(Unreadable) as bad:
        orders.decide(sheet, ["Day"], "tracker")
    assert bad.value.problem.code == "E-DATE-AMBIGUOUS"
    assert sheet.drop.rows_in == 0


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        ("dmy", "03/04/2024", "2024-04-03"), ("mdy", "03/04/2024", "2024-03-04"),
        ("dmy", "3.4.24", "2024-04-03"), ("mdy", "3-4-24", "2024-03-04"),
        ("ymd", "24/3/4", "2024-03-04"), ("dmy", "2024-03-04", "2024-03-04"),
        ("mdy", "2024. 3. 4.", "2024-03-04"), ("dmy", "4 March 2024", "2024-03-04"),
        ("dmy", "03/04/2024 23:59:59", "2024-04-03"), ("mdy", "03/04/2024, 11:59 pm", "2024-03-04"),
        ("ymd", "2024-03-04T10:23:52.250Z", "2024-03-04"), ("dmy", "Wed, 03/04/2024", "2024-04-03"),
        ("dmy", "01/02/70", "1970-02-01"), ("dmy", "01/02/69", "2069-02-01"),
        ("mdy", "3/4/2024 10:23\u202fp. m.", "2024-03-04"),
    ],
)  # fmt: skip
def test_shapes(order: str, text: str, day: str) -> None:
    """A day in each order: each mark, two and four digits, clocks, a weekday, both ends of the pivot."""
    assert dates.read(text, orders.shapes(order)) == day


@pytest.mark.parametrize(
    "text",
    [
        "13/15/2024", "31/02/2024", "00/00/0000", "03/04/1899", "03/04-2024", "03/04", "45000",
        "Mon 03/04/2024", "03/04/2024 24:00", "03/04/2024 13:00 PM", "03/04/2024 10", "٠٣/٠٤/٢٠٢٤",
    ],
)  # fmt: skip
def test_what_no_shape_takes(text: str) -> None:
    """No day, no year of ours, two marks, a wrong weekday, no clock, digits of another script."""
    with pytest.raises(ValueError, match=r".+"):
        dates.read(text, orders.shapes("dmy"))


@given(st.lists(st.dates(date(1970, 1, 1), date(2069, 12, 31))), st.sampled_from(["dmy", "mdy"]))
def test_no_column_is_proven_to_be_what_it_is_not(days: list[date], order: str) -> None:
    """Any days in any order, shuffled so that they do not run through time: a proof is true."""
    shape = "%d/%m/%Y" if order == "dmy" else "%m/%d/%Y"
    back_and_forth = [day for day in days for day in (day, day + timedelta(1), day - timedelta(1))]
    found = _one(*(day.strftime(shape) for day in back_and_forth))
    assert found.order == order or not found.proven
    assert found.code != "E-DATE-MIXED"


@given(st.lists(st.text(max_size=40)))
def test_any_cells_have_a_verdict(cells: list[str]) -> None:
    """Any texts at all."""
    found = _one(*cells)
    assert bool(found.order) != bool(found.code)
