"""Values by stretches and bands: each part at its own rate, what a band gives, a grade that moves."""

from dataclasses import replace
from fractions import Fraction

from domain.library.kinds import scale_of
from domain.library.models import values as v
from domain.library.ranks import heavy_scales
from domain.library.scopes import Scope
from domain.thresholds.arithmetic import first_missing
from domain.thresholds.comparing import holds
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import LITERAL, Datum, Known, Missing, graded, show, show_number


@value_form(v.ByBands)
def _by_bands(compiler: Compiler, node: v.ByBands, scope: Scope) -> ValueOf:
    figure_of = compiler.value(node.by_bands, scope)
    bounds = [
        (band.bound[0], compiler.value(band.bound[1], scope)) if band.bound is not None else None
        for band in node.bands
    ]
    given = [compiler.value(band.then, scope) for band in node.bands]
    scale = scale_of(compiler.scheme, node, scope)

    def value(place: Place) -> Known:
        found = figure_of(place)
        if isinstance(found, Missing):
            return found
        for bound, give in zip(bounds, given, strict=True):
            limit = bound[1](place) if bound is not None else None
            if isinstance(limit, Missing):
                return limit
            held = limit is None or bound is None or holds(bound[0], found, limit)
            if held is None:
                return Missing(found.name, f"{show(found)}，跨了几档")
            if held:
                return _given(graded(give(place), scale), found)
        return Missing(found.name, "不在任何一档内", judge=True)

    return value


def _given(chosen: Known, found: Datum) -> Known:
    """What a band gives, with the figure that lies in it: 面积201得5."""
    if isinstance(chosen, Missing) or chosen.how != LITERAL or chosen.kind != "number":
        return chosen
    return replace(chosen, name=f"{found.name}{show(found)}得", how="")


@value_form(v.ByParts)
def _by_parts(compiler: Compiler, node: v.ByParts, scope: Scope) -> ValueOf:
    total_of = compiler.value(node.by_parts, scope)
    ends = [compiler.optional_value(part.at_most, scope) for part in node.parts]
    rates = [compiler.value(part.each, scope) for part in node.parts]

    def value(place: Place) -> Known:
        found = [of(place) for of in (total_of, *rates, *(end for end in ends if end is not None))]
        known = [one for one in found if isinstance(one, Datum)]
        if len(known) < len(found):
            return first_missing(found)
        if any(one.high is not None for one in known):
            return Missing(known[0].name, "数据不全")
        amount, told = _stretches(known[0], known[1 : 1 + len(rates)], known[1 + len(rates) :])
        name = known[0].name
        return Datum("number", amount.numerator, amount.denominator, name=f"{name}分段", how=told)

    return value


def _stretches(total: Datum, rates: list[Datum], ends: list[Datum]) -> tuple[Fraction, str]:
    """Each stretch times its rate, added up; the last stretch has no end."""
    amount, done, told = Fraction(0), Fraction(0), list[str]()
    for at, rate in enumerate(rates):
        end = min(total.exact, ends[at].exact) if at < len(ends) else total.exact
        if end > done:
            amount += (end - done) * rate.exact
            told.append(f"{show_number(end - done)}×{show_number(rate.exact, percent=rate.percent)}")
            done = end
    return amount, "＋".join(told) or "0"


@value_form(v.Stepped)
def _stepped(compiler: Compiler, node: v.Stepped, scope: Scope) -> ValueOf:
    grade_of, steps_of = compiler.value(node.grade, scope), compiler.value(node.by, scope)
    heavy, worse = heavy_scales(compiler.scheme), node.better is None

    def value(place: Place) -> Known:
        found, steps = grade_of(place), steps_of(place)
        if isinstance(found, Missing):
            return found
        if isinstance(steps, Missing):
            return steps
        if steps.high is not None or steps.num % steps.den or steps.num < 0:
            return Missing(steps.name or show(steps), "数据不全或不是整数，定不了等次")
        if found.text not in found.order:
            return Missing(found.name, f"“{found.text}”没有高低", judge=True)
        many, by_weight = int(steps.exact), found.order in heavy
        side = 1 if worse is not by_weight else -1
        word = ("重" if worse else "轻") if by_weight else ("差" if worse else "好")
        at = min(max(found.order.index(found.text) + side * many, 0), len(found.order) - 1)
        how = f"{found.name}“{found.text}”{word}{many}等"
        return Datum("text", text=found.order[at], name=found.name, order=found.order, how=how)

    return value
