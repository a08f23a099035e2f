"""What counts from a contract, a season or a year filled in: slips are told, years that contradict are warned of."""

import pytest

from domain.errors import Invalid
from domain.library import LibraryError, lint, load_files
from domain.library.library import checksum
from domain.library.schedule import resolve_phases, year_doubts
from domain.thresholds.trials import run_cases
from services.campaign_plan import require_parameters
from tests.domain.library.base_scheme import CASES, FACTS, HEAD, RULES, SOUND, scheme_with

DATES = (
    FACTS
    + "  signed: {name: 签约日, kind: date, of: provider}\n  born: {name: 生日, kind: date, of: elder}\n"
)
PHASE = """
phases:
  - {key: end, name: 收尾, clause: 一, start: {month: 1, day: 5}, end: {month: 3, year: {open: last}}}
"""
LAST = "kind: year}, last: {name: 止年, kind: year}}"
ASKED = HEAD.replace("kind: year}}", LAST) + "parties: {elder: 老人}\n"


def told(**changed: str) -> list[str]:
    return [problem.message for problem in lint(scheme_with(scheme=ASKED, facts=DATES, **changed))]


def rule(when: str) -> str:
    return RULES.replace('{value: rate, below: "90%"}', when)


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("{value: {count: breach, within: {anniversary: sined}}, above: 1}", "是不是“signed”？"),
        (
            "{value: {count: breach, within: {anniversary: born}}, above: 1}",
            "登记的是 elder，这里的对象是 provider",
        ),
        ("{value: {count: breach, alike: intnt}, above: 1}", "是不是“intent”？"),
        ("{value: today, above: {after: 千年虫, count: 3, unit: month}}", "起算事件“千年虫”不是系统认得的"),
        ("{value: {part: month, of: today}, above: 2026-01-01}", "左边是数，不能与日期"),
        (
            "{value: {by_parts: rate, parts: [{at_most: 5, each: 1}, {at_most: 5, each: 2}, {each: 3}]}, above: 1}",
            "分段要由小到大写",
        ),
        (
            "{value: {count: breach, within: {season: {from: 11-15, to: 3-15}}}, above: 1}",
            "只写月日，例如 {month",
        ),
        ("{triggered: A, tier: 甲档}", "没有这个分档“甲档”"),
        ("{happened: breach, where: {value: intent, at_least: 故意}}", "“故意”没有高低可比"),
        ("{value: {if: {happened: breach}, then: 好, otherwise: 差}, below: 好}", "“好”没有高低可比"),
        ("{value: {take: mean, of: rate, peers: sort}, above: 0}", "没有这个数据或指标“sort”"),
    ],
)
def test_a_slip_in_a_newer_form_is_told(when: str, sentence: str) -> None:
    found = told(rules=rule(when))
    assert any(sentence in message for message in found), found


@pytest.mark.parametrize(
    ("deliverable", "sentence"),
    [
        ("who: [office], inside: end, due: 2026-01-04", "不在“收尾”阶段"),
        ("who: [office], inside: edn", "是不是“end”？"),
        ("who: [office], inside: end, repeats: {every: week}", "first: {phase: end, point: start}"),
        ("who: [office], jointly: true, due: {phase: end}", "who 要写两个以上"),
        ("who: [镇街], due: {phase: end}", "“镇街”写 township"),
        (
            "who: [office], due: {month: 5, year: 20XX}",
            "“year”要写数字、this、next、previous 或 same；原文是 20XX 的",
        ),
        ("who: [office], repeats: {every: 旬}", "是不是想写“ten_days”？"),
        ("who: [provider], due: {event: born}", "不能作这里的起算日"),
        ("who: [office], repeats: {every: ten_days, day: 5}", "旬报、半月报写 after_end 或 before_end"),
        ("who: [office], repeats: {every: month, day: 5, words: 月初}", "只写一个"),
        ("who: [office], repeats: {every: week, working_days_only: true}", "只用于每日的报送"),
        ("who: [office], repeats: {every: month, step: 2}", "step（每几期一次）要写 first"),
    ],
)
def test_a_deliverable_that_cannot_be_is_told(deliverable: str, sentence: str) -> None:
    campaign = f"{PHASE}deliverables:\n  - {{id: D, title: 报告, clause: 一, {deliverable}}}\n"
    found = told(campaign=campaign)
    assert any(sentence in message for message in found), found


@pytest.mark.parametrize(
    ("then", "sentence"),
    [
        ("{choose_one: [[{do: warn}, {do: notify}], {do: terminate}]}", "要写成 {together: ["),
        ("{together: [{do: warn}, {do: notify}]}", "只写在 choose_one 里"),
        ("{do: rectify, within: {after: signed, count: 3, unit: month}}", "从登记的日期起算写 {by: {after"),
        (
            "{do: rectify, within: {count: 3, unit: month, from: signed}}",
            "从登记的日期起算写 {by: {after: signed",
        ),
        ("{do: ban, lasts: 三年}", "要写期限（如 {count: 3, unit: year}）"),
    ],
)
def test_a_consequence_written_otherwise_is_told_how_it_is_written(then: str, sentence: str) -> None:
    found = told(
        rules=RULES.replace("{do: rectify, within: {count: 30, unit: calendar_day, from: 送达}}", then)
    )
    assert any(sentence in message for message in found), found


def test_a_year_left_open_inside_a_date_is_filled_in_with_the_others() -> None:
    library = load_files(scheme_with(scheme=ASKED, campaign=PHASE))
    (open_end,) = resolve_phases(library, 2026)
    (known,) = resolve_phases(library, 2026, settings={"last": "2028"})
    assert (open_end.end, str(known.start), str(known.end)) == (None, "2026-01-05", "2028-03-31")
    with pytest.raises(Invalid) as refused:
        require_parameters(library.scheme, {"last": "28年"})
    assert refused.value.fields == {"last": "“止年”应是年份，例如 2026"}
    require_parameters(library.scheme, {"last": "2028"})


def test_a_year_that_contradicts_the_source_is_told() -> None:
    stated = load_files(scheme_with(scheme=HEAD.replace("year: {open: year}", "year: 2025"))).scheme
    assert year_doubts(stated, 2025) == ()
    assert "原文是2025年的" in year_doubts(stated, 2026)[0]
    dated = load_files(
        scheme_with(campaign=PHASE.replace("{month: 3, year: {open: last}}", "2026-03-31"))
    ).scheme
    assert year_doubts(dated, 2026) == ()
    assert "“收尾”阶段原文写明是2026年" in year_doubts(dated, 2027)[0]


@pytest.mark.parametrize("answer", ["{judgement: bad, answer: true, by: 张, reason: 查实}"])
def test_an_answer_about_nobody_is_refused_where_there_are_several_subjects(answer: str) -> None:
    asked = rule("{all: [{value: rate, below: 1}, {judgement: bad, asks: 是否严重}]}")
    one = CASES.replace("    expect", f"    judgements: [{answer}]\n    expect").replace(
        "    subject: 甲\n", ""
    )
    alone = one.replace("{period", "{subject: 甲, period")
    assert [trial.passed for trial in run_cases(load_files(scheme_with(rules=asked, cases=alone)))] == [True]
    two = alone.replace("facts:", "subjects: [{id: 乙, kind: provider}]\n    facts:")
    (trial,) = run_cases(load_files(scheme_with(rules=asked, cases=two)))
    assert "judgements 的 bad：没有写 subject（对象），案例里有几个对象（乙、甲）" in trial.findings[0].text


def test_a_datum_that_names_nobody_is_about_the_only_one_of_its_kind() -> None:
    one = CASES.replace(
        "    subject: 甲\n", "    subjects: [{id: 甲, kind: provider}, {id: 丙, kind: village}]\n"
    )
    (trial,) = run_cases(load_files(scheme_with(cases=one.replace("{id: A", "{id: A, subject: 甲"))))
    assert trial.passed
    two = one.replace("kind: village", "kind: provider")
    (trial,) = run_cases(load_files(scheme_with(cases=two)))
    assert (
        "案例不能运行（cases.yaml:6）：rate第1条：没有写 subject（对象）：案例里有几个（甲、丙）"
        in trial.findings[0].text
    )


def test_what_a_case_expects_of_nobody_is_told_at_its_line_and_the_rest_is_looked_at() -> None:
    two = CASES.replace("    subject: 甲\n", "    subjects: [{id: 乙, kind: provider}]\n")
    two = two.replace("{period", "{subject: 甲, period").replace(
        "[{id: A, outcome", "[{id: A, subject: 甲, outcome: triggered},\n      {id: A, outcome"
    )
    (trial,) = run_cases(load_files(scheme_with(cases=two)))
    assert [finding.passed for finding in trial.findings] == [True, False]
    assert "（expect 的 verdicts 第2项，cases.yaml:8）：没有写 subject" in trial.findings[1].text


def test_a_stored_version_is_read_as_it_was_and_examined_again_when_it_was_changed() -> None:
    settings = "settings:\n  s: {name: 口径, question: 哪种？, default: a, options: {a: 甲, b: 乙}}\n"
    unsound = RULES.replace('"90%"', "{by_setting: s, a: 1, b: 好}")
    files = {**SOUND, "settings.yaml": settings, "rules.yaml": unsound}
    assert load_files(files, stored_as=checksum(files)).checksum == checksum(files)
    with pytest.raises(LibraryError, match="设置“s”取“b”时"):
        load_files(files, stored_as="another")
