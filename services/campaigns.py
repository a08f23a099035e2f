"""Campaigns as people read them: the list, and one with its phases, duties and settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.library.unit_names import unit_names
from domain.permissions import Action, Scope, require
from domain.phases import in_order, running_words
from domain.traffic_lights import LightBounds
from domain.units import UnitKind
from domain.workflow import Step
from models.campaign import Campaign, CampaignUnit, Deliverable, Phase
from models.library import LibraryVersion
from services import clock
from services.actor import Actor
from services.audit import TimelineEntry, timeline
from services.campaign_came import kept_since
from services.campaign_words import step_conditions, word_of
from services.deadline_rules import light_bounds
from services.libraries import scheme_of
from services.use_case import INJECTED, query
from services.visibility import visible_units

CAMPAIGN_STATES = {"running": "进行中", "closed": "已结束", "archived": "已归档"}


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign as the list shows it. phase: the open phase, or the next one."""

    id: int
    name: str
    year: int
    state: str
    scheme: str
    version: str
    phase: str
    phase_end: date | None
    units: int
    filings_since: date


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase; `version` must come back with a change."""

    id: int
    code: str
    name: str
    start: date | None
    end: date | None
    clause: str
    state: str
    does: tuple[str, ...]
    opened_at: datetime | None
    closed_at: datetime | None
    exceptions: tuple[Mapping[str, object], ...]
    version: int


@dataclass(frozen=True, slots=True)
class DutyView:
    """Something to be reported, as a campaign has it or as its scheme would plan it."""

    code: str
    name: str
    phase_code: str
    due: date | None
    words: str
    clause: str
    kind: str
    unit_kinds: tuple[str, ...]
    duty: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign with its phases and settings."""

    id: int
    version: int
    name: str
    year: int
    state: str
    authority: str
    leading_group: Mapping[str, object]
    parameters: Mapping[str, object]
    number_prefix: str
    library_id: int
    scheme: str
    scheme_version: str
    checksum: str
    steps: tuple[Step, ...]
    bounds: LightBounds
    phases: tuple[PhaseView, ...]
    duties: tuple[DutyView, ...]
    units: int
    check_word: str
    conditions: Mapping[str, str]  # of which problems a step is taken, by its key
    unit_names: Mapping[str, str]  # what the scheme calls each kind of units


def visible_campaigns(actor: Actor, action: Action = Action.CAMPAIGN_READ) -> ColumnElement[bool]:
    """Condition: the campaign has a unit in the actor's sight in its scope."""
    if require(actor.role, action) is Scope.ALL:
        return sql.true()
    mine = select(CampaignUnit.campaign_id).where(col(CampaignUnit.unit_id).in_(visible_units(actor)))
    return col(Campaign.id).in_(mine)


@query(Action.CAMPAIGN_READ)
def list_campaigns(actor: Actor, *, session: Session = INJECTED) -> list[CampaignRow]:
    """Campaigns in sight, newest first. Two statements."""
    units = (
        sql.select(sql.func.count())
        .where(col(CampaignUnit.campaign_id) == col(Campaign.id))
        .scalar_subquery()
    )
    library = LibraryVersion
    rows = session.execute(
        sql.select(Campaign, col(library.name), col(library.version_name), units.label("units"))
        .join(library, col(library.id) == col(Campaign.library_id))
        .where(visible_campaigns(actor))
        .order_by(col(Campaign.id).desc())
    ).all()
    phases = _unfinished_phases([row[0].key for row in rows], session)
    return [
        CampaignRow(
            row[0].key,
            row[0].name,
            row[0].year,
            row[0].state,
            row[1],
            row[2],
            *_phase_words(phases, row[0]),
            units=row[3],
            filings_since=kept_since(row[0]),
        )
        for row in rows
    ]


def _unfinished_phases(ids: list[int], session: Session) -> dict[int, list[Phase]]:
    """The phases of each campaign that have not been closed, in their order."""
    found: dict[int, list[Phase]] = {}
    unclosed = select(Phase).where(col(Phase.campaign_id).in_(ids), Phase.state != "closed")
    for phase in session.exec(unclosed.order_by(col(Phase.position))).all():
        found.setdefault(phase.campaign_id, []).append(phase)
    return found


def _phase_words(phases: Mapping[int, list[Phase]], campaign: Campaign) -> tuple[str, date | None]:
    """The phase the campaign is in with its end, else the first one that has not been opened."""
    left = phases.get(campaign.key, [])
    today = clock.today()
    running = in_order((phase for phase in left if phase.state == "open"), today)
    if running:
        return (running_words(running, today), running[0].end)
    return (f"{left[0].name}（未启动）", left[0].end) if left else ("全部阶段已办结", None)


@query(Action.CAMPAIGN_READ)
def read_campaign(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> CampaignView:
    """One campaign. Four statements."""
    row = require_campaign(actor, campaign_id, session=session)
    library = session.exec(
        select(LibraryVersion.name, LibraryVersion.version_name).where(LibraryVersion.id == row.library_id)
    ).one()
    phases = phases_of(campaign_id, session=session)
    duties = session.exec(
        select(Deliverable)
        .where(Deliverable.campaign_id == campaign_id)
        .order_by(col(Deliverable.due), col(Deliverable.id))
    ).all()
    units = session.exec(
        select(sql.func.count()).select_from(CampaignUnit).where(CampaignUnit.campaign_id == campaign_id)
    ).one()
    return CampaignView(
        row.key,
        row.version,
        row.name,
        row.year,
        row.state,
        row.authority,
        row.leading_group,
        row.parameters,
        row.number_prefix,
        row.library_id,
        library[0],
        library[1],
        row.library_checksum,
        tuple(Step.from_json(step) for step in row.close_out_steps),
        light_bounds(row),
        tuple(map(phase_view, phases)),
        tuple(map(_duty_view, duties)),
        units,
        word_of(row, session=session),
        step_conditions(row, session=session),
        unit_names(scheme_of(row, session=session), UnitKind),
    )


@query(Action.CAMPAIGN_EDIT)
def campaign_timeline(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """What was changed about the campaign and its phases."""
    require_campaign(actor, campaign_id, session=session)
    return timeline("campaign", campaign_id, session=session)


def require_campaign(actor: Actor, campaign_id: int, *, session: Session) -> Campaign:
    """The campaign, when the actor may know of it."""
    row = session.exec(select(Campaign).where(Campaign.id == campaign_id, visible_campaigns(actor))).first()
    if row is None:
        raise NotFound("找不到这个专项行动，或者它与您的单位无关。")
    return row


def phases_of(campaign_id: int, *, session: Session) -> Sequence[Phase]:
    """The phases in their order."""
    return session.exec(
        select(Phase).where(Phase.campaign_id == campaign_id).order_by(col(Phase.position))
    ).all()


def phase_view(row: Phase) -> PhaseView:
    """A phase as readers see it."""
    does = row.conditions.get("does")
    told = tuple(str(one) for one in does) if isinstance(does, list) else ()
    return PhaseView(
        row.key, row.code, row.name, row.start, row.end, row.clause, row.state, told, row.opened_at,
        row.closed_at, tuple(row.exceptions), row.version,
    )  # fmt: skip


def _duty_view(row: Deliverable) -> DutyView:
    return DutyView(
        row.code, row.name, row.phase_code, row.due, row.words, row.clause, row.kind, tuple(row.unit_kinds),
        row.duty, row.period,
    )  # fmt: skip
