"""For which periods an entry is judged of a subject: those of which there is something that it reads."""

from dataclasses import replace
from datetime import date

from domain.library.grains import finer
from domain.library.models.filing import PERIOD, Filing
from domain.several_kinds import includes
from domain.thresholds import spans
from domain.thresholds.book import Book
from domain.thresholds.context import Place
from domain.thresholds.facts import Row, Subject
from domain.thresholds.naming import rows_naming
from domain.thresholds.uses import Uses


def periods_to_judge(book: Book, uses: Uses, subject: Subject, grain: str, unit: str | None) -> list[int]:
    """From the first period with data (or the subject's beginning) to the last closed or reported one.

    What is read of those below or above it, and of nobody but its peers, is its own in this. A subject without data is
    judged for the last closed period, so that it shows as 待核; one that has ended is judged for none after its end.
    """
    if grain == "occasion":
        return sorted(_occasions(book, uses, subject, unit))
    known = known_periods(book, uses, subject, grain, unit) | _known_of_others(book, uses, subject, grain)
    known |= _known_of_peers(book, uses, subject, grain)
    closed = spans.last_over(book.today, grain, book.year_start(subject.id))
    if subject.since is not None:
        begun = period_of(book, subject, subject.since, grain)
        if begun > closed and not known:
            return []  # nothing before its beginning is its own, and its first period goes on
        known |= {begun} if begun <= closed else set()
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
    """The periods, up to today's, of which there is anything that an entry reads; found out once for the facts."""
    known = book.remembered("known periods", dict[tuple[object, ...], frozenset[int]])
    asked = uses.read, subject.id, grain, unit
    if asked not in known:
        known[asked] = frozenset(_known_periods(book, uses, subject, grain, unit))
    return set(known[asked])


def _known_periods(book: Book, uses: Uses, subject: Subject, grain: str, unit: str | None) -> set[int]:
    found: set[int] = set()
    current = period_of(book, subject, book.today, grain)
    for key in uses.facts:
        own = book.scheme.facts[key].every
        if own in (None, "occasion"):
            found |= {period_of(book, subject, day, grain) for day in book.days(key, subject.id).values()}
            continue
        for index in book.indexes(key, subject.id, unit):
            found |= _spoken_by(book, subject, str(own), index, grain)
    for key in uses.sheets:
        own = book.scheme.scoring[key].every
        for text in book.marked.get((key, subject.id), ()):
            if own != "occasion":
                found |= _spoken_by(book, subject, own, spans.read(text, own).index, grain)
    days = [
        row.day
        for one in uses.named
        if includes(one[2], subject.kind)
        for row in rows_naming(book, one, subject.id)
    ]
    for key in uses.records | uses.entering:
        days += [_spoken_of(book, row) for row in book.rows[key].get(subject.id, ())]
        if isinstance(book.scheme.facts[key], Filing) and book.kept_since is not None:
            found.add(period_of(book, subject, book.kept_since, grain))  # what did not come in leaves no row
    found.update(period_of(book, subject, day, grain) for day in days if day <= book.today)
    return {index for index in found if index <= current}


def _known_of_others(book: Book, uses: Uses, subject: Subject, grain: str) -> set[int]:
    """The periods of which there is anything that an entry reads of its members, or of the one above it.

    Where figures of its own are read by period, these and not those above it say which periods there are.
    """
    found: set[int] = set()
    own_figures = any(includes(book.scheme.facts[key].of, subject.kind) for key in uses.facts - uses.of_peers)
    for kind in _of_others(book, uses, subject):
        others = list(book.below(subject, kind))
        above = None if own_figures or others else book.above(subject.id, kind)
        for other in [*others, *([book.subjects[above]] if above is not None else [])]:
            found |= known_periods(book, uses, other, grain, None)
    return found


def _of_others(book: Book, uses: Uses, subject: Subject) -> set[str]:
    """The kinds of which there are no figures and records of the subject itself."""
    if subject.kind not in uses.of_others:
        read = [book.scheme.facts[key] for key in uses.facts | uses.records]
        owed = {one.files for one in read if isinstance(one, Filing) and one.of == subject.kind}
        others = (one for one in read if not (isinstance(one, Filing) and one.files in owed))
        uses.of_others[subject.kind] = {one.of for one in others if not includes(one.of, subject.kind)}
    return uses.of_others[subject.kind]


def _known_of_peers(book: Book, uses: Uses, subject: Subject, grain: str) -> set[int]:
    """The periods of which there is anything of others of its kind that is read of its peers alone."""
    if not uses.of_peers:
        return set()
    known = book.remembered("known of peers", dict[tuple[object, ...], set[int]])
    asked = uses.of_peers, subject.kind, grain, book.year_start(subject.id)
    if asked not in known:
        facts, records = uses.facts & uses.of_peers, uses.records & uses.of_peers
        theirs = replace(uses, facts=facts, records=records, seen=set(), read=uses.of_peers)
        others = book.of_kind(subject.kind)
        known[asked] = set().union(*(known_periods(book, theirs, one, grain, None) for one in others))
    return known[asked]


def _spoken_by(book: Book, subject: Subject, own: str, index: int, grain: str) -> set[int]:
    """The periods of a grain at the ends of another one: a longer one speaks of every period within it."""
    if own == grain:
        return {index}
    first, last = spans.bounds(own, index, book.year_start(subject.id))
    found = {period_of(book, subject, last, grain)}
    return found | {period_of(book, subject, first, grain)} if finer(grain, own) else found


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
    for kind in _of_others(book, uses, subject):
        for other in book.answering_for(subject.id, subject.kind, kind):
            found |= known_periods(book, uses, other, grain, None)
    return found
