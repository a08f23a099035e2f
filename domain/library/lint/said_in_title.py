"""Rules that say in their title another line, another time, another word or another sum than they are written with."""

from collections.abc import Iterator
from typing import Any

from domain.library.decimals import short
from domain.library.lint.bounded import bounded
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.accounts import BalanceEntry
from domain.library.models.consequences import FixedAmount, OneFigure
from domain.library.models.facts import Fact, FieldOfRecord
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rules import Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.period_words import stretch
from domain.library.scopes import Path, Visits
from domain.library.title_words import lines_of, myriads_of, stretch_of

_WORDS = {"at_least": "含本数", "at_most": "含本数", "above": "不含本数", "below": "不含本数"}
_OTHER = {"at_least": "above", "above": "at_least", "at_most": "below", "below": "at_most"}
_NEGATED = {"at_least": "below", "below": "at_least", "above": "at_most", "at_most": "above"}
_DECLARED = "（原文写明“{word}”不含本数的，在 documents 那份文件里写 not_included: [{word}]）"
_BUT_HERE = "（原文单说这一条含本数的，标题里写上“（含）”）"
_WINDOWS = (
    w.WordWindow, w.RollingWindow, w.LastPeriods, w.PhaseWindow, w.AnniversaryWindow, w.SeasonWindow, w.DatesWindow,
)  # fmt: skip
_COUNTING = (v.Count, c.Happened, v.TriggeredTimes)


def check_said_in_title(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule beside its title."""
    for at, rule in enumerate(scheme.rules):
        path: Path = ("rules", at)
        yield from _time(path, rule)
        yield from _words(scheme, path, rule)
        yield from _tiers(path, rule)
        yield from _sums(path, rule)
    for visit in visited:
        if isinstance(visit.node, Rule | TimeLimit | BalanceEntry):
            yield from _lines(scheme, visit.path, visit.node)


def _asked(entry: Rule | TimeLimit | BalanceEntry) -> list[Any]:
    """Where an entry draws its lines."""
    if isinstance(entry, TimeLimit):
        return [entry.where]
    return (
        [entry.when] if isinstance(entry, BalanceEntry) else [entry.when, entry.of, entry.tiers, entry.then]
    )


def _bounds(scheme: Scheme, entry: Rule | TimeLimit | BalanceEntry) -> Iterator[tuple[c.Bounds, Any]]:
    """The bounds of an entry and of the measures and computed fields that it reads, with what they are about."""
    record = scheme.facts.get((entry.record if isinstance(entry, TimeLimit) else entry.on) or "")
    fields = record.fields if record is not None else {}
    waiting, seen = _asked(entry), set[str]()
    while waiting:
        for node in below(waiting.pop()):
            if isinstance(node, c.Bounds):
                yield node, getattr(node, "value", None)
            elif isinstance(node, v.ByBands):
                yield from ((bounds, value) for _, value, bounds in bounded(node))
            elif isinstance(node, NameValue) and node.name not in seen:
                seen.add(node.name)
                behind = fields.get(node.name) or scheme.measures.get(node.name)
                waiting += [] if behind is None else [(behind.value, getattr(behind, "bands", ()))]


def _lines(scheme: Scheme, path: Path, rule: Rule | TimeLimit | BalanceEntry) -> Iterator[Doubt]:
    """超过5% is not 5% and more."""
    bounds = [
        (name, bound.number, isinstance(value, _COUNTING))
        for node, value in _bounds(scheme, rule)
        for name, bound in node.limits
        if isinstance(bound, NumberValue)
    ]
    document = scheme.documents.get(rule.source or scheme.main_document)
    apart = document.not_included if document is not None else ()
    for said in lines_of(rule.title, apart):
        at_it = {
            name for name, number, times in bounds if number == said.number and not (said.spans and times)
        }
        wrong = at_it & {_OTHER[said.bound], _NEGATED[_OTHER[said.bound]]}
        if wrong and not at_it & {said.bound, _NEGATED[said.bound], "equals"}:
            name, meant = min(wrong), said.bound
            word = said.words[-2:]
            declared = _DECLARED.format(word=word) if word in {"以上", "以下"} and word not in apart else ""
            declared = _BUT_HERE if word in apart else declared
            yield doubtful(
                path,
                f"标题说“{said.words}”（{_WORDS[meant]}），写的是 {name}（{_WORDS[name]}）："
                f"是不是应写 {meant}？{declared}",
            )


def _time(path: Path, rule: Rule) -> Iterator[Doubt]:
    """一年内累计三次 is not three times ever."""
    said = stretch_of(rule.title)
    nodes = list(below([rule.when, rule.of, rule.tiers, rule.unless]))
    if said is None or any(isinstance(node, (*_WINDOWS, c.Run)) for node in nodes):
        return
    words, grain = said
    if any(isinstance(node, _COUNTING) for node in nodes) and not (grain and grain == rule.every):
        counted = f"本{stretch(rule.every)}的" if rule.every else "从头到现在的"
        yield doubtful(path, f"标题说“{words}”，这里没有写时段，数的是{counted}：加上 within")


def _words(scheme: Scheme, path: Path, rule: Rule) -> Iterator[Doubt]:
    """不合格的 is not 合格 that is true."""
    if any(isinstance(node, c.Not) for node in below([rule.when])):
        return
    for node in below([rule.when]):
        if isinstance(node, c.Compare) and node.is_ not in (None, False):
            word = _name(scheme, rule, node.value) if node.is_ is True else str(node.is_)
            denied = (
                [no + word for no in ("不", "未", "没有") if no + word in rule.title] if len(word) > 1 else []
            )
            if denied and word not in rule.title.replace(denied[0], ""):
                yes = f"“{word}”为是" if node.is_ is True else f"is: {word}"
                yield doubtful(path, f"标题说“{denied[0]}”，条件写的是{yes}：是不是写反了？")


def _name(scheme: Scheme, rule: Rule, value: Any) -> str:
    if not isinstance(value, NameValue):
        return ""
    record = scheme.facts.get(rule.on or "")
    found: Fact | FieldOfRecord | None = record.fields.get(value.name) if record is not None else None
    found = found or scheme.facts.get(value.name)
    return "" if found is None else found.name.removeprefix("是否").removeprefix("已")


def _tiers(path: Path, rule: Rule) -> Iterator[Doubt]:
    """A tier called 低于80% does not lie below 90%."""
    for at, tier in enumerate(rule.tiers):
        numbers = {bound.number: bound.written for _, bound in tier.limits if isinstance(bound, NumberValue)}
        said = {one.number: one.words for one in lines_of(tier.name) if not one.spans}
        if numbers and said and tier.when is None and not said.keys() & numbers.keys():
            told, written = "、".join(said.values()), "、".join(numbers.values())
            yield doubtful((*path, "tiers", at), f"这一档叫“{told}”，界限写的是 {written}：是不是写错了？")


def _sums(path: Path, rule: Rule) -> Iterator[Doubt]:
    """五万元 is not five yuan; a cap is not less than what is taken once."""
    amounts = [node for node in below([rule.then, rule.otherwise, rule.tiers]) if hasattr(node, "cap")]
    written = {
        part.number
        for node in amounts
        for part in below([getattr(node, "fixed", None), node.cap, node.floor])
        if isinstance(part, NumberValue) and not part.percent
    }
    for said in myriads_of(rule.title):
        if said in written and said * 10_000 not in written:
            yuan = short(said)
            told = f"标题说{yuan}万元，这里写成了 {yuan} 元：金额以元计，写 {int(said * 10_000)}"
            yield doubtful(path, told)
    for node in amounts:
        if isinstance(node, FixedAmount) and node.per is None and _less_than_once(node):
            yield doubtful(path, "最高（cap）比一次的数额还少：金额以元计")


def _less_than_once(node: FixedAmount) -> bool:
    once, most = node.fixed.figure if isinstance(node.fixed, OneFigure) else None, node.cap
    return isinstance(once, NumberValue) and isinstance(most, NumberValue) and most.number < once.number
