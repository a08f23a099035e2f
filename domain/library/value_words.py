"""Values in plain Chinese."""

from typing import Any

from domain.library import unit_words as words
from domain.library import wording
from domain.library.calendar_dates import month_words
from domain.library.decimals import clock, short
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.base import OpenMark
from domain.library.models.literals import ClockValue, DayValue, NameValue, NumberValue, TextValue
from domain.library.name_words import NameWords
from domain.library.scopes import Scope
from domain.terms import chinese_date


def number_text(node: NumberValue) -> str:
    """90%, 2.5, 1/3."""
    value = node.number * 100 if node.percent else node.number
    return f"{short(value)}%" if node.percent else short(value)


class ValueWords(NameWords):
    """Tells values of one scheme; conditions inside values are told by `condition`."""

    def condition(self, node: Any, scope: Scope) -> str:
        """A condition; told by the class that knows conditions."""
        return ""

    def value(self, node: Any, scope: Scope) -> str:
        """A value as a phrase."""
        plain = self._plain(node, scope)
        return plain if plain is not None else self._composed(node, scope)

    def _plain(self, node: Any, scope: Scope) -> str | None:
        match node:
            case NumberValue():
                return number_text(node)
            case DayValue():
                return chinese_date(node.day)
            case ClockValue():
                return clock(node.minutes)
            case TextValue():
                return node.text
            case NameValue():
                return self.name(node.name, scope)
            case OpenMark():
                declared = self.scheme.open.get(node.open)
                return f"（{declared.name if declared else node.open}，未定）"
        return self._looked_up(node)

    def _looked_up(self, node: Any) -> str | None:
        match node:
            case v.Share():
                return f"{self._fact(node.share)}中{'、'.join(node.counting)}的占比"
            case v.OutOf():
                return f"{self._fact(node.out_of)}总数"
            case v.PhaseDay():
                names = {phase.key: phase.name for phase in self.scheme.phases}
                return f"{names.get(node.phase, node.phase)}阶段{'起' if node.point == 'start' else '止'}日"
            case v.EventDay():
                return f"{node.event}之日"
            case v.FromBottom():
                return f"{self._fact(node.from_bottom)}倒数名次"
            case v.Score() | v.ScoreGrade():
                key = node.score if isinstance(node, v.Score) else node.grade
                return f"{self.scheme.scoring[key].name}{'总分' if isinstance(node, v.Score) else '等次'}"
        return None

    def _composed(self, node: Any, scope: Scope) -> str:
        for key, sign in words.JOINED.items():
            if hasattr(node, key) and isinstance(getattr(node, key), tuple):
                parts = sign.join(self.value(part, scope) for part in getattr(node, key))
                return {"larger_of": f"（{parts}）中较大者", "smaller_of": f"（{parts}）中较小者"}.get(
                    key, f"（{parts}）"
                )
        return self._counted(node, scope) or self._other(node, scope)

    def _other(self, node: Any, scope: Scope) -> str:
        tell = self.value
        match node:
            case v.Difference():
                return f"（{tell(node.difference[0], scope)}－{tell(node.difference[1], scope)}）"
            case v.Ratio():
                return f"{tell(node.ratio[0], scope)}占{tell(node.ratio[1], scope)}的比例"
        return self._single(node, scope) or self._part(node, scope) or self._placed(node, scope)

    def _part(self, node: Any, scope: Scope) -> str:
        match node:
            case v.Numerator():
                return f"{self.value(node.numerator, scope)}的分子"
            case v.Denominator():
                return f"{self.value(node.denominator, scope)}的分母"
            case v.PartOfDate():
                if node.part in {"workday", "holiday"}:
                    return f"{self.value(node.of, scope)}是否{'工作日' if node.part == 'workday' else '法定节假日'}"
                part = words.PART_NAMES.get(node.part)
                return self.value(node.of, scope) + (f"的{part}" if part else "")
            case v.MonthOf():
                return f"{self.value(node.month_of, scope)}{month_words(node.later, node.day)}"
        return ""

    def _single(self, node: Any, scope: Scope) -> str:
        tell = self.value
        match node:
            case v.Quotient():
                return f"{tell(node.quotient[0], scope)}÷{tell(node.quotient[1], scope)}"
            case v.Ranking():
                group = f"在同{self._name_of(node.by)}中" if node.by else ""
                equal = "、".join(tell(one, scope) for one in node.then_by)
                equal = f"（相同的依次比{equal}，高者在前）" if equal else ""
                skipped = "（没有数据的不排）" if node.missing == "skip" else ""
                place = f"{'倒数' if node.from_ == 'bottom' else ''}名次"
                return f"{tell(node.ranking, scope)}{group}的{place}{equal}{skipped}"
            case v.RoundUp():
                return f"{tell(node.round_up, scope)}（进一取整）"
            case v.RoundDown():
                return f"{tell(node.round_down, scope)}（舍去取整）"
            case v.Absolute():
                return f"{tell(node.absolute, scope)}的绝对值"
            case v.Elapsed():
                return f"自{tell(node.elapsed[0], scope)}至{tell(node.elapsed[1], scope)}的{words.ELAPSED[node.unit]}"
            case v.Entrants():
                group = f"同{self._name_of(node.by)}" if node.by else ""
                return f"{group}参加{tell(node.entrants, scope)}排名的总数"
            case v.If():
                yes, no = tell(node.then, scope), tell(node.otherwise, scope)
                return f"（{self.condition(node.if_, scope)}时为{yes}，否则为{no}）"
        return ""

    def _placed(self, node: Any, scope: Scope) -> str:
        tell = self.value
        match node:
            case v.Shifted():
                anchor = node.after if node.after is not None else node.before
                count = f"{tell(node.count, scope)}{words.LENGTHS[node.unit]}"
                return f"{tell(anchor, scope)}{'后' if node.after is not None else '前'}{count}"
            case v.ByParts():
                return f"{tell(node.by_parts, scope)}分段计算（{self._stretches(node, scope)}）"
            case v.Table():
                rows = "、".join(f"{word}{tell(one, scope)}" for word, one in node.values.items())
                return f"按{tell(node.table, scope)}（{rows}）"
            case v.Previous():
                return f"{_back(node)}{tell(node.previous, scope)}"
            case v.Upper():
                inner = scope.of_others(node.upper)
                return f"所属{wording.party(self.scheme, node.upper)}的{tell(node.of, inner)}"
            case v.AsOf():
                return f"{tell(node.as_of, scope)}所在时段的{tell(node.of, scope)}"
            case v.Lookup():
                fact = self.scheme.facts[node.lookup]
                field = fact.fields[node.field].name if node.field in fact.fields else "登记日期"
                latest = f"{self.window(node.within)}最近一条" if node.within is not None else ""
                return f"{latest}对应“{fact.name}”的{field}"
        return "（见方案）"

    def _stretches(self, node: v.ByParts, scope: Scope) -> str:
        """至100部分×10、至500部分×20、超过部分×30."""
        ends = [
            f"至{self.value(one.at_most, scope)}" if one.at_most is not None else "其余" for one in node.parts
        ]
        each = [self.value(one.each, scope) for one in node.parts]
        return "、".join(f"{end}部分×{rate}" for end, rate in zip(ends, each, strict=True))

    def _counted(self, node: Any, scope: Scope) -> str:
        match node:
            case v.Count():
                what = self._fact(node.count)
                by = node.distinct or node.alike
                how = f"不同{self._field(node.count, by)}数" if by else "次数"
                how = f"{self._field(node.count, by)}相同的最多次数" if by and node.alike else how
                return f"{self.window(node.within)}{self.where(node, node.count, scope)}“{what}”的{how}"
            case v.LongestGap():
                return self._gap(node, scope)
            case v.CountPeriods():
                return f"{self.window(node.over)}{self.condition(node.count_periods, scope)}的期数"
            case v.CountMembers():
                kind = wording.party(self.scheme, node.count_members)
                where = (
                    self.condition(node.where, Scope(kind=node.count_members)) + "的" if node.where else ""
                )
                return f"下属{where}{kind}数"
            case v.Take():
                return self._taken(node, scope)
        return ""

    def _gap(self, node: v.LongestGap, scope: Scope) -> str:
        since = f"自{self.value(node.from_, scope)}" if node.from_ is not None else "自第一条"
        until = f"{self.value(node.to, scope)}（没有的至今日）" if node.to is not None else "今日"
        where = self.where(node, node.longest_gap, scope)
        return f"{since}至{until}{where}“{self._fact(node.longest_gap)}”最长间隔的{words.ELAPSED[node.unit]}"

    def _taken(self, node: v.Take, scope: Scope) -> str:
        word = words.TAKEN[node.take]
        if node.rows is not None:
            inner = Scope(record=node.rows, kind=scope.kind)
            where = self.where(node, node.rows, scope)
            return f"{self.window(node.within)}{where}“{self._fact(node.rows)}”的{self.value(node.of, inner)}{word}"
        if node.peers is not None:
            return f"{self._name_of(node.peers)}相同的各家{self.value(node.of, scope)}的{word}"
        if node.members is not None:
            kind = wording.party(self.scheme, node.members)
            return f"下属各{kind}{self.value(node.of, scope.of_others(node.members))}的{word}"
        return f"{self.window(node.over)}{self.value(node.of, scope)}{word}"

    def where(self, node: Any, record: str, scope: Scope) -> str:
        """A filter of records, as an attribute; `node` says `where` and `match`."""
        same = "、".join(self._field(record, field) for field in node.match)
        told = f"{same}相同的" if same else ""
        condition = getattr(node, "where", None)
        if condition is None:
            return told
        return f"{self.condition(condition, Scope(record=record, kind=scope.kind))}的{told}"

    def window(self, window: w.Window | None) -> str:
        """A window as a phrase."""
        match window:
            case w.WordWindow():
                return words.stretch(window.word)
            case w.RollingWindow():
                return self._rolling(window)
            case w.LastPeriods():
                return f"最近{window.periods}期"
            case w.PhaseWindow():
                names = {phase.key: phase.name for phase in self.scheme.phases}
                return f"{names.get(window.phase, window.phase)}阶段"
            case w.AnniversaryWindow():
                return f"自{self._fact(window.anniversary)}起算的当年内"
            case w.SeasonWindow():
                span = window.season
                return f"每年{wording.date_text(span.from_)}至{wording.date_text(span.to)}期间"
            case w.DatesWindow():
                return f"{self.date(window.from_)}至{self.date(window.to)}"
        return ""

    def _rolling(self, window: w.RollingWindow) -> str:
        anchor = window.anchor
        length = f"{window.count}{words.UNITS[window.unit]}内"
        if anchor is None:
            return f"近{length}"
        named = self.names.get(anchor.name) if isinstance(anchor, NameValue) else None
        told = named or self.value(anchor, Scope())
        return f"自{told}起{length}" if window.after is not None else f"{told}前{length}"


def _back(node: v.Previous) -> str:
    if node.years is not None:
        return "上年同期" if node.years == 1 else f"{node.years}年前同期"
    return "上期" if node.periods in (None, 1) else f"前{node.periods}期"
