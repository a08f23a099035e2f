"""Once a day over all cases: what must be decided and nobody has begun escalates, a right about to lapse warns.

Each is told once: in the case's own story and to the units of those who can act.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.calendar import WorkCalendar
from domain.decisions import UNDECIDED, DecisionState
from domain.permissions import Role
from domain.procedure import Procedure, procedure_of
from models.account import Account
from models.decision import Decision, Verdict
from models.document import Notice
from models.provider import ProviderRegime
from services import clock
from services.audit import Change, record_all
from services.calendars import work_calendar

OBJECT = "decision"
_NOBODY_BEGAN = frozenset({DecisionState.OPEN, DecisionState.REJECTED})


def watch(*, session: Session) -> int:
    """Escalate and warn; how many cases were told of. A fixed number of statements when nothing is due."""
    calendar, today = work_calendar(session=session), clock.today()
    found = session.exec(
        select(Decision, ProviderRegime.procedure)
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .join(ProviderRegime, col(ProviderRegime.id) == col(Verdict.regime_id))
        .where(
            col(Decision.state).in_([state.value for state in UNDECIDED]),
            col(Decision.watched_on).is_(None),
        )
        .order_by(col(Decision.id))
    ).all()
    due = [
        (row, why) for row, terms in found if (why := _pressing(row, procedure_of(terms), calendar, today))
    ]
    for row, _ in due:
        row.watched_on = today
        session.add(row)
    _tell(due, session=session)
    return len(due)


def _pressing(row: Decision, terms: Procedure, calendar: WorkCalendar, today: date) -> str:
    """Why a case is told of today; empty while its terms run."""
    if row.nature == "must":
        term = terms.must_escalates
        late = DecisionState(row.state) in _NOBODY_BEGAN and today > term.after(row.opened_on, calendar).due
        return (
            f"应当处置而未提出意见，自{row.opened_on}立项已超过{term.period.text}，列入督办" if late else ""
        )
    if row.lapses_on is None or not terms.warns_from(row.lapses_on) <= today <= row.lapses_on:
        return ""
    return f"权利将于{row.lapses_on}消灭，还剩{(row.lapses_on - today).days}天"


def _tell(due: Iterable[tuple[Decision, str]], *, session: Session) -> None:
    changes = [
        Change(OBJECT, row.key, f"处置 {row.number}：{why}", {}, {"watched_on": row.watched_on}, why)
        for row, why in due
    ]
    if not changes:
        return
    record_all(None, "decision.watch", changes, session=session)
    roles = select(Account.unit_id).where(
        col(Account.role).in_([Role.LEADER.value, Role.OFFICE.value]), col(Account.active)
    )
    units = set(session.exec(roles).all())
    session.add_all(_notice(unit, row, why) for row, why in due for unit in sorted(units))


def _notice(unit_id: int, row: Decision, why: str) -> Any:
    return Notice(
        unit_id=unit_id, kind="decision_watch", text=f"处置 {row.number}（{row.rule}）{why}。",
        link=f"/decision?id={row.key}", at=clock.now(),
    )  # fmt: skip
