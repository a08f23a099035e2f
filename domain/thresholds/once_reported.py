"""From when on it is known how the reports and duties stand that an entry by period asks about: what follows waits.

A report on March is due in April, a duty may be done after the end of its period: what follows from their not having
been kept is of the day after the last one, as what follows from a term is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.calendar import WorkCalendar
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.filing import asked_of
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.parts import children, name_read
from domain.thresholds.came import Came
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.duty_run import DutyRun


@dataclass(frozen=True, slots=True)
class _Asked:
    """A report that an entry asks about, and after how many days too late what it asks holds."""

    key: str
    days: int = 1
    unit: str = "calendar_day"

    def known(self, came: Came, calendar: WorkCalendar) -> date | None:
        """The day from which on that is known of a turn; None of what is not owed, or has no day."""
        if came.waived or came.due is None:
            return None
        if came.day is not None and not came.too_late:
            return came.day
        if self.unit == "working_day":
            return calendar.add_workdays(came.due, self.days)
        return came.due + timedelta(days=self.days)


class OnceReported:
    """The reports and duties of its own period that an entry asks about, also through measures and other rules."""

    def __init__(self, compiler: Compiler, grain: str | None, *nodes: Any) -> None:
        self._compiler = compiler
        found = dict.fromkeys(_asked(compiler.scheme, nodes, set())) if grain is not None else {}
        self._reports = [one for one in found if isinstance(one, _Asked)]
        self._duties = [one for one in found if isinstance(one, str)]

    def __call__(self, place: Place) -> date:
        """The day of what follows at a place: the last one of its period, or that on which all of them are told."""
        days = [place.moment]
        for one in self._reports:
            came: Came = self._compiler.ask("filing", one.key, place)
            days += [day for day in (one.known(came, self._compiler.almanac.calendar),) if day is not None]
        return max([*days, *(self._missed(key, place) for key in self._duties)])

    def _missed(self, key: str, place: Place) -> date:
        """The day after the last on which the duty of the place's period, or of the last one in it, may be done."""
        run: DutyRun = self._compiler.ask("duty", key, place)
        grain = str(run.duty.every)
        there = place if grain == place.grain else place.at(grain, place.index_in(grain))
        return place.moment if there.moment == (day := run.missed(there)) else day


def _asked(scheme: Scheme, node: Any, seen: set[str]) -> Iterator[_Asked | str]:
    """The reports and the duties asked about below a node; those of earlier periods, or as of other days, are told."""
    match node:
        case v.Previous() | v.AsOf() | v.Opening():
            return
        case c.Met() if any(duty.id == node.met and duty.every is not None for duty in scheme.duties):
            yield node.met
        case c.Compare(value=v.DaysLate() as late) if _is_report(scheme, late.days_late):
            yield _Asked(late.days_late, max([1, *_lines(node)]), late.unit)
            return
        case c.Triggered() if node.triggered not in seen:
            rules = [rule for rule in scheme.rules if rule.id == node.triggered and rule.every is not None]
            seen.add(node.triggered)
            yield from (one for rule in rules for one in _asked(scheme, rule.asked, seen))
    key = asked_of(node)
    if key and _is_report(scheme, key):
        yield _Asked(key)
    name = name_read(node)
    if name in scheme.measures and name not in seen:
        seen.add(name)
        yield from _asked(scheme, scheme.measures[name].value, seen)
    for part in children(node):
        yield from _asked(scheme, part, seen)


def _is_report(scheme: Scheme, key: str) -> bool:
    return any(one.id == key for one in scheme.deliverables)


def _lines(compared: c.Compare) -> Iterator[int]:
    """From how many days on a comparison holds: at least ten, more than nine."""
    for name, bound in compared.limits:
        if isinstance(bound, NumberValue) and bound.number.denominator == 1:
            if name in ("at_least", "equals"):
                yield int(bound.number)
            elif name == "above":
                yield int(bound.number) + 1
