"""What is looked up in other records: which of several, and what waits for fields that are not filled in."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.thresholds import Engine, Facts
from domain.thresholds.context import Place
from domain.thresholds.facts import FieldValue, Row
from domain.thresholds.fields import from_field
from domain.thresholds.matching import Alike, agrees
from domain.thresholds.truth import NO
from tests.domain.thresholds.test_small_clauses import library, wrong

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


KINDS = """
facts:
  note: {name: 登记, kind: record, of: village, fields: {
    word: {name: 词, kind: text, optional: true}, size: {name: 数, kind: number, optional: true},
    at: {name: 时刻, kind: time, optional: true}, sure: {name: 属实, kind: flag, optional: true}}}
rules:
  - {id: R, title: 登记, clause: 一, subject: village, on: note, when: {value: sure, is: true}, then: [{do: notify}]}
"""
KEPT = Engine(library(KINDS))
WRITTEN = st.fixed_dictionaries(
    {},
    optional={
        "word": st.sampled_from(["甲", "乙"]),
        "size": st.sampled_from([1, Fraction(1), Decimal("1.0"), Decimal("0.5"), Fraction(1, 2)]),
        "at": st.sampled_from(
            [
                datetime.fromisoformat("2027-03-01T09:00"),
                datetime.fromisoformat("2027-03-01T10:00"),
                date(2027, 3, 1),
            ]
        ),
        "sure": st.booleans(),
    },
)


@given(st.lists(WRITTEN, max_size=12), WRITTEN, st.sets(st.sampled_from(["word", "size", "at", "sure"])))
@settings(max_examples=200, deadline=None)
def test_few_records_are_read_and_none_that_could_agree_is_left_out(
    contents: list[dict[str, FieldValue]], sought: dict[str, FieldValue], names: set[str]
) -> None:
    rows = tuple(Row("note", "村", date(2027, 3, 1), fields=content) for content in contents)
    book = KEPT.book(Facts(rows=rows), date(2027, 4, 30))
    fact, place = KEPT.scheme.facts["note"], Place(book, "村", date(2027, 4, 30))
    keys = {name: from_field(sought.get(name), name) for name in sorted(names)}
    read = list(Alike(fact, rows, keys).may_agree(keys))
    assert [row for row in read if agrees(place, row, keys) is not NO] == [
        row for row in rows if agrees(place, row, keys) is not NO
    ]


def test_of_many_records_only_those_of_the_same_content_are_read() -> None:
    rows = tuple(Row("note", "村", date(2027, 3, 1), fields={"word": str(number)}) for number in range(100))
    keys = {"word": from_field("7", "词")}
    assert Alike(KEPT.scheme.facts["note"], rows, keys).may_agree(keys) == [rows[7]]
