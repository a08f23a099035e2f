"""Issued documents and leads: a document about one matter is closed, a summary of many loses the words."""

from typing import Any

from sqlmodel import Session, select

from domain.errors import Refused
from domain.leads import HIDDEN, opens_compartment
from domain.permissions import Role
from models.document import IssuedDocument
from models.lead import Lead
from services.actor import Actor
from services.lead_wall import tells_of_lead

_QUOTED = "systems_built"  # what summaries and circulars quote of a single finding


def require_no_lead(actor: Actor, document_id: int, *, session: Session) -> None:
    """`Refused` where the document still says what has become a lead since."""
    of_lead = select(IssuedDocument.id).where(IssuedDocument.id == document_id, tells_of_lead())
    if not opens_compartment(actor.role) and session.exec(of_lead).first() is not None:
        raise Refused("这份文书涉及的问题已经移送，内容不再显示，只保留登记信息。")


def words_taken_since(role: Role, row: IssuedDocument, *, session: Session) -> frozenset[str]:
    """What the document may quote of findings of its campaign that became leads after it was issued."""
    if row.campaign_id is None or opens_compartment(role):
        return frozenset()
    found = select(Lead.taken).where(Lead.campaign_id == row.campaign_id, Lead.created_at >= row.issued_at)
    said = (" ".join(str(taken.get(_QUOTED, "")).split()) for taken in session.exec(found))
    return frozenset(words for words in said if words)


def without(data: Any, words: frozenset[str]) -> Any:
    """The data of a document with these words covered, wherever they stand."""
    match data:
        case dict():
            return {key: without(value, words) for key, value in data.items()}
        case list():
            return [without(value, words) for value in data]
        case str():
            return _covered(data, words)
    return data


def _covered(text: str, words: frozenset[str]) -> str:
    for one in words:
        text = text.replace(one, HIDDEN)
    return text
