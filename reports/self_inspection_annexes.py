"""The annexes of a self-inspection report: problems, rectification ledger, voluntary reports."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.figures import amount, count, short_date
from reports.official import OfficialDocument
from reports.paragraphs import Align
from reports.tables import Column, Table

PROBLEM_LIST, LEDGER, VOLUNTARY = "自查问题清单", "整改台账", "主动上报情况说明"


@dataclass(frozen=True, slots=True)
class ProblemRow:
    category: str
    description: str
    basis: str = ""
    amount: Decimal | None = None
    people: int | None = None
    voluntary: bool = True


@dataclass(frozen=True, slots=True)
class RectificationRow:
    problem: str
    kind: str
    measures: str
    responsible: str
    deadline: date | None
    state: str
    recovered: Decimal | None = None


@dataclass(frozen=True, slots=True)
class VoluntaryRow:
    matter: str
    reported_on: date | None
    reported_to: str
    handling: str = ""


def annexes(
    document: OfficialDocument,
    problems: tuple[ProblemRow, ...],
    ledger: tuple[RectificationRow, ...],
    voluntary: tuple[VoluntaryRow, ...],
    statement: str,
) -> None:
    """Append the annexes that have content, in their order."""
    if problems:
        document.annex(PROBLEM_LIST, landscape=True)
        document.table(_problem_table(problems))
    if ledger:
        document.annex(LEDGER, landscape=True)
        document.table(_ledger_table(ledger))
    if voluntary or statement.strip():
        document.annex(VOLUNTARY)
        document.body(statement)
        if voluntary:
            document.table(_voluntary_table(voluntary))


def _problem_table(rows: tuple[ProblemRow, ...]) -> Table:
    columns = (
        Column("序号", 12, Align.CENTRE),
        Column("问题类别", 32),
        Column("具体问题", 77),
        Column("对照依据", 40),
        Column("涉及金额（元）", 28, Align.RIGHT),
        Column("涉及人数", 18, Align.RIGHT),
        Column("主动上报", 18, Align.CENTRE),
    )
    cells = [
        (
            str(at), row.category, row.description, row.basis,
            amount(row.amount), count(row.people), "是" if row.voluntary else "否",
        )
        for at, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return Table(columns, cells)


def _ledger_table(rows: tuple[RectificationRow, ...]) -> Table:
    columns = (
        Column("序号", 12, Align.CENTRE),
        Column("问题", 51),
        Column("整改类型", 20, Align.CENTRE),
        Column("整改措施", 46),
        Column("责任人", 20, Align.CENTRE),
        Column("整改时限", 27, Align.CENTRE),
        Column("完成情况", 20, Align.CENTRE),
        Column("追回资金（元）", 29, Align.RIGHT),
    )
    cells = [
        (
            str(at), row.problem, row.kind, row.measures, row.responsible,
            short_date(row.deadline), row.state, amount(row.recovered),
        )
        for at, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return Table(columns, cells)


def _voluntary_table(rows: tuple[VoluntaryRow, ...]) -> Table:
    columns = (
        Column("序号", 12, Align.CENTRE),
        Column("主动上报事项", 56),
        Column("上报日期", 27, Align.CENTRE),
        Column("受理单位", 29),
        Column("处理情况", 32),
    )
    cells = [
        (str(at), row.matter, short_date(row.reported_on), row.reported_to, row.handling)
        for at, row in enumerate(rows, start=1)
    ]
    return Table(columns, cells)
