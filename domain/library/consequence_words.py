"""Consequences and amounts in plain Chinese."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from domain.library import wording
from domain.library.brackets import bare, bracketed
from domain.library.condition_words import ConditionWords
from domain.library.deed_words import ordered, upon
from domain.library.models import consequences as q
from domain.library.models import values as v
from domain.library.models.amounts import unit_of
from domain.library.models.base import OpenMark
from domain.library.models.dates import Term
from domain.library.models.lengths import Lasting, ReckonedTerm
from domain.library.models.limits import Pause, PausedSpan
from domain.library.models.literals import NameValue, NumberValue
from domain.library.point_words import each, points_of, taking
from domain.library.scopes import Scope

_ON_LISTS = {"list": "列入", "delist": "移出"}
_REFUSES = re.compile("不|禁|拒|退|取消|无效|作废|终止|暂停|除外|淘汰")
_WHOLE = {"up": "（不足一{0}的按一{0}）", "down": "（不足一{0}的不计）", "half_up": "（四舍五入到整{0}）"}
_ENDS = {"at_least": "不低于", "above": "超过", "at_most": "不超过", "below": "不足"}


class ConsequenceWords(ConditionWords):
    """Tells consequences of one scheme."""

    def consequences(self, many: Iterable[q.Consequence], scope: Scope) -> str:
        """Consequences as one phrase."""
        return "；".join(self._consequence(one, scope) for one in many)

    def _consequence(self, one: q.Consequence, scope: Scope) -> str:
        if isinstance(one, q.Deed):
            return self._deed(one, scope)
        choices = "，或".join(self._alternative(each, scope) for each in one.choose_one)
        return f"{ordered('择一', one.nature)}：{choices}"

    def _alternative(self, one: q.Deed | q.Together, scope: Scope) -> str:
        if isinstance(one, q.Deed):
            return self._deed(one, scope, nature=False)
        return f"（{'，并'.join(self._deed(deed, scope, nature=False) for deed in one.together)}）"

    def _deed(self, deed: q.Deed, scope: Scope, *, nature: bool = True) -> str:
        return "，".join(filter(None, self._deed_parts(deed, scope, nature)))

    def _deed_parts(self, deed: q.Deed, scope: Scope, nature: bool) -> Iterator[str]:
        act, done = self._act(deed, scope)
        yield ordered(act, deed.nature) if nature else act
        yield f"记入{self.scheme.balances[deed.balance].name}" if deed.balance in self.scheme.balances else ""
        listed = deed.list_ in self.scheme.lists and "list" not in done
        yield f"名单：{self.scheme.lists[deed.list_ or ''].name}" if listed else ""
        yield f"等级：{deed.grade}" if deed.grade and "grade" not in done else ""
        points = deed.points if "points" not in done else None
        yield points_of(self, points, scope, taking(self.scheme, deed.balance)) if points is not None else ""
        yield f"对象为{wording.party(self.scheme, deed.on)}" if deed.on and "on" not in done else ""
        yield f"去向：{'、'.join(deed.to)}" if deed.to else ""
        yield self.amount(deed.amount, scope) if deed.amount is not None else ""
        names = self.names_for(scope)
        yield f"期限：{self._by_when(deed.within, scope)}" if deed.within is not None else ""
        yield f"时长：{self._how_long(deed.lasts, scope)}" if deed.lasts is not None else ""
        paused = self.pauses(deed.pauses, scope)
        yield f"{paused}不计入" if paused else ""
        yield f"自{wording.begin(deed.starts, names)}起算" if deed.starts is not None else ""
        yield f"范围：{deed.scope}" if deed.scope else ""
        yield f"出具{deed.document}" if deed.document else ""
        yield f"由{deed.decided_by}决定" if deed.decided_by else ""
        yield f"依据{deed.under}" if deed.under else ""
        yield f"条件：{self.condition(deed.when, scope)}" if deed.when is not None else ""

    def pauses(self, pauses: Iterable[Pause], scope: Scope) -> str:
        """What does not count of a term: 停工（自停工日至复工日）期间、补正天数."""
        return "、".join(self._pause(pause, scope) for pause in pauses)

    def _pause(self, pause: Pause, scope: Scope) -> str:
        if isinstance(pause, PausedSpan):
            return f"{self.name(pause.from_, scope)}至{self.name(pause.to, scope)}"
        if not isinstance(pause, v.CoveredDays) or pause.within is not None:
            return self.value(pause, scope)
        inner = Scope(record=pause.covered_days, kind=scope.kind)
        since = self.value(pause.from_, inner) if pause.from_ is not None else "登记日期"
        which = f"{self.where(pause, pause.covered_days, scope)}“{self._fact(pause.covered_days)}”"
        return f"{which}（自{since}至{self.value(pause.to, inner)}）期间"

    def _by_when(self, one: Term | ReckonedTerm, scope: Scope) -> str:
        names = self.names_for(scope)
        if isinstance(one, ReckonedTerm):
            return wording.over(one, self.reckoned(one, scope), names)
        return wording.term(one, names)

    def _how_long(self, one: Lasting | ReckonedTerm, scope: Scope) -> str:
        if isinstance(one, ReckonedTerm):
            return self.reckoned(one, scope)
        return wording.lasting(one, self.names_for(scope))

    def reckoned(self, one: ReckonedTerm, scope: Scope) -> str:
        """A length that data say: 级别对应的数（一般→5个工作日、重大→15个工作日）, “停业月数”个月."""
        unit = wording.UNITS[one.unit]
        if isinstance(one.count, v.Table | v.ByBands):
            return self._each(one.count, scope, unit)
        told = self.value(one.count, scope)
        return f"{f'“{told}”' if isinstance(one.count, NameValue) else bracketed(told)}{unit}"

    def _act(self, deed: q.Deed, scope: Scope) -> tuple[str, set[str]]:
        """What is done, and which parts it has told already: 扣1分, 定为“A”, 列入黑名单."""
        if deed.text:
            bare_reason = deed.do == "exclude" and not _REFUSES.search(deed.text)
            return f"不予：{deed.text}" if bare_reason else deed.text, set()
        act, done = self._plain_act(deed, scope)
        told = upon(deed.do, act, wording.party(self.scheme, deed.on)) if deed.on else ""
        return (told, {*done, "on"}) if told else (act, done)

    def _plain_act(self, deed: q.Deed, scope: Scope) -> tuple[str, set[str]]:
        if deed.do == "points" and deed.points is not None:
            take = taking(self.scheme, deed.balance)
            return points_of(self, deed.points, scope, take), {"points"}
        if deed.do == "grade" and deed.grade:
            return f"定为“{deed.grade}”", {"grade"}
        if deed.do in _ON_LISTS and deed.list_ in self.scheme.lists:
            return f"{_ON_LISTS[deed.do]}{self._listed(deed.list_)}", {"list"}
        return q.ACT_NAMES[deed.do], set()

    def amount(self, one: q.Amount, scope: Scope) -> str:
        """An amount as a phrase, with its cap and floor."""
        ends = (("floor", "最低不少于"), ("cap", "最高不超过"))
        held = [(word, getattr(one, name, None)) for name, word in ends]
        unit = unit_of(one) or "元"
        limits = "".join(f"，{word}{self._each(end, scope, unit)}" for word, end in held if end is not None)
        whole = _WHOLE.get(getattr(one, "rounded", None) or "", "")
        return f"{self._amount(one, scope)}{limits}{whole.format(unit) if whole else ''}"

    def _amount(self, one: q.Amount, scope: Scope) -> str:
        match one:
            case q.PercentAmount():
                return f"数额{self._per(one, self._share_of(one.of, one.percent, scope), scope)}"
            case q.TimesAmount():
                return f"数额{self._share_of(one.of, one.times, scope, '倍')}"
            case q.CoefficientAmount(coefficient=q.OneFigure(figure=NumberValue(number=1))):
                return f"数额为{self.value(one.of, scope)}"
            case q.CoefficientAmount():
                return f"按{self.value(one.of, scope)}乘以系数{self._figure(one.coefficient, scope)}"
            case q.FixedAmount():
                return f"数额{self._per(one, self._figure(one.fixed, scope, one.unit or '元', '为'), scope)}"
            case q.WordsAmount():
                return f"数额：{one.words}"
            case OpenMark():
                return "数额未定"

    def _per(self, one: q.PercentAmount | q.FixedAmount, figure: str, scope: Scope) -> str:
        """A figure for each one: 为100元×人数, 为每1个百分点30000元."""
        per = one.per
        if per is None:
            return figure
        told = self.value(per, scope)
        if one.size != 1:
            return f"为每{each(self.scheme, per, one.size)}{figure.removeprefix('为')}（按{bare(told)}计）"
        return f"{figure}×{bracketed(told) if isinstance(per, v.Elapsed | v.LongestGap | v.CoveredDays) else told}"

    def _share_of(self, base: Any, figure: q.Figure, scope: Scope, unit: str = "") -> str:
        """为罚款额的3%, 不超过罚款额的2倍; what is computed is multiplied: 为燃料费×（补贴率－10%）."""
        told = self.value(base, scope)
        plain = (NumberValue, OpenMark)
        if not isinstance(figure, q.OneFigure) or isinstance(figure.figure, plain):
            return self._figure(figure, scope, unit, "为", f"{told}的")
        return f"为{told}×{bracketed(self.value(figure.figure, scope))}"

    def _each(self, node: Any, scope: Scope, unit: str) -> str:
        """A figure with its unit; of a table and of bands every line has it."""
        if isinstance(node, v.ByBands):
            return self.by_bands(node, scope, unit)
        if isinstance(node, v.Table):
            return self._table(node, scope, unit)
        told = self.value(node, scope)
        if unit == "倍" and told.endswith("%"):
            return told  # 罚款额的30%至1倍
        return f"{told}{unit}" if unit != "元" or isinstance(node, NumberValue) else bare(told)

    def _figure(self, figure: q.Figure, scope: Scope, unit: str = "", to: str = "", of: str = "") -> str:
        """为400元, 为工资的3%至5%, 不超过工资的50%; `of` is what it is a part of."""
        if isinstance(figure, q.OneFigure):
            return f"{to}{of}{self._each(figure.figure, scope, unit)}"
        ends = {name: end for name in _ENDS if (end := getattr(figure, name)) is not None}
        told = [self._each(end, scope, unit) for end in ends.values()]
        text = f"{to}{of}{'至'.join(told)}" if len(told) > 1 else f"{_ENDS[next(iter(ends))]}{of}{told[0]}"
        return f"{text}（由人在幅度内确定）"
