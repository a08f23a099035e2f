"""评优推荐: whom rules recommend for awards, and who is barred from them, each with clause and figures."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from services.regimes import regime_of
from services.use_case import INJECTED, query
from services.visibility import within

RECOMMEND, BAR = "recommend", "bar_award"


@dataclass(frozen=True, slots=True)
class Standing:
    """One party for awards: recommended or barred, by which rule, on whom it falls, what was decided."""

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


@query(Action.VERDICT_READ)
def award_standing(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> list[Standing]:
    """Barred ones first. A party that is barred is not recommended: neither by a rule against awards in the same
    year nor while a ban or suspension is in force. Three statements.
    """
    scheme = regime_of(regime_id, session=session).scheme
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
    rows = [_standing(*one, bars=rules[BAR]) for one in found]
    banned = barred_ids(clock.today(), session=session)
    return sorted((_settled(row, rows, banned) for row in rows), key=lambda row: not row.barred)


def _rules_with(scheme: Scheme, act: str) -> frozenset[str]:
    """Rules from which an act may follow."""
    return frozenset(
        scheme.rules[int(visit.path[1])].id
        for visit in visits(scheme)
        if isinstance(visit.node, Deed) and visit.node.do == act and visit.path[0] == "rules"
    )


def _standing(
    row: Verdict, provider: str | None, subject: str | None, case: Decision | None, *, bars: frozenset[str]
) -> Standing:
    deeds: Sequence[Any] = [one for one in row.consequences if one["do"] == BAR]
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
    return Standing(
        row.verdict_id, row.party, row.provider_id, row.subject_id, True, "", row.rule, row.clause, row.period,
        f"达到推荐条件（{row.why}），但{reason}", row.decision_id, row.decision,
    )  # fmt: skip


def _same_party(one: Standing, other: Standing) -> bool:
    same = (one.provider_id, one.subject_id) == (other.provider_id, other.subject_id)
    return same and one.period[:4] == other.period[:4]
