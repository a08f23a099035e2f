"""Whether a contract may be renewed, for how long, and what proves it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from domain.library.models.consequences import Deed
from domain.library.models.dates import CountedTerm
from domain.library.models.lengths import ReckonedTerm
from domain.library.models.scheme import Scheme
from domain.library.scopes import visits
from domain.periods import corresponding_day
from domain.permissions import Action
from domain.thresholds.verdicts import Outcome
from models.decision import Verdict
from models.provider import Provider
from services.actor import Actor
from services.deeds import find_deed
from services.own_years import years_of_party
from services.provider_access import find_provider
from services.regimes import regime_of
from services.sides import Side
from services.use_case import INJECTED, query

RENEW = "renew"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """For how many years a provider may be renewed by its latest year figures; `why` is the arithmetic."""

    years: int
    why: str
    rule: str = ""
    clause: str = ""
    period: str = ""
    verdict_id: int = 0

    def last_day(self, start: date) -> date:
        """The last day that a renewed contract may have."""
        return corresponding_day(start, 12 * self.years) - timedelta(days=1)


@query(Action.CONTRACT_READ)
def renewal_eligibility(
    actor: Actor, provider_id: int, on: date, *, session: Session = INJECTED
) -> Eligibility | None:
    """Eligibility on a day; None when the regime says nothing about renewal."""
    provider = find_provider(actor, provider_id, Action.CONTRACT_READ, session=session)
    return eligibility_of(provider, on, session=session)


def eligibility_of(provider: Provider, on: date, *, session: Session) -> Eligibility | None:
    """The most generous renewal rule that the year's figures meet; None without a rule (or a regime)."""
    if provider.regime_id is None:
        return None
    regime = regime_of(provider.regime_id, session=session)
    scheme, years = regime.scheme, years_of_party(regime, Side.PROVIDER, provider.key, session=session)
    rules = _rules_with(scheme, RENEW)
    if not rules:
        return None
    found = _latest(provider, rules, years.begun(on, "year"), session=session)
    if not found:
        return Eligibility(0, "没有全年测评结果，待核")
    met = [_eligible(scheme, row) for row in found if row.outcome == Outcome.TRIGGERED.value]
    best = max((one for one in met if one is not None), key=lambda one: one.years, default=None)
    if best is not None:
        return best
    first = found[0]
    return Eligibility(0, f"{first.period} {first.arithmetic}", first.rule, first.clause, first.period)


def _rules_with(scheme: Scheme, act: str) -> frozenset[str]:
    """Rules from which an act may follow."""
    return frozenset(
        scheme.rules[int(visit.path[1])].id
        for visit in visits(scheme)
        if isinstance(visit.node, Deed) and visit.node.do == act and visit.path[0] == "rules"
    )


def _latest(provider: Provider, rules: frozenset[str], year: int, *, session: Session) -> list[Verdict]:
    """Current verdicts of the latest year that has one, not after this one."""
    found = session.exec(
        select(Verdict)
        .where(
            Verdict.provider_id == provider.key, col(Verdict.superseded).is_(False),
            col(Verdict.rule).in_(rules), col(Verdict.period) <= str(year),
            col(Verdict.outcome) != Outcome.PENDING_DATA.value,
        )
        .order_by(col(Verdict.period).desc(), col(Verdict.rule))
    ).all()  # fmt: skip
    return [row for row in found if row.period == found[0].period]


def _eligible(scheme: Scheme, row: Verdict) -> Eligibility | None:
    for one in row.consequences:
        if one["do"] != RENEW:
            continue
        years = _years(find_deed(scheme, row.rule, row.tier, RENEW, str(one.get("text", ""))), one)
        return Eligibility(years, f"{row.period} {row.arithmetic}", row.rule, row.clause, row.period, row.key)
    return None


def _years(deed: Deed | None, stored: Any) -> int:
    lasts = deed.lasts if deed is not None else None
    if isinstance(lasts, ReckonedTerm):
        if not stored.get("lasts_count"):
            return 0  # what says for how long is not known yet
        lasts = lasts.of(int(stored["lasts_count"]))
    if isinstance(lasts, CountedTerm) and isinstance(lasts.count, int):
        return lasts.count if lasts.unit == "year" else max(1, lasts.count // 12)
    return 1 if stored else 0
