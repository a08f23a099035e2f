"""The campaign: created from its scheme, with the dates that the district set for its phases."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from domain.units import UnitKind
from models.campaign import Deliverable, Phase
from seed.place import Place
from seed.supply import library_id
from services.campaign_creation import IN_SCOPE, create_campaign
from services.phase_dates import move_duty, move_phase
from services.phase_gates import unmet
from services.phases import close_phase, open_phase

CHAPTER = "组织专项行动"
SCHEME = "s4-6"
CREATED = 162  # days ago
# The last day of each phase, days ago; the third phase is the one that runs today.
ENDS = (148, 116, -24, -110)
REPORTS_DUE = ENDS[1]
_WHY = "区专项治理领导小组会议研究确定的本区时间安排"


def write_campaign(place: Place) -> None:
    """Created, first phase closed in time; the second waits for reports while the third goes on."""
    ago = place.diary.ago
    place.diary.write(ago(CREATED), CHAPTER, lambda session: _create(place, session))
    place.diary.write(ago(CREATED - 1), CHAPTER, lambda session: _open(place, 0, session))
    place.diary.write(ago(ENDS[0] - 1), CHAPTER, lambda session: _close(place, 0, session))
    place.diary.write(ago(ENDS[0] - 2), CHAPTER, lambda session: _open(place, 1, session))
    place.diary.write(ago(ENDS[1] - 2), CHAPTER, lambda session: _open(place, 2, session))


def in_scope(place: Place) -> list[int]:
    """Ids of all townships, villages and providers."""
    return [spot.id for kind in IN_SCOPE for spot in place.of_kind(UnitKind(kind))]


def _create(place: Place, session: Session) -> None:
    year = place.diary.ago(CREATED).year
    values: dict[str, object] = {
        "library_id": library_id(SCHEME, session), "name": f"{year}年{place.name}居家养老服务专项治理",
        "year": year, "number_prefix": f"YL{year}", "unit_ids": tuple(in_scope(place)),
        "leading_group": {
            "组长": "区民政局主要负责人", "副组长": "区民政局分管负责人",
            "成员": "养老服务科、规划财务科和各镇（街道）为民服务中心负责人", "办公室": "区民政局养老服务科",
        },
        "parameters": {"year": year, "look_back_months": 1},
    }  # fmt: skip
    place.campaign_id = create_campaign(place.office, values, session=session)
    phases = _phases(place, session)
    start = place.diary.ago(CREATED)
    for phase, days in zip(phases, ENDS, strict=True):
        end = place.diary.ago(days)
        move_phase(place.office, phase.key, start, end, _WHY, phase.version, session=session)
        start = end
    _move_duties(place, phases, session)


def _move_duties(place: Place, phases: Sequence[Phase], session: Session) -> None:
    ends: dict[str, date | None] = {phase.code: phase.end for phase in phases}
    duties = session.exec(select(Deliverable).where(Deliverable.campaign_id == place.campaign_id)).all()
    for duty in duties:
        day = ends.get(duty.phase_code)
        if day is not None:
            move_duty(place.office, place.campaign_id, duty.code, day, _WHY, duty.due, session=session)


def _phases(place: Place, session: Session) -> Sequence[Phase]:
    found = select(Phase).where(Phase.campaign_id == place.campaign_id).order_by(col(Phase.position))
    return session.exec(found).all()


def _open(place: Place, number: int, session: Session) -> None:
    phase = _phases(place, session)[number]
    waived = {one.gate: "领导小组办公室确认" for one in unmet(phase, "opens_when", session=session)}
    open_phase(place.office, phase.key, phase.version, waived=waived, session=session)


def _close(place: Place, number: int, session: Session) -> None:
    phase = _phases(place, session)[number]
    waived = {one.gate: "动员部署会已经召开" for one in unmet(phase, "closes_when", session=session)}
    close_phase(place.office, phase.key, phase.version, waived=waived, session=session)
