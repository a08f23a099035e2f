"""连续 and 累计: titles that say one of them over a rule that is written with the other."""

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.misread import read_chinese
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.accounts import BalanceEntry
from domain.library.models.literals import NumberValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.parts import below, name_read
from domain.library.scopes import Visits

_NUMBER = r"(\d+|[两二三四五六七八九十]+)(?:个?(?:年|月|季度|季|周|学期)度?|次|期|处|件|起|批)"
_IN_ALL = re.compile(rf"累计(?:出现|发生|达到?|满|有|被?[^，。；、\d]{{0,4}}?){_NUMBER}")
_IN_A_ROW = re.compile(rf"(?:连续|接连){_NUMBER}(?!内|以内|之内|合计)")
_COUNTING = (v.Count, v.CountPeriods, v.TriggeredTimes)
_FROM_ON = {"at_least": 0, "equals": 0, "above": 1, "below": 0, "at_most": 1}


def check_in_a_row(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule and each entry of points beside its title."""
    for visit in visited:
        entry = visit.node
        if not isinstance(entry, Rule | BalanceEntry):
            continue
        title = unicodedata.normalize("NFKC", entry.title)
        in_all, in_a_row = _found(_IN_ALL, title), _found(_IN_A_ROW, title)
        if not (in_all or in_a_row):
            continue
        nodes = list(_read(scheme, entry))
        lengths = {Fraction(node.length) for node in nodes if isinstance(node, c.Run)}
        counted = {number for node in nodes for number in _counted(node)}
        for number in sorted((in_all.keys() & lengths) - in_a_row.keys() - counted):
            told = f"标题说“{in_all[number]}”，这里写的是连续（streak），断了一期就从头数："
            yield doubtful(visit.path, f"{told}累计的数次数，写 count 或者 count_periods")
        for number in sorted((in_a_row.keys() & counted) - in_all.keys() - lengths) if not lengths else ():
            told = f"标题说“{in_a_row[number]}”，这里数的是一共几次（不连续的也算）："
            yield doubtful(visit.path, f"{told}连续的写 streak")


def _found(form: re.Pattern[str], title: str) -> dict[Fraction, str]:
    numbers = ((found[1], found[0]) for found in form.finditer(title))
    return {Fraction(text) if text.isdigit() else read_chinese(text): words for text, words in numbers}


def _read(scheme: Scheme, entry: Rule | BalanceEntry) -> Iterator[Any]:
    """The parts of an entry and of the measures that it reads."""
    waiting: list[Any] = [entry]
    seen: set[str] = set()
    while waiting:
        for node in below(waiting.pop()):
            yield node
            name = name_read(node)
            if name in scheme.measures and name not in seen:
                seen.add(name)
                waiting.append(scheme.measures[name])


def _counted(node: Any) -> Iterator[Fraction]:
    """From how many on a comparison of a number of times holds, or holds no longer."""
    if isinstance(node, c.Compare) and isinstance(node.value, _COUNTING):
        yield from (
            bound.number + _FROM_ON[name]
            for name, bound in node.limits
            if isinstance(bound, NumberValue) and name in _FROM_ON
        )
