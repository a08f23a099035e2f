"""Looking through the audit log: search with a count, the choices of its filters, rows for export."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from domain.permissions import Action, Role
from models.audit import AuditEntry
from services import clock
from services.actor import Actor
from services.audit import TimelineEntry, as_entries, timeline
from services.lead_wall import tells_nothing
from services.use_case import INJECTED, query

MOST_EXPORTED = 20_000

OBJECT_NAMES = {
    "account": "账号",
    "unit": "单位",
    "setting": "设置",
    "backup": "备份",
    "campaign": "专项行动",
    "phase": "阶段",
    "finding": "问题",
    "extension": "延期",
    "self_inspection": "自查报告",
    "filed_report": "报送材料",
    "visit": "核查",
    "draw": "随机抽取",
    "evidence": "佐证材料",
    "provider": "服务单位",
    "contract": "合同",
    "measurement": "测评数据",
    "survey_draw": "测评名单",
    "verdict": "判定",
    "decision": "处置决定",
    "document": "文书",
    "library": "制度库",
    "calendar": "日历",
    "lead": "线索",
    "ban": "禁入",
    "provider_regime": "准入退出办法",
    "fact": "行为事实",
    "judgement": "人工认定",
    "score_mark": "考核评分",
    "score_round": "考核结果告知",
    "score_review": "考核复核",
    "notice": "通知",
    "deliverable": "报送事项",
    "settlement": "结算",
}


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What is looked for; empty fields do not narrow. Days are those of Shanghai, both included."""

    words: str = ""
    who: str = ""
    object_type: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An entry in the list: its number, its object, and what was done."""

    id: int
    object_type: str
    object_id: int
    entry: TimelineEntry


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of entries and how many there are in all."""

    rows: list[AuditRow]
    total: int


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.SHANGHAI)


def _found(actor: Actor, wanted: AuditQuery) -> SelectOfScalar[AuditEntry]:
    found = select(AuditEntry)
    if actor.role is not Role.DISCIPLINE:
        found = found.where(AuditEntry.compartment == "")
    if wanted.words:
        columns = (col(AuditEntry.summary), col(AuditEntry.reason))
        found = found.where(or_(*(column.contains(wanted.words, autoescape=True) for column in columns)))
        found = found.where(tells_nothing(actor.role))  # a hit alone would tell
    if wanted.who:
        found = found.where(col(AuditEntry.actor_name).contains(wanted.who, autoescape=True))
    if wanted.object_type:
        found = found.where(AuditEntry.object_type == wanted.object_type)
    if wanted.since:
        found = found.where(AuditEntry.at >= _midnight(wanted.since))
    if wanted.until:
        found = found.where(AuditEntry.at < _midnight(wanted.until) + timedelta(days=1))
    return found


def _rows(actor: Actor, rows: Sequence[AuditEntry], session: Session) -> list[AuditRow]:
    entries = as_entries(rows, actor.role, session=session)
    return [
        AuditRow(row.key, row.object_type, row.object_id, entry)
        for row, entry in zip(rows, entries, strict=True)
    ]


@query(Action.AUDIT_READ)
def find_entries(
    actor: Actor, wanted: AuditQuery, *, page: int = 1, size: int = 50, session: Session = INJECTED
) -> AuditPage:
    """A page of entries, newest first; three statements at most. Entries on leads only for the discipline role."""
    found = _found(actor, wanted)
    total = session.exec(select(func.count()).select_from(found.subquery())).one()
    rows = session.exec(found.order_by(col(AuditEntry.id).desc()).offset((page - 1) * size).limit(size)).all()
    return AuditPage(_rows(actor, rows, session), total)


@query(Action.AUDIT_READ)
def export_entries(actor: Actor, wanted: AuditQuery, *, session: Session = INJECTED) -> list[AuditRow]:
    """All entries found, oldest first, at most `MOST_EXPORTED`."""
    found = _found(actor, wanted).order_by(col(AuditEntry.id)).limit(MOST_EXPORTED)
    return _rows(actor, session.exec(found).all(), session)


@query(Action.ACCOUNT_READ)
def account_timeline(actor: Actor, account_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """What happened to an account, oldest first."""
    return timeline("account", account_id, session=session)


@query(Action.UNIT_EDIT)
def unit_timeline(actor: Actor, unit_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """What happened to a unit, oldest first."""
    return timeline("unit", unit_id, session=session)
