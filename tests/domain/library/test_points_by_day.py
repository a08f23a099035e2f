"""Points for each day that a record is overdue, and other dates that are written in the wrong place."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import HEAD, scheme_with

ACCOUNT = "balances: {credit: {name: 信用分, of: provider, base: 100, clause: 一, %s}}"


def told(entries: str) -> list[str]:
    return [problem.message for problem in lint(scheme_with(accounts=ACCOUNT % entries))]


DAILY = "entries: [{id: late, title: 逾期, clause: 一, %s, points: -1, daily: {from: row_date, to: %s}%s}]"


@pytest.mark.parametrize(
    ("moment", "until", "more", "sentence"),
    [
        ("every: day", "row_date", "", "daily（逐日记）是一条登记的各日，与 on（哪种登记）一起写"),
        ("on: breach", "row_date", ", starts: row_date", "daily（逐日记）的一笔不写 starts"),
        ("on: breach", "row_date", ", uses: oldest", "daily（逐日记）的一笔不写 uses"),
        ("on: breach", "intent", "", "“intent”是词，这里要日期"),
    ],
)
def test_points_by_the_day_belong_to_a_record_and_its_dates(
    moment: str, until: str, more: str, sentence: str
) -> None:
    assert any(sentence in one for one in told(DAILY % (moment, until, more)))


def test_days_of_a_broken_stretch_are_counted_as_the_title_says() -> None:
    late = "entries: [{id: late, title: %s, clause: 一, on: breach, points: -1, daily: {from: row_date, to: today%s}}]"
    title = "每逾期10日扣1分，不足10日的按10日计"
    for name, more, warned in (
        (title, ", each: 10", True),
        (title, ", each: 10, broken: counted", False),
        ("每满10日扣1分", ", each: 10", False),
    ):
        assert any("broken: counted" in one for one in told(late % (name, more))) is warned
    assert any("与 each（每几日）一起写" in one for one in told(late % ("逾期", ", broken: counted")))


LISTING = """
rules:
  - {id: A, title: 甲, clause: 一, subject: provider, on: breach, then: [{do: list, list: watch, %s}]}
"""


@pytest.mark.parametrize(
    "part",
    ["starts: {listed_until: watch}", "lasts: {by: {after: {listed_until: watch}, count: 3, unit: month}}"],
)
def test_a_reckoned_day_in_a_consequence_is_told_to_be_a_field_first(part: str) -> None:
    found = [one.message for one in lint(scheme_with(rules=LISTING % part))]
    assert any("算出来的日期先设成登记项" in message for message in found), found


def test_reports_of_several_years_are_told_to_have_no_first_turn() -> None:
    head = HEAD.replace(", year: {open: year}}", "}")
    owed = "deliverables: [{id: D, title: 表, clause: 一, who: [township], repeats: {every: month, first: {month: 1}}}]"
    found = [one.message for one in lint(scheme_with(scheme=head, campaign=owed))]
    assert any("施行几年、每年都报的不写 first、last" in message for message in found), found
