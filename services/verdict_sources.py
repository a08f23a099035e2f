"""Which stored rows a verdict was computed from: figures, rows of registers, proven facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.errors import Invalid
from domain.library.models.rules import TimeLimit
from domain.library.models.scheme import Scheme
from domain.thresholds import spans
from domain.thresholds.facts import Row
from domain.thresholds.uses import Uses, computed_of, uses_of
from domain.thresholds.verdicts import Verdict

FIGURE, ENTRY, FACT = "measurements", "entries", "facts"  # the names under which a verdict keeps their ids
FROM_REGISTER = "r"  # how the id of a record begins that stands in a register


@dataclass(frozen=True, slots=True)
class Source:
    """A stored row behind what the engine reads; `period` is the day of a record."""

    id: int
    metric: str
    period: str
    unit: str = ""
    kind: str = FIGURE


Sources = Mapping[str, Sequence[Source]]  # by provider or subject


def sources_of_rows(rows: Iterable[Row]) -> dict[str, list[Source]]:
    """Where records came from, by the subject that they are about."""
    found: dict[str, list[Source]] = {}
    for row in rows:
        kind = ENTRY if row.id.startswith(FROM_REGISTER) else FACT
        number = int(row.id.removeprefix(FROM_REGISTER))
        source = Source(number, row.fact, row.day.isoformat(), row.unit or "", kind)
        found.setdefault(row.subject, []).append(source)
    return found


def merged(*many: Sources) -> dict[str, list[Source]]:
    """All of them, by subject."""
    found: dict[str, list[Source]] = {}
    for one in many:
        for subject, sources in one.items():
            found.setdefault(subject, []).extend(sources)
    return found


def read_by(scheme: Scheme) -> dict[str, frozenset[str]]:
    """The data and records that each entry of a scheme reads."""
    uses = {
        rule.id: uses_of(scheme, rule.when, rule.of, rule.tiers, rule.unless, computed_of(scheme, rule.on))
        for rule in scheme.rules
    }
    uses |= {
        one.id: uses_of(scheme, *one.figures.values(), one.required, one.unless) for one in scheme.duties
    }
    uses |= {one.id: uses_of(scheme, *one.figures.values(), one.unless) for one in scheme.all_targets}
    found = {key: _names(one) for key, one in uses.items()}
    for rule in scheme.rules:
        found[rule.id] |= {rule.on} if rule.on else set()
    return found | {limit.id: _read_by_limit(scheme, limit) for limit in scheme.time_limits}


def _read_by_limit(scheme: Scheme, limit: TimeLimit) -> frozenset[str]:
    asked = (
        limit.where,
        limit.unless,
        limit.starts,
        limit.ends,
        limit.pauses,
        computed_of(scheme, limit.record),
    )
    return _names(uses_of(scheme, *asked)) | {limit.record}


def _names(uses: Uses) -> frozenset[str]:
    return frozenset(uses.facts | uses.records)


def behind(
    verdict: Verdict, read: frozenset[str], sources: Sequence[Source], grains: tuple[str, ...] = ()
) -> dict[str, list[int]]:
    """Ids of the rows that a verdict speaks of, by kind: of its reporting unit and its time.

    `grains` are those that the scheme declares itself.
    """
    found: dict[str, list[int]] = {FIGURE: [], ENTRY: [], FACT: []}
    wanted = _periods(verdict, grains)
    for source in sources:
        own = verdict.unit is None or source.unit in {"", verdict.unit}
        if own and source.metric in read and _meant(verdict, wanted, source, grains):
            found[source.kind].append(source.id)
    return {kind: ids for kind, ids in found.items() if ids or kind == FIGURE}


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


def _meant(verdict: Verdict, wanted: frozenset[str], source: Source, grains: tuple[str, ...]) -> bool:
    if wanted:
        if not source.period or source.period in wanted or source.period[:4] in wanted:
            return True
        return any(_inside(source.period, period, grains) for period in wanted)
    if verdict.day is None:
        return True
    if verdict.kind == "target":
        first = _bounds(source.period, grains)
        return first is None or first[0] <= verdict.day
    return source.period in {"", verdict.day.isoformat()}


def _inside(part: str, period: str, grains: tuple[str, ...]) -> bool:
    inner, outer = _bounds(part, grains), _bounds(period, grains)
    return inner is not None and outer is not None and outer[0] <= inner[0] and inner[1] <= outer[1]


@lru_cache(maxsize=4096)
def _bounds(period: str, grains: tuple[str, ...]) -> tuple[date, date] | None:
    """First and last day; None for standing data and occasions."""
    try:
        span = spans.parse(period, grains)
    except Invalid:
        return None
    return None if span.grain == "occasion" else spans.bounds(span.grain, span.index)
