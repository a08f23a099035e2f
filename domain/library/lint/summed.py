"""Totals of amounts: what is named takes something from the subject, and what waits for a total is not in it."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, unknown, wrong
from domain.library.models.acts import ACT_NAMES
from domain.library.models.scheme import Scheme
from domain.library.models.values import Amounts
from domain.library.scopes import Visit, Visits
from domain.library.summing import entries, takes
from domain.library.wording import party


def check_summed(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every total of amounts."""
    for visit in visited:
        if isinstance(visit.node, Amounts):
            yield from _summed(scheme, visit, visit.node)


def _summed(scheme: Scheme, visit: Visit, node: Amounts) -> Iterator[Doubt]:
    kind = visit.scope.kind
    taking = [one.id for one in entries(scheme) if takes(scheme, one, node.amounts, kind)]
    what = f"落在{party(scheme, kind) if kind else '它'}身上、写了数额的“{ACT_NAMES[node.amounts]}”（{node.amounts}）"
    for key in node.rules:
        if key not in taking:
            yield unknown((*visit.path, "rules"), f"有{what}的规则、职责或时限", key, taking)
    if not taking:
        yield wrong(visit.path, f"没有哪一条有{what}，合计永远是零")
