"""Days that do not count beside bounds, festivals that are left out anyway, and terms of hours."""

from datetime import date

import pytest

from domain.calendar import WorkCalendar
from domain.library.models.consequences import Deed
from domain.paused import Paused, paused_deadline
from domain.terms import Period, Roll, Unit
from services.order_terms import deed_term
from tests.domain.thresholds.test_paused_measures import SCHEME, STOPPED, told
from tests.domain.thresholds.test_small_clauses import library, wrong

CALENDAR = WorkCalendar()
STOP = "{date: 2027-03-10, code: 一, until: 2027-03-19}"  # ten days: the term of thirty ends on 10 April
LIMIT = """
facts:
  matter: {name: 报修, kind: record, of: village, fields: {
    came: {name: 来电, kind: TIME}, done: {name: 修好, kind: TIME, optional: true},
    asked: {name: 申诉日, kind: date, optional: true}, told: {name: 答复日, kind: date, optional: true}}}
  stop: {name: 停工, kind: record, of: village, fields: {until: {name: 止日, kind: date, optional: true}}}
time_limits:
  - {id: L, title: 限时修好, clause: 一, record: matter, who: village,
     starts: came, ends: done, within: TERM, pauses: PAUSES}
cases:
  - name: 试
    today: 2027-12-01
    subject: 甲村
    facts:
      matter: [{date: 2027-03-02, came: CAME, ROW}]
      stop: [STOPS]
    expect: {verdicts: [{id: L, date: 2027-03-02, outcome: OUTCOME}]}
"""


@pytest.mark.parametrize(
    ("bound", "due"),
    [
        ("no_later_than: {month: 4, day: 5}", "2027-04-05"),
        ("no_later_than: {month: 4, day: 10}", "2027-04-10"),
        ("no_later_than: {month: 4, day: 20}", "2027-04-10"),
        ("no_earlier_than: {month: 4, day: 20}", "2027-04-20"),
        ("no_later_than: {after: decided, count: 35, unit: calendar_day, roll: none}", "2027-04-05"),
    ],
)
def test_bounds_stay_where_they_are_however_long_the_term_has_become(bound: str, due: str) -> None:
    term = f"within: {{count: 30, unit: calendar_day, from: 送达, roll: none, {bound}}}"
    assert told("", STOP, due, "2027-04-10", within=term) == []


def test_an_order_that_was_served_keeps_its_bounds_too() -> None:
    term = (
        "within: {count: 30, unit: calendar_day, from: 送达, roll: none, no_later_than: {month: 4, day: 5}}"
    )
    text = SCHEME.replace("WITHIN", term).replace("PAUSES", STOPPED).split("cases:")[0]
    (deed,) = library(text).scheme.rules[0].then
    assert isinstance(deed, Deed)
    kept = {"paused": Paused(((date(2027, 3, 9), date(2027, 3, 19)),)).to_json()}
    served = date(2027, 3, 1)
    free = deed_term(deed, served, CALENDAR, {**kept, "latest": "2027-12-31"})
    late = deed_term(deed, served, CALENDAR, {**kept, "latest": "2027-04-05"})
    early = deed_term(deed, served, CALENDAR, {**kept, "latest": "2027-05-05", "earliest": "2027-04-20"})
    assert [one and one.due for one in (free, late, early)] == [
        date(2027, 4, 10), date(2027, 4, 5), date(2027, 4, 20),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "due", "days"),
    [
        (date(2026, 9, 30), date(2026, 10, 3), date(2026, 10, 10), 0),
        (date(2026, 9, 29), date(2026, 10, 3), date(2026, 10, 11), 1),
        (date(2026, 10, 7), date(2026, 10, 9), date(2026, 10, 12), 2),
    ],
)
def test_festivals_in_a_stoppage_do_not_count_a_second_time(
    first: date, last: date, due: date, days: int
) -> None:
    """Ten days after 20 September 2026 without the festivals of 25 to 27 September and 1 to 7 October: 10 October."""
    term = Period(10, Unit.CALENDAR_DAY, Roll.NONE, skips_festivals=True)
    found = paused_deadline(
        date(2026, 9, 20), term, CALENDAR, "送达", Paused(((first, last),)), date(2026, 12, 1)
    )
    assert (found.due, found.paused) == (due, days)


def kept(term: str, row: str, stops: str, outcome: str, pauses: str, kind: str = "date") -> list[str]:
    text = LIMIT.replace("TERM", term).replace("PAUSES", pauses).replace("TIME", kind)
    came = "2027-03-02" if kind == "date" else '"2027-03-02 10:00"'
    return wrong(
        text.replace("CAME", came).replace("ROW", row).replace("STOPS", stops).replace("OUTCOME", outcome)
    )


@pytest.mark.parametrize(("done", "outcome"), [("2027-03-05 22:00", "met"), ("2027-03-05 22:01", "not_met")])
def test_whole_days_of_a_stoppage_do_not_count_of_hours(done: str, outcome: str) -> None:
    """Thirty-six hours from ten on the second of March, of which the third and the fourth do not count."""
    stops, pauses = "{date: 2027-03-03, until: 2027-03-04}", "{covered_days: stop, to: until}"
    assert kept("{count: 36, unit: hour}", f'done: "{done}"', stops, outcome, pauses, "time") == []
