"""What the first scheme asks of villages: who is judged, the surveys of villages, and one that fell short."""

from datetime import timedelta

from sqlmodel import Session

from domain.periods import PeriodKind
from domain.units import UnitKind
from seed.figures import latest, reported
from seed.names import ASSESSORS
from seed.place import Place, Spot
from services.regimes import list_regimes
from services.subjects import enrol_units
from services.unit_figures import record_figure
from services.verdicts import compute_verdicts

CHAPTER = "登记各单位指标数据"
SURVEYED = 8  # villages a quarter
_GOOD, _ASKED = 96, 100
_BAD = {0: (178, 200), 3: (180, 200)}  # village → satisfied, asked: one below the line, one on it


def write_duties(place: Place) -> None:
    """The villages of one township are judged; the assessor surveys some of them after the last quarter."""
    day = place.diary.workday(reported(place, 0) + timedelta(days=2))
    place.diary.write(day, CHAPTER, lambda session: _survey(place, session))


def _survey(place: Place, session: Session) -> None:
    regime = list_regimes(place.office, session=session)[0].id  # that of the first scheme
    villages = place.of_kind(UnitKind.VILLAGE)[:SURVEYED]
    enrol_units(place.office, regime, UnitKind.VILLAGE.value, [one.id for one in villages], session=session)
    for number, village in enumerate(villages):
        record_figure(place.office, regime, _values(place, number, village), session=session)
    compute_verdicts(place.office, regime, session=session)


def _values(place: Place, number: int, village: Spot) -> dict[str, object]:
    good, asked = _BAD.get(number, (_GOOD, _ASKED))
    return {
        "kind": UnitKind.VILLAGE.value, "unit_id": village.id, "metric": "village_survey",
        "period": str(latest(place, PeriodKind.QUARTER)), "frame": asked, "drawn": asked,
        "counts": {"满意": good, "不满意": asked - good}, "source": f"{ASSESSORS[0]}季度测评报告",
    }  # fmt: skip
