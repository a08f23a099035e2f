"""启用监管方案: from which library version, with which readings of what the text leaves open?"""

import streamlit as st

from domain.permissions import Action
from domain.procedure import default_procedure
from services import clock
from services.campaign_plan import plan_campaign
from services.libraries import list_libraries
from services.regimes import start_regime
from ui.forms import Form
from ui.guard import guard, required
from ui.library_uses import start_from
from ui.links import open_page, page_url
from ui.page import empty, page_head, section

UNITS = {"working_day": "工作日", "calendar_day": "自然日"}


def ask(form: Form, library_id: int) -> dict[str, object]:
    """The open parameters and the settings of the scheme."""
    year = clock.today().year
    with required():
        plan = plan_campaign(actor, library_id, year, {})
    given: dict[str, object] = {}
    for key, parameter in plan.open_parameters.items():
        if parameter.kind == "year":
            given[key] = form.number(
                key, parameter.name, year, min_value=1990, max_value=2100, help=parameter.note
            )
        else:
            given[key] = form.text(key, parameter.name, required=parameter.required, help=parameter.note)
    if plan.settings:
        section("方案没有写明的口径", "先按默认口径，可以改选；选定后随监管方案固定")
    for key, setting in plan.settings.items():
        options = dict(setting.options)
        given[key] = form.choice(
            key, setting.question, options, setting.default, required=True, radio=True, help=setting.note
        )
    return {key: value for key, value in given.items() if value not in ("", None)}


actor = guard(Action.REGIME_EDIT)
page_head("启用监管方案", where=["服务单位", ("监管方案", page_url("regimes"))])
libraries = {str(row.id): f"{row.name}（版本 {row.version}）" for row in list_libraries(actor)}
if not libraries:
    empty("这里从制度库启用监管方案", "制度库里还没有方案。", "专项办或系统管理员先在“制度库”上传方案。")
    st.stop()
form = Form("regime-new", draft_of=actor)
start_from(form, libraries)
with form:
    library = form.choice("library_id", "制度库", libraries, required=True)
    if not library:
        st.caption("选择制度库后显示需要确定的口径。")
        st.stop()
    name = form.text(
        "name", "监管方案名称", libraries[library].split("（")[0][:80], required=True, max_chars=100
    )
    started_on = form.day("started_on", "启用日期", clock.today(), required=True)
    parameters = ask(form, int(library))
    section(
        "处置程序",
        f"默认：{default_procedure().statement.period.text}（{default_procedure().statement.source}）",
    )
    left, middle, right = st.columns([1, 1, 3])
    with left:
        count = form.number("statement_count", "陈述申辩期限（0为默认）", 0, max_value=60)
    with middle:
        unit = form.choice("statement_unit", "单位", UNITS, "working_day", required=True)
    with right:
        source = form.text(
            "statement_source", "依据（改动默认期限时填写）", placeholder="例如：服务合同第十条"
        )
    if form.submit("启用"):
        with form.told():
            start_regime(
                actor,
                {
                    "name": name,
                    "library_id": int(library),
                    "started_on": started_on,
                    "parameters": parameters,
                    "statement_count": count,
                    "statement_unit": unit or "working_day",
                    "statement_source": source,
                },
            )
            form.done(f"“{name}”已启用，请指定适用的服务单位。")
            open_page("regimes")
