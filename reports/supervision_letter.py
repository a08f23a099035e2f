"""督办函: one matter that has fallen behind, what is asked now, and what follows if it stays undone."""

from dataclasses import dataclass
from datetime import date

from reports.delivery import Delivery, delivery_page
from reports.issuing import NO_CONTACT, Contact, Issue, begin, close, sign
from reports.signatures import official_date


@dataclass(frozen=True, slots=True)
class SupervisionLetter:
    """One letter, one matter."""

    issue: Issue
    addressee: str
    matter: str
    """Short name of the matter; it stands in the title."""
    source: str
    """The document or ledger entry that asked for it, e.g. 整改通知书（幸民函〔2026〕3号）."""
    original_deadline: date
    progress: str
    overdue_days: int
    occurrence: int
    """The how-manieth letter on this matter."""
    requirements: tuple[str, ...]
    deadline: date
    feedback: str
    escalation: str
    """What comes next when this deadline passes too."""
    contact: Contact = NO_CONTACT
    delivery: Delivery | None = None
    name: str = "督办函"
    """What the scheme calls the document of this level, e.g. 整改情况提醒书, 整改告诫书."""

    @property
    def title(self) -> str:
        """关于督办专账问题整改的函, 关于专账问题整改的告诫书."""
        return f"关于督办{self.matter}的函" if self.name == "督办函" else f"关于{self.matter}的{self.name}"


def render(data: SupervisionLetter) -> bytes:
    """The letter as .docx."""
    title = data.title
    document = begin(title, data.issue)
    document.addressee(data.addressee)
    acted = "发函督办" if data.name == "督办函" else f"发出{data.name}"
    document.body(f"为推动有关事项按期办结，现就{data.matter}第{data.occurrence}次向你单位{acted}。")
    document.heading(1, "督办事项及来源")
    document.body(
        f"事项：{data.matter}。来源：{data.source}。原定办结时限：{official_date(data.original_deadline)}。"
    )
    document.heading(1, "目前进展")
    document.body(data.progress)
    document.body(_overdue(data))
    document.heading(1, "办理要求")
    document.points(data.requirements)
    document.heading(1, "办结时限和反馈方式")
    document.body(f"请于{official_date(data.deadline)}前（含当日）办结。{data.feedback}")
    document.body("反馈材料请一事一文，并加盖公章。")
    document.heading(1, "后续措施")
    document.body(data.escalation)
    document.body(data.contact.sentence)
    sign(document, data.issue)
    close(document, data.issue)
    if data.delivery:
        delivery_page(document, title, data.issue.number, data.delivery)
    return document.to_bytes()


def _overdue(data: SupervisionLetter) -> str:
    if data.overdue_days > 0:
        return f"截至{official_date(data.issue.day)}，该事项已逾期{data.overdue_days}日。"
    return f"截至{official_date(data.issue.day)}，该事项尚未逾期，但进度滞后。"
