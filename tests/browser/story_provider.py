"""The providers of the story: one falls below 85 %, the other is proven to have cheated and is barred."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import docx

from domain.periods import PeriodKind, StatPeriod
from services import clock
from services.contracts import create_contract
from services.decision_force import serve_decision
from services.decision_steps import approve as approve_decision
from services.decision_steps import propose as propose_decision
from services.decision_steps import record_statement, serve_notice
from services.decisions import list_decisions
from services.libraries import list_libraries
from services.providers import register_provider
from services.regimes import start_regime
from tests import world
from tests.browser.story import Cast, Person
from tests.provider_world import CODE, OTHER_CODE, contract_values, provider_values

SURVEYED, BARRED = "康乐服务中心", "和顺服务中心"
SURVEYS, BEHAVIOURS = "兴庆区", "江都区"  # of the schemes S4-1 and S4-4
RECEIPT = "直接送达，负责人签收"


@dataclass(frozen=True, slots=True)
class Watched:
    """The ids of the two providers."""

    surveyed: int
    barred: int

    @property
    def quarter(self) -> StatPeriod:
        """The first quarter of last year: over, whenever the test runs."""
        return StatPeriod(PeriodKind.QUARTER, clock.today().year - 1)


def watch(cast: Cast) -> Watched:
    """Register both, each under its scheme; the surveyed one has a contract of 100,000 yuan a year."""
    office, year = cast.people.office, clock.today().year
    with cast.app.services():
        regimes = [_regime(cast, region) for region in (SURVEYS, BEHAVIOURS)]
        surveyed = provider_values(name=SURVEYED, credit_code=CODE, regime_id=regimes[0])
        barred = provider_values(
            name=BARRED, credit_code=OTHER_CODE, legal_representative="何二", representative_id="", controller="",
            regime_id=regimes[1],
        )  # fmt: skip
        found = Watched(register_provider(office, surveyed), register_provider(office, barred))
        term = {"start": date(year - 1, 1, 1), "end": date(year, 12, 31)}
        create_contract(office, found.surveyed, contract_values(**term))
    return found


def _regime(cast: Cast, region: str) -> int:
    office, year = cast.people.office, clock.today().year
    library = next(row.id for row in list_libraries(office) if region in row.name)
    start = {"started_on": date(year - 1, 1, 1), "parameters": {"year": year}}
    return start_regime(office, {"name": f"{region}办法", "library_id": library, **start})


def survey(assessor: Person, watched: Watched) -> None:
    """84 of 100 are satisfied."""
    assessor.opens(f"/measurement_new?provider={watched.surveyed}")
    assessor.writes("统计期", str(watched.quarter))
    for label, people in (("服务对象总数", 500), ("抽取人数", 100), ("满意", 84), ("不满意", 16)):
        assessor.writes(label, str(people))
    assessor.presses("登记")
    assessor.reads("满意率 84/100 = 84% < 85%")


def propose(office: Person) -> None:
    """End the contract and deduct 6 % of the year's funds."""
    office.opens("/todo")
    office.follows("CZ")
    office.ticks("要求解除合同")
    office.ticks("扣除当年项目经费作为违约金")
    office.writes("扣除当年项目经费作为违约金：金额（元）", "6000")
    office.writes("事实、依据和裁量理由", "满意率84/100，低于85%，按合同约定处理。")
    office.presses("提出处置意见")
    office.reads("处置意见已提出")


def issue_prior_notice(office: Person, folder: Path) -> str:
    """The text of the notice as Word reads it; leads back to the decision."""
    address = office.page.url
    office.presses("制发事先告知书")
    office.reads("制发后记入发文登记")
    office.presses("制发事先告知书")
    office.reads("已制发事先告知书")
    text = text_of(office.downloads("下载 Word", folder))
    office.opens(address)
    return text


def text_of(file: Path) -> str:
    """All paragraphs of a Word file."""
    return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def serve(office: Person, button: str) -> None:
    """Record a delivery on the page of the decision."""
    office.writes("送达方式和签收人", RECEIPT)
    office.presses(button)
    office.reads("已登记送达")


def state_ones_case(provider: Person) -> None:
    """The party is heard."""
    provider.opens("/decisions")
    provider.follows("CZ")
    provider.writes("陈述申辩意见", "已更换两名服务人员，请求从轻。")
    provider.presses("提交陈述申辩")
    provider.reads("陈述申辩意见已记录")


def approve(leader: Person) -> None:
    """From the dashboard, after reading what the party said."""
    leader.opens("/dashboard")
    leader.follows("审批处置意见")
    leader.reads("已更换两名服务人员，请求从轻。")
    leader.writes("审批意见", "同意。")
    leader.presses("批准")
    leader.reads("已批准")


def prove_behaviour(office: Person, watched: Watched) -> None:
    """A behaviour of the list, with evidence."""
    office.opens(f"/fact_new?provider={watched.barred}")
    office.chooses("事项", "送实物")
    office.writes("事实", "以米面油兑换电子代金券额度，涉及5人。")
    office.writes("证据（名称", "询问笔录3份、兑换清单")
    office.writes("认定人", "区民政局")
    office.presses("登记查实事项")
    office.reads("判定为“触发”")


def bar(cast: Cast, watched: Watched) -> str:
    """The decision on the behaviour comes into force; its number."""
    with cast.app.services():
        return enforce(cast.people, watched.barred, "S4-4-14.1", ("0", "1"))


def enforce(people: world.People, provider_id: int, rule: str, deeds: tuple[str, ...]) -> str:
    """Walk the decision that a rule has raised into force, through the services and in one day; its number."""
    today = clock.today()
    delivered = {"served_on": today, "receipt": RECEIPT}
    row = next(one for one in list_decisions(people.office, provider_id=provider_id).rows if one.rule == rule)
    intended = {"deeds": deeds, "amounts": {}, "reason": "查证属实，依照方案处理。"}
    propose_decision(people.office, row.id, 1, intended)
    serve_notice(people.office, row.id, 2, delivered)
    record_statement(people.office, row.id, 3, {"statement": "无异议", "stated_on": today})
    approve_decision(people.leader, row.id, 4, "同意")
    serve_decision(people.office, row.id, 5, delivered)
    return row.number


def sign_contract(office: Person) -> None:
    """Fill in a contract from tomorrow on and try to sign it."""
    today = clock.today()
    office.writes("合同编号", "HT-002")
    office.writes("购买主体", "云溪区民政局")
    office.writes("合同名称", "居家养老服务合同")
    office.dates("起始日", today)
    office.dates("终止日", date(today.year + 1, 12, 31))
    office.writes("全年资金", "100000")
    office.presses("签订")


def issue_summary(office: Person, folder: Path) -> str:
    """Issue the summary from one's tasks; its text as Word reads it."""
    office.opens("/document_new?kind=campaign_summary&ids=1")
    office.writes("主送单位", "区纪委办公室")
    office.writes("存在问题", "部分镇街台账不全。")
    office.writes("长效机制和下一步打算", "按季度核对结算。")
    office.presses("制发专项治理总结报告")
    office.reads("已制发专项治理总结报告")
    return text_of(office.downloads("下载 Word", folder))
