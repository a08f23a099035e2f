"""Rules that say in their title another line, another time, another word or another sum than they are written with."""

from collections.abc import Iterator
from typing import Any

from domain.library.decimals import short
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.consequences import FixedAmount, OneFigure
from domain.library.models.facts import Fact, FieldOfRecord
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.period_words import stretch
from domain.library.scopes import Path, Visits
from domain.library.title_words import lines_of, myriads_of, stretch_of

_WORDS = {"at_least": "含本数", "at_most": "含本数", "above": "不含本数", "below": "不含本数"}
_OTHER = {"at_least": "above", "above": "at_least", "at_most": "below", "below": "at_most"}
_NEGATED = {"at_least": "below", "below": "at_least", "above": "at_most", "at_most": "above"}
_WINDOWS = (
    w.WordWindow, w.RollingWindow, w.LastPeriods, w.PhaseWindow, w.AnniversaryWindow, w.SeasonWindow, w.DatesWindow,
)  # fmt: skip
_COUNTING = (v.Count, c.Happened, v.TriggeredTimes)


def check_said_in_title(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule beside its title."""
    for at, rule in enumerate(scheme.rules):
        path: Path = ("rules", at)
        yield from _lines(scheme, path, rule)
        yield from _time(path, rule)
        yield from _words(scheme, path, rule)
        yield from _sums(path, rule)


def _lines(scheme: Scheme, path: Path, rule: Rule) -> Iterator[Doubt]:
    """超过5% is not 5% and more."""
    bounds = [
        (name, bound.number, isinstance(getattr(node, "value", None), _COUNTING))
        for node in below([rule.when, rule.tiers])
        if isinstance(node, c.Bounds)
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
            declared = (
                f"（原文写明“{word}”不含本数的，在 documents 那份文件里写 not_included: [{word}]）"
                if word in {"以上", "以下"} and word not in apart
                else ""
            )
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
