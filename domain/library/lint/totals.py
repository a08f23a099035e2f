"""Declared totals against the sum of their parts."""

from collections.abc import Iterator
from fractions import Fraction

from domain.library.decimals import short
from domain.library.lint.doubts import Doubt, wrong
from domain.library.models.campaign import DeclaredSum
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.models.values import Value
from domain.library.scopes import Visits


def check_totals(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Sums of the text, points of a sheet, numbers of checklist items, bounds of a balance."""
    for visit in visited:
        if isinstance(visit.node, DeclaredSum):
            yield from (wrong(visit.path, why) for why in _sum(visit.node))
    for key, sheet in scheme.scoring.items():
        points = sum((item.points for item in sheet.items if not item.bonus), Fraction(0))
        if points != sheet.total:
            yield wrong(
                ("scoring", key, "total"), f"各项分值合计 {_show(points)}，与满分 {_show(sheet.total)} 不符"
            )
    yield from _checklist(scheme)
    for key, balance in scheme.balances.items():
        low, high = balance.floor, balance.cap
        if (low is not None and balance.base < low) or (high is not None and balance.base > high):
            yield wrong(("balances", key, "base"), "基数不在下限与上限之间")


def _sum(declared: DeclaredSum) -> Iterator[str]:
    parts = [_number(part.each) for part in declared.parts]
    times = [Fraction(1) if part.times is None else _number(part.times) for part in declared.parts]
    total = _number(declared.declared)
    if total is None or None in parts or None in times:
        return
    pairs = zip(parts, times, strict=True)
    added = sum(((one or Fraction(0)) * (count or Fraction(0)) for one, count in pairs), start=Fraction(0))
    if added != total:
        yield f"“{declared.name}”写的是 {_show(total)}，各部分合计是 {_show(added)}"


def _number(value: Value) -> Fraction | None:
    return value.number if isinstance(value, NumberValue) else None


def _checklist(scheme: Scheme) -> Iterator[Doubt]:
    counts = [len(category.items) for category in scheme.checklist.categories]
    declared = scheme.checklist.declared_items
    if declared is not None and declared != sum(counts):
        yield wrong(("checklist", "declared_items"), f"写的是 {declared} 项，实有 {sum(counts)} 项")
    for at, category in enumerate(scheme.checklist.categories):
        if category.declared_items is not None and category.declared_items != counts[at]:
            path = ("checklist", "categories", at, "declared_items")
            yield wrong(path, f"写的是 {category.declared_items} 项，实有 {counts[at]} 项")


def _show(value: Fraction) -> str:
    return short(value)
