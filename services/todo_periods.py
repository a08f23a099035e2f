"""Periods of data for which to-dos ask: when each is over, for everybody or in the years of each provider."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.thresholds import spans
from domain.thresholds.years import Years, years_of
from domain.units import UnitKind
from models.provider import Provider
from models.subject import Subject
from services import clock
from services.own_years import PartyYears, years_of_parties, years_of_party
from services.regimes import Regime
from services.sides import Side

_AT_MOST = 6  # periods of a datum that are asked for at once, the latest


@dataclass(frozen=True, slots=True)
class Asked:
    """A period, its first and last day, and those of providers whose years are their own."""

    period: str
    first: date
    last: date
    own: Mapping[int, tuple[date, date]]

    def due(self) -> Any:
        """The last day, as a column of providers."""
        usual = sql.literal(self.last, sql.Date)
        if not self.own:
            return usual
        lasts = {party: sql.literal(last, sql.Date) for party, (_, last) in self.own.items()}
        return sql.case(lasts, value=col(Provider.id), else_=usual)

    def begun(self) -> Any:
        """Whether it has begun, as a condition on providers."""
        return self._only(
            self.first <= clock.today(), {one: at[0] <= clock.today() for one, at in self.own.items()}
        )

    def over(self) -> Any:
        """Whether it is over, as a condition on providers."""
        return self._only(
            self.last < clock.today(), {one: at[1] < clock.today() for one, at in self.own.items()}
        )

    @property
    def over_for_any(self) -> bool:
        """Whether it is over for somebody."""
        return min([self.last, *(last for _, last in self.own.values())]) < clock.today()

    @staticmethod
    def _only(usual: bool, own: Mapping[int, bool]) -> Any:
        others = [party for party, holds in own.items() if holds is not usual]
        if not others:
            return sql.true() if usual else sql.false()
        return col(Provider.id).not_in(others) if usual else col(Provider.id).in_(others)


def asked_of_providers(regime: Regime, grain: str, *, session: Session) -> Iterator[Asked]:
    """Periods that have begun for somebody since the regime's first day, the last few."""
    years = years_of_parties(regime, Side.PROVIDER, session=session) if grain == "year" else PartyYears()
    for index in _indexes(regime, grain, years.usual):
        own = {party: (one.begins(grain, index), one.ends(grain, index)) for party, one in years.own.items()}
        first, last = years.usual.begins(grain, index), years.usual.ends(grain, index)
        yield Asked(spans.text_of(grain, index), first, last, own)


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
