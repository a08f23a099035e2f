"""Leads (问题线索): handed over by office and inspectors, read and worked on by the discipline role alone.

Whoever reports a lead cannot read it afterwards. What is done with it stands in audit entries of the
compartment, which are the timeline of the lead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field
from sqlalchemy import func
from sqlmodel import Session, select

from domain.errors import Invalid, NotFound
from domain.forms import Form, Text, Yuan, require_past
from domain.leads import COMPARTMENT, Destination
from domain.permissions import Action
from models.campaign import Campaign
from models.finding import Finding
from models.lead import Lead
from services import clock, libraries
from services.actor import Actor
from services.audit import record
from services.findings_access import require_campaign_open
from services.findings_end import mark_transferred
from services.lead_taking import take_content
from services.use_case import INJECTED, command, query

OBJECT = "lead"  # what audit entries and evidence call it
NATURE_AXIS, STAGE_AXIS = "性质", "环节"  # the two axes by which schemes sort what may become a lead


class LeadInput(Form):
    """A lead as it is reported: facts, no judgement; the amount comes in yuan."""

    nature: Annotated[Text, Field(min_length=1, max_length=24)]
    stage: Annotated[Text, Field(min_length=1, max_length=24)]
    subject: Annotated[Text, Field(min_length=1, max_length=200)]
    subject_post: Annotated[Text, Field(max_length=200)] = ""
    facts: Annotated[Text, Field(min_length=1, max_length=8000)]
    amount_fen: Yuan = 0
    measures_taken: Annotated[Text, Field(max_length=2000)] = ""
    destination: Destination
    found_on: date


@dataclass(frozen=True, slots=True)
class LeadChoices:
    """What a scheme offers for a lead: code → words; `routes` and `examples` explain a nature."""

    natures: Mapping[str, str]
    stages: Mapping[str, str]
    routes: Mapping[str, str]
    examples: Mapping[str, tuple[str, ...]]


@query(Action.CAMPAIGN_READ)
def lead_choices(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> LeadChoices:
    """Natures and stages of the campaign's scheme."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound("找不到这个专项行动。")
    return choices_of(campaign, session=session)


def choices_of(campaign: Campaign, *, session: Session) -> LeadChoices:
    """The same for other use cases."""
    types = libraries.scheme_of(campaign, session=session).problem_types
    natures = {one.key: one.name for one in types if one.axis == NATURE_AXIS}
    return LeadChoices(
        natures,
        {one.key: one.name for one in types if one.axis == STAGE_AXIS},
        {one.key: one.route for one in types if one.route},
        {one.key: one.examples for one in types if one.examples},
    )


@command(Action.LEAD_TRANSFER)
def transfer_to_lead(
    actor: Actor, finding_id: int, version: int, values: dict[str, object], *, session: Session = INJECTED
) -> str:
    """Hand a finding over as a lead; the ledger says so and nothing more. Returns the lead's number."""
    finding = session.get(Finding, finding_id)
    if finding is None:
        raise NotFound("找不到这个问题。")
    given = LeadInput.read({"found_on": finding.found_on, **values})
    mark_transferred(actor, finding_id, version, session=session)
    taken = take_content(finding, session=session)
    campaign = require_campaign_open(finding.campaign_id, session=session)
    return _store(actor, campaign, given, session, finding=finding, taken=taken).number


@command(Action.LEAD_EDIT)
def register_lead(
    actor: Actor, campaign_id: int, values: dict[str, object], *, session: Session = INJECTED
) -> int:
    """Register a lead that came another way (letters, calls). Returns its id."""
    campaign = require_campaign_open(campaign_id, session=session)
    return _store(actor, campaign, LeadInput.read(values), session).key


def _store(
    actor: Actor,
    campaign: Campaign,
    given: LeadInput,
    session: Session,
    *,
    finding: Finding | None = None,
    taken: Mapping[str, object] | None = None,
) -> Lead:
    _require_known(campaign, given, session)
    require_past("found_on", given.found_on, clock.today(), "发现日期")
    content = dict(taken or {})
    files = content.get("evidence", [])
    row = Lead(
        **given.model_dump(exclude={"destination"}),
        destination=given.destination.value,
        campaign_id=campaign.key,
        finding_id=finding.key if finding else None,
        number=_next_number(campaign, session),
        evidence_list=[str(name) for name in files] if isinstance(files, list) else [],
        taken=content,
        reported_by=actor.account_id,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    action = Action.LEAD_TRANSFER if finding else Action.LEAD_EDIT
    source = f"由问题 {finding.number} 移送" if finding else "直接登记"
    record(
        actor, action, OBJECT, row.key, f"登记线索 {row.number}（{source}）", after=given.model_dump(mode="json"),
        campaign_id=campaign.key, compartment=COMPARTMENT, session=session,
    )  # fmt: skip
    return row


def _require_known(campaign: Campaign, given: LeadInput, session: Session) -> None:
    choices = choices_of(campaign, session=session)
    wrong: dict[str, str] = {}
    if given.nature not in choices.natures:
        wrong["nature"] = "请从列出的问题性质中选择。"
    if given.stage not in choices.stages:
        wrong["stage"] = "请从列出的环节中选择。"
    if wrong:
        raise Invalid(wrong)


def _next_number(campaign: Campaign, session: Session) -> str:
    """One series a campaign; its row stays locked until the transaction ends."""
    session.exec(select(Campaign.id).where(Campaign.id == campaign.key).with_for_update()).one()
    taken = session.exec(select(func.count()).select_from(Lead).where(Lead.campaign_id == campaign.key)).one()
    return f"{campaign.number_prefix}-XS-{taken + 1:04d}"
