"""Reports that somebody has registered from paper, as a condition of statements about units."""

from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, String
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.library.models.filing import PERIOD, RETURNED
from models.measurement import Fact
from models.provider import Provider
from models.register import RegisterEntry
from models.subject import Subject
from models.unit import Unit
from services.regimes import Regime


def on_record(
    regime: Regime, key: str, *, period: Any = None, before: Any = None, after: date | None = None
) -> ColumnElement[bool]:
    """Condition on a unit: somebody has registered that a turn came, and not that it went back.

    period: of this one only; before, after: only where it came before, after a day.
    """
    entry, later, subject = aliased(RegisterEntry), aliased(RegisterEntry), Subject
    of_unit = sql.exists().where(
        col(subject.id) == col(entry.subject_id), col(subject.unit_id) == col(Unit.id)
    )
    given_back = sql.cast(col(entry.values), sql.Text).contains(f'"{RETURNED}": true')
    newer = sql.exists().where(
        col(later.subject_id) == col(entry.subject_id), col(later.fact) == key, col(later.id) > col(entry.id),
        col(later.period) == col(entry.period), ~col(later.superseded),
    )  # fmt: skip
    registered = sql.exists().where(
        col(entry.regime_id) == regime.row.key, col(entry.fact) == key, ~col(entry.superseded), of_unit,
        col(entry.period) == period if period is not None else sql.true(), sql.not_(given_back), ~newer,
        sql.true() if before is None else col(entry.day) < before,
        sql.true() if after is None else col(entry.day) > after,
    )  # fmt: skip
    told = sql.cast(col(Fact.fields), sql.Text)
    of_turn = col(Fact.fields)[PERIOD].as_string() == period if period is not None else sql.true()
    proven = sql.exists().where(
        col(Fact.provider_id) == col(Provider.id), col(Provider.unit_id) == col(Unit.id), col(Fact.event) == key,
        col(Fact.withdrawn_reason) == "", of_turn,
        sql.true() if before is None else col(Fact.happened_on) < sql.cast(before, String),
        sql.true() if after is None else col(Fact.happened_on) > after.isoformat(),
        sql.not_(told.contains(f'"{RETURNED}": true')),
    )  # fmt: skip
    return sql.or_(registered, proven)
