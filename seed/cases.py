"""What people make of verdicts: cases proposed, heard, approved, in force, and those that end another way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from models.decision import Decision, Verdict
from seed.place import Place
from services.decision_force import find_unfulfilled, fulfil, issue_order, serve_decision
from services.decision_steps import approve, propose, record_statement, serve_notice
from services.deeds import Offer, offers

CHAPTER = "办理处置决定"
Do = Callable[[Session, Decision], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the story: the latest of this provider under this rule."""

    place: Place
    provider: str
    rule: str

    def on(self, day: date, do: Do) -> "Case":
        """Do something to the case on a day; returns the case, so that its story reads from left to right."""

        def act(session: Session) -> None:
            do(session, self._row(session))

        self.place.diary.write(self.place.diary.workday(day), CHAPTER, act)
        return self

    def _row(self, session: Session) -> Decision:
        found = select(Decision).where(
            Decision.provider_id == self.place.providers[self.provider], Decision.rule == self.rule
        )
        row = session.exec(found.order_by(col(Decision.id).desc())).first()
        if row is None:
            raise LookupError(f"No case of {self.provider} under {self.rule}")
        return row

    def proposed(self, day: date, reason: str) -> "Case":
        return self.on(day, lambda session, row: propose_least(self.place, row, reason, session))

    def told(self, day: date) -> "Case":
        values = {"served_on": self.place.diary.workday(day), "receipt": "直接送达，法定代表人签收"}
        return self.on(day, lambda session, row: serve_notice(
            self.place.office, row.key, row.version, values, session=session
        ))  # fmt: skip

    def heard(self, day: date, words: str) -> "Case":
        person = self.place.clerk(self.place.spots[self.provider])
        return self.on(day, lambda session, row: record_statement(
            person, row.key, row.version, {"statement": words}, session=session
        ))  # fmt: skip

    def approved(self, day: date, reason: str) -> "Case":
        return self.on(day, lambda session, row: approve(
            self.place.leader, row.key, row.version, reason, session=session
        ))  # fmt: skip

    def served(self, day: date, in_force_on: date | None = None) -> "Case":
        values = {
            "served_on": self.place.diary.workday(day),
            "receipt": "直接送达",
            "in_force_on": in_force_on,
        }
        return self.on(day, lambda session, row: serve_decision(
            self.place.office, row.key, row.version, values, session=session
        ))  # fmt: skip

    def ordered(self, day: date, requirement: str, days: int = 0) -> "Case":
        served_on = self.place.diary.workday(day)
        values = {
            "served_on": served_on, "receipt": "邮寄送达，已签收", "requirement": requirement,
            "due": served_on + timedelta(days=days) if days else None,
        }  # fmt: skip
        return self.on(day, lambda session, row: issue_order(
            self.place.office, row.key, row.version, values, session=session
        ))  # fmt: skip

    def obeyed(self, day: date) -> "Case":
        return self.on(day, lambda session, row: fulfil(
            self.place.office, row.key, row.version, "复核测评和现场核实，已经整改到位", session=session
        ))  # fmt: skip

    def failed(self, day: date) -> "Case":
        values = {"reason": "期满复核，满意率没有改善，整改措施没有落实", "evidence": "复核问卷和现场照片"}
        return self.on(day, lambda session, row: find_unfulfilled(
            self.place.office, row.key, row.version, values, session=session
        ))  # fmt: skip


def propose_least(place: Place, row: Decision, reason: str, session: Session) -> None:
    """All deeds but the second of a choice, each with the least amount."""
    offered = offers(session.get_one(Verdict, row.verdict_id).consequences)
    chosen = [one for one in offered if not one.choice or one.path.endswith(".0")]
    values = {
        "deeds": tuple(one.path for one in chosen), "reason": reason,
        "amounts": {one.path: _least(one) for one in chosen if one.range is not None},
    }  # fmt: skip
    propose(place.office, row.key, row.version, values, session=session)


def _least(offer: Offer) -> str:
    fen = offer.range.least if offer.range is not None else 0
    return f"{fen // 100}.{fen % 100:02d}"
