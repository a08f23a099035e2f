"""整改通知书: what was found, what must be done, until when, and what follows otherwise."""

from dataclasses import dataclass
from datetime import date

from reports.delivery import Delivery, delivery_page
from reports.issuing import NO_CONTACT, Contact, Issue, begin, close, sign
from reports.official import OfficialDocument
from reports.periods import Period
from reports.signatures import official_date

TITLE = "整改通知书"


@dataclass(frozen=True, slots=True)
class NoticeProblem:
    """One problem: a short name, the fact, the numbers of its evidence and the clause it offends."""

    name: str
    fact: str
    evidence: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class RectificationNotice:
    """A notice to one unit after one check."""

    issue: Issue
    campaign: str
    """居家养老服务专项治理."""
    addressee: str
    checked_on: date
    place: str
    inspectors: tuple[str, ...]
    problems: tuple[NoticeProblem, ...]
    requirements: tuple[str, ...]
    period: Period
    consequence: str
    """What follows a missed deadline, e.g. 扣减合同金额的3%至5%."""
    consequence_clause: str
    """The clause that says so, e.g. 服务合同第十二条."""
    statement_channel: str
    """Where and until when the unit can state its view."""
    checked_until: date | None = None
    check_word: str = "核查"
    """督查 only where a campaign records its authority."""
    materials: tuple[str, ...] = ("书面整改报告（加盖公章）", "整改前后对比及有关佐证材料")
    contact: Contact = NO_CONTACT
    attachments: tuple[str, ...] = ()
    delivery: Delivery | None = None


def render(data: RectificationNotice) -> bytes:
    """The notice as .docx, with its delivery record on the last page."""
    document = begin(TITLE, data.issue)
    document.addressee(data.addressee)
    document.body(_opening(data))
    _problems(document, data)
    document.heading(1, "整改要求")
    document.points(data.requirements)
    document.heading(1, "整改期限")
    document.body(f"请{data.period.told('完成整改')}")
    _reporting(document, data)
    document.heading(1, "逾期后果")
    document.body(_consequence(data))
    document.heading(1, "陈述和申辩")
    document.body(f"对本通知书列明的事实、依据和要求有不同意见的，可以陈述和申辩。{data.statement_channel}")
    document.body(data.contact.sentence)
    document.attachments(data.attachments)
    sign(document, data.issue)
    close(document, data.issue)
    delivery = data.delivery or Delivery(data.addressee)
    delivery_page(document, TITLE, data.issue.number, delivery)
    return document.to_bytes()


def _opening(data: RectificationNotice) -> str:
    days = official_date(data.checked_on)
    if data.checked_until and data.checked_until != data.checked_on:
        days += f"至{official_date(data.checked_until)}"
    people = "、".join(data.inspectors)
    return (
        f"{days}，我单位在{data.place}对你单位开展了{data.campaign}{data.check_word}"
        f"（{data.check_word}人员：{people}），发现需要整改的问题{len(data.problems)}个。现通知如下。"
    )


def _problems(document: OfficialDocument, data: RectificationNotice) -> None:
    document.heading(1, "存在的问题")
    for problem in data.problems:
        document.heading(2, problem.name)
        if problem.fact.rstrip("。") != problem.name.rstrip("。"):
            document.body(_closed(problem.fact))
        if problem.evidence:
            document.body(f"证据材料：{'、'.join(problem.evidence)}。")
        if problem.basis:
            document.body(f"对照依据：{problem.basis.rstrip('。')}。")


def _closed(text: str) -> str:
    """The text with its last full stop, which people leave out in a field."""
    text = text.rstrip()
    return text if text.endswith(("。", "！", "？", "；")) else f"{text}。"


def _reporting(document: OfficialDocument, data: RectificationNotice) -> None:
    document.heading(1, "报送要求")
    document.body("整改完成后，请在上述期限内向我单位报送下列材料，由我单位复核和验收：")
    document.points(f"{material.rstrip('。')}。" for material in data.materials)


def _consequence(data: RectificationNotice) -> str:
    clause = data.consequence_clause.strip()
    basis = f"依照{clause}，" if clause else ""
    return f"逾期不整改，或者整改后经验收仍不合格的，{basis}{data.consequence.rstrip('。')}。"
