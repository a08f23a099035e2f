"""Duties: done against required, period by period, with what may be made up later."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from domain.library.models.rules import Duty, ShareOf
from domain.library.scopes import Scope
from domain.thresholds import following, spans
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, show
from domain.thresholds.evidence import Evidence, holds, tell_value
from domain.thresholds.judging import unknown
from domain.thresholds.truth import NO, PENDING, YES, Truth
from domain.thresholds.uses import periods_to_judge, uses_of
from domain.thresholds.verdicts import DUTY_OUTCOMES, Outcome, Verdict, nature_of

_OF_BOOL = {True: YES, False: NO, None: PENDING}
Result = tuple[Outcome, Evidence]


class DutyRun:
    """One duty, compiled."""

    def __init__(self, compiler: Compiler, duty: Duty) -> None:
        self.duty = duty
        scheme = compiler.scheme
        scope = Scope(kind=duty.subject, grain=duty.every)
        self.done = compiler.value(duty.done, scope)
        self.required, self.base = self._required(compiler, scope)
        self.unless = compiler.optional(duty.unless, scope)
        self.otherwise = following.compiled(compiler, duty.otherwise, scope)
        self.uses = uses_of(scheme, duty.done, duty.required, duty.unless)
        document = scheme.documents[duty.source or scheme.main_document]
        self.document, self.effective = document.title, duty.effective or document.effective

    def _required(self, compiler: Compiler, scope: Scope) -> tuple[ValueOf, ValueOf | None]:
        required = self.duty.required
        if isinstance(required, ShareOf):
            return compiler.value(required.percent, scope), compiler.value(required.of, scope)
        return compiler.value(required.number, scope), None

    def places(self, book: Book) -> Iterator[Place]:
        """Everywhere this duty is judged."""
        grain = self.duty.every
        for subject in book.by_kind.get(self.duty.subject, ()):
            if grain is None:
                yield Place(book, subject.id, book.today)
                continue
            for index in periods_to_judge(book, self.uses, subject, grain, None):
                place = Place(book, subject.id, book.today)
                yield place.at(grain, index)

    def applies(self, place: Place) -> bool:
        """Whether the duty was in force at the place."""
        if self.effective is not None and place.moment < self.effective:
            return False
        return self.duty.until is None or place.start <= self.duty.until

    def needed(self, place: Place) -> Known:
        """How much is required, in whole ones."""
        share = self.required(place)
        if self.base is None or isinstance(share, Missing):
            return share
        base = self.base(place)
        if isinstance(base, Missing):
            return base
        count = ceil(share.exact * base.exact)
        return Datum("number", count, name="应完成", how=f"{show(base)}的{tell_value(share)}，进一取整")

    def result(self, place: Place) -> Result:
        """Met, not met, not applicable, waiting for the make-up, or not known."""
        if self.unless is not None:
            exempt = self.unless(place)
            if exempt.truth is YES:
                return Outcome.NOT_APPLICABLE, exempt
        needed, done = self.needed(place), self.done(place)
        if isinstance(needed, Datum) and needed.num == 0:
            text = Evidence(NO, "duty", text="应完成数为0，不适用")
            return Outcome.NOT_APPLICABLE, text
        truth, evidence = _compared(done, needed)
        if truth is NO and isinstance(done, Datum) and isinstance(needed, Datum):
            return self._short(place, evidence, needed.exact - done.exact)
        return DUTY_OUTCOMES[truth], evidence

    def _short(self, place: Place, evidence: Evidence, missing: Fraction) -> Result:
        if place.grain not in (None, "occasion") and place.moment >= place.book.today:
            return Outcome.IN_PROGRESS, evidence
        make_up = self.duty.make_up
        if make_up is None or place.grain is None:
            return Outcome.NOT_MET, evidence
        for step in range(1, make_up.periods + 1):
            later = place.at(place.grain, place.index + step)
            extra = self._extra(later)
            if extra is not None and extra >= missing:
                name = spans.label(place.grain, later.index)
                told = Evidence(YES, "duty", text=f"{name}已补{missing}")
                return Outcome.MET, Evidence(YES, "all", parts=(evidence, told))
            if later.moment >= place.book.today:
                told = Evidence(
                    PENDING, "duty", text=f"欠{missing}，可在{spans.label(place.grain, later.index)}补"
                )
                return Outcome.AWAITING_MAKE_UP, Evidence(PENDING, "all", parts=(evidence, told))
        told = Evidence(NO, "duty", text=f"欠{missing}，期满未补足")
        return Outcome.NOT_MET, Evidence(NO, "all", parts=(evidence, told))

    def _extra(self, place: Place) -> Fraction | None:
        """What was done in a period beyond what it required itself."""
        needed, done = self.needed(place), self.done(place)
        if isinstance(done, Missing) or isinstance(needed, Missing):
            return None
        return done.exact - needed.exact

    def truth(self, place: Place) -> Truth:
        """Whether the duty was kept, for conditions that ask."""
        outcome = self.result(place)[0]
        if outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
            return YES
        return NO if outcome is Outcome.NOT_MET else PENDING

    def verdict(self, place: Place) -> Verdict:
        """The verdict at a place."""
        outcome, evidence = self.result(place)
        consequences = self.otherwise(place) if outcome is Outcome.NOT_MET else ()
        return Verdict(
            self.duty.id, "duty", self.duty.title, self.duty.clause, self.document, place.subject, outcome,
            evidence, place.period_text, place.moment, nature=nature_of(consequences), consequences=consequences,
        )  # fmt: skip


def _compared(done: Known, needed: Known) -> tuple[Truth, Evidence]:
    if isinstance(done, Missing) or isinstance(needed, Missing):
        lacking = done if isinstance(done, Missing) else needed
        truth = unknown(lacking) if isinstance(lacking, Missing) else PENDING
        return truth, Evidence(truth, "compare", lacking)
    truth = _OF_BOOL[holds("at_least", done, needed)]
    named = Datum(done.kind, done.num, done.den, done.percent, done.name or "已完成", high=done.high)
    return truth, Evidence(truth, "compare", named, (("at_least", needed),))
