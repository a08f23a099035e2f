"""总览: where the campaigns stand, what is wrong, who is late, and what needs a signature.

At most twelve statements whatever the number of campaigns and findings. Leads are not counted here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col

from domain.permissions import Action, ruling
from domain.phases import PhaseState, Span, in_order, running_words
from domain.rectification import Progress, total
from domain.self_inspection import Coverage
from models.ban import Ban, BanOverride
from models.campaign import Campaign, CampaignUnit, Phase
from models.decision import Verdict
from models.provider import Provider
from services import clock
from services.actor import Actor
from services.campaigns import visible_campaigns
from services.cases import TO_DECIDE
from services.dashboard_coverage import Reporting, coverage_of, reporting
from services.dashboard_figures import Part, Places, added_up, all_places, own_line, parts_by_unit
from services.todo import TodoItem, list_todo
from services.todo_kinds import OWN_HAND, WATCHED
from services.use_case import INJECTED, query

PROVIDERS = 0  # line of all providers together, in the chart of units
SHOWN = 8  # matters for signature named on the dashboard; the rest is in 我的待办


@dataclass(frozen=True, slots=True)
class CampaignCard:
    """One campaign. over_line, overrides: providers in its scope; None for who may not read verdicts."""

    id: int
    name: str
    year: int
    phase: str
    phase_end: date | None
    coverage: Coverage
    progress: Progress
    over_line: int | None
    overrides: int | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """Figures of one unit with those below it, or of all providers together (`id` is PROVIDERS)."""

    id: int
    name: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the page shows; the figures above are those of all cards together.

    to_sign: what waits for the reader's own hand; to_watch: what others should have begun.
    """

    cards: tuple[CampaignCard, ...]
    coverage: Coverage
    progress: Progress
    lines: tuple[UnitLine, ...]
    to_sign: tuple[TodoItem, ...]
    to_sign_total: int
    to_watch: tuple[TodoItem, ...]
    to_watch_total: int


@query(Action.DASHBOARD_READ)
def dashboard(actor: Actor, *, campaign_id: int = 0, session: Session = INJECTED) -> Dashboard:
    """Running campaigns in sight, or the one asked for (also when it has ended)."""
    rows = _campaigns(actor, campaign_id, session)
    ids = [row.id for row in rows]
    phases = _phases(ids, session)
    parts = parts_by_unit(actor, ids, session=session)
    reports = reporting(actor, ids, session=session)
    over_line, overrides = _providers(actor, ids, session)
    by_campaign = added_up(parts, lambda part: part.campaign_id)
    cards = tuple(
        CampaignCard(
            row.id, row.name, row.year, *phases.get(row.id, ("", None)),
            coverage_of(one for one in reports if one.campaign_id == row.id),
            by_campaign.get(row.id, Progress()), _count(over_line, row.id), _count(overrides, row.id),
        )
        for row in rows
    )  # fmt: skip
    signing = _signing(actor, session)
    return Dashboard(
        cards,
        coverage_of(reports),
        total(card.progress for card in cards),
        unit_lines(parts, all_places(own=own_line(actor), session=session)),
        *signing,
    )


def _campaigns(actor: Actor, campaign_id: int, session: Session) -> Sequence[Any]:
    wanted = col(Campaign.id) == campaign_id if campaign_id else col(Campaign.state) == "running"
    found = sql.select(col(Campaign.id), col(Campaign.name), col(Campaign.year))
    sight = visible_campaigns(actor)
    return session.execute(found.where(wanted, sight).order_by(col(Campaign.id).desc())).all()


def _phases(ids: list[int], session: Session) -> dict[int, tuple[str, date | None]]:
    """The phase each campaign is in with its end, and what was left open before it."""
    found = (
        sql.select(col(Phase.campaign_id), col(Phase.name), col(Phase.start), col(Phase.end))
        .where(col(Phase.campaign_id).in_(ids), col(Phase.state) == PhaseState.OPEN.value)
        .order_by(col(Phase.position))
    )
    today = clock.today()
    rows: dict[int, list[Span]] = {}
    for row in session.execute(found):
        rows.setdefault(row.campaign_id, []).append(Span(row.name, row.start, row.end))
    running = {key: in_order(spans, today) for key, spans in rows.items()}
    return {key: (running_words(spans, today), spans[0].end) for key, spans in running.items()}


def unit_lines(parts: Iterable[Part], places: Places) -> tuple[UnitLine, ...]:
    """Figures by unit, townships with what stands below them, the worst first; providers share one line."""
    names = {**places.lines(), PROVIDERS: "服务单位及其他"}
    sums = added_up(parts, lambda part: _line(part, places, names))
    lines = [UnitLine(key, names[key], progress) for key, progress in sums.items()]
    return tuple(sorted(lines, key=lambda line: (-line.progress.overdue, -line.progress.open, line.id)))


def _line(part: Part, places: Places, names: dict[int, str]) -> int:
    line = places.line_of(part.unit_id)
    return line if line in names else PROVIDERS


Counts = dict[int, int]


def _providers(actor: Actor, ids: list[int], session: Session) -> tuple[Counts | None, Counts | None]:
    """Providers in scope over a line, and lettings-through of barred ones in scope, by campaign."""
    if not ruling(actor.role, Action.VERDICT_READ).allowed:
        return None, None
    scope = CampaignUnit
    of_scope = col(Provider.unit_id) == col(scope.unit_id)
    over = (
        _counted("over", col(Provider.id))
        .join(Provider, of_scope)
        .join(Verdict, col(Verdict.provider_id) == col(Provider.id))
        .where(col(Verdict.track).in_(TO_DECIDE), ~col(Verdict.superseded), col(scope.campaign_id).in_(ids))
        .group_by(col(scope.campaign_id))
    )
    let_through = (
        _counted("through", col(BanOverride.id))
        .join(Provider, of_scope)
        .join(Ban, col(Ban.provider_id) == col(Provider.id))
        .join(BanOverride, col(BanOverride.ban_id) == col(Ban.id))
        .where(col(scope.campaign_id).in_(ids))
        .group_by(col(scope.campaign_id))
    )
    counts: dict[str, Counts] = {"over": {}, "through": {}}
    for row in session.execute(sql.union_all(over, let_through)):
        counts[row.what][row.campaign_id] = int(row.number)
    return counts["over"], counts["through"]


def _counted(what: str, counted: Any) -> sql.Select[str, int, int]:
    """A count by campaign under a name, so that one statement can bring several."""
    number = sql.func.count(sql.distinct(counted)).label("number")
    return sql.select(sql.literal(what).label("what"), col(CampaignUnit.campaign_id), number)


def _count(counts: Counts | None, key: int) -> int | None:
    return None if counts is None else counts.get(key, 0)


def _signing(actor: Actor, session: Session) -> tuple[tuple[TodoItem, ...], int, tuple[TodoItem, ...], int]:
    """What waits for who may approve, and what to keep an eye on; nothing for everybody else."""
    if not ruling(actor.role, Action.DECISION_APPROVE).allowed:
        return (), 0, (), 0
    page = list_todo(actor, kinds=OWN_HAND, size=SHOWN, session=session)
    watched = sum(page.counts.get(kind, 0) for kind in WATCHED)
    eyed = list_todo(actor, kinds=WATCHED, size=SHOWN, session=session).items if watched else ()
    return page.items, page.total, eyed, watched


def missing_units(found: Iterable[Reporting]) -> list[str]:
    """Names of the units that owe a report and have not handed it in."""
    standings = (one.standing for one in found)
    return [one.unit_name for one in standings if not one.received and not one.excused]
