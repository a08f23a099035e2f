"""Duties and time limits that were not kept, as rules: what follows from them moves balances and fills lists."""

from collections.abc import Mapping
from datetime import date

from domain.library.models.rules import Rule
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.duty_run import DutyRun
from domain.thresholds.facts import Subject
from domain.thresholds.limit_run import LimitRun
from domain.thresholds.rule_run import RuleRun

Kept = Mapping[str, DutyRun | LimitRun]


class FailedRun(RuleRun):
    """A rule that says of a duty, or of a time limit, that it was not kept: where that is in force and judged."""

    def __init__(self, entries: Kept, compiler: Compiler, rule: Rule) -> None:
        super().__init__(compiler, rule)
        self.entry = entries[rule.id]

    def applies(self, place: Place) -> bool:
        """Whether the duty, or the time limit, was in force at the place."""
        return self.entry.applies(place)

    def day_of(self, place: Place) -> date:
        """The day on which the time for doing had run out."""
        return self.entry.missed(place)

    def judged(self, book: Book, subject: Subject, grain: str, unit: str | None) -> list[int]:
        """The periods for which the duty is judged of a subject."""
        if isinstance(self.entry, DutyRun):
            return self.entry.judged(book, subject, grain)
        return super().judged(book, subject, grain, unit)
