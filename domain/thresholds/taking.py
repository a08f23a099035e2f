"""One figure out of several: total, mean, pooled, extremes, first, last."""

from dataclasses import replace
from fractions import Fraction
from math import lcm

from domain.thresholds.between import ends
from domain.thresholds.comparing import order
from domain.thresholds.data import (
    AS_TOLD,
    NOT_DUE,
    NOT_FINAL,
    SOME_NOT_DUE,
    UNBOUNDED,
    WITHOUT_COUNTS,
    Datum,
    Known,
    Missing,
    number,
    ratio,
)


def taken(take: str, found: list[Known], name: str, missing: str, *, empty_is_zero: bool = False) -> Known:
    """One figure out of several; unknown as soon as one is, unless missing ones are to be passed over.

    What is there and only not final is not missing: it is waited for.
    """
    if take in {"latest", "earliest"} and found and missing == "pending":
        return found[-1] if take == "latest" else found[0]
    if (draft := _not_final(found)) is not None:
        return draft
    known = [one for one in found if isinstance(one, Datum)]
    if len(known) < len(found) and missing == "pending":
        return next(one for one in found if isinstance(one, Missing))
    if not known:
        nothing = take == "total" and empty_is_zero
        return number(0, name=name) if nothing else Missing(name, "没有数据")
    if take in {"latest", "earliest"}:
        return known[-1] if take == "latest" else known[0]
    if take in {"highest", "lowest"}:
        return _extreme(known, highest=take == "highest")
    if take == "pooled":
        return _pooled(known, name)
    return _total_or_mean(take, known, name, len(found) - len(known))


def _pooled(known: list[Datum], name: str) -> Known:
    """All the counts as one ratio; percentages of which nobody said the counts have no weight beside others."""
    if any(one.high is not None for one in known):
        return Missing(name, "数据不全")
    if len(known) == 1:
        return known[0]
    if any(one.text == AS_TOLD for one in known):
        return Missing(name or known[0].name, f"{WITHOUT_COUNTS}，不能合并计算")
    return ratio(sum(one.num for one in known), sum(one.den for one in known), known[0].name)


def _not_final(found: list[Known]) -> Missing | None:
    return next((one for one in found if isinstance(one, Missing) and one.why == NOT_FINAL), None)


def _extreme(known: list[Datum], *, highest: bool) -> Datum:
    best = known[0]
    for one in known[1:]:
        if (order(one, best) > 0) if highest else (order(one, best) < 0):
            best = one
    tops = [ends(one)[1] for one in known]
    top = max(tops) if highest else min(tops)
    if all(one.high is None for one in known):
        return best
    how = SOME_NOT_DUE if any(one.how == NOT_DUE for one in known) else best.how
    if top <= best.exact:
        return replace(best, high=None)
    each = lcm(best.den, top.denominator)
    return replace(best, num=best.num * (each // best.den), den=each, high=int(top * each), how=how)


def _total_or_mean(take: str, known: list[Datum], records: str, left_out: int) -> Datum:
    low, high = (sum(side, Fraction(0)) for side in zip(*map(ends, known), strict=True))
    percent = all(one.percent for one in known)
    name = known[0].name or records  # {take: total, of: 1} counts records
    some_open = any(one.high is not None for one in known)
    how = SOME_NOT_DUE if some_open and any(one.how == NOT_DUE for one in known) else ""
    if some_open:
        each = lcm(low.denominator, high.denominator)
        most = min(int(high * each), UNBOUNDED)
        den = each * (len(known) if take == "mean" else 1)
        how = how or (f"{len(known)}项合计" if take == "total" and len(known) > 1 else "")
        return Datum("number", int(low * each), den, percent, name, high=most, how=how)
    if take == "mean":
        total = low / len(known)
        how = f"{len(known)}期平均：{'、'.join(_short(one) for one in known[:12])}"
    else:
        total = low
        how = f"{len(known)}项合计" if len(known) > 1 else ""
    if left_out:
        how = f"{how}{'，' if how else ''}另有{left_out}项没有数据，不计"
    return Datum("number", total.numerator, total.denominator, percent, name, how=how)


def _short(one: Datum) -> str:
    return f"{one.num}/{one.den}" if one.percent and one.den != 1 else str(one.exact)
