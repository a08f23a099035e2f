"""Points that are valid for a time: how long data may say, and what has expired stands in nobody's way."""

from domain.library.articles import articles_of
from tests.domain.thresholds.test_small_clauses import library, wrong

PRAISE = """
facts:
  praise:
    name: 表彰
    kind: record
    of: village
    fields:
      level: {name: 级别, kind: choice, options: [国家级, 省级, 区级]}
      matter: {name: 事项, kind: text}
      repaired: {name: 已修复, kind: flag, optional: true}
      points: {name: 分, kind: number, value: {table: level, values: {国家级: 10, 省级: 6, 区级: 2}}}
      years: {name: 年数, kind: number, optional: true}
      months: {name: 月数, kind: number, value: {if: {value: repaired, is: true}, then: 6,
        otherwise: {table: level, values: {国家级: 24, 省级: 12, 区级: 6}}}}
balances:
  credit:
    name: 信用分
    of: village
    base: 100
    clause: 一
    entries: [{id: praise, title: 表彰, clause: 一, on: praise, points: points,
      expires_after: {count: months, unit: month}}]
    limits: [{at_most: 15}, {counts: highest, by: matter}]
  flow:
    name: 年内分
    of: village
    base: 0
    clause: 一
    entries:
      - {id: praise2, title: 表彰, clause: 一, on: praise, points: points, at_most: 11, at_most_within: year,
         expires_after: {count: {table: level, values: {国家级: 1, 省级: 1, 区级: 1}}, unit: month}}
  blank:
    name: 未填年数
    of: village
    base: 0
    clause: 一
    entries: [{id: praise3, title: 表彰, clause: 一, on: praise, when: {value: level, is: 省级}, points: points,
      expires_after: {count: years, unit: year}}]
cases:
  - name: 失效的让出上限
    today: 2029-12-31
    subject: 甲
    facts:
      praise:
        - {date: 2027-01-01, level: 区级, matter: 抗洪}
        - {date: 2027-02-01, level: 省级, matter: 抗洪}
        - {date: 2027-03-01, level: 国家级, matter: 示范}
        - {date: 2029-04-01, level: 国家级, matter: 文明}
        - {date: 2029-05-01, level: 国家级, matter: 平安, repaired: true}
    expect:
      values:
        - {value: credit, date: 2027-01-01, equals: 102}
        - {value: credit, date: 2027-02-01, equals: 106}
        - {value: credit, date: 2027-03-01, equals: 115}
        - {value: credit, date: 2027-07-01, equals: 115}
        - {value: credit, date: 2028-02-01, equals: 115}
        - {value: credit, date: 2028-02-02, equals: 110}
        - {value: credit, date: 2029-03-02, equals: 100}
        - {value: credit, date: 2029-04-01, equals: 110}
        - {value: credit, date: 2029-05-01, equals: 115}
        - {value: credit, date: 2029-11-01, equals: 115}
        - {value: credit, date: 2029-11-02, equals: 110}
        - {value: flow, date: 2027-03-01, equals: 9}
        - {value: flow, date: 2027-03-02, equals: 3}
        - {value: blank, date: 2027-02-01, equals: null}
"""


def test_what_has_expired_leaves_its_room_to_what_still_counts_but_not_within_a_year() -> None:
    (only,) = wrong(PRAISE)  # how long is not known: perhaps it has expired
    assert "实为 0至6" in only


def test_the_sentences_tell_how_long_points_are_valid_and_that_room_comes_back() -> None:
    told = "".join(one.text for one in articles_of(library(PRAISE).scheme))
    assert "“月数”个月内有效" in told
    assert "级别对应的数（国家级→1个月、省级→1个月、区级→1个月）内有效" in told
    assert "累计最多15分（失效的不再占用）" in told
