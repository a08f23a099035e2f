"""Extensions: asked before the due date with a reason, granted or refused; both are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import sqlalchemy as sql
from pydantic import StringConstraints
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.deadlines import fixed
from domain.errors import Conflict, Invalid, NotFound, WrongState
from domain.findings import ExtensionState
from domain.forms import Form, Text
from domain.permissions import Action
from domain.terms import chinese_date
from domain.workflow import WITH_UNIT
from models.account import Account
from models.finding import Extension, Finding
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.extension_limits import Allowed
from services.findings_access import Held, hold, visible_findings
from services.findings_notices import tell_unit
from services.use_case import INJECTED, command, query

EXTENSION = "extension"


class ExtensionRequest(Form):
    """Why more time is needed and until when."""

    reason: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]
    new_due: date


class ExtensionAnswer(Form):
    """Granted with a date, which may be another one than asked, or refused; always with an opinion."""

    granted: bool
    granted_due: date | None = None
    opinion: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """A request as pages show it; `finding_version` must come back with the answer."""

    id: int
    finding_id: int
    finding_version: int
    number: str
    title: str
    unit: str
    asked_by: str
    asked_at: datetime
    reason: str
    old_due: date
    new_due: date
    granted_due: date | None
    state: ExtensionState
    decided_by: str
    decided_at: datetime | None
    opinion: str


@command(Action.EXTENSION_ASK)
def ask_extension(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int:
    """Ask for more time, at the latest on the due day itself."""
    request = ExtensionRequest.read(values)
    held = hold(actor, Action.EXTENSION_ASK, finding_id, version, session=session)
    due = _require_askable(held)
    allowed = Allowed(held.campaign, held.row, session=session)
    if why := allowed.refusal():
        raise WrongState(why)
    if request.new_due <= due:
        raise Invalid({"new_due": f"申请的期限须晚于现期限{chinese_date(due)}。"})
    if why := allowed.too_long(request.new_due):
        raise Invalid({"new_due": why})
    row = Extension(
        finding_id=finding_id,
        asked_by=actor.account_id,
        asked_at=clock.now(),
        reason=request.reason,
        old_due=due,
        new_due=request.new_due,
    )
    session.add(row)
    session.flush()
    summary = f"申请延期至{request.new_due}（现期限{due}）"
    extra = {EXTENSION: ExtensionState.ASKED.value, "new_due": request.new_due}
    held.save(Action.EXTENSION_ASK, summary, reason=request.reason, extra=extra)
    return row.key


def _require_askable(held: Held) -> date:
    """The present due date, when an extension may still be asked for."""
    row = held.row
    if held.state not in WITH_UNIT or row.due is None:
        raise WrongState("只有正在整改、定有期限的问题可以申请延期。")
    if clock.today() > row.due:
        raise WrongState(
            f"整改期限{chinese_date(row.due)}已过，延期须在到期前申请。请尽快报送整改结果，并在报送时说明原因。"
        )
    if pending(held.row.key, session=held.session) is not None:
        raise WrongState("该问题已有一份延期申请待审批，请等待审批结果。")
    return row.due


def pending(finding_id: int, *, session: Session) -> Extension | None:
    """The request that waits for an answer, if any."""
    return session.exec(
        select(Extension).where(
            Extension.finding_id == finding_id, Extension.state == ExtensionState.ASKED.value
        )
    ).first()


def lapse(held: Held, why: str) -> None:
    """End a pending request that the finding has overtaken."""
    row = pending(held.row.key, session=held.session)
    if row is None:
        return
    row.state, row.opinion = ExtensionState.LAPSED.value, f"{why}，本申请自动终结。"
    row.decided_at, row.version = clock.now(), row.version + 1
    held.session.add(row)


@command(Action.EXTENSION_DECIDE)
def decide_extension(
    actor: Actor,
    extension_id: int,
    finding_version: int,
    values: Mapping[str, Any],
    *,
    session: Session = INJECTED,
) -> None:
    """Grant (the due date moves) or refuse; the unit is told either way."""
    answer = ExtensionAnswer.read(values)
    row = session.get(Extension, extension_id)
    if row is None:
        raise NotFound("找不到这份延期申请。")
    held = hold(actor, Action.EXTENSION_DECIDE, row.finding_id, finding_version, session=session)
    session.refresh(row)
    _require_open(row, held)
    if answer.granted:
        _grant(held, row, answer)
    else:
        row.state = ExtensionState.REFUSED.value
    row.opinion, row.decided_by, row.decided_at = answer.opinion, actor.account_id, clock.now()
    row.version += 1
    session.add(row)
    word = f"同意延期至{row.granted_due}" if answer.granted else "不同意延期"
    held.save(Action.EXTENSION_DECIDE, word, reason=answer.opinion, extra={EXTENSION: row.state})
    tell_unit(actor, held.row, f"问题 {held.row.number}的延期申请：{word}。{answer.opinion}", session=session)


def _require_open(row: Extension, held: Held) -> None:
    if row.state != ExtensionState.ASKED.value:
        raise WrongState("这份延期申请已经办结，请刷新页面。")
    if held.row.due != row.old_due:
        raise Conflict("申请之后整改期限已经变动，请核对后再审批。")


def _grant(held: Held, row: Extension, answer: ExtensionAnswer) -> None:
    if held.state not in WITH_UNIT:
        raise WrongState("该问题已不在整改中，不需要再延期，请选择“不同意”并说明。")
    granted = answer.granted_due or row.new_due
    if granted <= row.old_due:
        raise Invalid({"granted_due": f"批准的期限须晚于原期限{chinese_date(row.old_due)}。"})
    allowed = Allowed(held.campaign, held.row, session=held.session)
    if why := allowed.spent():
        raise WrongState(why)
    if why := allowed.too_long(granted):
        raise Invalid({"granted_due": why})
    rule = f"经批准由{chinese_date(row.old_due)}延期至{chinese_date(granted)}"
    ends = fixed(granted, work_calendar(session=held.session), rule=rule)
    row.state, row.granted_due = ExtensionState.GRANTED.value, granted
    held.row.due, held.row.deadline = ends.due, ends.to_json()


@query(Action.FINDING_READ)
def extensions_of(actor: Actor, finding_id: int, *, session: Session = INJECTED) -> list[ExtensionView]:
    """All requests of one finding, oldest first."""
    return _views(actor, session, Extension.finding_id == finding_id)


@query(Action.EXTENSION_DECIDE)
def extension_queue(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> list[ExtensionView]:
    """Requests that wait for an answer, the nearest due date first."""
    return _views(
        actor,
        session,
        Finding.campaign_id == campaign_id,
        Extension.state == ExtensionState.ASKED.value,
    )


def _views(actor: Actor, session: Session, *conditions: Any) -> list[ExtensionView]:
    decider = aliased(Account)
    found = (
        sql.select(Extension, Finding, col(Unit.name), col(Account.name), col(decider.name))
        .join(Finding, col(Finding.id) == Extension.finding_id)
        .join(Unit, col(Unit.id) == col(Finding.lead_unit_id))
        .join(Account, col(Account.id) == Extension.asked_by)
        .outerjoin(decider, col(decider.id) == col(Extension.decided_by))
        .where(*conditions, visible_findings(actor), col(Finding.transferred).is_(False))
        .order_by(col(Extension.old_due), col(Extension.id))
    )
    return [_view(*values) for values in session.execute(found).all()]


def _view(
    row: Extension, finding: Finding, unit: str, asked_by: str, decided_by: str | None
) -> ExtensionView:
    return ExtensionView(
        row.key,
        finding.key,
        finding.version,
        finding.number,
        finding.title,
        unit,
        asked_by,
        row.asked_at,
        row.reason,
        row.old_due,
        row.new_due,
        row.granted_due,
        ExtensionState(row.state),
        decided_by or "",
        row.decided_at,
        row.opinion,
    )
