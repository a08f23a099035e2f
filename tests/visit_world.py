"""A district with a running campaign, for tests of visits, draws, comparisons and leads.

place = visit_world.campaign(world.district())
visit = place.visit()                 # two inspectors go to 东街镇 today
place.recorded(visit)                 # everything answered, ready for the sign-off
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from models import engine
from models.evidence import Evidence
from services import clock
from services.actor import Actor
from services.evidence import EvidenceData, add_evidence
from services.visit_record import save_answer, save_text
from services.visit_sheet import read_visit
from services.visit_signing import register_problem, sign_visit
from services.visits import plan_visit
from tests import campaign_world
from tests.files import jpeg
from tests.world import People

DAY = date(2026, 6, 10)
PROBLEM_TYPES = """
problem_types:
  - {key: f2, axis: 性质, name: 虚列套取, route: 镇街纪检监察部门, examples: [虚增工单],
     confidential: true, clause: 三（二）}
  - {key: w1, axis: 性质, name: 不作为, clause: 三（二）}
  - {key: service_funds, axis: 环节, name: 上门服务资金使用, clause: 三（二）}
"""
FACTS = "某服务人员同一时段在两处签到，涉及工单12张，金额3600元。"
LEAD: dict[str, object] = {
    "nature": "f2",
    "stage": "service_funds",
    "subject": "某服务中心负责人",
    "facts": FACTS,
    "amount_fen": "3600",
    "destination": "district_commission",
}
SECRET = (
    "工单签到时间重叠涉嫌虚增"  # what nobody but the discipline role may find anywhere after the hand-over
)


@dataclass(frozen=True, slots=True)
class Place:
    """A running campaign, and short ways to bring a visit to a state."""

    people: People
    campaign_id: int

    def visit(self, unit: str = "东街镇", on: date | None = None, *team: Actor) -> int:
        """A planned visit; the first two inspectors go unless others are named."""
        people = team or (self.people.inspector, self.people.second_inspector)
        plan: dict[str, object] = {
            "unit_id": self.people.unit(unit),
            "planned_on": on or clock.today(),
            "inspectors": tuple(person.account_id for person in people),
        }
        return plan_visit(self.people.office, self.campaign_id, plan)

    def answer(
        self, visit_id: int, item: str, answer: str, note: str = "", actor: Actor | None = None
    ) -> None:
        """One answer of the team, over whatever stands there."""
        line = next(
            line for line in read_visit(self.people.inspector, visit_id).lines if line.item.code == item
        )
        values: dict[str, object] = {"answer": answer, "note": note}
        save_answer(actor or self.people.inspector, visit_id, item, values, line.version)

    def recorded(self, visit_id: int, **failing: str) -> int:
        """Every item answered (`R2_1="what was found"` makes one fail) and every text written."""
        notes = {item.replace("_", "-"): note for item, note in failing.items()}
        for line in read_visit(self.people.inspector, visit_id).lines:
            code = line.item.code
            self.answer(visit_id, code, "fails" if code in notes else "conforms", notes.get(code, ""))
        for field, text in (
            ("facts", "查看台账和公示栏"),
            ("people_present", "镇长张某"),
            ("unit_opinion", "无意见"),
        ):
            save_text(self.people.inspector, visit_id, field, text, "")
        return visit_id

    def signed(self, visit_id: int, **failing: str) -> int:
        """A record that the place has signed off."""
        self.recorded(visit_id, **failing)
        version = read_visit(self.people.inspector, visit_id).version
        sign_visit(self.people.inspector, visit_id, {"signed_by": "张某", "signed_post": "镇长"}, version)
        return visit_id

    def photo(self, visit_id: int, item: str, unit: str = "东街镇", name: str = "现场.jpg") -> int:
        """A photo of an item."""
        unit_id = self.people.unit(unit)
        data = EvidenceData("visit", visit_id, unit_id, item, name, jpeg(colour="red"))
        return add_evidence(self.people.inspector, data)

    def finding(self, visit_id: int | None = None) -> int:
        """A finding of a signed visit to 东街镇, with a photo, whose words are `SECRET`."""
        visit = visit_id or self.visit()
        self.recorded(visit, R2_1=SECRET)
        self.photo(visit, "R2-1", name=f"{SECRET}.jpg")
        values: dict[str, object] = {
            "title": SECRET,
            "description": f"{SECRET}，涉及三人。",
            "amount_fen": "3600",
        }
        return register_problem(self.people.inspector, visit, "R2-1", values)


def campaign(people: People) -> Place:
    """A running campaign with all the places of the district in its scope."""
    library = campaign_world.library(campaign_world.SCHEME + PROBLEM_TYPES)
    return Place(people, campaign_world.campaign(people, library))


def files() -> list[Evidence]:
    """All rows of evidence, by id."""
    with engine.reading() as session:
        return list(session.exec(select(Evidence).order_by(col(Evidence.id))))


def sent(seen: list[str]) -> int:
    """How many statements were sent, the beginning of a transaction aside."""
    return sum(statement != "BEGIN" for statement in seen)
