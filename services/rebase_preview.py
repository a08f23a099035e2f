"""What a re-base would change, before anything is stored."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from domain.errors import WrongState
from domain.library.comparing import Difference, compare
from domain.permissions import Action
from models.campaign import Campaign
from models.provider import ProviderRegime
from services.actor import Actor
from services.campaign_plan import Plan, library_version, make_plan
from services.campaigns import require_campaign
from services.rebase_findings import (
    Move,
    finding_moves,
    missing_categories,
    open_findings,
    require_categories,
)
from services.rebase_ground import Choices, Ground, carried, ground_of
from services.rebase_handling import Handling, checklist_remarks, difference_line, handling_of, setting_lines
from services.rebase_lines import Preview, RegimeLine
from services.rebase_regimes import Target, regime_line, regimes_on
from services.rebase_schedule import Step, schedule_steps
from services.use_case import INJECTED, query


@dataclass(frozen=True, slots=True)
class Work:
    """A re-base worked out: what people read, and what is written when they agree."""

    ground: Ground
    handling: Handling
    steps: Sequence[Step]
    moves: Sequence[Move]
    regimes: Sequence[tuple[ProviderRegime, Target]]
    preview: Preview


@dataclass(frozen=True, slots=True)
class Questions:
    """What the office is asked before a re-base: the plan of the new version, and the answers carried over."""

    plan: Plan
    carried: Mapping[str, object]
    regimes: Mapping[int, str]


@query(Action.CAMPAIGN_EDIT)
def rebase_questions(
    actor: Actor, campaign_id: int, library_id: int, *, session: Session = INJECTED
) -> Questions:
    """What the new version asks, what is known already, and which regimes could move along."""
    campaign = _running(actor, campaign_id, session)
    library, _ = library_version(library_id, session=session)
    known = carried(campaign.parameters, library)
    plan = make_plan(library_id, campaign.year, known, session=session)
    regimes = {row.key: row.name for row, _ in regimes_on(library.id, library, session=session)}
    return Questions(plan, known, regimes)


@query(Action.CAMPAIGN_EDIT)
def preview_rebase(
    actor: Actor, campaign_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> Preview:
    """Everything that moving the campaign to another version would change; stores nothing."""
    choices = Choices.read(values)
    return work_out(_running(actor, campaign_id, session), choices, session=session).preview


def _running(actor: Actor, campaign_id: int, session: Session) -> Campaign:
    campaign = require_campaign(actor, campaign_id, session=session)
    if campaign.state != "running":
        raise WrongState("该专项行动已经结束，不能再换用方案版本。")
    return campaign


def work_out(campaign: Campaign, choices: Choices, *, session: Session, lock: bool = False) -> Work:
    """Work the re-base out; `lock` holds the findings until the transaction ends."""
    ground = ground_of(campaign, choices, session=session)
    require_categories(ground, choices)
    differences = compare(ground.old.scheme, ground.new.scheme)
    handling = handling_of(ground, differences, session=session)
    steps = schedule_steps(ground, session=session)
    rows = open_findings(campaign.key, session=session, lock=lock)
    moves = finding_moves(ground, choices, handling.terms, differences, rows)
    regimes, told = _regimes(ground, choices, session, lock=lock)
    preview = _preview(ground, handling, steps, differences, moves, rows, told, session)
    token = hashlib.sha256(repr((choices, preview)).encode()).hexdigest()
    return Work(ground, handling, steps, moves, regimes, replace(preview, token=token))


def _regimes(
    ground: Ground, choices: Choices, session: Session, *, lock: bool
) -> tuple[list[tuple[ProviderRegime, Target]], tuple[RegimeLine, ...]]:
    """Regimes that move along, and the lines of all that could."""
    moving: list[tuple[ProviderRegime, Target]] = []
    lines: list[RegimeLine] = []
    new = ground.new
    for row, version in regimes_on(new.library.id, new.library, session=session, lock=lock):
        parameters = {**new.parameters, **carried(row.parameters, new.library)}
        target = Target(new.library_id, new.library, new.version, parameters)
        moves = row.key in choices.regime_ids
        lines.append(regime_line(row, version, target, moves=moves, session=session))
        if moves:
            moving.append((row, target))
    return moving, tuple(lines)


def _preview(
    ground: Ground,
    handling: Handling,
    steps: Sequence[Step],
    differences: Sequence[Difference],
    moves: Sequence[Move],
    rows: Sequence[Any],
    regimes: tuple[RegimeLine, ...],
    session: Session,
) -> Preview:
    items = tuple(difference_line(one) for one in differences if one.article.section == "checklist")
    groups = ground.new.scheme.checklist.categories
    return Preview(
        ground.campaign.name,
        ground.old.version,
        ground.new.version,
        setting_lines(ground),
        tuple(step.line for step in steps),
        handling.lines,
        items,
        tuple(move.line for move in moves),
        len(rows) - len(moves),
        tuple(missing_categories(ground, rows)),
        tuple((group.key, group.name) for group in groups),
        regimes,
        checklist_remarks(ground, session=session) if items else (),
    )
