"""Whole rows of the ledger, with all the columns that offices keep, for Excel and Word.

A fixed number of statements, however many rows: findings, their measures, assisting units, close-out steps
and evidence are read in one go each and put together here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.findings import KIND_NAMES, SOURCE_NAMES, TRANSFERRED_TITLE, Kind, Source, light_of
from domain.workflow import STATE_NAMES, State, StepKind
from models.account import Account
from models.evidence import Evidence
from models.finding import CloseOutPass, Finding, FindingAssistant, Measure
from models.unit import Unit
from reports.ledger import LedgerRow
from services import clock
from services.close_out_steps import steps_of
from services.earlier_versions import category_names
from services.findings_access import OBJECT
from services.ledger import Scene
from services.ledger_filters import Order
from services.natures_known import nature_text


@dataclass(slots=True)
class Beside:
    """What stands in other tables, by finding."""

    measures: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    assistants: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    evidence: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    passes: dict[tuple[int, StepKind], tuple[str, date]] = field(default_factory=dict)


def whole_rows(scene: Scene, conditions: list[Any], order: Order, *, session: Session) -> list[LedgerRow]:
    """All rows that match, in order. Five statements."""
    lead = aliased(Unit)
    found = (
        sql.select(Finding, col(Unit.name), col(lead.name))
        .join(Unit, col(Unit.id) == col(Finding.unit_id))
        .outerjoin(lead, col(lead.id) == col(Finding.lead_unit_id))
        .where(*conditions)
        .order_by(order.by(order.column), col(Finding.id))
    )
    rows = session.execute(found).all()
    chosen = sql.select(col(Finding.id)).where(*conditions, col(Finding.transferred).is_(False))
    beside = _beside(scene, chosen, session)
    names = category_names(scene.campaign, session=session)
    return [_row(row, unit, lead_unit or "", names, beside, scene) for row, unit, lead_unit in rows]


def _beside(scene: Scene, chosen: Any, session: Session) -> Beside:
    beside = Beside()
    measures = sql.select(Measure).where(
        col(Measure.finding_id).in_(chosen), col(Measure.dropped_reason) == ""
    )
    for measure in session.scalars(measures.order_by(col(Measure.id))):
        beside.measures[measure.finding_id].append(_measure(measure))
    assisting = (
        sql.select(col(FindingAssistant.finding_id), col(Unit.name))
        .join(Unit, col(Unit.id) == col(FindingAssistant.unit_id))
        .where(col(FindingAssistant.finding_id).in_(chosen))
    )
    for finding_id, name in session.execute(assisting.order_by(col(Unit.id))):
        beside.assistants[finding_id].append(name)
    files = sql.select(col(Evidence.owner_id), col(Evidence.id)).where(
        col(Evidence.owner_type) == OBJECT,
        col(Evidence.owner_id).in_(chosen),
        col(Evidence.withdrawn_reason) == "",
        col(Evidence.compartment) == "",
    )
    for finding_id, number in session.execute(files.order_by(col(Evidence.id))):
        beside.evidence[finding_id].append(str(number))
    _passes(scene, chosen, beside, session)
    return beside


def _measure(measure: Measure) -> str:
    parts = [measure.text, measure.person, f"{measure.due}前" if measure.due else ""]
    return "，".join(part for part in parts if part) + ("（已完成）" if measure.done_on else "")


def _passes(scene: Scene, chosen: Any, beside: Beside, session: Session) -> None:
    """The last time that each kind of step was passed; a later return makes it void."""
    kinds = {step.code: step.kind for step in steps_of(scene.campaign)}
    second = aliased(Account)
    found = (
        sql.select(CloseOutPass, col(Account.name), col(second.name))
        .join(Account, col(Account.id) == col(CloseOutPass.account_id))
        .outerjoin(second, col(second.id) == col(CloseOutPass.second_account_id))
        .where(col(CloseOutPass.finding_id).in_(chosen))
        .order_by(col(CloseOutPass.id))
    )
    for row, first, other in session.execute(found):
        if not row.passed:
            for kind in StepKind:
                beside.passes.pop((row.finding_id, kind), None)
        elif row.step_code in kinds:
            people = f"{first}、{other}" if other else first
            at = clock.local(row.at).date()
            beside.passes[(row.finding_id, kinds[row.step_code])] = (people, at)


def _row(
    row: Finding, unit: str, lead_unit: str, names: Mapping[str, str], beside: Beside, scene: Scene
) -> LedgerRow:
    state = State(row.state)
    told = LedgerRow(
        number=row.number,
        source=SOURCE_NAMES[Source(row.source)],
        unit=unit,
        category=names.get(row.category, row.category),
        description=TRANSFERRED_TITLE,
        kind="",
        state=STATE_NAMES[state],
        found_on=row.found_on,
    )
    if state is State.TRANSFERRED:
        return told
    light = light_of(state, row.due, scene.today.day, scene.today.yellow_until)
    return _closing(_work(told, row, lead_unit, beside), row, beside, light.label if light else "")


def _work(told: LedgerRow, row: Finding, lead_unit: str, beside: Beside) -> LedgerRow:
    """What is wrong, and what is done about it by whom."""
    return replace(
        told,
        description=row.description,
        nature=nature_text(row.nature, row.nature_found),
        kind=KIND_NAMES[Kind(row.kind)],
        state=completion(row),
        found_by=row.found_by,
        amount=_yuan(row.amount_fen),
        people=row.people,
        goal=row.goal,
        measures=_joined(beside.measures[row.key]) or row.requirement,
        lead_unit=lead_unit,
        assisting_units="、".join(beside.assistants[row.key]),
        leader=row.responsible_leader,
        responsible=row.responsible_person,
        deadline=row.due,
        progress=row.progress,
        progress_on=clock.local(row.progress_at).date() if row.progress_at else None,
        evidence="、".join(beside.evidence[row.key]),
        recovered=_yuan(row.recovered_fen),
        systems=row.systems_built,
        accountability=row.accountability,
    )


def _closing(told: LedgerRow, row: Finding, beside: Beside, warning: str) -> LedgerRow:
    """Who checked it when, and what came after."""
    reviewer, reviewed_on = beside.passes.get((row.key, StepKind.REVIEW), ("", None))
    verifier, verified_on = beside.passes.get((row.key, StepKind.VERIFY), ("", None))
    return replace(
        told,
        closing_requested_on=clock.local(row.submitted_at).date() if row.submitted_at else None,
        reviewer=reviewer,
        reviewed_on=reviewed_on,
        verifier=verifier,
        verified_on=verified_on,
        closed_on=clock.local(row.closed_at).date() if row.closed_at else None,
        public_from=row.publicity_from,
        public_until=row.publicity_to,
        looked_back=_looked_back(State(row.state), row),
        looked_back_on=row.looked_back_on,
        look_back_result=row.look_back_result,
        warning=warning,
        remark=row.withdrawn_reason or row.remark,
    )


def completion(row: Finding) -> str:
    """完成情况: the state's word; 部分整改 while something but not all has been put right."""
    state = State(row.state)
    if state is State.RECTIFYING and row.rectified_fen > 0:
        return "部分整改"
    return STATE_NAMES[state]


def _looked_back(state: State, row: Finding) -> str:
    if state is not State.CLOSED:
        return ""
    return "是" if row.looked_back_on else "否"


def _yuan(fen: int) -> Decimal | None:
    return Decimal(fen) / 100 if fen else None


def _joined(texts: Iterable[str]) -> str:
    listed = list(texts)
    return (
        listed[0]
        if len(listed) == 1
        else "\n".join(f"{at}. {text}" for at, text in enumerate(listed, start=1))
    )
