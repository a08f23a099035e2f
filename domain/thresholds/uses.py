"""Which facts an entry reads, so that the engine knows for which periods to judge it."""

from dataclasses import dataclass, field
from functools import lru_cache
from operator import is_
from typing import Any

from domain.library.grains import grain_of
from domain.library.models import values as v
from domain.library.models.campaign import Deliverable
from domain.library.models.filing import asked_of, filing_keys
from domain.library.models.rolls import Roll
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.moving import rules_moving
from domain.library.naming import Named, named_of
from domain.library.parts import children, name_read
from domain.thresholds.entries_asked import SHEET, entries_read
from domain.thresholds.records_read import computed_of, parts_of, record_read


@dataclass(slots=True)
class Uses:
    """The facts with periods, and the kinds of record, that an entry reads.

    earlier: facts that it (also) reads so many periods and years of a grain back; "" is the grain of the entry.
    """

    facts: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    earlier: set[tuple[str, str, int, int]] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    entering: set[str] = field(default_factory=set)  # records that enter the lists it asks about
    named: set[Named] = field(default_factory=set)  # records that speak of whom they name
    above: tuple[str, ...] = ()  # the entries in whose middle the collecting is
    read: frozenset[object] = frozenset()  # facts, records, sheets and whom they name once all are collected
    words: set[str] | None = None  # every name, where computed fields are followed by their names alone
    peers: bool | None = False  # whether peers are looked at; None leaves out what is read of them
    of_peers: frozenset[str] = frozenset()  # what is read of nobody of the subject's kind but its peers
    of_others: dict[str, set[str]] = field(
        default_factory=dict, init=False, compare=False
    )  # by subject's kind

    @property
    def sheets(self) -> list[str]:
        """The scoring sheets that an entry asks about."""
        return [mark.removeprefix(SHEET) for mark in self.seen if mark.startswith(SHEET)]


class _Asked:
    """Parts of a scheme, the same as the same objects: an engine is made anew for each judging of a scheme."""

    __slots__ = ("nodes", "scheme", "within")

    def __init__(self, scheme: Scheme, nodes: tuple[Any, ...], within: str) -> None:
        self.scheme, self.nodes, self.within = scheme, nodes, within

    def __hash__(self) -> int:
        return hash((id(self.scheme), self.within, *map(id, self.nodes)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Asked) or other.scheme is not self.scheme or other.within != self.within:
            return False
        return len(other.nodes) == len(self.nodes) and all(map(is_, self.nodes, other.nodes))


def uses_of(scheme: Scheme, *nodes: Any, within: str = "") -> Uses:
    """Everything read below some nodes, through measures, balances, sheets and other rules. Not to be changed.

    `within` is the list of which the nodes are a part, where what fills it is not meant.
    """
    return _uses_of(_Asked(scheme, nodes, within))


@lru_cache(maxsize=4096)
def _uses_of(asked: _Asked) -> Uses:
    uses = Uses(above=(asked.within,) if asked.within else ())
    for node in asked.nodes:
        _collect(asked.scheme, node, uses)
    if uses.peers:
        own = Uses(above=uses.above, peers=None)
        for node in asked.nodes:
            _collect(asked.scheme, node, own)
        uses.of_peers = frozenset((uses.facts | uses.records) - own.facts - own.records)
    marks = (SHEET + key for key in uses.sheets)
    uses.read = frozenset({*uses.facts, *uses.records, *uses.entering, *marks, *uses.named})
    return uses


def _collect(scheme: Scheme, node: Any, uses: Uses) -> None:
    if isinstance(node, v.Take) and node.peers is not None:
        if uses.peers is None:
            return
        uses.peers = True
    if isinstance(node, v.Previous):
        _look_back(scheme, node, uses)
    if name := name_read(node):
        _named(scheme, name, uses)
    else:
        _asked_about(scheme, node, uses)
    for part in children(node):
        _collect(scheme, part, uses)


def _asked_about(scheme: Scheme, node: Any, uses: Uses) -> None:
    """The reports, the records or the other entries that a node asks about."""
    if filings := _filings_read(scheme, node):
        uses.records |= filings.keys()
        for key, one in filings.items():
            _through(scheme, f"filing {key}", uses, one.unless)
    elif record := record_read(node):
        uses.records |= {record, *parts_of(scheme, record)}
        if uses.words is None:
            _through(scheme, f"fields {record}", uses, computed_of(scheme, record))
    else:
        for mark, other in entries_read(scheme, node, uses.above):
            _judged_on(uses, other)
            _through(scheme, mark, uses, other)


def _judged_on(uses: Uses, entry: Any) -> None:
    """The records on which a rule that is asked about is judged are read with it."""
    if isinstance(entry, Rule) and entry.on is not None:
        named = {*named_of(entry, entry.subject)}
        uses.named |= named
        uses.records |= {entry.on} if not named else set()


def reads_itself(scheme: Scheme, key: str) -> bool:
    """Whether a measure is computed from itself; the lint lets only earlier periods through, and only with `every`.

    Of the computed fields of a record only those that are named are followed: another field may well ask the measure.
    """
    if scheme.measures[key].every is None:
        return False
    uses, mark = Uses(words=set()), f"measure {key}"
    _collect(scheme, scheme.measures[key].value, uses)
    while mark not in uses.seen and (fields := _fields_named(scheme, uses)):
        for name, value in fields:
            _through(scheme, name, uses, value)
    return mark in uses.seen


def _fields_named(scheme: Scheme, uses: Uses) -> list[tuple[str, Any]]:
    """The computed fields of the names read that have not been followed."""
    fields = (
        (f"field {record}.{key}", key, field.value)
        for record, fact in scheme.facts.items()
        for key, field in fact.fields.items()
        if field.value is not None
    )
    return [
        (mark, value) for mark, key, value in fields if key in (uses.words or ()) and mark not in uses.seen
    ]


def _filings_read(scheme: Scheme, node: Any) -> dict[str, Deliverable]:
    """The records of what came in that a node asks about, with the deliverable that is theirs."""
    asked = asked_of(node)
    found = [one for one in scheme.deliverables if one.id == asked] if asked else []
    return {key: one for one in found for key in filing_keys(one).values() if key in scheme.facts}


def _named(scheme: Scheme, name: str, uses: Uses) -> None:
    if uses.words is not None:
        uses.words.add(name)
    fact = scheme.facts.get(name)
    if fact is not None and fact.every is not None:
        uses.facts.add(name)
    _through(scheme, f"measure {name}", uses, scheme.measures.get(name))
    balance = scheme.balances.get(name)
    if balance is not None:
        uses.records |= {entry.on for entry in balance.entries if entry.on}
        uses.named |= {one for entry in balance.entries for one in named_of(entry, balance.of)}
        for rule in rules_moving(scheme, name):
            _judged_on(uses, rule)
            _through(scheme, f"rule {rule.id}", uses, rule)
        _through(scheme, f"balance {name}", uses, balance)


def _through(scheme: Scheme, mark: str, uses: Uses, node: Any) -> None:
    if node is not None and mark not in uses.seen:
        uses.seen.add(mark)
        if isinstance(node, Roll) and mark not in uses.above:
            uses.entering |= {node.on} if node.on is not None else set()
            uses.named |= {*named_of(node, node.of)}
        uses.above = (*uses.above, mark)
        _collect(scheme, node, uses)
        uses.above = uses.above[:-1]


def _look_back(scheme: Scheme, node: v.Previous, uses: Uses) -> None:
    """Note what is read of earlier periods; a measure that goes by itself is followed one step."""
    grain = grain_of(scheme, node.previous) or ""
    periods, years = (node.periods or 1, 0) if node.years is None else (0, node.years)
    inner = Uses(seen=set(uses.above), above=uses.above)
    _collect(scheme, node.previous, inner)
    uses.earlier |= {(key, grain, periods, years) for key in inner.facts}
    for key, own, more, longer in inner.earlier:
        if own == grain:
            uses.earlier.add((key, own, more + periods, longer + years))
