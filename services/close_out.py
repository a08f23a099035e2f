"""Close-out (销号): the campaign's list of steps, each taken by other hands, or a return with reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import sqlalchemy as sql
from pydantic import StringConstraints
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.errors import Invalid, Refused, WrongState
from domain.forms import Form, Text
from domain.permissions import Action, Role
from domain.publicity import publicity_ends
from domain.separation import require_step
from domain.terms import chinese_date
from domain.workflow import Move, State, Step, StepKind, state_after
from models.account import Account
from models.finding import CloseOutPass
from services import clock
from services.actor import Actor
from services.base_checks import OF_ITSELF, everywhere, of_itself
from services.calendars import work_calendar
from services.close_out_steps import CHECKS, DueSteps, Passed, passed_in, rectifiers_of, steps_of
from services.findings_access import Held, hold
from services.findings_notices import tell_unit
from services.look_back_days import look_back_due
from services.objections_told import open_objection
from services.step_terms import set_step_due
from services.use_case import INJECTED, command


class Opinion(Form):
    """A step passed: what was found, and for a visit by two people, the second one."""

    opinion: Annotated[Text, StringConstraints(min_length=1, max_length=4000)]
    second_account_id: int | None = None


class Return(Form):
    """Why the result does not do."""

    reason: Annotated[Text, StringConstraints(min_length=1, max_length=4000)]


@dataclass(frozen=True, slots=True)
class PassView:
    """A step as it was taken, for the detail page and the ledger."""

    round: int
    step: str
    passed: bool
    opinion: str
    people: str
    at: datetime


@command(Action.FINDING_CHECK)
def pass_step(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> State:
    """Take the step that is due; returns the state it leads to.

    Raises `Refused` where separation of duties forbids it, `WrongState` while a publicity still runs.
    """
    given = Opinion.read(values)
    held = hold(actor, Action.FINDING_CHECK, finding_id, version, session=session)
    held.require_move(Move.PASS)
    steps = DueSteps(held.campaign, session=session)
    due = steps.due(held.row)
    step = due.required()
    passed = passed_in(held.row, steps.steps, session=session)
    _require_hands(held, step, passed, given.second_account_id)
    _require_publicity_over(held)
    _advance(held, due.index, [*(one.step for one in passed), step], steps)
    _note(held, step, given)
    held.save(Action.FINDING_CHECK, _summary(held, step), extra={"opinion": given.opinion})
    _tell(held, step)
    return held.state


def _require_hands(held: Held, step: Step, passed: Sequence[Passed], second: int | None) -> None:
    session, row = held.session, held.row
    require_another_unit(held)
    if second is not None:
        _require_second(held.actor, step, second, session)
    people = {held.actor.account_id, second or held.actor.account_id}
    rectifiers = rectifiers_of(row.key, session=session)
    taken = [one.taken for one in passed]
    require_step(step, held.actor.role, people, rectifiers=rectifiers, taken=taken)
    checked = any(one.kind in CHECKS for one in taken)
    if step.kind is StepKind.STRIKE and any(one.only for one in steps_of(held.campaign)) and not checked:
        raise WrongState("没有一步审核或验收适用于这个问题，不能销号，请专项办在行动设置中调整销号程序。")


def require_another_unit(held: Held) -> None:
    """`Refused` where the township above the unit has to take the step."""
    if of_itself(held.actor, held.row, session=held.session):
        raise Refused(OF_ITSELF)


def _require_second(actor: Actor, step: Step, second: int, session: Session) -> None:
    other = session.get(Account, second)
    known = other is not None and other.active and Role(other.role) in step.roles
    if other is None or not known or not (everywhere(actor) or other.unit_id == actor.unit_id):
        raise Invalid({"second_account_id": f"同行人员不能办理“{step.name}”，请重新选择。"})
    if second == actor.account_id:
        raise Invalid({"second_account_id": "同行人员不能是您本人，请选择另一名人员。"})


def _require_publicity_over(held: Held) -> None:
    """A posting stands for its full days; the next step may follow on the day after."""
    last = held.row.publicity_to
    if last is not None and clock.today() <= last:
        raise WrongState(f"这一步到{chinese_date(last)}（含当日）期满，次日起才能办理下一步。")
    if last is not None and open_objection(held.row.key, session=held.session) is not None:
        raise WrongState("公示期内有异议正在核实，处理以后才能办理下一步。")


def _advance(held: Held, index: int, passed: Sequence[Step], steps: DueSteps) -> None:
    row, step = held.row, passed[-1]
    following = steps.due(row, index + 1)
    row.step = following.index
    after = state_after(passed, last=following.step is None)
    if step.kind is StepKind.PUBLICITY:
        post(held, step)
    if after is State.CLOSED and held.state is not State.CLOSED:
        row.closed_at = clock.now()
        row.look_back_due = look_back_due(
            held.campaign, row.category, row.nature, clock.today(), session=held.session
        )
        row.completed_on = clock.local(row.submitted_at).date() if row.submitted_at else clock.today()
    row.state = after.value
    since = row.publicity_to if step.kind is StepKind.PUBLICITY else None
    set_step_due(row, steps.steps, since or clock.today(), session=held.session)


def post(held: Held, step: Step) -> None:
    """Post the problem from today on, for the days of the step."""
    today = clock.today()
    held.row.publicity_from = today
    held.row.publicity_to = expected_end(step, today, session=held.session)


def _note(held: Held, step: Step, given: Opinion) -> None:
    held.session.add(pass_row(held, step, given.opinion, second=given.second_account_id))


def pass_row(
    held: Held, step: Step, opinion: str, *, passed: bool = True, second: int | None = None
) -> CloseOutPass:
    """A step as it was taken by the actor, to be stored."""
    return CloseOutPass(
        finding_id=held.row.key,
        round=held.row.round,
        step_code=step.code,
        passed=passed,
        opinion=opinion,
        account_id=held.actor.account_id,
        second_account_id=second,
        at=clock.now(),
    )


def _summary(held: Held, step: Step) -> str:
    if step.kind is StepKind.PUBLICITY:
        return f"{step.name}：公示至{held.row.publicity_to}"
    return f"{step.name}：通过" + ("，问题销号" if held.state is State.CLOSED else "")


def _tell(held: Held, step: Step) -> None:
    number = held.row.number
    if step.kind is StepKind.PUBLICITY:
        tell_unit(
            held.actor, held.row, f"问题 {number}开始公示，至{held.row.publicity_to}。", session=held.session
        )
    elif held.state is State.CLOSED:
        tell_unit(held.actor, held.row, f"问题 {number}已销号。", session=held.session)


@command(Action.FINDING_CHECK)
def return_finding(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Send the result back with reasons; a new round begins, and the returns are counted."""
    given = Return.read(values)
    held = hold(actor, Action.FINDING_CHECK, finding_id, version, session=session)
    held.require_move(Move.RETURN)
    due = DueSteps(held.campaign, session=session).due(held.row)
    step = due.step or due.required()
    require_returner(held, step)
    if open_objection(held.row.key, session=session) is not None:
        raise WrongState("公示期内有异议正在核实，要退回的请在“公示异议”里选择“异议成立，退回整改”。")
    send_back(held, step, given.reason)


def send_back(held: Held, step: Step, reason: str) -> None:
    """Begin a new round of rectification, and tell the unit why."""
    held.session.add(pass_row(held, step, reason, passed=False))
    row = held.row
    row.state, row.step = State.RECTIFYING.value, 0
    row.round, row.returned_count = row.round + 1, row.returned_count + 1
    row.publicity_from = row.publicity_to = row.step_due = None
    held.save(Action.FINDING_CHECK, f"{step.name}：退回整改（第{row.returned_count}次）", reason=reason)
    tell_unit(held.actor, row, f"问题 {row.number}被退回整改：{reason}", session=held.session)


def require_returner(held: Held, step: Step) -> None:
    """`Refused` unless the actor takes the step, and has had no hand in the rectification."""
    require_another_unit(held)
    if held.actor.role not in step.roles:
        require_step(step, held.actor.role, {held.actor.account_id}, rectifiers=frozenset(), taken=())
    if held.actor.account_id in rectifiers_of(held.row.key, session=held.session):
        raise Refused("整改责任人不能审核或退回自己报送的整改结果。")


def passes_of(finding_id: int, steps: tuple[Step, ...], *, session: Session) -> list[PassView]:
    """All steps taken or returned, oldest first. The caller has checked that the finding may be seen."""
    names = {step.code: step.name for step in steps}
    second = aliased(Account)
    found = (
        sql.select(CloseOutPass, col(Account.name), col(second.name))
        .join(Account, col(Account.id) == col(CloseOutPass.account_id))
        .outerjoin(second, col(second.id) == col(CloseOutPass.second_account_id))
        .where(col(CloseOutPass.finding_id) == finding_id)
        .order_by(col(CloseOutPass.id))
    )
    return [_pass_view(row, first, other, names) for row, first, other in session.execute(found).all()]


def _pass_view(row: CloseOutPass, first: str, other: str | None, names: Mapping[str, str]) -> PassView:
    people = f"{first}、{other}" if other else first
    return PassView(
        row.round, names.get(row.step_code, row.step_code), row.passed, row.opinion, people, row.at
    )


def expected_end(step: Step, posted: date, *, session: Session) -> date:
    """The last full day of a publicity posted on this day; a posting without a term ends at once."""
    if (term := step.posting) is None:
        return posted
    return publicity_ends(posted, term.count, work_calendar(session=session), term.unit).last_day
