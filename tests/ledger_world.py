"""A district with a small scheme and a running campaign, for tests of findings.

place = ledger_world.campaign(people)
finding = place.finding()             # registered in 东街镇
place.assigned(finding)               # ordered, 30 days from the day it is served
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import select

from domain.permissions import Role
from domain.terms import Period, Unit
from domain.workflow import State, Step, StepKind
from models import engine
from models.campaign import Campaign, CampaignUnit
from models.evidence import Evidence
from models.finding import Finding
from services import clock
from services.actor import Actor
from services.close_out import pass_step
from services.extensions import ask_extension, decide_extension, extension_queue
from services.findings_assign import assign_finding
from services.findings_rectify import receive_finding, submit_result
from services.findings_register import register_finding
from tests import stored_schemes
from tests.world import People

DAY = date(2026, 4, 30)  # a Thursday before a holiday; thirty days on lead to a rest day
SCHEME = """
scheme:
  {id: test-scheme, name: 测试专项治理方案, version: "1", region: 云溪区, issuer: 区民政局, purpose: 测试, year: 2026}
documents:
  main: {title: 测试方案, issuer: 区民政局, compared: 2026-01-01}
checklist:
  categories:
    - key: r1
      name: 政策宣传不到位
      clause: 三（一）
      items:
        - {id: R1-1, title: 宣传, question: 是否宣传, method: 现场查看, fails_when: 没有记录,
           applies_to: [township, village], rectify_as: immediate, clause: 三（一）}
    - key: r2
      name: 资金使用不规范
      clause: 三（一）
      items:
        - {id: R2-1, title: 专账, question: 是否专账核算, method: 查账, fails_when: 混账,
           applies_to: [township, provider], rectify_as: by_deadline, clause: 三（一）}
escalation:
  clause: 四（一）
  levels:
    - {key: letter, name: 督办函, document: 督办函}
    - {key: talk, name: 约谈, document: 约谈通知}
    - {key: circular, name: 通报, document: 情况通报, direct_entry: true}
finding_kinds:
  immediate: {name: 立行立改, clause: 三（一）, within: {count: 3, unit: calendar_day, from: 通知送达}}
  by_deadline: {name: 限期整改, clause: 三（一）, within: {count: 30, unit: calendar_day, from: 通知送达}}
  ongoing: {name: 长期坚持, clause: 三（一）, closes: false}
"""
STEPS = (
    Step("review", "审核", StepKind.REVIEW, (Role.OFFICE,)),
    Step("verify", "现场验收", StepKind.VERIFY, (Role.INSPECTOR,), two_people=True),
    Step("publicity", "公示", StepKind.PUBLICITY, (Role.OFFICE,), publicity_days=5),
    Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,)),
)
TERMS = {
    "immediate": {
        "period": Period(3, Unit.CALENDAR_DAY).to_json(),
        "event": "通知送达",
        "clause": "三（一）",
    },
    "by_deadline": {
        "period": Period(30, Unit.CALENDAR_DAY).to_json(),
        "event": "通知送达",
        "clause": "三（一）",
    },
}
RESULT = {"progress": "已建立专账并补录凭证。", "rectified_fen": "1000", "recovered_fen": "200"}


@dataclass(frozen=True, slots=True)
class Place:
    """A running campaign, and short ways to bring a finding to a state."""

    people: People
    campaign_id: int

    def data(self, **values: Any) -> dict[str, Any]:
        """What the office types to register a problem in 东街镇."""
        usual = {
            "category": "r2",
            "item": "R2-1",
            "unit_id": self.people.unit("东街镇"),
            "found_on": clock.today(),
            "title": "专项资金未设专账",
            "description": "东街镇专项资金与日常经费混账核算，涉及2026年第一季度凭证12张。",
            "amount_fen": "1234.56",
            "people": 12,
            "source": "visit",
        }
        return usual | values

    def finding(self, **values: Any) -> int:
        """A registered finding."""
        return register_finding(self.people.office, self.campaign_id, self.data(**values))

    def order(self, **values: Any) -> dict[str, Any]:
        """What the office types to order a rectification."""
        return {"kind": "by_deadline", "requirement": "三十日内建立专账，补录凭证。", **values}

    def assigned(self, finding_id: int | None = None, **values: Any) -> int:
        """An ordered finding."""
        key = finding_id or self.finding()
        assign_finding(self.people.office, key, version(key), self.order(**values))
        return key

    def rectifying(self, finding_id: int | None = None, actor: Actor | None = None) -> int:
        """A finding that its unit has signed for."""
        key = finding_id or self.assigned()
        receive_finding(actor or self.people.township, key, version(key))
        return key

    def extended(self, finding_id: int, days: int) -> date:
        """Grant the unit so many days more; what was due before."""
        due = read(finding_id).due
        assert due is not None
        asked = {"reason": "凭证较多", "new_due": due + timedelta(days=days)}
        ask_extension(self.people.township, finding_id, version(finding_id), asked)
        (wish,) = extension_queue(self.people.office, self.campaign_id)
        answer = {"granted": True, "opinion": "同意"}
        decide_extension(self.people.office, wish.id, version(finding_id), answer)
        return due

    def submitted(self, finding_id: int | None = None, **values: Any) -> int:
        """A finding whose result has been handed in."""
        key = finding_id or self.rectifying()
        evidence(key, self.people.township)
        submit_result(self.people.township, key, version(key), RESULT | values)
        return key

    def passed(self, finding_id: int, actor: Actor, second: Actor | None = None) -> State:
        """Take the step that is due."""
        values = {"opinion": "属实", "second_account_id": second.account_id if second else None}
        return pass_step(actor, finding_id, version(finding_id), values)

    def verified(self, finding_id: int | None = None) -> int:
        """A finding reviewed by the office and verified on site by two inspectors."""
        key = finding_id or self.submitted()
        self.passed(key, self.people.office)
        self.passed(key, self.people.inspector, self.people.second_inspector)
        return key

    def closed(self, finding_id: int | None = None) -> int:
        """A finding that was struck off."""
        key = self.verified(finding_id)
        self.passed(key, self.people.office)
        with engine.transaction() as session:
            row = session.get_one(Finding, key)
            row.publicity_to = date(2026, 4, 29)  # as if it had been posted earlier and were over
            session.add(row)
        self.passed(key, self.people.office)
        return key


def campaign(
    people: People,
    steps: tuple[Step, ...] = STEPS,
    *,
    terms: Mapping[str, Any] | None = None,
    scheme: str = SCHEME,
) -> Place:
    """A running campaign with all units of the district in its scope."""
    library = stored_schemes.scheme(scheme)
    library_id = stored_schemes.store(library, "built_in")
    with engine.transaction() as session:
        row = Campaign(
            name="居家养老服务专项治理",
            year=2026,
            library_id=library_id,
            library_checksum=library.checksum,
            parameters={"deadlines": dict(TERMS if terms is None else terms)},
            close_out_steps=[step.to_json() for step in steps],
            number_prefix="YL2026",
            created_at=clock.now(),
        )
        session.add(row)
        session.flush()
        units = [CampaignUnit(campaign_id=row.key, unit_id=unit) for unit in people.units.values()]
        session.add_all(units)
        return Place(people, row.key)


def read(finding_id: int) -> Finding:
    """The row as it is stored."""
    with engine.reading() as session:
        return session.exec(select(Finding).where(Finding.id == finding_id)).one()


def version(finding_id: int) -> int:
    """The version somebody reads who opens the finding now."""
    return read(finding_id).version


def evidence(finding_id: int, actor: Actor, item: str = "") -> None:
    """A file on the finding, without its content; with `item` as a visit brings it along."""
    with engine.transaction() as session:
        session.add(
            Evidence(
                owner_type="finding",
                owner_id=finding_id,
                item=item,
                unit_id=actor.unit_id,
                sha256="0" * 64,
                size=1,
                media_type="image/jpeg",
                file_name="专账.jpg",
                added_by=actor.account_id,
                added_at=clock.now(),
            )
        )
