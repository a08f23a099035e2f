"""The timeline of one object, from its audit entries."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from domain.permissions import ROLE_NAMES, Role
from services.audit import TimelineEntry
from ui.wording import moment_cell


def show_timeline(entries: Sequence[TimelineEntry], *, newest_first: bool = True) -> None:
    """Who did what, when and why; with nothing to show it says so."""
    if not entries:
        st.caption("暂无记录。")
        return
    ordered = list(reversed(entries)) if newest_first else entries
    st.html('<ol class="xh-timeline">' + "".join(map(_item, ordered)) + "</ol>")


def _item(entry: TimelineEntry) -> str:
    role = ROLE_NAMES[Role(entry.role)] if entry.role else ""
    who = " · ".join(part for part in (entry.who, role, entry.unit) if part)
    reason = f'<p class="xh-reason">理由：{escape(entry.reason)}</p>' if entry.reason else ""
    return (
        f"<li><time>{moment_cell(entry.at)}</time><div><p>{escape(entry.summary)}</p>"
        f"<small>{escape(who)}</small>{reason}</div></li>"
    )
