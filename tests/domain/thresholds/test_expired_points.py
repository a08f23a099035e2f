"""Points that are valid for a time: how long data may say, and what has expired stands in nobody's way."""

from domain.library import lint, load_files
from domain.library.articles import articles_of
from domain.thresholds.trials import run_cases
from tests.domain.thresholds.test_small_clauses import HEAD, library, wrong

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


POSTS = """
facts:
  post: {name: 任职, kind: record, of: manager, fields: {ended: {name: 卸任日, kind: date, optional: true}}}
  fault: {name: 减分, kind: record, of: manager, fields: {points: {name: 分, kind: number}}}
balances:
  own: {name: 负责人分, of: manager, base: 12, renews: year, clause: 一, entries: [
    {id: fault, title: 减分, clause: 一, on: fault, points: {product: [-1, points]}}]}
  firm:
    name: 企业分
    of: township
    base: 100
    clause: 一
    entries: [{id: team, title: 有负责人低于六分, clause: 一, every: month, points: -10,
      at_most: 10, at_most_within: year,
      when: {value: {count_members: manager, where: {value: own, below: 6}}, above: 0}}]
rules:
  - {id: R, title: 同时任职超过两个, clause: 一, subject: manager, on: post, then: [{do: rectify}],
     when: {value: {count: post, where: WHERE}, above: 2}}
cases:
  - name: 试
    today: 2028-06-30
    subjects: [{id: 甲企, kind: township}, {id: 张, kind: manager, belongs_to: [甲企]}, {id: 乙企, kind: township}]
    facts:
      post: [{subject: 张, date: 2027-01-01}, {subject: 张, date: 2027-01-02, ended: 2027-03-31},
        {subject: 张, date: 2027-03-30}, {subject: 张, date: 2027-04-01}]
      fault: [{subject: 张, date: 2027-02-10, points: 6}, {subject: 张, date: 2027-03-10, points: 1}]
    expect:
      verdicts:
        - {id: R, subject: 张, date: 2027-01-02, outcome: not_triggered}
        - {id: R, subject: 张, date: 2027-03-30, outcome: triggered}
        - {id: R, subject: 张, date: 2027-04-01, outcome: triggered}
      values:
        - {value: firm, subject: 甲企, date: 2027-02-28, equals: 100}
        - {value: firm, subject: 甲企, date: 2027-03-31, equals: 90}
        - {value: firm, subject: 甲企, date: 2028-01-31, equals: 90}
        - {value: firm, subject: 乙企, date: 2028-01-31, equals: 100}
"""
THEN = "{any: [{not: {reported: ended}}, {value: ended, above: judged_on}]}"


def posts(where: str) -> str:
    return HEAD.replace("tipster: 举报人", "manager: 负责人") + POSTS.replace("WHERE", where)


def test_who_held_a_post_then_is_counted_and_a_firm_answers_for_its_managers_from_their_first_record() -> (
    None
):
    files = {"scheme.yaml": posts(THEN)}
    trials = list(run_cases(load_files(files)))
    assert [one.text for trial in trials for one in trial.findings if not one.passed] == []


def test_a_blank_end_that_is_filled_in_later_is_told() -> None:
    told = [str(one) for one in lint(load_files({"scheme.yaml": posts("{not: {reported: ended}}")}))]
    assert any(
        "看当时的写 {any: [{not: {reported: ended}}, {value: ended, above: judged_on}]}" in one
        for one in told
    )
    quiet = [str(one) for one in lint(load_files({"scheme.yaml": posts(THEN)}))]
    assert not any("看当时的写" in one for one in quiet)


UNTIL = """
facts:
  notice:
    name: 不良信息
    kind: record
    of: village
    fields:
      until: {name: 有效期至, kind: date, optional: true}
      repaired: {name: 修复日, kind: date, optional: true}
balances:
  said:
    name: 写明有效期的
    of: village
    base: 100
    clause: 一
    entries: [{id: said_in, title: 记分, clause: 一, on: notice, points: -5,
      ends: {if: {reported: until}, then: until, otherwise: {after: row_date, count: 1, unit: year}}}]
  kept:
    name: 修复为止的
    of: village
    base: 100
    clause: 一
    entries: [{id: kept_in, title: 记分, clause: 一, on: notice, points: -5, ends: repaired}]
    limits: [{at_most: 8}]
cases:
  - name: 有效到那一天为止
    today: 2028-12-31
    subject: 甲
    facts:
      notice:
        - {date: 2027-01-04, until: 2027-03-31, repaired: 2027-02-10}
        - {date: 2027-05-07}
    expect:
      values:
        - {value: said, date: 2027-01-03, equals: 100}
        - {value: said, date: 2027-03-31, equals: 95}
        - {value: said, date: 2027-04-01, equals: 100}
        - {value: said, date: 2028-05-07, equals: 95}
        - {value: said, date: 2028-05-08, equals: 100}
        - {value: kept, date: 2027-02-10, equals: 95}
        - {value: kept, date: 2027-02-11, equals: 100}
        - {value: kept, date: 2028-12-31, equals: 95}
"""


def test_points_count_up_to_the_day_that_is_recorded_or_reckoned_and_for_ever_where_none_is() -> None:
    assert wrong(UNTIL) == []
    (trial,) = run_cases(library(UNTIL))
    assert [one.text for one in trial.findings if not one.passed] == []


def test_the_day_is_told_and_a_term_besides_it_or_in_its_place_is_refused() -> None:
    (told,) = (one for one in articles_of(library(UNTIL).scheme) if one.id == "kept-kept_in")
    assert told.text == "每登记一条“不良信息”，扣5分，有效到修复日为止。"
    both = UNTIL.replace("ends: repaired", "ends: repaired, expires_after: {count: 1, unit: year}")
    assert "只写一个" in "".join(map(str, lint({"scheme.yaml": HEAD + both})))
    instead = UNTIL.replace("ends: repaired", "expires_after: {by: repaired}")
    assert "到某一天为止有效的，不写 expires_after，写 ends" in "".join(
        map(str, lint({"scheme.yaml": HEAD + instead}))
    )
    no_day = UNTIL.replace("ends: repaired", 'ends: "5%"')
    assert [one.is_error for one in lint({"scheme.yaml": HEAD + no_day})] == [True]
