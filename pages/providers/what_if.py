"""界线试算: if a line or a reading were another one, which providers would be hit? Nothing is stored."""

import streamlit as st

from domain.permissions import Action
from services.regimes import regime_choices
from services.what_if import Trial, bench_of, try_out
from ui.forms import Form
from ui.guard import guard, required
from ui.listing import simple_table
from ui.page import empty, figures, page_head, section
from ui.provider_words import outcome_badge
from ui.table import Cell, Column

COLUMNS = (
    Column("provider", "服务单位", wrap=True, link=True),
    Column("rule", "规则"),
    Column("title", "内容", wrap=True, width="24%"),
    Column("period", "统计期"),
    Column("before", "现在"),
    Column("after", "试算"),
    Column("arithmetic", "试算算式", wrap=True, width="30%"),
)
TURNS = {"≥": "不低于（含）", ">": "高于", "≤": "不高于（含）", "<": "低于", "=": "等于"}


def show(trial: Trial) -> None:
    """How many more or fewer, and each difference."""
    section("结果", "按已登记的全部统计期计算，不保存")
    figures(
        {
            "触发规则": (f"{trial.hit_then} 项", f"现在 {trial.hit_now} 项"),
            "涉及单位": (f"{trial.providers_then} 家", f"现在 {trial.providers_now} 家"),
            "有变化": (f"{len(trial.differences)} 项", "逐项列在下面"),
        }
    )
    rows: list[dict[str, Cell]] = [
        {
            "id": one.provider_id,
            "provider": one.provider,
            "rule": one.rule,
            "title": one.title,
            "period": one.period,
            "before": outcome_badge(one.before, standing=one.standings[0]),
            "after": outcome_badge(one.after, standing=one.standings[1]),
            "arithmetic": one.arithmetic,
        }
        for one in trial.differences[:200]
    ]
    simple_table(rows, COLUMNS, key="differences", opens="provider", caption="有变化的判定")


actor = guard(Action.VERDICT_COMPUTE)
page_head("界线试算", where=["服务单位"])
regimes = regime_choices(actor)
if not regimes:
    empty("这里试算移动界线的影响", "还没有启用监管方案。", stem="regimes", label="去启用")
    st.stop()
st.caption("移动制度中的界线或者改选口径，看会有哪些单位受影响。只试算，不改变任何判定和处置。")
first = next(iter(regimes))
regime = st.selectbox("监管方案", list(regimes), format_func=regimes.__getitem__, key="regime") or first
with required():
    bench = bench_of(actor, int(regime))
form = Form(f"what-if-{regime}")
with form:
    section("界线")
    typed: dict[str, str] = {}
    for place in range(0, len(bench.lines), 3):
        for column, line in zip(st.columns(3), bench.lines[place : place + 3], strict=False):
            with column:
                label = f"{line.rule} {line.figure}{TURNS[line.sign]}"
                text = form.text(line.key, label, line.shown, help=f"{line.title}（{line.clause}）")
                if text != line.shown:
                    typed[line.key] = text
    changed: dict[str, str] = {}
    if bench.settings:
        section("口径")
    settings = list(bench.settings.items())
    for place in range(0, len(settings), 3):
        for column, (key, setting) in zip(st.columns(3), settings[place : place + 3], strict=False):
            with column:
                picked = form.choice(f"setting_{key}", setting.name, dict(setting.options), bench.chosen[key])
                if picked and picked != bench.chosen[key]:
                    changed[key] = picked
    pressed = form.submit("试算")
if pressed:
    with form.told():
        st.session_state["trial"] = try_out(actor, int(regime), typed, changed)
trial = st.session_state.get("trial")
if isinstance(trial, Trial):
    show(trial)
