"""Which scoring sheet: of whom, in which period; and getting at both."""

from dataclasses import dataclass

from sqlmodel import Session

from domain.errors import NotFound
from domain.library.models.scoring import Sheet
from domain.permissions import Action
from domain.several_kinds import includes
from models.provider import Provider
from models.subject import Subject
from services.actor import Actor
from services.provider_access import find_provider
from services.regimes import Regime
from services.score_facts import side_of
from services.sides import Side
from services.subjects import find_subject


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Which sheet: of whom, in which period."""

    regime_id: int
    sheet: str
    period: str
    party_id: int


def party_of_sheet(
    actor: Actor, regime: Regime, sheet: Sheet, party_id: int, action: Action, *, session: Session
) -> Provider | Subject:
    """Whom the sheet is about, or `NotFound` / `Refused`."""
    party: Provider | Subject
    if side_of(sheet) is Side.PROVIDER:
        party = find_provider(actor, party_id, action, session=session)
        fits = True
    else:
        party = find_subject(actor, party_id, action, session=session)
        fits = includes(sheet.of, party.kind)
    if not fits or party.regime_id != regime.row.key:
        raise NotFound("这张评分表不评这个单位，可能是链接有误。")
    return party


def sheet_of(regime: Regime, key: str) -> Sheet:
    """A sheet of the regime's scheme, or `NotFound`."""
    found = regime.scheme.scoring.get(key)
    if found is None:
        raise NotFound("监管方案里没有这张评分表，可能已经换了版本。")
    return found
