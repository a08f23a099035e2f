"""Moving a running campaign to another version of its scheme, after its office has read what that changes."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from domain.errors import Conflict, Invalid, NotFound, WrongState
from domain.permissions import Action, require
from models.campaign import Campaign
from services.actor import Actor
from services.audit import record
from services.campaign_plan import require_parameters
from services.close_out_steps import keep_done, settle_all, steps_of
from services.conflicts import since, stale
from services.earlier_versions import KEPT
from services.named_units import name_units
from services.rebase_findings import apply_moves
from services.rebase_ground import Choices, stored_parameters
from services.rebase_lines import told
from services.rebase_preview import Work, work_out
from services.rebase_regimes import move_regime
from services.rebase_schedule import apply_steps
from services.use_case import INJECTED, command


@command(Action.CAMPAIGN_EDIT)
def rebase_campaign(
    actor: Actor,
    campaign_id: int,
    values: Mapping[str, Any],
    reason: str,
    version: int,
    token: str,
    *,
    session: Session = INJECTED,
) -> int:
    """Apply what `preview_rebase` showed for the same choices; returns how many findings changed.

    token: of the preview that was read; `Conflict` when the re-base would do something else by now.
    """
    choices = Choices.read(values)
    if not reason.strip():
        raise Invalid({"reason": "请写明换版的理由和依据"})
    if choices.regime_ids:
        require(actor.role, Action.REGIME_EDIT)
    campaign = _held(campaign_id, version, session)
    work = work_out(campaign, choices, session=session, lock=True)
    require_parameters(work.ground.new.library.scheme, work.ground.new.parameters)
    for _, target in work.regimes:
        require_parameters(target.library.scheme, target.parameters)
    if work.preview.token != token:
        raise Conflict("在您查看影响之后情况有了变化，请按最新的影响清单重新核对。")
    return _apply(actor, work, reason.strip(), session)


def _held(campaign_id: int, version: int, session: Session) -> Campaign:
    row = session.exec(select(Campaign).where(Campaign.id == campaign_id).with_for_update()).first()
    if row is None:
        raise NotFound("找不到这个专项行动。")
    if row.state != "running":
        raise WrongState("该专项行动已经结束，不能再换用方案版本。")
    if row.version != version:
        raise stale("专项行动的设置", "campaign", campaign_id, session=session, later=since(version))
    return row


def _apply(actor: Actor, work: Work, reason: str, session: Session) -> int:
    ground, campaign, preview = work.ground, work.ground.campaign, work.preview
    before, stood = _pinned(campaign), steps_of(campaign)
    keep_done(campaign, len(stood), len(work.handling.close_out_steps), session=session)
    apply_steps(work.steps, session=session)
    changed = apply_moves(actor, ground, work.moves, reason, session=session)
    campaign.library_id, campaign.library_checksum = ground.new.library_id, ground.new.library.checksum
    campaign.parameters = stored_parameters(ground, work.handling.terms)
    campaign.close_out_steps = work.handling.close_out_steps
    campaign.light_bounds = dict(work.handling.light_bounds)
    campaign.version += 1
    session.add(campaign)
    settle_all(actor, campaign, stood, reason, session=session)
    name_units(campaign, session=session)
    for row, target in work.regimes:
        move_regime(actor, row, target, reason, session=session)
    after = _pinned(campaign) | {
        "version": campaign.version,
        "findings": changed,
        "regimes": [row.name for row, _ in work.regimes],
        "schedule": told(preview.schedule),
        "handling": told(preview.handling),
        "settings": told(preview.settings),
    }
    record(
        actor,
        Action.CAMPAIGN_EDIT,
        "campaign",
        campaign.key,
        f"换用方案版本：{preview.old_version} → {preview.new_version}，{changed}个问题随之变动",
        before=before,
        after=after,
        reason=reason,
        campaign_id=campaign.key,
        session=session,
    )
    return changed


def _pinned(campaign: Campaign) -> dict[str, object]:
    return {
        "library_id": campaign.library_id,
        "checksum": campaign.library_checksum,
        "parameters": {key: value for key, value in campaign.parameters.items() if key != KEPT},
        "close_out_steps": campaign.close_out_steps,
        "light_bounds": campaign.light_bounds,
    }
