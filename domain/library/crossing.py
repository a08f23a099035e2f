"""What a whole scheme is asked at each judging: whether subjects are compared, whether terms stand still."""

from functools import lru_cache

from domain.library.models import values as v
from domain.library.models.consequences import Deed
from domain.library.models.scheme import Scheme
from domain.library.moving import acting, consequences_of
from domain.library.naming import named_parties
from domain.library.scopes import Visit, visits
from domain.library.summing import behind, entries, kind_of_entry
from domain.several_kinds import meet

_LOOK_AT_OTHERS = (v.Ranking, v.Entrants, v.Upper, v.CountMembers, v.Lookup)


class _Asked:
    """A scheme, the same as the same object: it is asked at each judging, and never changes."""

    __slots__ = ("scheme",)

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme

    def __hash__(self) -> int:
        return id(self.scheme)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and other.scheme is self.scheme


def compares_subjects(scheme: Scheme) -> bool:
    """Whether any value looks at somebody else: ranks, means of all, those below or above, looked-up records.

    So does a balance or a list that is moved by what others did.
    """
    return _compares_subjects(_Asked(scheme))


@lru_cache(maxsize=256)
def _compares_subjects(asked: _Asked) -> bool:
    scheme = asked.scheme
    return _falls_on_others(scheme) or any(
        isinstance(visit.node, _LOOK_AT_OTHERS)
        or (
            isinstance(visit.node, v.Take)
            and (visit.node.members is not None or visit.node.peers is not None)
        )
        or (isinstance(visit.node, v.TriggeredTimes | v.Amounts) and _of_others(scheme, visit))
        for visit in visits(scheme)
    )


def has_pauses(scheme: Scheme) -> bool:
    """Whether the term of any consequence stands still for what is recorded later."""
    return _has_pauses(_Asked(scheme))


@lru_cache(maxsize=256)
def _has_pauses(asked: _Asked) -> bool:
    return any(isinstance(visit.node, Deed) and visit.node.pauses for visit in visits(asked.scheme))


def _of_others(scheme: Scheme, visit: Visit) -> bool:
    wanted = getattr(visit.node, "triggered_times", ())
    if isinstance(visit.node, v.Amounts):
        wanted = behind(scheme, visit.node, visit.scope.kind)
    return any(
        not meet(kind_of_entry(scheme, one), visit.scope.kind or "")
        for one in entries(scheme)
        if one.id in wanted
    )


def _falls_on_others(scheme: Scheme) -> bool:
    if named_parties(scheme):
        return True
    deeds = ((rule, deed) for rule in acting(scheme) for many in consequences_of(rule) for deed in many)
    return any(
        isinstance(deed, Deed)
        and deed.on not in (None, rule.subject)
        and (deed.balance is not None or deed.list_ is not None)
        for rule, deed in deeds
    )
