"""That the checklist answers one self-inspection of several, and where the others are handed in."""

from collections.abc import Sequence

import streamlit as st

from domain.permissions import Action, ruling
from services import clock
from services.actor import Actor
from services.self_further import FurtherReport, self_inspections_of
from ui.links import page_link
from ui.plain import plain
from ui.wording import day_text

_NAMED = 4  # the list behind the link has all


def show_further(actor: Actor, campaign_id: int) -> None:
    """One line and a link for each that is named; nothing where the checklist is the only one."""
    found = self_inspections_of(actor, campaign_id)
    if not found.further:
        return
    where = "在“我的报送”里报" if ruling(actor.role, Action.SELF_WRITE).allowed else "在“材料报送”里看"
    with st.container(key=f"further-{campaign_id}", gap="xsmall"):
        st.caption(
            plain(
                f"按检查要点填的是“{found.on_checklist}”这一份。方案另外还要求 {len(found.further)} 份自查，"
                f"不按检查要点填，同其他材料一样{where}："
            )
        )
        with st.container(horizontal=True):
            for one in _next(found.further):
                page_link(_words(one), "campaign_filings", campaign=campaign_id, code=one.code)
            if len(found.further) > _NAMED:
                page_link(f"全部 {len(found.further)} 份", "campaign_filings", campaign=campaign_id)
            if ruling(actor.role, Action.SELF_WRITE).allowed:
                page_link("我的报送", "my_filings")


def _next(further: Sequence[FurtherReport]) -> Sequence[FurtherReport]:
    """Those that come next, and with room left the last ones before them, by their days."""
    over = [one for one in further if one.due is not None and one.due < clock.today()]
    ahead = [one for one in further if one not in over][:_NAMED]
    return [*over[len(over) - min(len(over), _NAMED - len(ahead)) :], *ahead]


def _words(one: FurtherReport) -> str:
    until = f"{day_text(one.due)}截止" if one.due else one.words
    return f"{one.name}，{until}" if until else one.name
