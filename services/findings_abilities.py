"""What somebody may do to a finding now: the buttons of its page, and why a step is not theirs."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select, true

from domain.errors import Refused
from domain.permissions import Action, ruling
from domain.person_names import Bearer, person_names
from domain.separation import require_step
from domain.workflow import (
    CLOCK_RUNS,
    ENDED,
    TRANSITIONS,
    WITH_UNIT,
    Move,
    State,
    Step,
    StepKind,
)
from models.account import Account
from models.campaign import Campaign
from models.finding import Finding
from services import clock
from services.actor import Actor
from services.base_checks import OF_ITSELF, everywhere, of_itself
from services.close_out_steps import DueSteps, passed_in, rectifiers_of
from services.extension_limits import Allowed
from services.findings_access import reaches


@dataclass(frozen=True, slots=True)
class Abilities:
    """Moves of the table that the actor may make, further acts by their right, and the step that is due.

    step_refusal: why the actor may not take the due step, or "". colleagues: who may be the second person.
    adds_for: the unit in whose name the actor adds evidence, if at all. posting: the one in which the problem stands,
    where the actor may deal with objections to it.
    """

    moves: frozenset[Move]
    acts: frozenset[Action]
    step: Step | None
    step_refusal: str
    colleagues: tuple[tuple[int, str], ...] = ()
    adds_for: int | None = None
    posting: Step | None = None

    def may(self, what: Move | Action) -> bool:
        return what in self.moves or what in self.acts


_ACTS = {
    Action.FINDING_ASSIGN: frozenset(State) - ENDED,
    Action.EXTENSION_ASK: WITH_UNIT,
    Action.MEASURE_EDIT: frozenset(State) - ENDED,
    Action.FINDING_ESCALATE: WITH_UNIT,
    Action.REMIND: WITH_UNIT,
    Action.FINDING_LOOK_BACK: frozenset({State.CLOSED}),
    Action.EXTENSION_DECIDE: frozenset(State) - ENDED,
    Action.DOCUMENT_ISSUE: frozenset(State) - {State.REGISTERED, State.TRANSFERRED, State.WITHDRAWN},
}


def _after_the_end(actor: Actor, row: Finding, session: Session) -> frozenset[Action]:
    """What goes on when the campaign is over."""
    act = Action.FINDING_LOOK_BACK
    going_on = State(row.state) in _ACTS[act] and _holds(actor, act, row, session)
    return frozenset({act}) if going_on else frozenset()


def abilities(actor: Actor, row: Finding, campaign: Campaign, *, session: Session) -> Abilities:
    """Everything that the services would let the actor do to this row."""
    state = State(row.state)
    all_steps = DueSteps(campaign, session=session)
    due, steps = all_steps.due(row), all_steps.steps
    step = due.step
    if campaign.state != "running":
        return Abilities(frozenset(), _after_the_end(actor, row, session), step, "")
    refusal = due.unclear or (_refusal(actor, row, step, steps, session=session) if step else "")
    moves = frozenset(
        move
        for move, transition in TRANSITIONS.items()
        if state in transition.sources and _holds(actor, transition.action, row, session)
    )
    if step is None or refusal:
        moves -= {Move.PASS, Move.RETURN}
    acts = frozenset(
        action for action, states in _ACTS.items() if state in states and _holds(actor, action, row, session)
    )
    if Action.EXTENSION_ASK in acts and not _may_ask(row, campaign, session):
        acts -= {Action.EXTENSION_ASK}
    pairs = step is not None and step.two_people and Move.PASS in moves
    colleagues = _colleagues(actor, row, step, session) if pairs and step else ()
    posting = _posting(actor, row, steps, session=session)
    return Abilities(moves, acts, step, refusal, colleagues, _adds_for(actor, row, session), posting)


def _may_ask(row: Finding, campaign: Campaign, session: Session) -> bool:
    """Whether an extension may still be asked for: in time, and within what the scheme allows."""
    if row.due is None or clock.today() > row.due:
        return False
    return not Allowed(campaign, row, session=session).refusal()


def _posting(actor: Actor, row: Finding, steps: tuple[Step, ...], *, session: Session) -> Step | None:
    """The posting that the problem stands in, if objections to it are the actor's to deal with."""
    last, state = row.publicity_to, State(row.state)
    stands = state is State.PUBLISHED or (
        state is State.CLOSED and last is not None and clock.today() <= last
    )
    if last is None or not stands or not _holds(actor, Action.FINDING_CHECK, row, session):
        return None
    passed = passed_in(row, steps, session=session)
    posted = [one.step for one in passed if one.step.kind is StepKind.PUBLICITY]
    mine = bool(posted) and actor.role in posted[-1].roles and not of_itself(actor, row, session=session)
    return posted[-1] if mine and actor.account_id not in rectifiers_of(row.key, session=session) else None


def _holds(actor: Actor, action: Action, row: Finding, session: Session) -> bool:
    return ruling(actor.role, action).allowed and reaches(actor, action, row, session=session)


def _adds_for(actor: Actor, row: Finding, session: Session) -> int | None:
    """The lead unit for those who act for it; who assists or is concerned adds in the name of the own unit."""
    if State(row.state) in ENDED or not ruling(actor.role, Action.EVIDENCE_ADD).allowed:
        return None
    if reaches(actor, Action.EVIDENCE_ADD, row, session=session):
        return row.lead_unit_id or row.unit_id
    return actor.unit_id


def _refusal(actor: Actor, row: Finding, step: Step, steps: tuple[Step, ...], *, session: Session) -> str:
    """Why the actor may not take the step, asked as if a fitting colleague came along."""
    if State(row.state) in CLOCK_RUNS | {State.ONGOING}:
        return "还没有报送整改结果"
    if actor.role in step.roles and of_itself(actor, row, session=session):
        return OF_ITSELF
    nobody = 0
    try:
        require_step(
            step,
            actor.role,
            {actor.account_id, nobody},
            rectifiers=rectifiers_of(row.key, session=session),
            taken=[one.taken for one in passed_in(row, steps, session=session)],
        )
    except Refused as refusal:
        return str(refusal)
    return ""


def _colleagues(actor: Actor, row: Finding, step: Step, session: Session) -> tuple[tuple[int, str], ...]:
    """People who may be the second one: of a fitting role, and with no other hand in this round."""
    used: Iterable[int] = rectifiers_of(row.key, session=session) | {actor.account_id}
    roles = [role.value for role in step.roles]
    reach = true() if everywhere(actor) else col(Account.unit_id) == actor.unit_id
    found = (
        select(Account.id, Account.name, Account.username)
        .where(col(Account.active), col(Account.role).in_(roles), col(Account.id).not_in(used), reach)
        .order_by(col(Account.name), col(Account.id))
    )
    people = [Bearer(key or 0, *words) for key, *words in session.exec(found).all()]
    return tuple(person_names(people).items())
