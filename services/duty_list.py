"""频次与比例: what the duties of a scheme require, what was done, what is missing, and who did it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from domain.permissions import Action
from domain.registers import registers_of
from domain.thresholds.verdicts import Outcome
from models.decision import Verdict
from models.provider import Provider
from models.register import RegisterEntry
from models.subject import Subject
from services.actor import Actor
from services.regimes import regime_of
from services.use_case import INJECTED, query
from services.verdict_list import ONE_DAY
from services.visibility import within


@dataclass(frozen=True, slots=True)
class DutyKind:
    """A duty of a scheme: its clause, whom it counts, by which period, from which registers."""

    id: str
    title: str
    clause: str
    subject: str
    every: str
    registers: Sequence[str]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty in one period: how much was required, done and is missing (None where that is not known)."""

    id: int
    duty: str
    title: str
    subject: str
    subject_id: int | None
    period: str
    required: int | None
    done: int | None
    outcome: Outcome
    arithmetic: str
    told: Mapping[str, str]

    @property
    def missing(self) -> int | None:
        """How many are missing; None where it is not known."""
        if self.required is None or self.done is None:
            return None
        return max(0, self.required - self.done)


@dataclass(frozen=True, slots=True)
class DutyPage:
    """A page of duties, with how many were not met and cannot be told; folded: days without data, left out."""

    total: int
    not_met: int
    pending: int
    rows: Sequence[DutyRow]
    folded: int = 0


@query(Action.MEASUREMENT_READ)
def duties_of_regime(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> dict[str, DutyKind]:
    """The duties of a regime, by their number."""
    scheme = regime_of(regime_id, session=session).scheme
    registers = registers_of(scheme)
    return {
        duty.id: DutyKind(
            duty.id, duty.title, duty.clause, duty.subject, duty.every or "",
            tuple(dict.fromkeys(one.fact for one in registers.values() if duty.id in one.duties)),
        )
        for duty in scheme.duties
        if not duty.same_as
    }  # fmt: skip


@query(Action.MEASUREMENT_READ)
def list_duties(
    actor: Actor,
    regime_id: int,
    *,
    duty: str = "",
    period: str = "",
    words: str = "",
    outcomes: Sequence[str] = (),
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> DutyPage:
    """Duties as they stand in the actor's scope, what is missing first, then the latest period. Four statements.

    Days on which a daily duty has no data are left out, unless a period is asked for.
    """
    conditions = _conditions(actor, regime_id, duty, period, words)
    folded = sql.false() if period else _daily_without_data()
    if outcomes:
        conditions.append(col(Verdict.outcome).in_(outcomes))
    counts = session.execute(
        _joined(
            func.count().filter(~folded), _count_of(Outcome.NOT_MET, ~folded),
            _count_of(Outcome.PENDING_DATA, ~folded), func.count().filter(folded),
        ).where(*conditions)
    ).one()  # fmt: skip
    found = session.execute(
        _joined(Verdict, col(Provider.name), col(Subject.name))
        .where(*conditions, ~folded)
        .order_by(_pressing(), col(Verdict.period).desc(), _name(), col(Verdict.rule))
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    told = _told([row for row, *_ in found], regime_id, session=session)
    rows = [_row(row, provider or subject or "", told.get(row.key, {})) for row, provider, subject in found]
    return DutyPage(counts[0], int(counts[1] or 0), int(counts[2] or 0), rows, counts[3])


def _daily_without_data() -> ColumnElement[bool]:
    return sql.and_(col(Verdict.outcome) == Outcome.PENDING_DATA.value, col(Verdict.period).like(ONE_DAY))


def _conditions(
    actor: Actor, regime_id: int, duty: str, period: str, words: str
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        col(Verdict.regime_id) == regime_id,
        col(Verdict.kind) == "duty",
        col(Verdict.superseded).is_(False),
        within(actor, Action.MEASUREMENT_READ, col(Provider.unit_id), col(Subject.unit_id)),
    ]
    found += [col(Verdict.rule) == duty] if duty else []
    found += [col(Verdict.period).startswith(period, autoescape=True)] if period else []
    if words:
        found.append(
            or_(*(one.contains(words, autoescape=True) for one in (col(Provider.name), col(Subject.name))))
        )
    return found


def _joined(*columns: Any) -> Any:
    return (
        sql.select(*columns)
        .select_from(Verdict)
        .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
        .outerjoin(Subject, col(Subject.id) == col(Verdict.subject_id))
    )


def _count_of(outcome: Outcome, *conditions: Any) -> Any:
    return func.count().filter(col(Verdict.outcome) == outcome.value, *conditions)


def _pressing() -> Any:
    places = {Outcome.NOT_MET.value: 0, Outcome.AWAITING_MAKE_UP.value: 1, Outcome.MET.value: 3}
    return sql.case(places, value=col(Verdict.outcome), else_=2)


def _name() -> Any:
    return func.coalesce(col(Provider.name), col(Subject.name))


def _row(row: Verdict, subject: str, told: Mapping[str, str]) -> DutyRow:
    done, required = _figures(row)
    return DutyRow(
        row.key, row.rule, row.title, subject, row.subject_id, row.period, required, done,
        Outcome(row.outcome), row.arithmetic, told,
    )  # fmt: skip


def _figures(row: Verdict) -> tuple[int | None, int | None]:
    """What was done and what is required, out of the comparison that the verdict keeps."""
    compared: Any = row.inputs.get("compared") or []
    for one in compared:
        if one["sign"] == "at_least" and one["den"] and one["line_den"]:
            return one["num"] // one["den"], one["line_num"] // one["line_den"]
    return None, None


def _told(rows: Sequence[Verdict], regime_id: int, *, session: Session) -> dict[int, dict[str, str]]:
    """Of persons: the words and the totals of numbers registered in the period (ability level, minutes)."""
    scheme = regime_of(regime_id, session=session).scheme
    registers = registers_of(scheme)
    wanted = {row.subject_id for row in rows if row.subject_id is not None}
    if not wanted:
        return {}
    found = session.exec(
        select(RegisterEntry).where(
            RegisterEntry.regime_id == regime_id, col(RegisterEntry.subject_id).in_(wanted),
            col(RegisterEntry.period).in_({row.period for row in rows}),
            col(RegisterEntry.superseded).is_(False),
        )
    ).all()  # fmt: skip
    entries: dict[tuple[int, str], list[RegisterEntry]] = {}
    for entry in found:
        entries.setdefault((entry.subject_id, entry.period), []).append(entry)
    told: dict[int, dict[str, str]] = {}
    for row in rows:
        behind = [one for one in registers.values() if row.rule in one.duties]
        facts = {one.fact for one in behind} | {level for one in behind for level in one.levels}
        many = [one for one in entries.get((row.subject_id or 0, row.period), []) if one.fact in facts]
        told[row.key] = _words(scheme, many)
    return told


def _words(scheme: Any, entries: Sequence[RegisterEntry]) -> dict[str, str]:
    words: dict[str, str] = {}
    totals: dict[str, int] = {}
    for entry in entries:
        spec = scheme.facts[entry.fact]
        if spec.kind in {"choice", "grade"}:
            words[spec.name] = str(entry.values["value"])
            continue
        if entry.day is not None:
            totals[f"{spec.name}（次）"] = totals.get(f"{spec.name}（次）", 0) + 1
        for key, value in entry.values.items():
            if key in spec.fields and spec.fields[key].kind == "number":
                totals[spec.fields[key].name] = totals.get(spec.fields[key].name, 0) + int(float(str(value)))
    return words | {name: str(total) for name, total in totals.items()}
