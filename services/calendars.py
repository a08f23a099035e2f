"""The working calendar of the installation: the published arrangements with the local overlay on top.

The overlay lies in the database. A token in the settings changes with each edit, so that every process
notices and builds its calendar anew; nobody else pays for more than one small read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, select

from domain.calendar import OverlayRow, WorkCalendar, published
from domain.errors import Invalid, NotFound
from domain.forms import Form, Text
from domain.permissions import Action
from models.account import Setting
from models.document import CalendarDay
from services.actor import Actor
from services.audit import record
from services.conflicts import stale
from services.use_case import INJECTED, command, query

SETTING = "work_calendar"
OBJECT = "calendar"
_FIRST_YEAR, _LAST_YEAR = 2004, 2100


class DayOrder(Form):
    """A local exception: on this day people work, or rest, by this document."""

    day: date
    working: bool
    source: Text


@dataclass(frozen=True, slots=True)
class OverlayDay:
    """A row of the overlay as the page shows it."""

    day: date
    working: bool
    source: str
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """The overlay and where the data come from; `token` must come back with a change."""

    token: str
    version: str
    known_years: tuple[int, ...]
    announced: tuple[int, ...]
    days: tuple[OverlayDay, ...]


def work_calendar(*, session: Session) -> WorkCalendar:
    """The calendar in force. One statement while nothing has changed."""
    return calendar_of(_stored(session), session=session)


def calendar_of(stored: Mapping[str, Any], *, session: Session) -> WorkCalendar:
    """The calendar for the stored setting `SETTING`, which the caller has read together with something else."""
    token = str(stored.get("token", ""))
    if token not in _built:
        _built[token] = _build(stored, session)
    return _built[token]


_built: dict[str, WorkCalendar] = {"": WorkCalendar()}  # by token; a token is never used twice


def _build(stored: Mapping[str, Any], session: Session) -> WorkCalendar:
    rows = session.exec(select(CalendarDay).where(CalendarDay.withdrawn_reason == "")).all()
    overlay = tuple(OverlayRow(row.day, row.working, row.source) for row in rows)
    return WorkCalendar(overlay, frozenset(stored.get("announced", ())))


def _stored(session: Session) -> Mapping[str, Any]:
    row = session.exec(select(Setting.value).where(Setting.name == SETTING)).first()
    return row or {}


def _touch(session: Session, token: str, **values: object) -> None:
    """Change the token, after asking that the caller has seen the present one."""
    row = session.exec(select(Setting).where(Setting.name == SETTING).with_for_update()).first()
    row = row or Setting(name=SETTING, value={})
    if row.value.get("token", "") != token:
        raise stale("工作日历", OBJECT, None, session=session)
    row.value = {**row.value, **values, "token": uuid4().hex}
    session.add(row)


@query(Action.CALENDAR_EDIT)
def calendar_sheet(actor: Actor, *, session: Session = INJECTED) -> CalendarSheet:
    """Everything the calendar page shows."""
    stored = _stored(session)
    rows = session.exec(select(CalendarDay).order_by(col(CalendarDay.day).desc())).all()
    calendar = work_calendar(session=session)
    return CalendarSheet(
        str(stored.get("token", "")),
        calendar.version,
        tuple(sorted(published().years)),
        tuple(sorted(calendar.announced)),
        tuple(OverlayDay(row.day, row.working, row.source, row.withdrawn_reason) for row in rows),
    )


@command(Action.CALENDAR_EDIT)
def set_calendar_day(
    actor: Actor, values: Mapping[str, Any], token: str, *, session: Session = INJECTED
) -> None:
    """Put a day into the overlay, or change it. Deadlines move only by `calendar_changes.recompute_deadlines`."""
    order = DayOrder.read(values)
    if not order.source:
        raise Invalid({"source": "请写明依据文件，例如“区政府办〔2026〕5号”。"})
    if not _FIRST_YEAR <= order.day.year <= _LAST_YEAR:
        raise Invalid({"day": f"日期须在 {_FIRST_YEAR} 至 {_LAST_YEAR} 年之间。"})
    _touch(session, token)
    row = session.get(CalendarDay, order.day)
    before = row.model_dump() if row else {}
    row = row or CalendarDay(day=order.day, working=order.working, source="")
    row.working, row.source, row.withdrawn_reason = order.working, order.source[:200], ""
    row.added_by = actor.account_id
    session.add(row)
    word = "上班" if order.working else "休息"
    summary = f"工作日历：{order.day}定为{word}（{row.source}）"
    _record(actor, order.day, summary, session, before=before, after=row.model_dump())


@command(Action.CALENDAR_EDIT)
def withdraw_calendar_day(
    actor: Actor, day: date, reason: str, token: str, *, session: Session = INJECTED
) -> None:
    """Take a day out of force, with a reason; the row stays."""
    row = session.get(CalendarDay, day)
    if row is None or row.withdrawn_reason:
        raise NotFound("这一天没有生效的本地安排。")
    if not reason.strip():
        raise Invalid({"reason": "请写明撤销原因。"})
    _touch(session, token)
    before = row.model_dump()
    row.withdrawn_reason = reason.strip()[:500]
    session.add(row)
    summary = f"工作日历：撤销{day}的本地安排"
    _record(actor, day, summary, session, before=before, after=row.model_dump(), reason=reason)


@command(Action.CALENDAR_EDIT)
def announce_year(actor: Actor, year: int, source: str, token: str, *, session: Session = INJECTED) -> None:
    """Say that the overlay holds a year's arrangement in full, so that its dates are no estimates."""
    if year in published().years or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Invalid({"year": f"{year}年不需要登记：系统已经有该年的放假安排，或者年份有误。"})
    if not source.strip():
        raise Invalid({"source": "请写明放假安排的文件名称和文号。"})
    announced = set(_stored(session).get("announced", ())) | {year}
    _touch(session, token, announced=sorted(announced))
    summary = f"工作日历：{year}年放假安排已录全（{source.strip()[:100]}）"
    _record(actor, date(year, 1, 1), summary, session, after={"announced": sorted(announced)})


def _record(actor: Actor, day: date, summary: str, session: Session, **told: Any) -> None:
    record(actor, Action.CALENDAR_EDIT, OBJECT, day.toordinal(), summary, session=session, **told)
