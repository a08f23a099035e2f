"""Points that are taken on one side of a line and given on the other, where only one of them was meant."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.lint.holding import Held, held_by, held_by_bounds
from domain.library.lint.signed import Signs
from domain.library.models import conditions as c
from domain.library.models.accounts import BalanceEntry
from domain.library.models.consequences import Deed, OneFigure
from domain.library.models.duty_parts import ShareOf
from domain.library.models.rules import Duty, Rule
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, Scope, Visits
from domain.library.sentences import Sentences


def check_changing_sign(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Entries of balances, and what rules and duties move, whose figure may lie on both sides of zero."""
    for visit in visited:
        node = visit.node
        if isinstance(node, BalanceEntry) and node.points is not None and node.uses is None:
            held = held_by(scheme, node.when, _but(node.unless))
            yield from _doubted(scheme, (*visit.path, "points"), node.points, visit.scope, held)
        elif isinstance(node, Deed) and node.balance is not None and isinstance(node.points, OneFigure):
            known = _known(scheme, visit.path, node)
            if known is not None:
                yield from _doubted(scheme, (*visit.path, "points"), node.points.figure, visit.scope, known)


def _doubted(scheme: Scheme, path: Path, points: Any, scope: Scope, held: Held) -> Iterator[Doubt]:
    node = next(Signs(scheme, scope, held).changing(points), None)
    if node is not None:
        yield doubtful(
            path,
            f"“{Sentences(scheme).value(node, scope)}”可正可负，扣的会变成加的（加的会变成扣的）："
            "只算一头的，外面套 larger_of: [0, …]，或者在 when 里写明大小；"
            "两头都算的，分成加分、扣分两笔，各写 when",
        )


def _known(scheme: Scheme, path: Path, deed: Deed) -> Held | None:
    """What holds where a consequence follows; None of time limits, whose days are not compared here."""
    own = held_by(scheme, deed.when)
    if path[0] == "duties":
        return own.along(_fallen_short(scheme.duties[int(path[1])]))
    if path[0] != "rules":
        return None
    rule = scheme.rules[int(path[1])]
    own = own.along(held_by(scheme, _but(rule.unless)))
    if path[2] == "tiers":
        return own.along(_in_tier(scheme, rule, int(path[3])))
    asked = rule.when if path[2] == "then" else _but(rule.when)
    return own.along(held_by(scheme, asked))


def _in_tier(scheme: Scheme, rule: Rule, at: int) -> Held:
    """What a tier says; not where others add it, or steps come to it from elsewhere."""
    after = rule.tiers[at + 1] if at + 1 < len(rule.tiers) else None
    if rule.light_to_heavy or (after is not None and after.adds):
        return Held()
    tier = rule.tiers[at]
    found = held_by(scheme, tier.when)
    return found.along(held_by_bounds(rule.of, tier)) if rule.of is not None else found


def _fallen_short(duty: Duty) -> Held:
    """Less was done than was required."""
    if duty.done is None or isinstance(duty.required, ShareOf):
        return Held()
    short = c.Bounds.model_construct(below=duty.required.number)
    return held_by_bounds(duty.done, short)


def _but(condition: Any) -> Any:
    return None if condition is None else c.Not.model_construct(not_=condition)
