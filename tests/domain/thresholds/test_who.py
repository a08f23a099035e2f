"""Only those who are named: one department out of many owes a report, one enterprise has a rule of its own."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
from domain.thresholds.trials import run_cases

SCHEME = """
scheme: {id: named, name: 督查办法, version: "1", region: 区, issuer: 区政府, purpose: 测试, year: 2026}
documents: {main: {title: 督查办法, issuer: 区政府, compared: 2026-01-01}}
deliverables:
  - {id: D-1, title: 资金情况, clause: 三, who: [department], unless: {not: {is_named: [区财政局, 区审计局]}},
     repeats: {every: quarter, day: 15}}
facts:
  rate: {name: 减免率, kind: ratio, of: enterprise, every: quarter}
rules:
  - {id: R-1, title: 未按时报资金情况的通报, clause: 三, subject: department, every: quarter, when: {not: {met: D-1}},
     then: [{do: notify}]}
  - {id: R-2, title: 县殡仪馆减免率不足九成的约谈, clause: 四, subject: enterprise, every: quarter,
     when: {all: [{is_named: 县殡仪馆}, {value: rate, below: "90%"}]}, then: [{do: interview}]}
"""
CASE = """
cases:
  - name: 点名
    today: 2026-04-16
    subjects: [{{id: {department}, kind: department}}, {{id: {enterprise}, kind: enterprise}}]
    facts: {{rate: [{{subject: {enterprise}, period: 2026Q1, value: "89%"}}]}}
    expect:
      verdicts:
        - {{id: R-1, subject: {department}, period: 2026Q1, outcome: {reports}}}
        - {{id: R-2, subject: {enterprise}, period: 2026Q1, outcome: {talks}}}
"""


@pytest.mark.parametrize(
    ("department", "enterprise", "reports", "talks"),
    [
        ("区财政局", "县殡仪馆", "triggered", "triggered"),
        ("云溪区审计局", "云溪县殡仪馆", "triggered", "triggered"),
        ("区教育局", "县殡仪馆服务公司", "not_triggered", "not_triggered"),
    ],
)
def test_only_the_named_are_asked(department: str, enterprise: str, reports: str, talks: str) -> None:
    case = CASE.format(department=department, enterprise=enterprise, reports=reports, talks=talks)
    trials = list(run_cases(load_files({"scheme.yaml": SCHEME, "cases.yaml": case})))
    assert [one for trial in trials for one in trial.findings if not one.passed] == []


def test_the_named_stand_in_the_sentence() -> None:
    files = {"scheme.yaml": SCHEME}
    assert [str(one) for one in lint(files) if one.is_error] == []
    told = {one.title: one.text for one in articles_of(load_files(files).scheme) if one.section != "facts"}
    assert "是县殡仪馆" in told["县殡仪馆减免率不足九成的约谈"]
    assert told["资金情况"].endswith("不是区财政局或区审计局的除外。")
