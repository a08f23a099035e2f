"""Rules by period whose condition, once it holds, holds for ever: they are met in every period after it."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.literals import NameValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Path, Visits

_SAID = (
    "within: ever 从头数起，一旦成立，以后每一期都成立、都触发：只算本期的不写 within；"
    "只算还没有办完的，where 里写 {any: [{not: {reported: 办结日}}, {value: 办结日, at_least: period_start}]}；"
    "原文就是每期都算的不用改"
)


def check_every_time(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each rule by period with consequences, and each of its tiers."""
    for visit in visited:
        rule = visit.node
        if not isinstance(rule, Rule) or rule.every is None:
            continue
        judged: list[tuple[Path, Any, bool]] = [(("when",), rule.when, bool(rule.then))]
        judged += [(("tiers", at, "when"), one.when, bool(one.then)) for at, one in enumerate(rule.tiers)]
        for path, when, acts in judged:
            if acts and when is not None and _stays(scheme, when):
                yield doubtful((*visit.path, *path), _SAID)


def _stays(scheme: Scheme, node: Any) -> bool:
    """Whether a condition, or one of its alternatives, goes on holding once it does."""
    match node:
        case c.All():
            return all(_stays(scheme, one) for one in node.all)
        case c.AnyOf():
            return any(_stays(scheme, one) for one in node.any)
        case c.Happened():
            return _from_the_start(scheme, node)
        case c.Compare(value=v.Count()):
            grows = (node.at_least is not None or node.above is not None) and len(node.limits) == 1
            return grows and _from_the_start(scheme, node.value)
    return False


def _from_the_start(scheme: Scheme, node: Any) -> bool:
    """Whether records are counted from the first one on, by nothing but what stands in them."""
    if not isinstance(node.within, w.WordWindow) or node.within.word != "ever" or node.match:
        return False
    fact = scheme.facts.get(node.count if isinstance(node, v.Count) else node.happened)
    if fact is None or fact.from_ is not None:
        return False  # what came of a problem of the ledger changes
    parts = list(below(node.where))
    named = {one.name for one in parts if isinstance(one, NameValue)}
    return named <= {*fact.fields, "row_date"} and not any(isinstance(one, c.Not) for one in parts)
