"""The words of an import sheet, and what the ledger stores for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.findings import KIND_NAMES, SOURCE_NAMES, Kind
from models.campaign import Campaign, CampaignUnit
from models.provider import Provider
from models.unit import Unit
from services import clock
from services.libraries import scheme_of
from services.natures_known import rectified_as


@dataclass(slots=True)
class Names:
    """Words of the sheet → what the ledger stores, by field."""

    known: Mapping[str, Mapping[str, Any]]
    own_provider: Mapping[int, int]
    kinds: Mapping[str, Kind]  # of rectification, as the checklist gives them to its items
    today: date


def names_of(campaign: Campaign, session: Session) -> Names:
    """Units, categories, items and kinds of a campaign by their words. Two statements."""
    units = session.exec(
        select(Unit.name, Unit.id)
        .join(CampaignUnit, col(CampaignUnit.unit_id) == col(Unit.id))
        .where(CampaignUnit.campaign_id == campaign.key)
        .order_by(col(Unit.id))
    ).all()
    providers = session.exec(
        select(Provider.name, Provider.id, Provider.unit_id).order_by(Provider.name)
    ).all()
    scheme = scheme_of(campaign, session=session)
    checklist, nature = scheme.checklist, scheme.finding_nature
    known: dict[str, dict[str, Any]] = {
        "unit_id": dict(list(units)),
        "category": {group.name: group.key for group in checklist.categories},
        "item": {item.id: item.id for group in checklist.categories for item in group.items},
        "source": {name: source for source, name in SOURCE_NAMES.items()},
        "kind": {name: kind for kind, name in KIND_NAMES.items()},
        "nature": {word: word for word in (nature.options if nature else ())},
        "provider_id": {name: key for name, key, _ in providers},
    }
    own = {unit: key for _, key, unit in providers if key is not None}
    kinds = {key: rectified_as(campaign, key, session=session)[0] for key in known["item"]}
    return Names(known, own, kinds, clock.today())
