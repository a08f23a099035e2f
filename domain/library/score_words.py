"""Scoring sheets as articles."""

from collections.abc import Iterator
from typing import Any

from domain.library import wording
from domain.library.account_words import account_articles
from domain.library.article_parts import Article, cited
from domain.library.decimals import short
from domain.library.models import scoring as s
from domain.library.models import values as v
from domain.library.models.dates import CountedTerm, Term
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.point_words import between, each, moved
from domain.library.scopes import Scope
from domain.library.sentences import Sentences


def score_articles(scheme: Scheme) -> Iterator[Article]:
    """Sheets with their items, vetoes and grades; balances with their entries; lists."""
    for key, sheet in scheme.scoring.items():
        yield from _sheet(scheme, key, sheet)
    yield from account_articles(scheme)


def _sheet(scheme: Scheme, key: str, sheet: s.Sheet) -> Iterator[Article]:
    tell, scope = Sentences(scheme), Scope(kind=sheet.of, grain=sheet.every)
    yield cited(scheme, "scoring", key, sheet.name, _head(scheme, sheet), sheet)
    for item in sheet.items:
        text = _item(tell, sheet, item, scope)
        yield cited(scheme, "scoring", f"{key}-{item.key}", f"{sheet.name}：{item.name}", text, item)
    worst = sheet.grades[-1].grade if sheet.grades else None
    for number, veto in enumerate(sheet.vetoes, start=1):
        total = (
            f"，总分最多{short(veto.total)}分"
            if veto.total
            else "，总分计0分"
            if veto.total is not None
            else ""
        )
        lowers = veto.grade != worst and veto.grade in {one.grade for one in sheet.grades}
        held = f"最高定为“{veto.grade}”（本来更差的不变）" if lowers else f"定为“{veto.grade}”"
        grade = f"，{held}" if veto.grade else ""
        text = f"{tell.condition(veto.when, scope)}的{total}{grade}。"
        yield cited(scheme, "scoring", f"{key}-veto-{number}", f"一票否决：{veto.name}", text, veto)
    grades = "；".join(f"总分{tell.bounds(one, scope)}的为“{one.grade}”" for one in sheet.grades)
    if grades:
        yield cited(scheme, "scoring", f"{key}-grades", f"{sheet.name}：等次", f"{grades}。", sheet)


def _head(scheme: Scheme, sheet: s.Sheet) -> str:
    who, every = wording.party(scheme, sheet.of), wording.every(sheet.every)
    ends = (("最低", sheet.bonus_at_least), ("最高", sheet.bonus_at_most))
    held = [f"{word}{moved(end)}" for word, end in ends if end is not None]
    bonus = f"，加减分合计{'、'.join(held)}" if held else ""
    limits = (("最低", sheet.at_least), ("最高", sheet.at_most))
    whole = "、".join(f"{word}{short(end)}分" for word, end in limits if end is not None)
    bonus += f"，加减以后总分{whole}" if whole else ""
    return f"对{who}{every}评分，满分{short(sheet.total)}分{bonus}。{marks_words(sheet)}{review_words(sheet.review)}"


def marks_words(sheet: s.Sheet) -> str:
    """由人评的分，自每期结束次日起15个工作日内评完."""
    if sheet.marks_within is None:
        return ""
    term = sheet.marks_within.model_copy(update={"from_": "每期结束"})
    return f"由人评的分，{wording.term(term)}评完。"


def review_words(review: s.Review | None) -> str:
    """对结果有异议的，自结果告知次日起3个工作日内向专班申请复核，……内作出决定."""
    if review is None:
        return ""
    to = f"向{review.to}" if review.to else ""
    decided = f"，{_inside(review.decide_within)}作出决定" if review.decide_within is not None else ""
    return f"对结果有异议的，{_inside(review.apply_within)}{to}申请复核{decided}。"


def _inside(term: Term) -> str:
    """3个工作日内; a term that says what it runs from ends so already."""
    plain = isinstance(term, CountedTerm) and term.from_ is None and term.before is None
    return f"{wording.term(term)}{'内' if plain else ''}"


def _item(tell: Sentences, sheet: s.Sheet, item: s.SheetItem, scope: Scope) -> str:
    give = "得" if item.starts == "zero" and not item.bonus else "加"
    parts = [_worth(item), "；".join(_step(tell, step, scope, give) for step in item.steps)]
    parts += [f"考核方法：{item.method}"] if item.method else []
    parts += [f"由{item.assessed_by}评定"] if item.assessed_by else []
    if item.applies_when is not None:
        parts.append(f"{tell.condition(item.applies_when, scope)}的适用，{_otherwise(sheet, item)}")
    return "。".join(part for part in parts if part) + "。"


def _worth(item: s.SheetItem) -> str:
    """What a line is worth, and from where it is counted."""
    if not item.bonus:
        ends = (("最低", item.at_least), ("最高", item.at_most))
        held = "".join(f"，{word}{short(end)}分" for word, end in ends if end is not None)
        return f"{short(item.points)}分{'，从零分计起' if item.starts == 'zero' else '，从满分扣起'}{held}"
    most = item.at_most if item.at_most is not None else item.points
    if not most and item.at_least is not None and item.at_least < 0:
        return f"扣分项，最多{moved(item.at_least)}"
    least = f"最低{moved(item.at_least)}，" if item.at_least is not None and item.at_least < 0 else ""
    return f"加减分项，{least}最高{moved(most)}" if least else f"加分项，最多{short(most)}分"


def _otherwise(sheet: s.Sheet, item: s.SheetItem) -> str:
    """What becomes of the points of a line that does not apply."""
    names = {one.key: one.name for one in sheet.items}
    if item.otherwise == "merge":
        return f"不适用的，分值并入“{names.get(str(item.merge_into), item.merge_into)}”"
    if item.otherwise == "spread":
        takers = "、".join(f"“{names.get(key, key)}”" for key in item.spread_over) or "其余各项"
        return f"不适用的，分值由{takers}{'平均' if item.spread_evenly else '按原比例'}分摊"
    return "不适用的得满分" if item.otherwise == "full" else "不适用的不得分"


def _step(tell: Sentences, step: Any, scope: Scope, give: str) -> str:
    match step:
        case s.PerStep():
            return _per(tell, step, scope, give)
        case s.WhenStep():
            return f"{tell.condition(step.when, scope)}的，{moved(step.points, give)}"
        case s.ShareStep():
            of = f"{short(step.of)}分" if step.of is not None else "本项分值"
            return f"按{tell.value(step.proportion, scope)}乘以{of}得分"
        case s.BandStep():
            bands = "，".join(
                f"{tell.bounds(one, scope, step.by)}的{moved(one.points, give)}" for one in step.bands
            )
            return f"按{tell.value(step.by, scope)}：{bands}"
        case s.ManualStep():
            return f"{step.manual}：由人{between(step.at_least, step.at_most, give)}"
        case s.ZeroStep():
            return f"{tell.condition(step.zero_when, scope)}的，本项不得分"
    return ""


def _per(tell: Sentences, step: s.PerStep, scope: Scope, give: str) -> str:
    """合格率低于90%的，每低1个百分点扣1分，最多扣10分."""
    what, per = _part(tell, step.per, scope)
    unit = each(tell.scheme, step.per, step.size)
    most = f"，最多{moved(step.at_most if step.points > 0 else -step.at_most, give)}" if step.at_most else ""
    rest = "（不足的不计）" if step.whole else "（不足的按比例计）"
    return f"{what}每{per}{unit}{moved(step.points, give)}{rest}{most}"


def _part(tell: Sentences, per: Any, scope: Scope) -> tuple[str, str]:
    """The value of a step; where only what lies below or above a line counts, it says so."""
    line = _excess(per)
    if line is None:
        return tell.value(per, scope), ""
    one, other = line.difference
    if isinstance(one, NumberValue):
        return f"{tell.value(other, scope)}低于{tell.value(one, scope)}的，", "低"
    return f"{tell.value(one, scope)}超过{tell.value(other, scope)}的，", "高"


def _excess(per: Any) -> v.Difference | None:
    """The difference of which only what lies above zero counts: {larger_of: [0, {difference: […]}]}."""
    if not isinstance(per, v.LargerOf) or len(per.larger_of) != 2:
        return None
    parts = [one for one in per.larger_of if not (isinstance(one, NumberValue) and one.number == 0)]
    return parts[0] if len(parts) == 1 and isinstance(parts[0], v.Difference) else None
