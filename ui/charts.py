"""The chart of dashboards, in the house's theme, and how every chart gets to the browser. Never a colour without its
word.

Blue says how far something has come; red is for what is overdue and for nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import streamlit as st

DONE, OPEN, LATE, LINE = "#1f4e8c", "#a9c1de", "#c0272d", "#33445a"
_ROW, _FRAME, _MOST_ROWS = 26, 70, 40
_OF_A_LAYER = ("mark", "encoding", "transform")
alt.data_transformers.consolidate_datasets = False  # each layer keeps its own rows, see `draw`


@dataclass(frozen=True, slots=True)
class Part:
    """One colour of a bar."""

    name: str
    colour: str


PROGRESS = (Part("已整改", DONE), Part("整改中", OPEN), Part("逾期", LATE))


def themed(chart: Any) -> Any:
    """The chart with the house's axes and legend."""
    return (
        chart.configure_axis(
            labelColor=LINE, titleColor=LINE, labelFontSize=12, gridColor="#e3e9f0", labelLimit=180
        )
        .configure_legend(orient="top", title=None, labelColor=LINE, labelFontSize=12)
        .configure_view(stroke=None)
    )


def stacked_bars(rows: Sequence[tuple[str, Sequence[int]]], parts: Sequence[Part], *, unit: str) -> None:
    """One bar a row, made of parts: rows are (name, a number for each part), drawn in their order."""
    shown = rows[:_MOST_ROWS]
    if not any(sum(numbers) for _, numbers in shown):
        st.caption("还没有可以画图的数据。")
        return
    values = [
        {"name": name, "part": part.name, "order": order, "number": number}
        for name, numbers in shown
        for order, (part, number) in enumerate(zip(parts, numbers, strict=True))
    ]
    colour = alt.Scale(domain=[part.name for part in parts], range=[part.colour for part in parts])
    chart = _bars(values, [name for name, _ in shown]).encode(
        x=alt.X("number:Q", title=unit, axis=alt.Axis(tickMinStep=1, tickCount=8, format="d")),
        color=alt.Color("part:N", scale=colour),
        order=alt.Order("order:Q"),
        tooltip=[alt.Tooltip("name:N", title="单位"), alt.Tooltip("part:N", title="情况"),
                 alt.Tooltip("number:Q", title=unit)],
    )  # fmt: skip
    _draw(chart, len(shown))


def _bars(values: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Any:
    y = alt.Y("name:N", sort=list(names), axis=alt.Axis(title=None, ticks=False, domain=False))
    return alt.Chart(alt.InlineData(values=list(values))).mark_bar(height=16).encode(y=y)


def _draw(chart: Any, rows: int) -> None:
    draw(themed(chart.properties(height=_ROW * rows + _FRAME)), theme=None)


def draw(chart: Any, *, theme: Literal["streamlit"] | None = "streamlit") -> None:
    """Draw a chart as wide as its place.

    Its few rows stay in the specification. Streamlit would take those at its top out and send them as a table of
    Arrow, for which the server loads Arrow and pandas: eighty megabytes for a dozen numbers.
    """
    st.vega_lite_chart(_in_layers(chart.to_dict()), width="stretch", theme=theme)


def _in_layers(spec: dict[str, Any]) -> dict[str, Any]:
    data = spec.pop("data", None)
    layers = spec.pop("layer", None) or [{key: spec.pop(key) for key in _OF_A_LAYER if key in spec}]
    if data is not None:
        layers = [{"data": data, **layer} for layer in layers]
    return {**spec, "layer": layers}
