"""The ledger (问题台账): one page of it with its counts, whatever its size, in three statements."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col

from domain.errors import NotFound
from domain.findings import TRANSFERRED_TITLE, Kind, Source, light_of
from domain.permissions import Action
from domain.traffic_lights import Light
from domain.workflow import State
from models.account import Setting
from models.campaign import Campaign
from models.finding import Finding
from models.provider import Provider
from models.unit import Unit
from services import calendars, clock
from services.actor import Actor
from services.deadline_rules import light_bounds
from services.earlier_versions import category_names
from services.findings_conditions import Today, overdue
from services.ledger_filters import PAGE, LedgerQuery, matching, ordering
from services.natures_known import nature_text
from services.use_case import INJECTED, query


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A row of the ledger; texts of transferred findings are not in it."""

    id: int
    version: int
    number: str
    state: State
    light: Light | None
    title: str
    category: str
    item: str
    source: Source
    kind: Kind
    unit: str
    lead_unit: str
    provider: str
    amount_fen: int | None
    people: int | None
    found_on: date
    due: date | None
    person: str
    leader: str
    escalation: int
    returned_count: int
    nature: str = ""


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The rows asked for, how many match in all, and how many of these are overdue."""

    rows: tuple[LedgerLine, ...]
    total: int
    overdue: int
    page: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What every reader of the ledger needs first: the campaign and what lights are computed from."""

    campaign: Campaign
    today: Today


def scene_of(campaign_id: int, *, session: Session) -> Scene:
    """One statement for the campaign and the calendar's setting."""
    found = (
        sql.select(Campaign, Setting)
        .outerjoin(Setting, and_(col(Setting.name) == calendars.SETTING))
        .where(col(Campaign.id) == campaign_id)
    )
    row = session.execute(found).first()
    if row is None:
        raise NotFound("找不到这个专项行动。")
    campaign, setting = row
    calendar = calendars.calendar_of(setting.value if setting else {}, session=session)
    return Scene(campaign, Today.of(clock.today(), light_bounds(campaign), calendar))


@query(Action.FINDING_READ)
def read_ledger(actor: Actor, wanted: LedgerQuery, *, session: Session = INJECTED) -> LedgerPage:
    """One page of the ledger; a page beyond the end shows the last one."""
    scene = scene_of(wanted.campaign_id, session=session)
    conditions = matching(actor, wanted, scene.today)
    read = _read_once if wanted.searches else _read_twice
    rows, total, late, page = read(conditions, wanted, scene.today.day, session)
    names = category_names(scene.campaign, session=session)
    return LedgerPage(tuple(_line(row, names, scene.today) for row in rows), total, late, page)


def _read_twice(
    conditions: list[Any], wanted: LedgerQuery, day: date, session: Session
) -> tuple[list[Any], int, int, int]:
    """Count and find on the narrow index, then read the texts of the rows on the page only."""
    late = sql.func.coalesce(sql.func.sum(_late(day)), 0)
    total, number = session.execute(sql.select(sql.func.count(), late).where(*conditions)).one()
    page = max(1, min(wanted.page, -(-total // PAGE)))
    order = ordering(wanted.sort)
    ids = sql.select(col(Finding.id)).where(*conditions)
    ids = ids.order_by(order.by(order.column), col(Finding.id)).limit(PAGE).offset((page - 1) * PAGE)
    found = _texts(ids.subquery()).order_by(order.by(order.column), col(Finding.id))
    return list(session.execute(found).all()) if total else [], total, int(number), page


def _read_once(
    conditions: list[Any], wanted: LedgerQuery, day: date, session: Session
) -> tuple[list[Any], int, int, int]:
    """One pass over the texts for a search: the hits are kept, counted and paged within one statement."""
    order = ordering(wanted.sort)
    columns: tuple[Any, ...] = (
        col(Finding.id).label("id"),
        order.column.label("key"),
        _late(day).label("late"),
    )
    hits = sql.select(*columns).where(*conditions).cte("hits")
    sums = sql.select(sql.func.count().label("total"), sql.func.sum(hits.c.late).label("late")).subquery()
    offset = (max(1, wanted.page) - 1) * PAGE
    ids = sql.select(hits.c.id, hits.c.key).order_by(order.by(hits.c.key), hits.c.id)
    chosen = ids.limit(PAGE).offset(offset).subquery()
    found = _texts(chosen).add_columns(sums.c.total, sums.c.late).join(sums, sql.true())
    rows = list(session.execute(found.order_by(order.by(chosen.c.key), chosen.c.id)).all())
    if rows:
        return rows, rows[0].total, int(rows[0].late), offset // PAGE + 1
    return ([], 0, 0, 1) if offset == 0 else _read_once(conditions, replace(wanted, page=1), day, session)


def _late(day: date) -> Any:
    return sql.case((overdue(day), 1), else_=0)


def _texts(chosen: Any) -> Any:
    """The columns that the page shows, of the chosen ids."""
    lead = aliased(Unit)
    return (
        sql.select(*_COLUMNS, col(Unit.name).label("unit"), col(lead.name).label("lead_unit"), _PROVIDER)
        .join(chosen, chosen.c.id == col(Finding.id))
        .join(Unit, col(Unit.id) == col(Finding.unit_id))
        .outerjoin(lead, col(lead.id) == col(Finding.lead_unit_id))
        .outerjoin(Provider, col(Provider.id) == col(Finding.provider_id))
    )


_COLUMNS = tuple(
    col(column)
    for column in (
        Finding.id, Finding.version, Finding.number, Finding.state, Finding.title, Finding.category, Finding.item,
        Finding.source, Finding.kind, Finding.amount_fen, Finding.people, Finding.found_on, Finding.due,
        Finding.responsible_person, Finding.responsible_leader, Finding.escalation, Finding.returned_count,
        Finding.nature, Finding.nature_found,
    )
)  # fmt: skip
_PROVIDER: Any = col(Provider.name).label("provider")


def _line(row: Any, names: Mapping[str, str], today: Today) -> LedgerLine:
    state = State(row.state)
    hidden = state is State.TRANSFERRED
    return LedgerLine(
        row.id,
        row.version,
        row.number,
        state,
        light_of(state, row.due, today.day, today.yellow_until),
        TRANSFERRED_TITLE if hidden else row.title,
        names.get(row.category, row.category),
        row.item,
        Source(row.source),
        Kind(row.kind),
        row.unit,
        row.lead_unit or "",
        "" if hidden else row.provider or "",
        None if hidden else row.amount_fen,
        None if hidden else row.people,
        row.found_on,
        row.due,
        "" if hidden else row.responsible_person,
        "" if hidden else row.responsible_leader,
        row.escalation,
        row.returned_count,
        "" if hidden else nature_text(row.nature, row.nature_found),
    )
