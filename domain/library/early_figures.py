"""What becomes of figures from before a scheme took effect, told where an entry looks back at them."""

from collections.abc import Iterator
from typing import Any

from domain.library.lint.references import record_of
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.scheme import Scheme
from domain.library.parts import below, name_read

_LONGER = (w.RollingWindow, w.LastPeriods, w.DatesWindow)
_BEFORE = "上一期在施行以前的，登记了的照用，没有登记的待核"
_COUNTED = "上一期在施行以前的，数那时登记了的，没有登记就是没有"
_BEGINS = "时段从施行以前开始的，登记了的照算，没有登记的，怎样都一样的照判，不然待核"


def early_notes(scheme: Scheme, *nodes: Any) -> Iterator[str]:
    """A sentence for each way in which figures by period are asked for that may be older than the scheme."""
    if scheme.documents[scheme.main_document].effective is None:
        return
    parts = [part for node in nodes for part in below(node)]
    asked = [part.previous for part in parts if isinstance(part, v.Previous)]
    counted = [_counted(scheme, name_read(node)) for node in asked if _recorded(scheme, node)]
    yield from [_BEFORE] * (False in counted) + [_COUNTED] * (True in counted)
    if any(isinstance(part, v.Take) and _gathered(part) for part in parts):
        yield _BEGINS


def _recorded(scheme: Scheme, node: Any) -> bool:
    """Whether it is somebody's figure; a state has a beginning of its own, a sheet was not there before."""
    name = name_read(node)
    measure = scheme.measures.get(name)
    return name in scheme.facts or (measure is not None and measure.initially is None)


def _counted(scheme: Scheme, name: str, above: frozenset[str] = frozenset()) -> bool:
    """Whether a figure comes from registers alone that are full as they are: what they do not hold did not happen."""
    measure = scheme.measures.get(name)
    if measure is None or name in above:
        return False
    parts = list(below(measure.value))
    records = {key for part in parts if (key := record_of(part)[0])}
    others = {key for part in parts if (key := name_read(part)) and key in {*scheme.facts, *scheme.measures}}
    full = all(key in scheme.facts and scheme.facts[key].absence == "assumed" for key in records)
    further = all(_counted(scheme, key, above | {name}) for key in others)
    return bool(records or others) and full and further


def _gathered(node: v.Take) -> bool:
    by_period = node.rows is None and node.members is None and node.peers is None
    return by_period and isinstance(node.over, _LONGER) and node.missing == "pending"
