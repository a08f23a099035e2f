"""Who uses the versions of a scheme, and the way to another version for those who may take it."""

from collections.abc import Iterator, Mapping

import streamlit as st

from domain.permissions import Action, ruling
from services.actor import Actor
from services.library_reading import Reading, Use, VersionRow
from ui.badges import Badge
from ui.forms import Form
from ui.links import id_param, page_link
from ui.listing import simple_table
from ui.page import empty
from ui.plain import plain
from ui.state import assign, position, typed
from ui.table import Cell, Column

COLUMNS = (
    Column("name", "名称", wrap=True),
    Column("kind", "用途"),
    Column("version", "版本"),
    Column("state", "状态"),
)


def show_uses(actor: Actor, seen: Reading) -> None:
    """Campaigns and regimes on any version; running ones on another version can be moved here."""
    versions = (seen.row, *seen.others)
    rows = [line for version in versions for line in _lines(version)]
    simple_table(rows, COLUMNS, key="uses", caption="使用情况")
    for version in seen.others:
        if ruling(actor.role, Action.CAMPAIGN_EDIT).allowed:
            for use in _running(version.campaigns):
                _link(use, version, seen.row, "rebase", campaign=use.id)
        if ruling(actor.role, Action.REGIME_EDIT).allowed:
            for use in _running(version.regimes):
                _link(use, version, seen.row, "regime_rebase", id=use.id)


def start_from(form: Form, libraries: Mapping[str, str]) -> None:
    """A form that begins with a version begins with the one that the address names, whatever the draft says."""
    named, key = str(id_param("library")), form.widget_key("library_id")
    if named in libraries and key not in st.session_state:
        st.session_state[key] = named


def target_version(now: Reading) -> VersionRow:
    """The version that the address names, else the newest other one; without another one the page ends here."""
    known = {row.id: row for row in now.others}
    if not known:
        empty("这里换用方案的另一个版本", "这个方案目前只有一个版本。", "上传新版后再来换版。")
        st.stop()
    named = id_param("library")
    chosen = named if named in known else next(iter(known))
    assign("target-version", chosen)
    st.selectbox(
        "换到",
        list(known),
        position("target-version", list(known)),
        format_func=lambda key: f"版本 {known[key].version}",
        key="target-version",
        on_change=_turn,
        width=320,
    )
    return known[chosen]


def _turn() -> None:
    st.query_params["library"] = str(typed("target-version"))


def _lines(version: VersionRow) -> Iterator[dict[str, Cell]]:
    for kind, uses in (("专项行动", version.campaigns), ("监管方案", version.regimes)):
        for use in uses:
            state = Badge("进行中", "◑", "active") if use.running else Badge("已结束", "✓", "ended")
            yield {"name": use.name, "kind": kind, "version": version.version, "state": state}


def _running(uses: tuple[Use, ...]) -> Iterator[Use]:
    return (use for use in uses if use.running)


def _link(use: Use, version: VersionRow, target: VersionRow, stem: str, **params: int) -> None:
    words = f"“{use.name}”由版本 {version.version} 换到本版（先看影响）"
    page_link(plain(words), stem, library=target.id, **params)
