"""What the unit does: receive the order, report progress, hand in the result."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import StringConstraints
from sqlmodel import Session

from domain.errors import Invalid
from domain.forms import Form, Text, Yuan
from domain.permissions import Action
from domain.workflow import Move, State
from services import clock
from services.actor import Actor
from services.close_out_steps import DueSteps
from services.evidence_rows import count_evidence
from services.extensions import lapse
from services.findings_access import OBJECT, Held, hold
from services.step_terms import set_step_due
from services.use_case import INJECTED, command


class Progress(Form):
    """How far it is; amounts in yuan, counted from the beginning."""

    progress: Annotated[Text, StringConstraints(min_length=1, max_length=4000)]
    rectified_fen: Yuan = 0
    recovered_fen: Yuan = 0
    responsible_leader: Annotated[Text, StringConstraints(max_length=40)] = ""
    responsible_person: Annotated[Text, StringConstraints(max_length=40)] = ""


class Result(Progress):
    """The result as it is handed in for close-out."""

    systems_built: Annotated[Text, StringConstraints(max_length=2000)] = ""
    accountability: Annotated[Text, StringConstraints(max_length=2000)] = ""


@command(Action.FINDING_RECTIFY)
def receive_finding(actor: Actor, finding_id: int, version: int, *, session: Session = INJECTED) -> None:
    """Sign for the order; the clock has been running since the notice was served."""
    held = hold(actor, Action.FINDING_RECTIFY, finding_id, version, session=session)
    held.require_move(Move.RECEIVE)
    held.row.state = State.RECTIFYING.value
    held.save(Action.FINDING_RECTIFY, f"签收整改通知（{actor.unit_name}）")


@command(Action.FINDING_RECTIFY)
def report_progress(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Update how far the rectification is; an order not signed for counts as received."""
    progress = Progress.read(values)
    held = hold(actor, Action.FINDING_RECTIFY, finding_id, version, session=session)
    held.require_move(Move.PROGRESS)
    _write(held, progress)
    if held.state is State.ASSIGNED:
        held.row.state = State.RECTIFYING.value
    held.save(Action.FINDING_RECTIFY, "更新整改进展")


@command(Action.FINDING_RECTIFY)
def submit_result(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Hand in the result for close-out, with evidence of it; what a visit brought along shows the problem only."""
    result = Result.read(values)
    held = hold(actor, Action.FINDING_RECTIFY, finding_id, version, session=session)
    held.require_move(Move.SUBMIT)
    if count_evidence(OBJECT, finding_id, item="", session=session) == 0:
        raise Invalid(
            {"evidence": "请至少上传一份佐证材料，再报送整改结果；核查时拍下的照片证明不了整改到位。"}
        )
    _write(held, result)
    row = held.row
    row.systems_built, row.accountability = result.systems_built, result.accountability
    row.state = State.SUBMITTED.value
    steps = DueSteps(held.campaign, session=session)
    row.step = steps.due(row, 0).index
    set_step_due(row, steps.steps, clock.today(), session=session)
    row.submitted_at, row.submitted_by = clock.now(), actor.account_id
    lapse(held, "已报送整改结果")
    late = row.due is not None and clock.today() > row.due
    held.save(Action.FINDING_RECTIFY, "报送整改结果" + ("（已逾期）" if late else ""))


def _write(held: Held, given: Progress) -> None:
    row = held.row
    if given.rectified_fen > row.amount_fen > 0:
        raise Invalid({"rectified_fen": "整改到位金额不能大于涉及金额，请核对。"})
    row.progress, row.progress_at = given.progress, clock.now()
    row.rectified_fen, row.recovered_fen = given.rectified_fen, given.recovered_fen
    row.responsible_leader = given.responsible_leader or row.responsible_leader
    row.responsible_person = given.responsible_person or row.responsible_person
