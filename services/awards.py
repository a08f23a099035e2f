"""评优推荐: whom rules recommend for awards, and who is barred from them, each with clause and figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col

from domain.decisions import STATE_NAMES, DecisionState
from domain.library.models.consequences import Deed
from domain.library.models.scheme import Scheme
from domain.library.scopes import visits
from domain.permissions import Action
from domain.thresholds.verdicts import Outcome
from models.decision import Decision, Verdict
from models.provider import Provider
from models.subject import Subject
from services import clock
from services.actor import Actor
from services.enforcement import barred_ids
from services.own_years import years_of_parties
from services.period_order import last_day
from services.regimes import Regime, regime_of
from services.sides import Side
from services.use_case import INJECTED, query
from services.verdict_rows import day_of
from services.visibility import within

RECOMMEND, BAR = "recommend", "bar_award"


@dataclass(frozen=True, slots=True)
class Standing:
    """One party for awards: recommended or barred, by which rule, on whom it falls, what was decided.

    years: of which years (the first and the last) it speaks, as the party counts them; None for one as of today.
    """

    verdict_id: int
    party: str
    provider_id: int
    subject_id: int
    barred: bool
    falls_on: str
    rule: str
    clause: str
    period: str
    why: str
    decision_id: int
    decision: str
    years: tuple[int, int] | None = None


@query(Action.VERDICT_READ)
def award_standing(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> list[Standing]:
    """Barred ones first. A party that is barred is not recommended: neither by a rule against awards in the same
    year nor while a ban or suspension is in force. Three statements.
    """
    regime = regime_of(regime_id, session=session)
    scheme = regime.scheme
    rules = {act: _rules_with(scheme, act) for act in (RECOMMEND, BAR)}
    found = session.execute(
        sql.select(Verdict, col(Provider.name), col(Subject.name), Decision)
        .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
        .outerjoin(Subject, col(Subject.id) == col(Verdict.subject_id))
        .outerjoin(Decision, col(Decision.verdict_id) == col(Verdict.id))
        .where(
            col(Verdict.regime_id) == regime_id, col(Verdict.superseded).is_(False),
            col(Verdict.rule).in_(rules[RECOMMEND] | rules[BAR]),
            col(Verdict.outcome) == Outcome.TRIGGERED.value,
            within(actor, Action.VERDICT_READ, Provider.unit_id, Subject.unit_id),
        )
        .order_by(col(Verdict.period).desc(), col(Verdict.id))
    ).all()  # fmt: skip
    spoken = _years(regime, [one[0] for one in found], session=session)
    rows = [
        replace(_standing(*one, bars=rules[BAR]), years=years)
        for one, years in zip(found, spoken, strict=True)
    ]
    banned = barred_ids(clock.today(), session=session)
    return sorted((_settled(row, rows, banned) for row in rows), key=lambda row: not row.barred)


def _rules_with(scheme: Scheme, act: str) -> frozenset[str]:
    """Rules from which an act may follow."""
    return frozenset(
        scheme.rules[int(visit.path[1])].id
        for visit in visits(scheme)
        if isinstance(visit.node, Deed) and visit.node.do == act and visit.path[0] == "rules"
    )


def _years(regime: Regime, verdicts: Sequence[Verdict], *, session: Session) -> list[tuple[int, int] | None]:
    """The years of which verdicts speak: that of the period or the record, and on until the bar ends."""
    sides = {side: years_of_parties(regime, side, session=session) for side in Side}
    found: list[tuple[int, int] | None] = []
    for row in verdicts:
        side = Side.PROVIDER if row.provider_id is not None else Side.SUBJECT
        years = sides[side].of(row.provider_id or row.subject_id)
        day = last_day(row.period, regime.scheme.grains, years)
        if day is None and (written := day_of(row.place)):
            day = date.fromisoformat(written)
        if day is None:
            found.append(None)
            continue
        ends = [date.fromisoformat(str(one["until"])) for one in _bars(row) if one.get("until")]
        found.append((years.begun(day, "year"), years.begun(max([day, *ends]), "year")))
    return found


def _bars(row: Verdict) -> Sequence[Any]:
    return [one for one in row.consequences if one["do"] == BAR]


def _standing(
    row: Verdict, provider: str | None, subject: str | None, case: Decision | None, *, bars: frozenset[str]
) -> Standing:
    deeds = _bars(row)
    falls_on = str(deeds[0].get("on", "")) if deeds else ""
    decided = f"{case.number}（{STATE_NAMES[DecisionState(case.state)]}）" if case else ""
    return Standing(
        row.key, provider or subject or "", row.provider_id or 0, row.subject_id or 0, row.rule in bars,
        falls_on, row.rule, row.clause, row.period, row.arithmetic, case.key if case else 0, decided,
    )  # fmt: skip


def _settled(row: Standing, rows: Sequence[Standing], banned: dict[int, str]) -> Standing:
    """A recommendation that something stands against is turned into a bar, with what stands against it."""
    if row.barred:
        return row
    against = next((one for one in rows if one.barred and _same_party(one, row)), None)
    why = banned.get(row.provider_id, "") if row.provider_id else ""
    if against is None and not why:
        return row
    reason = f"{against.rule}（{against.clause}）{against.why}" if against else why
    return replace(row, barred=True, falls_on="", why=f"达到推荐条件（{row.why}），但{reason}")


def _same_party(one: Standing, other: Standing) -> bool:
    """Whether a bar is against a recommendation: of the same party, and of its year."""
    same = (one.provider_id, one.subject_id) == (other.provider_id, other.subject_id)
    if one.years is None or other.years is None:
        return same and one.years == other.years
    return same and one.years[0] <= other.years[0] <= one.years[1]
