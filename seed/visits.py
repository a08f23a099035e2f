"""Verification: draws by lot, visits with their records, problems with photos; today's places still to come."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from sqlmodel import Session, col, select

from domain.units import UnitKind
from models.verification import Visit, VisitMember
from seed.files import PHOTOS, photo
from seed.findings import Findings
from seed.place import Place, Spot
from seed.problems import Problem, some_problems
from services.actor import Actor
from services.draws import draw
from services.evidence import EvidenceData, add_evidence
from services.visit_record import conform_rest, save_answer, save_text
from services.visit_signing import close_visit, register_problem, sign_visit
from services.visits import cancel_visit, plan_visit

CHAPTER = "开展核查"
# days ago of each draw of one village in each township, and how many days later the visits are
_DRAWS = ((108, 8), (66, 9), (21, 9), (4, -9))
_TODAY = 3


class Visits:
    """All visits of the campaign."""

    def __init__(self, place: Place, findings: Findings) -> None:
        self.place, self.findings = place, findings
        self._spots = {spot.id: spot for spot in place.spots.values()}

    def write(self) -> None:
        """Draws for villages, visits by name for townships and providers, today's places."""
        diary = self.place.diary
        for number, (days, _) in enumerate(_DRAWS, start=1):
            diary.write(diary.ago(days), CHAPTER, partial(self._draw, number))
        named = [*self.place.of_kind(UnitKind.TOWNSHIP)[:8], *self.place.of_kind(UnitKind.PROVIDER)[:6]]
        for number, spot in enumerate(named):
            diary.write(diary.ago(100 - 6 * number), CHAPTER, partial(self._plan, spot, number))
        diary.write(diary.ago(3), CHAPTER, self._plan_today)

    def _draw(self, number: int, session: Session) -> None:
        days, after = _DRAWS[number - 1]
        day = self.place.diary.workday(self.place.diary.ago(days) + timedelta(days=abs(after)))
        inspectors = tuple(self.place.people[f"inspector{one}"].account_id for one in range(1, 9))
        values: dict[str, object] = {
            "title": f"第{number}轮村（居）随机抽取", "kinds": (UnitKind.VILLAGE,), "measure": "count",
            "amount": 1, "seed": f"round-{number}-{day:%Y%m%d}", "inspectors": inspectors, "skip_visited": True,
            "witnesses": "派驻纪检监察组工作人员、区老龄协会代表", "planned_on": day,
        }  # fmt: skip
        draw_id = draw(self.place.office, self.place.campaign_id, values, session=session)
        found = select(Visit).where(Visit.draw_id == draw_id).order_by(col(Visit.id))
        for visit in session.exec(found).all():
            self.place.diary.write(day, CHAPTER, partial(self._go, visit.key))

    def _plan(self, spot: Spot, number: int, session: Session) -> None:
        day = self.place.diary.workday(self.place.diary.ago(100 - 6 * number) + timedelta(days=4))
        visit_id = self._store(spot, day, number % 7 + 1, session)
        self.place.diary.write(day, CHAPTER, partial(self._go, visit_id))

    def _store(self, spot: Spot, day: object, first: int, session: Session) -> int:
        team = [self.place.people[f"inspector{one}"].account_id for one in (first, first + 1)]
        values: dict[str, object] = {"unit_id": spot.id, "planned_on": day, "inspectors": tuple(team)}
        return plan_visit(self.place.office, self.place.campaign_id, values, session=session)

    def _plan_today(self, session: Session) -> None:
        """Three places for the first inspector today, one that was called off, one that has begun."""
        taken = set(
            session.exec(select(Visit.unit_id).where(Visit.planned_on == self.place.diary.today)).all()
        )
        free = [spot for spot in self.place.of_kind(UnitKind.VILLAGE)[20:] if spot.id not in taken]
        spots = free[: _TODAY + 1]
        ids = [self._store(spot, self.place.diary.today, 1, session) for spot in spots]
        version = session.get_one(Visit, ids[-1]).version
        reason = "该村当日开展换届选举，改期核查"
        cancel_visit(self.place.office, ids[-1], reason, version, session=session)
        self.place.diary.write(self.place.diary.today, CHAPTER, partial(self._begin, ids[0]))

    def _begin(self, visit_id: int, session: Session) -> None:
        """Half of the answers."""
        actor, spot = self._team(visit_id, session)[0], self._spot(visit_id, session)
        for category in self.place.checklist(spot.kind, session)[:3]:
            conform_rest(actor, visit_id, category.code, session=session)

    def _go(self, visit_id: int, session: Session) -> None:
        """The whole record; the last visits are signed and not closed yet."""
        first, second = self._team(visit_id, session)[:2]
        spot = self._spot(visit_id, session)
        categories = self.place.checklist(spot.kind, session)
        problems = some_problems(categories, self.place.random.randint(2, 5), self.place.random)
        for one in problems:
            values: dict[str, object] = {"answer": "fails", "note": one.text}
            save_answer(first, visit_id, one.item, values, 0, session=session)
            self._photograph(visit_id, spot, one, first, session)
        for category in categories:
            conform_rest(second, visit_id, category.code, session=session)
        self._write_down(visit_id, spot, first, session)
        for one in problems:
            self._register(visit_id, spot, one, first, session)
        visit = session.get_one(Visit, visit_id)
        if (self.place.diary.today - visit.planned_on).days > 13 or visit_id % 3:
            close_visit(first, visit_id, visit.version, session=session)

    def _write_down(self, visit_id: int, spot: Spot, actor: Actor, session: Session) -> None:
        texts = {
            "facts": f"查阅{spot.name}台账、公示栏和系统记录，入户走访5户，与负责人核对数据。",
            "people_present": f"{self.place.names.person()}、{self.place.names.person()}",
            "unit_opinion": "对核查的事实没有异议。",
        }
        for field, text in texts.items():
            save_text(actor, visit_id, field, text, "", session=session)
        version = session.get_one(Visit, visit_id).version
        values: dict[str, object] = {"signed_by": self.place.names.person(), "signed_post": "负责人"}
        sign_visit(actor, visit_id, values, version, session=session)

    def _photograph(self, visit_id: int, spot: Spot, one: Problem, actor: Actor, session: Session) -> None:
        """One problem in three has a photo."""
        number = self.place.random.randrange(PHOTOS * 3)
        if number < PHOTOS:
            data = EvidenceData("visit", visit_id, spot.id, one.item, "现场照片.png", photo(number))
            add_evidence(actor, data, session=session)

    def _register(self, visit_id: int, spot: Spot, one: Problem, actor: Actor, session: Session) -> None:
        values: dict[str, object] = {
            "description": one.text, "amount_fen": str(one.yuan), "people": one.people,
        }  # fmt: skip
        finding_id = register_problem(actor, visit_id, one.item, values, session=session)
        day = session.get_one(Visit, visit_id).planned_on
        self.findings.found(finding_id, spot, day, one.done)

    def _team(self, visit_id: int, session: Session) -> Sequence[Actor]:
        found = select(VisitMember.account_id).where(VisitMember.visit_id == visit_id)
        ids = session.exec(found.order_by(col(VisitMember.leads).desc())).all()
        by_id = {person.account_id: person for person in self.place.people.values()}
        return [by_id[one] for one in ids]

    def _spot(self, visit_id: int, session: Session) -> Spot:
        return self._spots[session.get_one(Visit, visit_id).unit_id]
