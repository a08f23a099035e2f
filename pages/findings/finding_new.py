"""登记问题: what was found, where, and what does it concern?"""

import streamlit as st

from domain.findings import KIND_NAMES, SOURCE_NAMES, Kind
from domain.permissions import Action
from services import clock
from services.findings_register import register_finding
from services.ledger_options import ledger_options
from ui.campaigns import chosen_campaign
from ui.forms import Form
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.page import page_head, section

actor = guard(Action.FINDING_REGISTER)
page_head("登记问题", where=["问题整改", ("问题台账", page_url("findings"))])
campaign = chosen_campaign(actor)
with required():
    options = ledger_options(actor, campaign.id)
if not options.open:
    st.warning("该专项行动已经结束，不能再登记问题。")
    st.stop()

form = Form(f"finding-new-{campaign.id}", draft_of=actor)
if form.has_draft:
    st.caption("已恢复上次没有提交的内容。")
with form:
    left, right = st.columns(2, gap="large")
    with left:
        section("在哪里、从哪里发现")
        unit = form.choice(
            "unit_id", "被检查单位", {str(key): name for key, name in options.units.items()}, required=True
        )
        source = form.choice(
            "source", "问题来源", {one.value: name for one, name in SOURCE_NAMES.items()}, required=True
        )
        found_on = form.day("found_on", "发现日期", clock.today(), required=True)
        found_by = form.text("found_by", "发现单位（人）", placeholder="不填则为您本人")
        provider = form.choice(
            "provider_id", "涉及的服务单位", {str(k): v for k, v in options.providers.items()}
        )
    with right:
        section("是什么问题")
        category = form.choice("category", "问题类别", options.categories, required=True)
        item = form.choice("item", "检查要点", options.items.get(category, {}))
        usual = KIND_NAMES[Kind(options.rectify_as.get(item, Kind.BY_DEADLINE))]
        kinds = {one.value: name for one, name in KIND_NAMES.items()}
        kind = form.choice("kind", f"整改类型（不选为{usual}）", kinds)
        words = {word: word for word in options.natures}
        nature = form.choice("nature", f"{options.nature}（可以交办时再定）", words) if words else ""
        first, second = st.columns(2)
        with first:
            amount = form.text("amount_fen", "涉及金额（元）", placeholder="例如 1234.56")
        with second:
            people = form.number("people", "涉及人数")
    title = form.text("title", "问题摘要", placeholder="一句话，不填时取描述的第一句", max_chars=120)
    description = form.area(
        "description", "具体问题描述", required=True, height=150, placeholder="写明时间、对象、金额和依据条款"
    )
    basis = form.text("basis", "依据条款")
    remark = form.text("remark", "备注")
    values = {
        "unit_id": int(unit) if unit else None,
        "source": source or None,
        "found_on": found_on,
        "found_by": found_by,
        "provider_id": int(provider) if provider else None,
        "category": category,
        "item": item,
        "kind": kind or None,
        "nature": nature,
        "amount_fen": amount,
        "people": people,
        "title": title,
        "description": description,
        "basis": basis,
        "remark": remark,
    }
    if form.submit("登记"):
        with form.told():
            key = register_finding(actor, campaign.id, values)
            form.done("问题已登记，可以在本页上传佐证材料并交办。")
            open_page("finding", id=key)
