"""Kinds of units and persons that are named: the system knows them, or the scheme declares them."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, unknown
from domain.library.models.accounts import Balance
from domain.library.models.campaign import Deliverable, Target
from domain.library.models.checklist import Item
from domain.library.models.consequences import Deed
from domain.library.models.facts import Fact, Measure
from domain.library.models.rolls import Roll
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import Sheet
from domain.library.scopes import Visits
from domain.library.wording import BUILT_IN_PARTIES
from domain.several_kinds import kinds_in


def check_parties(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every key that says of whom something is."""
    known = {**BUILT_IN_PARTIES, **scheme.parties}
    for visit in visited:
        for field, key in _party_keys(visit.node):
            if key not in known:
                yield unknown((*visit.path, field), "对象（可在 parties 里声明）", key, known)


def _party_keys(node: Any) -> list[tuple[str, str]]:
    match node:
        case Fact():
            return [*_each("of", node.of), *(_each("by", node.by) if node.by else [])]
        case Measure() | Balance() | Roll() | Target() | Sheet():
            return _each("of", node.of)
        case Rule():
            return _each("subject", node.subject)
        case Duty():
            return [*_each("subject", node.subject), *(("who", key) for key in node.who)]
        case TimeLimit() | Deliverable():
            return [("who", key) for key in node.who]
        case Item():
            return [("applies_to", key) for key in node.applies_to]
        case Deed() if node.on:
            return [("on", node.on)]
    return []


def _each(field: str, kind: str) -> list[tuple[str, str]]:
    return [(field, one) for one in kinds_in(kind)]
