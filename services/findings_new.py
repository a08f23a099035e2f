"""A finding before it is in the ledger: what is typed, what makes it unlike another one, and storing it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlmodel import Session, select

from domain.errors import Invalid
from domain.findings import SOURCE_NAMES, Kind, Source
from domain.forms import Form, Text, Yuan, require_past
from domain.permissions import Action
from models.campaign import Campaign, CampaignUnit
from models.finding import Finding
from models.provider import Provider
from services import clock
from services.actor import Actor
from services.audit import record
from services.findings_access import OBJECT, require_campaign_open
from services.findings_numbers import next_numbers
from services.ledger_judging import ledger_changed
from services.libraries import scheme_of
from services.natures_known import nature_of, rectified_as, require_known

_SHOWN = (
    "number",
    "source",
    "category",
    "item",
    "unit_id",
    "provider_id",
    "found_on",
    "title",
    "amount_fen",
    "nature",
)


class NewFinding(Form):
    """What is known when a problem is put into the ledger; amounts come in yuan and are kept in fen.

    Without `kind` it is that which the checklist gives its item, else 限期整改.
    """

    source: Source = Source.OTHER
    category: Annotated[Text, StringConstraints(min_length=1, max_length=24)]
    item: Annotated[Text, StringConstraints(max_length=24)] = ""
    unit_id: int
    provider_id: int | None = None
    found_on: date
    found_by: Annotated[Text, StringConstraints(max_length=100)] = ""
    title: Annotated[Text, StringConstraints(max_length=120)] = ""
    description: Annotated[Text, StringConstraints(min_length=1, max_length=8000)]
    basis: Annotated[Text, StringConstraints(max_length=500)] = ""
    amount_fen: Yuan = 0
    people: Annotated[int, Field(ge=0, le=100_000_000)] = 0
    kind: Kind | None = None
    nature: Annotated[Text, StringConstraints(max_length=40)] = ""
    remark: Annotated[Text, StringConstraints(max_length=2000)] = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a finding comes from besides its own words."""

    visit_id: int | None = None
    self_problem_id: int | None = None
    relapse_of: int | None = None
    voluntary: bool = False


def fingerprint_of(unit_id: int, found_on: date, description: str) -> str:
    """Unit, day and text (blanks aside) in short: equal for what is most likely entered twice."""
    body = f"{unit_id}|{found_on.isoformat()}|{''.join(description.split())}"
    return hashlib.sha256(body.encode()).hexdigest()[:32]


def title_of_text(title: str, description: str) -> str:
    """The given title, else the first sentence of the description, shortened."""
    longest = 60
    first = description.replace("\n", " ").split("。")[0].strip()
    return title or (first if len(first) <= longest else first[: longest - 1] + "…")


def insert_finding(
    actor: Actor,
    action: Action,
    campaign_id: int,
    data: NewFinding,
    *,
    session: Session,
    origin: Origin | None = None,
    more: Mapping[str, Any] | None = None,
) -> int:
    """Store a validated finding under the next number and record it; the permission has been asked.

    more: further columns that a form of this kind does not have.
    """
    campaign = require_campaign_open(campaign_id, session=session)
    require_past("found_on", data.found_on, clock.today(), "发现日期")
    data = placed(campaign, data, session=session)
    row = Finding(
        **columns_of(campaign, data, next_numbers(campaign, 1, session=session)[0], origin or Origin())
    )
    for name, value in (more or {}).items():
        setattr(row, name, value)
    row.found_by = row.found_by or f"{actor.unit_name} {actor.name}"[:100]
    session.add(row)
    session.flush()
    summary = f"登记问题 {row.number}（来源：{SOURCE_NAMES[data.source]}）"
    after = {name: getattr(row, name) for name in _SHOWN} | {"version": row.version, **_links(row)}
    record(actor, action, OBJECT, row.key, summary, session=session, after=after, campaign_id=campaign_id)
    ledger_changed(campaign, [row], session=session)
    return row.key


def _links(row: Finding) -> dict[str, object]:
    names = ("visit_id", "self_problem_id", "relapse_of")
    return {name: getattr(row, name) for name in names if getattr(row, name) is not None}


def columns_of(campaign: Campaign, data: NewFinding, number: str, origin: Origin) -> dict[str, Any]:
    """The columns that a form fills, for a row or for an insert of many."""
    return data.model_dump(exclude={"title", "source", "kind"}) | {
        "campaign_id": campaign.key,
        "number": number,
        "source": data.source.value,
        "kind": (data.kind or Kind.BY_DEADLINE).value,
        "nature_found": data.nature,
        "title": title_of_text(data.title, data.description),
        "fingerprint": fingerprint_of(data.unit_id, data.found_on, data.description),
        "visit_id": origin.visit_id,
        "self_problem_id": origin.self_problem_id,
        "relapse_of": origin.relapse_of,
        "reported_voluntarily": origin.voluntary,
        "created_at": clock.now(),
    }


def placed(campaign: Campaign, data: NewFinding, *, session: Session) -> NewFinding:
    """The form with its places checked; a finding at a provider's own unit concerns that provider."""
    in_scope = select(CampaignUnit).where(
        CampaignUnit.campaign_id == campaign.key, CampaignUnit.unit_id == data.unit_id
    )
    if session.exec(in_scope).first() is None:
        raise Invalid({"unit_id": "被检查单位不在本专项行动的范围内，请重新选择。"})
    _require_known(campaign, data, session)
    require_known(nature_of(campaign, session=session), data.nature)
    if data.kind is None:
        data = data.model_copy(update={"kind": rectified_as(campaign, data.item, session=session)[0]})
    if data.provider_id is None:
        own = session.exec(select(Provider.id).where(Provider.unit_id == data.unit_id)).first()
        return data.model_copy(update={"provider_id": own})
    if session.get(Provider, data.provider_id) is None:
        raise Invalid({"provider_id": "找不到这个服务单位，请重新选择。"})
    return data


def _require_known(campaign: Campaign, data: NewFinding, session: Session) -> None:
    groups = {group.key: group for group in scheme_of(campaign, session=session).checklist.categories}
    group = groups.get(data.category)
    if group is None:
        raise Invalid({"category": "方案里没有这个问题类别，请重新选择。"})
    if data.item and data.item not in {item.id for item in group.items}:
        raise Invalid({"item": "这个检查要点不属于所选的类别，请重新选择。"})
