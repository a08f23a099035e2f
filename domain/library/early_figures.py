"""What becomes of figures from before a scheme took effect, told where an entry looks back at them."""

from collections.abc import Iterator
from typing import Any

from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.scheme import Scheme
from domain.library.parts import below, name_read

_LONGER = (w.RollingWindow, w.LastPeriods, w.DatesWindow)
_BEFORE = "上一期在施行以前的，登记了的照用，没有登记的待核"
_BEGINS = "时段从施行以前开始的，登记了的照算，没有登记的，怎样都一样的照判，不然待核"


def early_notes(scheme: Scheme, *nodes: Any) -> Iterator[str]:
    """A sentence for each way in which figures by period are asked for that may be older than the scheme."""
    if scheme.documents[scheme.main_document].effective is None:
        return
    parts = [part for node in nodes for part in below(node)]
    if any(isinstance(part, v.Previous) and _recorded(scheme, part.previous) for part in parts):
        yield _BEFORE
    if any(isinstance(part, v.Take) and _gathered(part) for part in parts):
        yield _BEGINS


def _recorded(scheme: Scheme, node: Any) -> bool:
    """Whether it is somebody's figure; a state has a beginning of its own, a sheet was not there before."""
    name = name_read(node)
    measure = scheme.measures.get(name)
    return name in scheme.facts or (measure is not None and measure.initially is None)


def _gathered(node: v.Take) -> bool:
    by_period = node.rows is None and node.members is None and node.peers is None
    return by_period and isinstance(node.over, _LONGER) and node.missing == "pending"
