"""The tier of a rule moved by what makes the measure heavier or lighter (升一档处理、从轻一档)."""

from dataclasses import replace

from domain.library.models.rules import Rule
from domain.library.scopes import Scope
from domain.library.unit_words import tiers
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import JUDGE, PENDING, YES, Truth, all_of

_OPEN = (PENDING, JUDGE)


class TierStepping:
    """The steps of one rule, compiled. All that hold are added up; nobody is moved beyond the first or last tier."""

    def __init__(self, compiler: Compiler, rule: Rule, scope: Scope) -> None:
        self.names = [tier.name for tier in rule.tiers]
        self.order = [self.names.index(name) for name in rule.light_to_heavy]
        self.steps = [
            *((one.by, compiler.condition(one.when, scope)) for one in rule.raise_),
            *((-one.by, compiler.condition(one.when, scope)) for one in rule.lower),
        ]

    def moved(self, place: Place, at: int, base: Evidence) -> tuple[tuple[int, ...], Evidence]:
        """The tier in the end, each that is possible while something is open, and how that is told."""
        if at not in self.order:
            return (at,), base
        asked = [(by, test(place)) for by, test in self.steps]
        sure = [(by, one) for by, one in asked if one.truth is YES]
        open_ = [(by, one) for by, one in asked if one.truth in _OPEN]
        by = sum(size for size, _ in sure)
        among = tuple(self.order[place] for place in self._places(at, by, [size for size, _ in open_]))
        if len(among) > 1:
            return among, self._open(at, base, sure, open_)
        return among, self._told(at, among[0], by, base, sure) if sure else base

    def _places(self, at: int, by: int, open_: list[int]) -> list[int]:
        """Where among the tiers it may come out."""
        ways = {by}
        for size in open_:
            ways |= {way + size for way in ways}
        last = len(self.order) - 1
        return sorted({min(max(self.order.index(at) + way, 0), last) for way in ways})

    def _told(self, at: int, to: int, by: int, base: Evidence, sure: list[tuple[int, Evidence]]) -> Evidence:
        return _joined(YES, self._said(at, to, by), base, sure)

    def _open(
        self, at: int, base: Evidence, sure: list[tuple[int, Evidence]], open_: list[tuple[int, Evidence]]
    ) -> Evidence:
        truth = all_of(one.truth for _, one in open_)
        return _joined(truth, f"按“{self.names[at]}”，升降未定", base, [*sure, *open_])

    def _said(self, at: int, to: int, by: int) -> str:
        """由“提醒”升一档为“警示”, with a word where there was no further to go."""
        start, end = self.order.index(at), self.order.index(to)
        limit = f"已是最{'重' if by > 0 else '轻'}的一档"
        if at == to:
            return f"“{self.names[at]}”{limit}" if by else f"升降相抵，仍为“{self.names[at]}”"
        way = f"{'升' if by > 0 else '降'}{tiers(abs(end - start))}"
        beyond = f"（{limit}）" if abs(by) > abs(end - start) else ""
        return f"由“{self.names[at]}”{way}为“{self.names[to]}”{beyond}"


def _joined(truth: Truth, text: str, base: Evidence, steps: list[tuple[int, Evidence]]) -> Evidence:
    told = (
        Evidence(one.truth, "all", parts=(one,), text=f"{'升' if by > 0 else '降'}{tiers(abs(by))}")
        for by, one in steps
    )
    return Evidence(truth, "all", parts=(replace(base, text=""), *told), text=text)
