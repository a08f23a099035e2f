"""Measures of a finding (类别→问题→措施): each has its own person, day and state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import StringConstraints
from sqlmodel import Session, col, select

from domain.errors import NotFound, WrongState
from domain.forms import Form, Text
from domain.permissions import Action
from domain.workflow import ENDED
from models.finding import Measure
from services import clock
from services.actor import Actor
from services.conflicts import naming, stale
from services.findings_access import OBJECT, Held, hold
from services.use_case import INJECTED, command


class NewMeasure(Form):
    """What is to be done, by whom, until when."""

    text: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]
    person: Annotated[Text, StringConstraints(max_length=40)] = ""
    due: date | None = None


class DropReason(Form):
    """Why a measure is given up."""

    reason: Annotated[Text, StringConstraints(min_length=1, max_length=500)]


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure as pages show it; `version` must come back with a change."""

    id: int
    version: int
    text: str
    person: str
    due: date | None
    done_on: date | None
    dropped_reason: str

    @property
    def open(self) -> bool:
        return self.done_on is None and not self.dropped_reason

    def state(self, today: date) -> str:
        """已完成, 已取消, 逾期 or 进行中."""
        if self.done_on:
            return "已完成"
        if self.dropped_reason:
            return "已取消"
        return "逾期" if self.due and self.due < today else "进行中"


@command(Action.MEASURE_EDIT)
def add_measure(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int:
    """Add a measure to a finding that is still being worked on."""
    given = NewMeasure.read(values)
    held = _open(actor, finding_id, version, session)
    row = Measure(finding_id=finding_id, **given.model_dump())
    session.add(row)
    session.flush()
    _save(held, "增加整改措施", row)
    return row.key


@command(Action.MEASURE_EDIT)
def finish_measure(
    actor: Actor, measure_id: int, measure_version: int, version: int, *, session: Session = INJECTED
) -> None:
    """Say that a measure is done."""
    held, row = _measure(actor, measure_id, measure_version, version, session)
    row.done_on, row.version = clock.today(), row.version + 1
    session.add(row)
    _save(held, "完成整改措施", row)


@command(Action.MEASURE_EDIT)
def drop_measure(
    actor: Actor,
    measure_id: int,
    measure_version: int,
    version: int,
    values: Mapping[str, Any],
    *,
    session: Session = INJECTED,
) -> None:
    """Give a measure up, with a reason; it stays in the list."""
    given = DropReason.read(values)
    held, row = _measure(actor, measure_id, measure_version, version, session)
    row.dropped_reason, row.version = given.reason, row.version + 1
    session.add(row)
    _save(held, "取消整改措施", row, reason=given.reason)


def _open(actor: Actor, finding_id: int, version: int, session: Session) -> Held:
    held = hold(actor, Action.MEASURE_EDIT, finding_id, version, session=session)
    if held.state in ENDED:
        raise WrongState("该问题已经办结，不能再增减整改措施。")
    return held


def _measure(
    actor: Actor, measure_id: int, measure_version: int, version: int, session: Session
) -> tuple[Held, Measure]:
    row = session.get(Measure, measure_id)
    if row is None:
        raise NotFound("找不到这条整改措施。")
    held = _open(actor, row.finding_id, version, session)
    if row.version != measure_version:
        raise stale("这条整改措施", OBJECT, row.finding_id, session=session, later=naming("measures"))
    if row.done_on or row.dropped_reason:
        raise WrongState("这条整改措施已经完成或取消。")
    return held, row


def _save(held: Held, words: str, row: Measure, *, reason: str = "") -> None:
    extra = {"measures": {"id": row.key, "text": row.text, "done_on": row.done_on}}
    held.save(Action.MEASURE_EDIT, f"{words}：{row.text[:100]}", reason=reason, extra=extra)


def measures_of(finding_id: int, *, session: Session) -> list[MeasureView]:
    """Measures in the order they were added. The caller has checked that the finding may be seen."""
    rows = session.exec(
        select(Measure).where(Measure.finding_id == finding_id).order_by(col(Measure.id))
    ).all()
    return [
        MeasureView(row.key, row.version, row.text, row.person, row.due, row.done_on, row.dropped_reason)
        for row in rows
    ]
