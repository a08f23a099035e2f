"""我的待办: what is due from the actor, in order of its deadline, with the step that is theirs.

All sources of a role are one UNION, sorted and paged in the database: three statements at most for the
page, two for the counts of the navigation.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy import Date
from sqlmodel import Session, col

from domain.permissions import Action, Role, holders_of, ruling
from domain.traffic_lights import DEFAULT_BOUNDS, Light, light
from models.campaign import Campaign
from models.document import Notice
from models.unit import Unit
from services import (
    clock,
    todo_data,
    todo_decisions,
    todo_filings,
    todo_office,
    todo_others,
    todo_scores,
    todo_units,
)
from services.actor import Actor
from services.calendars import work_calendar
from services.regimes import Regime, regimes_in_use
from services.todo_findings import Steps
from services.todo_kinds import KINDS, Section
from services.todo_office import steps_of_running
from services.use_case import INJECTED, query

_COUNTED = {
    "self_below": "下级还有{}个单位未报",
    "data_report": "还有{}家服务单位没有报",
    **dict.fromkeys(("score_give", "score_urge"), "还有{}个没有评完"),
    "score_tell": "评完了，{}个结果没有告知",
}
_CHECKERS = frozenset(holders_of(Action.FINDING_CHECK))


@dataclass(frozen=True, slots=True)
class TodoItem:
    """One task. `kind` is a code of `services.todo_kinds.KINDS`, `object_id` what it is about."""

    kind: str
    object_id: int
    title: str
    step: str
    unit: str
    campaign: str
    campaign_id: int | None
    due: date | None
    light: Light
    since: datetime | None
    urgent: bool
    place: str = ""


@dataclass(frozen=True, slots=True)
class TodoPage:
    """A page of tasks; `counts` has all of them by kind, whatever is filtered."""

    items: tuple[TodoItem, ...]
    counts: Mapping[str, int]
    overdue: int
    total: int


@query(Action.TODO_READ)
def list_todo(
    actor: Actor,
    *,
    kinds: Sequence[str] = (),
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> TodoPage:
    """Tasks of the actor: what must not be ignored first, then what is late, then by deadline.

    kinds: only these codes. At most six statements.
    """
    running = _running(actor, session)
    sources = _sources(actor, running, session)
    if not sources:
        return TodoPage((), {}, 0, 0)
    counted = list(session.execute(_counts(sources)))
    wanted = [row for row in counted if not kinds or row.kind in kinds]
    found = _page(sources, kinds, size, (page - 1) * size)
    calendar = work_calendar(session=session)
    today = clock.today()
    items = tuple(_item(row, running, today, calendar) for row in session.execute(found))
    return TodoPage(
        items,
        {row.kind: int(row.number) for row in counted},
        sum(int(row.late) for row in wanted),
        sum(int(row.number) for row in wanted),
    )


@query(Action.TODO_READ)
def count_waiting(actor: Actor, *, session: Session = INJECTED) -> Mapping[str, int]:
    """How much waits, by section of the navigation (`Section`). At most three statements."""
    unread = sql.select(
        sql.literal("notices").label("kind"), sql.func.count().label("number"), sql.literal(0).label("late")
    ).where(col(Notice.unit_id) == actor.unit_id, col(Notice.read_at).is_(None))
    found: Any = sql.union_all(unread, *_each_counted(_sources(actor, _running(actor, session), session)))
    sums: Counter[str] = Counter()
    for row in session.execute(found):
        if row.kind == Section.NOTICES:
            sums[Section.NOTICES.value] += row.number
        else:
            sums[KINDS[row.kind].section.value] += row.number
            sums[Section.TODO.value] += row.number
    return sums


def _running(actor: Actor, session: Session) -> list[Steps]:
    return steps_of_running(session=session) if actor.role in _CHECKERS else []


def _sources(actor: Actor, running: Sequence[Steps], session: Session) -> list[sql.Select[Any]]:
    regimes = regimes_in_use(session=session) if ruling(actor.role, Action.FILING_WRITE).allowed else []
    return [*_reports(actor, regimes, session), *_of_role(actor, running, regimes, session)]


def _reports(actor: Actor, regimes: Sequence[Regime], session: Session) -> list[sql.Select[Any]]:
    """Reports to hand in, and to receive."""
    writes = ruling(actor.role, Action.FILING_WRITE).allowed
    owed = todo_filings.for_reporter(actor, regimes, session=session) if writes else []
    receives = ruling(actor.role, Action.FILING_RECEIVE).allowed
    return [*owed, *([todo_filings.to_receive(actor)] if receives else [])]


def _of_role(
    actor: Actor, running: Sequence[Steps], regimes: Sequence[Regime], session: Session
) -> list[sql.Select[Any]]:
    match actor.role:
        case Role.TOWNSHIP:
            figures = todo_data.for_township(actor, regimes, session=session)
            decisions = todo_decisions.for_party(actor)
            return [*todo_units.for_units(actor), *todo_office.checks(actor, running), *figures, *decisions]
        case Role.PROVIDER:
            return [*todo_units.for_units(actor), *todo_decisions.for_party(actor)]
        case Role.OFFICE:
            office = [*todo_office.for_office(actor, running), *todo_decisions.for_office()]
            scores = [
                todo_scores.marks(actor, others=True),
                todo_scores.telling(),
                todo_scores.reviews(actor),
            ]
            return [*office, *scores]
        case Role.INSPECTOR:
            return [*todo_office.for_inspector(actor, running), todo_scores.marks(actor)]
        case Role.LEADER:
            decisions = [*todo_decisions.for_leader(actor), *todo_office.checks(actor, running)]
            return [*decisions, todo_scores.reviews(actor)]
        case Role.DISCIPLINE:
            return todo_others.for_discipline()
        case Role.ASSESSOR:
            return todo_data.for_assessor(actor, regimes, session=session)
        case Role.ADMIN:
            return todo_others.for_admin()


def _counts(sources: Sequence[sql.Select[Any]]) -> Any:
    """Kind, number and how many are late, one row for a kind."""
    each = sql.union_all(*_each_counted(sources)).subquery("counts")
    total, late = sql.func.sum(each.c.number), sql.func.sum(each.c.late)
    return sql.select(each.c.kind, total.label("number"), late.label("late")).group_by(each.c.kind)


def _each_counted(sources: Sequence[sql.Select[Any]]) -> list[sql.Select[Any]]:
    """Every source counted by itself, so that only the columns of its conditions are read."""
    return [_counted(source) for source in sources]


def _counted(source: sql.Select[Any]) -> sql.Select[Any]:
    kind, due = source.selected_columns["kind"], source.selected_columns["due"]
    late = sql.func.coalesce(sql.func.sum(sql.case((due < clock.today(), 1), else_=0)), 0)
    counted = source.with_only_columns(
        kind, sql.func.count().label("number"), late.label("late"), maintain_column_froms=True
    )
    return counted.group_by(kind)


def _page(sources: Sequence[sql.Select[Any]], kinds: Sequence[str], most: int, skip: int) -> sql.Select[Any]:
    """A page of tasks with the names of their unit and campaign.

    No source gives more rows than the pages up to this one can show: most tasks are never put into words.
    """
    tasks = sql.union_all(*(_first(source, kinds, skip + most) for source in sources)).subquery("tasks")
    page = sql.select(tasks).order_by(*_order(tasks)).limit(most).offset(skip).subquery("page")
    return (
        sql.select(page, col(Unit.name).label("unit"), col(Campaign.name).label("campaign"))
        .select_from(page)
        .outerjoin(Unit, col(Unit.id) == page.c.unit_id)
        .outerjoin(Campaign, col(Campaign.id) == page.c.campaign_id)
        .order_by(*_order(page))
    )


def _first(source: sql.Select[Any], kinds: Sequence[str], most: int) -> sql.Select[Any]:
    """The first tasks of one source, of these kinds only."""
    tasks = source.subquery()
    found = sql.select(tasks).order_by(*_order(tasks)).limit(most)
    return sql.select((found.where(tasks.c.kind.in_(kinds)) if kinds else found).subquery())


def _order(tasks: Any) -> tuple[Any, ...]:
    """What must not be ignored first, then what is late, then by deadline or by how long it has waited."""
    begun = sql.type_coerce(sql.func.date(tasks.c.since), Date)
    day = sql.nulls_last(sql.func.coalesce(tasks.c.due, begun))
    in_time = sql.case((tasks.c.due < clock.today(), 0), else_=1)
    return tasks.c.urgent.desc(), in_time, day, tasks.c.kind, tasks.c.object_id


def _item(row: Any, running: Sequence[Steps], today: date, calendar: Any) -> TodoItem:
    kind = KINDS[row.kind]
    return TodoItem(
        row.kind, row.object_id, _title(row, kind.noun), _step(row, kind.step, running), row.unit or "",
        row.campaign or "", row.campaign_id, row.due,
        light(row.due, today, calendar=calendar, bounds=DEFAULT_BOUNDS), row.since, bool(row.urgent), row.place,
    )  # fmt: skip


def _title(row: Any, noun: str) -> str:
    if row.kind in _COUNTED:
        return f"{row.text}：{_COUNTED[row.kind].format(row.detail)}"
    return " ".join(part for part in (noun, row.text) if part)


def _step(row: Any, step: str, running: Sequence[Steps]) -> str:
    """For close-out the campaign's own name of the step."""
    if row.kind != "finding_check":
        return step
    steps = next((one.steps for one in running if one.campaign_id == row.campaign_id), ())
    return f"办理“{steps[row.detail].name}”" if row.detail < len(steps) else step
