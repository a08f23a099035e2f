"""What each document says, from the data it was given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports import (
    campaign_summary,
    circular,
    decision_notice,
    lead_letter,
    ledger_word,
    prior_notice,
    rectification_notice,
    self_inspection_report,
    supervision_letter,
    verification_report,
)
from reports.format_check import check_format
from reports.periods import Period
from reports.self_inspection_report import CategoryResult
from tests.reports import sample_ledger, sample_reports, sample_scores, samples
from tests.reports.opened import W, attribute, body, texts

RENDERED: dict[str, Callable[[], bytes]] = {
    "notice": lambda: rectification_notice.render(samples.NOTICE),
    "self_inspection": lambda: self_inspection_report.render(sample_reports.SELF_INSPECTION),
    "summary": lambda: campaign_summary.render(sample_reports.SUMMARY),
    "supervision": lambda: supervision_letter.render(samples.SUPERVISION),
    "prior": lambda: prior_notice.render(samples.PRIOR),
    "decision": lambda: decision_notice.render(samples.DECISION),
    "verification": lambda: verification_report.render(sample_reports.VERIFICATION),
    "circular": lambda: circular.render(sample_reports.CIRCULAR),
    "lead": lambda: lead_letter.render(samples.LEAD),
    "scores": sample_scores.render,
    "ledger": lambda: ledger_word.render(sample_ledger.LEDGER),
}


def said(docx: bytes) -> str:
    return "\n".join(texts(docx))


@pytest.mark.parametrize("name", RENDERED)
def test_every_document_passes_the_format_check(name: str) -> None:
    assert check_format(RENDERED[name]()) == ()


@pytest.mark.parametrize("name", RENDERED)
def test_every_document_is_the_same_bytes_for_the_same_data(name: str) -> None:
    assert RENDERED[name]() == RENDERED[name]()


@pytest.mark.parametrize("name", RENDERED)
def test_no_table_is_wider_than_the_type_area(name: str) -> None:
    for table in body(RENDERED[name]()).iter(f"{W}tbl"):
        assert int(attribute(table, "tblPr/tblW", "w") or 0) in (8844, 12756)


def test_the_notice_has_every_element_of_a_rectification_notice() -> None:
    text = said(rectification_notice.render(samples.NOTICE))
    for element in (
        "安颐居家养老服务中心：", "2026年6月23日至2026年6月24日", "柳溪镇红星村服务站", "李建国、陈晓燕",
        "（一）部分服务工单时长不足仍进入结算", "证据材料：ZJ-0031、ZJ-0032。", "对照依据：服务合同第八条。",
        "自收到本通知书之日起30日内（自然日）", "截止日期为2026年7月31日",
        "期限的计算方法：自送达次日起算30日，末日遇休假日的，顺延至休假日结束的次日。",
        "依照服务合同第十二条第二款，按照季度项目资金的3%至5%扣减。", "可以陈述和申辩", "0951-6000000",
        "送达回证", "《整改通知书》（青民函〔2026〕12号）", "受送达人签收", "拒收情况",
    ):  # fmt: skip
        assert element in text


def test_the_notice_says_working_days_once_and_leaves_an_unknown_last_day_to_the_delivery() -> None:
    period = Period("3个工作日", "工作日")
    text = said(rectification_notice.render(replace(samples.NOTICE, period=period)))
    assert "自收到本通知书之日起3个工作日内完成整改" in text
    assert "截止日期按送达回证载明的送达日期推算" in text
    assert "期限的计算方法" not in text


def test_the_notice_says_inspection_as_its_campaign_may_say_it() -> None:
    assert "督查" not in said(rectification_notice.render(samples.NOTICE))
    with_authority = replace(samples.NOTICE, check_word="督查")
    assert "专项治理督查（督查人员：" in said(rectification_notice.render(with_authority))


def test_a_notice_with_two_hundred_problems_is_numbered_through() -> None:
    many = replace(samples.NOTICE, problems=samples.NOTICE.problems * 100)
    assert "（二百）服务员未佩戴工牌上岗" in said(rectification_notice.render(many))


def test_a_zero_report_says_for_each_category_how_it_was_checked() -> None:
    categories = tuple(CategoryResult(risk, f"方式{at}") for at, risk in enumerate(samples.RISKS))
    text = said(self_inspection_report.render(replace(sample_reports.SELF_INSPECTION, categories=categories)))
    for at in range(7):
        assert f"检查方式：方式{at}。未发现问题。" in text
    assert "本次自查没有发现问题" in text


def test_a_missing_way_of_checking_is_shown_and_not_passed_over() -> None:
    report = replace(sample_reports.SELF_INSPECTION, categories=(CategoryResult("资金使用不规范", " "),))
    assert "检查方式：（待补充）。未发现问题。" in said(self_inspection_report.render(report))


def test_conduct_problems_are_counted_and_never_described() -> None:
    report = replace(sample_reports.SELF_INSPECTION, conduct=(("优亲厚友", 2), ("吃拿卡要", 0)))
    text = said(self_inspection_report.render(report))
    assert "自查中涉及优亲厚友2件。" in text
    assert "吃拿卡要" not in text


def test_empty_annexes_are_neither_announced_nor_printed() -> None:
    report = replace(
        sample_reports.SELF_INSPECTION, problems=(), ledger=(), voluntary=(), voluntary_statement=""
    )
    assert "附件" not in said(self_inspection_report.render(report)).replace("全部附件", "")


def test_the_pledge_names_the_person_and_the_day_when_known() -> None:
    report = replace(sample_reports.SELF_INSPECTION, declared_on=date(2026, 5, 28))
    text = said(self_inspection_report.render(report))
    assert "主要负责人（赵刚）签字：" in text
    assert "2026年5月28日" in text


def test_the_summary_gives_both_rates_with_numerator_and_denominator() -> None:
    text = said(campaign_summary.render(sample_reports.SUMMARY))
    assert "按项计算为80.0%（40项/50项）" in text
    assert "按金额计算为85.9%（215,587.84元/251,023.54元）（分母不含长期坚持事项）" in text
    assert "另有长期坚持事项12项" in text
    assert "立案2件，处分3人" in text


def test_the_summary_tells_rates_of_nothing_as_a_dash() -> None:
    nothing = replace(
        sample_reports.SUMMARY.figures,
        due=0,
        rectified=0,
        amount_due=Decimal(0),
        amount_rectified=Decimal(0),
        cases_filed=None,
    )
    text = said(campaign_summary.render(replace(sample_reports.SUMMARY, figures=nothing)))
    assert "按项计算为—（0项/0项）" in text
    assert "立案—件" in text


def test_the_summary_table_ends_in_sums_that_are_computed() -> None:
    rows = list(body(campaign_summary.render(sample_reports.SUMMARY)).iter(f"{W}tr"))
    table = [
        ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")] for row in rows
    ]
    assert table[3] == ["3", "东湖街道", "0", "0", "0", "—", "0.00", "0.00", "—", "0.00"]
    assert table[4] == [
        "",
        "合计",
        "50",
        "50",
        "40",
        "80.0%",
        "251,023.54",
        "215,587.84",
        "85.9%",
        "186,300.00",
    ]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2026, 5, 1), date(2026, 5, 31), "（5月1日至5月31日）"),
        (None, date(2026, 5, 10), "（5月10日前）"),
        (date(2026, 5, 1), None, "（5月1日起）"),
        (None, None, ""),
    ],
)
def test_a_phase_is_dated_as_far_as_it_is_known(start: date | None, end: date | None, told: str) -> None:
    phase = campaign_summary.PhaseAccount("自查自纠", "已完成。", start, end)
    text = texts(campaign_summary.render(replace(sample_reports.SUMMARY, phases=(phase,))))
    assert f"（一）自查自纠{told}" in text


def test_the_letter_of_a_lead_says_what_is_not_known_and_brings_its_receipt() -> None:
    text = said(lead_letter.render(samples.LEAD))
    assert "涉及资金860.00元。已暂停当月结算。" in text
    assert "政治面貌、是否监察对象：待核实。" in text
    assert "共2件" in text


def test_the_supervision_letter_counts_itself_and_the_days_of_delay() -> None:
    text = said(supervision_letter.render(samples.SUPERVISION))
    assert "第2次向你单位发函督办" in text
    assert "截至2026年7月1日，该事项已逾期16日。" in text
    assert "请于2026年7月10日前（含当日）办结" in text


def test_a_letter_before_the_deadline_does_not_speak_of_delay_in_days() -> None:
    early = replace(samples.SUPERVISION, overdue_days=0)
    assert "尚未逾期" in said(supervision_letter.render(early))


def test_the_prior_notice_names_party_facts_basis_measure_and_the_right_to_be_heard() -> None:
    text = said(prior_notice.render(samples.PRIOR))
    for element in (
        "取消服务资格事先告知书", "统一社会信用代码：91640100MA7XXXXX0A", "满意42份", "CP-2026-02 测评报告",
        "服务合同第十二条第三款", "扣减第二季度项目资金的4%", "你单位有权自收到本告知书之日起5个工作日内陈述和申辩",
        "视为放弃", "送达回证",
    ):  # fmt: skip
        assert element in text


def test_the_decision_follows_the_prior_notice_and_goes_to_those_who_get_copies() -> None:
    docx = decision_notice.render(samples.DECISION)
    text = said(docx)
    for element in (
        "我单位于2026年7月2日向你单位送达", "陈述申辩及复核情况", "三年内，不得参与", "生效时间",
        "服务交接和服务对象安置", "费用结算", "救济途径", "抄送：区财政局。",
    ):  # fmt: skip
        assert element in text
    assert text.index("抄送：") < text.index("送达回证")


def test_the_verification_report_tells_sample_and_sums_of_the_checklist() -> None:
    docx = verification_report.render(sample_reports.VERIFICATION)
    text = said(docx)
    assert "李建国、陈晓燕2人组成" in text
    assert "总体15个，抽取3个，抽取方法为随机抽取（种子20260620）" in text
    total = ["".join(t.text or "" for t in row.iter(f"{W}t")) for row in body(docx).iter(f"{W}tr")][8]
    assert total == "合计35770"
