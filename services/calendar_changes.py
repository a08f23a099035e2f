"""When the calendar changes: which deadlines it moves, shown first and applied openly, each one logged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, difference, recompute
from domain.errors import Conflict, Invalid
from domain.findings import ExtensionState
from domain.permissions import Action
from domain.terms import chinese_date
from domain.workflow import WITH_UNIT
from models.campaign import Campaign
from models.finding import Extension, Finding
from services import clock
from services.actor import Actor
from services.audit import Change, record_all
from services.calendars import work_calendar
from services.findings_access import OBJECT
from services.findings_notices import by_unit, tell_units
from services.ledger_judging import ledger_changed
from services.step_terms import StepShift, moved_steps
from services.use_case import INJECTED, command, query


@dataclass(frozen=True, slots=True)
class Shift:
    """One deadline, or the last day of a close-out step, that another calendar moves or settles."""

    finding_id: int
    campaign_id: int
    number: str
    old_due: date
    new_due: date
    difference: str


@query(Action.CALENDAR_EDIT)
def deadline_shifts(actor: Actor, *, session: Session = INJECTED) -> list[Shift]:
    """What `recompute_deadlines` would change now. Only findings whose clock still runs are looked at."""
    calendar = work_calendar(session=session)
    terms = [_shift(row, old, new) for row, old, new in _moved(_open_rows(session), calendar)]
    return terms + [_of_step(one) for one in moved_steps(calendar, session=session)]


@command(Action.CALENDAR_EDIT)
def recompute_deadlines(actor: Actor, expected: int, reason: str, *, session: Session = INJECTED) -> int:
    """Apply the calendar in force to all running deadlines; returns how many changed.

    expected: how many the caller was shown; `Conflict` when it is another number by now.
    """
    if not reason.strip():
        raise Invalid({"reason": "请写明重算期限的原因，例如放假安排已公布。"})
    calendar = work_calendar(session=session)
    moved = list(_moved(_open_rows(session, lock=True), calendar))
    steps = moved_steps(calendar, lock=True, session=session)
    number = len(moved) + len(steps)
    if number != expected:
        raise Conflict(f"需要重算的期限已由{expected}项变为{number}项，请重新核对清单。")
    changes = [_apply(row, old, new, reason) for row, old, new in moved]
    _carry_requests({row.key: new.due for row, _, new in moved}, session)
    changes += [_apply_step(one, reason) for one in steps]
    record_all(actor, Action.CALENDAR_EDIT, changes, session=session)
    _judge([row for row, _, _ in moved], session)
    _tell(actor, [row for row, old, new in moved if old.due != new.due], session)
    return number


def _open_rows(session: Session, *, lock: bool = False) -> list[Finding]:
    found = (
        select(Finding)
        .join(Campaign, col(Campaign.id) == Finding.campaign_id)
        .where(
            col(Finding.state).in_([state.value for state in WITH_UNIT]),
            col(Finding.due).is_not(None),
            Campaign.state == "running",
        )
        .order_by(col(Finding.id))
    )
    if lock:
        found = found.with_for_update(of=Finding)
    return list(session.exec(found).all())


def _moved(rows: Iterable[Finding], calendar: WorkCalendar) -> Iterable[tuple[Finding, Deadline, Deadline]]:
    for row in rows:
        old = Deadline.from_json(row.deadline)
        new = recompute(old, calendar)
        if old.due != new.due or old.estimated_years != new.estimated_years:
            yield row, old, new


def _shift(row: Finding, old: Deadline, new: Deadline) -> Shift:
    return Shift(row.key, row.campaign_id, row.number, old.due, new.due, difference(old, new))


def _of_step(one: StepShift) -> Shift:
    row = one.row
    return Shift(row.key, row.campaign_id, row.number, one.old, one.new, _moved_to(one))


def _moved_to(one: StepShift) -> str:
    return f"“{one.step}”的办理期限由{chinese_date(one.old)}改为{chinese_date(one.new)}"


def _apply_step(one: StepShift, reason: str) -> Change:
    row = one.row
    row.step_due, row.version = one.new, row.version + 1
    return Change(
        OBJECT, row.key, f"工作日历变动，重算期限：{_moved_to(one)}", {"step_due": one.old},
        {"step_due": one.new, "version": row.version}, reason, row.campaign_id,
    )  # fmt: skip


def _apply(row: Finding, old: Deadline, new: Deadline, reason: str) -> Change:
    row.due, row.deadline, row.version = new.due, new.to_json(), row.version + 1
    return Change(
        OBJECT,
        row.key,
        f"工作日历变动，重算期限：{difference(old, new)}",
        {"due": old.due, "deadline": old.to_json()},
        {"due": new.due, "deadline": new.to_json(), "version": row.version},
        reason,
        row.campaign_id,
    )


def _carry_requests(dues: Mapping[int, date], session: Session) -> None:
    """Requests for more time are asked from the new day on; one that it has reached is at its end."""
    asked = select(Extension).where(Extension.state == ExtensionState.ASKED.value)
    for row in session.exec(asked.order_by(col(Extension.id)).with_for_update()).all():
        due = dues.get(row.finding_id, row.old_due)
        if due == row.old_due:
            continue
        row.version += 1
        if row.new_due > due:
            row.old_due = due
        else:
            row.state, row.decided_at = ExtensionState.LAPSED.value, clock.now()
            row.opinion = f"工作日历变动，期限已重算至{due}，不需要延期，本申请自动终结。"
        session.add(row)


def _judge(rows: list[Finding], session: Session) -> None:
    for campaign_id in sorted({row.campaign_id for row in rows}):
        campaign = session.get_one(Campaign, campaign_id)
        ledger_changed(campaign, [row for row in rows if row.campaign_id == campaign_id], session=session)


def _tell(actor: Actor, rows: list[Finding], session: Session) -> None:
    for campaign_id in sorted({row.campaign_id for row in rows}):
        mine = [row for row in rows if row.campaign_id == campaign_id]
        texts = {
            unit: f"工作日历变动，以下问题的整改期限已重算：{'、'.join(f'{one.number}至{one.due}' for one in of)}"
            for unit, of in by_unit(mine).items()
        }
        tell_units(actor, texts, campaign_id, session=session)
