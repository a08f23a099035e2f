"""Whom a duty concerns, periods that are somebody's own, and accounts that go up from nothing."""

import pytest

from domain.library import lint
from domain.library.articles import articles_of
from tests.domain.thresholds.test_small_clauses import HEAD, library, wrong

VISITS = """
facts:
  level: {name: 等级, kind: choice, of: village, options: [甲, 乙]}
  houses: {name: 户数, kind: number, of: village}
  visit: {name: 督导, kind: record, of: village, fields: {}}
duties:
  - {id: U-1, title: 甲级每季督导, clause: 一, subject: village, every: quarter, done: {count: visit},
     required: {percent: "100%", of: houses}, unless: {value: level, is: 乙}}
measures:
  rate: {name: 完成率, of: township, every: quarter, percent: true,
    value: {ratio: [DONE, {count_members: village, where: {owed: U-1}}]}}
cases:
  - name: 试
    today: 2027-05-01
    subjects: [{id: 乡, kind: township}, {id: 一村, kind: village, belongs_to: [乡], since: 2027-01-01},
      {id: 二村, kind: village, belongs_to: [乡], since: 2027-01-01},
      {id: 三村, kind: village, belongs_to: [乡], since: 2027-01-01},
      {id: 四村, kind: village, belongs_to: [乡], since: 2027-01-01}]
    facts:
      level: [{subject: 二村, value: 甲}, {subject: 四村, value: 甲},
        {subject: 一村, value: 甲}, {subject: 三村, value: THIRD}]
      houses: [{subject: 一村, value: 1}, {subject: 二村, value: 1}, {subject: 三村, value: 1},
        {subject: 四村, value: 0}]
      visit: [{subject: 一村, date: 2027-02-01}]
    expect:
      values: [{value: rate, subject: 乡, period: 2027Q1, equals: RATE}]
"""
OWED = "{count_members: village, where: {all: [{owed: U-1}, {met: U-1}]}}"


def visits(done: str = OWED, third: str = "乙", rate: str = '"50%"') -> str:
    return VISITS.replace("DONE", done).replace("THIRD", third).replace("RATE", rate)


def test_a_rate_of_completion_leaves_out_whom_the_duty_does_not_concern() -> None:
    assert wrong(visits()) == []
    assert wrong(visits(third="甲", rate='"1/3"')) == []


def test_whether_a_duty_is_owed_stays_open_with_what_it_hangs_on() -> None:
    unknown = visits(rate="null").replace(", {subject: 三村, value: 乙}", "")
    assert wrong(unknown) == []


def test_counting_those_who_kept_a_duty_with_those_whom_it_spares_is_warned_of() -> None:
    plain = visits(done="{count_members: village, where: {met: U-1}}")
    assert any("不适用的（“U-1”的例外）也算已完成" in str(one) for one in lint({"scheme.yaml": HEAD + plain}))
    lacking = visits(done="{count_members: village, where: {not: {met: U-1}}}")
    for sound in (visits(), lacking):
        assert not any("不适用的" in str(one) for one in lint({"scheme.yaml": HEAD + sound}))
    told = next(one.text for one in articles_of(library(visits()).scheme) if one.id == "rate")
    assert "（“甲级每季督导”（U-1）应当做，且“甲级每季督导”（U-1）已完成）" in told


def test_nothing_is_owed_for_a_period_that_was_over_before_somebody_began() -> None:
    text = """
facts: {note: {name: 纪要, kind: record, of: village, fields: {}}}
duties:
  - {id: U-1, title: 月调度, clause: 一, subject: village, every: month, done: {count: note}, required: 1,
     otherwise: [{do: points, points: -2, balance: credit}]}
balances: {credit: {name: 分, of: village, base: 100, clause: 一}}
cases:
  - name: 试
    today: 2027-TODAY
    subjects: [{id: 甲村, kind: village, since: 2027-04-01}]
    facts: {note: [NOTE]}
    expect:
      values: [{value: credit, subject: 甲村, equals: LEFT}]
"""

    def begun(today: str, note: str, left: int) -> list[str]:
        return wrong(text.replace("TODAY", today).replace("NOTE", note).replace("LEFT", str(left)))

    assert begun("04-20", "", 100) == []  # March was over before it began, April goes on
    assert begun("04-20", "{date: 2027-04-05}", 100) == []
    assert begun("05-01", "", 98) == []
    assert begun("05-01", "{date: 2027-04-30}", 100) == []


UPWARD = """
facts:
  breach: {name: 行为, kind: record, of: village, fields: {minus: {name: 分值, kind: number}}}
  course: {name: 培训, kind: record, of: village, fields: {}}
balances:
  credit:
    {name: 记分, of: village, base: BASE, floor: 0, clause: 一, entries: [
      {id: bad, title: 记分, clause: 一, on: breach, points: POINTS},
      {id: good, title: 减分, clause: 一, on: course, points: BACK}]}
cases:
  - name: 试
    today: 2027-05-01
    subject: 甲村
    facts: {breach: [{date: 2027-02-01, minus: 6}], course: [{date: 2027-02-DAY}]}
    expect: {values: [{value: credit, date: 2027-02-01, equals: LEFT}]}
"""


@pytest.mark.parametrize(
    ("base", "points", "back", "day", "left"),
    [
        (0, "minus", -3, "01", 3),  # from its floor: what is taken off on the same day is not lost
        (0, "minus", -3, "02", 6),
        (2, "{product: [-1, minus]}", 3, "01", 3),  # above its floor: deductions first, as ever
    ],
)
def test_an_account_that_goes_up_from_its_floor_adds_before_it_takes_off(
    base: int, points: str, back: int, day: str, left: int
) -> None:
    text = UPWARD.replace("BASE", str(base)).replace("POINTS", points).replace("BACK", str(back))
    assert wrong(text.replace("DAY", day).replace("LEFT", str(left))) == []


CYCLES = """
facts:
  licence: {name: 领证日, kind: date, of: village}
  length: {name: 周期年数, kind: number, of: village}
  breach: {name: 行为, kind: record, of: village, fields: {}}
  course: {name: 培训, kind: record, of: village, fields: {}}
  verify: {name: 校验, kind: record, of: village, fields: {}}
balances:
  credit:
    {name: 记分, of: village, base: 0, floor: 0, renews: {anniversary: licence, years: YEARS}, clause: 一, entries: [
      {id: bad, title: 记分, clause: 一, on: breach, points: 4},
      {id: good, title: 届满三十日前培训的减分, clause: 一, on: course, points: -1,
       when: {value: row_date, at_most: {before: {last_of: {anniversary: licence, years: YEARS}}, count: 30,
         unit: calendar_day, roll: none}}}],
     limits: [{at_most: 10, within: {anniversary: licence, years: YEARS}, entries: [bad]}]}
rules:
  - {id: R-1, title: 连续两个周期均满8分, clause: 二, subject: village, on: verify, then: [{do: warn}], when: {all: [
      {value: credit, at_least: 8},
      {value: {as_of: {before: {first_of: {anniversary: licence, years: YEARS}}, count: 1, unit: calendar_day},
        of: credit}, at_least: 8}]}}
cases:
  - name: 试
    today: 2033-05-01
    subjects: [{id: 甲村, kind: village, since: 2027-01-10}]
    facts:
      licence: [{subject: 甲村, value: 2027-01-10}]
      length: [{subject: 甲村, value: 3}]
      breach: [BREACHES]
      course: [COURSES]
      verify: [{date: 2030-01-09}, {date: 2033-01-08}, {date: 2033-01-09}]
    expect:
EXPECT
"""
TWICE = "{date: 2027-02-01}, {date: 2030-01-09}, {date: 2030-01-10}, {date: 2033-01-09}"


def cycles(expected: str, years: str = "3", courses: str = "", breaches: str = TWICE) -> str:
    text = CYCLES.replace("YEARS", years).replace("EXPECT", f"      {expected}")
    return text.replace("COURSES", courses).replace("BREACHES", breaches)


@pytest.mark.parametrize("years", ["3", "length"])
def test_years_from_a_date_may_run_in_cycles_of_several(years: str) -> None:
    values = """values: [{value: credit, date: 2030-01-09, equals: 8}, {value: credit, date: 2030-01-10, equals: 4},
        {value: credit, date: 2033-01-09, equals: 8}, {value: credit, date: 2033-01-10, equals: 0}]"""
    assert wrong(cycles(values, years)) == []
    told = "、".join(one.text for one in articles_of(library(cycles(values, years)).scheme))
    assert ("每满3年（自领证日起算）" if years == "3" else "每满“周期年数”年（自领证日起算）") in told
    assert "一期的本期的末一天前30日" in told


def test_one_year_is_still_what_an_anniversary_means_by_itself() -> None:
    values = (
        "values: [{value: credit, date: 2028-01-09, equals: 4}, {value: credit, date: 2028-01-10, equals: 0}]"
    )
    assert wrong(cycles(values, "1")) == []


def test_what_has_to_come_before_the_end_of_a_cycle_is_compared_with_its_last_day() -> None:
    late = "values: [{value: credit, date: 2030-01-09, equals: LEFT}]"
    for day, left in (("2029-12-10", 7), ("2029-12-11", 8)):
        assert wrong(cycles(late.replace("LEFT", str(left)), courses=f"{{date: {day}}}")) == []


def test_two_cycles_running_are_asked_when_the_second_is_over() -> None:
    asked = """verdicts: [{id: R-1, date: 2033-01-09, outcome: triggered},
        {id: R-1, date: 2033-01-08, outcome: not_triggered}, {id: R-1, date: 2030-01-09, outcome: not_triggered}]"""
    assert wrong(cycles(asked)) == []
    once = "verdicts: [{id: R-1, date: 2033-01-09, outcome: not_triggered}]"
    assert wrong(cycles(once, breaches=TWICE.replace("{date: 2030-01-09}, ", ""))) == []


CLEARED = """
facts: {breach: {name: 行为, kind: record, of: village, fields: {minus: {name: 分值, kind: number}}}}
balances:
  credit:
    {name: 记分, of: village, base: 0, floor: 0, renews: year, clause: 一, entries: [
      {id: bad, title: 满12分的清零, clause: 一, on: breach, points: minus, carries_when: {value: {as_of: {
        before: judged_on, count: 1, unit: calendar_day}, of: credit}, below: 12}}]}
cases:
  - name: 试
    today: 2030-05-01
    subject: 甲村
    facts: {breach: [{date: 2027-02-01, minus: MINUS}]}
    expect:
      values: [{value: credit, date: 2028-01-01, equals: LEFT}, {value: credit, date: 2029-01-01, equals: LEFT}]
"""


@pytest.mark.parametrize(("minus", "left"), [(11, 11), (12, 0)])
def test_what_was_cleared_at_one_fresh_start_does_not_come_back_at_the_next(minus: int, left: int) -> None:
    assert wrong(CLEARED.replace("MINUS", str(minus)).replace("LEFT", str(left))) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("years: 3}, clause", "years: 0}, clause", "years（几年一个周期）写 1 至 20 的整数"),
        ("years: 3}, clause", "years: breach}, clause", "没有这个长期不变的数"),
        (
            "{last_of: {anniversary: licence, years: 3}}, count",
            "period_end, count",
            "这里不是按期判断的，没有“期”",
        ),
        ("{last_of: {anniversary: licence, years: 3}}, count", "{last_of: fortnight}, count", "统计期要写"),
    ],
)
def test_a_cycle_that_cannot_be_meant_is_refused(old: str, new: str, said: str) -> None:
    sound = HEAD + cycles("values: []")
    assert old in sound
    assert any(said in str(one) for one in lint({"scheme.yaml": sound.replace(old, new)}))


def test_a_field_with_the_name_of_the_account_it_moves_is_no_circle() -> None:
    text = UPWARD.replace("BASE", "0").replace("POINTS", "credit").replace("BACK", "-3").replace("DAY", "02")
    problems = [
        str(one) for one in lint({"scheme.yaml": HEAD + text.replace("minus", "credit").replace("LEFT", "6")})
    ]
    assert not any("绕了一圈" in one for one in problems)
    assert any("同名" in one for one in problems)
