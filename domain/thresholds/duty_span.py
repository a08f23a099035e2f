"""Which days count for a period of a duty, and until when it may still be done."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.library.calendar_dates import counted
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.base import OpenMark
from domain.library.models.literals import NameValue
from domain.library.models.rules import Duty
from domain.library.parts import below, children
from domain.library.scopes import Scope
from domain.terms import chinese_date
from domain.thresholds import windows
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum
from domain.thresholds.duty_pauses import DutyPauses
from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import NO


class DutySpan:
    """The days of one duty: those of its period, or moved on by the time allowed after its end or by its pauses."""

    def __init__(
        self, compiler: Compiler, duty: Duty, scope: Scope, pauses: DutyPauses | None = None
    ) -> None:
        self.pauses = pauses
        term = duty.done_by.after_end if duty.done_by is not None else None
        self.term = None if term is None or isinstance(term.count, OpenMark) else term
        self.almanac = compiler.almanac
        done = [_in_phases(node) for node in duty.figures.values()]
        self.in_phases = duty.every == "year" and self.term is None and all(done)
        self.back = [one for node in duty.figures.values() for one in below(node) if _looks_back(one)]
        document = compiler.scheme.documents[duty.source or compiler.scheme.main_document]
        self.effective = duty.effective or document.effective
        self.ahead: list[tuple[w.Window, ValueOf | None]] = []
        for window in _windows(list(duty.figures.values())):
            anchor = window.anchor if isinstance(window, w.RollingWindow) else None
            self.ahead.append((window, compiler.optional_value(anchor, scope)))

    def of(self, place: Place) -> Place:
        """The place with the days that count for its period."""
        if place.grain is None:
            return place
        if self.term is None:
            return place if self.pauses is None else self.pauses.of(place)
        first = self._due(place.start - timedelta(days=1)) + timedelta(days=1)
        return replace(place, counted=(first, self._due(place.moment)))

    def unfilled(self, place: Place) -> Evidence | None:
        """Why it may still be done where it has not been: since it is owed, no whole stretch that it allows has passed.

        每12个月一次 is owed for the first time twelve months after the scheme, or the subject, began.
        """
        began = [
            day for day in (self.effective, place.book.began(place.subject), place.book.kept_since) if day
        ]
        held = [windows.days(window, place, self.almanac) for window in self.back]
        first = min((one[0] for one in held if one is not None), default=None)
        if first is None or not began or first >= max(began):
            return None
        text = f"自{chinese_date(max(began))}起算，要看的时段（{chinese_date(first)}起）还没有满，没有做的不算未完成"
        return Evidence(NO, "duty", text=text)

    def _due(self, end: date) -> date:
        return counted(self.term, self.almanac, end, "期末").due if self.term is not None else end

    def goes_over(self, place: Place) -> bool:
        """Whether a phase in which it is done goes on after the year of the place."""
        return any(windows.runs_over(window, place, self.almanac) for window, _ in self.ahead)

    def elsewhere(self, place: Place) -> bool:
        """Whether what counts lies in phases of another year than that of the place."""
        held = self._phases(place)
        return bool(held) and all(first > last for first, last in held)

    def _phases(self, place: Place) -> list[windows.DayRange]:
        """The days of the phases in which it counts; none while those of one of them are open."""
        phases = [window for window, _ in self.ahead if isinstance(window, w.PhaseWindow)]
        held = [windows.days(window, place, self.almanac) for window in phases]
        known = [one for one in held if one is not None]
        return known if len(known) == len(held) else []

    def last(self, place: Place) -> date:
        """The last day on which it may be done; of what counts in phases alone the last one of these."""
        if self.in_phases and place.grain == "year" and (held := self._phases(place)):
            return max(last for _, last in held)
        counts = self.of(place).counted
        return max([place.moment if counts is None else counts[1], *self._ends(place)])

    def _ends(self, place: Place) -> list[date]:
        found: list[date] = []
        for window, anchor_of in self.ahead:
            if isinstance(window, w.PhaseWindow) and not windows.runs_over(window, place, self.almanac):
                continue
            anchor = anchor_of(place) if anchor_of is not None else None
            day = anchor.day if isinstance(anchor, Datum) else None
            held = windows.days(window, place, self.almanac, day)
            found += [held[1]] if held is not None else []
        return found


def _in_phases(node: Any) -> bool | None:
    """Whether all that a figure counts lies in phases; None of what counts nothing."""
    match node:
        case v.Count() | c.Happened():
            return isinstance(node.within, w.PhaseWindow)
        case v.Take() if node.rows is not None:
            return isinstance(node.within, w.PhaseWindow)
        case NameValue():
            return False
    found = [one for one in map(_in_phases, children(node)) if one is not None]
    return all(found) if found else None


def _looks_back(window: Any) -> bool:
    """Whether a window is so long a stretch, or so many periods, up to the moment."""
    if isinstance(window, w.LastPeriods):
        return window.periods > 1
    return isinstance(window, w.RollingWindow) and window.anchor is None and window.around is None


def _windows(node: Any) -> list[w.Window]:
    """The windows below a figure that look beyond the end of the period."""
    if isinstance(node, w.PhaseWindow):
        return [node]
    if isinstance(node, w.RollingWindow | w.DatesWindow) and windows.looks_forward(node):
        return [node]
    return [found for part in children(node) for found in _windows(part)]
