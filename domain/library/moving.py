"""Which consequences of rules, duties and time limits move which balance, and put whom on which list."""

from collections.abc import Iterable, Iterator
from typing import Literal

from domain.library.models import conditions as c
from domain.library.models.consequences import Consequences, Deed
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.several_kinds import includes

ListAct = Literal["list", "delist"]


def consequences_of(rule: Rule) -> Iterator[Consequences]:
    """What follows from a rule: when it is met, when it is not, in each of its tiers."""
    yield from (rule.then, rule.otherwise, *(tier.then for tier in rule.tiers))


def deeds_of(rule: Rule) -> Iterator[Deed]:
    """Every act that may follow from a rule, those among which a person chooses too."""
    for many in consequences_of(rule):
        for one in many:
            yield from (one,) if isinstance(one, Deed) else one.deeds


def moving(many: Consequences, balance: str) -> tuple[Deed, ...]:
    """The acts that move a balance; what a person chooses among moves none by itself."""
    return tuple(one for one in many if isinstance(one, Deed) and one.balance == balance)


def listing(many: Consequences, roll: str, subject: str, of: str, do: ListAct = "list") -> tuple[Deed, ...]:
    """The acts that list somebody of kind `of`, or take somebody off, without a person who decides whether."""
    acts = (one for one in many if isinstance(one, Deed) and one.do == do and one.list_ == roll)
    return tuple(one for one in acts if includes(of, one.on or subject) and one.nature == "must")


def failed_duties(scheme: Scheme) -> Iterator[Rule]:
    """Duties and time limits that were not kept, as rules: what follows from them moves and lists as theirs does."""
    for duty in scheme.duties:
        if _automatic(duty.otherwise):
            yield _as_rule(duty, subject=duty.subject, every=duty.every, unless=duty.unless)
    for limit in scheme.time_limits:
        if _automatic(limit.otherwise) and limit.record in scheme.facts:
            others = None if limit.where is None else c.Not.model_construct(not_=limit.where)
            spared = tuple(one for one in (limit.unless, others) if one is not None)
            unless = c.AnyOf.model_construct(any=spared) if spared else None
            yield _as_rule(limit, subject=scheme.facts[limit.record].of, on=limit.record, unless=unless)


def _automatic(many: Consequences) -> bool:
    return any(isinstance(one, Deed) and (one.balance or one.do in {"list", "delist"}) for one in many)


def _as_rule(
    entry: Duty | TimeLimit,
    subject: str,
    *,
    every: str | None = None,
    on: str | None = None,
    unless: c.Condition | None = None,
) -> Rule:
    failed = c.Not.model_construct(not_=c.Met(met=entry.id))
    return Rule.model_construct(
        id=entry.id, title=entry.title, clause=entry.clause, source=entry.source, effective=entry.effective,
        until=entry.until, same_as=entry.same_as, subject=subject, every=every, on=on, unless=unless, when=failed,
        then=entry.otherwise,
    )  # fmt: skip


def acting(scheme: Scheme) -> Iterator[Rule]:
    """Everything whose consequences may move a balance or fill a list."""
    yield from (rule for rule in (*scheme.rules, *failed_duties(scheme)) if rule.same_as is None)


def rules_listing(scheme: Scheme, roll: str, do: ListAct = "list") -> list[Rule]:
    """The rules, and duties not kept, that put somebody on a list, or take somebody off it."""
    of = scheme.lists[roll].of
    return [
        rule
        for rule in acting(scheme)
        if any(listing(many, roll, rule.subject, of, do) for many in consequences_of(rule))
    ]


def deeds_listing(scheme: Scheme, roll: str) -> Iterator[Deed]:
    """The acts of rules, and of duties not kept, that put somebody on a list."""
    of = scheme.lists[roll].of
    for rule in acting(scheme):
        for many in consequences_of(rule):
            yield from listing(many, roll, rule.subject, of)


def rules_moving(scheme: Scheme, balance: str) -> Iterable[Rule]:
    """The rules, and duties not kept, that move a balance."""
    return [rule for rule in acting(scheme) if any(moving(many, balance) for many in consequences_of(rule))]
