"""Verdicts on units and persons: judged together, because those above count those below."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from domain.thresholds.facts import Facts
from domain.thresholds.facts import Subject as Judged
from models.subject import Subject
from models.unit import UnitTree
from services.regimes import Regime, regime_of
from services.register_facts import registered
from services.sides import Side
from services.verdict_facts import Gathered, answers, measured, proven
from services.verdict_sources import merged, sources_of_rows
from services.verdict_store import Party, VerdictChange, store_verdicts


def refresh_subjects(regime_id: int, why: str, *, session: Session) -> list[VerdictChange]:
    """Judge all units and persons of a regime anew; part of the use case that changed their figures."""
    session.flush()
    regime = regime_of(regime_id, session=session)
    rows = active_subjects(regime_id, lock=True, session=session)
    if not rows or regime.row.ended_on is not None:
        return []
    party = Party(Side.SUBJECT, [row.key for row in rows], {row.key: row.unit_id for row in rows})
    return store_verdicts(party, regime, gather_subjects(regime, rows, session=session), why, session=session)


def active_subjects(regime_id: int, *, lock: bool = False, session: Session) -> Sequence[Subject]:
    """The units and persons that a regime judges."""
    found = (
        select(Subject).where(Subject.regime_id == regime_id, col(Subject.active)).order_by(col(Subject.id))
    )
    return session.exec(found.with_for_update() if lock else found).all()


def refresh_all_subjects(*, session: Session) -> list[VerdictChange]:
    """Judge the units and persons of all regimes anew: each morning, because periods close by themselves."""
    found = select(Subject.regime_id).where(col(Subject.active)).distinct()
    changes: list[VerdictChange] = []
    for regime_id in session.exec(found.order_by(col(Subject.regime_id))).all():
        changes += refresh_subjects(regime_id, "统计期推移", session=session)
    return changes


def gather_subjects(regime: Regime, rows: Sequence[Subject], *, session: Session) -> Gathered:
    """Everything recorded of these units and persons that the scheme reads. Six statements."""
    ids = [row.key for row in rows]
    specs = regime.scheme.facts
    readings, sources = measured(Side.SUBJECT, ids, specs, session=session)
    lists = registered(regime.scheme, ids, session=session)
    records = (*lists.rows, *proven(Side.SUBJECT, ids, specs, session=session))
    facts = Facts(
        subjects=tuple(_subjects(rows, session=session)),
        readings=(*lists.readings, *readings),
        rows=records,
        judgements=tuple(answers(Side.SUBJECT, ids, session=session)),
        checks=tuple(lists.checks),
    )
    return Gathered(facts, merged(lists.sources, sources, sources_of_rows(records)))


def _subjects(rows: Sequence[Subject], *, session: Session) -> list[Judged]:
    """Each with the subjects above it: the units that its own unit lies in, the nearest first."""
    above = _above({row.unit_id for row in rows}, session=session)
    units = {row.unit_id: row for row in rows if row.is_unit}
    found = []
    for row in rows:
        owners = [units[unit] for unit in above[row.unit_id] if unit in units]
        ids = tuple(str(owner.key) for owner in owners if owner.key != row.key)
        found.append(Judged(str(row.key), row.kind, row.name, ids))
    return found


def _above(unit_ids: set[int], *, session: Session) -> Mapping[int, Sequence[int]]:
    statement = (
        select(UnitTree.descendant_id, UnitTree.ancestor_id)
        .where(col(UnitTree.descendant_id).in_(unit_ids))
        .order_by(col(UnitTree.depth))
    )
    found: dict[int, list[int]] = defaultdict(list)
    for unit_id, ancestor in session.exec(statement).all():
        found[unit_id].append(ancestor)
    return found
