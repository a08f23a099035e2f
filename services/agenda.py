"""日历: all deadlines in the actor's sight, day by day of one month, on the working calendar."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from domain.permissions import Action, Role, Scope, ruling
from domain.visits import VisitState
from domain.workflow import CLOCK_RUNS, State
from models.campaign import Campaign, Deliverable, Phase
from models.finding import Finding
from models.unit import Unit
from models.verification import Visit, VisitMember
from services.actor import Actor
from services.agenda_decisions import ban_days, decision_days
from services.agenda_filings import TurnDay, handled_at, turn_days
from services.agenda_reviews import AskingDay, asking_days
from services.agenda_scores import score_days
from services.calendars import work_calendar
from services.campaigns import visible_campaigns
from services.filing_scope import asks, in_scope
from services.findings_access import visible_findings
from services.regimes import Regime, regimes_in_use
from services.todo_rows import task
from services.use_case import INJECTED, query
from services.visibility import within

WORDS = {
    "duty": "报送截止",
    "filing_due": "监管材料截止",
    "marks_due": "评分截止",
    "review_ask": "申请复核截止",
    "review_due": "复核决定截止",
    "phase_start": "阶段开始",
    "phase_end": "阶段结束",
    "findings_due": "整改到期",
    "publicity_end": "公示期满",
    "look_back": "应开展回头看",
    "visit": "现场核查",
    "statement_due": "陈述申辩到期",
    "order_due": "整改要求到期",
    "payment_due": "缴款到期",
    "right_lapses": "处置权利消灭",
    "decision_ends": "处置决定期满",
    "ban_end": "禁入期满",
}


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """Something that ends or begins on a day. kind: a key of `WORDS`; count: how many rows it stands for.

    place: the address where it is handled, where that is not told by kind and number.
    """

    kind: str
    text: str
    object_id: int
    campaign_id: int | None
    campaign: str
    unit: str
    count: int
    day: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day of the month; `rest` says why nobody works on it, "" on working days."""

    day: date
    rest: str
    entries: tuple[AgendaEntry, ...]


@query(Action.TODO_READ)
def month_agenda(
    actor: Actor, year: int, month: int, *, session: Session = INJECTED
) -> tuple[AgendaDay, ...]:
    """Every day of the month with what falls on it.

    Three statements, three more where regimes ask for reports, and more for results that may be contested this month.
    """
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    by_day: dict[date, list[AgendaEntry]] = {}
    for row in session.execute(_between(_sources(actor), first, last)):
        entry = _entry(row)
        by_day.setdefault(entry.day, []).append(entry)
    regimes = _regimes(actor, session=session)
    for turn in turn_days(actor, regimes, first, last, session=session):
        by_day.setdefault(turn.day, []).append(_of_regime(turn))
    for one in asking_days(actor, regimes, first, last, session=session):
        by_day.setdefault(one.day, []).append(_asking(one))
    calendar = work_calendar(session=session)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(
        AgendaDay(
            day, calendar.why_rest(day) if calendar.is_rest_day(day) else "", tuple(by_day.get(day, ()))
        )
        for day in days
    )


def _sources(actor: Actor) -> list[sql.Select[Any]]:
    asked = (
        (Action.CAMPAIGN_READ, _campaign_days),
        (Action.FINDING_READ, _finding_days),
        (Action.VISIT_READ, _visit_days),
        (Action.DECISION_READ, decision_days),
        (Action.DECISION_READ, ban_days),
        (Action.SCORE_READ, score_days),
    )
    return [source for action, make in asked if ruling(actor.role, action).allowed for source in make(actor)]


def _between(sources: list[sql.Select[Any]], first: date, last: date) -> sql.Select[Any]:
    days = sql.union_all(*(source.where(_day_of(source).between(first, last)) for source in sources))
    entries = days.subquery("days")
    what = [entries.c[name] for name in ("kind", "text", "unit_id", "campaign_id", "due", "place")]
    return (
        sql.select(
            *what, sql.func.max(entries.c.object_id).label("object_id"), sql.func.count().label("number"),
            sql.func.max(col(Campaign.name)).label("campaign"), sql.func.max(col(Unit.name)).label("unit"),
        )
        .select_from(entries)
        .outerjoin(Campaign, col(Campaign.id) == entries.c.campaign_id)
        .outerjoin(Unit, col(Unit.id) == entries.c.unit_id)
        .group_by(*what)
        .order_by(entries.c.due, entries.c.kind)
    )  # fmt: skip


def _day_of(source: sql.Select[Any]) -> Any:
    labelled = source.selected_columns["due"]
    return labelled.element if isinstance(labelled, sql.Label) else labelled


def _entry(row: Any) -> AgendaEntry:
    return AgendaEntry(
        row.kind, row.text, row.object_id, row.campaign_id, row.campaign or "", row.unit or "", row.number,
        row.due, row.place,
    )  # fmt: skip


def _of_regime(turn: TurnDay) -> AgendaEntry:
    return AgendaEntry(
        "filing_due", turn.text, turn.regime_id, None, turn.regime, turn.who, 1, turn.day, turn.place
    )


def _asking(one: AskingDay) -> AgendaEntry:
    return AgendaEntry("review_ask", one.text, one.round_id, None, "", one.who, one.count, one.day, one.place)


def _regimes(actor: Actor, *, session: Session) -> list[Regime]:
    """What days are counted from that no row holds, for those who may see any of them."""
    asked = (Action.FILING_READ, Action.SCORE_REVIEW_ASK)
    allowed = any(ruling(actor.role, one).allowed for one in asked)
    return regimes_in_use(session=session) if allowed else []


def _campaign_days(actor: Actor) -> list[sql.Select[Any]]:
    mine = sql.select(col(Campaign.id)).where(visible_campaigns(actor), col(Campaign.state) == "running")

    def of(kind: str, table: Any, day: Any, place: Any = "") -> sql.Select[Any]:
        key = col(table.campaign_id)
        found = task(kind, key, text=col(table.name), campaign_id=key, due=col(day), place=place)
        return found.where(key.in_(mine))

    return [
        of("duty", Deliverable, Deliverable.due, handled_at(actor)).where(_asked_of(actor)),
        of("phase_start", Phase, Phase.start),
        of("phase_end", Phase, Phase.end),
    ]


def _asked_of(actor: Actor) -> ColumnElement[bool]:
    """Condition: a unit that only sees what concerns it reads of what it and those below are asked for."""
    if ruling(actor.role, Action.CAMPAIGN_READ).scope is Scope.ALL:
        return sql.true()
    units = sql.select(col(Unit.kind)).where(within(actor, Action.CAMPAIGN_READ, Unit.id))
    return sql.exists(units.where(asks(), in_scope(col(Deliverable.campaign_id))))


def _finding_days(actor: Actor) -> list[sql.Select[Any]]:
    """Findings still with their unit on their due day, and postings that end; counted by day and campaign."""

    def of(kind: str, day: Any, states: list[str]) -> sql.Select[Any]:
        found = task(kind, col(Finding.id), campaign_id=col(Finding.campaign_id), due=col(day))
        return found.where(col(Finding.state).in_(states), visible_findings(actor))

    running = sorted(state.value for state in CLOCK_RUNS)
    looks = of("look_back", Finding.look_back_due, [State.CLOSED.value])
    looks = looks.where(col(Finding.looked_back_on).is_(None))
    return [
        of("findings_due", Finding.due, running),
        of("publicity_end", Finding.publicity_to, [State.PUBLISHED.value]),
        *([looks] if ruling(actor.role, Action.FINDING_LOOK_BACK).allowed else []),
    ]


def _visit_days(actor: Actor) -> list[sql.Select[Any]]:
    """Planned visits: an inspector's own, all of them for those who see all, none for the places."""
    if ruling(actor.role, Action.VISIT_READ).scope is not Scope.ALL:
        return []
    states = (VisitState.PLANNED.value, VisitState.RECORDING.value)
    planned = task(
        "visit",
        col(Visit.id),
        unit_id=col(Visit.unit_id),
        campaign_id=col(Visit.campaign_id),
        due=col(Visit.planned_on),
    ).where(col(Visit.state).in_(states))
    if actor.role is Role.INSPECTOR:
        member = col(VisitMember.account_id) == actor.account_id
        planned = planned.join(VisitMember, col(VisitMember.visit_id) == col(Visit.id)).where(member)
    return [planned]
