"""Bands, tiers, grades and lights: no overlap, no boundary named twice, no gap unless it is meant."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from domain.library.decimals import short
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.lint.intervals import Interval, interval_of
from domain.library.lint.wholes import is_whole
from domain.library.models.carries import Carry
from domain.library.models.casework import TrafficLights
from domain.library.models.conditions import Bounds
from domain.library.models.facts import Measure
from domain.library.models.literals import NumberValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import BandStep, Sheet
from domain.library.models.values import ByBands, ByParts
from domain.library.scopes import Path, Visits

Band = tuple[int, str, Interval]
_UPPER = frozenset({"at_most", "below"})
_WIDER = {"at_most": "below", "at_least": "above"}  # 不满 60 的，然后 60 的


def check_bands(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every list of bands in the scheme."""
    for visit in visited:
        node, path = visit.node, visit.path
        match node:
            case Rule() if node.tiers and node.of is not None:
                whole = is_whole(scheme, node.of)
                asked = [tier for tier in node.tiers if not tier.by_steps]
                plain = [tier for tier in asked if tier.when is None]
                names = [tier.name for tier in plain]
                if len(plain) == len(asked):
                    yield from _bands((*path, "tiers"), plain, names, whole, node.range_)
            case Measure() if node.bands:
                names = [band.grade for band in node.bands]
                yield from _bands(
                    (*path, "bands"), node.bands, names, is_whole(scheme, node.value), node.range_
                )
            case Sheet() if node.grades:
                names = [grade.grade for grade in node.grades]
                yield from _bands((*path, "grades"), node.grades, names, False, None)
            case TrafficLights():
                names = [light.name for light in node.lights]
                yield from _bands((*path, "lights"), node.lights, names, True, None)
            case ByParts() | ByBands():
                yield from _rising(node, path) if isinstance(node, ByParts) else _in_turn(node, path)
            case Carry() | BandStep() if node.bands:
                names = [f"第{at + 1}档" for at in range(len(node.bands))]
                whole = isinstance(node, BandStep) and is_whole(scheme, node.by)
                yield from _bands((*path, "bands"), node.bands, names, whole, None)


def _rising(node: ByParts, path: Path) -> Iterator[Doubt]:
    ends = [part.at_most.number for part in node.parts if isinstance(part.at_most, NumberValue)]
    if any(low >= high for low, high in pairwise(ends)):
        yield wrong((*path, "parts"), "分段要由小到大写，每一段的 at_most 都比前一段大")


def _in_turn(node: ByBands, path: Path) -> Iterator[Doubt]:
    """Bands of which the first that holds is taken: each reaches further than the one before."""
    bounds = [band.bound for band in node.bands[:-1]]
    known = [(name, one.number) for name, one in filter(None, bounds) if isinstance(one, NumberValue)]
    for at, ((name, low), (other, high)) in enumerate(pairwise(known), start=1):
        rising = name in _UPPER
        if rising is not (other in _UPPER):
            yield wrong((*path, "bands", at), "各档的界限要同是 at_most、below，或者同是 at_least、above")
        elif (low >= high if rising else low <= high) and (low, name) != (high, _WIDER.get(other, "")):
            yield wrong(
                (*path, "bands", at),
                "永远轮不到这一档：写 at_most、below 的由小到大，写 at_least、above 的由大到小",
            )


def _bands(
    path: Path, bands: Sequence[Bounds], names: Sequence[str], whole: bool, covers: Bounds | None
) -> Iterator[Doubt]:
    found: list[Band] = []
    for at, (band, name) in enumerate(zip(bands, names, strict=True)):
        interval = interval_of(band)
        if interval is None:
            return
        interval = interval.whole() if whole else interval
        if interval.empty:
            yield wrong((*path, at), f"“{name}”的上下界矛盾，没有任何数值在这一档")
            return
        found.append((at, name, interval))
    found.sort(key=lambda one: (one[2].low is not None, one[2].low or Fraction(0), not one[2].low_in))
    for before, after in pairwise(found):
        yield from _neighbours(path, before, after)
    gaps = [(before, after) for before, after in pairwise(found) if _apart(before[2], after[2], whole)]
    yield from _gaps(path, gaps, strict=covers is not None)
    if covers is not None and found:
        yield from _ends(path, found, interval_of(covers))


def _neighbours(path: Path, before: Band, after: Band) -> Iterator[Doubt]:
    (_, first, low), (at, second, high) = before, after
    here = (*path, at)
    if low.high is None or high.low is None or low.high > high.low:
        yield wrong(here, f"“{first}”与“{second}”两档重叠")
    elif low.high == high.low and low.high_in and high.low_in:
        yield wrong(here, f"界点 {_show(low.high)} 同时写在“{first}”和“{second}”两档里")


def _apart(low: Interval, high: Interval, whole: bool) -> bool:
    """Whether numbers lie between two bands."""
    if low.high is None or high.low is None:
        return False
    return low.high < high.low - (1 if whole else 0) or (
        low.high == high.low and not (low.high_in or high.low_in)
    )


def _between(low: Fraction | None, high: Fraction | None) -> str:
    """The numbers that no band covers; where the bands touch, the one number between them."""
    return f"正好 {_show(low)}" if low == high else f"{_show(low)} 至 {_show(high)}"


def _gaps(path: Path, gaps: Sequence[tuple[Band, Band]], *, strict: bool) -> Iterator[Doubt]:
    """What no band covers: each by itself where the whole range is declared, else told once for all of them."""
    told = [
        f"“{before[1]}”与“{after[1]}”之间有空档（{_between(before[2].high, after[2].low)}）"
        for before, after in gaps
    ]
    if strict:
        yield from (wrong((*path, after[0]), said) for (_, after), said in zip(gaps, told, strict=True))
    elif gaps:
        steps = all(_one_step(before[2], after[2]) for before, after in gaps)
        hint = "；只会是整数的不用改" if steps else "，如属原文如此请另写一档说明"
        yield doubtful((*path, gaps[0][1][0]), f"{'；'.join(told)}{hint}")


def _one_step(low: Interval, high: Interval) -> bool:
    """Whether only what has decimals lies between: from one whole number to the next."""
    return (
        low.high is not None
        and high.low is not None
        and low.high.denominator == high.low.denominator == 1
        and high.low - low.high == 1
    )


def _ends(path: Path, found: list[Band], covers: Interval | None) -> Iterator[Doubt]:
    if covers is None:
        return
    lowest, highest = found[0][2], max(found, key=_top)[2]
    if not Interval(covers.low, covers.low_in, covers.low, covers.low_in).inside(_down(lowest)):
        yield wrong(path, f"没有覆盖到 {_show(covers.low)}")
    if not Interval(covers.high, covers.high_in, covers.high, covers.high_in).inside(_up(highest)):
        yield wrong(path, f"没有覆盖到 {_show(covers.high)}")


def _top(band: Band) -> tuple[bool, Fraction, bool]:
    """How far up a band reaches: one that holds its end reaches further than one that stops before it."""
    reach = band[2]
    return reach.high is None, reach.high or Fraction(0), reach.high_in


def _down(one: Interval) -> Interval:
    return Interval(low=one.low, low_in=one.low_in)


def _up(one: Interval) -> Interval:
    return Interval(high=one.high, high_in=one.high_in)


def _show(value: Fraction | None) -> Any:
    if value is None:
        return "无穷"
    if value.denominator == 1:
        return value.numerator
    return f"{short(value * 100)}%" if abs(value) < 1 else short(value)
