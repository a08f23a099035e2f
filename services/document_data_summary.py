"""专项治理总结报告: its figures are those of the ledger and the dashboards."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.rectification import DENOMINATOR_NOTE, Progress, total
from domain.visits import SIGNED_STATES
from models.ban import Ban
from models.campaign import Campaign, CampaignUnit, Phase
from models.finding import Finding
from models.lead import Lead
from models.provider import Provider
from models.unit import Unit
from models.verification import Visit
from reports import campaign_summary
from reports.campaign_summary import CampaignSummary, PhaseAccount, SummaryFigures, SystemRow, UnitFigures
from services.actor import Actor
from services.campaign_words import word_of
from services.dashboard import UnitLine, unit_lines
from services.dashboard_coverage import coverage_of, reporting
from services.dashboard_figures import all_places, parts_by_unit
from services.document_data import campaign_of, office_defaults, yuan
from services.documents_shape import DocumentKind, Field, Matter, Values, issue_of, lines_of

OWNER = "campaign"
SUMMARY = "campaign_summary"
_MOST_SYSTEMS = 200


def open_summary(actor: Actor, ids: Sequence[int], session: Session) -> Matter:
    """The summary of a campaign."""
    campaign = campaign_of(ids[0], session=session)
    parts = parts_by_unit(actor, [campaign.key], session=session)
    progress = total(part.progress for part in parts)
    lines = unit_lines(parts, all_places(session=session))
    systems = _systems(campaign.key, session)
    figures = _figures(campaign, progress, len(systems), session)
    phases = phases_in_order(campaign.key, session)

    def build(values: Values) -> CampaignSummary:
        return CampaignSummary(
            issue=issue_of(values),
            campaign=campaign.name,
            check_word=word_of(campaign, session=session),
            addressee=values["addressee"],
            background=values["background"],
            phases=_accounts(phases, lines_of(values, "accounts")),
            figures=figures(values),
            denominator_note=DENOMINATOR_NOTE,
            remaining_problems=lines_of(values, "remaining"),
            mechanisms=lines_of(values, "mechanisms"),
            units=tuple(_unit_figures(line) for line in lines),
            systems=systems,
        )

    defaults = office_defaults(session=session) | {
        "addressee": "",
        "background": _background(actor, campaign, session),
        "accounts": "\n".join(f"{phase.name}：{_does(phase)}" for phase in phases),
        "remaining": "",
        "mechanisms": "",
        "cases_filed": "",
        "disciplined": "",
    }
    facts = told(progress) | {"核查": f"{figures(defaults).inspections}次"}
    title = f"关于{campaign.name}情况的总结报告"
    return Matter(OWNER, (campaign.key,), campaign.key, district_of(session), title, facts, defaults, build)


def told(progress: Progress) -> dict[str, str]:
    """The figures as a preview shows them."""
    return {
        "发现问题": f"{progress.found}个",
        "整改率（按项）": f"{progress.done}/{progress.due}",
        "整改率（按金额）": f"{yuan(progress.rectified_fen):,.2f}元/{yuan(progress.amount_fen):,.2f}元",
        "追回资金": f"{yuan(progress.recovered_fen):,.2f}元",
        "长期坚持": f"{progress.ongoing}项",
    }


def _figures(campaign: Campaign, progress: Progress, systems: int, session: Session) -> Any:
    """A function from the typed figures to all of them; of leads there is nothing but the count."""
    visits = sql.select(sql.func.count()).where(
        col(Visit.campaign_id) == campaign.key, col(Visit.state).in_(sorted(SIGNED_STATES))
    )
    leads = sql.select(sql.func.count()).where(col(Lead.campaign_id) == campaign.key)
    numbers = session.execute(
        sql.select(visits.scalar_subquery(), leads.scalar_subquery(), _disqualified(campaign))
    ).one()

    def figures(values: Values) -> SummaryFigures:
        return SummaryFigures(
            inspections=numbers[0],
            findings=progress.found,
            due=progress.due,
            rectified=progress.done,
            amount_due=yuan(progress.amount_fen),
            amount_rectified=yuan(progress.rectified_fen),
            recovered=yuan(progress.recovered_fen),
            leads=numbers[1],
            disqualified=numbers[2],
            systems=systems,
            ongoing=progress.ongoing,
            cases_filed=number_of(values["cases_filed"]),
            people_disciplined=number_of(values["disciplined"]),
        )

    return figures


def _disqualified(campaign: Campaign) -> Any:
    """Providers of the scope that were barred while the campaign ran."""
    in_scope = select(CampaignUnit.unit_id).where(CampaignUnit.campaign_id == campaign.key)
    return (
        sql.select(sql.func.count(sql.distinct(col(Ban.provider_id))))
        .join(Provider, col(Provider.id) == col(Ban.provider_id))
        .where(
            col(Provider.unit_id).in_(in_scope),
            col(Ban.start) >= campaign.created_at.date(),
            col(Ban.revoked_on).is_(None),
        )
        .scalar_subquery()
    )


def number_of(text: str) -> int | None:
    """A typed figure; None when nothing (or no figure) was typed."""
    return int(text) if text.isascii() and text.isdigit() else None


def _systems(campaign_id: int, session: Session) -> tuple[SystemRow, ...]:
    found = (
        select(Finding.systems_built, Unit.name)
        .join(Unit, col(Unit.id) == sql.func.coalesce(col(Finding.lead_unit_id), col(Finding.unit_id)))
        .where(
            Finding.campaign_id == campaign_id,
            col(Finding.systems_built) != "",
            ~col(Finding.transferred),
            col(Finding.state) != "withdrawn",
        )
        .order_by(col(Finding.id))
        .limit(_MOST_SYSTEMS)
    )
    return tuple(SystemRow(" ".join(name.split()), unit) for name, unit in session.exec(found))


def phases_in_order(campaign_id: int, session: Session) -> Sequence[Phase]:
    """The phases of the campaign."""
    found = select(Phase).where(Phase.campaign_id == campaign_id).order_by(col(Phase.position))
    return session.exec(found).all()


def _does(phase: Phase) -> str:
    does = phase.conditions.get("does")
    return "；".join(str(one) for one in does) + "。" if isinstance(does, list) and does else ""


def _accounts(phases: Sequence[Phase], lines: Sequence[str]) -> tuple[PhaseAccount, ...]:
    """Each phase with what was typed behind its name."""
    typed = dict(line.split("：", 1) for line in lines if "：" in line)
    return tuple(
        PhaseAccount(phase.name, typed.get(phase.name, "").strip(), phase.start, phase.end)
        for phase in phases
    )


def _background(actor: Actor, campaign: Campaign, session: Session) -> str:
    reports = coverage_of(reporting(actor, [campaign.key], session=session))
    told = f"应报自查报告{reports.expected}份，收到{reports.received}份，其中按时{reports.on_time}份。"
    return f"{campaign.year}年，我区组织开展了{campaign.name}。{told if reports.expected else ''}"


def _unit_figures(line: UnitLine) -> UnitFigures:
    one = line.progress
    return UnitFigures(
        line.name,
        one.found,
        one.due,
        one.done,
        yuan(one.amount_fen),
        yuan(one.rectified_fen),
        yuan(one.recovered_fen),
    )


def district_of(session: Session) -> int:
    """The root unit: documents to everybody belong to it."""
    found = select(Unit.id).where(col(Unit.parent_id).is_(None)).order_by(col(Unit.id))
    return session.exec(found).first() or 1


KINDS = (
    DocumentKind(
        SUMMARY,
        "专项治理总结报告",
        OWNER,
        CampaignSummary,
        campaign_summary.render,
        (
            Field("addressee", "主送单位", required=True),
            Field("background", "基本情况", "area", required=True, longest=8000),
            Field("accounts", "主要做法", "lines", help="一行一个阶段，写成“阶段名：做法”", longest=8000),
            Field("remaining", "存在问题", "lines", help="一行一条", required=True, longest=8000),
            Field(
                "mechanisms", "长效机制和下一步打算", "lines", help="一行一条", required=True, longest=8000
            ),
            Field("cases_filed", "反馈立案件数", help="只填反馈的件数，没有反馈留空", longest=6),
            Field("disciplined", "反馈处分人数", help="只填反馈的人数，没有反馈留空", longest=6),
        ),
        open_summary,
    ),
)
