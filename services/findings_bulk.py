"""Many findings at once: each row is asked for its right and its state, and told what became of it.

Each action can be repeated safely: what has been done is not done again, and says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlmodel import Session, col

from domain.errors import Invalid, Told, WrongState
from domain.forms import Form, Text
from domain.permissions import Action
from domain.workflow import STATE_NAMES, WITH_UNIT, Move, State
from models.campaign import Campaign
from models.finding import Finding
from services import clock
from services.actor import Actor
from services.audit import Change, changed, record_all
from services.calendars import work_calendar
from services.conflicts import since, stale
from services.deadline_rules import each_its_own, first_term, require_served
from services.escalations import levels_of, raise_level
from services.findings_access import (
    OBJECT,
    Held,
    locked,
    reaches,
    require_campaign_open,
    values_of,
)
from services.findings_assign import Assignment, apply_order, deadline_of, require_units, summary_of
from services.findings_notices import by_unit, digest, tell_units
from services.kind_changes import require_matter
from services.ledger_judging import ledger_changed
from services.natures_known import nature_of, require_known, settled
from services.use_case import INJECTED, command

MOST_ROWS = 500


class Reminder(Form):
    """Why the units are reminded, or why their findings are raised."""

    reason: Annotated[Text, StringConstraints(min_length=1, max_length=500)]


class BulkOrder(Assignment):
    """An order for many findings, with the reason for ordering them together."""

    reason: Annotated[Text, StringConstraints(min_length=1, max_length=500)]
    assisting_unit_ids: Annotated[tuple[int, ...], Field(max_length=50)] = ()


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row; `why_not` is "" when it was done."""

    finding_id: int
    number: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class BulkResult:
    """Row by row, in the order of their numbers."""

    rows: tuple[RowResult, ...]

    @property
    def done(self) -> tuple[RowResult, ...]:
        return tuple(row for row in self.rows if not row.why_not)

    @property
    def refused(self) -> tuple[RowResult, ...]:
        return tuple(row for row in self.rows if row.why_not)


@command(Action.FINDING_ASSIGN)
def assign_many(
    actor: Actor,
    campaign_id: int,
    versions: Mapping[int, int],
    values: Mapping[str, Any],
    *,
    session: Session = INJECTED,
) -> BulkResult:
    """Order the rectification of registered findings (id → the version that was read)."""
    order = BulkOrder.read(values)
    require_served(order.served_on)
    campaign = require_campaign_open(campaign_id, session=session)
    require_units(campaign.key, order, session=session)
    require_matter(campaign, order.matter, session=session)
    natures = nature_of(campaign, session=session)
    require_known(natures, order.nature)
    calendar = work_calendar(session=session)
    each = (order.fixed_on or order.term) is None and each_its_own(campaign, order.kind, order.matter)
    ends = None if each else deadline_of(campaign, order, calendar)

    def act(held: Held) -> str:
        if held.state is not State.REGISTERED:
            raise WrongState(f"目前是“{STATE_NAMES[held.state]}”，批量交办只办理待交办的问题")
        held.require_move(Move.ASSIGN)
        nature = settled(natures, order.nature or held.row.nature)
        first = first_term(campaign, held.row, session=session)
        own = ends
        if first or each:
            own = deadline_of(campaign, order, calendar, first, held.row.found_on, nature)
        apply_order(held, order, own)
        held.row.version += 1
        return summary_of(held)

    many = Many(actor, Action.FINDING_ASSIGN, campaign, session, order.reason)
    result = many.run(versions, act)
    texts = {unit: f"已交办你单位牵头整改：{digest(rows)}。" for unit, rows in by_unit(many.changed).items()}
    tell_units(actor, texts, campaign_id, session=session)
    return result


@command(Action.REMIND)
def remind_many(
    actor: Actor,
    campaign_id: int,
    versions: Mapping[int, int],
    values: Mapping[str, Any],
    *,
    session: Session = INJECTED,
) -> BulkResult:
    """Remind the lead units of findings that wait for them; each unit gets one message, once a day."""
    reminder = Reminder.read(values)
    campaign = require_campaign_open(campaign_id, session=session)
    today = clock.today()

    def act(held: Held) -> str:
        if held.state not in WITH_UNIT:
            raise WrongState(f"目前是“{STATE_NAMES[held.state]}”，不等待整改单位办理")
        if held.row.reminded_on == today:
            raise WrongState("今天已经提醒过")
        held.row.reminded_on = today
        held.row.urged_count += 1
        return "催办提醒"

    many = Many(actor, Action.REMIND, campaign, session, reminder.reason)
    result = many.run(dict.fromkeys(versions, 0), act)
    texts = {unit: f"催办：{digest(rows)}。{reminder.reason}" for unit, rows in by_unit(many.changed).items()}
    tell_units(actor, texts, campaign_id, session=session)
    return result


@command(Action.FINDING_ESCALATE)
def raise_many(
    actor: Actor,
    campaign_id: int,
    versions: Mapping[int, int],
    values: Mapping[str, Any],
    *,
    session: Session = INJECTED,
) -> BulkResult:
    """Raise each finding to the level that it has reached under the scheme's ladder; each unit gets one message."""
    given = Reminder.read(values)
    campaign = require_campaign_open(campaign_id, session=session)
    levels = levels_of(campaign, session=session)

    def act(held: Held) -> str:
        if held.row.escalation_due <= held.row.escalation:
            raise WrongState("没有达到更高一级督办的条件")
        summary = raise_level(held, held.row.escalation_due, levels)
        held.row.version += 1
        return summary

    many = Many(actor, Action.FINDING_ESCALATE, campaign, session, given.reason)
    result = many.run(versions, act)
    texts = {
        unit: f"督办升级：{digest(rows)}。{given.reason}" for unit, rows in by_unit(many.changed).items()
    }
    tell_units(actor, texts, campaign_id, session=session)
    return result


@dataclass(slots=True)
class Many:
    """One bulk action: rows are locked in one statement, entries written in another."""

    actor: Actor
    action: Action
    campaign: Campaign
    session: Session
    reason: str
    changed: list[Finding] = field(default_factory=list)

    def run(self, versions: Mapping[int, int], act: Callable[[Held], str]) -> BulkResult:
        """Act on each row in sight; a version of 0 means that any version will do."""
        if not versions or len(versions) > MOST_ROWS:
            raise Invalid({"": f"请勾选 1 至 {MOST_ROWS} 个问题。"})
        changes: list[Change] = []
        results = [self._one(row, versions[row.key], act, changes) for row in self._rows(versions)]
        hidden = set(versions) - {result.finding_id for result in results}
        results += [
            RowResult(key, "", "找不到这个问题，或者它不属于您可以办理的范围") for key in sorted(hidden)
        ]
        record_all(self.actor, self.action, changes, session=self.session)
        ledger_changed(self.campaign, self.changed, session=self.session)
        return BulkResult(tuple(results))

    def _rows(self, versions: Mapping[int, int]) -> list[Finding]:
        found = locked(self.actor).where(
            col(Finding.id).in_(versions), Finding.campaign_id == self.campaign.key
        )
        return list(self.session.exec(found.order_by(col(Finding.id))).all())

    def _one(
        self, row: Finding, version: int, act: Callable[[Held], str], changes: list[Change]
    ) -> RowResult:
        held = Held(self.actor, row, self.campaign, self.session, values_of(row))
        try:
            self._require(row, version)
            summary = act(held)
        except Told as message:
            return RowResult(row.key, row.number, str(message))
        was, now = changed(held.before, values_of(row))
        self.session.add(row)
        self.changed.append(row)
        changes.append(Change(OBJECT, row.key, summary, was, now, self.reason, row.campaign_id))
        return RowResult(row.key, row.number)

    def _require(self, row: Finding, version: int) -> None:
        if not reaches(self.actor, self.action, row, session=self.session):
            raise WrongState("不属于您可以办理的范围")
        if version not in (0, row.version):
            raise stale(f"问题 {row.number} ", OBJECT, row.key, session=self.session, later=since(version))
