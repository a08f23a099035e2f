"""Which datum of which provider, and who reports it: the head of every form about figures of providers."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from services.actor import Actor
from services.measurement_options import Recordable
from ui.forms import Form
from ui.guard import required
from ui.page import empty


def datum_field(
    form: Form,
    names: Mapping[str, str],
    known: Callable[[int], Sequence[Recordable]],
    nothing: tuple[str, str],
) -> tuple[int, Recordable]:
    """A provider and one of the data `known` of it; the page ends while that is open, or where there is `nothing`."""
    provider = form.choice("provider_id", "服务单位", names, required=True)
    if not provider:
        st.stop()
    with required():
        kinds = {one.key: one for one in known(int(provider))}
    if not kinds:
        empty(*nothing)
        st.stop()
    only = next(iter(kinds)) if len(kinds) == 1 else None
    titles = {key: one.spec.name for key, one in kinds.items()}
    metric = form.choice("metric", "数据", titles, only, required=True)
    if not metric:
        st.stop()
    return int(provider), kinds[metric]


def reporter_field(form: Form, actor: Actor, kind: Recordable, label: str) -> str:
    """The unit that reports it: the only one, else the person's own to begin with."""
    own = str(actor.unit_id) if str(actor.unit_id) in kind.units else None
    first = next(iter(kind.units)) if len(kind.units) == 1 else own
    return form.choice("reporting_unit_id", label, dict(kind.units), first, required=True)
