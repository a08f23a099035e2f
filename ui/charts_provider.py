"""Figures of a provider over time, with the lines of its rules drawn in: one hue, dashed lines, no rainbow."""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

import altair as alt
import streamlit as st

from domain.thresholds import spans
from domain.thresholds.data import show_number
from services.period_order import place_in_time
from services.provider_list import Figure
from ui.charts import draw
from ui.provider_words import SIGNS

_RED, _GREY, _LABEL = "#b3261e", "#7a8797", "#33445a"
_TOGETHER = "合并计算"
_MOST_PERIODS = 60  # days or weeks of years would be axes of nothing
_SHADES = ["#1f4e8c", "#6f98ca", "#112c50", "#9db7d6"]  # reporting units, shades of one hue


def show_figures(figures: Sequence[Figure]) -> None:
    """One chart a figure, two beside each other; nothing when nothing was measured."""
    names = list(dict.fromkeys(figure.name for figure in figures if figure.period))
    if not names:
        st.caption("还没有可以对照界线的数据。")
        return
    for start in range(0, len(names), 2):
        for column, name in zip(st.columns(2), names[start : start + 2], strict=False):
            with column:
                chart = figure_chart(name, [figure for figure in figures if figure.name == name])
                draw(chart)


def figure_chart(name: str, figures: Sequence[Figure]) -> alt.LayerChart | alt.FacetChart:
    """Points over periods; a point that meets a rule is red and square, the lines are labelled."""
    points = _with_gaps([figure for figure in figures if figure.period])
    lines = _lines(figures)
    order = sorted({str(point["label"]): int(point["order"]) for point in points}.items(), key=itemgetter(1))
    y = alt.Y("value:Q", title=None, scale=_scale(points, lines), axis=_axis(figures[0].percent))
    x = alt.X(
        "label:N", sort=[label for label, _ in order], title=None, axis=alt.Axis(labelAngle=0, labelLimit=90)
    )
    base = alt.Chart(alt.InlineData(values=points)).encode(x=x, y=y)
    units = list(dict.fromkeys(str(point["series"]) for point in points))
    scale = alt.Scale(domain=units, range=(_SHADES * len(units))[: len(units)])
    legend = alt.Legend(orient="bottom", title=None) if len(units) > 1 else None
    shade = alt.Color("series:N", scale=scale, legend=legend)
    path = base.mark_line(strokeWidth=2).encode(color=shade)
    tooltip = [alt.Tooltip("label:N", title="统计期"), alt.Tooltip("series:N", title="统计单元"),
               alt.Tooltip("shown:N", title=name),
               alt.Tooltip("said:N", title="判定")]  # fmt: skip
    calm = (
        base.transform_filter("isValid(datum.value) && !datum.crossed")
        .mark_point(filled=True, size=60, opacity=1)
        .encode(color=shade)
    )
    hit = base.transform_filter("datum.crossed").mark_point(
        shape="square", filled=True, size=110, opacity=1, color=_RED
    )
    layers: list[Any] = [path, calm.encode(tooltip=tooltip), hit.encode(tooltip=tooltip)]
    if lines:
        layers += _rules(lines)
    title = alt.TitleParams(name, anchor="start", fontSize=14, color=_LABEL)
    return alt.layer(*layers).properties(height=240 if legend is None else 275, title=title)


def _rules(lines: Sequence[dict[str, Any]]) -> list[alt.Chart]:
    base = alt.Chart(alt.InlineData(values=list(lines))).encode(y="value:Q")
    rule = base.mark_rule(color=_GREY, strokeDash=[5, 4])
    text = base.mark_text(align="left", baseline="middle", dx=6, color=_LABEL, fontSize=11).encode(
        text="label:N", x=alt.value("width")
    )
    return [rule, text]


def _with_gaps(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Their points, and one without a value for each period between them that has none: the line breaks there."""
    points = [_point(figure) for figure in figures]
    there = {(figure.unit, figure.period) for figure in figures}
    units = dict.fromkeys(figure.unit for figure in figures)
    missing = [
        (unit, period) for period in _between(figures) for unit in units if (unit, period) not in there
    ]
    return points + [
        {"order": place_in_time(period), "label": spans.label_of(period), "series": unit or _TOGETHER,
         "value": None, "crossed": False}
        for unit, period in missing
    ]  # fmt: skip


def _between(figures: Sequence[Figure]) -> list[str]:
    """Every period of the calendar from the first to the last; none where they are a scheme's own, or too many."""
    if not all(place_in_time(figure.period) for figure in figures):
        return []
    places = [spans.parse(figure.period) for figure in figures]
    (grain, *others), indexes = {place.grain for place in places}, [place.index for place in places]
    if others or grain == "occasion" or max(indexes) - min(indexes) > _MOST_PERIODS:
        return []
    return [spans.text_of(grain, index) for index in range(min(indexes), max(indexes) + 1)]


def _point(figure: Figure) -> dict[str, Any]:
    met = list(dict.fromkeys(line.title for line in figure.lines if line.met))
    shown = show_number(figure.value, percent=figure.percent)
    parts = f"（{figure.num}/{figure.den}）" if figure.percent and figure.den != 1 else ""
    return {
        "order": figure.order,
        "label": spans.label_of(figure.period),
        "series": figure.unit or _TOGETHER,
        "value": _plain(figure),
        "shown": f"{shown}{parts}",
        "crossed": bool(met),
        "said": "；".join(met) or "未触发",
    }


def _plain(figure: Figure) -> float:
    """For the eye only: judging is done on the fraction."""
    return round(100 * figure.num / figure.den if figure.percent else figure.num / figure.den, 4)


def _lines(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Each border once, with the sign and the rules that watch it."""
    found: dict[tuple[str, float, str], list[str]] = {}
    for figure in figures:
        for line in figure.lines:
            shown = show_number(line.value, percent=figure.percent)
            value = float(line.value * 100) if figure.percent else float(line.value)
            found.setdefault((line.sign, value, shown), []).append(line.rule)
    return [
        {"value": value, "label": f"{SIGNS.get(sign, sign)} {shown}（{'、'.join(dict.fromkeys(rules))}）"}
        for (sign, value, shown), rules in found.items()
    ]


def _scale(points: Sequence[dict[str, Any]], lines: Sequence[dict[str, Any]]) -> alt.Scale:
    values = [one["value"] for one in [*points, *lines] if one["value"] is not None]
    low, high = min(values), max(values)
    room = (high - low) * 0.18 or 1
    bottom = low - room if low < 0 else max(0, low - room)
    return alt.Scale(domain=[bottom, high + room], nice=False, zero=False)


def _axis(percent: bool) -> alt.Axis:
    suffix = "datum.label + '%'" if percent else "datum.label"
    return alt.Axis(tickCount=5, labelExpr=suffix, gridColor="#e8edf3")
