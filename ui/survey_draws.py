"""What the pages about draws for surveys share: which survey, the people drawn so far, a draw as a line."""

import streamlit as st

from domain.survey_draws import AGAIN_NAMES, Again
from services.actor import Actor
from services.survey_draw_records import SurveyDrawLine
from services.survey_draws import sample_drawn
from ui.forms import Form
from ui.links import page_link
from ui.state import assign
from ui.table import Cell, Column
from ui.wording import moment_cell

DRAWS = (
    Column("period", "统计期", link=True),
    Column("provider", "服务单位", wrap=True, width="22%"),
    Column("survey", "数据", wrap=True),
    Column("drawn", "抽取", wrap=True),
    Column("why", "第几次", wrap=True, width="18%"),
    Column("unit", "测评单位", wrap=True),
    Column("at", "抽取时间"),
)


def draw_line(row: SurveyDrawLine) -> dict[str, Cell]:
    """A draw as a row."""
    return {
        "id": row.id, "period": row.period or "常设", "provider": row.provider, "survey": row.survey,
        "drawn": f"{row.frame}人中抽{row.drawn}人", "why": times_words(row), "unit": row.unit,
        "at": moment_cell(row.at),
    }  # fmt: skip


def times_words(row: SurveyDrawLine) -> str:
    """第1次, or 第2次（拒访、无效太多，补抽）."""
    why = f"（{AGAIN_NAMES[Again(row.again)]}）" if row.again else ""
    return f"第{row.number}次{why}"


def follow(form: Form, cause: object, **values: int) -> None:
    """Put numbers into fields when what they hang on has changed; what somebody types stays until then."""
    key = f"{form.key}:follows-{'-'.join(values)}"
    changed = st.session_state.get(key) != cause
    st.session_state[key] = cause
    for name, value in values.items():
        if changed or form.widget_key(name) not in st.session_state:
            assign(form.widget_key(name), value)


def sample_line(actor: Actor, form: Form, provider_id: int, metric: str, unit_id: int, period: str) -> None:
    """Fill frame and number drawn from the draws of this survey, and lead to them."""
    sample = sample_drawn(actor, provider_id, metric, unit_id, period)
    follow(form, sample, frame=sample.frame if sample else 0, drawn=sample.drawn if sample else 0)
    told = f"已从 {sample.frame} 人中抽取 {sample.drawn} 人，补抽或重抽" if sample else "先抽取测评名单"
    page_link(told, "survey_draw_new", provider=provider_id, metric=metric, unit=unit_id, period=period)
