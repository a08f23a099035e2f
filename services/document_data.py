"""What the data of all documents need from rows: the campaign, the office that issues, amounts, periods."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from domain.deadlines import Deadline
from domain.errors import NotFound, WrongState
from domain.terms import NO_FESTIVALS
from domain.terms import Period as TermPeriod
from domain.terms import Unit as TermUnit
from domain.units import UnitKind
from models.campaign import Campaign
from models.evidence import Evidence
from models.unit import Unit
from reports.periods import Period
from services import clock

_LENGTHS = {
    TermUnit.CALENDAR_DAY: ("{0}日", "自然日"),
    TermUnit.WORKING_DAY: ("{0}个工作日", "工作日"),
    TermUnit.WEEK: ("{0}周", "自然日"),
    TermUnit.MONTH: ("{0}个月", "自然日"),
    TermUnit.YEAR: ("{0}年", "自然日"),
}


def yuan(fen: int) -> Decimal:
    """Fen as yuan, exact."""
    return Decimal(fen) / 100


def campaign_of(campaign_id: int, *, session: Session) -> Campaign:
    """The campaign, or `NotFound`."""
    row = session.get(Campaign, campaign_id)
    if row is None:
        raise NotFound("找不到这个专项行动。")
    return row


def office_defaults(*, session: Session) -> dict[str, str]:
    """Who issues, with whom to ask; the day is today and the number is left to people."""
    found = (
        select(Unit).where(col(Unit.kind) == UnitKind.OFFICE.value, col(Unit.active)).order_by(col(Unit.id))
    )
    office = session.exec(found).first()
    return {
        "number": "",
        "day": clock.today().isoformat(),
        "issuer": office.name if office else "",
        "head": "none",
        "contact": office.contact if office else "",
        "phone": office.phone if office else "",
    }


def period_of(stored: Mapping[str, object], due: date | None) -> Period:
    """A stored deadline as a document states it; a fixed day has no length."""
    deadline = Deadline.from_json(stored) if stored else None
    arithmetic = deadline.explain() if deadline else ""
    length, day_kind = length_of(deadline.period if deadline else None)
    return Period(length, day_kind, arithmetic, due)


def length_of(term: TermPeriod | None) -> tuple[str, str]:
    """A term as a document says it, "30日" and "自然日"; empty for what has no length in days."""
    if term is None or term.unit not in _LENGTHS:
        return "", ""
    length, day_kind = _LENGTHS[term.unit]
    return length.format(term.count), NO_FESTIVALS if term.skips_festivals else day_kind


def evidence_names(
    owner_type: str, owner_ids: Sequence[int], *, session: Session
) -> dict[int, tuple[str, ...]]:
    """Names of the files of several objects, without what lies in the leads compartment."""
    found = (
        select(Evidence.owner_id, Evidence.file_name)
        .where(
            Evidence.owner_type == owner_type,
            col(Evidence.owner_id).in_(owner_ids),
            Evidence.withdrawn_reason == "",
            Evidence.compartment == "",
        )
        .order_by(col(Evidence.id))
    )
    names: dict[int, list[str]] = {}
    for owner, name in session.exec(found):
        names.setdefault(owner, []).append(name)
    return {owner: tuple(listed) for owner, listed in names.items()}


def require_some(rows: Sequence[object], wanted: Sequence[int], what: str) -> None:
    """`NotFound` when a row is missing."""
    if not rows or len(rows) < len(set(wanted)):
        raise NotFound(f"找不到{what}，可能已被撤销，请刷新后再试。")


def require_same(values: set[object], sentence: str) -> None:
    """`WrongState` when rows differ in what one document can say only once."""
    if len(values) > 1:
        raise WrongState(sentence)
