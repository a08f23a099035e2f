"""Duties: done against required, period by period, with what may be made up later."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from domain.library.models.duty_parts import MakeUp, ShareOf
from domain.library.models.rules import Duty
from domain.library.scopes import Scope
from domain.thresholds import following
from domain.thresholds.between import ends, multiplied
from domain.thresholds.beyond import too_early
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, show
from domain.thresholds.duty_pauses import DutyPauses
from domain.thresholds.duty_results import LACKING, WORST, by, compared, surplus, unsaid
from domain.thresholds.duty_span import DutySpan
from domain.thresholds.evidence import Evidence, tell_value
from domain.thresholds.exempting import exceptions
from domain.thresholds.facts import Subject
from domain.thresholds.judged_periods import also_asked, period_of, periods_to_judge
from domain.thresholds.judging import unknown
from domain.thresholds.making_up import Ledger, Result, Room
from domain.thresholds.subjects import present
from domain.thresholds.truth import NO, PENDING, YES, Truth, all_of
from domain.thresholds.uses import uses_of
from domain.thresholds.verdicts import DUTY_OUTCOMES, Outcome, Verdict, nature_of


class DutyRun:
    """One duty, compiled."""

    def __init__(self, compiler: Compiler, duty: Duty) -> None:
        self.duty = duty
        scheme = compiler.scheme
        scope = Scope(kind=duty.subject, grain=duty.every)
        self.done = {name: compiler.value(node, scope) for name, node in duty.figures.items()}
        pauses = DutyPauses(compiler, duty, scope, self._kept) if duty.pauses else None
        self.span = DutySpan(compiler, duty, scope, pauses)
        self.required, self.base = self._required(compiler, scope)
        self.unless = exceptions(compiler, duty.id, duty.unless, scope)
        self.otherwise = following.compiled(compiler, duty.otherwise, scope)
        self.uses = uses_of(scheme, *duty.figures.values(), duty.required, duty.unless, duty.pauses)
        document = scheme.documents[duty.source or scheme.main_document]
        self.document, self.until = document.title, duty.until or document.until
        self.effective = duty.effective or document.effective

    def _required(self, compiler: Compiler, scope: Scope) -> tuple[ValueOf, ValueOf | None]:
        required = self.duty.required
        if isinstance(required, ShareOf):
            return compiler.value(required.percent, scope), compiler.value(required.of, scope)
        return compiler.value(required.number, scope), None

    def places(self, book: Book) -> Iterator[Place]:
        """Everywhere this duty is judged."""
        for subject in book.of_kind(self.duty.subject):
            yield from self.places_of(book, subject)

    def places_of(self, book: Book, subject: Subject) -> Iterator[Place]:
        """Everywhere this duty is judged of one subject."""
        here, grain = Place(book, subject.id, book.today), self.duty.every
        if grain is None:
            yield here
            return
        judged = self._with_the_one_before(here, grain, self.judged(book, subject, grain))
        for index in also_asked(book, self.duty.id, subject, grain, judged):
            yield here.at(grain, index)

    def judged(self, book: Book, subject: Subject, grain: str) -> list[int]:
        """The periods for which it is judged of a subject; of a year also while it lasts, once its phases are over."""
        judged = periods_to_judge(book, self.uses, subject, grain, None)
        current = period_of(book, subject, book.today, grain)
        if not self.span.in_phases or current in judged:
            return judged
        last = self.span.last(Place(book, subject.id, book.today).at(grain, current))
        there = present([subject], last, last)
        return [*judged, current] if there and last < book.today else judged

    def _with_the_one_before(self, here: Place, grain: str, judged: list[int]) -> list[int]:
        """The period before the first one too, where what was done counts for it."""
        if not judged:
            return judged
        before = here.at(grain, judged[0] - 1)
        if self.span.term is None and not self.span.goes_over(before):
            return judged
        first, last = self.span.of(before).counted or (before.start, self.span.last(before))
        rows = (row for key in self.uses.records for row in here.book.rows[key].get(here.subject, ()))
        return [before.index, *judged] if any(first <= row.day <= last for row in rows) else judged

    def applies(self, place: Place) -> bool:
        """Whether the duty was in force at the place."""
        if self.effective is not None and place.moment < self.effective:
            return False
        if self.span.elsewhere(place):
            return False
        return self.until is None or place.start <= self.until

    def needed(self, place: Place) -> Known:
        """How much is required, in whole ones."""
        share = self.required(place)
        if self.base is None or isinstance(share, Missing):
            return share
        base = self.base(place)
        if isinstance(base, Missing):
            return base
        low, high = (ceil(end) for end in ends(multiplied((share, base), percent=False)))
        how = f"{show(base)}的{tell_value(share)}，进一取整"
        return Datum("number", low, name="应完成", high=None if low == high else high, how=how)

    def result(self, place: Place) -> Result:
        """Met, not met, not applicable, waiting for the make-up, or not known."""
        exempt = self.unless(place) if self.unless is not None else None
        if exempt is not None and exempt.truth is YES:
            return Outcome.NOT_APPLICABLE, exempt
        paused = self.span.pauses
        if paused is not None and (nothing := paused.nothing_owed(place)) is not None:
            return Outcome.NOT_APPLICABLE, nothing
        found = self._done(place)
        if paused is not None:
            found = found[0], paused.beside(place, found[1], found[1].truth)
        if exempt is not None and exempt.truth is not NO and found[0] in LACKING:
            return DUTY_OUTCOMES[exempt.truth], exempt  # whether it was owed at all is not known
        return found

    def _done(self, place: Place) -> Result:
        """What was done against what is required, by each who has to."""
        needed = self.needed(place)
        if isinstance(needed, Datum) and needed.num == 0:
            text = Evidence(NO, "duty", text="应完成数为0，不适用")
            return Outcome.NOT_APPLICABLE, text
        parts = [self._of_one(place, name, needed) for name in self.done]
        if len(parts) == 1:
            return parts[0]
        worst = min((outcome for outcome, _ in parts), key=WORST.index)
        truth = all_of(evidence.truth for _, evidence in parts)
        return worst, Evidence(truth, "all", parts=tuple(evidence for _, evidence in parts))

    def _of_one(self, place: Place, name: str, needed: Known) -> Result:
        """What one party did against what is required."""
        truth, evidence = compared(self.done[name](self.span.of(place)), needed)
        if truth is PENDING and too_early(evidence):
            return Outcome.NOT_APPLICABLE, by(name, evidence)
        if truth is NO and (why := self.span.unfilled(place)) is not None:
            return Outcome.NOT_APPLICABLE, by(name, Evidence(NO, "all", parts=(evidence, why)))
        if truth is PENDING and self.duty.missing == "not_met" and self._over(place):
            truth, evidence = NO, unsaid(evidence)
        elif truth is NO and not self._over(place):
            return Outcome.IN_PROGRESS, by(name, evidence)
        elif truth is NO and self.duty.make_up is not None and place.grain is not None:
            outcome, evidence = self._ledger(place, name, self.duty.make_up).settled(place, evidence)
            return outcome, by(name, evidence)
        return DUTY_OUTCOMES[truth], by(name, evidence)

    def _ledger(self, place: Place, name: str, make_up: MakeUp) -> Ledger:
        """What is owed and what was done beyond it, period by period, kept once for each subject."""
        known = place.book.remembered((self, name), dict[str, Ledger])
        if place.subject not in known or place.index not in known[place.subject].balances:
            balances, grain, within = list(self._balances(place, name)), str(place.grain), make_up.within

            def period(index: int) -> int:
                return place.number_of(place.end_of(grain, index), within)

            room = None if make_up.at_most is None else Room(make_up.at_most, period)
            known[place.subject] = Ledger(make_up.periods, balances, room)
        return known[place.subject]

    def _balances(self, place: Place, name: str) -> Iterator[tuple[int, Fraction | None]]:
        """For each period what was done beyond what it required; None where it is not known."""
        book, grain = place.book, str(place.grain)
        subject = book.subjects.get(place.subject) or Subject(place.subject, self.duty.subject)
        judged = self.judged(book, subject, grain)
        asked = range(place.index, judged[0]) if judged else [place.index]  # before the first data too
        for index in dict.fromkeys([*asked, *judged, place.index]):
            there = place.at(grain, index)
            exempt = NO if self.unless is None else self.unless(there).truth
            if not self.applies(there) or exempt is YES:
                yield index, Fraction(0)
                continue
            needed, done = self.needed(there), self.done[name](self.span.of(there))
            yield index, surplus(done, needed) if exempt is NO else None

    def _kept(self, place: Place) -> bool:
        """Whether everybody did enough within the days that count at a place."""
        needed = self.needed(place)
        return all(compared(done(place), needed)[0] is YES for done in self.done.values())

    def _over(self, place: Place) -> bool:
        """Whether nothing more can be done for the period."""
        return place.grain in (None, "occasion") or self.span.last(place) < place.book.today

    def missed(self, place: Place) -> date:
        """From when on what follows counts: the period's last day, or that after the time for doing, if it differs."""
        last = self._made_up_by(place) or self.span.last(place)
        return place.moment if last == place.moment else last + timedelta(days=1)

    def _made_up_by(self, place: Place) -> date | None:
        """The last day on which what the period lacks could be made up."""
        make_up = self.duty.make_up
        if make_up is None or place.grain is None:
            return None
        ledgers = [self._ledger(place, name, make_up) for name in self.done]
        last = min((one.last(place.index) for one in ledgers if one.owes(place.index)), default=place.index)
        return place.end_of(place.grain, last)

    def truth(self, place: Place) -> Truth:
        """Whether the duty was kept, for conditions that ask."""
        outcome = self.result(place)[0]
        if outcome in (Outcome.MET, Outcome.NOT_APPLICABLE):
            return YES
        return NO if outcome is Outcome.NOT_MET else PENDING

    def owed(self, place: Place) -> Truth:
        """Whether there was anything to do, for conditions that ask: what need not be done is not done either."""
        exempt = NO if self.unless is None else self.unless(place).truth
        paused = self.span.pauses
        if (
            exempt is YES
            or not self.applies(place)
            or (paused is not None and paused.nothing_owed(place) is not None)
        ):
            return NO
        if self.span.back and self.result(place)[0] is Outcome.NOT_APPLICABLE:
            return NO
        needed = self.needed(place)
        if isinstance(needed, Missing):
            return unknown(needed)
        none = needed.num == 0 and needed.high in (None, 0)
        return NO if none else PENDING if needed.num == 0 or exempt is not NO else YES

    def verdict(self, place: Place) -> Verdict:
        """The verdict at a place."""
        outcome, evidence = self.result(place)
        consequences = self.otherwise(place) if outcome is Outcome.NOT_MET else ()
        return Verdict(
            self.duty.id, "duty", self.duty.title, self.duty.clause, self.document, place.subject, outcome,
            evidence, place.period_text, place.moment, nature=nature_of(consequences), consequences=consequences,
        )  # fmt: skip
