"""A small scheme and a campaign made from it through services, for tests of campaigns and self-inspections.

people, library_id = world.district(), campaign_world.library()
campaign_id = campaign_world.campaign(people, library_id)
"""

from collections.abc import Iterable

from domain.self_completeness import FIGURES, NARRATIVE
from services.actor import Actor
from services.campaign_creation import create_campaign
from services.self_drafts import conform_rest, save_check, save_figure, save_text
from services.self_inspections import open_report, report_view
from services.self_problems import add_problem
from services.self_review import accept_report
from services.self_submission import Receipt, submit_report
from tests import stored_schemes
from tests.world import People

SCHEME = """
scheme:
  {id: small-campaign, name: 居家养老服务专项治理, version: "1", region: 云溪区, issuer: 区民政局, purpose: 治理,
   year: {open: year}, in_scope: [township, village, provider]}
documents:
  main: {title: 专项治理方案, issuer: 区民政局, compared: 2026-01-01}
open:
  year: {name: 年份, kind: year}
  hotline: {name: 监督电话, kind: text}
settings:
  weight:
    name: 说明的口径
    question: 基本符合是否算符合
    default: "no"
    options: {"no": 不算, "yes": 算}
phases:
  - {key: start, name: 动员部署, end: {month: 5, day: 10}, clause: 四（一）}
  - {key: self, name: 自查摸排, start: {month: 5, day: 11}, end: {month: 5, day: 31}, clause: 四（二）,
     does: [查风险点], closes_when: [{gate: self_inspections_in}]}
  - {key: check, name: 核查, end: {month: 8, day: 31}, clause: 四（三）,
     opens_when: [{gate: person_says, text: 核查组已经成立}]}
deliverables:
  - {id: D-1, title: 自查自纠情况报告, who: [township, village, provider], due: {month: 5, day: 31}, phase: self,
     document: 自查报告, clause: 四（二）}
finding_kinds:
  by_deadline: {name: 限期整改, clause: 三（一）, within: {count: 30, unit: calendar_day, from: 通知送达}}
checklist:
  categories:
    - key: r1
      name: 政策宣传不到位
      clause: 三（一）
      items:
        - {id: R1-1, title: 宣传, question: 是否宣传政策, method: 看公开栏, fails_when: 没有记录,
           applies_to: [township, village], rectify_as: by_deadline, clause: 三（一）}
        - {id: R1-4, title: 告知, question: 是否告知服务项目, method: 访谈, fails_when: 不知晓,
           applies_to: [provider], rectify_as: by_deadline, clause: 三（一）}
    - key: r2
      name: 对象认定不精准
      clause: 三（一）
      items:
        - {id: R2-1, title: 条件, question: 对象是否符合条件, method: 比对户籍, fails_when: 不符仍享受,
           applies_to: [township, village], rectify_as: by_deadline, clause: 三（一）}
        - {id: R2-2, title: 评估, question: 是否先评估后享受, method: 比对评估, fails_when: 无评估,
           applies_to: [township], rectify_as: by_deadline, clause: 三（一）}
"""
TOWNSHIPS = ("东街镇", "西河镇")
EVERYBODY = (*TOWNSHIPS, "东街一村", "东街二村", "康乐服务中心", "和顺服务中心")
PROBLEM: dict[str, object] = {
    "item": "R2-1",
    "description": "两名老人户籍迁出后仍享受补贴",
    "amount_fen": "1200.50",
    "people": 2,
    "corrected": True,
    "correction": "已停发并追回",
    "recovered_fen": "600",
}


def library(text: str = SCHEME) -> int:
    """Store the scheme; its id."""
    return stored_schemes.store(stored_schemes.scheme(text))


def order(
    people: People, library_id: int, units: Iterable[str] = EVERYBODY, **more: object
) -> dict[str, object]:
    """What the form of a new campaign sends."""
    given: dict[str, object] = {
        "library_id": library_id,
        "name": "2026年居家养老服务专项治理",
        "year": 2026,
        "number_prefix": "YL",
        "leading_group": {"head": "区民政局主要负责人"},
        "parameters": {"hotline": "12345"},
        "unit_ids": tuple(people.unit(unit) for unit in units),
    }
    return {**given, **more}


def campaign(people: People, library_id: int, units: Iterable[str] = EVERYBODY, **more: object) -> int:
    """A running campaign."""
    return create_campaign(people.office, order(people, library_id, units, **more))


def fill(actor: Actor, report_id: int) -> None:
    """Write a complete zero report, or what is missing to one around the problems that are there."""
    view = report_view(actor, report_id)
    for category in view.categories:
        conform_rest(actor, report_id, category.code)
        stands = view.written.checks.get(category.code)
        save_check(actor, report_id, category.code, "查阅资料并入户走访", stands.version if stands else 0)
    for name in NARRATIVE:
        save_text(actor, report_id, name, "已经完成", view.written.narrative.get(name, ""))
    for name in FIGURES:
        save_figure(actor, report_id, name, 0, view.written.figures.get(name))


def submit(actor: Actor, report_id: int) -> Receipt:
    """Hand in the report as it stands."""
    version = report_view(actor, report_id).version
    return submit_report(actor, report_id, {"declared_by": "张镇长", "declared": True}, version)


def report(actor: Actor, campaign_id: int, problem: dict[str, object] | None = None) -> int:
    """A complete report of the actor's unit, handed in, perhaps with a problem."""
    report_id = open_report(actor, campaign_id)
    if problem is not None:
        add_problem(actor, report_id, problem)
    fill(actor, report_id)
    submit(actor, report_id)
    return report_id


def accept(actor: Actor, report_id: int) -> None:
    """Accept a report as it stands."""
    accept_report(actor, report_id, report_view(actor, report_id).version)
