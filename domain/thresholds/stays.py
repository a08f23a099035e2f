"""How rules put somebody on a list, and take somebody off it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.library.models.consequences import Consequences, Deed
from domain.library.moving import ListAct, listing, rules_listing
from domain.library.scopes import Scope
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler, TestOf
from domain.thresholds.context import Place
from domain.thresholds.exclusive import heavier_than, waiting_rules
from domain.thresholds.following import begins_at
from domain.thresholds.found import Found
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.stay_lengths import Length
from domain.thresholds.truth import JUDGE, NO, PENDING, YES, Truth, all_of
from domain.thresholds.unfolding import Unfolding

_OPEN = (PENDING, JUDGE)
Until = tuple[date, Length | None]


@dataclass(frozen=True, slots=True)
class Stay:
    """From when until when somebody stands on a list; `truth` is open while that waits for data or a person.

    `length` is how long that is; it has none where it has no end.
    """

    first: date
    last: date
    truth: Truth = YES
    why: str = ""
    length: Length | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A verdict that lists somebody, or takes somebody off: by which act, on which day."""

    deed: Deed
    day: date
    place: Place
    scope: Scope
    truth: Truth
    why: str


@dataclass(frozen=True, slots=True)
class _Act:
    deed: Deed
    when: TestOf | None


_Acts = list[_Act]


class _ActingRule:
    """One rule as far as it lists somebody, or takes somebody off."""

    def __init__(
        self, compiler: Compiler, run: RuleRun, heavier: list[RuleRun], key: str, do: ListAct
    ) -> None:
        self.compiler, self.run, self.heavier = compiler, run, heavier
        self.waits = run.rule.id in waiting_rules(compiler.scheme)
        self.of, self.key, self.do = compiler.scheme.lists[key].of, key, do
        rule = run.rule
        self.then, self.otherwise = self._acts(rule.then), self._acts(rule.otherwise)
        self.tiers = [self._acts(tier.then) for tier in rule.tiers]

    def _acts(self, many: Consequences) -> _Acts:
        deeds = listing(many, self.key, self.run.rule.subject, self.of, self.do)
        return [_Act(deed, self.compiler.optional(deed.when, self.run.scope)) for deed in deeds]

    def found(self, book: Book, subject: str) -> Unfolding[Listed]:
        """Its verdicts on a subject, each worked out when a day is asked for that reaches it."""
        known = book.remembered(self, dict[str, Unfolding[Listed]])
        if subject not in known:
            known[subject] = Unfolding(self._occasions(book, subject), self._at)
        return known[subject]

    def _occasions(self, book: Book, subject: str) -> Iterator[tuple[date, Place]]:
        for one in book.answering_for(subject, self.of, self.run.rule.subject):
            for there in self.run.places_of(book, one):
                if self.run.applies(there):
                    yield self.run.day_of(there), there

    def _at(self, place: Place, on: date) -> Iterator[Listed]:
        found = self.run.find(place)
        heavier = self.heavier if found.truth is not NO else []
        rivals = [run.answer(place) for run in heavier if run.applies(place)]
        if found.exempt or YES in rivals:
            return
        open_ = [truth for truth in (found.truth, *(rivals if self.waits else ())) if truth in _OPEN]
        for act in self._following(found):
            truth = all_of((*open_, YES if act.when is None else act.when(place).truth))
            if truth is not NO:
                yield self._listed(act.deed, place, on, truth)

    def _listed(self, deed: Deed, place: Place, on: date, truth: Truth) -> Listed:
        day, known = (on, True) if deed.starts is None else begins_at(self.compiler, deed, place)
        title = f"“{self.run.rule.title}”（{self.run.rule.id}）"
        if not known and truth is YES:
            return Listed(deed, place.moment, place, self.run.scope, PENDING, f"{title}起算的日期没有登记")
        return Listed(deed, day, place, self.run.scope, truth, f"{title}待核")

    def _following(self, found: Found) -> _Acts:
        """What follows; each that may, while the rule is open."""
        if self.tiers and (found.tiers or found.truth is NO):
            return [act for rung in found.tiers for act in self.tiers[rung]]
        if self.tiers:
            rungs = {rung for chain in found.among for rung in chain} or range(len(self.tiers))
            return [act for rung in sorted(rungs) for act in self.tiers[rung]]
        if found.truth in _OPEN:
            return [*self.then, *self.otherwise]
        return self.then if found.truth is YES else self.otherwise


class RuleStays:
    """All rules of which one list is a consequence."""

    def __init__(self, compiler: Compiler, rules: Mapping[str, RuleRun], key: str) -> None:
        heavier = heavier_than(compiler.scheme, rules, moving=f"list {key}")

        def acting(do: ListAct) -> list[_ActingRule]:
            named = rules_listing(compiler.scheme, key, do)
            return [_ActingRule(compiler, rules[one.id], heavier.get(one.id, []), key, do) for one in named]

        self.listing, self.ending = acting("list"), acting("delist")

    def entries(
        self, book: Book, subject: str, until: Callable[[Listed], Until], last: date
    ) -> Iterator[Stay]:
        """The stays that verdicts up to a day begin, each with its last day and its length."""
        for rule in self.listing:
            for one in rule.found(book, subject).between(None, last):
                stays_until, length = until(one)
                yield Stay(one.day, stays_until, one.truth, one.why, length)

    def ends(self, book: Book, subject: str, last: date) -> list[date]:
        """The days on which verdicts up to a day take somebody off for certain."""
        found = (one for rule in self.ending for one in rule.found(book, subject).between(None, last))
        return [one.day for one in found if one.truth is YES]


def plain(found: date | None) -> date | None:
    """A day without its hour."""
    return found.date() if isinstance(found, datetime) else found
