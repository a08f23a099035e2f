"""Everything recorded of units and persons, as the engine reads it."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from domain.thresholds.facts import Facts
from domain.thresholds.facts import Subject as Judged
from models.subject import Subject
from services.decision_facts import decided_rows
from services.filed_reports import filed_reports
from services.ledger_facts import Parties, ledger_rows
from services.regimes import Regime
from services.register_facts import registered
from services.score_facts import marks_given
from services.sides import Side
from services.unit_trees import units_above
from services.verdict_facts import Gathered, answers, measured, proven
from services.verdict_sources import merged, sources_of_rows


def active_subjects(regime_id: int, *, lock: bool = False, session: Session) -> Sequence[Subject]:
    """The units and persons that a regime judges."""
    found = (
        select(Subject).where(Subject.regime_id == regime_id, col(Subject.active)).order_by(col(Subject.id))
    )
    return session.exec(found.with_for_update() if lock else found).all()


def gather_subjects(regime: Regime, rows: Sequence[Subject], *, session: Session) -> Gathered:
    """Everything recorded of these units and persons that the scheme reads. Six statements, a few more where asked."""
    ids = [row.key for row in rows]
    specs = regime.scheme.facts
    readings, sources = measured(Side.SUBJECT, ids, specs, session=session)
    lists = registered(regime.scheme, ids, session=session)
    units = _units_of(rows)
    filed = [filed_reports(regime, kind, parties, session=session) for kind, parties in units.items()]
    problems = [ledger_rows(regime, Parties(*one), session=session) for one in units.items()]
    records = (
        *lists.rows,
        *proven(Side.SUBJECT, ids, specs, session=session),
        *(row for one in filed for row in one.rows),
        *(row for one in problems for row in one),
        *decided_rows(regime, Side.SUBJECT, {row.key: row.kind for row in rows}, session=session),
    )
    facts = Facts(
        subjects=tuple(_subjects(rows, session=session)),
        readings=(*lists.readings, *readings),
        rows=records,
        judgements=tuple(answers(Side.SUBJECT, ids, session=session)),
        checks=tuple(lists.checks),
        marks=marks_given(regime, Side.SUBJECT, ids, session=session),
        kept_since=regime.row.started_on,
        moved={key: day for one in filed for key, day in one.moved.items()},
    )
    return Gathered(facts, merged(lists.sources, sources, sources_of_rows(records, regime.scheme)))


def _units_of(rows: Sequence[Subject]) -> dict[str, dict[int, str]]:
    """The units among them, kind by kind: where they are → how the engine calls them."""
    units: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows:
        if row.is_unit:
            units[row.kind][row.unit_id] = str(row.key)
    return units


def _subjects(rows: Sequence[Subject], *, session: Session) -> list[Judged]:
    """Each with the subjects above it: the units that its own unit lies in, the nearest first."""
    above = units_above({row.unit_id for row in rows}, session=session)
    units = {row.unit_id: row for row in rows if row.is_unit}
    found = []
    for row in rows:
        owners = [units[unit] for unit in above[row.unit_id] if unit in units]
        ids = tuple(str(owner.key) for owner in owners if owner.key != row.key)
        found.append(Judged(str(row.key), row.kind, row.name, ids))
    return found
