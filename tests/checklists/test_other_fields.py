"""Schemes of other fields than elderly care, written by the guide alone: they load and their cases come out."""

from pathlib import Path

import pytest

from domain.library import lint, load_folder
from domain.library.articles import articles_of
from domain.library.models.rules import Rule
from domain.library.sentences import entry_sentence
from domain.thresholds.trials import Trial, run_cases

HERE = Path(__file__).resolve().parents[1] / "schemes"
ELSEWHERE = {"terms", "wording"}  # their cases are run beside what is told of them
NAMES = sorted({head.parent.name for head in HERE.glob("*/scheme.yaml")} - ELSEWHERE)
LIBRARIES = {name: load_folder(HERE / name) for name in NAMES}
WARNED = {
    "lengths": {"“特大”不在对照表里"},  # what one of its cases is about
    "credits": {"“滚动十二个月记分”按日算", "“周期记分”按日算"},  # judged on each record, as is meant there
    "overdue": {"登记项“level”与指标“level”同名：看这种登记时指的是登记项"},  # which is no circle
    "states": {"连续满3期以后"},  # who has no breach in a fourth year is rewarded again
    "alike": {"连续满2期以后"},
    "standing": {"连续满3期以后"},  # a township that goes on is rewarded each year
    "dust": {"“扬尘记分”按日算", "数的一段比一期长"},  # no award while two quarters of four are C
    "named_by_end": {"“（工作得分－98）”会是负的"},  # only what lies above counts there
    "partners": {"“医师记分”到了这条线"},  # who stays at twelve is stopped each month there
    "steps": {"“记分”到了这条线"},  # talked to each month below the line
    "streets": {"数的一段比一期长"},  # who has three low months is warned in each month after them
}
TRIALS = [trial for library in LIBRARIES.values() for trial in run_cases(library)]


@pytest.mark.parametrize("name", NAMES)
def test_a_scheme_of_another_field_is_sound(name: str) -> None:
    told = {problem.message.partition("，")[0] for problem in lint(LIBRARIES[name])}
    assert told == WARNED.get(name, set())


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: f"{trial.library} {trial.name}")
def test_its_cases_come_out(trial: Trial) -> None:
    assert [finding.text for finding in trial.findings if not finding.passed] == []
    assert trial.passed


def rule(library: str, wanted: str) -> Rule:
    return next(rule for rule in LIBRARIES[library].rules if rule.id == wanted)


@pytest.mark.parametrize(
    ("library", "key", "told"),
    [
        ("ledger", "B-5", "对镇街的每个“镇街问题”，逾期天数超过30（不含）的，应当书面通报"),
        ("grading", "G-7", "自第一条至期末“检查”最长间隔的月数（不满一个月的按一个月）超过4"),
        ("grading", "G-8", "曾有所属区的下属各服务单位历次姓名相同的“责任人”的当年失信合计超过0"),
        (
            "dust",
            "R12",
            "择一：（警示，并罚款，数额为建筑面积分段计算（至5000部分×2、至20000部分×1、其余部分×0.5）",
        ),
        (
            "dust",
            "R16",
            "季度综合得分在同工地类别的工地中由高到低的倒数名次在（5%×参加季度综合得分排名的同工地类别的工地总数，进一取整）以内",
        ),
        ("dust", "R19", "晚于登记日期后（按类型：一般→5个工作日、重大→15个工作日）的"),
        (
            "dust",
            "R20",
            "最近4个季度已触发“九十分以上且在本组前三成的为A级”（R17）的“C级”一档的季度数达到2以上",
        ),
        ("gas", "G-1", "自此前管段相同的“巡检”最近一次的登记日期至登记日期的天数超过30"),
        ("gas", "G-2", "场站相同的“充装抽检”连续2次“合格”为“否”的"),
        ("gas", "G-4", "登记日期不是工作日的"),
        ("gas", "G-3", "1.1×当月最近一条规格相同的“指导价”的价格"),
        ("streets", "R-16", "仅限期末在3月、6月的"),
        ("streets", "R-6", "自（满溢时刻、07:00）中较晚者至（处置时刻、08:30）中较早者的分钟数超过30"),
        (
            "tenders",
            "R8",
            "近12个月内标段相同的“不良行为”的次数达到2以上（含）的，可以（由有权单位决定）暂停，时长：6至12个月",
        ),
        ("tenders", "R9", "数额为合同价的0.1%×延误天数"),
        ("tenders", "R10", "取最先成立的一档。“较大”：死亡人数达到3以上（含），或重伤人数达到10以上（含）的"),
        ("tenders", "R10", "时长：不超过3年（由人在幅度内确定）"),
    ],
)
def test_what_other_fields_needed_is_told_in_plain_words(library: str, key: str, told: str) -> None:
    assert told in entry_sentence(LIBRARIES[library].scheme, rule(library, key))


def test_what_does_not_count_and_what_goes_over_is_told() -> None:
    scheme = LIBRARIES["gas"].scheme
    told = [entry_sentence(scheme, limit) for limit in scheme.time_limits]
    assert "自接报时刻起30分钟内完成（以“到场时刻”为准）" in told[0]
    assert "代码相同的“约定中止”的天数合计、（10、批准延长天数）中较小者、申诉日至答复日不计入" in told[1]
    owed = [entry_sentence(scheme, one) for one in scheme.deliverables]
    assert "每个工作日17:00前（4月1日至4月8日）报送" in owed[0]
    assert "每2周（周五）" in owed[1]
    assert "每2个月最后一个月25日（3月至11月）报送" in owed[2]
    articles = {article.id: article.text for article in articles_of(scheme) if article.section == "balances"}
    assert articles["credit"].endswith("每年重新起算，超过基础分的部分的50%结转下期，最多5分。")
    assert "整改完成日不早于重新起算那天的转入下期" in articles["marks-grave"]


def test_days_that_count_and_runs_that_begin_anew_are_told() -> None:
    scheme = LIBRARIES["overdue"].scheme
    told = {article.id: article.text for article in articles_of(scheme) if article.section == "balances"}
    assert (
        told["credit-late"]
        == "每登记一条“工程”，自应存日次日起至存入日（没有登记的算到当日），每个工作日扣1分。"
    )
    assert told["calendar-each"].endswith("每日扣1分，1年内有效。")
    assert told["credit-full"].startswith("每月，连续3个月（满一次重新计数）（“停工”为“是”的不计")
