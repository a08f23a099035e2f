"""Autosave of a self-inspection report: each change is stored at once, field by field.

Two people may fill in different fields at the same time. On one field the second is told what the first
has written; nothing is overwritten unseen. Every change makes the report's version grow, so that nobody
submits what they have not read.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlalchemy import insert
from sqlmodel import Session, select

from domain.errors import Conflict, Invalid
from domain.findings import ANSWER_NAMES, Answer
from domain.forms import Form, Text
from domain.permissions import Action
from domain.self_completeness import FIGURES, NARRATIVE, Category
from domain.self_inspection import ReportState, ReportStep
from models.base import table_of
from models.self_inspection import CategoryCheck, SelfAnswer
from services.actor import Actor
from services.audit import record
from services.conflicts import Later, about, naming, stale
from services.handed_over import require_item_open
from services.self_access import Held, hold_for
from services.use_case import INJECTED, command

DRAFT = "self.draft"  # audited under its own name, so that timelines can leave keystrokes out
LARGEST = 10**15  # more is a slip of the finger


class AnswerInput(Form):
    """An answer with its explanation."""

    answer: Answer
    explanation: Annotated[Text, Field(max_length=4000)] = ""


class CheckInput(Form):
    """How a category was checked."""

    how_checked: Annotated[Text, Field(max_length=2000)]


class NarrativeInput(Form):
    """One narrative field."""

    text: Annotated[Text, Field(max_length=20_000)]


@dataclass(frozen=True, slots=True)
class Saved:
    """Receipt of an autosave: versions to send with the next change of the field and of the report."""

    version: int
    report_version: int
    row_id: int = 0


def _write(actor: Actor, report_id: int, session: Session) -> Held:
    return hold_for(actor, Action.SELF_WRITE, ReportStep.WRITE, report_id, session=session)


def touch(
    actor: Actor,
    held: Held,
    summary: str,
    before: dict[str, object],
    after: dict[str, object],
    session: Session,
) -> int:
    """The report has changed: version, state and audit entry; returns the new version."""
    held.report.version += 1
    if held.state is ReportState.NOT_STARTED:
        held.report.state = ReportState.DRAFT
    session.add(held.report)
    record(
        actor,
        DRAFT,
        "self_inspection",
        held.report.key,
        summary,
        before=before,
        after=after,
        campaign_id=held.campaign.key,
        session=session,
    )
    return held.report.version


def require_item(categories: tuple[Category, ...], item: str) -> Category:
    """The category of an item that applies to the unit, or `Invalid`."""
    for category in categories:
        if any(known.code == item for known in category.items):
            return category
    raise Invalid({"item": f"检查要点“{item}”不适用于本单位，请重新选择"})


def _stale(held: Held, what: str, now: str, session: Session, later: Later) -> Conflict:
    return stale(what, "self_inspection", held.report.key, session=session, later=later, now=now)


@command(Action.SELF_WRITE)
def save_answer(
    actor: Actor,
    report_id: int,
    item: str,
    values: dict[str, object],
    version: int,
    *,
    session: Session = INJECTED,
) -> Saved:
    """Store one answer; `version` is that of the answer as read (0: there was none)."""
    given = AnswerInput.read(values)
    held = _write(actor, report_id, session)
    require_item(held.checklist(session), item)
    found = select(SelfAnswer).where(SelfAnswer.report_id == report_id, SelfAnswer.item == item)
    row = session.exec(found).first()
    if row is None:
        row = SelfAnswer(report_id=report_id, item=item, answer="", version=0)
    require_item_open(held.campaign.key, held.unit.key, item, session=session)
    before: dict[str, object] = {"answer": row.answer, "explanation": row.explanation}
    after: dict[str, object] = {"answer": given.answer.value, "explanation": given.explanation}
    if before == after:
        return Saved(row.version, held.report.version, row.key)
    if row.version != version:
        later = about(f"填写{item}：", f"、{item}：", f"{item}、")
        raise _stale(held, item, ANSWER_NAMES[Answer(row.answer)], session, later)
    row.answer, row.explanation = given.answer, given.explanation
    row.version, row.changed_by = row.version + 1, actor.account_id
    session.add(row)
    report_version = touch(actor, held, f"填写{item}：{ANSWER_NAMES[given.answer]}", before, after, session)
    return Saved(row.version, report_version, row.key)


@command(Action.SELF_WRITE)
def conform_rest(actor: Actor, report_id: int, category: str, *, session: Session = INJECTED) -> int:
    """全部符合: answer what is still open in a category; answers that stand stay. Returns how many."""
    held = _write(actor, report_id, session)
    codes = [item.code for group in held.checklist(session) if group.code == category for item in group.items]
    stands = set(session.exec(select(SelfAnswer.item).where(SelfAnswer.report_id == report_id)))
    rows = [_conforms(actor, report_id, code) for code in codes if code not in stands]
    if rows:
        session.execute(insert(table_of(SelfAnswer)), rows)
        items = "、".join(str(row["item"]) for row in rows)
        touch(actor, held, f"填写{items}：全部符合", {}, {"items": items}, session)
    return len(rows)


def _conforms(actor: Actor, report_id: int, item: str) -> dict[str, object]:
    return {
        "report_id": report_id,
        "item": item,
        "answer": Answer.CONFORMS.value,
        "explanation": "",
        "version": 1,
        "changed_by": actor.account_id,
    }


@command(Action.SELF_WRITE)
def save_check(
    actor: Actor,
    report_id: int,
    category: str,
    how_checked: str,
    version: int,
    *,
    session: Session = INJECTED,
) -> Saved:
    """Store how a category was checked; `version` as read (0: nothing was there)."""
    text = CheckInput.read({"how_checked": how_checked}).how_checked
    held = _write(actor, report_id, session)
    if all(known.code != category for known in held.checklist(session)):
        raise Invalid({"how_checked": "没有这个检查类别，请刷新页面"})
    found = select(CategoryCheck).where(
        CategoryCheck.report_id == report_id, CategoryCheck.category == category
    )
    row = session.exec(found).first()
    if row is None:
        row = CategoryCheck(report_id=report_id, category=category, how_checked="", version=0)
    if row.how_checked == text:
        return Saved(row.version, held.report.version)
    if row.version != version:
        later = about(f"填写{category}的检查方式")
        raise _stale(held, "这一类的检查方式", row.how_checked, session, later)
    before = row.how_checked
    row.how_checked, row.version, row.changed_by = text, row.version + 1, actor.account_id
    session.add(row)
    change: tuple[dict[str, object], dict[str, object]] = ({"how_checked": before}, {"how_checked": text})
    return Saved(row.version, touch(actor, held, f"填写{category}的检查方式", *change, session))


@command(Action.SELF_WRITE)
def save_text(
    actor: Actor, report_id: int, name: str, text: str, seen: str, *, session: Session = INJECTED
) -> Saved:
    """Store a narrative field; `seen` is the text the caller had before the change."""
    if name not in NARRATIVE:
        raise Invalid({"": "没有这个填报项，请刷新页面"})
    new = NarrativeInput.read({"text": text}).text
    held = _write(actor, report_id, session)
    old = held.report.narrative.get(name, "")
    if old == new:
        return Saved(0, held.report.version)
    if old != seen:
        raise _stale(held, f"“{NARRATIVE[name].title}”", old, session, naming(name))
    held.report.narrative = {**held.report.narrative, name: new}
    return Saved(0, touch(actor, held, f"填写“{NARRATIVE[name].title}”", {name: old}, {name: new}, session))


@command(Action.SELF_WRITE)
def save_figure(
    actor: Actor, report_id: int, name: str, value: int, seen: int | None, *, session: Session = INJECTED
) -> Saved:
    """Store a figure (amounts in fen); `seen` is what the caller had before, None when it was empty."""
    if name not in FIGURES:
        raise Invalid({"": "没有这个填报项，请刷新页面"})
    if not 0 <= value <= LARGEST:
        raise Invalid({name: "请填写不小于0的数字，并核对位数"})
    held = _write(actor, report_id, session)
    old = held.report.figures.get(name)
    if old == value:
        return Saved(0, held.report.version)
    if old != seen:
        raise _stale(held, f"“{FIGURES[name]}”", str(old), session, naming(name))
    held.report.figures = {**held.report.figures, name: value}
    return Saved(
        0, touch(actor, held, f"填写“{FIGURES[name]}”：{value}", {name: old}, {name: value}, session)
    )
