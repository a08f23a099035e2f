"""查实事项: one proven fact, its evidence, and how it is taken back."""

import streamlit as st

from domain.permissions import Action, ruling
from services.fact_reading import fact_history, read_fact
from services.facts import withdraw_fact
from services.measurement_list import FactRow
from services.measurement_options import fact_specs
from services.providers import read_provider
from ui.badges import Badge
from ui.evidence import show_evidence, upload
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, page_url
from ui.page import Step, facts, page_head, section
from ui.provider_words import told_words
from ui.timeline import show_timeline
from ui.wording import day_text


def take_back(row: FactRow) -> None:
    """It was recorded by mistake: the row stays, the provider is judged anew."""
    with st.expander("撤回"):
        st.caption("登记有误的撤回；原登记保留，依据它作出的判定会重新计算并说明变化。")
        form = Form(f"withdraw-fact-{row.id}", version=row.version)
        reason = form.reason("撤回的原因和依据")
        if form.submit("撤回查实事项", danger=True):
            with form.told():
                receipt = withdraw_fact(actor, row.id, form.version, reason)
                told = [change.sentence for change in receipt.changes]
                form.done(" ".join(["已撤回。", *(told or ["判定没有变化。"])]))
                st.rerun()


actor = guard(Action.VERDICT_READ)
with required():
    row = read_fact(actor, id_param())
    provider = read_provider(actor, row.provider_id)
spec = fact_specs(actor).get(provider.regime_id or 0, {}).get(row.event)
badge = Badge("已撤回", "×", "ended") if row.withdrawn_reason else Badge("已查实", "✓", "good")
where: list[Step] = ["服务单位", ("名录", page_url("providers"))]
where.append((row.provider, page_url("provider", id=row.provider_id)))
page_head(spec.name if spec else row.event, where=where, badges=[badge])
facts(
    {
        "发生日期": day_text(row.happened_on),
        "事实": row.description,
        "登记项": told_words(spec, row.fields, happened=True),
        "证据": row.evidence,
        "认定人": row.proven_by,
        "撤回原因": row.withdrawn_reason,
    }
)
may_record = ruling(actor.role, Action.FACT_RECORD).allowed and not row.withdrawn_reason
if may_record:
    take_back(row)
section("佐证材料")
show_evidence(actor, "fact", row.id, withdrawable=may_record)
if may_record and upload(actor, "fact", row.id, unit_id=actor.unit_id):
    st.rerun()
section("经过")
show_timeline(fact_history(actor, row.id))
