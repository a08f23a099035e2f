"""Entries on several kinds of subjects: what is refused with which sentence, and how they are told."""

from pathlib import Path

import pytest

from domain.library import lint, load_files, load_folder
from domain.library.articles import articles_of
from domain.library.comparing import compare
from domain.library.crossing import compares_subjects
from domain.registers import registers_of
from domain.several_kinds import includes, joined, kinds_in, meet, readable, written
from domain.thresholds.trials import run_cases

ALIKE = load_folder(Path(__file__).resolve().parents[2] / "schemes" / "alike")
HEAD = """scheme: {id: both, name: 督查办法, version: "1", region: 区, issuer: 区政府, purpose: 测试, year: 2026}
documents: {main: {title: 督查办法, issuer: 区政府, compared: 2026-01-01}}
parties: {driver: 司机}
deliverables: [{id: D-1, title: 月报, clause: 三, who: [township, provider], repeats: {every: month, day: 5}}]
facts:
  score: {name: 得分, kind: number, of: [township, department], every: quarter}
  halls: {name: 村级阵地数, kind: number, of: township, every: quarter}
  fault: {name: 失误, kind: record, of: [township, department],
    fields: {unit: {name: 责任方, kind: text, optional: true}}}
  slip: {name: 村级失误, kind: record, of: township}
balances: {points: {name: 积分, of: [township, department], base: 0, clause: 四,
  entries: [{id: B-1, title: 失误, clause: 四, on: fault, points: -1}]}}
lists: {best: {name: 红榜, of: township, every: quarter, when: {value: halls, above: 3},
  lasts: {count: 1, unit: month}, clause: 四}}
measures:
"""
BOTH, ONE = "subject: [township, department]", "subject: township"


def told(more: str, case: str = "") -> list[str]:
    found = lint({"scheme.yaml": HEAD + more + case})
    return [one.message for one in found if "没有案例" not in one.message]


def many(*entries: str, section: str = "rules") -> str:
    return f"{section}: [{', '.join(f'{{{one}}}' for one in entries)}]\n"


def rule(when: str, who: str = BOTH) -> str:
    return f"rules: [{{id: R-1, title: 问, clause: 五, {who}, {when}, then: [{{do: notify}}]}}]\n"


def sheet(of: str) -> str:
    return (
        f"scoring: {{annual: {{name: 年终考评, clause: 六, of: {of}, every: year, total: 100, "
        "items: [{key: style, name: 作风, clause: 六, points: 100, "
        "steps: [{manual: 作风, at_least: -10, at_most: 0}]}]}}\n"
    )


def test_kinds_are_one_text_in_one_order_however_they_are_written() -> None:
    assert joined(["township", "department"]) == joined(["department", "township"]) == "department+township"
    assert joined(["worker", "village"]) == "village+worker", "the scheme's own come last"
    assert kinds_in("department+township") == ("department", "township")
    assert written("department+township") == "[department, township]"
    assert written("township") == "township"


@pytest.mark.parametrize(
    ("wide", "narrow", "included", "meeting"),
    [
        ("department+township", "township", True, True),
        ("township", "department+township", False, True),
        ("department+township", "department+township", True, True),
        ("department+township", "township+village", False, True),
        ("department+township", "village", False, False),
    ],
)
def test_data_of_several_kinds_are_data_of_each(
    wide: str, narrow: str, included: bool, meeting: bool
) -> None:
    assert includes(wide, narrow) is included
    assert meet(wide, narrow) is meeting
    assert readable(wide, narrow) is included
    assert readable(wide, None), "of nobody in particular everything may be read"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (rule("every: quarter, when: {value: halls, below: 3}"), "不是每一种都有：条件里只看有的，写 {all: ["),
        (rule("on: slip"), "“slip”登记的是 township，这里的对象是 [department, township]"),
        (rule("every: quarter, when: {happened: slip}"), "“slip”登记的是 township，这里判断的对象是"),
        (rule("every: quarter, when: {on_list: best}"), "“best”是 township 的名单，"),
        (rule("every: month, when: {not: {met: D-1}}"), "“D-1”由镇街、服务单位报送，"),
        (rule("on: fault", "subject: [township, provider]"), "“fault”登记的是 [department, township]，这里的对象是"),
        (rule("on: fault, whose: unit", "subject: [township, driver]"), "没有登记过的司机按姓名新登记，单位要先有"),
        (sheet("[provider, department, township]"), "评分表写两张，一张 of: provider，一张 of: [department, township]"),
        (rule("on: fault", "subject: [township]"), "写两种以上，不重复"),
        (rule("on: fault", "subject: [township, township]"), "写两种以上，不重复"),
        (rule("on: fault", "subject: [township, 部门]"), "列表里写对象的键"),
        (rule("on: fault", "subject: [township, departmant]"), "“departmant”，是不是“department”？"),
        (rule("on: fault, when: {is_a: village}"), "这里判断的对象是 [department, township]，没有 village"),
        (rule("on: fault, when: {is_a: township}", ONE), "这里判断的对象都是 township，不用问 is_a"),
        (rule("every: quarter, when: {value: {ranking: halls, kinds: together}, equals: 1}", ONE), "只有镇街一种对象"),
        (
            many(f"id: R-1, title: 问, clause: 五, {BOTH}, on: fault, then: [{{do: warn, on: township}}]"),
            "判断的对象里就有镇街，落在谁身上分不清",
        ),
        (
            many(
                "id: R-1, title: 问, clause: 五, subject: district, every: quarter, when: {judgement: bad, asks: 差}, "
                "then: [{do: points, points: 1, balance: points, on: township}]"
            ),
            "“积分”是几种对象合用的（[department, township]），落在别人身上（on）的不能记入",
        ),
        (
            many(
                f"id: R-1, title: 一, clause: 五, {ONE}, on: slip",
                f"id: R-2, title: 二, clause: 五, {BOTH}, on: fault, when: {{triggered: R-1}}",
            ),
            "“R-1”判断的是 township，这里判断的对象是 [department, township]，不是",
        ),
        (
            many(
                "id: X-1, title: 免, clause: 五, of: village, when: {judgement: so, asks: 是否}, entries: [R-1]",
                section="exemptions",
            )
            + rule("on: fault"),
            "没有这个条目",
        ),
    ],
)  # fmt: skip
def test_what_only_one_of_the_kinds_has_is_told_with_the_way_out(more: str, sentence: str) -> None:
    found = told(more)
    assert any(sentence in one for one in found), found


@pytest.mark.parametrize(
    "more",
    [
        rule("every: quarter, when: {all: [{is_a: township}, {value: halls, below: 3}]}"),
        rule("every: quarter, when: {value: {if: {is_a: township}, then: halls, otherwise: 3}, below: 3}"),
        rule("every: quarter, when: {value: {if: {not: {is_a: township}}, then: 3, otherwise: halls}, below: 3}"),
        rule("every: quarter, unless: {is_a: department}, when: {value: halls, below: 3}"),
        rule("every: quarter, unless: {any: [{is_a: department}, {happened: fault}]}, when: {value: halls, below: 3}"),
        rule("every: quarter, when: {value: score, below: 3}", ONE),
        rule("on: fault", "subject: department"),
        rule("on: fault, whose: unit", "subject: [township, provider]"),
        sheet("[township, driver]"),
        rule("every: quarter, when: {all: [{is_a: township}, {on_list: best}]}"),
        rule("every: month, when: {all: [{is_a: township}, {not: {met: D-1}}]}"),
        many(
            f"id: R-1, title: 罚, clause: 五, {BOTH}, every: quarter, when: {{all: [{{is_a: township}}, "
            "{value: halls, below: 3}]}, then: [{do: deduct, amount: {fixed: 10, per: halls}}]"
        ),
        many(
            "id: X-1, title: 免, clause: 五, of: township, when: {value: halls, above: 5}, entries: [R-1]",
            section="exemptions",
        )
        + rule("on: fault"),
    ],
)  # fmt: skip
def test_what_one_kind_has_is_read_where_only_that_kind_is_meant(more: str) -> None:
    assert told(more) == []


def test_a_case_has_to_say_of_which_kind_somebody_is() -> None:
    case = (
        "cases: [{name: 一, today: 2026-04-20, %sfacts: {score: [{subject: 甲, period: 2026Q1, value: 3}]}, "
        "expect: {verdicts: [{id: R-1, subject: 甲, outcome: triggered}]}}]\n"
    )
    text = HEAD + rule("every: quarter, when: {value: score, below: 60}") + case
    (unsaid,) = run_cases(load_files({"scheme.yaml": text % ""}))
    assert "“甲”是哪一种对象（department、township），要在案例里写明" in unsaid.findings[0].text
    (said,) = run_cases(load_files({"scheme.yaml": text % "subjects: [{id: 甲, kind: department}], "}))
    assert said.passed


def test_sentences_name_all_kinds_and_say_how_they_are_ranked() -> None:
    sentences = {(one.section, one.id): one.text for one in articles_of(ALIKE.scheme)}
    assert sentences["rules", "R-1"].startswith("对部门、镇街，每季度，重点工作得分低于60")
    assert "（是镇街，且已触发" in sentences["rules", "R-9"]
    assert sentences["measures", "place"].endswith("重点工作得分在部门、镇街（各排各的）中由高到低的名次。")
    assert sentences["measures", "overall"].endswith("在部门、镇街（合在一起排）中由高到低的名次。")
    assert "是镇街时为达标村居数，否则为0" in sentences["measures", "merit"]
    assert "下属各部门、镇街重点工作得分的平均" in sentences["measures", "mean"]
    assert sentences["scoring", "annual"].startswith("对部门、镇街每年评分")


def test_a_version_that_takes_in_another_kind_differs_in_that_entry_alone() -> None:
    asked = rule("every: quarter, when: {value: score, below: 60}")
    old, new = (load_files({"scheme.yaml": HEAD + text}).scheme for text in (asked.replace(BOTH, ONE), asked))
    assert [(one.kind.value, one.article.id) for one in compare(old, new)] == [("changed", "R-1")]


def test_rankings_of_several_kinds_change_the_verdicts_of_others() -> None:
    assert compares_subjects(ALIKE.scheme)


def test_of_several_kinds_that_tell_of_themselves_each_does() -> None:
    of, text = "of: [township, department]", HEAD + rule("on: fault")
    for by, refused in (("township", True), ("[department, township]", False), ("office", False)):
        found = lint({"scheme.yaml": text.replace(f"kind: record, {of}", f"kind: record, {of}, by: {by}")})
        assert any("by 与 of 写得一样" in one.message for one in found) is refused


def test_each_unit_of_either_kind_fills_the_register_of_its_duty() -> None:
    found = registers_of(ALIKE.scheme)
    assert found["sessions"].own
    assert not found["sessions"].person
    assert not found["notice"].own, "what only rules look at is registered by those above"


LATE = (
    "time_limits: [{{id: L-1, title: 两日内说明, clause: 五, record: fault, {who}starts: row_date, "
    "ends: row_date, within: {{count: 2, unit: calendar_day}}{more}}}]\n"
)
OFTEN = (
    "duties: [{{id: U-1, title: 每季度一次, clause: 五, subject: [township, department], {who}every: quarter, "
    "done: {{count: fault}}, required: 1{more}}}]\n"
)


@pytest.mark.parametrize("entry", [LATE, OFTEN])
@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("", "部门、镇街各自"),
        ("who: [township, department], ", "部门、镇街各自"),
        ("who: office, ", "专项办"),
        ("who: [office, township, department], ", "专项办牵头，镇街、部门配合"),
    ],
)
def test_what_several_kinds_do_is_done_by_each_for_itself(entry: str, who: str, says: str) -> None:
    text = HEAD + entry.format(who=who, more="")
    assert not [one for one in told(entry.format(who=who, more="")) if "判断的还有" in one]
    (article,) = [
        one for one in articles_of(load_files({"scheme.yaml": text}).scheme) if one.id in {"L-1", "U-1"}
    ]
    assert article.text.startswith(says), article.text


@pytest.mark.parametrize(
    ("entry", "more"), [(LATE, ", where: {is_a: township}"), (OFTEN, ", unless: {is_a: department}")]
)
def test_one_of_several_kinds_that_is_said_to_do_it_is_told_unless_the_rest_is_let_off(
    entry: str, more: str
) -> None:
    found = told(entry.format(who="who: township, ", more=""))
    assert any("who 写的是镇街，判断的还有部门" in one for one in found), found
    assert not [one for one in told(entry.format(who="who: township, ", more=more)) if "判断的还有" in one]
