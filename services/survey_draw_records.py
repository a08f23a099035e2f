"""Records of the draws for surveys: read again, and computed again, by whoever may see them; never by the provider.

A provider that knew who was drawn could prepare them. Those who survey read names and telephone numbers; those
who only check read masked ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col

from domain.errors import NotFound, Refused
from domain.permissions import Action, Role, ruling
from domain.survey_draws import lots, masked
from models.account import Account
from models.measurement import Measurement
from models.provider import Provider
from models.survey import SurveyDraw
from models.unit import Unit
from reports.excel import CellKind, ExcelColumn, table_to_excel
from services import clock
from services.actor import Actor
from services.regimes import regime_of
from services.survey_draws import stored_draws
from services.use_case import INJECTED, query
from services.visibility import within

_COLUMNS = (
    ExcelColumn("签序", CellKind.COUNT, 8),
    ExcelColumn("编号", width=16),
    ExcelColumn("姓名", width=14),
    ExcelColumn("联系方式", width=20),
    ExcelColumn("答复", width=16),
    ExcelColumn("备注", width=24),
)


@dataclass(frozen=True, slots=True)
class SurveyDrawLine:
    """A draw in a list."""

    id: int
    provider: str
    survey: str
    period: str
    unit: str
    number: int
    again: str
    frame: int
    required: int
    drawn: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DrawnPerson:
    """Somebody who was drawn, by the order of the lots."""

    place: int
    code: str
    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class SurveyDrawRecord:
    """A draw as its page shows it; `holds`: computed again from the record it gives the same people."""

    line: SurveyDrawLine
    reason: str
    seed: str
    witnesses: str
    left_out: int
    drawn_by: str
    people: Sequence[DrawnPerson]
    named: bool
    holds: bool
    others: Sequence[tuple[int, int]]
    """(number, id) of the other draws of the same survey."""


def sees_draws(role: Role) -> bool:
    """Whether somebody of this role may look at draws of surveys at all."""
    return role is not Role.PROVIDER and ruling(role, Action.MEASUREMENT_READ).allowed


def _in_sight(actor: Actor) -> ColumnElement[bool]:
    if not sees_draws(actor.role):
        raise Refused("测评名单不向服务单位公开。")
    return within(actor, Action.MEASUREMENT_READ, SurveyDraw.reporting_unit_id)


@query(Action.MEASUREMENT_READ)
def list_survey_draws(
    actor: Actor,
    *,
    words: str = "",
    period: str = "",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> tuple[int, list[SurveyDrawLine]]:
    """Draws in the actor's scope, the latest first. Two statements, and one a regime."""
    conditions = [_in_sight(actor)]
    if words:
        conditions.append(col(Provider.name).contains(words, autoescape=True))
    if period:
        conditions.append(col(SurveyDraw.period) == period)
    total = session.execute(_joined(func.count()).where(*conditions)).scalar_one()
    found = session.execute(
        _joined(*_WHOLE).where(*conditions).order_by(col(SurveyDraw.id).desc())
        .offset((page - 1) * size).limit(size)
    ).all()  # fmt: skip
    return total, [_line(*one[:4], session=session) for one in found]


@query(Action.MEASUREMENT_READ)
def read_survey_draw(actor: Actor, draw_id: int, *, session: Session = INJECTED) -> SurveyDrawRecord:
    """One record, computed again while it is read."""
    found = session.execute(_joined(*_WHOLE).where(_in_sight(actor), col(SurveyDraw.id) == draw_id)).first()
    if found is None:
        raise NotFound("没有这次抽取的记录，或者它不在您的查看范围内。")
    row, who = found[0], found[4]
    named = ruling(actor.role, Action.MEASUREMENT_RECORD).allowed
    drawn_again = lots(row.frame, len(row.drawn), row.seed, row.left_out)
    beside = stored_draws(row.provider_id, row.metric, row.reporting_unit_id, row.period, session=session)
    return SurveyDrawRecord(
        _line(*found[:4], session=session), row.reason, row.seed, row.witnesses, len(row.left_out),
        who, [_person(at, one, named=named) for at, one in enumerate(row.drawn, start=1)], named,
        drawn_again == [one[0] for one in row.drawn],
        [(one.number, one.key) for one in beside if one.key != row.key],
    )  # fmt: skip


@query(Action.MEASUREMENT_READ)
def export_survey_draw(actor: Actor, draw_id: int, *, session: Session = INJECTED) -> bytes:
    """The people drawn as an Excel sheet to survey with, as far as the reader may know them."""
    record = read_survey_draw(actor, draw_id, session=session)
    line = record.line
    note = (
        f"{line.provider} {line.period}；{line.frame}人中抽取{line.drawn}人，应抽{line.required}人；"
        f"种子 {record.seed}；在场人 {record.witnesses}"
    )
    rows = [(one.place, one.code, one.name, one.contact, "", "") for one in record.people]
    return table_to_excel(
        f"{line.survey}名单", _COLUMNS, rows, day=clock.today(), author=actor.unit_name, note=note
    )


@query(Action.MEASUREMENT_READ)
def draws_behind(actor: Actor, measurement_id: int, *, session: Session = INJECTED) -> list[tuple[int, int]]:
    """(number, id) of the draws for the survey that a datum reports; none where the reader may not see them."""
    if not sees_draws(actor.role):
        return []
    same = [
        getattr(Measurement, name) == getattr(SurveyDraw, name)
        for name in ("provider_id", "metric", "reporting_unit_id", "period")
    ]
    found = sql.select(col(SurveyDraw.number), col(SurveyDraw.id)).join(Measurement, sql.and_(*same))
    rows = session.execute(
        found.where(_in_sight(actor), col(Measurement.id) == measurement_id).order_by(col(SurveyDraw.number))
    )
    return [(number, key) for number, key in rows]


_WHOLE = (SurveyDraw, col(Provider.name), col(Provider.regime_id), col(Unit.name), col(Account.name))


def _joined(*columns: Any) -> Any:
    return (
        sql.select(*columns)
        .select_from(SurveyDraw)
        .join(Provider, col(Provider.id) == col(SurveyDraw.provider_id))
        .join(Unit, col(Unit.id) == col(SurveyDraw.reporting_unit_id))
        .join(Account, col(Account.id) == col(SurveyDraw.drawn_by))
    )


def _person(place: int, one: Sequence[str], *, named: bool) -> DrawnPerson:
    code, name, contact = one
    return DrawnPerson(place, code, name if named else masked(name), contact if named else "")


def _line(
    row: SurveyDraw, provider: str, regime_id: int | None, unit: str, *, session: Session
) -> SurveyDrawLine:
    return SurveyDrawLine(
        row.key, provider, _survey_name(regime_id, row.metric, session=session), row.period, unit, row.number,
        row.again, len(row.frame), row.required, len(row.drawn), row.at,
    )  # fmt: skip


def _survey_name(regime_id: int | None, metric: str, *, session: Session) -> str:
    """As the provider's scheme calls it today; the key where it has no such datum any more."""
    fact = regime_of(regime_id, session=session).facts.get(metric) if regime_id is not None else None
    return fact.name if fact else metric
