"""Registers (登记簿): the rows of units and persons from which duties, rules, limits and accounts are judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from domain.library.grains import days_in
from domain.library.models.conditions import All, Compare
from domain.library.models.facts import Fact
from domain.library.models.filing import PERIOD, Filing, PeriodOfFiling
from domain.library.models.gathered import Count
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rules import Duty
from domain.library.models.scheme import Scheme
from domain.library.wording import party
from domain.several_kinds import includes, joined, kinds_in
from domain.thresholds.records_read import parts_of
from domain.thresholds.uses import Uses, uses_of
from domain.units import UnitKind

_TOPMOST = frozenset({UnitKind.DISTRICT, UnitKind.OFFICE})  # nobody above them registers what they file
_WORDS = frozenset({"choice", "grade"})


@dataclass(frozen=True, slots=True)
class Register:
    """One kind of row: the datum, the period by which rows are replaced and closed, what is told beside it.

    A datum of units and of persons alike has a register for the units under its own key, and one for each kind of
    person, because persons are known by a code and a name; `spec` is the datum as it is kept there, `fact` its key,
    `title` what tells the registers of one datum apart.

    `levels` are words of the same subject and period that decide how much is required (ability levels);
    they stand in the same row. `duties` are the entries counted from it; `served` says that providers owe it.
    `own` says that units tell it of themselves: what they have to do. What only rules look at, misconduct above all,
    is registered by those above, unless the scheme names the unit itself (`by`).
    """

    key: str
    fact: str
    title: str
    spec: Fact
    grain: str
    levels: tuple[str, ...]
    duties: tuple[str, ...]
    served: bool = False
    own: bool = True

    @property
    def person(self) -> bool:
        """Whether the subject is a person, or a body that is no unit of the system."""
        return not set(kinds_in(self.spec.of)) <= set(UnitKind)

    @property
    def filing(self) -> bool:
        """Whether its rows say when a report came in: whoever receives it registers that, and the unit sees it."""
        return isinstance(self.spec, Filing)

    @property
    def counted(self) -> bool:
        """Whether no row means nothing only when somebody says that the period is complete."""
        return self.spec.absence == "checked"


def registers_of(scheme: Scheme) -> dict[str, Register]:
    """Every register of a scheme, by its key; data of providers are measured elsewhere.

    Of figures those that duties count, of records all that anything is judged from.
    """
    found: dict[str, Register] = {}
    reading = {duty.id: _reads(scheme, duty) for duty in scheme.duties}
    judged, timed = records_judged(scheme), {limit.record for limit in scheme.time_limits}
    timed |= {part for key in timed for part in parts_of(scheme, key)}
    for key, spec in scheme.facts.items():
        duties = [duty for duty in scheme.duties if key in reading[duty.id]]
        wanted = bool(duties) or (spec.kind == "record" and key in judged and not spec.confidential)
        wanted = (wanted or isinstance(spec, Filing)) and spec.from_ is None
        if not wanted or _is_level(scheme, key, duties):
            continue
        levels = tuple(
            other
            for other in scheme.facts
            if includes(scheme.facts[other].of, spec.of) and _is_level(scheme, other, duties)
        )
        told = levels if any(key in _done(scheme, duty).records for duty in duties) else ()
        ids = tuple(duty.id for duty in duties)
        served = any(_serving(duty) for duty in duties)
        own = bool(duties) or key in timed or spec.by == spec.of
        if isinstance(spec, Filing):
            own = spec.of in _TOPMOST
        for name, title, part in _parts(scheme, key, spec):
            found[name] = Register(name, key, title, part, _grain(spec, duties), told, ids, served, own)
    return found


def register_key(registers: Mapping[str, Register], fact: str, kind: str) -> str:
    """The key of the register in which rows of a datum about somebody of a kind stand."""
    return own if (own := f"{fact}.{kind}") in registers else fact


def kept_of(spec: Fact, kinds: Sequence[str]) -> Fact:
    """A datum of several kinds as it is kept of some of them; one that each tells of itself stays so."""
    of = joined(kinds)
    return (
        spec
        if of == spec.of
        else spec.model_copy(update={"of": of, "by": of if spec.by == spec.of else spec.by})
    )


def _parts(scheme: Scheme, key: str, spec: Fact) -> Iterator[tuple[str, str, Fact]]:
    """The registers of a datum, their keys and titles: of its units together, of each kind of person by itself."""
    kinds = [one for one in kinds_in(spec.of) if one != UnitKind.PROVIDER]
    units = [one for one in kinds if one in set(UnitKind)]
    apart = [*([units] if units else []), *([one] for one in kinds if one not in units)]
    for part in apart:
        kept = kept_of(spec, part)
        title = f"{spec.name}（{party(scheme, kept.of)}）" if len(apart) > 1 else spec.name
        yield key if part is apart[0] else f"{key}.{kept.of}", title, kept


def _serving(duty: Duty) -> bool:
    """Whether providers owe it to others, whose records they keep."""
    return UnitKind.PROVIDER in (duty.who or ()) and UnitKind.PROVIDER not in kinds_in(duty.subject)


def records_judged(scheme: Scheme) -> frozenset[str]:
    """The records that rules, time limits, targets, balances, lists, scoring sheets and exceptions read."""
    found = {rule.on for rule in scheme.rules} | {limit.record for limit in scheme.time_limits}
    for balance in scheme.balances.values():
        found |= {entry.on for entry in balance.entries}
    found |= {roll.on for roll in scheme.lists.values()}
    nodes = [*scheme.rules, *scheme.time_limits, *scheme.all_targets, *scheme.balances.values()]
    spared = [one.unless for one in scheme.deliverables if one.unless is not None]
    spared += [one.when for one in scheme.exemptions]
    uses = uses_of(scheme, *nodes, *scheme.lists.values(), *scheme.scoring.values(), *spared)
    found |= {part for key in found for part in parts_of(scheme, key)}
    return frozenset({key for key in found if key} | uses.records)


def least_each(scheme: Scheme, register: Register) -> dict[str, Fraction]:
    """The least of a field that a record needs to be counted by a duty; the highest where duties differ."""
    found: dict[str, Fraction] = {}
    for duty in scheme.duties:
        for figure in duty.figures.values() if duty.id in register.duties else ():
            if isinstance(figure, Count) and figure.count == register.fact:
                for field, bound in _bounds(figure.where):
                    found[field] = max(bound, found.get(field, bound))
    return found


def _bounds(where: Any) -> Iterator[tuple[str, Fraction]]:
    if isinstance(where, All):
        for part in where.all:
            yield from _bounds(part)
    elif isinstance(where, Compare) and isinstance(where.value, NameValue):
        for name, bound in where.limits:
            if name == "at_least" and isinstance(bound, NumberValue):
                yield where.value.name, bound.number


def _reads(scheme: Scheme, duty: Duty) -> frozenset[str]:
    done, rest = _done(scheme, duty), uses_of(scheme, duty.required, duty.unless, duty.pauses)
    return frozenset(done.facts | done.records | rest.facts | rest.records)


def _done(scheme: Scheme, duty: Duty) -> Uses:
    return uses_of(scheme, *duty.figures.values())


def _is_level(scheme: Scheme, key: str, duties: list[Duty]) -> bool:
    """Whether a datum is a word by which one of the duties knows how much it requires."""
    if scheme.facts[key].kind not in _WORDS:
        return False
    return any(key in uses_of(scheme, duty.required).facts for duty in duties)


def _grain(spec: Fact, duties: list[Duty]) -> str:
    """A figure's own period; for records the shortest one by which they are counted; for reports that of a turn."""
    if spec.kind != "record":
        return spec.every or ""
    if isinstance(spec, Filing):
        turn = spec.fields.get(PERIOD)
        return turn.grain if isinstance(turn, PeriodOfFiling) else "year"
    grains = {duty.every for duty in duties}
    return min((grain for grain in grains if grain and grain != "occasion"), key=days_in, default="month")
