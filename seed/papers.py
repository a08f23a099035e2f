"""Documents that were issued: notices, letters, reports, circulars, as the office would fill them in."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from domain.workflow import CLOCK_RUNS, State
from models.decision import Decision
from models.finding import Finding
from models.self_inspection import SelfInspection
from models.verification import Visit
from seed.place import Place
from services import clock
from services.documents import draft_document, issue_document

CHAPTER = "制发文书"
_NOTICE_DAYS = (98, 70, 44, 18)


class Papers:
    """Documents, each on the day on which it was issued; numbers run on."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._number = 0

    def write(self) -> None:
        """A few of each kind."""
        ago = self.place.diary.ago
        for days in _NOTICE_DAYS:
            self.place.diary.write(ago(days), CHAPTER, self._notice)
        for days in (30, 6):
            self.place.diary.write(ago(days), CHAPTER, self._letter)
        self.place.diary.write(ago(52), CHAPTER, self._visit_report)
        self.place.diary.write(ago(95), CHAPTER, self._self_report)
        self.place.diary.write(ago(127), CHAPTER, self._decisions)
        self.place.diary.write(ago(14), CHAPTER, self._circular)

    def _issue(self, code: str, owner_ids: Sequence[int], session: Session, **more: str) -> None:
        """Issue with the defaults of the form, and a sentence in what has to be filled in."""
        draft = draft_document(self.place.office, code, owner_ids, session=session)
        self._number += 1
        today = self.place.diary.today
        values = {one.name: _filled(one.kind) if one.required else "" for one in draft.fields}
        values |= {name: text for name, text in draft.defaults.items() if text}
        values |= {"number": f"青居治办〔{today.year}〕{self._number}号", **more}
        issue_document(self.place.office, code, owner_ids, values, session=session)

    def _notice(self, session: Session) -> None:
        """One notice for what was ordered from one unit on one day."""
        found = select(Finding).where(col(Finding.state).in_((State.ASSIGNED.value, State.RECTIFYING.value)))
        rows = session.exec(found.order_by(col(Finding.id).desc()).limit(40)).all()
        if rows:
            first = rows[self._number % len(rows)]
            same = [row.key for row in rows if (row.lead_unit_id, row.due) == (first.lead_unit_id, first.due)]
            self._issue("rectification_notice", same, session, head="red")

    def _letter(self, session: Session) -> None:
        found = select(Finding).where(
            col(Finding.state).in_(sorted(CLOCK_RUNS)), col(Finding.due) < clock.today(),
            col(Finding.escalation) >= 1,
        )  # fmt: skip
        row = session.exec(found.order_by(col(Finding.id)).limit(1)).first()
        if row is not None:
            deadline = (clock.today() + timedelta(days=7)).isoformat()
            self._issue("supervision_letter", [row.key], session, head="letter", deadline=deadline)

    def _visit_report(self, session: Session) -> None:
        found = select(Visit).where(Visit.state == "closed").order_by(col(Visit.id).desc()).limit(1)
        row = session.exec(found).one()
        self._issue(
            "verification_report", [row.key], session,
            proposals="对发现的问题按限期整改办理，涉及资金的追回。", authority="区专项治理领导小组办公室核查安排",
        )  # fmt: skip

    def _self_report(self, session: Session) -> None:
        found = select(SelfInspection).where(SelfInspection.state == "accepted").limit(1)
        row = session.exec(found.order_by(col(SelfInspection.id))).one()
        self._issue("self_report", [row.key], session)

    def _decisions(self, session: Session) -> None:
        """The decision that bars a provider."""
        found = select(Decision).where(Decision.rule == "S4-4-14.1").limit(1)
        row = session.exec(found).one()
        self._issue("decision_notice", [row.key], session)

    def _circular(self, session: Session) -> None:
        self._issue("circular", [self.place.campaign_id], session)


def _filled(kind: str) -> str:
    return "详见附件。" if kind != "day" else ""
