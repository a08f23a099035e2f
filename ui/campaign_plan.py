"""What a scheme makes of a year, as the office sees it before a campaign is created, and what it is asked for."""

import streamlit as st

from domain.units import UNIT_KIND_NAMES
from services.actor import Actor
from services.campaign_creation import AUTHORITY, IN_SCOPE, USUAL, scope_candidates
from services.campaign_plan import Plan
from ui.forms import Form
from ui.listing import simple_table
from ui.page import section
from ui.plain import plain
from ui.table import Column
from ui.wording import day_cell

PHASE_COLUMNS = (
    Column("name", "阶段"),
    Column("start", "开始"),
    Column("end", "截止"),
    Column("clause", "依据"),
    Column("notes", "提示", wrap=True, width="46%"),
)
DUTY_COLUMNS = (
    Column("name", "报送事项"),
    Column("due", "截止"),
    Column("who", "报送单位"),
    Column("clause", "依据"),
)
GROUP = {"head": "组长", "deputy": "副组长", "members": "成员单位", "office": "办公室设在"}
"""Fields of the leading group, as the form of a campaign names them."""


def show_plan(plan: Plan) -> None:
    """Phases and duties with their days, and what is remarkable about them."""
    phases = {phase.name for phase in plan.phases}
    for note in plan.notes:
        if note.phase not in phases:  # of the scheme as a whole
            st.warning(plain(f"{note.sentence}。"))
    section("阶段", "日期按方案计算，遇休息日只提示、不自动顺延，创建后可以调整")
    warned = {
        phase.name: "；".join(
            ("⚠ " if note.warns else "") + note.sentence for note in plan.notes if note.phase == phase.name
        )
        for phase in plan.phases
    }
    rows = [
        {
            "name": phase.name,
            "start": day_cell(phase.start),
            "end": day_cell(phase.end),
            "clause": phase.clause,
            "notes": "；".join(part for part in (phase.words, warned[phase.name]) if part),
        }
        for phase in plan.phases
    ]
    simple_table(rows, PHASE_COLUMNS, key="plan-phases", caption="阶段")
    section("报送事项")
    duties = [
        {
            "name": duty.name,
            "due": day_cell(duty.due) if duty.due else duty.words,
            "who": "、".join(name for kind, name in plan.unit_names.items() if kind in duty.unit_kinds),
            "clause": duty.clause,
        }
        for duty in plan.duties
    ]
    simple_table(duties, DUTY_COLUMNS, key="plan-duties", caption="报送事项")


def ask_parameters(form: Form, plan: Plan) -> dict[str, object]:
    """What the scheme leaves open, and its ambiguities with their alternatives."""
    given: dict[str, object] = {}
    for key, parameter in plan.open_parameters.items():
        if key in (plan.year_key, AUTHORITY):
            continue
        note = plain(parameter.note or "") or None
        given[key] = form.text(key, plain(parameter.name), required=parameter.required, help=note)
    if plan.settings:
        section("方案没有写明的口径", "先按默认口径，可以改选；选定后随本次行动固定")
    for key, setting in plan.settings.items():
        given[key] = form.choice(
            key,
            plain(setting.question),
            {value: plain(words) for value, words in setting.options.items()},
            setting.default,
            required=True,
            radio=True,
            help=plain(setting.note or "") or None,
        )
    return given


def ask_units(actor: Actor, form: Form, plan: Plan) -> tuple[int, ...]:
    """Units in scope: all of a kind, or some; departments and assessors where the scheme asks something of them."""
    chosen: list[int] = []
    names = plan.unit_names or {kind: UNIT_KIND_NAMES[kind] for kind in USUAL}
    known = [one for one in scope_candidates(actor) if one.kind in names]
    for kind, name in names.items():
        options = {str(one.id): one.name for one in known if one.kind == kind}
        if options and form.tick(f"all_{kind}", f"全部{name}（{len(options)}个）", kind in IN_SCOPE):
            chosen += [int(key) for key in options]
        elif options:
            chosen += [int(key) for key in form.choices(f"some_{kind}", f"选择{name}", options)]
    return tuple(chosen)
