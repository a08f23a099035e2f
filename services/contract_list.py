"""Contracts as lists and one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.permissions import Action
from models.provider import Contract, Provider
from models.settlement import RenewalProof
from services import clock
from services.actor import Actor
from services.audit import TimelineEntry, timeline
from services.contract_access import OBJECT, RUNNING
from services.places import place_names, reach_words
from services.provider_access import visible_providers
from services.use_case import INJECTED, query

SORTS = {
    "number": Contract.number, "provider": Provider.name, "start": Contract.start, "end": Contract.end,
    "annual": Contract.annual_fen,
}  # fmt: skip
STATES = {"running": "履行中", "ended": "已终止", "terminated": "已解除"}


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract as readers see it."""

    id: int
    provider_id: int
    provider: str
    number: str
    title: str
    buyer: str
    start: date
    end: date
    annual_fen: int
    quarter_fen: int
    terms: Mapping[str, bool]
    state: str
    ended_on: date | None
    end_reason: str
    decision_id: int | None
    renews_id: int | None
    changes: Sequence[Mapping[str, object]]
    version: int
    area: Sequence[int] = ()
    service: str = ""
    reach: str = ""  # both in words; told of one contract, not in lists

    @property
    def run_out(self) -> bool:
        """Whether its last day has passed although nobody has ended it."""
        return self.state == RUNNING and self.end < clock.today()


@dataclass(frozen=True, slots=True)
class ContractPage:
    """A page of contracts."""

    total: int
    rows: Sequence[ContractRow]


@query(Action.CONTRACT_READ)
def list_contracts(
    actor: Actor,
    *,
    provider_id: int | None = None,
    state: str = "",
    words: str = "",
    sort: str = "",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> ContractPage:
    """Contracts by filter; one statement."""
    conditions: list[ColumnElement[bool]] = [visible_providers(actor, Action.CONTRACT_READ)]
    if provider_id is not None:
        conditions.append(col(Contract.provider_id) == provider_id)
    if state:
        conditions.append(col(Contract.state) == state)
    if words:
        fields = (Provider.name, Contract.number, Contract.title, Contract.buyer)
        conditions.append(or_(*(col(one).contains(words, autoescape=True) for one in fields)))
    found = session.execute(
        sql.select(Contract, col(Provider.name), func.count().over())
        .join(Provider, col(Provider.id) == col(Contract.provider_id))
        .where(*conditions)
        .order_by(*_order(sort))
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return ContractPage(found[0][2] if found else 0, [_row(row, name) for row, name, _ in found])


def _order(sort: str) -> list[Any]:
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        return [col(Contract.end).desc(), col(Contract.id).desc()]
    return [col(column).desc() if sort.startswith("-") else col(column), col(Contract.id).desc()]


@query(Action.CONTRACT_READ)
def read_contract(actor: Actor, contract_id: int, *, session: Session = INJECTED) -> ContractRow:
    """One contract."""
    found = session.execute(
        sql.select(Contract, col(Provider.name))
        .join(Provider, col(Provider.id) == col(Contract.provider_id))
        .where(col(Contract.id) == contract_id, visible_providers(actor, Action.CONTRACT_READ))
    ).first()
    if found is None:
        raise NotFound("没有这份合同，或者它不在您的查看范围内。")
    reach = reach_words(found[0], place_names([found[0]], session=session))
    return replace(_row(found[0], found[1]), reach=reach)


@query(Action.CONTRACT_READ)
def contract_history(actor: Actor, contract_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """What happened to a contract."""
    read_contract(actor, contract_id, session=session)
    return timeline(OBJECT, contract_id, session=session)


@query(Action.CONTRACT_READ)
def renewal_proof(actor: Actor, contract_id: int, *, session: Session = INJECTED) -> RenewalProof | None:
    """The figures on which a contract was renewed, as they stood."""
    read_contract(actor, contract_id, session=session)
    found = sql.select(RenewalProof).where(col(RenewalProof.contract_id) == contract_id)
    return session.execute(found).scalars().first()


def _row(row: Contract, provider: str) -> ContractRow:
    return ContractRow(
        row.key, row.provider_id, provider, row.number, row.title, row.buyer, row.start, row.end,
        row.annual_fen, row.quarter_fen, row.terms, row.state, row.ended_on, row.end_reason, row.decision_id,
        row.renews_id, row.changes, row.version, row.area, row.service,
    )  # fmt: skip
