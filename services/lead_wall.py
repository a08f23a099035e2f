"""Entries of the audit log, and documents, that tell of what became a lead: for the discipline role alone.

The log is append-only, so what was written about a finding before it was handed over stays; readers outside
the compartment see that something was done, by whom and when, and no word of its content.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_, true
from sqlmodel import Session, col, select

from domain.leads import opens_compartment
from domain.permissions import Action, Role
from models.audit import AuditEntry
from models.document import DocumentSubject, IssuedDocument
from models.finding import Finding
from models.lead import Lead
from models.self_inspection import SelfInspection, SelfProblem
from models.verification import Visit


def covered(rows: Sequence[AuditEntry], role: Role | None, *, session: Session) -> frozenset[int]:
    """Ids of the entries whose words are not for this reader. At most four statements, none for discipline."""
    if role is not None and opens_compartment(role):
        return frozenset()
    return _covered_work(rows, session) | _covered_papers(rows, session) | _covered_reports(rows, session)


def _covered_papers(rows: Sequence[AuditEntry], session: Session) -> frozenset[int]:
    """Entries about documents name them, and their titles name the matter."""
    documents = {row.object_id for row in rows if row.object_type == "document"}
    if not documents:
        return frozenset()
    hidden = select(IssuedDocument.id).where(col(IssuedDocument.id).in_(documents), tells_of_lead())
    gone = set(session.exec(hidden).all())
    return frozenset(row.key for row in rows if row.object_type == "document" and row.object_id in gone)


def _covered_reports(rows: Sequence[AuditEntry], session: Session) -> frozenset[int]:
    """What a unit typed into its own report about an item that became a lead."""
    reports = {row.object_id for row in rows if row.object_type == _REPORT}
    if not reports:
        return frozenset()
    gone = set(session.exec(_reports_gone(SelfInspection.id, Finding.item).where(
        col(SelfInspection.id).in_(reports))).all())  # fmt: skip
    return frozenset(
        row.key for row in rows if row.object_type == _REPORT
        and any(row.object_id == report and _about(row, item) for report, item in gone)
    )  # fmt: skip


_REPORT = "self_inspection"
_FREE = frozenset({"facts", "unit_opinion"})  # words of a visit that may tell of anything


def _reports_gone(*columns: Any) -> Any:
    """Reports of units of which something was handed over in the same campaign, with its item."""
    of_unit = and_(
        col(Finding.campaign_id) == col(SelfInspection.campaign_id),
        col(Finding.unit_id) == col(SelfInspection.unit_id),
    )
    return (
        select(*columns).join(Finding, of_unit).where(col(Finding.transferred).is_(True), Finding.item != "")
    )


def _about(row: AuditEntry, item: str) -> bool:
    """填写R2-1：不符合, 登记自查问题（R2-1）：…, and files that hang on the item."""
    spelled = (f"{item}：", f"（{item}）", f"{item}、")
    return row.after.get("item") == item or any(part in row.summary for part in spelled)


def _covered_work(rows: Sequence[AuditEntry], session: Session) -> frozenset[int]:
    findings = {row.object_id for row in rows if row.object_type == "finding"}
    visits = {row.object_id for row in rows if row.object_type == "visit"}
    gone: set[int | None] = set()
    if findings:
        handed = select(Finding.id).where(col(Finding.transferred).is_(True), col(Finding.id).in_(findings))
        gone = set(session.exec(handed).all())
    items: set[tuple[int | None, str]] = set()
    if visits:
        items = set(session.exec(_visits_gone(Visit.id, Finding.item).where(col(Visit.id).in_(visits))).all())
    return frozenset(row.key for row in rows if _tells(row, gone, items))


def _visits_gone(*columns: Any) -> Any:
    """Visits to units of which something was handed over in the same campaign, with its item."""
    of_unit = and_(
        col(Finding.campaign_id) == col(Visit.campaign_id), col(Finding.unit_id) == col(Visit.unit_id)
    )
    return select(*columns).join(Finding, of_unit).where(col(Finding.transferred).is_(True))


def tells_nothing(role: Role) -> ColumnElement[bool]:
    """Condition: entries whose words this role may search. Wider than `covered`: whole visits are left out."""
    if opens_compartment(role):
        return true()
    gone = col(Finding.transferred).is_(True)
    findings = select(Finding.id).where(gone)
    told = and_(col(AuditEntry.object_type) == "finding", col(AuditEntry.object_id).in_(findings))
    seen = and_(
        col(AuditEntry.object_type) == "visit",
        col(AuditEntry.object_id).in_(_visits_gone(Visit.id)),
    )
    own = and_(
        col(AuditEntry.object_type) == _REPORT,
        col(AuditEntry.object_id).in_(_reports_gone(SelfInspection.id)),
    )
    papers = select(IssuedDocument.id).where(tells_of_lead())
    issued = and_(col(AuditEntry.object_type) == "document", col(AuditEntry.object_id).in_(papers))
    return not_(or_(told, seen, own, issued))


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
    if row.object_type != "visit":
        return False
    free = bool(_FREE & set(row.after)) and any(visit == row.object_id for visit, _ in items)
    return free or (row.object_id, row.after.get("item")) in items
