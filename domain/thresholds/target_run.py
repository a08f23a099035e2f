"""Targets: a figure to reach by a date, at a point in time, cumulative, or as a mean of years."""

from collections.abc import Iterator
from fractions import Fraction

from domain.library.calendar_dates import find
from domain.library.models.campaign import Milestone, Target
from domain.library.scopes import Scope, grain_of
from domain.thresholds import spans
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler, TestOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.gathering import names_below
from domain.thresholds.judging import against
from domain.thresholds.taking import taken
from domain.thresholds.truth import JUDGE, NO, PENDING, YES, Truth, all_of
from domain.thresholds.verdicts import Outcome, Verdict

_ASPIRATIONAL = "预期性（不作扣分依据）"


class TargetRun:
    """One target, compiled; judged at each of its milestones."""

    def __init__(self, compiler: Compiler, target: Target) -> None:
        self.target, self.compiler = target, compiler
        self.grain = grain_of(compiler.scheme, target.value)
        self.value = compiler.value(target.value, Scope(kind=target.of, grain=self.grain))
        self.slot: list[Known] = []
        self.tests = [self._tests(milestone) for milestone in target.milestones]
        self.unless = compiler.optional(target.unless, Scope(kind=target.of))
        self.since = find(target.since, compiler.almanac, "start").day if target.since is not None else None
        self.document = compiler.scheme.documents[target.source or compiler.scheme.main_document].title

    def _tests(self, milestone: Milestone) -> tuple[TestOf, TestOf | None]:
        """The bounds as they stand, and without the upper one where going beyond is no fault."""
        scope = Scope(kind=self.target.of)
        whole = against(self.compiler, milestone, scope, lambda place: self.slot[-1])
        if self.target.beyond != "met":
            return whole, None
        lower = milestone.model_copy(update={"at_most": None, "below": None})
        return whole, against(self.compiler, lower, scope, lambda place: self.slot[-1])

    def verdicts(self, book: Book) -> Iterator[Verdict]:
        """One verdict a subject and milestone."""
        for subject in book.by_kind.get(self.target.of, ()):
            for at in range(len(self.target.milestones)):
                yield self._verdict(book, subject.id, at)

    def _verdict(self, book: Book, subject: str, at: int) -> Verdict:
        due = find(self.target.milestones[at].by, self.compiler.almanac, "end")
        if due.day is None:
            evidence = Evidence(PENDING, "target", text=due.text)
            outcome = Outcome.PENDING_DATA
        else:
            place = Place(book, subject, due.day)
            truth, evidence = self.judge(place, at)
            outcome = _outcome(truth, book.today <= due.day)
            if self.unless is not None and self.unless(place).truth is YES:
                outcome = Outcome.NOT_APPLICABLE
        tier = _ASPIRATIONAL if self.target.nature == "aspirational" else ""
        return Verdict(
            self.target.id, "target", self.target.title, self.target.clause, self.document, subject, outcome,
            evidence, day=due.day, tier=tier,
        )  # fmt: skip

    def judge(self, place: Place, at: int) -> tuple[Truth, Evidence]:
        """Whether a milestone is reached, read at its date."""
        if self.target.counts == "each_year":
            parts = [self._compared(place, at, found) for found in self._by_year(place)]
            truth = all_of(part.truth for part in parts) if parts else PENDING
            return truth, Evidence(truth, "all", parts=tuple(parts))
        evidence = self._compared(place, at, self._figure(place))
        return evidence.truth, evidence

    def _compared(self, place: Place, at: int, found: Known) -> Evidence:
        whole, lower = self.tests[at]
        self.slot.append(found)
        evidence = whole(place)
        if evidence.truth is NO and lower is not None and lower(place).truth is YES:
            told = Evidence(YES, "target", text="超过上限视为完成")
            evidence = Evidence(YES, "all", parts=(evidence, told))
        self.slot.pop()
        return evidence

    def _figure(self, place: Place) -> Known:
        counts = self.target.counts
        if counts == "point_in_time" or self.grain is None:
            return self.value(place)
        found = self._series(place, self.grain)
        early = place.book.today <= place.moment
        total = taken("total", found, "累计", "skip" if early and counts == "cumulative" else "pending")
        if counts == "cumulative" or isinstance(total, Missing):
            return total
        years = self._years(place)
        mean = Fraction(total.num, total.den) / years
        return Datum("number", mean.numerator, mean.denominator, name=total.name, how=f"{years}年合计的年均")

    def _years(self, place: Place) -> int:
        return place.moment.year - (self.since or place.moment).year + 1

    def _series(self, place: Place, grain: str) -> list[Known]:
        last = place.index_in(grain)
        first = self._first(place, grain, last)
        return [self._at(place, grain, index) for index in range(first, last + 1)]

    def _first(self, place: Place, grain: str, last: int) -> int:
        if self.since is not None:
            return spans.index_of(self.since, grain)
        keys = names_below(self.compiler, self.target.value)
        known = [index for key in keys for index in place.book.indexes(key, place.subject)]
        return min(known, default=last)

    def _at(self, place: Place, grain: str, index: int) -> Known:
        found = self.value(place.at(grain, index))
        if isinstance(found, Missing):
            return Missing(f"{spans.label(grain, index)}{found.name}", found.why, found.judge)
        return found

    def _by_year(self, place: Place) -> list[Known]:
        return self._series(place, "year")

    def truth(self, place: Place) -> Truth:
        """Whether the last milestone due by then is reached, for conditions that ask."""
        latest: Truth = PENDING
        for at, milestone in enumerate(self.target.milestones):
            due = find(milestone.by, self.compiler.almanac, "end").day
            if due is not None and due <= max(place.moment, place.book.today):
                latest = self.judge(Place(place.book, place.subject, due), at)[0]
        return latest


def _outcome(truth: Truth, still_time: bool) -> Outcome:
    if truth is YES:
        return Outcome.MET
    if truth is JUDGE:
        return Outcome.NEEDS_JUDGEMENT
    if still_time:
        return Outcome.IN_PROGRESS
    return Outcome.NOT_MET if truth is NO else Outcome.PENDING_DATA
