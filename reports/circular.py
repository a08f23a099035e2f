"""情况通报: where everybody stands, who did well, what is wrong and what is due next.

Leads appear as a number at most; nothing about their content has a field here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.figures import Share, amount, count
from reports.issuing import Issue, begin, close, sign
from reports.paragraphs import Align
from reports.signatures import official_date
from reports.tables import Column, Table

RANKING = "整改率排名表"


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit's figures; the rank is the caller's, so that ties are told the same way everywhere."""

    rank: int
    unit: str
    findings: int
    due: int
    rectified: int
    overdue: int
    amount_due: Decimal
    amount_rectified: Decimal


@dataclass(frozen=True, slots=True)
class NamedProblem:
    """A kind of problem, what it looks like and who is named for it."""

    kind: str
    account: str


@dataclass(frozen=True, slots=True)
class Handling:
    """What was done about it, in numbers."""

    rectified: int
    deducted: Decimal
    talks: int
    transferred: int


@dataclass(frozen=True, slots=True)
class NextStep:
    task: str
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Circular:
    """A circular on one campaign and phase."""

    issue: Issue
    campaign: str
    phase: str
    addressee: str
    overview: str
    good_practice: tuple[str, ...]
    problems: tuple[NamedProblem, ...]
    handling: Handling
    next_steps: tuple[NextStep, ...]
    standings: tuple[UnitStanding, ...] = ()


def render(data: Circular) -> bytes:
    """The circular as .docx, with the ranking as its annex."""
    document = begin(f"关于{data.campaign}{data.phase}情况的通报", data.issue)
    document.addressee(data.addressee)
    document.body(f"现将{data.campaign}{data.phase}工作情况通报如下。")
    document.heading(1, "总体情况")
    document.body(data.overview)
    if data.good_practice:
        document.heading(1, "好的做法")
        document.points(data.good_practice)
    document.heading(1, "存在的主要问题")
    for problem in data.problems:
        document.heading(2, problem.kind)
        document.body(problem.account)
    document.heading(1, "处理情况")
    document.body(_handled(data.handling))
    document.heading(1, "下步要求")
    document.points(_step(step) for step in data.next_steps)
    document.attachments((RANKING,) if data.standings else ())
    sign(document, data.issue)
    if data.standings:
        document.annex(RANKING, landscape=True)
        document.table(_ranking(data.standings))
    close(document, data.issue)
    return document.to_bytes()


def _handled(handling: Handling) -> str:
    return (
        f"已督促整改问题{count(handling.rectified)}个，扣减款项{amount(handling.deducted)}元，"
        f"约谈{count(handling.talks)}次，移交有关部门{count(handling.transferred)}件。"
    )


def _step(step: NextStep) -> str:
    task = step.task.rstrip("。")
    return f"{task}，{official_date(step.deadline)}前（含当日）完成。" if step.deadline else f"{task}。"


def _ranking(rows: tuple[UnitStanding, ...]) -> Table:
    columns = (
        Column("名次", 12, Align.CENTRE),
        Column("单位", 45),
        *(Column(title, 16, Align.RIGHT) for title in ("发现问题", "应整改", "已整改", "逾期")),
        Column("整改率（按项）", 24, Align.RIGHT),
        *(Column(title, 28, Align.RIGHT) for title in ("应整改金额（元）", "已整改金额（元）")),
        Column("整改率（按金额）", 24, Align.RIGHT),
    )
    cells = [
        (
            str(row.rank), row.unit, count(row.findings), count(row.due), count(row.rectified),
            count(row.overdue), Share(row.rectified, row.due).percent, amount(row.amount_due),
            amount(row.amount_rectified), Share(row.amount_rectified, row.amount_due).percent,
        )
        for row in rows
    ]  # fmt: skip
    return Table(columns, cells)
