"""Reports that units handed in, as records that rules read: the day on which each came first, whether it went back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from domain.filing import FilingState
from domain.library.models.filing import AT, EXCUSED, PERIOD, RETURNED
from domain.thresholds.facts import Row
from models.campaign import Deliverable
from models.filing import FiledReport
from services import clock
from services.regimes import Regime

Parties = Mapping[int, str]  # the unit of each party → its number as the engine knows it


def under_regime(regime: Regime, keys: Collection[str], parties: Parties, *, session: Session) -> list[Row]:
    """What these parties handed in for some reports of a regime. One statement."""
    found = _told(FiledReport.regime_id == regime.row.key, col(FiledReport.code).in_(keys), session=session)
    return [row_of(one, one.code, parties[one.unit_id]) for one in found if one.unit_id in parties]


def in_campaigns(
    planned: Iterable[Deliverable], asked: Mapping[str, str], parties: Parties, *, session: Session
) -> list[Row]:
    """The same of turns that campaigns planned; `asked` gives the key by which the regime knows a duty."""
    keys = {
        (one.campaign_id, one.code): (asked[one.duty], one.period) for one in planned if one.duty in asked
    }
    if not keys:
        return []
    found = _told(col(FiledReport.campaign_id).in_({campaign for campaign, _ in keys}), session=session)
    rows = []
    for one in found:
        if one.unit_id in parties and (turn := keys.get((one.campaign_id or 0, one.code))):
            rows.append(row_of(one, turn[0], parties[one.unit_id], turn[1]))
    return rows


def _told(*where: Any, session: Session) -> Sequence[FiledReport]:
    found = select(FiledReport).where(*where).order_by(col(FiledReport.id))
    told = (col(FiledReport.first_day).is_not(None)) | (FiledReport.state == FilingState.WAIVED.value)
    return session.exec(found.where(told)).all()


def row_of(one: FiledReport, key: str, party: str, period: str = "") -> Row:
    """One of them as a record."""
    about: dict[str, Any] = {PERIOD: one.period or period} if one.period or period else {}
    if one.state == FilingState.WAIVED:
        day = clock.local(one.reviewed_at).date() if one.reviewed_at else clock.today()
        return Row(key, party, day, fields={**about, EXCUSED: True})
    at = clock.local(one.first_submitted_at).replace(tzinfo=None) if one.first_submitted_at else None
    returned = one.state == FilingState.RETURNED
    fields = {**about, RETURNED: returned, **({AT: at} if at is not None else {})}
    return Row(key, party, one.first_day or clock.today(), fields=fields)
