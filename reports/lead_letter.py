"""问题线索移送函: facts for the authority that will judge them, and the receipt that it sends back.

It says what was seen and calls nobody guilty: neither the nature of the lead nor an opinion stands in it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.figures import amount
from reports.issuing import NO_CONTACT, Contact, Issue, begin, close, sign
from reports.official import OfficialDocument
from reports.paragraphs import Align
from reports.signatures import official_date
from reports.tables import Column, Table
from reports.type_area import FOOT_SIZE

_COLUMNS = (Column("事项", 38, Align.CENTRE), Column("内容", 118))
_BLANK_DAY = "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class LeadLetter:
    """One lead on its way out of the house."""

    issue: Issue
    addressee: str
    campaign: str
    lead: str
    """Number of the lead in the register."""
    subject: str
    """Person or unit that the facts are about."""
    subject_post: str
    subject_status: str
    """政治面貌, whether 监察对象; empty while it is not known."""
    source: str
    found_on: date
    stage: str
    facts: str
    amount: Decimal | None
    measures_taken: str
    evidence: tuple[str, ...]
    basis: str
    contact: Contact = NO_CONTACT

    @property
    def title(self) -> str:
        return f"关于移送{self.lead}号问题线索的函"


def render(data: LeadLetter) -> bytes:
    """The letter with its receipt as .docx."""
    document = begin(data.title, data.issue)
    document.addressee(data.addressee)
    document.body(f"在{data.campaign}中发现以下问题线索，现移送你单位依规依纪依法处理。")
    document.heading(1, "被反映人（单位）基本情况")
    for line in _about(data):
        document.body(line)
    document.heading(1, "线索来源")
    stage = f"，发生环节：{data.stage}" if data.stage else ""
    document.body(f"{data.source}。发现时间：{official_date(data.found_on)}{stage}。")
    document.heading(1, "反映的主要问题")
    document.body(data.facts)
    document.heading(1, "涉及资金和已采取的处理")
    money = "未涉及或者尚未核定金额。" if data.amount is None else f"涉及资金{amount(data.amount)}元。"
    document.body(f"{money}{data.measures_taken or '除保全材料外，没有采取其他处理。'}")
    document.heading(1, "已掌握的证据材料")
    if data.evidence:
        document.points(data.evidence)
    else:
        document.body("没有随函移送的材料。")
    document.heading(1, "移送依据")
    document.body(data.basis)
    document.body("请收到后填写所附回执并退回我单位，处置结果请书面反馈。")
    document.body(data.contact.sentence)
    sign(document, data.issue)
    close(document, data.issue)
    _receipt(document, data)
    return document.to_bytes()


def _about(data: LeadLetter) -> list[str]:
    said = {
        "姓名（名称）": data.subject,
        "单位及职务": data.subject_post,
        "政治面貌、是否监察对象": data.subject_status,
    }
    return [f"{label}：{words or '待核实'}。" for label, words in said.items()]


def _receipt(document: OfficialDocument, data: LeadLetter) -> None:
    document.new_page("回执")
    document.blank()
    rows = [
        ("移送函", f"《{data.title}》" + (f"（{data.issue.number}）" if data.issue.number.strip() else "")),
        ("线索编号", data.lead),
        ("移送单位", data.issue.issuer),
        ("材料清点", f"共{len(data.evidence)}件　　□齐全　□缺："),
        ("接收单位", "\n（盖章）"),
        ("接收人", "\n签名："),
        ("接收日期", _BLANK_DAY),
        ("接收编号", "\n"),
        ("处置结果反馈", "\n\n\n"),
    ]
    document.table(Table(_COLUMNS, rows, FOOT_SIZE, heading=False))
