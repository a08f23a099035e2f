"""All parties of a regime in one book, where its scheme compares them: ranks, means of the district, guide prices.

Providers and subjects have numbers of their own, so whoever is not of the side that is judged goes by a number with a
letter before it, and so do units that nobody judges but to which providers and persons belong.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from domain.thresholds.facts import Facts
from domain.thresholds.facts import Subject as Judged
from domain.thresholds.subjects import Subjects
from models.provider import Contract, Provider
from models.unit import Unit
from services import clock
from services.regimes import Regime
from services.sides import Side
from services.subject_facts import active_subjects, gather_subjects
from services.unit_trees import units_above
from services.verdict_facts import Gathered, gather
from services.verdict_sources import merged, sources_naming

Name = Callable[[str], str]


def is_judged(subject: str) -> bool:
    """Whether a subject of the book is of the side that is judged, and not there to be compared with."""
    return subject.isdigit()


def everybody(regime: Regime, side: Side, *, session: Session) -> Gathered:
    """The facts of all providers, units and persons of a regime, those of the side under their own numbers."""
    own, other = _own, _other
    of_provider, of_subject = (own, other) if side is Side.PROVIDER else (other, own)
    providers = _providers(regime.row.key, session=session)
    rows = active_subjects(regime.row.key, session=session)
    here = gather(regime, list(providers), session=session)
    there = gather_subjects(regime, rows, session=session)
    homes = {of_provider(str(key)): one.unit_id for key, one in providers.items()}
    homes |= {of_subject(str(row.key)): row.unit_id for row in rows}
    places = {one.unit_id: of_provider(str(key)) for key, one in providers.items()}
    places |= {row.unit_id: of_subject(str(row.key)) for row in rows if row.is_unit}
    tree = _Tree(homes, places, units_above(set(homes.values()), session=session))
    facts = _joined(_renamed(here.facts, of_provider), _renamed(there.facts, of_subject))
    last = {of_provider(str(key)): one.until for key, one in providers.items()}
    subjects = [replace(one, belongs_to=tree.above(one.id), until=last.get(one.id)) for one in facts.subjects]
    bare = [Judged(f"u{unit.key}", unit.kind, unit.name) for unit in _units(tree.unjudged, session=session)]
    known = Subjects({one.id: one for one in subjects})
    sources = merged(
        here.sources if side is Side.PROVIDER else there.sources,
        sources_naming(regime.scheme, facts.rows, known),
    )
    return Gathered(replace(facts, subjects=(*subjects, *bare)), sources)


def _own(subject: str) -> str:
    return subject


def _other(subject: str) -> str:
    return f"o{subject}"


@dataclass(frozen=True, slots=True)
class _Provider:
    """A provider's own unit, and the last day of its last contract where that is over."""

    unit_id: int
    until: date | None


def _providers(regime_id: int, *, session: Session) -> Mapping[int, _Provider]:
    """Also those that have left: they were ranked as long as they were there."""
    found = select(col(Provider.id), col(Provider.unit_id)).where(col(Provider.regime_id) == regime_id)
    units: dict[int, int] = {row.id: row.unit_id for row in session.execute(found.order_by(col(Provider.id)))}
    ends: dict[int, date] = {}
    contracts = select(col(Contract.provider_id), col(Contract.end), col(Contract.ended_on))
    for provider_id, end, ended in session.execute(contracts.where(col(Contract.provider_id).in_(units))):
        ends[provider_id] = max(ended or end, ends.get(provider_id, date.min))
    today = clock.today()
    return {
        key: _Provider(unit, ends[key] if key in ends and ends[key] < today else None)
        for key, unit in units.items()
    }


@dataclass(frozen=True, slots=True)
class _Tree:
    """Which subject stands for which unit, and who lies in whom. `homes` are the units of the subjects."""

    homes: Mapping[str, int]
    places: Mapping[int, str]
    units: Mapping[int, Sequence[int]]

    def above(self, subject: str) -> tuple[str, ...]:
        """The subjects above one, the nearest first."""
        over = [self.places.get(unit, f"u{unit}") for unit in self.units.get(self.homes.get(subject, 0), ())]
        return tuple(one for one in over if one != subject)

    @property
    def unjudged(self) -> set[int]:
        """Units to which somebody belongs, but of which nothing is recorded."""
        return {unit for above in self.units.values() for unit in above} - set(self.places)


def _units(ids: set[int], *, session: Session) -> Sequence[Unit]:
    return list(session.execute(select(Unit).where(col(Unit.id).in_(ids)).order_by(col(Unit.id))).scalars())


def _renamed(facts: Facts, name: Name) -> Facts:
    return Facts(
        subjects=tuple(replace(one, id=name(one.id)) for one in facts.subjects),
        readings=tuple(replace(one, subject=name(one.subject)) for one in facts.readings),
        rows=tuple(replace(one, subject=name(one.subject)) for one in facts.rows),
        judgements=tuple(replace(one, subject=name(one.subject)) for one in facts.judgements),
        checks=tuple(replace(one, subject=name(one.subject)) for one in facts.checks),
        marks=tuple(replace(one, subject=name(one.subject)) for one in facts.marks),
        kept_since=facts.kept_since, moved=facts.moved,
        events={name(subject): days for subject, days in facts.events.items()},
    )  # fmt: skip


def _joined(one: Facts, two: Facts) -> Facts:
    return Facts(
        subjects=(*one.subjects, *two.subjects), readings=(*one.readings, *two.readings), rows=(*one.rows, *two.rows),
        judgements=(*one.judgements, *two.judgements), checks=(*one.checks, *two.checks),
        marks=(*one.marks, *two.marks), kept_since=one.kept_since, moved={**one.moved, **two.moved},
        events={**one.events, **two.events},
    )  # fmt: skip
