"""Time limits in plain Chinese."""

import re
from typing import Any

from domain.library import wording
from domain.library.models.consequences import Deed
from domain.library.models.dates import UntilTerm
from domain.library.models.lengths import ReckonedTerm
from domain.library.models.limits import Inclusion
from domain.library.models.literals import NameValue
from domain.library.models.rules import TimeLimit
from domain.library.named_days import hour_words
from domain.library.plan_words import PlanWords
from domain.library.scopes import Scope
from domain.library.value_words import by_law

_DAY = re.compile("(日期|日|时刻|时间)$")
_ACTS = ("办结", "完成")  # what a date may be called that needs no name beside it


class LimitWords(PlanWords):
    """Tells time limits of one scheme."""

    def limit(self, limit: TimeLimit) -> str:
        """A time limit as one sentence."""
        fact = self.scheme.facts[limit.record]
        scope = Scope(record=limit.record, kind=fact.of)
        start = self.value(by_law(limit.starts), scope)
        inner = "".join(self._included(one, scope) for one in limit.includes)
        inner += f"，须在{self._phase(limit.inside)}内" if limit.inside else ""
        where = f"{self.condition(limit.where, scope)}的" if limit.where is not None else ""
        term = self._term_of(limit, start, scope)
        paused = self.pauses(limit.pauses, scope)
        inner += f"，{paused}不计入" if paused else ""
        unless = f"{self.condition(limit.unless, scope)}的除外。" if limit.unless is not None else ""
        late = (
            f"超时的，{self.consequences(limit.otherwise, scope)}{_since(limit)}。" if limit.otherwise else ""
        )
        return f"{self._whose(limit.who, fact.of)}办理{where}“{fact.name}”：{term}{inner}。{unless}{late}"

    def _included(self, one: Inclusion, scope: Scope) -> str:
        """，其中公示（自公示起至公示止）不少于5个工作日."""
        length = wording.length(one.at_least.count, one.at_least.unit, self.names)
        until = f"至{self.value(one.ends, scope)}" if one.ends is not None else "起"
        return f"，其中{one.name}（自{self.value(one.starts, scope)}{until}）不少于{length}"

    def _term_of(self, limit: TimeLimit, start: str, scope: Scope) -> str:
        """自受理日次日起10个工作日内办结; 2026年3月底前完成（以“反馈照片时刻”为准）."""
        names = self.names_for(Scope(record=limit.record))
        if isinstance(limit.within, UntilTerm):
            told = wording.term(limit.within, names)
            hour = getattr(limit.within, "hour", None)
            told = wording.until_hour(told, hour_words(hour)) if hour else told
            return f"{told}{self._done(limit.ends, scope)}"
        term = limit.within or limit.at_least
        if term is None:
            return ""
        if isinstance(term, ReckonedTerm):
            length = self.reckoned(term, scope)
        else:
            length = wording.length(term.count, term.unit, names)
        length = wording.how_long(term, length)
        runs = wording.running(start, term.unit)
        if limit.within is None:
            return f"{runs}至{self.value(limit.ends, scope)}不得少于{length}"
        return f"{runs}{length}内{self._done(limit.ends, scope)}{wording.bounds(term, names)}"

    def _done(self, ends: Any, scope: Scope) -> str:
        """办结 where the date that ends it is called so; else by which date it is done."""
        told = self.value(ends, scope)
        if (act := _DAY.sub("", told)) in _ACTS:
            return act
        return f"完成（以{f'“{told}”' if isinstance(ends, NameValue) else told}为准）"


def _since(limit: TimeLimit) -> str:
    """From when on points and lists count that say nothing of it: the day on which the term was missed."""
    deeds = (one for one in limit.otherwise if isinstance(one, Deed) and one.starts is None)
    return "（自超时那天起）" if any(one.balance or one.list_ for one in deeds) else ""
