"""What the first scheme asks of villages: who is judged, the surveys of villages, and one that fell short."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlmodel import Session, col, select

from domain.periods import PeriodKind
from domain.units import UnitKind
from models.decision import Decision
from seed.cases import CHAPTER as DECIDING
from seed.cases import propose_least
from seed.diary import Act
from seed.figures import latest, reported
from seed.names import ASSESSORS
from seed.place import Place, Spot
from services import clock
from services.decision_steps import serve_notice
from services.regimes import list_regimes
from services.subjects import enrol_units
from services.unit_figures import record_figure
from services.verdicts import compute_verdicts

CHAPTER = "登记各单位指标数据"
SURVEYED = 8  # villages a quarter
PROPOSED, SERVED = 8, 2  # days ago: the village is being heard today
_GOOD, _ASKED = 96, 100
_BAD = {0: (178, 200), 3: (180, 200)}  # village → satisfied, asked: one below the line, one on it


def write_duties(place: Place) -> None:
    """The villages of one township are judged; the assessor surveys some of them after the last quarter."""
    day = place.diary.workday(reported(place, 0) + timedelta(days=2))
    place.diary.write(day, CHAPTER, lambda session: _survey(place, session))
    place.diary.write(place.diary.ago(PROPOSED), DECIDING, _tell(partial(_propose, place)))
    place.diary.write(place.diary.ago(SERVED), DECIDING, _tell(partial(_serve, place)))


def _tell(step: Callable[[Decision, Session], None]) -> Act:
    """A step of the decision that the village below the line brought about."""

    def act(session: Session) -> None:
        mine = (col(Decision.provider_id).is_(None), col(Decision.state).in_(("open", "proposed")))
        row = session.exec(select(Decision).where(*mine).order_by(col(Decision.id))).first()
        if row is not None:
            step(row, session)

    return act


def _propose(place: Place, row: Decision, session: Session) -> None:
    propose_least(place, row, "季度测评满意率低于90%，相关人员当年不得参加评优评先", session)


def _serve(place: Place, row: Decision, session: Session) -> None:
    values = {"served_on": clock.today(), "receipt": "直接送达，社区主任签收"}
    serve_notice(place.office, row.key, row.version, values, session=session)


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
