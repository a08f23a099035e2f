"""测评数据: one datum, how it came about, and its correction."""

import streamlit as st

from domain.permissions import Action, ruling
from services.measurement_list import MeasurementRow, measurement_history, read_measurement
from services.measurement_options import fact_specs, recordable
from services.measurements import correct_measurement
from services.survey_draw_records import draws_behind
from ui.badges import Badge
from ui.evidence import show_evidence, upload
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, open_page, page_link, page_url
from ui.measurement_form import value_fields
from ui.page import Step, facts, next_step, page_head, section
from ui.provider_words import known_values, sample_text, value_text
from ui.timeline import show_timeline
from ui.wording import moment_text


def may_record(row: MeasurementRow) -> bool:
    """Whether the reader's role brings such data, and this one still counts."""
    return ruling(actor.role, Action.MEASUREMENT_RECORD).allowed and not row.superseded


def correct(row: MeasurementRow) -> None:
    """A new row in place of this one; the verdicts that depended on it are computed anew."""
    kind = next((one for one in recordable(actor, row.provider_id) if one.key == row.metric), None)
    if kind is None:
        return
    with st.expander("更正数据"):
        st.caption("更正会生成新的一条，原数据保留；依据它作出的判定会重新计算并说明变化。")
        known = {**known_values(row), "surveyed_by": row.surveyed_by, "happened_on": row.happened_on}
        form = Form(f"correct-{row.id}", version=row.version)
        values = value_fields(form, kind.spec, kind.share, known)
        reason = form.reason("更正的原因和依据")
        if form.submit("更正", danger=True):
            with form.told():
                receipt = correct_measurement(actor, row.id, form.version, values, reason)
                told = [change.sentence for change in receipt.changes]
                form.done(" ".join(["已更正。", *(told or ["判定没有变化。"])]))
                open_page("measurement", id=receipt.id)


actor = guard(Action.MEASUREMENT_READ)
with required():
    row = read_measurement(actor, id_param())
spec = fact_specs(actor).get(row.regime_id or 0, {}).get(row.metric)
name = spec.name if spec else row.metric
badge = Badge("已更正", "×", "ended") if row.superseded else Badge("有效", "✓", "good")
where: list[Step] = ["服务单位", ("测评与投诉", page_url("measurements"))]
where.append((row.provider, page_url("provider", id=row.provider_id)))
page_head(f"{name} {row.period}".strip(), where=where, badges=[badge])
if row.shortfall:
    next_step(f"{row.shortfall}，暂不作为判定依据；补足后请更正。")
facts(
    {
        "数值": value_text(row, spec),
        "发生日期": row.happened_on.isoformat() if row.happened_on else "",
        "样本": sample_text(row.parts),
        "填报单位": row.unit,
        "测评人": row.surveyed_by,
        "登记人": row.recorded_by,
        "登记时间": moment_text(row.recorded_at),
        "更正或补报原因": row.correction_reason,
    }
)
for number, draw_id in draws_behind(actor, row.id):
    page_link(f"查看测评名单（第{number}次抽取）", "survey_draw", id=draw_id)
if row.corrected_by:
    page_link("查看更正后的数据", "measurement", id=row.corrected_by)
if row.corrects_id:
    page_link("查看更正前的数据", "measurement", id=row.corrects_id)
if may_record(row):
    correct(row)
section("佐证材料", "原始答卷、投诉登记等")
show_evidence(actor, "measurement", row.id, withdrawable=not row.superseded)
if may_record(row) and upload(actor, "measurement", row.id, unit_id=actor.unit_id):
    st.rerun()
section("经过")
show_timeline(measurement_history(actor, row.id))
