"""What the pages of verification share: badges, what a place said of itself, the sheet as a table."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from domain.check_words import USUAL, spoken
from domain.findings import ANSWER_NAMES, Answer
from domain.visits import MATCH_NAMES, STATE_NAMES, Match, VisitState
from services.visit_own_words import OwnWords
from services.visit_sheet import Line, Sheet
from ui.badges import Badge, Tone
from ui.listing import simple_table
from ui.table import Column
from ui.wording import day_text

_STATES: dict[VisitState, tuple[str, Tone]] = {
    VisitState.PLANNED: ("○", "plain"),
    VisitState.RECORDING: ("◑", "active"),
    VisitState.SIGNED: ("◕", "active"),
    VisitState.CLOSED: ("✓", "good"),
    VisitState.CANCELLED: ("×", "ended"),
}
_ANSWERS: dict[Answer, tuple[str, Tone]] = {
    Answer.CONFORMS: ("✓", "good"),
    Answer.MOSTLY: ("△", "soon"),
    Answer.FAILS: ("×", "late"),
    Answer.NOT_APPLICABLE: ("－", "plain"),
}
_MATCHES: dict[Match, tuple[str, Tone]] = {
    Match.MISSED: ("!", "late"),
    Match.BOTH: ("=", "soon"),
    Match.ONLY_SELF: ("◁", "plain"),
    Match.SAME: ("✓", "good"),
    Match.NO_SELF: ("○", "plain"),
}
SHEET = (
    Column("item", "要点"),
    Column("own", "自查"),
    Column("found", "核查"),
    Column("match", "对照"),
    Column("question", "检查内容", wrap=True, width="30%"),
    Column("note", "核查情况", wrap=True),
    Column("findings", "问题", wrap=True),
)


def worded(columns: Sequence[Column], word: str) -> tuple[Column, ...]:
    """Columns in the campaign's word for its verification."""
    return tuple(replace(one, title=spoken(one.title, word)) for one in columns)


def visit_badge(state: VisitState, word: str = USUAL) -> Badge:
    """State of a visit, in the campaign's word."""
    sign, tone = _STATES[state]
    return Badge(spoken(STATE_NAMES[state], word), sign, tone)


def answer_badge(answer: Answer | None) -> Badge:
    """An answer, or that there is none."""
    if answer is None:
        return Badge("未填", "○", "plain")
    sign, tone = _ANSWERS[answer]
    return Badge(ANSWER_NAMES[answer], sign, tone)


def match_badge(match: Match, word: str = USUAL) -> Badge:
    """How the two sides of an item compare, in the campaign's word."""
    sign, tone = _MATCHES[match]
    return Badge(spoken(MATCH_NAMES[match], word), sign, tone)


def own_words(own: OwnWords | None, *, reported: bool) -> str:
    """What the place said of itself about an item, as one sentence."""
    if not reported:
        return "自查：尚未提交自查报告"
    if own is None or (own.answer is None and not own.problems):
        return "自查：未作答"
    said = f"自查：{ANSWER_NAMES[own.answer]}" if own.answer else "自查：登记了问题"
    told = "；".join([own.explanation, *own.problems] if own.explanation else own.problems)
    return f"{said}——{told}" if told else said


def quiet(text: str) -> None:
    """A line that stands back; the text may come from people."""
    st.html(f'<p style="margin:0;color:#5b6b7d;font-size:14px">{escape(text)}</p>')


def long_text(label: str, text: str) -> None:
    """A fact that needs the whole width; line breaks stay."""
    shown = escape(text).replace("\n", "<br>") or "—"
    st.html(
        f'<p style="margin:0;color:#5b6b7d;font-size:13px">{escape(label)}</p>'
        f'<p style="margin:0;overflow-wrap:anywhere">{shown}</p>'
    )


def sheet_table(lines: Sequence[Line], key: str, word: str) -> None:
    """Items with both sides, as one table, in the campaign's word."""
    rows = [
        {
            "id": number,
            "item": line.item.code,
            "question": line.item.question,
            "own": answer_badge(line.own.answer) if line.own and line.own.answer else "—",
            "found": answer_badge(line.answer),
            "match": match_badge(line.match, word) if line.match else "—",
            "note": line.note,
            "findings": "、".join(found.number for found in line.findings),
        }
        for number, line in enumerate(lines, start=1)
    ]
    simple_table(rows, worded(SHEET, word), key=key, caption=f"{word}要点")


def waiting_sentence(sheet: Sheet) -> str:
    """What can be done now and by whom."""
    team = "、".join(member.name for member in sheet.team)
    if sheet.state is VisitState.PLANNED:
        return f"等待{team}于{day_text(sheet.planned_on)}到场{sheet.check_word}。"
    if sheet.state is VisitState.RECORDING:
        return f"{team}正在填写，已填 {sheet.answered}/{len(sheet.lines)} 项；填完后由被{sheet.check_word}单位签字。"
    if sheet.state is VisitState.SIGNED:
        return f"事实已签字确认；等待{team}登记问题并办结。"
    ended = "已取消" if sheet.state is VisitState.CANCELLED else "已办结"
    return f"{sheet.check_word}{ended}。"


def record_fields(sheet: Sheet) -> tuple[tuple[str, str, str, int, int], ...]:
    """The texts of a record: name, label, what stands there, height in pixels, most characters."""
    word = sheet.check_word
    return (
        ("people_present", "在场人员（姓名、职务）", sheet.people_present, 80, 500),
        ("facts", f"{word}事实（只写看到的、查到的、问到的）", sheet.facts, 180, 8000),
        ("unit_opinion", f"被{word}单位意见（没有意见的写“无意见”）", sheet.unit_opinion, 100, 4000),
    )
