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


def listing(many: Consequences, roll: str) -> bool:
    """Whether a consequence puts the subject on a list, without a person who decides whether."""
    return any(
        isinstance(one, Deed)
        and one.do == "list"
        and one.list_ == roll
        and one.on is None
        and one.nature == "must"
        for one in many
    )


def rules_listing(scheme: Scheme, roll: str) -> list[Rule]:
    """The rules that put their subject on a list."""
    of = scheme.lists[roll].of
    rules = (rule for rule in scheme.rules if rule.same_as is None and rule.subject == of)
    return [rule for rule in rules if any(listing(many, roll) for many in consequences_of(rule))]


def rules_moving(scheme: Scheme, balance: str) -> Iterable[Rule]:
    """The rules that move a balance."""
    rules = (rule for rule in scheme.rules if rule.same_as is None)
    return [rule for rule in rules if any(moving(many, balance) for many in consequences_of(rule))]
