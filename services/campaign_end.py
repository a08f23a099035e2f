"""The end of a campaign, and the way back: what stays open is told before, and nothing is lost."""

from sqlmodel import Session, col, func, select

from domain.permissions import Action
from domain.workflow import ENDED, STATE_NAMES, State
from models.finding import Finding
from services import clock
from services.actor import Actor
from services.campaign_settings import hold_campaign, save_campaign
from services.named_units import name_units
from services.use_case import INJECTED, command, query


@command(Action.CAMPAIGN_EDIT)
def end_campaign(
    actor: Actor, campaign_id: int, reason: str, version: int, *, session: Session = INJECTED
) -> None:
    """End the campaign; from then on its records are read only."""
    row = hold_campaign(campaign_id, reason, version, session)
    row.state, row.closed_at = "closed", clock.now()
    save_campaign(actor, row, "结束专项行动", {"state": "running"}, {"state": "closed"}, reason, session)


@command(Action.CAMPAIGN_EDIT)
def reopen_campaign(
    actor: Actor, campaign_id: int, reason: str, version: int, *, session: Session = INJECTED
) -> None:
    """Go on with a campaign that was ended too early, or in which a problem has come back."""
    row = hold_campaign(campaign_id, reason, version, session, state="closed")
    row.state, row.closed_at = "running", None
    name_units(row, session=session)  # units may have got other names meanwhile
    save_campaign(actor, row, "恢复专项行动", {"state": "closed"}, {"state": "running"}, reason, session)


@query(Action.CAMPAIGN_EDIT)
def still_open(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> dict[str, int]:
    """What would stay behind if the campaign ended now: state of findings → how many."""
    counted = (
        select(Finding.state, func.count())
        .where(Finding.campaign_id == campaign_id, col(Finding.state).not_in(sorted(ENDED)))
        .group_by(col(Finding.state))
    )
    found = dict(session.exec(counted).all())
    return {STATE_NAMES[state]: found[state.value] for state in State if state.value in found}
