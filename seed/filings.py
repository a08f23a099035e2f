"""Reports of the townships: the last turn of each came on paper from most, online from two, not at all from one."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from domain.units import UnitKind
from seed.place import Place, Spot
from services import clock
from services.filing_access import FilingPlace
from services.filing_hand_in import open_filing, submit_filing
from services.filing_receive import return_filing
from services.filing_send import register_sent
from services.filing_turns import Turn
from services.filings import filing_kinds
from services.filings_receive import receive_filings
from services.regimes import regimes_in_use

CHAPTER = "报送材料"
AGO = 3  # days
_TEXT = "本辖区当期享受服务326人，服务1204小时，金额36120元，已与社区台账核对一致。"
_PAID = "按考核结果核拨，明细见资金拨付台账。"
_LEFT = ("审核各镇街上报的人数、时间和金额",)  # that of the last month is late
_RETURNED = "缺少按社区列出的金额明细，请补上后重新报送。"


def write_filings(place: Place) -> None:
    """A few days ago, for the turns that were due by then."""
    place.diary.write(
        place.diary.workday(place.diary.ago(AGO)), CHAPTER, lambda session: _all(place, session)
    )


def _all(place: Place, session: Session) -> None:
    townships = place.of_kind(UnitKind.TOWNSHIP)
    for regime in regimes_in_use(session=session):
        for key, kind in filing_kinds(place.office, regime.row.key, session=session).items():
            over = [one for one in kind.turns.values() if one.due.day and one.due.day < clock.today()]
            if kind.of == UnitKind.TOWNSHIP and over and over[0].due.day:
                _turn(place, regime.row.key, key, over[0].period, over[0].due.day, townships, session)
            elif kind.of == UnitKind.OFFICE and over and kind.title not in _LEFT:
                _sent(place, regime.row.key, key, over[0], session)


def _turn(
    place: Place,
    regime_id: int,
    key: str,
    period: str,
    due: date,
    townships: Sequence[Spot],
    session: Session,
) -> None:
    first, second, _, *others = townships
    came = max(due - timedelta(days=1), place.diary.ago(AGO + 20))
    paper = [spot.id for spot in others]
    receive_filings(place.office, regime_id, key, period, paper, came, session=session)
    _hand_in(place, first, FilingPlace(first.id, key, regime_id=regime_id, period=period), session)
    back = _hand_in(place, second, FilingPlace(second.id, key, regime_id=regime_id, period=period), session)
    return_filing(place.office, back, _RETURNED, 2, session=session)


def _sent(place: Place, regime_id: int, key: str, turn: Turn, session: Session) -> None:
    """What the office itself owed and has done, on the last working day of its term."""
    where = FilingPlace(place.office.unit_id, key, regime_id=regime_id, period=turn.period)
    number = open_filing(place.office, where, session=session)
    day = min(turn.due.day or clock.today(), place.diary.ago(AGO))
    values = {"day": day, "to": "区财政局、服务机构", "note": _PAID}
    register_sent(place.office, number, values, 1, session=session)


def _hand_in(place: Place, spot: Spot, where: FilingPlace, session: Session) -> int:
    clerk = place.clerk(spot)
    number = open_filing(clerk, where, session=session)
    submit_filing(clerk, number, _TEXT, 1, session=session)
    return number
