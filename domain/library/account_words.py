"""Running balances and lists as articles."""

from collections.abc import Iterable, Iterator

from domain.library import period_words, wording
from domain.library.article_parts import Article, cited, document_of
from domain.library.brackets import bare
from domain.library.decimals import short
from domain.library.models.accounts import Balance, BalanceEntry, Limit, Stretch
from domain.library.models.carries import Carry
from domain.library.models.consequences import ACT_NAMES
from domain.library.models.daily import Daily
from domain.library.models.dates import CountedTerm
from domain.library.models.facts import FieldOfRecord
from domain.library.models.lengths import ReckonedTerm
from domain.library.models.literals import NumberValue
from domain.library.models.own_periods import last_of
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.models.windows import AnniversaryWindow
from domain.library.moving import acting, rules_moving
from domain.library.naming import holder_of
from domain.library.point_words import moved_by, taking
from domain.library.roll_words import moment, roll_text
from domain.library.scopes import Scope
from domain.library.sentences import Sentences, named


def account_articles(scheme: Scheme) -> Iterator[Article]:
    """Balances with their entries; lists; caps over several amounts."""
    for key, balance in scheme.balances.items():
        yield from _balance(scheme, key, balance)
    for key, roll in scheme.lists.items():
        yield cited(scheme, "lists", key, roll.name, roll_text(scheme, key, roll), roll)
    yield from _caps(scheme)


def _caps(scheme: Scheme) -> Iterator[Article]:
    """What several amounts may come to together."""
    tell = Sentences(scheme)
    for key, cap in scheme.caps.items():
        within = _each(scheme, cap.within)
        rules = f"按{'、'.join(map(tell.entry, cap.rules))}" if cap.rules else "各条规则"
        by_period = isinstance(cap.within, str) and cap.within != "ever"
        scope = Scope(kind=cap.of, grain=str(cap.within) if by_period else None)
        most = bare(tell.value(cap.at_most, scope))
        most += "元" if isinstance(cap.at_most, NumberValue) else ""
        who, act = wording.party(scheme, cap.of), ACT_NAMES[cap.do]
        but = f"，{tell.condition(cap.unless, scope)}的除外" if cap.unless is not None else ""
        text = f"{who}{within}{rules}{act}的数额，合计不超过{most}{but}。"
        yield cited(scheme, "caps", key, cap.name, text, cap)


def _balance(scheme: Scheme, key: str, balance: Balance) -> Iterator[Article]:
    parts = [f"{wording.party(scheme, balance.of)}基础{short(balance.base)}分"]
    parts += [f"最低{short(balance.floor)}分"] if balance.floor is not None else []
    parts += [f"最高{short(balance.cap)}分"] if balance.cap is not None else []
    ends = balance.floor is not None or balance.cap is not None
    parts += ["中途可以超出，最后的得分再按最低、最高计"] if ends and balance.clamp == "at_the_end" else []
    parts += [f"{_each(scheme, balance.renews)}重新起算"] if balance.renews != "never" else []
    parts += [_carried(scheme, balance, balance.carries)] if balance.carries is not None else []
    limits = [_limit(scheme, key, limit) for limit in balance.limits]
    text = "。".join(("，".join(parts), *limits, *_moved_by(scheme, rules_moving(scheme, key)))) + "。"
    document = document_of(scheme, balance.source)
    notes = (balance.note,) if balance.note else ()
    yield Article("balances", key, balance.name, text, balance.clause, document, notes)
    for entry in balance.entries:
        text = _movement(scheme, key, entry)
        yield cited(scheme, "balances", f"{key}-{entry.id}", f"{balance.name}：{entry.title}", text, entry)


def _moved_by(scheme: Scheme, acting: Iterable[Rule]) -> Iterator[str]:
    """Which rules move a balance when they are met, which duties and time limits when they are not kept."""
    rules = {rule.id for rule in scheme.rules}
    for own, what, when in ((True, "规则", "触发"), (False, "", "没有做到")):
        named = "、".join(f"“{one.title}”（{one.id}）" for one in acting if (one.id in rules) is own)
        if named:
            yield f"{what}{named}{when}的，按其后果记入"


def _each(scheme: Scheme, stretch: Stretch) -> str:
    """每季度, 每学期, 每满一年（自签约日起算）; all time has no word."""
    if isinstance(stretch, AnniversaryWindow):
        figure = scheme.facts[stretch.years].name if isinstance(stretch.years, str) else ""
        length = period_words.full(stretch, figure)
        return f"每满{length}（自{scheme.facts[stretch.anniversary].name}起算）"
    return "" if stretch in {"ever", "never"} else wording.every(stretch)


def _carried(scheme: Scheme, balance: Balance, carry: Carry) -> str:
    """What goes over into the next time: 超过基础分的部分的50%结转下期; 期末满6分且不满12分的结转3分."""
    scope = Scope(kind=balance.of, grain=balance.renews if isinstance(balance.renews, str) else None)
    tell = Sentences(scheme)
    whole = {"up": "（进一取整）", "down": "（舍去取整）", "half_up": "（四舍五入取整）"}.get(
        carry.rounded or "", ""
    )
    most = f"，最多{short(carry.at_most)}分" if carry.at_most is not None else ""
    when = f"期末{tell.condition(carry.when, scope)}的，" if carry.when is not None else ""
    return f"{when}{_part(tell, carry, scope)}{whole}{'' if carry.bands else '结转下期'}{most}{_going(carry)}"


def _going(carry: Carry) -> str:
    """How long what went over counts."""
    term = carry.expires_after
    if term is None:
        return ""
    if isinstance(term, CountedTerm):
        return f"，结转的分自重新起算起{wording.term(term)}内有效"
    month, day = last_of(term)
    ending = f"{day}日" if term.day or term.part else "底"
    return f"，结转的分到{month}月{ending}为止有效"


def _part(tell: Sentences, carry: Carry, scope: Scope) -> str:
    if carry.points is not None:
        return f"期末的{tell.value(carry.points, scope)}"
    if carry.bands:
        bands = (f"{tell.bounds(one, scope)}的转入{tell.value(one.points, scope)}分" for one in carry.bands)
        return f"下期按期末的分数，{'，'.join(bands)}"
    part = {"surplus": "超过基础分的部分", "shortfall": "低于基础分的部分", "both": "与基础分的差额"}
    share = f"的{short(carry.share * 100)}%" if carry.share != 1 else ""
    return f"{part[str(carry.part)]}{share}"


def _limit(scheme: Scheme, key: str, limit: Limit) -> str:
    """同一项目每日累计最多扣5分; “甲”“乙”合计每月最多30分，违规发包的不受限."""
    balance = scheme.balances[key]
    tell, scope = Sentences(scheme), Scope(kind=balance.of)
    take = taking(scheme, key)
    titles = {entry.id: entry.title for entry in balance.entries} | {
        rule.id: rule.title for rule in acting(scheme)
    }
    named = "、".join(f"“{titles.get(one, one)}”" for one in (*limit.entries, *limit.besides))
    whose = f"除{named}以外，" if limit.besides else named
    each = ("每一笔" if not limit.by else "每一笔的") if limit.each else ""
    same = "、".join(
        f"同一{field.name if field else name}" for name, field in _fields(scheme, balance, limit)
    )
    side = {"deductions": take, "additions": "加"}.get(limit.only or "", "")
    size = f"{side}分只计最高的一笔" if side else "只计最高的一笔"
    if limit.at_most is not None:
        size = f"累计最多{side}{tell.value(limit.at_most, scope)}分{_freed(balance, limit)}"
    lifted = f"；{tell.condition(limit.unless, scope)}的，不受限" if limit.unless is not None else ""
    return f"{whose}{each}{same}{_each(scheme, limit.within)}{size}{lifted}{_blank(scheme, balance, limit)}"


def _freed(balance: Balance, limit: Limit) -> str:
    """What has expired takes no room of a limit over all that counts together."""
    covered = [one for one in balance.entries if one.id in limit.entries or not limit.entries]
    expire = any(one.expires and one.id not in limit.besides for one in covered)
    return "（失效的不再占用）" if limit.within == "ever" and expire else ""


def _fields(scheme: Scheme, balance: Balance, limit: Limit) -> list[tuple[str, FieldOfRecord | None]]:
    """What a limit tells records apart by, as the records that move a balance have it."""
    records = [entry.on for entry in balance.entries] + [rule.on for rule in acting(scheme)]
    held = [scheme.facts[one].fields for one in records if one in scheme.facts]
    return [(name, next((fields[name] for fields in held if name in fields), None)) for name in limit.by]


def _blank(scheme: Scheme, balance: Balance, limit: Limit) -> str:
    """What a record left empty is not for that the same as in another."""
    may = [field.name for _, field in _fields(scheme, balance, limit) if field is not None and field.may_lack]
    return f"；没有填{'或'.join(may)}的，不受限" if may else ""


_USING = {"": "", "oldest": "（先用最早得的分）", "expiring": "（先用最早到期的分）"}


def _moved(tell: Sentences, entry: BalanceEntry, scope: Scope, take: str) -> str:
    if entry.points is not None:
        return moved_by(tell, entry.points, scope, take)
    to = tell.value(entry.sets, scope)
    return "清零，以前的各笔不再计" if to == "0" else f"恢复到{to}分，以前的各笔不再计"


def _so_long(tell: Sentences, term: ReckonedTerm | CountedTerm, scope: Scope) -> str:
    return tell.reckoned(term, scope) if isinstance(term, ReckonedTerm) else wording.term(term)


def _day_by_day(tell: Sentences, daily: Daily, scope: Scope) -> str:
    """自应缴日次日起至缴清日，每日; “月购销台账”逾期每满5日."""
    days = "个工作日" if daily.unit == "working_day" else "日"
    each = (
        f"每{'' if daily.broken == 'counted' else '满'}{daily.each}{days}" if daily.each > 1 else f"每{days}"
    )
    each += f"（不足{daily.each}{days}的按{daily.each}{days}计）" if daily.broken == "counted" else ""
    if daily.days_late is not None:
        return f"自“{tell.report_titled(daily.days_late)}”到期次日起至报来之日（没有报来的算到当日），{each}"
    first, last = tell.value(daily.from_, scope), tell.value(daily.to, scope)
    return f"自{first}次日起至{last}（没有登记的算到当日），{each}"


def _movement(scheme: Scheme, key: str, entry: BalanceEntry) -> str:
    tell = Sentences(scheme)
    of = scheme.balances[key].of
    scope = Scope(kind=holder_of(scheme, entry, of), record=entry.on, grain=entry.every)
    head = f"{moment(scheme, entry.on, entry.every)}{tell.exception(entry.unless, scope)}{named(scheme, entry, of)}"
    when = f"{tell.condition(entry.when, scope)}的，" if entry.when is not None else ""
    take = taking(scheme, key)
    moved = _moved(tell, entry, scope, take)
    later = (
        f"自{tell.value(entry.starts, scope)}起（早于登记的，自登记之日起）"
        if entry.starts is not None
        else ""
    )
    each = _day_by_day(tell, entry.daily, scope) if entry.daily is not None else ""
    text = f"{head}{when}{later}{each}{moved}{_USING[entry.uses or '']}"
    if entry.at_most is not None:
        taken = moved.startswith(take) or moved.endswith(f"{take}分")
        side = "加" if moved.startswith("加") else take if taken else ""
        text += f"，{_each(scheme, entry.at_most_within)}累计最多{side}{tell.value(entry.at_most, scope)}分"
    if entry.expires_after is not None:
        using = any(one.uses is not None for one in scheme.balances[key].entries)
        rest = "，到期没有用的失效" if using and not moved.startswith(take) else ""
        text += f"，{_so_long(tell, entry.expires_after, scope)}内有效{rest}"
    if entry.ends is not None:
        text += f"，有效到{tell.value(entry.ends, scope)}为止"
    if entry.carries_when is not None:
        afresh = Sentences(scheme, "重新起算那天").condition(entry.carries_when, scope)
        text += f"，重新起算时{afresh}的转入下期"
    return text + "。"
