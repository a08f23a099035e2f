"""What can be issued now in a campaign: objects in the right state that have no such document yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from domain.permissions import Action
from domain.self_inspection import CLOSED
from domain.terms import chinese_date
from domain.visits import SIGNED_STATES
from domain.workflow import State
from models.campaign import CampaignUnit
from models.decision import Decision, Verdict
from models.document import DocumentSubject, IssuedDocument
from models.finding import Finding
from models.provider import Provider
from models.self_inspection import SelfInspection
from models.unit import Unit
from models.verification import Visit
from services import clock
from services.actor import Actor
from services.document_data_circular import CIRCULAR
from services.document_data_decision import DECISION, PRIOR
from services.document_data_letter import LETTER
from services.document_data_notice import NOTICE
from services.document_data_self import CODE as SELF_REPORT
from services.document_data_summary import SUMMARY
from services.document_data_visit import CODE as VISIT_REPORT
from services.documents import KINDS
from services.findings_conditions import overdue
from services.todo_rows import task
from services.use_case import INJECTED, query

MOST = 500  # rows read for the lists of the page


@dataclass(frozen=True, slots=True)
class Issuable:
    """One document that can be issued now. owner_ids: what it is about; several findings may share a notice."""

    kind: str
    kind_name: str
    owner_ids: tuple[int, ...]
    unit: str
    about: str


@query(Action.DOCUMENT_ISSUE)
def issuable(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> tuple[Issuable, ...]:
    """Documents that can be issued now, by kind. One statement."""
    sources = sql.union_all(*_sources(campaign_id)).subquery("owners")
    found = (
        sql.select(sources, col(Unit.name).label("unit"))
        .outerjoin(Unit, col(Unit.id) == sources.c.unit_id)
        .order_by(sources.c.kind, sql.nulls_last(sources.c.due), sources.c.object_id)
        .limit(MOST)
    )
    rows = session.execute(found).all()
    listed = [*_notices(row for row in rows if row.kind == NOTICE), *_others(rows)]
    whole = [Issuable(code, KINDS[code].name, (campaign_id,), "", "全部数据") for code in (SUMMARY, CIRCULAR)]
    return (*whole, *listed)


def _notices(rows: Iterable[Any]) -> list[Issuable]:
    """One notice for the findings of one unit with one deadline."""
    orders: dict[tuple[str, date | None], list[Any]] = {}
    for row in rows:
        orders.setdefault((row.unit or "", row.due), []).append(row)
    return [
        Issuable(NOTICE, KINDS[NOTICE].name, tuple(row.object_id for row in found), unit, _told(found, due))
        for (unit, due), found in orders.items()
    ]


def _told(rows: list[Any], due: date | None) -> str:
    until = f"，期限{chinese_date(due)}" if due else ""
    return f"{len(rows)}个问题（{'、'.join(row.text for row in rows[:3])}{'等' if len(rows) > 3 else ''}）{until}"


def _others(rows: Iterable[Any]) -> list[Issuable]:
    return [
        Issuable(row.kind, KINDS[row.kind].name, (row.object_id,), row.unit or "", _about(row))
        for row in rows
        if row.kind != NOTICE
    ]


def _about(row: Any) -> str:
    if row.kind == LETTER:
        return f"{row.text}，原定期限{chinese_date(row.due)}"
    return str(row.text)


def _sources(campaign_id: int) -> list[sql.Select[Any]]:
    return [
        _findings(
            NOTICE, campaign_id, col(Finding.state).in_((State.ASSIGNED.value, State.RECTIFYING.value))
        ),
        _findings(LETTER, campaign_id, overdue(clock.today()), col(Finding.state) != State.REGISTERED.value),
        _reports(campaign_id),
        _visits(campaign_id),
        _decisions(PRIOR, campaign_id, "proposed"),
        _decisions(DECISION, campaign_id, "approved"),
    ]


def _without(kind: str, owner_type: str, owner_id: Any) -> ColumnElement[bool]:
    """Condition: no such document about the object stands."""
    return ~sql.exists().where(
        col(DocumentSubject.object_type) == owner_type,
        col(DocumentSubject.object_id) == owner_id,
        col(IssuedDocument.id) == col(DocumentSubject.document_id),
        col(IssuedDocument.kind) == kind,
        col(IssuedDocument.withdrawn_reason) == "",
    )


def _findings(kind: str, campaign_id: int, *conditions: ColumnElement[bool]) -> sql.Select[Any]:
    """For a notice those without one; a letter may be repeated while the finding stays overdue."""
    found = task(
        kind,
        col(Finding.id),
        text=col(Finding.number),
        unit_id=col(Finding.lead_unit_id),
        campaign_id=col(Finding.campaign_id),
        due=col(Finding.due),
    ).where(col(Finding.campaign_id) == campaign_id, col(Finding.lead_unit_id).is_not(None), *conditions)
    return found.where(_without(kind, "finding", col(Finding.id))) if kind == NOTICE else found


def _reports(campaign_id: int) -> sql.Select[Any]:
    report = SelfInspection
    return task(
        SELF_REPORT,
        col(report.id),
        text="审核通过",
        unit_id=col(report.unit_id),
        campaign_id=col(report.campaign_id),
    ).where(
        col(report.campaign_id) == campaign_id,
        col(report.state).in_(sorted(CLOSED)),
        _without(SELF_REPORT, "self_inspection", col(report.id)),
    )


def _visits(campaign_id: int) -> sql.Select[Any]:
    return task(
        VISIT_REPORT,
        col(Visit.id),
        text="现场核查已签字",
        unit_id=col(Visit.unit_id),
        campaign_id=col(Visit.campaign_id),
        due=col(Visit.visited_on),
    ).where(
        col(Visit.campaign_id) == campaign_id,
        col(Visit.state).in_(sorted(SIGNED_STATES)),
        _without(VISIT_REPORT, "visit", col(Visit.id)),
    )


def _decisions(kind: str, campaign_id: int, state: str) -> sql.Select[Any]:
    """Decisions about providers and units in the campaign's scope."""
    unit = sql.func.coalesce(col(Provider.unit_id), col(Verdict.subject_unit_id))
    in_scope = sql.select(col(CampaignUnit.unit_id)).where(col(CampaignUnit.campaign_id) == campaign_id)
    return (
        task(
            kind,
            col(Decision.id),
            text=col(Decision.number) + " " + col(Decision.clause),
            unit_id=unit,
        )
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
        .where(
            col(Decision.state) == state,
            unit.in_(in_scope),
            _without(kind, "decision", col(Decision.id)),
        )
    )
