"""Targets that are not owed: the verdict says why, and not that figures are missing."""

import pytest

from tests.domain.thresholds.test_small_clauses import wrong

TARGET = """
facts:
  type: {name: 类型, kind: choice, of: provider, options: [公办, 民办]}
  staff: {name: 配备率, kind: ratio, of: provider, every: year}
targets:
  - {id: T, title: 公办机构配备率, clause: 六, of: provider, value: staff, units: [公办机构],
     unless: {not: {value: type, is: 公办}}, milestones: [{by: 2026-12-31, at_least: "80%"}]}
cases:
  - name: 试
    subject: 甲
    today: 2027-01-10
    facts: {type: [{value: SORT}]}
    expect: {verdicts: [{id: T, date: 2026-12-31, outcome: OUTCOME, says: SAYS}]}
"""


@pytest.mark.parametrize(
    ("sort", "outcome", "says"),
    [("民办", "not_applicable", "类型为“民办”"), ("公办", "pending_data", "配备率")],
)
def test_the_exception_is_the_reason(sort: str, outcome: str, says: str) -> None:
    written = TARGET.replace("SORT", sort).replace("OUTCOME", outcome).replace("SAYS", says)
    assert wrong(written) == []
