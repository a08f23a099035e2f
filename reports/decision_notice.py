"""决定书 and 解除通知书: the second step, after the party was told and heard."""

from dataclasses import dataclass
from datetime import date

from reports.delivery import Delivery, delivery_page
from reports.issuing import NO_CONTACT, Contact, Issue, begin, close, sign
from reports.official import OfficialDocument
from reports.parties import Fact, Party, fact_points, party_lines
from reports.signatures import official_date


@dataclass(frozen=True, slots=True)
class DecisionNotice:
    """A decision on one party. `title` says which: 取消服务资格决定书, 解除服务合同通知书."""

    issue: Issue
    title: str
    party: Party
    prior_notice: str
    """Name and number of the prior notice."""
    prior_served_on: date
    statement: str
    """What the party said, how it was reviewed and with what result; or that it said nothing."""
    facts: tuple[Fact, ...]
    bases: tuple[str, ...]
    decisions: tuple[str, ...]
    effective: str
    """From when, e.g. 本通知到达你单位之日起生效."""
    handover: str
    """Handing over the service and looking after the people served."""
    settlement: str
    remedies: str
    contact: Contact = NO_CONTACT
    delivery: Delivery | None = None


def render(data: DecisionNotice) -> bytes:
    """The decision as .docx, with its delivery record."""
    document = begin(data.title, data.issue)
    party_lines(document, data.party)
    document.body(
        f"我单位于{official_date(data.prior_served_on)}向你单位送达{data.prior_notice}，"
        "告知拟作出处理的事实、依据和陈述申辩的权利。现将处理决定通知如下。"
    )
    document.heading(1, "陈述申辩及复核情况")
    document.body(data.statement)
    document.heading(1, "查明的事实和证据")
    fact_points(document, data.facts)
    document.heading(1, "处理决定")
    document.body(f"依照{'、'.join(basis.rstrip('。') for basis in data.bases)}，决定如下：")
    document.points(data.decisions)
    _consequences(document, data)
    document.body(data.contact.sentence)
    sign(document, data.issue)
    close(document, data.issue)
    delivery = data.delivery or Delivery(data.party.name)
    delivery_page(document, data.title, data.issue.number, delivery)
    return document.to_bytes()


def _consequences(document: OfficialDocument, data: DecisionNotice) -> None:
    sections = (
        ("生效时间", data.effective),
        ("服务交接和服务对象安置", data.handover),
        ("费用结算", data.settlement),
        ("救济途径", data.remedies),
    )
    for title, text in sections:
        if text.strip():
            document.heading(1, title)
            document.body(text)
