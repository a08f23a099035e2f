"""Periods of data for which to-dos ask: when each is over, for everybody or in the years of each provider."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, Date, Integer, String
from sqlmodel import Session, col, select

from domain.thresholds import spans
from domain.thresholds.years import Years, years_of
from domain.units import UnitKind
from models.provider import Provider
from models.subject import Subject
from services import clock
from services.inline_rows import inline_rows
from services.own_years import PartyYears, years_of_parties, years_of_party
from services.regimes import Regime
from services.sides import Side

_AT_MOST = 6  # periods of a datum that are asked for at once, the latest


@dataclass(frozen=True, slots=True)
class Asked:
    """Periods of a datum of providers: those of everybody, and those of providers whose years are their own.

    each: the text of a period, the provider whose own it is or 0, its first and last day, and its last day as
    everybody else has it.
    """

    each: Sequence[tuple[str, int, date, date, date]]
    own: Collection[int]

    def table(self) -> sql.Subquery:
        """A row for each; the condition `of_provider` joins it with providers.

        Where some have years of their own there is a row for each provider, found by its number: any other condition
        would hold each provider against the periods of all.
        """
        rows = inline_rows(
            self.each, period=String(), party=Integer(), first=Date(), last=Date(), usual=Date()
        )
        if not self.own:
            return rows
        other = sql.orm.aliased(Provider)
        told: Any = rows.c.period, col(other.id).label("party"), rows.c.first, rows.c.last, rows.c.usual
        usual = sql.and_(rows.c.party == 0, col(other.id).not_in(sorted(self.own)))
        others = sql.select(*told).select_from(sql.orm.join(rows, other, usual))
        return sql.union_all(sql.select(rows).where(rows.c.party != 0), others).subquery()

    def of_provider(self, table: Any) -> ColumnElement[bool]:
        """Whether a row of `table` is about the provider."""
        condition: ColumnElement[bool] = table.c.party == (col(Provider.id) if self.own else 0)
        return condition


def asked_of_providers(regime: Regime, grain: str, *, session: Session) -> Asked:
    """Periods that have begun for somebody since the regime's first day, the last few."""
    years = years_of_parties(regime, Side.PROVIDER, session=session) if grain == "year" else PartyYears()
    return Asked(list(_each(regime, grain, years)), years.own.keys())


def _each(regime: Regime, grain: str, years: PartyYears) -> Iterator[tuple[str, int, date, date, date]]:
    for index in _indexes(regime, grain, years.usual):
        text, usual = spans.text_of(grain, index), years.usual.ends(grain, index)
        for party, one in {0: years.usual, **years.own}.items():
            yield text, party, one.begins(grain, index), one.ends(grain, index), usual


def over_for_unit(
    regime: Regime, grain: str, unit_id: int, kind: UnitKind, *, session: Session
) -> Iterator[tuple[str, date, bool]]:
    """Periods that are over in the years of a unit: the text, the last day, whether it is the latest of them."""
    years = years_of(regime.scheme)
    if not years.shared:
        subject = select(Subject.id).where(
            Subject.regime_id == regime.row.key, Subject.unit_id == unit_id, Subject.kind == kind.value,
            col(Subject.is_unit),
        )  # fmt: skip
        years = years_of_party(regime, Side.SUBJECT, session.exec(subject).first(), session=session)
    latest = years.over(clock.today(), grain)
    for index in _indexes(regime, grain, years):
        if index <= latest:
            yield spans.text_of(grain, index), years.ends(grain, index), index == latest


def _indexes(regime: Regime, grain: str, years: Years) -> range:
    current = years.begun(clock.today(), grain)
    return range(max(years.begun(regime.row.started_on, grain), current - _AT_MOST + 1), current + 1)
