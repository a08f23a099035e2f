"""Conditions in plain Chinese."""

import operator
from collections.abc import Callable
from typing import Any

from domain.cycles import cycle_of, is_cycle
from domain.library import period_words
from domain.library import unit_words as words
from domain.library.grains import each_of
from domain.library.kinds import kind_of, scale_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import NameValue, NumberValue
from domain.library.point_words import is_percent
from domain.library.ranks import heavy_scales
from domain.library.scopes import Scope
from domain.library.unit_names import who
from domain.library.value_words import ValueWords

_OF_NUMBERS = {
    "at_least": "达到{}以上（含）",
    "above": "超过{}（不含）",
    "at_most": "在{}以内（含）",
    "below": "低于{}（不含）",
    "equals": "等于{}",
}
_OF_DAYS = {
    "at_least": "不早于{}",
    "above": "晚于{}",
    "at_most": "不晚于{}",
    "below": "早于{}",
    "equals": "等于{}",
}
_OF_WORDS = {
    "at_least": "为{}或更好",
    "above": "好于{}",
    "at_most": "为{}或更差",
    "below": "差于{}",
    "equals": "等于{}",
}
_OF_WEIGHTS = {
    "at_least": "为{}或更重",
    "above": "重于{}",
    "at_most": "为{}或更轻",
    "below": "轻于{}",
    "equals": "等于{}",
}
_OPPOSITE = {"at_least": "below", "above": "at_most", "at_most": "above", "below": "at_least"}
_HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "at_least": operator.ge,
    "above": operator.gt,
    "at_most": operator.le,
    "below": operator.lt,
    "equals": operator.eq,
}
_FREE = {"workday": "工作日", "holiday": "法定节假日"}
_TURNED: dict[type[object], tuple[str, str]] = {
    c.Triggered: ("已触发", "未触发"),
    c.Met: ("已完成", "未完成"),
    c.Owed: ("应当做", "不用做"),
}
_PASSED_ON: dict[type[object], str] = {
    v.Take: "of",
    v.Previous: "previous",
    v.Opening: "opening",
    v.Upper: "of",
    v.Whose: "of",
    v.AsOf: "of",
    v.InPart: "of",
}
_SIGNS = {"day": _OF_DAYS, "clock": _OF_DAYS, "text": _OF_WORDS}


class ConditionWords(ValueWords):
    """Tells conditions of one scheme."""

    def condition(self, node: Any, scope: Scope) -> str:
        """A condition as a phrase."""
        match node:
            case c.Compare():
                return self._compared(node, scope)
            case c.All():
                return "，且".join(self.bracketed(part, scope) for part in node.all)
            case c.AnyOf():
                return "，或".join(self.bracketed(part, scope) for part in node.any)
            case c.Not():
                return self._negated(node.not_, scope)
            case c.Some():
                told = "；".join(self.condition(part, scope) for part in node.some.of)
                return f"以下{len(node.some.of)}项中至少{node.some.at_least}项：{told}"
            case c.Streak():
                return self._streak(node.streak, scope)
            case c.Owed():
                return f"{self.entry(node.owed)}应当做"
        return self._known(node, scope)

    def _streak(self, run: c.Run, scope: Scope) -> str:
        """连续3个月（甲，且乙）; of records “检查”连续2次不合格."""
        within = self.window(run.within, scope) if run.within is not None else ""
        again = "（满一次重新计数）" if run.afresh else ""
        if run.rows is not None:
            inner = Scope(record=run.rows, kind=scope.kind)
            head = f"{within}{self.where(run, run.rows, scope)}“{self._fact(run.rows)}”"
            return f"{head}连续{run.length}次{again}{self.bracketed(run.of, inner)}"
        grain = run.every or scope.grain or each_of(self.scheme, run.of)
        skipped = f"（{self.condition(run.skip, scope)}的不计，也不中断）" if run.skip is not None else ""
        head = f"{within}连续{period_words.several(run.length, grain)}{again}{skipped}"
        return f"{head}{self.bracketed(run.of, scope.of_periods(grain))}"

    def _negated(self, node: Any, scope: Scope) -> str:
        """The opposite as people say it: 没有数据, 为否, 不在名单上."""
        match node:
            case c.Reported():
                return f"{self.value(node.reported, scope)}没有数据"
            case c.Compare():
                return self._compared(node, scope, turned=True)
            case c.Not():
                return self.condition(node.not_, scope)
            case c.Happened():
                return self._happened(node, scope, "没有", "从未有")
        if opposite := self._opposite(node, scope):
            return opposite
        told, turned = self.condition(node, scope), _TURNED.get(type(node))
        if turned is not None and told.count(turned[0]) == 1:
            return told.replace(*turned)
        return f"并非{self.bracketed(node, scope)}"

    def _opposite(self, node: Any, scope: Scope) -> str:
        match node:
            case c.Judged():
                return f"经人认定为否：{node.asks}"
            case c.Met() if self.report_titled(node.met):
                return f"“{self.report_titled(node.met)}”没有按时报送"
            case c.Filed():
                return f"“{self.report_titled(node.filed)}”没有报送"
            case c.OnList():
                return f"{'此前' if node.already else ''}不在{self._listed(node.on_list)}上"
            case c.During():
                return self._during(node, scope, "不在")
            case c.IsA() | c.IsNamed():
                return f"不是{who(self.scheme, node)}"
        return ""

    def _compared(self, node: c.Compare, scope: Scope, *, turned: bool = False) -> str:
        """A comparison, or where it is turned what holds if it does not."""
        kept = node.value
        if isinstance(kept, v.PartOfDate) and isinstance(node.is_, bool) and kept.part in _FREE:
            held = "是" if node.is_ is not turned else "不是"
            return f"{self.value(kept.of, scope)}{held}{_FREE[kept.part]}"
        if isinstance(kept, v.PartOfDate) and (parts := _named_parts(node, kept.part)):
            held = f"{'不' if turned else ''}{'是' if kept.part == 'weekday' else '在'}"
            return f"{self.value(kept.of, scope)}{held}{'、'.join(parts)}"
        told = self.value(node.value, scope)
        if isinstance(node.is_, bool) and not node.limits:
            told = f"“{told}”" if isinstance(node.value, NameValue) else told
            return f"{told}为“{'是' if node.is_ is not turned else '否'}”"
        if not turned:
            return f"{told}{self.bounds(node, scope, node.value)}"
        single = len(node.limits) + (node.is_ is not None) + bool(node.one_of) == 1
        if single and not node.limits:
            return f"{told}不{self.bounds(node, scope, node.value)}"
        if node.is_ is None and not node.one_of:
            signs = {**self._signs(node.value, scope), "": "不等于{}"}
            ends = [(signs[_OPPOSITE.get(name, "")], bound) for name, bound in node.limits]
            return told + "或".join(
                sign.format(self._bound(bound, scope, node.value)) for sign, bound in ends
            )
        return f"并非{told}{self.bounds(node, scope, node.value)}"

    def _signs(self, of: Any, scope: Scope) -> dict[str, str]:
        """How bounds are said of what is compared: 以上, 不早于, 或更好, 或更重."""
        kind = kind_of(self.scheme, of, scope) if of is not None else None
        if kind == "text" and scale_of(self.scheme, of, scope) in heavy_scales(self.scheme):
            return _OF_WEIGHTS
        return _SIGNS.get(kind or "", _OF_NUMBERS)

    def _bound(self, bound: Any, scope: Scope, of: Any) -> str:
        """A bound in the unit of what is compared: 100% and not 1 where that is a percentage, 5000元, 3吨."""
        plain = isinstance(bound, NumberValue) and not bound.percent and not bound.written
        while (inner := _PASSED_ON.get(type(of))) is not None:
            scope = Scope(record=getattr(of, "rows", None), kind=scope.kind)
            of = getattr(of, inner)
        if plain and isinstance(of, NameValue | v.Ratio | v.Share) and is_percent(self.scheme, of):
            bound = bound.model_copy(update={"percent": True})
            plain = False
        unit = self.unit(of.name, scope) if plain and isinstance(of, NameValue) else ""
        unit = "元" if plain and isinstance(of, v.Amounts) else unit
        return f"{self.value(bound, scope)}{unit}"

    def _known(self, node: Any, scope: Scope) -> str:
        match node:
            case c.Happened():
                return self._happened(node, scope, "有", "曾有")
            case c.Triggered():
                return self.triggered(node, scope)
            case c.Met():
                title = self.report_titled(node.met)
                return f"“{title}”按时报送" if title else f"{self.entry(node.met)}已完成"
            case c.Filed():
                return f"“{self.report_titled(node.filed)}”已经报送"
            case c.Judged():
                return f"经人认定：{node.asks}"
            case c.OnList():
                return f"{'此前已' if node.already else ''}在{self._listed(node.on_list)}上"
            case c.During():
                return self._during(node, scope)
            case c.Reported():
                return f"{self.value(node.reported, scope)}已有数据"
            case c.IsA() | c.IsNamed():
                return f"是{who(self.scheme, node)}"
        return ""

    def _happened(self, node: c.Happened, scope: Scope, there: str, ever: str) -> str:
        """当月有“违规”; of all time 曾有“违规”, 从未有“违规”."""
        within = self.window(node.within, scope)
        head = ever if within == words.WORDS["ever"] else f"{within}{there}"
        return f"{head}{self.where(node, node.happened, scope)}“{self._fact(node.happened)}”"

    def _during(self, node: c.During, scope: Scope, within: str = "在") -> str:
        """在重点时段内; of a whole period its last day is looked at: 期末在重点时段内."""
        window = node.during
        last = "期末" if scope.record is None and scope.grain not in {None, "day"} else ""
        if isinstance(window, w.WordWindow) and is_cycle(window.word):
            return f"{last}{within}{cycle_of(window.word).name}内"
        return f"{last}{within}{self.window(window, scope)}"

    def bounds(self, node: c.Bounds, scope: Scope, of: Any = None) -> str:
        """The bounds of a comparison; `of` is the value compared, where dates or words may be."""
        signs = self._signs(of, scope)
        parts = [signs[name].format(self._bound(bound, scope, of)) for name, bound in node.limits]
        if isinstance(node.is_, bool):
            parts.append("为“是”" if node.is_ else "为“否”")
        elif node.is_ is not None:
            parts.append(f"为“{node.is_}”")
        if node.one_of:
            parts.append(f"为{'、'.join(node.one_of)}之一")
        return "且".join(parts)


def _named_parts(node: c.Compare, part: str) -> list[str]:
    """The days of the week or the months that a comparison means: 周六、周日; empty where it is about others."""
    numbers = [(name, bound.number) for name, bound in node.limits if isinstance(bound, NumberValue)]
    names = words.WEEKDAYS if part == "weekday" else words.MONTHS if part == "month" else ()
    if node.is_ is not None or len(numbers) != len(node.limits):
        return []
    named = enumerate(names, start=1)
    held = [(at, name) for at, name in named if all(_HOLDS[sign](at, number) for sign, number in numbers)]
    return [name for at, name in held if not node.one_of or str(at) in node.one_of]
