"""自查报告: what a unit says of itself, category by category, with its problems and what it did."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.figures import amount, count
from reports.issuing import Issue, begin, close, sign
from reports.official import OfficialDocument
from reports.self_inspection_annexes import (
    LEDGER,
    PROBLEM_LIST,
    VOLUNTARY,
    ProblemRow,
    RectificationRow,
    VoluntaryRow,
    annexes,
)
from reports.signatures import official_date


@dataclass(frozen=True, slots=True)
class Scope:
    """How far the self-inspection went. None means that the figure was not collected."""

    expected: int
    checked: int
    people: int | None = None
    orders: int | None = None
    funds: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CategoryResult:
    """One risk category: how it was checked and what was found; no finding is a zero report."""

    name: str
    method: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SelfInspectionReport:
    """The report of one unit for one campaign."""

    issue: Issue
    campaign: str
    unit: str
    addressee: str
    organisation: str
    """Leading group, meetings, publicity: the unit's own words."""
    scope: Scope
    categories: tuple[CategoryResult, ...]
    rectified: int
    unrectified: int
    recovered: Decimal
    rectification: str = ""
    conduct: tuple[tuple[str, int], ...] = ()
    """Corruption and conduct: kind and number only; leads go their own way."""
    conduct_checked: str = ""
    """How that was checked, for a zero report."""
    risks: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    problems: tuple[ProblemRow, ...] = ()
    ledger: tuple[RectificationRow, ...] = ()
    voluntary: tuple[VoluntaryRow, ...] = ()
    voluntary_statement: str = ""
    responsible: str = ""
    """The person in charge who vouches for the report."""
    declared_on: date | None = None


def render(data: SelfInspectionReport) -> bytes:
    """The report as .docx, with the annexes that have anything in them."""
    document = begin(f"{data.unit}关于{data.campaign}自查情况的报告", data.issue)
    document.addressee(data.addressee)
    document.body(f"按照{data.campaign}的统一安排，{data.unit}组织开展了自查。现将有关情况报告如下。")
    _work(document, data)
    _found(document, data)
    _done(document, data)
    document.heading(1, "风险点和防控措施建议")
    document.points(data.risks) if data.risks else document.body("本次自查未提出新的风险点。")
    document.heading(1, "下一步打算")
    document.points(data.next_steps) if data.next_steps else document.body("按照要求持续抓好整改落实。")
    _pledge(document, data)
    document.attachments(_annex_names(data))
    sign(document, data.issue)
    annexes(document, data.problems, data.ledger, data.voluntary, data.voluntary_statement)
    close(document, data.issue)
    return document.to_bytes()


def _annex_names(data: SelfInspectionReport) -> tuple[str, ...]:
    voluntary = bool(data.voluntary or data.voluntary_statement.strip())
    present = ((PROBLEM_LIST, data.problems), (LEDGER, data.ledger), (VOLUNTARY, voluntary))
    return tuple(name for name, content in present if content)


def _work(document: OfficialDocument, data: SelfInspectionReport) -> None:
    document.heading(1, "工作开展情况")
    document.body(data.organisation)
    scope = data.scope
    told = f"自查范围：应查{count(scope.expected)}项，实查{count(scope.checked)}项"
    told += f"；涉及服务对象{count(scope.people)}人" if scope.people is not None else ""
    told += f"，单据、工单或档案{count(scope.orders)}份" if scope.orders is not None else ""
    told += f"，资金{amount(scope.funds)}元" if scope.funds is not None else ""
    document.body(f"{told}。")


def _found(document: OfficialDocument, data: SelfInspectionReport) -> None:
    total = sum(len(category.findings) for category in data.categories)
    document.heading(1, "自查发现的问题")
    found = f"共发现问题{total}个" if total else "没有发现问题"
    document.body(f"本次自查{found}，分类情况如下。")
    for category in data.categories:
        document.heading(2, category.name)
        _category(document, category)
    document.heading(2, "腐败和作风问题")
    document.body(_conduct(data))


def _category(document: OfficialDocument, category: CategoryResult) -> None:
    method = category.method.strip().rstrip("。") or "（待补充）"
    if not category.findings:
        document.body(f"检查方式：{method}。未发现问题。")
        return
    document.body(f"检查方式：{method}。发现问题{len(category.findings)}个：")
    for finding in category.findings:
        document.heading(3, finding)


def _conduct(data: SelfInspectionReport) -> str:
    kinds = "、".join(f"{kind}{number}件" for kind, number in data.conduct if number)
    if kinds:
        return f"自查中涉及{kinds}。具体线索按规定另行报送，本报告不作记述。"
    method = data.conduct_checked.strip().rstrip("。") or "（待补充）"
    return f"检查方式：{method}。未发现腐败和作风问题。"


def _done(document: OfficialDocument, data: SelfInspectionReport) -> None:
    document.heading(1, "立行立改和整改情况")
    document.body(
        f"自查发现的问题中，已整改{count(data.rectified)}个，尚未整改{count(data.unrectified)}个，"
        f"追回资金{amount(data.recovered)}元。{data.rectification}"
    )


def _pledge(document: OfficialDocument, data: SelfInspectionReport) -> None:
    document.heading(1, "主要负责人承诺")
    document.body("本人已逐项审阅本报告及全部附件，承诺内容真实、完整，没有隐瞒，并对此承担责任。")
    day = official_date(data.declared_on) if data.declared_on else "　　　　年　　月　　日"
    name = f"（{data.responsible}）" if data.responsible.strip() else ""
    document.right_line(f"主要负责人{name}签字：", room=8)
    document.right_line(day)
