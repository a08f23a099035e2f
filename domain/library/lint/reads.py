"""What a node of a scheme reads that is itself computed, and what of it as it was earlier."""

from collections.abc import Iterator

from domain.library.lint.references import record_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Visit
from domain.library.summing import behind, caps_on

_ALL = frozenset({"measure", "balance", "list", "rule", "field", "deeds", "cap"})


def looks_back(node: object) -> Iterator[tuple[str, frozenset[str]]]:
    """The parts of a node that are seen as they were earlier, with what may be read there without going round."""
    match node:
        case v.AsOf(as_of=v.Shifted(before=before, count=count)) if before is not None and _some(count):
            yield "of", _ALL
        case v.AsOf(as_of=v.ListedSince(already=True)):
            yield "of", _ALL
        case v.Opening():
            yield "opening", _ALL
        case v.Previous():
            yield "previous", frozenset({"measure"})
        case v.Take(rows=str(), members=None) | v.Count() | c.Happened() if _earlier(node.within):
            for part in ("of", "where"):
                yield part, frozenset({f"field {record_of(node)[0]}"})
        case v.Take(over=window) | v.CountPeriods(over=window) if _earlier(window):
            yield "of" if isinstance(node, v.Take) else "count_periods", frozenset({"measure"})


def _some(count: object) -> bool:
    """Whether it is counted back by more than nothing, as far as it is written."""
    return not isinstance(count, NumberValue) or count.number > 0


def _earlier(window: object) -> bool:
    return isinstance(window, w.WordWindow) and window.word == "earlier"


def read_by(scheme: Scheme, visit: Visit) -> Iterator[str]:
    """What a node reads that is itself computed."""
    match visit.node:
        case NameValue(name=name) if not _is_field(scheme, visit, name):
            sections = (("measure", scheme.measures), ("balance", scheme.balances))
            yield from (f"{kind} {name}" for kind, section in sections if name in section)
        case c.OnList(on_list=key):
            yield f"list {key}"
        case v.ListedSince(key=key) if visit.path[:3] != ("lists", key, "leaves_when"):
            yield f"list {key}"
        case v.Score(score=key, item=str()) if visit.path[:3] == ("scoring", key, "vetoes"):
            return
        case v.Score(score=key) | v.ScoreGrade(grade=key):
            yield f"sheet {key}"
        case v.TriggeredTimes(triggered_times=keys, within=window) if not _earlier(window):
            yield from (f"rule {key}" for key in keys)
        case v.Amounts(within=window) if not _earlier(window):
            yield from _totalled(scheme, visit.node, visit.scope.kind)
        case (
            c.Triggered(triggered=key)
            | v.TierOf(tier=key)
            | c.Met(met=key)
            | c.Owed(owed=key)
            | c.Filed(filed=key)
            | v.DaysLate(days_late=key)
        ):
            yield f"rule {key}"
    yield from (f"field {one}" for one in _fields_read(scheme, visit))


def _is_field(scheme: Scheme, visit: Visit, name: str) -> bool:
    """Whether a name is that of a field of the record in hand, whatever else has its key."""
    fact = scheme.facts.get(visit.scope.record or "")
    return fact is not None and name in fact.fields


def _totalled(scheme: Scheme, node: v.Amounts, of: str | None) -> Iterator[str]:
    """What a total rests on: whether entries are met, what follows from them, what their caps come to."""
    for key in behind(scheme, node, of):
        yield from (f"rule {key}", f"deeds {key}")
    capped = {cap.name for cap in caps_on(scheme, node, of)}
    yield from (f"cap {key}" for key, cap in scheme.caps.items() if cap.name in capped)


def _fields_read(scheme: Scheme, visit: Visit) -> Iterator[str]:
    """Computed fields that a node reads: of the record in hand, or of the records that it looks through."""
    node, scope = visit.node, visit.scope
    reads = [(scope.record, node.name), (scope.outer, node.name)] if isinstance(node, NameValue) else []
    if isinstance(node, v.Count | v.LongestGap | v.CoveredDays | v.Take | c.Happened | v.Lookup | c.Run):
        named = [getattr(node, one, None) for one in ("field", "distinct", "alike")]
        reads = [(record_of(node)[0], name) for name in (*named, *node.match) if name]
    for record, name in reads:
        field = scheme.facts[record].fields.get(name) if record in scheme.facts else None
        if field is not None and field.value is not None:
            yield f"{record}.{name}"


def asks_before(visit: Visit) -> bool:
    """Whether a list is asked of the day before: 名单期间再犯."""
    return isinstance(visit.node, c.OnList | v.ListedSince) and visit.node.already is True
