"""Entries of a scheme as sentences that an official can check against the text."""

from collections.abc import Mapping
from typing import Any

from domain.library import wording
from domain.library.consequence_words import ConsequenceWords
from domain.library.models.campaign import Deliverable, Provision, Repeats, Target, Task
from domain.library.models.checklist import Item
from domain.library.models.conditions import Not
from domain.library.models.dates import UntilTerm
from domain.library.models.exemptions import Exemption
from domain.library.models.limits import PausedSpan
from domain.library.models.rules import Duty, Rule, ShareOf, Tier, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.scopes import Scope

_COUNTS = {"point_in_time": "", "cumulative": "累计", "yearly_mean": "年均", "each_year": "每年都要"}


class Sentences(ConsequenceWords):
    """Tells conditions, consequences and entries of one scheme."""

    def rule(self, rule: Rule) -> str:
        """A rule as one sentence."""
        scope = Scope(record=rule.on, kind=rule.subject, grain=rule.every)
        head = self._head(rule)
        unless = self._unless(rule.unless, scope)
        if rule.tiers:
            by = f"按{self.value(rule.of, scope)}分档" if rule.of is not None else "取最先成立的一档"
            tiers = "。".join(self._tier(tier, scope, rule.of) for tier in rule.tiers)
            return f"{head}{unless}{by}：{tiers}。"
        when = f"{self.condition(rule.when, scope)}的，" if rule.when is not None else "每发生一次，"
        text = f"{head}{unless}{when}{self.consequences(rule.then, scope) or '记录在案'}。"
        if rule.otherwise:
            text += f"否则{self.consequences(rule.otherwise, scope)}。"
        return text

    def _unless(self, unless: Any, scope: Scope) -> str:
        """An exception; the exception of a negation is a precondition."""
        if unless is None:
            return ""
        if isinstance(unless, Not):
            return f"仅限{self.condition(unless.not_, scope)}的，"
        return f"除{self.condition(unless, scope)}外，"

    def _head(self, rule: Rule) -> str:
        party = wording.party(self.scheme, rule.subject)
        if rule.on:
            return f"对{party}，登记“{self._fact(rule.on)}”时，"
        every = f"{wording.every(rule.every)}" if rule.every else ""
        units = "（各统计单元分别看）" if rule.units == "separate" else ""
        return f"对{party}，{every}{units}，" if every else f"对{party}，"

    def _tier(self, tier: Tier, scope: Scope, of: Any) -> str:
        adds = "（并执行前一档）" if tier.adds else ""
        named = tier.is_ == tier.name and not tier.limits and not tier.one_of
        bounds = [self.bounds(tier, scope, of)] if tier.bounded and not named else []
        bounds += [self.condition(tier.when, scope)] if tier.when is not None else []
        then = self.consequences(tier.then, scope) or "没有后果"
        return f"“{tier.name}”{'，且'.join(bounds)}的{adds}，{then}"

    def duty(self, duty: Duty) -> str:
        """A duty as one sentence."""
        scope = Scope(kind=duty.subject, grain=duty.every)
        who = self._whose(duty.who or (duty.subject,))
        every = wording.every(duty.every) if duty.every else ""
        if isinstance(duty.required, ShareOf):
            base, share = self.value(duty.required.of, scope), self.value(duty.required.percent, scope)
            needed = f"{base}的{share}（进一取整；没有应做的不适用）"
        else:
            needed = self.value(duty.required.number, scope)
        each = f"对每个{wording.party(self.scheme, duty.subject)}" if duty.who else ""
        text = f"{who}{every}{each}：{self._figures(duty.figures, scope)}不少于{needed}。"
        if duty.done_by is not None:
            term = duty.done_by.after_end
            text += f"期末后{wording.length(term.count, term.unit)}内做的算本期（期初这几日内做的算上期）。"
        if duty.make_up is not None:
            why = f"（{duty.make_up.needs}）" if duty.make_up.needs else ""
            text += f"当期不足的，可在其后{duty.make_up.periods}期补足{why}。"
        if duty.unless is not None:
            text += f"{self.condition(duty.unless, scope)}的除外。"
        text += "期满没有数据的视为未完成。" if duty.missing == "not_met" else ""
        return text + (f"未完成的，{self.consequences(duty.otherwise, scope)}。" if duty.otherwise else "")

    def _whose(self, keys: tuple[str, ...]) -> str:
        """Who is responsible; of several the first leads."""
        names = [wording.party(self.scheme, key) for key in keys]
        return names[0] if len(names) == 1 else f"{names[0]}牵头，{'、'.join(names[1:])}配合，"

    def _figures(self, figures: Mapping[str, Any], scope: Scope) -> str:
        """What is counted; of several each has to reach it by itself."""
        if len(figures) == 1:
            return self.value(next(iter(figures.values())), scope)
        told = "、".join(f"“{name}”（{self.value(node, scope)}）" for name, node in figures.items())
        return f"{told}各自"

    def target(self, target: Target) -> str:
        """A target as one sentence."""
        scope = Scope(kind=target.of)
        of = next(iter(target.figures.values()))
        steps = "；".join(f"{self.date(one.by)}{self.bounds(one, scope, of)}" for one in target.milestones)
        since = f"自{self.date(target.since)}起" if target.since is not None else ""
        counted = f"（{since}{_COUNTS[target.counts]}）" if since or _COUNTS[target.counts] else ""
        beyond = "超过上限也算完成。" if target.beyond == "met" else ""
        nature = "约束性" if target.nature == "binding" else "预期性（力争），不作扣分依据"
        who, what = wording.party(self.scheme, target.of), self._figures(target.figures, scope)
        lead = f"由{target.units[0]}牵头" if target.units else ""
        lead += f"、{'、'.join(target.units[1:])}配合" if target.units[1:] else ""
        missing = "期满没有数据的视为未完成。" if target.missing == "not_met" else ""
        unless = f"{self.condition(target.unless, scope)}的除外。" if target.unless is not None else ""
        lead = f"{lead}。" if lead else ""
        return f"{who}{what}{counted}：{steps}。{lead}{beyond}{missing}{unless}{nature}。"

    def deliverable(self, one: Deliverable) -> str:
        """A deliverable as one sentence."""
        who = "、".join(wording.party(self.scheme, key) for key in one.who)
        who = f"{self._whose(one.who)}共同" if one.jointly else who
        to = f"给{one.to}" if one.to else ""
        inside, unless = self._inside(one), self.exempt(one)
        if one.repeats is None:
            due = f"{wording.until(one.due, self.names)}，" if one.due is not None else ""
            return f"{who}报送“{one.title}”{to}，{due}{inside}".rstrip("，") + f"。{unless}"
        about = "上一期的" if one.repeats.about == "previous" else ""
        inside = f"，{inside}" if inside else ""
        return f"{who}{self._repeated(one.repeats)}报送{about}“{one.title}”{to}{inside}。{unless}"

    def _inside(self, one: Deliverable) -> str:
        """In which phase it has to lie, and for how long."""
        lasts = (
            f"持续不少于{wording.length(one.lasts.count, one.lasts.unit)}" if one.lasts is not None else ""
        )
        return f"在{self._phase(one.inside)}内{lasts}" if one.inside else lasts

    def _phase(self, key: str) -> str:
        return f"“{self.names.get(key, key).removesuffix('阶段')}”阶段"

    def exempt(self, one: Deliverable) -> str:
        """Who does not owe a deliverable; empty where nobody is exempt."""
        if one.unless is None:
            return ""
        scope = Scope(kind=one.who[0] if len(one.who) == 1 else None, grain=self.scheme.every_of(one.id))
        return f"{self.condition(one.unless, scope)}的除外。"

    def _repeated(self, one: Repeats) -> str:
        """每月15日, 每周五17:00, 每半年期末后10个工作日内, 每学期最后一个月15日."""
        long = one.every != "month" or one.step is not None
        when = f"{'最后一个月' if long else ''}{one.day}日" if one.day else ""
        when += f"（周{'一二三四五六日'[one.weekday - 1]}）" if one.weekday else ""
        for lead, term, end in (("期初后", one.after_start, "内"), ("期末后", one.after_end, "内"),
                                ("期末前", one.before_end, "")):  # fmt: skip
            if term is not None:
                when += f"{lead}{wording.with_roll(wording.length(term.count, term.unit), term.roll)}{end}"
        named = when or one.words or one.every in {"day", "occasion"}
        when += "" if named else "（周日）" if one.every == "week" else "期末"
        when += f"{one.hour}时前" if one.hour and one.hour.isdigit() else f"{one.hour}前" if one.hour else ""
        when += f"“{one.words}”" if one.words else ""
        when += f"（{wording.ROLLS[one.roll]}）" if one.roll else ""
        every = "每个工作日" if one.working_days_only else wording.every(one.every, one.step)
        return f"{every}{when}{self._from_to(one)}"

    def _from_to(self, one: Repeats) -> str:
        """（3月至11月）, （4月起）; empty where it is the whole year."""
        if one.first is None or one.last is None:
            ends = [f"{self.date(end)}{word}" for end, word in ((one.first, "起"), (one.last, "止")) if end]
            return f"（{ends[0]}）" if ends else ""
        return f"（{self.date(one.first)}至{self.date(one.last)}）"

    def exemption(self, one: Exemption) -> str:
        """To whom the scheme does not apply, as one sentence."""
        who, when = wording.party(self.scheme, one.of), self.condition(one.when, Scope(kind=one.of))
        which = f"，只执行{'、'.join(one.besides)}" if one.besides else ""
        what = f"不适用{'、'.join(one.entries)}" if one.entries else "不适用本方案的规则、职责、时限和指标"
        return f"{who}{when}的，{what}{which}。"

    def limit(self, limit: TimeLimit) -> str:
        """A time limit as one sentence."""
        fact = self.scheme.facts[limit.record]
        scope = Scope(record=limit.record, kind=fact.of)
        start = self.value(limit.starts, scope)
        inner = "".join(
            f"，其中{one.name}不少于{wording.length(one.at_least.count, one.at_least.unit)}"
            for one in limit.includes
        )
        inner += f"，须在{self._phase(limit.inside)}内" if limit.inside else ""
        where = f"{self.condition(limit.where, scope)}的" if limit.where is not None else ""
        term = self._term_of(limit, start)
        paused = "、".join(self._pause(pause, scope) for pause in limit.pauses)
        inner += f"，{paused}不计入" if paused else ""
        unless = f"{self.condition(limit.unless, scope)}的除外。" if limit.unless is not None else ""
        late = f"超时的，{self.consequences(limit.otherwise, scope)}。" if limit.otherwise else ""
        return f"{self._whose(limit.who)}办理{where}“{fact.name}”：{term}{inner}。{unless}{late}"

    def _pause(self, pause: Any, scope: Scope) -> str:
        if isinstance(pause, PausedSpan):
            return f"{self.name(pause.from_, scope)}至{self.name(pause.to, scope)}"
        return self.value(pause, scope)

    def _term_of(self, limit: TimeLimit, start: str) -> str:
        """自受理日次日起10个工作日内办结; 2026年3月底前办结."""
        if isinstance(limit.within, UntilTerm):
            names = self.names_for(Scope(record=limit.record))
            return f"{wording.term(limit.within, names)}办结"
        term = limit.within or limit.at_least
        if term is None:
            return ""
        length = wording.with_roll(wording.length(term.count, term.unit), getattr(term, "roll", None))
        runs = wording.running(start, term.unit)
        return f"{runs}{f'{length}内办结' if limit.within is not None else f'不得少于{length}'}"


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
            return tell.deliverable(entry)
        case Task():
            assisting = "、".join(entry.units[1:])
            return f"牵头：{entry.units[0]}{f'；配合：{assisting}' if assisting else ''}。"
        case Item():
            return f"{entry.question}方法：{entry.method}。不符合：{entry.fails_when}。"
        case Exemption():
            return tell.exemption(entry)
        case Provision():
            return f"{entry.says}（没有数值，由人判断）"
    return ""
