"""What the calendar alone brings about in the ledger, once a day: levels of supervision that are reached, and
kinds that change on a date.

A level is only proposed: its document is signed, and somebody answers for it. A change of kind is the scheme's own
rule and carried out at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.calendar import WorkCalendar
from domain.library.calendar_dates import Almanac
from domain.library.models.handled import asks
from domain.library.models.scheme import Scheme
from domain.library.schedule import almanac_for
from domain.permissions import Action
from domain.thresholds.casework import level_above
from domain.traffic_lights import days_left, days_overdue
from domain.workflow import WITH_UNIT
from models.campaign import Campaign
from models.finding import Finding
from services import clock
from services.audit import Change, record_all
from services.calendars import work_calendar
from services.close_out_steps import known_of
from services.escalations import level_name, levels_of
from services.findings_access import OBJECT
from services.kind_changes import change_kinds
from services.ledger_facts import Telling
from services.libraries import scheme_of
from services.nature_raises import propose_raises

_COLUMNS: Any = (
    Finding.id, Finding.due, Finding.escalation, Finding.escalation_due, Finding.escalated_on,
    Finding.returned_count, Finding.urged_count,
)  # fmt: skip


@dataclass(slots=True)
class Ladder:
    """The scheme's ladder on one day; equal figures are asked once."""

    scheme: Scheme
    almanac: Almanac
    today: date
    calendar: WorkCalendar
    known: dict[tuple[object, ...], int]
    reads_findings: bool = False  # whether some level asks what a problem is like

    def level(self, row: Any) -> int:
        """The level above the present one that this row has reached, or 0."""
        figures = self._figures(row)
        told = known_of(Telling(self.scheme, [row], {}), row) if self.reads_findings else None
        key = (row.escalation, *figures.values(), *(told or {}).values())
        if key not in self.known:
            self.known[key] = level_above(self.scheme, self.almanac, figures, row.escalation, told)
        return self.known[key]

    def _figures(self, row: Any) -> Mapping[str, int]:
        late = max(0, self.calendar.workdays_between(row.due, self.today)) if row.due < self.today else 0
        return {
            "days_overdue": days_overdue(row.due, self.today),
            "days_left": days_left(row.due, self.today),
            "working_days_overdue": late,
            "times_returned": row.returned_count,
            "times_urged": row.urged_count,
            "level_days": (self.today - row.escalated_on).days if row.escalated_on else 0,
        }


def supervise(*, session: Session) -> None:
    """Carry out and propose what is due today in every running campaign."""
    calendar = work_calendar(session=session)
    for campaign in session.exec(select(Campaign).where(Campaign.state == "running")).all():
        scheme = scheme_of(campaign, session=session)
        almanac = almanac_for(scheme, campaign.year, calendar, None)
        change_kinds(campaign, scheme, almanac, session=session)
        if scheme.finding_nature is not None and scheme.finding_nature.raises:
            propose_raises(campaign, scheme.finding_nature, None, session=session)
        if scheme.escalation is not None and any(level.when for level in scheme.escalation.levels):
            ladder = Ladder(scheme, almanac, clock.today(), calendar, {}, asks(scheme.escalation))
            _propose(campaign, ladder, session)


def _propose(campaign: Campaign, ladder: Ladder, session: Session) -> None:
    """Write the reached levels beside the present ones; only what differs from yesterday."""
    states = sorted(state.value for state in WITH_UNIT)
    rows_of: Any = (Finding,) if ladder.reads_findings else _COLUMNS
    found = sql.select(*rows_of).where(
        col(Finding.campaign_id) == campaign.key,
        col(Finding.state).in_(states),
        col(Finding.due).is_not(None),
    )
    told: Any = session.scalars(found) if ladder.reads_findings else session.execute(found)
    rows = [(row, ladder.level(row)) for row in told]
    fresh = [(row, level) for row, level in rows if level != row.escalation_due]
    if not fresh:
        return
    by_level: dict[int, list[int]] = {}
    for row, level in fresh:
        by_level.setdefault(level, []).append(row.id)
    for level, ids in by_level.items():
        _store(level, ids, session)
    levels = levels_of(campaign, session=session)
    reasons = {
        level: f"达到“{level_name(levels, level)}”的条件，建议专项办升级督办" for level in by_level if level
    }
    changes = [
        Change(
            OBJECT, row.id, reasons.get(level, "不再达到督办升级的条件"),
            {"escalation_due": row.escalation_due}, {"escalation_due": level}, "", campaign.key,
        )
        for row, level in fresh
    ]  # fmt: skip
    record_all(None, Action.FINDING_ESCALATE, changes, session=session)


_AT_ONCE = 500  # ids in one statement


def _store(level: int, ids: Sequence[int], session: Session) -> None:
    """The version stays: nothing that people edit has changed."""
    for start in range(0, len(ids), _AT_ONCE):
        these = col(Finding.id).in_(ids[start : start + _AT_ONCE])
        session.execute(sql.update(Finding).where(these).values(escalation_due=level))
