"""What is looked up in other records: which of several, and what waits for fields that are not filled in."""

from tests.domain.thresholds.test_small_clauses import wrong

TIPS = """
facts:
  tip: {name: 举报, kind: record, of: tipster, ordered_by: at, fields: {
    no: {name: 隐患, kind: text}, at: {name: 时刻, kind: time}, code: {name: 编号, kind: text}}}
rules:
  - {id: R, title: 先举报, clause: 一, subject: tipster, on: tip, then: [{do: notify}],
     when: {value: {lookup: tip, field: code, match: {no: no}}, equals: code}}
  - {id: L, title: 后举报, clause: 一, subject: tipster, on: tip, then: [{do: notify}],
     when: {value: {lookup: tip, field: code, match: {no: no}, within: ever}, equals: code}}
cases:
  - name: 试
    today: 2027-04-30
    subjects: [{id: 张, kind: tipster}, {id: 李, kind: tipster}]
    facts:
      tip:
        - {subject: 李, date: 2027-03-01, no: 甲, at: "2027-03-01 09:00", code: a}
        - {subject: 李, date: 2027-03-06, no: 乙, at: "2027-03-06 10:00", code: b}
        - {subject: 张, date: 2027-03-06, no: 乙, at: "2027-03-06 09:00", code: c}
        - {subject: 张, date: 2027-03-05, no: 丙, at: "2027-03-05 09:00", code: d}
        - {subject: 李, date: 2027-03-07, no: 丙, at: "2027-03-07 09:00", code: e}
    expect:
      verdicts:
        - {id: R, subject: 张, date: 2027-03-06, outcome: triggered}
        - {id: R, subject: 李, date: 2027-03-06, outcome: not_triggered}
        - {id: R, subject: 张, date: 2027-03-05, outcome: triggered}
        - {id: R, subject: 李, date: 2027-03-07, outcome: not_triggered}
        - {id: L, subject: 李, date: 2027-03-06, outcome: triggered}
        - {id: L, subject: 张, date: 2027-03-06, outcome: not_triggered}
"""


def test_what_is_looked_up_is_the_earliest_over_all_subjects_and_the_latest_within_a_window() -> None:
    assert wrong(TIPS) == []


UNFILLED = """
facts:
  price: {name: 指导价, kind: record, of: village, fields: {
    item: {name: 品种, kind: text, optional: true}, yuan: {name: 价格, kind: number}}}
  sale: {name: 销售, kind: record, of: village, fields: {
    item: {name: 品种, kind: text, optional: true}, yuan: {name: 价格, kind: number}}}
rules:
  - {id: DEAR, title: 高于指导价, clause: 一, subject: village, on: sale, then: [{do: notify}],
     when: {value: yuan, above: {lookup: price, field: yuan, match: {item: item}}}}
  - {id: NONE, title: 没有指导价, clause: 一, subject: village, on: sale, then: [{do: notify}],
     when: {not: {reported: {lookup: price, field: yuan, match: {item: item}}}}}
  - {id: LAST, title: 高于最近的, clause: 一, subject: village, on: sale, then: [{do: notify}],
     when: {value: yuan, above: {lookup: price, field: yuan, match: {item: item}, within: ever}}}
cases:
  - name: 试
    today: 2027-04-30
    subjects: [{id: 甲村, kind: village}]
    facts:
      price: [{date: 2027-01-01, item: 米, yuan: 3}, {date: 2027-01-05, yuan: 9}, {date: 2027-01-08, item: 油, yuan: 5}]
      sale:
        - {date: 2027-02-01, item: 米, yuan: 4}
        - {date: 2027-02-02, item: 油, yuan: 4}
        - {date: 2027-02-03, item: 盐, yuan: 4}
        - {date: 2027-02-04, yuan: 4}
    expect:
      verdicts:
        - {id: DEAR, date: 2027-02-01, outcome: triggered}
        - {id: NONE, date: 2027-02-01, outcome: not_triggered}
        - {id: LAST, date: 2027-02-01, outcome: pending_data, says: 2027-01-05登记的“指导价”没有填全}
        - {id: DEAR, date: 2027-02-02, outcome: pending_data}
        - {id: NONE, date: 2027-02-02, outcome: pending_data}
        - {id: LAST, date: 2027-02-02, outcome: not_triggered}
        - {id: NONE, date: 2027-02-03, outcome: pending_data}
        - {id: NONE, date: 2027-02-04, outcome: pending_data, says: 对应关系不明（品种没有填写）}
"""


def test_what_is_looked_up_waits_for_records_that_may_be_the_one() -> None:
    assert wrong(UNFILLED) == []
