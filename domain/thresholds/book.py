"""The facts indexed for judging: by fact, subject, reporting unit and period."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeVar

from domain.errors import Invalid, WrongState
from domain.library.models.facts import Fact
from domain.library.models.scheme import Scheme
from domain.library.naming import named_parties, names_in
from domain.thresholds import spans
from domain.thresholds.data import NOT_FINAL, Known, Missing, number, ratio
from domain.thresholds.facts import Check, Facts, FieldValue, Judgement, Mark, Reading, Row
from domain.thresholds.joining import with_joined_checks, with_joined_rows
from domain.thresholds.single import pooled, value_of
from domain.thresholds.subjects import Subjects

STANDING = 0
REGISTRATION = "registration"  # records of one day in the order in which they were registered
Asked = Mapping[tuple[str, str], frozenset[tuple[str, int]]]
_ByIndex = dict[int, Reading]
_ByUnit = dict[str | None, _ByIndex]
_Memory = TypeVar("_Memory")


def within_day(raw: FieldValue) -> tuple[int, Any]:
    """The order of records of one day by a time or a number; those without come last."""
    if isinstance(raw, datetime):
        return 0, raw
    return (0, raw) if isinstance(raw, int | Fraction | Decimal) else (1, 0)


def _nothing_computed(record: str, field: str) -> Callable[[Any], Known]:
    """Computed fields are compiled by the engine, which puts itself here."""
    raise WrongState(f"“{record}”的“{field}”要由方案计算")


class Book(Subjects):
    """What is known, ready to be asked; built once for an evaluation.

    `asked` are periods (grain, number) that have to be judged besides, by entry and subject.
    """

    def __init__(
        self, scheme: Scheme, facts: Facts, today: date, asked: Asked = MappingProxyType({})
    ) -> None:
        super().__init__({subject.id: subject for subject in facts.subjects})
        self.scheme, self.asked = scheme, asked
        self.today, self.kept_since, self.moved = today, facts.kept_since, facts.moved
        self.events = facts.events
        self.readings: dict[str, dict[str, _ByUnit]] = defaultdict(dict)
        self.rows: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        self.registered: dict[str, list[Row]] = defaultdict(list)
        self.judgements: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
        self.checks: dict[tuple[str, str], list[Check]] = defaultdict(list)
        self.marks: dict[tuple[str, str, str, str], Mark] = {}
        self.marked: dict[tuple[str, str], set[str]] = defaultdict(set)  # periods by sheet and subject
        self.memo: dict[tuple[str | int | date | None, ...], Known] = {}
        self._remembered: dict[object, Any] = {}
        self.computed: Callable[[str, str], Callable[[Any], Known]] = _nothing_computed
        self._take_in(facts)

    def _take_in(self, facts: Facts) -> None:
        for reading in facts.readings:
            self._read(reading)
        for row in with_joined_rows(self.scheme, sorted(facts.rows, key=lambda row: row.day)):
            fact = self._fact(row.fact)
            self.know(row.subject, fact.of)
            self.registered[row.fact].append(row)
        for key, rows in self.registered.items():
            if (field := self.scheme.facts[key].ordered_by) not in (None, REGISTRATION):
                rows.sort(key=lambda row: (row.day, within_day(row.fields.get(str(field)))))
            for row in rows:
                self.rows[key][row.subject].append(row)
        for record, field, kind in named_parties(self.scheme):
            rows = self.registered[record]
            self.know_named(kind, (name for row in rows for name in names_in(row.fields.get(field))))
        for judgement in facts.judgements:
            self.judgements[judgement.key, judgement.subject].append(judgement)
        for check in with_joined_checks(self.scheme, facts.checks):
            self.checks[check.fact, check.subject].append(check)
        for mark in facts.marks:
            self.marks[mark.sheet, mark.item, mark.subject, mark.period] = mark
            self.marked[mark.sheet, mark.subject].add(mark.period)

    def _fact(self, key: str) -> Fact:
        fact = self.scheme.facts.get(key)
        if fact is None:
            raise Invalid({"facts": f"方案没有声明数据“{key}”"})
        return fact

    def _read(self, reading: Reading) -> None:
        fact = self._fact(reading.fact)
        self.know(reading.subject, fact.of)
        index = self._index(fact, reading)
        place = self.readings[reading.fact].setdefault(reading.subject, {})
        unit = reading.unit if fact.by else None
        place.setdefault(unit, {})[index] = reading

    def _index(self, fact: Fact, reading: Reading) -> int:
        if fact.every is None:
            return STANDING
        span = spans.read(reading.period, fact.every)
        if span.grain != fact.every:
            raise Invalid({"period": f"“{fact.name}”的统计期写成了“{reading.period}”，与方案规定的不符"})
        return span.index

    def year_start(self, subject: str) -> tuple[int, int]:
        """The day (month, day) on which a subject's years begin; month 0 is December of the year before."""
        declared = self.scheme.scheme.year_start
        if declared is None:
            return spans.NEW_YEAR
        if declared.from_ is None:
            return declared.begins
        day = self.day_of(declared.from_, subject)
        return spans.NEW_YEAR if day is None else (day.month, day.day)

    def day_of(self, key: str, subject: str) -> date | None:
        """A standing date recorded of a subject."""
        found = self.datum(key, self.scheme.facts[key], subject, None, STANDING)
        return None if isinstance(found, Missing) else found.day

    def remembered(self, asker: object, kind: Callable[[], _Memory]) -> _Memory:
        """What a part of the engine has found out from these facts; gone with them."""
        if asker not in self._remembered:
            self._remembered[asker] = kind()
        found: _Memory = self._remembered[asker]
        return found

    def before_all(self, subject: str, last: date) -> bool:
        """Whether a period that ended on this day was over before the scheme or the subject began."""
        began = self.began(subject)
        return began is not None and last < began

    def began(self, subject: str) -> date | None:
        """From when on a subject is judged: since the scheme applies, and since it is there itself."""
        document = self.scheme.documents[self.scheme.main_document]
        known = self.subjects.get(subject)
        began = [day for day in (document.effective, known.since if known else None) if day is not None]
        return max(began, default=None)

    def datum(self, key: str, fact: Fact, subject: str, unit: str | None, index: int) -> Known:
        """The value of a fact; pooled over its reporting units when no single one is asked for."""
        asked = (key, subject, unit, None, index)
        found = self.memo.get(asked)
        if found is None:
            found = self.memo[asked] = self._datum(key, fact, subject, unit, index)
        return found

    def _datum(self, key: str, fact: Fact, subject: str, unit: str | None, index: int) -> Known:
        place = self.readings[key].get(subject)
        if not place:
            return Missing(fact.name, "没有数据")
        if unit is not None and fact.by:
            found = [place[unit][index]] if index in place.get(unit, ()) else []
        else:
            found = [by_index[index] for by_index in place.values() if index in by_index]
        if not found:
            return Missing(fact.name, "没有数据")
        if len(found) == 1:
            return self._of(fact, found[0])
        return pooled(fact, found)

    def _of(self, fact: Fact, reading: Reading) -> Known:
        if not reading.final:
            return Missing(fact.name, NOT_FINAL)
        return value_of(fact, reading)

    def share(
        self,
        key: str,
        fact: Fact,
        subject: str,
        unit: str | None,
        index: int,
        counting: tuple[str, ...],
        among: tuple[str, ...],
    ) -> Known:
        """The share of some answers among others, pooled over reporting units."""
        found = self._tallies(key, fact, subject, unit, index)
        if isinstance(found, Missing):
            return found
        top = sum(tally.get(word, 0) for tally in found for word in counting)
        bottom = sum(tally.get(word, 0) for tally in found for word in among)
        return ratio(top, bottom, fact.name)

    def _tallies(
        self, key: str, fact: Fact, subject: str, unit: str | None, index: int
    ) -> list[Mapping[str, int]] | Missing:
        place = self.readings[key].get(subject, {})
        chosen = [place.get(unit, {})] if unit is not None and fact.by else list(place.values())
        found = [by_index[index] for by_index in chosen if index in by_index]
        if not all(reading.final for reading in found):
            return Missing(fact.name, NOT_FINAL)
        tallies = [reading.counts for reading in found if reading.counts is not None]
        return tallies or Missing(fact.name, "没有数据")

    def out_of(self, key: str, fact: Fact, subject: str, index: int) -> Known:
        """How many took part in a ranking."""
        place = self.readings[key].get(subject, {})
        found = [by_index[index] for by_index in place.values() if index in by_index]
        if not found or found[0].out_of is None:
            return Missing(fact.name, "没有参加排名的总数")
        return number(found[0].out_of, name=f"{fact.name}总数")

    def from_bottom(self, key: str, fact: Fact, subject: str, unit: str | None, index: int) -> Known:
        """A rank counted from the last place."""
        place = self.readings[key].get(subject, {})
        found = [by_index[index] for by_index in place.values() if index in by_index]
        if not found or found[0].rank is None or found[0].out_of is None:
            return Missing(fact.name, "没有数据")
        return number(found[0].out_of - found[0].rank + 1, name=f"{fact.name}（倒数）")

    def indexes(self, key: str, subject: str, unit: str | None = None) -> Iterable[int]:
        """The periods for which there are data."""
        place = self.readings[key].get(subject, {})
        if unit is not None and self.scheme.facts[key].by:
            return place.get(unit, {}).keys()
        return {index for by_index in place.values() for index in by_index}

    def days(self, key: str, subject: str) -> dict[int, date]:
        """The days on which occasions took place, where they are known."""
        place = self.readings[key].get(subject, {})
        return {
            index: reading.day
            for by_index in place.values()
            for index, reading in by_index.items()
            if reading.day is not None
        }

    def units(self, key: str, subject: str) -> Iterable[str | None]:
        """The reporting units that gave data."""
        return self.readings[key].get(subject, {}).keys()
