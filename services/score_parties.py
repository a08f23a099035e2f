"""Whom a scoring sheet is about: everybody, those in somebody's sight, and of which kind they are."""

from typing import Any

from sqlmodel import Session, col, select

from domain.library.models.scoring import Sheet
from domain.permissions import Action
from domain.several_kinds import is_several, kinds_in
from models.provider import Provider
from models.subject import Subject
from services.actor import Actor
from services.regimes import Regime
from services.score_facts import side_of
from services.sides import Side
from services.subjects import kind_name
from services.visibility import within

_READING = {Side.PROVIDER: Action.VERDICT_READ, Side.SUBJECT: Action.TARGET_READ}


def reading(sheet: Sheet) -> Action:
    """The right by which results of a sheet are read: that of the verdicts on the same parties."""
    return _READING[side_of(sheet)]


def parties_of(regime: Regime, sheet: Sheet, *, session: Session) -> dict[int, str]:
    """Everybody whom a sheet is about."""
    return {key or 0: name for key, name in session.exec(_asked(regime, sheet)).all()}


def parties_in_sight(actor: Actor, regime: Regime, sheet: Sheet, *, session: Session) -> set[int]:
    """Those of them in the actor's scope."""
    unit = Provider.unit_id if side_of(sheet) is Side.PROVIDER else Subject.unit_id
    found = _asked(regime, sheet).where(within(actor, reading(sheet), col(unit)))
    return {key or 0 for key, _ in session.exec(found).all()}


def _asked(regime: Regime, sheet: Sheet) -> Any:
    if side_of(sheet) is Side.PROVIDER:
        return select(Provider.id, Provider.name).where(
            Provider.regime_id == regime.row.key, col(Provider.active)
        )
    return select(Subject.id, Subject.name).where(
        Subject.regime_id == regime.row.key, col(Subject.kind).in_(kinds_in(sheet.of)), col(Subject.active)
    )


def kinds_of_parties(regime: Regime, sheet: Sheet, *, session: Session) -> dict[int, str]:
    """What each is called by its kind, those of a kind together; empty where the sheet is on one kind."""
    if not is_several(sheet.of):
        return {}
    found = session.exec(_asked(regime, sheet).with_only_columns(Subject.id, Subject.kind)).all()
    return {
        key or 0: kind_name(regime.scheme, kind)
        for kind in kinds_in(sheet.of)
        for key, own in found
        if own == kind
    }
