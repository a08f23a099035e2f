"""The filters of the ledger, drawn and read; all of them stay in the address."""

from datetime import date
from typing import Any

import streamlit as st

from domain.errors import Invalid
from domain.findings import KIND_NAMES, SOURCE_NAMES, Kind, Source
from domain.forms import fen
from domain.traffic_lights import Light
from domain.workflow import STATE_NAMES, State
from services.ledger_filters import LedgerQuery
from services.ledger_options import LedgerOptions
from ui.badges import LIGHTS
from ui.listing import Listing

_MORE = (
    "kind", "nature", "item", "source", "lead", "assisting", "provider", "person", "amount_from", "amount_to",
    "people_from", "due_from", "due_to", "found_from", "found_to", "escalation", "voluntary", "relapsed", "to_raise",
    "to_weigh",
)  # fmt: skip


def ledger_filters(view: Listing, options: LedgerOptions) -> LedgerQuery:
    """Draw the filters and return what they ask for."""
    units = {str(key): name for key, name in options.units.items()}
    with view.filters():
        text = view.text("q", "搜索", placeholder="编号、摘要、描述", width=190)
        states = view.choices(
            "state", "状态", {state.value: name for state, name in STATE_NAMES.items()}, width=200
        )
        light = view.choice("light", "预警", LIGHTS, width=120)
        categories = view.choices("category", "问题类别", {**options.categories, **options.former}, width=220)
        unit = view.choice("unit", "被检查单位（含下级）", units, width=210)
    more = _more_filters(view, options, units, categories)
    return LedgerQuery(
        options.campaign_id,
        text=text,
        states=tuple(State(state) for state in states),
        light=Light(light) if light else None,
        categories=tuple(categories),
        unit_id=_id(unit),
        sort=view.sort,
        page=view.page,
        **more,
    )


def _more_filters(
    view: Listing, options: LedgerOptions, units: dict[str, str], categories: list[str]
) -> dict[str, Any]:
    chosen = [name for name in _MORE if name in st.query_params]
    label = f"更多筛选（已选 {len(chosen)} 项）" if chosen else "更多筛选"
    with st.expander(label, expanded=bool(chosen)):
        places = _places(view, options, units, categories)
        with st.container(horizontal=True, vertical_alignment="bottom", key="filters-findings-3"):
            found = _days(view, "found", "发现日期")
            due = _days(view, "due", "整改期限")
            voluntary = view.tick("voluntary", "只看主动上报")
            relapsed = view.tick("relapsed", "只看复发")
            to_raise = bool(options.levels) and view.tick("to_raise", "只看应升级督办")
            to_weigh = options.weighs and view.tick("to_weigh", "只看应提级管理")
    ticked = {"voluntary": voluntary, "relapsed": relapsed, "to_raise": to_raise, "to_weigh": to_weigh}
    return {**places, **found, **due, **ticked}


def _places(
    view: Listing, options: LedgerOptions, units: dict[str, str], categories: list[str]
) -> dict[str, Any]:
    groups = categories or list(options.items)
    items = {key: name for group in groups for key, name in options.items.get(group, {}).items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters-findings-2"):
        kind = view.choice(
            "kind", "整改类型", {one.value: name for one, name in KIND_NAMES.items()}, width=130
        )
        words = {word: word for word in options.natures}
        natures = view.choices("nature", options.nature, words, width=180) if words else []
        source = view.choices("source", "问题来源", {one.value: name for one, name in SOURCE_NAMES.items()})
        item = view.choice("item", "检查要点", items, width=200)
        lead = view.choice("lead", "牵头单位（含下级）", units, width=200)
        assisting = view.choice("assisting", "配合单位", units, width=180)
        provider = view.choice(
            "provider", "服务单位", {str(k): name for k, name in options.providers.items()}
        )
        person = view.text("person", "责任领导或责任人", width=150)
        low, high = _amount(view, "amount_from", "金额从（元）"), _amount(view, "amount_to", "到（元）")
        people = view.text("people_from", "涉及人数不少于", width=130)
        level = view.choice(
            "escalation", "督办级别不低于", {str(k): name for k, name in options.levels.items()}
        )
    return {
        "kinds": (Kind(kind),) if kind else (),
        "natures": tuple(natures),
        "sources": tuple(Source(one) for one in source),
        "item": item,
        "lead_unit_id": _id(lead),
        "assisting_unit_id": _id(assisting),
        "provider_id": _id(provider),
        "person": person,
        "amount_from": low,
        "amount_to": high,
        "people_from": int(people) if people.isascii() and people.isdigit() and len(people) < 10 else None,
        "escalation": _id(level),
    }


def _amount(view: Listing, name: str, label: str) -> int | None:
    """Yuan as typed, to fen; what is no amount does not filter and says so."""
    text = view.text(name, label, width=120)
    try:
        value = fen(text) if text else None
    except ValueError as mistake:
        st.caption(str(mistake))
        return None
    return value if isinstance(value, int) else None


def _days(view: Listing, name: str, label: str) -> dict[str, date | None]:
    return {
        f"{name}_from": view.day(f"{name}_from", f"{label}从"),
        f"{name}_to": view.day(f"{name}_to", f"{label}到"),
    }


def _id(text: str) -> int | None:
    return int(text) if text else None


def require_ranges(query: LedgerQuery) -> None:
    """`Invalid` when a range is upside down, so that an empty list is not a riddle."""
    pairs = (
        ("金额", query.amount_from, query.amount_to),
        ("整改期限", query.due_from, query.due_to),
        ("发现日期", query.found_from, query.found_to),
    )
    for label, low, high in pairs:
        if low is not None and high is not None and low > high:  # type: ignore[operator]  # both are of one kind
            raise Invalid({"": f"{label}的起止颠倒了，请重新选择。"})
