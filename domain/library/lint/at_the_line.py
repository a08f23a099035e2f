"""Balances at a line from the first day on, and balances that stay beyond it once they have crossed it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from domain.library.decimals import short
from domain.library.grains import finer
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.lint.holding import Held
from domain.library.lint.intervals import Interval, interval_of
from domain.library.lint.signed import Signs
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.accounts import Balance
from domain.library.models.consequences import Consequences, OneFigure
from domain.library.models.literals import NameValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.moving import consequences_of, moving, rules_moving
from domain.library.parts import below
from domain.library.period_words import stretch
from domain.library.scopes import Path, Scope, Visits
from domain.library.title_words import grains_of, lines_of

_ADVERSE = frozenset({
    "rectify", "deduct", "recover", "withhold", "terminate", "suspend", "disqualify", "ban", "exclude", "bar_award",
    "warn", "interview", "hold_accountable", "reassign", "aggravate",
})  # fmt: skip
_COMING = (v.Opening, v.Previous, v.AsOf, v.TriggeredTimes, v.ListedSince, c.OnList)


class _Line(NamedTuple):
    """What follows where a balance lies between some numbers."""

    path: Path
    balance: str
    between: Interval
    follows: Consequences


def check_at_the_line(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule on a balance alone: whether it holds without any record, and how often it holds again."""
    for visit in visited if scheme.balances else ():
        rule = visit.node
        if not isinstance(rule, Rule):
            continue
        for line in _lines(scheme, visit.path, rule):
            balance = scheme.balances[line.balance]
            if _adverse(line.follows) and _at(line.between, balance) and not _to_reach(scheme, rule, line):
                yield doubtful(line.path, _FIRST.format(name=balance.name, base=short(balance.base)))
            elif _every_time(scheme, rule, line):
                yield doubtful(line.path, _said(rule, balance, line.balance))


_FIRST = (
    "“{name}”的起始分（base）是 {base}，还没有一条登记就成立：倒扣的分，base 写满分（如 100）；"
    "累计的分，points 写正数、界限写 at_least"
)


def _said(rule: Rule, balance: Balance, key: str) -> str:
    period = stretch(str(rule.every))
    return (
        f"“{balance.name}”到了这条线，重新起算以前每{period}都成立、都触发：只在到线的那一期处理一次的，"
        f"加上期初还没有到（{{value: {{opening: {key}}}, …}} 写相反的界限）；原文就是每{period}都处理的不用改"
    )


def _lines(scheme: Scheme, path: Path, rule: Rule) -> Iterator[_Line]:
    """The lines of a rule that looks at one balance and nothing else."""
    match rule.when:
        case c.Compare(value=NameValue(name=name)) if name in scheme.balances and rule.then:
            if (between := interval_of(rule.when)) is not None:
                yield _Line((*path, "when"), name, between, rule.then)
    name = rule.of.name if isinstance(rule.of, NameValue) and rule.when is None else ""
    for at, tier in enumerate(rule.tiers if name in scheme.balances else ()):
        if tier.then and tier.bounded and tier.when is None and (between := interval_of(tier)) is not None:
            yield _Line((*path, "tiers", at), name, between, tier.then)


def _adverse(follows: Consequences) -> bool:
    return any(getattr(one, "do", "") in _ADVERSE for one in follows)


def _at(between: Interval, balance: Balance) -> bool:
    return not between.meet(Interval(low=balance.base, high=balance.base)).empty


def _to_reach(scheme: Scheme, rule: Rule, line: _Line) -> bool:
    """Whether points are gathered, and the rule says by its title that there have to be so many (不足60学分)."""
    said = [one.number for one in lines_of(rule.title) if one.bound in ("below", "at_most")]
    return line.between.low is None and line.between.high in said and _moves(scheme, line.balance) == {"up"}


def _every_time(scheme: Scheme, rule: Rule, line: _Line) -> bool:
    """Whether a balance that only moves on stays beyond a line for several periods of a rule."""
    balance = scheme.balances[line.balance]
    renews = (
        "" if balance.renews == "never" else balance.renews if isinstance(balance.renews, str) else "year"
    )
    if rule.every in (None, "day", "occasion") or (renews and not finer(rule.every, renews)):
        return False
    if rule.every in grains_of(rule.title).values() or any(
        isinstance(one, _COMING) for one in below(rule.unless)
    ):
        return False
    low, high = line.between.low is None, line.between.high is None
    return low != high and _moves(scheme, line.balance) == ({"down"} if low else {"up"})


def _moves(scheme: Scheme, key: str) -> set[str]:
    """Which ways a balance moves; both where points are set anew, used, or lapse."""
    balance, found = scheme.balances[key], set[str]()
    for entry in balance.entries:
        if entry.points is None or not entry.once_for_all or entry.uses is not None:
            return {"down", "up"}
        found |= _ways(scheme, entry.points, Scope(record=entry.on, kind=balance.of, grain=entry.every))
    for rule in rules_moving(scheme, key):
        scope = Scope(record=rule.on, kind=rule.subject, grain=rule.every)
        for deed in (deed for many in consequences_of(rule) for deed in moving(many, key)):
            points = deed.points.figure if isinstance(deed.points, OneFigure) else None
            found |= {"down", "up"} if points is None else _ways(scheme, points, scope)
    return found


def _ways(scheme: Scheme, points: Any, scope: Scope) -> set[str]:
    low, high = Signs(scheme, scope, Held()).ends(points)
    return {way for way, there in (("down", low < 0), ("up", high > 0)) if there}
