"""What a place has said of itself, as it stands beside each item of a visit."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.findings import Answer
from domain.leads import HIDDEN
from models.self_inspection import SelfAnswer, SelfInspection, SelfProblem
from models.verification import Visit
from services.handed_over import HandedOver


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the place said of itself about an item."""

    answer: Answer | None
    explanation: str
    problems: tuple[str, ...] = ()


def own_words_beside(visit: Visit, gone: HandedOver, session: Session) -> dict[str, OwnWords] | None:
    """What the place has handed in, by item; None while it has handed in nothing (drafts are its own).

    gone: what the reader may not know of the place; its words on that are covered.
    """
    report = session.exec(
        select(SelfInspection.id).where(
            SelfInspection.campaign_id == visit.campaign_id,
            SelfInspection.unit_id == visit.unit_id,
            col(SelfInspection.first_submitted_at).is_not(None),
        )
    ).first()
    if report is None:
        return None
    problems: dict[str, list[str]] = {}
    told = select(SelfProblem.item, SelfProblem.description, SelfProblem.finding_id).where(
        SelfProblem.report_id == report, col(SelfProblem.removed).is_(False)
    )
    for item, description, finding in session.exec(told.order_by(col(SelfProblem.id))).all():
        problems.setdefault(item, []).append(HIDDEN if finding in gone.findings else description)
    words = {item: OwnWords(None, "", tuple(texts)) for item, texts in problems.items()}
    for row in session.exec(select(SelfAnswer).where(SelfAnswer.report_id == report)).all():
        said = HIDDEN if row.explanation and row.item in gone.items else row.explanation
        words[row.item] = OwnWords(Answer(row.answer), said, tuple(problems.get(row.item, ())))
    return words
