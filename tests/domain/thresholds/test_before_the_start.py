"""Figures from before the scheme: recorded ones count, and where some are wanting what is certain all the same."""

import pytest

from domain.library.articles import articles_of
from tests.domain.thresholds.test_small_clauses import library, wrong

FIGURES = """
facts:
  late: {name: 迟报, kind: number, of: village, every: month}
  rate: {name: 满意率, kind: ratio, of: village, every: year}
  fire: {name: 起火, kind: record, of: village, fields: {}}
rules:
  - {id: MANY, title: 近三个月迟报多的, clause: 一, subject: village, every: month,
     when: {value: {take: total, of: late, over: {periods: 3}}, above: 5}, then: [{do: warn}]}
  - {id: FEW, title: 近三个月迟报少的, clause: 一, subject: village, every: month,
     when: {value: {take: total, of: late, over: {periods: 3}}, below: 9}, then: [{do: warn}]}
  - {id: TOP, title: 近三个月最高的, clause: 一, subject: village, on: fire,
     when: {value: {take: highest, of: late, over: {count: 3, unit: month}}, at_least: 6}, then: [{do: warn}]}
  - {id: LOW, title: 近三个月最低的, clause: 一, subject: village, on: fire,
     when: {value: {take: lowest, of: late, over: {count: 3, unit: month}}, below: 6}, then: [{do: warn}]}
  - {id: MEAN, title: 三年平均, clause: 一, subject: village, every: year,
     when: {value: {take: mean, of: rate, over: {periods: 3}}, above: "30%"}, then: [{do: warn}]}
  - {id: LAST, title: 低于上年, clause: 一, subject: village, every: year,
     when: {value: rate, below: {previous: rate}}, then: [{do: warn}]}
cases:
  - name: 试
    today: 2027-01-10
    subject: 甲村
    facts: {late: [LATE {period: 2026-12, value: LAST_ONE}], rate: [YEARS {period: 2026, value: "RATE"}],
      fire: [{date: 2027-01-05}]}
    expect: {verdicts: [{id: RULE, WHEN, outcome: OUTCOME SAYS}]}
"""
IN, OUT, OPEN = "triggered", "not_triggered", "pending_data"
AT = {
    "MANY": "period: 2026-12",
    "FEW": "period: 2026-12",
    "TOP": "date: 2027-01-05",
    "LOW": "date: 2027-01-05",
}


def judged(
    rule: str, outcome: str, late: str = "", one: int = 6, years: str = "", rate: str = "90%", says: str = ""
) -> list[str]:
    text = (
        FIGURES.replace("LATE", late)
        .replace("LAST_ONE", str(one))
        .replace("YEARS", years)
        .replace("RATE", rate)
    )
    when = AT.get(rule, "period: '2026'")
    told = f", says: {says}" if says else ""
    return wrong(
        text.replace("RULE", rule).replace("WHEN", when).replace("OUTCOME", outcome).replace("SAYS", told)
    )


BEFORE = "{period: 2026-10, value: 1}, {period: 2026-11, value: 1},"
ONE_BEFORE = "{period: 2026-11, value: 1},"


@pytest.mark.parametrize(
    ("rule", "late", "one", "outcome"),
    [
        ("MANY", "", 6, IN),  # whatever it was in October and November
        ("MANY", "", 5, OPEN),
        ("MANY", BEFORE, 3, OUT),
        ("MANY", BEFORE, 4, IN),
        ("MANY", ONE_BEFORE, 5, IN),
        ("FEW", "", 9, OUT),
        ("FEW", "", 8, OPEN),
        ("FEW", BEFORE, 6, IN),
        ("TOP", "", 6, IN),
        ("TOP", "", 5, OPEN),
        ("TOP", BEFORE, 5, OUT),
        ("LOW", "", 5, IN),
        ("LOW", "", 6, OPEN),
        ("LOW", BEFORE.replace("1}", "7}"), 6, OUT),
    ],
)
def test_a_window_that_begins_before_the_scheme_is_judged_where_the_answer_is_certain(
    rule: str, late: str, one: int, outcome: str
) -> None:
    assert judged(rule, outcome, late, one) == []


YEARS = '{period: 2024, value: "20%"}, {period: 2025, value: "30%"},'


@pytest.mark.parametrize(
    ("rule", "years", "rate", "outcome"),
    [
        ("MEAN", "", "91%", IN),  # more than 30% in the mean though the other two were nothing
        ("MEAN", "", "90%", OPEN),
        ("MEAN", YEARS, "40%", OUT),
        ("MEAN", YEARS, "41%", IN),
        ("LAST", "", "20%", OPEN),
        ("LAST", YEARS, "29%", IN),
        ("LAST", YEARS, "30%", OUT),
    ],
)
def test_years_before_the_scheme_count_where_they_are_recorded(
    rule: str, years: str, rate: str, outcome: str
) -> None:
    assert judged(rule, outcome, years=years, rate=rate) == []


def test_what_is_wanting_from_before_the_scheme_is_said() -> None:
    assert judged("MANY", OPEN, one=5, says="至少5（施行以前的没有登记）") == []
    assert judged("LAST", OPEN, says="（在施行以前，登记了就能算）") == []


def test_the_articles_say_what_is_done_with_figures_from_before_the_scheme() -> None:
    sound = library(FIGURES.split("cases:")[0])
    told = {one.id: "".join(one.notes) for one in articles_of(sound.scheme)}
    assert "上一期在施行以前的，登记了的照用，没有登记的待核" in told["LAST"]
    assert "时段从施行以前开始的，登记了的照算，没有登记的，怎样都一样的照判，不然待核" in told["MANY"]


COUNTED = """
facts:
  event: {name: 食品安全事件, kind: record, of: village, absence: assumed}
  late: {name: 迟报, kind: number, of: village, every: year}
measures:
  events: {name: 事件数, of: village, every: year, value: {count: event, within: year}}
  twice: {name: 事件加倍, of: village, every: year, value: {product: [2, events]}}
  both: {name: 合计, of: village, every: year, value: {sum: [events, late]}}
rules:
  - {id: R, title: 上年没有的, clause: 一, subject: village, every: month, when: {value: {previous: FIGURE}, equals: 0}}
cases:
  - name: 上年没有登记过
    today: 2027-01-10
    subjects: [{id: 甲村, kind: village}]
    facts: {}
    expect: {verdicts: [{id: R, subject: 甲村, period: 2026-12, outcome: OUTCOME}]}
"""


@pytest.mark.parametrize(
    ("figure", "absence", "outcome", "note"),
    [
        ("events", "assumed", IN, "数那时登记了的，没有登记就是没有"),
        ("twice", "assumed", IN, "数那时登记了的，没有登记就是没有"),
        ("events", "checked", OPEN, "登记了的照用，没有登记的待核"),
        ("both", "assumed", OPEN, "登记了的照用，没有登记的待核"),
    ],
)
def test_what_is_counted_from_registers_alone_is_known_from_before_the_scheme_too(
    figure: str, absence: str, outcome: str, note: str
) -> None:
    text = COUNTED.replace("FIGURE", figure).replace("absence: assumed", f"absence: {absence}")
    assert wrong(text.replace("OUTCOME", outcome)) == []
    (told,) = [one for one in articles_of(library(text.split("cases:")[0]).scheme) if one.id == "R"]
    assert [one for one in told.notes if "施行以前" in one] == [f"上一期在施行以前的，{note}"]
