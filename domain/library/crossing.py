"""Whether a scheme compares its subjects with each other, so that one figure changes the verdicts of others."""

from domain.library.models import values as v
from domain.library.models.scheme import Scheme
from domain.library.scopes import visits

_LOOK_AT_OTHERS = (v.Ranking, v.Entrants, v.Upper, v.CountMembers, v.Lookup)


def compares_subjects(scheme: Scheme) -> bool:
    """Whether any value looks at somebody else: ranks, means of all, those below or above, looked-up records."""
    return any(
        isinstance(visit.node, _LOOK_AT_OTHERS)
        or (
            isinstance(visit.node, v.Take)
            and (visit.node.members is not None or visit.node.peers is not None)
        )
        for visit in visits(scheme)
    )
