"""What is easily written the wrong way round: seasons, tables of grades, differences from last time."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from domain.library.kinds import scale_of
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.lint.holding import Held
from domain.library.lint.signed import Signs
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.accounts import BalanceEntry
from domain.library.models.facts import Fact, Measure
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.models.windows import SeasonSpan
from domain.library.parts import below
from domain.library.scopes import Path, Visit, Visits
from domain.library.sentences import Sentences

_HALF_A_YEAR = 6  # a longer season over New Year's Day is more often a shorter one turned round
_DOWN, _UP = ("下降", "降低", "减少", "降幅", "下滑"), ("上升", "增长", "增加", "增幅", "上涨", "提高")
_NOT = re.compile(rf"(?:没有|没|未|不)(?:见|再|明显|有所)?(?:{'|'.join((*_DOWN, *_UP))})")
_PLACES = ("位", "名次", "排名")  # the first place is the highest: a place that goes up is a lower number
_OF = "(?:不足|未达到?|低于|少于|达到|超过|高于)"
_SIDES = {
    "less": re.compile(r"(?<!不)(?:低于|不足|少于|不满|未达)"),
    "more": re.compile(r"(?<![不未得])(?:超过|高于|大于|多于)"),
}
_MORE, _LESS = frozenset({"at_least", "above"}), frozenset({"at_most", "below"})


def check_turned_round(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each season, each table of grades and bands of numbers, each fall and rise, each share, each clamp."""
    for visit in visited:
        if isinstance(visit.node, Rule | BalanceEntry):
            yield from _shares(scheme, visit.path, visit.node)
        match visit.node:
            case SeasonSpan() as season:
                yield from _season(visit.path, season)
            case v.LargerOf(larger_of=parts) | v.SmallerOf(smaller_of=parts) if len(parts) > 1:
                yield from _clamped(scheme, visit, [*parts])
            case v.Table() | v.ByBands():
                yield from _table(scheme, visit)
            case Rule(title=title) | BalanceEntry(title=title):
                yield from _opposed(visit.path, title, visit.node.when)
                yield from _compared(scheme, visit.path, title, visit.node)
            case Measure(name=name, value=v.Difference() as value):
                if (way := _way(value)) and (said := _said(name)) and said != way:
                    yield doubtful((*visit.path, "value"), _TURNED.format(said=name, way=_WORDS[way]))


_WORDS = {"down": "上期减本期（降了才大于零）", "up": "本期减上期（升了才大于零）"}
_TURNED = "说的是“{said}”，写的是{way}：是不是写反了？"


def _opposed(path: Path, title: str, when: Any) -> Iterator[Doubt]:
    """余额低于押金总额20% is not above it; numbers that stand alone are looked at beside those of the title."""
    said = {word for word, pattern in _SIDES.items() if pattern.search(title)}
    limits = when.limits if isinstance(when, c.Compare) else ()
    if len(said) != 1 or len(limits) != 1 or not isinstance(limits[0][1], v.Product):
        return
    ((name, _),) = limits
    if name in (_MORE if "less" in said else _LESS):
        words = "低于、不足" if "less" in said else "超过、高于"
        yield doubtful((*path, "when"), f"标题说{words}，写的是 {name}：是不是写反了？")


def _season(path: Path, season: SeasonSpan) -> Iterator[Doubt]:
    first, last = season.from_.month, season.to.month
    if first is None or last is None or first <= last:
        return
    if (months := last - first + 13) > _HALF_A_YEAR:
        told = f"从{first}月到次年{last}月，跨年{months}个月：{last}月到{first}月的，from、to 写反了；"
        yield doubtful(path, f"{told}原文就是跨年的不用改")


def _table(scheme: Scheme, visit: Visit) -> Iterator[Doubt]:
    """Numbers that go along with grades, or with a figure, rise or fall all the way."""
    node = visit.node
    if isinstance(node, v.Table):
        words = scale_of(scheme, node.table, visit.scope)
        found: list[Any] = [node.values.get(word) for word in words]
    else:
        found = [band.then for band in node.bands] if isinstance(node, v.ByBands) else []
    numbers = [one.number for one in found if isinstance(one, NumberValue)]
    if not _steady(numbers):
        yield doubtful(
            visit.path, "一档一档的数忽高忽低（不是一路升或一路降）：对照原文，是不是有两档写反了？"
        )


def _steady(numbers: Sequence[Fraction]) -> bool:
    pairs = list(pairwise(numbers))
    return all(one <= two for one, two in pairs) or all(one >= two for one, two in pairs)


def _compared(scheme: Scheme, path: Path, title: str, entry: Any) -> Iterator[Doubt]:
    """下降超过5个百分点 is last time less this time above five."""
    said = _said(title)
    for node in below(entry.when) if said and entry.when is not None else ():
        if not isinstance(node, c.Compare) or not (way := _way(_behind(scheme, node.value))):
            continue
        if (held := _beyond(node)) and (held == "more") != (way == said):
            yield doubtful(path, _TURNED.format(said=title, way=_WORDS[way]))


def _behind(scheme: Scheme, node: Any) -> Any:
    measure = scheme.measures.get(node.name) if isinstance(node, NameValue) else None
    return node if measure is None else measure.value


def _said(title: str) -> str:
    """Which way a title says that something went; empty where it says both, that it did not, or speaks of places."""
    title = _NOT.sub("", title)
    down, up = any(word in title for word in _DOWN), any(word in title for word in _UP)
    return "" if down == up or any(word in title for word in _PLACES) else "down" if down else "up"


def _way(node: Any) -> str:
    """Which way a difference from an earlier period is above zero; empty for other values."""
    match node:
        case v.Difference(difference=(v.Previous(previous=last), now)) if last == now:
            return "down"
        case v.Difference(difference=(now, v.Previous(previous=last))) if last == now:
            return "up"
    return ""


def _beyond(node: c.Compare) -> str:
    """Whether a comparison asks for more than nothing, or for less."""
    found = {
        "more"
        if name in _MORE and bound.number >= 0
        else "less"
        if name in _LESS and bound.number <= 0
        else ""
        for name, bound in node.limits
        if isinstance(bound, NumberValue)
    }
    return found.pop() if len(found) == 1 else ""


def _clamped(scheme: Scheme, visit: Visit, parts: list[Any]) -> Iterator[Doubt]:
    """不少于20、不超过200 is not the smaller one of 20 and what is at least 200: that is always 20."""
    signs, larger = Signs(scheme, visit.scope, Held()), isinstance(visit.node, v.LargerOf)
    ends = [signs.ends(part) for part in parts]
    for at, (low, high) in enumerate(ends):
        others = [one for number, one in enumerate(ends) if number != at]
        beaten = (
            any(high <= other[0] for other in others) if larger else any(low >= other[1] for other in others)
        )
        if beaten and (high if larger else low) > 0:
            word, other = ("larger_of", "smaller_of") if larger else ("smaller_of", "larger_of")
            told = Sentences(scheme).value(parts[at], visit.scope)
            yield doubtful(visit.path, f"{word} 里“{told}”永远取不到：{word} 与 {other} 是不是写反了？")
            return


def _shares(scheme: Scheme, path: Path, entry: Rule | BalanceEntry) -> Iterator[Doubt]:
    """甲不足乙50% is 甲 divided by 乙."""
    record = scheme.facts.get(entry.on or "")
    for node in below(entry.when):
        ratio = _behind(scheme, node.value) if isinstance(node, c.Compare) else None
        if not isinstance(ratio, v.Ratio):
            continue
        above, under = (_called(scheme, record, one) for one in ratio.ratio)
        compared = rf"{_OF}[^，。；、]{{0,4}}{re.escape(above)}[^，。；、]{{0,6}}(%|分之)"
        part = rf"{re.escape(under)}(占比|占[^，。；、]{{0,4}}{re.escape(above)}|{compared})"
        if above and under and above != under and re.search(part, entry.title):
            told = f"标题说的是“{under}”占“{above}”的比例，ratio 写的是{above}÷{under}"
            yield doubtful(path, f"{told}：前一项除以后一项，是不是写反了？")


def _called(scheme: Scheme, record: Fact | None, node: Any) -> str:
    """The name of a figure, or of the records that are counted."""
    key = node.name if isinstance(node, NameValue) else node.count if isinstance(node, v.Count) else ""
    own = record.fields.get(key) if record is not None else None
    found = own or scheme.facts.get(key) or scheme.measures.get(key)
    return "" if found is None else found.name
