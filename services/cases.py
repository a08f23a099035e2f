"""Cases: a verdict with something to decide opens one by itself; what a person does with it comes later.

A must cannot be ignored (it stays on the to-do lists and escalates); a may waits for a person and lapses.
A case that nobody has touched follows its verdict when figures are corrected; all others stay as they are
and are shown as resting on a superseded verdict.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlmodel import Session, col

from domain.decisions import DecisionState, Track
from domain.errors import Invalid
from models.decision import Decision, DecisionCount, Verdict
from services.audit import Change, record_all
from services.calendars import work_calendar
from services.regimes import Regime
from services.sides import Side
from services.verdict_rows import Key

OBJECT = "decision"
TO_DECIDE = (Track.SANCTION.value, Track.ORDER.value)  # verdicts that call for a person


@dataclass(frozen=True, slots=True)
class _Case:
    """A decision with the place of the verdict that it rests on."""

    id: int
    key: Key
    number: str
    state: DecisionState
    verdict_id: int
    stale: bool


def follow(side: Side, regime: Regime, ids: Collection[int], today: date, *, session: Session) -> None:
    """Open, move and drop cases after verdicts have changed. A fixed number of statements."""
    standing = _standing(side, ids, session=session)
    cases = _cases(side, ids, session=session)
    waiting = [case for case in cases if case.stale and case.state is DecisionState.OPEN]
    _relink([case for case in waiting if case.key in standing], standing, session=session)
    _drop([case for case in waiting if case.key not in standing], today, session=session)
    known = {case.key for case in cases if case.state is not DecisionState.DROPPED}
    _open(regime, [row for key, row in standing.items() if key not in known], today, session=session)


def _standing(side: Side, ids: Collection[int], *, session: Session) -> dict[Key, Any]:
    """Current verdicts of these parties from which something to decide follows, by place."""
    columns = (
        col(Verdict.id), col(Verdict.provider_id), col(Verdict.subject_id), col(Verdict.rule),
        col(Verdict.place), col(Verdict.clause), col(Verdict.nature), col(Verdict.track), col(Verdict.title),
        col(Verdict.period),
    )  # fmt: skip
    found = select(*columns).where(
        side.of(Verdict).in_(ids), col(Verdict.superseded).is_(False),
        col(Verdict.track).in_(TO_DECIDE), col(Verdict.standing) == "main",
    )  # fmt: skip
    return {(getattr(row, side.column), row.rule, row.place): row for row in session.execute(found)}


def _cases(side: Side, ids: Collection[int], *, session: Session) -> list[_Case]:
    columns = (
        col(Decision.id), col(Decision.number), col(Decision.state), col(Decision.verdict_id),
        side.of(Verdict).label("party"), col(Verdict.rule), col(Verdict.place), col(Verdict.superseded),
    )  # fmt: skip
    found = (
        select(*columns)
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .where(side.of(Verdict).in_(ids))
    )
    return [
        _Case(row.id, (row.party, row.rule, row.place), row.number, DecisionState(row.state),
              row.verdict_id, row.superseded)
        for row in session.execute(found)
    ]  # fmt: skip


def _relink(cases: Iterable[_Case], standing: Mapping[Key, Any], *, session: Session) -> None:
    moved = [(case, standing[case.key]) for case in cases]
    if not moved:
        return
    marks = [{"id": case.id, "verdict_id": row.id, "nature": row.nature} for case, row in moved]
    session.execute(update(Decision), marks)
    record_all(
        None,
        "decision.follow",
        [
            Change(
                OBJECT, case.id, f"处置 {case.number} 依据的判定已重新计算",
                {"verdict_id": case.verdict_id}, {"verdict_id": row.id},
            )
            for case, row in moved
        ],
        session=session,
    )  # fmt: skip


def _drop(cases: Sequence[_Case], today: date, *, session: Session) -> None:
    """Nobody has touched these, and their verdicts no longer stand."""
    if not cases:
        return
    why = "重新计算后不再触发，自动终止办理"
    values = {"state": DecisionState.DROPPED.value, "closed_on": today, "closing_reason": why}
    session.execute(update(Decision), [{"id": case.id, **values} for case in cases])
    changes = [
        Change(
            OBJECT,
            case.id,
            f"处置 {case.number} {why}",
            {"state": case.state},
            {"state": values["state"]},
            why,
        )
        for case in cases
    ]
    record_all(None, "decision.drop", changes, session=session)


def _open(regime: Regime, rows: Sequence[Any], today: date, *, session: Session) -> None:
    if not rows:
        return
    numbers = _numbers(today.year, len(rows), session=session)
    lapses_on = regime.procedure.lapse.after(today, work_calendar(session=session)).due
    values = [
        {
            "version": 1, "number": number, "verdict_id": row.id, "provider_id": row.provider_id,
            "rule": row.rule, "clause": row.clause, "nature": row.nature,
            "track": row.track, "state": DecisionState.OPEN.value,
            "opened_on": today, "lapses_on": lapses_on if row.nature == "may" else None,
        }
        for row, number in zip(rows, numbers, strict=True)
    ]  # fmt: skip
    ids = _insert(values, session=session)
    changes = [
        Change(OBJECT, decision_id, _opened(row, number), {}, {"rule": row.rule, "nature": row.nature})
        for decision_id, row, number in zip(ids, rows, numbers, strict=True)
    ]
    record_all(None, "decision.open", changes, session=session)


def _insert(values: Sequence[Mapping[str, Any]], *, session: Session) -> list[int]:
    """Store new cases in one go; their ids, in order."""
    session.flush()
    last = session.execute(select(func.max(col(Decision.id)))).scalar_one() or 0
    session.connection().execute(insert(Decision), [dict(one) for one in values])
    found = select(col(Decision.number), col(Decision.id)).where(col(Decision.id) > last)
    known = {row.number: row.id for row in session.execute(found)}
    return [known[one["number"]] for one in values]


def lighter(verdict: Verdict, verdict_id: int, *, session: Session) -> Verdict:
    """The verdict of a lighter rule of the same group, for the same figures; `Invalid` for any other."""
    found = session.get(Verdict, verdict_id)
    if found is None or found.id not in {row.id for row in alternatives_of(verdict, session=session)}:
        raise Invalid({"instead": "请选择同一判定下较轻的处理"})
    return found


def alternatives_of(verdict: Verdict, *, session: Session) -> list[Verdict]:
    """Verdicts that stand back behind this one."""
    found = select(Verdict).where(
        col(Verdict.provider_id).is_not_distinct_from(verdict.provider_id),
        col(Verdict.subject_id).is_not_distinct_from(verdict.subject_id),
        col(Verdict.period) == verdict.period, col(Verdict.place) == verdict.place, col(Verdict.superseded).is_(False),
        col(Verdict.standing) == "alternative",
    )  # fmt: skip
    rows = session.execute(found.order_by(col(Verdict.rule))).scalars()
    return [row for row in rows if row.inputs.get("gives_way_to") == verdict.rule]


def open_for(regime: Regime, verdict: Verdict, today: date, *, session: Session) -> None:
    """Open a case on a verdict that a person chose."""
    _open(regime, [verdict], today, session=session)


def _opened(row: Any, number: str) -> str:
    word = "应当处置，已立项" if row.nature == "must" else "有权处置，等待提出意见"
    return f"处置 {number}：依照 {row.rule}（{row.clause}）{word}"


def _numbers(year: int, count: int, *, session: Session) -> list[str]:
    """The next numbers of a year, without gaps that a race could make."""
    taken = session.execute(
        update(DecisionCount)
        .where(col(DecisionCount.year) == year)
        .values(last=DecisionCount.last + count)
        .returning(col(DecisionCount.last))
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if taken is None:
        session.add(DecisionCount(year=year, last=count))
        session.flush()
        taken = count
    return [f"CZ{year}-{number:04d}" for number in range(taken - count + 1, taken + 1)]
