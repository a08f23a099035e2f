"""Which campaign a page is about: the address says it, else the newest running one."""

import streamlit as st

from services.actor import Actor
from services.campaigns import CAMPAIGN_STATES, CampaignRow, list_campaigns
from ui.badges import Badge, Tone
from ui.links import Param, page_url
from ui.navigation import BY_STEM
from ui.page import page_head
from ui.starting import no_campaign
from ui.state import assign, position, typed
from ui.wording import NONE, progress_percent

_SIGNS: dict[str, tuple[str, Tone]] = {
    "running": ("◑", "active"),
    "closed": ("✓", "good"),
    "archived": ("■", "ended"),
}
PHASE_SIGNS: dict[str, tuple[str, Tone]] = {
    "planned": ("○", "plain"),
    "open": ("◑", "active"),
    "closed": ("✓", "good"),
}


def campaign_badge(state: str) -> Badge:
    """State of a campaign."""
    sign, tone = _SIGNS[state]
    return Badge(CAMPAIGN_STATES[state], sign, tone)


def chosen_campaign(actor: Actor, title: str = "") -> CampaignRow:
    """The campaign of this page, with a choice when there are several; without one the page ends here.

    title: of a page whose own head waits for the campaign's word for 核查.
    """
    known = {row.id: row for row in list_campaigns(actor)}
    if not known:
        if title:
            page_head(title, where=["核查"])
        no_campaign(actor)
    named = st.query_params.get("campaign", "")
    chosen = known.get(int(named)) if named.isdigit() and len(named) < 12 else None
    return _picked(known, chosen or _usual(list(known.values())))


def _usual(rows: list[CampaignRow]) -> CampaignRow:
    return next((row for row in rows if row.state == "running"), rows[0])


def _picked(known: dict[int, CampaignRow], chosen: CampaignRow) -> CampaignRow:
    if len(known) == 1:
        return chosen
    assign("campaign-of-page", chosen.id)
    st.selectbox(
        "专项行动",
        list(known),
        position("campaign-of-page", list(known)),
        format_func=lambda key: known[key].name,
        key="campaign-of-page",
        on_change=_turn,
        width=420,
    )
    return chosen


def _turn() -> None:
    st.query_params["campaign"] = str(typed("campaign-of-page"))


def summary_url(campaign_id: int, **filters: Param) -> str:
    """Address of 自查汇总 with these filters."""
    return page_url("self_summary", campaign=campaign_id, **filters)


def ledger_url(campaign_id: int, **filters: Param) -> str:
    """Address of the ledger with these filters; "" while there is no such page."""
    return page_url("findings", campaign=campaign_id, **filters) if "findings" in BY_STEM else ""


def rate(numerator: int, denominator: int) -> str:
    """A share of a campaign's figures; "—" while there is nothing to divide by."""
    return progress_percent(numerator, denominator) if denominator else NONE
