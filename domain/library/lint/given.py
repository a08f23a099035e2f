"""Points below zero that a score would count as none."""

from collections.abc import Iterator

from domain.library.given_points import taken_over
from domain.library.lint.doubts import Doubt, wrong
from domain.library.models.accounts import Balance
from domain.library.models.consequences import Deed
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import PerStep
from domain.library.scopes import Visits


def check_given(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """A balance that goes below zero, in a step that counts how often and not how many points."""
    moved = {visit.node.balance for visit in visited if isinstance(visit.node, Deed)}
    for visit in visited:
        node = visit.node
        if not isinstance(node, PerStep) or not isinstance(node.per, NameValue) or taken_over(scheme, node):
            continue
        balance = scheme.balances.get(node.per.name)
        if balance is not None and _below_zero(balance, node.per.name in moved):
            yield wrong(
                (*visit.path, "per"),
                f"“{balance.name}”会是负的，这样写负的都按零算：把它的分直接转入的，写 "
                f"{{per: {node.per.name}, points: 1, whole: false}}；按扣了多少分折算的，写 "
                f"per: {{difference: [0, {node.per.name}]}}",
            )


def _below_zero(balance: Balance, moved: bool) -> bool:
    """Whether an account that begins at nothing or less may be taken from."""
    if balance.base > 0 or (balance.floor is not None and balance.floor >= 0):
        return False
    gives = [isinstance(one.points, NumberValue) and one.points.number > 0 for one in balance.entries]
    return moved or not all(gives)
