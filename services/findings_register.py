"""Registering findings: by hand, from a visit, from a self-inspection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import NotFound, Refused, WrongState
from domain.findings import Kind, Source
from domain.permissions import Action, Role
from domain.workflow import Move, State, move_from
from models.campaign import Campaign
from models.finding import Finding
from models.verification import Visit, VisitMember
from services import clock
from services.actor import Actor
from services.audit import changed, record
from services.findings_access import OBJECT
from services.findings_new import NewFinding, Origin, fingerprint_of, insert_finding, title_of_text
from services.ledger_judging import ledger_changed
from services.use_case import INJECTED, command


@command(Action.FINDING_REGISTER)
def register_finding(
    actor: Actor, campaign_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int:
    """Put a problem into the ledger; returns its id."""
    return insert_finding(
        actor, Action.FINDING_REGISTER, campaign_id, NewFinding.read(values), session=session
    )


@command(Action.FINDING_REGISTER)
def register_from_visit(
    actor: Actor, visit_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int:
    """Put what a visit found into the ledger: campaign, unit and day come from the visit."""
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFound("找不到这次核查。")
    _require_part(actor, visit, session)
    found_on = visit.visited_on or min(visit.planned_on, clock.today())
    given = {"unit_id": visit.unit_id, "found_on": found_on, **values, "source": Source.VISIT}
    data = NewFinding.read(given)
    origin = Origin(visit_id=visit_id)
    return insert_finding(
        actor, Action.FINDING_REGISTER, visit.campaign_id, data, session=session, origin=origin
    )


def _require_part(actor: Actor, visit: Visit, session: Session) -> None:
    """Inspectors log the findings of the visits they took part in; the office may complete any."""
    if visit.state == "cancelled":
        raise Refused("本次核查已经取消，不能登记问题。")
    members = select(VisitMember.account_id).where(col(VisitMember.visit_id) == visit.key)
    if actor.role is not Role.OFFICE and actor.account_id not in session.exec(members).all():
        raise Refused("只有参加本次核查的人员可以登记核查发现的问题。")


@dataclass(frozen=True, slots=True)
class SelfProblemData:
    """A problem that a unit found itself, as its report states it; `finding_id` once it is in the ledger."""

    problem_id: int
    campaign_id: int
    unit_id: int
    item: str
    category: str
    description: str
    amount_fen: int = 0
    people: int = 0
    corrected: bool = False
    correction: str = ""
    recovered_fen: int = 0
    finding_id: int | None = None


def register_self_problem(actor: Actor, problem: SelfProblemData, *, session: Session) -> int:
    """Put a self-found problem into the ledger, marked as reported voluntarily; returns its id.

    Internal: the caller holds the right over the report, which is what is recorded.
    """
    data = NewFinding(
        source=Source.SELF,
        category=problem.category,
        item=problem.item,
        unit_id=problem.unit_id,
        found_on=clock.today(),
        found_by=actor.unit_name,
        description=problem.description,
        people=problem.people,
        kind=Kind.IMMEDIATE if problem.corrected else None,
    )
    data = data.model_copy(update={"amount_fen": problem.amount_fen})
    origin = Origin(self_problem_id=problem.problem_id, voluntary=True)
    return insert_finding(
        actor,
        Action.SELF_WRITE,
        problem.campaign_id,
        data,
        session=session,
        origin=origin,
        more=_corrections(problem),
    )


def update_self_problem(actor: Actor, problem: SelfProblemData, *, session: Session) -> None:
    """Bring a finding up to date with its self-found problem, as long as it has not been ordered yet.

    Afterwards the facts in the ledger are the office's, and the report says so.
    """
    row = _locked(problem, session)
    if State(row.state) is not State.REGISTERED:
        return
    before = row.model_dump()
    row.item, row.category, row.description = problem.item, problem.category, problem.description
    row.title = title_of_text("", problem.description)
    row.fingerprint = fingerprint_of(row.unit_id, row.found_on, row.description)
    row.people, row.amount_fen = problem.people, problem.amount_fen
    for name, value in _corrections(problem).items():
        setattr(row, name, value)
    if row.model_dump() == before:
        return
    row.version += 1
    session.add(row)
    was, now = changed(before, row.model_dump())
    _record(actor, row, "自查报告修改，问题内容随之更新", session, before=was, after=now)


def withdraw_self_problem(actor: Actor, problem: SelfProblemData, *, reason: str, session: Session) -> None:
    """Withdraw the finding of a problem that its unit took back before it was ordered.

    `WrongState` when the ledger has already gone further: then only the office withdraws it.
    """
    row = _locked(problem, session)
    if State(row.state) is State.WITHDRAWN:
        return
    move_from(State(row.state), Move.WITHDRAW)
    if State(row.state) is not State.REGISTERED:
        raise WrongState("这个问题已经交办，不能由自查单位撤回，请联系专项办。")
    row.state, row.withdrawn_reason, row.version = State.WITHDRAWN.value, reason, row.version + 1
    session.add(row)
    after = {"state": row.state, "withdrawn_reason": reason, "version": row.version}
    before = {"state": State.REGISTERED.value}
    _record(actor, row, "自查单位撤回问题", session, before=before, after=after, reason=reason)


def _locked(problem: SelfProblemData, session: Session) -> Finding:
    row = session.exec(select(Finding).where(Finding.id == problem.finding_id).with_for_update()).first()
    if row is None:
        raise NotFound("找不到这个问题。")
    return row


def _corrections(problem: SelfProblemData) -> dict[str, Any]:
    return {"progress": problem.correction, "recovered_fen": problem.recovered_fen}


def _record(actor: Actor, row: Finding, summary: str, session: Session, **told: Any) -> None:
    record(
        actor,
        Action.SELF_WRITE,
        OBJECT,
        row.key,
        f"{summary}（{row.number}）",
        session=session,
        campaign_id=row.campaign_id,
        **told,
    )
    ledger_changed(session.get_one(Campaign, row.campaign_id), [row], session=session)
