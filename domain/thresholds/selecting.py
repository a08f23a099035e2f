"""Values out of records: which of them count, how many, and what they amount to."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.facts import Fact
from domain.library.scopes import Scope
from domain.thresholds import windows
from domain.thresholds.around import ANY, fullest, highest, most, slices, stretches
from domain.thresholds.book import REGISTRATION, within_day
from domain.thresholds.compiling import Compiler, TestOf, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import UNBOUNDED, Datum, Known, Missing
from domain.thresholds.facts import Row
from domain.thresholds.fields import content_of
from domain.thresholds.matching import agrees, wanted
from domain.thresholds.open_rows import incomplete, noted, why_open
from domain.thresholds.taking import taken
from domain.thresholds.truth import NO, YES, Truth, all_of

_day_of = attrgetter("day")


class Selection:
    """The records of a kind within a window that meet a condition; some may be in doubt."""

    def __init__(self, compiler: Compiler, key: str, node: Any, scope: Scope) -> None:
        """`node` is the form that says `where`, `match` and `within`."""
        self.fact: Fact = compiler.scheme.facts[key]
        where, within = node.where, node.within
        self.key, self.within, self.almanac = key, within, compiler.almanac
        self.keys = wanted(compiler, node.match, scope) if node.match else None
        inner = Scope(record=key, kind=scope.kind, grain=scope.grain, given=scope.given, outer=scope.outer)
        self.test: TestOf | None = compiler.optional(where, inner)
        anchor = within.anchor if isinstance(within, w.RollingWindow) else None
        self.anchor = compiler.optional_value(anchor, scope)
        in_hand = compiler.scheme.facts.get(scope.record or "")
        self.forward = windows.looks_forward(within, in_hand.fields if in_hand is not None else ())
        self.own_period = within is None or (isinstance(within, w.WordWindow) and within.word == "period")
        self.earlier = isinstance(within, w.WordWindow) and within.word == "earlier"

    def range(self, place: Place) -> windows.DayRange | Missing:
        """The days looked at."""
        if self.earlier and (self._orders(place) or self._orders_others(place)):
            return date.min, place.moment
        anchor: date | None = None
        if self.anchor is not None:
            found = self.anchor(place)
            if isinstance(found, Missing) or found.day is None:
                return found if isinstance(found, Missing) else Missing(found.name, "不是日期")
            anchor = plain(found.day)
        held = windows.days(self.within, place, self.almanac, anchor)
        if held is None:
            return Missing(self.fact.name, "统计时段未定")
        return held if anchor is not None or self.ahead(place) else (held[0], min(held[1], place.moment))

    def stretches(self, place: Place, held: windows.DayRange) -> list[windows.DayRange]:
        """The days looked at: one stretch, or each that holds the date and could be the one in which most happened."""
        if not isinstance(self.within, w.RollingWindow) or self.within.around is None or self.anchor is None:
            return [held]
        middle = self.anchor(place)
        if isinstance(middle, Missing) or middle.day is None:
            return [held]
        days = [row.day for row in place.book.rows[self.key].get(place.subject, ())]
        return stretches(self.within, plain(middle.day), days, place.book.today)

    def ahead(self, place: Place) -> bool:
        """Whether records after the moment count too, up to today."""
        over = windows.runs_over(self.within, place, self.almanac)
        return self.forward or over or (self.own_period and place.counted is not None)

    def still_open(self, place: Place, held: windows.DayRange) -> str:
        """That what is recorded later will count too; empty where it will not."""
        if self.ahead(place) and held[1] >= place.book.today:
            return f"（至{held[1]}止登记的还会计入）"
        return ""

    def split(self, place: Place, held: windows.DayRange) -> tuple[list[Row], list[Row]]:
        """Records that count for certain, and those in doubt."""
        found = self.judged(place, held)
        sure = [row for row, truth in found if truth is YES]
        return sure, [row for row, truth in found if truth is not YES]

    def judged(self, place: Place, held: windows.DayRange) -> list[tuple[Row, Truth]]:
        """The records that count or may count, in the order of their days."""
        found: list[tuple[Row, Truth]] = []
        keys = self.keys(place) if self.keys is not None else {}
        last = min(held[1], place.book.today) if self.ahead(place) else held[1]
        rows = self._so_far(place)
        for row in rows[bisect_left(rows, held[0], key=_day_of) : bisect_right(rows, last, key=_day_of)]:
            if place.unit is not None and self.fact.by and row.unit != place.unit:
                continue
            truth = agrees(place, row, keys)
            if truth is not NO and self.test is not None:
                truth = all_of((truth, self.test(place.of_row(row)).truth))
            if truth is not NO:
                found.append((row, truth))
        return found

    def any_row(self, place: Place) -> bool:
        """Whether anything of the kind was recorded up to the moment, or up to today where that counts."""
        last = place.book.today if self.ahead(place) else place.moment
        return any(row.day <= last for row in place.book.rows[self.key].get(place.subject, []))

    def _so_far(self, place: Place) -> list[Row]:
        """The records in their order; where the day has an order, none after the one in hand."""
        rows, here = place.book.rows[self.key].get(place.subject, []), place.row
        if here is None and self._orders_others(place) and not self.ahead(place):
            return [row for row in rows if self._not_after(row, place.beside)]
        if here is None or not self._orders(place) or self.ahead(place):
            return rows
        last = next((at for at, row in enumerate(rows) if row is here), len(rows))
        end = last if self.earlier else last + 1
        return [row for at, row in enumerate(rows) if at < end or row.day != here.day]

    def _orders(self, place: Place) -> bool:
        """Whether records of the day of the one in hand are told apart."""
        return self.fact.ordered_by is not None and place.row is not None and place.row.fact == self.key

    def _orders_others(self, place: Place) -> bool:
        """Whether records of others on the day of the one that was in hand are told apart by a field."""
        own_kind = place.beside is not None and place.beside.fact == self.key
        return own_kind and self.fact.ordered_by not in (None, REGISTRATION)

    def _not_after(self, row: Row, outer: Row | None) -> bool:
        """Whether a record of somebody else does not come later the same day; one without a time comes last."""
        field = str(self.fact.ordered_by)
        if outer is None or row is outer or row.day != outer.day:
            return outer is None or not (row is outer and self.earlier)
        one, two = within_day(row.fields.get(field)), within_day(outer.fields.get(field))
        return one < two or (one == two and not self.earlier)

    def complete(self, place: Place, held: windows.DayRange) -> bool:
        """Whether no record means that nothing happened."""
        if self.fact.absence == "assumed":
            return True
        until = min(held[1], place.book.today)
        return any(
            check.through >= until and (check.since is None or check.since <= held[0])
            for check in place.book.checks.get((self.key, place.subject), ())
        )

    def count(self, place: Place, distinct: str | None = None, alike: str | None = None) -> Known:
        """How many, with the highest number that doubts and unchecked records leave possible."""
        held = self.range(place)
        if isinstance(held, Missing):
            return held
        low, high = self._most(place, self.stretches(place, held), distinct, alike)
        name = f"{self.fact.name}{'同类最多' if alike else ''}次数"
        found = Datum("number", low, name=name, high=None if high == low else high)
        why = why_open(place, self.judged(place, held), self.test, distinct or alike) if high != low else ""
        return noted(found, why + self.still_open(place, held))

    def _most(
        self, place: Place, of: list[windows.DayRange], distinct: str | None, alike: str | None
    ) -> tuple[int, int]:
        """The highest numbers that there are, and that there may be, in any of some stretches."""
        found, field = self.judged(place, (of[0][0], of[-1][1])), distinct or alike
        kinds = [ANY if field is None else content_of(place, row, field) for row, _ in found]
        sure = [kind if truth is YES else None for kind, (_, truth) in zip(kinds, found, strict=True)]
        inside = slices(of, [row.day for row, _ in found])
        low = highest(inside, sure, distinct, alike)
        if not all(self.complete(place, one) for one in of):
            return low, UNBOUNDED
        blank = kinds.count(None)
        if not blank and len(sure) == sum(truth is YES for _, truth in found):
            return low, low
        if distinct:  # one that is not filled in may be of a kind of its own, or of any other
            kinds = [("blank", at) if kind is None else kind for at, kind in enumerate(kinds)]
        high = highest(inside, kinds, distinct, alike)
        return low, min(high + blank, len(kinds)) if alike else high


def plain(day: date) -> date:
    """The day of a moment."""
    return day.date() if isinstance(day, datetime) else day


@value_form(v.Count)
def _count(compiler: Compiler, node: v.Count, scope: Scope) -> ValueOf:
    selection = Selection(compiler, node.count, node, scope)
    return lambda place: selection.count(place, node.distinct, node.alike)


def take_rows(compiler: Compiler, node: v.Take, key: str, scope: Scope) -> ValueOf:
    """A figure taken from a field of the records that count."""
    selection = Selection(compiler, key, node, scope)
    inner = compiler.value(node.of, Scope(record=key, kind=scope.kind, grain=scope.grain))

    def value(place: Place) -> Known:
        held = selection.range(place)
        if isinstance(held, Missing):
            return held
        found = of_any(place, selection.stretches(place, held))
        return noted(found, selection.still_open(place, held))

    def of_any(place: Place, of: list[windows.DayRange]) -> Known:
        if len(of) == 1:
            return in_stretch(place, of[0])
        judged = selection.judged(place, (of[0][0], of[-1][1]))
        values = [inner(place.of_row(row)) for row, truth in judged if truth is YES]
        known = [one for one in values if isinstance(one, Datum) and one.high is None]
        certain = len(known) == len(judged) and all(selection.complete(place, one) for one in of)
        if not certain or node.take != "total":
            return most([in_stretch(place, one) for one in of])
        first, last = fullest(slices(of, [row.day for row, _ in judged]), known)
        return taken(
            node.take, list(known[first:last]), selection.fact.name, node.missing, empty_is_zero=True
        )

    def in_stretch(place: Place, held: windows.DayRange) -> Known:
        sure, doubt = selection.split(place, held)
        if doubt or not selection.complete(place, held):
            return incomplete(selection.fact.name, place, selection.judged(place, held), selection.test)
        if not sure and node.take != "total":
            none = "没有符合条件的登记" if selection.any_row(place) else "没有登记"
            return Missing(selection.fact.name, none, absent=True)
        found = [inner(place.of_row(row)) for row in sure]
        return taken(node.take, found, selection.fact.name, node.missing, empty_is_zero=True)

    return value


def take_rows_of_all(compiler: Compiler, node: v.Take, key: str, kind: str, scope: Scope) -> ValueOf:
    """A figure taken from a field of the records of all members, as if they were one's own."""
    others = scope.of_others(kind)
    selection = Selection(compiler, key, node, others)
    inner = compiler.value(node.of, Scope(record=key, kind=kind, grain=scope.grain, outer=others.outer))

    def value(place: Place) -> Known:
        found: list[Known] = []
        for member in place.book.members_of(place.subject, kind, *place.stretch):
            there = place.of_subject(member.id)
            held = selection.range(there)
            if isinstance(held, Missing):
                return held
            sure, doubt = selection.split(there, held)
            if doubt or not selection.complete(there, held):
                judged, whose = selection.judged(there, held), member.name or member.id
                return incomplete(selection.fact.name, there, judged, selection.test, whose)
            found += [inner(there.of_row(row)) for row in sure]
        if not found and node.take != "total":
            return Missing(selection.fact.name, "没有符合条件的登记", absent=True)
        return taken(node.take, found, selection.fact.name, node.missing, empty_is_zero=True)

    return value
