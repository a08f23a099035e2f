"""The quarterly assessment of townships under a scheme that the office uploaded, and a draw of people to survey."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlmodel import Session, col, select

from domain.periods import PeriodKind, StatPeriod
from domain.units import UnitKind
from models.measurement import ScoreMark
from models.score import ScoreReview
from seed.figures import KANGYI, latest, reported
from seed.names import ASSESSORS, Names
from seed.people import OFFICE, SECTION
from seed.place import Place
from seed.registers import SEED, workbook
from services import clock
from services.library_archive import pack
from services.library_upload import store_archive
from services.regimes import list_regimes, start_regime
from services.register_import import import_register
from services.score_deciding import decide_review
from services.score_import import import_marks
from services.score_places import SheetPlace
from services.score_reviews import ask_review
from services.score_rounds import RoundPlace
from services.score_telling import tell_results
from services.subjects import enrol_units
from services.survey_draws import draw_survey

CHAPTER, SURVEY = "季度考核", "抽取测评名单"
DATA = Path(__file__).with_name("assessment.yaml")
SHEET = "quarter"
MARKED, TOLD, ASKED, DECIDED = 5, 5, 3, 1  # working days after the figures came in; then days ago
SURVEYED, FRAME, ASK = 4, 60, 14  # days ago, people served, people drawn
_OPEN = 10  # the township of which one item still waits for a mark
_TITLES = ("镇街", "项目", "分数", "理由", "评分人")
_LATE = (2, 5, 5, 9)  # townships with reports that came late
# drive, field, remedy, extra by township
_POINTS = (
    (0, 25, 28, 3), (-2, 27, 26, 0), (-5, 22, 24, 0), (0, 29, 29, 5), (-3, 26, 25, 0), (-12, 15, 18, 0),
    (0, 28, 27, 2), (-4, 24, 26, 0), (-1, 27, 28, 0), (-6, 20, 21, 0), (0, 28, 0, 0), (-2, 26, 27, 0),
)  # fmt: skip


def write_assessment(place: Place) -> None:
    """Marked after the last settled quarter, told some days ago; one township has been heard, another one waits."""
    quarter = latest(place, PeriodKind.QUARTER)
    day = place.diary.workday(reported(place, 0) + timedelta(days=MARKED))
    place.diary.write(day, CHAPTER, partial(_mark, place, quarter))
    place.diary.write(place.diary.ago(TOLD), CHAPTER, partial(_tell, place, quarter))
    place.diary.write(place.diary.ago(ASKED), CHAPTER, partial(_ask, place, quarter))
    place.diary.write(place.diary.ago(DECIDED), CHAPTER, partial(_decide, place))
    place.diary.write(place.diary.ago(SURVEYED), SURVEY, partial(_draw, place))


def _mark(place: Place, quarter: StatPeriod, session: Session) -> None:
    office = place.office
    archive = pack("quarterly", {"scheme.yaml": DATA.read_text(encoding="utf-8")})
    library = store_archive(office, archive, "领导小组会议审议通过", session=session)
    values = {"name": "镇街季度考核", "library_id": library, "started_on": quarter.start}
    regime = start_regime(office, values, session=session)
    enrol_units(office, regime, UnitKind.TOWNSHIP.value, session=session)
    towns = [spot.name for spot in place.of_kind(UnitKind.TOWNSHIP)]
    late = [
        (towns[town], quarter.start + timedelta(days=20 + 9 * at), "办公室") for at, town in enumerate(_LATE)
    ]
    content = workbook(("镇街", "日期", "经办人"), late)
    import_register(office, regime, "late_paper", content, file_name="迟报登记.xlsx", session=session)
    at = RoundPlace(regime, SHEET, str(quarter))
    import_marks(office, at, workbook(_TITLES, _marks(place, towns)), office.name, session=session)


def _marks(place: Place, towns: list[str]) -> Iterator[tuple[str, str, int, str, str]]:
    """A row for each mark but one; whoever gives it signs."""
    office, section = f"{OFFICE} {place.office.name}", f"{SECTION} {place.people['inspector1'].name}"
    for number, (town, (drive, field, remedy, extra)) in enumerate(zip(towns, _POINTS, strict=True)):
        yield (
            town,
            "组织推进",
            drive,
            "部署会议、专班工作正常" if not drive else "部署不及时，专班例会次数不足",
            office,
        )
        yield (
            town,
            "走访回访",
            field,
            "抽查20户，多数走访到位" if field > 23 else "抽查20户，走访记录不完整",
            section,
        )
        if number != _OPEN:
            told = "整改到位，材料齐全" if remedy > 23 else "部分问题整改不彻底，复核时仍存在"
            yield town, "整改销号", remedy, told, section
        yield town, "创新做法", extra, "经验做法在全区交流" if extra else "没有申报", office


def _tell(place: Place, quarter: StatPeriod, session: Session) -> None:
    at = RoundPlace(_regime(place, session), SHEET, str(quarter))
    tell_results(place.office, at, clock.today(), "印发季度考核结果通报", session=session)


def _regime(place: Place, session: Session) -> int:
    return list_regimes(place.office, session=session)[-1].id


def _ask(place: Place, quarter: StatPeriod, session: Session) -> None:
    """Two townships think that they were marked too low."""
    why = {
        "town1": ("field", "抽查的3户当天外出就医，有补走访记录，请按补访情况重评"),
        "town10": ("remedy", "两项问题已于季末前整改，销号材料报送后没有计入"),
    }
    for name, (item, reason) in why.items():
        marks = select(ScoreMark).where(
            ScoreMark.regime_id == _regime(place, session), ScoreMark.item == item
        )
        rows = list(session.exec(marks.order_by(col(ScoreMark.subject_id))).all())
        party = rows[0 if name == "town1" else 9].subject_id or 0
        at = SheetPlace(rows[0].regime_id, SHEET, str(quarter), party)
        ask_review(place.people[name], at, {"items": (item,), "reason": reason}, session=session)


def _decide(place: Place, session: Session) -> None:
    """The first of them is heard."""
    row = session.exec(select(ScoreReview).order_by(col(ScoreReview.id))).first()
    if row is None:
        return
    decided = {"state": "changed", "opinion": "补访记录属实，3户按已走访计"}
    marks = {"field": {"points": "28", "reason": "补访3户后，抽查20户均走访到位"}}
    decide_review(place.people["leader1"], row.key, row.version, decided, marks, session=session)


def _draw(place: Place, session: Session) -> None:
    """Whom the assessor will ask in the quarter that runs."""
    names = Names.of(SEED)
    people = [(f"K{number:03}", names.person(), "") for number in range(1, FRAME + 1)]
    values = {
        "provider_id": place.providers[KANGYI], "metric": "survey",
        "reporting_unit_id": place.spots[ASSESSORS[0]].id,
        "period": str(StatPeriod.of(clock.today(), PeriodKind.QUARTER)), "count": ASK, "seed": "20260501",
        "witnesses": f"{place.people['assessor1'].name}、{place.office.name}",
    }  # fmt: skip
    draw_survey(
        place.people["assessor1"], values, workbook(("编号", "姓名", "联系方式"), people), session=session
    )
