"""事先告知书: before a decision the party learns facts, basis and intended measure, and may answer."""

from dataclasses import dataclass

from reports.delivery import Delivery, delivery_page
from reports.issuing import NO_CONTACT, Contact, Issue, begin, close, sign
from reports.parties import Fact, Party, fact_points, party_lines
from reports.periods import Period


@dataclass(frozen=True, slots=True)
class PriorNotice:
    """The first of two steps; the second is the decision."""

    issue: Issue
    measure: str
    """What is intended, for the title: 取消服务资格, 扣减合同款项, 解除服务合同."""
    party: Party
    opening: str
    """How the matter came up, e.g. the check and its date."""
    facts: tuple[Fact, ...]
    bases: tuple[str, ...]
    """Clauses of the contract or the scheme."""
    intended: tuple[str, ...]
    """The intended measures, each a full sentence with its figure."""
    statement_period: Period
    statement_channel: str
    further_rights: str = ""
    contact: Contact = NO_CONTACT
    delivery: Delivery | None = None

    @property
    def title(self) -> str:
        return f"{self.measure}事先告知书"


def render(data: PriorNotice) -> bytes:
    """The notice as .docx, with its delivery record."""
    document = begin(data.title, data.issue)
    party_lines(document, data.party)
    document.body(data.opening)
    document.heading(1, "查明的事实和证据")
    fact_points(document, data.facts)
    document.heading(1, "依据")
    document.points(data.bases)
    document.heading(1, "拟作出的处理")
    document.points(data.intended)
    document.heading(1, "陈述和申辩的权利")
    right = data.statement_period.told("陈述和申辩")
    document.body(f"对上述事实、依据和拟作出的处理，你单位有权{right}{data.statement_channel}")
    document.body("逾期没有提出的，视为放弃陈述和申辩。")
    document.body(data.further_rights)
    document.body(data.contact.sentence)
    sign(document, data.issue)
    close(document, data.issue)
    delivery = data.delivery or Delivery(data.party.name)
    delivery_page(document, data.title, data.issue.number, delivery)
    return document.to_bytes()
