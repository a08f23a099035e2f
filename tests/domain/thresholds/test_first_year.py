"""A scheme that takes effect in the middle of a year or a quarter: nothing of that period waits for ever."""

import pytest

from domain.library import load_files
from domain.thresholds.trials import run_cases
from tests.domain.thresholds.test_small_clauses import HEAD

FIGURES = """
facts:
  late: {name: 迟报, kind: number, of: village, every: month}
  rate: {name: 满意率, kind: ratio, of: village, every: month}
rules:
  - {id: MANY, title: 季度迟报多的, clause: 一, subject: village, every: quarter,
     when: {value: {take: total, of: late, over: quarter}, above: 5}, then: [{do: warn}]}
  - {id: FEW, title: 季度走访少的, clause: 一, subject: village, every: quarter,
     when: {value: {take: total, of: late, over: quarter}, below: 9}, then: [{do: warn}]}
  - {id: MEAN, title: 季度平均低的, clause: 一, subject: village, every: quarter,
     when: {value: {take: mean, of: rate, over: quarter}, below: "90%"}, then: [{do: warn}]}
duties:
  - {id: DUTY, title: 每季九次, clause: 一, subject: village, every: quarter,
     done: {take: total, of: late, over: quarter}, required: 9}
cases:
  - name: 试
    today: 2027-08-20
    subject: 甲村
    facts: {late: [LATE {period: 2027-03, value: MARCH}], rate: [{period: 2027-03, value: "80%"}]}
    expect:
      verdicts:
        - {id: MANY, period: 2027Q1, outcome: MANY_OUT}
        - {id: FEW, period: 2027Q1, outcome: FEW_OUT}
        - {id: MEAN, period: 2027Q1, outcome: MEAN_OUT}
        - {id: DUTY, period: 2027Q1, outcome: DUTY_OUT}
"""


@pytest.mark.parametrize(
    ("effective", "before", "march", "many", "few", "mean", "duty"),
    [
        ("2027-03-15", "", 6, "triggered", "not_applicable", "triggered", "not_applicable"),
        ("2027-03-15", "", 5, "not_applicable", "not_applicable", "triggered", "not_applicable"),
        ("2027-03-15", "", 9, "triggered", "not_triggered", "triggered", "met"),
        (
            "2027-03-15",
            "{period: 2027-01, value: 1}, {period: 2027-02, value: 1},",
            6,
            "triggered",
            "triggered",
            "triggered",
            "not_met",
        ),
        ("2027-02-28", "", 6, "pending_data", "pending_data", "pending_data", "pending_data"),
        ("2027-01-01", "", 9, "pending_data", "pending_data", "pending_data", "pending_data"),
    ],
)
def test_the_quarter_in_which_a_scheme_takes_effect_is_judged_as_far_as_it_can_be(
    effective: str, before: str, march: int, many: str, few: str, mean: str, duty: str
) -> None:
    text = FIGURES.replace("LATE", before).replace("MARCH", str(march))
    for mark, outcome in (("MANY_OUT", many), ("FEW_OUT", few), ("MEAN_OUT", mean), ("DUTY_OUT", duty)):
        text = text.replace(mark, outcome)
    scheme = HEAD.replace("effective: 2026-12-01", f"effective: {effective}") + text
    trials = list(run_cases(load_files({"scheme.yaml": scheme})))
    assert [one.text for trial in trials for one in trial.findings if not one.passed] == []


def test_what_is_told_of_such_a_quarter_says_from_when_it_counts() -> None:
    text = FIGURES.replace("LATE", "").replace("MARCH", "6").split("    expect:")[0]
    said = '    expect: {verdicts: [{id: MEAN, outcome: triggered, says: "自施行之日2027-03-15起，1期平均"}, '
    said += "{id: MANY, outcome: triggered, says: 至少6（施行以前的没有数据） > 5}]}\n"
    scheme = HEAD.replace("effective: 2026-12-01", "effective: 2027-03-15") + text + said
    subject = scheme.replace("today: 2027-08-20", "today: 2027-04-05")
    trials = list(run_cases(load_files({"scheme.yaml": subject})))
    assert [one.text for trial in trials for one in trial.findings if not one.passed] == []
