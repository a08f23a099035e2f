"""One proven fact as its page shows it, and how it came to be there."""

from datetime import date

from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.permissions import Action, Role
from models.measurement import Fact
from models.provider import Provider
from services.actor import Actor
from services.audit import TimelineEntry, timeline
from services.facts import OBJECT
from services.measurement_list import FactRow
from services.provider_access import visible_providers
from services.use_case import INJECTED, query


@query(Action.VERDICT_READ)
def read_fact(actor: Actor, fact_id: int, *, session: Session = INJECTED) -> FactRow:
    """A fact about a provider in the actor's scope; a withdrawn one is not shown to the party."""
    found = session.exec(
        select(Fact, Provider.name)
        .join(Provider, col(Provider.id) == col(Fact.provider_id))
        .where(Fact.id == fact_id, visible_providers(actor, Action.VERDICT_READ))
    ).first()
    if found is None or (actor.role is Role.PROVIDER and found[0].withdrawn_reason):
        raise NotFound("没有这条查实事项，或者它不在您的查看范围内。")
    row, name = found
    return FactRow(
        row.key, row.provider_id or 0, name, row.event, date.fromisoformat(row.happened_on), row.description,
        row.evidence, row.proven_by, row.fields, row.withdrawn_reason, row.version,
    )  # fmt: skip


@query(Action.VERDICT_READ)
def fact_history(actor: Actor, fact_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """How a fact was recorded, proven and taken back."""
    return timeline(OBJECT, read_fact(actor, fact_id, session=session).id, session=session)
