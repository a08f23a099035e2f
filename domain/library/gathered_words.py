"""Figures gathered out of records, periods and members, and the stretches of time they look at, in plain Chinese."""

from dataclasses import replace
from typing import Any

from domain.library import period_words, wording
from domain.library import unit_words as words
from domain.library.brackets import bracketed
from domain.library.grains import each_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.acts import ACT_NAMES
from domain.library.name_words import NameWords
from domain.library.scopes import Scope
from domain.library.summing import caps_on, fixed_by_persons
from domain.several_kinds import is_several

_GAPS = {"month": "月数（不满一个月的按一个月）"}
_SEVERAL = {"separate": "（只看同种的）", "together": "（合在一起）"}
_WHICH = frozenset(words.TAKEN[take] for take in ("latest", "earliest", "pooled"))


def _skipped(node: v.Take) -> str:
    """Whose figures are left out where they are missing."""
    if node.missing != "skip":
        return ""
    return "（没有数据的期不计）" if node.over is not None else "（没有数据的不计）"


class GatheredWords(NameWords):
    """Tells counts and sums; what stands in them is told by the classes that know values and conditions."""

    def condition(self, node: Any, scope: Scope) -> str:
        """A condition; told by the class that knows conditions."""
        return ""

    def bracketed(self, node: Any, scope: Scope) -> str:
        """A condition that may stand in another one: what is made of several stands in brackets."""
        told = self.condition(node, scope)
        return f"（{told}）" if isinstance(node, c.All | c.AnyOf | c.Some) else told

    def value(self, node: Any, scope: Scope) -> str:
        """A value; told by the class that knows values."""
        return ""

    def _counted(self, node: Any, scope: Scope) -> str:
        match node:
            case v.Count():
                what = self._fact(node.count)
                by = node.distinct or node.alike
                how = f"不同{self._field(node.count, by)}数" if by else "次数"
                how = f"{self._field(node.count, by)}相同的最多次数" if by and node.alike else how
                return (
                    f"{self.window(node.within, scope)}{self.where(node, node.count, scope)}“{what}”的{how}"
                )
            case v.LongestGap() | v.CoveredDays() | v.MonthsInScope():
                return self._stretch(node, scope)
            case v.TriggeredTimes():
                return self._times(node, scope)
            case v.Amounts():
                return self._amounts(node, scope)
            case v.CountPeriods():
                grain = node.every or each_of(self.scheme, node.count_periods, scope.grain)
                held = self.bracketed(node.count_periods, scope.of_periods(grain))
                held = f"（{held}）" if isinstance(node.count_periods, c.Streak) else held
                over = self.window(node.over, replace(scope, grain=grain))
                return f"{over}{held}的{period_words.number_of(grain)}"
            case v.CountMembers():
                return self._members(node)
            case v.Take():
                return self._taken(node, scope)
            case v.EdgeOfPeriod() | v.Opening():
                return self._edge(node, scope)
        return ""

    def _times(self, node: v.TriggeredTimes, scope: Scope) -> str:
        """近12个月内触发“甲”（R-2）、“乙”（R-3）且负责人相同的合计次数."""
        rules = "、".join(self.entry(key) for key in node.triggered_times)
        on = next((rule.on for rule in self.scheme.rules if rule.id in node.triggered_times), None)
        same = "、".join(self._field(on, field) for field in node.match) if on is not None else ""
        together = "合计" if len(node.triggered_times) > 1 else ""
        return (
            f"{self.window(node.within, scope)}触发{rules}{f'且{same}相同' if same else ''}的{together}次数"
        )

    def _amounts(self, node: v.Amounts, scope: Scope) -> str:
        """当月按“甲”（R-1）、“乙”（R-2）扣减的合计（已按上限计）."""
        rules = f"按{'、'.join(self.entry(key) for key in node.rules)}" if node.rules else "各条"
        held = "（在上限以内）" if caps_on(self.scheme, node, scope.kind) else ""
        if fixed_by_persons(self.scheme, node, scope.kind):
            held += "（由人定的按幅度计，不看处置决定里定下的数）"
        return f"{self.window(node.within, scope)}{rules}{ACT_NAMES[node.amounts]}的数额合计{held}"

    def _members(self, node: v.CountMembers) -> str:
        """下属村居数; of some of them 下属医疗机构中当季有“抽查”的数量."""
        kind = wording.party(self.scheme, node.count_members)
        if node.where is None:
            return f"下属{kind}数"
        told = self.bracketed(node.where, Scope(kind=node.count_members))
        return f"下属{kind}中{f'（{told}）' if told.startswith('下属') else told}的数量"

    def _stretch(self, node: v.LongestGap | v.CoveredDays | v.MonthsInScope, scope: Scope) -> str:
        if isinstance(node, v.LongestGap):
            return self._gap(node, scope)
        return self._covered(node, scope) if isinstance(node, v.CoveredDays) else self._in_scope(node, scope)

    def _gap(self, node: v.LongestGap, scope: Scope) -> str:
        since = f"自{self.value(node.from_, scope)}" if node.from_ is not None else "自第一条"
        last = "今日" if scope.grain in (None, "occasion") else "期末"
        until = f"{self.value(node.to, scope)}（没有的至{last}）" if node.to is not None else last
        where = self.where(node, node.longest_gap, scope)
        length = _GAPS.get(node.unit) or words.elapsed(node.unit)
        return f"{since}至{until}{where}“{self._fact(node.longest_gap)}”最长间隔的{length}"

    def _covered(self, node: v.CoveredDays, scope: Scope) -> str:
        """全年“请假”（自登记日期至销假日）占的天数（重叠的算一次）."""
        inner = Scope(record=node.covered_days, kind=scope.kind)
        since = self.value(node.from_, inner) if node.from_ is not None else "登记日期"
        which = f"{self.window(node.within, scope)}{self.where(node, node.covered_days, scope)}"
        stretch = f"自{since}至{self.value(node.to, inner)}"
        what = f"“{self._fact(node.covered_days)}”（{stretch}，没有填的算到期末、今日）"
        return f"{which}{what}所占的{words.elapsed(node.unit)}（重叠的算一次）"

    def _in_scope(self, node: v.MonthsInScope, scope: Scope) -> str:
        """全年纳入的月数（自纳入日起；不满一个月的不计）."""
        ends = [f"自{self.value(node.from_, scope)}起"] if node.from_ is not None else []
        ends += [f"至{self.value(node.to, scope)}止"] if node.to is not None else []
        ends.append("不满一个月的按一个月" if node.broken == "counted" else "不满一个月的不计")
        when = self.window(node.months_in_scope, scope) or "本期"
        return f"{when}纳入的月数（{'，'.join(ends)}）"

    def _taken(self, node: v.Take, scope: Scope) -> str:
        word = words.TAKEN[node.take]
        if node.rows is not None:
            inner = Scope(record=node.rows, kind=scope.kind)
            which = f"{self.window(node.within, scope)}{self.where(node, node.rows, scope)}"
            what = self.value(node.of, inner)
            which = f"下属各{wording.party(self.scheme, node.members)}{which}" if node.members else which
            if node.take == "total" and what == "1":
                return f"{which}“{self._fact(node.rows)}”的条数"
            return f"{which}“{self._fact(node.rows)}”{f'{word}的{what}' if word in _WHICH else f'的{what}{word}'}"
        if node.peers is not None:
            near = f"同一{wording.party(self.scheme, node.under)}" if node.under else ""
            several = is_several(scope.kind)
            who = wording.party(self.scheme, scope.kind) if scope.kind and (node.under or several) else "家"
            who += _SEVERAL[node.kinds] if several else ""
            which = f"{near}{self._name_of(node.peers)}相同的{self._those(node, scope)}各{who}"
            return self._of_each(node, which, scope, word)
        if node.members is not None:
            kind = wording.party(self.scheme, node.members)
            inner = scope.of_others(node.members)
            return self._of_each(node, f"下属{self._those(node, inner)}各{kind}", inner, word)
        what = self.value(node.of, scope)
        over = self.window(node.over, replace(scope, grain=each_of(self.scheme, node.of, scope.grain)))
        return f"{over}{f'{word}的{what}' if word in _WHICH else f'{what}{word}'}{_skipped(node)}"

    def _of_each(self, node: v.Take, who: str, scope: Scope, word: str) -> str:
        """下属各村居得分的平均; how many there are 下属各村居的个数."""
        what = self.value(node.of, scope)
        if node.take == "total" and what == "1":
            return f"{who}的个数"
        return f"{who}{what}的{word}{_skipped(node)}"

    def _those(self, node: v.Take, scope: Scope) -> str:
        """Whom of them a filter leaves: （评为优秀的）."""
        return "" if node.where is None else f"（{self.condition(node.where, scope)}的）"

    def where(self, node: Any, record: str, scope: Scope) -> str:
        """A filter of records, as an attribute; `node` says `where` and `match`."""
        same = "、".join(self._field(record, field) for field in node.match)
        told = f"{same}相同的" if same else ""
        condition = getattr(node, "where", None)
        if condition is None:
            return told
        return (
            f"{self.bracketed(condition, Scope(record=record, kind=scope.kind, grain=scope.grain))}的{told}"
        )

    def window(self, window: w.Window | None, scope: Scope) -> str:
        """A window as a phrase; nothing said is all time for a record, and for a period the period itself."""
        match window:
            case None if scope.record is not None or scope.outer is not None:
                return self._unsaid(scope)
            case w.WordWindow():
                return words.stretch(window.word)
            case w.RollingWindow():
                return self._rolling(window, scope)
            case w.LastPeriods():
                return self._last(window, scope)
            case w.PhaseWindow():
                return f"{self._phase(window.phase)}内"
            case w.AnniversaryWindow():
                return f"{self._running(window)}内"
            case w.SeasonWindow():
                span = window.season
                return f"每年{self.date(span.from_, scope)}至{self.date(span.to, scope)}期间"
            case w.DatesWindow():
                return f"{self.date(window.from_, scope)}至{self.date(window.to, scope)}期间"
        return ""

    def _running(self, window: w.AnniversaryWindow) -> str:
        """自领证日起算的当年; 自领证日起算、每3年一期的本期."""
        since = f"自{self._fact(window.anniversary)}起算"
        return f"{since}的当年" if window.years == 1 else f"{since}、每{self._length(window)}一期的本期"

    def _length(self, window: w.AnniversaryWindow) -> str:
        return period_words.full(window, self._fact(window.years) if isinstance(window.years, str) else "")

    def _edge(self, node: v.EdgeOfPeriod | v.Opening, scope: Scope) -> str:
        if isinstance(node, v.Opening):
            return f"{'本期' if scope.grain else '当天'}各笔以前的{self.value(node.opening, scope)}"
        """所在学期的末一天; 自领证日起算的当年的头一天."""
        which = (
            f"所在{period_words.stretch(node.length)}"
            if isinstance(node.length, str)
            else self._running(node.length)
        )
        return f"{which}的{'末' if node.first_of is None else '头'}一天"

    def _last(self, window: w.LastPeriods, scope: Scope) -> str:
        if isinstance(window.every, w.AnniversaryWindow):
            since, own = self._fact(window.every.anniversary), window.every
            if own.years == 1:
                return f"最近{window.periods}个自{since}起算的年度（含本年度）"
            return f"最近{window.periods}个自{since}起算、每{self._length(own)}一期的周期（含本期）"
        return f"最近{period_words.several(window.periods, window.every or scope.grain)}"

    def _unsaid(self, scope: Scope) -> str:
        """The stretch where none is said beside a record: the period that is judged, else all time."""
        if scope.grain not in (None, "occasion"):
            return "本期" if scope.grain in {"ten_days", "half_month"} else words.stretch(str(scope.grain))
        return words.WORDS["ever"] if scope.record is not None else ""

    def _rolling(self, window: w.RollingWindow, scope: Scope) -> str:
        anchor = window.anchor
        length = f"{window.count}{words.UNITS[window.unit]}内"
        if anchor is None:
            return f"近{length}"
        told = self.value(anchor, scope)
        told = bracketed(told) if isinstance(anchor, v.Shifted) else told
        if window.around is not None:
            return f"含{told}的任意连续{window.count}{words.UNITS[window.unit]}内（取最多的一段）"
        return f"自{told}起{length}" if window.after is not None else f"{told}前{length}"
