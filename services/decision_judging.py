"""Judging a party anew when what was decided of it changed, where the scheme judges by its decisions."""

from functools import partial

from sqlmodel import Session

from domain.decisions import Step
from models.provider import Provider
from models.subject import Subject
from services.decision_facts import reads_decisions
from services.parties import refresh_party
from services.regimes import regime_of
from services.use_case import later

_TELLS = frozenset({Step.ENTER_FORCE, Step.ISSUE, Step.FULFIL, Step.FAIL, Step.REVOKE, Step.REOPEN})


def decision_changed(
    party: Provider | Subject, regime_id: int, number: str, step: Step | None, *, session: Session
) -> None:
    """Have the party judged anew at the end of the command; step: what was done, None where money was paid or taken."""
    if step is not None and step not in _TELLS:
        return
    if reads_decisions(regime_of(regime_id, session=session)):
        key = f"decided {type(party).__name__} {party.key}"
        later(session, key, partial(_judge, party, f"处置 {number} 有变化"))


def _judge(party: Provider | Subject, why: str, session: Session) -> None:
    session.flush()
    refresh_party(party, why, session=session)
