"""Changing a running campaign: names, authority, close-out steps, traffic lights, scope. Always with a reason."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlalchemy import delete
from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, WrongState
from domain.forms import Form, Text
from domain.permissions import Action
from domain.terms import Unit as TermUnit
from domain.traffic_lights import LightBounds
from domain.workflow import Step, StepKind
from models.campaign import Campaign, CampaignUnit
from models.finding import Finding
from models.self_inspection import SelfInspection
from models.unit import Unit
from models.verification import Visit
from services.actor import Actor
from services.audit import changed, record
from services.campaign_words import step_conditions
from services.close_out_steps import between_steps, keep_done, settle_all, steps_of
from services.conflicts import since, stale
from services.named_units import name_units
from services.step_settings import read_steps
from services.use_case import INJECTED, command


class CampaignInput(Form):
    """What the office may change about a campaign itself."""

    name: Annotated[Text, StringConstraints(min_length=1, max_length=120)]
    authority: Annotated[Text, StringConstraints(max_length=200)] = ""
    leading_group: dict[str, Annotated[Text, StringConstraints(max_length=500)]] = Field(default_factory=dict)


@command(Action.CAMPAIGN_EDIT)
def edit_campaign(
    actor: Actor,
    campaign_id: int,
    values: Mapping[str, Any],
    reason: str,
    version: int,
    *,
    session: Session = INJECTED,
) -> None:
    """Change name, authority (授权依据) or leading group."""
    given = CampaignInput.read(values)
    row = hold_campaign(campaign_id, reason, version, session)
    same = select(Campaign.id).where(Campaign.name == given.name, Campaign.id != campaign_id)
    if session.exec(same).first() is not None:
        raise Invalid({"name": "已经有同名的专项行动，请换一个名称"})
    before: dict[str, object] = {name: getattr(row, name) for name in CampaignInput.model_fields}
    row.name, row.authority, row.leading_group = given.name, given.authority, dict(given.leading_group)
    save_campaign(actor, row, "修改专项行动基本信息", before, given.model_dump(), reason, session)


@command(Action.CAMPAIGN_EDIT)
def set_close_out(
    actor: Actor,
    campaign_id: int,
    values: Sequence[Mapping[str, Any]],
    reason: str,
    version: int,
    *,
    session: Session = INJECTED,
) -> None:
    """Change the close-out steps. Findings that are between two steps must not lose their place."""
    row = hold_campaign(campaign_id, reason, version, session)
    steps = read_steps(values, steps_of(row))
    _require_conditions(steps, row, session)
    _require_nobody_between(row, session)
    stood = steps_of(row)
    before: dict[str, object] = {"close_out_steps": row.close_out_steps}
    row.close_out_steps = [step.to_json() for step in steps]
    names = " → ".join(step.name for step in steps)
    after: dict[str, object] = {"close_out_steps": row.close_out_steps}
    keep_done(row, len(stood), len(steps), session=session)
    settle_all(actor, row, stood, reason.strip(), session=session)
    save_campaign(actor, row, f"修改销号程序：{names}", before, after, reason, session)


def _require_conditions(steps: Sequence[Step], row: Campaign, session: Session) -> None:
    """`Invalid` unless conditions are those of the scheme, and every problem is struck off."""
    known = step_conditions(row, session=session)
    for number, step in enumerate(steps, start=1):
        if step.only and step.only not in known:
            raise Invalid({"steps": f"第{number}步“{step.name}”：方案没有这样的条件，请重新选择"})
        if step.only and step.kind is StepKind.STRIKE:
            raise Invalid({"steps": f"第{number}步“{step.name}”：销号对所有问题都要办理，不能只办一部分"})


def _require_nobody_between(row: Campaign, session: Session) -> None:
    between = select(Finding.number).where(between_steps(row)).order_by(col(Finding.id)).limit(5)
    numbers = session.exec(between).all()
    if numbers:
        raise WrongState(f"有问题正在办理销号（{'、'.join(numbers)}等），办完或退回后才能修改销号程序。")


@command(Action.CAMPAIGN_EDIT)
def set_lights(
    actor: Actor,
    campaign_id: int,
    yellow_days: int,
    unit: TermUnit,
    reason: str,
    version: int,
    *,
    session: Session = INJECTED,
) -> None:
    """Change when a deadline turns yellow."""
    bounds = LightBounds(yellow_days, unit)
    row = hold_campaign(campaign_id, reason, version, session)
    before = dict(row.light_bounds)
    row.light_bounds = {"yellow_days": bounds.yellow_days, "unit": bounds.unit.value}
    save_campaign(actor, row, "修改期限预警标准", before, row.light_bounds, reason, session)


@command(Action.CAMPAIGN_EDIT)
def set_scope(
    actor: Actor,
    campaign_id: int,
    unit_ids: Sequence[int],
    reason: str,
    version: int,
    *,
    session: Session = INJECTED,
) -> None:
    """Change the units in scope. A unit that has reported, was visited or has findings stays."""
    wanted = set(unit_ids)
    if not wanted:
        raise Invalid({"unit_ids": "请至少选择一个单位"})
    row = hold_campaign(campaign_id, reason, version, session)
    stands = set(session.exec(select(CampaignUnit.unit_id).where(CampaignUnit.campaign_id == campaign_id)))
    _require_known(wanted - stands, session)
    leaving = stands - wanted
    _require_unused(campaign_id, leaving, session)
    session.execute(
        delete(CampaignUnit).where(
            col(CampaignUnit.campaign_id) == campaign_id, col(CampaignUnit.unit_id).in_(leaving)
        )
    )
    session.add_all(CampaignUnit(campaign_id=campaign_id, unit_id=unit) for unit in sorted(wanted - stands))
    name_units(row, session=session)
    after: dict[str, object] = {"added": sorted(wanted - stands), "removed": sorted(leaving)}
    summary = f"调整单位范围：增加{len(wanted - stands)}个，减少{len(leaving)}个"
    save_campaign(actor, row, summary, {"units": len(stands)}, after, reason, session)


def _require_known(unit_ids: set[int], session: Session) -> None:
    found = session.exec(select(Unit.id).where(col(Unit.id).in_(unit_ids), col(Unit.active))).all()
    if len(found) != len(unit_ids):
        raise Invalid({"unit_ids": "选择的单位中有的已停用或不存在，请重新选择"})


def _require_unused(campaign_id: int, unit_ids: set[int], session: Session) -> None:
    tables = (SelfInspection, Finding, Visit)
    used: set[int] = set()
    for table in tables:
        found = select(table.unit_id).where(
            table.campaign_id == campaign_id, col(table.unit_id).in_(unit_ids)
        )
        used |= set(session.exec(found))
    if used:
        names = session.exec(select(Unit.name).where(col(Unit.id).in_(used)).order_by(col(Unit.id))).all()
        raise Invalid({"unit_ids": f"{'、'.join(names[:5])}已有自查、核查或问题记录，不能移出范围"})


def hold_campaign(
    campaign_id: int, reason: str, version: int, session: Session, *, state: str = "running"
) -> Campaign:
    """The campaign, locked, to be changed by somebody who has seen this version of it and says why."""
    if not reason.strip():
        raise Invalid({"reason": "请写明修改理由"})
    row = session.exec(select(Campaign).where(Campaign.id == campaign_id).with_for_update()).first()
    if row is None:
        raise NotFound("找不到这个专项行动。")
    if row.state != state:
        ended = "该专项行动已经结束，不能再修改。"
        raise WrongState(ended if state == "running" else "该专项行动没有结束，不需要恢复。")
    if row.version != version:
        raise stale("专项行动的设置", "campaign", row.key, session=session, later=since(version))
    return row


def save_campaign(
    actor: Actor,
    row: Campaign,
    summary: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    reason: str,
    session: Session,
) -> None:
    """Count the version up and record what differs."""
    row.version += 1
    session.add(row)
    old, new = changed(before, after)
    record(
        actor,
        Action.CAMPAIGN_EDIT,
        "campaign",
        row.key,
        summary,
        before=old,
        after=new | {"version": row.version},
        reason=reason.strip(),
        campaign_id=row.key,
        session=session,
    )
