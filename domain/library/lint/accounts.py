"""Balances and lists: what moves or fills them exists, fits and is not counted twice; limits speak of something."""

from collections import Counter
from collections.abc import Iterator

from domain.library import wording
from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.models.accounts import Balance, Limit
from domain.library.models.caps import Cap
from domain.library.models.conditions import Bounds
from domain.library.models.consequences import Deed, NumberRange
from domain.library.models.dates import Anchor, CountedTerm, UntilTerm
from domain.library.models.lengths import LastingTerm, ReckonedTerm
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.looked_up import Opening
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.moving import deeds_of, failed_duties, moving, rules_moving
from domain.library.named_days import names_in
from domain.library.parts import below
from domain.library.scopes import Path, Visits
from domain.several_kinds import includes, is_several, meet, readable


def check_accounts(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Consequences that give points, and the limits of balances."""
    for visit in visited:
        if isinstance(visit.node, Deed) and visit.node.do == "points":
            yield from _deed(scheme, visit.path, visit.node)
        if isinstance(visit.node, Opening) and visit.path[2:3] == ("carries",):
            why = "结转不是在哪一条登记以前：期末的分直接写信用分的键，opening 在这里总是重新起算时的分"
            yield wrong(visit.path, why)
        if isinstance(visit.node, Deed) and visit.node.list_ in scheme.lists:
            yield from (
                wrong((*visit.path, "list"), why) for why in _mislisted(scheme, visit.path, visit.node)
            )
    for key, cap in scheme.caps.items():
        yield from _cap(scheme, ("caps", key), cap)
    for key, balance in scheme.balances.items():
        yield from _balance(scheme, ("balances", key), key, balance)


def _cap(scheme: Scheme, path: Path, cap: Cap) -> Iterator[Doubt]:
    """A cap speaks of acts that fall on its own subject: from entries on it, or on somebody below it."""
    ours = {one.id for one in scheme.rules if meet(one.subject, cap.of) or _falls_on(one, cap.of)}
    ours |= {one.id for one in scheme.duties if meet(one.subject, cap.of)}
    records = {key for key, fact in scheme.facts.items() if meet(fact.of, cap.of)}
    ours |= {one.id for one in scheme.time_limits if one.record in records}
    for name in cap.rules:
        if name not in ours:
            yield unknown((*path, "rules"), f"{wording.party(scheme, cap.of)}的规则、职责或时限", name, ours)


def _falls_on(rule: Rule, kind: str) -> bool:
    return any(deed.on is not None and includes(kind, deed.on) for deed in deeds_of(rule))


def _deed(scheme: Scheme, path: Path, deed: Deed) -> Iterator[Doubt]:
    rule = rule_at(scheme, path)
    if deed.balance is None:
        fitting = [
            key for key, one in scheme.balances.items() if rule is not None and includes(one.of, rule.subject)
        ]
        sure = not isinstance(deed.points, NumberRange) and deed.nature == "must" and "choose_one" not in path
        if fitting and deed.points is not None and sure:
            yield doubtful(path, f"这几分没有记入信用分，要记入就写 balance: {fitting[0]}")
    elif deed.balance not in scheme.balances:
        yield unknown((*path, "balance"), "信用分", deed.balance, scheme.balances)
    elif rule is not None:
        yield from (wrong((*path, "balance"), why) for why in _misfits(scheme, path, rule, deed))


def rule_at(scheme: Scheme, path: Path) -> Rule | None:
    """The rule of which a consequence is, or the duty or time limit as one."""
    if path[0] == "rules":
        return scheme.rules[int(path[1])]
    if path[0] not in {"duties", "time_limits"}:
        return None
    entry = getattr(scheme, str(path[0]))[int(path[1])]
    return next((rule for rule in failed_duties(scheme) if rule.id == entry.id), None)


def _misfits(scheme: Scheme, path: Path, rule: Rule, deed: Deed) -> Iterator[str]:
    """Why what a consequence says cannot be reckoned by the system."""
    balance = scheme.balances[str(deed.balance)]
    whose = deed.on or rule.subject
    if not includes(balance.of, whose):
        names = wording.party(scheme, balance.of), wording.party(scheme, whose)
        yield f"“{balance.name}”是{names[0]}的，这里的后果落在{names[1]}身上"
    elif rule.on is None and rule.every is None:
        yield "按今天判断的规则没有哪一天可记，写 on（逐条登记）或 every（逐期判断）"
    if "choose_one" in path or deed.nature == "may":
        yield "由人决定的（choose_one、nature: may）不能自动记分：登记下来，另写一笔"
    if deed.starts is not None and not _recorded(scheme, rule, deed.starts):
        yield (
            "由规则记的分从哪天起记（starts），写登记的日期（如送达日，设一个登记项）或由它算出来的日期，"
            "不写事件、固定的日子"
        )
    if isinstance(deed.points, NumberRange):
        yield "由人在幅度内定的分不能自动记入：在登记项里登记几分，points 写那一项"


def _recorded(scheme: Scheme, rule: Rule, starts: Anchor) -> bool:
    """Whether a day hangs on dates that are recorded of the subject, or in the record, alone."""
    fields = scheme.facts[rule.on].fields if rule.on in scheme.facts else {}
    known = {key for key, field in fields.items() if field.kind in {"date", "time"}}
    standing = ((key, one) for key, one in scheme.facts.items() if includes(one.of, rule.subject))
    known |= {key for key, one in standing if one.kind == "date" and one.every is None}
    known |= {"row_date"} if rule.on is not None else {"period_start", "period_end"}
    named = [*names_in(starts)]
    return bool(named) and known.issuperset(named)


def _mislisted(scheme: Scheme, path: Path, deed: Deed) -> Iterator[str]:
    """Why somebody cannot stand on a list, or would never come off it."""
    key, rule = str(deed.list_), rule_at(scheme, path)
    roll = scheme.lists[key]
    whose = deed.on or (rule.subject if rule is not None else None)
    if not readable(roll.of, whose):
        names = wording.party(scheme, roll.of), wording.party(scheme, str(whose))
        way = "" if is_several(roll.of) else f"：列入上一级或下属的写 on: {roll.of}"
        yield f"“{roll.name}”是{names[0]}的名单，这里的后果落在{names[1]}身上{way}"
    fields = scheme.facts[roll.on].fields if roll.on in scheme.facts else {}
    read = [part.name for part in below(roll.ends) if isinstance(part, NameValue) and part.name in fields]
    if deed.do == "list" and read and not _counted(deed.lasts):
        yield (
            f"“{roll.name}”的止日（ends）看的是登记的“{fields[read[0]].name}”，由规则列入的没有这一项，永远不会到期："
            "这里写 lasts: {count: …, unit: …} 或 permanent"
        )


def _counted(lasts: object) -> bool:
    """Whether a consequence says itself, with nobody to decide, how long somebody stays on a list."""
    if isinstance(lasts, CountedTerm):
        return isinstance(lasts.count, int)
    return isinstance(lasts, LastingTerm | UntilTerm | ReckonedTerm)


def _balance(scheme: Scheme, path: Path, key: str, balance: Balance) -> Iterator[Doubt]:
    movers = list(rules_moving(scheme, key))
    if not balance.entries and not movers:
        yield wrong(path, "没有一笔（entries），也没有规则记入，分数永远不会变")
    known = [*(entry.id for entry in balance.entries), *(rule.id for rule in movers)]
    for name, times in Counter(known).items():
        if times > 1:
            yield wrong((*path, "entries"), f"编号“{name}”重复")
    yield from _used(path, balance)
    yield from _outliving(path, balance)
    for at, limit in enumerate(balance.limits):
        yield from _limit(scheme, (*path, "limits", at), limit, known, _records(balance, movers))
    for rule in movers:
        if rule in scheme.rules:
            yield from _twice(scheme, key, balance, rule)


def _outliving(path: Path, balance: Balance) -> Iterator[Doubt]:
    """What expires by itself does so no more once it has gone over as a part of the balance."""
    ending = next((entry for entry in balance.entries if entry.expires), None)
    if ending is not None and balance.carries is not None and balance.carries.expires_after is None:
        word = "ends" if ending.ends is not None else "expires_after"
        yield doubtful(
            (*path, "carries"),
            f"按余分结转的分，不再按“{ending.title}”的 {word} 失效：各笔要接着算到期的，不写 carries，在各笔写 "
            "carries_when: {value: 1, equals: 1}（有 uses 的改写 renews: never）；"
            "结转的分另有期限的，在 carries 里写 expires_after",
        )


def _used(path: Path, balance: Balance) -> Iterator[Doubt]:
    """What uses up points takes some, and there are some that expire."""
    using = [at for at, entry in enumerate(balance.entries) if entry.uses is not None]
    for at in using:
        points = balance.entries[at].points
        if isinstance(points, NumberValue) and points.number > 0:
            yield wrong((*path, "entries", at, "points"), "uses（用掉已得的分）的一笔是扣分，points 写负数")
    over = balance.carries is not None and balance.carries.expires_after is not None
    if using and not over and not any(entry.expires for entry in balance.entries):
        where = (*path, "entries", using[0], "uses")
        yield doubtful(where, "没有一笔加分会失效（expires_after、ends），先用哪一笔都一样，uses 可以不写")


def _records(balance: Balance, movers: list[Rule]) -> set[str]:
    found = [*(entry.on for entry in balance.entries), *(rule.on for rule in movers)]
    return {one for one in found if one is not None}


def _limit(scheme: Scheme, path: Path, limit: Limit, known: list[str], records: set[str]) -> Iterator[Doubt]:
    for field in ("entries", "besides"):
        for name in getattr(limit, field):
            if name not in known:
                yield unknown((*path, field), "编号（各笔的 id，或记入它的规则的编号）", name, known)
    fields = [name for record in records if record in scheme.facts for name in scheme.facts[record].fields]
    for name in limit.by:
        if name not in fields:
            yield unknown((*path, "by"), "登记项", name, fields)


def _twice(scheme: Scheme, key: str, balance: Balance, rule: Rule) -> Iterator[Doubt]:
    """An entry and a consequence that move one balance on the same occasion, by the same condition."""
    path = ("rules", next(at for at, one in enumerate(scheme.rules) if one is rule))
    occasions = set(_conditions(rule, key))
    for entry in balance.entries:
        same = (entry.on, entry.every, entry.whose) == (rule.on, rule.every, rule.whose)
        if same and _said(entry.when) & occasions:
            yield doubtful(path, f"与“{balance.name}”的“{entry.id}”是同一件事，会记两次分：只留一处")


def _conditions(rule: Rule, key: str) -> Iterator[str]:
    """What has to hold for the rule to move the balance, as far as it can be compared."""
    if moving(rule.then, key):
        yield from _said(rule.when)
    for tier in rule.tiers:
        if moving(tier.then, key) and not tier.by_steps and (rule.of is None or tier.when is None):
            yield f"{rule.of!r} {_bounds(tier)}" if rule.of is not None else repr(tier.when)


def _said(when: object) -> set[str]:
    """A condition as it may be written in a rule: itself, or a value with the bounds of a tier."""
    value = getattr(when, "value", None)
    return {repr(when), *({f"{value!r} {_bounds(when)}"} if isinstance(when, Bounds) else set())}


def _bounds(one: Bounds) -> str:
    return repr([getattr(one, name) for name in Bounds.model_fields])
