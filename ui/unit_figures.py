"""Fields of a figure of a unit or person."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from domain.library.models.facts import Fact
from domain.units import UnitKind
from services.actor import Actor
from services.units import unit_choices
from ui.forms import Form
from ui.measurement_form import value_fields


def value_and_source(
    form: Form, spec: Fact, known: Mapping[str, Any] | None = None, source: str = ""
) -> dict[str, object]:
    """The value in the fields of its kind, and where it comes from."""
    if spec.note:
        st.caption(spec.note)
    values = value_fields(form, spec, None, known)
    source = form.text("source", "来源（报表、台账、测评报告）", source, required=True, max_chars=100)
    return {**values, "source": source}


def reported_by(form: Form, actor: Actor, spec: Fact) -> dict[str, object]:
    """The reporting unit, where the scheme says which kind of unit reports."""
    if spec.by not in set(UnitKind):
        return {}
    units = unit_choices(actor, kinds=[UnitKind(spec.by)])
    chosen = form.choice("reporting_unit_id", "填报单位", units, required=True)
    return {"reporting_unit_id": int(chosen or 0)}
