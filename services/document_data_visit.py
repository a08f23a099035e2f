"""核查报告: its data from the sheet of a visit that the place has signed off."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.errors import WrongState
from domain.findings import ANSWER_NAMES, Answer
from domain.visits import SIGNED_STATES, STATE_NAMES
from models.campaign import Campaign, CampaignUnit
from models.finding import Finding
from models.unit import Unit
from models.verification import Draw
from reports import verification_report
from reports.verification_report import (
    CheckCount,
    ChecklistRow,
    EvidenceRow,
    Sample,
    VerificationReport,
    VerifiedProblem,
)
from services import clock
from services.actor import Actor
from services.document_data import campaign_of, evidence_names, office_defaults, yuan
from services.documents_shape import DocumentKind, Field, Matter, Values, day_of, issue_of, lines_of
from services.visit_sheet import Sheet, read_visit

OWNER = "visit"
CODE = "verification_report"


def _facts(sheet: Sheet, problems: int) -> dict[str, str]:
    return {
        "被核查单位": sheet.unit,
        "核查人员": "、".join(member.name for member in sheet.team),
        "发现问题": f"{problems}个",
        "被核查单位意见": sheet.unit_opinion,
    }


def _evidence(sheet: Sheet, session: Session) -> tuple[EvidenceRow, ...]:
    names = evidence_names(OWNER, [sheet.id], session=session).get(sheet.id, ())
    return tuple(
        EvidenceRow(str(at), name, name.rpartition(".")[2].upper()) for at, name in enumerate(names, 1)
    )


def open_visit(actor: Actor, ids: Sequence[int], session: Session) -> Matter:
    """The report on one visit."""
    sheet = read_visit(actor, ids[0], session=session)
    if sheet.state not in SIGNED_STATES:
        raise WrongState(f"这次核查目前是“{STATE_NAMES[sheet.state]}”，被核查单位签字确认后才能制发报告。")
    campaign = campaign_of(sheet.campaign_id, session=session)
    problems = _problems(sheet, session)
    evidence = _evidence(sheet, session)
    sample = _sample(sheet, session)
    day, word = sheet.visited_on or sheet.planned_on, sheet.check_word

    def build(values: Values) -> VerificationReport:
        return VerificationReport(
            issue=issue_of(values),
            campaign=campaign.name,
            target=sheet.unit,
            addressee=values["addressee"],
            authority=values["authority"],
            start=day,
            end=day_of(values, "end"),
            inspectors=tuple(member.name for member in sheet.team),
            manner=values["manner"],
            sample=sample,
            results=_results(sheet),
            problems=problems,
            opinion=sheet.unit_opinion,
            proposals=lines_of(values, "proposals"),
            suggestions=lines_of(values, "suggestions"),
            checklist=_checklist(sheet),
            evidence=evidence,
            check_word=word,
        )

    defaults = _defaults(sheet, campaign, day, session)
    facts = _facts(sheet, len(problems))
    title = f"关于{sheet.unit}{campaign.name}的{word}报告"
    return Matter(OWNER, (sheet.id,), campaign.key, sheet.unit_id, title, facts, defaults, build)


def _defaults(sheet: Sheet, campaign: Campaign, day: date, session: Session) -> dict[str, str]:
    office = office_defaults(session=session)
    return office | {
        "issuer": f"{campaign.name}{sheet.check_word}组",
        "addressee": str(campaign.leading_group.get("office") or office["issuer"]),
        "authority": campaign.authority or f"{campaign.name}方案",
        "end": day.isoformat(),
        "manner": "查阅资料、实地查看、走访询问",
    }


def _problems(sheet: Sheet, session: Session) -> tuple[VerifiedProblem, ...]:
    """Findings of the visit; what was transferred is not told."""
    found = (
        select(Finding, Unit.name)
        .join(Unit, col(Unit.id) == sql.func.coalesce(col(Finding.lead_unit_id), col(Finding.unit_id)))
        .where(Finding.visit_id == sheet.id, ~col(Finding.transferred), col(Finding.state) != "withdrawn")
        .order_by(col(Finding.id))
    )
    rows = session.exec(found).all()
    evidence = evidence_names("finding", [row.key for row, _ in rows], session=session)
    return tuple(
        VerifiedProblem(
            row.title, row.description, evidence.get(row.key, ()), row.basis, unit, _amount(row.amount_fen)
        )
        for row, unit in rows
    )


def _amount(fen: int) -> Decimal | None:
    return yuan(fen) if fen else None


def _results(sheet: Sheet) -> tuple[CheckCount, ...]:
    counts = [(group.name, Counter(line.answer for line in group.lines)) for group in sheet.groups]
    return tuple(
        CheckCount(
            name,
            answers[Answer.CONFORMS],
            answers[Answer.MOSTLY],
            answers[Answer.FAILS],
            answers[Answer.NOT_APPLICABLE],
        )
        for name, answers in counts
    )


def _checklist(sheet: Sheet) -> tuple[ChecklistRow, ...]:
    return tuple(
        ChecklistRow(line.item.code, line.item.question, ANSWER_NAMES[line.answer], line.note)
        for line in sheet.lines
        if line.answer is not None
    )


def _sample(sheet: Sheet, session: Session) -> Sample:
    """The whole, the part and the method: of the draw, or of a place that was named."""
    draw = session.get(Draw, sheet.draw_id) if sheet.draw_id else None
    if draw is not None:
        at = clock.local(draw.at)
        method = f"随机抽取（{at:%Y-%m-%d}，种子{draw.seed}，见证人{draw.witnesses}）"
        return Sample(len(draw.pool), len(draw.drawn), method)
    scope = select(sql.func.count()).where(col(CampaignUnit.campaign_id) == sheet.campaign_id)
    return Sample(int(session.execute(scope).scalar_one()), 1, "指定核查")


KINDS = (
    DocumentKind(
        CODE,
        "核查报告",
        OWNER,
        VerificationReport,
        verification_report.render,
        (
            Field("addressee", "主送单位", required=True),
            Field("authority", "核查依据", required=True),
            Field("end", "核查结束日期", "day", required=True),
            Field("manner", "核查方式", required=True),
            Field("proposals", "处理建议", "lines", help="一行一条", required=True, longest=8000),
            Field("suggestions", "工作建议", "lines", help="一行一条", longest=8000),
        ),
        open_visit,
    ),
)
