"""Scales on which the heavier is the higher: 一般、较大、重大 and not 好、中、差."""

from collections.abc import Iterator

from domain.library.models.ranked import Ranked
from domain.library.models.scheme import Scheme

_HEAVY = ("重", "较大", "特大", "严", "轻", "风险")


def heavy_scales(scheme: Scheme) -> frozenset[tuple[str, ...]]:
    """The scales that are written light to heavy, each with the heaviest first."""
    return frozenset(one.order for one in _ranked(scheme) if one.light_to_heavy)


def _ranked(scheme: Scheme) -> Iterator[Ranked]:
    for fact in scheme.facts.values():
        yield fact
        yield from fact.fields.values()
    yield from scheme.measures.values()


def sounds_heavy(scale: tuple[str, ...]) -> bool:
    """Whether its words are of the kind that people order by weight (较大以上 is 较大、重大)."""
    return any(part in word for word in scale for part in _HEAVY)
