"""Two leads, handed over by inspectors, worked on by the discipline role alone."""

from dataclasses import dataclass
from functools import partial

from sqlmodel import Session, col, select

from domain.findings import Source
from domain.workflow import OPEN, State
from models.finding import Finding
from models.lead import Lead
from seed.place import Place
from services.lead_work import hand_over, record_outcome
from services.leads import transfer_to_lead

CHAPTER = "移送问题线索"


@dataclass(frozen=True, slots=True)
class Story:
    """A lead: when it was handed over (days ago), from which category, and what it says."""

    days: int
    category: str
    nature: str
    stage: str
    subject: str
    post: str
    facts: str
    yuan: str
    destination: str


_STORIES = (
    Story(
        57, "r3", "f2", "place1", "某镇服务站站长", "镇为民服务中心工作人员",
        "2名已故老人在去世后仍有服务工单，签收笔迹与站长记录一致，涉及工单37张。", "6290", "district_commission",
    ),
    Story(
        16, "r4", "f1", "place2", "某村委会委员", "村委会委员",
        "指定亲属经营的家政服务部承接上门服务，未经比选，涉及老人18名。", "21600", "township_discipline",
    ),
)  # fmt: skip


def write_leads(place: Place) -> None:
    """The first one has been answered; the second one waits to be handed over."""
    for story in _STORIES:
        place.diary.write(place.diary.ago(story.days), CHAPTER, partial(_transfer, place, story))
    place.diary.write(place.diary.ago(54), CHAPTER, partial(_hand_over, place))
    place.diary.write(place.diary.ago(12), CHAPTER, partial(_answer, place))


def _transfer(place: Place, story: Story, session: Session) -> None:
    found = select(Finding).where(
        Finding.campaign_id == place.campaign_id, Finding.category == story.category,
        Finding.source == Source.VISIT.value, col(Finding.state).in_(sorted(OPEN - {State.REGISTERED})),
    )  # fmt: skip
    row = session.exec(found.order_by(col(Finding.id).desc())).all()[0]
    values: dict[str, object] = {
        "nature": story.nature, "stage": story.stage, "subject": story.subject, "subject_post": story.post,
        "facts": story.facts, "amount_fen": story.yuan, "destination": story.destination,
        "measures_taken": "已停止结算，封存工单和签收记录",
    }  # fmt: skip
    transfer_to_lead(place.people["inspector7"], row.key, row.version, values, session=session)
    place.gone.add(row.key)


def _first(session: Session) -> Lead:
    return session.exec(select(Lead).order_by(col(Lead.id))).all()[0]


def _hand_over(place: Place, session: Session) -> None:
    row = _first(session)
    values: dict[str, object] = {
        "destination": "district_commission", "handed_over_on": place.diary.ago(54),
        "receiver": "区纪委监委信访室", "receiver_person": place.names.person(), "receipt_number": "收〔1〕号",
    }  # fmt: skip
    hand_over(place.people["discipline1"], row.key, values, row.version, session=session)


def _answer(place: Place, session: Session) -> None:
    row = _first(session)
    values: dict[str, object] = {
        "answered_on": place.diary.ago(12),
        "outcome": "已初步核实，责令退回多领费用，给予相关人员批评教育，另有情况继续核查。",
    }
    record_outcome(place.people["discipline1"], row.key, values, row.version, session=session)
