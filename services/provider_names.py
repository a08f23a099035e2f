"""Providers as forms offer them: all in sight by name, with the regime they are under and what bars them."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.permissions import Action
from models.provider import Provider, ProviderRegime
from services import clock
from services.actor import Actor
from services.enforcement import barred_ids
from services.provider_access import visible_providers
from services.use_case import INJECTED, query


@dataclass(frozen=True, slots=True)
class NamedProvider:
    """A provider to choose. regime: what it is under, or ""; barred: why it may not be chosen, or ""."""

    id: int
    name: str
    regime: str
    barred: str


@query(Action.PROVIDER_READ)
def name_providers(
    actor: Actor, *, regime_id: int | None = None, session: Session = INJECTED
) -> list[NamedProvider]:
    """All of them, however many there are; one statement beside the register of bans."""
    found = (
        select(Provider.id, Provider.name, ProviderRegime.name)
        .outerjoin(ProviderRegime, col(ProviderRegime.id) == col(Provider.regime_id))
        .where(visible_providers(actor))
        .order_by(col(Provider.name), col(Provider.id))
    )
    if regime_id is not None:
        found = found.where(col(Provider.regime_id) == regime_id)
    barred = barred_ids(clock.today(), session=session)
    rows = session.exec(found).all()
    return [
        NamedProvider(key or 0, name, regime or "", barred.get(key or 0, "")) for key, name, regime in rows
    ]
