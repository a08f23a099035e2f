"""Creating a campaign from a library version, which it pins with its checksum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints
from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.forms import Form, Text
from domain.library.library import Library
from domain.library.models.scheme import Scheme
from domain.permissions import Action
from domain.units import BODIES, UnitKind
from models.campaign import Campaign, CampaignUnit, Deliverable, Phase
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import record
from services.calendars import work_calendar
from services.campaign_plan import Plan, library_version, make_plan, require_parameters
from services.campaign_terms import close_out_of, default_terms_of, lights_of
from services.libraries import known_parameters
from services.named_units import name_units
from services.use_case import INJECTED, command, query

USUAL = (
    UnitKind.TOWNSHIP,
    UnitKind.VILLAGE,
    UnitKind.PROVIDER,
)  # where the scheme does not say whom it is about
IN_SCOPE = (*USUAL, *BODIES)  # chosen unless the office says otherwise
MAY_BE = (*IN_SCOPE, UnitKind.DEPARTMENT, UnitKind.ASSESSOR)  # those that hand reports in

AUTHORITY = "authority"  # an open place that the form asks for under its own name


class NewCampaign(Form):
    """What the office fills in; `parameters` are the library's open places and settings by name."""

    library_id: int
    name: Annotated[Text, StringConstraints(min_length=1, max_length=120)]
    year: Annotated[int, Field(ge=1990, le=2100)]
    number_prefix: Annotated[Text, StringConstraints(min_length=1, max_length=20)]
    authority: Annotated[Text, StringConstraints(max_length=200)] = ""
    leading_group: dict[str, Annotated[Text, StringConstraints(max_length=500)]] = Field(default_factory=dict)
    parameters: dict[str, object] = Field(default_factory=dict)
    unit_ids: Annotated[tuple[int, ...], Field(min_length=1)]


@command(Action.CAMPAIGN_EDIT)
def create_campaign(actor: Actor, values: Mapping[str, object], *, session: Session = INJECTED) -> int:
    """Create a campaign that pins its library version; returns its id."""
    form = NewCampaign.read(values)
    library, _ = library_version(form.library_id, session=session)
    parameters = _parameters(form, library)
    require_parameters(library.scheme, parameters)
    plan = make_plan(form.library_id, form.year, parameters, session=session)
    scheme = library.with_settings(known_parameters(library, parameters))
    _require_free_name(form.name, session)
    units = _require_units(form.unit_ids, session)
    row = _campaign_row(form, parameters, plan, scheme, session)
    session.add(row)
    session.flush()
    session.add_all(CampaignUnit(campaign_id=row.key, unit_id=unit) for unit in units)
    _add_plan(row, plan, session)
    name_units(row, session=session)
    record(
        actor,
        Action.CAMPAIGN_EDIT,
        "campaign",
        row.key,
        f"创建专项行动“{row.name}”（{plan.scheme_name}）",
        after={
            "library": plan.library_id,
            "checksum": plan.checksum,
            "year": form.year,
            "units": len(units),
            "parameters": row.parameters,
            "authority": form.authority,
        },
        campaign_id=row.key,
        session=session,
    )
    return row.key


def _parameters(form: NewCampaign, library: Library) -> dict[str, object]:
    """What was filled in; an authority is typed once, also where the scheme asks for it itself."""
    known = {"authority": form.authority} if AUTHORITY in library.scheme.open else {}
    return {**form.parameters, **known}


def _campaign_row(
    form: NewCampaign, parameters: Mapping[str, object], plan: Plan, scheme: Scheme, session: Session
) -> Campaign:
    terms = default_terms_of(scheme, form.year, work_calendar(session=session), plan.version)
    return Campaign(
        name=form.name,
        year=form.year,
        library_id=plan.library_id,
        library_checksum=plan.checksum,
        authority=form.authority,
        leading_group=dict(form.leading_group),
        parameters={**parameters, "deadlines": terms},
        number_prefix=form.number_prefix,
        close_out_steps=close_out_of(scheme),
        light_bounds=lights_of(scheme),
        created_at=clock.now(),
    )


def _require_free_name(name: str, session: Session) -> None:
    if session.exec(select(Campaign.id).where(Campaign.name == name)).first() is not None:
        raise Invalid({"name": "已经有同名的专项行动，请换一个名称"})


def _require_units(unit_ids: Sequence[int], session: Session) -> list[int]:
    """Distinct ids, all of them active units of kinds that may be in a scope."""
    wanted = sorted(set(unit_ids))
    found = select(Unit.id).where(
        col(Unit.id).in_(wanted), col(Unit.active), col(Unit.kind).in_([kind.value for kind in UnitKind])
    )
    if len(session.exec(found).all()) != len(wanted):
        raise Invalid({"unit_ids": "选择的单位中有的已停用或不存在，请重新选择"})
    return wanted


def _add_plan(row: Campaign, plan: Plan, session: Session) -> None:
    for position, phase in enumerate(plan.phases):
        session.add(
            Phase(
                campaign_id=row.key,
                code=phase.code,
                position=position,
                name=phase.name,
                start=phase.start,
                end=phase.end,
                clause=phase.clause[:200],
                conditions=phase.conditions,
            )
        )
    for duty in plan.duties:
        session.add(
            Deliverable(
                campaign_id=row.key,
                phase_code=duty.phase_code,
                code=duty.code,
                name=duty.name[:80],
                due=duty.due,
                words=duty.words[:120],
                clause=duty.clause[:200],
                kind=duty.kind,
                unit_kinds=list(duty.unit_kinds),
                duty=duty.duty,
                period=duty.period,
            )
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be put into the scope."""

    id: int
    name: str
    kind: UnitKind
    parent_id: int | None


@query(Action.CAMPAIGN_EDIT)
def scope_candidates(actor: Actor, *, session: Session = INJECTED) -> list[Candidate]:
    """All active units that may be in the scope of a campaign, in their order."""
    found = select(Unit.id, Unit.name, Unit.kind, Unit.parent_id).where(
        col(Unit.active), col(Unit.kind).in_([kind.value for kind in MAY_BE])
    )
    rows = session.exec(found.order_by(col(Unit.id)))
    return [
        Candidate(key, name, UnitKind(kind), parent) for key, name, kind, parent in rows if key is not None
    ]


@query(Action.CAMPAIGN_EDIT)
def units_in_scope(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> frozenset[int]:
    """Ids of the units in scope."""
    return frozenset(
        session.exec(select(CampaignUnit.unit_id).where(CampaignUnit.campaign_id == campaign_id))
    )
