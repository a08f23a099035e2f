"""Problems that a unit found itself: typed once here, found again in the ledger after submission."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound
from domain.findings import Answer
from domain.forms import Form, Text, Yuan
from domain.permissions import Action
from domain.self_inspection import ReportStep
from models.self_inspection import SelfAnswer, SelfProblem
from services.actor import Actor
from services.audit import changed
from services.conflicts import Later, stale
from services.handed_over import require_problem_open
from services.self_access import Held, hold_for
from services.self_drafts import Saved, require_item, touch
from services.use_case import INJECTED, command

_WHICH = "self_problem_id"  # in the entry of the report: which of its problems was changed
_DISAGREES = frozenset({Answer.CONFORMS, Answer.NOT_APPLICABLE})


class ProblemInput(Form):
    """A problem as it is typed; amounts in yuan."""

    item: str
    description: Annotated[Text, Field(min_length=1, max_length=4000)]
    amount_fen: Yuan = 0
    people: Annotated[int, Field(ge=0, le=10**8)] = 0
    corrected: bool = False
    correction: Annotated[Text, Field(max_length=4000)] = ""
    recovered_fen: Yuan = 0

    @model_validator(mode="after")
    def _recovered_no_more(self) -> Self:
        if self.recovered_fen > self.amount_fen:
            raise Invalid({"recovered_fen": "追回金额不能大于涉及金额，请核对"})
        return self


@command(Action.SELF_WRITE)
def add_problem(
    actor: Actor, report_id: int, values: dict[str, object], *, session: Session = INJECTED
) -> Saved:
    """Register a problem; an item answered 符合, 不适用 or not at all becomes 不符合."""
    typed = ProblemInput.read(values)
    held = hold_for(actor, Action.SELF_WRITE, ReportStep.WRITE, report_id, session=session)
    category = require_item(held.checklist(session), typed.item)
    row = SelfProblem(
        report_id=report_id, category=category.code, changed_by=actor.account_id, **typed.model_dump()
    )
    session.add(row)
    session.flush()
    _let_fail(actor, held, typed.item, session)
    version = touch(
        actor, held, f"登记自查问题（{typed.item}）：{typed.description}", {}, _facts(row), session
    )
    return Saved(row.version, version, row.key)


@command(Action.SELF_WRITE)
def change_problem(
    actor: Actor, problem_id: int, values: dict[str, object], version: int, *, session: Session = INJECTED
) -> Saved:
    """Change a problem as read in `version`."""
    typed = ProblemInput.read(values)
    row, held = _problem(actor, problem_id, version, session)
    require_problem_open(row.finding_id, session=session)
    category = require_item(held.checklist(session), typed.item)
    before = _facts(row)
    row.category, row.changed_by, row.version = category.code, actor.account_id, row.version + 1
    for name, value in typed.model_dump().items():
        setattr(row, name, value)
    session.add(row)
    _let_fail(actor, held, typed.item, session)
    old, new = changed(before, _facts(row))
    new[_WHICH] = problem_id
    return Saved(row.version, touch(actor, held, f"修改自查问题（{typed.item}）", old, new, session), row.key)


@command(Action.SELF_WRITE)
def remove_problem(
    actor: Actor, problem_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> Saved:
    """Take a problem out of the report. Once it stands in the ledger that needs a reason."""
    row, held = _problem(actor, problem_id, version, session)
    require_problem_open(row.finding_id, session=session)
    if row.finding_id is not None and not reason.strip():
        raise Invalid({"reason": "这个问题已经进入问题台账，请写明撤回的理由"})
    row.removed, row.changed_by, row.version = True, actor.account_id, row.version + 1
    row.removed_reason = reason.strip()
    session.add(row)
    summary = f"撤回自查问题（{row.item}）：{row.description}"
    after: dict[str, object] = {"removed": True, "reason": row.removed_reason, _WHICH: problem_id}
    return Saved(row.version, touch(actor, held, summary, {"removed": False}, after, session), row.key)


def _problem(actor: Actor, problem_id: int, version: int, session: Session) -> tuple[SelfProblem, Held]:
    report_id = session.exec(select(SelfProblem.report_id).where(SelfProblem.id == problem_id)).first()
    if report_id is None:
        raise NotFound("找不到这个自查问题。")
    held = hold_for(actor, Action.SELF_WRITE, ReportStep.WRITE, report_id, session=session)
    row = session.exec(
        select(SelfProblem).where(SelfProblem.id == problem_id, col(SelfProblem.removed).is_(False))
    ).first()
    if row is None:
        raise NotFound("这个自查问题已经被撤回，请刷新页面。")
    if row.version != version:
        raise stale("这个问题", "self_inspection", row.report_id, session=session, later=_of(problem_id))
    return row, held


def _of(problem_id: int) -> Later:
    return lambda entry: entry.after.get(_WHICH) == problem_id


def _let_fail(actor: Actor, held: Held, item: str, session: Session) -> None:
    """The answer of the item must not contradict the problem, so that it is typed once."""
    found = select(SelfAnswer).where(SelfAnswer.report_id == held.report.key, SelfAnswer.item == item)
    row = session.exec(found).first()
    if row is None:
        row = SelfAnswer(report_id=held.report.key, item=item, answer=Answer.FAILS.value)
    elif Answer(row.answer) in _DISAGREES:
        row.answer, row.version = Answer.FAILS.value, row.version + 1
    else:
        return
    row.changed_by = actor.account_id
    session.add(row)


def _facts(row: SelfProblem) -> dict[str, object]:
    names = ("item", "description", "amount_fen", "people", "corrected", "correction", "recovered_fen")
    return {name: getattr(row, name) for name in names}
