"""What is asked from a record, or about it: of which day, of which period, within which range."""

from fractions import Fraction

import pytest

from domain.errors import Invalid
from domain.library import LibraryError
from domain.thresholds.trials import run_cases
from services.facts import fields_of
from tests.domain.thresholds.test_clauses_on_collection import doubts, told
from tests.domain.thresholds.test_small_clauses import library, wrong

ASKED = """
facts:
  forged: {name: 伪造, kind: record, of: village}
rules:
  - {id: G, title: 伪造的, clause: 一, subject: village, on: forged, then: [{do: terminate}]}
  - {id: M, title: 当月伪造的, clause: 一, subject: village, every: month, when: {triggered: G}, then: [{do: warn}]}
  - {id: E, title: 伪造过的, clause: 一, subject: village, every: month,
     when: {value: {triggered_times: [G], within: ever}, at_least: 1}, then: [{do: warn}]}
cases:
  - name: 试
    subject: 甲村
    today: 2027-03-10
    facts: {forged: [{date: 2026-12-31}]}
    expect:
      verdicts:
        - {id: M, period: 2026-12, outcome: triggered, says: 当月规则G已触发}
        - {id: M, period: 2027-01, outcome: not_triggered, says: 当月规则G未触发}
        - {id: E, period: 2027-01, outcome: triggered}
      values: [{value: {if: {triggered: G}, then: 1, otherwise: 0}, period: 2027-01, equals: 0}]
"""


def test_a_rule_on_records_is_asked_of_the_period_and_says_so() -> None:
    assert wrong(ASKED) == []
    assert "每月，当月已触发“伪造的”（G）的" in told(ASKED, "rules", "M")
    trials = [one for trial in run_cases(library(ASKED)) for one in trial.findings]
    assert any("当月已触发“伪造的”（G）时为1" in one.entry for one in trials)


BOUNDED = """
facts:
  praise: {name: 表彰, kind: record, of: village, fields: {
    points: {name: 加分, kind: number, at_least: 1, at_most: 3},
    share: {name: 占比, kind: ratio, at_most: "10%", optional: true}}}
cases:
  - name: 试
    subject: 甲村
    facts: {praise: [{date: 2026-12-05, points: POINTS}]}
    expect: {values: [{value: {count: praise, within: ever}, equals: 1}]}
"""


def test_figures_of_records_keep_the_range_of_the_text() -> None:
    assert wrong(BOUNDED.replace("POINTS", "3")) == []
    found = [
        one.text for trial in run_cases(library(BOUNDED.replace("POINTS", '"3.5"'))) for one in trial.findings
    ]
    assert any("加分要在1至3之间，现在是 3.5" in one for one in found)
    spec = library(BOUNDED.replace("POINTS", "1")).scheme.facts["praise"]
    assert "登记项：加分（在1至3之间）、占比（不超过10%）" in told(
        BOUNDED.replace("POINTS", "1"), "facts", "praise"
    )
    assert fields_of(spec, {"points": "1", "share": "10"}) == {"points": "1", "share": "10%"}
    with pytest.raises(Invalid) as refused:
        fields_of(spec, {"points": "0.9", "share": "10.1"})
    assert refused.value.fields == {"points": "加分要在1至3之间，请核对", "share": "占比要不超过10%，请核对"}
    assert spec.fields["points"].takes(Fraction(3))


def test_a_range_is_for_figures_that_are_typed_in() -> None:
    with pytest.raises(LibraryError, match="at_least、at_most"):
        library(
            BOUNDED.replace("kind: number, at_least: 1, at_most: 3", "kind: text, at_most: 3").replace(
                "POINTS", "a"
            )
        )


AGAIN = """
facts:
  fault:
    name: 问题
    kind: record
    of: village
    fields:
      point: {name: 点位, kind: text}
      due: {name: 整改期限, kind: date, optional: true}
      again: {name: 未到期限又被查, kind: flag, value: {if: HELD, then: true, otherwise: false}}
rules:
  - {id: A, title: 又被查, clause: 一, subject: village, on: fault, when: {value: again, is: true}, then: [{do: warn}]}
"""
MISTAKEN = """
  {happened: fault, within: earlier, match: {point: point},
    where: {all: [{reported: due}, {value: due, at_least: judged_on}]}}
"""
MEANT = """
  {all: [{happened: fault, within: earlier, match: {point: point}, where: {reported: due}},
    {value: {take: latest, of: due, rows: fault, within: earlier, match: {point: point}, where: {reported: due}},
      at_least: row_date}]}
"""
FAULTS = """
cases:
  - name: 期限那天又被查，次日又被查，下月再看也一样
    subject: 甲村
    today: 2027-03-10
    facts:
      fault:
        - {date: 2026-12-05, point: a, due: 2026-12-10}
        - {date: 2026-12-10, point: a}
        - {date: 2026-12-11, point: a}
    expect:
      verdicts:
        - {id: A, date: 2026-12-10, outcome: triggered}
        - {id: A, date: 2026-12-11, outcome: not_triggered}
      values: [{value: {count: fault, where: {value: again, is: true}, within: year}, period: 2026, equals: 1}]
"""


def test_a_computed_field_is_told_that_the_day_of_judging_is_not_its_own() -> None:
    told_so = "不是本条的登记日期"
    assert any(told_so in one for one in doubts(AGAIN.replace("HELD", " ".join(MISTAKEN.split()))))
    meant = AGAIN.replace("HELD", " ".join(MEANT.split()))
    assert not any(told_so in one for one in doubts(meant))
    assert wrong(meant + FAULTS) == []


STOPPED = """
facts:
  warned: {name: 预警, kind: record, of: village, fields: {
    topped: {name: 补足日, kind: date, optional: true},
    limit: {name: 补足期限, kind: date, value: {after: row_date, count: 5, unit: working_day}}}}
  charge: {name: 收费, kind: record, of: village}
time_limits:
  - {id: L, title: 五个工作日内补足, clause: 一, record: warned, who: village, starts: row_date, ends: topped,
     within: {count: 5, unit: working_day}}
rules:
  - {id: A, title: 逾期没有补足还收费, clause: 一, subject: village, on: charge, then: [{do: warn}],
     when: {happened: warned, within: ever, where: WHERE}}
cases:
  - name: 期限十二月八日，那天以前收费不算
    subject: 甲村
    today: 2027-03-10
    facts: {warned: [{date: 2026-12-01}], charge: [{date: 2026-12-08}, {date: 2026-12-09}]}
    expect:
      verdicts:
        - {id: A, date: 2026-12-08, outcome: not_triggered}
        - {id: A, date: 2026-12-09, outcome: triggered}
"""


def test_who_asks_from_a_record_whether_a_term_was_missed_says_by_that_day() -> None:
    hindsight, then = "{not: {met: L}}", "{all: [{not: {met: L}}, {value: limit, below: judged_on}]}"
    assert any(
        "“收费”登记那天期限还没有到的也算逾期" in one for one in doubts(STOPPED.replace("WHERE", hindsight))
    )
    assert len(wrong(STOPPED.replace("WHERE", hindsight))) == 1
    assert doubts(STOPPED.replace("WHERE", then)) == []
    assert wrong(STOPPED.replace("WHERE", then)) == []
