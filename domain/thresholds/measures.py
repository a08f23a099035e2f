"""Measures: derived figures under their own name, or the grade of the band in which they fall."""

from dataclasses import replace

from domain.library.grains import grain_of
from domain.library.models.facts import GradeBand, Measure
from domain.library.scopes import Scope
from domain.thresholds.comparing import holds
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, show
from domain.thresholds.states import state_value
from domain.thresholds.uses import reads_itself


def measure_value(compiler: Compiler, key: str) -> ValueOf:
    """A measure: its value under its own name, or the grade of the band in which it falls."""
    measure = compiler.scheme.measures[key]
    grain = measure.every or grain_of(compiler.scheme, measure.value)
    scope = Scope(kind=measure.of, grain=grain, scale=measure.order)
    inner = compiler.value(measure.value, scope)
    if reads_itself(compiler.scheme, key):
        own = _banded(compiler, measure, inner, scope) if measure.bands else _named(measure, inner)
        return state_value(compiler, key, own, scope)
    if measure.bands:
        return _banded(compiler, measure, inner, scope)
    named = _named(measure, inner)

    def value(place: Place) -> Known:
        if place.grain is None:
            return named(place)
        asked = (key, place.subject, place.unit, place.grain, place.index, place.moment, id(place.beside))
        found = place.book.memo.get(asked)
        if found is None:
            found = place.book.memo[asked] = named(place)
        return found

    return value


def _named(measure: Measure, inner: ValueOf) -> ValueOf:
    def named(place: Place) -> Known:
        found = inner(place)
        if isinstance(found, Missing) and found.name.endswith(measure.name) and measure.name in found.why:
            return replace(found, name=measure.name)  # its last value tells since when it is not known
        if isinstance(found, Missing):
            why = f"（{found.name}{found.why}）" if found.name else found.why
            return replace(found, name=measure.name, why=why, absent=False)
        return _renamed(found, measure)

    return named


def _renamed(found: Datum, measure: Measure) -> Datum:
    return Datum(
        found.kind, found.num, found.den, found.percent or measure.percent, measure.name, found.text, found.flag,
        found.day, measure.order or found.order, found.high, "" if found.how == "literal" else found.how, found.steps,
    )  # fmt: skip


def _banded(compiler: Compiler, measure: Measure, inner: ValueOf, scope: Scope) -> ValueOf:
    bands = [(band, _limits(compiler, band, scope)) for band in measure.bands]
    order = measure.order or tuple(band.grade for band in measure.bands)

    def value(place: Place) -> Known:
        found = inner(place)
        if isinstance(found, Missing):
            return Missing(measure.name, f"（{found.name}{found.why}）", found.judge)
        for band, limits in bands:
            if (unknown := _unknown(found, limits, place)) is not None:
                why = f"（“{band.grade}”的界限：{unknown.name}{unknown.why}）"
                return Missing(measure.name, why, unknown.judge)
            if all(_within(name, found, bound(place)) for name, bound in limits):
                return Datum("text", text=band.grade, name=measure.name, order=order, steps=(found,))
        may_be = [band.grade for band, limits in bands if _possible(found, limits, place)]
        if found.high is not None and may_be:
            return Missing(measure.name, f"（{found.name}{show(found)}，可能是{'、'.join(may_be)}）")
        return Missing(measure.name, "不在任何一档内", judge=True)

    return value


def _unknown(found: Datum, limits: list[tuple[str, ValueOf]], place: Place) -> Missing | None:
    """The bound that is not known of a band in which a figure may lie as far as its other bounds say."""
    bounds = [(name, bound(place)) for name, bound in limits]
    if any(isinstance(bound, Datum) and holds(name, found, bound) is False for name, bound in bounds):
        return None
    return next((bound for _, bound in bounds if isinstance(bound, Missing)), None)


def _possible(found: Datum, limits: list[tuple[str, ValueOf]], place: Place) -> bool:
    """Whether a figure of which only the ends are known may lie in a band."""
    bounds = [(name, bound(place)) for name, bound in limits]
    return all(isinstance(bound, Datum) and holds(name, found, bound) is not False for name, bound in bounds)


def _limits(compiler: Compiler, band: GradeBand, scope: Scope) -> list[tuple[str, ValueOf]]:
    return [(name, compiler.value(bound, scope)) for name, bound in band.limits]


def _within(name: str, found: Datum, bound: Known) -> bool:
    return isinstance(bound, Datum) and holds(name, found, bound) is True
