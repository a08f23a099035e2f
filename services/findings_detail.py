"""One finding with everything that its page shows."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.deadlines import Deadline
from domain.errors import NotFound
from domain.findings import TRANSFERRED_TITLE, Kind, Source, light_of
from domain.library.nature_words import raise_text
from domain.permissions import Action
from domain.traffic_lights import Light
from domain.waiting import Standing, waiting_for
from domain.workflow import WITH_UNIT, State, Step
from models.account import Account
from models.campaign import Campaign
from models.finding import Finding, FindingAssistant
from models.provider import Provider
from models.unit import Unit
from services import audit, clock
from services.actor import Actor
from services.base_checks import checking_unit
from services.calendars import work_calendar
from services.close_out import PassView, passes_of
from services.close_out_steps import DueSteps, steps_of
from services.deadline_rules import light_bounds
from services.earlier_versions import category_names
from services.escalations import Level, level_name, levels_of
from services.extensions import ExtensionView, extensions_of
from services.finding_parts import Ending, Facts, Nature, Work
from services.findings_abilities import Abilities, abilities
from services.findings_access import OBJECT, visible_findings
from services.findings_conditions import Today
from services.findings_measures import MeasureView, measures_of
from services.kind_changes import own_kinds
from services.natures_known import nature_of, raise_of, rectified_as
from services.objections_told import ObjectionView, objections_of, open_objection
from services.use_case import INJECTED, query

Ref = tuple[int, str]  # id and number of a linked finding


@dataclass(frozen=True, slots=True)
class FindingDetail:
    """The page of a finding; `version` must come back with every change.

    level: the present one in words; reached: the number of the level the scheme asks for now, 0 when it does not.
    matter: a kind of the scheme's own, in words. suggested: how the checklist has problems of its item rectified.
    steps: those that the problem passes; left_out: the others, each with the problems it is meant for.
    """

    id: int
    version: int
    campaign_id: int
    campaign: str
    number: str
    unit_id: int
    lead_unit_id: int | None
    provider_id: int | None
    visit_id: int | None
    state: State
    light: Light | None
    waiting: str
    escalation: int
    level: str
    levels: tuple[Level, ...]
    reached: int
    matter: str
    nature: Nature
    suggested: tuple[Kind, str]
    facts: Facts
    work: Work
    ending: Ending
    relapse_of: Ref | None
    relapses: tuple[Ref, ...]
    steps: tuple[Step, ...]
    left_out: tuple[tuple[Step, str], ...]
    passes: tuple[PassView, ...]
    measures: tuple[MeasureView, ...]
    extensions: tuple[ExtensionView, ...]
    objections: tuple[ObjectionView, ...]
    timeline: tuple[audit.TimelineEntry, ...]
    can: Abilities

    @property
    def open_objection(self) -> ObjectionView | None:
        """The objection to its posting that is still looked into."""
        return next((one for one in self.objections if one.outcome is None), None)

    @property
    def transferred(self) -> bool:
        return self.state is State.TRANSFERRED


@query(Action.FINDING_READ)
def read_finding(actor: Actor, finding_id: int, *, session: Session = INJECTED) -> FindingDetail:
    """The finding, or `NotFound` when it is out of the actor's sight."""
    row = _seen(actor, finding_id, session)
    campaign = session.get_one(Campaign, row.campaign_id)
    hidden = State(row.state) is State.TRANSFERRED
    can, levels = abilities(actor, row, campaign, session=session), levels_of(campaign, session=session)
    light, waiting = _standing(row, campaign, can.step, session)
    return FindingDetail(
        row.key,
        row.version,
        row.campaign_id,
        campaign.name,
        row.number,
        row.unit_id,
        row.lead_unit_id,
        None if hidden else row.provider_id,
        None if hidden else row.visit_id,
        State(row.state),
        light,
        waiting,
        row.escalation,
        level_name(levels, row.escalation),
        levels,
        _reached(row),
        own_kinds(campaign, session=session).get(row.matter, row.matter),
        _nature(row, campaign, session, hidden=hidden),
        rectified_as(campaign, row.item, session=session),
        _facts(row, campaign, session, hidden=hidden),
        _work(row, session, hidden=hidden),
        _ending(row),
        _ref(row.relapse_of, session),
        _relapses(row, session),
        *DueSteps(campaign, session=session).told(row),
        () if hidden else tuple(passes_of(row.key, steps_of(campaign), session=session)),
        () if hidden else tuple(measures_of(row.key, session=session)),
        () if hidden else tuple(extensions_of(actor, row.key, session=session)),
        () if hidden else objections_of(actor, row.key, session=session),
        _timeline(row, session, hidden=hidden),
        can,
    )


def _seen(actor: Actor, finding_id: int, session: Session) -> Finding:
    row = session.exec(select(Finding).where(Finding.id == finding_id, visible_findings(actor))).first()
    if row is None:
        raise NotFound("找不到这个问题，或者它不属于您可以查看的范围。")
    return row


def _reached(row: Finding) -> int:
    """The level that the scheme asks for now, while the finding is with its unit."""
    return row.escalation_due if row.escalation_due > row.escalation and State(row.state) in WITH_UNIT else 0


def _standing(
    row: Finding, campaign: Campaign, step: Step | None, session: Session
) -> tuple[Light | None, str]:
    calendar = work_calendar(session=session)
    today = Today.of(clock.today(), light_bounds(campaign), calendar)
    state = State(row.state)
    unit = _unit(row.lead_unit_id or row.unit_id, session)
    objection = row.publicity_to is not None and open_objection(row.key, session=session) is not None
    base = checking_unit(row, session=session) if step is not None else ""
    standing = Standing(state, unit, row.due, step, row.publicity_to, objection, row.step_due, base)
    light = light_of(state, row.due, today.day, today.yellow_until)
    return light, waiting_for(standing, today.day, calendar)


def _unit(unit_id: int | None, session: Session) -> str:
    unit = session.get(Unit, unit_id) if unit_id is not None else None
    return unit.name if unit else ""


def _nature(row: Finding, campaign: Campaign, session: Session, *, hidden: bool) -> Nature:
    found = nature_of(campaign, session=session)
    if found is None or hidden:
        return Nature("", (), "", "", "", "")
    asked = raise_of(found, row)
    why = raise_text(found, asked) if asked is not None else ""
    return Nature(found.name, found.options, row.nature, row.nature_found, row.nature_due, why)


def _facts(row: Finding, campaign: Campaign, session: Session, *, hidden: bool) -> Facts:
    category = category_names(campaign, session=session).get(row.category, row.category)
    unit = _unit(row.unit_id, session)
    source = Source(row.source)
    if hidden:
        return Facts(
            TRANSFERRED_TITLE, "", source, category, "", "", 0, 0, row.found_on, "", False, unit, "", ""
        )
    provider = session.get(Provider, row.provider_id) if row.provider_id else None
    return Facts(
        row.title, row.description, source, category, row.item, row.basis, row.amount_fen, row.people,
        row.found_on, row.found_by, row.reported_voluntarily, unit, provider.name if provider else "", row.remark,
    )  # fmt: skip


def _work(row: Finding, session: Session, *, hidden: bool) -> Work:
    if hidden:
        return Work(Kind(row.kind), "", (), "", "", "", "", None, None, "", None, 0, 0, "", "", None, "")
    names = (
        select(Unit.name)
        .join(FindingAssistant, col(FindingAssistant.unit_id) == col(Unit.id))
        .where(FindingAssistant.finding_id == row.key)
        .order_by(col(Unit.id))
    )
    by = session.get(Account, row.submitted_by) if row.submitted_by else None
    return Work(
        Kind(row.kind), _unit(row.lead_unit_id, session), tuple(session.exec(names).all()), row.responsible_leader,
        row.responsible_person, row.requirement, row.goal, row.due,
        Deadline.from_json(row.deadline) if row.deadline else None, row.progress, row.progress_at,
        row.rectified_fen, row.recovered_fen, row.systems_built, row.accountability, row.submitted_at,
        by.name if by else "",
    )  # fmt: skip


def _ending(row: Finding) -> Ending:
    return Ending(
        row.returned_count, row.publicity_from, row.publicity_to, row.closed_at, row.completed_on,
        row.look_back_due, row.looked_back_on, row.look_back_result, row.withdrawn_reason,
    )  # fmt: skip


def _ref(finding_id: int | None, session: Session) -> Ref | None:
    row = session.get(Finding, finding_id) if finding_id is not None else None
    return (row.key, row.number) if row else None


def _relapses(row: Finding, session: Session) -> tuple[Ref, ...]:
    found = select(Finding.id, Finding.number).where(Finding.relapse_of == row.key).order_by(col(Finding.id))
    return tuple((key, number) for key, number in session.exec(found).all() if key is not None)


def _timeline(row: Finding, session: Session, *, hidden: bool) -> tuple[audit.TimelineEntry, ...]:
    entries = audit.timeline(OBJECT, row.key, session=session)
    if hidden:
        entries = [entry for entry in entries if entry.action == Action.LEAD_TRANSFER]
    return tuple(entries)
