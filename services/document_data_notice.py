"""整改通知书: its data from the rows of findings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import WrongState
from domain.library.models.scheme import Scheme
from domain.terms import chinese_date
from domain.workflow import STATE_NAMES, State
from models.account import Account
from models.campaign import Campaign
from models.finding import Finding
from models.unit import Unit
from models.verification import Visit, VisitMember
from reports import rectification_notice
from reports.rectification_notice import NoticeProblem, RectificationNotice
from services.actor import Actor
from services.campaign_words import word_of
from services.document_data import (
    campaign_of,
    evidence_names,
    office_defaults,
    period_of,
    require_same,
    require_some,
)
from services.documents_shape import (
    DocumentKind,
    Field,
    Matter,
    Values,
    contact_of,
    day_of,
    issue_of,
    lines_of,
)
from services.libraries import scheme_of

OWNER = "finding"
NOTICE = "rectification_notice"
_NUMBERED = re.compile(r"[一二三四五六七八九十\d]")  # a clause has a number, a usage has none
_NEVER_ORDERED = frozenset({State.REGISTERED, State.TRANSFERRED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Order:
    """Findings of one order: same campaign, same lead unit, same day."""

    rows: tuple[Finding, ...]
    campaign: Campaign
    unit: Unit
    place: str

    @property
    def first(self) -> Finding:
        return self.rows[0]


def order_of(ids: Sequence[int], session: Session) -> Order:
    """The findings of one document, or a sentence that says why one document will not do."""
    found = select(Finding).where(col(Finding.id).in_(ids)).order_by(col(Finding.id))
    rows = tuple(session.exec(found.with_for_update()).all())
    require_some(rows, ids, "这些问题")
    require_same({row.campaign_id for row in rows}, "一份文书只能写同一个专项行动的问题。")
    require_same({row.lead_unit_id for row in rows}, "一份文书只能发给一个单位，请按牵头单位分别制发。")
    require_same({row.due for row in rows}, "这些问题的整改期限不同，请分别制发。")
    for row in rows:
        if State(row.state) in _NEVER_ORDERED or row.lead_unit_id is None:
            raise WrongState(f"问题 {row.number} 目前是“{STATE_NAMES[State(row.state)]}”，不能制发文书。")
    campaign = campaign_of(rows[0].campaign_id, session=session)
    unit = session.get_one(Unit, rows[0].lead_unit_id)
    inspected = session.get_one(Unit, rows[0].unit_id)
    return Order(rows, campaign, unit, inspected.name)


def _cited(row: Finding, scheme: Scheme) -> str:
    """The basis of a finding; the bare clause of its item with the document, which the receiver cannot guess."""
    items = (item for group in scheme.checklist.categories for item in group.items)
    item = next((one for one in items if one.id == row.item), None)
    if item is None or item.clause != row.basis or not _NUMBERED.search(row.basis):
        return row.basis
    return f"《{scheme.documents[item.source or scheme.main_document].title}》{row.basis}"


def open_notice(_actor: Actor, ids: Sequence[int], session: Session) -> Matter:
    """The notice on one or several findings."""
    order = order_of(ids, session)
    evidence = evidence_names(OWNER, [row.key for row in order.rows], session=session)
    scheme = scheme_of(order.campaign, session=session)
    problems = tuple(
        NoticeProblem(row.title, row.description, evidence.get(row.key, ()), _cited(row, scheme))
        for row in order.rows
    )
    visit, inspectors = _visit(order.first, session)
    period = period_of(order.first.deadline, order.first.due)

    def build(values: Values) -> RectificationNotice:
        return RectificationNotice(
            issue=issue_of(values),
            campaign=order.campaign.name,
            addressee=order.unit.name,
            checked_on=day_of(values, "checked_on"),
            place=values["place"],
            inspectors=lines_of(values, "inspectors"),
            problems=problems,
            requirements=lines_of(values, "requirements"),
            period=period,
            consequence=values["consequence"],
            consequence_clause=values["consequence_clause"],
            statement_channel=values["statement_channel"],
            check_word=word_of(order.campaign, session=session),
            contact=contact_of(values),
        )

    defaults = _defaults(order, visit, inspectors, session)
    facts = {
        "被通知单位": order.unit.name,
        "问题": "、".join(row.number for row in order.rows),
        "整改期限": chinese_date(order.first.due) if order.first.due else "长期坚持",
        "期限的计算": period.arithmetic,
    }
    return matter_on(order, "整改通知书", facts, defaults, build)


def _defaults(
    order: Order, visit: Visit | None, inspectors: tuple[str, ...], session: Session
) -> dict[str, str]:
    office = office_defaults(session=session)
    checked = visit.visited_on if visit and visit.visited_on else order.first.found_on
    return office | {
        "checked_on": checked.isoformat(),
        "place": order.place,
        "inspectors": "\n".join(inspectors or (order.first.found_by,)),
        "requirements": "\n".join(requirements_of(order)),
        "consequence": "按照专项治理方案的有关规定督办、通报",
        "statement_channel": f"请在整改期限内书面提出，送交{office['issuer']}。",
    }


def requirements_of(order: Order) -> list[str]:
    """What was ordered, one line a finding; the same words are said once."""
    return list(dict.fromkeys(" ".join(row.requirement.split()) for row in order.rows if row.requirement))


def _visit(row: Finding, session: Session) -> tuple[Visit | None, tuple[str, ...]]:
    if row.visit_id is None:
        return None, ()
    members = (
        select(Account.name)
        .join(VisitMember, col(VisitMember.account_id) == col(Account.id))
        .where(VisitMember.visit_id == row.visit_id)
        .order_by(col(VisitMember.leads).desc(), col(Account.id))
    )
    return session.get(Visit, row.visit_id), tuple(session.exec(members).all())


def matter_on(
    order: Order,
    title: str,
    facts: dict[str, str],
    defaults: dict[str, str],
    build: Callable[[Values], Any],
) -> Matter:
    """The matter of these findings, addressed to their lead unit."""
    keys = tuple(row.key for row in order.rows)
    return Matter(OWNER, keys, order.campaign.key, order.unit.key, title, facts, defaults, build)


KINDS = (
    DocumentKind(
        NOTICE,
        "整改通知书",
        OWNER,
        RectificationNotice,
        rectification_notice.render,
        (
            Field("checked_on", "检查日期", "day", required=True),
            Field("place", "检查地点", required=True),
            Field("inspectors", "检查人员", "lines", help="一行一人", required=True, longest=500),
            Field("requirements", "整改要求", "lines", help="一行一条", required=True, longest=8000),
            Field("consequence", "逾期后果", "area", required=True, longest=1000),
            Field("consequence_clause", "逾期后果的依据条款", help="例如：服务合同第十二条"),
            Field("statement_channel", "陈述申辩渠道", "area", required=True, longest=1000),
        ),
        open_notice,
    ),
)
