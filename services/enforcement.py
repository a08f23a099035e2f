"""What a ban means: nothing is signed, extended, renewed, drawn, pooled or paid while one is in force.

    require_not_barred(provider, clock.today(), Purpose.CONTRACT, session=session)

A ban (or a suspension) reaches as far as its decision says: some acts only, some places only, one service only.
The refusal names the rule, the decision and the last day. A leader's override is used up by the act that it
was given for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from domain.bans import Barred, Identity, Reach, tie, touches
from domain.errors import Refused
from domain.terms import chinese_date
from models.ban import Ban, BanOverride
from models.decision import Decision
from models.provider import Contract, Provider
from models.settlement import VendorPool
from models.unit import UnitTree
from services import clock


class Purpose(StrEnum):
    """What a barred provider is kept from."""

    CONTRACT = "contract"
    EXTEND = "extend"
    RENEW = "renew"
    POOL = "pool"
    DRAW = "draw"
    SETTLEMENT = "settlement"


KIND_NAMES = {"ban": "禁入", "suspend": "暂停"}
PURPOSE_NAMES = {
    Purpose.CONTRACT: "签订服务合同",
    Purpose.EXTEND: "延长服务合同",
    Purpose.RENEW: "续签服务合同",
    Purpose.POOL: "进入供应商库",
    Purpose.DRAW: "参加服务单位抽取",
    Purpose.SETTLEMENT: "批准结算",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A ban that reaches a provider: why, on whose account, by which decision, until when."""

    ban_id: int
    provider_id: int
    barred_name: str
    because: str
    rule: str
    clause: str
    decision_id: int
    decision: str
    scope: str
    start: date
    end: date | None
    permanent: bool
    kind: str
    purposes: tuple[str, ...]
    reach: Reach

    @property
    def word(self) -> str:
        """禁入 or 暂停."""
        return KIND_NAMES[self.kind]

    @property
    def until(self) -> str:
        """The last day in words."""
        if self.end is not None:
            return f"截至{chinese_date(self.end)}（含当日）"
        return "永久" if self.permanent else "制度未写明期限，解除前一直有效"

    @property
    def sentence(self) -> str:
        """Who is barred and by what."""
        other = f"（{self.because}，被{self.word}单位为“{self.barred_name}”）"
        whose = "" if self.because == "本单位" else other
        return f"依照 {self.rule}（{self.clause}）和处置决定 {self.decision}，{self.word}{self.until}{whose}"


def in_force(day: date) -> ColumnElement[bool]:
    """Condition on `Ban`: in force on that day, released and revoked ones left out."""
    return (
        (col(Ban.start) <= day)
        & or_(col(Ban.end).is_(None), col(Ban.end) >= day)
        & or_(col(Ban.released_on).is_(None), col(Ban.released_on) > day)
        & or_(col(Ban.revoked_on).is_(None), col(Ban.revoked_on) > day)
    )


def bars_on(
    provider: Provider,
    day: date,
    *,
    session: Session,
    purpose: Purpose | None = None,
    reach: Reach | None = None,
) -> list[Bar]:
    """Bans that reach the provider on a day: its own, its representative's, its controller's.

    purpose, reach: only those that stand in the way of this act, there. Two statements at most.
    """
    own = identity_of(provider)
    found = []
    for ban, number, name in _effective(day, session=session):
        if purpose is not None and ban.purposes and purpose.value not in ban.purposes:
            continue
        if because := tie(identity_of_ban(ban), own):
            found.append(_bar(ban, number, name, because))
    if reach is None or not found:
        return found
    lineage = _lineage([*found], reach, session=session)
    return [bar for bar in found if touches(bar.reach, reach, lineage)]


def _effective(day: date, *, session: Session) -> Sequence[tuple[Ban, str, str]]:
    statement = (
        select(Ban, Decision.number, Provider.name)
        .join(Decision, col(Decision.id) == col(Ban.decision_id))
        .join(Provider, col(Provider.id) == col(Ban.provider_id))
        .where(in_force(day))
        .order_by(col(Ban.end).desc())
    )
    return session.exec(statement).all()


def _lineage(bars: Sequence[Bar], reach: Reach, *, session: Session) -> list[tuple[int, int]]:
    """(unit above, unit below) among the units that bars and act name; none without places to compare."""
    units = set(reach.area).union(*(bar.reach.area for bar in bars))
    if not reach.area or len(units) == len(reach.area):
        return []
    found = select(UnitTree.ancestor_id, UnitTree.descendant_id).where(
        col(UnitTree.ancestor_id).in_(units), col(UnitTree.descendant_id).in_(units)
    )
    return list(session.exec(found).all())


def barred_ids(
    day: date, *, session: Session, purpose: Purpose | None = None, reach: Reach | None = None
) -> dict[int, str]:
    """Every provider that is barred on a day (from an act, somewhere), with the sentence; for lists and draws."""
    bans = [
        one
        for one in _effective(day, session=session)
        if purpose is None or not one[0].purposes or purpose.value in one[0].purposes
    ]
    if not bans:
        return {}
    bars = [_bar(ban, number, name, "本单位") for ban, number, name in bans]
    lineage = _lineage(bars, reach, session=session) if reach is not None else []
    near = [
        one
        for one, bar in zip(bans, bars, strict=True)
        if reach is None or touches(bar.reach, reach, lineage)
    ]
    known, barred = Barred(identity_of_ban(ban) for ban, _, _ in near), dict[int, str]()
    by = select(Provider.id, Provider.credit_code, Provider.representative_id_hash, Provider.controller)
    for key, *told in session.exec(by).all() if near else ():
        own = Identity(*told)
        if (at := known.first(own)) is not None and key is not None:
            ban, number, name = near[at]
            barred[key] = _bar(ban, number, name, tie(identity_of_ban(ban), own)).sentence
    return barred


def require_not_barred(
    provider: Provider,
    on: date,
    purpose: Purpose,
    *,
    session: Session,
    also_on: date | None = None,
    reach: Reach | None = None,
) -> list[BanOverride]:
    """`Refused` while a ban is in force on one of the days, unless a leader has let the provider through.

    also_on: a second day that counts, such as the first day of a contract; reach: where the act takes place and
    for which service. Returns the overrides that this act has used up, so that the caller can note on them what
    they were used for.
    """
    days = [on] if also_on is None else [on, also_on]
    wide = reach or Reach()
    bars = {
        bar.ban_id: bar
        for day in days
        for bar in bars_on(provider, day, session=session, purpose=purpose, reach=wide)
    }
    used: list[BanOverride] = []
    for bar in bars.values():
        override = _unused(bar.ban_id, provider.key, purpose, session=session)
        if override is None:
            raise Refused(_refusal(provider, bar, purpose))
        override.used_at = clock.now()
        session.add(override)
        used.append(override)
    return used


def _refusal(provider: Provider, bar: Bar, purpose: Purpose) -> str:
    again = f"，{chinese_date(bar.end + timedelta(days=1))}起方可办理" if bar.end else ""
    return (
        f"“{provider.name}”在{bar.word}期内，不能{PURPOSE_NAMES[purpose]}：{bar.sentence}{again}。"
        "确有特殊情况的，由领导说明理由后特批。"
    )


def _unused(ban_id: int, provider_id: int, purpose: Purpose, *, session: Session) -> BanOverride | None:
    return session.exec(
        select(BanOverride)
        .where(
            BanOverride.ban_id == ban_id,
            BanOverride.provider_id == provider_id,
            BanOverride.purpose == purpose.value,
            col(BanOverride.used_at).is_(None),
        )
        .with_for_update()
    ).first()


def identity_of(provider: Provider) -> Identity:
    """By what the provider is known again."""
    return Identity(provider.credit_code, provider.representative_id_hash, provider.controller)


def identity_of_ban(ban: Ban) -> Identity:
    """By what the barred provider was known when it was barred."""
    return Identity(ban.credit_code, ban.representative_id_hash, ban.controller)


def _bar(ban: Ban, number: str, name: str, because: str) -> Bar:
    return Bar(
        ban.key, ban.provider_id, name, because, ban.rule, ban.clause, ban.decision_id, number,
        ban.scope, ban.start, ban.end, ban.permanent, ban.kind, tuple(ban.purposes), reach_of(ban),
    )  # fmt: skip


def reach_of(row: Ban | Contract | VendorPool) -> Reach:
    """Where something holds or takes place, and for which service."""
    return Reach(frozenset(row.area), row.service)
