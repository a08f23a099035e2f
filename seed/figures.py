"""Surveys and complaints: a year of figures, with every line of the schemes crossed somewhere.

What is remarkable is counted back from today, so that it is there whatever day it is.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from domain.periods import PeriodKind, StatPeriod, span
from seed.diary import Act
from seed.names import ASSESSORS, PROVIDERS
from seed.place import Place
from seed.supply import STORY, VOUCHERS, bond
from services.measurements import record_measurements

KANGYI, HEYUE, NUANLIN, FUSHOU, QINGSONG, LELING, XIAOAN, YINXING, CHUNHUI = (name for name, _ in PROVIDERS)
CHAPTER = "登记测评和投诉数据"
SURVEY_DAYS, COMPLAINT_DAYS = 11, 5  # days after a period ends on which its figures come in
BID = 68  # days ago
EARLIEST = 3  # quarters back: the first survey with a story
SETTLED = 32  # days: figures that came in later are ordinary, so that there was time to act on the others

# provider → how many quarters back (0: the last one that is settled) → (satisfied, asked)
SURVEYS: Mapping[str, Mapping[int, tuple[int, int]]] = {
    KANGYI: {1: (160, 200)},  # typed wrong and corrected a week later: `seed.cases`
    HEYUE: {0: (180, 200), 3: (168, 200)},
    NUANLIN: {0: (1799, 2000)},
    FUSHOU: {0: (168, 200), 2: (176, 200)},
    QINGSONG: {1: (176, 200), 3: (170, 200)},
    LELING: {2: (164, 200)},
    XIAOAN: {1: (8499, 10000)},
    YINXING: {0: (799, 1000), 1: (158, 200)},
    CHUNHUI: {},
}
# provider → how many months back → complaints in a thousand visits; None: nothing was reported that month
COMPLAINTS: Mapping[str, Mapping[int, int | None]] = {
    XIAOAN: {3: 51, 2: None, 1: 51, 0: 52},
    NUANLIN: {2: 30},
    FUSHOU: {1: 50, 0: 50},
    HEYUE: {1: 25},
}


def write_figures(place: Place) -> None:
    """Surveys each quarter and complaints each month, on the days on which they come in."""
    first = place.diary.ago(STORY)
    for quarter in _until_today(place, StatPeriod.parse(f"{first_year(place)}Q1")):
        day = max(_reported(place, quarter), place.diary.workday(first + timedelta(days=2)))
        place.diary.write(day, CHAPTER, _surveys(place, quarter))
    place.diary.write(place.diary.ago(BID), CHAPTER, _bid(place))
    for month in _until_today(place, StatPeriod.of(first, PeriodKind.MONTH)):
        place.diary.write(_reported(place, month), CHAPTER, _complaints(place, month))


def _bid(place: Place) -> Act:
    """One provider takes part in a tender without having passed its yearly inspection."""

    def act(session: Session) -> None:
        base: dict[str, Any] = {
            "provider_id": place.providers[FUSHOU], "reporting_unit_id": place.office.unit_id,
        }  # fmt: skip
        many = [
            base | {"metric": "annual_check", "yes": False},
            base | {"metric": "bid_date", "word": place.diary.ago(BID).isoformat()},
        ]
        record_measurements(place.office, many, session=session)

    return act


def reported(place: Place, back: int) -> date:
    """The day on which the survey so many quarters back came in."""
    return _reported(place, latest(place, PeriodKind.QUARTER).shift(-back))


def first_year(place: Place) -> int:
    """The year in which figures and contracts begin: all that is remarkable lies in it or later."""
    return min(place.diary.ago(STORY).year, latest(place, PeriodKind.QUARTER).shift(-EARLIEST).year)


def latest(place: Place, kind: PeriodKind) -> StatPeriod:
    """The last period that is settled."""
    period = StatPeriod.of(place.diary.today, kind)
    while _reported(place, period) > place.diary.today - timedelta(days=SETTLED):
        period = period.previous
    return period


def _until_today(place: Place, first: StatPeriod) -> Iterator[StatPeriod]:
    return span(first, StatPeriod.of(place.diary.today, first.kind))


def _reported(place: Place, period: StatPeriod) -> date:
    days = SURVEY_DAYS if period.kind is PeriodKind.QUARTER else COMPLAINT_DAYS
    return place.diary.workday(period.end + timedelta(days=days))


def _surveys(place: Place, quarter: StatPeriod) -> Act:
    back = latest(place, PeriodKind.QUARTER).ordinal - quarter.ordinal

    def act(session: Session) -> None:
        many = [_survey(place, name, quarter, back) for name in place.providers if name not in VOUCHERS]
        record_measurements(place.people["assessor1"], many, session=session)
        many = [_voucher_survey(place, name, quarter, back) for name in VOUCHERS]
        record_measurements(place.office, many, session=session)

    return act


def _survey(place: Place, name: str, quarter: StatPeriod, back: int) -> dict[str, Any]:
    good, asked = SURVEYS[name].get(back) or (place.random.randint(188, 197), 200)
    basically = good // 4
    return {
        "provider_id": place.providers[name], "metric": "survey", "period": str(quarter),
        "reporting_unit_id": place.spots[ASSESSORS[0]].id, "frame": asked * 4, "drawn": asked + 8,
        "counts": {"满意": good - basically, "基本满意": basically, "不满意": asked - good, "拒访": 5, "无效": 3},
        "surveyed_by": ASSESSORS[0],
    }  # fmt: skip


def _voucher_survey(place: Place, name: str, quarter: StatPeriod, back: int) -> dict[str, Any]:
    good, asked = SURVEYS[name].get(back) or (place.random.randint(184, 196), 200)
    number = list(place.providers).index(name) + 1
    return _ratio(place, name, "satisfaction", str(quarter), bond(place, number).townships[0], good, asked)


def _ratio(
    place: Place, name: str, metric: str, period: str, township: str, upper: int, lower: int
) -> dict[str, Any]:
    return {
        "provider_id": place.providers[name], "metric": metric, "period": period,
        "reporting_unit_id": place.spots[township].id, "numerator": upper, "denominator": lower,
    }  # fmt: skip


def _complaints(place: Place, month: StatPeriod) -> Act:
    back = latest(place, PeriodKind.MONTH).ordinal - month.ordinal

    def act(session: Session) -> None:
        many = list(_complaint_rows(place, month, back))
        record_measurements(place.office, many, session=session)

    return act


def _complaint_rows(place: Place, month: StatPeriod, back: int) -> Iterator[dict[str, Any]]:
    for number, name in enumerate(place.providers, start=1):
        if name in VOUCHERS:
            continue
        special = COMPLAINTS.get(name, {})
        for township in bond(place, number).townships[:1]:
            count = special[back] if back in special else place.random.randint(2, 20)
            if count is not None:
                yield _ratio(place, name, "complaints", str(month), township, count, 1000)
