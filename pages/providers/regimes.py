"""监管方案: which scheme is at work on which providers, with which settings and terms?"""

from functools import partial

import streamlit as st

from domain.permissions import Action
from services.provider_names import name_providers
from services.regimes import RegimeView, assign_regime, end_regime, list_regimes
from ui.badges import Badge, show_badges
from ui.forms import Form
from ui.guard import guard
from ui.links import open_page, page_link
from ui.page import empty, facts, page_head, section
from ui.reasoned import reasoned
from ui.wording import day_text


def show(regime: RegimeView) -> None:
    """One regime: what it pins, and whom it judges."""
    section(regime.name, f"{regime.providers}家单位适用")
    show_badges(Badge("已停用", "×", "ended") if regime.ended_on else Badge("启用中", "●", "good"))
    terms = regime.procedure
    facts(
        {
            "制度": f"{regime.scheme}（版本 {regime.library_version}）",
            "启用": day_text(regime.started_on),
            "停用": day_text(regime.ended_on),
            "陈述申辩期限": f"{terms.statement.period.text}（{terms.statement.source}）",
            "权利消灭": f"{terms.lapse.period.text}（{terms.lapse.source}）",
        }
    )
    with st.expander("适用的口径"):
        facts(dict(regime.readings))
    if regime.ended_on is None:
        page_link("换用方案的其他版本", "regime_rebase", id=regime.id)
        assign(regime)
        end(regime)


def assign(regime: RegimeView) -> None:
    """Put providers under the regime."""
    with st.expander("指定适用单位"):
        names = {
            str(row.id): f"{row.name}（现为：{row.regime or '无'}）"
            for row in providers
            if row.regime != regime.name
        }
        form = Form(f"assign-{regime.id}")
        chosen = form.choices("providers", "服务单位", names, required=True)
        reason = form.reason("依据（合同、招标文件等）")
        if form.submit("指定") and form.filled(providers="请选择服务单位"):
            with form.told():
                count = assign_regime(actor, regime.id, [int(one) for one in chosen], reason)
                form.done(f"已指定 {count} 家单位适用“{regime.name}”。")
                st.rerun()


def end(regime: RegimeView) -> None:
    """Stop the regime."""
    act = partial(end_regime, actor, regime.id)
    said = "已停用；已有的判定和处置保留。"
    reasoned(
        f"end-{regime.id}", regime.version, act, title="停用", label="停用的原因", said=said, danger=True
    )


actor = guard(Action.REGIME_EDIT)
with page_head("监管方案", where=["服务单位"]):
    if st.button("启用监管方案", type="primary", key="new"):
        open_page("regime_new")
regimes = list_regimes(actor)
providers = name_providers(actor)
if not regimes:
    empty("这里列出对服务单位适用的监管方案", "还没有启用。", "从制度库中选择一个方案，确定口径后启用。")
for one in regimes:
    show(one)
