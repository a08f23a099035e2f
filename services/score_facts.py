"""Points that people gave on scoring sheets, as the engine reads them."""

from collections.abc import Collection, Iterable
from fractions import Fraction

from sqlalchemy import select
from sqlmodel import Session, col

from domain.library.models.scoring import Sheet
from domain.thresholds.facts import Mark
from models.measurement import ScoreMark
from services.regimes import PROVIDER, Regime
from services.sides import Side


def side_of(sheet: Sheet) -> Side:
    """Whom a sheet is about."""
    return Side.PROVIDER if sheet.of == PROVIDER else Side.SUBJECT


def marks_given(regime: Regime, side: Side, ids: Collection[int], *, session: Session) -> tuple[Mark, ...]:
    """The marks of these parties that stand. One statement, none where nobody is to give marks."""
    if not any(_asks_people(sheet) and side_of(sheet) is side for sheet in regime.scheme.scoring.values()):
        return ()
    found = select(ScoreMark).where(
        col(ScoreMark.regime_id) == regime.row.key,
        side.of(ScoreMark).in_(ids),
        col(ScoreMark.superseded).is_(False),
    )
    return tuple(_as_marks(side, session.execute(found.order_by(col(ScoreMark.id))).scalars()))


def _asks_people(sheet: Sheet) -> bool:
    return any(item.manual is not None for item in sheet.items)


def _as_marks(side: Side, rows: Iterable[ScoreMark]) -> Iterable[Mark]:
    for row in rows:
        points = Fraction(row.numerator, row.denominator)
        party = str(getattr(row, side.column))
        yield Mark(row.sheet, row.item, party, row.period, points, row.given_by, row.reason)
