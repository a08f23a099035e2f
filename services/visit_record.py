"""Writing on site: answers and facts. Each change is stored at once.

Two inspectors write on one visit at the same time, each on a tablet. On one field the second is told what
the first has written; nothing is overwritten unseen.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import insert
from sqlmodel import Session, col, select

from domain.errors import Conflict, Invalid, WrongState
from domain.findings import ANSWER_NAMES, Answer
from domain.forms import Form, Text
from domain.permissions import Action
from domain.self_completeness import Category, Item
from domain.visits import VisitState, VisitStep
from models.base import table_of
from models.finding import Finding
from models.verification import VisitAnswer
from services import clock
from services.actor import Actor
from services.audit import record
from services.conflicts import about, naming, stale
from services.use_case import INJECTED, command
from services.visit_access import OBJECT, Held, hold_for, require_member
from services.visits import DRAFT

_FIELDS = {"facts": "核查事实", "people_present": "在场人员", "unit_opinion": "被核查单位意见"}


class AnswerInput(Form):
    """What was found for an item."""

    answer: Answer
    note: Annotated[Text, Field(max_length=4000)] = ""


class TextInput(Form):
    """The free texts of a record, by their columns."""

    facts: Annotated[Text, Field(max_length=8000)] = ""
    people_present: Annotated[Text, Field(max_length=500)] = ""
    unit_opinion: Annotated[Text, Field(max_length=4000)] = ""


class DayInput(Form):
    """The day the visit took place."""

    visited_on: date


@dataclass(frozen=True, slots=True)
class Saved:
    """Receipt of an autosave: versions to send with the next change of the answer and of the visit."""

    version: int
    visit_version: int


def held_for_writing(actor: Actor, visit_id: int, step: VisitStep, session: Session) -> Held:
    held = hold_for(actor, step, visit_id, session=session)
    require_member(actor, visit_id, session=session)
    return held


def touch(actor: Actor, held: Held, action: str, summary: str, session: Session, **told: Any) -> int:
    """The visit has changed: version and audit entry; returns the new version."""
    held.visit.version += 1
    session.add(held.visit)
    record(
        actor, action, OBJECT, held.visit.key, summary, campaign_id=held.campaign.key, session=session, **told
    )
    return held.visit.version


def _begin(held: Held) -> None:
    """The first stroke of the pen begins the record."""
    if held.state is VisitState.PLANNED:
        held.visit.state = VisitState.RECORDING.value
        held.visit.visited_on = held.visit.visited_on or clock.today()


@command(Action.VISIT_RECORD)
def save_answer(
    actor: Actor,
    visit_id: int,
    item: str,
    values: dict[str, object],
    version: int,
    *,
    session: Session = INJECTED,
) -> Saved:
    """Store what was found for one item; `version` is that of the answer as read (0: there was none)."""
    given = AnswerInput.read(values)
    held = held_for_writing(actor, visit_id, VisitStep.RECORD, session)
    item_of(held.checklist(session), item)
    _require_not_handed_over(visit_id, item, session)
    row = session.exec(
        select(VisitAnswer).where(VisitAnswer.visit_id == visit_id, VisitAnswer.item == item)
    ).first() or VisitAnswer(visit_id=visit_id, item=item, answer="", version=0, changed_by=actor.account_id)
    before: dict[str, object] = {"answer": row.answer, "note": row.note}
    after: dict[str, object] = {"answer": given.answer.value, "note": given.note}
    if before == after:
        return Saved(row.version, held.visit.version)
    if row.version != version:
        raise _stale(row, session)
    row.answer, row.note = given.answer.value, given.note
    row.version, row.changed_by = row.version + 1, actor.account_id
    session.add(row)
    _begin(held)
    summary = f"{item}：{ANSWER_NAMES[given.answer]}"
    return Saved(
        row.version, touch(actor, held, DRAFT, summary, session, before=before, after=after | {"item": item})
    )


def _require_not_handed_over(visit_id: int, item: str, session: Session) -> None:
    """What became a lead is not rewritten by those who reported it."""
    gone = select(Finding.id).where(
        Finding.visit_id == visit_id, Finding.item == item, col(Finding.transferred).is_(True)
    )
    if session.exec(gone).first() is not None:
        raise WrongState(f"{item} 的情况已经移送，不能再修改。")


def _stale(row: VisitAnswer, session: Session) -> Conflict:
    now = ANSWER_NAMES[Answer(row.answer)] + (f"：{row.note[:60]}" if row.note else "")
    later = about(f"{row.item}：", f"{row.item}、")
    return stale(f" {row.item} ", OBJECT, row.visit_id, session=session, later=later, now=now)


def item_of(categories: tuple[Category, ...], code: str) -> tuple[Category, Item]:
    for category in categories:
        for item in category.items:
            if item.code == code:
                return category, item
    raise Invalid({"item": f"检查要点“{code}”不适用于这个单位，请刷新页面。"})


@command(Action.VISIT_RECORD)
def conform_rest(actor: Actor, visit_id: int, category: str, *, session: Session = INJECTED) -> int:
    """其余符合: answer what is still open in a category; answers that stand stay. Returns how many."""
    held = held_for_writing(actor, visit_id, VisitStep.RECORD, session)
    codes = [item.code for group in held.checklist(session) if group.code == category for item in group.items]
    stands = set(session.exec(select(VisitAnswer.item).where(VisitAnswer.visit_id == visit_id)))
    fresh = [code for code in codes if code not in stands]
    if fresh:
        session.execute(insert(table_of(VisitAnswer)), [_conforms(actor, visit_id, code) for code in fresh])
        _begin(held)
        touch(actor, held, DRAFT, f"{'、'.join(fresh)}：符合", session, after={"items": fresh})
    return len(fresh)


def _conforms(actor: Actor, visit_id: int, item: str) -> dict[str, object]:
    return {
        "visit_id": visit_id, "item": item, "answer": Answer.CONFORMS.value, "note": "", "version": 1,
        "changed_by": actor.account_id,
    }  # fmt: skip


@command(Action.VISIT_RECORD)
def save_text(
    actor: Actor, visit_id: int, field: str, text: str, read: str, *, session: Session = INJECTED
) -> int:
    """Store one free text; `read` is what the writer had in front of them. Returns the visit's version."""
    if field not in _FIELDS:
        raise Invalid({"": "没有这一栏，请刷新页面。"})
    value: str = getattr(TextInput.read({field: text}), field)
    held = held_for_writing(actor, visit_id, VisitStep.RECORD, session)
    stands: str = getattr(held.visit, field)
    if value == stands:
        return held.visit.version
    if stands != read:
        what = f"“{_FIELDS[field]}”"
        raise stale(what, OBJECT, visit_id, session=session, later=naming(field), now=stands or "（空）")
    setattr(held.visit, field, value)
    _begin(held)
    return touch(
        actor, held, DRAFT, f"填写{_FIELDS[field]}", session, before={field: stands}, after={field: value}
    )


@command(Action.VISIT_RECORD)
def save_day(actor: Actor, visit_id: int, visited_on: object, *, session: Session = INJECTED) -> int:
    """Store the day the visit took place. Returns the visit's version."""
    day = DayInput.read({"visited_on": visited_on}).visited_on
    if day > clock.today():
        raise Invalid({"visited_on": "实际核查日期不能晚于今天。"})
    held = held_for_writing(actor, visit_id, VisitStep.RECORD, session)
    before = held.visit.visited_on
    if day == before:
        return held.visit.version
    held.visit.visited_on = day
    _begin(held)
    return touch(
        actor,
        held,
        DRAFT,
        "填写实际核查日期",
        session,
        before={"visited_on": before},
        after={"visited_on": day},
    )
