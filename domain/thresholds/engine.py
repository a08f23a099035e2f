"""The engine: a scheme, its settings and the facts in; verdicts out. It computes and never decides."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from domain.calendar import WorkCalendar
from domain.library.library import Library
from domain.library.models.base import Entry, OpenMark
from domain.library.models.scheme import Scheme
from domain.library.moving import failed_duties
from domain.library.schedule import almanac_for
from domain.library.scopes import Scope
from domain.thresholds.accounts import BalanceRun
from domain.thresholds.book import Asked, Book
from domain.thresholds.came import Came
from domain.thresholds.capping import CapRun, capped
from domain.thresholds.collecting import undisturbed
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Known
from domain.thresholds.duty_run import DutyRun
from domain.thresholds.exclusive import heavier_than, held_up, ranked, waiting_rules
from domain.thresholds.facts import Facts, Subject
from domain.thresholds.failed_run import FailedRun, Kept
from domain.thresholds.faults import within_entry
from domain.thresholds.filing import FilingRun
from domain.thresholds.forms import FORMS as FORMS  # importing them registers the forms
from domain.thresholds.limit_run import LimitRun
from domain.thresholds.quiet import quiet
from domain.thresholds.rolls import ListRun
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.scores import SheetRun
from domain.thresholds.settled import Settled
from domain.thresholds.sheet_scores import SheetScore
from domain.thresholds.stays import Stay
from domain.thresholds.target_run import TargetRun
from domain.thresholds.tiers import tier_of
from domain.thresholds.truth import NO, YES, Truth, any_of
from domain.thresholds.verdicts import Verdict


def year_of(scheme: Scheme, settings: Mapping[str, Any], year: int | None = None) -> int | None:
    """The year of dates that the scheme writes without one."""
    if year is not None:
        return year
    declared = scheme.scheme.year
    if isinstance(declared, OpenMark):
        given = settings.get(declared.open)
        return int(given) if given is not None else None
    return declared


_Entry = TypeVar("_Entry", bound=Entry)
_Run = TypeVar("_Run")


def _runs(
    run: Callable[[Compiler, _Entry], _Run], compiler: Compiler, entries: Iterable[_Entry]
) -> dict[str, _Run]:
    """Entries compiled, by their ids; what is the same as another one is not judged a second time."""
    found: dict[str, _Run] = {}
    for entry in entries:
        if not entry.same_as:
            with within_entry(entry.id):
                found[entry.id] = run(compiler, entry)
    return found


class Engine:
    """A scheme compiled once; may be asked about any facts and day."""

    balances: dict[str, BalanceRun]
    lists: dict[str, ListRun]
    sheets: dict[str, SheetRun]
    settled: Settled
    duties: dict[str, DutyRun]

    def __init__(
        self,
        library: Library,
        settings: Mapping[str, Any] | None = None,
        *,
        year: int | None = None,
        calendar: WorkCalendar | None = None,
        events: Mapping[str, date] | None = None,
    ) -> None:
        self.scheme = scheme = library.with_settings(settings)
        self.almanac = almanac_for(scheme, year_of(scheme, settings or {}, year), calendar, events)
        self.compiler = compiler = Compiler(scheme, self.almanac)
        compiler.extern.update(
            rule=self._rule_truth, met=self._met, owed=self._owed, filing=self._came, balance=self._balance,
            list=lambda key, place: self.lists[key].on(place), stay=lambda key, place: self.lists[key].stay(place),
            moved_on=lambda key, at: self.balances[key].days(at), already=lambda key, at: self.lists[key].already(at),
            listed_on=lambda key, at: self.lists[key].entering.days(at), run=lambda key, at: self.rules[key],
            stood=lambda key, place: self.standing_truth(self.rules[key], place),
            score=lambda key, at: self.sheets[key].total(at), score_grade=lambda key, at: self.sheets[key].grade(at),
            item=lambda asked, place: self.sheets[asked.partition(" ")[0]].points_of(asked.partition(" ")[2], place),
            tier=lambda key, place: tier_of(self.rules[key], place), limit=lambda key, place: self.limits[key],
            settled=lambda key, place: self.settled, duty=lambda key, place: self.duties[key],
        )  # fmt: skip
        self.rules: dict[str, RuleRun] = _runs(RuleRun, compiler, scheme.rules)
        self.heavier, self.waiting = heavier_than(scheme, self.rules), waiting_rules(scheme)
        self.duties = _runs(DutyRun, compiler, scheme.duties)
        self.targets = _runs(TargetRun, compiler, scheme.all_targets)
        self.limits: dict[str, LimitRun] = _runs(LimitRun, compiler, scheme.time_limits)
        self.filings = {one.id: FilingRun(compiler, one) for one in scheme.deliverables}
        kept: Kept = {**self.duties, **self.limits}
        failed = _runs(partial(FailedRun, kept), compiler, failed_duties(scheme))
        acting = {**self.rules, **failed}
        self.balances = {key: BalanceRun(compiler, key, one, acting) for key, one in scheme.balances.items()}
        self.lists = {key: ListRun(compiler, key, one, acting) for key, one in scheme.lists.items()}
        self.caps = [CapRun(compiler, one) for one in scheme.caps.values()]
        self.settled = Settled(scheme, self.rules, self.duties, self.limits, self.heavier, self.caps)
        self.sheets = {key: SheetRun(compiler, key, one) for key, one in scheme.scoring.items()}

    def evaluate(self, facts: Facts, today: date, asked: Asked | None = None) -> list[Verdict]:
        """A verdict for every rule, duty, target and time limit, wherever each is to be judged.

        `asked` are periods over that are judged besides: of an entry and a subject, for whom nothing is known.
        """
        with undisturbed():
            return self._evaluated(self.book(facts, today, asked))

    def _evaluated(self, book: Book) -> list[Verdict]:
        found = list(self._of_rules(book))
        for key, duty in self.duties.items():
            with within_entry(key):
                found += [duty.verdict(place) for place in duty.places(book) if duty.applies(place)]
        runs: dict[str, TargetRun | LimitRun] = {**self.targets, **self.limits}
        for key, run in runs.items():
            with within_entry(key):
                found += run.verdicts(book)
        return capped(self.caps, found, book)

    def book(self, facts: Facts, today: date, asked: Asked | None = None) -> Book:
        """The facts indexed, for questions about single values."""
        book = Book(self.scheme, facts, today, asked or {})
        book.computed = self.compiler.field
        return book

    def value_at(self, node: Any, kind: str | None, place: Place) -> Known:
        """Any value of the format at a place."""
        value: ValueOf = self.compiler.value(node, Scope(kind=kind, grain=place.grain))
        return value(place)

    def score(self, sheet: str, book: Book, subject: str, grain: str, index: int) -> SheetScore:
        """A scoring sheet for a subject in a period."""
        return self.sheets[sheet].score(Place(book, subject, book.today).at(grain, index))

    def standing(self, key: str, book: Book, subject: str, day: date) -> Stay | None:
        """Since when and until when a subject stands on a list on a day, for certain or perhaps."""
        return self.lists[key].on(Place(book, subject, day))

    def _of_rules(self, book: Book) -> Iterable[Verdict]:
        found: list[Verdict] = []
        for key, run in self.rules.items():
            places = (place for place in run.places(book) if run.applies(place))
            with within_entry(key):
                of_rule = [run.verdict(place, run.find(place)) for place in places]
            if run.rule.on is not None:
                of_rule += quiet(run, book, {verdict.subject for verdict in of_rule})
            found += of_rule
        return ranked(self.scheme, found)

    def _rule_truth(self, asked: str, place: Place) -> Truth:
        """Whether a rule was met, or came out in a tier: its id, and after a blank the tier."""
        key, _, tier = asked.partition(" ")
        run = self.rules[key]
        if run.rule.on is not None:
            here = place.row if place.row is not None and place.row.fact == run.rule.on else None
            if here is None:
                return self._any_row(run, place, tier)
            return self.standing_truth(run, run.place_of(place, here), tier)
        every = run.rule.every
        there = place.whole(every, place.index_in(every)) if every else replace(place, grain=None, row=None)
        unit = place.unit if run.rule.units == "separate" else None
        return self.standing_truth(run, replace(there, unit=unit), tier)

    def standing_truth(self, run: RuleRun, place: Place, tier: str = "") -> Truth:
        """Whether a rule was met where it was in force, and no heavier rule of its group took its place."""
        if not run.applies(place):
            return NO
        found = run.answer(place, tier)
        if found is NO:
            return NO
        rivals = [other.answer(place) for other in self.heavier.get(run.rule.id, ()) if other.applies(place)]
        if YES in rivals:
            return NO
        return held_up(found, rivals) if run.rule.id in self.waiting else found

    def _any_row(self, run: RuleRun, place: Place, tier: str) -> Truth:
        """Whether a rule on records was met by one within the place's period (or up to its moment)."""
        first = place.start if place.grain else date.min
        subject = place.book.subjects.get(place.subject) or Subject(place.subject, run.rule.subject)
        truths = [
            self.standing_truth(run, there, tier)
            for there in run.places_of(place.book, subject)
            if first <= there.moment <= place.moment
        ]
        return any_of(truths) if truths else NO

    def _met(self, key: str, place: Place) -> Truth:
        if key in self.duties:
            return self.duties[key].truth(self._of_duty(key, place))
        if key in self.targets:
            return self.targets[key].truth(place)
        return self.limits[key].truth(place)

    def _owed(self, key: str, place: Place) -> Truth:
        if key in self.duties:
            return self.duties[key].owed(self._of_duty(key, place))
        return self.limits[key].owed(place)

    def _of_duty(self, key: str, place: Place) -> Place:
        every = self.duties[key].duty.every
        return place.whole(every, place.index_in(every)) if every else place

    def _came(self, key: str, place: Place) -> Came:
        return self.filings[key].came(place)

    def _balance(self, key: str, place: Place) -> Known:
        return self.balances[key].value(place)


def evaluate(
    library: Library,
    facts: Facts,
    today: date,
    settings: Mapping[str, Any] | None = None,
    *,
    year: int | None = None,
    calendar: WorkCalendar | None = None,
    events: Mapping[str, date] | None = None,
) -> list[Verdict]:
    """Judge all entries of a library. `settings` are alternatives and open parameters by key.

    `year` is that of dates without one; `events` are dates that terms run from (送达, 决定) where a
    single case is looked at.
    """
    return Engine(library, settings, year=year, calendar=calendar, events=events).evaluate(facts, today)
