"""How reports add up: villages under their township, townships and providers under the office.

Units can be let off reporting (例外) with a reason: the office lets off anybody, a township the villages below.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, Refused, WrongState
from domain.permissions import Action, Role
from domain.self_inspection import Coverage, ReportState, coverage
from domain.units import BODIES, SUMMING, UnitKind
from models.campaign import Campaign, CampaignUnit
from models.self_inspection import SelfExemption, SelfInspection
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import record
from services.dashboard_figures import own_line
from services.filing_verdicts import judge_reporter
from services.kind_names import kind_names
from services.self_scope import Reporter, duty_of, reporters
from services.use_case import INJECTED, command, query
from services.visibility import require_unit

PROVIDERS = 0  # group of the reporters that count with nobody else
BELOW_TOWNSHIPS = (UnitKind.VILLAGE, *BODIES)


@dataclass(frozen=True, slots=True)
class Group:
    """A township or department with those below it, or all others together (`unit_id` is PROVIDERS).

    own: its own report, None when it has to give none.
    """

    unit_id: int
    name: str
    own: Reporter | None
    below: tuple[Reporter, ...]

    @property
    def coverage(self) -> Coverage:
        """Counts over itself and those below it."""
        own = (self.own,) if self.own else ()
        return coverage(one.standing for one in (*own, *self.below))

    @property
    def below_coverage(self) -> Coverage:
        return coverage(one.standing for one in self.below)


def grouped(
    found: Iterable[Reporter], names: dict[int, str], kinds: Mapping[str, str], *, own_unit: int = 0
) -> list[Group]:
    """Reporters by whom they count with; somebody's `own_unit` stands under its own name.

    `names` are those of the townships and departments that do not report themselves; `kinds` what the scheme calls
    each kind of units.
    """
    rows = list(found)
    own = {one.unit_id: one for one in rows if one.kind in SUMMING or one.unit_id == own_unit}
    below: dict[int, list[Reporter]] = {unit_id: [] for unit_id in own}
    for one in rows:
        if one.unit_id not in own:
            upper = one.parent_id if one.parent_id in own or one.parent_id in names else PROVIDERS
            below.setdefault(upper or PROVIDERS, []).append(one)
    groups = [
        Group(
            key,
            own[key].standing.unit_name if key in own else names.get(key) or _others(rows, kinds),
            own.get(key),
            tuple(rows),
        )
        for key, rows in below.items()
    ]
    return sorted(groups, key=lambda group: (group.unit_id == PROVIDERS, group.unit_id))


def _others(rows: Iterable[Reporter], names: Mapping[str, str]) -> str:
    """What the reporters that count with nobody else are together: no providers where there are none."""
    kinds = {one.kind for one in rows}
    if len(kinds) > 1 and UnitKind.PROVIDER in kinds:
        return "服务单位及其他"
    return "、".join(name for kind, name in names.items() if kind in kinds)


@query(Action.SELF_READ)
def rollup(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> list[Group]:
    """All reporters in sight, by whom they count with. Four statements."""
    duty = duty_of(campaign_id, session=session)
    found = reporters(actor, Action.SELF_READ, campaign_id, duty, session=session)
    names, kinds = upper_names(found, session=session), kind_names(actor, campaign_id, session=session)
    return grouped(found, names, kinds, own_unit=own_line(actor))


@query(Action.SELF_READ)
def group_choices(
    actor: Actor, campaign_id: int, *, asked: str = "", session: Session = INJECTED
) -> dict[str, str]:
    """Names of the groups by id, and of the unit that is `asked` for, where it counts with nobody else."""
    groups = rollup(actor, campaign_id, session=session)
    alone = [one.standing for group in groups if group.unit_id == PROVIDERS for one in group.below]
    names = {str(group.unit_id): group.name for group in groups}
    return names | {str(one.unit_id): one.unit_name for one in alone if str(one.unit_id) == asked}


def upper_names(found: Iterable[Reporter], *, session: Session) -> dict[int, str]:
    """Names of the townships and departments above reporters that are not among the reporters themselves."""
    rows = list(found)
    here = {one.unit_id for one in rows}
    absent = {one.parent_id for one in rows if one.parent_id and one.kind in BELOW_TOWNSHIPS} - here
    if not absent:
        return {}
    uppers = select(Unit.id, Unit.name).where(col(Unit.kind).in_([kind.value for kind in SUMMING]))
    names = session.exec(uppers.where(col(Unit.id).in_(absent)))
    return {unit_id: name for unit_id, name in names if unit_id is not None}


@command(Action.SELF_EXCUSE)
def excuse_unit(
    actor: Actor, campaign_id: int, unit_id: int, reason: str, *, session: Session = INJECTED
) -> int:
    """Record that a unit need not report, with the reason; returns the id of the exception."""
    why = _reason(reason)
    name = _require_below(actor, campaign_id, unit_id, session)
    if _in_force(campaign_id, unit_id, session) is not None:
        raise WrongState(f"{name}已经登记过例外情况。")
    report = session.exec(
        select(SelfInspection).where(
            SelfInspection.campaign_id == campaign_id, SelfInspection.unit_id == unit_id
        )
    ).first()
    if report is not None and report.state in (
        ReportState.SUBMITTED,
        ReportState.ACCEPTED,
        ReportState.LOCKED,
    ):
        raise WrongState(f"{name}已经报送自查报告，不需要登记例外情况。")
    row = SelfExemption(
        campaign_id=campaign_id, unit_id=unit_id, reason=why, recorded_by=actor.account_id,
        recorded_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        actor,
        Action.SELF_EXCUSE,
        "campaign",
        campaign_id,
        f"登记例外：{name}不报自查报告",
        reason=why,
        after={"unit_id": unit_id},
        campaign_id=campaign_id,
        session=session,
    )
    judge_reporter(session.get_one(Campaign, campaign_id), unit_id, "登记不报自查报告", session=session)
    return row.key


@command(Action.SELF_EXCUSE)
def lift_exemption(
    actor: Actor, campaign_id: int, unit_id: int, reason: str, *, session: Session = INJECTED
) -> None:
    """The unit has to report after all; the exception stays on record."""
    why = _reason(reason)
    name = _require_below(actor, campaign_id, unit_id, session)
    row = _in_force(campaign_id, unit_id, session)
    if row is None:
        raise NotFound(f"{name}没有登记例外情况。")
    row.lifted_at, row.lifted_reason = clock.now(), why
    session.add(row)
    record(
        actor,
        Action.SELF_EXCUSE,
        "campaign",
        campaign_id,
        f"取消例外：{name}须报自查报告",
        reason=why,
        after={"unit_id": unit_id},
        campaign_id=campaign_id,
        session=session,
    )
    judge_reporter(session.get_one(Campaign, campaign_id), unit_id, "取消不报自查报告的例外", session=session)


def _reason(reason: str) -> str:
    why = reason.strip()
    if not why or len(why) > 2000:
        raise Invalid({"reason": "请写明理由，不超过2000字"})
    return why


def _require_below(actor: Actor, campaign_id: int, unit_id: int, session: Session) -> str:
    """The unit's name, when it is in scope and stands below the actor's."""
    require_unit(actor, Action.SELF_EXCUSE, unit_id, session=session)
    if actor.role is not Role.OFFICE and unit_id == actor.unit_id:
        raise Refused("本单位的例外情况由上一级登记。")
    found = (
        select(Unit.name)
        .join(CampaignUnit, col(CampaignUnit.unit_id) == Unit.id)
        .join(Campaign, col(Campaign.id) == CampaignUnit.campaign_id)
        .where(Campaign.id == campaign_id, Campaign.state == "running", Unit.id == unit_id)
    )
    name = session.exec(found).first()
    if name is None:
        raise NotFound("该单位不在这个专项行动的范围内，或者专项行动已经结束。")
    return name


def _in_force(campaign_id: int, unit_id: int, session: Session) -> SelfExemption | None:
    return session.exec(
        select(SelfExemption)
        .where(
            SelfExemption.campaign_id == campaign_id,
            SelfExemption.unit_id == unit_id,
            col(SelfExemption.lifted_at).is_(None),
        )
        .with_for_update()
    ).first()
