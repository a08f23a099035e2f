"""The sheet of a visit: what is to be checked, what the place said of itself, what the inspectors wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.check_words import USUAL
from domain.findings import Answer
from domain.leads import HIDDEN, content_visible
from domain.permissions import Action
from domain.self_completeness import Category, Item
from domain.units import UnitKind
from domain.visits import SIGNED_STATES, Match, Record, VisitState, gaps, match
from domain.workflow import State
from models.account import Account
from models.finding import Finding
from models.verification import VisitAnswer, VisitMember
from services import clock
from services.actor import Actor
from services.campaign_words import word_of
from services.handed_over import hidden_from
from services.use_case import INJECTED, query
from services.visit_access import Held, hold
from services.visit_own_words import OwnWords, own_words_beside


@dataclass(frozen=True, slots=True)
class Member:
    """An inspector of the visit."""

    account_id: int
    name: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A finding that came from an item; `title` is hidden once it was handed over as a lead."""

    id: int
    number: str
    title: str
    transferred: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the sheet. `version` is 0 while nobody has answered; `hidden`: the note is not for this reader."""

    item: Item
    answer: Answer | None
    note: str
    version: int
    own: OwnWords | None
    findings: tuple[Found, ...] = ()
    hidden: bool = False

    @property
    def match(self) -> Match | None:
        """How the two sides compare, once the inspectors have answered."""
        if self.answer is None:
            return None
        own = self.own or OwnWords(None, "")
        return match(own.answer, bool(own.problems), self.answer)


@dataclass(frozen=True, slots=True)
class Group:
    """A category of the sheet."""

    code: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visit as its page shows it. `mine`: the reader is in the team; `self_reported`: the place has reported."""

    id: int
    version: int
    campaign_id: int
    campaign: str
    unit_id: int
    unit: str
    unit_kind: UnitKind
    state: VisitState
    planned_on: date
    visited_on: date | None
    facts: str
    people_present: str
    unit_opinion: str
    signed_by: str
    signed_post: str
    sign_refusal: str
    signed_at: datetime | None
    cancel_reason: str
    draw_id: int | None
    team: tuple[Member, ...]
    groups: tuple[Group, ...]
    self_reported: bool
    mine: bool
    hidden_items: frozenset[str]
    check_word: str = USUAL

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def answered(self) -> int:
        return sum(line.answer is not None for line in self.lines)

    @property
    def missing(self) -> dict[str, str]:
        """What is missing before the place can sign."""
        answers = {line.item.code: (line.answer, line.note) for line in self.lines if line.answer is not None}
        record = Record(self.visited_on, self.facts, self.people_present, self.unit_opinion, answers)
        return gaps(record, [line.item.code for line in self.lines], clock.today())


@query(Action.VISIT_READ)
def read_visit(actor: Actor, visit_id: int, *, session: Session = INJECTED) -> Sheet:
    """The whole sheet; the number of statements does not grow with the number of items."""
    held = hold(actor, visit_id, session=session)
    team = _team(visit_id, session)
    findings = _findings(actor, visit_id, session)
    answers = {row.item: row for row in _answers(visit_id, session)}
    gone = hidden_from(actor.role, held.campaign.key, held.unit.key, session=session)
    own = own_words_beside(held.visit, gone, session)
    groups = tuple(
        _group(category, answers, own, findings, gone.items) for category in held.checklist(session)
    )
    word = word_of(held.campaign, session=session)
    return _sheet(actor, held, team, groups, own is not None, gone.items, word)


def _free(text: str, held: Held, hidden: frozenset[str]) -> str:
    """Free text may tell of anything: once it is signed and something was handed over, it is covered as a whole."""
    return HIDDEN if text and hidden and held.state in SIGNED_STATES else text


def _sheet(
    actor: Actor,
    held: Held,
    team: tuple[Member, ...],
    groups: tuple[Group, ...],
    self_reported: bool,
    hidden: frozenset[str],
    word: str,
) -> Sheet:
    row = held.visit
    return Sheet(
        id=row.key,
        version=row.version,
        campaign_id=held.campaign.key,
        campaign=held.campaign.name,
        unit_id=held.unit.key,
        unit=held.unit.name,
        unit_kind=UnitKind(held.unit.kind),
        state=held.state,
        planned_on=row.planned_on,
        visited_on=row.visited_on,
        facts=_free(row.facts, held, hidden),
        people_present=row.people_present,
        unit_opinion=_free(row.unit_opinion, held, hidden),
        signed_by=row.signed_by,
        signed_post=row.signed_post,
        sign_refusal=row.sign_refusal,
        signed_at=row.signed_at,
        cancel_reason=row.cancel_reason,
        draw_id=row.draw_id,
        team=team,
        groups=groups,
        self_reported=self_reported,
        mine=any(member.account_id == actor.account_id for member in team),
        hidden_items=hidden,
        check_word=word,
    )


def _group(
    category: Category,
    answers: Mapping[str, VisitAnswer],
    own: Mapping[str, OwnWords] | None,
    findings: Mapping[str, tuple[Found, ...]],
    hidden: frozenset[str],
) -> Group:
    lines = []
    for item in category.items:
        row = answers.get(item.code)
        closed = item.code in hidden
        words = (own or {}).get(item.code)
        lines.append(
            Line(
                item,
                Answer(row.answer) if row else None,
                HIDDEN if closed and row and row.note else (row.note if row else ""),
                row.version if row else 0,
                words,
                findings.get(item.code, ()),
                closed,
            )
        )
    return Group(category.code, category.name, tuple(lines))


def _team(visit_id: int, session: Session) -> tuple[Member, ...]:
    found = (
        select(VisitMember, Account.name)
        .join(Account, col(Account.id) == VisitMember.account_id)
        .where(VisitMember.visit_id == visit_id)
        .order_by(col(VisitMember.leads).desc(), col(Account.name))
    )
    return tuple(Member(row.account_id, name, row.leads) for row, name in session.exec(found).all())


def _answers(visit_id: int, session: Session) -> list[VisitAnswer]:
    return list(session.exec(select(VisitAnswer).where(VisitAnswer.visit_id == visit_id)))


def _findings(actor: Actor, visit_id: int, session: Session) -> dict[str, tuple[Found, ...]]:
    """Findings of the visit by item; withdrawn ones do not count."""
    rows = session.execute(
        sql.select(
            col(Finding.id),
            col(Finding.number),
            col(Finding.title),
            col(Finding.transferred),
            col(Finding.item),
        )
        .where(col(Finding.visit_id) == visit_id, col(Finding.state) != State.WITHDRAWN.value)
        .order_by(col(Finding.id))
    ).all()
    found: dict[str, tuple[Found, ...]] = {}
    for key, number, title, transferred, item in rows:
        shown = title if content_visible(actor.role, transferred) else HIDDEN
        found[item] = (*found.get(item, ()), Found(key, number, shown, transferred))
    return found
