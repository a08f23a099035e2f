"""The main script: who is here, what they may open, and the page they asked for.

Streamlit runs this file on every rerun, whatever address was opened, so no page is ever drawn without a
session that is valid now.
"""

import sys
from html import escape
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # Streamlit puts the folder of this script there, not the project
    sys.path.insert(0, str(ROOT))

from domain.permissions import ROLE_NAMES, ruling  # noqa: E402 - see above
from services.actor import Actor  # noqa: E402 - see above
from ui import theme, waiting  # noqa: E402 - see above
from ui.form_memory import any_pressed_late  # noqa: E402 - see above
from ui.links import LEAVING, open_page  # noqa: E402 - see above
from ui.navigation import BY_STEM, ENTRIES, landing_of, page_of, section_of, sections_of  # noqa: E402 - see above
from ui.page import show_flash  # noqa: E402 - see above
from ui.session import look_up  # noqa: E402 - see above
from ui.state import kept, show_notes_again, showing_notes  # noqa: E402 - see above


def home() -> None:
    """The bare address leads to the landing page of the role."""
    signed_in = look_up()
    if signed_in:
        open_page(landing_of(signed_in.actor.role).stem)


def ended() -> None:
    """There is no valid session any more."""
    st.warning("登录已失效：可能已退出、超时或账号被停用。请重新登录，已保存的草稿不会丢失。")
    st.html('<p><a href="/login" target="_self">重新登录</a></p>')


def sidebar(actor: Actor, current: str) -> None:
    """Sections of the role; the one that is open shows its pages."""
    here = section_of(actor.role, current)
    counts = waiting.counts(actor, current)
    places = dict.fromkeys((ROLE_NAMES[actor.role], actor.unit_name))  # once when they are called the same
    with st.sidebar:
        st.html('<p class="xh-brand">销号<small>专项治理核查整改</small></p>')
        for name, entries in sections_of(actor.role).items():
            if name == here:
                st.html(f'<p class="xh-nav-head">{escape(waiting.said(name))}</p>')
                for entry in entries:
                    _nav_link(entry.stem, entry.title, counts.get(entry.waits, 0))
            else:
                _nav_link(entries[0].stem, name, waiting.of_section(entries, counts), section=True)
        st.html(f'<div class="xh-who"><b>{escape(actor.name)}</b>{escape(" · ".join(places))}</div>')
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(page_of("my_account"), label="我的账号")
            st.html('<a class="xh-out" href="/logout" target="_self">退出登录</a>', width="content")


def _nav_link(stem: str, label: str, count: int, *, section: bool = False) -> None:
    label = waiting.said(label)
    shown = f"**{label}**" if section else f"　{label}"
    st.page_link(page_of(stem), label=shown + (f" :blue-badge[{count}]" if count else ""))


def keep_apart(actor: Actor) -> None:
    """Nothing that one person typed in this tab is left for the next one who logs in."""
    if st.session_state.get("whose") not in (None, actor.account_id):
        st.session_state.clear()
    st.session_state["whose"] = actor.account_id


def main() -> None:
    """One rerun."""
    st.set_page_config(page_title="销号", layout="wide", page_icon=str(ROOT / "web/assets/favicon.png"))
    theme.apply()
    signed_in = look_up()
    if signed_in is None:
        st.navigation([st.Page(ended, title="登录已失效", default=True)], position="hidden")
        ended()
        return
    keep_apart(signed_in.actor)
    kept().pop(LEAVING, None)
    pages = [st.Page(home, title="销号", default=True), *(page_of(entry.stem) for entry in ENTRIES)]
    chosen = st.navigation(pages, position="hidden")
    sidebar(signed_in.actor, chosen.url_path)
    if any_pressed_late():
        show_notes_again()
    with showing_notes():
        show_flash()
        entry = BY_STEM.get(chosen.url_path)
        answer = ruling(signed_in.actor.role, entry.action) if entry else None
        if answer and not answer.allowed:
            st.error(f"{answer.reason}您当前的身份不能打开“{entry.title if entry else ''}”。")
            return
        chosen.run()


main()
