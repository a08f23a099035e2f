"""Values in plain Chinese."""

from typing import Any

from domain.library import period_words, wording
from domain.library import unit_words as words
from domain.library.brackets import bare, bracketed
from domain.library.decimals import clock, short
from domain.library.grains import each_of, grain_of
from domain.library.kinds import kind_of, scale_of
from domain.library.models import values as v
from domain.library.models.base import OpenMark
from domain.library.models.literals import ClockValue, DayValue, FlagValue, NameValue, NumberValue, TextValue
from domain.library.name_words import agreeing
from domain.library.named_days import end_of_stay, within_words
from domain.library.scopes import Scope
from domain.library.step_words import StepWords
from domain.terms import chinese_date

_LOOSE = (v.Quotient, v.Ratio, v.Remainder)
_WHAT = {"number": "数", "day": "日期", "clock": "时刻", "text": "词"}

_LAW = {"after": "next_workday", "before": "prev_workday"}
_EXTREMES = {
    "larger_of": {"day": "中较晚者", "clock": "中较晚者", "text": "中较好者", "": "中较大者"},
    "smaller_of": {"day": "中较早者", "clock": "中较早者", "text": "中较差者", "": "中较小者"},
}


def number_text(node: NumberValue) -> str:
    """90%, 2.5, 1/3."""
    if node.written:
        return node.written
    value = node.number * 100 if node.percent else node.number
    return f"{short(value)}%" if node.percent else short(value)


class ValueWords(StepWords):
    """Tells values of one scheme; conditions inside values are told by `condition`."""

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
            case FlagValue():
                return "是" if node.flag else "否"
            case NameValue():
                return self.name(node.name, scope)
            case OpenMark():
                return wording.left_open(node, self.names)
        return self._looked_up(node)

    def _looked_up(self, node: Any) -> str | None:
        match node:
            case v.Share():
                return f"{self._fact(node.share)}中{'、'.join(node.counting)}的占比"
            case v.PhaseDay():
                return f"{self._phase(node.phase)}{'起' if node.point == 'start' else '止'}日"
            case v.EventDay():
                return f"{node.event}之日"
            case v.ListedSince():
                return end_of_stay(node, self.scheme.lists[node.key].name)
            case v.DaysLate():
                days = "工作日数" if node.unit == "working_day" else "天数"
                return f"“{self._with_a_last_day(node.days_late)}”逾期{days}"
            case v.Score() | v.ScoreGrade():
                return self._of_sheet(node)
        return None

    def _of_sheet(self, node: v.Score | v.ScoreGrade) -> str:
        sheet = self.scheme.scoring[node.grade if isinstance(node, v.ScoreGrade) else node.score]
        if isinstance(node, v.ScoreGrade):
            return f"{sheet.name}等次"
        item = next((one.name for one in sheet.items if one.key == node.item), None)
        return f"{sheet.name}总分" if item is None else f"{sheet.name}中“{item}”的得分"

    def _composed(self, node: Any, scope: Scope) -> str:
        for key, sign in words.JOINED.items():
            if hasattr(node, key) and isinstance(getattr(node, key), tuple):
                parts = sign.join(self.value(part, scope) for part in getattr(node, key))
                ends = _EXTREMES.get(key, {"": ""})
                return f"（{parts}）{ends.get(kind_of(self.scheme, node, scope) or '', ends[''])}"
        return self._counted(node, scope) or self._other(node, scope)

    def _other(self, node: Any, scope: Scope) -> str:
        tell = self.value
        match node:
            case v.Difference():
                return f"（{tell(node.difference[0], scope)}－{tell(node.difference[1], scope)}）"
            case v.Ratio():
                return f"{tell(node.ratio[0], scope)}占{tell(node.ratio[1], scope)}的比例"
        parts = self._single, self._part, self._rounded, self._placed, self._ranked, self._stepped
        return next((told for part in parts if (told := part(node, scope))), "（见方案）")

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
                rolled = f"（{wording.ROLLS[node.roll]}）" if node.roll else ""
                return f"{self.value(node.origin, scope)}{within_words(node)}{rolled}"
        return ""

    def _single(self, node: Any, scope: Scope) -> str:
        tell = self.value
        match node:
            case v.Quotient():
                return "÷".join(self._operand(part, scope) for part in node.quotient)
            case v.RoundUp():
                return f"（{bare(tell(node.round_up, scope))}，进一取整）"
            case v.RoundDown():
                return f"（{bare(tell(node.round_down, scope))}，舍去取整）"
            case v.Absolute():
                return f"{tell(node.absolute, scope)}的绝对值"
            case v.Elapsed():
                start = tell(node.elapsed[0], scope)
                return f"自{start}至{tell(node.elapsed[1], scope)}的{words.elapsed(node.unit, start)}"
            case v.If():
                return self._chosen(node, scope)
        return ""

    def _chosen(self, node: v.If, scope: Scope) -> str:
        """（甲时为一；乙时为二；否则为三）: what is otherwise chosen again is one row of cases."""
        told: list[str] = []
        last: Any = node
        while isinstance(last, v.If):
            told.append(f"{self.condition(last.if_, scope)}时为{self.value(last.then, scope)}")
            last = last.otherwise
        return f"（{'；'.join(told)}{'；' if len(told) > 1 else '，'}否则为{self.value(last, scope)}）"

    def _rounded(self, node: Any, scope: Scope) -> str:
        tell = self.value
        match node:
            case v.Round():
                places = f"保留{node.places}位小数" if node.places else "取整"
                return f"（{bare(tell(node.round, scope))}，四舍五入{places}）"
            case v.Remainder():
                return f"{self._operand(node.remainder[0], scope)}除以{self._operand(node.remainder[1], scope)}的余数"
            case v.TierOf():
                return f"{self.entry(node.tier)}判定的档次"
            case v.InPart():
                return f"当年{node.in_}的{tell(node.of, scope)}"
        return ""

    def _placed(self, node: Any, scope: Scope) -> str:
        tell = self.value
        match node:
            case v.Shifted():
                return self._shifted(node, scope)
            case v.ByParts():
                return f"{tell(node.by_parts, scope)}分段计算（{self._stretches(node, scope)}）"
            case v.Table():
                return self._table(node, scope)
            case v.Previous():
                return self._back(node, scope)
            case v.Whose():
                who, named = wording.party(self.scheme, node.upper), tell(node.whose, scope)
                return f"“{named}”所写{who}的{tell(node.of, scope.of_others(node.upper))}"
            case v.Upper():
                inner = scope.of_others(node.upper)
                return f"所属{wording.party(self.scheme, node.upper)}的{tell(node.of, inner)}"
            case v.AsOf():
                return f"{tell(node.as_of, scope)}{self._then(node.of)}的{tell(node.of, scope)}"
            case v.Lookup():
                fact = self.scheme.facts[node.lookup]
                field = fact.fields[node.field].name if node.field in fact.fields else "登记日期"
                latest = f"{self.window(node.within, scope)}最近一条" if node.within is not None else ""
                told = {key: tell(value, scope) for key, value in node.match.items()}
                return f"{latest}{agreeing(fact, told)}的“{fact.name}”的{field}"
        return ""

    def _operand(self, node: Any, scope: Scope) -> str:
        """A part of a division: one that is divided itself stands in brackets."""
        told = self.value(node, scope)
        return bracketed(told) if isinstance(node, _LOOSE) else told

    def _table(self, node: v.Table, scope: Scope, unit: str = "") -> str:
        """年度等次对应的等次（优秀→良好、良好→合格）."""
        kind = kind_of(self.scheme, node, scope) or ""
        graded = kind == "text" and scale_of(self.scheme, node, scope)
        what = "等次" if graded else _WHAT.get(kind, "内容")
        return f"{self.value(node.table, scope)}对应的{what}（{self._rows(node, scope, unit)}）"

    def _rows(self, node: v.Table, scope: Scope, unit: str) -> str:
        rows = [f"{word}→{self.value(one, scope)}{unit}" for word, one in node.values.items()]
        rows += [f"其余→{self.value(node.otherwise, scope)}{unit}"] if node.otherwise is not None else []
        return "、".join(rows)

    def _then(self, node: Any) -> str:
        """When a value is asked for on another day: a figure of a period, or how things stood that day."""
        grain = grain_of(self.scheme, node)
        return f"所在{wording.stretch(grain)}" if grain not in (None, "day", "occasion") else "那天"

    def _shifted(self, node: v.Shifted, scope: Scope) -> str:
        start = node.after if node.after is not None else node.before
        anchor = self.value(by_law(start), scope)
        anchor = bracketed(anchor) if isinstance(start, v.Shifted) else anchor
        if isinstance(node.count, NumberValue) and node.count.number == 0:
            return f"{anchor}（{wording.ROLLS[node.roll or 'none']}）"
        unit, table = words.LENGTHS[node.unit], node.count
        count = f"{self.value(node.count, scope)}{unit}"
        if isinstance(table, v.Table):
            count = f"（按{self.value(table.table, scope)}：{self._rows(table, scope, unit)}）"
        return f"{anchor}{'后' if node.after is not None else '前'}{wording.with_roll(count, node.roll)}"

    def _stretches(self, node: v.ByParts, scope: Scope) -> str:
        """至100部分×10、至500部分×20、超过部分×30."""
        ends = [
            f"至{self.value(one.at_most, scope)}" if one.at_most is not None else "其余" for one in node.parts
        ]
        each = [self.value(one.each, scope) for one in node.parts]
        return "、".join(f"{end}部分×{rate}" for end, rate in zip(ends, each, strict=True))

    def _back(self, node: v.Previous, scope: Scope) -> str:
        """上季度等级, 上年同期等级: by the period of what is looked at, which its name may say already."""
        told = self.value(node.previous, scope)
        if node.years is not None:
            return f"{'上年' if node.years == 1 else f'{node.years}年前'}同期{told}"
        grain = each_of(self.scheme, node.previous, scope.grain)
        back, word = period_words.before(node.periods or 1, grain), wording.stretch(grain) if grain else ""
        said = len(word) > 1 and back.endswith(word) and told.startswith(word)
        return f"{back}{told.removeprefix(word) if said else told}"


def by_law(node: Any) -> Any:
    """A date that something else is counted from, with how it moves off rest days where that is not written."""
    if not isinstance(node, v.Shifted) or node.roll is not None or node.unit not in words.MOVED_OFF_REST:
        return node
    stays = isinstance(node.count, NumberValue) and node.count.number == 0
    return (
        node if stays else node.model_copy(update={"roll": _LAW["before" if node.after is None else "after"]})
    )
