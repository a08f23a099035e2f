"""自查报告: its data from what the unit has written."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import WrongState
from domain.findings import KIND_NAMES, Kind
from domain.permissions import Action
from domain.self_completeness import Category, Problem
from domain.self_inspection import CLOSED, REPORT_STATE_NAMES
from domain.workflow import STATE_NAMES, State
from models.finding import Finding
from reports import self_inspection_report
from reports.self_inspection_annexes import ProblemRow, RectificationRow, VoluntaryRow
from reports.self_inspection_report import CategoryResult, Scope, SelfInspectionReport
from services import clock
from services.actor import Actor
from services.document_data import office_defaults, yuan
from services.documents_shape import DocumentKind, Field, Matter, Values, issue_of
from services.self_access import Held, hold
from services.self_content import Written, written

OWNER = "self_inspection"
CODE = "self_report"


def open_report(actor: Actor, ids: Sequence[int], session: Session) -> Matter:
    """The report as it was accepted."""
    held = hold(actor, Action.SELF_READ, ids[0], session=session)
    if held.state not in CLOSED:
        raise WrongState(f"该自查报告目前是“{REPORT_STATE_NAMES[held.state]}”，审核通过后才能制发。")
    return matter_of(held, session)


def matter_of(held: Held, session: Session) -> Matter:
    """The report as it stands, also before it is accepted (the copy that a unit prints for its seal)."""
    categories = held.checklist(session)
    content = written(held.report, session=session)
    findings = _findings(content, session)
    office = office_defaults(session=session)

    def build(values: Values) -> SelfInspectionReport:
        return _report(held, categories, content, findings, values)

    defaults = office | {
        "issuer": held.unit.name,
        "contact": held.unit.contact,
        "phone": held.unit.phone,
        "addressee": str(held.campaign.leading_group.get("office") or office["issuer"]),
        "conduct_checked": content.narrative.get("conduct", ""),
        "voluntary": "以下事项由本单位在自查中主动发现并上报。" if content.problems else "",
    }
    facts = {
        "报送单位": held.unit.name,
        "状态": REPORT_STATE_NAMES[held.state],
        "发现问题": f"{len(content.problems)}个" if content.problems else "零报告",
        "承诺人": held.report.declared_by,
    }
    title = f"{held.unit.name}关于{held.campaign.name}自查情况的报告"
    return Matter(OWNER, (held.report.key,), held.campaign.key, held.unit.key, title, facts, defaults, build)


def _report(
    held: Held,
    categories: tuple[Category, ...],
    content: Written,
    findings: dict[int, Finding],
    values: Values,
) -> SelfInspectionReport:
    kept = [one for one in content.problems if not _transferred(findings.get(one.finding_id or 0))]
    problems = [one.problem for one in kept]
    items = [item for category in categories for item in category.items]
    narrative, figures = content.narrative, content.figures
    integrity = figures.get("integrity", 0)
    handed_in = held.report.first_submitted_at
    day = clock.local(handed_in).date() if handed_in else None
    return SelfInspectionReport(
        issue=issue_of(values),
        campaign=held.campaign.name,
        unit=held.unit.name,
        addressee=values["addressee"],
        organisation=narrative.get("organization", ""),
        scope=_scope(len(items), sum(item.code in content.answers for item in items), figures),
        categories=tuple(_category(category, content, problems) for category in categories),
        rectified=sum(problem.corrected for problem in problems),
        unrectified=sum(not problem.corrected for problem in problems),
        recovered=yuan(sum(problem.recovered_fen for problem in problems)),
        rectification=narrative.get("rectification", ""),
        conduct=(("腐败和作风问题", integrity),) if integrity else (),
        conduct_checked=values["conduct_checked"],
        risks=_sentences(narrative.get("risk_advice", "")),
        next_steps=_sentences(narrative.get("next_steps", "")),
        problems=tuple(_problem_row(problem, categories) for problem in problems),
        ledger=tuple(_ledger_row(one.problem, findings.get(one.finding_id or 0), held) for one in kept),
        voluntary=tuple(_voluntary_row(problem, day, values["addressee"]) for problem in problems),
        voluntary_statement=values["voluntary"] if problems else "",
        responsible=held.report.declared_by,
        declared_on=day if held.report.declared_by else None,
    )


def _transferred(finding: Finding | None) -> bool:
    """What went to the discipline group is not told here; its number stands in the figure for conduct."""
    return finding is not None and finding.transferred


def _findings(content: Written, session: Session) -> dict[int, Finding]:
    keys = [one.finding_id for one in content.problems if one.finding_id]
    if not keys:
        return {}
    return {row.key: row for row in session.exec(select(Finding).where(col(Finding.id).in_(keys)))}


def _scope(expected: int, checked: int, figures: Any) -> Scope:
    funds = figures.get("funds_fen")
    return Scope(
        expected,
        checked,
        figures.get("recipients"),
        figures.get("records"),
        None if funds is None else yuan(funds),
    )


def _category(category: Category, content: Written, problems: list[Problem]) -> CategoryResult:
    check = content.checks.get(category.code)
    found = tuple(problem.description for problem in problems if problem.category == category.code)
    items = len(category.items)
    return CategoryResult(category.name, check.text if check else f"对照{items}个检查要点逐项检查", found)


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _problem_row(problem: Problem, categories: tuple[Category, ...]) -> ProblemRow:
    names = {category.code: category.name for category in categories}
    clauses = {item.code: item.clause for category in categories for item in category.items}
    return ProblemRow(
        names.get(problem.category, problem.category),
        problem.description,
        clauses.get(problem.item, ""),
        yuan(problem.amount_fen) if problem.amount_fen else None,
        problem.people or None,
    )


def _ledger_row(problem: Problem, finding: Finding | None, held: Held) -> RectificationRow:
    """Where rectification stands; the ledger's word once the problem is in it, never what became of a lead."""
    kind = (
        KIND_NAMES[Kind(finding.kind)]
        if finding
        else (KIND_NAMES[Kind.IMMEDIATE] if problem.corrected else "")
    )
    state = STATE_NAMES[State(finding.state)] if finding else ("已改正" if problem.corrected else "未改正")
    responsible = finding.responsible_person if finding else ""
    return RectificationRow(
        problem.description,
        kind,
        problem.correction,
        responsible or held.report.declared_by,
        finding.due if finding else None,
        state,
        yuan(problem.recovered_fen) if problem.recovered_fen else None,
    )


def _voluntary_row(problem: Problem, day: date | None, to: str) -> VoluntaryRow:
    return VoluntaryRow(problem.description, day, to, problem.correction)


KINDS = (
    DocumentKind(
        CODE,
        "自查报告",
        OWNER,
        SelfInspectionReport,
        self_inspection_report.render,
        (
            Field("addressee", "主送单位", required=True),
            Field(
                "conduct_checked",
                "腐败和作风问题的检查方式",
                "area",
                help="没有发现的，须写明是怎样检查的；发现的只写件数，线索另行密送",
                longest=1000,
            ),
            Field("voluntary", "主动上报情况说明", "area", longest=2000),
        ),
        open_report,
    ),
)
