"""The end of a visit: the place signs off the facts, problems go into the ledger, the visit is done."""

from typing import Annotated

from pydantic import Field
from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.findings import Answer
from domain.forms import Form, Text
from domain.permissions import Action
from domain.visits import Record, VisitState, VisitStep, gaps
from domain.workflow import State
from models.finding import Finding
from models.provider import Provider
from models.verification import VisitAnswer
from services import clock, findings_register
from services.actor import Actor
from services.evidence_rows import copy_evidence
from services.use_case import INJECTED, command
from services.visit_access import OBJECT, Held, require_version
from services.visit_record import held_for_writing, item_of, touch


class SignInput(Form):
    """Who signs for the place; or, in the inspectors' words, why nobody would."""

    signed_by: Annotated[Text, Field(max_length=40)] = ""
    signed_post: Annotated[Text, Field(max_length=60)] = ""
    sign_refusal: Annotated[Text, Field(max_length=1000)] = ""


@command(Action.VISIT_RECORD)
def sign_visit(
    actor: Actor, visit_id: int, values: dict[str, object], version: int, *, session: Session = INJECTED
) -> None:
    """The place signs off the facts; `Invalid` names everything that is still missing."""
    sign = SignInput.read(values)
    held = held_for_writing(actor, visit_id, VisitStep.SIGN, session)
    require_version(held, version, session=session)
    _require_complete(held, session)
    if not (sign.signed_by or sign.sign_refusal):
        raise Invalid({"signed_by": "请填写被核查单位签字人；对方拒绝签字的，在下一栏写明情况。"})
    if sign.signed_by and sign.sign_refusal:
        raise Invalid({"sign_refusal": "已填写签字人，就不要再填拒签情况；请保留其中一项。"})
    row = held.visit
    row.signed_by, row.signed_post, row.sign_refusal = sign.signed_by, sign.signed_post, sign.sign_refusal
    row.state, row.signed_at = VisitState.SIGNED.value, clock.now()
    summary = f"{sign.signed_by}签字确认核查事实" if sign.signed_by else "被核查单位拒绝签字，已记录情况"
    touch(actor, held, Action.VISIT_RECORD, summary, session, after=sign.model_dump())


def _require_complete(held: Held, session: Session) -> None:
    rows = session.exec(select(VisitAnswer).where(VisitAnswer.visit_id == held.visit.key)).all()
    answers = {row.item: (Answer(row.answer), row.note) for row in rows}
    row = held.visit
    written = Record(row.visited_on, row.facts, row.people_present, row.unit_opinion, answers)
    items = [item.code for category in held.checklist(session) for item in category.items]
    if missing := gaps(written, items, clock.today()):
        raise Invalid(missing)


@command(Action.VISIT_RECORD)
def register_problem(
    actor: Actor, visit_id: int, item: str, values: dict[str, object], *, session: Session = INJECTED
) -> int:
    """Put what was found under an item into the ledger, with the item's photos. Returns the finding's id."""
    held = held_for_writing(actor, visit_id, VisitStep.REGISTER, session)
    category, known = item_of(held.checklist(session), item)
    row = session.exec(
        select(VisitAnswer).where(VisitAnswer.visit_id == visit_id, VisitAnswer.item == item)
    ).first()
    if row is None or row.answer not in {Answer.FAILS.value, Answer.MOSTLY.value}:
        raise Invalid({"item": f"{item} 的结论不是“不符合”或“基本符合”，不能登记问题。"})
    provider = session.exec(select(Provider.id).where(Provider.unit_id == held.visit.unit_id)).first()
    given = {
        "basis": known.clause,
        "provider_id": provider,
        **values,
        "category": category.code,
        "item": item,
    }
    finding_id = findings_register.register_from_visit(actor, visit_id, given, session=session)
    copy_evidence(OBJECT, visit_id, "finding", finding_id, item=item, session=session)
    return finding_id


@command(Action.VISIT_RECORD)
def close_visit(actor: Actor, visit_id: int, version: int, *, session: Session = INJECTED) -> None:
    """The visit is done: each item that fails has its finding."""
    held = held_for_writing(actor, visit_id, VisitStep.CLOSE, session)
    require_version(held, version, session=session)
    failing = select(VisitAnswer.item).where(
        VisitAnswer.visit_id == visit_id, VisitAnswer.answer == Answer.FAILS.value
    )
    registered = select(Finding.item).where(
        Finding.visit_id == visit_id, Finding.state != State.WITHDRAWN.value
    )
    open_items = session.exec(
        failing.where(col(VisitAnswer.item).not_in(registered)).order_by(col(VisitAnswer.item))
    ).all()
    if open_items:
        raise Invalid({"": f"{'、'.join(open_items)} 的结论是“不符合”，还没有登记问题，请先登记。"})
    held.visit.state = VisitState.CLOSED.value
    touch(actor, held, Action.VISIT_RECORD, "核查办结", session, after={"state": held.visit.state})
