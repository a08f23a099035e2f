"""How findings are handled, as articles: kinds, natures, changes of kind, close-out, escalation, lights."""

from collections.abc import Iterator

from domain.library import wording
from domain.library.article_parts import Article, cited
from domain.library.decimals import short
from domain.library.models.casework import CloseOut, CloseOutStep, EscalationLevel, FindingKind, KindChange
from domain.library.models.dates import CountedTerm, Term
from domain.library.models.extending import Extending
from domain.library.models.scheme import Scheme
from domain.library.nature_words import nature_articles
from domain.library.scopes import ESCALATION_NAMES, Scope, of_the_finding
from domain.library.sentences import Sentences
from domain.library.yearly import yearly_day
from domain.permissions import ROLE_NAMES, Role

_GIVEN = {
    "days_overdue": "逾期日数",
    "days_left": "剩余日数",
    "working_days_overdue": "逾期工作日数",
    "times_returned": "退回次数",
    "times_urged": "催办次数",
    "level_days": "在本级的日数",
}


class _CaseSentences(Sentences):
    """Knows the figures of a finding by name."""

    def name(self, key: str, scope: Scope) -> str:
        return _GIVEN.get(key) or super().name(key, scope)


def casework_articles(scheme: Scheme) -> Iterator[Article]:
    """Everything a scheme says of findings."""
    for key, kind in scheme.finding_kinds.items():
        yield cited(scheme, "casework", f"kind-{key}", kind.name, _kind(scheme, kind), kind)
    for change in scheme.kind_changes:
        yield cited(
            scheme, "casework", f"change-{change.key}", "类型转换", change_text(scheme, change), change
        )
    for nature in scheme.problem_types:
        examples = f"例如：{'；'.join(nature.examples)}。" if nature.examples else ""
        route = f"去向：{nature.route}。" if nature.route else ""
        text = f"{nature.axis}。{examples}{route}{'内容保密。' if nature.confidential else ''}"
        yield cited(scheme, "casework", f"type-{nature.key}", nature.name, text, nature)
    yield from nature_articles(scheme)
    yield from _ladders(scheme)


def _kind(scheme: Scheme, kind: FindingKind) -> str:
    within = f"期限：{_term(scheme, kind.within)}" if kind.within is not None else "没有统一期限"
    for word, term in kind.within_of.items():
        within += f"；“{word}”的，期限：{_term(scheme, term)}"
    if kind.relapse_within is not None:
        within += f"；复发的，期限：{_term(scheme, kind.relapse_within)}"
    if kind.relapse_percent is not None:
        within += f"；复发的，期限为首次的{short(kind.relapse_percent * 100)}%"
    for word, term in kind.relapse_within_of.items():
        within += f"；复发的，“{word}”的，期限：{_term(scheme, term)}"
    closes = "" if kind.closes else "；不销号，另行统计"
    return f"{within}{closes}{'' if kind.counted else '；不计入问题数'}。"


def _term(scheme: Scheme, term: Term) -> str:
    each = yearly_day(scheme, term)
    return wording.term(term) if each is None else each.text


def change_text(scheme: Scheme, change: KindChange) -> str:
    """12月25日未销号的“督办事项”转为“问责事项”。"""
    names = {key: kind.name for key, kind in scheme.finding_kinds.items()}
    undone = "未销号" if change.unless == "closed" else "未报送结果"
    then = _CaseSentences(scheme).consequences(change.then, Scope(given=ESCALATION_NAMES))
    was, becomes = names.get(change.from_, change.from_), names.get(change.becomes, change.becomes)
    return f"{Sentences(scheme).date(change.on)}{undone}的“{was}”转为“{becomes}”{f'，并{then}' if then else ''}。"


def _look_back(scheme: Scheme, one: CloseOut) -> str:
    """销号后6个月内开展；“资金管理”的3个月内。"""
    names = {group.key: group.name for group in scheme.checklist.categories}
    told = [f"销号后{wording.term(one.look_back)}开展"] if one.look_back is not None else []
    told += [
        f"“{names.get(key, key)}”的销号后{wording.term(term)}开展" for key, term in one.look_back_of.items()
    ]
    told += [f"“{word}”问题的销号后{wording.term(term)}开展" for word, term in one.look_back_by.items()]
    return f"{'；'.join(told)}。" if told else ""


def _ladders(scheme: Scheme) -> Iterator[Article]:
    if (close_out := scheme.close_out) is not None:
        before = "报送整改结果"
        for step in close_out.steps:
            text = _step(scheme, step, before)
            before = _over(step) or before
            yield cited(scheme, "casework", f"step-{step.key}", f"销号：{step.name}", text, close_out)
        if text := _look_back(scheme, close_out):
            yield cited(scheme, "casework", "look-back", "回头看", text, close_out)
    for number, one in enumerate(scheme.extending, start=1):
        key = "extending" if number == 1 else f"extending-{number}"
        yield cited(scheme, "casework", key, "延期", extending_text(scheme, one), one)
    if (ladder := scheme.escalation) is not None:
        for level in ladder.levels:
            text = level_text(scheme, level)
            yield cited(scheme, "casework", f"level-{level.key}", f"督办：{level.name}", text, ladder)
    if (lights := scheme.traffic_lights) is not None:
        unit = "日" if lights.unit == "calendar_day" else "个工作日"
        for light in lights.lights:
            text = f"剩余（{unit}）{_CaseSentences(scheme).bounds(light, Scope())}。"
            yield cited(scheme, "casework", f"light-{light.light}", f"预警：{light.name}", text, lights)


def extending_text(scheme: Scheme, one: Extending) -> str:
    """期限届满3个工作日前申请，不超过首次期限的50%，以1次为限。"""
    whose = only_text(scheme, one) or "其他问题" * (one is not scheme.extending[0])
    if one.times == 0:
        return f"{whose}不得延期。"
    parts = [f"期限届满{wording.term(one.before_end)}前申请"] if one.before_end is not None else []
    parts += [f"每次最长{wording.term(one.longest)}"] if one.longest is not None else []
    parts += [f"每次不超过首次期限的{short(one.percent * 100)}%"] if one.percent is not None else []
    parts += [f"以{one.times}次为限"] if one.times is not None else []
    if not parts:
        return f"{whose}申请延期，方案没有限制。"
    return f"{whose}申请延期的，{'，'.join(parts)}；超出的系统不受理。"


def _over(step: CloseOutStep) -> str:
    """From what the next step runs; a step of those who rectify is the handing in of the result."""
    if step.role == "responsible":
        return ""
    if step.when is not None:
        return "上一步办完"  # not all problems pass it
    return f"“{step.name}”期满" if step.lasts is not None else f"“{step.name}”办完"


def _step(scheme: Scheme, step: CloseOutStep, before: str) -> str:
    who = "责任单位" if step.role == "responsible" else ROLE_NAMES[Role(step.role)]
    parts = [f"由{who}办理"]
    parts += [f"{step.people}人以上"] if step.people > 1 else []
    parts += ["到现场"] if step.on_site else []
    if (term := step.within) is not None:
        parts.append(
            f"自{before}次日起{wording.length(term.count, term.unit)}内{'开始' if step.lasts else ''}"
        )
    parts += [_lasting(step.lasts)] if step.lasts is not None else []
    parts += ["有异议的，核实后重新公示"] if step.anew else []
    parts += [f"只办理{only_text(scheme, step)}"] if step.when is not None else []
    return "，".join(parts) + "。"


def only_text(scheme: Scheme, step: CloseOutStep | Extending) -> str:
    """严重程度不低于重大的问题; empty of what goes for all problems."""
    if step.when is None:
        return ""
    return f"{Sentences(scheme).condition(step.when, of_the_finding(scheme))}的问题"


def level_text(scheme: Scheme, level: EscalationLevel) -> str:
    """发督办函，逾期日数不低于1的进入本级，由专项办办理。"""
    tell, scope = _CaseSentences(scheme), of_the_finding(scheme, ESCALATION_NAMES)
    parts = [f"发{level.document}"]
    parts += [f"{tell.condition(level.when, scope)}的进入本级"] if level.when is not None else []
    if level.direct_entry:
        parts.append(f"可以直接进入{f'（{level.direct_when}）' if level.direct_when else ''}")
    parts += [f"由{level.handled_by}办理"] if level.handled_by else []
    parts += [f"期限：{wording.term(level.within)}"] if level.within is not None else []
    then = tell.consequences(level.then, scope)
    return "，".join([*parts, *([then] if then else [])]) + "。"


def _lasting(term: Term) -> str:
    """自公示次日起持续不少于5个工作日."""
    if not isinstance(term, CountedTerm):
        return f"持续{wording.term(term)}"
    start = wording.running(term.from_, term.unit) if term.from_ else ""
    return f"{start}持续不少于{wording.with_roll(wording.length(term.count, term.unit), term.roll)}"
