"""Handing a report in: the unit begins it, writes or attaches, submits, and may take back what nobody has received."""

from typing import Any

from sqlmodel import Session

from domain.errors import Refused, WrongState
from domain.filing import FilingState, FilingStep, require_content
from domain.forms import plain
from domain.permissions import Action
from domain.thresholds.came import Came
from models.filing import FiledReport
from services import clock
from services.actor import Actor
from services.audit import record
from services.campaign_came import came_of
from services.closed_periods import closed_among
from services.evidence_rows import count_evidence
from services.filing_access import OBJECT, FilingPlace, HeldFiling, hold_to, place_of, report_at, report_of
from services.filing_judging import judge_filed
from services.provider_access import bump
from services.use_case import INJECTED, command


@command(Action.FILING_WRITE)
def open_filing(actor: Actor, place: FilingPlace, *, session: Session = INJECTED) -> int:
    """Begin the report of the own unit, or go on with it; its number."""
    held = _own(actor, FilingStep.WRITE, place, None, session=session)
    if held.report is not None:
        return held.report.key
    row = FiledReport(
        regime_id=place.regime_id or None, campaign_id=place.campaign_id or None, code=place.code,
        period=held.place.period, unit_id=place.unit_id, title=held.title[:200],
    )  # fmt: skip
    session.add(row)
    session.flush()
    _tell(actor, held, row, f"开始填写“{row.title}”", session=session)
    return row.key


@command(Action.FILING_WRITE)
def submit_filing(
    actor: Actor, report_id: int, text: str, version: int, *, session: Session = INJECTED
) -> Came:
    """Hand the report in today, as read in `version`; how it stands then. Late is marked, never refused."""
    row = report_of(report_id, session=session)
    held = _own(actor, FilingStep.SUBMIT, place_of(row), version, session=session)
    words = str(plain(text))
    require_content(words, count_evidence(OBJECT, row.key, session=session))
    now = clock.now()
    first: dict[str, Any] = (
        {"first_day": clock.today(), "first_submitted_at": now} if row.first_day is None else {}
    )
    values = {
        "text": words, "state": FilingState.SUBMITTED.value, "submitted_at": now,
        "submitted_by": actor.account_id, "online": True,
    }  # fmt: skip
    bump(row, {**first, **values}, session=session)
    came = came_of(row, held.entry, title=held.title, due=held.came.due, words=held.came.why)
    late = "，逾期" if came.too_late else ""
    _tell(actor, held, row, f"报送“{row.title}”{late}", session=session)
    judge_filed(held, "网上报送材料", session=session)
    return came


@command(Action.FILING_WRITE)
def withdraw_filing(actor: Actor, report_id: int, version: int, *, session: Session = INJECTED) -> None:
    """Take back what nobody has received yet; unless it had been returned before, it has not come then."""
    row = report_of(report_id, session=session)
    held = _own(actor, FilingStep.WITHDRAW, place_of(row), version, session=session)
    again = row.returned_count > 0
    state = FilingState.RETURNED if again else FilingState.DRAFT
    first: dict[str, Any] = {} if again else {"first_day": None, "first_submitted_at": None}
    bump(row, {"state": state.value, "submitted_at": None, "submitted_by": None, **first}, session=session)
    _tell(actor, held, row, f"撤回“{row.title}”", session=session)
    judge_filed(held, "撤回报送材料", session=session)


def _own(
    actor: Actor, step: FilingStep, place: FilingPlace, version: int | None, *, session: Session
) -> HeldFiling:
    """The turn of the actor's own unit, which still owes it."""
    if place.unit_id != actor.unit_id:
        raise Refused(f"这项材料不由{actor.unit_name}报送。")
    known = version if version is not None else _version(place, session=session)
    held = hold_to(actor, Action.FILING_WRITE, step, place, known, session=session)
    if step is FilingStep.SUBMIT and held.upwards:
        raise WrongState("专项办报出的材料没有人在系统里接收，请登记报出的日期和报给谁。")
    if step is not FilingStep.WITHDRAW:
        require_owed(held)
    if held.regime is not None and closed_among(
        held.regime.row.key, place.code, [place.period], session=session
    ):
        raise WrongState("这一期已经办结，不能再网上报送或者撤回；确需补报的，请交给专项办登记。")
    return held


def require_owed(held: HeldFiling) -> None:
    """`WrongState` where nothing is to be handed in: let off, or registered already."""
    if held.came.waived:
        raise WrongState(f"{held.unit.name}{held.came.tell()}，不需要报送。")
    if held.came.wanting:
        raise WrongState(f"还不知道{held.unit.name}应当哪天以前报送：{held.came.wanting}。")
    if held.on_paper:
        raise WrongState(f"这项材料已经登记报来，不需要再报：{held.came.tell()}。")


def _version(place: FilingPlace, *, session: Session) -> int:
    row = report_at(place, session=session)
    return row.version if row is not None else 0


def _tell(actor: Actor, held: HeldFiling, row: FiledReport, summary: str, *, session: Session) -> None:
    told = {"unit": held.unit.name, "state": row.state, "version": row.version, "first_day": row.first_day}
    record(
        actor, Action.FILING_WRITE, OBJECT, row.key, summary, after=told, campaign_id=row.campaign_id,
        session=session,
    )  # fmt: skip
