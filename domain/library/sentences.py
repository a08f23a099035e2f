"""Entries of a scheme as sentences that an official can check against the text."""

from collections.abc import Iterable, Iterator
from typing import Any

from domain.library import wording
from domain.library.models import conditions as c
from domain.library.models import consequences as q
from domain.library.models.base import OpenMark
from domain.library.models.campaign import Deliverable, Provision, Target, Task
from domain.library.models.checklist import Item
from domain.library.models.rules import Duty, Rule, ShareOf, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.scopes import Scope
from domain.library.value_words import ValueWords

_SIGNS = {
    "at_least": "达到{}以上（含）",
    "above": "超过{}（不含）",
    "at_most": "在{}以内（含）",
    "below": "低于{}（不含）",
    "equals": "等于{}",
}
_MUST = {"must": "应当", "may": "可以（由有权单位决定）"}


class Sentences(ValueWords):
    """Tells conditions, consequences and entries of one scheme."""

    def condition(self, node: Any, scope: Scope) -> str:
        """A condition as a phrase."""
        match node:
            case c.Compare():
                return f"{self.value(node.value, scope)}{self.bounds(node, scope)}"
            case c.All():
                return "，且".join(self._bracketed(part, scope) for part in node.all)
            case c.AnyOf():
                return "，或".join(self._bracketed(part, scope) for part in node.any)
            case c.Not():
                return f"并非{self._bracketed(node.not_, scope)}"
            case c.Some():
                parts = "；".join(self.condition(part, scope) for part in node.some.of)
                return f"以下{len(node.some.of)}项中至少{node.some.at_least}项：{parts}"
            case c.Streak():
                return f"连续{node.streak.length}期{self.condition(node.streak.of, scope)}"
        return self._known(node, scope)

    def _known(self, node: Any, scope: Scope) -> str:
        match node:
            case c.Happened():
                where = self.where(node, node.happened, scope)
                return f"{self.window(node.within)}有{where}“{self._fact(node.happened)}”"
            case c.Triggered():
                return f"已触发{node.triggered}"
            case c.Met():
                return f"{node.met}已完成"
            case c.Judged():
                return f"经人认定：{node.asks}"
            case c.OnList():
                return f"在{self.scheme.lists[node.on_list].name}上"
            case c.Reported():
                return f"{self.value(node.reported, scope)}已有数据"
        return ""

    def _bracketed(self, node: Any, scope: Scope) -> str:
        told = self.condition(node, scope)
        return f"（{told}）" if isinstance(node, c.All | c.AnyOf | c.Some) else told

    def bounds(self, node: c.Bounds, scope: Scope) -> str:
        """The bounds of a comparison."""
        parts = [_SIGNS[name].format(self.value(bound, scope)) for name, bound in node.limits]
        if isinstance(node.is_, bool):
            parts.append("为是" if node.is_ else "为否")
        elif node.is_ is not None:
            parts.append(f"为“{node.is_}”")
        if node.one_of:
            parts.append(f"为{'、'.join(node.one_of)}之一")
        return "且".join(parts)

    def consequences(self, many: Iterable[q.Consequence], scope: Scope) -> str:
        """Consequences as one phrase."""
        return "；".join(self._consequence(one, scope) for one in many)

    def _consequence(self, one: q.Consequence, scope: Scope) -> str:
        if isinstance(one, q.Deed):
            return self._deed(one, scope)
        choices = "，或".join(self._deed(deed, scope, nature=False) for deed in one.choose_one)
        return f"{_MUST[one.nature]}择一：{choices}"

    def _deed(self, deed: q.Deed, scope: Scope, *, nature: bool = True) -> str:
        return "，".join(filter(None, self._deed_parts(deed, scope, nature)))

    def _deed_parts(self, deed: q.Deed, scope: Scope, nature: bool) -> Iterator[str]:
        yield f"{_MUST[deed.nature] if nature else ''}{deed.text or q.ACT_NAMES[deed.do]}"
        yield f"落在{wording.party(self.scheme, deed.on)}" if deed.on else ""
        yield f"去向：{'、'.join(deed.to)}" if deed.to else ""
        yield self.amount(deed.amount, scope) if deed.amount is not None else ""
        yield f"期限：{wording.term(deed.within)}" if deed.within is not None else ""
        yield f"时长：{wording.lasting(deed.lasts)}" if deed.lasts is not None else ""
        yield f"自{deed.starts}之日起算" if deed.starts else ""
        yield f"范围：{deed.scope}" if deed.scope else ""
        yield f"依据{deed.under}" if deed.under else ""
        yield f"条件：{self.condition(deed.when, scope)}" if deed.when is not None else ""

    def amount(self, one: q.Amount, scope: Scope) -> str:
        """An amount as a phrase."""
        match one:
            case q.PercentAmount():
                per = f"×{self.value(one.per, scope)}" if one.per is not None else ""
                return f"数额为{self.value(one.of, scope)}的{self._figure(one.percent, scope)}{per}"
            case q.TimesAmount():
                return f"数额为{self.value(one.of, scope)}的{self._figure(one.times, scope)}倍"
            case q.CoefficientAmount():
                return f"按{self.value(one.of, scope)}乘以系数{self._figure(one.coefficient, scope)}"
            case q.FixedAmount():
                per = f"×{self.value(one.per, scope)}" if one.per is not None else ""
                return f"数额为{self._figure(one.fixed, scope)}元{per}"
            case q.WordsAmount():
                return f"数额：{one.words}"
            case OpenMark():
                return "数额未定"

    def _figure(self, figure: q.Figure, scope: Scope) -> str:
        if isinstance(figure, q.OneFigure):
            return self.value(figure.figure, scope)
        ends = [getattr(figure, name) for name in ("at_least", "above", "at_most", "below")]
        return "至".join(self.value(end, scope) for end in ends if end is not None) + "（由人在幅度内确定）"

    def rule(self, rule: Rule) -> str:
        """A rule as one sentence."""
        scope = Scope(record=rule.on, kind=rule.subject, grain=rule.every)
        head = self._head(rule)
        unless = f"除{self.condition(rule.unless, scope)}外，" if rule.unless is not None else ""
        if rule.tiers:
            by = f"按{self.value(rule.of, scope)}分档" if rule.of is not None else "取最先成立的一档"
            tiers = "。".join(self._tier(tier, scope) for tier in rule.tiers)
            return f"{head}{unless}{by}：{tiers}。"
        when = f"{self.condition(rule.when, scope)}的，" if rule.when is not None else "每发生一次，"
        text = f"{head}{unless}{when}{self.consequences(rule.then, scope) or '记录在案'}。"
        if rule.otherwise:
            text += f"否则{self.consequences(rule.otherwise, scope)}。"
        return text

    def _head(self, rule: Rule) -> str:
        party = wording.party(self.scheme, rule.subject)
        if rule.on:
            return f"对{party}，登记“{self._fact(rule.on)}”时，"
        every = f"{wording.EVERY[rule.every]}" if rule.every else ""
        units = "（各统计单元分别看）" if rule.units == "separate" else ""
        return f"对{party}，{every}{units}，" if every else f"对{party}，"

    def _tier(self, tier: Any, scope: Scope) -> str:
        adds = "（并执行前一档）" if tier.adds else ""
        bounds = [self.bounds(tier, scope)] if tier.bounded else []
        bounds += [self.condition(tier.when, scope)] if tier.when is not None else []
        then = self.consequences(tier.then, scope) or "没有后果"
        return f"“{tier.name}”{'，且'.join(bounds)}的{adds}，{then}"

    def duty(self, duty: Duty) -> str:
        """A duty as one sentence."""
        scope = Scope(kind=duty.subject, grain=duty.every)
        who = wording.party(self.scheme, duty.who or duty.subject)
        every = wording.EVERY[duty.every] if duty.every else ""
        if isinstance(duty.required, ShareOf):
            base, share = self.value(duty.required.of, scope), self.value(duty.required.percent, scope)
            needed = f"{base}的{share}（进一取整；没有应做的不适用）"
        else:
            needed = self.value(duty.required.number, scope)
        text = f"{who}{every}：{self.value(duty.done, scope)}不少于{needed}。"
        if duty.make_up is not None:
            why = f"（{duty.make_up.needs}）" if duty.make_up.needs else ""
            text += f"当期不足的，可在其后{duty.make_up.periods}期补足{why}。"
        if duty.unless is not None:
            text += f"{self.condition(duty.unless, scope)}的除外。"
        return text + (f"未完成的，{self.consequences(duty.otherwise, scope)}。" if duty.otherwise else "")

    def target(self, target: Target) -> str:
        """A target as one sentence."""
        scope = Scope(kind=target.of)
        steps = "；".join(
            f"{wording.date_text(one.by)}{self.bounds(one, scope)}" for one in target.milestones
        )
        nature = "约束性" if target.nature == "binding" else "预期性（力争），不作扣分依据"
        return (
            f"{wording.party(self.scheme, target.of)}{self.value(target.value, scope)}：{steps}。{nature}。"
        )

    def limit(self, limit: TimeLimit) -> str:
        """A time limit as one sentence."""
        fact = self.scheme.facts[limit.record]
        start = fact.fields[limit.starts].name if limit.starts in fact.fields else "登记日期"
        term = limit.within or limit.at_least
        word = "内办结" if limit.within is not None else "，不得少于"
        length = wording.length(term.count, term.unit) if term is not None else ""
        inner = "".join(
            f"，其中{one.name}不少于{wording.length(one.at_least.count, one.at_least.unit)}"
            for one in limit.includes
        )
        return f"{wording.party(self.scheme, limit.who)}办理“{fact.name}”：自{start}次日起{length}{word}{inner}。"


def entry_sentence(scheme: Scheme, entry: Any) -> str:
    """Any numbered entry as a sentence."""
    tell = Sentences(scheme)
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
            who = "、".join(wording.party(scheme, key) for key in entry.who)
            due = wording.date_text(entry.due) if entry.due is not None else ""
            every = wording.EVERY[entry.repeats.every] if entry.repeats is not None else ""
            to = f"给{entry.to}" if entry.to else ""
            return f"{who}{every}报送“{entry.title}”{to}{f'，{due}前' if due else ''}。"
        case Task():
            assisting = "、".join(entry.units[1:])
            return f"牵头：{entry.units[0]}{f'；配合：{assisting}' if assisting else ''}。"
        case Item():
            return f"{entry.question}方法：{entry.method}。不符合：{entry.fails_when}。"
        case Provision():
            return f"{entry.says}（没有数值，由人判断）"
    return ""
