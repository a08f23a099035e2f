"""What happens to a report at the other end: received, returned with a reason, registered from paper, let off."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from domain.errors import Invalid, Refused
from domain.filing import FilingState, FilingStep, require_receiver, required_reason
from domain.forms import require_past
from domain.permissions import Action
from models.document import Notice
from models.filing import FiledReport
from services import clock
from services.actor import Actor
from services.audit import record
from services.filing_access import OBJECT, FilingPlace, HeldFiling, hold_to, place_of, report_at, report_of
from services.filing_judging import judge_filed
from services.provider_access import bump
from services.use_case import INJECTED, command

NOTICE = "filing_received"


@command(Action.FILING_RECEIVE)
def accept_filing(actor: Actor, report_id: int, version: int, *, session: Session = INJECTED) -> None:
    """Receive what was handed in, as read in `version`."""
    held, row = _held(actor, FilingStep.ACCEPT, report_id, version, session=session)
    _reviewed(actor, row, FilingState.ACCEPTED, {"return_reason": ""}, session=session)
    _tell(actor, held, row, f"接收“{row.title}”", session=session)
    _notify(actor, held, row, f"“{row.title}”已接收。", session=session)


@command(Action.FILING_RECEIVE)
def return_filing(
    actor: Actor, report_id: int, reason: str, version: int, *, session: Session = INJECTED
) -> None:
    """Give it back with a reason: it is owed again, and counts by the day on which it came first."""
    why = required_reason(reason, "退回理由和需要补正的内容")
    held, row = _held(actor, FilingStep.RETURN, report_id, version, session=session)
    again = {"return_reason": why, "returned_count": row.returned_count + 1}
    _reviewed(actor, row, FilingState.RETURNED, again, session=session)
    _tell(actor, held, row, f"第{row.returned_count}次退回“{row.title}”", why, session=session)
    judge_filed(held, "退回报送材料", session=session)
    _notify(actor, held, row, f"“{row.title}”被退回，请补正后重新报送：{why}", session=session)


@command(Action.FILING_RECEIVE)
def waive_filing(
    actor: Actor, place: FilingPlace, reason: str, version: int, *, session: Session = INJECTED
) -> None:
    """Record that a unit need not hand a turn in, with the reason."""
    why = required_reason(reason, "免予报送的理由和依据")
    held = hold_to(actor, Action.FILING_RECEIVE, FilingStep.WAIVE, place, version, session=session)
    _require_other(actor, held)
    row = _row(held, session=session)
    _reviewed(actor, row, FilingState.WAIVED, {"return_reason": why}, session=session)
    _tell(actor, held, row, f"登记免予报送“{row.title}”", why, session=session)
    judge_filed(held, "登记免予报送", session=session)
    _notify(actor, held, row, f"“{row.title}”免予报送：{why}", session=session)


@command(Action.FILING_RECEIVE)
def lift_waiver(
    actor: Actor, report_id: int, reason: str, version: int, *, session: Session = INJECTED
) -> None:
    """Take such a record back: the turn is owed again."""
    why = required_reason(reason, "取消免报的理由")
    held, row = _held(actor, FilingStep.LIFT, report_id, version, session=session)
    state = FilingState.RETURNED if row.returned_count else FilingState.DRAFT
    _reviewed(actor, row, state, {"return_reason": why if row.returned_count else ""}, session=session)
    _tell(actor, held, row, f"取消免予报送“{row.title}”", why, session=session)
    judge_filed(held, "取消免予报送", session=session)
    _notify(actor, held, row, f"“{row.title}”需要报送：{why}", session=session)


@command(Action.FILING_RECEIVE)
def register_paper(
    actor: Actor,
    campaign_id: int,
    code: str,
    unit_ids: Sequence[int],
    day: date | None,
    *,
    session: Session = INJECTED,
) -> tuple[str, ...]:
    """Register that a turn of a campaign came on paper from several units; whose. All or none."""
    if not unit_ids:
        raise Invalid({"": "请先勾选单位"})
    if day is None:
        raise Invalid({"day": "请填写报来的日期"})
    require_past("day", day, clock.today(), "报来日期")
    return tuple(
        _paper(actor, FilingPlace(unit, code, campaign_id=campaign_id), day, session=session)
        for unit in dict.fromkeys(unit_ids)
    )


def _paper(actor: Actor, place: FilingPlace, day: date, *, session: Session) -> str:
    known = report_at(place, session=session)
    version = known.version if known is not None else 0
    held = hold_to(actor, Action.FILING_RECEIVE, FilingStep.REGISTER, place, version, session=session)
    _require_other(actor, held)
    row = _row(held, session=session)
    first: dict[str, Any] = {"first_day": day} if row.first_day is None else {}
    told = {**first, "online": False, "return_reason": "", "submitted_at": None, "submitted_by": None}
    _reviewed(actor, row, FilingState.ACCEPTED, told, session=session)
    _tell(actor, held, row, f"登记“{row.title}”{day}报来", session=session)
    judge_filed(held, "登记报送材料", session=session)
    return held.unit.name


@command(Action.FILING_RECEIVE)
def take_back_paper(
    actor: Actor, report_id: int, reason: str, version: int, *, session: Session = INJECTED
) -> None:
    """Take back that a report came on paper: it is owed as before."""
    why = required_reason(reason, "撤回登记的原因（登错了单位、日期）")
    row = report_of(report_id, session=session)
    held = hold_to(actor, Action.FILING_RECEIVE, FilingStep.RETURN, place_of(row), version, session=session)
    if row.online:
        raise Invalid({"reason": "这份材料是网上报送的，要补正的请退回"})
    _require_other(actor, held)
    returned = row.returned_count > 0
    state = FilingState.RETURNED if returned else FilingState.DRAFT
    first: dict[str, Any] = {} if returned else {"first_day": None}
    _reviewed(actor, row, state, {**first, "online": True}, session=session)
    _tell(actor, held, row, f"撤回“{row.title}”的报来登记", why, session=session)
    judge_filed(held, "撤回报来登记", session=session)


def _held(
    actor: Actor, step: FilingStep, report_id: int, version: int, *, session: Session
) -> tuple[HeldFiling, FiledReport]:
    row = report_of(report_id, session=session)
    held = hold_to(actor, Action.FILING_RECEIVE, step, place_of(row), version, session=session)
    _require_other(actor, held)
    return held, row


def _require_other(actor: Actor, held: HeldFiling) -> None:
    require_receiver(
        role=actor.role, receiver_unit=actor.unit_id, receiver=actor.account_id,
        report_unit=held.unit.key, submitted_by=held.report.submitted_by if held.report else None,
    )  # fmt: skip
    if held.state is FilingState.NOT_STARTED and held.on_paper:
        raise Refused(f"{held.unit.name}的这项材料已经登记报来。")


def _row(held: HeldFiling, *, session: Session) -> FiledReport:
    """The report of a turn, made where there is none yet."""
    if held.report is not None:
        return held.report
    place = held.place
    row = FiledReport(
        regime_id=place.regime_id or None, campaign_id=place.campaign_id or None, code=place.code,
        period=place.period, unit_id=place.unit_id, title=held.title[:200], version=0,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _reviewed(
    actor: Actor, row: FiledReport, state: FilingState, told: dict[str, Any], *, session: Session
) -> None:
    done = {"state": state.value, "reviewed_at": clock.now(), "reviewed_by": actor.account_id}
    bump(row, {**done, **told}, session=session)


def _tell(
    actor: Actor, held: HeldFiling, row: FiledReport, summary: str, reason: str = "", *, session: Session
) -> None:
    told = {"unit": held.unit.name, "state": row.state, "version": row.version, "first_day": row.first_day}
    record(
        actor, Action.FILING_RECEIVE, OBJECT, row.key, summary, after=told, reason=reason,
        campaign_id=row.campaign_id, session=session,
    )  # fmt: skip


def _notify(actor: Actor, held: HeldFiling, row: FiledReport, text: str, *, session: Session) -> None:
    session.add(
        Notice(
            unit_id=held.unit.key, campaign_id=row.campaign_id, kind=NOTICE, text=text[:1000],
            link=f"/filing?id={row.key}", at=clock.now(), sent_by=actor.account_id,
        )
    )  # fmt: skip
