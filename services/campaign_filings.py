"""材料报送 of a campaign: of one turn, who has handed in, when, and who has not; counts for the overview."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from domain.errors import NotFound, WrongState
from domain.filing import FilingState
from domain.library.models.campaign import Deliverable as Entry
from domain.library.models.filing import HANDS_IN
from domain.library.models.scheme import Scheme
from domain.library.unit_names import unit_names
from domain.permissions import Action
from domain.thresholds.came import Came, Standing
from models.campaign import Campaign, Deliverable
from models.document import Notice
from models.filing import FiledReport
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import record
from services.campaign_came import beyond, came_of, entry_of, kept_since
from services.campaigns import require_campaign
from services.filed_reports import filings_kept
from services.filing_scope import asked_for, is_tracked, keepers, kept_by, owed
from services.filings import FilingRow
from services.libraries import scheme_of
from services.regimes import Regime
from services.reminding import Reminded, told_today
from services.use_case import INJECTED, command, query
from services.visibility import within

REMINDER = "filing_reminder"
_LACKING = frozenset({Standing.OVERDUE, Standing.RETURNED, Standing.DUE})
_SETTLED = (FilingState.SUBMITTED.value, FilingState.ACCEPTED.value, FilingState.WAIVED.value)
_REPORT = (col(FiledReport.state), col(FiledReport.first_day), col(FiledReport.first_submitted_at),
           col(FiledReport.return_reason))  # fmt: skip


@dataclass(frozen=True, slots=True)
class DutyTurn:
    """A turn that units hand in; `kept` names the regime under which that happens, if it is not here.

    beyond: what it hangs on that only a regime records, where there is none.
    """

    code: str
    name: str
    due: date | None
    words: str
    clause: str
    who: str
    kept: str = ""
    regime_id: int = 0
    key: str = ""
    period: str = ""
    beyond: str = ""


@query(Action.FILING_READ)
def filing_duties(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> list[DutyTurn]:
    """All turns of a campaign that units in the actor's sight hand in, by their day."""
    campaign = require_campaign(actor, campaign_id, session=session)
    kinds = select(Unit.kind).where(within(actor, Action.FILING_READ, Unit.id)).distinct()
    seen = set(session.exec(kinds).all())
    regimes = keepers(campaign, session=session)
    found = select(Deliverable).where(Deliverable.campaign_id == campaign_id)
    rows = session.exec(found.order_by(col(Deliverable.due), col(Deliverable.id))).all()
    scheme = scheme_of(campaign, session=session)
    return [_turn(row, scheme, regimes) for row in rows if is_tracked(row) and seen & set(row.unit_kinds)]


def _turn(row: Deliverable, scheme: Scheme, regimes: Sequence[Regime]) -> DutyTurn:
    kinds = unit_names(scheme, HANDS_IN & set(row.unit_kinds))
    who = "、".join(kinds.values())
    keeper = next((one for kind in kinds if (one := kept_by(row, kind, regimes))), None)
    told = row.code, row.name, row.due, row.words, row.clause, who
    if keeper is None or any(kept_by(row, kind, regimes) is None for kind in kinds):
        entry = next((one for one in scheme.deliverables if one.id == row.duty), None)
        return DutyTurn(*told, beyond="" if keeper else beyond(scheme, entry))
    key = next(key for key, one in filings_kept(keeper).items() if one.files == row.duty)
    return DutyTurn(*told, keeper.row.name, keeper.row.key, key, row.period)


@query(Action.FILING_READ)
def list_turn(actor: Actor, campaign_id: int, code: str, *, session: Session = INJECTED) -> list[FilingRow]:
    """Everybody in the actor's scope who owes this turn, those who need somebody first."""
    campaign = require_campaign(actor, campaign_id, session=session)
    return rows_of_turn(actor, campaign, code, session=session)


def rows_of_turn(actor: Actor, campaign: Campaign, code: str, *, session: Session) -> list[FilingRow]:
    """The same of a campaign at hand."""
    duty = session.exec(
        select(Deliverable).where(Deliverable.campaign_id == campaign.key, Deliverable.code == code)
    ).first()
    if duty is None:
        raise NotFound("找不到这项报送。")
    entry = entry_of(campaign, duty, session=session)
    what = [col(Unit.id).label("unit_id"), col(Unit.name), *_REPORT]
    found = owed(what, keepers(campaign, session=session)).where(
        col(Deliverable.id) == duty.key, within(actor, Action.FILING_READ, Unit.id)
    )
    rows = [
        FilingRow(row.unit_id, row.unit_id, row.name, _came(row, campaign, duty, entry))
        for row in session.execute(found)
    ]
    order = list(Standing)
    return sorted(rows, key=lambda row: (order.index(row.standing), row.name))


def _came(row: Any, campaign: Campaign, duty: Deliverable, entry: Entry | None) -> Came:
    return came_of(row, entry, title=duty.name, due=duty.due, words=duty.words, since=kept_since(campaign))


@dataclass(frozen=True, slots=True)
class FilingCounts:
    """Turns × units of a campaign whose day has come: how many were handed in, late, and are missing."""

    due: int = 0
    received: int = 0
    late: int = 0
    overdue: int = 0
    next_due: date | None = None


def filing_counts(actor: Actor, campaign: Campaign, *, session: Session) -> FilingCounts:
    """Counted over what the campaign itself keeps account of, as far as the actor sees it; at most three statements."""
    what = [col(Deliverable.due), col(FiledReport.first_day), col(FiledReport.state)]
    found = owed(what, keepers(campaign, session=session)).where(
        col(Deliverable.campaign_id) == campaign.key,
        col(Deliverable.due) >= kept_since(campaign),
        within(actor, Action.FILING_READ, Unit.id),
    )
    rows = [row for row in session.execute(found) if row.state != FilingState.WAIVED]
    today = clock.today()
    over = [row for row in rows if row.due < today]
    came = [row for row in over if row.first_day is not None and row.state != FilingState.RETURNED]
    ahead = [row.due for row in rows if row.due >= today]
    return FilingCounts(
        len(over), len(came), sum(row.first_day > row.due for row in came), len(over) - len(came),
        min(ahead, default=None),
    )  # fmt: skip


def missing_in_phase(campaign: Campaign, phase_code: str, *, session: Session) -> dict[str, int]:
    """Of each turn of a phase that units hand in here: how many have not, by its code."""
    what = [col(Deliverable.code), col(FiledReport.state)]
    found = owed(what, keepers(campaign, session=session)).where(
        col(Deliverable.campaign_id) == campaign.key, col(Deliverable.phase_code) == phase_code, asked_for()
    )
    missing: dict[str, int] = {}
    for code, state in session.execute(found):
        missing[code] = missing.get(code, 0) + (state not in _SETTLED)
    return missing


@command(Action.REMIND)
def remind_turn(
    actor: Actor, campaign_id: int, code: str, unit_ids: Sequence[int] = (), *, session: Session = INJECTED
) -> Reminded:
    """Tell those whose report is missing (or those named, as far as theirs is) once a day."""
    campaign = require_campaign(actor, campaign_id, session=session)
    if campaign.state != "running":
        raise WrongState("该专项行动已经结束，不再催报。")
    rows = rows_of_turn(actor, campaign, code, session=session)
    others = [row for row in rows if row.unit_id != actor.unit_id]
    lacking = [
        row for row in others if row.standing in _LACKING and (not unit_ids or row.unit_id in unit_ids)
    ]
    link = f"/filing?campaign={campaign_id}&code={code}"
    told = told_today(REMINDER, Notice.link == link[:200], session=session)
    fresh = [row for row in lacking if row.unit_id not in told]
    _send(actor, campaign, fresh, link, session=session)
    receipt = Reminded(_names(fresh), _names(row for row in lacking if row.unit_id in told))
    if fresh:
        record(
            actor, Action.REMIND, "campaign", campaign_id, f"催报{fresh[0].came.name}：{len(fresh)}个单位",
            after={"units": list(receipt.sent)}, campaign_id=campaign_id, session=session,
        )  # fmt: skip
    return receipt


def _names(rows: Iterable[FilingRow]) -> tuple[str, ...]:
    return tuple(row.name for row in rows)


def _send(
    actor: Actor, campaign: Campaign, rows: Sequence[FilingRow], link: str, *, session: Session
) -> None:
    values: list[dict[str, Any]] = [
        {
            "unit_id": row.unit_id, "campaign_id": campaign.key, "kind": REMINDER,
            "text": f"请报送：{row.came.tell()}。"[:1000], "link": link[:200], "at": clock.now(),
            "sent_by": actor.account_id,
        }
        for row in rows
    ]  # fmt: skip
    if values:
        session.execute(insert(Notice), values)
