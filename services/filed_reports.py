"""What campaigns know of deliverables that a regime of the same scheme asks about: reports handed in, days moved."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session, col, select

from domain.library.models.filing import AT, EXCUSED, PERIOD, RETURNED, Filing
from domain.self_inspection import ReportState
from domain.thresholds.engine import year_of
from domain.thresholds.facts import Row
from domain.thresholds.owed import owed_turns
from models.campaign import Campaign, Deliverable
from models.library import LibraryVersion
from models.self_inspection import SelfExemption, SelfInspection
from services import clock
from services.calendars import work_calendar
from services.filed_rows import in_campaigns, under_regime
from services.regimes import Regime
from services.self_scope import DELIVERABLE

Parties = Mapping[int, str]  # the unit of each party → its number as the engine knows it
Turns = dict[int, tuple[str, str]]  # of each campaign the turn on its checklist: key of the record, period


@dataclass(frozen=True, slots=True)
class FiledReports:
    """Reports handed in, as records of their deliverables, and deliverables due on another day than planned."""

    rows: Sequence[Row] = ()
    moved: Mapping[tuple[str, date], date] = field(default_factory=dict)


def filings_kept(regime: Regime) -> dict[str, Filing]:
    """The records of all deliverables that are kept account of."""
    return {key: one for key, one in regime.scheme.facts.items() if isinstance(one, Filing)}


def asked_filings(regime: Regime) -> dict[str, Filing]:
    """Those that the scheme judges by."""
    return {key: one for key, one in filings_kept(regime).items() if one.judged}


def filed_reports(
    regime: Regime,
    kind: str,
    parties: Parties,
    filings: Mapping[str, Filing] | None = None,
    *,
    session: Session,
) -> FiledReports:
    """What was handed in online by some parties of one kind, and what the campaigns of the scheme tell of them.

    At most six statements. filings: of which deliverables; those that the scheme judges by when it is left out.
    """
    wanted = asked_filings(regime) if filings is None else filings
    asked = {one.files: key for key, one in wanted.items() if one.of == kind}
    if not asked:
        return FiledReports()
    online = under_regime(regime, asked.values(), parties, session=session)
    campaigns = _campaigns(regime, session=session)
    if not campaigns:
        return FiledReports(online)
    found = select(Deliverable).where(col(Deliverable.campaign_id).in_([one.key for one in campaigns]))
    planned = session.exec(found.order_by(col(Deliverable.due), col(Deliverable.id))).all()
    keys: Turns = {}
    for row in planned:
        if row.kind == DELIVERABLE and row.duty in asked:
            keys.setdefault(row.campaign_id, (asked[row.duty], row.period))
    rows = [*online, *in_campaigns(planned, asked, parties, session=session)]
    if keys:
        rows += [*_reports(keys, parties, session=session), *_excused(keys, parties, session=session)]
    return FiledReports(rows, _moved(regime, campaigns, planned, session=session))


def _campaigns(regime: Regime, *, session: Session) -> Sequence[Campaign]:
    """Campaigns that run by the same scheme, in its year where it has one."""
    year = year_of(regime.scheme, regime.row.parameters)
    found = select(Campaign).join(LibraryVersion, col(LibraryVersion.id) == col(Campaign.library_id))
    found = found.where(LibraryVersion.scheme == regime.library.id).order_by(col(Campaign.id))
    return [one for one in session.exec(found).all() if year in (None, one.year)]


def _reports(keys: Turns, parties: Parties, *, session: Session) -> list[Row]:
    """Self-inspection reports by the day on which they were handed in first."""
    found = select(SelfInspection).where(
        col(SelfInspection.campaign_id).in_(keys), col(SelfInspection.unit_id).in_(parties)
    )
    return [
        Row(
            keys[one.campaign_id][0], parties[one.unit_id], clock.local(one.first_submitted_at).date(),
            fields={
                **_about(keys[one.campaign_id]), RETURNED: one.state == ReportState.RETURNED,
                AT: _moment(one.first_submitted_at),
            },
        )
        for one in session.exec(found.order_by(col(SelfInspection.id))).all()
        if one.first_submitted_at is not None
    ]  # fmt: skip


def _moment(at: datetime) -> datetime:
    """When it came by the clock on the wall, as registers keep it."""
    return clock.local(at).replace(tzinfo=None)


def _about(turn: tuple[str, str]) -> dict[str, str]:
    return {PERIOD: turn[1]} if turn[1] else {}


def _excused(keys: Turns, parties: Parties, *, session: Session) -> list[Row]:
    """Units that need not report, as somebody has recorded with a reason."""
    found = select(SelfExemption).where(
        col(SelfExemption.campaign_id).in_(keys), col(SelfExemption.unit_id).in_(parties),
        col(SelfExemption.lifted_at).is_(None),
    )  # fmt: skip
    return [
        Row(
            keys[one.campaign_id][0],
            parties[one.unit_id],
            clock.local(one.recorded_at).date(),
            fields={**_about(keys[one.campaign_id]), EXCUSED: True},
        )
        for one in session.exec(found.order_by(col(SelfExemption.id))).all()
    ]


def _moved(
    regime: Regime, campaigns: Collection[Campaign], rows: Sequence[Deliverable], *, session: Session
) -> dict[tuple[str, date], date]:
    """Days that the office has moved, with a reason, by the deliverable and the day that was planned."""
    calendar = work_calendar(session=session)
    found: dict[tuple[str, date], date] = {}
    for campaign in campaigns:
        turns = owed_turns(regime.library, campaign.year, settings=regime.row.parameters, calendar=calendar)
        planned = {turn.code: turn for turn in turns}
        for row in rows:
            turn = planned.get(row.code) if row.campaign_id == campaign.key else None
            if turn is None or turn.due is None or turn.about not in row.name:
                continue  # planned for another period, before years of the scheme's own were followed
            if row.due not in (None, turn.due):
                found[turn.id, turn.due] = row.due
    return found
