"""Charts of a campaign: its phases with today's line, who has reported, findings by category and state."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import streamlit as st

from domain.phases import PHASE_STATE_NAMES, PhaseState
from domain.self_inspection import Coverage
from domain.workflow import State
from services.campaign_overview import CategoryFigures
from services.campaigns import PhaseView
from ui.charts import draw

_BLUES = ("#1f4e8c", "#8fb0d8", "#d3e0ef")  # open, closed, planned
_LABEL = "#33445a"
_DAY = "%-m月%-d日"
_REPORTS = (("按时报送", "#1f4e8c"), ("逾期报送", "#e0a530"), ("未报送", "#c3ccd6"))
_STAGES: Mapping[str, tuple[State, ...]] = {
    "待交办": (State.REGISTERED,),
    "整改中": (State.ASSIGNED, State.RECTIFYING),
    "审核验收中": (State.SUBMITTED, State.REVIEWED, State.VERIFIED, State.PUBLISHED),
    "已销号": (State.CLOSED,),
    "长期坚持": (State.ONGOING,),
}
_STAGE_COLOURS = ("#112c50", "#1f4e8c", "#6f98ca", "#c3d4e8", "#9aa7b5")


def _values(rows: Sequence[Mapping[str, Any]]) -> alt.InlineData:
    return alt.InlineData(values=list(rows))


def phase_chart(phases: Sequence[PhaseView], today: date) -> None:
    """Bars from start to end; where the scheme gives no start, a thin line leads to the end."""
    rows = _phase_rows(phases)
    if not rows:
        st.caption("各阶段还没有日期。")
        return
    order = [str(row["name"]) for row in rows]
    y = alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=220, labelFontSize=13))
    x = alt.X("from:T", title=None, axis=alt.Axis(format=_DAY, tickCount=8, grid=True))
    colour = alt.Color(
        "state:N",
        title=None,
        scale=alt.Scale(
            domain=[PHASE_STATE_NAMES[state] for state in PhaseState], range=list(_order_of_states())
        ),
        legend=alt.Legend(orient="top"),
    )
    base = alt.Chart(_values(rows)).encode(y=y, tooltip=_tooltip())
    bars = base.transform_filter("datum.exact").mark_bar(height=18).encode(x=x, x2="to:T", color=colour)
    leads = base.transform_filter("!datum.exact").mark_rule(strokeWidth=2, strokeDash=[4, 3], color="#8fb0d8")
    ends = base.transform_filter("!datum.exact").mark_point(shape="diamond", filled=True, size=140, opacity=1)
    near_end = today.isoformat() > str(max(row["to"] for row in rows))
    layers = bars + leads.encode(x=x, x2="to:T") + ends.encode(x="to:T", color=colour)
    chart = layers + _today(today, left=near_end)
    draw(chart.properties(height=34 * len(rows) + 130))


def _order_of_states() -> tuple[str, str, str]:
    opened, closed, planned = _BLUES
    return planned, opened, closed


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title="阶段"),
        alt.Tooltip("span:N", title="时间"),
        alt.Tooltip("state:N", title="状态"),
    ]


def _today(today: date, *, left: bool) -> Any:
    """A line with its date; the words stand left of it when it is at the right edge."""
    here = alt.Chart(_values([{"day": today.isoformat(), "text": f"今天 {today.month}月{today.day}日"}]))
    line = here.mark_rule(color="#16243a", strokeWidth=1.5).encode(x="day:T")
    words = here.mark_text(
        align="right" if left else "left", dx=-4 if left else 4, dy=-6, color="#16243a"
    ).encode(x="day:T", y=alt.value(0), text="text:N")
    return line + words


def _phase_rows(phases: Sequence[PhaseView]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    reached: date | None = None
    for phase in phases:
        if phase.end is None:
            continue
        start = phase.start or (reached + timedelta(days=1) if reached and reached < phase.end else phase.end)
        rows.append(
            {
                "name": phase.name,
                "from": start.isoformat(),
                "to": (phase.end + timedelta(days=1)).isoformat() if phase.start else phase.end.isoformat(),
                "exact": phase.start is not None,
                "state": PHASE_STATE_NAMES[PhaseState(phase.state)],
                "span": f"{phase.start or '未规定开始'} 至 {phase.end}",
            }
        )
        reached = max(reached or phase.end, phase.end)
    return rows


def coverage_chart(groups: Sequence[tuple[str, Coverage]]) -> None:
    """A bar for each township: in time, late, missing."""
    rows = [
        {"name": name, "kind": kind, "count": count, "order": order}
        for name, sums in groups
        for order, (kind, count) in enumerate(
            zip((word for word, _ in _REPORTS), (sums.on_time, sums.late, sums.missing), strict=True)
        )
    ]
    colours = alt.Scale(domain=[word for word, _ in _REPORTS], range=[colour for _, colour in _REPORTS])
    _stacked(rows, [name for name, _ in groups], colours, "单位数")


def category_chart(categories: Sequence[CategoryFigures]) -> None:
    """A bar for each risk category: how far its findings have come."""
    rows = [
        {
            "name": one.name,
            "kind": stage,
            "order": order,
            "count": sum(one.states.get(state, 0) for state in states),
        }
        for one in categories
        for order, (stage, states) in enumerate(_STAGES.items())
    ]
    colours = alt.Scale(domain=list(_STAGES), range=list(_STAGE_COLOURS))
    _stacked(rows, [one.name for one in categories], colours, "问题数")


def _stacked(rows: Sequence[Mapping[str, Any]], names: Sequence[str], colours: alt.Scale, title: str) -> None:
    chart = (
        alt.Chart(_values(rows))
        .mark_bar(height=16)
        .encode(
            x=alt.X("count:Q", title=title, axis=alt.Axis(tickMinStep=1, format="d")),
            y=alt.Y("name:N", sort=list(names), title=None, axis=alt.Axis(labelLimit=220, labelColor=_LABEL)),
            color=alt.Color("kind:N", title=None, scale=colours, legend=alt.Legend(orient="top", columns=3)),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("name:N", title=""),
                alt.Tooltip("kind:N", title=""),
                alt.Tooltip("count:Q", title=title),
            ],
        )
        .properties(height=30 * len(names) + 130)
    )
    draw(chart)


def stages() -> Mapping[str, tuple[State, ...]]:
    """Stages of a finding's life as the chart groups its states; those that have left the ledger's work are out."""
    return _STAGES
