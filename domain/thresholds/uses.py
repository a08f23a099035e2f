"""Which facts an entry reads, so that the engine knows for which periods to judge it."""

from dataclasses import dataclass, field
from typing import Any

from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.models.scheme import Scheme
from domain.thresholds import spans
from domain.thresholds.book import Book
from domain.thresholds.facts import Subject


@dataclass(slots=True)
class Uses:
    """The facts with periods, and the kinds of record, that an entry reads."""

    facts: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)


def uses_of(scheme: Scheme, *nodes: Any) -> Uses:
    """Everything read below some nodes, through measures, balances, sheets and other rules."""
    uses = Uses()
    for node in nodes:
        _collect(scheme, node, uses)
    return uses


def _collect(scheme: Scheme, node: Any, uses: Uses) -> None:
    match node:
        case NameValue():
            _named(scheme, node.name, uses)
        case v.Share():
            _named(scheme, node.share, uses)
        case v.FromBottom():
            _named(scheme, node.from_bottom, uses)
        case v.Count():
            uses.records.add(node.count)
        case v.Take() if node.rows is not None:
            uses.records.add(node.rows)
        case c.Happened():
            uses.records.add(node.happened)
        case c.Triggered():
            _through(scheme, f"rule {node.triggered}", uses, _rule(scheme, node.triggered))
        case c.Met():
            _through(scheme, f"met {node.met}", uses, _kept(scheme, node.met))
        case v.Score():
            _through(scheme, f"sheet {node.score}", uses, scheme.scoring.get(node.score))
        case v.ScoreGrade():
            _through(scheme, f"sheet {node.grade}", uses, scheme.scoring.get(node.grade))
        case c.OnList():
            _through(scheme, f"list {node.on_list}", uses, scheme.lists.get(node.on_list))
    for part in _parts(node):
        _collect(scheme, part, uses)


def _named(scheme: Scheme, name: str, uses: Uses) -> None:
    fact = scheme.facts.get(name)
    if fact is not None and fact.every is not None:
        uses.facts.add(name)
    _through(scheme, f"measure {name}", uses, scheme.measures.get(name))
    balance = scheme.balances.get(name)
    if balance is not None:
        uses.records |= {entry.on for entry in balance.entries if entry.on}
        _through(scheme, f"balance {name}", uses, balance)


def _through(scheme: Scheme, mark: str, uses: Uses, node: Any) -> None:
    if node is not None and mark not in uses.seen:
        uses.seen.add(mark)
        _collect(scheme, node, uses)


def _rule(scheme: Scheme, key: str) -> Any:
    return next((rule for rule in scheme.rules if rule.id == key), None)


def _kept(scheme: Scheme, key: str) -> Any:
    entries = (*scheme.duties, *scheme.all_targets, *scheme.time_limits)
    return next((entry for entry in entries if entry.id == key), None)


def _parts(node: Any) -> list[Any]:
    if isinstance(node, tuple | list):
        return list(node)
    if isinstance(node, dict):
        return list(node.values())
    if hasattr(type(node), "model_fields"):
        return [getattr(node, name) for name in type(node).model_fields]
    return []


def periods_to_judge(book: Book, uses: Uses, subject: Subject, grain: str, unit: str | None) -> list[int]:
    """From the first period with data (or the subject's beginning) to the last closed or reported one.

    A subject without any data is judged for the last closed period, so that it shows as 待核.
    """
    if grain == "occasion":
        return sorted(_occasions(book, uses, subject, unit))
    known = _known(book, uses, subject, grain, unit)
    closed = _index(book, book.today, grain) - (0 if _ends_today(book, grain) else 1)
    if subject.since is not None:
        known.add(min(_index(book, subject.since, grain), closed))
    first = min(known, default=closed)
    return list(range(first, max([closed, *known]) + 1))


def _ends_today(book: Book, grain: str) -> bool:
    return spans.bounds(grain, _index(book, book.today, grain), book.year_start)[1] < book.today


def _index(book: Book, day: Any, grain: str) -> int:
    return spans.year_index(day, book.year_start) if grain == "year" else spans.index_of(day, grain)


def _known(book: Book, uses: Uses, subject: Subject, grain: str, unit: str | None) -> set[int]:
    found: set[int] = set()
    current = _index(book, book.today, grain)
    for key in uses.facts:
        own = book.scheme.facts[key].every
        if own in (None, "occasion"):
            continue
        for index in book.indexes(key, subject.id, unit):
            found.add(index if own == grain else _index(book, spans.bounds(str(own), index)[1], grain))
    for key in uses.records:
        rows = book.rows[key].get(subject.id, ())
        found.update(_index(book, row.day, grain) for row in rows if row.day <= book.today)
    return {index for index in found if index <= current}


def _occasions(book: Book, uses: Uses, subject: Subject, unit: str | None) -> set[int]:
    keys = [key for key in uses.facts if book.scheme.facts[key].every == "occasion"]
    return {index for key in keys for index in book.indexes(key, subject.id, unit)}
