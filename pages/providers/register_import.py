"""导入登记表: visits of each person by month, callbacks and checks from a sheet, checked row by row."""

import streamlit as st

from domain.permissions import Action
from services.provider_names import name_providers
from services.register_import import Preview, check_register, import_register, register_template
from services.register_totals import has_totals
from services.registers import RegisterKind, fillable
from ui.forms import Form
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.listing import EXCEL
from ui.page import empty, page_head, section
from ui.register_preview import show_preview, twins_words
from ui.registers import backwards_words, chosen_regime, filled_words, show_row_errors


def choose() -> tuple[str, RegisterKind]:
    """Which register."""
    kinds = fillable(actor, regime_id)
    if not kinds:
        empty("没有由您登记的事项", "这个监管方案没有规定由您所在单位登记的频次和比例。")
        st.stop()
    names = {key: one.register.title for key, one in kinds.items()}
    fact = form.choice("fact", "登记什么", names, required=True)
    if not fact:
        st.stop()
    if kinds[fact].register.spec.note:
        st.caption(str(kinds[fact].register.spec.note))
    return fact, kinds[fact]


def provider_of(kind: RegisterKind) -> int | None:
    """Whose services the sheet lists, where it is a provider's."""
    if not kind.register.served:
        return None
    names = {str(row.id): row.name for row in name_providers(actor, regime_id=regime_id)}
    return int(form.choice("provider_id", "提供服务的单位", names, required=True) or 0) or None


actor = guard(Action.MEASUREMENT_RECORD)
page_head("导入登记表", where=["服务单位", ("频次与比例", page_url("duties"))])
regime_id = chosen_regime(actor)
form = Form("register-import")
with form:
    fact, kind = choose()
    with required():
        template = register_template(actor, regime_id, fact)
        summed = register_template(actor, regime_id, fact, totals=True) if has_totals(kind.register) else b""
    left, right = st.columns(2, gap="large")
    with left:
        section("一、下载模板填写", "能从下拉列表选的请选择")
        name = kind.register.title
        st.download_button(
            "下载模板（一行一次）" if summed else "下载模板",
            template, f"{name}登记表.xlsx", mime=EXCEL, on_click="ignore", key="single",
        )  # fmt: skip
        if summed:
            st.download_button(
                "下载汇总模板（一人一期一行）", summed, f"{name}汇总表.xlsx", mime=EXCEL, on_click="ignore",
                key="totals",
            )  # fmt: skip
            st.caption(
                "只有次数和合计、没有逐次记录的，用汇总模板；各次的数值按平均数登记。两种表上传时自动识别。"
            )
        provider_id = provider_of(kind)
    with right:
        section("二、上传检查", "有一处不对就全部不导入")
        file = form.file("file", "选择填好的 .xlsx 文件", ["xlsx"])
    result: Preview | None = None
    with form.told():
        if file:
            with st.spinner("正在逐行检查……"):
                result = check_register(actor, regime_id, fact, file.getvalue())
    if file and result is not None:
        wrong = len({error.row for error in result.errors})
        st.info(
            f"读到 {result.rows} 行，涉及 {result.subjects} 个对象、统计期 {'、'.join(result.periods) or '无'}；"
            f"需要修改 {wrong} 行。同一对象同一统计期已有的登记会被替换，其他的不动。"
        )
        if result.twins:
            st.warning(twins_words(result))
        if result.backwards:
            st.warning(backwards_words(result.backwards))
        complete = kind.register.counted and form.tick(
            "complete", "这份表包含所列统计期的全部登记（表里没有的就是没有做）", True
        )
        reason = form.area("reason", "更正说明（统计期已经办结的必须填写）", height=80)
        if form.submit("导入", disabled=bool(result.errors)):
            with form.told(), st.spinner("正在导入并重新计算……"):
                filled = import_register(
                    actor, regime_id, fact, file.getvalue(), file_name=file.name,
                    provider_id=provider_id, complete=complete, reason=reason,
                )  # fmt: skip
                form.done(filled_words(filled), backwards_words(filled.backwards))
                open_page("duties", regime=regime_id)
        show_row_errors(result.errors)
        if not result.errors:
            show_preview(kind.register, result)
