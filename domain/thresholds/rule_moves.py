"""What rules move on a balance: a verdict that is met moves it once, by those of its consequences that name it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from domain.library.models.consequences import Consequences, Deed, OneFigure
from domain.library.models.dates import Anchor
from domain.library.models.rules import Rule
from domain.library.moving import consequences_of, moving, rules_moving
from domain.thresholds.compiling import Compiler, TestOf, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Missing
from domain.thresholds.dated import anchor_at
from domain.thresholds.exclusive import heavier_than
from domain.thresholds.found import Found
from domain.thresholds.moves import Move
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.truth import JUDGE, NO, PENDING, YES
from domain.thresholds.unfolding import Unfolding

_OPEN = (PENDING, JUDGE)


@dataclass(frozen=True, slots=True)
class _Mover:
    """A consequence that names the balance, compiled."""

    when: TestOf | None
    points: ValueOf


_Moved = list[tuple[Fraction, bool]]
_Day = tuple[date, Move | Missing]


class _RuleMoves:
    """One rule as far as it moves the balance on one day: that of its verdict, or one that it `starts` on."""

    def __init__(
        self, compiler: Compiler, run: RuleRun, key: str, heavier: list[RuleRun], starts: Anchor | None
    ) -> None:
        self.run, self.heavier, self.of = run, heavier, compiler.scheme.balances[key].of
        self.starts, self.almanac = starts, compiler.almanac
        rule = run.rule
        self.then, self.otherwise = (
            self._movers(compiler, many, key) for many in (rule.then, rule.otherwise)
        )
        self.tiers = [self._movers(compiler, tier.then, key) for tier in rule.tiers]
        self.title = f"{rule.title}（{rule.id}）"

    def _movers(self, compiler: Compiler, many: Consequences, key: str) -> list[_Mover]:
        return [self._mover(compiler, deed) for deed in moving(many, key) if deed.starts == self.starts]

    def _mover(self, compiler: Compiler, deed: Deed) -> _Mover:
        scope = self.run.scope
        figure = deed.points.figure if isinstance(deed.points, OneFigure) else None
        points = compiler.optional_value(figure, scope) or (lambda place: Missing("", "没有写几分"))
        return _Mover(compiler.optional(deed.when, scope), points)

    def found(self, place: Place) -> Unfolding[_Day]:
        """All moves of a subject, of all its verdicts, with their days; found out once for the facts."""
        known = place.book.remembered(self, dict[str, Unfolding[_Day]])
        if place.subject not in known:
            known[place.subject] = Unfolding(self._occasions(place), self._moved_on)
        return known[place.subject]

    def _occasions(self, place: Place) -> Iterator[tuple[date, Place]]:
        for subject in place.book.answering_for(place.subject, self.of, self.run.rule.subject):
            for there in self.run.places_of(place.book, subject, owed=True):
                if self.run.applies(there) and (day := self._day(there)) is not None:
                    yield day, there

    def _day(self, there: Place) -> date | None:
        """The day of the verdict, or one after it; None where that is not recorded yet."""
        if self.starts is None:
            return self.run.day_of(there)
        found = anchor_at(self.starts, self.almanac, there)
        day = found.date() if isinstance(found, datetime) else found
        return day and max(day, there.moment)

    def _moved_on(self, there: Place, day: date) -> Iterator[_Day]:
        return ((day, move) for move in self._at(there, day))

    def _at(self, place: Place, day: date) -> Iterator[Move | Missing]:
        found = self.run.find(place)
        rivals = [run.find(place).truth for run in self.heavier if run.applies(place)]
        if found.exempt or YES in rivals:
            return
        certain = found.truth in (YES, NO) and not any(truth in _OPEN for truth in rivals)
        ways = [self._moved(movers, place) for movers in self._ways(found)]
        for way in ways:
            if isinstance(way, Missing):
                yield Missing("", f"（{self.title}：{way.name}{way.why}）", way.judge)
                return
        for points, sure in _outermost([way for way in ways if not isinstance(way, Missing)], certain):
            yield Move(day, points, self.run.rule.id, self.title, sure, place.row)

    def _ways(self, found: Found) -> list[list[_Mover]]:
        """What may follow: one way where the verdict is certain, else each that is still open."""
        if self.tiers and (found.tiers or found.truth is NO):
            return [[one for rung in found.tiers for one in self.tiers[rung]]]
        if self.tiers:
            chains = found.among or [self.run.rungs(at) for at in range(len(self.tiers))]
            return [[], *([one for rung in chain for one in self.tiers[rung]] for chain in chains)]
        if found.truth in _OPEN:
            return [self.then, self.otherwise]
        return [self.then if found.truth is YES else self.otherwise]

    def _moved(self, movers: list[_Mover], place: Place) -> _Moved | Missing:
        moved: _Moved = []
        for mover in movers:
            truth = YES if mover.when is None else mover.when(place).truth
            if truth is NO:
                continue
            points = mover.points(place)
            if isinstance(points, Missing):
                return points
            if points.high is not None:
                return Missing(points.name, "数据不全，分数未定")
            moved.append((points.exact, truth is YES))
        return moved


class RuleMoves:
    """All rules that move a balance."""

    def __init__(self, compiler: Compiler, rules: Mapping[str, RuleRun], key: str) -> None:
        heavier = heavier_than(compiler.scheme, rules, moving=f"balance {key}")
        self.rules = [
            _RuleMoves(compiler, rules[rule.id], key, heavier.get(rule.id, []), starts)
            for rule in rules_moving(compiler.scheme, key)
            for starts in _days(rule, key)
        ]

    def moves(self, place: Place, after: date | None = None) -> Iterator[_Day]:
        """What they move of the place's subject up to its day, with the days; only what lies `after` one."""
        for rule in self.rules:
            yield from rule.found(place).between(after, place.moment)

    def firsts(self, place: Place) -> Iterator[date | None]:
        """The days from which on each may have moved something."""
        return (rule.found(place).first for rule in self.rules)


def _days(rule: Rule, key: str) -> list[Anchor | None]:
    """From which days on the consequences of a rule move a balance."""
    found: list[Anchor | None] = []
    for many in consequences_of(rule):
        found += [deed.starts for deed in moving(many, key) if deed.starts not in found]
    return found


def _outermost(ways: list[_Moved], certain: bool) -> _Moved:
    """The moves where they are certain; else the most that may be taken and the most that may be given."""
    if certain and len(ways) == 1:
        return ways[0]
    totals = [sum((points for points, _ in way), Fraction(0)) for way in [[], *ways]]
    return [(end, False) for end in (min(totals), max(totals)) if end]
