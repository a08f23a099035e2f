"""The first step where nothing has begun: who may take it gets the button, the others read whom to wait for."""

from typing import NoReturn

import streamlit as st

from domain.permissions import Action, ruling
from services.actor import Actor
from ui.page import empty


def no_campaign(actor: Actor, what: str = "这里显示专项行动", why: str = "") -> NoReturn:
    """There is no campaign in sight; the page ends here."""
    if ruling(actor.role, Action.CAMPAIGN_EDIT).allowed:
        first = "先选一个方案，新建专项行动。"
        empty(what, why or "还没有专项行动。", first, stem="campaign_new", label="新建专项行动")
    else:
        empty(what, why or "还没有与您的单位有关的专项行动。", "专项办创建专项行动后会出现在这里。")
    st.stop()


def no_regime(actor: Actor, what: str = "这里按监管方案登记", why: str = "还没有启用监管方案。") -> NoReturn:
    """No regime applies; the page ends here."""
    if ruling(actor.role, Action.REGIME_EDIT).allowed:
        first = "先从制度库中选一个方案启用，再指定适用的单位。"
        empty(what, why, first, stem="regimes", label="打开监管方案")
    else:
        empty(what, why, "专项办启用监管方案后可以登记。")
    st.stop()


def nothing_to_do(actor: Actor, *, begun: bool) -> NoReturn:
    """An empty list of tasks; begun: whether there is a campaign, or units for an administrator."""
    what = "现在没有需要您办理的事项"
    if begun:
        first = "可以到“日历”查看近期的时间节点。"
        empty(what, "有新的任务时会按期限排在这里。", first, stem="agenda", label="打开日历")
    elif ruling(actor.role, Action.UNIT_EDIT).allowed:
        why = "系统里还没有镇街、村居和其他单位。"
        empty(what, why, "先建立单位，再为各单位建立账号。", stem="units", label="建立单位")
    else:
        no_campaign(actor, what)
    st.stop()
