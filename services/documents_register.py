"""发文登记: which documents were issued, and those of one object."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.findings import TRANSFERRED_TITLE
from domain.leads import opens_compartment
from domain.permissions import Action
from models.account import Account
from models.campaign import Campaign
from models.document import DocumentSubject, IssuedDocument
from models.unit import Unit
from services.actor import Actor
from services.audit import TimelineEntry, timeline
from services.documents import KINDS, OBJECT
from services.lead_wall import tells_of_lead
from services.use_case import INJECTED, query
from services.visibility import within

SIZE = 50
SORTS: dict[str, Any] = {
    "issued_at": col(IssuedDocument.id),
    "dated": col(IssuedDocument.dated),
    "number": col(IssuedDocument.number),
    "kind": col(IssuedDocument.kind),
    "unit": col(IssuedDocument.unit_id),
}


@dataclass(frozen=True, slots=True)
class RegisterQuery:
    """A view of the register; an empty field does not filter. words: in number and title."""

    campaign_id: int = 0
    kind: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    unnumbered: bool = False
    withdrawn: bool = False
    sort: str = "-issued_at"
    page: int = 1


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as lists show it; `withdrawn_reason` is "" while it stands.

    hidden: it tells of what was handed over as a lead since, so its title and content are not for this reader.
    """

    id: int
    kind: str
    kind_name: str
    number: str
    title: str
    dated: date
    unit: str
    campaign_id: int | None
    campaign: str
    owner_type: str
    owner_id: int
    issued_by: str
    issued_at: datetime
    sha256: str
    withdrawn_reason: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The rows asked for, and how many there are in all."""

    rows: tuple[DocumentRow, ...]
    total: int


@query(Action.DOCUMENT_READ)
def search_documents(
    actor: Actor, wanted: RegisterQuery, *, size: int = SIZE, session: Session = INJECTED
) -> RegisterPage:
    """One page of the register, of documents to units in sight. Two statements."""
    conditions = _conditions(actor, wanted)
    total = session.execute(
        sql.select(sql.func.count()).select_from(IssuedDocument).where(*conditions)
    ).scalar_one()
    name = wanted.sort.removeprefix("-")
    column, descending = SORTS.get(name, SORTS["issued_at"]), wanted.sort.startswith("-") or name not in SORTS
    order = (column.desc() if descending else column.asc(), col(IssuedDocument.id).desc())
    found = _rows().where(*conditions).order_by(*order).limit(size).offset((wanted.page - 1) * size)
    return RegisterPage(tuple(_row(actor, row) for row in session.execute(found)), int(total))


@query(Action.DOCUMENT_READ)
def documents_of(
    actor: Actor, owner_type: str, owner_id: int, *, session: Session = INJECTED
) -> tuple[DocumentRow, ...]:
    """Documents about one object, newest first, void ones included. One statement."""
    about = sql.select(col(DocumentSubject.document_id)).where(
        col(DocumentSubject.object_type) == owner_type, col(DocumentSubject.object_id) == owner_id
    )
    found = _rows().where(_sight(actor), col(IssuedDocument.id).in_(about))
    return tuple(_row(actor, row) for row in session.execute(found.order_by(col(IssuedDocument.id).desc())))


@query(Action.DOCUMENT_READ)
def document_row(actor: Actor, document_id: int, *, session: Session = INJECTED) -> DocumentRow:
    """One document, or `NotFound`."""
    found = _rows().where(_sight(actor), col(IssuedDocument.id) == document_id)
    row = session.execute(found).first()
    if row is None:
        raise NotFound("找不到这份文书，或者它不是发给您单位的。")
    return _row(actor, row)


@query(Action.DOCUMENT_READ)
def document_timeline(actor: Actor, document_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """What happened to one document."""
    document_row(actor, document_id, session=session)
    return timeline(OBJECT, document_id, session=session, reader=actor.role)


def _sight(actor: Actor) -> Any:
    return within(actor, Action.DOCUMENT_READ, IssuedDocument.unit_id)


def _conditions(actor: Actor, wanted: RegisterQuery) -> list[Any]:
    document = IssuedDocument
    conditions: list[Any] = [_sight(actor)]
    if wanted.campaign_id:
        conditions.append(col(document.campaign_id) == wanted.campaign_id)
    if wanted.kind:
        conditions.append(col(document.kind) == wanted.kind)
    if wanted.since:
        conditions.append(col(document.dated) >= wanted.since)
    if wanted.until:
        conditions.append(col(document.dated) <= wanted.until)
    if wanted.unnumbered:
        conditions.append(col(document.number) == "")
    if not wanted.withdrawn:
        conditions.append(col(document.withdrawn_reason) == "")
    for word in wanted.words.split()[:5]:
        titled = col(document.title).contains(word, autoescape=True)
        if not opens_compartment(actor.role):
            titled = sql.and_(titled, sql.not_(tells_of_lead()))
        conditions.append(sql.or_(col(document.number).contains(word, autoescape=True), titled))
    return conditions


def _rows() -> Any:
    document = IssuedDocument
    columns = (
        document.id, document.kind, document.number, document.title, document.dated, document.campaign_id,
        document.owner_type, document.owner_id, document.issued_at, document.sha256, document.withdrawn_reason,
    )  # fmt: skip
    return (
        sql.select(
            *(col(column) for column in columns),
            col(Unit.name).label("unit"),
            col(Campaign.name).label("campaign"),
            col(Account.name).label("issued_by"),
            tells_of_lead().label("of_lead"),
        )
        .select_from(document)
        .join(Unit, col(Unit.id) == col(document.unit_id))
        .join(Account, col(Account.id) == col(document.issued_by))
        .outerjoin(Campaign, col(Campaign.id) == col(document.campaign_id))
    )


def _row(actor: Actor, row: Any) -> DocumentRow:
    name = KINDS[row.kind].name if row.kind in KINDS else row.kind
    hidden = bool(row.of_lead) and not opens_compartment(actor.role)
    return DocumentRow(
        row.id, row.kind, name, row.number, f"{name}{TRANSFERRED_TITLE}" if hidden else row.title, row.dated,
        row.unit, row.campaign_id, row.campaign or "", row.owner_type, row.owner_id, row.issued_by, row.issued_at,
        row.sha256, row.withdrawn_reason, hidden,
    )  # fmt: skip
