"""What waits in the matter of reports: turns that a unit owes, and what was handed in and nobody has received yet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, Date, Integer, String
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.filing import FilingState
from domain.library.models.campaign import Deliverable as Entry
from domain.library.models.filing import PERIOD, Filing
from domain.permissions import Action, Role, Scope, ruling
from domain.thresholds.filing import A_YEAR
from domain.units import AT_THE_BASE, UnitKind
from models.campaign import Campaign, Deliverable
from models.filing import FiledReport
from models.provider import Provider
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.campaign_plan import OTHER, SELF_INSPECTION, SUMMARY, kind_of
from services.filed_reports import filings_kept
from services.filing_records import on_record
from services.filing_scope import asked_for, moved_day, owed, planned_as
from services.filing_turns import engine_of, owed_by_all, own_due
from services.filings import let_off
from services.inline_rows import inline_rows
from services.regimes import PROVIDER, Regime
from services.todo_rows import running_campaigns, summary_issued, task
from services.todo_units import reports_to_office
from services.visibility import within

_KINDS: Mapping[Role, frozenset[str]] = {
    Role.OFFICE: frozenset({UnitKind.OFFICE}),
    Role.TOWNSHIP: frozenset(AT_THE_BASE),
    Role.PROVIDER: frozenset({UnitKind.PROVIDER}),
    Role.ASSESSOR: frozenset({UnitKind.ASSESSOR}),
    Role.INSPECTOR: frozenset({UnitKind.DEPARTMENT}),
}
_WITH_UNIT = (FilingState.DRAFT.value, FilingState.RETURNED.value)
Dated = Mapping[str, tuple[str, date]]  # by period: the label of a turn and its day


def for_reporter(actor: Actor, regimes: Sequence[Regime], *, session: Session) -> list[sql.Select[Any]]:
    """Reports that the actor's own unit owes: all that are overdue, of each the next one.

    Of a report that no rule asks about, what was due before the unit began to hand it in is not asked for, but for
    the last one.
    """
    return [_in_campaigns(actor, regimes), *_under_regimes(actor, regimes, session=session)]


def to_receive(actor: Actor) -> sql.Select[Any]:
    """Reports that were handed in: the office those of its level, a township those of the units below it."""
    report = FiledReport
    sight = within(actor, Action.FILING_RECEIVE, col(report.unit_id))
    if ruling(actor.role, Action.FILING_RECEIVE).scope is Scope.ALL:
        sight = reports_to_office()
    under_regime = col(report.campaign_id).is_(None)
    running = sql.or_(under_regime, col(report.campaign_id).in_(running_campaigns()))
    found = task(
        sql.case((under_regime, "filing_receive_kept"), else_="filing_receive"), col(report.id),
        text=col(report.title), unit_id=col(report.unit_id), campaign_id=col(report.campaign_id),
        since=col(report.submitted_at), place=sql.literal("id=", String) + sql.cast(col(report.id), String),
    )  # fmt: skip
    return found.join(Unit, col(Unit.id) == col(report.unit_id)).where(
        col(report.state) == FilingState.SUBMITTED.value, running, sight,
        col(report.unit_id) != actor.unit_id,
        sql.func.coalesce(col(report.submitted_by), 0) != actor.account_id,
    )  # fmt: skip


def _kind(report: Any) -> ColumnElement[str]:
    returned = col(report.state) == FilingState.RETURNED.value
    upwards = col(Unit.kind) == UnitKind.OFFICE.value
    return sql.case((returned, "filing_returned"), (upwards, "filing_send"), else_="filing_submit")


def _in_campaigns(actor: Actor, regimes: Sequence[Regime]) -> sql.Select[Any]:
    later = aliased(Deliverable)
    upcoming = (
        sql.select(sql.func.min(col(later.due)))
        .where(
            col(later.campaign_id) == col(Deliverable.campaign_id),
            col(later.duty) == col(Deliverable.duty),
            col(later.due) >= clock.today(),
        )
        .scalar_subquery()
    )
    campaign = sql.cast(col(Deliverable.campaign_id), String)
    columns = task(
        _kind(FiledReport), sql.func.coalesce(col(FiledReport.id), 0), text=col(Deliverable.name),
        unit_id=col(Unit.id), campaign_id=col(Deliverable.campaign_id), due=col(Deliverable.due),
        since=col(FiledReport.reviewed_at),
        place=sql.literal("campaign=", String) + campaign + "&code=" + col(Deliverable.code),
    ).selected_columns  # fmt: skip
    return owed(list(columns), regimes).where(
        col(Campaign.state) == "running",
        col(Unit.id) == actor.unit_id,
        col(Deliverable.due) <= sql.func.coalesce(upcoming, clock.today()),
        asked_for(),
        sql.or_(col(Unit.kind) != UnitKind.OFFICE.value, col(Deliverable.kind) != SUMMARY, _summed_up()),
        sql.or_(col(FiledReport.state).is_(None), col(FiledReport.state).in_(_WITH_UNIT)),
    )


def _summed_up() -> ColumnElement[bool]:
    """Condition: the campaign's summary is issued; until then the office is asked to write it, not to send it."""
    return summary_issued(col(Deliverable.campaign_id))


def _under_regimes(actor: Actor, regimes: Sequence[Regime], *, session: Session) -> Iterator[sql.Select[Any]]:
    for regime in regimes:
        mine = {key: one for key, one in filings_kept(regime).items() if one.of in _KINDS[actor.role]}
        if not mine:
            continue
        engine = engine_of(regime, session=session)
        for key, one in mine.items():
            entry = engine.filings[one.files].one
            dated: Dated = owed_by_all(regime, engine, one)
            due = own_due(regime, engine, one, actor.unit_id, session=session)
            dated = dated if due is None else {str(due.year): ("", due)}
            periods = dated if due is None else ("",)
            spared = let_off(actor, regime, engine, key, periods, session=session) if dated else ()
            if due is not None and spared:
                continue
            if still := {period: told for period, told in dated.items() if period not in spared}:
                yield _under_regime(actor, regime, key, one, entry, still, due)


def _under_regime(
    actor: Actor, regime: Regime, key: str, filing: Filing, entry: Entry, dated: Dated, own: date | None
) -> sql.Select[Any]:
    """`own` is the day where it is one of the unit alone: what came a year before was for another one."""
    turns = _as_table(dated)
    due = sql.func.coalesce(moved_day(regime, filing.files, turns.c.period), turns.c.due)
    number = regime.row.key
    same = sql.and_(
        col(FiledReport.regime_id) == number, col(FiledReport.code) == key,
        col(FiledReport.period) == turns.c.period, col(FiledReport.unit_id) == col(Unit.id),
    )  # fmt: skip
    place = sql.literal(f"regime={number}&filing={key}&period=", String) + turns.c.period
    found = task(
        _kind(FiledReport), sql.func.coalesce(col(FiledReport.id), 0),
        text=sql.literal(entry.title, String) + turns.c.label, unit_id=col(Unit.id),
        due=sql.type_coerce(due, Date), since=col(FiledReport.reviewed_at), place=place,
    )  # fmt: skip
    by_period = PERIOD in filing.fields
    after = own - A_YEAR if own is not None else None
    came = on_record(regime, key, period=turns.c.period if by_period else None, after=after)
    begun = sql.true() if filing.judged else sql.or_(turns.c.at_hand == 1, _begun(regime, key, turns.c.due))
    mine = sql.and_(col(Unit.id) == actor.unit_id, col(Unit.kind) == filing.of, col(Unit.active))
    joined = sql.orm.join(turns, Unit, mine).outerjoin(FiledReport, same)
    return found.select_from(joined).where(
        _is_party(regime) if filing.of == PROVIDER else sql.true(),
        sql.or_(col(FiledReport.state).is_(None), col(FiledReport.state).in_(_WITH_UNIT)),
        ~came,
        begun,
        *_elsewhere(regime, filing, entry, turns.c.period),
    )


def _elsewhere(regime: Regime, filing: Filing, entry: Entry, period: Any) -> Iterator[ColumnElement[bool]]:
    """Conditions: not what a campaign answers on its checklist, nor its summary before that is issued.

    A self-inspection that is owed once waits for a campaign, which tells whether it is the one on the checklist.
    """
    if kind_of(entry.document or "") == SELF_INSPECTION:
        yield ~planned_as(regime, filing.files, period, SELF_INSPECTION)
        if entry.repeats is None:
            yield planned_as(regime, filing.files, period, OTHER)
    if filing.of == UnitKind.OFFICE:
        yield ~planned_as(regime, filing.files, period, SUMMARY, ~_summed_up())


def _begun(regime: Regime, key: str, due: Any) -> ColumnElement[bool]:
    """Condition: one of these reports of the unit had come before a day, so that this one was expected."""
    ever = aliased(FiledReport)
    filed = sql.exists().where(
        col(ever.regime_id) == regime.row.key,
        col(ever.code) == key,
        col(ever.unit_id) == col(Unit.id),
        col(ever.first_day) < due,
    )
    return sql.or_(filed, on_record(regime, key, before=due))


def _as_table(dated: Dated) -> Any:
    """Turns as rows that a statement can join; at hand are those still to come and the last one before."""
    over = [due for _, due in dated.values() if due < clock.today()]
    since = max(over, default=date.min)
    rows = [
        (period, f"（{label}）" if label else "", due, int(due >= since))
        for period, (label, due) in dated.items()
    ]
    return inline_rows(rows, period=String(), label=String(), due=Date(), at_hand=Integer())


def _is_party(regime: Regime) -> ColumnElement[bool]:
    return sql.exists().where(
        col(Provider.unit_id) == col(Unit.id), col(Provider.regime_id) == regime.row.key, col(Provider.active)
    )
