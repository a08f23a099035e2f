"""备份: when was the last copy made, was it sound, and where does it lie?"""

import streamlit as st

from domain.permissions import Action
from services import clock
from services.backups import Backup, make_backup, read_backups
from ui.badges import Badge
from ui.evidence import size_text
from ui.guard import guard, told
from ui.listing import simple_table
from ui.page import empty, facts, flash, next_step, page_head, section
from ui.table import Cell, Column
from ui.wording import moment_cell, moment_text

COLUMNS = (
    Column("at", "时间"),
    Column("file", "文件", wrap=True),
    Column("size", "大小", align="right"),
    Column("check", "校验"),
    Column("there", "还在服务器上"),
    Column("by", "操作人"),
)
LATE_DAYS = 1  # a day without a copy is worth a word


def line(row: Backup) -> dict[str, Cell]:
    """A copy as a row."""
    return {
        "id": row.id, "at": moment_cell(row.at), "file": row.file, "size": size_text(row.size),
        "check": Badge("完好", "✓", "good") if row.sound else Badge(row.check[:40], "!", "late"),
        "there": "在" if row.there else "已移走", "by": row.by,
    }  # fmt: skip


def standing(last: Backup | None) -> str:
    """How old the last copy is."""
    if last is None:
        return "还没有在这里备份过"
    days = (clock.today() - clock.local(last.at).date()).days
    late = f"，已经{days}天没有备份" if days > LATE_DAYS else ""
    return f"最近一次备份：{moment_text(last.at)}，{'校验完好' if last.sound else '校验发现问题'}{late}"


actor = guard(Action.BACKUP_MAKE)
head = page_head("备份", where=["系统"])
view = read_backups(actor)
if not view.folder:
    st.info("数据库是 PostgreSQL，在服务器的终端备份：")
    st.code("pg_dump --format=custom --file=/backup/xiaohao-$(date +%F).dump xiaohao", language=None)
else:
    with head:
        if st.button("立即备份", type="primary", key="make"):
            with told():
                flash(make_backup(actor))
                st.rerun()
    next_step(standing(next(iter(view.backups), None)))
    facts(
        {
            "数据库": size_text(view.size),
            "剩余空间": size_text(view.free),
            "备份放在服务器的": view.folder,
        }
    )
section("备份以后还要做的")
st.caption(
    "备份里有个人信息和问题线索，网页上不提供下载：由运行维护人员从服务器上取走，加密、离机存放。"
    "佐证材料不在数据库里，要另外复制："
)
st.code(f"rsync -a {view.evidence}/ /backup/evidence/", language=None)
if view.folder:
    section("在这里做过的备份", "服务器上定时做的不在内；旧的备份由运行维护人员移走")
    if view.backups:
        simple_table([line(row) for row in view.backups], COLUMNS, key="backups", caption="备份")
    else:
        empty("这里列出做过的备份", "还没有在这里备份过。", "点右上角“立即备份”，备份时大家可以照常使用。")
