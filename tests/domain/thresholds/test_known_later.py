"""What follows from a report or a duty that is told only after its period, and what is not yet owed or seen."""

import pytest

from domain.library.articles import articles_of
from tests.domain.thresholds.test_small_clauses import library, wrong

REPORTS = """
facts:
  meeting: {name: 会议, kind: record, of: township}
deliverables:
  - {id: D, title: 台账, clause: 一, who: [township],
     repeats: {every: month, first: {month: 12, year: 2026}, last: {month: 12, year: 2027}, day: 5, about: previous}}
duties:
  - {id: U, title: 每月一次会，次月10日前补, clause: 二, subject: township, every: month, done: {count: meeting},
     required: 1, done_by: {after_end: {count: 10, unit: calendar_day, roll: none}}}
rules:
  - {id: R, title: 未按时报送, clause: 一, subject: township, every: month, when: {not: {met: D}},
     then: [{do: points, points: -3, balance: ruled%s}, {do: list, list: late}]}
  - {id: L, title: 逾期十日以上, clause: 一, subject: township, every: month,
     when: {value: {days_late: D}, at_least: 10}, then: [{do: list, list: very_late}]}
  - {id: M, title: 没有开会, clause: 二, subject: township, every: month, when: {not: {met: U}},
     then: [{do: points, points: -1, balance: met}]}
balances:
  ruled: {name: 规则分, of: township, base: 10, renews: year, clause: 一}
  met: {name: 会议分, of: township, base: 10, renews: year, clause: 一}
  credit:
    name: 分
    of: township
    base: 10
    renews: year
    clause: 一
    entries:
      - {id: one, title: 迟报, clause: 一, every: month, when: {not: {met: D}}, points: -1}
      - {id: more, title: 满五日, clause: 一, every: month, daily: {days_late: D, each: 5%s}, points: "-0.5"}
lists:
  late: {name: 迟报名单, of: township, lasts: {count: 1, unit: year}, clause: 一}
  very_late: {name: 久拖名单, of: township, lasts: {count: 1, unit: year}, clause: 一}
  own: {name: 自己的名单, of: township, every: month, when: {not: {met: D}}, lasts: {count: 1, unit: year}, clause: 一}
cases:
  - name: 试
    today: 2027-02-01
    subject: 东镇
    subjects: [{id: 东镇, kind: township, since: 2026-12-01}]
    facts: {D: [{period: 2026-12, date: %s}], meeting: [{date: 2026-12-20}]}
    expect: {values: [%s], lists: [%s]}
"""


def reports(came: str, values: str = "", lists: str = "", starts: str = "", unit: str = "") -> str:
    return REPORTS % (starts, unit, came, values, lists)


def value(key: str, day: str, points: str) -> str:
    return f"{{value: {key}, date: {day}, equals: {points}}}"


@pytest.mark.parametrize(
    ("came", "day", "points"),
    [
        ("2027-01-05", "2027-01-31", "10"),  # in time
        ("2027-01-06", "2026-12-31", "10"),  # nothing is late before it was due
        ("2027-01-06", "2027-01-05", "10"),
        ("2027-01-06", "2027-01-06", "9"),  # of the year in which it was late
        ("2027-01-09", "2027-01-31", "9"),  # four days
        ("2027-01-10", "2027-01-09", "9"),
        ("2027-01-10", "2027-01-10", '"8.5"'),  # the fifth day
        ("2027-01-14", "2027-01-31", '"8.5"'),
        ("2027-01-15", "2027-01-15", "8"),
        ("2027-01-31", "2027-01-20", '"7.5"'),  # what came later does not change what stood before
    ],
)
def test_a_late_report_moves_points_from_the_day_after_its_last_one(came: str, day: str, points: str) -> None:
    assert wrong(reports(came, value("credit", day, points))) == []


@pytest.mark.parametrize(
    ("came", "day", "points"),
    [
        ("2027-01-05", "2027-01-31", "10"),
        ("2027-01-06", "2027-01-06", '"8.5"'),  # one late, and half a point for the stretch that it begins
        ("2027-01-10", "2027-01-31", '"8.5"'),
        ("2027-01-11", "2027-01-10", '"8.5"'),
        ("2027-01-11", "2027-01-11", "8"),  # the sixth day begins another one
        ("2027-01-16", "2027-01-31", '"7.5"'),
    ],
)
def test_a_broken_stretch_of_days_may_count_as_a_whole_one(came: str, day: str, points: str) -> None:
    text = reports(came, value("credit", day, points), unit=", broken: counted")
    assert wrong(text) == []
    told = "".join(one.text for one in articles_of(library(text).scheme))
    assert "每5日（不足5日的按5日计）" in told


def test_each_so_many_working_days_leave_out_the_others() -> None:
    days = [value("credit", "2027-01-11", "9"), value("credit", "2027-01-12", '"8.5"')]
    assert wrong(reports("2027-01-20", ", ".join(days), unit=", unit: working_day")) == []


def test_rules_and_lists_wait_for_the_report_too_but_where_they_say_from_when_on() -> None:
    on = "{{list: {0}, subject: 东镇, date: {1}, on: {2}}}"
    lists = [on.format("late", "2027-01-05", "false"), on.format("late", "2027-01-06", "true")]
    lists += [on.format("own", "2027-01-05", "false"), on.format("own", "2027-01-06", "true")]
    lists += [on.format("very_late", "2027-01-14", "false"), on.format("very_late", "2027-01-15", "true")]
    values = [value("ruled", "2026-12-31", "10"), value("ruled", "2027-01-06", "7")]
    assert wrong(reports("2027-01-31", ", ".join(values), ", ".join(lists))) == []
    assert (
        wrong(reports("2027-01-31", value("ruled", "2026-12-31", "7"), starts=", starts: period_end")) == []
    )


def test_a_duty_that_may_be_done_after_its_period_is_waited_for() -> None:
    missed = reports("2027-01-05", value("met", "2027-01-10", "10") + ", " + value("met", "2027-01-11", "9"))
    assert wrong(missed.replace("meeting: [{date: 2026-12-20}]", "meeting: [{date: 2026-12-05}]")) == []


def test_the_days_of_a_report_are_told() -> None:
    scheme = library(reports("2027-01-05", value("met", "2027-01-10", "10"))).scheme
    told = "\n".join(article.text for article in articles_of(scheme))
    assert "自“台账”到期次日起至报来之日（没有报来的算到当日），每满5日扣0.5分。" in told


SEEN = """
facts:
  visit: {name: 安检, kind: record, of: village}
  patrol: {name: 夜查, kind: record, of: village}
  alerts: {name: 警情, kind: number, of: village, every: year}
duties:
  - {id: T, title: 每12个月一次, clause: 一, subject: village, every: month, required: 1,
     done: {count: visit, within: {periods: 12}}}
  - {id: N, title: 国庆前夜查, clause: 一, subject: village, every: year, required: 1,
     done: {count: patrol, within: {season: {from: {month: 9, day: 16}, to: {month: 9, day: 30}}}}}
targets:
  - {id: G, title: 不增加, clause: 一, of: village, value: {difference: [alerts, {previous: alerts, years: 1}]},
     counts: each_year, milestones: [{by: {year: 2027}, at_most: 0}]}
measures:
  share: {name: 完成率, of: township, every: month, percent: true, value: {ratio: [
    {count_members: village, where: {all: [{owed: T}, {met: T}]}}, {count_members: village, where: {owed: T}}]}}
cases:
  - name: 试
    today: 2028-03-01
    subjects: [{id: 东镇, kind: township}, {id: 一村, kind: village, belongs_to: [东镇], since: 2027-01-10}]
    facts: {visit: [%s], patrol: [%s], alerts: [
      {period: 2025, value: 3}, {period: 2026, value: 5}, {period: 2027, value: 5}]}
    expect: {verdicts: [%s], values: [%s]}
"""


def verdict(key: str, period: str, outcome: str) -> str:
    return f"{{id: {key}, subject: 一村, period: {period}, outcome: {outcome}}}"


@pytest.mark.parametrize(
    ("visits", "period", "outcome"),
    [
        ("", "2027-12", "not_applicable"),  # twelve months have not passed
        ("", "2028-01", "not_met"),
        ("{subject: 一村, date: 2027-02-03}", "2027-03", "met"),
        ("{subject: 一村, date: 2027-02-03}", "2028-02", "not_met"),
        ("{subject: 一村, date: 2027-03-03}", "2028-02", "met"),
    ],
)
def test_once_in_twelve_months_is_owed_when_so_many_have_passed(
    visits: str, period: str, outcome: str
) -> None:
    assert wrong(SEEN % (visits, "", verdict("T", period, outcome), "")) == []


def test_who_does_not_owe_it_yet_is_left_out_of_the_rate() -> None:
    rates = [("2027-12", "null"), ("2028-02", '"0%"')]
    values = ", ".join(
        f"{{value: share, subject: 东镇, period: {one}, equals: {rate}}}" for one, rate in rates
    )
    assert wrong(SEEN % ("", "", verdict("T", "2028-02", "not_met"), values)) == []


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2027-09-15", "not_met"), ("2027-09-16", "met"), ("2027-09-30", "met"), ("2027-10-01", "not_met")],
)
def test_a_season_that_ended_within_the_year_is_seen_at_its_end(day: str, outcome: str) -> None:
    assert wrong(SEEN % ("", f"{{subject: 一村, date: {day}}}", verdict("N", "2027", outcome), "")) == []


def test_a_yearly_target_asks_nothing_of_years_before_the_subject() -> None:
    assert wrong(SEEN % ("", "", "{id: G, subject: 一村, outcome: met}", "")) == []


POINTS = """
facts:
  breach: {name: 违规, kind: record, of: provider, fields: {p: {name: 几分, kind: number}}}
balances:
  c: {name: 记分, of: provider, base: 0, renews: year, clause: 一,
    entries: [{id: e, title: 记, clause: 一, on: breach, points: p}]%s}
measures:
  twice: {name: 两倍, of: provider, value: {product: [2, c]}}
rules:
  - {id: D, title: 达到4分, clause: 一, subject: provider, on: breach,
     when: {all: [{value: c, at_least: 4}, {value: {opening: c}, below: 4}]}, then: [{do: warn}]}
  - {id: M, title: 达到8, clause: 一, subject: provider, every: month,
     when: {all: [{value: twice, at_least: 8}, {value: {opening: twice}, below: 8}]}, then: [{do: warn}]}
cases:
  - name: 试
    today: 2027-03-10
    subjects: [{id: 甲, kind: provider, since: 2026-12-01}]
    facts: {breach: [{date: 2026-12-01, p: 3}, {date: 2026-12-02, p: 2}, {date: 2026-12-03, p: 1},
      {date: 2027-01-01, p: %s}]}
    expect: {verdicts: [%s]}
"""


@pytest.mark.parametrize(
    ("carried", "points", "first", "month"),
    [
        ("", 4, "triggered", "triggered"),
        ("", 3, "not_triggered", "not_triggered"),
        (
            ", carries: {part: surplus}",
            4,
            "not_triggered",
            "not_triggered",
        ),  # six points went over: nothing new
        (', carries: {part: surplus, share: "50%"}', 1, "triggered", "triggered"),
    ],
)
def test_a_line_is_reached_anew_in_an_account_that_started_afresh_that_day(
    carried: str, points: int, first: str, month: str
) -> None:
    rows = [("date: 2026-12-01", "not_triggered"), ("date: 2026-12-02", "triggered")]
    rows += [("date: 2026-12-03", "not_triggered"), ("date: 2027-01-01", first)]
    found = [f"{{id: D, subject: 甲, {when}, outcome: {outcome}}}" for when, outcome in rows]
    found += ["{id: M, subject: 甲, period: 2026-12, outcome: triggered}"]
    found += [f"{{id: M, subject: 甲, period: 2027-01, outcome: {month}}}"]
    assert wrong(POINTS % (carried, points, ", ".join(found))) == []


def test_points_before_the_day_are_told_by_what_is_judged() -> None:
    scheme = library(POINTS % ("", 4, "{id: M, outcome: none}")).scheme
    told = "\n".join(article.text for article in articles_of(scheme))
    assert "且当天各笔以前的记分低于4" in told
    assert "且本期各笔以前的两倍低于8" in told
