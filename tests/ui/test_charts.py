"""Charts carry their rows in the specification: nobody loads Arrow and pandas for a dozen numbers."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

BARS = """
from ui.charts import PROGRESS, stacked_bars
stacked_bars([("东街镇", (3, 2, 1))], PROGRESS, unit="件")
"""
LAYERS = """
import altair as alt
from ui.charts import draw
rows = alt.Chart(alt.InlineData(values=[{"day": 1}]))
draw(rows.mark_bar().encode(x="day:Q") + rows.mark_rule().encode(x="day:Q"))
"""


def drawn(script: str) -> Any:
    test = AppTest.from_string(script).run()
    assert not test.exception
    return test.get("vega_lite_chart")[0].proto


@pytest.mark.parametrize(
    ("script", "row"),
    [
        (BARS, {"name": "东街镇", "part": "已整改", "order": 0, "number": 3}),
        (LAYERS, {"day": 1}),
    ],
)
def test_the_rows_of_a_chart_stay_in_its_specification(script: str, row: dict[str, Any]) -> None:
    proto = drawn(script)
    assert (proto.data.data, len(proto.datasets)) == (b"", 0)
    layers = json.loads(proto.spec)["layer"]
    assert all(row in layer["data"]["values"] for layer in layers)
