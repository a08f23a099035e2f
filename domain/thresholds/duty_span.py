"""Which days count for a period of a duty, and until when it may still be done."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.library.calendar_dates import counted
from domain.library.models import windows as w
from domain.library.models.base import OpenMark
from domain.library.models.rules import Duty
from domain.library.parts import children
from domain.library.scopes import Scope
from domain.thresholds import windows
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum


class DutySpan:
    """The days of one duty: those of its period, or moved on by the time allowed after its end."""

    def __init__(self, compiler: Compiler, duty: Duty, scope: Scope) -> None:
        term = duty.done_by.after_end if duty.done_by is not None else None
        self.term = None if term is None or isinstance(term.count, OpenMark) else term
        self.almanac = compiler.almanac
        self.ahead: list[tuple[w.Window, ValueOf | None]] = []
        for window in _windows(list(duty.figures.values())):
            anchor = window.anchor if isinstance(window, w.RollingWindow) else None
            self.ahead.append((window, compiler.optional_value(anchor, scope)))

    def of(self, place: Place) -> Place:
        """The place with the days that count for its period."""
        if self.term is None or place.grain is None:
            return place
        first = self._due(place.start - timedelta(days=1)) + timedelta(days=1)
        return replace(place, counted=(first, self._due(place.moment)))

    def _due(self, end: date) -> date:
        return counted(self.term, self.almanac, end, "期末").due if self.term is not None else end

    def goes_over(self, place: Place) -> bool:
        """Whether a phase in which it is done goes on after the year of the place."""
        return any(windows.runs_over(window, place, self.almanac) for window, _ in self.ahead)

    def elsewhere(self, place: Place) -> bool:
        """Whether what counts lies in phases of another year than that of the place."""
        phases = [window for window, _ in self.ahead if isinstance(window, w.PhaseWindow)]
        held = [windows.days(window, place, self.almanac) for window in phases]
        return bool(held) and all(one is not None and one[0] > one[1] for one in held)

    def last(self, place: Place) -> date:
        """The last day on which it may be done."""
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


def _windows(node: Any) -> list[w.Window]:
    """The windows below a figure that look beyond the end of the period."""
    if isinstance(node, w.PhaseWindow):
        return [node]
    if isinstance(node, w.RollingWindow | w.DatesWindow) and windows.looks_forward(node):
        return [node]
    return [found for part in children(node) for found in _windows(part)]
