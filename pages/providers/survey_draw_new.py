"""抽取测评名单: which survey, out of whom, how many, before whom?"""

from fractions import Fraction

import streamlit as st

from domain.permissions import Action
from domain.survey_draws import AGAIN_NAMES, Again
from domain.surveys import required_sample
from services.measurement_options import Recordable
from services.provider_names import name_providers
from services.survey_draws import draw_survey, drawable, earlier_draws
from services.survey_frames import check_frame, frame_template
from ui.datum_choice import datum_field, reporter_field
from ui.forms import Form
from ui.guard import guard
from ui.links import id_param, open_page, page_link, page_url
from ui.listing import EXCEL
from ui.measurement_form import period_field
from ui.page import Step, page_head, section
from ui.registers import show_row_errors
from ui.starting import no_regime
from ui.survey_draws import follow

CHECKED = "survey-draw:checked"  # the file that was read without a mistake, and how many people it names


def survey_fields(form: Form) -> tuple[Recordable, dict[str, object]]:
    """Which survey; the page ends while that is open."""
    nothing = ("没有要抽样的测评", "这家单位的监管方案没有规定由您所在单位开展、按比例抽样的测评。")
    provider, kind = datum_field(form, names, lambda key: drawable(actor, key), nothing)
    unit = reporter_field(form, actor, kind, "测评单位")
    period = period_field(form, kind.spec, kind.years)
    if not unit:
        st.stop()
    return kind, {
        "provider_id": provider, "metric": kind.key, "reporting_unit_id": int(unit), "period": period,
    }  # fmt: skip


def frame_field(form: Form) -> tuple[bytes, int]:
    """The frame and how many people it has; the page ends while it is not whole."""
    section("服务对象名单（抽样框）", "这家单位在这个统计期服务的全部对象")
    st.download_button("下载模板", frame_template(actor), "服务对象名单.xlsx", EXCEL, on_click="ignore")
    file = form.file("file", "选择填好的 .xlsx 文件", ["xlsx"])
    if file is None:
        st.stop()
    if st.session_state.get(CHECKED, ("", 0))[0] != file.file_id:
        with form.told(), st.spinner("正在逐行检查……"):
            frame = check_frame(actor, file.getvalue())
            show_row_errors(frame.errors)
            if not frame.errors:
                st.session_state[CHECKED] = file.file_id, frame.rows
    checked, size = st.session_state.get(CHECKED, ("", 0))
    if checked != file.file_id:
        st.stop()
    return file.getvalue(), size


def again_fields(form: Form, provider: str, period: str) -> dict[str, object]:
    """Why it is drawn another time."""
    st.info(f"这次测评已经抽过 {len(earlier)} 次；各次抽取的记录都保留。")
    page_link("查看已抽的名单", "survey_draws", q=provider, period=period)
    words = {one.value: name for one, name in AGAIN_NAMES.items()}
    again = form.choice("again", "为什么再次抽取", words, required=True, radio=True)
    return {"again": again, "reason": form.reason("具体情况")}


actor = guard(Action.MEASUREMENT_RECORD)
where: list[Step] = [
    "服务单位",
    ("测评与投诉", page_url("measurements")),
    ("测评名单", page_url("survey_draws")),
]
page_head("抽取测评名单", where=where)
names = {str(row.id): row.name for row in name_providers(actor) if row.regime}
if not names:
    no_regime(actor, "这里抽取满意度测评的名单", "还没有适用监管方案的服务单位。")
told = {"provider_id": "provider", "metric": "metric", "reporting_unit_id": "unit", "period": "period"}
given: dict[str, object] = {
    name: st.query_params[word] for name, word in told.items() if word in st.query_params
}
form = Form("survey-draw", narrow=True, initial=given if str(id_param("provider")) in names else None)
with form:
    survey, order = survey_fields(form)
    keys = int(str(order["provider_id"])), str(order["metric"]), int(str(order["reporting_unit_id"]))
    earlier = earlier_draws(actor, *keys, str(order["period"]))
    if earlier:
        order |= again_fields(form, names[str(keys[0])], str(order["period"]))
    content, size = frame_field(form)
    share = survey.share or Fraction(0)
    least = required_sample(size, share)
    adds = order.get("again") == Again.REFUSED.value
    wanted = f"按制度应抽不少于 {least} 人（{share * 100}%，不足一人的按一人计）"
    section("抽取", f"名单 {size} 人，{'前次抽中的不再参加' if adds else wanted}")
    follow(form, (size, adds), count=1 if adds else max(least, 1))
    order["count"] = form.number("count", "抽取人数", required=True)
    seed = form.text("seed", "种子", max_chars=64, help="由在场人当场报出；不填则由系统产生并留存")
    order |= {"seed": seed, "witnesses": form.text("witnesses", "在场人", required=True, max_chars=300)}
    if form.submit("抽取"):
        with form.told():
            draw_id = draw_survey(actor, order, content)
            form.done("已抽取，名单和种子已经留存，不能修改。")
            open_page("survey_draw", id=draw_id)
