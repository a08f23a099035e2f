"""The steps of a scoring sheet: how each changes the points of its item."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from domain.library.given_points import taken_over
from domain.library.models import scoring as s
from domain.library.models import values as v
from domain.library.models.literals import NumberValue
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import LITERAL, Datum, Known, Missing, show_number
from domain.thresholds.evidence import tell_value
from domain.thresholds.judging import against
from domain.thresholds.truth import JUDGE, NO, PENDING, YES


@dataclass(frozen=True, slots=True)
class Change:
    """What a step does to the points of its item: adds, sets, or stops at nothing."""

    add: Fraction = Fraction(0)
    set_to: Fraction | None = None
    stop: bool = False
    told: str = ""
    pending: bool = False


StepOf = Callable[[Place, Fraction], Change]


def _lacking(found: Missing) -> Change:
    return Change(told=f"{found.name}{found.why}，待核", pending=True)


def per(compiler: Compiler, step: s.PerStep, scope: Scope) -> StepOf:
    """Points for each unit of a value."""
    value = compiler.value(step.per, scope)
    told, least = _told(compiler, step.per, scope), None if taken_over(compiler.scheme, step) else Fraction(0)

    def change(place: Place, out_of: Fraction) -> Change:
        found = value(place)
        if isinstance(found, Missing):
            return _lacking(found)
        if found.high is not None:
            return Change(told=f"{found.name}数据不全，待核", pending=True)
        units = found.exact / step.size if least is None else max(found.exact / step.size, least)
        points = (Fraction(floor(units)) if step.whole else units) * step.points
        if step.at_most is not None:
            points = max(min(points, step.at_most), -step.at_most)
        return Change(points, told=f"{told(place, found)}：{_signed(points)}")

    return change


def _told(compiler: Compiler, per: v.Value, scope: Scope) -> Callable[[Place, Datum], str]:
    """Where the figure of a step comes from; one that was held to a bound says what it was before."""
    bounded = isinstance(per, v.LargerOf | v.SmallerOf)
    parts = next(iter(dict(per).values())) if bounded else ()
    sources = [compiler.value(part, scope) for part in parts if not isinstance(part, NumberValue)]

    def told(place: Place, found: Datum) -> str:
        source = sources[0](place) if len(sources) == 1 and found.how == LITERAL else found
        if source is found or isinstance(source, Missing):
            return tell_value(found)
        return f"{tell_value(source)}，按{show_number(found.exact, percent=source.percent)}计"

    return told


def _signed(points: Fraction) -> str:
    return f"{'+' if points > 0 else ''}{show_number(points)}分"


def when(compiler: Compiler, step: s.WhenStep, scope: Scope) -> StepOf:
    """Points when a condition holds."""
    test = compiler.condition(step.when, scope)

    def change(place: Place, out_of: Fraction) -> Change:
        evidence = test(place)
        if evidence.truth in (PENDING, JUDGE):
            return Change(told=evidence.tell(), pending=True)
        points = step.points if evidence.truth is YES else Fraction(0)
        return Change(points, told=f"{evidence.tell()}：{_signed(points)}" if points else "")

    return change


def share(compiler: Compiler, step: s.ShareStep, scope: Scope) -> StepOf:
    """Points in proportion to a ratio."""
    value = compiler.value(step.proportion, scope)

    def change(place: Place, out_of: Fraction) -> Change:
        found = value(place)
        if isinstance(found, Missing):
            return _lacking(found)
        if found.high is not None:
            return Change(told=f"{found.name}数据不全，待核", pending=True)
        base = step.of if step.of is not None else out_of
        points = min(max(found.exact, Fraction(0)), Fraction(1)) * base
        told = f"{found.name}{show_number(found.exact, percent=True)} × {show_number(base)}"
        return Change(set_to=points, told=told)

    return change


def bands(compiler: Compiler, step: s.BandStep, scope: Scope) -> StepOf:
    """Points by bands of a value."""
    value = compiler.value(step.by, scope)
    slot: list[Known] = []
    bands = [(band, against(compiler, band, scope, lambda place: slot[-1])) for band in step.bands]

    def change(place: Place, out_of: Fraction) -> Change:
        found = value(place)
        if isinstance(found, Missing):
            return _lacking(found)
        slot.append(found)
        told = [(band, test(place).truth) for band, test in bands]
        slot.pop()
        band, truth = next(((band, truth) for band, truth in told if truth is not NO), (None, NO))
        if truth in (PENDING, JUDGE):
            return Change(told=f"{found.name}数据不全，待核", pending=True)
        return Change(
            band.points if band else Fraction(0),
            told=f"{tell_value(found)}：{_signed(band.points) if band else '0分'}",
        )

    return change


def zero(compiler: Compiler, step: s.ZeroStep, scope: Scope) -> StepOf:
    """Nothing when a condition holds."""
    test = compiler.condition(step.zero_when, scope)

    def change(place: Place, out_of: Fraction) -> Change:
        evidence = test(place)
        if evidence.truth in (PENDING, JUDGE):
            return Change(told=evidence.tell(), pending=True)
        if evidence.truth is YES:
            return Change(set_to=Fraction(0), stop=True, told=f"{evidence.tell()}：不得分")
        return Change()

    return change
