"""Which stored rows a verdict was computed from: figures, rows of registers, proven facts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from domain.cycles import is_cycle
from domain.errors import Invalid
from domain.library.models.filing import PERIOD, Filing
from domain.library.models.rules import TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.naming import Named, named_of, named_parties, names_in
from domain.thresholds import spans
from domain.thresholds.facts import Row
from domain.thresholds.records_read import computed_of, parts_of
from domain.thresholds.subjects import Subjects
from domain.thresholds.uses import Uses, uses_of
from domain.thresholds.verdicts import Verdict
from domain.thresholds.years import CALENDAR, Years

# the names under which a verdict keeps their ids
FIGURE, ENTRY, FACT, PROBLEM, DECIDED = "measurements", "entries", "facts", "findings", "decisions"
# how the id of a record begins that stands in a register, in the ledger, among the decisions
FROM_REGISTER, FROM_LEDGER, FROM_DECISIONS = "r", "p", "d"
_KINDS = {FROM_REGISTER: ENTRY, FROM_LEDGER: PROBLEM, FROM_DECISIONS: DECIDED}


@dataclass(frozen=True, slots=True)
class Source:
    """A stored row behind what the engine reads; `period` is the day of a record.

    naming: the field of a record by which it names the subject under which it stands; "" for what is its own.
    """

    id: int
    metric: str
    period: str
    unit: str = ""
    kind: str = FIGURE
    naming: str = ""


Sources = Mapping[str, Sequence[Source]]  # by provider or subject


def sources_of_rows(rows: Iterable[Row], scheme: Scheme) -> dict[str, list[Source]]:
    """Where records came from, by the subject that they are about; of a report the period that it tells of."""
    found: dict[str, list[Source]] = {}
    for row in rows:
        if not row.id:
            continue  # a report of a campaign
        kind = _KINDS.get(row.id[0], FACT)
        number = int(row.id if kind == FACT else row.id[1:])
        told_of = row.fields.get(PERIOD) if isinstance(scheme.facts[row.fact], Filing) else None
        source = Source(number, row.fact, str(told_of or row.day.isoformat()), row.unit or "", kind)
        found.setdefault(row.subject, []).append(source)
    return found


def merged(*many: Sources) -> dict[str, list[Source]]:
    """All of them, by subject."""
    found: dict[str, list[Source]] = {}
    for one in many:
        for subject, sources in one.items():
            found.setdefault(subject, []).extend(sources)
    return found


def sources_naming(scheme: Scheme, rows: Collection[Row], known: Subjects) -> dict[str, list[Source]]:
    """Where the records came from by which something falls on somebody whom they name, by those whom they name."""
    found: dict[str, list[Source]] = {}
    for on, field, kind in named_parties(scheme):
        for row in (one for one in rows if one.fact == on):
            named = [key for name in names_in(row.fields.get(field)) for key in known.all_called(name, kind)]
            meant = [replace(row, subject=key) for key in dict.fromkeys(named)]
            for subject, sources in sources_of_rows(meant, scheme).items():
                found.setdefault(subject, []).extend(replace(one, naming=field) for one in sources)
    return found


@dataclass(frozen=True, slots=True)
class Read:
    """The data and records that an entry reads, and those it reads so many periods and years of a grain back.

    named: records that it reads of those whom they name, each with the field that does.
    """

    names: frozenset[str]
    earlier: frozenset[tuple[str, str, int, int]] = frozenset()
    named: frozenset[tuple[str, str]] = frozenset()

    def of(self, source: Source) -> bool:
        """Whether it reads what a row says: one of the subject's own, or one that names it."""
        return (source.metric, source.naming) in self.named if source.naming else source.metric in self.names


NOTHING = Read(frozenset())


@dataclass(frozen=True, slots=True)
class _Among:
    """Among which periods: the grains that a scheme declares itself, and a party's years."""

    grains: tuple[str, ...]
    years: Years


def read_by(scheme: Scheme) -> dict[str, Read]:
    """What each entry of a scheme reads."""
    uses = {rule.id: uses_of(scheme, *rule.asked, computed_of(scheme, rule.on)) for rule in scheme.rules}
    uses |= {
        one.id: uses_of(scheme, *one.figures.values(), one.required, one.unless) for one in scheme.duties
    }
    uses |= {one.id: uses_of(scheme, *one.figures.values(), one.unless) for one in scheme.all_targets}
    named = {rule.id: frozenset(named_of(rule, rule.subject)) for rule in scheme.rules}
    on = {rule.id: rule.on for rule in scheme.rules if not named[rule.id]}
    found = {key: _read(scheme, one, on.get(key), named.get(key, frozenset())) for key, one in uses.items()}
    return found | {limit.id: _read_by_limit(scheme, limit) for limit in scheme.time_limits}


def _read_by_limit(scheme: Scheme, limit: TimeLimit) -> Read:
    asked = (
        limit.where,
        limit.unless,
        limit.starts,
        limit.ends,
        limit.pauses,
        computed_of(scheme, limit.record),
    )
    return _read(scheme, uses_of(scheme, *asked), limit.record)


def _read(scheme: Scheme, uses: Uses, record: str | None, named: frozenset[Named] = frozenset()) -> Read:
    own = {record, *parts_of(scheme, record)} if record else set()
    naming = frozenset((on, field) for on, field, _ in uses.named | named)
    return Read(frozenset(uses.facts | uses.records | own), frozenset(uses.earlier), naming)


def behind(
    verdict: Verdict,
    read: Read,
    sources: Sequence[Source],
    grains: tuple[str, ...] = (),
    years: Years = CALENDAR,
) -> dict[str, list[int]]:
    """Ids of the rows that a verdict speaks of, by kind: of its reporting unit and its time.

    `grains` are those that the scheme declares itself, `years` those of the verdict's party.
    """
    among = _Among(grains, years)
    found: dict[str, list[int]] = {kind: [] for kind in (FIGURE, ENTRY, FACT, PROBLEM, DECIDED)}
    wanted = _periods(verdict, grains)
    earlier: dict[str, list[str]] = {}
    for key, *way in read.earlier:
        if period := _before(verdict, way, among):
            earlier.setdefault(key, []).append(period)
    for source in sources:
        own = verdict.unit is None or source.unit in {"", verdict.unit}
        if not own or not read.of(source):
            continue
        before = earlier.get(source.metric, ())
        if _meant(verdict, wanted, source, among) or _within(source.period, before, among):
            found[source.kind].append(source.id)
    return {kind: list(dict.fromkeys(ids)) for kind, ids in found.items() if ids or kind == FIGURE}


def _periods(verdict: Verdict, grains: tuple[str, ...]) -> frozenset[str]:
    """The verdict's periods and, for a streak, those before it."""
    if not verdict.period:
        return frozenset()
    looked = frozenset({verdict.period, *verdict.periods})
    streak = verdict.evidence
    if streak.kind != "streak":
        return looked
    span = spans.parse(verdict.period, grains)
    return looked | {spans.text_of(span.grain, span.index - back) for back in range(len(streak.parts))}


def _within(period: str, wanted: Collection[str], among: _Among) -> bool:
    return period in wanted or any(_inside(period, one, among) for one in wanted)


def _before(verdict: Verdict, way: Sequence[Any], among: _Among) -> str:
    """The period that lies so far (grain, periods, years) before the verdict's; "" when there is none."""
    grain, periods, years = way
    here = _present(verdict, grain, among)
    steps = spans.steps_in_year(here.grain) if here is not None else None
    if here is None or (years and steps is None):
        return ""
    return spans.text_of(here.grain, here.index - periods - years * (steps or 0))


def _present(verdict: Verdict, grain: str, among: _Among) -> spans.Span | None:
    """The period of a grain in which a verdict stands; between two declared ones the one to come."""
    span = spans.parse(verdict.period, among.grains) if verdict.period else None
    if span is not None and grain in {"", span.grain}:
        return span
    moment = verdict.day
    if span is not None:
        moment = None if span.grain == "occasion" else among.years.ends(span.grain, span.index)
    if moment is None or not grain:
        return None
    index = among.years.begun(moment, grain)
    over = is_cycle(grain) and spans.bounds(grain, index)[1] < moment
    return spans.Span(grain, index + over)


def _meant(verdict: Verdict, wanted: frozenset[str], source: Source, among: _Among) -> bool:
    if wanted:
        named = not source.period or (among.years == CALENDAR and source.period[:4] in wanted)
        return named or _within(source.period, wanted, among)
    if verdict.day is None:
        return True
    if verdict.kind == "target":
        span = _span(source.period, among)
        return span is None or _bounds(span, among.years)[0] <= verdict.day
    return source.period in {"", verdict.day.isoformat()}


def _inside(part: str, period: str, among: _Among) -> bool:
    """Within a period; where years are a scheme's own, as `domain.thresholds.series` places what lies across."""
    inner, outer = _span(part, among), _span(period, among)
    if inner is None or outer is None:
        return False
    (first, last), (since, until) = _bounds(inner, among.years), _bounds(outer, among.years)
    if outer.grain == "year" and among.years != CALENDAR and inner.grain != "year":
        return since <= (first if is_cycle(inner.grain) else last) <= until
    return since <= first and last <= until


@lru_cache(maxsize=4096)
def _span(period: str, among: _Among) -> spans.Span | None:
    """The period; None for standing data and occasions."""
    try:
        span = spans.parse(period, among.grains)
    except Invalid:
        return None
    return None if span.grain == "occasion" else span


@lru_cache(maxsize=4096)
def _bounds(span: spans.Span, years: Years) -> tuple[date, date]:
    return years.begins(span.grain, span.index), years.ends(span.grain, span.index)
