"""Problems that weigh as heavier ones (三个较大的按重大管理, 复发的按重大管理): found here, proposed to a person.

What is proposed stands beside the finding and in its history; nothing of how it is treated changes before somebody
confirms it (`services.natures`).
"""

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col

from domain.library.models.natures import FindingNature, NatureRaise
from domain.library.nature_words import raise_text
from domain.permissions import Action
from domain.workflow import OPEN, State
from models.campaign import Campaign
from models.finding import Finding
from services.audit import Change, record_all
from services.libraries import scheme_of
from services.use_case import later

_OBJECT = "finding"
_TOUCHED = "natures "  # with the campaign behind it, where a session keeps whose problems changed
_TOLD = frozenset({"state", "nature", "nature_found", "unit_id", "provider_id"})
_AT_ONCE = 500  # ids in one statement
PENDING = OPEN | {State.ONGOING}
Party = tuple[str, int | None]  # "unit" or "provider", and its id


def natures_changed(
    campaign: Campaign, rows: Iterable[Finding], names: Collection[str] | None, *, session: Session
) -> None:
    """Count anew at the end of the command, for the parties of these problems; no statement where nothing is raised."""
    if names is not None and _TOLD.isdisjoint(names):
        return
    nature = scheme_of(campaign, session=session).finding_nature
    if nature is None or not nature.raises:
        return
    name = f"{_TOUCHED}{campaign.key}"
    units: set[int] = session.info.setdefault(name, set())
    units |= {row.unit_id for row in rows}
    whole = any(one.of == "provider" for one in nature.raises)
    later(session, name, partial(_count, campaign, nature, name, whole))


def _count(campaign: Campaign, nature: FindingNature, name: str, whole: bool, session: Session) -> None:
    units = session.info.pop(name, set())
    session.flush()
    propose_raises(campaign, nature, None if whole else units, session=session)


def propose_raises(
    campaign: Campaign, nature: FindingNature, units: Collection[int] | None, *, session: Session
) -> None:
    """Write beside each open problem as what it is to be treated; only what differs. None is all units."""
    counted = (one for one in nature.raises if not one.relapsed)
    reached = {one.key: _reached(campaign, one, units, session) for one in counted}
    found = sql.select(
        col(Finding.id), col(Finding.unit_id), col(Finding.provider_id), col(Finding.nature),
        col(Finding.nature_found), col(Finding.nature_due), col(Finding.relapse_of),
    ).where(
        col(Finding.campaign_id) == campaign.key,
        col(Finding.state).in_(sorted(state.value for state in PENDING)),
        col(Finding.nature_found).in_({one.from_ for one in nature.raises}) | (col(Finding.nature_due) > ""),
    )  # fmt: skip
    if units is not None:
        found = found.where(col(Finding.unit_id).in_(units))
    fresh = [(row, one) for row in session.execute(found) if _differs(row, one := _due(row, nature, reached))]
    _store(campaign, nature, fresh, session)


def _differs(row: Any, one: NatureRaise | None) -> bool:
    return bool(row.nature_due != (one.becomes if one is not None else ""))


def _reached(
    campaign: Campaign, one: NatureRaise, units: Collection[int] | None, session: Session
) -> frozenset[int]:
    """The parties with so many problems of the nature."""
    party = party_of(one)
    found = sql.select(party).where(
        col(Finding.campaign_id) == campaign.key, col(Finding.nature_found) == one.from_, party.is_not(None)
    )
    counted = PENDING if one.counts == "open" else frozenset(State) - {State.WITHDRAWN}
    found = found.where(col(Finding.state).in_(sorted(state.value for state in counted)))
    if units is not None:
        found = found.where(col(Finding.unit_id).in_(units))
    found = found.group_by(party).having(sql.func.count() >= (one.at_least or 0))
    return frozenset(session.scalars(found))


def party_of(one: NatureRaise) -> Any:
    """The column by which problems of the same party are told."""
    return col(Finding.unit_id) if one.of == "unit" else col(Finding.provider_id)


def _due(row: Any, nature: FindingNature, reached: Mapping[str, frozenset[int]]) -> NatureRaise | None:
    """The raise to the heaviest nature that the problem has come to and is not treated as yet."""
    held = [
        one
        for one in nature.raises
        if one.from_ == row.nature_found
        and _holds(row, one, reached)
        and nature.heavier(one.becomes, row.nature)
    ]
    return max(held, key=lambda one: nature.options.index(one.becomes), default=None)


def _holds(row: Any, one: NatureRaise, reached: Mapping[str, frozenset[int]]) -> bool:
    if one.relapsed:
        return row.relapse_of is not None
    return (row.unit_id if one.of == "unit" else row.provider_id) in reached[one.key]


def _store(
    campaign: Campaign, nature: FindingNature, fresh: list[tuple[Any, NatureRaise | None]], session: Session
) -> None:
    """The version stays: nothing that people edit has changed."""
    by_word: dict[str, list[int]] = {}
    changes = []
    for row, one in fresh:
        word = one.becomes if one is not None else ""
        by_word.setdefault(word, []).append(row.id)
        told = (
            f"建议按“{word}”管理：{raise_text(nature, one)}" if one is not None else "不再达到提级管理的条件"
        )
        was, now = {"nature_due": row.nature_due}, {"nature_due": word}
        changes.append(Change(_OBJECT, row.id, told, was, now, one.clause if one else "", campaign.key))
    for word, ids in by_word.items():
        for start in range(0, len(ids), _AT_ONCE):
            these = col(Finding.id).in_(ids[start : start + _AT_ONCE])
            session.execute(sql.update(Finding).where(these).values(nature_due=word))
    record_all(None, Action.FINDING_ASSIGN, changes, session=session)
