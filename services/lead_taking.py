"""Taking the content of a finding into the leads compartment, so that no other door can lead to it.

What the finding, its measures, opinions, requests and messages said is moved into the lead; the rows stay
and say only that the matter was handed over. Ledger, search, exports, sums and documents made afterwards
are then clean by themselves. Entries of the audit log cannot change: they are covered when read.
"""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, select

from domain.leads import HIDDEN, TRANSFERRED
from models.document import Notice
from models.finding import CloseOutPass, Extension, Finding, Measure
from models.self_inspection import SelfInspection
from services.evidence_rows import move_to_compartment
from services.findings_notices import DETAIL

_TEXTS = (
    "title",
    "description",
    "found_by",
    "basis",
    "goal",
    "requirement",
    "responsible_leader",
    "responsible_person",
    "progress",
    "systems_built",
    "accountability",
    "look_back_result",
    "remark",
)
_FIGURES = ("amount_fen", "people", "rectified_fen", "recovered_fen")
_PARTS: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Measure, ("text", "person", "dropped_reason")),
    (CloseOutPass, ("opinion",)),
    (Extension, ("reason", "opinion")),
)


def take_content(row: Finding, *, session: Session) -> dict[str, object]:
    """Empty a finding that is being handed over and return all that it said, for the lead to keep."""
    taken: dict[str, object] = {name: getattr(row, name) for name in (*_TEXTS, *_FIGURES)}
    taken["found_on"] = row.found_on.isoformat()
    for table, names in _PARTS:
        taken[table.__tablename__] = [
            _cover(part, names, session)
            for part in session.exec(select(table).where(table.finding_id == row.key))
        ]
    taken["notices"] = _cover_notices(row, session)
    taken["evidence"] = _move_files(row, session)
    for name in _TEXTS:
        setattr(row, name, "")
    for name in _FIGURES:
        setattr(row, name, 0)
    row.title, row.description = TRANSFERRED, HIDDEN
    session.add(row)
    return taken


def _cover(part: Any, names: Sequence[str], session: Session) -> dict[str, object]:
    said = {name: getattr(part, name) for name in names}
    for name, text in said.items():
        setattr(part, name, HIDDEN if text else "")
    session.add(part)
    return said


def _cover_notices(row: Finding, session: Session) -> list[str]:
    link = f"/{DETAIL}?id={row.key}"
    notices = session.exec(select(Notice).where(Notice.link == link)).all()
    said = [notice.text for notice in notices]
    for notice in notices:
        notice.text = f"问题 {row.number}{TRANSFERRED}。"
        session.add(notice)
    return said


def _move_files(row: Finding, session: Session) -> list[str]:
    """Files of the finding, of its item in a visit, and of the unit's own report on it; their names, each once."""
    names = move_to_compartment("finding", row.key, session=session)
    if row.visit_id is not None and row.item:
        names += move_to_compartment("visit", row.visit_id, item=row.item, session=session)
    for report_id in _own_reports(row, session):
        names += move_to_compartment("self_inspection", report_id, item=row.item, session=session)
    return list(dict.fromkeys(names))


def _own_reports(row: Finding, session: Session) -> list[int]:
    """The unit's own report, where the finding is about one of its items."""
    mine = select(SelfInspection.id).where(
        SelfInspection.campaign_id == row.campaign_id, SelfInspection.unit_id == row.unit_id
    )
    return [key for key in session.exec(mine).all() if key is not None and row.item]
