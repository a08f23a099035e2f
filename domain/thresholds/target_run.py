"""Targets: a figure to reach by a date, at a point in time, cumulative, or as a mean of years."""

from collections.abc import Iterator

from domain.library.calendar_dates import Found
from domain.library.models.campaign import Milestone, Target
from domain.library.scopes import Scope
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler, TestOf
from domain.thresholds.context import Place
from domain.thresholds.data import Known
from domain.thresholds.dated import find_at
from domain.thresholds.evidence import Evidence
from domain.thresholds.exempting import exceptions
from domain.thresholds.judging import against
from domain.thresholds.target_series import Series
from domain.thresholds.truth import JUDGE, NO, PENDING, YES, Truth, all_of
from domain.thresholds.verdicts import DUTY_OUTCOMES, Outcome, Verdict

_ASPIRATIONAL = "预期性（不作扣分依据）"


_ANSWERS = {
    Outcome.MET: YES, Outcome.NOT_APPLICABLE: YES, Outcome.NOT_MET: NO, Outcome.NEEDS_JUDGEMENT: JUDGE,
}  # fmt: skip


class TargetRun:
    """One target, compiled; judged at each of its milestones."""

    def __init__(self, compiler: Compiler, target: Target) -> None:
        self.target, self.compiler = target, compiler
        self.series = [Series(compiler, target, name, node) for name, node in target.figures.items()]
        self.slot: list[Known] = []
        self.tests = [self._tests(milestone) for milestone in target.milestones]
        self.unless = exceptions(compiler, target.id, target.unless, Scope(kind=target.of))
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
        for subject in book.of_kind(self.target.of):
            for at in range(len(self.target.milestones)):
                yield self._verdict(book, subject.id, at)

    def _verdict(self, book: Book, subject: str, at: int) -> Verdict:
        due = self._due(book, subject, at)
        if due.day is None:
            evidence = Evidence(PENDING, "target", text=due.text)
            outcome = Outcome.PENDING_DATA
        else:
            place = Place(book, subject, due.day)
            outcome, evidence = self._result(place, at)
        tier = _ASPIRATIONAL if self.target.nature == "aspirational" else ""
        return Verdict(
            self.target.id, "target", self.target.title, self.target.clause, self.document, subject, outcome,
            evidence, day=due.day, tier=tier,
        )  # fmt: skip

    def _result(self, place: Place, at: int) -> tuple[Outcome, Evidence]:
        """What came of a milestone at its date; not known while it is not whether it was owed at all."""
        exempt = self.unless(place) if self.unless is not None else None
        truth, evidence = self.judge(place, at)
        over = place.book.today > place.moment
        if truth is PENDING and self.target.missing == "not_met" and over:
            told = Evidence(NO, "target", text="期满没有数据，方案规定视为未完成")
            truth, evidence = NO, Evidence(NO, "all", parts=(evidence, told))
        if exempt is not None and exempt.truth is YES:
            return Outcome.NOT_APPLICABLE, exempt
        if exempt is not None and exempt.truth is not NO and truth is not YES and over:
            return DUTY_OUTCOMES[exempt.truth], exempt
        return _outcome(truth, not over), evidence

    def _due(self, book: Book, subject: str, at: int) -> Found:
        """The day of a milestone, which may hang on a date of the subject."""
        place = Place(book, subject, book.today)
        return find_at(self.target.milestones[at].by, self.compiler.almanac, "end", place)

    def judge(self, place: Place, at: int) -> tuple[Truth, Evidence]:
        """Whether a milestone is reached, read at its date; of several figures each has to be."""
        parts = [self._of_one(one, place, at) for one in self.series]
        if len(parts) == 1:
            return parts[0].truth, parts[0]
        truth = all_of(part.truth for part in parts)
        return truth, Evidence(truth, "all", parts=tuple(parts))

    def _of_one(self, series: Series, place: Place, at: int) -> Evidence:
        if self.target.counts == "each_year":
            parts = [self._compared(place, at, found) for found in series.by_year(place)]
            truth = all_of(part.truth for part in parts) if parts else PENDING
            evidence = Evidence(truth, "all", parts=tuple(parts))
        else:
            evidence = self._compared(place, at, series.figure(place))
        if not series.name:
            return evidence
        return Evidence(evidence.truth, "period", parts=(evidence,), text=series.name)

    def _compared(self, place: Place, at: int, found: Known) -> Evidence:
        whole, lower = self.tests[at]
        self.slot.append(found)
        evidence = whole(place)
        if evidence.truth is NO and lower is not None and lower(place).truth is YES:
            told = Evidence(YES, "target", text="超过上限视为完成")
            evidence = Evidence(YES, "all", parts=(evidence, told))
        self.slot.pop()
        return evidence

    def truth(self, place: Place) -> Truth:
        """Whether the last milestone due by then is reached, for conditions that ask."""
        latest = Outcome.PENDING_DATA
        for at in range(len(self.target.milestones)):
            due = self._due(place.book, place.subject, at).day
            if due is not None and due <= max(place.moment, place.book.today):
                latest = self._result(Place(place.book, place.subject, due), at)[0]
        return _ANSWERS.get(latest, PENDING)


def _outcome(truth: Truth, still_time: bool) -> Outcome:
    if truth is YES:
        return Outcome.MET
    if truth is JUDGE:
        return Outcome.NEEDS_JUDGEMENT
    if still_time:
        return Outcome.IN_PROGRESS
    return Outcome.NOT_MET if truth is NO else Outcome.PENDING_DATA
