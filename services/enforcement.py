"""What a ban means: nothing is signed, extended, renewed, drawn, pooled or paid while one is in force.

    require_not_barred(provider, clock.today(), Purpose.CONTRACT, session=session)

The refusal names the rule, the decision and the last day. A leader's override is used up by the act that it
was given for.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from domain.bans import Identity, tie
from domain.errors import Refused
from domain.terms import chinese_date
from models.ban import Ban, BanOverride
from models.decision import Decision
from models.provider import Provider
from services import clock


class Purpose(StrEnum):
    """What a barred provider is kept from."""

    CONTRACT = "contract"
    EXTEND = "extend"
    RENEW = "renew"
    POOL = "pool"
    DRAW = "draw"
    SETTLEMENT = "settlement"


PURPOSE_NAMES = {
    Purpose.CONTRACT: "签订服务合同",
    Purpose.EXTEND: "延长服务合同",
    Purpose.RENEW: "续签服务合同",
    Purpose.POOL: "进入供应商库",
    Purpose.DRAW: "参加抽取",
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

    @property
    def until(self) -> str:
        """The last day in words."""
        if self.end is not None:
            return f"截至{chinese_date(self.end)}（含当日）"
        return "永久" if self.permanent else "制度未写明期限，解除前一直有效"

    @property
    def sentence(self) -> str:
        """Who is barred and by what."""
        whose = "" if self.because == "本单位" else f"（{self.because}，被禁入单位为“{self.barred_name}”）"
        return f"依照 {self.rule}（{self.clause}）和处置决定 {self.decision}，禁入{self.until}{whose}"


def in_force(day: date) -> ColumnElement[bool]:
    """Condition on `Ban`: in force on that day, released and revoked ones left out."""
    return (
        (col(Ban.start) <= day)
        & or_(col(Ban.end).is_(None), col(Ban.end) >= day)
        & or_(col(Ban.released_on).is_(None), col(Ban.released_on) > day)
        & or_(col(Ban.revoked_on).is_(None), col(Ban.revoked_on) > day)
    )


def bars_on(provider: Provider, day: date, *, session: Session) -> list[Bar]:
    """Bans that reach the provider on a day: its own, its representative's, its controller's. One statement."""
    statement = (
        select(Ban, Decision.number, Provider.name)
        .join(Decision, col(Decision.id) == col(Ban.decision_id))
        .join(Provider, col(Provider.id) == col(Ban.provider_id))
        .where(in_force(day))
        .order_by(col(Ban.end).desc())
    )
    own = identity_of(provider)
    found = []
    for ban, number, name in session.exec(statement).all():
        if because := tie(_identity_of_ban(ban), own):
            found.append(_bar(ban, number, name, because))
    return found


def barred_ids(day: date, *, session: Session) -> dict[int, str]:
    """Every provider that is barred on a day, with the sentence; for lists and draws. Two statements."""
    statement = (
        select(Ban, Decision.number, Provider.name)
        .join(Decision, col(Decision.id) == col(Ban.decision_id))
        .join(Provider, col(Provider.id) == col(Ban.provider_id))
        .where(in_force(day))
    )
    bans = session.exec(statement).all()
    if not bans:
        return {}
    barred: dict[int, str] = {}
    for provider in session.exec(select(Provider)).all():
        for ban, number, name in bans:
            if because := tie(_identity_of_ban(ban), identity_of(provider)):
                barred.setdefault(provider.key, _bar(ban, number, name, because).sentence)
    return barred


def require_not_barred(
    provider: Provider, on: date, purpose: Purpose, *, session: Session, also_on: date | None = None
) -> list[BanOverride]:
    """`Refused` while a ban is in force on one of the days, unless a leader has let the provider through.

    also_on: a second day that counts, such as the first day of a contract. Returns the overrides that this
    act has used up, so that the caller can note on them what they were used for.
    """
    days = [on] if also_on is None else [on, also_on]
    bars = {bar.ban_id: bar for day in days for bar in bars_on(provider, day, session=session)}
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
        f"“{provider.name}”在禁入期内，不能{PURPOSE_NAMES[purpose]}：{bar.sentence}{again}。"
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


def _identity_of_ban(ban: Ban) -> Identity:
    return Identity(ban.credit_code, ban.representative_id_hash, ban.controller)


def _bar(ban: Ban, number: str, name: str, because: str) -> Bar:
    return Bar(
        ban.key, ban.provider_id, name, because, ban.rule, ban.clause, ban.decision_id, number,
        ban.scope, ban.start, ban.end, ban.permanent,
    )  # fmt: skip
