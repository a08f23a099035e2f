"""日历: all deadlines in the actor's sight, day by day of one month, on the working calendar."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from domain.decisions import UNDECIDED, DecisionState, Track
from domain.permissions import Action, Role, Scope, ruling
from domain.visits import VisitState
from domain.workflow import CLOCK_RUNS, State
from models.ban import Ban
from models.campaign import Campaign, Deliverable, Phase
from models.decision import Decision, Verdict
from models.finding import Finding
from models.provider import Provider
from models.unit import Unit
from models.verification import Visit, VisitMember
from services.actor import Actor
from services.agenda_filings import TurnDay, handled_at, turn_days
from services.agenda_scores import score_days
from services.calendars import work_calendar
from services.campaigns import visible_campaigns
from services.decision_access import is_party, visible_decisions
from services.findings_access import visible_findings
from services.todo_decisions import unpaid
from services.todo_rows import task
from services.use_case import INJECTED, query
from services.visibility import within

WORDS = {
    "duty": "报送截止",
    "filing_due": "监管材料截止",
    "marks_due": "评分截止",
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
    """Every day of the month with what falls on it. Three statements, three more where regimes ask for reports."""
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    by_day: dict[date, list[AgendaEntry]] = {}
    for row in session.execute(_between(_sources(actor), first, last)):
        entry = _entry(row)
        by_day.setdefault(entry.day, []).append(entry)
    for turn in turn_days(actor, first, last, session=session):
        by_day.setdefault(turn.day, []).append(_of_regime(turn))
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
        (Action.DECISION_READ, _decision_days),
        (Action.DECISION_READ, _ban_days),
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
    """Condition: a unit that only sees what concerns it reads of the duties of its own kind and of those below."""
    if ruling(actor.role, Action.CAMPAIGN_READ).scope is Scope.ALL:
        return sql.true()
    kinds = sql.cast(col(Deliverable.unit_kinds), sql.Text)
    units = sql.select(col(Unit.kind)).where(within(actor, Action.CAMPAIGN_READ, Unit.id))
    return sql.exists(units.where(kinds.contains(sql.literal('"') + col(Unit.kind) + '"')))


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


def _decision_days(actor: Actor) -> list[sql.Select[Any]]:
    """Terms of decisions on providers, units and persons; when a right lapses only those know who decide."""

    def of(kind: str, day: Any, *conditions: Any) -> sql.Select[Any]:
        unit = sql.func.coalesce(col(Provider.unit_id), col(Verdict.subject_unit_id))
        found = task(kind, col(Decision.id), text=col(Decision.number), unit_id=unit, due=col(day))
        return (
            found.join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
            .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
            .where(visible_decisions(actor), *conditions)
        )

    state, undecided = col(Decision.state), sorted(one.value for one in UNDECIDED)
    in_force = state == DecisionState.IN_FORCE.value
    dates = [
        of("statement_due", Decision.statement_due, state == DecisionState.NOTICE_SERVED.value),
        of("order_due", Decision.due, in_force, col(Decision.track) == Track.ORDER.value),
        of("payment_due", Decision.due, in_force, col(Decision.track) == Track.SANCTION.value, *unpaid()),
        of("decision_ends", Decision.ends_on, in_force, ~sql.exists().where(_own_ban())),
    ]
    if not is_party(actor, Action.DECISION_READ):
        dates.append(of("right_lapses", Decision.lapses_on, state.in_(undecided)))
    return dates


def _own_ban() -> ColumnElement[bool]:
    """Condition: the decision's end is that of a ban, which has its own entry."""
    return sql.and_(col(Ban.decision_id) == col(Decision.id), col(Ban.end) == col(Decision.ends_on))


def _ban_days(actor: Actor) -> list[sql.Select[Any]]:
    lifted = sql.or_(col(Ban.released_on).is_not(None), col(Ban.revoked_on).is_not(None))
    ends = task(
        "ban_end", col(Ban.id), text=col(Ban.clause), unit_id=col(Provider.unit_id), due=col(Ban.end)
    ).join(Provider, col(Provider.id) == col(Ban.provider_id))
    return [ends.where(within(actor, Action.DECISION_READ, Provider.unit_id), ~lifted)]
