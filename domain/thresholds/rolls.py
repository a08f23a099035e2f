"""Lists of names: since when and until when a subject stands on one."""

from collections.abc import Mapping
from datetime import date, timedelta

from domain.library.models.dates import CountedTerm
from domain.library.models.rolls import Roll
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.entering import Entering
from domain.thresholds.leaving import ways_out
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.stay_lengths import counted, earlier, longer
from domain.thresholds.stays import Stay
from domain.thresholds.truth import YES, any_of
from domain.thresholds.windows import DayRange


class ListRun:
    """One list, compiled."""

    def __init__(self, compiler: Compiler, key: str, roll: Roll, rules: Mapping[str, RuleRun]) -> None:
        self.key, self.roll, self.almanac = key, roll, compiler.almanac
        self.entering = Entering(compiler, key, roll, rules)
        self.asked_to_leave: list[tuple[str, DayRange]] = []
        self.leaving = ways_out(compiler, key, roll)

    def standing(self, place: Place) -> DayRange | None:
        """Since when and until when the subject stands on the list on this day; None when it does not."""
        return self._standing(place, [stay for stay in self.entering.entered(place) if stay.truth is YES])

    def already(self, place: Place) -> Stay | None:
        """The same by what had listed the subject the day before: what happens on the day itself does not count."""
        return self.on(self._before(place, place.moment), place.moment)

    def on(self, place: Place, day: date | None = None) -> Stay | None:
        """How the subject stands on the list on this day: for certain, or perhaps; None when it does not.

        As things are known on the day of the place, which may be earlier than `day`.
        """
        until = day or place.moment
        if (held := self.standing(place)) is not None and until <= held[1]:
            return Stay(*held)
        stays = self.entering.entered(place)
        perhaps = self._standing(place, stays) if any(stay.truth is not YES for stay in stays) else None
        if perhaps is None or perhaps[1] < until:
            return None
        open_ = [stay for stay in stays if stay.truth is not YES and stay.first <= place.moment]
        return Stay(*perhaps, any_of(stay.truth for stay in open_), open_[-1].why)

    def stay(self, place: Place) -> DayRange | None:
        """The same; while it is asked whether the subject leaves, the stay that it would leave."""
        if self.asked_to_leave and self.asked_to_leave[-1][0] == place.subject:
            return self.asked_to_leave[-1][1]
        return self.standing(place)

    def _standing(self, place: Place, entered: list[Stay]) -> DayRange | None:
        stays = self._in_time(place, [stay for stay in entered if stay.first <= place.moment])
        if self.roll.again != "restarts":
            found = self._gone_on(place, stays)
            return None if found is None or self._left(place, found) else found
        here = [
            stay
            for stay in stays
            if place.moment <= stay.last and not self._left(place, (stay.first, stay.last))
        ]
        last = max(here, key=lambda stay: stay.last, default=None)
        return None if last is None else (last.first, last.last)

    def _in_time(self, place: Place, stays: list[Stay]) -> list[Stay]:
        """Without those that come too soon after the subject was taken off (移出后满六个月方可重新列入)."""
        if self.roll.again_after is None:
            return stays
        kept: list[Stay] = []
        for stay in sorted(stays, key=lambda one: one.first):
            if not kept or not self._too_soon(place, kept[-1], stay.first, self.roll.again_after):
                kept.append(stay)
        return kept

    def _too_soon(self, place: Place, before: Stay, day: date, wait: CountedTerm) -> bool:
        stay = before.first, before.last
        since = earlier(day, wait)
        left, long_ago = (self._left(self._at(place, min(one, before.last)), stay) for one in (day, since))
        return left and not long_ago

    def _at(self, place: Place, day: date) -> Place:
        return Place(place.book, place.subject, day)

    def _gone_on(self, place: Place, stays: list[Stay]) -> DayRange | None:
        """The stay from its first day on; each later day that falls into it makes it longer, or changes nothing.

        Of several on one day the longest counts. It becomes longer by the new one, where the list says no length.
        """
        stay: DayRange | None = None
        times, most = 0, self.roll.extends_at_most
        longest = {one.first: one for one in sorted(stays, key=lambda one: one.last)}
        for day, one in sorted(longest.items()):
            if stay is None or day > stay[1] or self._left(self._before(place, day), stay):
                stay, times = (day, one.last), 0
            elif self.roll.again == "extends" and (most is None or times < most):
                times += 1
                by = one.length if self.roll.extends_by is None else counted(self.roll.extends_by)
                stay = stay[0], longer(stay[1], by, self.almanac.calendar)
        return stay if stay is not None and place.moment <= stay[1] else None

    def _before(self, place: Place, day: date) -> Place:
        return self._at(place, day - timedelta(days=1))

    def _left(self, place: Place, stay: DayRange) -> bool:
        """Whether the subject was taken off since it last came on: who has left does not come back by itself.

        What held on the day of the listing already (an old decision to take the subject off) has to happen anew.
        Figures of a period count once it is over.
        """
        since = stay[0]
        if any(since < day <= place.moment for day in self.entering.ended(place)):
            return True
        self.asked_to_leave.append((place.subject, stay))
        try:
            return any(way.taken(place, since) for way in self.leaving)
        finally:
            self.asked_to_leave.pop()
