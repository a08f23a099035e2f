"""What stands in the way of a settlement, and which deductions it has to take."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from domain.bans import Reach
from domain.decisions import UNDECIDED, DecisionState, Track
from domain.payments import unpaid_words
from domain.permissions import Action
from domain.settlements import Deduction, Obstacle
from models.decision import Decision, Verdict
from models.finding import Finding
from models.provider import Provider
from models.settlement import Settlement
from services.actor import Actor
from services.decision_access import is_party, visible_decisions
from services.decision_judging import decision_changed
from services.enforcement import Purpose, bars_on
from services.findings_conditions import overdue
from services.payments import outstanding
from services.provider_access import bump

_MONEY = frozenset({"deduct", "withhold", "recover"})
_UNSERVED = UNDECIDED | {DecisionState.APPROVED}


def obstacles_of(provider: Provider, reach: Reach, day: date, *, session: Session) -> list[Obstacle]:
    """Overdue rectifications, decisions not served, orders not obeyed, bans on the contract's place and service.

    Four statements.
    """
    return [
        *_overdue(provider, day, session=session),
        *_decisions(provider, day, session=session),
        *(
            Obstacle("ban", bar.sentence, "ban", bar.ban_id)
            for bar in bars_on(provider, day, session=session, purpose=Purpose.SETTLEMENT, reach=reach)
        ),
    ]


def _overdue(provider: Provider, day: date, *, session: Session) -> list[Obstacle]:
    found = session.exec(
        select(Finding).where(
            Finding.provider_id == provider.key,
            overdue(day),
            col(Finding.transferred).is_(False),
        )
    ).all()
    return [
        Obstacle("finding", f"问题 {row.number} 整改逾期（{row.due}截止）：{row.title}", "finding", row.key)
        for row in found
    ]


def _decisions(provider: Provider, day: date, *, session: Session) -> list[Obstacle]:
    found = session.exec(select(Decision).where(Decision.provider_id == provider.key)).all()
    return [Obstacle("decision", why, "decision", row.key) for row in found if (why := _in_the_way(row, day))]


def _in_the_way(row: Decision, day: date) -> str:
    """Why a decision has to be dealt with before money is paid; empty when it has not."""
    state = DecisionState(row.state)
    if state is DecisionState.APPROVED:
        return f"处置 {row.number} 已批准，决定书尚未送达"
    if row.nature == "must" and state in _UNSERVED:
        return f"处置 {row.number} 应当办理，尚未作出并送达"
    if state is not DecisionState.IN_FORCE or row.due is None or row.due >= day:
        return ""
    if Track(row.track) is Track.ORDER:
        return f"处置 {row.number} 的整改期限已于{row.due}届满，尚未认定"
    fen = outstanding(row)  # what settlements take is taken by this one
    return f"处置 {row.number} {unpaid_words(fen, row.due, day)}" if fen and not _money(row) else ""


def untold(
    actor: Actor, obstacles: Sequence[Obstacle], gate: Sequence[Mapping[str, object]], *, session: Session
) -> set[tuple[object, object]]:
    """Kind and number of the decisions among them that a party was not told of; one statement, for parties."""
    named = {one.object_id for one in obstacles if one.kind == "decision"}
    named |= {int(str(one["object_id"])) for one in gate if one["kind"] == "decision"}
    if not named or not is_party(actor, Action.SETTLEMENT_READ):
        return set()
    told = session.exec(
        select(Decision.id)
        .join(Provider, col(Provider.id) == col(Decision.provider_id))
        .where(col(Decision.id).in_(named), visible_decisions(actor, with_verdicts=False))
    ).all()
    return {("decision", key) for key in named.difference(one or 0 for one in told)}


def deductions_of(provider_id: int, *, session: Session) -> list[Deduction]:
    """Deductions in force that no settlement has taken, oldest first."""
    found = session.exec(
        select(Decision)
        .where(
            Decision.provider_id == provider_id,
            col(Decision.state).in_([DecisionState.IN_FORCE.value, DecisionState.FULFILLED.value]),
            col(Decision.settled_in).is_(None),
            col(Decision.paid_on).is_(None),
            col(Decision.amount_fen).is_not(None),
        )
        .order_by(col(Decision.in_force_on), col(Decision.id))
        .with_for_update()
    ).all()
    return [Deduction(row.key, row.number, row.clause, fen) for row in found if (fen := _money(row)) > 0]


def take_deductions(
    taken: Iterable[Deduction], by: Settlement, provider: Provider, *, session: Session
) -> None:
    """Note on each decision which settlement took its money, and judge by that where the scheme reads decisions."""
    for one in taken:
        row = session.get_one(Decision, one.decision_id)
        bump(row, {"settled_in": by.key}, session=session)
        regime_id = session.get_one(Verdict, row.verdict_id).regime_id
        decision_changed(provider, regime_id, row.number, None, session=session)


def release_deductions(by: Settlement, provider: Provider, *, session: Session) -> list[str]:
    """Have what a settlement took owed again; the numbers of the decisions."""
    rows = session.exec(select(Decision).where(Decision.settled_in == by.key).with_for_update()).all()
    for row in rows:
        bump(row, {"settled_in": None}, session=session)
        regime_id = session.get_one(Verdict, row.verdict_id).regime_id
        decision_changed(provider, regime_id, row.number, None, session=session)
    return [row.number for row in rows]


def _money(row: Decision) -> int:
    deeds = row.measure.get("deeds")
    many = deeds if isinstance(deeds, list) else []
    return max(0, sum(deed["amount_fen"] or 0 for deed in many if deed["do"] in _MONEY) - row.paid_fen)
