"""The close-out steps of a campaign as a list that grows and shrinks."""

from collections.abc import Mapping

import streamlit as st

from domain.permissions import ROLE_NAMES, Action, Role, holders_of
from domain.terms import Unit
from domain.workflow import Step, StepKind
from services.actor import Actor
from services.campaign_settings import set_close_out
from services.campaigns import CampaignView
from ui.forms import Form
from ui.state import kept

KINDS = {"review": "审核", "verify": "现场验收", "publicity": "公示", "strike": "销号"}
UNITS = {Unit.WORKING_DAY.value: "工作日", Unit.CALENDAR_DAY.value: "自然日"}
POSTED = {**UNITS, Unit.WEEK.value: "周", Unit.MONTH.value: "月"}
CHECKERS = {role.value: ROLE_NAMES[role] for role in holders_of(Action.FINDING_CHECK)}


def close_out_form(actor: Actor, view: CampaignView) -> None:
    """The steps between a submitted rectification and 销号, as a list that can grow and shrink."""
    key = f"steps-{view.id}"
    initial = {
        name: value for place, step in enumerate(view.steps) for name, value in _typed(place, step).items()
    }
    form = Form(key, initial=initial, version=view.version)
    more = f"{key}:more"  # rows beyond the steps that stand; below zero when rows were taken away
    rows = max(1, len(view.steps) + kept().get(more, 0))
    steps = [_boxed(form, number, view.conditions) for number in range(rows)]
    with st.container(horizontal=True):
        if st.button("增加一步", key=f"{key}-more"):
            kept()[more] = rows + 1 - len(view.steps)
            st.rerun()
        if st.button("去掉最后一步", key=f"{key}-less", disabled=len(steps) < 2):
            kept()[more] = rows - 1 - len(view.steps)
            st.rerun()
    reason = form.reason("修改理由")
    if form.submit("保存销号程序"):
        with form.told():
            set_close_out(actor, view.id, steps, reason, form.version)
            form.done("销号程序已保存。")
            kept().pop(more, None)
            st.rerun()


def _typed(number: int, step: Step) -> dict[str, object]:
    """A step as the fields of its row hold it."""
    return {
        f"name_{number}": step.name,
        f"kind_{number}": step.kind.value,
        f"roles_{number}": [role.value for role in step.roles if role.value in CHECKERS],
        f"days_{number}": step.publicity_days,
        f"posted_{number}": step.publicity_unit.value,
        f"two_{number}": step.two_people,
        f"anew_{number}": step.anew,
        f"within_{number}": step.within,
        f"unit_{number}": step.within_unit.value,
        **({f"only_{number}": step.only} if step.only else {}),
    }


def told_step(step: Step, conditions: Mapping[str, str]) -> str:
    """复核（5个工作日内，只办理问题来源为“投诉举报”的问题）; 公示（1个工作日内开始，持续5个工作日）."""
    posts = step.kind is StepKind.PUBLICITY
    told = [f"{step.term.text}内{'开始' if posts else ''}"] if step.term is not None else []
    told += [f"持续{step.posting.text}"] if posts and step.posting is not None else []
    told += [f"只办理{only}"] if (only := conditions.get(step.only) if step.only else None) else []
    return f"{step.name}（{'，'.join(told)}）" if told else step.name


def _boxed(form: Form, number: int, conditions: Mapping[str, str]) -> dict[str, object]:
    """The lines of a step in a frame of their own: several steps stand close below each other."""
    with st.container(border=True):
        return step_row(form, number, conditions)


def step_row(form: Form, number: int, conditions: Mapping[str, str]) -> dict[str, object]:
    """One step in two lines, below them of which problems it is taken where the scheme has such steps."""
    name_at, kind_at, roles_at = st.columns([3, 2, 4], vertical_alignment="bottom")
    with name_at:
        name = form.text(f"name_{number}", f"第{number + 1}步", max_chars=30)
    with kind_at:
        kind = form.choice(f"kind_{number}", "性质", KINDS, "review", required=True)
    with roles_at:
        roles = form.choices(f"roles_{number}", "谁办理", CHECKERS)
    posts = kind == StepKind.PUBLICITY
    within_at, unit_at, two_at = st.columns([4, 5, 2], vertical_alignment="bottom")
    with within_at:
        before = "报送整改结果后" if number == 0 else "上一步办完后"
        within = form.number(f"within_{number}", f"{before}几天内办理（不限填0）", max_value=365)
    with unit_at:
        unit = form.choice(f"unit_{number}", "按", UNITS, Unit.WORKING_DAY.value, required=True, radio=True)
    with two_at:
        two = form.tick(f"two_{number}", "两人以上")
    days, posted, anew = _posting(form, number) if posts else (0, None, False)
    known = {key: f"只办理{words}" for key, words in conditions.items()}
    only = form.choice(f"only_{number}", "对哪些问题办理（不选为所有问题）", known) if known else ""
    return {
        "name": name,
        "kind": StepKind(kind or "review"),
        "roles": tuple(Role(role) for role in roles),
        "publicity_days": days,
        "publicity_unit": posted or Unit.WORKING_DAY.value,
        "two_people": two,
        "only": only,
        "anew": anew,
        "within": within,
        "within_unit": unit or Unit.WORKING_DAY.value,
    }


def _posting(form: Form, number: int) -> tuple[int | None, str | None, bool]:
    """How many days a posting stands, of which kind, and whether an objection lets it begin anew."""
    days_at, unit_at, anew_at = st.columns([4, 3, 4], vertical_alignment="bottom")
    with days_at:
        days = form.number(f"days_{number}", "公示多久", max_value=365)
    with unit_at:
        unit = form.choice(f"posted_{number}", "公示按", POSTED, Unit.WORKING_DAY.value, required=True)
    with anew_at:
        return days, unit, form.tick(f"anew_{number}", "有异议的，核实后重新公示")
