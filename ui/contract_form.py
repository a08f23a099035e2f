"""The fields of a contract, for signing and renewing."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from domain.procedure import contract_elements
from domain.units import UnitKind
from services.actor import Actor
from services.units import unit_choices
from ui.forms import Form
from ui.page import section


def contract_fields(form: Form, actor: Actor, initial: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Draw the fields; what `services.contracts.ContractForm` takes."""
    known = dict(initial or {})
    left, right = st.columns(2)
    with left:
        number = form.text("number", "合同编号", str(known.get("number", "")), required=True, max_chars=60)
        start = form.day("start", "起始日", known.get("start"), required=True)
        annual = form.text(
            "annual", "全年资金（元）", str(known.get("annual", "")), placeholder="例如 100000"
        )
    with right:
        buyer = form.text("buyer", "购买主体", str(known.get("buyer", "")), required=True, max_chars=100)
        end = form.day("end", "终止日", known.get("end"), required=True)
        quarter = form.text("quarter", "每季度资金（元）", str(known.get("quarter", "")))
    title = form.text("title", "合同名称", str(known.get("title", "")), required=True, max_chars=200)
    area, service = reach_fields(form, actor, known.get("area", ()), str(known.get("service", "")))
    elements = contract_elements()
    section("合同要素", f"逐项核对合同文本；依据：{elements.document}{elements.clause}")
    terms: dict[str, bool] = {}
    for column, name in zip(st.columns(len(elements.names)), elements.names, strict=True):
        with column:
            terms[name] = form.tick(f"term_{name}", name, bool(known.get("terms", {}).get(name)))
    return {
        "number": number, "title": title, "buyer": buyer, "start": start, "end": end, "annual": annual,
        "quarter": quarter, "area": area, "service": service, "terms": terms,
    }  # fmt: skip


def reach_fields(
    form: Form, actor: Actor, area: Iterable[int] = (), service: str = ""
) -> tuple[tuple[int, ...], str]:
    """Where and for which service something is; nothing chosen means everywhere and everything."""
    places = unit_choices(actor, kinds=[UnitKind.TOWNSHIP, UnitKind.VILLAGE])
    chosen = form.choices("area", "服务区域（不限的不选）", places, [str(one) for one in area])
    named = form.text(
        "service", "服务项目（不限的不填）", service, placeholder="例如：上门服务", max_chars=100
    )
    return tuple(int(one) for one in chosen), named


def missing_elements(terms: Mapping[str, bool]) -> list[str]:
    """Elements that the contract does not have."""
    return [name for name in contract_elements().names if not terms.get(name)]
