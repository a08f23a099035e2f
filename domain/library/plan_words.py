"""What a campaign plans, in plain Chinese: figures to reach, things owed, pieces of work."""

from collections.abc import Mapping
from typing import Any

from domain.library import period_words, wording
from domain.library.consequence_words import ConsequenceWords
from domain.library.models import conditions as c
from domain.library.models.campaign import Deliverable, Provision, Repeats, Target, Task
from domain.library.models.exemptions import Exemption
from domain.library.named_days import hour_words
from domain.library.parts import below, name_read
from domain.library.scopes import Scope
from domain.several_kinds import by_themselves, is_several, meet

_COUNTS = {"point_in_time": "", "cumulative": "累计", "yearly_mean": "年均", "each_year": "每年都要"}


class PlanWords(ConsequenceWords):
    """Tells what is planned of one scheme."""

    def _whose(self, keys: tuple[str, ...], of: str = "") -> str:
        """Who is responsible; of several the first leads, unless they are those it is `of`: each does its own."""
        if by_themselves(keys, of):
            return wording.party(self.scheme, of) + ("各自" if is_several(of) else "")
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
            told = wording.until(one.due, self.names) if one.due is not None else ""
            told = wording.until_hour(told, hour_words(one.hour)) if one.hour else told
            due = f"{told}，" if told else ""
            return f"{who}报送“{one.title}”{to}，{due}{inside}".rstrip("，") + f"。{unless}"
        previous = period_words.before(1, one.repeats.every if one.repeats.step is None else None)
        about = f"{previous}的" if one.repeats.about == "previous" else ""
        inside = f"，{inside}" if inside else ""
        return f"{who}{self._repeated(one.repeats)}报送{about}“{one.title}”{to}{inside}。{unless}"

    def _inside(self, one: Deliverable) -> str:
        """In which phase it has to lie, and for how long."""
        lasts = (
            f"持续不少于{wording.length(one.lasts.count, one.lasts.unit)}" if one.lasts is not None else ""
        )
        return f"在{self._phase(one.inside)}内{lasts}" if one.inside else lasts

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
        when = f"{one.month}月{f'{one.day}日' if one.day else '底'}" if one.month else when
        when += f"（周{'一二三四五六日'[one.weekday - 1]}）" if one.weekday else ""
        when += f"第{one.working_day}个工作日" if one.working_day else ""
        for lead, term, end in (("期初后", one.after_start, "内"), ("期末后", one.after_end, "内"),
                                ("期末前", one.before_end, "")):  # fmt: skip
            if term is not None:
                length = wording.with_roll(wording.length(term.count, term.unit), term.roll)
                when += f"{lead}{length}{'' if one.hour else end}"
        named = when or one.words or one.every in {"day", "occasion"}
        when += "" if named else "（周日）" if one.every == "week" else "期末"
        when += f"{hour_words(one.hour)}前" if one.hour else ""
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
        which = f"，只执行{'、'.join(map(self.entry, one.besides))}" if one.besides else ""
        asked = {name_read(part) for part in below(one.when)}
        balances = (each for key, each in self.scheme.balances.items() if key not in asked)
        counted = any(meet(balance.of, one.of) and balance.entries for balance in balances)
        what = f"不适用本方案的规则、职责、时限{'、任务指标和记分' if counted else '和任务指标'}"
        seen = {part.on_list for part in below(one.when) if isinstance(part, c.OnList)}
        scored = any(meet(sheet.of, one.of) for sheet in self.scheme.scoring.values())
        listed = any(meet(roll.of, one.of) and key not in seen for key, roll in self.scheme.lists.items())
        also = "、".join(word for word, there in (("不评分", scored), ("不列入名单", listed)) if there)
        what += f"，也{also}" if also else ""
        what = f"不适用{'、'.join(map(self.entry, one.entries))}" if one.entries else what
        return f"{who}{when}的，{what}{which}。"

    def task(self, one: Task) -> str:
        """A piece of work as one sentence."""
        assisting = "、".join(one.units[1:])
        due = f"{wording.until(one.due, self.names)}完成。" if one.due is not None else ""
        return f"牵头：{one.units[0]}{f'；配合：{assisting}' if assisting else ''}。{due}"

    def provision(self, one: Provision) -> str:
        """What the text says where nothing is computed."""
        who = f"由{one.decided_by}判断" if one.decided_by else "由人判断"
        plain = not any(sign.isdigit() for sign in one.says)
        return f"{one.says}（{'没有数值，' if plain else ''}{who}）" if one.kind == "judgement" else one.says
