"""What a scheme calls the kinds of units that the system knows (服务单位 is 定点药店 in one of them)."""

from collections.abc import Iterable

from domain.library.models.scheme import Scheme
from domain.library.wording import BUILT_IN_PARTIES


def unit_names(scheme: Scheme, kinds: Iterable[str]) -> dict[str, str]:
    """Those of the kinds that are units, in the order of the system, by the names that the scheme has for them."""
    asked = set(kinds)
    return {kind: scheme.parties.get(kind, name) for kind, name in BUILT_IN_PARTIES.items() if kind in asked}
