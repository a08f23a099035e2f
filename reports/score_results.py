"""考核结果通报: who came to what on a scoring sheet, ranked, item by item, and why points were taken or added."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.figures import NOTHING, count
from reports.issuing import NO_CONTACT, Contact, Issue, begin, close, sign
from reports.official import OfficialDocument
from reports.paragraphs import Align
from reports.tables import Column, Table
from reports.type_area import LEDGER_SIZE

RANKING, REASONS = "考核结果表", "扣分加分情况表"
_WIDE = 8  # items that fit a line across; more of them are told in the other table alone
_WIDTH = 225  # mm across the page


@dataclass(frozen=True, slots=True)
class Assessed:
    """One line of the ranking; points in the order of the items, "" where there are none."""

    rank: int | None
    name: str
    points: tuple[str, ...]
    total: str
    grade: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an item of somebody did not come to its points, or to more; change: -12分, +2分."""

    name: str
    item: str
    out_of: str
    points: str
    change: str
    told: str


@dataclass(frozen=True, slots=True)
class ScoreResults:
    """The results of one sheet in one period."""

    issue: Issue
    sheet: str
    period: str
    addressee: str
    basis: str
    """文件和条款, as the scheme cites them."""
    who: str
    out_of: str
    items: tuple[str, ...]
    assessed: tuple[Assessed, ...]
    grades: tuple[tuple[str, tuple[str, ...]], ...]
    """Grades from the best to the worst with who earned them; without those of nobody."""
    reasons: tuple[Reason, ...]
    exempt: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    """Names of those whose result is not there yet."""
    overview: str = ""
    problems: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    review: str = ""
    contact: Contact = NO_CONTACT


def render(data: ScoreResults) -> bytes:
    """The notice as .docx with its annexes."""
    document = begin(f"关于{data.period}{data.sheet}结果的通报", data.issue)
    document.addressee(data.addressee)
    document.body(
        f"根据{data.basis}，对{count(len(data.assessed))}个{data.who}进行了{data.period}{data.sheet}。现将结果通报如下。"
    )
    document.heading(1, "考核结果")
    for text in _results(data):
        document.body(text)
    if data.problems:
        document.heading(1, "主要扣分情况")
        document.points(data.problems)
    if data.requirements:
        document.heading(1, "有关要求")
        document.points(data.requirements)
    for text in (data.review, data.contact.sentence):
        if text:
            document.body(text)
    document.attachments(_annex_names(data))
    sign(document, data.issue)
    _annexes(document, data)
    close(document, data.issue)
    return document.to_bytes()


def _results(data: ScoreResults) -> Iterable[str]:
    if data.overview:
        yield data.overview
    for grade, names in data.grades:
        yield f"{grade}（{len(names)}个）：{'、'.join(names)}。"
    if data.exempt:
        yield f"本期不参加考核（{len(data.exempt)}个）：{'；'.join(data.exempt)}。"
    if data.open:
        yield f"结果未定（{len(data.open)}个）：{'、'.join(data.open)}，评定后另行告知。"


def _annex_names(data: ScoreResults) -> tuple[str, ...]:
    present = ((RANKING, data.assessed), (REASONS, data.reasons))
    return tuple(name for name, rows in present if rows)


def _annexes(document: OfficialDocument, data: ScoreResults) -> None:
    if data.assessed:
        document.annex(RANKING, landscape=True)
        document.table(_ranking(data))
    if data.reasons:
        document.annex(REASONS, landscape=True)
        document.table(_reasons(data.reasons))


def _ranking(data: ScoreResults) -> Table:
    items = data.items if len(data.items) <= _WIDE else ()
    noted = any(one.note for one in data.assessed)
    fixed = 14 + 44 + 20 + 20 + (40 if noted else 0)
    each = max(15, (_WIDTH - fixed) // max(len(items), 1))
    columns = (
        Column("名次", 14, Align.CENTRE),
        Column(data.who, 44),
        *(Column(name, each, Align.RIGHT) for name in items),
        Column(f"总分（满分{data.out_of}）", 20, Align.RIGHT),
        Column("等次", 20, Align.CENTRE),
        *((Column("备注", 40),) if noted else ()),
    )
    return Table(columns, [_line(one, items=bool(items), noted=noted) for one in data.assessed], LEDGER_SIZE)


def _line(one: Assessed, *, items: bool, noted: bool) -> Sequence[str]:
    points = tuple(text or NOTHING for text in one.points) if items else ()
    rank = NOTHING if one.rank is None else str(one.rank)
    return (
        rank, one.name, *points, one.total or NOTHING, one.grade or NOTHING, *((one.note,) if noted else ()),
    )  # fmt: skip


def _reasons(rows: Sequence[Reason]) -> Table:
    columns = (
        Column("序号", 12, Align.CENTRE),
        Column("名称", 34),
        Column("项目", 34),
        Column("分值", 16, Align.RIGHT),
        Column("得分", 16, Align.RIGHT),
        Column("扣分加分", 18, Align.RIGHT),
        Column("依据和理由", 95),
    )
    cells = [
        (str(at), one.name, one.item, one.out_of, one.points, one.change, one.told)
        for at, one in enumerate(rows, start=1)
    ]
    return Table(columns, cells, LEDGER_SIZE)
