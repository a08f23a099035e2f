"""Which facts an entry reads, so that the engine knows for which periods to judge it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.library.grains import finer, grain_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.campaign import Deliverable
from domain.library.models.filing import PERIOD, Filing, asked_of, filing_keys
from domain.library.models.scheme import Scheme
from domain.library.moving import rules_listing, rules_moving
from domain.library.parts import children, name_read
from domain.thresholds import spans
from domain.thresholds.book import Book
from domain.thresholds.context import Place
from domain.thresholds.facts import Row, Subject


@dataclass(slots=True)
class Uses:
    """The facts with periods, and the kinds of record, that an entry reads.

    earlier: facts that it (also) reads so many periods and years of a grain back; "" is the grain of the entry.
    """

    facts: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    earlier: set[tuple[str, str, int, int]] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    above: tuple[str, ...] = ()  # the entries in whose middle the collecting is


def uses_of(scheme: Scheme, *nodes: Any) -> Uses:
    """Everything read below some nodes, through measures, balances, sheets and other rules."""
    uses = Uses()
    for node in nodes:
        _collect(scheme, node, uses)
    return uses


def _collect(scheme: Scheme, node: Any, uses: Uses) -> None:
    if isinstance(node, v.Previous):
        _look_back(scheme, node, uses)
    if name := name_read(node):
        _named(scheme, name, uses)
    elif filings := _filings_read(scheme, node):
        uses.records |= filings.keys()
        for key, one in filings.items():
            _through(scheme, f"filing {key}", uses, one.unless)
    elif record := _record_read(node):
        uses.records.add(record)
        _through(scheme, f"fields {record}", uses, computed_of(scheme, record))
    else:
        for mark, other in _entries_read(scheme, node):
            _through(scheme, mark, uses, other)
    for part in children(node):
        _collect(scheme, part, uses)


def computed_of(scheme: Scheme, record: str | None) -> list[Any]:
    """What the computed fields of a record are computed from."""
    fields = scheme.facts[record].fields.values() if record in scheme.facts else ()
    return [field.value for field in fields if field.value is not None]


def _filings_read(scheme: Scheme, node: Any) -> dict[str, Deliverable]:
    """The records of what came in that a node asks about, with the deliverable that is theirs."""
    asked = asked_of(node)
    found = [one for one in scheme.deliverables if one.id == asked] if asked else []
    return {key: one for one in found for key in filing_keys(one).values() if key in scheme.facts}


def _record_read(node: Any) -> str:
    match node:
        case v.Count():
            return node.count
        case v.LongestGap():
            return node.longest_gap
        case v.Take() if node.rows is not None:
            return node.rows
        case c.Happened():
            return node.happened
        case c.Run() if node.rows is not None:
            return node.rows
    return ""


def _entries_read(scheme: Scheme, node: Any) -> list[tuple[str, Any]]:
    """Other entries that a node asks about."""
    match node:
        case c.Triggered():
            return [(f"rule {node.triggered}", _rule(scheme, node.triggered))]
        case v.TierOf():
            return [(f"rule {node.tier}", _rule(scheme, node.tier))]
        case v.TriggeredTimes():
            return [(f"rule {key}", _rule(scheme, key)) for key in node.triggered_times]
        case c.Met():
            return [(f"met {node.met}", _kept(scheme, node.met))]
        case v.Score():
            return [(f"sheet {node.score}", scheme.scoring.get(node.score))]
        case v.ScoreGrade():
            return [(f"sheet {node.grade}", scheme.scoring.get(node.grade))]
        case c.OnList():
            filling = rules_listing(scheme, node.on_list) if node.on_list in scheme.lists else []
            rules = [(f"rule {rule.id}", rule) for rule in filling]
            return [(f"list {node.on_list}", scheme.lists.get(node.on_list)), *rules]
    return []


def _named(scheme: Scheme, name: str, uses: Uses) -> None:
    fact = scheme.facts.get(name)
    if fact is not None and fact.every is not None:
        uses.facts.add(name)
    _through(scheme, f"measure {name}", uses, scheme.measures.get(name))
    balance = scheme.balances.get(name)
    if balance is not None:
        movers = rules_moving(scheme, name)
        recorded = [*(entry.on for entry in balance.entries), *(rule.on for rule in movers)]
        uses.records |= {one for one in recorded if one}
        for rule in movers:
            _through(scheme, f"rule {rule.id}", uses, rule)
        _through(scheme, f"balance {name}", uses, balance)


def _through(scheme: Scheme, mark: str, uses: Uses, node: Any) -> None:
    if node is not None and mark not in uses.seen:
        uses.seen.add(mark)
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


def _rule(scheme: Scheme, key: str) -> Any:
    return next((rule for rule in scheme.rules if rule.id == key), None)


def _kept(scheme: Scheme, key: str) -> Any:
    entries = (*scheme.duties, *scheme.all_targets, *scheme.time_limits)
    return next((entry for entry in entries if entry.id == key), None)


def periods_to_judge(book: Book, uses: Uses, subject: Subject, grain: str, unit: str | None) -> list[int]:
    """From the first period with data (or the subject's beginning) to the last closed or reported one.

    A subject without any data is judged for the last closed period, so that it shows as 待核; one that has ended is
    judged for no period after its end.
    """
    if grain == "occasion":
        return sorted(_occasions(book, uses, subject, unit))
    known = known_periods(book, uses, subject, grain, unit)
    closed = spans.last_over(book.today, grain, book.year_start(subject.id))
    if subject.since is not None:
        known.add(min(period_of(book, subject, subject.since, grain), closed))
    last = max([closed, *known])
    if subject.until is not None:
        last = min(last, period_of(book, subject, subject.until, grain))
    return list(range(min(min(known, default=closed), last), last + 1))


def also_asked(book: Book, entry: str, subject: Subject, grain: str, judged: list[int]) -> list[int]:
    """With the periods that somebody asks about, as far as they are over."""
    wanted = book.asked.get((entry, subject.id), frozenset())
    if not wanted or grain == "occasion":
        return judged
    closed = spans.last_over(book.today, grain, book.year_start(subject.id))
    return sorted({*judged, *(index for asked, index in wanted if asked == grain and index <= closed)})


def period_of(book: Book, subject: Subject, day: date, grain: str) -> int:
    """The number of the period in which a day lies, in the subject's own years."""
    if grain == "year":
        return spans.year_index(day, book.year_start(subject.id))
    return spans.index_of(day, grain)


def known_periods(book: Book, uses: Uses, subject: Subject, grain: str, unit: str | None) -> set[int]:
    """The periods, up to today's, of which there is anything that an entry reads."""
    found: set[int] = set()
    current = period_of(book, subject, book.today, grain)
    for key in uses.facts:
        own = book.scheme.facts[key].every
        if own in (None, "occasion"):
            found |= {period_of(book, subject, day, grain) for day in book.days(key, subject.id).values()}
            continue
        for index in book.indexes(key, subject.id, unit):
            first, last = spans.bounds(str(own), index, book.year_start(subject.id))
            found.add(index if own == grain else period_of(book, subject, last, grain))
            if finer(grain, own):  # a figure of a longer period speaks of every period within it
                found.add(period_of(book, subject, first, grain))
    for key in uses.records:
        rows = book.rows[key].get(subject.id, ())
        days = (_spoken_of(book, row) for row in rows)
        found.update(period_of(book, subject, day, grain) for day in days if day <= book.today)
        if isinstance(book.scheme.facts[key], Filing) and book.kept_since is not None:
            found.add(period_of(book, subject, book.kept_since, grain))  # what did not come in leaves no row
    return {index for index in found if index <= current}


def _spoken_of(book: Book, row: Row) -> date:
    """The day by which a record belongs to a period: of a report the end of the period that it tells of."""
    period = row.fields.get(PERIOD) if isinstance(book.scheme.facts[row.fact], Filing) else None
    if not isinstance(period, str):
        return row.day
    span = spans.parse(period, book.scheme.grains)
    return min(spans.bounds(span.grain, span.index)[1], row.day)


def _occasions(book: Book, uses: Uses, subject: Subject, unit: str | None) -> set[int]:
    keys = [key for key in uses.facts if book.scheme.facts[key].every == "occasion"]
    return {index for key in keys for index in book.indexes(key, subject.id, unit)}


def recorded(uses: Uses, place: Place) -> bool:
    """Whether anything that is read was recorded of the place's period, of whomever it is read."""
    known = place.book.remembered((id(uses), "recorded"), dict[tuple[str, str | None, str], set[int]])
    asked = place.subject, place.unit, str(place.grain)
    if asked not in known:
        known[asked] = _known_of_all(uses, place, str(place.grain))
    return place.index in known[asked]


def _known_of_all(uses: Uses, place: Place, grain: str) -> set[int]:
    """The periods of which there is anything of the place's subject, or of those below or above it that is read."""
    book, subject = place.book, place.book.subjects.get(place.subject)
    if subject is None:
        return set()
    found = known_periods(book, uses, subject, grain, place.unit)
    for kind in {book.scheme.facts[key].of for key in uses.facts | uses.records} - {subject.kind}:
        for other in book.answering_for(subject.id, subject.kind, kind):
            found |= known_periods(book, uses, other, grain, None)
    return found
