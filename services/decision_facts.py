"""The decisions in force, as the records that the regime under which they were made reads."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlmodel import Session, col, select

from domain.decisions import DecisionState
from domain.library.models import decided
from domain.library.models.facts import Fact
from domain.several_kinds import includes
from domain.thresholds.facts import FieldValue, Row
from models.decision import Decision, Verdict
from models.settlement import Settlement
from services import clock
from services.regimes import Regime
from services.sides import Side
from services.verdict_sources import FROM_DECISIONS

_HOLDS = (DecisionState.IN_FORCE, DecisionState.FULFILLED, DecisionState.UNFULFILLED)


def reads_decisions(regime: Regime) -> bool:
    """Whether the scheme judges by what was decided."""
    return any(fact.of_decisions for fact in regime.scheme.facts.values())


def decided_rows(regime: Regime, side: Side, kinds: Mapping[int, str], *, session: Session) -> list[Row]:
    """What is in force of these parties, by the number of each and its kind; no statement where nobody asks."""
    asked = {key: fact for key, fact in regime.scheme.facts.items() if fact.of_decisions}
    asked = {
        key: fact for key, fact in asked.items() if any(includes(fact.of, one) for one in kinds.values())
    }
    if not asked or not kinds:
        return []
    party = side.of(Verdict)
    found = (
        select(Decision, party, Settlement.decided_at)
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .outerjoin(Settlement, col(Settlement.id) == col(Decision.settled_in))
        .where(
            Verdict.regime_id == regime.row.key, party.in_(kinds),
            col(Decision.state).in_([state.value for state in _HOLDS]), col(Decision.in_force_on).is_not(None),
        )
        .order_by(col(Decision.in_force_on), col(Decision.id))
    )  # fmt: skip
    return [
        Row(key, str(whose), day, fields=fields, id=f"{FROM_DECISIONS}{row.key}")
        for row, whose, settled in session.exec(found).all()
        for key in _of_kind(asked, kinds[whose])
        for day, fields in _deeds(row, settled)
    ]


def _of_kind(asked: Mapping[str, Fact], kind: str) -> Collection[str]:
    return [key for key, fact in asked.items() if includes(fact.of, kind)]


def _deeds(row: Decision, settled: datetime | None) -> Iterator[tuple[date, dict[str, FieldValue]]]:
    """Each thing that the decision does."""
    if row.in_force_on is None:
        return
    state, fulfilled = DecisionState(row.state), _fulfilled(row, settled)
    deeds: list[Mapping[str, Any]] = list(row.measure.get("deeds", []))  # type: ignore[call-overload]  # JSON as stored
    for deed in deeds:
        fen = deed.get("amount_fen")
        yield (
            row.in_force_on,
            {
                decided.NUMBER: row.number,
                decided.RULE: row.rule,
                decided.ACT: decided.act_name(str(deed["do"])),
                decided.TITLE: str(deed["title"]),
                decided.AMOUNT: None if fen is None else Fraction(int(fen), 100),
                decided.ENDS: row.ends_on,
                decided.DUE: row.due,
                decided.FULFILLED: fulfilled,
                decided.FAILED: state is DecisionState.UNFULFILLED,
            },
        )


def _fulfilled(row: Decision, settled: datetime | None) -> date | None:
    """The day on which the money was paid or a settlement took it, whenever that was entered, else of the finding."""
    if row.paid_on is None and settled is not None:
        return clock.local(settled).date()
    if row.paid_on is not None:
        return row.paid_on
    return row.closed_on if DecisionState(row.state) is DecisionState.FULFILLED else None
