"""核查报告: from the inspectors to the leading group's office, with sample, result and proposals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.check_words import USUAL
from reports.figures import amount, short_date
from reports.issuing import Issue, begin, close, sign
from reports.official import OfficialDocument
from reports.paragraphs import Align
from reports.signatures import official_date
from reports.tables import Column, Table

CHECKLIST, EVIDENCE, TALKS = "检查表", "证据清单", "谈话记录"


@dataclass(frozen=True, slots=True)
class Sample:
    """How the places were chosen: the whole, the part and the method of drawing."""

    whole: int
    drawn: int
    method: str


@dataclass(frozen=True, slots=True)
class CheckCount:
    """Answers within one category."""

    category: str
    met: int
    partly: int
    failed: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class VerifiedProblem:
    name: str
    fact: str
    evidence: tuple[str, ...]
    basis: str
    responsible: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    item: str
    question: str
    answer: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    number: str
    name: str
    kind: str
    collected_on: date | None = None


@dataclass(frozen=True, slots=True)
class TalkRow:
    person: str
    held_on: date | None
    summary: str


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """What a visit or a series of visits found."""

    issue: Issue
    campaign: str
    target: str
    addressee: str
    authority: str
    """The scheme or letter on which the check rests."""
    start: date
    end: date
    inspectors: tuple[str, ...]
    manner: str
    sample: Sample
    results: tuple[CheckCount, ...]
    problems: tuple[VerifiedProblem, ...]
    opinion: str
    """What the checked unit says of it, and who signed."""
    proposals: tuple[str, ...]
    suggestions: tuple[str, ...]
    checklist: tuple[ChecklistRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()
    talks: tuple[TalkRow, ...] = ()
    check_word: str = USUAL
    """督查 only where a campaign records its authority."""


def render(data: VerificationReport) -> bytes:
    """The report as .docx with its annexes."""
    word = data.check_word
    document = begin(f"关于{data.target}{data.campaign}的{word}报告", data.issue)
    document.addressee(data.addressee)
    document.heading(1, f"{word}基本情况")
    document.body(_basics(data))
    document.heading(1, f"{word}结果")
    document.table(_result_table(data.results))
    document.heading(1, "发现的主要问题")
    _problems(document, data.problems, word)
    document.heading(1, f"被{word}单位意见")
    document.body(data.opinion or f"被{word}单位没有提出意见。")
    document.heading(1, "处理建议")
    document.points(data.proposals)
    document.heading(1, "工作建议")
    document.points(data.suggestions)
    document.right_line(f"{word}人员签字：", room=12)
    annexes = ((CHECKLIST, data.checklist), (EVIDENCE, data.evidence), (TALKS, data.talks))
    document.attachments([name for name, rows in annexes if rows])
    sign(document, data.issue)
    _annexes(document, data)
    close(document, data.issue)
    return document.to_bytes()


def _basics(data: VerificationReport) -> str:
    days = official_date(data.start)
    if data.end != data.start:
        days += f"至{official_date(data.end)}"
    sample, word = data.sample, data.check_word
    return (
        f"根据{data.authority}，{days}，{word}组对{data.target}进行了{word}。"
        f"{word}组由{'、'.join(data.inspectors)}{len(data.inspectors)}人组成，采取{data.manner}的方式。"
        f"{word}对象总体{sample.whole}个，抽取{sample.drawn}个，抽取方法为{sample.method}。"
    )


def _result_table(results: tuple[CheckCount, ...]) -> Table:
    columns = (
        Column("检查类别", 56),
        *(Column(title, 25, Align.RIGHT) for title in ("符合", "基本符合", "不符合", "不适用")),
    )
    cells = [
        (row.category, str(row.met), str(row.partly), str(row.failed), str(row.not_applicable))
        for row in results
    ]
    total = (
        "合计",
        str(sum(row.met for row in results)),
        str(sum(row.partly for row in results)),
        str(sum(row.failed for row in results)),
        str(sum(row.not_applicable for row in results)),
    )
    return Table(columns, [*cells, total])


def _problems(document: OfficialDocument, problems: tuple[VerifiedProblem, ...], word: str) -> None:
    if not problems:
        document.body(f"本次{word}未发现问题。")
    for problem in problems:
        document.heading(2, problem.name)
        document.body(problem.fact)
        money = f"涉及金额：{amount(problem.amount)}元。" if problem.amount is not None else ""
        document.body(
            f"证据：{'、'.join(problem.evidence) or '无'}。依据：{problem.basis.rstrip('。')}。"
            f"责任主体：{problem.responsible}。{money}"
        )


def _annexes(document: OfficialDocument, data: VerificationReport) -> None:
    if data.checklist:
        document.annex(CHECKLIST, landscape=True)
        document.table(_checklist_table(data.checklist))
    if data.evidence:
        document.annex(EVIDENCE)
        document.table(_evidence_table(data.evidence))
    if data.talks:
        document.annex(TALKS)
        document.table(_talk_table(data.talks))


def _checklist_table(rows: tuple[ChecklistRow, ...]) -> Table:
    columns = (
        Column("编号", 25, Align.CENTRE),
        Column("检查要点", 100),
        Column("结果", 25, Align.CENTRE),
        Column("说明", 75),
    )
    return Table(columns, [(row.item, row.question, row.answer, row.explanation) for row in rows])


def _evidence_table(rows: tuple[EvidenceRow, ...]) -> Table:
    columns = (
        Column("编号", 25),
        Column("名称", 74),
        Column("类型", 30),
        Column("取得日期", 27, Align.CENTRE),
    )
    return Table(columns, [(row.number, row.name, row.kind, short_date(row.collected_on)) for row in rows])


def _talk_table(rows: tuple[TalkRow, ...]) -> Table:
    columns = (Column("谈话对象", 30), Column("日期", 27, Align.CENTRE), Column("主要内容", 99))
    return Table(columns, [(row.person, short_date(row.held_on), row.summary) for row in rows])
