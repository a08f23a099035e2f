"""Scoring sheets, running balances and lists as articles."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.cycles import is_cycle
from domain.library import wording
from domain.library.article_parts import Article, cited, document_of
from domain.library.models import scoring as s
from domain.library.models.accounts import Balance, BalanceEntry, Carry, Roll
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.models.windows import AnniversaryWindow
from domain.library.scopes import Scope
from domain.library.sentences import Sentences
from domain.library.value_words import number_text

_RENEWS = {"never": "", "year": "每年重新起算", "half_year": "每半年重新起算", "quarter": "每季度重新起算"}
_OTHERWISE = {"full": "不适用的得满分", "zero": "不适用的不得分", "merge": "不适用的并入其他项"}


def score_articles(scheme: Scheme) -> Iterator[Article]:
    """Sheets with their items, vetoes and grades; balances with their entries; lists."""
    for key, sheet in scheme.scoring.items():
        yield from _sheet(scheme, key, sheet)
    for key, balance in scheme.balances.items():
        yield from _balance(scheme, key, balance)
    for key, roll in scheme.lists.items():
        yield cited(scheme, "lists", key, roll.name, _roll(scheme, roll), roll)


def points(value: Fraction) -> str:
    """A number of points as people write it."""
    return number_text(NumberValue.model_validate(value))


def _sheet(scheme: Scheme, key: str, sheet: s.Sheet) -> Iterator[Article]:
    tell, scope = Sentences(scheme), Scope(kind=sheet.of, grain=sheet.every)
    who, every = wording.party(scheme, sheet.of), wording.every(sheet.every)
    yield cited(
        scheme, "scoring", key, sheet.name, f"对{who}{every}评分，满分{points(sheet.total)}分。", sheet
    )
    for item in sheet.items:
        text = _item(tell, item, scope)
        yield cited(scheme, "scoring", f"{key}-{item.key}", f"{sheet.name}：{item.name}", text, item)
    for number, veto in enumerate(sheet.vetoes, start=1):
        total = f"，总分计{points(veto.total)}分" if veto.total is not None else ""
        grade = f"，定为“{veto.grade}”" if veto.grade else ""
        text = f"{tell.condition(veto.when, scope)}的{total}{grade}。"
        yield cited(scheme, "scoring", f"{key}-veto-{number}", f"一票否决：{veto.name}", text, veto)
    grades = "；".join(f"“{one.grade}”{tell.bounds(one, scope)}" for one in sheet.grades)
    if grades:
        yield cited(scheme, "scoring", f"{key}-grades", f"{sheet.name}：等次", f"{grades}。", sheet)


def _item(tell: Sentences, item: s.SheetItem, scope: Scope) -> str:
    steps = "；".join(_step(tell, step, scope) for step in item.steps)
    parts = [f"{'加分项，最多' if item.bonus else ''}{points(item.points)}分", steps]
    parts += [f"考核方法：{item.method}"] if item.method else []
    parts += [f"由{item.assessed_by}评定"] if item.assessed_by else []
    if item.applies_when is not None:
        parts.append(f"{tell.condition(item.applies_when, scope)}的适用，{_OTHERWISE[item.otherwise]}")
    return "。".join(part for part in parts if part) + "。"


def _step(tell: Sentences, step: Any, scope: Scope) -> str:
    match step:
        case s.PerStep():
            most = f"，最多{points(step.at_most)}分" if step.at_most is not None else ""
            return f"{tell.value(step.per, scope)}每{points(step.size)}计{points(step.points)}分{most}"
        case s.WhenStep():
            return f"{tell.condition(step.when, scope)}的计{points(step.points)}分"
        case s.ShareStep():
            return f"按{tell.value(step.proportion, scope)}的比例得分"
        case s.BandStep():
            bands = "、".join(f"{tell.bounds(one, scope)}计{points(one.points)}分" for one in step.bands)
            return f"按{tell.value(step.by, scope)}：{bands}"
        case s.ManualStep():
            return f"{step.manual}（由人在{points(step.at_least)}至{points(step.at_most)}分内评定）"
        case s.ZeroStep():
            return f"{tell.condition(step.zero_when, scope)}的本项不得分"
    return ""


def _balance(scheme: Scheme, key: str, balance: Balance) -> Iterator[Article]:
    parts = [f"{wording.party(scheme, balance.of)}基础{points(balance.base)}分"]
    parts += [f"最低{points(balance.floor)}分"] if balance.floor is not None else []
    parts += [f"最高{points(balance.cap)}分"] if balance.cap is not None else []
    parts += [renewed] if (renewed := _renewed(scheme, balance)) else []
    parts += [_carried(balance.carries)] if balance.carries is not None else []
    document = document_of(scheme, balance.source)
    notes = (balance.note,) if balance.note else ()
    yield Article("balances", key, balance.name, "，".join(parts) + "。", balance.clause, document, notes)
    for entry in balance.entries:
        text = _movement(scheme, balance, entry)
        yield cited(scheme, "balances", f"{key}-{entry.id}", f"{balance.name}：{entry.title}", text, entry)


def _renewed(scheme: Scheme, balance: Balance) -> str:
    """When it starts afresh."""
    if not isinstance(balance.renews, AnniversaryWindow):
        renews = balance.renews
        return f"{wording.every(renews)}重新起算" if is_cycle(renews) else _RENEWS[renews]
    return f"每满一年（自{scheme.facts[balance.renews.anniversary].name}起算）重新起算"


def _carried(carry: Carry) -> str:
    """What goes over into the next time."""
    part = {"surplus": "超过基础分的部分", "shortfall": "低于基础分的部分", "both": "与基础分的差额"}[
        carry.part
    ]
    share = f"的{points(carry.share * 100)}%" if carry.share != 1 else ""
    most = f"，最多{points(carry.at_most)}分" if carry.at_most is not None else ""
    return f"{part}{share}结转下期{most}"


def _movement(scheme: Scheme, balance: Balance, entry: BalanceEntry) -> str:
    tell, scope = Sentences(scheme), Scope(kind=balance.of, record=entry.on, grain=entry.every)
    head = _moment(scheme, entry.on, entry.every)
    when = f"{tell.condition(entry.when, scope)}的" if entry.when is not None else ""
    text = f"{head}{when}计{tell.value(entry.points, scope)}分"
    if entry.at_most is not None:
        text += f"，{tell.window(entry.at_most_within)}最多{tell.value(entry.at_most, scope)}分"
    if entry.expires_after is not None:
        text += f"，{wording.term(entry.expires_after)}有效"
    if entry.carries_when is not None:
        text += f"，重新起算时{tell.condition(entry.carries_when, scope)}的转入下期"
    return text + "。"


def _roll(scheme: Scheme, roll: Roll) -> str:
    tell, scope = Sentences(scheme), Scope(kind=roll.of, record=roll.on, grain=roll.every)
    when = f"{tell.condition(roll.when, scope)}的" if roll.when is not None else ""
    leaves = f"；{tell.condition(roll.leaves_when, scope)}的移出" if roll.leaves_when is not None else ""
    head = _moment(scheme, roll.on, roll.every)
    who = wording.party(scheme, roll.of)
    return f"{who}{head}{when}列入，期限{wording.lasting(roll.lasts)}{leaves}。"


def _moment(scheme: Scheme, on: str | None, every: str | None) -> str:
    if on is not None:
        return f"每登记一条“{scheme.facts[on].name if on in scheme.facts else on}”，"
    return f"{wording.every(every)}，" if every is not None else ""
