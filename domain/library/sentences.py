"""Entries of a scheme as sentences that an official can check against the text."""

from typing import Any

from domain.library import period_words, unit_words, wording
from domain.library.limit_words import LimitWords
from domain.library.models.accounts import BalanceEntry
from domain.library.models.campaign import Deliverable, Provision, Target, Task
from domain.library.models.checklist import Item
from domain.library.models.conditions import Happened, Not
from domain.library.models.duty_parts import MakeUp, ShareOf
from domain.library.models.exemptions import Exemption
from domain.library.models.ladders import every_one
from domain.library.models.rolls import Roll
from domain.library.models.rules import Duty, Rule, Tier, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.scopes import Scope
from domain.several_kinds import by_themselves


class Sentences(LimitWords):
    """Tells conditions, consequences and entries of one scheme."""

    def rule(self, rule: Rule) -> str:
        """A rule as one sentence."""
        scope = Scope(record=rule.on, kind=rule.subject, grain=rule.every)
        head = self._head(rule)
        unless = self.exception(rule.unless, scope)
        if rule.tiers:
            by = f"按{self.value(rule.of, scope)}分档" if rule.of is not None else "取最先成立的一档"
            if rule.ladder in self.scheme.ladders:
                by = f"从“{self.scheme.ladders[rule.ladder].name}”的“{rule.rung}”一档起"
            tiers = "。".join(self._tier(tier, scope, rule.of) for tier in rule.tiers)
            return f"{head}{unless}{by}。{tiers}。{self._steps(rule, scope)}"
        when = f"{self.condition(rule.when, scope)}的，" if rule.when is not None else "每发生一次，"
        text = f"{head}{unless}{when}{self.consequences(rule.then, scope) or '记录在案'}。"
        if rule.otherwise:
            text += f"否则{self.consequences(rule.otherwise, scope)}。"
        return text

    def exception(self, unless: Any, scope: Scope) -> str:
        """An exception; the exception of a negation is a precondition."""
        if unless is None:
            return ""
        if isinstance(unless, Not):
            return f"仅限{self.condition(unless.not_, scope)}的，"
        return f"除{self.condition(unless, scope)}外，"

    def _head(self, rule: Rule) -> str:
        party = wording.party(self.scheme, rule.subject)
        if rule.on:
            party = named(self.scheme, rule, rule.subject) or party
            gathered = rule.on in self.scheme.facts and self.scheme.facts[rule.on].kept_by_system
            record = f"“{self._fact(rule.on)}”"
            if rule.whose is not None:
                return f"登记{record}时，对{party}，"
            return f"对{party}的每个{record}，" if gathered else f"对{party}，登记{record}时，"
        every = f"{wording.every(rule.every)}" if rule.every else ""
        units = "（各统计单元分别看）" if rule.units == "separate" else ""
        return f"对{party}，{every}{units}，" if every else f"对{party}，"

    def _tier(self, tier: Tier, scope: Scope, of: Any) -> str:
        """“低”：低于10（不含）的，应当警示; what is called by its own word needs no more."""
        if tier.by_steps:
            return f"“{tier.name}”（只由升降到达）：{self.consequences(tier.then, scope) or '没有后果'}"
        adds = "（并执行前一档）" if tier.adds else ""
        bounds = [self.bounds(tier, scope, of)] if tier.bounded and not _named(tier) else []
        if _each(tier, scope):
            bounds.append("登记一条就算")
        elif tier.when is not None:
            bounds.append(self.bracketed(tier.when, scope) if bounds else self.condition(tier.when, scope))
        then = self.consequences(tier.then, scope) or "没有后果"
        return f"“{tier.name}”{'：' if bounds else ''}{'，且'.join(bounds)}的{adds}，{then}"

    def _steps(self, rule: Rule, scope: Scope) -> str:
        """由轻到重为提醒、警示、停业，几样合在一起算：情节严重为是的，升一档；主动整改为是的，降一档。"""
        if not rule.light_to_heavy:
            return ""
        ways = [("升", one) for one in rule.raise_] + [("降", one) for one in rule.lower]
        told = "；".join(
            f"{self.condition(one.when, scope)}的，{way}{unit_words.tiers(one.by)}" for way, one in ways
        )
        several = "，几样合在一起算" if len(ways) > 1 else ""
        apart = "、".join(f"“{tier.name}”" for tier in rule.tiers if tier.name not in rule.light_to_heavy)
        kept = f"；{apart}不升不降" if apart else ""
        return f"由轻到重为{'、'.join(rule.light_to_heavy)}{several}，不超出头尾两档：{told}{kept}。"

    def duty(self, duty: Duty) -> str:
        """A duty as one sentence."""
        scope = Scope(kind=duty.subject, grain=duty.every)
        who = self._whose(duty.who, duty.subject)
        every = wording.every(duty.every) if duty.every else ""
        if isinstance(duty.required, ShareOf):
            base, share = self.value(duty.required.of, scope), self.value(duty.required.percent, scope)
            needed = f"{base}的{share}（进一取整；没有应做的不适用）"
        else:
            needed = self.value(duty.required.number, scope)
        own = by_themselves(duty.who, duty.subject)
        each = "" if own else f"对每个{wording.party(self.scheme, duty.subject)}"
        text = f"{who}{every}{each}：{self._figures(duty.figures, scope)}不少于{needed}。"
        if duty.done_by is not None:
            term = duty.done_by.after_end
            text += f"期末后{wording.length(term.count, term.unit)}内做的算本期（期初这几日内做的算上期）。"
        if duty.pauses:
            text += f"{self.pauses(duty.pauses, scope)}不计入：期末顺延同样天数，整期都在其中的不要求。"
        if duty.make_up is not None:
            later = period_words.several(duty.make_up.periods, duty.every)
            why = f"（{duty.make_up.needs}）" if duty.make_up.needs else ""
            text += f"当期不足的，可在其后{later}内补足{why}{_at_most(duty.make_up)}。"
        if duty.unless is not None:
            text += f"{self.condition(duty.unless, scope)}的除外{'，那时做的也不算补做' if duty.make_up else ''}。"
        text += "期满没有数据的视为未完成。" if duty.missing == "not_met" else ""
        late = _late(duty)
        return text + (
            f"未完成的，{late}{self.consequences(duty.otherwise, scope)}。" if duty.otherwise else ""
        )


def named(scheme: Scheme, entry: BalanceEntry | Roll | Rule, of: str) -> str:
    """On whom it falls, where a field of the record says so: 其“责任医师”所写的医师."""
    record = scheme.facts.get(entry.on or "")
    if entry.whose is None or record is None:
        return ""
    field = record.fields.get(entry.whose)
    return f"其“{field.name if field else entry.whose}”所写的{wording.party(scheme, of)}"


def _late(duty: Duty) -> str:
    """From when on points and lists count, where that is not the end of the period."""
    if duty.pauses:
        return "有顺延的从顺延后末日的次日起，"
    if duty.make_up is not None:
        return "从能补的最后一天的次日起，"
    return "从能做的最后一天的次日起，" if duty.done_by is not None else ""


def _at_most(make_up: MakeUp) -> str:
    """，每年最多补2个."""
    return "" if make_up.at_most is None else f"，{wording.every(make_up.within)}最多补{make_up.at_most}个"


def _each(tier: Tier, scope: Scope) -> bool:
    """Whether a tier, the rung of a ladder, holds for every record."""
    when = tier.when
    return isinstance(when, Happened) and when == every_one(str(scope.record))


def _named(tier: Tier) -> bool:
    """Whether a tier is called by the one word that it is about."""
    words: list[Any] = [*(tier.one_of or ())] if tier.is_ is None else [tier.is_, *(tier.one_of or ())]
    words += [(name, getattr(bound, "text", None)) for name, bound in tier.limits]
    return words in ([tier.name], [("equals", tier.name)])


def entry_sentence(scheme: Scheme, entry: Any) -> str:
    """Any numbered entry as a sentence; what it cites twice has its title once."""
    told = _sentence(Sentences(scheme, _judged(entry)), entry)
    for one in (*scheme.rules, *scheme.duties, *scheme.all_targets, *scheme.time_limits):
        named = f"“{one.title}”（{one.id}）"
        first, found, rest = told.partition(named)
        told = f"{first}{found}{rest.replace(named, one.id)}"
    return told


def _judged(entry: Any) -> str:
    """The day on which an entry is judged, as it is called where the entry speaks of it."""
    if isinstance(entry, Rule) and entry.on is not None:
        return "本条登记日期"
    if isinstance(entry, Rule | Duty):
        return "期末" if entry.every is not None else "今日"
    return ""


def _sentence(tell: Sentences, entry: Any) -> str:
    match entry:
        case Rule():
            return tell.rule(entry)
        case Duty():
            return tell.duty(entry)
        case Target():
            return tell.target(entry)
        case TimeLimit():
            return tell.limit(entry)
        case Deliverable():
            return tell.deliverable(entry)
        case Task():
            return tell.task(entry)
        case Item():
            return f"{entry.question}方法：{entry.method}。不符合：{entry.fails_when}。"
        case Exemption():
            return tell.exemption(entry)
        case Provision():
            return tell.provision(entry)
    return ""
