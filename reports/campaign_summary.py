"""专项治理总结报告: what the campaign did and reached, in figures that equal the ledger's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.figures import Share, amount, count, short_date
from reports.issuing import Issue, begin, close, sign
from reports.official import OfficialDocument
from reports.paragraphs import Align
from reports.tables import Column, Table

FIGURES_ANNEX, SYSTEMS_ANNEX, CASES_ANNEX = "整改情况汇总表", "制度建设清单", "典型案例"


@dataclass(frozen=True, slots=True)
class SummaryFigures:
    """The campaign in numbers. None means that nobody has reported the figure."""

    inspections: int
    findings: int
    due: int
    """Findings that had to be rectified: the denominator by item."""
    rectified: int
    amount_due: Decimal
    amount_rectified: Decimal
    recovered: Decimal
    leads: int
    disqualified: int
    systems: int
    ongoing: int = 0
    """长期坚持, reported beside the rate."""
    cases_filed: int | None = None
    people_disciplined: int | None = None


@dataclass(frozen=True, slots=True)
class PhaseAccount:
    """One phase: its name, its dates and what was done."""

    name: str
    account: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One line of the summary table."""

    unit: str
    findings: int
    due: int
    rectified: int
    amount_due: Decimal
    amount_rectified: Decimal
    recovered: Decimal


@dataclass(frozen=True, slots=True)
class SystemRow:
    """One rule or procedure that the campaign left behind."""

    name: str
    issuer: str
    number: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class TypicalCase:
    title: str
    account: str


@dataclass(frozen=True, slots=True)
class CampaignSummary:
    """The summary of one campaign."""

    issue: Issue
    campaign: str
    addressee: str
    background: str
    phases: tuple[PhaseAccount, ...]
    figures: SummaryFigures
    denominator_note: str
    """What the rate by item counts, e.g. 分母不含长期坚持事项."""
    remaining_problems: tuple[str, ...]
    mechanisms: tuple[str, ...]
    units: tuple[UnitFigures, ...] = ()
    systems: tuple[SystemRow, ...] = ()
    cases: tuple[TypicalCase, ...] = ()
    check_word: str = "核查"
    """督查 only where a campaign records its authority."""


def render(data: CampaignSummary) -> bytes:
    """The report as .docx with its annexes."""
    document = begin(f"关于{data.campaign}情况的总结报告", data.issue)
    document.addressee(data.addressee)
    document.heading(1, "基本情况")
    document.body(data.background)
    document.heading(1, "主要做法")
    for phase in data.phases:
        document.heading(2, f"{phase.name}{_dates(phase)}")
        document.body(phase.account)
    document.heading(1, "取得成效")
    for text in _results(data):
        document.body(text)
    document.heading(1, "存在问题")
    document.points(data.remaining_problems)
    document.heading(1, "长效机制和下一步打算")
    document.points(data.mechanisms)
    document.attachments(_annex_names(data))
    sign(document, data.issue)
    _annexes(document, data)
    close(document, data.issue)
    return document.to_bytes()


def _dates(phase: PhaseAccount) -> str:
    start, end = (f"{day.month}月{day.day}日" if day else "" for day in (phase.start, phase.end))
    if start and end:
        return f"（{start}至{end}）"
    return f"（{start}起）" if start else f"（{end}前）" if end else ""


def _results(data: CampaignSummary) -> tuple[str, str, str]:
    figures = data.figures
    by_item = Share(figures.rectified, figures.due)
    by_amount = Share(figures.amount_rectified, figures.amount_due)
    note = data.denominator_note.strip().rstrip("。")
    ongoing = f"另有长期坚持事项{figures.ongoing}项，按阶段目标持续推进。" if figures.ongoing else ""
    return (
        f"共开展{data.check_word}{count(figures.inspections)}次，发现问题{count(figures.findings)}个。",
        f"整改率按项计算为{by_item.told('项')}，按金额计算为{by_amount.told('元')}"
        f"{f'（{note}）' if note else ''}，追回资金{amount(figures.recovered)}元。{ongoing}",
        f"移交问题线索{count(figures.leads)}件（据反馈，立案{count(figures.cases_filed)}件，"
        f"处分{count(figures.people_disciplined)}人）；取消服务资格{count(figures.disqualified)}家；"
        f"建立健全制度{count(figures.systems)}项。",
    )


def _annex_names(data: CampaignSummary) -> tuple[str, ...]:
    present = ((FIGURES_ANNEX, data.units), (SYSTEMS_ANNEX, data.systems), (CASES_ANNEX, data.cases))
    return tuple(name for name, content in present if content)


def _annexes(document: OfficialDocument, data: CampaignSummary) -> None:
    if data.units:
        document.annex(FIGURES_ANNEX, landscape=True)
        document.table(_unit_table(data.units))
    if data.systems:
        document.annex(SYSTEMS_ANNEX)
        document.table(_system_table(data.systems))
    if data.cases:
        document.annex(CASES_ANNEX)
        for case in data.cases:
            document.heading(1, case.title)
            document.body(case.account)


def _unit_table(rows: tuple[UnitFigures, ...]) -> Table:
    columns = (
        Column("序号", 12, Align.CENTRE),
        Column("单位", 37),
        *(Column(title, 16, Align.RIGHT) for title in ("发现问题", "应整改", "已整改")),
        Column("整改率（按项）", 21, Align.RIGHT),
        *(Column(title, 29, Align.RIGHT) for title in ("应整改金额（元）", "已整改金额（元）")),
        Column("整改率（按金额）", 21, Align.RIGHT),
        Column("追回资金（元）", 28, Align.RIGHT),
    )
    cells = [_unit_cells(str(at), row) for at, row in enumerate(rows, start=1)]
    return Table(columns, [*cells, _unit_cells("", _total(rows))])


def _unit_cells(number: str, row: UnitFigures) -> tuple[str, ...]:
    return (
        number, row.unit, count(row.findings), count(row.due), count(row.rectified),
        Share(row.rectified, row.due).percent, amount(row.amount_due), amount(row.amount_rectified),
        Share(row.amount_rectified, row.amount_due).percent, amount(row.recovered),
    )  # fmt: skip


def _total(rows: tuple[UnitFigures, ...]) -> UnitFigures:
    zero = Decimal(0)
    return UnitFigures(
        "合计",
        sum(row.findings for row in rows),
        sum(row.due for row in rows),
        sum(row.rectified for row in rows),
        sum((row.amount_due for row in rows), zero),
        sum((row.amount_rectified for row in rows), zero),
        sum((row.recovered for row in rows), zero),
    )


def _system_table(rows: tuple[SystemRow, ...]) -> Table:
    columns = (
        Column("序号", 12, Align.CENTRE),
        Column("制度名称", 55),
        Column("制定单位", 28),
        Column("文号", 34),
        Column("印发日期", 27, Align.CENTRE),
    )
    cells = [
        (str(at), row.name, row.issuer, row.number, short_date(row.issued_on))
        for at, row in enumerate(rows, start=1)
    ]
    return Table(columns, cells)
