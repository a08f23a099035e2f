"""A month as a grid of days, Monday first; on a narrow screen it becomes a list."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from services.agenda import WORDS, AgendaDay, AgendaEntry
from ui.waiting import said

_WEEK = ("一", "二", "三", "四", "五", "六", "日")
_SHOWN = 4  # entries named in a cell; the list below the grid has all
_SHEET = Path(__file__).resolve().parent / "assets" / "month.css"


@cache
def _style() -> str:
    return f"<style>{_SHEET.read_text(encoding='utf-8')}</style>"


def show_month(days: Sequence[AgendaDay], today: date, address: Callable[[AgendaEntry], str]) -> None:
    """Draw the grid; `address` says where an entry leads."""
    before = days[0].day.weekday()
    after = (-before - len(days)) % 7
    cells = [*_outside(before), *(_cell(day, today, address) for day in days), *_outside(after)]
    heads = "".join(f"<b>{name}</b>" for name in _WEEK)
    st.html(f'{_style()}<div class="xh-month" role="grid">{heads}{"".join(cells)}</div>')


def _outside(number: int) -> Iterable[str]:
    return ['<div class="xh-day out"></div>'] * number


def _cell(day: AgendaDay, today: date, address: Callable[[AgendaEntry], str]) -> str:
    marks = " ".join(["xh-day", *(["rest"] if day.rest else []), *(["today"] if day.day == today else [])])
    note = "今天" if day.day == today else day.rest
    lines = [_entry(entry, day.day < today, address(entry)) for entry in day.entries[:_SHOWN]]
    if len(day.entries) > _SHOWN:
        lines.append(f"<p>等{len(day.entries)}项</p>")
    return (
        f'<div class="{marks}"><span>{day.day.day}<small>{escape(note)}</small></span>{"".join(lines)}</div>'
    )


def _entry(entry: AgendaEntry, past: bool, address: str) -> str:
    words = escape(entry_words(entry))
    late = ' class="late"' if past and entry.kind == "findings_due" else ""
    if not address:
        return f"<p{late} title='{words}'>{words}</p>"
    return f'<a{late} href="{escape(address)}" target="_self" title="{words}">{words}</a>'


def entry_words(entry: AgendaEntry) -> str:
    """整改到期 3 件, 报送截止 自查报告."""
    what = (
        f"{entry.count} 件" if entry.kind in ("findings_due", "publicity_end") else entry.text or entry.unit
    )
    return f"{said(WORDS[entry.kind])} {what}".strip()
