"""Self-inspection reports: most in time, some late, returned, unfinished or missing."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlmodel import Session, select

from domain.self_completeness import FIGURES, NARRATIVE
from domain.units import UnitKind
from models.self_inspection import SelfInspection
from seed.campaign import ENDS, REPORTS_DUE
from seed.findings import Findings
from seed.names import TOWNSHIPS
from seed.place import Place, Spot
from seed.problems import problem, some_problems
from services.actor import Actor
from services.self_drafts import conform_rest, save_answer, save_check, save_figure, save_text
from services.self_inspections import open_report
from services.self_problems import add_problem
from services.self_reminders import remind_missing
from services.self_review import accept_report, return_report
from services.self_rollup import excuse_unit
from services.self_submission import submit_report

CHAPTER = "填报和审核自查报告"
_HOW = "查阅台账和系统记录，入户走访并与服务单位核对，未发现问题"
_TEXTS = {
    "organization": "成立工作专班，召开部署会一次，逐项对照清单开展自查，走访服务对象并与系统数据比对。",
    "rectification": "能够立即改正的已经改正，其余列入整改清单，明确责任人和完成时间。",
    "conduct": "查阅资金账目和工单，访谈服务对象，未发现腐败和作风问题。",
    "risk_advice": "建议每月与殡葬、户籍信息比对一次，工单异常由系统自动提示。",
    "next_steps": "继续完成剩余问题的整改，每季度复查一次。",
}
_RETURNED = "问题清单与作答不一致，涉及金额没有列明计算过程，请补充后重新报送。"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a report: days from its due date to its submission, and how far it comes."""

    delay: int
    end: str  # accepted | submitted | returned | draft | missing | excused


class Reports:
    """All reports of the campaign."""

    def __init__(self, place: Place, findings: Findings) -> None:
        self.place, self.findings = place, findings

    def write(self) -> None:
        """Plan every report; then the reminder of those who are late."""
        for spot in self._reporters():
            self._plan(spot, self._fate(spot))
        for days in (REPORTS_DUE - 4, 60):
            self.place.diary.write(self.place.diary.ago(days), "催报自查报告", self._remind)

    def _reporters(self) -> list[Spot]:
        """Villages first: a township's report is accepted after theirs."""
        kinds = (UnitKind.VILLAGE, UnitKind.PROVIDER, UnitKind.TOWNSHIP)
        return [spot for kind in kinds for spot in self.place.of_kind(kind)]

    def _fate(self, spot: Spot) -> Fate:
        random = self.place.random
        in_time = -random.randint(4, 26)
        if spot.kind is UnitKind.PROVIDER:
            return _PROVIDERS.get(list(self.place.providers).index(spot.name), Fate(in_time, "accepted"))
        number = TOWNSHIPS.index(spot.township)
        if spot.kind is UnitKind.TOWNSHIP:
            return _TOWNSHIPS.get(number, Fate(-2, "accepted"))
        if number < _COMPLETE:
            return Fate(in_time, "accepted")
        share = random.random()
        late = [fate for bound, fate in _LATE if share < bound]
        return late[0] if late else Fate(in_time, "accepted")

    def _plan(self, spot: Spot, fate: Fate) -> None:
        due = self.place.diary.ago(REPORTS_DUE)
        day = self.place.diary.workday(due + timedelta(days=fate.delay))
        if fate.delay < 0:
            day = min(max(day, self.place.diary.ago(ENDS[0] - 4)), due)
        write = self.place.diary.write
        if fate.end == "excused":
            write(day, CHAPTER, partial(self._excuse, spot))
        elif fate.end == "draft":
            write(day, CHAPTER, partial(self._draft, spot))
        elif fate.end != "missing":
            write(day, CHAPTER, partial(self._submit, spot, day))
            self._review(spot, fate, day)

    def _review(self, spot: Spot, fate: Fate, day: date) -> None:
        after = self.place.diary.workday(
            day + timedelta(days=1 if spot.kind is not UnitKind.TOWNSHIP else 12)
        )
        if fate.end == "accepted":
            self.place.diary.write(after, CHAPTER, partial(self._accept, spot))
        elif fate.end == "returned":
            self.place.diary.write(after, CHAPTER, partial(self._return, spot))

    def _submit(self, spot: Spot, day: date, session: Session) -> None:
        actor = self.place.clerk(spot)
        report_id = open_report(actor, self.place.campaign_id, unit_id=spot.id, session=session)
        wanted = self.place.random.choices((0, 1, 2), (5, 4, 2))[0]
        done = self._fill(actor, spot, report_id, wanted, session)
        values: dict[str, object] = {"declared_by": self.place.names.person(), "declared": True}
        version = session.get_one(SelfInspection, report_id).version
        receipt = submit_report(actor, report_id, values, version, session=session)
        for finding_id, words in zip(receipt.finding_ids, done, strict=True):
            self.findings.found(finding_id, spot, day, words)

    def _fill(self, actor: Actor, spot: Spot, report_id: int, wanted: int, session: Session) -> list[str]:
        """Write a complete report with so many problems; what was done about each of them."""
        random, categories = self.place.random, self.place.checklist(spot.kind, session)
        problems = some_problems(categories, wanted, random)
        for one in problems:
            corrected = random.random() < 0.4
            values: dict[str, object] = {
                "item": one.item, "description": one.text, "amount_fen": str(one.yuan),
                "people": one.people, "corrected": corrected, "correction": one.done if corrected else "",
                "recovered_fen": str(one.yuan // 2) if corrected else "0",
            }  # fmt: skip
            add_problem(actor, report_id, values, session=session)
        for category in categories:
            conform_rest(actor, report_id, category.code, session=session)
            save_check(actor, report_id, category.code, _HOW, 0, session=session)
        for name in NARRATIVE:
            save_text(actor, report_id, name, _TEXTS[name], "", session=session)
        for name in FIGURES:
            number = 0 if name == "conduct" else random.randint(20, 90)
            save_figure(
                actor, report_id, name, number * (100_00 if name == "funds_fen" else 1), None, session=session
            )
        return [one.done for one in problems]

    def _draft(self, spot: Spot, session: Session) -> None:
        """Begun and left: some answers, one problem."""
        actor, random = self.place.clerk(spot), self.place.random
        report_id = open_report(actor, self.place.campaign_id, unit_id=spot.id, session=session)
        categories = self.place.checklist(spot.kind, session)
        conform_rest(actor, report_id, categories[0].code, session=session)
        item = categories[1].items[0].code
        values: dict[str, object] = {"answer": "mostly", "explanation": "个别材料尚在补充"}
        save_answer(actor, report_id, item, values, 0, session=session)
        one = problem(categories[2:], random)
        add_problem(actor, report_id, {"item": one.item, "description": one.text}, session=session)

    def _accept(self, spot: Spot, session: Session) -> None:
        row = self._row(spot, session)
        accept_report(self._reviewer(spot), row.key, row.version, session=session)

    def _return(self, spot: Spot, session: Session) -> None:
        row = self._row(spot, session)
        return_report(self._reviewer(spot), row.key, _RETURNED, row.version, session=session)

    def _excuse(self, spot: Spot, session: Session) -> None:
        why = "已停止服务、合同解除，由专项办直接核查"
        excuse_unit(self.place.office, self.place.campaign_id, spot.id, why, session=session)

    def _reviewer(self, spot: Spot) -> Actor:
        return self.place.head(spot) if spot.kind is UnitKind.VILLAGE else self.place.office

    def _row(self, spot: Spot, session: Session) -> SelfInspection:
        found = select(SelfInspection).where(
            SelfInspection.campaign_id == self.place.campaign_id, SelfInspection.unit_id == spot.id
        )
        return session.exec(found).one()

    def _remind(self, session: Session) -> None:
        remind_missing(self.place.office, self.place.campaign_id, session=session)


_COMPLETE = 7  # townships whose villages have all reported
# township → what became of its own report; the others were accepted
_TOWNSHIPS = {
    5: Fate(-1, "submitted"),
    6: Fate(-1, "returned"),
    7: Fate(3, "draft"),
    8: Fate(9, "submitted"),
    9: Fate(0, "missing"),
    10: Fate(0, "missing"),
    11: Fate(0, "missing"),
}
_PROVIDERS = {
    4: Fate(14, "submitted"),
    5: Fate(-3, "returned"),
    7: Fate(0, "missing"),
    8: Fate(-8, "excused"),
}
# up to this share of the villages in the other townships
_LATE = (
    (0.16, Fate(6, "accepted")),
    (0.28, Fate(-3, "submitted")),
    (0.36, Fate(18, "submitted")),
    (0.44, Fate(-4, "returned")),
    (0.54, Fate(-2, "draft")),
    (0.68, Fate(0, "missing")),
)
