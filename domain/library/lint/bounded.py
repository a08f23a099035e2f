"""Everything that has bounds besides a comparison, each with the value that it speaks of."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.campaign import Target
from domain.library.models.carries import Carry
from domain.library.models.casework import TrafficLights
from domain.library.models.facts import Measure
from domain.library.models.literals import NumberValue
from domain.library.models.rules import Rule
from domain.library.models.scoring import BandStep, Sheet
from domain.library.scopes import Path
from domain.library.step_words import as_bounds

A_FIGURE = NumberValue.model_construct(number=Fraction(0), percent=False, written="")  # a total, days left


def bounded(node: Any) -> Iterator[tuple[Path, Any, c.Bounds]]:
    """The bounds of a node by their path, each with the value that it speaks of."""
    match node:
        case Target():
            for value in node.figures.values():
                yield from ((("milestones", at), value, one) for at, one in enumerate(node.milestones))
        case Measure():
            yield from ((("bands", at), node.value, one) for at, one in enumerate(node.bands))
        case BandStep() | Carry():
            figure = node.by if isinstance(node, BandStep) else A_FIGURE
            yield from ((("bands", at), figure, one) for at, one in enumerate(node.bands))
        case v.ByBands():
            held = [(at, as_bounds(band)) for at, band in enumerate(node.bands)]
            yield from ((("bands", at), node.by_bands, one) for at, one in held if one is not None)
        case Sheet():
            yield from ((("grades", at), A_FIGURE, one) for at, one in enumerate(node.grades))
        case TrafficLights():
            yield from ((("lights", at), A_FIGURE, one) for at, one in enumerate(node.lights))
        case Rule(of=of) if of is not None:
            asked = ((at, one) for at, one in enumerate(node.tiers) if not one.by_steps)
            yield from ((("tiers", at), of, one) for at, one in asked)
    covers, of = (
        getattr(node, "range_", None),
        node.value if isinstance(node, Measure) else getattr(node, "of", None),
    )
    if covers is not None and of is not None:
        yield ("range",), of, covers
