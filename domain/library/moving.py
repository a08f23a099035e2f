"""Which consequences of rules move which balance."""

from collections.abc import Iterable, Iterator

from domain.library.models.consequences import Consequences, Deed
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme


def consequences_of(rule: Rule) -> Iterator[Consequences]:
    """What follows from a rule: when it is met, when it is not, in each of its tiers."""
    yield from (rule.then, rule.otherwise, *(tier.then for tier in rule.tiers))


def moving(many: Consequences, balance: str) -> tuple[Deed, ...]:
    """The acts that move a balance; what a person chooses among moves none by itself."""
    return tuple(one for one in many if isinstance(one, Deed) and one.balance == balance)


def rules_moving(scheme: Scheme, balance: str) -> Iterable[Rule]:
    """The rules that move a balance."""
    rules = (rule for rule in scheme.rules if rule.same_as is None)
    return [rule for rule in rules if any(moving(many, balance) for many in consequences_of(rule))]
