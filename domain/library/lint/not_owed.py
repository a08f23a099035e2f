"""Counting who has kept a duty: whom it does not concern has kept it too."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.scheme import Scheme
from domain.library.parts import below, children
from domain.library.scopes import Visits


def check_not_owed(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every count of members or periods that have kept a duty from which some of them are excepted."""
    excepted = {duty.id for duty in scheme.duties if duty.unless is not None}
    for visit in visited if excepted else ():
        match visit.node:
            case v.CountMembers(where=counted) | v.CountPeriods(count_periods=counted):
                asked = {node.owed for node in below(counted) if isinstance(node, c.Owed)}
                for key in dict.fromkeys(_kept(counted)):
                    if key in excepted - asked:
                        yield doubtful(visit.path, _SAID.format(key=key))


_SAID = (
    "不适用的（“{key}”的例外）也算已完成，数在里面；算完成率的，"
    "这里写 {{all: [{{owed: {key}}}, {{met: {key}}}]}}，总数里写 {{owed: {key}}}"
)


def _kept(node: Any) -> Iterator[str]:
    """The duties that a condition wants kept; those not kept are never such as do not apply."""
    if isinstance(node, c.Not):
        return
    if isinstance(node, c.Met):
        yield node.met
    for part in children(node):
        yield from _kept(part)
