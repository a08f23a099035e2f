"""What of a unit has been handed over as a lead in a campaign, so that its own words about it are covered as well."""

from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from domain.errors import WrongState
from domain.leads import HIDDEN, opens_compartment
from domain.permissions import Role
from models.finding import Finding
from services.self_content import Written, WrittenAnswer, WrittenProblem


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Findings of one unit that became leads, and the checklist items they are about."""

    findings: frozenset[int] = frozenset()
    items: frozenset[str] = frozenset()


def handed_over(campaign_id: int, unit_id: int, *, session: Session) -> HandedOver:
    """One statement; the caller says who is reading (`hidden_from`)."""
    found = select(Finding.id, Finding.item).where(
        Finding.campaign_id == campaign_id, Finding.unit_id == unit_id, col(Finding.transferred).is_(True)
    )
    rows = session.exec(found).all()
    return HandedOver(
        frozenset(key for key, _ in rows if key is not None), frozenset(item for _, item in rows if item)
    )


def hidden_from(role: Role, campaign_id: int, unit_id: int, *, session: Session) -> HandedOver:
    """What this role may not read; nothing for who opens the compartment."""
    if opens_compartment(role):
        return HandedOver()
    return handed_over(campaign_id, unit_id, session=session)


def covered(content: Written, gone: HandedOver) -> Written:
    """The report without what it says of a lead: answers stay, their words do not."""
    if not gone.items and not gone.findings:
        return content
    answers = {item: _answer(one) if item in gone.items else one for item, one in content.answers.items()}
    problems = tuple(_problem(one) if one.finding_id in gone.findings else one for one in content.problems)
    return replace(content, answers=answers, problems=problems)


def _answer(given: WrittenAnswer) -> WrittenAnswer:
    return replace(given, explanation=HIDDEN if given.explanation else "")


def _problem(given: WrittenProblem) -> WrittenProblem:
    bare = replace(given.problem, description=HIDDEN, amount_fen=0, people=0, correction="", recovered_fen=0)
    return replace(given, problem=bare)


def require_item_open(campaign_id: int, unit_id: int, item: str, *, session: Session) -> None:
    """`WrongState` where the words about an item are closed for good."""
    if item in handed_over(campaign_id, unit_id, session=session).items:
        raise WrongState(f"{item} 涉及的问题已经移送，这一项不能再修改。")


def require_problem_open(finding_id: int | None, *, session: Session) -> None:
    """`WrongState` where a problem of the report has become a lead."""
    found = select(Finding.transferred).where(Finding.id == finding_id)
    if finding_id is not None and session.exec(found).first():
        raise WrongState("这个问题已经移送，不能再修改或撤回。")
