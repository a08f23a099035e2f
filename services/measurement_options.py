"""What may be recorded of a provider, by whom: the data, records and questions of its regime's scheme."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlmodel import Session, col, select

from domain.library.models.facts import Fact as FactSpec
from domain.permissions import Action
from domain.thresholds.years import Years, years_of
from domain.units import UnitKind
from models.provider import Provider, ProviderRegime
from models.unit import Unit
from services.actor import Actor
from services.facts import questions_of
from services.measurements import reporters_of
from services.own_years import years_of_party
from services.provider_access import find_provider
from services.regimes import regime_of
from services.sampling import is_beside, sample_share
from services.sides import Side
from services.use_case import INJECTED, query
from services.visibility import within


@dataclass(frozen=True, slots=True)
class Recordable:
    """A kind of datum that the caller may record of a provider; units: who may be named as its reporter;
    years: those of the provider, or of all."""

    key: str
    spec: FactSpec
    share: Fraction | None
    units: Mapping[str, str]
    years: Years


@query(Action.MEASUREMENT_RECORD)
def recordable(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> list[Recordable]:
    """What the caller may record of a provider, with the units it may report for."""
    provider = session.get(Provider, provider_id)
    found = _recordable(actor, provider.regime_id if provider else None, session=session)
    if provider is None:
        return found
    regime = regime_of(provider.regime_id, session=session)
    years = years_of_party(regime, Side.PROVIDER, provider_id, session=session)
    return [replace(one, years=years) for one in found]


@query(Action.MEASUREMENT_RECORD)
def recordable_of_regime(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> list[Recordable]:
    """What the caller may record of the providers under a regime."""
    return _recordable(actor, regime_id, session=session)


def _recordable(actor: Actor, regime_id: int | None, *, session: Session) -> list[Recordable]:
    regime = regime_of(regime_id, session=session)
    units = _reporting_units(actor, session=session)
    found: list[Recordable] = []
    for key, spec in regime.facts.items():
        if spec.kind == "record" or is_beside(regime.facts, key):
            continue
        wanted = reporters_of(spec)
        mine = {str(unit.key): unit.name for unit in units if UnitKind(unit.kind) in wanted}
        if mine:
            share = sample_share(regime.scheme, key)
            found.append(Recordable(key, spec, share, mine, years_of(regime.scheme)))
    return found


def _reporting_units(actor: Actor, *, session: Session) -> list[Unit]:
    found = select(Unit).where(within(actor, Action.MEASUREMENT_RECORD, Unit.id), col(Unit.active))
    return list(session.exec(found.order_by(Unit.kind, Unit.name)).all())


@query(Action.PROVIDER_READ)
def fact_specs(actor: Actor, *, session: Session = INJECTED) -> dict[int, Mapping[str, FactSpec]]:
    """Every kind of datum by regime and key, for the wording of lists. One statement and one a new regime."""
    ids = session.exec(select(ProviderRegime.id)).all()
    return {regime_id or 0: regime_of(regime_id, session=session).facts for regime_id in ids}


@query(Action.FACT_RECORD)
def recordable_events(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> dict[str, FactSpec]:
    """Kinds of proven facts that may be recorded of a provider."""
    provider = find_provider(actor, provider_id, Action.FACT_RECORD, session=session)
    facts = regime_of(provider.regime_id, session=session).facts
    return {key: spec for key, spec in facts.items() if spec.registered}


@query(Action.FACT_RECORD)
def open_questions(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> dict[str, str]:
    """Questions that the scheme leaves to a person: key → question."""
    provider = find_provider(actor, provider_id, Action.FACT_RECORD, session=session)
    return questions_of(regime_of(provider.regime_id, session=session).scheme)
