"""Who issues a document, under which number and to whom: what all documents have in common."""

from dataclasses import dataclass
from datetime import date

from reports.colophon import Colophon
from reports.fonts import STANDARD_FONTS, FontSet
from reports.footers import PageNumbers
from reports.heads import Head, HeadKind
from reports.official import OfficialDocument
from reports.signatures import Signature
from reports.type_area import Orientation


@dataclass(frozen=True, slots=True)
class Issue:
    """The particulars of issue. Without a number the document has no head; none is ever made up."""

    issuer: str
    """发文机关署名."""
    day: date
    """成文日期."""
    number: str = ""
    """发文字号 as registered, e.g. 幸民发〔2026〕3号."""
    head: HeadKind = HeadKind.NONE
    mark: str = ""
    """发文机关标志 when it differs from the issuer's name."""
    signer: str = ""
    """签发人, for reports that go upward."""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    sealed: bool = True
    """Leaves room for the seal; otherwise the signature stands by itself."""
    note: str = ""
    """附注, without brackets."""
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    numbers: PageNumbers = PageNumbers.OUTER
    """Offices may centre the page numbers of their internal papers."""
    fonts: FontSet = STANDARD_FONTS


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the reader can ask."""

    name: str = ""
    phone: str = ""
    address: str = ""

    @property
    def sentence(self) -> str:
        """联系人：…，联系电话：…; empty when nothing is known."""
        parts = (("联系人", self.name), ("联系电话", self.phone), ("地址", self.address))
        told = "，".join(f"{label}：{value.strip()}" for label, value in parts if value.strip())
        return f"{told}。" if told else ""


NO_CONTACT = Contact()


def begin(title: str, issue: Issue, *, landscape: bool = False) -> OfficialDocument:
    """A document with its head (if any) and its title."""
    head = Head(
        issue.head, issue.issuer, issue.number, issue.mark, issue.signer,
        issue.copy_number, issue.secrecy, issue.urgency,
    )  # fmt: skip
    return OfficialDocument(
        title=title,
        author=issue.issuer,
        day=issue.day,
        head=head,
        numbers=issue.numbers,
        orientation=Orientation.LANDSCAPE if landscape else Orientation.PORTRAIT,
        fonts=issue.fonts,
    )


def sign(document: OfficialDocument, issue: Issue) -> None:
    """Signature, date and note under the text."""
    document.signature(Signature(issue.issuer, issue.day, issue.sealed))
    document.note(issue.note)


def close(document: OfficialDocument, issue: Issue) -> None:
    """The imprint at the foot of the last page, for documents that carry a head."""
    printed_by = issue.printed_by if issue.head is not HeadKind.NONE and issue.number.strip() else ""
    document.colophon(Colophon(issue.copies_to, printed_by, issue.printed_on))
