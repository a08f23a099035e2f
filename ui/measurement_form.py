"""The fields of one datum, by the kind that the scheme gives it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import streamlit as st

from domain.cycles import is_cycle
from domain.library.models.facts import Fact as FactSpec
from domain.library.wording import stretch
from domain.permissions import Role
from domain.surveys import required_sample
from domain.thresholds import spans
from domain.thresholds.years import Years, year_words
from services import clock
from services.actor import Actor
from services.closed_periods import LATE
from services.measurement_values import told_in_counts
from services.period_order import last_day
from ui.forms import Form
from ui.wording import day_text


def period_field(form: Form, spec: FactSpec, years: Years) -> str:
    """The period, where the datum has one; a year is that of whoever the datum is about."""
    if spec.every is None:
        return ""
    label, example = f"统计期（按{stretch(spec.every)}）", f"例如 {spans.example_of(spec.every)}"
    period = form.text("period", label, required=True, placeholder=example)
    note = st.empty()
    over = last_day(period, (spec.every,) if is_cycle(spec.every) else (), years)
    if over is not None and over >= clock.today():
        note.caption(f"这一期到{day_text(over)}才结束；登记后就作为判定依据，期末有变化的请更正。")
    elif spec.every == "year" and (told := year_words(years, clock.today())):
        note.caption(f"{told}。")
    return period


def late_field(form: Form, actor: Actor, spec: FactSpec) -> dict[str, Any]:
    """Why something comes after its period was closed: the office alone may still bring it."""
    if spec.every is None or actor.role is not Role.OFFICE:
        return {}
    return {LATE: form.text(LATE, "补报说明（统计期已经办结的必须填写）", max_chars=1000)}


def value_fields(
    form: Form, spec: FactSpec, share: Fraction | None, known: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Draw the value; keys are those of `services.measurement_values.MeasurementForm`."""
    start = dict(known or {})
    if spec.every == "occasion":
        return {"happened_on": form.day("happened_on", "发生日期", start.get("happened_on"))} | _value(
            form, spec, share, start
        )
    return _value(form, spec, share, start)


def _value(form: Form, spec: FactSpec, share: Fraction | None, start: dict[str, Any]) -> dict[str, Any]:
    match spec.kind:
        case "ratio":
            left, right = st.columns(2)
            with left:
                upper = form.number("numerator", spec.numerator or "分子", start.get("numerator", 0))
            with right:
                lower = form.number("denominator", spec.denominator or "分母", start.get("denominator", 0))
            return _ratio(form, spec, upper, lower, start)
        case "rank":
            return _rank(form, spec, start)
        case "tally":
            return _tally(form, spec, share, start)
        case "amount":
            return {
                "amount": form.text("amount", f"{spec.name}（元）", start.get("amount", ""), required=True)
            }
        case "flag":
            word = form.choice("yes", spec.name, {"1": "是", "0": "否"}, radio=True, required=True)
            return {"yes": None if not word else word == "1"}
        case "grade" | "choice":
            words = {word: word for word in spec.grades or spec.options}
            return {"word": form.choice("word", spec.name, words, start.get("word"), required=True)}
        case "text":
            return {"word": form.text("word", spec.name, start.get("word", ""), required=True)}
        case "date":
            day = form.day("word", spec.name, required=True)
            return {"word": day.isoformat() if day else ""}
    label = f"{spec.name}（{spec.unit}）" if spec.unit else spec.name
    return {
        "figure": form.text("figure", label, start.get("figure", ""), required=True, placeholder="例如 89.5")
    }


def _ratio(form: Form, spec: FactSpec, upper: int, lower: int, start: Mapping[str, Any]) -> dict[str, Any]:
    """Both counts; or the percentage, where the scheme names no counts and only the result is known."""
    if told_in_counts(spec):
        return {"numerator": upper, "denominator": lower}
    result = form.text(
        "percent", "只有结果的，填百分数（%）", start.get("percent", ""), placeholder="例如 98.5"
    )
    return {"percent": result} if result else {"numerator": upper, "denominator": lower}


def _rank(form: Form, spec: FactSpec, start: Mapping[str, Any]) -> dict[str, Any]:
    left, right = st.columns(2)
    with left:
        place = form.number("numerator", spec.name, start.get("numerator", 0))
    with right:
        ranked = form.number("denominator", "参加排名的总数", start.get("denominator", 0))
    return {"numerator": place, "denominator": ranked}


def _tally(form: Form, spec: FactSpec, share: Fraction | None, start: Mapping[str, Any]) -> dict[str, Any]:
    left, right = st.columns(2)
    with left:
        frame = form.number("frame", "服务对象总数（抽样框）", start.get("frame", 0))
    with right:
        drawn = form.number("drawn", "抽取人数", start.get("drawn", 0))
    note = (
        st.empty()
    )  # always there: a line that appears would move the fields below from under a typing hand
    if share is not None and frame:
        note.caption(
            f"按制度应抽不少于 {required_sample(frame, share)} 人（{share * 100}%，不足一人的按一人计）。"
        )
    counts: dict[str, int] = {}
    known: Mapping[str, int] = start.get("counts", {})
    for column, word in zip(st.columns(len(spec.options)), spec.options, strict=True):
        with column:
            counts[word] = form.number(f"count_{word}", f"{word}（人）", known.get(word, 0))
    surveyed_by = form.text("surveyed_by", "测评人（机构）", start.get("surveyed_by", ""), max_chars=100)
    return {"frame": frame, "drawn": drawn, "counts": counts, "surveyed_by": surveyed_by}
