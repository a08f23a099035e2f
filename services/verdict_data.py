"""The rows that a verdict was computed from, read back as people look at them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.decisions import STATE_NAMES as DECISION_STATES
from domain.decisions import DecisionState
from domain.findings import TRANSFERRED_TITLE
from domain.workflow import STATE_NAMES, State
from models.decision import Decision, Verdict
from models.finding import Finding
from models.measurement import Fact, Measurement
from models.provider import Provider
from models.register import RegisterEntry
from models.subject import Subject
from models.unit import Unit
from services.verdict_sources import DECIDED, ENTRY, FACT, FIGURE, PROBLEM


@dataclass(frozen=True, slots=True)
class Datum:
    """A figure, a row of a register, a proven fact, a problem of the ledger or a decision.

    `period` is the day of what happened on one; `of` says which of them it is; `fields` are what a record or a row
    of a register says; `unit` and `source` say who reported or proved it and from where, `holder` whose
    record it is.
    """

    id: int
    of: str
    metric: str
    period: str
    unit: str
    source: str = ""
    kind: str = ""
    numerator: int = 0
    denominator: int = 1
    word: str = ""
    parts: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    superseded: bool = False
    holder: str = ""


def data_of(inputs: Mapping[str, Any], *, session: Session) -> list[Datum]:
    """Everything behind a verdict; a statement for each kind that there is."""
    readers = (
        (FIGURE, _figures), (ENTRY, _entries), (FACT, _facts), (PROBLEM, _problems), (DECIDED, _decided),
    )  # fmt: skip
    return [one for kind, read in readers if inputs.get(kind) for one in read(inputs[kind], session)]


def _figures(ids: Sequence[int], session: Session) -> list[Datum]:
    found = (
        select(Measurement, Unit.name)
        .join(Unit, col(Unit.id) == col(Measurement.reporting_unit_id))
        .where(col(Measurement.id).in_(ids))
        .order_by(col(Measurement.id))
    )
    return [
        Datum(
            row.key, FIGURE, row.metric, row.period, unit, row.surveyed_by, row.kind, row.numerator,
            row.denominator, row.word, row.parts, superseded=row.superseded,
        )
        for row, unit in session.exec(found).all()
    ]  # fmt: skip


def _entries(ids: Sequence[int], session: Session) -> list[Datum]:
    found = (
        select(RegisterEntry, Unit.name, Subject.name)
        .join(Unit, col(Unit.id) == col(RegisterEntry.reporting_unit_id))
        .join(Subject, col(Subject.id) == col(RegisterEntry.subject_id))
        .where(col(RegisterEntry.id).in_(ids))
        .order_by(col(RegisterEntry.id))
    )
    return [
        Datum(
            row.key, ENTRY, row.fact, row.day.isoformat() if row.day else row.period, unit,
            row.source or row.done_by, fields=row.values, superseded=row.superseded, holder=holder,
        )
        for row, unit, holder in session.exec(found).all()
    ]  # fmt: skip


def _facts(ids: Sequence[int], session: Session) -> list[Datum]:
    holder = sql.func.coalesce(col(Provider.name), col(Subject.name), "")
    found = (
        sql.select(Fact, holder)
        .outerjoin(Provider, col(Provider.id) == col(Fact.provider_id))
        .outerjoin(Subject, col(Subject.id) == col(Fact.subject_id))
        .where(col(Fact.id).in_(ids))
        .order_by(col(Fact.happened_on), col(Fact.id))
    )
    return [
        Datum(
            row.key, FACT, row.event, row.happened_on, row.proven_by, row.evidence, fields=row.fields,
            text=row.description, superseded=bool(row.withdrawn_reason), holder=whose,
        )
        for row, whose in session.execute(found).all()
    ]  # fmt: skip


def _problems(ids: Sequence[int], session: Session) -> list[Datum]:
    """Problems as the ledger has them today; the title of what went to the leads is not told."""
    found = (
        select(Finding, Unit.name)
        .join(Unit, col(Unit.id) == col(Finding.unit_id))
        .where(col(Finding.id).in_(ids))
        .order_by(col(Finding.found_on), col(Finding.id))
    )
    return [
        Datum(
            row.key, PROBLEM, row.number, row.found_on.isoformat(), unit, STATE_NAMES[State(row.state)],
            text=TRANSFERRED_TITLE if row.state == State.TRANSFERRED else row.title,
            superseded=row.state == State.WITHDRAWN,
        )
        for row, unit in session.exec(found).all()
    ]  # fmt: skip


def _decided(ids: Sequence[int], session: Session) -> list[Datum]:
    """Decisions as they stand today, by what they are about."""
    holder = sql.func.coalesce(col(Provider.name), col(Subject.name), "")
    found = (
        sql.select(Decision, col(Verdict.title), holder)
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
        .outerjoin(Subject, col(Subject.id) == col(Verdict.subject_id))
        .where(col(Decision.id).in_(ids))
        .order_by(col(Decision.in_force_on), col(Decision.id))
    )
    return [
        Datum(
            row.key, DECIDED, row.number, row.in_force_on.isoformat() if row.in_force_on else "", whose,
            DECISION_STATES[DecisionState(row.state)], text=title,
            superseded=row.state == DecisionState.REVOKED, holder=whose,
        )
        for row, title, whose in session.execute(found).all()
    ]  # fmt: skip
