"""登记查实事项: a behaviour found and proven, a search without a result, an answer to the words of a rule."""

import streamlit as st

from domain.permissions import Action
from services import clock
from services.facts import judge, record_fact
from services.measurement_options import open_questions, recordable_events
from services.provider_names import name_providers
from services.providers import ProviderView, read_provider
from services.units import unit_choices
from ui.absence_form import absence
from ui.fact_fields import field
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, open_page, page_url
from ui.page import Step, page_head, section
from ui.registers import backwards_words
from ui.starting import no_regime


def record(provider: ProviderView) -> None:
    """The fact with its evidence."""
    events = recordable_events(actor, provider.id)
    if not events:
        st.caption("这个监管方案没有需要逐条登记的事项。")
        return
    form = Form(f"fact-{provider.id}", draft_of=actor)
    with form:
        event = form.choice("event", "事项", {key: spec.name for key, spec in events.items()}, required=True)
        if not event:
            return
        day = form.day("happened_on", "发生日期", clock.today(), required=True)
        description = form.area("description", "事实（时间、对象、经过）", required=True, height=110)
        evidence = form.area("evidence", "证据（名称、编号）", required=True, height=80)
        proven_by = form.text("proven_by", "认定人（单位）", required=True, max_chars=100)
        fields = {key: field(form, key, spec) for key, spec in events[event].asked.items()}
        if form.submit("登记查实事项"):
            values = {
                "event": event, "happened_on": day, "description": description, "evidence": evidence,
                "proven_by": proven_by, "fields": {key: one for key, one in fields.items() if one not in ("", None)},
            }  # fmt: skip
            with form.told():
                receipt = record_fact(actor, provider.id, values)
                told = [change.sentence for change in receipt.changes if change.now == "triggered"]
                form.done(" ".join(["已登记。", *told]), backwards_words(receipt.backwards))
                open_page("provider", id=provider.id)


def answer(provider: ProviderView) -> None:
    """Human words of a rule, answered by name."""
    questions = open_questions(actor, provider.id)
    if not questions:
        return
    section("人工判定", "制度用文字而不是数字规定的条件，由具名的人回答")
    form = Form(f"judge-{provider.id}")
    with form:
        question = form.choice("question", "问题", questions, required=True)
        reply = form.choice("answer", "回答", {"1": "是", "0": "否"}, radio=True, required=True)
        left, right = st.columns(2)
        with left:
            period = form.text("period", "统计期（按期判断的填写）", placeholder="例如 2026Q1")
        with right:
            day = form.day("day", "事项日期（按事项判断的填写）")
        unit = form.choice("reporting_unit_id", "填报单位（各填报单位分别判断的选择）", unit_choices(actor))
        reason = form.area("reason", "理由", required=True, height=90)
        evidence = form.text("evidence", "证据", max_chars=2000)
        if form.submit("作出判定") and form.filled(question="请选择问题", answer="请选择是或否"):
            with form.told():
                values = {
                    "question": question, "answer": reply == "1", "period": period, "day": day,
                    "reason": reason, "evidence": evidence, "reporting_unit_id": int(unit) if unit else None,
                }  # fmt: skip
                receipt = judge(actor, provider.id, values)
                form.done(" ".join(["已判定。", *(change.sentence for change in receipt.changes)]))
                open_page("provider", id=provider.id)


actor = guard(Action.FACT_RECORD)
where: list[Step] = ["服务单位", ("名录", page_url("providers"))]
if not id_param("provider"):
    page_head("登记查实事项", where=where)
    names = {str(row.id): row.name for row in name_providers(actor) if row.regime}
    if not names:
        no_regime(actor, "这里登记查实事项和人工判定", "还没有适用监管方案的服务单位。")
    chosen = st.selectbox(
        "服务单位", list(names), index=None, format_func=names.__getitem__, placeholder="请选择"
    )
    if chosen:
        open_page("fact_new", provider=int(chosen))
    st.stop()
with required():
    provider = read_provider(actor, id_param("provider"))
where.append((provider.name, page_url("provider", id=provider.id)))
head = page_head("登记查实事项", where=where)
with head:
    if st.button("用表格导入", key="import"):
        open_page("fact_import", regime=provider.regime_id)
with required():
    record(provider)
    absence(actor, provider.id)
    answer(provider)
