"""Objections to a posting (公示异议): recorded, looked into, and then posted anew, gone on with or sent back."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlmodel import Session

from domain.errors import Invalid, WrongState
from domain.forms import Form, Text, require_past
from domain.objections import OUTCOME_NAMES, Outcome, outcomes_for
from domain.permissions import Action
from domain.separation import require_step
from domain.terms import chinese_date
from domain.workflow import State, Step, StepKind
from models.finding import PublicityObjection
from services import clock
from services.actor import Actor
from services.close_out import pass_row, post, require_another_unit, require_returner, send_back
from services.close_out_steps import passed_in, rectifiers_of, steps_of
from services.findings_access import Held, hold
from services.findings_notices import tell_unit
from services.objections_told import open_objection
from services.step_terms import set_step_due
from services.use_case import INJECTED, command

POSTED = frozenset({State.PUBLISHED, State.CLOSED})


class Objection(Form):
    """Who objected to a posting, when and how."""

    received_on: date = Field(default_factory=clock.today)
    objector: Annotated[Text, StringConstraints(min_length=1, max_length=100)]
    text: Annotated[Text, StringConstraints(min_length=1, max_length=4000)]


class Settlement(Form):
    """What looking into it brought, and what follows."""

    outcome: Outcome
    handling: Annotated[Text, StringConstraints(min_length=1, max_length=4000)]


@command(Action.FINDING_CHECK)
def record_objection(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Keep an objection that came in while the problem stood posted; the next step waits until it is settled."""
    given = Objection.read(values)
    held = hold(actor, Action.FINDING_CHECK, finding_id, version, session=session)
    _require_hands(held, posting_of(held))
    first, last = _posted(held)
    require_past("received_on", given.received_on, clock.today(), "收到异议的日期")
    if not first <= given.received_on <= last:
        said = f"公示期是{chinese_date(first)}至{chinese_date(last)}，公示期外的意见按投诉举报另行登记。"
        raise Invalid({"received_on": said})
    if open_objection(held.row.key, session=session) is not None:
        raise WrongState("已有一件异议正在核实，请先处理。")
    row = PublicityObjection(
        finding_id=held.row.key, round=held.row.round, posted_from=first, posted_to=last,
        **given.model_dump(), recorded_by=actor.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    held.save(
        Action.FINDING_CHECK,
        "登记公示异议",
        reason=given.text,
        extra={"objection": "待核实"},
    )
    number = held.row.number
    tell_unit(actor, held.row, f"问题 {number}公示期内收到异议，正在核实：{given.text}", session=session)


@command(Action.FINDING_CHECK)
def settle_objection(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Say what looking into an objection brought: the posting begins anew, goes on, or the result is sent back."""
    given = Settlement.read(values)
    held = hold(actor, Action.FINDING_CHECK, finding_id, version, session=session)
    row = open_objection(held.row.key, session=session)
    if row is None:
        raise WrongState("没有待核实的公示异议，请刷新页面。")
    step = posting_of(held)
    _require_outcome(held, step, given.outcome)
    row.outcome, row.handling = given.outcome.value, given.handling
    row.settled_by, row.settled_at, row.version = actor.account_id, clock.now(), row.version + 1
    session.add(row)
    if given.outcome is Outcome.RETURNED:
        require_returner(held, step)
        send_back(held, step, f"公示异议成立：{given.handling}"[:4000])
        return
    _require_hands(held, step)
    _go_on(held, step, given)


def _go_on(held: Held, step: Step, given: Settlement) -> None:
    told = OUTCOME_NAMES[given.outcome]
    if given.outcome is Outcome.ANEW:
        post(held, step)
        row = held.row
        set_step_due(row, steps_of(held.campaign), row.publicity_to or clock.today(), session=held.session)
        held.session.add(pass_row(held, step, f"{told}：{given.handling}"[:4000]))
    until = f"公示至{held.row.publicity_to}"
    done = {"objection": told, "handling": given.handling}
    held.save(Action.FINDING_CHECK, f"公示异议：{told}，{until}", reason=given.handling, extra=done)
    text = f"问题 {held.row.number}的公示异议已处理：{told}，{until}。"
    tell_unit(held.actor, held.row, text, session=held.session)


def posting_of(held: Held) -> Step:
    """The posting that the problem stands in, or `WrongState`."""
    passed = passed_in(held.row, steps_of(held.campaign), session=held.session)
    posted = next((one.step for one in reversed(passed) if one.step.kind is StepKind.PUBLICITY), None)
    if held.state not in POSTED or posted is None or held.row.publicity_to is None:
        raise WrongState("这个问题不在公示中。")
    if held.state is State.CLOSED and clock.today() > held.row.publicity_to:
        raise WrongState("公示已经结束，问题已销号；反映问题反弹的，在回头看中登记。")
    return posted


def _posted(held: Held) -> tuple[date, date]:
    first, last = held.row.publicity_from, held.row.publicity_to
    if first is None or last is None:
        raise WrongState("这个问题不在公示中。")
    return first, last


def _require_hands(held: Held, step: Step) -> None:
    """Whoever may post may deal with objections; nobody with those to the own rectification."""
    require_another_unit(held)
    people = {held.actor.account_id}
    rectifiers = rectifiers_of(held.row.key, session=held.session)
    require_step(step, held.actor.role, people, rectifiers=rectifiers, taken=())


def _require_outcome(held: Held, step: Step, outcome: Outcome) -> None:
    if outcome not in (possible := outcomes_for(step, held.state)):
        words = "、".join(OUTCOME_NAMES[one] for one in possible)
        raise Invalid({"outcome": f"这里只能选择：{words}。"})
