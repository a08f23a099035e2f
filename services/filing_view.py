"""One report as people read it, with what the reader may do about it; and what the own unit has handed in."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from domain.filing import FilingState, FilingStep, can
from domain.permissions import Action, Role, ruling
from domain.thresholds.came import Came
from models.account import Account
from models.campaign import Campaign
from models.filing import FiledReport
from models.provider import ProviderRegime
from models.unit import Unit
from services.actor import Actor
from services.audit import TimelineEntry, timeline
from services.filed_reports import filings_kept
from services.filing_access import OBJECT, FilingPlace, HeldFiling, hold_filing, place_of, report_of
from services.filing_scope import own_dated
from services.filing_turns import engine_of, own_dates_of
from services.regimes import regimes_in_use
from services.use_case import INJECTED, query
from services.visibility import covers


@dataclass(frozen=True, slots=True)
class FilingView:
    """A turn of a unit: what is asked, how it stands, what was handed in."""

    place: FilingPlace
    id: int
    version: int
    title: str
    clause: str
    where: str
    unit: str
    to: str
    document: str
    contents: tuple[str, ...]
    came: Came
    state: FilingState
    online: bool
    on_paper: bool
    text: str
    submitted_at: datetime | None
    submitted_by: str
    reviewed_at: datetime | None
    reviewed_by: str
    returned_count: int
    reason: str
    ended: str
    upwards: bool
    may_write: bool
    may_withdraw: bool
    may_receive: bool


@query(Action.FILING_READ)
def read_filing(actor: Actor, place: FilingPlace, *, session: Session = INJECTED) -> FilingView:
    """A turn of a unit, begun or not."""
    return _view(actor, hold_filing(actor, Action.FILING_READ, place, session=session), session=session)


@query(Action.FILING_READ)
def read_filed(actor: Actor, report_id: int, *, session: Session = INJECTED) -> FilingView:
    """The same by the number of what was begun."""
    return read_filing(actor, place_of(report_of(report_id, session=session)), session=session)


@query(Action.FILING_READ)
def filing_timeline(actor: Actor, report_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """What happened to it."""
    hold_filing(actor, Action.FILING_READ, place_of(report_of(report_id, session=session)), session=session)
    return timeline(OBJECT, report_id, session=session)


def _view(actor: Actor, held: HeldFiling, *, session: Session) -> FilingView:
    row, entry, state = (
        held.report or FiledReport(code="", title="", unit_id=0, version=0),
        held.entry,
        held.state,
    )
    people = _people([row.submitted_by, row.reviewed_by], session=session)
    own = actor.unit_id == held.unit.key
    open_ = not held.ended
    owed = (
        not held.on_paper and not held.came.wanting and (not held.came.waived or state is FilingState.WAIVED)
    )
    return FilingView(
        held.place, row.id or 0, row.version if held.report else 0, held.title, held.clause, held.where,
        held.unit.name, entry.to or "" if entry else "", entry.document or "" if entry else "",
        entry.contents if entry else (), held.came, state, row.online, held.on_paper, row.text,
        row.submitted_at, people.get(row.submitted_by or 0, ""), row.reviewed_at,
        people.get(row.reviewed_by or 0, ""), row.returned_count, row.return_reason, held.ended, held.upwards,
        may_write=open_ and own and owed and can(state, FilingStep.WRITE) and _holds(actor, Action.FILING_WRITE),
        may_withdraw=open_ and own and can(state, FilingStep.WITHDRAW) and _holds(actor, Action.FILING_WRITE),
        may_receive=open_ and owed and _receives(actor, held, session=session),
    )  # fmt: skip


def _holds(actor: Actor, action: Action) -> bool:
    return ruling(actor.role, action).allowed


def _receives(actor: Actor, held: HeldFiling, *, session: Session) -> bool:
    """Whether to offer what the other end does; `services.filing_receive` asks again and says why not."""
    if not _holds(actor, Action.FILING_RECEIVE):
        return False
    own = actor.role is not Role.OFFICE and actor.unit_id == held.unit.key
    mine = held.report is not None and held.report.submitted_by == actor.account_id
    return not own and not mine and covers(actor, Action.FILING_RECEIVE, held.unit.key, session=session)


def _people(ids: list[int | None], *, session: Session) -> dict[int, str]:
    known = [one for one in ids if one is not None]
    if not known:
        return {}
    found = select(Account.id, Account.name, Unit.name).join(Unit, col(Unit.id) == col(Account.unit_id))
    rows = session.exec(found.where(col(Account.id).in_(known))).all()
    return {key or 0: f"{name}（{unit}）" for key, name, unit in rows}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A report of the own unit that has left it."""

    id: int
    title: str
    where: str
    state: FilingState
    first_day: date | None
    reason: str


MOST = 50


@query(Action.FILING_WRITE)
def handed_in(actor: Actor, *, session: Session = INJECTED) -> list[HandedIn]:
    """What the actor's unit has handed in or was let off from, the newest first; at most fifty."""
    found = (
        select(FiledReport, Campaign.name, ProviderRegime.name)
        .outerjoin(Campaign, col(Campaign.id) == col(FiledReport.campaign_id))
        .outerjoin(ProviderRegime, col(ProviderRegime.id) == col(FiledReport.regime_id))
        .where(
            FiledReport.unit_id == actor.unit_id,
            col(FiledReport.state).in_(
                [FilingState.SUBMITTED.value, FilingState.ACCEPTED.value, FilingState.WAIVED.value]
            ),
        )
        .order_by(col(FiledReport.id).desc())
        .limit(MOST)
    )
    return [
        HandedIn(
            row.key, row.title, campaign or regime or "", FilingState(row.state), row.first_day,
            row.return_reason,
        )
        for row, campaign, regime in session.exec(found).all()
    ]  # fmt: skip


@query(Action.FILING_WRITE)
def undated_filings(actor: Actor, *, session: Session = INJECTED) -> list[tuple[str, str]]:
    """Reports of the actor's unit whose day cannot be told yet, with what has to be registered for it."""
    kind = session.exec(select(Unit.kind).where(Unit.id == actor.unit_id)).one()
    found: list[tuple[str, str]] = []
    for regime in regimes_in_use(session=session):
        mine = [
            one for one in filings_kept(regime).values() if one.of == kind and own_dated(regime, one.files)
        ]
        if not mine:
            continue
        engine = engine_of(regime, session=session)
        for one in mine:
            own = own_dates_of(regime, engine, one, actor.unit_id, session=session)
            if own is not None and own.awaited:
                found.append((engine.filings[one.files].one.title, "、".join(own.awaited)))
    return found
