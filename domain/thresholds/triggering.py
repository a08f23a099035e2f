"""How often several rules were met together (一年内因任何一条被处理三次)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.scopes import Scope
from domain.thresholds import windows
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.facts import Row, Subject
from domain.thresholds.matching import agrees, wanted
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.truth import NO, YES, Truth, all_of, any_of
from domain.thresholds.unheard import unheard

Rules = Mapping[str, RuleRun]
_Occasion = tuple[str, str | None, str, str | None, date, int, int]
_Answers = dict[tuple[str, str | None, date, int, int], Truth]


@value_form(v.TriggeredTimes)
def _triggered_times(compiler: Compiler, node: v.TriggeredTimes, scope: Scope) -> ValueOf:
    keys_of = wanted(compiler, node.match, scope)
    kind = scope.kind or ""
    earlier = isinstance(node.within, w.WordWindow) and node.within.word == "earlier"
    groups = {rule: name for name, group in compiler.scheme.groups.items() for rule in group.order}

    def value(place: Place) -> Known:
        held = windows.days(node.within, place, compiler.almanac)
        if held is None:
            return Missing("触发次数", "统计时段未定")
        keys, times = keys_of(place), defaultdict[_Occasion, list[Truth]](list)
        for key in node.triggered_times:
            run: RuleRun = compiler.ask("run", key, place)
            for there in _places(run, place, kind, (held[0], min(held[1], place.moment)), earlier):
                alike = agrees(there, there.row, keys) if there.row is not None else YES
                truth = NO if alike is NO else all_of((alike, _answer(compiler, run, there)))
                times[_occasion(groups.get(key, key), run, there)].append(truth)
        truths = [any_of(found) for found in times.values()]
        low, high = truths.count(YES), len(truths) - truths.count(NO)
        name = f"触发{'、'.join(node.triggered_times)}的次数"
        return Datum("number", low, name=name, high=None if low == high else high)

    return value


def _occasion(group: str, run: RuleRun, there: Place) -> _Occasion:
    """What rules of one group are met at together, which counts once: a record or a period of a subject."""
    return group, run.rule.every, there.subject, there.unit, there.moment, there.index, id(there.row)


def _places(run: RuleRun, place: Place, kind: str, held: windows.DayRange, earlier: bool) -> list[Place]:
    """Where a rule was judged of the subject, or of those for whom it answers, within some days."""
    subjects = place.book.answering_for(place.subject, kind or run.rule.subject, run.rule.subject)
    found = [there for subject in subjects for there in _judged(run, place.book, subject)]
    found += [there for subject in subjects for there in unheard(run, place.book, subject, held)]
    inside = [there for there in found if held[0] <= there.moment <= held[1]]
    if place.row is not None and place.book.scheme.facts[place.row.fact].ordered_by is not None:
        before, after = _that_day(place.book, place.row)
        inside = [there for there in inside if id(there.row) not in after]
        inside += [there for there in found if earlier and id(there.row) in before]
    return sorted(inside, key=lambda there: there.moment)


def _judged(run: RuleRun, book: Book, subject: Subject) -> list[Place]:
    """Where a rule was judged of a subject, or would move a balance; looked up once for the facts."""
    known: dict[str, list[Place]] = book.remembered((run, "places"), dict)
    if subject.id not in known:
        places = run.places_of(book, subject, owed=True)
        known[subject.id] = [there for there in places if run.applies(there)]
    return known[subject.id]


def _that_day(book: Book, here: Row) -> tuple[set[int], set[int]]:
    """The records of the same kind and subject that came before one on its day, and those after it."""
    rows = [row for row in book.rows[here.fact].get(here.subject, []) if row.day == here.day]
    at = next((at for at, row in enumerate(rows) if row is here), len(rows))
    return {id(row) for row in rows[:at]}, {id(row) for row in rows[at + 1 :]}


def _answer(compiler: Compiler, run: RuleRun, there: Place) -> Truth:
    """Whether it was met; asked once for the facts, because such counts ask for each other."""
    known: _Answers = there.book.remembered((run, "answers"), dict)
    asked = there.subject, there.unit, there.moment, there.index, id(there.row)
    if asked not in known:
        known[asked] = compiler.ask("stood", run.rule.id, there)
    return known[asked]
