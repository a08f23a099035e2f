"""The fields of an order to rectify, with the deadline computed beside them."""

from typing import Any

import streamlit as st

from domain.deadlines import Deadline
from domain.errors import Told
from domain.findings import KIND_NAMES, Kind
from domain.terms import Unit
from services import clock
from services.actor import Actor
from services.deadline_rules import preview_deadline
from services.ledger_options import LedgerOptions
from ui.forms import Form
from ui.plain import plain

_BY_RULE, _BY_TERM, _BY_DATE = "rule", "term", "date"
_HOW = {_BY_RULE: "按方案规定", _BY_TERM: "另定天数", _BY_DATE: "指定日期"}
_UNITS = {Unit.CALENDAR_DAY.value: "自然日", Unit.WORKING_DAY.value: "工作日", Unit.MONTH.value: "个月"}


def order_fields(
    form: Form, actor: Actor, options: LedgerOptions, finding_id: int | None = None
) -> dict[str, Any]:
    """Draw the fields, of one finding or of many; the values as `services.findings_assign.Assignment` reads them."""
    units = {str(key): name for key, name in options.units.items()}
    left, right = st.columns(2, gap="medium")
    with left:
        lead_required = finding_id is not None
        label = "牵头单位" if lead_required else "牵头单位（不选则由各被检查单位牵头）"
        lead = form.choice("lead_unit_id", label, units, required=lead_required)
        assisting = form.choices("assisting_unit_ids", "配合单位", units)
        leader = form.text("responsible_leader", "责任领导")
        person = form.text("responsible_person", "责任人")
    with right:
        kind = form.choice(
            "kind",
            "整改类型",
            {one.value: name for one, name in KIND_NAMES.items()},
            required=True,
            radio=True,
        )
        matter = (
            form.choice("matter", "事项性质（方案另有规定的）", options.matters) if options.matters else ""
        )
        nature = _nature(form, options, one=finding_id is not None)
        deadline = _deadline(form, actor, options, Kind(kind), matter, nature, finding_id) if kind else {}
    requirement = form.area("requirement", "整改要求", required=True, height=110)
    goal = form.area("goal", "整改目标", required=kind == Kind.ONGOING, height=80)
    return {
        "lead_unit_id": int(lead) if lead else None,
        "assisting_unit_ids": [int(one) for one in assisting],
        "responsible_leader": leader,
        "responsible_person": person,
        "kind": kind or None,
        "matter": matter,
        "nature": nature,
        "requirement": requirement,
        "goal": goal,
        **deadline,
    }


def _nature(form: Form, options: LedgerOptions, *, one: bool) -> str:
    """Of which nature the problem is, where the scheme tells problems apart; of many each keeps its own."""
    if not options.natures:
        return ""
    label = options.nature if one else f"{options.nature}（不选则按各问题已定的）"
    return form.choice("nature", label, {word: word for word in options.natures}, required=one)


def _deadline(
    form: Form,
    actor: Actor,
    options: LedgerOptions,
    kind: Kind,
    matter: str,
    nature: str,
    finding_id: int | None,
) -> dict[str, Any]:
    """How the deadline is found, and what it will be."""
    if kind is Kind.ONGOING:
        st.caption("长期坚持没有销号日，由牵头单位定期更新进展，单独统计。")
        return {}
    served = form.day("served_on", "通知送达日", clock.today(), required=True)
    default = (options.terms.get(matter) if matter else "") or options.terms.get(kind, "")
    how_options = _HOW if default else {key: name for key, name in _HOW.items() if key != _BY_RULE}
    how = form.choice("how", "整改期限", how_options, next(iter(how_options)), radio=True)
    values: dict[str, Any] = {"served_on": served}
    if how == _BY_TERM:
        first, second = st.columns(2)
        with first:
            count = form.number("term", "天数或月数", 15, min_value=1, max_value=3650)
        with second:
            unit = form.choice("term_unit", "单位", _UNITS, Unit.CALENDAR_DAY.value)
        values["term"] = {"count": count, "unit": unit or Unit.CALENDAR_DAY.value}
    elif how == _BY_DATE:
        values["fixed_on"] = form.day("fixed_on", "截止日期", required=True)
    values["nature"] = nature
    found = _preview(actor, options.campaign_id, kind, matter, values, finding_id)
    if how == _BY_RULE and (
        found is not None or served is None
    ):  # else the message says why it does not hold
        st.caption(found.rule if found is not None else default)  # of a problem that came back another one
    if found is not None:
        st.info(found.explain())
    return values


def _preview(
    actor: Actor, campaign_id: int, kind: Kind, matter: str, values: dict[str, Any], finding_id: int | None
) -> Deadline | None:
    """The deadline with its arithmetic, or what is still missing."""
    served = values["served_on"]
    if served is None or ("fixed_on" in values and values["fixed_on"] is None):
        return None
    try:
        return preview_deadline(
            actor, campaign_id, kind, served, term=values.get("term"), fixed_on=values.get("fixed_on"),
            matter=matter, nature=values["nature"], finding_id=finding_id,
        )  # fmt: skip
    except Told as message:
        st.caption(plain(str(message)))
        return None
