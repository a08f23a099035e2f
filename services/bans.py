"""The register of bans: looked up by anybody who buys, released early by two people, overridden by a leader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from domain.bans import tie
from domain.errors import NotFound
from domain.permissions import Action
from models.ban import Ban
from models.decision import Decision
from models.provider import Provider
from services import clock
from services.actor import Actor
from services.enforcement import PURPOSE_NAMES, Purpose, identity_of, identity_of_ban, in_force
from services.places import named, place_names
from services.provider_access import visible_providers
from services.provider_persons import Persons, persons_for
from services.use_case import INJECTED, query

OBJECT = "ban"


@dataclass(frozen=True, slots=True)
class BanRow:
    """A ban as the register shows it; `release` is the state of the request to end it early."""

    id: int
    provider_id: int
    provider: str
    credit_code: str
    legal_representative: str
    controller: str
    rule: str
    clause: str
    scope: str
    decision_id: int
    decision: str
    start: date
    end: date | None
    permanent: bool
    term: str
    released_on: date | None
    revoked_on: date | None
    version: int
    kind: str  # ban | suspend
    purposes: tuple[str, ...]
    area: tuple[str, ...]
    service: str

    @property
    def reach(self) -> str:
        """How far it reaches besides the words of the rule: 东街镇；助餐；批准结算."""
        acts = "、".join(PURPOSE_NAMES[Purpose(one)] for one in self.purposes)
        return "；".join(part for part in ("、".join(self.area), self.service, acts) if part)

    def state_on(self, day: date) -> str:
        """in_force, released, revoked, over or coming."""
        if self.revoked_on is not None and self.revoked_on <= day:
            return "revoked"
        if self.released_on is not None and self.released_on <= day:
            return "released"
        if day < self.start:
            return "coming"
        return "over" if self.end is not None and self.end < day else "in_force"


@dataclass(frozen=True, slots=True)
class Reached:
    """Another provider that a ban reaches, and why."""

    provider_id: int
    provider: str
    because: str


@dataclass(frozen=True, slots=True)
class BanPage:
    """A page of the register."""

    total: int
    in_force: int
    rows: Sequence[BanRow]


@query(Action.BAN_READ)
def list_bans(
    actor: Actor,
    *,
    words: str = "",
    current: bool = False,
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> BanPage:
    """The register: by name, code, representative, controller or decision; the latest first. Three statements."""
    persons = persons_for(actor, session=session)
    joined = (
        select(Ban, Provider.name, Decision.number)
        .join(Provider, col(Provider.id) == col(Ban.provider_id))
        .join(Decision, col(Decision.id) == col(Ban.decision_id))
        .where(*_conditions(actor, words, current, persons))
    )
    total = session.exec(select(func.count()).select_from(joined.subquery())).one()
    effective = session.exec(
        select(func.count()).select_from(joined.where(in_force(clock.today())).subquery())
    ).one()
    found = session.exec(
        joined.order_by(col(Ban.start).desc(), col(Ban.id).desc()).offset((page - 1) * size).limit(size)
    ).all()
    names = place_names([ban for ban, _, _ in found], session=session)
    return BanPage(total, effective, [_row(ban, name, number, names, persons) for ban, name, number in found])


def _conditions(actor: Actor, words: str, current: bool, persons: Persons) -> list[ColumnElement[bool]]:
    found = [visible_providers(actor, Action.BAN_READ)]
    if words:
        fields = (Provider.name, Ban.credit_code, Decision.number)
        found.append(persons.sought(words, fields, (Ban.legal_representative, Ban.controller)))
    if current:
        found.append(in_force(clock.today()))
    return found


@query(Action.BAN_READ)
def read_ban(actor: Actor, ban_id: int, *, session: Session = INJECTED) -> BanRow:
    """One ban."""
    found = session.exec(
        select(Ban, Provider.name, Decision.number)
        .join(Provider, col(Provider.id) == col(Ban.provider_id))
        .join(Decision, col(Decision.id) == col(Ban.decision_id))
        .where(Ban.id == ban_id, visible_providers(actor, Action.BAN_READ))
    ).first()
    if found is None:
        raise NotFound("没有这条禁入记录，或者它不在您的查看范围内。")
    return _row(*found, place_names([found[0]], session=session), persons_for(actor, session=session))


@query(Action.BAN_READ)
def reached_too(actor: Actor, ban_id: int, *, session: Session = INJECTED) -> list[Reached]:
    """The other providers that a ban reaches, by its representative or controller. Two statements."""
    ban = session.get(Ban, ban_id)
    if ban is None:
        raise NotFound("没有这条禁入记录，或者它不在您的查看范围内。")
    others = select(Provider).where(
        col(Provider.id) != ban.provider_id, visible_providers(actor, Action.BAN_READ)
    )
    found = [
        (row, tie(identity_of_ban(ban), identity_of(row)))
        for row in session.exec(others.order_by(col(Provider.name))).all()
    ]
    return [Reached(row.key, row.name, because) for row, because in found if because]


def _row(ban: Ban, name: str, number: str, places: Mapping[int, str], persons: Persons) -> BanRow:
    return BanRow(
        ban.key, ban.provider_id, name, ban.credit_code, persons.name(ban.legal_representative),
        persons.name(ban.controller), ban.rule, ban.clause, ban.scope, ban.decision_id, number, ban.start,
        ban.end, ban.permanent, ban.term, ban.released_on, ban.revoked_on, ban.version, ban.kind,
        tuple(ban.purposes), tuple(named(ban, places)), ban.service,
    )  # fmt: skip
