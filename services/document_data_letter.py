"""督办函: one overdue finding, how late it is, and the how-manieth letter this is."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from domain.errors import WrongState
from domain.terms import chinese_date
from domain.traffic_lights import days_overdue
from domain.workflow import CLOCK_RUNS, State
from models.document import DocumentSubject, IssuedDocument
from reports import supervision_letter
from reports.supervision_letter import SupervisionLetter
from services import clock
from services.actor import Actor
from services.document_data import office_defaults
from services.document_data_notice import OWNER, Order, matter_on, order_of, requirements_of
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
from services.escalations import level_name, levels_of

LETTER = "supervision_letter"
USUAL = "督办函"


def open_letter(_actor: Actor, ids: Sequence[int], session: Session) -> Matter:
    """The letter on one overdue matter."""
    order = order_of(ids, session)
    row = order.first
    if len(order.rows) > 1:
        raise WrongState("督办函一事一函，请逐个问题制发。")
    if row.due is None or State(row.state) not in CLOCK_RUNS:
        raise WrongState(f"问题 {row.number} 没有正在进行的整改期限，不需要督办。")
    due = row.due
    occurrence = _issued(row.key, session) + 1
    levels = levels_of(order.campaign, session=session)
    name = levels[row.escalation - 1].document if 0 < row.escalation <= len(levels) else USUAL
    later = level_name(levels, row.escalation + 1) if row.escalation < len(levels) else ""

    def build(values: Values) -> SupervisionLetter:
        return SupervisionLetter(
            issue=issue_of(values),
            addressee=order.unit.name,
            matter=values["matter"],
            source=values["source"],
            original_deadline=due,
            progress=values["progress"],
            overdue_days=days_overdue(due, day_of(values)),
            occurrence=occurrence,
            requirements=lines_of(values, "requirements"),
            deadline=day_of(values, "deadline"),
            feedback=values["feedback"],
            escalation=values["escalation"],
            contact=contact_of(values),
            name=name,
        )

    defaults = office_defaults(session=session) | _defaults(order, later)
    facts = _facts(order, due, occurrence) | {"文书": name}
    title = f"关于督办{row.title}问题整改的函" if name == USUAL else f"关于{row.title}问题整改的{name}"
    return matter_on(order, title, facts, defaults, build)


def _defaults(order: Order, later: str) -> dict[str, str]:
    """`later`: the next level of the ladder, which the unit is warned of."""
    row = order.first
    next_step = f"升级为“{later}”" if later else "按照督办程序升级处理"
    return {
        "matter": f"{row.title}问题整改",
        "source": f"问题整改台账{row.number}",
        "progress": row.progress or "尚未报送整改进展。",
        "requirements": "\n".join(requirements_of(order)),
        "feedback": "办结后以书面形式反馈，并附佐证材料。",
        "escalation": f"再次逾期的，将{next_step}。",
    }


def _facts(order: Order, due: date, occurrence: int) -> dict[str, str]:
    return {
        "主送": order.unit.name,
        "问题": f"{order.first.number} {order.first.title}",
        "原定期限": chinese_date(due),
        "逾期": f"{days_overdue(due, clock.today())}天",
        "次数": f"第{occurrence}次督办",
    }


def _issued(finding_id: int, session: Session) -> int:
    """How many letters went out on this matter."""
    found = (
        select(IssuedDocument.id)
        .join(DocumentSubject, col(DocumentSubject.document_id) == col(IssuedDocument.id))
        .where(
            DocumentSubject.object_type == OWNER,
            DocumentSubject.object_id == finding_id,
            IssuedDocument.kind == LETTER,
            IssuedDocument.withdrawn_reason == "",
        )
    )
    return len(session.exec(found).all())


KINDS = (
    DocumentKind(
        LETTER,
        "督办函",
        OWNER,
        SupervisionLetter,
        supervision_letter.render,
        (
            Field("matter", "督办事项", required=True),
            Field("source", "事项来源", help="要求整改的文书或台账编号", required=True),
            Field("progress", "目前进展", "area", required=True, longest=4000),
            Field("requirements", "办理要求", "lines", help="一行一条", required=True, longest=8000),
            Field("deadline", "办结时限", "day", required=True),
            Field("feedback", "反馈方式", "area", required=True, longest=1000),
            Field("escalation", "升级提示", "area", required=True, longest=1000),
        ),
        open_letter,
    ),
)
