"""新建专项行动: from which scheme, for which year, with what filled in, over whom?"""

import streamlit as st

from domain.errors import Told
from domain.permissions import Action
from services import clock
from services.campaign_creation import create_campaign
from services.campaign_plan import plan_campaign
from services.libraries import list_libraries
from ui.campaign_plan import GROUP, ask_parameters, ask_units, show_plan
from ui.forms import Form
from ui.guard import guard, show
from ui.library_uses import start_from
from ui.links import open_page, page_url
from ui.page import empty, facts, page_head, section

actor = guard(Action.CAMPAIGN_EDIT)
page_head("新建专项行动", where=["专项行动", ("行动列表", page_url("campaigns"))])
libraries = {str(row.id): f"{row.name}（版本 {row.version}）" for row in list_libraries(actor)}
if not libraries:
    empty("这里从方案创建专项行动", "制度库里还没有方案。", "专项办或系统管理员先在“制度库”上传方案。")
    st.stop()

form = Form("campaign-new", draft_of=actor)
start_from(form, libraries)
with form:
    left, right = st.columns([3, 1])
    with left:
        library = form.choice("library_id", "方案", libraries, required=True)
    with right:
        year = form.number("year", "年份", clock.today().year, required=True, min_value=1990, max_value=2100)
    if not library:
        st.caption("选择方案后显示阶段、报送事项和需要补充的内容。")
        st.stop()
    try:
        plan = plan_campaign(actor, int(library), year, {})
    except Told as message:
        show(message)
        st.stop()
    facts({"方案": plan.scheme_name, "版本": plan.version, "校验值": plan.checksum[:12]})
    show_plan(plan)

    section("基本信息")
    left, right = st.columns([3, 1])
    with left:
        name = form.text("name", "名称", f"{year}年{plan.short_name}"[:120], required=True)
    with right:
        prefix = form.text("number_prefix", "问题编号前缀", "WT", required=True, max_chars=20)
    authority = form.text(
        "authority",
        "授权依据",
        placeholder="例如：区政府办〔2026〕5号",
        help="部门未经本级政府指定不得开展政府督查。不填写时，文书和页面一律使用“核查”。",
        max_chars=200,
    )
    columns = st.columns(len(GROUP))
    group = {}
    for column, (key, label) in zip(columns, GROUP.items(), strict=True):
        with column:
            group[key] = form.text(f"group_{key}", label, max_chars=500)
    parameters = ask_parameters(form, plan)
    section("单位范围")
    units = ask_units(actor, form, plan)
    st.caption(f"共 {len(units)} 个单位。")
    if form.submit("创建专项行动"):
        with form.told():
            campaign_id = create_campaign(
                actor,
                {
                    "library_id": int(library),
                    "name": name,
                    "year": year,
                    "number_prefix": prefix,
                    "authority": authority,
                    "leading_group": {key: text for key, text in group.items() if text},
                    "parameters": {key: value for key, value in parameters.items() if value},
                    "unit_ids": units,
                },
            )
            form.done(f"已创建“{name}”。")
            open_page("phases", campaign=campaign_id)
