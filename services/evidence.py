"""Evidence (佐证材料): files of a finding, a visit, a report, a lead, and who may see them.

Contents are checked before anything is stored and lie outside the database under their hash. A file is
never deleted: it is withdrawn with a reason. Rows of the leads compartment exist for the discipline role
alone; for everybody else they are not there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, Refused
from domain.evidence import MEDIA_TYPES
from domain.leads import opens_compartment
from domain.permissions import Action, Role
from models.account import Account
from models.evidence import Evidence
from services import clock, evidence_store
from services.actor import Actor
from services.audit import record
from services.evidence_owners import Owner, may_open, may_see, owner_of
from services.evidence_rows import belongs_to, count_evidence, count_evidence_of
from services.use_case import INJECTED, command, query
from services.visibility import covers

__all__ = [
    "EvidenceData",
    "EvidenceFile",
    "EvidenceItem",
    "add_evidence",
    "count_evidence",
    "count_evidence_of",
    "list_evidence",
    "read_evidence",
    "withdraw_evidence",
]

LARGEST_ID = 2**31 - 1  # what a column of numbers holds; addresses can say anything
LONGEST_NOTE = 500
LONGEST_REASON = 500
_HIDDEN = "找不到这份佐证材料，或者您无权查看。"


@dataclass(frozen=True, slots=True)
class EvidenceData:
    """A file to be kept. `unit_id`: whose row it is; `item`: checklist item or part of the form it belongs to."""

    owner_type: str
    owner_id: int
    unit_id: int
    item: str
    file_name: str
    content: bytes
    note: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A file as lists show it; `withdrawn_reason` is "" while it counts."""

    id: int
    item: str
    file_name: str
    media_type: str
    size: int
    note: str
    added_by: str
    added_at: datetime
    withdrawn_reason: str
    mine: bool
    withdrawable: bool  # by this reader

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file as it is served; `confidential` ones must not stay in any cache."""

    content: bytes
    file_name: str
    media_type: str
    digest: str
    confidential: bool

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


@command(Action.EVIDENCE_ADD)
def add_evidence(actor: Actor, data: EvidenceData, *, session: Session = INJECTED) -> int:
    """Keep a file and return its number; the same file twice at the same place is kept once.

    Raises `Invalid` ("file", "note"), `Full`, `WrongState` when the owner is closed, `Refused`.
    """
    accepted = evidence_store.inspect(data.file_name, data.content)  # before the transaction takes any lock
    if len(data.note) > LONGEST_NOTE:
        raise Invalid({"note": f"说明不能超过 {LONGEST_NOTE} 字，现有 {len(data.note)} 字。"})
    owner = owner_of(data.owner_type, data.owner_id, session=session)
    _require_place(actor, owner, data.unit_id, session)
    digest = evidence_store.store(data.content)
    known = _same_file(data, digest, session)
    if known is not None:
        return known
    row = Evidence(
        owner_type=data.owner_type,
        owner_id=data.owner_id,
        item=data.item,
        unit_id=data.unit_id,
        compartment=owner.compartment,
        sha256=digest,
        size=len(data.content),
        media_type=MEDIA_TYPES[accepted.kind],
        file_name=accepted.name,
        note=data.note.strip(),
        added_by=actor.account_id,
        added_at=clock.now(),
    )
    session.add(row)
    session.flush()
    after = {"evidence": row.key, "file": row.file_name, "sha256": digest, "item": data.item}
    _tell(actor, owner, f"上传佐证材料“{row.file_name}”", session, after=after)
    return row.key


def _require_place(actor: Actor, owner: Owner, unit_id: int, session: Session) -> None:
    if owner.compartment and not opens_compartment(actor.role):
        raise NotFound(_HIDDEN)
    owner.require_open(actor)
    if owner.units and unit_id not in owner.units and not may_see(actor, owner, session=session):
        raise Refused("这条记录不属于您的单位，不能上传佐证材料。")
    if not covers(actor, Action.EVIDENCE_ADD, unit_id, session=session):
        raise Refused(f"这条记录不属于{actor.unit_name}，您不能上传佐证材料。")


def _same_file(data: EvidenceData, digest: str, session: Session) -> int | None:
    found = select(Evidence.id).where(
        *belongs_to(data.owner_type, data.owner_id),
        Evidence.item == data.item,
        Evidence.sha256 == digest,
        Evidence.withdrawn_reason == "",
    )
    return session.exec(found).first()


def _tell(actor: Actor, owner: Owner, summary: str, session: Session, **told: Any) -> None:
    kind, number = owner.subject
    record(
        actor,
        Action.EVIDENCE_ADD,
        kind,
        number,
        summary,
        session=session,
        campaign_id=owner.campaign_id,
        compartment=owner.compartment,
        **told,
    )


@command(Action.EVIDENCE_ADD)
def withdraw_evidence(actor: Actor, evidence_id: int, reason: str, *, session: Session = INJECTED) -> None:
    """Take a file out of account, with a reason; it stays where it is and stays readable."""
    row = session.get(Evidence, evidence_id)
    owner = owner_of(row.owner_type, row.owner_id, session=session) if row else None
    if row is None or owner is None or (row.compartment and not opens_compartment(actor.role)):
        raise NotFound(_HIDDEN)
    if not reason.strip():
        raise Invalid({"reason": "请写明撤回这份材料的原因。"})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": f"原因不能超过 {LONGEST_REASON} 字。"})
    if not _may_withdraw(actor, row, session):
        raise Refused("只有上传人、上传人所在单位的人员和专项办可以撤回佐证材料。")
    owner.require_open(actor)
    if row.withdrawn_reason:
        return
    row.withdrawn_reason = reason.strip()
    session.add(row)
    summary = f"撤回佐证材料“{row.file_name}”"
    _tell(actor, owner, summary, session, reason=row.withdrawn_reason, after={"evidence": evidence_id})


def _may_withdraw(actor: Actor, row: Evidence, session: Session) -> bool:
    adder = session.get(Account, row.added_by)
    return adder is not None and _stands_behind(actor, adder)


def _stands_behind(actor: Actor, adder: Account) -> bool:
    """Whether this person may withdraw what that one has added."""
    return actor.role is Role.OFFICE or (adder.unit_id, adder.role) == (actor.unit_id, actor.role)


@query(Action.EVIDENCE_READ)
def list_evidence(
    actor: Actor, owner_type: str, owner_id: int, *, session: Session = INJECTED
) -> list[EvidenceItem]:
    """Files of one object, oldest first, withdrawn ones included; empty for who may not know of them."""
    owner = owner_of(owner_type, owner_id, session=session)
    if not may_open(actor, owner, session=session):
        return []
    found = (
        select(Evidence, Account)
        .join(Account, col(Account.id) == Evidence.added_by)
        .where(*belongs_to(owner_type, owner_id))
        .order_by(col(Evidence.id))
    )
    if not opens_compartment(actor.role):
        found = found.where(Evidence.compartment == "")
    return [_item(actor, row, adder) for row, adder in session.exec(found).all()]


def _item(actor: Actor, row: Evidence, adder: Account) -> EvidenceItem:
    return EvidenceItem(
        row.key,
        row.item,
        row.file_name,
        row.media_type,
        row.size,
        row.note,
        adder.name,
        row.added_at,
        row.withdrawn_reason,
        adder.key == actor.account_id,
        not row.withdrawn_reason and _stands_behind(actor, adder),
    )


@query(Action.EVIDENCE_READ)
def read_evidence(actor: Actor, evidence_id: int, *, session: Session = INJECTED) -> EvidenceFile:
    """The file itself, or `NotFound` for what is not there or not for this reader."""
    row = session.get(Evidence, evidence_id) if evidence_id <= LARGEST_ID else None
    if row is None or (row.compartment and not opens_compartment(actor.role)):
        raise NotFound(_HIDDEN)
    if not may_open(actor, owner_of(row.owner_type, row.owner_id, session=session), session=session):
        raise NotFound(_HIDDEN)
    content = evidence_store.fetch(row.sha256)
    return EvidenceFile(content, row.file_name, row.media_type, row.sha256, bool(row.compartment))
