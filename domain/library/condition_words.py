"""Conditions in plain Chinese."""

from typing import Any

from domain.library.kinds import kind_of
from domain.library.models import conditions as c
from domain.library.scopes import Scope
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
_SIGNS = {"day": _OF_DAYS, "clock": _OF_DAYS, "text": _OF_WORDS}


class ConditionWords(ValueWords):
    """Tells conditions of one scheme."""

    def condition(self, node: Any, scope: Scope) -> str:
        """A condition as a phrase."""
        match node:
            case c.Compare():
                return f"{self.value(node.value, scope)}{self.bounds(node, scope, node.value)}"
            case c.All():
                return "，且".join(self._bracketed(part, scope) for part in node.all)
            case c.AnyOf():
                return "，或".join(self._bracketed(part, scope) for part in node.any)
            case c.Not(not_=c.Reported() as asked):
                return f"{self.value(asked.reported, scope)}没有数据"
            case c.Not():
                return f"并非{self._bracketed(node.not_, scope)}"
            case c.Some():
                parts = "；".join(self.condition(part, scope) for part in node.some.of)
                return f"以下{len(node.some.of)}项中至少{node.some.at_least}项：{parts}"
            case c.Streak(streak=run) if run.rows is not None:
                where = self.where(run, run.rows, scope)
                inner = Scope(record=run.rows, kind=scope.kind)
                head = self.window(run.within)
                return f"{head}{where}“{self._fact(run.rows)}”连续{run.length}次{self.condition(run.of, inner)}"
            case c.Streak(streak=run):
                skipped = f"（{self.condition(run.skip, scope)}的期不计，也不中断）" if run.skip is not None else ""
                return f"{self.window(run.within)}连续{run.length}期{skipped}{self.condition(run.of, scope)}"
        return self._known(node, scope)

    def _known(self, node: Any, scope: Scope) -> str:
        match node:
            case c.Happened():
                where = self.where(node, node.happened, scope)
                return f"{self.window(node.within)}有{where}“{self._fact(node.happened)}”"
            case c.Triggered():
                return f"已触发{node.triggered}{f'的“{node.tier}”一档' if node.tier else ''}"
            case c.Met():
                return f"{node.met}已完成"
            case c.Judged():
                return f"经人认定：{node.asks}"
            case c.OnList():
                return f"在{self.scheme.lists[node.on_list].name}上"
            case c.During():
                return f"在{self.window(node.during)}"
            case c.Reported():
                return f"{self.value(node.reported, scope)}已有数据"
        return ""

    def _bracketed(self, node: Any, scope: Scope) -> str:
        told = self.condition(node, scope)
        return f"（{told}）" if isinstance(node, c.All | c.AnyOf | c.Some) else told

    def bounds(self, node: c.Bounds, scope: Scope, of: Any = None) -> str:
        """The bounds of a comparison; `of` is the value compared, where dates or words may be."""
        kind = kind_of(self.scheme, of, scope) if of is not None else None
        signs = _SIGNS.get(kind or "", _OF_NUMBERS)
        parts = [signs[name].format(self.value(bound, scope)) for name, bound in node.limits]
        if isinstance(node.is_, bool):
            parts.append("为是" if node.is_ else "为否")
        elif node.is_ is not None:
            parts.append(f"为“{node.is_}”")
        if node.one_of:
            parts.append(f"为{'、'.join(node.one_of)}之一")
        return "且".join(parts)
