"""What the kinds of units are called in one campaign: schools are 中小学校 in one scheme, 幼儿园 in another."""

from collections.abc import Mapping

from sqlmodel import Session

from domain.library.unit_names import unit_names
from domain.permissions import Action
from domain.units import UnitKind
from services.actor import Actor
from services.campaigns import require_campaign
from services.libraries import scheme_of
from services.use_case import INJECTED, query


@query(Action.CAMPAIGN_READ)
def kind_names(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> Mapping[str, str]:
    """What the campaign's scheme calls each kind of units. One statement."""
    row = require_campaign(actor, campaign_id, session=session)
    return unit_names(scheme_of(row, session=session), UnitKind)
