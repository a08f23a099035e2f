"""Many problems at once treated as the heavier ones that the scheme asks for; each as far as it has come to it."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import WrongState
from domain.permissions import Action
from models.campaign import Campaign
from models.finding import Finding
from services.actor import Actor
from services.findings_access import Held, require_campaign_open, visible_findings
from services.findings_bulk import MOST_ROWS, BulkResult, Many
from services.findings_notices import by_unit, digest, tell_units
from services.nature_raises import PENDING
from services.natures import Raised, RaisePreview, previewed, treat
from services.use_case import INJECTED, command, query


@command(Action.FINDING_ASSIGN)
def raise_natures(
    actor: Actor,
    campaign_id: int,
    versions: Mapping[int, int],
    values: Mapping[str, Any],
    *,
    session: Session = INJECTED,
) -> BulkResult:
    """Confirm what is proposed for each of these problems (id → version), none besides; one message a unit."""
    given = Raised.read({**values, "together": False})
    campaign = require_campaign_open(campaign_id, session=session)

    def act(held: Held) -> str:
        becomes = held.row.nature_due
        if not becomes or held.state not in PENDING:
            raise WrongState("没有达到提级管理的条件，或者已经提级")
        told = treat(held, becomes, given.term)
        held.row.version += 1
        return f"按“{becomes}”管理{told}"

    many = Many(actor, Action.FINDING_ASSIGN, campaign, session, given.reason)
    result = many.run(versions, act)
    tell_units(actor, _texts(many.changed, given.reason), campaign_id, session=session)
    return result


def _texts(rows: list[Finding], reason: str) -> dict[int, str]:
    """What each unit is told: which problems, as what, and by when each is due from now on."""
    return {unit: f"{_listed(mine)}整改期限见台账。{reason}" for unit, mine in by_unit(rows).items()}


def _listed(rows: list[Finding]) -> str:
    as_what: dict[str, list[Finding]] = {}
    for row in rows:
        as_what.setdefault(row.nature, []).append(row)
    return "".join(f"起按“{word}”管理：{digest(mine)}。" for word, mine in as_what.items())


@query(Action.FINDING_ASSIGN)
def preview_raises(
    actor: Actor, campaign_id: int, ids: Collection[int], *, session: Session = INJECTED
) -> tuple[RaisePreview, ...]:
    """What confirming would do to those of these problems that something is proposed for, by their numbers."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None or not ids or len(ids) > MOST_ROWS:
        return ()
    found = select(Finding).where(
        Finding.campaign_id == campaign_id,
        col(Finding.id).in_(ids),
        col(Finding.nature_due) > "",
        col(Finding.state).in_(sorted(state.value for state in PENDING)),
        visible_findings(actor),
    )
    rows = session.exec(found.order_by(col(Finding.number))).all()
    return tuple(previewed(Held(actor, row, campaign, session, {})) for row in rows)
