"""The sign-off on site: what is missing, what the place's person reads, and the signature."""

import streamlit as st

from domain.findings import ANSWER_NAMES, Answer
from services.actor import Actor
from services.visit_sheet import Sheet
from services.visit_signing import sign_visit
from ui.forms import Form
from ui.links import open_page
from ui.page import section
from ui.plain import plain
from ui.visits import quiet


def sign_part(actor: Actor, sheet: Sheet) -> None:
    """What is missing, what the place's person reads before signing, and the sign-off."""
    if sheet.missing:
        st.warning(f"还有 {len(sheet.missing)} 处没有完成，完成后才能签字：")
        for name, sentence in sheet.missing.items():
            if st.button(plain(sentence), key=f"missing-{name}", type="tertiary"):
                st.query_params["part"] = _part_of(sheet, name)
                st.rerun()
        return
    section(f"请被{sheet.check_word}单位人员核对以下事实")
    st.text(sheet.facts)
    for line in sheet.lines:
        if line.answer in {Answer.FAILS, Answer.MOSTLY}:
            quiet(f"{line.item.code} {ANSWER_NAMES[line.answer]}（{line.item.question}）：{line.note}")
    quiet(f"被{sheet.check_word}单位意见：{sheet.unit_opinion}")
    form = Form(f"sign-{sheet.id}", draft_of=actor, version=sheet.version)
    signed_by = form.text("signed_by", "签字人姓名", max_chars=40)
    post = form.text("signed_post", "签字人职务", max_chars=60)
    refusal = form.area("sign_refusal", "对方拒绝签字的，写明情况", max_chars=1000, height=80)
    if form.submit("确认签字", width="stretch"):
        with form.told():
            values: dict[str, object] = {
                "signed_by": signed_by,
                "signed_post": post,
                "sign_refusal": refusal,
            }
            sign_visit(actor, sheet.id, values, form.version)
            form.done(f"“{sheet.unit}”的{sheet.check_word}事实已签字确认。")
            open_page("visits", campaign=sheet.campaign_id)


def _part_of(sheet: Sheet, missing: str) -> str:
    """The part of the record where it is filled in: the item's group, the first open one, else the facts."""
    for group in sheet.groups:
        for line in group.lines:
            if line.item.code == missing or (missing == "answers" and line.answer is None):
                return group.code
    return "facts"
