"""Entries of the audit log, and documents, that tell of what became a lead: for the discipline role alone.

The log is append-only, so what was written about a finding before it was handed over stays; readers outside
the compartment see that something was done, by whom and when, and no word of its content.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, not_, or_, true
from sqlmodel import Session, col, select

from domain.leads import opens_compartment
from domain.permissions import Action, Role
from models.audit import AuditEntry
from models.document import DocumentSubject, IssuedDocument
from models.finding import Finding
from models.lead import Lead
from models.self_inspection import SelfProblem


def covered(rows: Sequence[AuditEntry], role: Role | None, *, session: Session) -> frozenset[int]:
    """Ids of the entries whose words are not for this reader. At most two statements, none for discipline."""
    if role is not None and opens_compartment(role):
        return frozenset()
    return _covered_work(rows, session) | _covered_papers(rows, session)


def _covered_papers(rows: Sequence[AuditEntry], session: Session) -> frozenset[int]:
    """Entries about documents name them, and their titles name the matter."""
    documents = {row.object_id for row in rows if row.object_type == "document"}
    if not documents:
        return frozenset()
    hidden = select(IssuedDocument.id).where(col(IssuedDocument.id).in_(documents), tells_of_lead())
    gone = set(session.exec(hidden).all())
    return frozenset(row.key for row in rows if row.object_type == "document" and row.object_id in gone)


def _covered_work(rows: Sequence[AuditEntry], session: Session) -> frozenset[int]:
    findings = {row.object_id for row in rows if row.object_type == "finding"}
    visits = {row.object_id for row in rows if row.object_type == "visit"}
    if not findings and not visits:
        return frozenset()
    gone = session.exec(
        select(Finding.id, Finding.visit_id, Finding.item).where(
            col(Finding.transferred).is_(True),
            col(Finding.id).in_(findings) | col(Finding.visit_id).in_(visits),
        )
    ).all()
    ids = {key for key, _, _ in gone}
    items = {(visit_id, item) for _, visit_id, item in gone if item}
    return frozenset(row.key for row in rows if _tells(row, ids, items))


def tells_nothing(role: Role) -> ColumnElement[bool]:
    """Condition: entries whose words this role may search. Wider than `covered`: whole visits are left out."""
    if opens_compartment(role):
        return true()
    gone = col(Finding.transferred).is_(True)
    findings, visits = select(Finding.id).where(gone), select(Finding.visit_id).where(gone)
    told = and_(col(AuditEntry.object_type) == "finding", col(AuditEntry.object_id).in_(findings))
    seen = and_(
        col(AuditEntry.object_type) == "visit",
        col(AuditEntry.object_id).in_(visits.where(col(Finding.visit_id).is_not(None))),
    )
    papers = select(IssuedDocument.id).where(tells_of_lead())
    issued = and_(col(AuditEntry.object_type) == "document", col(AuditEntry.object_id).in_(papers))
    return not_(or_(told, seen, issued))


def tells_of_lead() -> ColumnElement[bool]:
    """Condition on `IssuedDocument`: issued before something it is about was handed over, so it still says it."""
    handed_over = select(Lead.id).join(Finding, col(Finding.id) == col(Lead.finding_id))
    problem = select(SelfProblem.id).where(
        col(SelfProblem.report_id) == col(DocumentSubject.object_id),
        col(SelfProblem.id) == col(Finding.self_problem_id),
    )
    about = or_(
        and_(_subject("finding"), col(Finding.id) == col(DocumentSubject.object_id)),
        and_(_subject("visit"), col(Finding.visit_id) == col(DocumentSubject.object_id)),
        and_(_subject("self_inspection"), problem.exists()),
    )
    return (
        handed_over.join(DocumentSubject, about)
        .where(
            col(DocumentSubject.document_id) == col(IssuedDocument.id),
            col(Lead.created_at) >= col(IssuedDocument.issued_at),
        )
        .correlate(IssuedDocument)
        .exists()
    )


def _subject(kind: str) -> ColumnElement[bool]:
    return col(DocumentSubject.object_type) == kind


def _tells(row: AuditEntry, ids: set[int | None], items: set[tuple[int | None, str]]) -> bool:
    if row.object_type == "finding":
        return row.object_id in ids and row.action != Action.LEAD_TRANSFER.value
    return row.object_type == "visit" and (row.object_id, row.after.get("item")) in items
