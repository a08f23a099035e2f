"""One form for each step of a decision; each says its rule and asks for what the step needs."""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from domain.decisions import Step
from domain.permissions import Action, Scope, ruling
from services import clock, decision_force, decision_steps
from services.actor import Actor
from services.decision_reading import DecisionView
from ui.forms import Form
from ui.proposal_form import pick_deeds
from ui.wording import yuan

Draw = Callable[[Actor, DecisionView], None]


def draw_step(step: Step, actor: Actor, view: DecisionView) -> None:
    """The form of a step."""
    _FORMS[step](actor, view)


def _form(step: Step, view: DecisionView, actor: Actor | None = None) -> Form:
    return Form(f"{step}-{view.row.id}", draft_of=actor, version=view.row.version)


def _finish(form: Form, sentence: str) -> None:
    form.done(sentence)
    st.rerun()


def _propose(actor: Actor, view: DecisionView) -> None:
    """Deeds, amounts and lengths within their ranges, how far each reaches, reason."""
    form = _form(Step.PROPOSE, view, actor)
    with form:
        st.caption("从规则规定的处理中选择；金额、期限在幅度内由人确定，并写明理由。提出人不能审批。")
        picked = pick_deeds(form, actor, view)
        reason = form.area("reason", "事实、依据和裁量理由", required=True, height=120)
        if form.submit("提出处置意见"):
            with form.told():
                decision_steps.propose(actor, view.row.id, form.version, {**picked, "reason": reason})
                _finish(form, "处置意见已提出，请制发并送达事先告知书。")


def _delivery(form: Form) -> dict[str, object]:
    served_on = form.day("served_on", "送达日期", clock.today(), required=True)
    receipt = form.text("receipt", "送达方式和签收人", required=True, placeholder="例如：直接送达，张某签收")
    return {"served_on": served_on, "receipt": receipt}


def _serve_notice(actor: Actor, view: DecisionView) -> None:
    form = _form(Step.SERVE_NOTICE, view)
    with form:
        term = view.procedure.statement
        st.caption(f"送达后，当事人有{term.period.text}陈述申辩（依据：{term.source}）。")
        values = _delivery(form)
        if form.submit("登记告知书送达"):
            with form.told():
                due = decision_steps.serve_notice(actor, view.row.id, form.version, values)
                _finish(form, f"已登记送达，陈述申辩截至{due}。")


def _hear(actor: Actor, view: DecisionView) -> None:
    form = _form(Step.HEAR, view, actor)
    with form:
        own = ruling(actor.role, Action.STATEMENT_RECORD).scope is not Scope.ALL
        stated_on: date | None = None
        if not own:
            stated_on = form.day("stated_on", "收到日期", clock.today(), required=True)
        label = "陈述申辩意见" if own else "当事人的陈述申辩意见（没有异议的写“无异议”）"
        statement = form.area("statement", label, required=True, height=140)
        if form.submit("提交陈述申辩" if own else "记录陈述申辩"):
            with form.told():
                values: dict[str, object] = {"statement": statement}
                if not own:
                    values["stated_on"] = stated_on
                decision_steps.record_statement(actor, view.row.id, form.version, values)
                _finish(form, "陈述申辩意见已记录。")


def _reasoned(
    step: Step, label: str, button: str, act: Callable[[Actor, int, int, str], object], said: str
) -> Draw:
    """A step that needs a reason and nothing else."""

    def draw(actor: Actor, view: DecisionView) -> None:
        form = _form(step, view)
        with form:
            reason = form.reason(label)
            if form.submit(button, danger=step in {Step.REJECT, Step.REVOKE, Step.DROP, Step.REOPEN}):
                with form.told():
                    act(actor, view.row.id, form.version, reason)
                    _finish(form, said)

    return draw


def _waive(actor: Actor, view: DecisionView) -> None:
    form = _form(Step.WAIVE, view)
    with form:
        st.caption("“有权”处置的，可以决定不行使权利；也可以改按同一数据触发的较轻规则处理。")
        options = {"": "不作处理"} | {
            str(one.verdict_id): f"改按 {one.rule} {one.title}" for one in view.lighter
        }
        instead = form.choice("instead", "处理方式", options, "", radio=True) if view.lighter else ""
        reason = form.reason("不行使权利的理由")
        if form.submit("决定不行使权利", danger=True):
            with form.told():
                lighter = int(instead) if instead else None
                decision_steps.waive(actor, view.row.id, form.version, reason, instead=lighter)
                _finish(form, "已决定不行使权利。")


def _serve(actor: Actor, view: DecisionView) -> None:
    form = _form(Step.SERVE, view)
    with form:
        st.caption(
            "决定自送达之日起生效，除非决定书另定生效日。生效时：解除的合同终止，禁入列入名单，扣款进入结算。"
        )
        values = _delivery(form)
        values["in_force_on"] = form.day("in_force_on", "生效日期（不填即送达日）")
        if view.outstanding_fen:
            st.caption(
                f"应缴{yuan(view.outstanding_fen)}：当事人缴清的登记缴款；没有缴的，扣减、追回的款项在下一次结算中扣除。"
            )
            values["pay_by"] = form.day("pay_by", "缴款截止日（制度写明期限的自动计算，不填）")
        if form.submit("登记决定书送达"):
            with form.told():
                decision_force.serve_decision(actor, view.row.id, form.version, values)
                _finish(form, "已登记送达。")


def _enter_force(actor: Actor, view: DecisionView) -> None:
    form = _form(Step.ENTER_FORCE, view)
    with form:
        if form.submit("使决定生效"):
            with form.told():
                decision_force.enter_force(actor, view.row.id, form.version)
                _finish(form, "决定已生效。")


def _issue(actor: Actor, view: DecisionView) -> None:
    form = _form(Step.ISSUE, view, actor)
    with form:
        terms = [str(offer.words["within"]) for offer in view.offers if offer.words.get("within")]
        st.caption(f"期限按规则自动计算：{'；'.join(terms) or '规则没有写明，请在下面确定截止日'}。")
        values = _delivery(form)
        values["requirement"] = form.area("requirement", "整改要求（逐条）", required=True, height=120)
        values["due"] = form.day("due", "截止日（仅在规则没有写明期限时填写）")
        if form.submit("下达整改要求"):
            with form.told():
                due = decision_force.issue_order(actor, view.row.id, form.version, values)
                _finish(form, f"已下达，整改截至{due}。")


def _fail(actor: Actor, view: DecisionView) -> None:
    form = _form(Step.FAIL, view)
    with form:
        st.caption("是否改到位由人认定，须有证据；认定后按制度的下一步规则处理。")
        reason = form.reason("逾期未改到位的事实")
        evidence = form.area("evidence", "证据（名称、日期、编号）", required=True, height=80)
        if form.submit("认定逾期未改到位", danger=True):
            with form.told():
                values: Mapping[str, object] = {"reason": reason, "evidence": evidence}
                changes = decision_force.find_unfulfilled(actor, view.row.id, form.version, values)
                _finish(form, " ".join(["已认定。", *(change.sentence for change in changes)]))


_FORMS: Mapping[Step, Draw] = {
    Step.PROPOSE: _propose,
    Step.SERVE_NOTICE: _serve_notice,
    Step.HEAR: _hear,
    Step.APPROVE: _reasoned(Step.APPROVE, "审批意见", "批准", decision_steps.approve, "已批准，待送达决定书。"),
    Step.REJECT: _reasoned(
        Step.REJECT, "不批准的理由", "不批准", decision_steps.reject, "已退回，可以重新提出意见。"
    ),
    Step.SERVE: _serve,
    Step.ENTER_FORCE: _enter_force,
    Step.ISSUE: _issue,
    Step.REOPEN: _reasoned(
        Step.REOPEN, "撤回认定的理由", "撤回认定", decision_force.reopen, "已撤回认定，决定重新生效。"
    ),
    Step.FULFIL: _reasoned(Step.FULFIL, "认定的依据", "认定已经履行", decision_force.fulfil, "已办结。"),
    Step.FAIL: _fail,
    Step.REVOKE: _reasoned(Step.REVOKE, "撤销的理由", "撤销决定", decision_force.revoke, "决定已撤销。"),
    Step.WAIVE: _waive,
    Step.DROP: _reasoned(
        Step.DROP, "终止办理的原因", "终止办理", decision_steps.drop, "已终止办理；新判定仍触发的另行立项。"
    ),
}  # fmt: skip
