"""情况通报: where everybody stands, ranked by the rate of rectification."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.decisions import DecisionState
from domain.library.unit_names import unit_names
from domain.rectification import Progress, total
from domain.units import UnitKind
from models.campaign import Campaign, CampaignUnit
from models.decision import Decision
from models.provider import Provider
from models.unit import Unit
from reports import circular
from reports.circular import Circular, Handling, NamedProblem, NextStep, UnitStanding
from services.actor import Actor
from services.dashboard import unit_lines
from services.dashboard_coverage import coverage_of, reporting
from services.dashboard_figures import Part, all_places, fraction, parts_by_unit
from services.document_data import campaign_of, office_defaults, yuan
from services.document_data_summary import OWNER, district_of, number_of, phases_in_order, told
from services.documents_shape import DocumentKind, Field, Matter, Values, issue_of, lines_of
from services.libraries import scheme_of

CIRCULAR = "circular"


def open_circular(actor: Actor, ids: Sequence[int], session: Session) -> Matter:
    """A circular on where everybody stands."""
    campaign = campaign_of(ids[0], session=session)
    parts = parts_by_unit(actor, [campaign.key], session=session)
    progress = total(part.progress for part in parts)
    standings = _standings(parts, session)
    phases = [phase.name for phase in phases_in_order(campaign.key, session) if phase.state == "open"]
    deducted = _deducted(campaign, session)

    def build(values: Values) -> Circular:
        return Circular(
            issue=issue_of(values),
            campaign=campaign.name,
            phase=values["phase"],
            addressee=values["addressee"],
            overview=values["overview"],
            good_practice=lines_of(values, "good_practice"),
            problems=tuple(_named(line) for line in lines_of(values, "problems")),
            handling=Handling(progress.done, deducted, number_of(values["talks"]) or 0, progress.transferred),
            next_steps=tuple(_next_step(line) for line in lines_of(values, "next_steps")),
            standings=standings,
        )

    defaults = office_defaults(session=session) | {
        "phase": phases[0] if phases else "",
        "addressee": _addressee(campaign, session),
        "overview": _overview(progress, coverage_of(reporting(actor, [campaign.key], session=session))),
        "talks": "0",
    }
    title = f"关于{campaign.name}情况的通报"
    return Matter(
        OWNER, (campaign.key,), campaign.key, district_of(session), title, told(progress), defaults, build
    )


def _addressee(campaign: Campaign, session: Session) -> str:
    """Everybody in scope by kind, as the scheme calls them; villages are told by their townships."""
    found = (
        select(Unit.kind)
        .join(CampaignUnit, col(CampaignUnit.unit_id) == col(Unit.id))
        .where(CampaignUnit.campaign_id == campaign.key)
    )
    kinds = set(session.exec(found.distinct()).all())
    named = unit_names(scheme_of(campaign, session=session), kinds - {UnitKind.VILLAGE.value} or kinds)
    return "、".join(f"各{name}" for name in named.values())


def _overview(progress: Progress, reports: Any) -> str:
    told = f"应报自查报告{reports.expected}份，收到{reports.received}份。" if reports.expected else ""
    return (
        f"{told}共发现问题{progress.found}个，应整改{progress.due}个，已整改{progress.done}个，"
        f"逾期{progress.overdue}个；另有长期坚持事项{progress.ongoing}项。"
    )


def _standings(parts: Sequence[Part], session: Session) -> tuple[UnitStanding, ...]:
    """By rate, equal rates on one rank; units with nothing due come last."""
    lines = unit_lines(parts, all_places(session=session))
    shares = {line.id: fraction(line.progress.done, line.progress.due) for line in lines}
    ordered = sorted(lines, key=lambda line: (shares[line.id] is None, -(shares[line.id] or 0)))
    ranks = {
        line.id: 1 + sum(_before(shares[other.id], shares[line.id]) for other in lines) for line in lines
    }
    return tuple(
        UnitStanding(
            ranks[line.id], line.name, line.progress.found, line.progress.due, line.progress.done,
            line.progress.overdue, yuan(line.progress.amount_fen), yuan(line.progress.rectified_fen),
        )
        for line in ordered
    )  # fmt: skip


def _before(other: Decimal | None, mine: Decimal | None) -> bool:
    return other is not None and (mine is None or other > mine)


def _deducted(campaign: Campaign, session: Session) -> Decimal:
    """Deductions in force on providers of the scope."""
    in_scope = select(CampaignUnit.unit_id).where(CampaignUnit.campaign_id == campaign.key)
    found = (
        sql.select(sql.func.coalesce(sql.func.sum(col(Decision.amount_fen)), 0))
        .join(Provider, col(Provider.id) == col(Decision.provider_id))
        .where(
            col(Provider.unit_id).in_(in_scope),
            col(Decision.state).in_((DecisionState.IN_FORCE.value, DecisionState.FULFILLED.value)),
            col(Decision.in_force_on) >= campaign.created_at.date(),
        )
    )
    return yuan(int(session.execute(found).scalar_one()))


def _named(line: str) -> NamedProblem:
    kind, _, account = line.partition("：")
    return NamedProblem(kind.strip(), account.strip() or kind.strip())


def _next_step(line: str) -> NextStep:
    """A task, with its day behind a bar: 完成整改｜2026-06-30."""
    task, _, day = line.partition("｜")
    try:
        return NextStep(task.strip(), date.fromisoformat(day.strip()))
    except ValueError:
        return NextStep(line.strip())


_ONE_KIND = "一行一类，写成“类别：情况”"
_ONE_TASK = "一行一条，有时限的写成“事项｜2026-06-30”"

KINDS = (
    DocumentKind(
        CIRCULAR,
        "情况通报",
        OWNER,
        Circular,
        circular.render,
        (
            Field("addressee", "主送单位", required=True),
            Field("phase", "阶段", longest=60),
            Field("overview", "总体情况", "area", required=True, longest=8000),
            Field("good_practice", "好的做法", "lines", help="一行一条", longest=8000),
            Field(
                "problems",
                "存在的主要问题",
                "lines",
                help="一行一类，写成“类别：情况”",
                required=True,
                longest=8000,
            ),
            Field(
                "next_steps",
                "下步要求",
                "lines",
                help="一行一条，有时限的写成“事项｜2026-06-30”",
                required=True,
                longest=8000,
            ),
            Field("talks", "约谈次数", longest=6),
        ),
        open_circular,
    ),
)
