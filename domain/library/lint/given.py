"""Points below zero that a score would count as none."""

from collections.abc import Iterator

from domain.library.decimals import short
from domain.library.given_points import taken_over
from domain.library.lint.doubts import Doubt, doubtful, wrong
from domain.library.lint.holding import Held
from domain.library.lint.signed import Signs
from domain.library.models.accounts import Balance
from domain.library.models.consequences import Deed
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import PerStep, SheetItem
from domain.library.scopes import Visit, Visits
from domain.library.sentences import Sentences


def check_given(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """A figure that goes below zero, in a step that counts how often and not how many points."""
    moved = {visit.node.balance for visit in visited if isinstance(visit.node, Deed)}
    for visit in visited:
        node = visit.node
        if isinstance(node, SheetItem):
            yield from _cut_off(scheme, visit, node)
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


def _cut_off(scheme: Scheme, visit: Visit, item: SheetItem) -> Iterator[Doubt]:
    """A line that may end below zero, of which a part that is below zero itself counts as nothing."""
    steps = [(at, step) for at, step in enumerate(item.steps) if isinstance(step, PerStep)]
    if (item.at_least or 0) >= 0 or any(step.points < 0 for _, step in steps):
        return
    for at, step in steps:
        below, _ = Signs(scheme, visit.scope, Held()).ends(step.per)
        if below < 0 and not taken_over(scheme, step):
            size = f", size: {short(step.size)}" if step.size != 1 else ""
            yield doubtful(
                (*visit.path, "steps", at, "per"),
                f"“{Sentences(scheme).value(step.per, visit.scope)}”会是负的，负的按零算，这一项不会低于零：负的也要"
                f"算进去的，另加一步，per 写 {{difference: [0, 这个值]}}{size}, points: -{short(step.points)}, "
                f"whole: {'true' if step.whole else 'false'}",
            )


def _below_zero(balance: Balance, moved: bool) -> bool:
    """Whether an account that begins at nothing or less may be taken from."""
    if balance.base > 0 or (balance.floor is not None and balance.floor >= 0):
        return False
    gives = [isinstance(one.points, NumberValue) and one.points.number > 0 for one in balance.entries]
    return moved or not all(gives)
