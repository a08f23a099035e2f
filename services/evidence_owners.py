"""What evidence can belong to: whose rows those are, who may still add, and in which compartment they lie."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, select

from domain.decisions import TOLD, DecisionState
from domain.errors import NotFound, Refused, WrongState
from domain.leads import COMPARTMENT, opens_compartment
from domain.permissions import Action
from domain.score_reviews import ReviewState
from domain.visits import SIGNED_STATES
from domain.workflow import ENDED, State
from models.decision import Decision, Verdict
from models.filing import FiledReport
from models.finding import Finding, FindingAssistant
from models.lead import Lead
from models.measurement import Fact, Measurement
from models.provider import Contract, Provider
from models.score import ScoreReview
from models.self_inspection import SelfAnswer, SelfInspection, SelfProblem
from models.verification import Visit, VisitMember
from services.actor import Actor
from services.visibility import covers


@dataclass(frozen=True, slots=True)
class Owner:
    """Facts about the object that evidence belongs to.

    units: whose people may see it; closed: why nothing can be added any more, or "";
    subject: the object on whose timeline additions are told; people: accounts that alone may add, if limited.
    """

    units: frozenset[int]
    subject: tuple[str, int]
    campaign_id: int | None = None
    compartment: str = ""
    closed: str = ""
    people: frozenset[int] | None = None

    def require_open(self, actor: Actor) -> None:
        """Raise unless the actor may still add or withdraw evidence here."""
        if self.closed:
            raise WrongState(self.closed)
        if self.people is not None and actor.account_id not in self.people:
            raise Refused("只有本次核查的核查人员可以在核查记录里增减佐证材料。")


def _units(*ids: int | None) -> frozenset[int]:
    return frozenset(unit_id for unit_id in ids if unit_id is not None)


def _provider_unit(session: Session, provider_id: int | None) -> int | None:
    provider = session.get(Provider, provider_id) if provider_id is not None else None
    return provider.unit_id if provider else None


def _finding(session: Session, owner_id: int) -> Owner | None:
    row = session.get(Finding, owner_id)
    if row is None:
        return None
    closed = "该问题已经办结，不能再增减佐证材料。" if State(row.state) in ENDED else ""
    assisting = select(FindingAssistant.unit_id).where(FindingAssistant.finding_id == owner_id)
    concerned = (row.unit_id, row.lead_unit_id, _provider_unit(session, row.provider_id))
    return Owner(
        _units(*concerned, *session.exec(assisting)),
        ("finding", owner_id),
        row.campaign_id,
        COMPARTMENT if row.transferred else "",
        closed,
    )


def _visit(session: Session, owner_id: int) -> Owner | None:
    row = session.get(Visit, owner_id)
    if row is None:
        return None
    members = session.exec(select(VisitMember.account_id).where(VisitMember.visit_id == owner_id)).all()
    signed = row.state in SIGNED_STATES
    ended = signed or row.state == "cancelled"
    return Owner(
        _units(row.unit_id) if signed else frozenset(),
        ("visit", owner_id),
        row.campaign_id,
        closed="核查记录已经签字确认或取消，不能再增减佐证材料。" if ended else "",
        people=frozenset(members),
    )


def _report(session: Session, report_id: int) -> Owner | None:
    row = session.get(SelfInspection, report_id)
    if row is None:
        return None
    closed = "" if row.state in {"draft", "returned"} else "自查报告已经提交，退回之前不能再增减佐证材料。"
    return Owner(_units(row.unit_id), ("self_inspection", report_id), row.campaign_id, closed=closed)


def _filed_report(session: Session, owner_id: int) -> Owner | None:
    row = session.get(FiledReport, owner_id)
    if row is None:
        return None
    closed = "" if row.state in {"draft", "returned"} else "材料已经报送，退回或者撤回之前不能再增减附件。"
    return Owner(_units(row.unit_id), ("filed_report", owner_id), row.campaign_id, closed=closed)


def _self_answer(session: Session, owner_id: int) -> Owner | None:
    row = session.get(SelfAnswer, owner_id)
    return _report(session, row.report_id) if row else None


def _self_problem(session: Session, owner_id: int) -> Owner | None:
    row = session.get(SelfProblem, owner_id)
    return _report(session, row.report_id) if row else None


def _lead(session: Session, owner_id: int) -> Owner | None:
    row = session.get(Lead, owner_id)
    if row is None:
        return None
    closed = "该线索已经办结，不能再增减材料。" if row.state == "closed" else ""
    return Owner(frozenset(), ("lead", owner_id), row.campaign_id, COMPARTMENT, closed)


def _measurement(session: Session, owner_id: int) -> Owner | None:
    row = session.get(Measurement, owner_id)
    return Owner(_units(row.reporting_unit_id), ("measurement", owner_id)) if row else None


def _fact(session: Session, owner_id: int) -> Owner | None:
    row = session.get(Fact, owner_id)
    if row is None:
        return None
    unit = _provider_unit(session, row.provider_id)
    return Owner(_units(row.subject_unit_id, unit), ("fact", owner_id))


def _decision(session: Session, owner_id: int) -> Owner | None:
    row = session.get(Decision, owner_id)
    if row is None:
        return None
    if DecisionState(row.state) not in TOLD:
        return Owner(frozenset(), ("decision", owner_id))
    judged = select(Verdict.subject_unit_id).where(Verdict.id == row.verdict_id)
    party = (_provider_unit(session, row.provider_id), session.exec(judged).first())
    return Owner(_units(*party), ("decision", owner_id))


def _score_review(session: Session, owner_id: int) -> Owner | None:
    row = session.get(ScoreReview, owner_id)
    if row is None:
        return None
    closed = "" if row.state == ReviewState.ASKED.value else "复核已经办结，不能再增减佐证材料。"
    return Owner(_units(row.unit_id), ("score_review", owner_id), closed=closed)


def _contract(session: Session, owner_id: int) -> Owner | None:
    row = session.get(Contract, owner_id)
    return Owner(_units(_provider_unit(session, row.provider_id)), ("contract", owner_id)) if row else None


def _provider(session: Session, owner_id: int) -> Owner | None:
    unit = _provider_unit(session, owner_id)
    return Owner(_units(unit), ("provider", owner_id)) if unit is not None else None


# One row a kind of object; a new kind of owner is a new row here.
_LOADERS: dict[str, Callable[[Session, int], Owner | None]] = {
    "finding": _finding,
    "visit": _visit,
    "self_inspection": _report,
    "filed_report": _filed_report,
    "self_answer": _self_answer,
    "self_problem": _self_problem,
    "lead": _lead,
    "measurement": _measurement,
    "fact": _fact,
    "decision": _decision,
    "score_review": _score_review,
    "contract": _contract,
    "provider": _provider,
}


def owner_of(owner_type: str, owner_id: int, *, session: Session) -> Owner:
    """Facts about the owner, or `NotFound`."""
    load = _LOADERS.get(owner_type)
    found = load(session, owner_id) if load else None
    if found is None:
        raise NotFound("找不到这份佐证材料所属的记录，请刷新页面后重试。")
    return found


def may_see(actor: Actor, owner: Owner, *, session: Session) -> bool:
    """Whether the owner's row lies in the actor's scope; compartments are asked separately."""
    if owner.people is not None and actor.account_id in owner.people:
        return True
    return any(covers(actor, Action.EVIDENCE_READ, unit, session=session) for unit in owner.units)


def may_open(actor: Actor, owner: Owner, *, session: Session) -> bool:
    """Whether the actor may know of the owner's files."""
    if owner.compartment and not opens_compartment(actor.role):
        return False
    if not owner.units:  # nobody's row: only those who see all rows
        return covers(actor, Action.EVIDENCE_READ, None, session=session)
    return may_see(actor, owner, session=session)
