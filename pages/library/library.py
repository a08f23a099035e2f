"""方案阅读: what does this scheme say, clause by clause, who uses it, and what can be begun from it?"""

import streamlit as st

from domain.permissions import Action, ruling
from services.library_reading import SOURCE_NAMES, Reading, read_version, version_archive
from ui.badges import Badge
from ui.guard import guard, required
from ui.library_articles import found_in, library_style, show_contents, show_section
from ui.library_uses import show_uses
from ui.links import id_param, open_page, page_url
from ui.listing import Listing
from ui.page import empty, facts, page_head, section
from ui.timeline import show_timeline
from ui.wording import moment_text


def actions(seen: Reading) -> None:
    """What can be done with the version, the usual thing last."""
    if seen.others and st.button("比较版本", key="compare"):
        other = seen.others[0].id
        older, newer = sorted((other, seen.row.id))
        open_page("library_compare", old=older, new=newer)
    st.download_button(
        "下载",
        data=lambda: version_archive(actor, seen.row.id).data,
        file_name=f"{seen.row.scheme}-{seen.row.version}.zip",
        mime="application/zip",
        key="download",
        on_click="ignore",
    )
    if ruling(actor.role, Action.REGIME_EDIT).allowed and st.button("启用监管方案", key="regime"):
        open_page("regime_new", library=seen.row.id)
    if ruling(actor.role, Action.CAMPAIGN_EDIT).allowed and st.button(
        "据此新建专项行动", key="campaign", type="primary"
    ):
        open_page("campaign_new", library=seen.row.id)


def identity(seen: Reading) -> None:
    """Which scheme this is, and where the version comes from."""
    row, scheme = seen.row, seen.identity
    facts(
        {
            "版本": row.version,
            "发布单位": scheme.issuer,
            "适用地区": scheme.region,
            "年份": str(scheme.year) if isinstance(scheme.year, int) else "创建时填写",
            "来源": f"{SOURCE_NAMES.get(row.source, row.source)}（{row.added_by}）",
            "登记时间": moment_text(row.added_at),
            "校验值": row.checksum[:16],
            "案例": f"{len(seen.cases)} 个",
        }
    )
    st.text(f"{scheme.purpose}\n{scheme.note or ''}".strip())


def articles(seen: Reading) -> None:
    """The text of the scheme, with a search box and a list of contents."""
    view = Listing("library")
    with view.filters():
        words = view.text("q", "在方案中查找", width=300, placeholder="编号、条款或文字，空格分开")
        only = view.choice("part", "部分", {one.key: one.title for one in seen.sections})
    found = found_in(seen.sections, words, only)
    if words or only:
        view.count(sum(len(one.articles) for one in found))
    if not found:
        empty("没有找到", "方案里没有同时包含这些词的条目。", "可以减少几个词再试。")
    show_contents(found)
    for one in found:
        show_section(one)


actor = guard(Action.LIBRARY_READ)
library_style()
with required():
    seen = read_version(actor, id_param())
badge = Badge("最新版", "●", "good") if seen.row.newest else Badge("旧版", "○", "ended")
head = page_head(seen.row.name, where=["专项行动", ("制度库", page_url("libraries"))], badges=[badge])
with head, st.container(horizontal=True, key="library-tools", width="content"):
    actions(seen)
identity(seen)
articles(seen)
section("谁在用", "行动和监管方案各自固定一个版本，只有换版才会变动")
show_uses(actor, seen)
if seen.warnings:
    with st.expander(f"检查时的提醒（{len(seen.warnings)}）"):
        for warning in seen.warnings:
            st.text(warning)
if seen.cases:
    with st.expander(f"随方案保存的案例（{len(seen.cases)}）"):
        st.text("\n".join(seen.cases))
section("变更记录")
show_timeline(seen.history)
