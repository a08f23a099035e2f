"""Getting at findings: which ones somebody sees, and a row to change that nobody else has changed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from domain.errors import NotFound, Refused
from domain.permissions import Action, Scope, require, title_of
from domain.workflow import Move, State, move_from
from models.campaign import Campaign
from models.finding import Finding, FindingAssistant
from models.provider import Provider
from models.unit import Unit
from services.actor import Actor
from services.audit import changed, record
from services.conflicts import since, stale
from services.ledger_judging import ledger_changed
from services.visibility import covers, visible_units, within

OBJECT = "finding"  # what audit entries, evidence and drafts call it
_HIDDEN = "找不到这个问题，或者它不属于您可以查看的范围。"


def visible_findings(actor: Actor, action: Action = Action.FINDING_READ) -> ColumnElement[bool]:
    """Condition: the actor's units are inspected, lead, assist, or are the provider concerned."""
    scope = require(actor.role, action)
    if scope is Scope.ALL:
        return true()
    units = select(Unit.id).where(Unit.id == actor.unit_id) if scope is Scope.OWN else visible_units(actor)
    return or_(
        col(Finding.unit_id).in_(units),
        col(Finding.lead_unit_id).in_(units),
        col(Finding.id).in_(
            select(FindingAssistant.finding_id).where(col(FindingAssistant.unit_id).in_(units))
        ),
        col(Finding.provider_id).in_(select(Provider.id).where(col(Provider.unit_id).in_(units))),
    )


def require_campaign_open(campaign_id: int, *, session: Session) -> Campaign:
    """The campaign, or `NotFound` / `Refused` when nothing may be written in it any more."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound("找不到这个专项行动。")
    _require_running(campaign)
    return campaign


def _require_running(campaign: Campaign) -> None:
    if campaign.state != "running":
        raise Refused(f"专项行动“{campaign.name}”已经结束，台账只能查看。")


@dataclass(slots=True)
class Held:
    """A finding locked for this transaction, with the values it had when it was read."""

    actor: Actor
    row: Finding
    campaign: Campaign
    session: Session
    before: dict[str, object]

    @property
    def state(self) -> State:
        return State(self.row.state)

    def require_move(self, move: Move) -> None:
        """`WrongState` unless the move may start from the present state."""
        move_from(self.state, move)

    def save(
        self, action: Action, summary: str, *, reason: str = "", extra: Mapping[str, object] | None = None
    ) -> None:
        """Count the version up, store the row and append the audit entry with what differs.

        extra: further facts for the entry (units, opinion), by the names of `domain.field_words`.
        """
        self.row.version += 1
        self.session.add(self.row)
        was, now = changed(self.before, values_of(self.row))
        record(
            self.actor,
            action,
            OBJECT,
            self.row.key,
            summary,
            session=self.session,
            before=was,
            after=now | dict(extra or {}),
            reason=reason,
            campaign_id=self.row.campaign_id,
        )
        ledger_changed(self.campaign, [self.row], names=now, session=self.session)
        self.before = values_of(self.row)


def values_of(row: Finding) -> dict[str, object]:
    return row.model_dump(exclude={"id", "created_at", "fingerprint"})


def hold(
    actor: Actor, action: Action, finding_id: int, version: int, *, session: Session, ended: bool = False
) -> Held:
    """Lock a finding that the actor may act on, with `ended` also one of a campaign that is over. One statement.

    Raises `NotFound` for rows out of sight, `Refused` for rows in sight that the right does not reach, and
    `Conflict` when somebody changed the row after `version` had been read.
    """
    held = session.exec(_held(actor, action).where(Finding.id == finding_id)).first()
    if held is None:
        raise NotFound(_HIDDEN)
    row, campaign, reached = held
    if not ended:
        _require_running(campaign)
    if not reached:
        raise Refused(f"这个问题不由{actor.unit_name}整改，您不能{title_of(action)}。")
    if row.version != version:
        raise stale(f"问题 {row.number} ", OBJECT, row.key, session=session, later=since(version))
    return Held(actor, row, campaign, session, values_of(row))


def _held(actor: Actor, action: Action) -> Select[Finding, Campaign, bool]:
    """Findings in the actor's sight, locked, with their campaign and whether the right covers them."""
    leads = func.coalesce(Finding.lead_unit_id, Finding.unit_id)
    found = (
        select(Finding, Campaign, within(actor, action, leads).label("reached"))
        .join(Campaign, col(Campaign.id) == Finding.campaign_id)
        .where(visible_findings(actor))
    )
    return found.with_for_update(of=Finding).execution_options(populate_existing=True)


def locked(actor: Actor) -> SelectOfScalar[Finding]:
    """Findings in the actor's sight, locked until the transaction ends."""
    found = select(Finding).where(visible_findings(actor)).with_for_update()
    return found.execution_options(populate_existing=True)


def reaches(actor: Actor, action: Action, row: Finding, *, session: Session) -> bool:
    """Whether the right covers this row: what is done to rectify is done by the lead unit."""
    return covers(actor, action, row.lead_unit_id or row.unit_id, session=session)
