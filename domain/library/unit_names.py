"""What a scheme calls the kinds of units that the system knows (服务单位 is 定点药店 in one of them)."""

from collections.abc import Iterable

from domain.library.models import conditions as c
from domain.library.models.scheme import Scheme
from domain.library.wording import BUILT_IN_PARTIES, party


def unit_names(scheme: Scheme, kinds: Iterable[str]) -> dict[str, str]:
    """Those of the kinds that are units, in the order of the system, by the names that the scheme has for them."""
    asked = set(kinds)
    return {kind: scheme.parties.get(kind, name) for kind, name in BUILT_IN_PARTIES.items() if kind in asked}


def who(scheme: Scheme, node: c.IsA | c.IsNamed) -> str:
    """Whom a condition on the subject means: 镇街, 区财政局或区教育局."""
    return "或".join(node.is_named) if isinstance(node, c.IsNamed) else party(scheme, node.is_a)
