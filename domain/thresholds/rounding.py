"""Values rounded: up, down, to so many places, to their absolute value, to what remains of a division."""

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.thresholds.arithmetic import first_missing
from domain.thresholds.between import away_from_zero, between, ends, open_ended
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing

_WORDS = {"round_up": "进一取整", "round_down": "舍去取整", "absolute": "绝对值"}


@value_form(v.RoundUp, v.RoundDown, v.Absolute)
def _one(compiler: Compiler, node: Any, scope: Scope) -> ValueOf:
    name = next(iter(type(node).model_fields))
    inner = compiler.value(getattr(node, name), scope)

    def value(place: Place) -> Known:
        found = inner(place)
        if isinstance(found, Missing):
            return found
        scale = 100 if found.percent else 1  # of a percentage the points of a hundred are rounded
        if name == "absolute":
            done = away_from_zero(found)
        else:
            low, high = (_whole(name, end * scale) / scale for end in ends(found))
            done = between(low, high, percent=found.percent)
        return replace(done, how=_WORDS[name], steps=(found,))

    return value


def _whole(name: str, value: Fraction) -> Fraction:
    return Fraction(ceil(value) if name == "round_up" else floor(value))


@value_form(v.Round)
def _round(compiler: Compiler, node: v.Round, scope: Scope) -> ValueOf:
    inner = compiler.value(node.round, scope)
    word = f"四舍五入保留{node.places}位小数" if node.places else "四舍五入取整"

    def value(place: Place) -> Known:
        found = inner(place)
        if isinstance(found, Missing):
            return found
        low, high = (half_up(end, node.places + (2 if found.percent else 0)) for end in ends(found))
        return replace(between(low, high, percent=found.percent), name=found.name, how=word, steps=(found,))

    return value


def half_up(value: Fraction, places: int) -> Fraction:
    """To so many decimal places, a half away from zero (四舍五入)."""
    scaled = abs(value) * 10**places
    whole = Fraction(floor(scaled + Fraction(1, 2)), 10**places)
    return whole if value >= 0 else -whole


def whole(value: Fraction, how: str) -> Fraction:
    """To a whole number: `up`, `down`, or `half_up`."""
    if how == "half_up":
        return half_up(value, 0)
    return Fraction(ceil(value) if how == "up" else floor(value))


@value_form(v.Remainder)
def _remainder(compiler: Compiler, node: v.Remainder, scope: Scope) -> ValueOf:
    parts = [compiler.value(part, scope) for part in node.remainder]

    def value(place: Place) -> Known:
        found = [part(place) for part in parts]
        known = [one for one in found if isinstance(one, Datum)]
        if len(known) < len(found):
            return first_missing(found)
        if open_ended(known):
            return Missing(known[0].name, "数据不全，余数未定")
        if not known[1].num:
            return Missing(known[0].name, "除数为零")
        left = known[0].exact % known[1].exact
        return Datum("number", left.numerator, left.denominator, how="余数", steps=tuple(known))

    return value
