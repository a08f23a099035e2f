"""Judging anew when a problem in the ledger changes, where the scheme judges by its problems."""

from collections.abc import Iterable
from functools import partial

from sqlmodel import Session, col, or_, select

from models.campaign import Campaign
from models.finding import Finding
from models.provider import Provider
from models.subject import Subject
from services.ledger_facts import READ, reads_ledger
from services.libraries import library_of
from services.nature_raises import natures_changed
from services.regimes import regimes_in_use
from services.subject_verdicts import refresh_subjects
from services.use_case import later
from services.verdicts import refresh_providers

_TOUCHED = "ledger "  # with the scheme behind it, where a session keeps whose problems changed


def ledger_changed(
    campaign: Campaign, rows: Iterable[Finding], *, names: Iterable[str] | None = None, session: Session
) -> None:
    """Have the parties of these problems judged at the end of the command; no statement where nobody asks.

    names: what changed of them; with None anything.
    """
    names, rows = None if names is None else set(names), list(rows)
    natures_changed(campaign, rows, names, session=session)
    if names is not None and READ.isdisjoint(names):
        return
    library = library_of(campaign, session=session)
    if not reads_ledger(library.scheme):
        return
    name = _TOUCHED + library.id
    touched: set[tuple[int | None, int, int | None]] = session.info.setdefault(name, set())
    touched |= {(row.provider_id, row.unit_id, row.lead_unit_id) for row in rows}
    later(session, name, partial(_judge, library.id))


def _judge(scheme: str, session: Session) -> None:
    touched = session.info.pop(_TOUCHED + scheme, set())
    session.flush()
    providers = {provider for provider, _, _ in touched if provider is not None}
    units = {unit for _, *units in touched for unit in units if unit is not None}
    for regime in regimes_in_use(session=session):
        if regime.library.id != scheme or not reads_ledger(regime.scheme):
            continue
        why = "问题台账有变化"
        theirs = select(Provider.id).where(
            Provider.regime_id == regime.row.key,
            or_(col(Provider.id).in_(providers), col(Provider.unit_id).in_(units)),
        )
        refresh_providers([key for key in session.exec(theirs).all() if key], why, session=session)
        judged = select(Subject.id).where(Subject.regime_id == regime.row.key, col(Subject.active))
        if session.exec(judged).first() is not None:
            refresh_subjects(regime.row.key, why, session=session)
