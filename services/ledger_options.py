"""What the filters and forms of the ledger offer: units, providers, categories, items, levels."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.findings import Kind
from domain.library.models.checklist import Checklist
from domain.library.unit_names import unit_names
from domain.permissions import Action
from domain.units import UnitKind
from models.campaign import Campaign, CampaignUnit
from models.provider import Provider
from models.unit import Unit
from services.actor import Actor
from services.default_terms import default_terms
from services.earlier_versions import category_names
from services.escalations import levels_of
from services.kind_changes import own_kinds
from services.libraries import scheme_of
from services.use_case import INJECTED, query
from services.visibility import within


@dataclass(frozen=True, slots=True)
class LedgerOptions:
    """Ids and codes with their words, in the order people look for them.

    items: by category. terms: the default term of each kind, also of the scheme's own, in words. matters: kinds of
    the scheme's own besides the usual three. nature: what the scheme calls its classification of problems, and its
    words; "" and nothing where it has none.
    """

    campaign_id: int
    campaign: str
    open: bool
    units: Mapping[int, str]
    providers: Mapping[int, str]
    categories: Mapping[str, str]
    items: Mapping[str, Mapping[str, str]]
    levels: Mapping[int, str]
    terms: Mapping[str, str]
    matters: Mapping[str, str]
    nature: str = ""
    natures: tuple[str, ...] = ()
    rectify_as: Mapping[str, str] = field(default_factory=dict)  # kind of rectification by checklist item
    weighs: bool = False  # whether several of one nature may be treated as heavier ones
    former: Mapping[str, str] = field(default_factory=dict)  # categories of earlier versions of the scheme


@query(Action.FINDING_READ)
def ledger_options(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> LedgerOptions:
    """Two statements; units and providers are those in the actor's sight."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound("找不到这个专项行动。")
    scheme = scheme_of(campaign, session=session)
    units, providers = _places(actor, campaign_id, unit_names(scheme, UnitKind), session)
    checklist, nature = scheme.checklist, scheme.finding_nature
    categories = {group.key: group.name for group in checklist.categories}
    named = category_names(campaign, session=session)
    return LedgerOptions(
        campaign_id,
        campaign.name,
        campaign.state == "running",
        units,
        providers,
        categories,
        {
            group.key: {item.id: f"{item.id} {item.title}" for item in group.items}
            for group in checklist.categories
        },
        {level.number: level.name for level in levels_of(campaign, session=session)},
        {kind: term.text for kind, term in default_terms(campaign).items()},
        own_kinds(campaign, session=session),
        nature.name if nature else "",
        nature.options if nature else (),
        _rectify_as(checklist),
        bool(nature and nature.raises),
        {key: name for key, name in named.items() if key not in categories},
    )


def _rectify_as(checklist: Checklist) -> dict[str, str]:
    """The usual kinds only: those of the scheme's own are chosen when the problem is ordered."""
    items = (item for group in checklist.categories for item in group.items)
    return {item.id: item.rectify_as for item in items if item.rectify_as in set(Kind)}


def _places(
    actor: Actor, campaign_id: int, kinds: Mapping[str, str], session: Session
) -> tuple[dict[int, str], dict[int, str]]:
    found: Any = (
        sql.select(col(Unit.id), col(Unit.name), col(Unit.kind), col(Provider.id).label("provider"))
        .join(CampaignUnit, col(CampaignUnit.unit_id) == col(Unit.id))
        .outerjoin(Provider, col(Provider.unit_id) == col(Unit.id))
        .where(col(CampaignUnit.campaign_id) == campaign_id, within(actor, Action.FINDING_READ, Unit.id))
        .order_by(col(Unit.id))
    )
    rows = session.execute(found).all()
    units = {row[0]: f"{row.name}（{kinds[row.kind]}）" for row in rows}
    return units, {row.provider: row.name for row in rows if row.provider is not None}
