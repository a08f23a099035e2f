"""The chart of a figure: every point lies inside the frame."""

from fractions import Fraction

import pytest

from services.period_order import place_in_time
from services.provider_list import Figure, Line
from ui.charts_provider import figure_chart


@pytest.mark.parametrize(("value", "border"), [(-35, "below"), (0, "at zero"), (35, "at zero")])
def test_a_figure_below_zero_lies_inside_its_chart(value: int, border: str) -> None:
    line = Line("K-6", "减少", "<", Fraction(0), value < 0)
    chart = figure_chart("增长量", [Figure("增长量", "2026-09", value, 10, False, lines=(line,))])
    low, high = chart.to_dict()["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert low < value / 10 if border == "below" else low == 0
    assert high > max(value / 10, 0)


def test_periods_stand_in_the_order_of_time() -> None:
    figures = [
        Figure("得分", period, 60, 1, False, order=order)
        for period, order in (("2026冬半年", 3), ("2025冬半年", 1), ("2026夏半年", 2))
    ]
    axis = figure_chart("得分", figures).to_dict()["layer"][0]["encoding"]["x"]
    assert axis["sort"] == ["2025冬半年", "2026夏半年", "2026冬半年"]


def test_the_line_breaks_where_a_month_has_no_figure() -> None:
    figures = [
        Figure("投诉率", period, 5, 100, True, order=place_in_time(period))
        for period in ("2026-06", "2026-08")
    ]
    chart = figure_chart("投诉率", figures).to_dict()
    path = chart["layer"][0]
    values = {one["label"]: one["value"] for one in chart["data"]["values"]}
    assert values == {"2026年6月": 5, "2026年7月": None, "2026年8月": 5}
    assert path["encoding"]["x"]["sort"] == ["2026年6月", "2026年7月", "2026年8月"]
