"""Threshold rules: where each is judged, and what comes out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.library.models.rules import Rule, Tier
from domain.library.naming import named_of
from domain.library.scopes import Scope
from domain.thresholds import following, spans
from domain.thresholds.beyond import too_early
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler, TestOf
from domain.thresholds.context import Place
from domain.thresholds.data import Known, Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.exempting import exceptions
from domain.thresholds.facts import Row, Subject
from domain.thresholds.found import Found, not_sure
from domain.thresholds.judged_periods import also_asked, periods_to_judge
from domain.thresholds.judging import against, unknown
from domain.thresholds.naming import is_sure, rows_of
from domain.thresholds.obliged import periods_owed
from domain.thresholds.once_reported import OnceReported
from domain.thresholds.tier_steps import TierStepping
from domain.thresholds.truth import JUDGE, NO, PENDING, YES, Truth, all_of
from domain.thresholds.uses import Uses, uses_of
from domain.thresholds.verdicts import RULE_OUTCOMES, Following, Outcome, Verdict, nature_of


@dataclass(frozen=True, slots=True)
class _Rung:
    """A tier, compiled; the rule's value is handed to its test through the slot."""

    tier: Tier
    slot: list[Known]
    test: TestOf
    when: TestOf | None
    then: Callable[[Place], tuple[Following, ...]]

    def parts(self, place: Place, value: Known | None) -> tuple[Evidence, ...]:
        """What its bounds and its condition say."""
        extra = (self.when(place),) if self.when is not None else ()
        if value is None:
            return extra
        self.slot.append(value)
        bounded = self.test(place)
        self.slot.pop()
        return (bounded, *extra)


class RuleRun:
    """One rule, compiled."""

    def __init__(self, compiler: Compiler, rule: Rule) -> None:
        self.rule = rule
        self.compiler = compiler
        scope = Scope(record=rule.on, kind=rule.subject, grain=rule.every)
        self.scope = scope
        self.named = next(named_of(rule, rule.subject), None)
        self.uses: Uses = uses_of(compiler.scheme, *rule.asked)
        self.once_reported = OnceReported(compiler, rule.every, *rule.asked)
        self._judge: Callable[[Place], Found] = self._of_place if self.named is None else self._of_whom
        self.unless = exceptions(compiler, rule.id, rule.unless, scope)
        self.when = compiler.optional(rule.when, scope)
        self.then = following.compiled(compiler, rule.then, scope)
        self.otherwise = following.compiled(compiler, rule.otherwise, scope)
        self.value = compiler.value(rule.of, scope) if rule.of is not None else None
        self.tiers = [self._tier(compiler, tier, scope) for tier in rule.tiers]
        self.stepping = TierStepping(compiler, rule, scope)
        document = compiler.scheme.documents[rule.source or compiler.scheme.main_document]
        self.document = document.title
        self.effective, self.until = rule.effective or document.effective, rule.until or document.until

    def _tier(self, compiler: Compiler, tier: Tier, scope: Scope) -> "_Rung":
        slot: list[Known] = []
        test = against(compiler, tier, scope, lambda place: slot[-1])
        then = following.compiled(compiler, tier.then, scope)
        return _Rung(tier, slot, test, compiler.optional(tier.when, scope), then)

    def places(self, book: Book) -> Iterator[Place]:
        """Everywhere this rule is judged."""
        for subject in book.of_kind(self.rule.subject):
            yield from self.places_of(book, subject)

    def places_of(self, book: Book, subject: Subject, *, owed: bool = False) -> Iterator[Place]:
        """Everywhere this rule is judged of one subject; also where what it asks about was only `owed`."""
        if self.rule.on is not None:
            for row in rows_of(book, self.rule.on, self.named, subject.id):
                if row.day <= book.today:
                    yield self.place_of(Place(book, subject.id, row.day), row)
        elif self.rule.every is None:
            yield Place(book, subject.id, book.today)
        else:
            yield from self._periods_of(book, subject, self.rule.every, owed)

    def place_of(self, place: Place, row: Row) -> Place:
        """Where the rule is judged on a record: of whose it is, or of the place's subject, whom it names."""
        unit = row.unit if self.rule.units == "separate" else None
        subject = place.subject if self.named is not None else row.subject
        return Place(place.book, subject, row.day, unit=unit, row=row)

    def _periods_of(self, book: Book, subject: Subject, grain: str, owed: bool) -> Iterator[Place]:
        for unit in self.units(book, subject):
            judged = self.judged(book, subject, grain, unit)
            judged = periods_owed(book, self.uses, subject, grain, judged) if owed else judged
            for index in also_asked(book, self.rule.id, subject, grain, judged):
                if grain == "occasion":
                    yield Place(
                        book, subject.id, self._occasion_day(book, subject, index), grain, index, unit
                    )
                else:
                    end = spans.bounds(grain, index, book.year_start(subject.id))[1]
                    yield Place(book, subject.id, end, grain, index, unit)

    def judged(self, book: Book, subject: Subject, grain: str, unit: str | None) -> list[int]:
        """The periods for which it is judged of a subject."""
        return periods_to_judge(book, self.uses, subject, grain, unit)

    def _occasion_day(self, book: Book, subject: Subject, index: int) -> date:
        for key in self.uses.facts:
            if (day := book.days(key, subject.id).get(index)) is not None:
                return day
        return book.today

    def units(self, book: Book, subject: Subject) -> list[str | None]:
        """The reporting units that it looks at one by one; nothing but None where it takes them together."""
        if self.rule.units == "together":
            return [None]
        keys = [key for key in self.uses.facts if book.scheme.facts[key].by]
        units = {unit for key in keys for unit in book.units(key, subject.id)}
        units |= {
            row.unit
            for key in self.uses.records
            if book.scheme.facts[key].by
            for row in book.rows[key].get(subject.id, ())
        }
        return sorted(units, key=str) or [None]

    def applies(self, place: Place) -> bool:
        """Whether the rule was in force at the place."""
        if self.effective is not None and place.moment < self.effective:
            return False
        return self.until is None or place.start <= self.until

    def day_of(self, place: Place) -> date:
        """The day on which what follows moves something."""
        return self.once_reported(place)

    def answer(self, place: Place, tier: str = "") -> Truth:
        """Whether the rule was met at a place, or came out in a tier of it."""
        found = self.find(place)
        possible = {self.tiers[rungs[-1]].tier.name for rungs in found.among or (found.tiers,) if rungs}
        if not tier or (found.truth in (PENDING, JUDGE) and (not found.among or tier in possible)):
            return found.truth
        return YES if tier in possible else NO

    def find(self, place: Place) -> Found:
        """What the rule says at a place; of a year in the middle of which the scheme took effect perhaps nothing."""
        found = self._judge(place) if self.unless is None else self._unless(self.unless(place), place)
        if found.truth is PENDING and place.grain is not None and too_early(found.evidence):
            return Found(NO, found.evidence, exempt=True)
        return found

    def _unless(self, exempt: Evidence, place: Place) -> Found:
        if exempt.truth is YES:
            return Found(NO, exempt, exempt=True)
        found = self._judge(place)
        if exempt.truth in (PENDING, JUDGE) and found.truth is YES:
            return Found(exempt.truth, exempt, found.tiers)
        return found

    def _of_whom(self, place: Place) -> Found:
        found = self._of_place(place)
        if self.named is None or found.truth is NO or place.row is None:
            return found
        return found if is_sure(place.book, self.named, place.row, place.subject) else not_sure(found)

    def _of_place(self, place: Place) -> Found:
        if self.tiers:
            return self._tiered(place, self.value(place) if self.value is not None else None)
        if self.when is None:
            row = place.row
            name = self.compiler.scheme.facts[self.rule.on].name if self.rule.on else ""
            return Found(YES, Evidence(YES, "records", text=f"{row.day if row else ''}登记“{name}”"))
        evidence = self.when(place)
        return Found(evidence.truth, evidence)

    def _tiered(self, place: Place, value: Known | None) -> Found:
        """The first tier that holds; a tier before it that is still open leaves the rule open."""
        if isinstance(value, Missing):
            return Found(unknown(value), Evidence(unknown(value), "compare", value))
        told: list[Evidence] = []
        for at, rung in enumerate(self.tiers):
            if rung.tier.by_steps:
                continue
            parts = rung.parts(place, value)
            truth = all_of(part.truth for part in parts)
            one = Evidence(truth, "all", parts=parts, text=rung.tier.name)
            if truth is YES:
                return self._stepped(place, at, one)
            if truth in (PENDING, JUDGE):
                return Found(truth, one, among=self._reached_from(place, at, one))
            told.append(one)
        none = (
            Evidence(NO, "compare", value) if value is not None else Evidence(NO, "some", parts=tuple(told))
        )
        return Found(NO, none)

    def _reached_from(self, place: Place, at: int, base: Evidence) -> tuple[tuple[int, ...], ...]:
        """Where only one tier is asked for (a rung of a ladder), those to which steps may lead from it."""
        if sum(not rung.tier.by_steps for rung in self.tiers) > 1:
            return ()
        return tuple(self.rungs(one) for one in self.stepping.moved(place, at, base)[0])

    def _stepped(self, place: Place, at: int, base: Evidence) -> Found:
        """A tier that holds, moved by what makes the measure heavier or lighter."""
        among, told = self.stepping.moved(place, at, base)
        if len(among) > 1:
            return Found(told.truth, told, among=tuple(self.rungs(one) for one in among))
        return Found(YES if self.rungs(among[0], then_only=True) else NO, told, self.rungs(among[0]))

    def rungs(self, at: int, *, then_only: bool = False) -> tuple[int, ...]:
        """A tier with those before it that it adds to."""
        rungs = [at]
        while self.tiers[rungs[0]].tier.adds and rungs[0] > 0:
            rungs.insert(0, rungs[0] - 1)
        return tuple(rung for rung in rungs if self.tiers[rung].tier.then or not then_only)

    def verdict(self, place: Place, found: Found) -> Verdict:
        """The verdict at a place."""
        outcome = Outcome.NOT_APPLICABLE if found.exempt else RULE_OUTCOMES[found.truth]
        consequences = self._following(place, found)
        tier = self.tiers[found.tiers[-1]].tier.name if found.tiers else ""
        return Verdict(
            self.rule.id, "rule", self.rule.title, self.rule.clause, self.document, place.subject, outcome,
            found.evidence, place.period_text, place.moment, place.unit, tier, nature_of(consequences),
            consequences=consequences,
        )  # fmt: skip

    def _following(self, place: Place, found: Found) -> tuple[Following, ...]:
        if found.exempt or found.truth not in (YES, NO):
            return ()
        if self.tiers:
            return tuple(one for rung in found.tiers for one in self.tiers[rung].then(place))
        return self.then(place) if found.truth is YES else self.otherwise(place)
