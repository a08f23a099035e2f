"""The figure that a target speaks of: at a time, added up since a date, as a mean of years, year by year."""

from datetime import date
from fractions import Fraction

from domain.library.grains import grain_of
from domain.library.models.campaign import Target
from domain.library.models.values import Value
from domain.library.scopes import Scope
from domain.thresholds import spans
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.dated import find_at
from domain.thresholds.series_read import names_below
from domain.thresholds.taking import taken


class Series:
    """One figure of a target, compiled; `name` is empty where the target has only one."""

    def __init__(self, compiler: Compiler, target: Target, name: str, node: Value) -> None:
        self.compiler, self.target, self.name, self.node = compiler, target, name, node
        self.grain = grain_of(compiler.scheme, node)
        self.value = compiler.value(node, Scope(kind=target.of, grain=self.grain))

    def _since(self, place: Place) -> date | None:
        since = self.target.since
        return None if since is None else find_at(since, self.compiler.almanac, "start", place).day

    def figure(self, place: Place) -> Known:
        """What it comes to at the place: as it stands, added up, or the mean of the years."""
        counts = self.target.counts
        if counts == "point_in_time" or self.grain is None:
            return self.value(place)
        found = self._series(place, self.grain)
        early = place.book.today <= place.moment
        if early and counts == "cumulative":
            found = [one for one in found if isinstance(one, Datum)]
        total = taken("total", found, "累计", "pending")
        if counts == "cumulative" or isinstance(total, Missing):
            return total
        years = self._years(place)
        mean = Fraction(total.num, total.den) / years
        return Datum("number", mean.numerator, mean.denominator, name=total.name, how=f"{years}年合计的年均")

    def _years(self, place: Place) -> int:
        since = self._since(place) or place.moment
        return place.number_of(place.moment, "year") - place.number_of(since, "year") + 1

    def _series(self, place: Place, grain: str) -> list[Known]:
        last = place.index_in(grain)
        first = self._first(place, grain, last)
        return [self._at(place, grain, index) for index in range(first, last + 1)]

    def _first(self, place: Place, grain: str, last: int) -> int:
        since = self._since(place)
        if since is not None:
            return place.number_of(since, grain)
        keys = names_below(self.compiler, self.node)
        known = [index for key in keys for index in place.book.indexes(key, place.subject)]
        first, began = min(known, default=last), place.book.began(place.subject)
        if self.target.counts != "each_year" or began is None:
            return first
        return max(first, min(last, place.number_of(began, grain)))  # years before the scheme owed nothing

    def _at(self, place: Place, grain: str, index: int) -> Known:
        found = self.value(place.at(grain, index))
        if isinstance(found, Missing):
            return Missing(f"{spans.label(grain, index)}{found.name}", found.why, found.judge)
        return found

    def by_year(self, place: Place) -> list[Known]:
        """Each year's figure."""
        return self._series(place, "year")
