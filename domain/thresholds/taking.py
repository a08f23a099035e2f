"""One figure out of several: total, mean, pooled, extremes, first, last."""

from dataclasses import replace
from fractions import Fraction

from domain.thresholds.data import NOT_DUE, SOME_NOT_DUE, UNBOUNDED, Datum, Known, Missing, number, ratio
from domain.thresholds.evidence import order


def taken(take: str, found: list[Known], name: str, missing: str, *, empty_is_zero: bool = False) -> Known:
    """One figure out of several; unknown as soon as one is, unless missing ones are to be passed over."""
    if take in {"latest", "earliest"} and found and missing == "pending":
        return found[-1] if take == "latest" else found[0]
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
        return ratio(sum(one.num for one in known), sum(one.den for one in known), known[0].name)
    return _total_or_mean(take, known)


def _extreme(known: list[Datum], *, highest: bool) -> Datum:
    best = known[0]
    for one in known[1:]:
        if (order(one, best) > 0) if highest else (order(one, best) < 0):
            best = one
    ends = [one.exact if one.high is None else Fraction(one.high, one.den) for one in known]
    end = max(ends) if highest else min(ends)
    if all(one.high is None for one in known) or end.denominator * best.den != 1:
        return best
    how = SOME_NOT_DUE if any(one.how == NOT_DUE for one in known) else best.how
    return replace(best, high=int(end), how=how) if end > best.num else replace(best, high=None)


def _total_or_mean(take: str, known: list[Datum]) -> Datum:
    total = sum((one.exact for one in known), Fraction(0))
    percent = all(one.percent for one in known)
    if take == "mean":
        if (high := _highest_total(known)) is not None:
            total_how = SOME_NOT_DUE if any(one.how == NOT_DUE for one in known) else ""
            return Datum("number", int(total), len(known), percent, known[0].name, high=high, how=total_how)
        total /= len(known)
        how = f"{len(known)}期平均：{'、'.join(_short(one) for one in known[:12])}"
    else:
        how = f"{len(known)}项合计" if len(known) > 1 else ""
    high = _highest_total(known) if take == "total" and total.denominator == 1 else None
    how = SOME_NOT_DUE if high is not None and any(one.how == NOT_DUE for one in known) else how
    return Datum("number", total.numerator, total.denominator, percent, known[0].name, high=high, how=how)


def _highest_total(known: list[Datum]) -> int | None:
    """What a total may come to where some of its parts are ranges; None where all are certain."""
    if all(one.high is None for one in known) or any(one.den != 1 for one in known):
        return None
    return min(sum(one.num if one.high is None else one.high for one in known), UNBOUNDED)


def _short(one: Datum) -> str:
    return f"{one.num}/{one.den}" if one.percent and one.den != 1 else str(one.exact)
