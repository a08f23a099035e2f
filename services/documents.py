"""文书: what a document will say, issuing it, and rendering it again from its stored data.

An issued document is a row with its plain data and the hash of its bytes: the same data give the same
bytes, so what was sent can be produced and compared at any time. A document number is typed by people or
left empty; none is ever made up.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, WrongState
from domain.permissions import Action
from domain.terms import chinese_date
from models.document import DocumentSubject, IssuedDocument
from services import (
    clock,
    document_data_circular,
    document_data_decision,
    document_data_letter,
    document_data_notice,
    document_data_scores,
    document_data_self,
    document_data_summary,
    document_data_visit,
)
from services.actor import Actor
from services.audit import record
from services.document_wall import require_no_lead, without, words_taken_since
from services.documents_preview import Block, blocks_of
from services.documents_shape import (
    DocumentKind,
    Field,
    Matter,
    Values,
    day_of,
    from_plain,
    read_values,
    to_plain,
)
from services.self_access import hold
from services.use_case import INJECTED, command, query
from services.visibility import require_unit

OBJECT = "document"
LONGEST_REASON = 500
KINDS: Mapping[str, DocumentKind] = {
    kind.code: kind
    for module in (
        document_data_notice,
        document_data_letter,
        document_data_self,
        document_data_visit,
        document_data_decision,
        document_data_summary,
        document_data_circular,
        document_data_scores,
    )
    for kind in module.KINDS
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form for a document starts from. facts: what rows say and the form does not ask."""

    kind: str
    name: str
    title: str
    facts: Mapping[str, str]
    fields: tuple[Field, ...]
    defaults: Mapping[str, str]
    campaign_id: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The document as it would be issued now."""

    content: bytes
    file_name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """An issued document, rendered anew, without what became a lead since.

    same: the stored data still give the bytes that were issued.
    """

    content: bytes
    file_name: str
    same: bool


def kind_of(code: str) -> DocumentKind:
    """The kind, or `NotFound`."""
    if code not in KINDS:
        raise NotFound("没有这种文书。")
    return KINDS[code]


@query(Action.DOCUMENT_ISSUE)
def draft_document(
    actor: Actor, code: str, owner_ids: Sequence[int], *, session: Session = INJECTED
) -> Draft:
    """The fields of a document on these objects, filled as far as rows know."""
    kind = kind_of(code)
    matter = _matter(actor, kind, owner_ids, session)
    return Draft(
        code, kind.name, matter.title, matter.facts, kind.all_fields, matter.defaults, matter.campaign_id
    )


@query(Action.DOCUMENT_ISSUE)
def preview_document(
    actor: Actor, code: str, owner_ids: Sequence[int], values: Values, *, session: Session = INJECTED
) -> Preview:
    """What the document would say; nothing is stored. `Invalid` names the fields that are not right yet."""
    kind = kind_of(code)
    matter = _matter(actor, kind, owner_ids, session)
    content = kind.render(matter.build(read_values(kind, values)))
    return Preview(content, file_name(matter.title), tuple(blocks_of(content)))


@command(Action.DOCUMENT_ISSUE)
def issue_document(
    actor: Actor, code: str, owner_ids: Sequence[int], values: Values, *, session: Session = INJECTED
) -> int:
    """Enter the document into the register with its data and hash; returns its id."""
    kind = kind_of(code)
    matter = _matter(actor, kind, owner_ids, session)
    checked = read_values(kind, values)
    _require_free_number(checked["number"], session)
    data = matter.build(checked)
    row = _row(actor, kind, matter, checked, data)
    session.add(row)
    session.flush()
    session.add_all(
        DocumentSubject(document_id=row.key, object_type=matter.owner_type, object_id=owner)
        for owner in matter.owner_ids
    )
    number = f"（{row.number}）" if row.number else "（未编文号）"
    _tell(actor, row, f"制发{kind.name}《{row.title}》{number}", session, after={"sha256": row.sha256})
    return row.key


def _matter(actor: Actor, kind: DocumentKind, owner_ids: Sequence[int], session: Session) -> Matter:
    if not owner_ids:
        raise NotFound("没有选定制发文书的事项，请从列表重新进入。")
    return kind.open(actor, sorted(set(owner_ids)), session)


def _row(actor: Actor, kind: DocumentKind, matter: Matter, values: Values, data: Any) -> IssuedDocument:
    return IssuedDocument(
        campaign_id=matter.campaign_id,
        kind=kind.code,
        owner_type=matter.owner_type,
        owner_id=matter.owner_ids[0],
        unit_id=matter.unit_id,
        number=values["number"],
        title=matter.title[:200],
        dated=day_of(values),
        data=to_plain(kind, data),
        sha256=hashlib.sha256(kind.render(data)).hexdigest(),
        issued_by=actor.account_id,
        issued_at=clock.now(),
    )


def _require_free_number(number: str, session: Session) -> None:
    if not number:
        return
    found = select(IssuedDocument).where(
        IssuedDocument.number == number, col(IssuedDocument.withdrawn_reason) == ""
    )
    taken = session.exec(found).first()
    if taken is not None:
        name = f"{chinese_date(taken.dated)}的{kind_of(taken.kind).name}"  # its title may tell of a lead
        raise Invalid({"number": f"发文字号“{number}”已经用于{name}，请核对。"})


def _tell(actor: Actor, row: IssuedDocument, summary: str, session: Session, **told: Any) -> None:
    record(
        actor,
        Action.DOCUMENT_ISSUE,
        OBJECT,
        row.key,
        summary,
        session=session,
        campaign_id=row.campaign_id,
        **told,
    )


@command(Action.DOCUMENT_ISSUE)
def withdraw_document(actor: Actor, document_id: int, reason: str, *, session: Session = INJECTED) -> None:
    """Declare a document void (作废), with a reason; it stays in the register and its number becomes free."""
    found = select(IssuedDocument).where(IssuedDocument.id == document_id).with_for_update()
    row = session.exec(found).first()
    if row is None:
        raise NotFound("找不到这份文书。")
    if not reason.strip():
        raise Invalid({"reason": "请写明作废的原因。"})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": f"原因最多{LONGEST_REASON}字。"})
    if row.withdrawn_reason:
        raise WrongState("这份文书已经作废。")
    row.withdrawn_reason = reason.strip()
    session.add(row)
    _tell(actor, row, f"作废文书《{row.title}》", session, reason=row.withdrawn_reason)


@query(Action.DOCUMENT_READ)
def read_document(actor: Actor, document_id: int, *, session: Session = INJECTED) -> DocumentFile:
    """The document rendered from its stored data and compared with what was issued."""
    row = session.get(IssuedDocument, document_id)
    if row is None:
        raise NotFound("找不到这份文书。")
    require_unit(actor, Action.DOCUMENT_READ, row.unit_id, session=session)
    require_no_lead(actor, document_id, session=session)
    kind = kind_of(row.kind)
    content = kind.render(from_plain(kind, row.data))
    same = hashlib.sha256(content).hexdigest() == row.sha256
    if words := words_taken_since(actor.role, row, session=session):
        content = kind.render(from_plain(kind, without(row.data, words)))
    return DocumentFile(content, file_name(row.title, row.number), same)


@query(Action.SELF_READ)
def print_self_report(actor: Actor, report_id: int, *, session: Session = INJECTED) -> Preview:
    """The self-inspection report as it stands, for the unit to print and seal; nothing is registered."""
    held = hold(actor, Action.SELF_READ, report_id, session=session)
    kind = KINDS[document_data_self.CODE]
    matter = document_data_self.matter_of(held, session)
    values = {one.name: matter.defaults.get(one.name, "") for one in kind.all_fields}
    content = kind.render(matter.build(values))
    return Preview(content, file_name(matter.title), ())


def file_name(title: str, number: str = "") -> str:
    """A name that every file system takes."""
    words = f"{number} {title}".strip()
    return "".join("_" if char in '\\/:*?"<>|\r\n\t' else char for char in words)[:120] + ".docx"
