"""What an article of a scheme is made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.library.models.base import Cited
from domain.library.models.campaign import Deliverable
from domain.library.models.filing import asked_of
from domain.library.models.scheme import Scheme
from domain.library.parts import below

NUMBERED = frozenset(
    {
        "deliverables",
        "tasks",
        "targets",
        "rules",
        "duties",
        "time_limits",
        "exemptions",
        "checklist",
        "provisions",
    }
)


@dataclass(frozen=True, slots=True)
class Article:
    """One thing that a scheme says; `document` is empty for the scheme's first document."""

    section: str
    id: str
    title: str
    text: str
    clause: str = ""
    document: str = ""
    notes: tuple[str, ...] = ()
    group: str = ""

    @property
    def key(self) -> str:
        """Unique within a scheme; also the anchor on a page."""
        return f"{self.section}-{self.id}"

    @property
    def number(self) -> str:
        """The number that the scheme gives it; empty where `id` is only a key of its files."""
        return self.id if self.section in NUMBERED else ""

    @property
    def full(self) -> str:
        """Everything in it as one text: what is searched, and what two versions are compared by."""
        parts = [self.group, self.title, self.text, self.document, self.clause, *self.notes]
        return "\n".join(part for part in parts if part)


def document_of(scheme: Scheme, source: str | None) -> str:
    """The title of a document other than the main one."""
    if source is None or source == scheme.main_document:
        return ""
    return f"《{scheme.documents[source].title}》"


def cited(scheme: Scheme, section: str, key: str, title: str, text: str, one: Cited) -> Article:
    """An article of something that cites its clause."""
    notes = (*once_only(scheme, one), *([one.note] if one.note else []))
    return Article(section, key, title, text, one.clause, document_of(scheme, one.source), notes)


def once_only(scheme: Scheme, one: object) -> Iterator[str]:
    """That what is reported once is asked for once, by an entry which is asked in each period."""
    if getattr(one, "every", None) is None or isinstance(one, Deliverable):
        return
    asked = {asked_of(part) for part in below(one)}
    for report in scheme.deliverables:
        if report.id in asked and report.repeats is None:
            yield f"“{report.title}”只报一次，只在它到期的那一期算"
