"""登记核查发现的问题: what exactly is wrong, how much, for how many, on which clause?"""

import streamlit as st

from domain.findings import KIND_NAMES, Kind
from domain.permissions import Action
from domain.visits import VisitStep, may_start
from services.evidence import list_evidence
from services.ledger_options import ledger_options
from services.visit_sheet import read_visit
from services.visit_signing import register_problem
from ui.evidence import show_evidence
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, open_page, page_url
from ui.page import Step, page_head, section
from ui.plain import plain
from ui.visits import own_words, quiet

actor = guard(Action.VISIT_RECORD)
with required():
    sheet = read_visit(actor, id_param("visit"))
line = next((one for one in sheet.lines if one.item.code == st.query_params.get("item", "")), None)
if line is None or line.hidden:
    st.info(f"这次{sheet.check_word}没有这个要点，或者它的内容已经移送。")
    st.stop()
part = st.query_params.get("part", "")  # of the record on site that the person came from
where: list[Step] = [sheet.check_word, (f"{sheet.check_word}详情", page_url("visit", id=sheet.id))]
page_head(f"登记问题：{sheet.unit} {line.item.code}", where=where)
st.text(line.item.question)
quiet(own_words(line.own, reported=sheet.self_reported))
for found in line.findings:
    st.info(plain(f"该要点已经登记过问题 {found.number}：{found.title}"))
options = ledger_options(actor, sheet.campaign_id)
usual = options.rectify_as.get(line.item.code, Kind.BY_DEADLINE.value)
initial = {"description": line.note, "basis": line.item.clause, "kind": usual}
with Form(f"visit-problem-{sheet.id}-{line.item.code}", draft_of=actor, initial=initial, narrow=True) as form:
    title = form.text("title", "问题摘要", max_chars=120, placeholder="不填则取描述的第一句")
    description = form.area(
        "description",
        "问题描述（时间、对象、金额、情节，只写事实）",
        required=True,
        height=160,
        max_chars=8000,
    )
    basis = form.text("basis", "依据条款", max_chars=500)
    amount = form.text("amount_fen", "涉及金额（元）", "0")
    people = form.number("people", "涉及人数")
    kinds = {kind.value: name for kind, name in KIND_NAMES.items()}
    kind = form.choice("kind", "整改类型", kinds, required=True, radio=True)
    words = {word: word for word in options.natures}
    nature = form.choice("nature", f"{options.nature}（可以交办时再定）", words) if words else ""
    section("随问题带走的佐证材料", "来自本要点的现场照片和材料")
    files = list_evidence(actor, "visit", sheet.id)
    show_evidence(actor, "visit", sheet.id, item=line.item.code, listed=files)
    if form.submit("登记入账"):
        with form.told():
            values: dict[str, object] = {
                "title": title,
                "description": description,
                "basis": basis,
                "amount_fen": amount,
                "people": people,
                "kind": kind or None,
                "nature": nature,
            }
            register_problem(actor, sheet.id, line.item.code, values)
            form.done("问题已登记入账。")
            if part and may_start(sheet.state, VisitStep.RECORD):
                open_page("visit_record", id=sheet.id, part=part)
            open_page("visit", id=sheet.id)
