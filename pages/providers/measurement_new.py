"""登记数据: one datum of one provider; its verdicts are computed at once and told."""

import streamlit as st

from domain.permissions import Action
from services.measurement_options import recordable
from services.measurements import record_measurement
from services.provider_names import name_providers
from ui.datum_choice import datum_field, reporter_field
from ui.forms import Form
from ui.guard import guard
from ui.links import id_param, open_page, page_url
from ui.measurement_form import late_field, period_field, value_fields
from ui.page import page_head
from ui.starting import no_regime
from ui.survey_draws import sample_line

actor = guard(Action.MEASUREMENT_RECORD)
page_head("登记数据", where=["服务单位", ("测评与投诉", page_url("measurements"))])
names = {str(row.id): row.name for row in name_providers(actor) if row.regime}
if not names:
    no_regime(actor, "这里登记服务单位的测评和投诉数据", "还没有适用监管方案的服务单位。")
chosen = str(id_param("provider") or "")
form = Form("measurement-new", narrow=True, initial={"provider_id": chosen} if chosen in names else None)
with form:
    nothing = ("没有由您填报的数据", "这家单位的监管方案没有规定由您所在单位填报的数据。")
    provider, kind = datum_field(form, names, lambda key: recordable(actor, key), nothing)
    if kind.spec.note:
        st.caption(kind.spec.note)
    unit = reporter_field(form, actor, kind, "填报单位")
    period = period_field(form, kind.spec, kind.years)
    if kind.spec.kind == "tally" and kind.share is not None:
        sample_line(actor, form, provider, kind.key, int(unit or 0), period)
    values = value_fields(form, kind.spec, kind.share)
    late = late_field(form, actor, kind.spec)
    if form.submit("登记") and form.filled(reporting_unit_id="请选择填报单位"):
        with form.told():
            receipt = record_measurement(
                actor,
                {
                    "provider_id": provider,
                    "metric": kind.key,
                    "period": period,
                    "reporting_unit_id": int(unit),
                    **values,
                    **late,
                },
            )
            told = [
                change.sentence
                for change in receipt.changes
                if change.now in {"triggered", "needs_judgement"}
            ]
            short = f"{receipt.shortfall}，暂不作为判定依据。" if receipt.shortfall else ""
            form.done(" ".join(["已登记。", short, *told]).strip())
            open_page("measurement", id=receipt.id)
